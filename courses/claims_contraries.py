"""What the facts of a case rule out in so many words, read once for an index."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from courses.cases import Case, Fact
from courses.claims_items import word_key


@dataclass(frozen=True, slots=True)
class Contrary:
    """What a fact rules out: words that must all be said, each by one of its choices, and those that must not be.

    One that `is_of_today` is wrong of how things are, and right of what a plan sets up.
    """

    fact: Fact
    choices: tuple[frozenset[str], ...]
    barred: frozenset[str]
    is_of_today: bool


@dataclass(frozen=True, slots=True)
class ContraryBook:
    """All contraries of a case in their order; `by_word` leads from the words of one choice of each to its place."""

    ordered: tuple[Contrary, ...]
    by_word: Mapping[str, tuple[int, ...]]

    def standing(self, keys: Set[str]) -> Iterator[Contrary]:
        """Yield the contraries each of whose choices is among those words."""
        for place in sorted({place for key in keys for place in self.by_word.get(key, ())}):
            contrary = self.ordered[place]
            if not any(keys.isdisjoint(choice) for choice in contrary.choices):
                yield contrary


def read_contraries(case: Case) -> ContraryBook:
    """Return the contraries of the facts; "every|each week !no" are two words and one barred."""
    ordered = tuple(_contraries(case))
    often: dict[str, int] = {}
    for contrary in ordered:
        for key in frozenset().union(*contrary.choices):
            often[key] = often.get(key, 0) + 1
    filed: dict[str, list[int]] = {}
    for place, contrary in enumerate(ordered):
        for key in min(contrary.choices, key=lambda choice: sum(often[key] for key in choice)):
            filed.setdefault(key, []).append(place)
    return ContraryBook(ordered, {key: tuple(places) for key, places in filed.items()})


def _contraries(case: Case) -> Iterator[Contrary]:
    for fact in case.facts:
        yield from (_contrary(fact, line, is_of_today=False) for line in fact.contraries)
        yield from (_contrary(fact, line, is_of_today=True) for line in fact.contraries_today)


def _contrary(fact: Fact, line: str, *, is_of_today: bool) -> Contrary:
    said = line.split()
    choices = tuple(frozenset(word_key(word) for word in one.split("|")) for one in said if not one.startswith("!"))
    barred = frozenset(word_key(one.removeprefix("!")) for one in said if one.startswith("!"))
    return Contrary(fact, choices, barred, is_of_today)
