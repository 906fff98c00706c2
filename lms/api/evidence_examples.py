"""The examples of the document around what a member gave and what changed since."""

from lms.api import examples

EDITION = examples.MODULE["edition"]
COMMITMENT = {
    "module": "introduction",
    "edition": EDITION,
    "sentence": "I have read the seven principles and will apply them in my own work.",
    "name": "Amina Diallo",
    "tier": "field",
    "language": "en",
    "attested_at": examples.MOMENT,
}
ATTESTATION = {
    "module": "introduction",
    "edition": EDITION,
    "language": "en",
    "sentence": COMMITMENT["sentence"],
    "name": "Amina Diallo",
    "institution": "North Valley Microfinance",
    "tier": "field",
    "is_given": True,
    "given": [COMMITMENT],
}
CHANGES = {
    "module": "complaints",
    "edition": EDITION,
    "language": "en",
    "is_open": True,
    "completed_on": "2026-03-02",
    "completed_edition": "1f2e3d4c5b6a",
    "questions": 2,
    "changes": [{"on": "2026-05-04", "is_substantive": True, "text": "Days are counted as calendar days."}],
}
NO_CHANGES = {
    **CHANGES,
    "is_open": False,
    "completed_on": None,
    "completed_edition": "",
    "questions": 0,
    "changes": [],
}
