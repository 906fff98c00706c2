"""Coverage on many days at once, from one pass over what was completed.

A number stands for a stretch of time: its bit n is the n-th day asked for. What a member completed, when she stood
where, and when she was asked what are such numbers; she is complete on the days that all of them share. Every point is
what `read_coverage` says of that day, which a test holds it to.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.models import Completion, Requirement
from lms.institutions.models import Tenure
from lms.reports.coverage import Cell, Row
from lms.reports.earned import EarnedReader, earned_texts
from lms.reports.roster import FOR_EVER

MOST_POINTS = 120
ROWS_AT_ONCE = 5000
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class TrendQuery:
    """Which institution, which modules in which order, on which days (in order), in one branch or in all."""

    institution_id: int
    module_ids: tuple[str, ...]
    days: tuple[date, ...]
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The figures of a day: of each tier, which add up to everybody."""

    on: date
    tiers: dict[Tier, Row]
    everybody: Row


@dataclass(frozen=True, slots=True)
class Trend:
    """A point for every day asked for."""

    query: TrendQuery
    points: tuple[Point, ...]


def read_trend(session: Session, query: TrendQuery) -> Trend:
    """Return the coverage of every one of the days."""
    if len(query.days) > MOST_POINTS or list(query.days) != sorted(set(query.days)):
        raise ValueError(f"give at most {MOST_POINTS} days, each once and in order")
    if not query.days:
        return Trend(query=query, points=())
    line = _Line(query.days)
    places = _places(session, query, line)
    asked = _asked(session, query, line)
    tallies: dict[str, _Tally] = {tier: _Tally(len(query.module_ids)) for tier in Tier}
    for member_id, done in _earned(session, query, line):
        for (tier, branch_id), stood in places.pop(member_id, {}).items():
            tallies[tier].add(stood, done, asked.of(tier, branch_id), members=1)
    nothing = (0,) * len(query.module_ids)
    others = Counter((place, stood) for held in places.values() for place, stood in held.items())
    for ((tier, branch_id), stood), members in others.items():
        tallies[tier].add(stood, nothing, asked.of(tier, branch_id), members=members)
    rows = {tier: tallies[tier].rows(query.module_ids, len(query.days)) for tier in Tier}
    return Trend(
        query=query,
        points=tuple(
            Point(on, {tier: rows[tier][place] for tier in Tier}, _together([rows[tier][place] for tier in Tier]))
            for place, on in enumerate(query.days)
        ),
    )


class _Line:
    """The days asked for, as bits of a number."""

    def __init__(self, days: Sequence[date]) -> None:
        self._days = days
        self._known: dict[date, int] = {}

    def between(self, start: date, end: date | None) -> int:
        """Return the days from `start` up to, not including, `end`."""
        return self._from(start) & ~self._from(end) if end is not None else self._from(start)

    def _from(self, day: date) -> int:
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = sum(1 << place for place, one in enumerate(self._days) if one >= day)
        return found


class _Asked:
    """On which days what is asked of whom: for each module, and on which days anything is."""

    def __init__(self, rules: Mapping[tuple[str, int | None, str], int], module_ids: tuple[str, ...]) -> None:
        self._rules, self._module_ids = rules, module_ids
        self._known: dict[Place, tuple[int, ...]] = {}

    def of(self, tier: str, branch_id: int) -> tuple[int, ...]:
        """Return for each module the days on which it is asked of that tier in that branch."""
        found = self._known.get((tier, branch_id))
        if found is None:
            found = tuple(
                self._rules.get((tier, None, module_id), 0) | self._rules.get((tier, branch_id, module_id), 0)
                for module_id in self._module_ids
            )
            self._known[tier, branch_id] = found
        return found


class _Tally:
    """Counts how many share each stretch of time; taken apart into days only once, at the end."""

    def __init__(self, modules: int) -> None:
        self._stood: Counter[int] = Counter()
        self._asked: Counter[int] = Counter()
        self._complete: Counter[int] = Counter()
        self._done: tuple[Counter[int], ...] = tuple(Counter[int]() for _ in range(modules))
        self._wanted: tuple[Counter[int], ...] = tuple(Counter[int]() for _ in range(modules))

    def add(self, stood: int, done: Sequence[int], asked: Sequence[int], *, members: int) -> None:
        """Count members who stood here on the days of `stood`, with these modules done and asked on these days."""
        anything, complete = 0, stood
        self._stood[stood] += members
        for place, wanted in enumerate(asked):
            has = done[place] & stood
            if has:
                self._done[place][has] += members
            if wanted:
                anything |= wanted
                complete &= has | ~wanted
                self._wanted[place][wanted & stood] += members
        self._asked[anything & stood] += members
        self._complete[complete & anything] += members

    def rows(self, module_ids: tuple[str, ...], days: int) -> list[Row]:
        """Return a line of figures for each day."""
        stood, asked, complete = (_by_day(one, days) for one in (self._stood, self._asked, self._complete))
        done = [_by_day(one, days) for one in self._done]
        wanted = [_by_day(one, days) for one in self._wanted]
        return [
            Row(
                cells=tuple(
                    Cell(module_id, done=done[place][day], total=stood[day], asked=wanted[place][day])
                    for place, module_id in enumerate(module_ids)
                ),
                members=stood[day],
                asked=asked[day],
                complete=complete[day],
            )
            for day in range(days)
        ]


def _by_day(counted: Mapping[int, int], days: int) -> list[int]:
    found = [0] * days
    for bits, members in counted.items():
        for day in range(days):
            if bits >> day & 1:
                found[day] += members
    return found


def _together(rows: Sequence[Row]) -> Row:
    cells = zip(*(row.cells for row in rows), strict=True)
    return Row(
        cells=tuple(
            Cell(one[0].module_id, sum(c.done for c in one), sum(c.total for c in one), sum(c.asked for c in one))
            for one in cells
        ),
        members=sum(row.members for row in rows),
        asked=sum(row.asked for row in rows),
        complete=sum(row.complete for row in rows),
    )


def _places(session: Session, query: TrendQuery, line: _Line) -> dict[int, dict[Place, int]]:
    """Return where each member stood on which of the days."""
    held = select(Tenure.member_id, Tenure.tier, Tenure.branch_id, Tenure.starts_on, Tenure.ends_on).where(
        Tenure.institution_id == query.institution_id,
        Tenure.starts_on <= query.days[-1],
        func.coalesce(Tenure.ends_on, FOR_EVER) > query.days[0],
    )
    if query.branch_id is not None:
        held = held.where(Tenure.branch_id == query.branch_id)
    found: dict[int, dict[Place, int]] = {}
    for member_id, tier, branch_id, starts_on, ends_on in session.connection().execute(held):
        stood = line.between(starts_on, ends_on)
        if stood:
            own, place = found.setdefault(member_id, {}), (tier, branch_id)
            own[place] = own.get(place, 0) | stood
    return found


def _asked(session: Session, query: TrendQuery, line: _Line) -> _Asked:
    rules: dict[tuple[str, int | None, str], int] = {}
    held = select(
        Requirement.tier, Requirement.branch_id, Requirement.module_id, Requirement.starts_on, Requirement.ends_on
    ).where(Requirement.institution_id == query.institution_id)
    for tier, branch_id, module_id, starts_on, ends_on in session.execute(held):
        key = (tier, branch_id, module_id)
        rules[key] = rules.get(key, 0) | line.between(starts_on, ends_on)
    return _Asked(rules, query.module_ids)


def _earned(session: Session, query: TrendQuery, line: _Line) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield each member who completed anything, with the days on which each module counts."""
    places = {module_id: place for place, module_id in enumerate(query.module_ids)}

    def make(module_id: str, completed_on: date, until: date | None) -> tuple[int, int]:
        place = places.get(module_id)
        return (0, 0) if place is None else (place, line.between(completed_on, until))

    reader = EarnedReader(make)
    texts = earned_texts(
        Completion.institution_id == query.institution_id,
        Completion.completed_on <= query.days[-1],
        func.coalesce(Completion.valid_until, FOR_EVER) > query.days[0],
    )
    with session.connection().execute(texts, execution_options={"yield_per": ROWS_AT_ONCE}) as rows:
        for member_id, text in rows:
            done = [0] * len(places)
            for place, bits in reader.read(text):
                done[place] |= bits
            yield member_id, done
