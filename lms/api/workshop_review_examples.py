"""The examples of the document for reviews."""

from lms.api import examples

SCORES = [{"criterion": "diagnosis", "level": 3, "reason": "Each finding cites a fact; the cause is named."}]
BODY = {"summary": "Strong on access. First: protect who speaks.", "scores": SCORES, "submit": False, "version": 1}
RUBRIC = {
    "note": "Four points are the best a criterion can get.",
    "most": 20,
    "criteria": [
        {
            "id": "diagnosis",
            "title": "Diagnosis from evidence",
            "question": "Does each finding rest on numbered facts?",
            "levels": [{"points": 1, "text": "States opinions; few facts are cited."}],
        }
    ],
}
CALIBRATION = {
    "title": "A proposal to practise on",
    "intro": examples.BLOCKS,
    "parts": [{"id": "summary", "title": "Summary for the board", "blocks": examples.BLOCKS}],
    "summary": "",
    "scores": SCORES,
    "is_submitted": False,
    "version": 1,
    "references": [],
}
REVIEW = {
    "id": "5c2c1f0e-8f5c-4c37-9a43-6d7a6a1f0b11",
    "kind": "peer",
    "letter": "A",
    "summary": "Strong on access. First: protect who speaks.",
    "scores": SCORES,
    "is_submitted": False,
    "version": 1,
    "is_flagged": False,
    "is_settled": False,
    "parts": [{"key": "section:summary", "content": "Nobody can complain at Sandrel."}],
}
OWN = {"items": [{"id": "5c2c1f0e-8f5c-4c37-9a43-6d7a6a1f0b11", "letter": "A", "state": "draft"}]}
GIVEN_OUT = {"made": 12, "proposals": 6, "readers": 6, "short": 0}
BOARD = {
    "proposals": [
        {
            "id": "8d9c6e1a-31a8-4f0f-8a39-2f9f2d7f7d20",
            "author": "Team 1",
            "handed_in_at": examples.MOMENT,
            "reviews": [
                {
                    "id": "5c2c1f0e-8f5c-4c37-9a43-6d7a6a1f0b11",
                    "kind": "peer",
                    "seat": 12,
                    "reviewer": "Wanjiru Kamau",
                    "letter": "",
                    "points": 14,
                    "submitted_at": examples.MOMENT,
                    "flag": "",
                    "is_settled": False,
                    "is_set_aside": False,
                }
            ],
        }
    ],
    "calibrations": [{"seat": 12, "name": "Wanjiru Kamau", "distance": 3, "lean": 1}],
}
