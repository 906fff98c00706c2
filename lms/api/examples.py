"""The examples of the document: one invented member and her way through one module."""

ATTEMPT_ID = "6f1c1a52-2f2e-4f1e-9a55-0d9d3c1f7a10"
ANSWER_ID = "b7a0c9d4-6f0f-4b62-8a6f-3f3b6d8f2c11"
MOMENT = "2026-03-02T09:30:00+00:00"
MODULE = {
    "id": "complaints",
    "title": "Mechanisms for complaint resolution",
    "principle": 7,
    "summary": "How an institution hears, solves and learns from complaints.",
    "language": "en",
    "edition": "4a90c1d2e3f4",
    "standards": ["7.1", "7.2"],
    "pass_percent": 80,
}
MINUTES = {"board": 2, "senior_management": 3, "middle_management": 3, "support": 3, "field": 3}
SECTION = {
    "id": "silence",
    "title": "What silence costs",
    "kind": "core",
    "tracks": ["full", "field"],
    "objectives": ["tell-why-silent"],
    "standards": ["7.1"],
    "minutes": MINUTES,
}
BLOCKS = [{"kind": "paragraph", "children": [{"kind": "text", "text": "Most unhappy clients say nothing and leave."}]}]
LENS = {"tier": "field", "title": "At the desk", "blocks": BLOCKS}
WHOLE_MODULE = {
    **MODULE,
    "languages": ["en"],
    "objectives": [{"id": "tell-why-silent", "text": "Tell why clients stay silent", "standards": ["7.1"]}],
    "sections": [SECTION],
    "minutes": {tier: {"full": 24, "board": 9, "field": 12} for tier in MINUTES},
    "questions": 10,
}
WHOLE_SECTION = {
    **SECTION,
    "module": "complaints",
    "edition": MODULE["edition"],
    "language": "en",
    "blocks": BLOCKS,
    "lens": LENS,
    "lenses": [LENS],
    "sources": ["S22"],
    "calculators": [],
}
STATS = {
    "id": "complaints",
    "principle": 7,
    "edition": MODULE["edition"],
    "language": "en",
    "title": MODULE["title"],
    "objectives": 6,
    "sections": 12,
    "stories": 1,
    "lenses": 55,
    "decisions": 7,
    "endings": 5,
    "slides": {"in_person": {"slides": 25, "minutes": 100, "by_tier": {"board": 23}}},
    "activities": 5,
    "items": {
        "total": 46,
        "on_cases": 24,
        "for_everyone": 16,
        "by_kind": {"single": 30, "numeric": 16},
        "by_objective": {"tell-why-silent": 46},
        "by_tier": {"field": 9},
    },
    "minutes": {tier: {"full": 24, "board": 9, "field": 12} for tier in MINUTES},
    "words": {"lesson": 2657, "all": 25399},
    "glossary": 16,
    "sources": 18,
    "calculators": 2,
    "grade": 5.1,
}
STANDARD = {
    "number": "7.1",
    "principle": 7,
    "title": "Clients know how to complain",
    "status": "supported",
    "modules": ["complaints"],
}
WHOLE_STANDARD = {
    **STANDARD,
    "sources": [{"id": "S57", "title": "A page about complaints", "url": "https://example.org/page"}],
    "places": [
        {
            "module": "complaints",
            "edition": MODULE["edition"],
            "objectives": ["tell-why-silent"],
            "sections": [{"id": "silence", "title": "What silence costs"}],
            "slides": [{"id": "who-was-heard", "title": "Who was heard?"}],
            "activities": [{"id": "register-audit", "title": "Audit a register"}],
            "is_in_case": True,
            "items": 7,
        }
    ],
}
ITEM = {
    "id": "first-step",
    "kind": "single",
    "stem": "A client complains about a fee. What do you do first?",
    "scenario": "",
    "options": [{"id": "listen", "text": "Listen and write it down"}, {"id": "explain", "text": "Explain the fee"}],
    "left": [],
    "right": [],
    "unit": "",
}
ATTEMPT = {
    "id": ATTEMPT_ID,
    "module": "complaints",
    "edition": MODULE["edition"],
    "language": "en",
    "tier": "field",
    "purpose": "quiz",
    "pass_percent": 80,
    "started_at": MOMENT,
    "submitted_at": None,
    "items": [ITEM],
    "answers": {"first-step": {"choice": "listen"}},
}
RESULT = {
    "attempt": ATTEMPT_ID,
    "module": "complaints",
    "edition": MODULE["edition"],
    "points": "19/2",
    "possible": 10,
    "percent": "95",
    "pass_percent": 80,
    "is_passed": True,
    "scored_at": MOMENT,
    "certificate": "K7QW2MZP4RXA",
    "review": [
        {
            "item": "first-step",
            "kind": "single",
            "stem": ITEM["stem"],
            "scenario": "",
            "share": "1",
            "is_answered": True,
            "given": "Listen and write it down",
            "answer": "Listen and write it down",
            "lines": [
                {
                    "text": "Listen and write it down",
                    "is_chosen": True,
                    "is_right": True,
                    "feedback": "What is written down can be followed up.",
                }
            ],
            "feedback": "",
            "section": "silence",
        }
    ],
    "corrected": [],
}
PLAN_BODY = {"module": "complaints", "mode": "webinar", "tier": "field", "minutes": 60}
PLAN = {
    "minutes": 60,
    "steps": [{"number": 1, "slide": "welcome", "title": "Why clients stay silent", "begins": 0, "minutes": 60}],
    "cut": [{"slide": "story-two", "title": "A second story"}],
}
KIT = {
    "id": "0b8e7a54-7a0e-4c54-9f43-5a43c2a6d0f2",
    "module": "complaints",
    "edition": MODULE["edition"],
    "mode": "webinar",
    "tier": "field",
    "minutes": 60,
    "language": "en",
    "starts_at": "2026-04-14T06:00:00+00:00",
    "zone": "Africa/Nairobi",
    "asked_at": MOMENT,
    "asked_by": "Amina Diallo",
}
FIGURES = {
    "members": 120,
    "asked": 120,
    "complete": 84,
    "cells": [{"module": "complaints", "done": 84, "total": 120, "asked": 120}],
}
COVERAGE = {
    "institution": "north-valley",
    "as_of": "2026-03-02",
    "branch": None,
    "tiers": [{"tier": "field", "modules_asked": 1, "figures": FIGURES}],
    "everybody": FIGURES,
}
BRANCH_COVERAGE = {
    "institution": "north-valley",
    "as_of": "2026-03-02",
    "tier": "",
    "branches": [{"id": 3, "name": "Riverside", "figures": FIGURES}],
    "everybody": FIGURES,
}
TREND = {
    "institution": "north-valley",
    "branch": None,
    "points": [{"as_of": "2026-02-28", "tiers": [{"tier": "field", "figures": FIGURES}], "everybody": FIGURES}],
}
ANONYMITY = {"network": "Lakes Network", "is_anonymous": False}
NETWORK_COVERAGE = {
    "network": "lakes",
    "as_of": "2026-03-02",
    "tier": "",
    "institutions": [
        {"institution": "north-valley", "name": "North Valley Microfinance", "letter": "", "figures": FIGURES},
        {"institution": "", "name": "", "letter": "A", "figures": None},
    ],
    "everybody": FIGURES,
    "withheld": 1,
}
PERSON_CELL = {
    "module": "complaints",
    "status": "due",
    "is_asked": True,
    "completed_on": None,
    "valid_until": None,
    "due_on": "2026-06-30",
    "pass_percent": 80,
    "tried_on": "2026-02-20",
    "is_begun": True,
}
PERSON = {
    "id": 17,
    "name": "Amina Diallo",
    "staff_code": "NV-0017",
    "branch": "Riverside",
    "tier": "field",
    "since": "2025-01-01",
    "modules": [PERSON_CELL],
}
PEOPLE = {"as_of": "2026-03-02", "items": [PERSON], "page": 1, "pages": 1, "total": 1}
MEMBER_BODY = {
    "staff_code": "NV-0017",
    "name": "Amina Diallo",
    "email": "amina@example.org",
    "tier": "field",
    "branch_id": 3,
    "starts_on": "2025-01-01",
}
MEMBER_ROW = {
    "id": 17,
    "name": "Amina Diallo",
    "staff_code": "NV-0017",
    "email": "amina@example.org",
    "name_other": "أمينة ديالو",
    "language": "fr",
    "login": "active",
    "is_here": True,
    "tier": "field",
    "branch": "Riverside",
    "branch_id": 3,
    "since": "2025-01-01",
    "ends_on": None,
}
MEMBERS = {"as_of": "2026-03-02", "items": [MEMBER_ROW], "page": 1, "pages": 1, "total": 1}
MEMBER = {
    **MEMBER_ROW,
    "tenures": [{"tier": "field", "branch": "Riverside", "starts_on": "2025-01-01", "ends_on": None}],
    "attempts": [{"module": "complaints", "started_at": MOMENT, "submitted_at": MOMENT, "is_passed": True}],
    "completions": [
        {
            "module": "complaints",
            "source": "quiz",
            "completed_on": "2026-03-02",
            "valid_until": "2028-03-02",
            "edition": MODULE["edition"],
            "certificate": "K7QW2MZP4RXA",
        }
    ],
    "changed": ["complaints"],
    "commitments": [],
}
