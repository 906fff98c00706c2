"""Board meetings with their rolls, and the resolutions that endorse the principles."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, Select, func, or_, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.boards.models import BoardMeeting, BoardPresence, Endorsement, StoredFile
from lms.boards.rules import ReadModule, read_modules
from lms.errors import NotFound
from lms.institutions.models import Member, Tenure

NO_MEETING = "There is no such board meeting in this institution."
NO_RESOLUTION = "There is no such resolution in this institution."


@dataclass(frozen=True, slots=True)
class RollRow:
    """A director in the roll; `attested_at` None until she attested."""

    member_id: int
    name: str
    name_other: str
    staff_code: str
    is_present: bool
    attested_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting on the list: how many of its directors attested. An open one counts who is noted so far."""

    id: str
    held_on: date
    place: str
    modules: tuple[ReadModule, ...]
    opened_at: datetime
    closed_at: datetime | None
    present: int
    attested: int


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting and its roll by name: of an open one the directors of its day, of a closed one those of its closing."""

    id: str
    held_on: date
    place: str
    modules: tuple[ReadModule, ...]
    opened_at: datetime
    closed_at: datetime | None
    roll: tuple[RollRow, ...]

    @property
    def present(self) -> tuple[RollRow, ...]:
        """Return who is there."""
        return tuple(row for row in self.roll if row.is_present)

    @property
    def attested(self) -> tuple[RollRow, ...]:
        """Return who attested."""
        return tuple(row for row in self.roll if row.attested_at is not None)


@dataclass(frozen=True, slots=True)
class Director:
    """Somebody who sits on the board on a day."""

    member_id: int
    name: str
    staff_code: str
    since: date


@dataclass(frozen=True, slots=True)
class EndorsementView:
    """A resolution as it is kept; `withdrawn_on` None while it stands."""

    id: str
    number: str
    resolved_on: date
    meeting_id: str | None
    file_sha256: str
    file_name: str
    media_type: str
    size: int
    recorded_at: datetime
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file, byte for byte."""

    name: str
    media_type: str
    content: bytes


def list_meetings(session: Session, *, institution_id: int) -> tuple[MeetingRow, ...]:
    """Return the meetings of an institution, newest first."""
    present = func.coalesce(func.sum(BoardPresence.is_present.cast(Integer)), 0)
    query = (
        select(BoardMeeting, present, func.count(BoardPresence.attested_at))
        .outerjoin(BoardPresence, BoardPresence.meeting_id == BoardMeeting.id)
        .where(BoardMeeting.institution_id == institution_id)
        .group_by(BoardMeeting.id)
        .order_by(BoardMeeting.held_on.desc(), BoardMeeting.opened_at.desc(), BoardMeeting.id)
    )
    return tuple(
        MeetingRow(
            id=one.id,
            held_on=one.held_on,
            place=one.place,
            modules=read_modules(one.modules),
            opened_at=one.opened_at,
            closed_at=one.closed_at,
            present=there,
            attested=attested,
        )
        for one, there, attested in session.execute(query)
    )


def read_meeting(session: Session, *, institution_id: int, meeting_id: str) -> MeetingView:
    """Return a meeting with its roll."""
    query = select(BoardMeeting).where(BoardMeeting.id == meeting_id, BoardMeeting.institution_id == institution_id)
    found = session.execute(query).scalars().one_or_none()
    if found is None:
        raise NotFound(NO_MEETING)
    rows = _roll(found.id) if found.closed_at is not None else _roll_of_day(found.id, institution_id, found.held_on)
    return MeetingView(
        id=found.id,
        held_on=found.held_on,
        place=found.place,
        modules=read_modules(found.modules),
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        roll=tuple(
            RollRow(row.id, row.name, row.name_other, row.staff_code, bool(row.is_present), row.attested_at)
            for row in session.execute(rows)
        ),
    )


def list_directors(session: Session, *, institution_id: int, on: date) -> tuple[Director, ...]:
    """Return who sits on the board on a day, by name."""
    query = (
        select(Member.id, Member.name, Member.staff_code, Tenure.starts_on)
        .join(Tenure, Tenure.member_id == Member.id)
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None), Tenure.tier == Tier.BOARD)
        .where(Tenure.starts_on <= on, or_(Tenure.ends_on.is_(None), Tenure.ends_on > on))
        .order_by(Member.name, Member.id)
    )
    return tuple(Director(*row) for row in session.execute(query))


def list_endorsements(session: Session, *, institution_id: int) -> tuple[EndorsementView, ...]:
    """Return all resolutions of an institution, the newest first, those withdrawn too."""
    query = _endorsements(institution_id).order_by(
        Endorsement.resolved_on.desc(), Endorsement.recorded_at.desc(), Endorsement.id
    )
    return tuple(EndorsementView(**row._mapping) for row in session.execute(query))


def get_endorsement(session: Session, *, institution_id: int, endorsement_id: str) -> EndorsementView:
    """Return one resolution."""
    row = session.execute(_endorsements(institution_id).where(Endorsement.id == endorsement_id)).one_or_none()
    if row is None:
        raise NotFound(NO_RESOLUTION)
    return EndorsementView(**row._mapping)


def find_standing(session: Session, *, institution_id: int) -> EndorsementView | None:
    """Return the newest resolution that stands, or None: the board has not endorsed the principles."""
    query = _endorsements(institution_id).where(Endorsement.withdrawn_at.is_(None))
    row = session.execute(query.order_by(Endorsement.resolved_on.desc(), Endorsement.id).limit(1)).one_or_none()
    return None if row is None else EndorsementView(**row._mapping)


def read_file(session: Session, *, institution_id: int, endorsement_id: str) -> KeptFile:
    """Return the file of a resolution."""
    query = (
        select(Endorsement.file_name, StoredFile.media_type, StoredFile.content)
        .join(
            StoredFile,
            (StoredFile.institution_id == Endorsement.institution_id) & (StoredFile.sha256 == Endorsement.file_sha256),
        )
        .where(Endorsement.id == endorsement_id, Endorsement.institution_id == institution_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(NO_RESOLUTION)
    return KeptFile(*row)


def _endorsements(institution_id: int) -> Select[*tuple[object, ...]]:
    return (
        select(
            Endorsement.id,
            Endorsement.number,
            Endorsement.resolved_on,
            Endorsement.meeting_id,
            Endorsement.file_sha256,
            Endorsement.file_name,
            StoredFile.media_type,
            StoredFile.size,
            Endorsement.recorded_at,
            Endorsement.withdrawn_on,
        )
        .join(
            StoredFile,
            (StoredFile.institution_id == Endorsement.institution_id) & (StoredFile.sha256 == Endorsement.file_sha256),
        )
        .where(Endorsement.institution_id == institution_id)
    )


def _roll(meeting_id: str) -> Select[*tuple[object, ...]]:
    return (
        select(
            Member.id,
            Member.name,
            Member.name_other,
            Member.staff_code,
            BoardPresence.is_present,
            BoardPresence.attested_at,
        )
        .join(BoardPresence, BoardPresence.member_id == Member.id)
        .where(BoardPresence.meeting_id == meeting_id)
        .order_by(Member.name, Member.id)
    )


def _roll_of_day(meeting_id: str, institution_id: int, on: date) -> Select[*tuple[object, ...]]:
    return (
        select(
            Member.id,
            Member.name,
            Member.name_other,
            Member.staff_code,
            BoardPresence.is_present,
            BoardPresence.attested_at,
        )
        .join(Tenure, Tenure.member_id == Member.id)
        .outerjoin(BoardPresence, (BoardPresence.member_id == Member.id) & (BoardPresence.meeting_id == meeting_id))
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None), Tenure.tier == Tier.BOARD)
        .where(Tenure.starts_on <= on, or_(Tenure.ends_on.is_(None), Tenure.ends_on > on))
        .order_by(Member.name, Member.id)
    )
