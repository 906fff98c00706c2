"""The debrief deck: no name can be in it, and what would be somebody's is withheld."""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import get_args, get_type_hints

import pytest

from tests.webinar_kits import office
from tests.webinar_kits.workshop_samples import case, workshop
from webinar_kits.errors import KitError
from webinar_kits.workshop.debrief import write_debrief_deck
from webinar_kits.workshop.debrief_data import (
    Code,
    Column,
    Debrief,
    Excerpt,
    FactError,
    Gap,
    Mark,
    Names,
    Spread,
    read_debrief,
    screened,
    write_debrief,
)

NAMES = Names(people=["Áine O'Brien", "An Li", "Jean-Baptiste Kouamé"], groups=["Team Heron", "Valley Microfinance"])
TEXT = "Clients have no way to complain that does not lead past the officer (F56)."


def make(**changes: object) -> Debrief:
    marks = tuple(Mark.DONE if number % 3 else Mark.BEGUN for number in range(18))
    plain = Debrief(
        case=Code("sandrel"), language=Code("en"), proposals=3, handed_in=1, reviews=6,
        columns=tuple(Column(Code(letter), marks) for letter in "abc"),
        excerpts=(Excerpt(Code("a"), TEXT),),
        gaps=(Gap(Code("recommendation-owner"), 3), Gap(Code("limb-d"), 2), Gap(Code("finding-facts"), 1)),
        errors=(FactError(7, 2),),
        spreads=tuple(Spread(Code(one.id), (0, 2, 3, 1)) for one in workshop().rubric.criteria),
    )  # fmt: skip
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def deck(found: Debrief) -> bytes:
    return write_debrief_deck(found, case=case(), workshop=workshop())


def leaves(kind: object) -> Iterator[object]:
    """Yield the types at the ends of a dataclass, through tuples and unions."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        for inner in get_type_hints(kind).values():
            yield from leaves(inner)
    elif get_args(kind) or isinstance(kind, UnionType):
        for inner in get_args(kind):
            yield from leaves(inner)
    elif kind is not Ellipsis:
        yield kind


def test_no_field_of_a_debrief_takes_free_words_but_an_excerpt() -> None:
    def is_safe(kind: object) -> bool:
        return kind in (int, date, type(None), Code) or (isinstance(kind, type) and issubclass(kind, StrEnum))

    assert set(filter(lambda kind: not is_safe(kind), leaves(Debrief))) == {str}
    holders = [
        one.__name__
        for one in (Debrief, Column, Gap, FactError, Spread, Excerpt)
        if str in get_type_hints(one).values()
    ]
    assert holders == ["Excerpt"]
    with pytest.raises(ValueError, match="no id"):
        Code("Áine O'Brien")


@pytest.mark.parametrize(
    "text",
    [
        "As Aine says, boxes stay shut.",
        "We, O’BRIEN and others, found no box.",
        "An found that nobody rings.",
        "Kouame's branch is silent.",
        "Baptiste asked ten clients.",
        "The best of team heron: a line that answers.",
        "At Valley  Microfinance it is the same.",
    ],
)
def test_words_with_a_name_in_them_are_no_excerpt(text: str) -> None:
    assert screened(text, NAMES, limb=Code("a")) is None


def test_words_that_only_look_like_a_short_name_may_be_shown() -> None:
    assert screened("Nobody opens an envelope; a heron stands by the lake.", NAMES, limb=Code("a")) is not None


def test_a_debrief_goes_through_json_and_back() -> None:
    assert read_debrief(write_debrief(make())) == make()
    for wrong in ({}, {**write_debrief(make()), "proposals": "three"}, {**write_debrief(make()), "columns": 1}):
        with pytest.raises(KitError):
            read_debrief(wrong)


def test_the_deck_has_map_excerpts_gaps_errors_rubric_and_questions() -> None:
    slides = [office.words(one) for one in office.slides(deck(make()))]
    assert len(slides) == 11
    assert slides[1].count("●") == 3 * 6 + 1
    assert "3 of 3" in slides[1]
    assert TEXT in slides[3]
    assert "Write one together, now" in slides[4]
    assert "A measure without an owner" in slides[7]
    assert "3 of 3" in slides[7]
    assert "Sandrel has 18 branches" in slides[8]
    assert "2.8" in slides[9]
    assert "Why was F7 so easy to get wrong" in slides[10]
    assert "Who begins on Monday" in office.words(office.notes(deck(make()))[10])


def test_titles_say_what_is_done_least_and_which_criterion_is_lowest() -> None:
    title = lambda slide: office.words(slide).strip().splitlines()[0]  # noqa: E731
    slides = [title(one) for one in office.slides(deck(make()))]
    assert slides[1] == "Parts 1 to 9: 3 of them done in 0 of 3"
    assert slides[9] == "6 reviews"
    marks = tuple(Mark.DONE if number != 13 else Mark.BEGUN for number in range(18))
    first, *others = workshop().rubric.criteria
    spreads = (Spread(Code(first.id), (3, 3, 0, 0)), *(Spread(Code(one.id), (0, 0, 3, 3)) for one in others))
    columns = tuple(Column(Code(letter), marks) for letter in "abc")
    slides = [title(one) for one in office.slides(deck(make(columns=columns, spreads=spreads)))]
    assert slides[1:3] == ["Parts 1 to 9: all are done", "Parts 10 to 18: least is done of 14"]
    assert slides[9] == f"6 reviews: lowest is “{first.title}”"


def test_two_proposals_give_what_is_withheld_and_questions_alone() -> None:
    few = Debrief(Code("sandrel"), Code("en"), proposals=2, handed_in=2, reviews=0)
    slides = [office.words(one) for one in office.slides(deck(few))]
    assert len(slides) == 3
    assert "There are 2 proposals" in slides[1]
    assert "withheld" in slides[1]
    assert "coverage of the 18 parts" in office.words(office.notes(deck(few))[1])
    assert "Which client of the case" in slides[2]


def test_no_proposal_gives_questions_and_nothing_is_said_to_be_withheld() -> None:
    none = Debrief(Code("sandrel"), Code("en"), proposals=0, handed_in=0, reviews=0)
    cover, questions = (office.words(one) for one in office.slides(deck(none)))
    assert "Nothing is written yet" in cover
    assert "Which client of the case" in questions


def test_the_deck_says_of_itself_that_nobody_wrote_it() -> None:
    core = office.parts(deck(make()), pattern=r"docProps/core\.xml")["docProps/core.xml"]
    assert "<dc:creator>CPP Training</dc:creator>" in core
    assert "<cp:lastModifiedBy>CPP Training</cp:lastModifiedBy>" in core
    assert "<dc:title>Workshop debrief</dc:title>" in core
    assert "python" not in core
    assert "<dcterms:" not in core


def test_the_deck_is_dated_on_the_first_day_of_the_workshop_and_the_bytes_are_the_same_again() -> None:
    held = dataclasses.replace(make(), held_on=date(2026, 5, 4))
    again = read_debrief(json.loads(json.dumps(write_debrief(held))))
    assert again == held
    assert deck(again) == deck(held)
    core = office.parts(deck(held), pattern=r"docProps/core\.xml")["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-05-04T12:00:00Z"}


@pytest.mark.parametrize("count", [3, 30])
def test_the_deck_satisfies_a_strict_validator_and_is_the_same_each_time(
    count: int, tmp_path: Path, assert_valid_pptx: Callable[[Path], None]
) -> None:
    columns = tuple(Column(Code(f"x{number}"), make().columns[0].marks) for number in range(count))
    found = make(columns=columns, proposals=count)
    file = tmp_path / "debrief.pptx"
    file.write_bytes(deck(found))
    assert_valid_pptx(file)
    assert deck(found) == file.read_bytes()
