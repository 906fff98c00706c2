"""What the facts of a case rule out in so many words, read once for an index."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.cases import Case, Fact
from courses.claims_items import word_key


@dataclass(frozen=True, slots=True)
class Contrary:
    """What a fact rules out: words that must all be said, each by one of its choices."""

    fact: Fact
    choices: tuple[frozenset[str], ...]


def contraries_of(case: Case) -> Iterator[Contrary]:
    """Yield the contraries of the facts; "every|each week" are two words, the first with two choices."""
    for fact in case.facts:
        for line in fact.contraries:
            choices = (frozenset(word_key(word) for word in said.split("|")) for said in line.split())
            yield Contrary(fact, tuple(choices))
