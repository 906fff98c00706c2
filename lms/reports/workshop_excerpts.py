"""Which excerpts a debrief shows: the strongest of each limb, and of as many proposals as have one good enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from webinar_kits.workshop.debrief_data import Excerpt


class Weight(NamedTuple):
    """How strong a passage is: what stands first counts before all that follows."""

    is_answered_in_full: bool
    is_answered: bool
    score: Fraction
    has_facts: bool
    evidence: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that may be shown, of a proposal by its place in the debrief."""

    limb: str
    proposal: int
    weight: Weight
    excerpt: Excerpt


def spread_out(passages: Iterable[Passage], *, limbs: Sequence[str]) -> tuple[Passage, ...]:
    """Return a passage for each limb that has any, in the order of the limbs.

    No proposal speaks twice while another has a passage good enough: one that a recommendation answers, or any where
    not even the strongest of its limb is answered. As many proposals speak as can; of the ways to do that the one that
    gives up least, counted in places below the strongest of each limb; of those the one that leaves the earlier limb
    its stronger passage.
    """
    known = tuple(passages)
    ranked = [row for limb in limbs if (row := _good_enough([one for one in known if one.limb == limb]))]
    # Below as many places as there are limbs nobody is needed: of those above one at least is free.
    rows = [tuple(enumerate(row[: len(ranked)])) for row in ranked]

    def cost(chosen: tuple[tuple[int, Passage], ...]) -> tuple[int, int, tuple[int, ...]]:
        places = tuple(place for place, _ in chosen)
        return -len({one.proposal for _, one in chosen}), sum(places), places

    return tuple(one for _, one in min(product(*rows), key=cost))


def _good_enough(passages: Sequence[Passage]) -> list[Passage]:
    """Return the best passage of each proposal, strongest first, as far as they are good enough."""
    ranked = sorted(passages, key=lambda one: one.weight, reverse=True)
    best = {one.proposal: one for one in reversed(ranked)}
    first = [one for one in ranked if best[one.proposal] is one]
    return [one for one in first if one.weight.is_answered or not first[0].weight.is_answered]
