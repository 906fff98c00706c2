"""The case-fact checker on comparisons, superlatives, sums and who has what.

Sixty wrong sentences were written before any of it was built (`outset`), thirty when it was (`fresh`), 24 at the end
(`closing`): at first it found 15, 19 and 14 of them. The numbers here are those of today: they may rise.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from courses.case_loader import load_case
from courses.cases import Case, Exhibit
from courses.claims import check_claims
from courses.claims_stance import Stance
from courses.resources import workshop_folder

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}
SANDREL, QUELLMAR = CASES["sandrel"], CASES["quellmar"]


def _lines(name: str, parts: int) -> list[list[str]]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ", parts - 1) for line in lines if line and not line.startswith("#")]


def _said(text: str, case: Case, stance: Stance = Stance.DIAGNOSIS) -> list[str]:
    return [claim.sentence for claim in check_claims(text, case, stance=stance) if not claim.is_reported]


def _is_found(case: str, at: str, source: str, text: str) -> bool:
    claims = [one for one in check_claims(text, CASES[case], stance=Stance.DIAGNOSIS) if not one.is_reported]
    return len(claims) == 1 and at in claims[0].quote and source in claims[0].sentence


@pytest.mark.parametrize(("name", "amount", "least"), [("outset", 60, 43), ("fresh", 30, 24), ("closing", 24, 17)])
def test_most_wrong_sentences_of_ten_sorts_are_found(name, amount, least):
    wrong = _lines(f"{name}_wrong", 5)

    assert len(wrong) == amount
    assert all(at in text for _, _, at, _, text in wrong)
    assert sum(_is_found(*one[1:]) for one in wrong) >= least


@pytest.mark.parametrize(("kind", "least"), [("comparison", 21), ("superlative", 17)])
def test_nearly_all_wrong_comparisons_are_found(kind, least):
    wrong = [one for name in ("outset", "fresh", "closing") for one in _lines(f"{name}_wrong", 5) if one[0] == kind]

    assert len(wrong) >= 12
    assert sum(_is_found(*one[1:]) for one in wrong) >= least


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize(("name", "amount"), [("outset", 60), ("fresh", 30), ("closing", 40), ("compared", 200)])
def test_no_right_sentence_close_to_a_wrong_one_is_accused(name, amount, stance):
    right = _lines(f"{name}_right", 2)

    assert len(right) >= amount
    assert [(text, said) for case, text in right for said in _said(text, CASES[case], stance)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Lindale has more clients than Station Road.",
            "“Lindale has more clients than Station Road”: the case says Lindale 2,900, Station Road 3,300 (E10).",
        ),
        (
            "The highest caseload is found in Lindale.",
            "“highest caseload is found in Lindale”: the case says Ferrin 284, Lindale 223.1 (F12, E10).",
        ),
        (
            "Sandrel spends more on the exit survey than on calendars and gifts.",
            "“more on the exit survey than on calendars and gifts”: the case says exit survey 6,000 CVM, "
            "calendars and gifts 15,000 CVM (F77, E11).",
        ),
        (
            "Individual loans are more common than group loans.",
            "“Individual loans are more common than group loans”: the case says individual loan 24 %, "
            "group loan 70 % (F23, F22).",
        ),
        ("Lindale and Ferrin have 7 entries together.", "“7 entries”: the case says 3 + 2 = 5 (F57, E10)."),
        ("There is a box in Saltpan.", "“box in Saltpan”: the case says Saltpan has none (F50, E10)."),
        ("Station Road serves 3,300 clients and Lindale 2,100.", "“2,100”: the case says 2,900 (E10)."),
    ],
)
def test_it_says_what_the_case_has_of_both(text, said):
    assert _said(text, SANDREL) == [said]


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("Two Bridges has as many clients as Crossroads.", True),
        ("Two Bridges has more clients than Crossroads.", False),
        ("Station Road has the fewest entries.", True),
        ("Ferrin has the fewest entries.", False),
        ("Most branches lie in Highland.", True),
        ("Most branches lie in the Plain.", False),
        ("Saltpan is one of the smaller branches.", True),
        ("Cairn is one of the largest branches.", True),
        ("Juniper is one of the largest branches.", False),
        ("Pass Hill is one of the two smallest branches.", True),
        ("Cairn is one of the two smallest branches.", False),
        ("Station Road is the second largest branch.", True),
        ("Lindale is the second largest branch.", False),
        ("Cairn is the largest branch in Highland.", True),
        ("Juniper is the largest branch in Highland.", False),
        ("Almost twice as many people named bad treatment as fees.", True),
        ("Twice as many people named fees as bad treatment.", False),
        ("Mill Ford, the newest branch, has no box.", True),
        ("Juniper, the newest branch, has no box.", False),
        ("Transport got less money in 2025 than training.", False),
        ("Training got less money in 2025 than transport.", True),
    ],
)
def test_ties_ranks_and_regions_are_read_as_people_mean_them(text, is_right):
    assert (_said(text, SANDREL) == []) is is_right


@pytest.mark.parametrize(
    "text",
    [
        "Lindale has more satisfied clients than Station Road.",
        "Lindale is better than Station Road.",
        "In Lindale most clients are women.",
        "Most clients of Lindale are women.",
        "Lindale does not have more clients than Station Road.",
        "Lindale should have more officers than Old Harbour.",
        "If Lindale had more clients than Station Road, it would need an officer.",
        "It is wrong that Lindale has more clients than Station Road.",
        "Lindale is the largest branch without a register.",
        "Lindale has more clients per room than Station Road.",
        "Lindale has three more clients than Station Road has officers.",
        "“Lindale has more clients than Station Road,” somebody wrote.",
        "There is a box of matches in Saltpan.",
        "The box in Saltpan is to be opened each week.",
    ],
)
def test_what_is_not_plain_not_stated_or_of_something_else_is_left_alone(text):
    assert _said(text, SANDREL) == []


def test_what_somebody_compares_is_a_note():
    (claim,) = check_claims("The director says that Lindale has more clients than Station Road.", SANDREL)

    assert claim.is_reported


def _with_cells(case: Case, exhibit_id: str, old: str, new: str) -> Case:
    def changed(exhibit: Exhibit) -> Exhibit:
        rows = [replace(row, cells=tuple(new if cell == old else cell for cell in row.cells)) for row in exhibit.rows]
        return replace(exhibit, rows=tuple(rows)) if exhibit.id == exhibit_id else exhibit

    return replace(case, edition="changed", exhibits=tuple(changed(one) for one in case.exhibits))


def test_what_is_more_comes_from_the_table_and_not_from_words():
    turned = _with_cells(QUELLMAR, "branch-list", "31", "45")

    assert _said("Cove wrote more entries than Ridgeway.", QUELLMAR) != []
    assert _said("Cove wrote more entries than Ridgeway.", turned) == []
    assert _said("The fullest book is that of Ridgeway.", turned) != []
