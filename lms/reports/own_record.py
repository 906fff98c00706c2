"""Everything that is kept about the person behind an account, in tables: one source for her page and her file."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ScalarSelect, Select, or_, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account, Grant
from lms.attempts.models import Answer, Attempt, Score
from lms.boards.models import BoardMeeting, BoardPresence
from lms.evidence.models import Attestation, Certificate, Completion, Waiver
from lms.facilitation.models import Attendance, TrainingSession
from lms.institutions.models import Branch, Institution, JoinRequest, Member, Tenure
from lms.learning.models import CaseRun, Place, SectionRead
from lms.ledger.models import LedgerPrivate
from lms.reminders.models import Notice
from lms.reports.own_ways_in import own_mail_query, own_way_in_queries
from lms.reports.own_workshops import own_workshop_queries

Value = str | int | bool | None


class Part(StrEnum):
    """What a table of the record holds."""

    ACCOUNT = "account"
    ROLES = "roles"
    KEYS = "keys"
    PLACES = "places"
    TENURES = "tenures"
    REQUESTS = "requests"
    READING = "reading"
    LAST_PLACES = "last_places"
    CASES = "cases"
    ATTEMPTS = "attempts"
    ANSWERS = "answers"
    COMPLETIONS = "completions"
    CERTIFICATES = "certificates"
    COMMITMENTS = "commitments"
    WAIVERS = "waivers"
    SESSIONS = "sessions"
    MEETINGS = "meetings"
    LETTERS = "letters"
    MAIL = "mail"
    LINKS = "links"
    PIN = "pin"
    LEDGER = "ledger"
    WORKSHOPS = "workshops"
    NUDGES = "nudges"
    INVITATIONS = "workshop_invitations"


@dataclass(frozen=True, slots=True)
class RecordTable:
    """One table: the names of its columns as they are kept, and its rows; moments are UTC, written ISO 8601."""

    part: Part
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def read_own_record(session: Session, *, account_id: int) -> tuple[RecordTable, ...]:
    """Return every table there is about an account and its members, the empty ones too."""
    ids = session.execute(select(Member.id).where(Member.account_id == account_id)).scalars().all()
    merged = session.execute(select(Member.id).where(Member.merged_into_id.in_(ids))).scalars().all()
    members = tuple(sorted({*ids, *merged}))
    queries = [
        *_of_account(account_id),
        *_of_workshops(account_id),
        *_of_places(account_id, members),
        *_of_learning(members),
        (Part.MAIL, own_mail_query(account_id, members)),
    ]
    queries += _of_evidence(members)
    return tuple(_table(session, part, query) for part, query in queries)


Query = tuple[Part, Select[*tuple[object, ...]]]


def _of_account(account_id: int) -> Iterable[Query]:
    yield (
        Part.ACCOUNT,
        select(
            Account.email, Account.name, Account.language, Account.zone, Account.is_active, Account.created_at
        ).where(Account.id == account_id),
    )
    yield (
        Part.ROLES,
        select(Grant.role, Institution.name.label("institution"), Grant.granted_at)
        .outerjoin(Institution, Institution.id == Grant.institution_id)
        .where(Grant.account_id == account_id)
        .order_by(Grant.id),
    )
    keys, links, pin = own_way_in_queries(account_id)
    yield from ((Part.KEYS, keys), (Part.LINKS, links), (Part.PIN, pin))


def _of_places(account_id: int, members: tuple[int, ...]) -> Iterable[Query]:
    yield (
        Part.PLACES,
        select(
            Institution.name.label("institution"),
            Member.name,
            Member.name_other,
            Member.staff_code,
            Member.email,
            Member.language,
            Member.created_at,
        )
        .join(Institution, Institution.id == Member.institution_id)
        .where(Member.id.in_(members))
        .order_by(Member.id),
    )
    yield (
        Part.TENURES,
        select(Tenure.tier, Branch.name.label("branch"), Tenure.starts_on, Tenure.ends_on)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.member_id.in_(members))
        .order_by(Tenure.starts_on),
    )
    yield (
        Part.REQUESTS,
        select(
            JoinRequest.name,
            JoinRequest.name_other,
            JoinRequest.staff_code,
            JoinRequest.email,
            JoinRequest.asked_at,
            JoinRequest.decision,
        )
        .where(or_(JoinRequest.account_id == account_id, JoinRequest.member_id.in_(members)))
        .order_by(JoinRequest.id),
    )


def _of_workshops(account_id: int) -> Iterable[Query]:
    seats, nudges, invitations = own_workshop_queries(account_id)
    return (Part.WORKSHOPS, seats), (Part.NUDGES, nudges), (Part.INVITATIONS, invitations)


def _of_learning(members: tuple[int, ...]) -> Iterable[Query]:
    yield (
        Part.READING,
        select(SectionRead.module_id, SectionRead.section_id, SectionRead.edition, SectionRead.read_at)
        .where(SectionRead.member_id.in_(members))
        .order_by(SectionRead.read_at, SectionRead.id),
    )
    yield (
        Part.LAST_PLACES,
        select(Place.module_id, Place.section_id, Place.seen_at)
        .where(Place.member_id.in_(members))
        .order_by(Place.module_id),
    )
    yield (
        Part.CASES,
        select(CaseRun.module_id, CaseRun.choices, CaseRun.ending_id, CaseRun.started_at, CaseRun.ended_at)
        .where(CaseRun.member_id.in_(members))
        .order_by(CaseRun.id),
    )
    yield (
        Part.ATTEMPTS,
        select(
            Attempt.id,
            Attempt.module_id,
            Attempt.purpose,
            Attempt.edition,
            Attempt.language,
            Attempt.started_at,
            Attempt.submitted_at,
            (Score.points_numerator * 100 // (Score.points_denominator * Score.possible)).label("percent"),
            Score.is_passed,
        )
        .outerjoin(Score, Score.id == _newest_score())
        .where(Attempt.member_id.in_(members))
        .order_by(Attempt.started_at, Attempt.id),
    )
    yield (
        Part.ANSWERS,
        select(Answer.attempt_id, Answer.item_id, Answer.response, Answer.answered_at)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.member_id.in_(members))
        .order_by(Answer.answered_at, Answer.id),
    )


def _newest_score() -> ScalarSelect[int]:
    """Return the score an attempt is worth: a corrected key adds one to those before."""
    newest = aliased(Score)
    query = select(newest.id).where(newest.attempt_id == Attempt.id)
    return query.order_by(newest.scored_at.desc(), newest.id.desc()).limit(1).correlate(Attempt).scalar_subquery()


def _of_evidence(members: tuple[int, ...]) -> Iterable[Query]:
    yield (
        Part.COMPLETIONS,
        select(
            Completion.module_id,
            Completion.edition,
            Completion.source,
            Completion.percent,
            Completion.completed_on,
            Completion.valid_until,
        )
        .where(Completion.member_id.in_(members))
        .order_by(Completion.completed_on, Completion.id),
    )
    yield (
        Part.CERTIFICATES,
        select(
            Certificate.code,
            Certificate.kind,
            Certificate.module_title,
            Certificate.member_name,
            Certificate.member_name_other,
            Certificate.issued_on,
            Certificate.valid_until,
            Certificate.revoked_on,
            Certificate.revoked_reason,
        )
        .where(Certificate.member_id.in_(members))
        .order_by(Certificate.issued_on, Certificate.id),
    )
    yield (
        Part.COMMITMENTS,
        select(Attestation.module_id, Attestation.sentence, Attestation.member_name, Attestation.attested_at)
        .where(Attestation.member_id.in_(members))
        .order_by(Attestation.id),
    )
    yield (
        Part.WAIVERS,
        select(
            Waiver.module_id,
            Waiver.reason,
            Waiver.approver_name,
            Waiver.granted_on,
            Waiver.valid_until,
            Waiver.withdrawn_on,
            Waiver.withdrawn_reason,
        )
        .where(Waiver.member_id.in_(members))
        .order_by(Waiver.granted_on, Waiver.id),
    )
    yield (
        Part.SESSIONS,
        select(
            TrainingSession.title,
            TrainingSession.starts_at,
            Attendance.minutes,
            Attendance.test_percent,
            Attendance.source,
        )
        .join(TrainingSession, TrainingSession.id == Attendance.session_id)
        .where(Attendance.member_id.in_(members))
        .order_by(TrainingSession.starts_at, Attendance.id),
    )
    yield (
        Part.MEETINGS,
        select(BoardMeeting.held_on, BoardMeeting.place, BoardPresence.is_present, BoardPresence.attested_at)
        .join(BoardMeeting, BoardMeeting.id == BoardPresence.meeting_id)
        .where(BoardPresence.member_id.in_(members))
        .order_by(BoardMeeting.held_on, BoardMeeting.id),
    )
    yield (
        Part.LEDGER,
        select(LedgerPrivate.commitment, LedgerPrivate.payload)
        .where(LedgerPrivate.member_id.in_(members))
        .order_by(LedgerPrivate.commitment),
    )
    yield (
        Part.LETTERS,
        select(Notice.kind, Notice.to_address, Notice.sent_on).where(Notice.member_id.in_(members)).order_by(Notice.id),
    )


def _table(session: Session, part: Part, query: Select[*tuple[object, ...]]) -> RecordTable:
    found = session.execute(query)
    columns = tuple(found.keys())
    return RecordTable(part, columns, tuple(tuple(_plain(value) for value in row) for row in found))


def _plain(value: object) -> Value:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
