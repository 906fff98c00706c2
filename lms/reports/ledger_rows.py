"""What the tables hold of what counts, in the words of the ledger, so that the two can be compared."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from lms.attempts.models import KeyCorrection, KeyCorrectionEffect
from lms.boards.models import BoardMeeting, BoardPresence, Endorsement, StoredFile
from lms.boards.rules import read_modules
from lms.evidence import facts
from lms.evidence.models import Attestation, Certificate, Completion, Requirement, Waiver
from lms.evidence.requirements import requirement_record, rule_of
from lms.facilitation.models import Attendance, TrainingSession
from lms.institutions.facts import Person, Place, branch_record, institution_record, person_record, tenures_record
from lms.institutions.models import Branch, Institution, Member, Tenure
from lms.ledger.canonical import Json, write_day, write_moment
from lms.ledger.log import ROWS_AT_ONCE
from lms.reports.ledger_told import attestation_rest, requirement_name, undoing
from quizzes.corrections import WITHDRAWN, key_text

Fact = tuple[str, Mapping[str, Json]]
COUNTS = ("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked")
RowT = TypeVar("RowT")
KeyT = TypeVar("KeyT")


def institution(session: Session, institution_id: int) -> Iterator[Fact]:
    """What the institution says of itself that evidence rests on."""
    query = select(Institution, Institution.slug).where(Institution.id == institution_id)
    for row, _ in _all(session, query):
        told = institution_record(name=row.name, zone=row.zone, language=row.language, is_invented=row.is_invented)
        yield "itself", told.body


def branches(session: Session, institution_id: int) -> Iterator[Fact]:
    """Branches by number."""
    for row, name in _all(session, select(Branch, Branch.name).where(Branch.institution_id == institution_id)):
        yield str(row.id), branch_record(branch_id=row.id, name=name).body


def people(session: Session, institution_id: int) -> Iterator[Fact]:
    """People who are not erased by their keys: what each is called, and into whom she was merged."""
    kept = aliased(Member)
    query = select(Member, kept.person_key).outerjoin(kept, kept.id == Member.merged_into_id)
    query = query.where(Member.institution_id == institution_id, Member.erased_at.is_(None))
    for row, into in _all(session, query):
        told = person_record(Person(row.id, row.person_key, row.name, row.name_other, row.staff_code))
        yield row.person_key, {**told.body, **(told.private or {}), "into": into}


def completions(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    """Completions by number."""
    query = _with_key(select(Completion, Member.person_key), Completion.member_id)
    for row, key in _all(session, query.where(Completion.institution_id == institution_id)):
        yield str(row.id), facts.completion_record(row, person=into.get(key, key)).body


def certificates(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    """Certificates by code."""
    query = _with_key(select(Certificate, Member.person_key), Certificate.member_id)
    for row, key in _all(session, query.where(Certificate.institution_id == institution_id)):
        told = facts.certificate_record(row, person=into.get(key, key))
        ended = {"revoked_on": write_day(row.revoked_on), "revoked_reason": row.revoked_reason}
        yield row.code, {**told.body, **(told.private or {}), **ended}


def waivers(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    """Waivers by id."""
    query = _with_key(select(Waiver, Member.person_key), Waiver.member_id)
    for row, key in _all(session, query.where(Waiver.institution_id == institution_id)):
        yield (
            row.id,
            {
                "id": row.id,
                "person": into.get(key, key),
                "module": row.module_id,
                "granted_on": write_day(row.granted_on),
                "valid_until": write_day(row.valid_until),
                "withdrawn_on": write_day(row.withdrawn_on),
                "reason": row.reason,
                "approver": row.approver_name,
                "withdrawn_reason": row.withdrawn_reason,
            },
        )


def attestations(session: Session, institution_id: int) -> Iterator[Fact]:
    """Commitments by who made them, module and edition."""
    query = _with_key(select(Attestation, Member.person_key), Attestation.member_id)
    for row, key in _all(session, query.where(Member.institution_id == institution_id)):
        told = facts.attestation_record(row, person=key)
        yield f"{key} {attestation_rest(told.body)}", {**told.body, **(told.private or {})}


def tenures(session: Session, institution_id: int) -> Iterator[Fact]:
    """All places of a person, by her key."""
    query = _with_key(select(Tenure, Member.person_key), Tenure.member_id)
    held: dict[str, list[Place]] = {}
    for row, key in _all(session, query.where(Tenure.institution_id == institution_id)):
        held.setdefault(key, []).append(Place(row.tier, row.branch_id, row.starts_on, row.ends_on))
    for key, places in held.items():
        yield key, tenures_record(key, places).body


def requirements(session: Session, institution_id: int) -> Iterator[Fact]:
    """Rules by tier, branch, module and first day."""
    query = select(Requirement, Requirement.tier).where(Requirement.institution_id == institution_id)
    for row, _ in _all(session, query):
        body = dict(requirement_record(rule_of(row), row.starts_on).body)
        starts_on = str(body.pop("from_on"))
        yield requirement_name(body, starts_on), {**body, "ends_on": write_day(row.ends_on)}


def sessions(session: Session, institution_id: int) -> Iterator[Fact]:
    """Training sessions by id."""
    query = select(TrainingSession, TrainingSession.id).where(TrainingSession.institution_id == institution_id)
    for row, key in _all(session, query):
        yield (
            key,
            {
                "session": key,
                "module": row.module_id,
                "edition": row.edition,
                "language": row.language,
                "title": row.title,
                "mode": row.mode,
                "starts_at": write_moment(row.starts_at),
                "zone": row.zone,
                "minutes": row.minutes,
                "minimum_minutes": row.minimum_minutes,
                "facilitator": row.facilitator_name,
                "place": row.place,
                "is_cancelled": row.cancelled_at is not None,
            },
        )


def attendances(session: Session, institution_id: int) -> Iterator[Fact]:
    """Lines of registers by person and session."""
    query = _with_key(select(Attendance, Member.person_key), Attendance.member_id)
    for row, key in _all(session, query.where(Attendance.institution_id == institution_id)):
        body: dict[str, Json] = {
            "session": row.session_id,
            "person": key,
            "minutes": row.minutes,
            "source": row.source,
            "test_percent": row.test_percent,
        }
        yield f"{key} in session {row.session_id}", body


def meetings(session: Session, institution_id: int) -> Iterator[Fact]:
    """Board meetings that were closed, by id."""
    query = select(BoardMeeting, BoardMeeting.id).where(
        BoardMeeting.institution_id == institution_id, BoardMeeting.closed_at.is_not(None)
    )
    for row, key in _all(session, query):
        modules: list[Json] = [module.module_id for module in read_modules(row.modules)]
        yield key, {"held_on": write_day(row.held_on), "modules": modules}


def rolls(session: Session, institution_id: int) -> Iterator[Fact]:
    """Lines of the roll-calls of closed board meetings, by person and meeting."""
    query = _with_key(select(BoardPresence, Member.person_key), BoardPresence.member_id)
    query = query.join(BoardMeeting, BoardMeeting.id == BoardPresence.meeting_id).where(
        BoardMeeting.institution_id == institution_id, BoardMeeting.closed_at.is_not(None)
    )
    for row, key in _all(session, query):
        body: dict[str, Json] = {
            "person": key,
            "is_present": row.is_present,
            "has_attested": row.attested_at is not None,
        }
        yield f"{key} in meeting {row.meeting_id}", body


def resolutions(session: Session, institution_id: int) -> Iterator[Fact]:
    """Resolutions by id, with the hash that their file has now."""
    kept = and_(StoredFile.institution_id == Endorsement.institution_id, StoredFile.sha256 == Endorsement.file_sha256)
    query = select(Endorsement, StoredFile).outerjoin(StoredFile, kept)
    for row, file in _all(session, query.where(Endorsement.institution_id == institution_id)):
        yield (
            row.id,
            {
                "id": row.id,
                "number": row.number,
                "resolved_on": write_day(row.resolved_on),
                "meeting": row.meeting_id,
                "file_sha256": None if file is None else sha256(file.content).hexdigest(),
                "media_type": None if file is None else file.media_type,
                "size": None if file is None else file.size,
                "withdrawn_on": write_day(row.withdrawn_on),
            },
        )


def corrections(session: Session, institution_id: int) -> Iterator[Fact]:
    """Corrections of keys by id with what each did here, and apart from them what undoing one did."""
    query = (
        select(KeyCorrectionEffect, KeyCorrection)
        .join(KeyCorrection, KeyCorrection.id == KeyCorrectionEffect.correction_id)
        .where(KeyCorrectionEffect.institution_id == institution_id)
    )
    for effect, row in _all(session, query):
        counts: dict[str, Json] = {name: getattr(effect, name) for name in COUNTS}
        if effect.is_undo:
            yield undoing(row.id), {"id": row.id, "reason": row.undone_reason, **counts}
            continue
        yield (
            row.id,
            {
                "id": row.id,
                "module": row.module_id,
                "editions": list(row.editions),
                "item": row.item_id,
                "policy": row.policy,
                "is_withdrawn": row.key == WITHDRAWN,
                "reason": row.reason,
                "key_before": key_text(row.key_before),
                "key": key_text(row.key),
                "is_undone": row.undone_at is not None,
                **counts,
            },
        )


def _with_key(query: Select[RowT, str], holder: InstrumentedAttribute[int]) -> Select[RowT, str]:
    return query.join(Member, Member.id == holder)


def _all(session: Session, query: Select[RowT, KeyT]) -> Iterator[tuple[RowT, KeyT]]:
    """Give rows as they stand in the database now, not as this session may remember them."""
    for row in session.execute(query.execution_options(populate_existing=True, yield_per=ROWS_AT_ONCE)):
        yield row[0], row[1]
