"""The case-fact checker in a diagnosis and in a plan: the same words are wrong of today and right of what is set up.

The sentences of who does what were written before it knew the difference (`today`), after (`today_later`), and last
(`today_last`): first it found 3 of 30, 8 of 22 and 19 of 24. The numbers here are those of today: they may rise.
"""

import tomllib
from pathlib import Path

import pytest

from courses.case_key_loader import load_case_key
from courses.case_loader import load_case
from courses.cases import Case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.resources import workshop_folder

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}
SANDREL = CASES["sandrel"]
KEYS = {name: load_case_key(workshop_folder() / "cases" / name, case=case) for name, case in CASES.items()}
RIGHT = (
    "trainee_right", "later_right", "last_right", "today_right", "today_later_right", "today_last_right",
    "consult_right",
)  # fmt: skip
# Of a diagnosis these would be wrong: they tell of what is designed.
DESIGN = ("design_right", "consult_plan")


def _lines(name: str, parts: int) -> list[list[str]]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").split(" | ", parts - 1) for line in lines if line and not line.startswith("#")]


def _flags(text: str, case: Case, stance: Stance) -> list[Claim]:
    return [claim for claim in check_claims(text, case, stance=stance) if not claim.is_reported]


def _accused(name: str, stance: Stance) -> list[tuple[str, str]]:
    lines = _lines(name, 2)
    return [(text, claim.sentence) for case, text in lines for claim in _flags(text, CASES[case], stance)]


def _is_found(case: str, at: str, source: str, text: str) -> bool:
    claims = _flags(text, CASES[case], Stance.DIAGNOSIS)
    is_alone = len(claims) == 1 and at in claims[0].quote
    return is_alone and (source in claims[0].sentence or source.startswith("E"))


@pytest.mark.parametrize(
    ("name", "amount", "least"),
    [
        ("today", 30, 30), ("today_later", 22, 18), ("today_last", 24, 24),
        ("trainee", 166, 152), ("later", 84, 77), ("last", 40, 31),
    ],
)  # fmt: skip
def test_most_wrong_sentences_of_a_diagnosis_are_found(name, amount, least):
    wrong = _lines(f"{name}_wrong", 5)

    assert len(wrong) == amount
    assert all(at in text for _, _, at, _, text in wrong)
    assert sum(_is_found(*one[1:]) for one in wrong) >= least


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("name", RIGHT)
def test_no_right_sentence_is_accused_wherever_it_stands(name, stance):
    assert _accused(name, stance) == []


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("name", ["right", "holdout", "near"])
def test_no_older_right_sentence_is_accused_wherever_it_stands(name, stance):
    held = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))

    assert [text for case, ones in held.items() for text in ones if _flags(text, CASES[case], stance)] == []


@pytest.mark.parametrize("stance", [Stance.BOTH, Stance.PLAN])
@pytest.mark.parametrize("name", DESIGN)
def test_no_design_is_accused_of_what_is_not_so_today(name, stance):
    assert _accused(name, stance) == []


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_fact_contradicts_its_case_wherever_it_is_told(case, stance):
    said = [text for fact in case.facts for text in (fact.text, *fact.wordings)]

    assert [claim.sentence for text in said for claim in _flags(text, case, stance)] == []


def test_a_planted_contradiction_is_found_in_a_diagnosis():
    drafts = [(name, one.draft) for name, key in KEYS.items() for one in key.contradictions if one.draft]

    assert [draft for name, draft in drafts if len(_flags(draft, CASES[name], Stance.DIAGNOSIS)) != 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "All loan officers hear a talk on complaints of two hours.",
        "Three auditors check the register.",
        "The policy asks for an answer within 10 working days.",
        "The board of Sandrel meets six times a year.",
        "16 branches have a suggestion box.",
    ],
)
def test_a_figure_that_a_design_sets_anew_is_a_note_in_a_plan(text):
    (claim,) = check_claims(text, SANDREL, stance=Stance.PLAN)

    assert claim.is_reported
    assert ": today the case says" in claim.sentence
    assert claim.sentence.endswith("As a plan it may stand.")
    assert _flags(text, SANDREL, Stance.DIAGNOSIS)


@pytest.mark.parametrize(
    "text",
    [
        "Each of the 12 branches gets a box.",
        "In 2025 only 20 loan officers heard the talk on complaints.",
        "Today 30 % of the clients know how to complain.",
        "The talk on complaints took two hours.",
        "A clerk costs 9,600 CVM a year.",
        "The lender pays up to 50,000 CVM.",
        "The director, Amon Seldry, signs the policy.",
        "The policy was revised in 2023.",
    ],
)
def test_what_is_wrong_of_the_case_stays_wrong_in_a_plan(text):
    assert len(_flags(text, SANDREL, Stance.PLAN)) == 1


def test_a_note_of_what_somebody_says_stays_one_in_a_plan():
    (claim,) = check_claims("The director says that there are 20 branches.", SANDREL, stance=Stance.PLAN)

    assert claim.sentence == "“20 branches” is what somebody says; the case says 18 (F7)."


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Clients left mostly because of fees.", True),
        ("Clients left mostly because of bad treatment, and fees came second.", False),
        ("The policy protects clients who complain.", True),
        ("The new policy protects clients who complain.", False),
        ("Internal audit could check complaints.", False),
        ("The register notes when a complaint is due.", False),
        ("The branch manager notes in the register by when a complaint is due.", True),
        ("The customer care officer visits each branch once a quarter.", True),
        ("Most clients who know a way to complain name their officer.", False),
    ],
)
def test_who_does_what_is_read_as_it_is_meant(text, is_found):
    assert bool(_flags(text, SANDREL, Stance.DIAGNOSIS)) is is_found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Its 170 loan officers look after 221 clients each on average, in Ferrin after 284.", ["170 loan officers"]),
        ("Fewer than 120 of those asked are afraid that the officer finds out.", ["120"]),
        ("The lender offers up to 40,000 CVM.", ["40,000 CVM"]),
        ("The budget for calendars and gifts is 12,000 CVM.", ["12,000 CVM"]),
        ("Cairn has 1,200 clients.", ["1,200 clients"]),
        ("Sandrel works in 12 branches.", ["12 branches"]),
        ("In 2025 14 complaints were received.", ["14"]),
        (
            "In 2025 14 complaints were received, and all were resolved within 15 working days.",
            ["14", "complaints were received, and all were resolved within"],
        ),
        ("| Figure | Number |\n|---|---|\n| New clients | 10 |", ["10"]),
        ("| What counts | Points |\n|---|---|\n| New clients | 10 |", []),
    ],
)
def test_what_only_looks_like_a_target_a_sample_or_a_part_is_still_found(text, found):
    assert [claim.quote for claim in _flags(text, SANDREL, Stance.DIAGNOSIS)] == found


def test_the_poster_that_somebody_prints_is_no_source_and_the_leaflet_of_the_lender_is_one():
    (own,) = check_claims("All 30,000 clients get a leaflet.", SANDREL)
    (told,) = check_claims("The leaflet says that there are 20 branches.", SANDREL)

    assert not own.is_reported
    assert told.is_reported


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_fact_stands_alone_where_it_is_cited(case):
    first = {fact.label: fact.text.split()[0] for fact in case.facts}

    assert {label: word for label, word in first.items() if word in ("It", "They", "That", "These", "Those")} == {}
