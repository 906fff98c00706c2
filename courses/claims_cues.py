"""The cues of a case: rows of words by which a sentence gives a number to a subject, read once for an index."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from courses.cases import Case, FactValue, ValueKind
from courses.claims_items import Item, word_key

_KEPT_WORDS = 20_000
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of a value: numbers of the choices that must stand near the number, and of those that must not."""

    fact: int
    value: FactValue
    wanted: tuple[int, ...]
    barred: frozenset[int]


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues of a case. A choice has a number; `exact`, `forms` and `beginnings` lead from a word to its choices.

    `forms` are those that count only as they are written: "=was" is no "is".
    """

    exact: Mapping[str, frozenset[int]]
    forms: Mapping[str, frozenset[int]]
    beginnings: Mapping[str, tuple[tuple[str, int], ...]]
    by_rarest: Mapping[int, tuple[Cue, ...]]
    known: MutableMapping[str, frozenset[int]] = field(default_factory=dict, compare=False)

    def choices_of(self, key: str) -> frozenset[int]:
        """Return the choices that a word is one of."""
        found = self.known.get(key)
        if found is None:
            started = {choice for begun, choice in self.beginnings.get(key[:2], ()) if key.startswith(begun)}
            found = self.exact.get(key, _NONE) | started
            if len(self.known) < _KEPT_WORDS:
                self.known[key] = found
        return found

    def standing(self, choices: frozenset[int]) -> Iterator[Cue]:
        """Yield the cues all of whose choices are among those given."""
        for choice in choices:
            for cue in self.by_rarest.get(choice, ()):
                if choices.issuperset(cue.wanted):
                    yield cue


def read_cues(case: Case, further: Iterable[tuple[int, FactValue, tuple[str, ...]]] = ()) -> CueBook:
    """Return the cues of a case, and of `further` values of its facts."""
    rows = {subject.id: subject.cues for subject in case.subjects if subject.cues}
    numbers: dict[str, int] = {}
    cues = [
        _cue(fact.number, value, line, numbers)
        for fact in case.facts
        for value in fact.values
        for line in rows.get(value.subject, ())
        if value.kind not in (ValueKind.NAME, ValueKind.STATEMENT)
    ]
    cues += [_cue(fact, value, line, numbers) for fact, value, lines in further for line in lines]
    exact: dict[str, set[int]] = {}
    forms: dict[str, set[int]] = {}
    beginnings: dict[str, list[tuple[str, int]]] = {}
    for choice, number in numbers.items():
        for word in choice.split("|"):
            if word.endswith("*"):
                beginnings.setdefault(word[:2], []).append((word[:-1], number))
            elif word.startswith("="):
                forms.setdefault(word[1:], set()).add(number)
            else:
                exact.setdefault(word_key(word), set()).add(number)
    return CueBook(
        {word: frozenset(ones) for word, ones in exact.items()},
        {word: frozenset(ones) for word, ones in forms.items()},
        {begun: tuple(ones) for begun, ones in beginnings.items()},
        _by_rarest(cues),
    )


def _cue(fact: int, value: FactValue, line: str, numbers: dict[str, int]) -> Cue:
    said = [(word.removeprefix("!"), word.startswith("!")) for word in line.split()]
    placed = [(numbers.setdefault(choice, len(numbers)), is_barred) for choice, is_barred in said]
    wanted = tuple(number for number, is_barred in placed if not is_barred)
    return Cue(fact, value, wanted, frozenset(number for number, is_barred in placed if is_barred))


def _by_rarest(cues: Sequence[Cue]) -> Mapping[int, tuple[Cue, ...]]:
    often: dict[int, int] = {}
    for cue in cues:
        for choice in cue.wanted:
            often[choice] = often.get(choice, 0) + 1
    filed: dict[int, list[Cue]] = {}
    for cue in cues:
        if not cue.wanted:
            continue
        filed.setdefault(min(cue.wanted, key=lambda choice: often[choice]), []).append(cue)
    return {choice: tuple(ones) for choice, ones in filed.items()}


def places_of(book: CueBook, items: Iterable[Item]) -> Mapping[int, tuple[int, ...]]:
    """Return, for each choice, the places in a sentence where one of its words stands."""
    filed: dict[int, list[int]] = {}
    known = book.known
    for place, item in enumerate(items):
        choices = known.get(item.key)
        for choice in book.choices_of(item.key) if choices is None else choices:
            filed.setdefault(choice, []).append(place)
        for choice in book.forms.get(item.low, _NONE):
            filed.setdefault(choice, []).append(place)
    return {choice: tuple(ones) for choice, ones in filed.items()}
