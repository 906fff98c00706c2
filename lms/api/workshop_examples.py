"""The examples of the document for workshops: one invented workshop on the invented case."""

from lms.api import examples

ID = "0b1f6a52-2f2e-4f1e-9a55-0d9d3c1f7a10"
BODY = {
    "title": "Upgrade workshop",
    "institution": "",
    "network": "demo-network",
    "case": "sandrel",
    "mode": "in_person",
    "language": "en",
    "zone": "Africa/Nairobi",
    "starts_on": "2026-03-02",
    "due_at": None,
    "lengths": [450, 510],
    "begins": "08:30",
}
SCHEDULE = {"lengths": [400], "dates": ["2026-03-02"], "begins": "09:00", "until": ""}
WORKSHOP = {
    "id": ID,
    "title": "Upgrade workshop",
    "case": "sandrel",
    "language": "en",
    "mode": "in_person",
    "zone": "Africa/Nairobi",
    "starts_on": "2026-03-02",
    "due_at": None,
    "reviews_open_at": None,
    "released_at": None,
    "closed_at": None,
    "role": "trainer",
    "team": "",
    "code": "QX7KD2MN",
}
AGENDA = {
    "sittings": [
        {
            "id": "day-one",
            "title": "Day one",
            "starts_at": "2026-03-02T08:30:00+03:00",
            "ends_at": "2026-03-02T17:00:00+03:00",
            "items": [
                {
                    "id": "welcome",
                    "kind": "plenary",
                    "title": "Welcome",
                    "text": "Names, and what each hopes to take home.",
                    "exercise": "",
                    "starts_at": "2026-03-02T08:30:00+03:00",
                    "minutes": 30,
                }
            ],
        }
    ]
}
PEOPLE = {
    "people": [
        {
            "seat": 12,
            "name": "Wanjiru Kamau",
            "email": "learner@demo.example",
            "role": "trainee",
            "team": 3,
            "joined_at": examples.MOMENT,
            "seen_at": None,
        }
    ],
    "teams": [{"id": 3, "name": "Team 1"}],
    "taken_out": [],
}
CASE = {
    "id": "sandrel",
    "edition": "4a90c1d2e3f4",
    "language": "en",
    "title": "Sandrel Microfinance",
    "summary": "A lender whose clients hardly ever complain.",
    "currency": "CVM",
    "as_on": "2026-03-31",
    "intro": examples.BLOCKS,
    "parts": [{"id": "history", "title": "How it began", "blocks": examples.BLOCKS}],
    "people": [{"name": "N. Valdin", "role": "Director"}],
    "exhibits": [
        {"id": "register", "label": "E1", "kind": "register", "title": "Complaints register", "origin": "As it stands"}
    ],
}
FACTS = {"items": [{"label": "F7", "number": 7, "text": "Sandrel has 18 branches.", "exhibits": ["E10"]}]}
TOOLS = {
    "total": 65,
    "items": [
        {
            "id": "delamujer-complaints-spreadsheet",
            "label": "T52",
            "number": 52,
            "kind": "example",
            "title": "Complaints-analysis spreadsheet (Fundación delamujer)",
            "text": "Sorts complaints by importance, type and branch.",
            "principles": [7],
            "readers": ["customer-service"],
            "languages": ["en", "es", "fr", "ru", "pt"],
            "unsure": [],
            "has_more_languages": False,
            "year": None,
            "status": "confirmed",
            "sources": [
                {
                    "id": "S16",
                    "title": "Smart Campaign tools library: complaints-analysis spreadsheet",
                    "url": "https://www.smartcampaign.org/tools-a-resources/104-complaints-analysis-spreadsheet",
                }
            ],
        }
    ],
}
EXHIBIT = {
    "id": "exit-survey",
    "label": "E3",
    "kind": "table",
    "title": "Why clients left",
    "origin": "200 former clients",
    "is_raw": False,
    "blocks": [],
    "columns": [{"id": "reason", "label": "Main reason", "kind": "text"}],
    "rows": [["Bad treatment by staff"]],
}
BOARD = {
    "items": [
        {
            "seat": 12,
            "name": "Wanjiru Kamau",
            "team": "Team 1",
            "standing": "writing",
            "last_part": "section:summary",
            "saved_at": examples.MOMENT,
            "seen_at": examples.MOMENT,
            "handed_in_at": None,
            "parts": 2,
            "parts_in_all": 18,
            "words": 640,
            "findings": 3,
            "recommendations": 2,
            "warnings": 4,
            "reviews_given": 0,
            "reviews_asked": 2,
        }
    ]
}
