"""The people of an institution as an import compares with them, and who of them a row means; pure."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from anyascii import anyascii
from rapidfuzz import fuzz

from lms.institutions.roster_values import Entry
from lms.institutions.roster_words import fold
from lms.institutions.rules import History, Stretch
from lms.institutions.staff_codes import latin_digits

# Below this likeness two names are probably those of two people.
STRANGE = 55


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the roster with the whole history of her places; `id` is 0 for who is not in it yet."""

    id: int
    staff_code: str
    name: str
    name_other: str = ""
    email: str = ""
    language: str = ""
    history: History = ()

    @property
    def tip(self) -> Stretch | None:
        """Her newest place, which may be over, or not have begun."""
        return self.history[-1] if self.history else None


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of an institution, merged doubles left out, and its branches by id.

    `former_codes` are those of doubles, with the person each was merged into; 0 for a code of somebody erased.
    `joined` are the names of branches that are closed, with the branch each was joined to.
    """

    people: tuple[Person, ...]
    branches: Mapping[int, str]
    former_codes: Mapping[str, int] = field(default_factory=dict)
    joined: Mapping[str, int] = field(default_factory=dict)


class By(StrEnum):
    """What a row was recognised by."""

    CODE = "code"
    FORMER_CODE = "former_code"
    EMAIL = "email"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row means: nobody yet when `person` is None; `doubt` says why it cannot be told."""

    person: Person | None = None
    by: By = By.NOTHING
    doubt: str = ""
    remark: str = ""


class Finder:
    """Finds people by staff code, then by address, then by name and branch.

    `same_branches` maps folded names of branches to those that they mean.
    """

    def __init__(self, roster: Roster, same_branches: Mapping[str, str] | None = None) -> None:
        self._branches = {fold(name): fold(roster.branches[into]) for name, into in roster.joined.items()}
        self._same = same_branches or {}
        self._codes = {person.staff_code: person for person in roster.people}
        self._former = roster.former_codes
        self._ids = {person.id: person for person in roster.people}
        self._folded = _by(roster, lambda person: _comparable(person.staff_code))
        self._short = _by(roster, lambda person: _comparable(person.staff_code).lstrip("0"))
        self._emails = _by(roster, lambda person: person.email)
        self._names = _by(roster, lambda person: fold(person.name))

    def find(self, entry: Entry) -> Match:
        """Return whom a row means."""
        if entry.staff_code is not None:
            return self._by_code(entry, entry.staff_code)
        if entry.email and len(self._emails[entry.email]) == 1:
            return Match(self._emails[entry.email][0], By.EMAIL)
        return self._by_name(entry) if entry.name else Match()

    def _by_code(self, entry: Entry, code: str) -> Match:
        if code in self._codes:
            return Match(self._codes[code], By.CODE)
        if code in self._former:
            return self._by_former_code(code)
        like = self._folded[_comparable(code)]
        if len(like) == 1:
            return Match(like[0], By.CODE)
        short = [one for one in self._short[_comparable(code).lstrip("0")] if fold(one.name) == fold(entry.name or "")]
        if len(short) == 1 and code.strip("0"):
            kept = short[0].staff_code
            return Match(short[0], By.CODE, remark=f"The staff code {code} was read as {kept}: its zeros were lost.")
        return Match()

    def _by_former_code(self, code: str) -> Match:
        person = self._ids.get(self._former[code])
        if person is None:
            return Match(doubt=f"The staff code {code} was that of somebody who is erased. Give another one.")
        remark = f"The staff code {code} is a former one of {person.name} ({person.staff_code})."
        return Match(person, By.FORMER_CODE, remark=remark)

    def _branch(self, name: str) -> str:
        word = fold(name)
        word = fold(self._same.get(word, word))
        return self._branches.get(word, word)

    def _by_name(self, entry: Entry) -> Match:
        same = self._names[fold(entry.name or "")]
        branch = self._branch(entry.branch or "")
        here = [one for one in same if one.tip and self._branch(one.tip.branch_name) == branch]
        if len(here) == 1:
            return Match(here[0], By.NAME)
        if here:
            return Match(
                doubt=f"{len(here)} people are called {entry.name} in {entry.branch}. Add a column with staff codes."
            )
        if same:
            place = same[0].tip.branch_name if same[0].tip else "no branch"
            return Match(
                doubt=f"There is a {entry.name} in {place}. Add her staff code or address, so that we know whether "
                "this is the same person."
            )
        return Match()


def _comparable(code: str) -> str:
    return latin_digits(code).casefold()


def looks_like_another(old: str, new: str) -> bool:
    """Return whether two names, written in the same letters, have little in common."""
    one, other = fold(anyascii(old)), fold(anyascii(new))
    return fuzz.token_sort_ratio(one, other) < STRANGE and fuzz.token_set_ratio(one, other) < STRANGE


def _by(roster: Roster, key: Callable[[Person], str]) -> Mapping[str, list[Person]]:
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for person in roster.people:
        if key(person):
            found[key(person)].append(person)
    return found
