"""The examples of the document around certificates."""

from lms.api import examples

VERIFIED = {
    "code": "K7QW2MZP4RXA",
    "kind": "competence",
    "state": "valid",
    "member_name": "Amina Diallo",
    "member_name_other": "أمينة ديالو",
    "institution_name": "North Valley Microfinance",
    "module": "complaints",
    "module_title": examples.MODULE["title"],
    "tier": "field",
    "language": "en",
    "edition": examples.MODULE["edition"],
    "completed_on": "2026-03-02",
    "issued_on": "2026-03-02",
    "valid_until": "2028-03-02",
    "minutes": None,
    "session_minutes": None,
    "revoked_on": None,
}
CERTIFICATE = {**VERIFIED, "percent": 95, "issued_at": examples.MOMENT}
OWN = {"certificates": [CERTIFICATE]}
LINE = {**VERIFIED, "member_id": 12, "staff_code": "NV-014", "branch": "Main Street", "revoked_reason": ""}
LIST = {
    "items": [LINE],
    "page": 1,
    "pages": 1,
    "total": 1,
    "counts": {"valid": 1, "expired": 0, "revoked": 0, "erased": 0},
}
REVOCATION = {"reason": "Issued to the wrong person.", "on": "2026-05-04"}
CORRECTION = {"name": "Amina Diallo", "name_other": "", "reason": "Misspelt."}
