"""Where each member of an institution stands with each module on a day, and why she is not complete.

A page and a whole download are the same rows: the roster of the day, in chunks, and for each chunk one query each for
tenures, completions, tries and places. The state of a cell comes from `lms.evidence.rules`, as on the member's own
page. No percentage is read here: what a try was worth is for the person herself.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lms.attempts.models import Attempt
from lms.db.among import among
from lms.evidence.models import Completion
from lms.institutions.models import Branch, Member, Tenure
from lms.learning.models import Place, SectionRead
from lms.reports.cells import CellMaker, ModuleCell, Rule, Rules, Status, list_rules, rule_for
from lms.reports.earned import EarnedReader, earned_texts
from lms.reports.name_search import is_named
from lms.reports.roster import FOR_EVER, covers
from lms.reports.status_filter import with_status

CHUNK = 2000
# Where a module stands in a row, the day of a completion of it, and the day on which that ends.
_Fact = tuple[int, date, date]


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Who is asked for, and about which modules. `module_id`, `tier`, `status` and `text` (of a name) empty mean any.

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
    text: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """The modules that have a column."""
        return (self.module_id,) if self.module_id else self.module_ids


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member where she stood on the day, with a cell for each module shown; in that tier since `since`.

    `is_erased`: her name is not hers any more.
    """

    member_id: int
    name: str
    is_erased: bool
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
    earned: Mapping[int, Sequence[date | None]]
    tries: Mapping[tuple[int, str], date]
    begun: Set[tuple[int, str]]


def read_people(session: Session, query: PeopleQuery, *, limit: int, offset: int) -> PeoplePage:
    """Return a page of the people by name."""
    rules = list_rules(session, institution_id=query.institution_id, on=query.on)
    roster = _roster(session, query, rules)
    counted = roster.add_columns(func.count().over().label("total"))
    held = session.connection().execute(counted.limit(limit).offset(offset)).all()
    total = held[0].total if held else 0
    if not held and offset:
        total = session.execute(select(func.count()).select_from(roster.order_by(None).subquery())).scalar_one()
    return PeoplePage(rows=tuple(_rows(session, query, rules, held)), total=total)


def stream_people(session: Session, query: PeopleQuery) -> Iterator[PersonRow]:
    """Yield all people by name, as they are read."""
    rules = list_rules(session, institution_id=query.institution_id, on=query.on)
    yield from _rows(session, query, rules, session.connection().execute(_roster(session, query, rules)).all())


def find_person(session: Session, query: PeopleQuery, *, member_id: int) -> PersonRow | None:
    """Return the row of one member, or None when no tenure of hers covers the day."""
    rules = list_rules(session, institution_id=query.institution_id, on=query.on)
    held = session.connection().execute(_roster(session, query, rules).where(Tenure.member_id == member_id)).all()
    return next(_rows(session, query, rules, held), None)


def _roster(session: Session, query: PeopleQuery, rules: Rules) -> Select[*tuple[Any, ...]]:
    roster: Select[*tuple[Any, ...]] = (
        select(
            Tenure.member_id,
            Member.name,
            Member.staff_code,
            Member.erased_at,
            Branch.name.label("branch"),
            Tenure.tier,
            Tenure.branch_id,
        )
        .join(Member, Member.id == Tenure.member_id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.institution_id == query.institution_id, covers(query.on))
        .order_by(Member.name, Member.id)
    )
    if query.branch_id is not None:
        roster = roster.where(Tenure.branch_id == query.branch_id)
    if query.tier:
        roster = roster.where(Tenure.tier == query.tier)
    if query.text:
        roster = roster.where(is_named(session, institution_id=query.institution_id, text=query.text))
    if query.status is None:
        return roster
    return with_status(
        roster, query.status, institution_id=query.institution_id, module_ids=query.shown, rules=rules, on=query.on
    )


def _rows(
    session: Session, query: PeopleQuery, rules: Rules, held: Sequence[Row[*tuple[Any, ...]]]
) -> Iterator[PersonRow]:
    maker = CellMaker(on=query.on)
    reader = _reader(query.shown)
    asked: dict[tuple[str, int], tuple[Rule | None, ...]] = {}
    for start in range(0, len(held), CHUNK):
        part = held[start : start + CHUNK]
        known = _read(session, query, tuple(row[0] for row in part), reader)
        for member_id, name, staff_code, erased_at, branch, tier, branch_id, *_count in part:
            own = asked.get((tier, branch_id))
            if own is None:
                own = tuple(rule_for(rules, tier, branch_id, module_id) for module_id in query.shown)
                asked[tier, branch_id] = own
            cells = _cells(member_id, query.shown, own, known, maker)
            since = known.since[member_id]
            yield PersonRow(member_id, name, erased_at is not None, staff_code, branch, tier, since, cells)


def _cells(
    member_id: int, module_ids: tuple[str, ...], rules: tuple[Rule | None, ...], known: _Known, maker: CellMaker
) -> tuple[ModuleCell, ...]:
    since, tries, begun = known.since[member_id], known.tries, known.begun
    earned = known.earned.get(member_id) or (None, None) * len(rules)
    cells = []
    for module_id, rule, newest, last in zip(module_ids, rules, earned[::2], earned[1::2], strict=False):
        if newest is not None and last is not None:
            cells.append(maker.done(rule, newest, last))
            continue
        key = (member_id, module_id)
        cells.append(maker.not_done(rule, since=since, tried_on=tries.get(key), is_begun=key in begun))
    return tuple(cells)


def _read(session: Session, query: PeopleQuery, members: tuple[int, ...], reader: EarnedReader[_Fact]) -> _Known:
    zone = ZoneInfo(query.zone)
    end = datetime.combine(query.on + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    return _Known(
        since=_since(session, members, on=query.on),
        earned=_earned(session, query, members, reader),
        tries=_tries(session, members, on=query.on, before=end, zone=zone),
        begun=_begun(session, members, on=query.on, before=end),
    )


def _since(session: Session, members: tuple[int, ...], *, on: date) -> dict[int, date]:
    """Return since when each has been in the tier of that day without a break: another branch breaks nothing."""
    query = (
        select(Tenure.member_id, Tenure.tier, Tenure.starts_on, Tenure.ends_on)
        .where(among(Tenure.member_id, members), Tenure.starts_on <= on)
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
    session: Session, query: PeopleQuery, members: tuple[int, ...], reader: EarnedReader[_Fact]
) -> dict[int, list[date | None]]:
    """Return for each member and module, two by two, the newest completion and the last end."""
    texts = earned_texts(
        Completion.institution_id == query.institution_id,
        among(Completion.member_id, members),
        Completion.completed_on <= query.on,
    )
    found: dict[int, list[date | None]] = {}
    width = 2 * len(query.shown) + 2
    for member_id, text in session.connection().execute(texts).all():
        own = found[member_id] = [None] * width
        for place, completed_on, ends_on in reader.read(text):
            newest, last = own[place], own[place + 1]
            if newest is None or last is None:
                own[place], own[place + 1] = completed_on, ends_on
                continue
            if completed_on > newest:
                own[place] = completed_on
            if ends_on > last:
                own[place + 1] = ends_on
    return found


def _reader(module_ids: tuple[str, ...]) -> EarnedReader[_Fact]:
    """Return what reads completions of these modules; of another module, or taken back, one goes where nobody looks."""
    places = {module_id: 2 * place for place, module_id in enumerate(module_ids)}
    nowhere = 2 * len(places)

    def make(module_id: str, on: date, until: date | None) -> _Fact:
        return (nowhere if until == on else places.get(module_id, nowhere), on, until or FOR_EVER)

    return EarnedReader(make)


def _tries(
    session: Session, members: tuple[int, ...], *, on: date, before: datetime, zone: ZoneInfo
) -> dict[tuple[int, str], date]:
    """Return the day of the newest try by then of each module not completed by then. What it was worth is hers."""
    query = (
        select(Attempt.member_id, Attempt.module_id, func.max(Attempt.submitted_at))
        .where(
            among(Attempt.member_id, members),
            Attempt.submitted_at < before,
            ~_has_completed(members, Attempt.member_id, Attempt.module_id, on=on),
        )
        .group_by(Attempt.member_id, Attempt.module_id)
    )
    return {
        (member_id, module_id): submitted_at.astimezone(zone).date()
        for member_id, module_id, submitted_at in session.connection().execute(query).all()
        if submitted_at is not None
    }


def _begun(session: Session, members: tuple[int, ...], *, on: date, before: datetime) -> set[tuple[int, str]]:
    """Return the modules read in by then. Where somebody is now is one row; the sections tell only of the past."""
    read = select(SectionRead.id).where(
        SectionRead.member_id == Place.member_id,
        SectionRead.module_id == Place.module_id,
        SectionRead.read_at < before,
    )
    query = select(Place.member_id, Place.module_id).where(
        among(Place.member_id, members),
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
            among(Completion.member_id, members),
            Completion.member_id == member_id,
            Completion.module_id == module_id,
            Completion.completed_on <= on,
            func.coalesce(Completion.valid_until, FOR_EVER) > Completion.completed_on,
        )
        .exists()
    )
