"""Completions and certificates that follow attempts marked anew: read, and written many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.db.portions import portions
from lms.evidence import facts
from lms.evidence.certificates import Issued, write_competence
from lms.evidence.editions import edition_records
from lms.evidence.models import Certificate, Completion
from lms.evidence.regrading import BY_A_KEY, CHANGE, QUIZ, Gift, Loss, Paper, Stood, Verdict
from lms.evidence.rules import certificate_code
from lms.ledger import service as ledger
from lms.ledger.canonical import write_day
from lms.ledger.entries import Record
from lms.ledger.kinds import Kind
from lms.ledger.people import list_keys

WHY = "key corrected"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be written in one institution. `opening` is the entry of the correction; the others follow it.

    `issued` says by attempt what a certificate reads; `seed` is secret, `reason` stands with what is revoked.
    """

    institution_id: int
    opening: Record
    gifts: tuple[Gift, ...]
    losses: tuple[Loss, ...]
    issued: Mapping[str, Issued]
    reason: str
    seed: str
    today: date


def list_stood(session: Session, *, module_id: str, member_ids: Iterable[int]) -> dict[int, list[Stood]]:
    """Return all completions of a module by member, with the newest certificate of each."""
    found: dict[int, list[Stood]] = {}
    for part in portions(sorted(set(member_ids))):
        query = (
            select(Completion, Certificate.code, Certificate.revoked_at, Certificate.revoked_reason)
            .outerjoin(Certificate, Certificate.completion_id == Completion.id)
            .where(Completion.module_id == module_id, Completion.member_id.in_(part))
            .order_by(Completion.id, Certificate.issued_at, Certificate.id)
            .execution_options(populate_existing=True)
        )
        newest = {row[0].id: row for row in session.execute(query)}
        for row, code, revoked_at, reason in newest.values():
            paper = None if code is None else Paper(code, revoked_at is None, str(reason).startswith(BY_A_KEY))
            found.setdefault(row.member_id, []).append(_stood(row, paper))
    return found


def write_change(session: Session, change: Change, *, now: datetime) -> None:
    """Write one institution's part: what is lost, what is gained, the certificates, and the entries in that order."""
    ledger.lock(session, institution_id=change.institution_id)
    records = [change.opening, *_take_back(session, change), *_revoke(session, change, now=now)]
    rows = _reinstate(session, change, records) | _add(session, change, records)
    session.flush()
    records += _issue(session, change, rows, now=now)
    ledger.append(session, institution_id=change.institution_id, records=records, now=now)


def _take_back(session: Session, change: Change) -> list[Record]:
    records = []
    for row in _completions(session, [one.completion_id for one in change.losses]):
        row.given_until, row.valid_until = row.valid_until, row.completed_on
        records.append(facts.completion_ended_record(row.id, on=row.completed_on, why=WHY))
    return records


def _revoke(session: Session, change: Change, *, now: datetime) -> list[Record]:
    records, codes = [], [one.code for one in change.losses if one.code]
    for part in portions(codes):
        query = select(Certificate).where(Certificate.code.in_(part))
        for row in session.execute(query.order_by(Certificate.id)).scalars():
            on = max(change.today, row.issued_on)
            row.revoked_at, row.revoked_on, row.revoked_reason = now, on, change.reason
            records.append(facts.certificate_revoked_record(row, on=on, reason=change.reason))
    return records


def _reinstate(session: Session, change: Change, records: list[Record]) -> dict[int, Completion]:
    """Let completions count again to the end they were given; return those that get a certificate, by member."""
    given = {one.completion_id: one for one in change.gifts if one.completion_id is not None}
    certified = {}
    for row in _completions(session, list(given)):
        row.valid_until, row.given_until = row.given_until, None
        body = {"id": row.id, "valid_until": write_day(row.valid_until), "why": WHY}
        records.append(Record(Kind.COMPLETION_REINSTATED, body))
        if given[row.id].with_certificate:
            certified[row.id] = row
    return certified


def _add(session: Session, change: Change, records: list[Record]) -> dict[int, Completion]:
    """Add completions of the day the attempt was handed in; return those that get a certificate, by number."""
    added = [(one, _completion(one, one.verdict)) for one in change.gifts if one.verdict and one.completion_id is None]
    session.add_all(row for _, row in added)
    session.flush()
    editions = {(row.module_id, row.edition, row.language) for _, row in added}
    for module_id, edition, language in sorted(editions):
        records += edition_records(
            session,
            institution_id=change.institution_id,
            module_id=module_id,
            edition=edition,
            language=language,
        )
    keys = list_keys(session, (row.member_id for _, row in added))
    records += [facts.completion_record(row, person=keys[row.member_id]) for _, row in added]
    return {row.id: row for gift, row in added if gift.with_certificate}


def _issue(session: Session, change: Change, rows: Mapping[int, Completion], *, now: datetime) -> list[Record]:
    turns = _turns(session, list(rows))
    made = [_certificate(row, change, turn=turns.get(row.id, 0), now=now) for row in rows.values()]
    session.add_all(made)
    session.flush()
    keys = list_keys(session, (one.member_id for one in made))
    return [facts.certificate_record(one, person=keys[one.member_id]) for one in made]


def _certificate(row: Completion, change: Change, *, turn: int, now: datetime) -> Certificate:
    issued, again = change.issued[row.source_id], f":{turn}" if turn else ""
    return write_competence(
        row,
        replace(issued, language=row.language),
        code=certificate_code(f"{change.seed}:{row.id}{again}"),
        issued_on=change.today,
        now=now,
    )


def _turns(session: Session, completion_ids: Sequence[int]) -> dict[int, int]:
    """Return how many certificates each had before: that tells the codes apart."""
    counts: dict[int, int] = {}
    for part in portions(completion_ids):
        for found in session.execute(
            select(Certificate.completion_id).where(Certificate.completion_id.in_(part))
        ).scalars():
            counts[found or 0] = counts.get(found or 0, 0) + 1
    return counts


def _completion(gift: Gift, verdict: Verdict) -> Completion:
    return Completion(
        institution_id=verdict.institution_id,
        member_id=verdict.member_id,
        module_id=verdict.module_id,
        edition=verdict.edition,
        language=verdict.language,
        source=CHANGE if verdict.is_change else QUIZ,
        source_id=verdict.attempt_id,
        percent=None if verdict.is_change else verdict.percent,
        completed_at=verdict.submitted_at,
        completed_on=verdict.completed_on,
        valid_until=gift.valid_until,
        begun_on=verdict.begun_on,
    )


def _completions(session: Session, ids: Sequence[int]) -> list[Completion]:
    rows: list[Completion] = []
    for part in portions(ids):
        query = select(Completion).where(Completion.id.in_(part))
        rows += session.execute(query.order_by(Completion.id).execution_options(populate_existing=True)).scalars()
    return rows


def _stood(row: Completion, paper: Paper | None) -> Stood:
    return Stood(
        id=row.id,
        member_id=row.member_id,
        institution_id=row.institution_id,
        module_id=row.module_id,
        edition=row.edition,
        language=row.language,
        source=row.source,
        source_id=row.source_id,
        percent=row.percent,
        completed_on=row.completed_on,
        valid_until=row.valid_until,
        begun_on=row.begun_on,
        given_until=row.given_until,
        paper=paper,
    )
