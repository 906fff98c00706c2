"""The examples of the document about lists of people."""

IMPORT_ID = "0b9f0a5e-5c1e-4f0e-8a59-4a4f4cfb1f11"
FINGERPRINT = "9f2c" * 16
BODY = {"rows": [{"staff_code": "NV-0017", "tier": "branch manager", "since": "2026-04-01"}]}
ENTRY = {
    "id": IMPORT_ID,
    "file_name": "staff.xlsx",
    "state": "read",
    "fault": "",
    "created_at": "2026-03-02T09:30:00+00:00",
    "applied_at": None,
}
PLAN = {
    "fingerprint": FINGERPRINT,
    "counts": {"new": 0, "changed": 0, "moved": 0, "tier": 1, "left": 0, "returned": 0, "unchanged": 12},
    "changes": 1,
    "faults": [{"kind": "date", "number": 1}],
    "repeats": 0,
    "absent": 2,
    "by_name": 0,
    "new_branches": [
        {"name": "Riverside East", "count": 3, "similar": "Riverside", "is_wanted": False, "taken_as": ""}
    ],
    "hindrances": {"faults_are_left_out": "1 rows cannot be taken. Correct them, or leave them out."},
}
IMPORT = {
    **ENTRY,
    "columns": [{"field": "staff_code", "title": "Matricule"}],
    "ignored": ["Phone"],
    "date_questions": [],
    "tier_words": [{"word": "Loan officer II", "count": 4, "tier": "field"}],
    "plan": PLAN,
    "summary": {},
}
ANSWERS = {"orders": {"since": "dmy"}, "branches": ["Riverside East"], "faults_are_left_out": True}
FAULT = {
    "row": 7,
    "cell": "D7",
    "title": "Since",
    "kind": "date",
    "value": "31/02/2026",
    "sentence": "There is no day “31/02/2026”. Write it as year-month-day, like 2026-03-01.",
}
STEP = {
    "row": 2,
    "member": 17,
    "staff_code": "NV-0017",
    "name": "Amina Diallo",
    "changes": ["tier"],
    "differences": [{"field": "tier", "old": "field", "new": "middle_management"}],
    "remarks": [],
}
TWIN = {"id": 17, "staff_code": "NV-0017", "name": "Amina Diallo", "name_other": "", "email": "amina@example.org"}
PAIR = {
    "first": TWIN,
    "second": {**TWIN, "id": 41, "staff_code": "NV-0041", "name": "Diallo Amina", "email": ""},
    "likeness": 98,
    "reasons": ["order"],
}
MERGED = {
    "id": 17,
    "merged": 41,
    "tenures": [{"tier": "field", "branch": "Riverside", "starts_on": "2025-01-01", "ends_on": None}],
}


def page_of(item: object) -> dict[str, object]:
    """Return a page with one entry."""
    return {"items": [item], "page": 1, "pages": 1, "total": 1}
