"""The case-fact checker on texts of somebody who had read the two cases and not the checker.

Six texts of five to eleven hundred words are right in every word, with their tables, targets and examples; when they
were new it underlined 7 stretches of them, and accused 6 of 197 right sentences. It found 52 of 70 wrong ones.
"""

from pathlib import Path

import pytest

from courses.case_loader import load_case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.resources import workshop_folder

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}
SANDREL, QUELLMAR = CASES["sandrel"], CASES["quellmar"]


def _lines(name: str, parts: int) -> list[list[str]]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ", parts - 1) for line in lines if line and not line.startswith("#")]


def _sections() -> list[tuple[str, Stance, str]]:
    """Return the sections of the right texts, each with its case and the kind of part in which it stands."""
    parts = (HERE / "judged_proposals.md").read_text(encoding="utf-8").split("@@ ")[1:]
    heads = [(part.partition("\n")[0].split(), part.partition("\n")[2]) for part in parts]
    return [(case, Stance[stance], text) for (case, stance), text in heads]


def _accusing(text: str, case: str, stance: Stance) -> list[Claim]:
    return [claim for claim in check_claims(text, CASES[case], stance=stance) if not claim.is_reported]


def test_no_section_of_a_right_proposal_is_accused():
    sections = _sections()

    assert sum(len(text.split()) for _, _, text in sections) >= 5000
    assert {stance for _, stance, _ in sections} == set(Stance)
    assert [claim.sentence for case, stance, text in sections for claim in _accusing(text, case, stance)] == []


@pytest.mark.parametrize("stance", Stance)
def test_no_right_sentence_of_a_stranger_is_accused(stance):
    right = _lines("judged_right", 2)

    assert len(right) >= 197
    assert [text for case, text in right if _accusing(text, case, stance)] == []


def test_most_wrong_sentences_of_a_stranger_are_found():
    wrong = _lines("judged_wrong", 4)
    found = [
        text
        for case, at, source, text in wrong
        if any(at in one.quote and source in one.sentence for one in _accusing(text, case, Stance.DIAGNOSIS))
    ]

    assert len(wrong) == 70
    assert all(at in text for _, at, _, text in wrong)
    assert len(found) >= 54


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Only 52 of 500 clients asked could name a way.", "500"),
        ("57 of 210 loan officers heard the talk on complaints.", "210"),
        ("44 of the 82 who named bad treatment are women.", "82"),
        ("52 of the 400 clients asked could name a way.", None),
        ("18 of the 74 men asked left because of bad treatment.", None),
        ("44 of the 126 women asked named bad treatment.", None),
        ("3 of the 15 managers with a box could show the policy.", None),
    ],
)
def test_the_whole_of_a_part_is_the_one_that_the_fact_names(text, whole):
    assert [whole in claim.quote for claim in _accusing(text, "sandrel", Stance.DIAGNOSIS)] == [True] * bool(whole)


@pytest.mark.parametrize(
    ("case", "text", "is_found"),
    [
        ("quellmar", "A union in the south with 15 branches keeps one book for all.", False),
        ("quellmar", "Quellmar, a union of the coast, has 15 branches.", True),
        ("quellmar", "The union has 15 branches.", True),
        ("sandrel", "A lender abroad trained all of its 300 loan officers.", False),
        ("sandrel", "Sandrel employs 210 loan officers, more than a lender abroad.", True),
        ("sandrel", "She says that the posters hang in both Calven and Morani.", False),
        ("sandrel", "After: 95 % of the clients know how to complain.", False),
        ("quellmar", "Per 1,000 members, Ridgeway has 18 entries.", False),
    ],
)
def test_what_is_of_others_of_each_or_to_come_is_told_from_what_is(case, text, is_found):
    assert bool(_accusing(text, case, Stance.DIAGNOSIS)) is is_found


def test_a_part_of_all_that_two_rows_have_is_their_sum():
    (wrong,) = _accusing("Old Harbour and Lindale serve 5,500 of the 42,000 clients.", "sandrel", Stance.DIAGNOSIS)

    assert wrong.sentence == "“5,500”: the case says 3,600 + 2,900 = 6,500 (E10)."
    assert _accusing("Old Harbour and Lindale wrote 7 of the 9 entries.", "sandrel", Stance.DIAGNOSIS) == []


def test_a_column_that_counts_something_else_than_its_rows_is_left_alone():
    calls = "| Weekday | Calls |\n|---|---|\n| Wednesday | 40 |\n| Thursdays | 86 |\n"
    branches = "| What | Number |\n|---|---|\n| Loan officers | 170 |\n"

    assert _accusing(calls, "quellmar", Stance.DIAGNOSIS) == []
    assert [claim.quote for claim in _accusing(branches, "sandrel", Stance.DIAGNOSIS)] == ["170"]
