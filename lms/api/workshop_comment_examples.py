"""The examples of the document for remarks, scores and feedback: one invented proposal."""

from lms.api import examples

PROPOSAL_ID = "5d0e3a52-2f2e-4f1e-9a55-0d9d3c1f7a10"
THREAD = {
    "id": "8c1f6a52-2f2e-4f1e-9a55-0d9d3c1f7a10",
    "voice": "review",
    "part": "section:context",
    "quote": "The box hangs beside the desk.",
    "whereabouts": "here",
    "by": {"kind": "reviewer", "letter": "A", "name": "", "is_you": False},
    "text": "Which exhibit shows it?",
    "written_at": examples.MOMENT,
    "resolved_at": None,
    "answers": [
        {
            "id": "9c1f6a52-2f2e-4f1e-9a55-0d9d3c1f7a10",
            "by": {"kind": "author", "letter": "", "name": "Wanjiru Kamau", "is_you": True},
            "text": "E13; we cite it now.",
            "written_at": examples.MOMENT,
        }
    ],
}
REMARK = {
    "part": "section:context",
    "quote": "The box hangs beside the desk.",
    "position": 34,
    "text": "Which exhibit shows it?",
}
CRITERION = {
    "criterion": "diagnosis",
    "peers": [{"letter": "A", "level": 3, "reason": "Each finding cites two facts."}],
    "trainer": None,
    "trainer_reason": "",
    "final": 3.0,
    "source": "peers",
}
SCORED = {
    "proposal": PROPOSAL_ID,
    "label": "Team 1",
    "authors": ["Wanjiru Kamau"],
    "handed_in_at": examples.MOMENT,
    "criteria": [CRITERION],
    "total": 3.0,
    "reviews_in": 1,
    "reviews_asked": 2,
    "open_flags": 0,
    "trainer_summary": "",
    "missing": ["reviews"],
}
SCORES = {
    "summary": "Short, and argued from the case.",
    "levels": [{"criterion": "diagnosis", "level": 4, "reason": "It sets the sources against each other."}],
}
FEEDBACK = {
    "is_out": True,
    "proposal": PROPOSAL_ID,
    "criteria": [CRITERION],
    "total": 3.0,
    "most": 20,
    "trainer_summary": "",
    "reviews": [
        {"id": "7c1f6a52-2f2e-4f1e-9a55-0d9d3c1f7a10", "letter": "A", "summary": "Begin with the box.", "counts": True}
    ],
    "remarks": [THREAD],
    "completeness": "2 of 18 parts are done, 1 of 4 limbs are covered.",
    "missing": [],
    "contradictions": [],
    "hanging": [],
}
