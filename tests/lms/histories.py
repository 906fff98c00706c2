"""Random histories of two institutions, a way to load them, and the slow obvious count of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor

from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.attempts.models import Attempt, Score
from lms.evidence.models import Completion, Requirement
from lms.evidence.rules import Earned, due_on, standing
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

    @property
    def name(self) -> str:
        return f"member {self.id:03}"

    def held_on(self, day: date) -> Held | None:
        return next((one for one in self.tenures if one.covers(day)), None)


@dataclass(frozen=True)
class Asked:
    institution_id: int
    tier: Tier
    module_id: str
    due_on: date | None = None
    due_days: int | None = None


@dataclass(frozen=True)
class History:
    people: tuple[Person, ...]
    asked: tuple[Asked, ...] = ()
    modules: tuple[str, ...] = field(default=MODULES)


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
    day = draw(days)
    length = draw(st.none() | st.integers(1, 400))
    return Done(draw(st.sampled_from(MODULES)), Earned(day, day + timedelta(days=length) if length else None))


@st.composite
def _people(draw: st.DrawFn) -> tuple[Person, ...]:
    people = []
    for number in range(draw(st.integers(0, 7))):
        institution_id = draw(st.sampled_from((1, 1, 2)))
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
            )
        )
    return tuple(people)


@st.composite
def histories(draw: st.DrawFn) -> History:
    asked = []
    for institution_id in (1, 2):
        for tier in list(Tier)[-3:]:
            for module_id in MODULES:
                how = draw(st.sampled_from(("not", "days", "day", "open")))
                if how != "not":
                    due = draw(days) if how == "day" else None
                    within = draw(st.integers(0, 120)) if how == "days" else None
                    asked.append(Asked(institution_id, tier, module_id, due, within))
    return History(draw(_people()), tuple(asked))


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
        _add(rows, person)
    for model, values in rows.items():
        if values:
            session.execute(insert(model), values)


def _add(rows: dict[type, list[dict[str, object]]], person: Person) -> None:
    own = {"member_id": person.id}
    rows[Member].append(
        {"id": person.id, "institution_id": person.institution_id, "staff_code": f"S{person.id}", "name": person.name}
        | {"account_id": None, "email": "", "created_at": MOMENT}
    )
    rows[Tenure] += [
        own
        | {"institution_id": person.institution_id, "branch_id": one.branch_id, "tier": one.tier.value}
        | {"starts_on": one.starts_on, "ends_on": one.ends_on}
        for one in person.tenures
    ]
    rows[Completion] += [
        own
        | {"institution_id": person.institution_id, "module_id": one.module_id, "edition": "e", "language": "en"}
        | {"source": "quiz", "source_id": f"{person.id}-{number}", "percent": 90, "completed_at": MOMENT}
        | {"completed_on": one.earned.completed_on, "valid_until": one.earned.valid_until}
        for number, one in enumerate(person.done)
    ]
    for number, one in enumerate(person.tried):
        moment = datetime(one.on.year, one.on.month, one.on.day, 12, tzinfo=UTC)
        key = f"{person.id}-{number}"
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
        rows[SectionRead].append(own | {"module_id": module_id, "section_id": "a", "edition": "e", "read_at": moment})
        rows[Place].append(own | {"module_id": module_id, "section_id": "b", "seen_at": later})


def slow_since(person: Person, day: date) -> date:
    """Go back tenure by tenure from the one that covers the day, for as long as the tier is the same without a gap."""
    held = person.held_on(day)
    assert held is not None
    while True:
        before = next((one for one in person.tenures if one.ends_on == held.starts_on and one.tier == held.tier), None)
        if before is None:
            return held.starts_on
        held = before


def slow_cell(history: History, person: Person, module_id: str, day: date) -> ModuleCell:
    """Say where a member stands by looking at every row of hers."""
    held = person.held_on(day)
    assert held is not None
    rule = next(
        (
            one
            for one in history.asked
            if (one.institution_id, one.tier, one.module_id) == (person.institution_id, held.tier, module_id)
        ),
        None,
    )
    earned = [one.earned for one in person.done if one.module_id == module_id and one.earned.completed_on <= day]
    due = due_on(due_on=rule.due_on, due_days=rule.due_days, since=slow_since(person, day)) if rule else None
    if rule is not None:
        status = Status(standing(earned, due=due, today=day).value)
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
    tries = sorted(
        ((-floor(Fraction(one.points * 100, 12)), one.on) for one in person.tried if one.module_id == module_id),
    )
    tries = [one for one in tries if one[1] <= day]
    return ModuleCell(
        status,
        is_asked=rule is not None,
        due=due,
        pass_percent=pass_percent,
        best_percent=-tries[0][0] if tries else None,
        best_on=tries[0][1] if tries else None,
        is_begun=bool(tries) or any(one == module_id and on <= day for one, on in person.read),
    )


def slow_people(history: History, institution_id: int, day: date) -> list[tuple[Person, Held, list[ModuleCell]]]:
    """Return everybody of that day by name, with a cell for each module."""
    return [
        (person, held, [slow_cell(history, person, module_id, day) for module_id in history.modules])
        for person in sorted(history.people, key=lambda one: one.name)
        if person.institution_id == institution_id and (held := person.held_on(day)) is not None
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
