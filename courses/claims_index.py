"""What a case says, laid out so that the sentences of a draft can be held against it. Built once for an edition."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.cases import Case, Fact, FactValue, Subject, ValueKind
from courses.claims_contraries import ContraryBook, read_contraries
from courses.claims_cues import CueBook, read_cues
from courses.claims_derived import derive, totals_of
from courses.claims_holdings import Holdings, read_holdings
from courses.claims_items import Item, key_of, name_keys, stem
from courses.claims_known import Alias, Denial, Holder, Known, Match
from courses.claims_quantities import Money
from courses.claims_rows import Entry, read_rows
from courses.claims_scales import Ranked, read_scales
from courses.claims_words import words

_PLACE_COLUMNS = frozenset({"branch", "region"})
_PRONOUNS = frozenset({"it", "they", "that", "of"})
_PREDICATES = words(
    """
    be have could cannot can know name tell get leave left join without with who because handle stand hear do
    lie say fear per begin go come
    """
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_COUNTED = re.compile(r"\b\d+(?:,\d{3})*(?:\.\d+)?(?![\d.,]*\d| %)")
_HALF = Fraction(50)
_LINKS = words("of in on to for at by as and or who that which from since from into than up")


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """A case, ready for comparing; `names` are the words by which the institution itself is called."""

    case: Case
    money: Money
    names: frozenset[str]
    neutral: frozenset[str]
    by_first: Mapping[str, tuple[Alias, ...]]
    by_anchor: Mapping[str, tuple[Alias, ...]]
    places: Mapping[str, tuple[tuple[str, ...], ...]]
    known: tuple[Known, ...]
    holders: tuple[Holder, ...]
    surnames: Mapping[str, str]
    voices: frozenset[str]
    denied: Mapping[str, tuple[Denial, ...]]
    contraries: ContraryBook
    cues: CueBook
    units: frozenset[str]
    tables: Mapping[str, tuple[Entry, ...]]
    scales: Mapping[str, tuple[Ranked, ...]]
    holdings: Holdings
    by_value: Mapping[tuple[int, str], Known]
    totals: Mapping[tuple[str, ...], Known]

    def matches(self, items: Sequence[Item]) -> tuple[Match, ...]:
        """Return every name that stands in a sentence word by word, names within names included."""
        keys = tuple(item.key for item in items)
        return tuple(
            Match(alias, place, place + len(alias.keys))
            for place, key in enumerate(keys)
            for alias in self.by_first.get(key, ())
            if keys[place : place + len(alias.keys)] == alias.keys
        )

    def scattered(self, keys: frozenset[str]) -> tuple[Alias, ...]:
        """Return the names all of whose words of weight stand among those given, in any order, longest first."""
        found = {
            alias.keys: alias for key in keys for alias in self.by_anchor.get(key, ()) if keys.issuperset(alias.content)
        }
        return tuple(sorted(found.values(), key=lambda alias: -len(alias.keys)))

    def places_in(self, items: Sequence[Item]) -> frozenset[tuple[str, ...]]:
        """Return the places of the case that a run of items names."""
        keys = tuple(item.key for item in items)
        return frozenset(
            place
            for at, key in enumerate(keys)
            for place in self.places.get(key, ())
            if keys[at : at + len(place)] == place
        )


def build_index(case: Case) -> CaseIndex:
    """Return the index of a case."""
    money = Money(_money_names(case))
    groups = _alias_groups(case, money)
    known = tuple(_known(case, groups, money))
    derived = tuple(derive(known))
    aliases = _aliases(known, money)
    names = frozenset(key for key in name_keys(case.title, money) if len(key) > 2) | {case.id}
    places = _places(case, money)
    return CaseIndex(
        case=case,
        money=money,
        names=names,
        neutral=frozenset(stem(key) for key in (*names, *name_keys(case.country, money))),
        by_first=_filed(aliases, lambda alias: alias.keys[0]),
        by_anchor=_filed(aliases, lambda alias: max(sorted(alias.content), key=len)),
        places=places,
        known=known,
        holders=tuple(_holders(case, money)),
        surnames={person.name.split()[-1].lower(): person.name for person in case.people},
        denied=_denied(known),
        contraries=read_contraries(case),
        cues=read_cues(case, [(one.known.fact.number, one.known.value, one.cues) for one in derived]),
        tables=read_rows(case, money),
        scales=read_scales(case, money),
        holdings=read_holdings(case, money),
        units=frozenset(
            key for one in known if one.value.kind is ValueKind.COUNT for key in name_keys(one.value.unit, money)[-1:]
        ),
        by_value={(one.fact.number, one.value.subject): one for one in (*known, *(one.known for one in derived))},
        totals=totals_of(known, money),
        voices=frozenset(key_of(part.lower()) for person in case.people for part in person.name.split()),
    )


def _denied(known: Sequence[Known]) -> Mapping[str, tuple[Denial, ...]]:
    """Return, by thing, the facts that say there is none: "there was no letter"."""
    filed: dict[str, list[Denial]] = {}
    for one in known:
        if one.value.kind is not ValueKind.STATEMENT:
            continue
        words = {key_of(word.lower()) for name in one.subject.aliases for word in name.split() if len(word) > 3}
        for thing in sorted({key_of(word) for word in re.findall(r"\bno ([a-z]+)", one.fact.text)}):
            filed.setdefault(thing, []).append(Denial(one, frozenset(words - {thing, "tell"})))
    return {thing: tuple(ones) for thing, ones in filed.items()}


def _money_names(case: Case) -> frozenset[str]:
    word = case.currency_name.split()[-1].lower()
    return frozenset({case.currency.lower(), word, f"{word}s"})


def _alias_groups(case: Case, money: Money) -> Mapping[str, frozenset[str]]:
    """Return, for each word that is a name by itself, the words of all names of its subject: clients and borrowers."""
    groups: dict[str, set[str]] = {}
    for subject in case.subjects:
        keys = [name_keys(alias, money) for alias in subject.aliases]
        singles = {one[0] for one in keys if len(one) == 1}
        if len(singles) > 1:
            for one in singles:
                groups.setdefault(one, set()).update(singles)
    return {key: frozenset(words) for key, words in groups.items()}


def _known(case: Case, groups: Mapping[str, frozenset[str]], money: Money) -> Iterable[Known]:
    subjects = {subject.id: subject for subject in case.subjects}
    antecedent: frozenset[str] = frozenset()
    for fact in case.facts:
        own = _words(fact, subjects, groups, money)
        is_pronoun = fact.text.split()[0].lower() in _PRONOUNS
        if not is_pronoun:
            antecedent = _content(fact, money)
        leads = antecedent if is_pronoun else frozenset()
        told = frozenset(Fraction(one.replace(",", "")) for one in _NUMBER.findall(fact.text))
        shares = told - frozenset(Fraction(one.replace(",", "")) for one in _COUNTED.findall(fact.text))
        told |= {_HALF} if " half " in fact.text else frozenset()
        for value in fact.values:
            yield Known(
                fact,
                value,
                subjects[value.subject],
                own,
                leads,
                case.currency,
                told,
                shares,
                _nouns(value, subjects[value.subject], groups, money),
            )


def _nouns(value: FactValue, subject: Subject, groups: Mapping[str, frozenset[str]], money: Money) -> frozenset[str]:
    keys = {key for text in (value.unit, *subject.aliases) if text for key in name_keys(text, money)}
    return frozenset(keys | {other for key in keys for other in groups.get(key, ())})


def _content(fact: Fact, money: Money) -> frozenset[str]:
    return frozenset(stem(key) for key in name_keys(fact.text, money) if len(key) > 3 and not key.startswith("#"))


def _words(
    fact: Fact, subjects: Mapping[str, Subject], groups: Mapping[str, frozenset[str]], money: Money
) -> frozenset[str]:
    texts = [fact.text, *fact.wordings, *(value.unit for value in fact.values)]
    texts += [alias for value in fact.values for alias in subjects[value.subject].aliases]
    keys = {key for text in texts if text for key in name_keys(text, money)}
    keys |= {other for key in keys for other in groups.get(key, ())}
    return frozenset(stem(key) for key in keys)


def _aliases(known: Sequence[Known], money: Money) -> tuple[Alias, ...]:
    by_keys: dict[tuple[str, ...], list[Known]] = {}
    for one in known:
        for name in one.subject.aliases:
            keys = name_keys(name, money)
            if one not in by_keys.setdefault(keys, []):
                by_keys[keys].append(one)
    return tuple(
        Alias(keys, tuple(ones), _is_predicate(keys), _content_of(keys)) for keys, ones in by_keys.items() if keys
    )


def _content_of(keys: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a name that have weight, all of them where only one has."""
    content = frozenset(key for key in keys if key not in _LINKS)
    return content if len(content) > 1 else frozenset(keys)


def _is_predicate(keys: tuple[str, ...]) -> bool:
    content = [key for key in keys if key not in _LINKS]
    return len(content) > 1 and any(key in _PREDICATES or key.endswith("ed") for key in content)


def _filed(aliases: Iterable[Alias], by: Callable[[Alias], str]) -> Mapping[str, tuple[Alias, ...]]:
    filed: dict[str, list[Alias]] = {}
    for alias in aliases:
        filed.setdefault(by(alias), []).append(alias)
    return {key: tuple(sorted(ones, key=lambda alias: -len(alias.keys))) for key, ones in filed.items()}


def _places(case: Case, money: Money) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    names = {
        row.cells[place]
        for exhibit in case.exhibits
        for place, column in enumerate(exhibit.columns)
        if column.id in _PLACE_COLUMNS
        for row in exhibit.rows
        if place < len(row.cells) and row.cells[place][:1].isupper()
    }
    filed: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        keys = name_keys(name, money)
        if keys:
            filed.setdefault(keys[0], []).append(keys)
    return {key: tuple(ones) for key, ones in filed.items()}


def _holders(case: Case, money: Money) -> Iterable[Holder]:
    """Yield the roles that only one person can have: director, chair of the board, head of internal audit."""
    for person in case.people:
        role = re.split(r" since | for |,", person.role)[0].strip()
        keys = name_keys(role, money)
        is_one_of_many = key_of(keys[-1]) == "client" or keys[:2] == ("loan", "officer") or "ta" in keys
        if is_one_of_many:
            continue
        facts = tuple(
            fact.number for fact in case.facts for value in fact.values
            if value.kind is ValueKind.NAME and value.text == person.name
        )  # fmt: skip
        yield Holder(role.lower(), keys, person.name, facts)
        if keys[0] in ("director", "chair"):
            yield Holder(keys[0], keys[:1], person.name, facts)
