"""Who is written to on a day, and about what; pure.

An item has a deadline, its last day in time. A letter is due when an item reaches a new step: `days_before` it, on the
day after it, and then every `every_days`. A letter tells all that is open by then, so steps that fall together are one
letter. What a server that stood still has missed is caught up by one letter, not by all of them. Nobody gets two
letters a day: a manager's own items stand in the letter about her branch. Of the board and of senior management only
coordinators hear.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from courses.model import Tier

WEEK = 7
# Nobody is reported to the managers who work for them.
ABOVE_MANAGERS = frozenset({Tier.BOARD.value, Tier.SENIOR_MANAGEMENT.value})


class NoticeKind(StrEnum):
    """What a letter is: one's own items, people late for long, a manager's week, a coordinator's week."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    DIGEST = "digest"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Plan:
    """When an institution reminds. `every_days` and `escalate_days` of 0: never again, never at all."""

    is_on: bool = False
    days_before: int = 7
    every_days: int = 7
    escalate_days: int = 14
    digest_weekday: int = 0
    hour: int = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A module somebody must complete by its deadline; `is_again`: she completed it before, and that ends or ended."""

    module_id: str
    deadline: date
    is_again: bool = False

    @property
    def key(self) -> str:
        """Return what tells it from the same module asked at another time."""
        return f"{self.module_id}@{self.deadline.isoformat()}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody here today with what is open for her; `address` empty: mail does not reach her."""

    member_id: int
    name: str
    staff_code: str
    language: str
    address: str
    tier: str
    branch_id: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who hears of others: a manager of her branch, or a coordinator of all (`branch_id` None)."""

    address: str
    name: str
    language: str
    branch_id: int | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """How a branch stands today: people asked for anything, complete with all, late or expired with any."""

    branch_id: int
    branch: str
    members: int
    complete: int
    late: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A letter that was written: to whom, when, about which items; a manager's names the members too."""

    kind: NoticeKind
    address: str
    sent_on: date
    subjects: frozenset[str]
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """All that the rules look at."""

    today: date
    plan: Plan
    people: tuple[Person, ...]
    readers: tuple[Reader, ...]
    branches: tuple[BranchFigures, ...]
    earlier: tuple[Earlier, ...]
    stopped: frozenset[str]


@dataclass(frozen=True, slots=True)
class LatePerson:
    """Somebody who is late, for those who hear of it: her name and what with, no scores."""

    name: str
    branch_id: int
    item: Item


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address. `items` are her own, `late` the people she hears of, `branches` their figures.

    `subjects` is kept, so that the same is not told twice. `unreached` counts those whom mail does not reach.
    """

    kind: NoticeKind
    address: str
    name: str
    language: str
    member_id: int | None
    items: tuple[Item, ...] = ()
    late: tuple[LatePerson, ...] = ()
    branches: tuple[BranchFigures, ...] = ()
    subjects: tuple[str, ...] = ()
    unreached: int = 0


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A day with who is late by branch (None: everywhere) and letters by address, so that no reader goes through all.

    Each that is late stands with her member id and the key of what is told.
    """

    day: Day
    late: Mapping[int | None, Sequence[tuple[int, str, LatePerson]]]
    earlier: Mapping[str, Sequence[Earlier]]


def step(plan: Plan, deadline: date, day: date) -> int:
    """Return which step an item has reached on a day: -1 none yet, 0 soon due, 1 late, and one more each repetition."""
    if day < deadline - timedelta(days=plan.days_before):
        return -1
    if day <= deadline:
        return 0
    if plan.every_days == 0:
        return 1
    return 1 + ((day - deadline).days - 1) // plan.every_days


def decide(day: Day) -> tuple[Letter, ...]:
    """Return the letters of a day, at most one to an address; none while the plan is off."""
    if not day.plan.is_on:
        return ()
    closed = day.stopped | {one.address for one in day.earlier if one.sent_on == day.today}
    letters: dict[str, Letter] = {}
    found = _sort(day)
    for reader in sorted(day.readers, key=lambda one: one.branch_id is not None):
        if reader.address and reader.address not in closed and reader.address not in letters:
            letter = _of_others(found, reader)
            if letter is not None:
                letters[reader.address] = letter
    told = _last_told(day.earlier)
    waited = {one.member_id: one.sent_on for one in sorted(day.earlier, key=lambda one: one.sent_on)}
    # Of people who share a mailbox comes first who has waited longest.
    for person in sorted(day.people, key=lambda one: waited.get(one.member_id, date.min)):
        if not person.address or person.address in closed:
            continue
        own = _own_items(day, person, told)
        held = letters.get(person.address)
        if not own or (held is not None and (held.items or held.member_id not in (None, person.member_id))):
            continue
        letters[person.address] = _with_items(held, person, own)
    return tuple(letters[address] for address in sorted(letters))


def open_items(plan: Plan, items: Iterable[Item], today: date) -> tuple[Item, ...]:
    """Return the items a letter of today would tell, most urgent first, of one day in the order of the curriculum."""
    found = (item for item in items if step(plan, item.deadline, today) >= 0)
    return tuple(sorted(found, key=lambda item: item.deadline))


def unreached(day: Day) -> tuple[Person, ...]:
    """Return the people with something open whom no letter reaches: without an address, or who stopped them."""
    return tuple(
        replace(person, items=own)
        for person in day.people
        if (not person.address or person.address in day.stopped)
        and (own := open_items(day.plan, person.items, day.today))
    )


def _own_items(day: Day, person: Person, told: Mapping[tuple[int | None, str], date]) -> tuple[Item, ...]:
    """Return her open items if one of them has reached a step she was not told of."""
    own = open_items(day.plan, person.items, day.today)
    for item in own:
        last = told.get((person.member_id, item.key))
        before = step(day.plan, item.deadline, last) if last is not None else -1
        if step(day.plan, item.deadline, day.today) > before:
            return own
    return ()


def _with_items(held: Letter | None, person: Person, own: tuple[Item, ...]) -> Letter:
    keys = tuple(item.key for item in own)
    if held is None:
        return Letter(
            NoticeKind.REMINDER, person.address, person.name, person.language, person.member_id, own, subjects=keys
        )
    return replace(held, member_id=person.member_id, items=own, subjects=(*held.subjects, *keys))


def _sort(day: Day) -> _Sorted:
    late: defaultdict[int | None, list[tuple[int, str, LatePerson]]] = defaultdict(list)
    for person in day.people:
        places = (None,) if person.tier in ABOVE_MANAGERS else (None, person.branch_id)
        for item in person.items:
            if item.deadline < day.today:
                told = LatePerson(person.name, person.branch_id, item)
                for place in places:
                    late[place].append((person.member_id, f"{person.member_id}/{item.key}", told))
    for group in late.values():
        group.sort(key=lambda one: (one[2].item.deadline, one[2].name, one[0]))
    earlier: defaultdict[str, list[Earlier]] = defaultdict(list)
    for letter in day.earlier:
        earlier[letter.address].append(letter)
    return _Sorted(day, late, earlier)


def _of_others(found: _Sorted, reader: Reader) -> Letter | None:
    day, late = found.day, _late(found, reader)
    if _is_digest_day(found, reader):
        kind = NoticeKind.OVERVIEW if reader.branch_id is None else NoticeKind.DIGEST
        return _letter(day, reader, kind, late)
    if reader.branch_id is None or day.plan.escalate_days == 0:
        return None
    known = {key for one in found.earlier.get(reader.address, ()) for key in one.subjects}
    limit = day.today - timedelta(days=day.plan.escalate_days)
    new = [(key, one) for key, one in late if one.item.deadline <= limit and key not in known]
    return _letter(day, reader, NoticeKind.ESCALATION, new) if new else None


def _letter(day: Day, reader: Reader, kind: NoticeKind, late: Sequence[tuple[str, LatePerson]]) -> Letter:
    limit = day.today - timedelta(days=day.plan.escalate_days)
    return Letter(
        kind,
        reader.address,
        reader.name,
        reader.language,
        reader.member_id,
        late=tuple(one for _, one in late),
        branches=tuple(one for one in day.branches if reader.branch_id in (None, one.branch_id)),
        # What has not been late for long enough is escalated when it has.
        subjects=tuple(key for key, one in late if one.item.deadline <= limit),
        unreached=len(unreached(day)) if kind is NoticeKind.OVERVIEW else 0,
    )


def _late(found: _Sorted, reader: Reader) -> list[tuple[str, LatePerson]]:
    """Return who is late with what in her branch or in all, longest first; she herself is not told of herself."""
    return [(key, one) for member_id, key, one in found.late.get(reader.branch_id, ()) if member_id != reader.member_id]


def _is_digest_day(found: _Sorted, reader: Reader) -> bool:
    """Say whether the week's letter is due: on its day, or later in the week where one was written before."""
    today = found.day.today
    since = (today.weekday() - found.day.plan.digest_weekday) % WEEK
    if since == 0:
        return True
    weekly = {NoticeKind.DIGEST, NoticeKind.OVERVIEW}
    sent = [one.sent_on for one in found.earlier.get(reader.address, ()) if one.kind in weekly]
    return bool(sent) and max(sent) < today - timedelta(days=since)


def _last_told(earlier: Iterable[Earlier]) -> dict[tuple[int | None, str], date]:
    """Return when each member was last told of each item."""
    found: dict[tuple[int | None, str], date] = {}
    for one in earlier:
        for key in one.subjects:
            about = (one.member_id, key)
            found[about] = max(found.get(about, one.sent_on), one.sent_on)
    return found
