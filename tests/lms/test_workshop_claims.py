"""Checking a draft paragraph by paragraph finds what checking it whole finds, at the same places."""

import tomllib
from pathlib import Path

import pytest

from courses.case_loader import load_case
from courses.claims import check_claims
from courses.resources import workshop_folder
from lms.reports.workshop_claims import check_by_paragraph
from tests.counted import growth

DRAFTS = Path(__file__).parents[1] / "courses" / "claims"
TABLE = "| Branch | Clients |\n| --- | --- |\n| Lindale | 9,999 |\n| Old Harbour | 12 |"


def test_a_draft_in_pieces_says_what_the_whole_says():
    case = load_case(workshop_folder() / "cases" / "sandrel")
    right = tomllib.loads((DRAFTS / "right.toml").read_text(encoding="utf-8"))["sandrel"]
    wrong = "Sandrel works in 12 branches. It has 18 of them.\nOf these, 3 are in towns."
    text = f"\n \n{wrong}\n\t\n{TABLE}\n\n" + "\n\n".join(right) + f"\n\n\n- {wrong}\n- {wrong}\n{TABLE}\n\n🙂 {wrong}"

    text += "\n\nTargets:\n\n- drop-out rate: 5 %\n\n- Branches: 4\n\nAs it is:\n\n- Branches: 4\n"
    text += "\n### Pilot\n\n1. Branches: 4\n"

    whole = check_claims(text, case)
    assert check_by_paragraph(text, case) == whole
    assert len(whole) >= 4
    assert all(text[claim.start : claim.end].split() == claim.quote.split() for claim in whole)


@pytest.mark.parametrize("piece", [" \n", ":", "\n", "- a\n\n"])
def test_cutting_a_draft_grows_with_its_length_and_no_faster(piece):
    case = load_case(workshop_folder() / "cases" / "quellmar")

    assert check_by_paragraph("Targets:\n" + piece * 20_000, case) == ()
    assert growth(lambda text: check_by_paragraph("Targets:\n" + text, case), piece) < 9
