"""What reviews come to: the trainer's level, else the median of those that count."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reports.workshop_feedback import judge
from lms.workshops.reviews import GivenReview, GivenScore, ReviewKind
from lms.workshops.scoring import Source, score

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CRITERIA = ("diagnosis", "access")


def review(levels, *, kind=ReviewKind.PEER, submitted=True, flagged=False, settled=False, aside=False, letter="A"):
    return GivenReview(
        id=f"{kind}-{letter}",
        kind=kind,
        proposal_id="p",
        letter=letter,
        summary="",
        scores=tuple(GivenScore(name, level, "because") for name, level in zip(CRITERIA, levels, strict=True)),
        submitted_at=NOW if submitted else None,
        flagged_at=NOW if flagged else None,
        flag_reason="",
        flag_settled_at=NOW if settled else None,
        is_set_aside=aside,
    )


def finals(*reviews):
    return [one.final for one in score(reviews, CRITERIA).criteria]


def test_the_median_of_the_reviews_is_the_final_level():
    assert finals(review((1, 4)), review((2, 4)), review((4, 1))) == [2, 4]


def test_of_two_reviews_the_half_between_them_stands():
    assert finals(review((2, 3)), review((3, 4))) == [Fraction(5, 2), Fraction(7, 2)]


def test_where_a_trainer_gave_a_level_it_is_the_final_one():
    trainer = review((4, None), kind=ReviewKind.TRAINER, submitted=False)
    found = score((review((1, 2)), review((1, 3)), trainer), CRITERIA).criteria
    assert [(one.final, one.source) for one in found] == [(4, Source.TRAINER), (Fraction(5, 2), Source.PEERS)]


@pytest.mark.parametrize(
    "out", [{"submitted": False}, {"aside": True}, {"flagged": True}, {"flagged": True, "settled": True, "aside": True}]
)
def test_a_draft_one_set_aside_and_one_flagged_do_not_count(out):
    assert finals(review((4, 4)), review((1, 1), **out)) == [4, 4]


def test_a_flag_that_the_trainer_settled_lets_the_review_count():
    assert finals(review((4, 4)), review((2, 2), flagged=True, settled=True)) == [3, 3]


def test_without_any_level_nothing_is_final_and_there_is_no_sum():
    found = score((review((1, None)),), CRITERIA)
    assert [(one.final, one.source) for one in found.criteria] == [(1, Source.PEERS), (None, Source.NOBODY)]
    assert found.total is None
    assert score((), CRITERIA).total is None


def test_peers_two_levels_apart_are_pointed_at():
    found = score((review((1, 2)), review((3, 3))), CRITERIA).criteria
    assert [(one.spread, one.is_wide) for one in found] == [(2, True), (1, False)]


def test_what_is_asked_in_and_flagged_is_counted():
    found = score(
        (review((1, 1)), review((1, 1), submitted=False), review((1, 1), flagged=True), review((1, 1), aside=True)),
        CRITERIA,
    )
    assert (found.asked, found.submitted, found.open_flags) == (3, 2, 1)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=9))
def test_the_final_level_lies_between_the_strictest_and_the_most_generous(levels):
    (final, _other) = finals(*(review((level, 1)) for level in levels))
    assert min(levels) <= final <= max(levels)
    assert final * 2 == int(final * 2)


def test_a_review_is_held_against_what_the_proposal_came_to():
    own = review((4, 2))
    judged = judge(own, score((own, review((2, 2))), CRITERIA))
    assert (judged.compared, judged.near, judged.lean) == (2, 1, 1)
