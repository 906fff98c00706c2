"""The examples of the document around boards, sessions and registers."""

from lms.api import examples

EDITION = examples.MODULE["edition"]
MEETING_ID = "3c1c1d0a-8e0f-4f4e-9a52-6d1a3f0d9e11"
SESSION_ID = "5f0e5c39-2a4b-4a83-8f9b-0d6f7f0c2b7a"
READ = {
    "module": "introduction",
    "edition": EDITION,
    "language": "en",
    "title": "The Client Protection Principles",
    "sentence": "I have read the seven principles and will apply them in my own work.",
    "is_commitment": True,
}
SEAT = {
    "member_id": 3,
    "name": "Amina Diallo",
    "staff_code": "D-003",
    "is_present": True,
    "attested_at": examples.MOMENT,
}
MEETING_BODY = {"id": MEETING_ID, "held_on": "2026-03-02", "place": "Head office", "modules": ["introduction"]}
MEETING_HEAD = {
    "id": MEETING_ID,
    "held_on": "2026-03-02",
    "place": "Head office",
    "modules": [READ],
    "opened_at": examples.MOMENT,
    "closed_at": None,
}
MEETING = {**MEETING_HEAD, "roll": [SEAT]}
MEETINGS = {"meetings": [{**MEETING_HEAD, "present": 4, "attested": 1}]}
ENDORSEMENT = {
    "id": "8a1d7b0e-51c2-4b0c-8a54-0a8e8b7c2f10",
    "number": "2026/14",
    "resolved_on": "2026-03-02",
    "meeting_id": MEETING_ID,
    "file_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "media_type": "application/pdf",
    "size": 183402,
    "recorded_at": examples.MOMENT,
    "withdrawn_on": None,
}
SESSION_BODY = {
    "id": SESSION_ID,
    "module": "complaints",
    "mode": "in_person",
    "starts_at": "2026-03-02T09:30:00+03:00",
    "minutes": 90,
}
SESSION = {
    "id": SESSION_ID,
    "module": "complaints",
    "edition": EDITION,
    "language": "en",
    "title": "Mechanisms for complaint resolution",
    "mode": "in_person",
    "starts_at": "2026-03-02T06:30:00+00:00",
    "zone": "Africa/Nairobi",
    "minutes": 90,
    "minimum_minutes": 72,
    "place": "Riverside",
    "facilitator": "Badru Okello",
    "state": "kept",
    "lines": 1,
    "attended": 1,
}
LINE = {
    "member_id": 17,
    "name": "Amina Diallo",
    "staff_code": "NV-0017",
    "tier": "field",
    "branch": "Riverside",
    "minutes": 85,
    "test_percent": 90,
    "pass_percent": 80,
    "outcome": "complete",
    "source": "api",
    "recorded_by": "Badru Okello",
    "recorded_at": examples.MOMENT,
}
REGISTER = {"session": SESSION, "lines": [LINE]}
REGISTER_BODY = {"lines": [{"member_id": 17, "minutes": 85, "test_percent": 90}]}
PLEDGES = {
    "module": "introduction",
    "edition": EDITION,
    "sentence": READ["sentence"],
    "given": 84,
    "here": 120,
    "items": [
        {
            "member_id": 17,
            "name": "Amina Diallo",
            "staff_code": "NV-0017",
            "tier": "field",
            "branch": "Riverside",
            "attested_at": examples.MOMENT,
            "edition": EDITION,
            "language": "en",
            "sentence": READ["sentence"],
        }
    ],
    "page": 1,
    "pages": 1,
    "total": 1,
}
