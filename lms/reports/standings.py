"""Where each member of an institution stands with each module on a day, and why she is not complete.

A page and a whole download are the same rows: the roster of the day, in chunks, and for each chunk one query each for
tenures, completions, tries and places. The state of a cell comes from `lms.evidence.rules`, as on the member's own
page.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from courses.model import Tier
from lms.attempts.models import Attempt, Score
from lms.evidence.models import Completion
from lms.institutions.models import Branch, Member, Tenure
from lms.learning.models import Place, SectionRead
from lms.reports.cells import FOR_EVER, Best, CellMaker, ModuleCell, Rule, Rules, Status, list_rules
from lms.reports.roster import covers
from lms.reports.status_filter import with_status

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Who is asked for, and about which modules. `module_id`, `tier` and `status` empty mean any.

    With a module, `status` is her state with that one. Without: late, expired, to renew or to do with any module asked
    of her, complete with all of them, or not asked for any. `zone` is where the day is meant.
    """

    institution_id: int
    zone: str
    module_ids: tuple[str, ...]
    on: date
    branch_id: int | None = None
    tier: str = ""
    module_id: str = ""
    status: Status | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The modules that have a column."""
        return (self.module_id,) if self.module_id else self.module_ids


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member where she stood on the day, with a cell for each module shown; in that tier since `since`."""

    member_id: int
    name: str
    staff_code: str
    branch: str
    tier: str
    since: date
    cells: tuple[ModuleCell, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the people, and how many there are in all."""

    rows: tuple[PersonRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the members of a chunk: see the functions that read each."""

    since: Mapping[int, date]
    earned: Mapping[int, Sequence[date]]
    tries: Mapping[tuple[int, str], Best]
    begun: Set[tuple[int, str]]


def read_people(session: Session, query: PeopleQuery, *, limit: int, offset: int) -> PeoplePage:
    """Return a page of the people by name."""
    rules = list_rules(session, institution_id=query.institution_id)
    roster = _roster(query, rules)
    counted = roster.add_columns(func.count().over().label("total"))
    held = session.connection().execute(counted.limit(limit).offset(offset)).all()
    total = held[0].total if held else 0
    if not held and offset:
        total = session.execute(select(func.count()).select_from(roster.order_by(None).subquery())).scalar_one()
    return PeoplePage(rows=tuple(_rows(session, query, rules, held)), total=total)


def stream_people(session: Session, query: PeopleQuery) -> Iterator[PersonRow]:
    """Yield all people by name, as they are read."""
    rules = list_rules(session, institution_id=query.institution_id)
    yield from _rows(session, query, rules, session.connection().execute(_roster(query, rules)).all())


def find_person(session: Session, query: PeopleQuery, *, member_id: int) -> PersonRow | None:
    """Return the row of one member, or None when no tenure of hers covers the day."""
    rules = list_rules(session, institution_id=query.institution_id)
    held = session.connection().execute(_roster(query, rules).where(Tenure.member_id == member_id)).all()
    return next(_rows(session, query, rules, held), None)


def _roster(query: PeopleQuery, rules: Rules) -> Select[*tuple[Any, ...]]:
    roster: Select[*tuple[Any, ...]] = (
        select(Tenure.member_id, Member.name, Member.staff_code, Branch.name.label("branch"), Tenure.tier)
        .join(Member, Member.id == Tenure.member_id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.institution_id == query.institution_id, covers(query.on))
        .order_by(Member.name, Member.id)
    )
    if query.branch_id is not None:
        roster = roster.where(Tenure.branch_id == query.branch_id)
    if query.tier:
        roster = roster.where(Tenure.tier == query.tier)
    if query.status is None:
        return roster
    return with_status(
        roster, query.status, institution_id=query.institution_id, module_ids=query.shown, rules=rules, on=query.on
    )


def _rows(session: Session, query: PeopleQuery, rules: Rules, held: Sequence[Row[Any]]) -> Iterator[PersonRow]:
    maker = CellMaker(on=query.on)
    by_tier = {tier: tuple(rules.get((tier, module_id)) for module_id in query.shown) for tier in Tier}
    for start in range(0, len(held), CHUNK):
        part = held[start : start + CHUNK]
        known = _read(session, query, tuple(row.member_id for row in part))
        for row in part:
            member_id, tier = row.member_id, row.tier
            cells = _cells(member_id, query.shown, by_tier[tier], known, maker)
            yield PersonRow(member_id, row.name, row.staff_code, row.branch, tier, known.since[member_id], cells)


def _cells(
    member_id: int, module_ids: tuple[str, ...], rules: tuple[Rule | None, ...], known: _Known, maker: CellMaker
) -> tuple[ModuleCell, ...]:
    since, earned = known.since[member_id], known.earned.get(member_id)
    cells = []
    for place, (module_id, rule) in enumerate(zip(module_ids, rules, strict=True)):
        if earned is not None and earned[2 * place] is not None:
            cells.append(maker.done(rule, completed_on=earned[2 * place], ends_on=earned[2 * place + 1]))
            continue
        key = (member_id, module_id)
        cells.append(maker.not_done(rule, since=since, best=known.tries.get(key), is_begun=key in known.begun))
    return tuple(cells)


def _read(session: Session, query: PeopleQuery, members: tuple[int, ...]) -> _Known:
    zone = ZoneInfo(query.zone)
    end = datetime.combine(query.on + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    return _Known(
        since=_since(session, members, on=query.on),
        earned=_earned(session, members, query.shown, on=query.on),
        tries=_tries(session, members, on=query.on, before=end, zone=zone),
        begun=_begun(session, members, on=query.on, before=end),
    )


def _since(session: Session, members: tuple[int, ...], *, on: date) -> dict[int, date]:
    """Return since when each has been in the tier of that day without a break: another branch breaks nothing."""
    query = (
        select(Tenure.member_id, Tenure.tier, Tenure.starts_on, Tenure.ends_on)
        .where(Tenure.member_id.in_(members), Tenure.starts_on <= on)
        .order_by(Tenure.member_id, Tenure.starts_on)
    )
    found: dict[int, date] = {}
    before: tuple[int, str, date | None] | None = None
    for member_id, tier, starts_on, ends_on in session.connection().execute(query).all():
        if before != (member_id, tier, starts_on):
            found[member_id] = starts_on
        before = (member_id, tier, ends_on)
    return found


def _earned(
    session: Session, members: tuple[int, ...], module_ids: tuple[str, ...], *, on: date
) -> dict[int, tuple[date, ...]]:
    """Return for each member and module, two by two, the newest completion and the last end: one row for a member."""
    pairs = [
        (
            func.max(case((Completion.module_id == module_id, Completion.completed_on))),
            func.max(case((Completion.module_id == module_id, func.coalesce(Completion.valid_until, FOR_EVER)))),
        )
        for module_id in module_ids
    ]
    query = (
        select(Completion.member_id, *(column for pair in pairs for column in pair))
        .where(Completion.member_id.in_(members), Completion.completed_on <= on)
        .group_by(Completion.member_id)
    )
    return {row[0]: tuple(row)[1:] for row in session.connection().execute(query).all()}


def _tries(
    session: Session, members: tuple[int, ...], *, on: date, before: datetime, zone: ZoneInfo
) -> dict[tuple[int, str], Best]:
    """Return the best percentage and its day, for modules not completed by then; the newest score counts."""
    query = (
        select(
            Attempt.id,
            Attempt.member_id,
            Attempt.module_id,
            Attempt.submitted_at,
            (Score.points_numerator * 100 // (Score.points_denominator * Score.possible)).label("percent"),
        )
        .join(Score, Score.attempt_id == Attempt.id)
        .where(
            Attempt.member_id.in_(members),
            Attempt.submitted_at < before,
            ~_has_completed(members, Attempt.member_id, Attempt.module_id, on=on),
        )
        .order_by(Score.scored_at, Score.id)
    )
    newest = {row.id: row for row in session.connection().execute(query).all()}
    found: dict[tuple[int, str], Best] = {}
    for row in newest.values():
        key = (row.member_id, row.module_id)
        if key not in found or row.percent > found[key][0]:
            found[key] = (row.percent, row.submitted_at.astimezone(zone).date())
    return found


def _begun(session: Session, members: tuple[int, ...], *, on: date, before: datetime) -> set[tuple[int, str]]:
    """Return the modules read in by then. Where somebody is now is one row; the sections tell only of the past."""
    read = select(SectionRead.id).where(
        SectionRead.member_id == Place.member_id,
        SectionRead.module_id == Place.module_id,
        SectionRead.read_at < before,
    )
    query = select(Place.member_id, Place.module_id).where(
        Place.member_id.in_(members),
        ~_has_completed(members, Place.member_id, Place.module_id, on=on),
        or_(Place.seen_at < before, read.exists()),
    )
    return {(row.member_id, row.module_id) for row in session.connection().execute(query).all()}


def _has_completed(
    members: tuple[int, ...],
    member_id: InstrumentedAttribute[int],
    module_id: InstrumentedAttribute[str],
    *,
    on: date,
) -> ColumnElement[bool]:
    # The members are named once more because PostgreSQL would else look at everybody's completions for each chunk.
    return (
        select(Completion.id)
        .where(
            Completion.member_id.in_(members),
            Completion.member_id == member_id,
            Completion.module_id == module_id,
            Completion.completed_on <= on,
        )
        .exists()
    )
