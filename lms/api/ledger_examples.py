"""The examples of the document around the ledger. The key is that of the tests of golang.org/x/mod/sumdb/note."""

from lms.api import examples

LINE = (
    '{"at":"2026-03-02T09:30:00Z","body":{"is_invented":false,"language":"en","name":"North Valley Micr'
    'ofinance","zone":"Africa/Nairobi"},"kind":"institution","log":"north-valley","previous":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,"v":1}'
)
HASH = "1f2d5c1450248f0f8c2bc4282ed1468fcc8999a5207d65e67a9f8e32acddd79c"
NOTE = (
    "PeterNeumann/north-valley\n"
    "1\n"
    "Hy1cFFAkjw+MK8QoLtFGj8yJmaUgfWXmep+OMqzd15w=\n"
    "\n"
    "— PeterNeumann x08go+99Z+iWIUIM/epTb34tMkHYKYVUtjPwPhB75fHFWeg2NZXZlmYFH56ra0z5kX0VmArVg7BA2gEh2Ncrd+42qw4=\n"
    "— PeterNeumann GLl4CwAAAABppViYp1/JZbmMHr2xYEr0+SuoyZxDxxa2bcQVB+7IoI/"
    "i1UC6UccGlwjo5Dv/uNU/DiWQ5i+QkbO5SEIs0JNZSPEHDA==\n"
)
ENTRIES = {"items": [{"seq": 0, "hash": HASH, "line": LINE}], "page": 1, "pages": 1, "total": 1}
CHECKPOINTS = {
    "items": [{"size": 1, "root": HASH, "note": NOTE, "made_at": examples.MOMENT}],
    "page": 1,
    "pages": 1,
    "total": 1,
}
CONSISTENCY = {"from": 0, "to": 1, "proof": []}
KEYS = {
    "name": "PeterNeumann",
    "verifier": "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "fingerprint": "a82f24c48c9ee106dd11952a8026e14f3760ae4686748dd80e6cae8dd4e98a04",
    "retired": [],
}
