"""The case-fact checker on what trainees write: how many wrong sentences it finds, and that it accuses no right one.

The wrong sentences were written before anybody looked at how the checker reads (`trainee`) and twice after (`later`,
`last`); so some are not found. The numbers here are what is found today: they may rise.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import courses
from courses.case_key_loader import load_case_key
from courses.case_loader import load_case
from courses.cases import Case
from courses.claims import MOST_WORDS, Claim, check_claims
from courses.resources import workshop_folder

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}
SANDREL, QUELLMAR = CASES["sandrel"], CASES["quellmar"]
KEYS = {name: load_case_key(workshop_folder() / "cases" / name, case=case) for name, case in CASES.items()}
RIGHT = ("trainee_right", "later_right", "last_right", "design_right")
WRONG = ("trainee_wrong", "later_wrong", "last_wrong")
# Modules that know the facilitator's key.
SECRET = ("courses.case_key_loader", "courses.case_keys")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong sentence, what of it is to be underlined, and the fact or exhibit it contradicts."""

    kind: str
    case: Case
    at: str
    source: str
    text: str

    @property
    def is_found(self) -> bool:
        """Whether it is underlined once, at its place, and with its source where that is a fact."""
        claims = _flags(self.text, self.case)
        return len(claims) == 1 and self.at in claims[0].quote and (
            self.source in claims[0].sentence or self.source.startswith("E")
        )  # fmt: skip


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.replace("\\n", "\n")


def _wrong(name: str) -> list[Wrong]:
    parts = [line.split(" | ", 4) for line in _lines(name)]
    return [Wrong(kind, CASES[case], at, source, text) for kind, case, at, source, text in parts]


def _right(name: str) -> list[tuple[str, str]]:
    parts = [line.split(" | ", 1) for line in _lines(name)]
    return [(case, text) for case, text in parts]


def _flags(text: str, case: Case) -> list[Claim]:
    return [claim for claim in check_claims(text, case) if not claim.is_reported]


def test_there_are_as_many_fresh_sentences_as_promised():
    assert [len(_wrong(name)) for name in WRONG] == [166, 84, 40]
    assert sum(len(_right(name)) for name in RIGHT) >= 440
    assert all(one.at in one.text for name in WRONG for one in _wrong(name))


@pytest.mark.parametrize(("name", "least"), [("trainee_wrong", 144), ("later_wrong", 73), ("last_wrong", 29)])
def test_most_wrong_sentences_of_a_trainee_are_found(name, least):
    found = [one for one in _wrong(name) if one.is_found]

    assert len(found) >= least


@pytest.mark.parametrize("name", RIGHT)
def test_no_right_sentence_of_a_trainee_is_accused(name):
    accused = [(text, claim.sentence) for case, text in _right(name) for claim in _flags(text, CASES[case])]

    assert accused == []


@pytest.mark.parametrize("name", WRONG)
def test_every_underlined_stretch_is_that_of_the_draft_and_names_where_to_look(name):
    for one in _wrong(name):
        draft = f"We have read the papers.\n\n{one.text}"
        for claim in check_claims(draft, one.case):
            assert draft[claim.start : claim.end].split() == claim.quote.split()
            assert claim.case_says
            assert "(F" in claim.sentence or "(E" in claim.sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The lender pays up to 50,000 if the board decides in time.", "“50,000”: the case says 30,000 CVM (F79)."),
        ("Lindale had six complaints in 2025.", "“six complaints”: the case says 3 (F57, E10)."),
        ("Station Road serves 2,500 clients.", "“2,500 clients”: the case says 3,300 (E10)."),
        ("For one year nobody has been customer care officer.", "“one year”: the case says March 2023 (F55)."),
        ("The board of Sandrel meets six times a year.", "“six times”: the case says 4 (F5)."),
        ("None of the branches has a suggestion box.", "“None”: the case says 15 (F50)."),
    ],
)
def test_what_is_found_is_said_in_plain_words(text, sentence):
    assert [claim.sentence for claim in _flags(text, SANDREL)] == [sentence]


@pytest.mark.parametrize(
    "draft",
    [
        "Targets:\n\n- Branches: 4\n- drop-out rate: 5 %",
        "### The pilot\n\n1. Branches: 4\n2. Loan officers: 42",
        "We ask the board to decide:\n\n- the box is opened every Monday by two persons",
    ],
)
def test_what_is_listed_as_a_plan_is_one(draft):
    assert _flags(draft, SANDREL) == []


def test_what_is_listed_as_it_is_is_checked():
    (claim,) = _flags("What we found:\n\n- Branches: 4", SANDREL)

    assert claim.quote == "Branches: 4"


def _contradictions() -> list[tuple[str, str]]:
    return [(name, one.draft) for name, key in KEYS.items() for one in key.contradictions if one.draft]


@pytest.mark.parametrize(("name", "draft"), _contradictions())
def test_either_side_of_a_planted_contradiction_may_be_reported(name, draft):
    told = draft[0].lower() + draft[1:]
    ways = [f"“{draft}”", f"In E4 it says: “{draft}”", f"It is wrong that {told}", f"One source claims: “{draft}”"]

    assert [claim.sentence for way in ways for claim in _flags(way, CASES[name])] == []


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("sandrel", ["The register goes to head office each month.", "The register goes to head office in December."]),
        ("quellmar", ["Members on the islands are content.", "Members on the islands are not content."]),
        ("quellmar", ["The member with entry 6 was satisfied.", "The member with entry 6 was not satisfied."]),
    ],
)
def test_what_only_papers_say_against_each_other_is_left_to_the_trainee(name, sides):
    assert [check_claims(side, CASES[name]) for side in sides] == [(), ()]


@pytest.mark.parametrize(("name", "draft"), _contradictions())
def test_a_planted_contradiction_is_judged_by_a_fact_that_everybody_can_read(name, draft):
    assert all(claim.fact_numbers for claim in check_claims(draft, CASES[name]))


def test_the_checker_does_not_know_the_key():
    for path in sorted(Path(courses.__path__[0]).glob("claims*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

        assert not known & set(SECRET), path.name


def test_a_sentence_as_long_as_people_write_is_still_read():
    draft = "Sandrel has 12 branches" + " and a river" * (MOST_WORDS // 5)

    assert [claim.quote for claim in _flags(draft, SANDREL)] == ["12 branches"]
