"""The examples of the document for proposals: one begun on the invented case."""

PROPOSAL_ID = "5f0d1c1e-6a7b-4d55-8f43-2b7a8f0e4c11"
EDIT_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
FINDING = "finding:3f1d7a52-94b1-4c1e-8f0e-6a1b2c3d4e5f"
FIX = "recommendation:8a1e4b7c-2d3f-4a5b-9c6d-7e8f9a0b1c2d"
TEXT = "Clients of Sandrel have nowhere to go with a complaint."
SAVED_AT = "2026-03-02T09:42:00+00:00"
LOCK = {"key": "section:baseline", "name": "Grace Achieng", "until": "2026-03-02T09:42:40+00:00"}
PART = {
    "key": "section:summary",
    "content": TEXT,
    "version": 2,
    "out": False,
    "saved_at": SAVED_AT,
    "saved_by": "Wanjiru Kamau",
}
PROPOSAL = {"id": PROPOSAL_ID, "handed_in_at": None, "parts": [PART], "locks": [LOCK]}
WARNING = {
    "part": "section:summary",
    "field": "content",
    "kind": "wrong",
    "text": "“12 branches”: the case says 18 branches (F7).",
    "passage": {"start": 17, "end": 28},
}
EDIT = {"id": EDIT_ID, "base_version": 1, "content": TEXT, "out": False, "base_content": None}
SAVED = {
    "key": "section:summary",
    "version": 2,
    "content": TEXT,
    "out": False,
    "merged": False,
    "clashes": 0,
    "saved_at": SAVED_AT,
    "warnings": [],
    "locks": [LOCK],
}
EDITS = {
    "items": [
        {
            "key": "section:summary",
            "version": 2,
            "saved_by": "Wanjiru Kamau",
            "saved_at": SAVED_AT,
            "out": False,
            "clashes": 0,
        }
    ]
}
CONTENT = {"key": "section:summary", "version": 2, "content": TEXT}
VERSIONS = {
    "items": [
        {
            "id": 1,
            "label": "Before the pitch",
            "kind": "by_hand",
            "taken_at": SAVED_AT,
            "taken_by": "Wanjiru Kamau",
            "parts": 9,
        }
    ]
}
STATE = {"id": "a", "title": "Policy", "done": False, "note": "(a) Policy: no finding speaks of it."}
CHECKS = {
    "sentence": "1 of 18 parts are done, 0 of 4 limbs are covered.",
    "sections": [{"id": "summary", "title": "Summary for the board", "done": True, "note": ""}],
    "parts": [{"id": "summary", "title": "Summary", "done": True, "note": ""}],
    "limbs": [STATE],
    "warnings": [WARNING],
    "matrix": [
        {
            "finding": FINDING,
            "indicators": ["7.A.1.1"],
            "recommendation": FIX,
            "evidence": ["F39"],
            "measure": "Entries",
        }
    ],
    "plan": [
        {
            "recommendation": FIX,
            "starts_on": "2026-09-01",
            "ends_on": "2026-09-30",
            "days": 30,
            "first_week": 0,
            "weeks": 5,
        }
    ],
    "budget": {"currency": "SAN", "total": "1200", "payers": [{"payer": "Sandrel", "total": "1200"}]},
}
