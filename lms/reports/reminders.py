"""What the rules of reminders look at on a day, and what was written: read across people, rules and letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.institutions.models import Branch, Institution, Member
from lms.reminders.facts import BranchFigures, Day, Earlier, Item, NoticeKind, Person, Plan
from lms.reminders.models import Notice, NoticeStop, ReminderPlan
from lms.reports.cells import IS_MET, ModuleCell, Status
from lms.reports.reminder_contacts import (
    Contact,
    list_contacts,
    list_coordinators,
    list_invited,
    list_managers,
)
from lms.reports.standings import PeopleQuery, PersonRow, stream_people
from lms.sorting import natural

# How far back letters are looked up; no step is farther than that from the one before.
REMEMBERED = timedelta(days=400)
KINDS = tuple(kind.value for kind in NoticeKind)
OPEN = frozenset({Status.DUE, Status.LATE, Status.RENEW, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class DuePlace:
    """An institution whose hour has come today and whose letters are not all written yet."""

    id: int
    slug: str
    name: str
    zone: str
    language: str
    today: date


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A letter that was written; `name` is the member's, empty for who is none."""

    sent_on: date
    kind: NoticeKind
    to_address: str
    name: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of the log, and how many letters there are in all."""

    rows: tuple[NoticeRow, ...]
    total: int


def list_places(session: Session, *, now: datetime, slug: str = "", is_waiting: bool = True) -> tuple[DuePlace, ...]:
    """Return the institutions whose plan is on, by slug. `is_waiting`: only those whose hour has come and whose day is
    not done."""
    query = (
        select(
            Institution.id,
            Institution.slug,
            Institution.name,
            Institution.zone,
            Institution.language,
            ReminderPlan.hour,
        )
        .join(ReminderPlan, ReminderPlan.institution_id == Institution.id)
        .where(ReminderPlan.is_on.is_(True))
        .order_by(Institution.slug)
    )
    if slug:
        query = query.where(Institution.slug == slug)
    found = []
    for row in session.execute(query):
        local = now.astimezone(ZoneInfo(row.zone))
        place = DuePlace(row.id, row.slug, row.name, row.zone, row.language, local.date())
        if not is_waiting or (local.hour >= row.hour and not _is_done(session, place)):
            found.append(place)
    return tuple(found)


def read_day(
    session: Session, *, institution_id: int, zone: str, language: str, module_ids: Sequence[str], plan: Plan, on: date
) -> Day:
    """Return all that the rules need to know of a day in an institution."""
    query = PeopleQuery(institution_id=institution_id, zone=zone, module_ids=tuple(module_ids), on=on)
    contacts = list_contacts(session, institution_id, language, on)
    people: list[Person] = []
    counted: dict[int, list[int]] = {}
    for row in stream_people(session, query):
        contact = contacts.get(row.member_id)
        if contact is not None:
            people.append(_person(row, contact, query.module_ids))
            _count(counted.setdefault(contact.branch_id, [0, 0, 0]), row)
    return Day(
        today=on,
        plan=plan,
        people=tuple(people),
        readers=(*list_coordinators(session, institution_id, language), *list_managers(contacts)),
        branches=_branches(session, institution_id, counted),
        earlier=_earlier(session, institution_id, on),
        stopped=_stopped(session, institution_id),
        invited=list_invited(session, zone, on),
    )


def list_notices(session: Session, *, institution_id: int, limit: int, offset: int) -> NoticePage:
    """Return a page of the letters that were written, newest first."""
    where = (Notice.institution_id == institution_id, Notice.kind.in_(KINDS))
    query = (
        select(
            Notice.sent_on,
            Notice.kind,
            Notice.to_address,
            func.coalesce(Member.name, "").label("name"),
            Notice.subject_ids,
        )
        .outerjoin(Member, Member.id == Notice.member_id)
        .where(*where)
        .order_by(Notice.sent_on.desc(), Notice.id.desc())
    )
    rows = tuple(
        NoticeRow(row.sent_on, NoticeKind(row.kind), row.to_address, row.name, tuple(row.subject_ids.split()))
        for row in session.execute(query.limit(limit).offset(offset))
    )
    return NoticePage(rows, session.execute(select(func.count(Notice.id)).where(*where)).scalar_one())


def find_house_name(session: Session, *, institution_id: int) -> str:
    """Return the name of an institution for who has only a link; empty where it is gone."""
    return session.execute(select(Institution.name).where(Institution.id == institution_id)).scalar() or ""


def _is_done(session: Session, place: DuePlace) -> bool:
    query = select(Notice.id).where(
        Notice.institution_id == place.id, Notice.sent_on == place.today, Notice.kind.not_in(KINDS)
    )
    return session.execute(query.limit(1)).first() is not None


def _person(row: PersonRow, contact: Contact, module_ids: Sequence[str]) -> Person:
    items = tuple(
        item
        for module_id, cell in zip(module_ids, row.cells, strict=True)
        if (item := _item(module_id, cell)) is not None
    )
    return Person(
        row.member_id,
        row.name,
        row.staff_code,
        contact.language,
        contact.address,
        row.tier,
        contact.branch_id,
        items,
        contact.way_in,
    )


def _item(module_id: str, cell: ModuleCell) -> Item | None:
    """Return what is open with its last day in time; what has no date is nobody's business to remind of."""
    if cell.status in (Status.RENEW, Status.EXPIRED) and cell.valid_until is not None:
        return Item(module_id, cell.valid_until - timedelta(days=1), is_again=True)
    if cell.status in (Status.DUE, Status.LATE) and cell.due is not None:
        return Item(module_id, cell.due)
    return None


def _count(counts: list[int], row: PersonRow) -> None:
    asked = [cell for cell in row.cells if cell.is_asked]
    if not asked:
        return
    counts[0] += 1
    counts[1] += all(cell.status in IS_MET for cell in asked)
    counts[2] += any(cell.status in (Status.LATE, Status.EXPIRED) for cell in asked)


def _branches(session: Session, institution_id: int, counted: dict[int, list[int]]) -> tuple[BranchFigures, ...]:
    query = select(Branch.id, Branch.name).where(Branch.institution_id == institution_id)
    return tuple(
        BranchFigures(branch_id, name, *counted[branch_id])
        for branch_id, name in sorted(session.execute(query), key=lambda one: natural(one.name))
        if branch_id in counted
    )


def _earlier(session: Session, institution_id: int, on: date) -> tuple[Earlier, ...]:
    query = select(Notice.kind, Notice.to_address, Notice.sent_on, Notice.subject_ids, Notice.member_id).where(
        Notice.institution_id == institution_id,
        Notice.kind.in_(KINDS),
        Notice.sent_on > on - REMEMBERED,
        Notice.sent_on <= on,
    )
    return tuple(
        Earlier(NoticeKind(row.kind), row.to_address, row.sent_on, frozenset(row.subject_ids.split()), row.member_id)
        for row in session.execute(query)
    )


def _stopped(session: Session, institution_id: int) -> frozenset[str]:
    query = select(NoticeStop.to_address).where(NoticeStop.institution_id == institution_id)
    return frozenset(session.execute(query).scalars())
