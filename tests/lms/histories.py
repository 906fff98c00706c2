"""Random histories of two institutions, a way to load them, and the slow obvious count of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.attempts.models import Attempt, Score
from lms.evidence.models import Completion, Requirement
from lms.evidence.rules import Earned, standing
from lms.institutions.models import Branch, Institution, Member, Network, Tenure
from lms.learning.models import Place, SectionRead
from lms.reports.cells import ModuleCell, Status

MODULES = ("introduction", "pricing", "complaints")
FIRST = date(2025, 1, 1)
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)
ZONE = "UTC"


@dataclass(frozen=True)
class Held:
    tier: Tier
    branch_id: int
    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class Done:
    module_id: str
    earned: Earned
    source: str = "quiz"


@dataclass(frozen=True)
class Tried:
    module_id: str
    on: date
    points: int


@dataclass(frozen=True)
class Person:
    id: int
    institution_id: int
    tenures: tuple[Held, ...]
    done: tuple[Done, ...] = ()
    tried: tuple[Tried, ...] = ()
    read: tuple[tuple[str, date], ...] = ()
    merged_into: int | None = None
    is_erased: bool = False

    @property
    def name(self) -> str:
        return "Erased person" if self.is_erased else f"member {self.id:03}"

    def held_on(self, day: date) -> Held | None:
        return next((one for one in self.tenures if one.covers(day)), None)


@dataclass(frozen=True)
class Asked:
    institution_id: int
    tier: Tier
    module_id: str
    due_on: date | None = None
    due_days: int | None = None
    branch_id: int | None = None
    starts_on: date = date(2000, 1, 1)
    ends_on: date | None = None
    renewal_days: int = 60

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class History:
    people: tuple[Person, ...]
    asked: tuple[Asked, ...] = ()
    modules: tuple[str, ...] = field(default=MODULES)

    def rows_of(self, person: Person) -> list[Person]:
        """Return the rows that stand for somebody: her own, and those that were merged into it, one by one."""
        rows = [person]
        for row in rows:
            rows += [one for one in self.people if one.merged_into == row.id]
        return rows


def branch_of(institution_id: int, number: int) -> int:
    return institution_id * 10 + number


days = st.integers(0, 500).map(lambda number: FIRST + timedelta(days=number))
tiers = st.sampled_from(list(Tier)[-3:])


@st.composite
def _tenures(draw: st.DrawFn, institution_id: int) -> tuple[Held, ...]:
    held, day = [], draw(days)
    for _ in range(draw(st.integers(0, 3))):
        length = draw(st.integers(1, 200))
        branch_id = branch_of(institution_id, draw(st.integers(1, 2)))
        is_open = draw(st.booleans())
        held.append(Held(draw(tiers), branch_id, day, None if is_open else day + timedelta(days=length)))
        if is_open:
            break
        day += timedelta(days=length + draw(st.sampled_from((0, 0, 30))))
    return tuple(held)


@st.composite
def _done(draw: st.DrawFn) -> Done:
    """A waiver withdrawn at once has no day at all."""
    day, source = draw(days), draw(st.sampled_from(("quiz", "quiz", "change", "waiver")))
    length = draw(st.none() | st.integers(0 if source == "waiver" else 1, 400))
    until = None if length is None else day + timedelta(days=length)
    return Done(draw(st.sampled_from(MODULES)), Earned(day, until), source)


@st.composite
def _people(draw: st.DrawFn) -> tuple[Person, ...]:
    people = []
    for number in range(draw(st.integers(0, 7))):
        institution_id = draw(st.sampled_from((1, 1, 2)))
        others = [one.id for one in people if one.institution_id == institution_id]
        people.append(
            Person(
                id=number + 1,
                institution_id=institution_id,
                tenures=draw(_tenures(institution_id)),
                done=tuple(draw(st.lists(_done(), max_size=4))),
                tried=tuple(
                    Tried(draw(st.sampled_from(MODULES)), draw(days), draw(st.integers(0, 11)))
                    for _ in range(draw(st.integers(0, 2)))
                ),
                read=tuple(draw(st.dictionaries(st.sampled_from(MODULES), days, max_size=2)).items()),
                merged_into=draw(st.sampled_from((None, None, None, *others))),
                is_erased=draw(st.sampled_from((False, False, False, True))),
            )
        )
    return tuple(people)


@st.composite
def histories(draw: st.DrawFn) -> History:
    asked: list[Asked] = []
    for institution_id in (1, 2):
        for tier in list(Tier)[-3:]:
            for module_id in MODULES:
                asked += draw(_asked(institution_id, tier, module_id, None))
        branch_id = branch_of(institution_id, draw(st.integers(1, 2)))
        asked += draw(_asked(institution_id, draw(tiers), draw(st.sampled_from(MODULES)), branch_id))
    return History(draw(_people()), tuple(asked))


@st.composite
def _asked(
    draw: st.DrawFn, institution_id: int, tier: Tier, module_id: str, branch_id: int | None
) -> tuple[Asked, ...]:
    """What a tier or a branch of it was asked: nothing, the same for ever, or one rule after the other."""
    how = draw(st.sampled_from(("not", "days", "day", "both", "open", "two")))
    if how == "not":
        return ()
    due = draw(days) if how in ("day", "both") or (how == "two" and draw(st.booleans())) else None
    within = draw(st.integers(0, 120)) if how in ("days", "both") else None
    rule = Asked(
        institution_id, tier, module_id, due, within, branch_id, renewal_days=draw(st.sampled_from((0, 30, 60)))
    )
    if how != "two":
        return (rule,)
    change, gap = draw(days), draw(st.sampled_from((0, 40)))
    later = replace(rule, starts_on=change + timedelta(days=gap), due_days=draw(st.integers(0, 60)), renewal_days=90)
    return replace(rule, ends_on=change), later


def load(session: Session, history: History) -> None:
    """Write a history into an empty database."""
    rows: dict[type, list[dict[str, object]]] = {
        Network: [{"id": 1, "slug": "net", "name": "Net", "created_at": MOMENT}],
        Institution: [
            {"id": number, "network_id": 1, "slug": f"house-{number}", "name": f"House {number}", "created_at": MOMENT}
            | {"language": "en", "zone": ZONE, "currency": "KES", "hotline": "", "colour": "", "is_invented": True}
            for number in (1, 2)
        ],
        Branch: [
            {"id": branch_of(house, number), "institution_id": house, "name": f"Branch {number}"}
            for house in (1, 2)
            for number in (1, 2)
        ],
        Requirement: [
            {"institution_id": one.institution_id, "tier": one.tier.value, "module_id": one.module_id}
            | {"pass_percent": 80, "valid_months": None, "due_on": one.due_on, "due_days": one.due_days}
            | {"branch_id": one.branch_id, "renewal_days": one.renewal_days}
            | {"starts_on": one.starts_on, "ends_on": one.ends_on}
            for one in history.asked
        ],
        Member: [],
        Tenure: [],
        Completion: [],
        Attempt: [],
        Score: [],
        Place: [],
        SectionRead: [],
    }
    for person in history.people:
        rows[Member].append(_member(person))
        if person.merged_into is None:
            for number, row in enumerate(history.rows_of(person)):
                _add(rows, person, replace(row, tenures=() if number else row.tenures), f"{person.id}-{row.id}")
    for model, values in rows.items():
        if values:
            session.execute(insert(model), values)


def _member(person: Person) -> dict[str, object]:
    return (
        {"id": person.id, "institution_id": person.institution_id, "staff_code": f"S{person.id}", "name": person.name}
        | {"account_id": None, "email": "", "created_at": MOMENT, "person_key": f"{person.id:032x}"}
        | {"merged_into_id": person.merged_into, "erased_at": MOMENT if person.is_erased else None}
    )


def _add(rows: dict[type, list[dict[str, object]]], holder: Person, person: Person, source: str) -> None:
    """Write what stands for a person: what was hers first, and what came with a double, whose places are gone."""
    own = {"member_id": holder.id}
    rows[Tenure] += [
        own
        | {"institution_id": person.institution_id, "branch_id": one.branch_id, "tier": one.tier.value}
        | {"starts_on": one.starts_on, "ends_on": one.ends_on}
        for one in person.tenures
    ]
    rows[Completion] += [
        own
        | {"institution_id": person.institution_id, "module_id": one.module_id, "edition": "e", "language": "en"}
        | {"source": one.source, "source_id": f"{source}-{number}", "percent": 90, "completed_at": MOMENT}
        | {"completed_on": one.earned.completed_on, "valid_until": one.earned.valid_until}
        for number, one in enumerate(person.done)
    ]
    for number, one in enumerate(person.tried):
        moment = datetime(one.on.year, one.on.month, one.on.day, 12, tzinfo=UTC)
        key = f"{source}-{number}"
        rows[Attempt].append(
            own
            | {"id": key, "module_id": one.module_id, "edition": "e", "language": "en", "tier": "field", "seed": "s"}
            | {"form": [], "pass_percent": 80, "started_at": moment, "submitted_at": moment}
        )
        rows[Score].append(
            {"attempt_id": key, "edition": "e", "points_numerator": one.points, "points_denominator": 2}
            | {"possible": 6, "is_passed": False, "scored_at": moment}
        )
    for module_id, day in person.read:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        later = moment + timedelta(days=20)
        at = own | {"module_id": module_id}
        rows[SectionRead].append(at | {"section_id": f"a{person.id}", "edition": "e", "read_at": moment})
        if not any(at.items() <= place.items() for place in rows[Place]):
            rows[Place].append(at | {"section_id": "b", "seen_at": later})


def slow_since(person: Person, day: date) -> date:
    """Go back tenure by tenure from the one that covers the day, for as long as the tier is the same without a gap."""
    held = person.held_on(day)
    assert held is not None
    while True:
        before = next((one for one in person.tenures if one.ends_on == held.starts_on and one.tier == held.tier), None)
        if before is None:
            return held.starts_on
        held = before


def slow_rule(history: History, person: Person, module_id: str, day: date) -> Asked | None:
    """Find what somebody is asked on a day: look for a rule of her branch first, then for one of her tier."""
    held = person.held_on(day)
    assert held is not None
    for branch_id in (held.branch_id, None):
        for one in history.asked:
            place = (one.institution_id, one.tier, one.branch_id, one.module_id)
            if place == (person.institution_id, held.tier, branch_id, module_id) and one.holds_on(day):
                return one
    return None


def slow_due(rule: Asked, since: date) -> date | None:
    """Say when it is due: go on from the day she came, a day at a time, until her days and the date are reached."""
    if rule.due_on is None and rule.due_days is None:
        return None
    day, gone = since, 0
    while gone < (rule.due_days or 0) or (rule.due_on is not None and day < rule.due_on):
        day, gone = day + timedelta(days=1), gone + 1
    return day


def slow_cell(history: History, person: Person, module_id: str, day: date) -> ModuleCell:
    """Say where a member stands by looking at every row of hers, and of those who were merged into her."""
    rule, rows = slow_rule(history, person, module_id, day), history.rows_of(person)
    done = [one for row in rows for one in row.done if one.module_id == module_id]
    # What was taken back on the day it began was never done.
    earned = [one.earned for one in done if one.earned.completed_on <= day and not one.earned.is_taken_back]
    due = slow_due(rule, slow_since(person, day)) if rule else None
    if rule is not None:
        status = Status(standing(earned, due=due, today=day, renewal_days=rule.renewal_days).value)
    else:
        status = Status.COMPLETE if any(one.counts_on(day) for one in earned) else Status.NOT_ASKED
    pass_percent = 80 if rule else None
    if earned:
        ends = [one.valid_until for one in earned]
        return ModuleCell(
            status,
            is_asked=rule is not None,
            completed_on=max(one.completed_on for one in earned),
            valid_until=None if None in ends else max(end for end in ends if end is not None),
            pass_percent=pass_percent,
        )
    tries = [one.on for row in rows for one in row.tried if one.module_id == module_id and one.on <= day]
    read = [on for row in rows for one, on in row.read if one == module_id and on <= day]
    return ModuleCell(
        status,
        is_asked=rule is not None,
        due=due,
        pass_percent=pass_percent,
        tried_on=max(tries, default=None),
        is_begun=bool(tries or read),
    )


def slow_people(history: History, institution_id: int, day: date) -> list[tuple[Person, Held, list[ModuleCell]]]:
    """Return everybody of that day by name, with a cell for each module; who was merged into another is not there."""
    return [
        (person, held, [slow_cell(history, person, module_id, day) for module_id in history.modules])
        for person in sorted(history.people, key=lambda one: (one.name, one.id))
        if person.institution_id == institution_id and person.merged_into is None
        if (held := person.held_on(day)) is not None
    ]


def slow_fits(cells: Sequence[ModuleCell], status: Status) -> bool:
    """Say whether a member shown with these modules is in that state."""
    asked = [cell for cell in cells if cell.is_asked]
    if len(cells) == 1:
        return cells[0].status is status
    if status is Status.COMPLETE:
        return bool(asked) and all(cell.status in (Status.COMPLETE, Status.RENEW) for cell in asked)
    if status is Status.NOT_ASKED:
        return not asked
    return any(cell.status is status for cell in asked)
