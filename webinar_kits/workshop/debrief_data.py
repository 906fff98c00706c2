"""What a debrief is made of. No field here can hold a name: numbers, codes of the content, and screened excerpts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webinar_kits.errors import KitError
from webinar_kits.jobs import Json

LEAST_PROPOSALS = 3
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_WORD = re.compile(r"[^\W_]+")


class Code(str):
    """An id of the content, such as a limb, a criterion or a kind of gap: small letters, digits and hyphens."""

    __slots__ = ()

    def __new__(cls, text: str) -> "Code":
        """Refuse what is no id."""
        if _CODE.fullmatch(text) is None:
            raise ValueError(f"{text!r} is no id")
        return super().__new__(cls, text)


class Mark(StrEnum):
    """How far a part of a proposal is."""

    DONE = "done"
    BEGUN = "begun"
    MISSING = "missing"


class Names:
    """The words that nobody may read in a debrief: of people, of teams, of institutions."""

    def __init__(self, *, people: Iterable[str], groups: Iterable[str]) -> None:
        words = [word for name in people for word in _WORD.findall(name) if len(word) > 1]
        self._words = {_plain(word) for word in words if len(word) > 3}
        # A short name is also a small word ("An", "Will"): it counts where it is written as a name.
        self._short = {word.casefold() for word in words if len(word) <= 3}
        self._groups = [_plain(" ".join(_WORD.findall(group))) for group in groups if _WORD.search(group)]

    def stand_in(self, text: str) -> bool:
        """Tell whether any of them stands in a text, in whatever accents and capitals."""
        found = _WORD.findall(text)
        if {_plain(word) for word in found} & self._words:
            return True
        if any(word.casefold() in self._short and word[:1] != word[:1].casefold() for word in found):
            return True
        whole = f" {_plain(' '.join(found))} "
        return any(f" {group} " in whole for group in self._groups)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a proposal in which no name stands; made by `screened` alone. `limb` is the limb they speak of."""

    limb: Code
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A proposal of the heat map by a letter that says nothing; its marks in the order of the parts."""

    letter: Code
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing in so many proposals."""

    code: Code
    proposals: int


@dataclass(frozen=True, slots=True)
class FactError:
    """A fact that so many proposals contradict."""

    fact: int
    proposals: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each level from 1 to 4 was given for a criterion."""

    criterion: Code
    levels: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Debrief:
    """All proposals of a workshop at once. Below three proposals everything but their number is withheld.

    `held_on` is the day on which the workshop begins.
    """

    case: Code
    language: Code
    proposals: int
    handed_in: int
    reviews: int
    columns: tuple[Column, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    gaps: tuple[Gap, ...] = ()
    errors: tuple[FactError, ...] = ()
    spreads: tuple[Spread, ...] = ()
    held_on: date | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether there are too few proposals to speak of them without showing whose they are."""
        return self.proposals < LEAST_PROPOSALS


def screened(text: str, names: Names, *, limb: Code) -> Excerpt | None:
    """Return words as an excerpt, None where a name stands in them."""
    return None if names.stand_in(text) else Excerpt(limb, text)


def write_debrief(found: Debrief) -> dict[str, Json]:
    """Return a debrief as JSON."""
    return {
        "case": str(found.case),
        "language": str(found.language),
        "proposals": found.proposals,
        "handed_in": found.handed_in,
        "reviews": found.reviews,
        "columns": [[str(one.letter), *(mark.value for mark in one.marks)] for one in found.columns],
        "excerpts": [[str(one.limb), one.text] for one in found.excerpts],
        "gaps": [[str(one.code), one.proposals] for one in found.gaps],
        "errors": [[one.fact, one.proposals] for one in found.errors],
        "spreads": [[str(one.criterion), *one.levels] for one in found.spreads],
        "held_on": found.held_on.isoformat() if found.held_on else "",
    }


def read_debrief(data: Mapping[str, Json]) -> Debrief:
    """Return the debrief of its JSON; raises KitError when the shape is wrong."""
    try:
        return Debrief(
            case=Code(str(data["case"])),
            language=Code(str(data["language"])),
            proposals=_number(data["proposals"]),
            handed_in=_number(data["handed_in"]),
            reviews=_number(data["reviews"]),
            columns=tuple(
                Column(Code(str(row[0])), tuple(Mark(str(mark)) for mark in row[1:])) for row in _rows(data["columns"])
            ),
            excerpts=tuple(Excerpt(Code(str(row[0])), str(row[1])) for row in _rows(data["excerpts"])),
            gaps=tuple(Gap(Code(str(row[0])), _number(row[1])) for row in _rows(data["gaps"])),
            errors=tuple(FactError(_number(row[0]), _number(row[1])) for row in _rows(data["errors"])),
            spreads=tuple(_spread(row) for row in _rows(data["spreads"])),
            held_on=date.fromisoformat(str(data["held_on"])) if data.get("held_on") else None,
        )
    except (KeyError, IndexError, ValueError) as error:
        raise KitError("debrief", f"this is no debrief: {error}") from error


def _spread(row: list[Json]) -> Spread:
    one, two, three, four = (_number(count) for count in row[1:])
    return Spread(Code(str(row[0])), (one, two, three, four))


def _rows(value: Json) -> list[list[Json]]:
    if not isinstance(value, list):
        raise ValueError("a list is missing")
    return [row for row in value if isinstance(row, list)]


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is no whole number")
    return value


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
