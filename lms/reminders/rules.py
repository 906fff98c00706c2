"""Who is written to on a day, and about what; pure.

An item has a deadline, its last day in time. A letter is due when an item reaches a new step: `days_before` it, on the
day after it, and then every `every_days`. A letter tells all that is open by then, so steps that fall together are one
letter. What a server that stood still has missed is caught up by one letter, not by all of them. Nobody gets two
letters a day, an invitation counted: a manager's own items stand in the letter about her branch. Of the board and of
senior management only coordinators hear.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from courses.model import Tier
from lms.reminders.facts import Day, Earlier, Item, LatePerson, Letter, NoticeKind, Person, Plan, Reader

WEEK = 7
# Nobody is reported to the managers who work for them.
ABOVE_MANAGERS = frozenset({Tier.BOARD.value, Tier.SENIOR_MANAGEMENT.value})


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
    closed = day.stopped | day.invited | {one.address for one in day.earlier if one.sent_on == day.today}
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
            NoticeKind.REMINDER,
            person.address,
            person.name,
            person.language,
            person.member_id,
            own,
            subjects=keys,
            way_in=person.way_in,
        )
    subjects = (*held.subjects, *keys)
    return replace(held, member_id=person.member_id, items=own, subjects=subjects, way_in=person.way_in)


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
        way_in=reader.way_in,
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
