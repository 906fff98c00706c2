"""The case-fact checker on five lots of somebody who read the cases, wrote, and looked at the checker only afterwards.

When they were new it accused 4 of 161 right sentences, 2 of 163, 4 of 103, 2 of 90 and 0 of 75, and found 109 of 133
wrong ones, 46 of 60, 54 of 60 and 51 of 60; what a lot showed was mended before the next was written.
"""

from pathlib import Path

import pytest

from courses.case_loader import load_case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.resources import workshop_folder

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}


def _lines(name: str, parts: int) -> list[list[str]]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ", parts - 1) for line in lines if line and not line.startswith("#")]


def _accusing(text: str, case: str, stance: Stance = Stance.DIAGNOSIS) -> list[Claim]:
    return [claim for claim in check_claims(text, CASES[case], stance=stance) if not claim.is_reported]


@pytest.mark.parametrize("stance", Stance)
def test_no_right_sentence_of_an_assessor_is_accused(stance):
    right = _lines("assessor_right", 2)

    assert len(right) >= 760
    assert [text for case, text in right if _accusing(text, case, stance)] == []


def test_nine_in_ten_wrong_sentences_of_an_assessor_are_found_with_their_fact():
    wrong = _lines("assessor_wrong", 3)
    found = [
        text
        for case, source, text in wrong
        if any(all(one in claim.sentence for one in source.split("/")) for claim in _accusing(text, case))
    ]

    assert len(wrong) == 312
    assert len(found) >= 289


@pytest.mark.parametrize(
    ("case", "text", "sentence"),
    [
        ("sandrel", "About half of the clients are men.", "“half”: the case says 63 % women and 37 % men (F9)."),
        ("sandrel", "68 loan officers are men.", "“68”: the case says 68 women and 122 men (F14)."),
        ("sandrel", "Half of the managers could show the policy.", "“Half”: the case says 3 of 18, 17 % (F45)."),
        (
            "sandrel",
            "On average 840 clients are served by a branch.",
            "“840 clients”: the case says 42,000 for 18, 2,333 on average (F8, F7).",
        ),
        ("quellmar", "The hotline was opened before 2015.", "“before 2015”: the case says 2021 (F21)."),
        (
            "quellmar",
            "The rate went up before the hotline was opened.",
            "“before the hotline was opened”: "
            "the case says rate went up in August 2025; hotline opened 2021 (F18, F21).",
        ),
        ("sandrel", "A loan officer costs 7,200 CVM a year.", "“7,200 CVM”: the case says 6,000 CVM (F80)."),
        ("sandrel", "In 2025 the boxes held 21 slips.", "“21 slips”: the case says 12 (F52)."),
    ],
)
def test_a_contradiction_is_told_with_the_very_figure_of_the_case(case, text, sentence):
    assert [claim.sentence for claim in _accusing(text, case)] == [sentence]


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("quellmar", "If half of the Thursday calls were answered, 43 members would be heard."),
        ("sandrel", "Had more clients left than joined, the portfolio would have shrunk."),
        ("sandrel", "If the post had fallen vacant before the policy was approved, nobody would have been trained."),
        ("sandrel", "If half of the clients were men, we would hold the meetings later."),
        ("sandrel", "If each branch had 30 loan officers, the talk would take a week."),
    ],
)
@pytest.mark.parametrize("stance", Stance)
def test_what_only_might_be_is_not_accused(case, text, stance):
    assert _accusing(text, case, stance) == []
