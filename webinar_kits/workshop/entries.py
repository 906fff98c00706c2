"""What became of a workshop's entries in calendars: how often they changed, and which sittings are held no more.

Who imports a new calendar file has what she imported before replaced, and what is held no more taken away: the same id
with a higher SEQUENCE (RFC 5545, 3.8.7.4; RFC 5546, 2.1.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from webinar_kits.errors import KitError
from webinar_kits.jobs import Json

BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gone:
    """A sitting that is held no more, as calendars had it last: the number of its entry, its begin with its zone.

    `group` is which one of the groups it was held for: the first, where it was held once.
    """

    number: int
    title: str
    starts_at: datetime
    minutes: int
    group: int = 1


@dataclass(frozen=True, slots=True)
class Changed:
    """How often sittings were changed, when last, and those that are held no more."""

    times: int = 0
    at: datetime | None = None
    gone: tuple[Gone, ...] = ()

    @property
    def stamped_at(self) -> datetime:
        """When entries were written down last: what was never changed is older than every change."""
        return self.at or BEFORE_ALL


AS_PLANNED = Changed()


class Held(Protocol):
    """A sitting as far as a calendar shows it."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def starts_at(self) -> datetime | None:
        """When it begins; None where its day is not known."""

    @property
    def minutes(self) -> int:
        """How long it is."""

    @property
    def groups(self) -> "Sequence[Held]":
        """It as it is held for each group; itself alone where it is held once."""


def after(changed: Changed, *, before: Sequence[Held], now_held: Sequence[Held], at: datetime) -> Changed:
    """Return what became of the entries when other sittings are held; the same sittings change nothing.

    Their days are known. An entry goes by its number and its group: who goes from two days to one loses the second, and
    gets it back with a second day.
    """
    had, has = _numbered(before), _numbered(now_held)
    if {place: _seen(one) for place, one in had.items()} == {place: _seen(one) for place, one in has.items()}:
        return changed
    known = {(one.number, one.group): one for one in changed.gone}
    known |= {
        (number, group): Gone(number, one.title, one.starts_at, one.minutes, group)
        for (number, group), one in had.items()
        if one.starts_at is not None
    }
    gone = tuple(known[place] for place in sorted(known) if place not in has)
    return Changed(changed.times + 1, at, gone)


def held_again(changed: Changed, *, count: int) -> Changed:
    """Return it for so many sittings that are held, each once: none of those is gone."""
    return replace(changed, gone=tuple(one for one in changed.gone if one.number > count or one.group > 1))


def write_changed(changed: Changed) -> dict[str, Json]:
    """Return it as JSON; nothing of what was never changed."""
    if changed.at is None:
        return {}
    return {
        "times": changed.times,
        "at": changed.at.isoformat(),
        "gone": [_row(one) for one in changed.gone],
    }


def read_changed(data: Json) -> Changed:
    """Return it of its JSON; raises KitError when the shape is wrong."""
    if not isinstance(data, dict) or not data:
        return AS_PLANNED
    try:
        rows = data.get("gone")
        return Changed(
            times=_whole(data["times"]),
            at=datetime.fromisoformat(str(data["at"])),
            gone=tuple(_gone(row) for row in (rows if isinstance(rows, list) else ())),
        )
    except (KeyError, ValueError) as error:
        raise KitError("changed", f"this says nothing of entries of a calendar: {error}") from error


def _row(one: Gone) -> Json:
    clock, zone = f"{one.starts_at:%Y-%m-%dT%H:%M}", str(one.starts_at.tzinfo)
    # Rows of before there were groups have five columns.
    return [one.number, one.title, clock, zone, one.minutes, *([one.group] if one.group > 1 else [])]


def _gone(row: Json) -> Gone:
    if not isinstance(row, list):
        raise ValueError("a list is missing")
    number, title, starts_at, zone, minutes, *group = row
    moment = datetime.fromisoformat(str(starts_at)).replace(tzinfo=ZoneInfo(str(zone)))
    return Gone(_whole(number), str(title), moment, _whole(minutes), *map(_whole, group[:1]))


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is no whole number")
    return value


def _numbered(held: Sequence[Held]) -> dict[tuple[int, int], Held]:
    """Return sittings by the number of their entry and the group they are held for."""
    return {
        (number, group): one
        for number, sitting in enumerate(held, start=1)
        for group, one in enumerate(sitting.groups, start=1)
    }


def _seen(one: Held) -> tuple[str, datetime | None, int]:
    return one.title, one.starts_at, one.minutes
