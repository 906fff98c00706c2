"""Which excerpts a debrief shows, against an oracle that tries every choice there is."""

from collections import Counter
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from lms.reports.workshop_excerpts import Passage, Weight, spread_out
from webinar_kits.workshop.debrief_data import Code, Excerpt

LIMBS = ("a", "b", "c", "d")


def passage(limb: str, proposal: int, strength: int, *, is_answered: bool = True, number: int = 0) -> Passage:
    weight = Weight(is_answered, is_answered, Fraction(strength), has_facts=True, evidence=2, length=80)
    return Passage(limb, proposal, weight, Excerpt(Code(limb), f"{limb} of {proposal}, {strength}, {number}"))


@st.composite
def workshops(draw: st.DrawFn) -> list[Passage]:
    rows = st.tuples(
        st.sampled_from(LIMBS), st.integers(0, draw(st.integers(0, 6))), st.integers(1, 4), st.booleans()
    )  # fmt: skip
    return [
        passage(limb, proposal, strength, is_answered=is_answered, number=number)
        for number, (limb, proposal, strength, is_answered) in enumerate(draw(st.lists(rows, max_size=9)))
    ]


def good_enough(passages: list[Passage], limb: str) -> list[Passage]:
    own = [one for one in passages if one.limb == limb]
    is_any_answered = any(one.weight.is_answered for one in own)
    return [one for one in own if one.weight.is_answered or not is_any_answered]


def place(one: Passage, rivals: list[Passage]) -> int:
    """Return how many other proposals have something stronger to say, or as strong and said before."""
    at = rivals.index(one)
    before = {
        other.proposal
        for number, other in enumerate(rivals)
        if other.weight > one.weight or (other.weight == one.weight and number < at)
    }
    return len(before - {one.proposal})


def is_best_of_its_own(one: Passage, rivals: list[Passage]) -> bool:
    return max((other for other in rivals if other.proposal == one.proposal), key=lambda other: other.weight) is one


@given(workshops())
def test_the_choice_is_the_one_that_trying_all_of_them_finds(passages: list[Passage]) -> None:
    ranked = [rivals for limb in LIMBS if (rivals := good_enough(passages, limb))]
    choices = [[one for one in rivals if is_best_of_its_own(one, rivals)] for rivals in ranked]

    def worth(chosen: tuple[Passage, ...]) -> tuple[int, int, tuple[int, ...]]:
        places = tuple(place(one, rivals) for one, rivals in zip(chosen, ranked, strict=True))
        return -len({one.proposal for one in chosen}), sum(places), places

    assert spread_out(passages, limbs=LIMBS) == min(product(*choices), key=worth)


@given(workshops())
def test_no_proposal_speaks_twice_while_another_has_a_passage_good_enough(passages: list[Passage]) -> None:
    shown = spread_out(passages, limbs=LIMBS)
    assert [one.limb for one in shown] == [limb for limb in LIMBS if good_enough(passages, limb)]
    counts = Counter(one.proposal for one in shown)
    for one in shown:
        silent = {other.proposal for other in good_enough(passages, one.limb)} - counts.keys()
        assert counts[one.proposal] == 1 or not silent


def test_one_proposal_that_is_strongest_everywhere_speaks_for_one_limb() -> None:
    strongest = [passage(limb, 1, 4) for limb in LIMBS]
    others = [passage("a", 2, 3), passage("b", 3, 2), passage("c", 4, 1)]
    shown = spread_out(strongest + others, limbs=LIMBS)
    assert [(one.limb, one.proposal) for one in shown] == [("a", 2), ("b", 3), ("c", 4), ("d", 1)]


def test_a_gap_that_nobody_answers_is_not_shown_in_place_of_one_that_is_answered() -> None:
    strongest = [passage(limb, 1, 2) for limb in LIMBS]
    open_gap = passage("a", 2, 4, is_answered=False)
    assert {one.proposal for one in spread_out([*strongest, open_gap], limbs=LIMBS)} == {1}
    assert spread_out([open_gap], limbs=LIMBS) == (open_gap,), "better than nothing"
    assert spread_out([], limbs=LIMBS) == ()
