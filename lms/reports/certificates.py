"""The certificates of an institution: a list to look through, to print, to hand out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from lms.evidence.models import Certificate
from lms.institutions.models import Branch, Member, Tenure
from lms.reports.certificate import CertificateState, state_on

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CertificateQuery:
    """Which certificates; empty and None mean any. `since` and `until` are days of issue, both included.

    `today` decides what has expired.
    """

    institution_id: int
    today: date
    kind: str = ""
    tier: str = ""
    branch_id: int | None = None
    module_id: str = ""
    since: date | None = None
    until: date | None = None
    state: CertificateState | None = None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A line of the list. `branch` is where she worked when she earned it, empty where that is not known."""

    code: str
    kind: str
    state: CertificateState
    member_id: int
    name: str
    name_other: str
    staff_code: str
    branch: str
    tier: str
    module_id: str
    module_title: str
    language: str
    edition: str
    earned_on: date
    issued_on: date
    valid_until: date | None
    minutes: int | None
    session_minutes: int | None
    revoked_on: date | None
    revoked_reason: str


@dataclass(frozen=True, slots=True)
class CertificatesFound:
    """A page of the list, and how many there are in each state under the other filters."""

    rows: tuple[CertificateRow, ...]
    total: int
    counts: dict[CertificateState, int]


def read_certificates(session: Session, query: CertificateQuery, *, limit: int, offset: int) -> CertificatesFound:
    """Return a page of the list, the newest first, with the counts."""
    counts = _counts(session, query)
    total = counts[query.state] if query.state is not None else sum(counts.values())
    rows = session.execute(_listed(query).limit(limit).offset(offset))
    return CertificatesFound(tuple(_row(row, query.today) for row in rows), total, counts)


def each_certificate(session: Session, query: CertificateQuery) -> Iterator[CertificateRow]:
    """Give every line of the list in its order."""
    for row in session.execute(_listed(query).execution_options(yield_per=ROWS_AT_ONCE)):
        yield _row(row, query.today)


def list_codes(session: Session, query: CertificateQuery, *, most: int) -> tuple[str, ...]:
    """Return the codes of the certificates of a query that can be handed out, by name, one more than `most` at most.

    A revoked one, and one whose holder was erased, is not handed out.
    """
    handed = (CertificateState.VALID, CertificateState.EXPIRED)
    found = (
        _narrowed(select(Certificate.code), query)
        .where(or_(*(_is_in(state, query.today) for state in handed)))
        .order_by(Certificate.member_name, Certificate.issued_on, Certificate.id)
        .limit(most + 1)
    )
    return tuple(session.execute(found).scalars())


def _counts(session: Session, query: CertificateQuery) -> dict[CertificateState, int]:
    sums = [
        func.coalesce(func.sum(_as_number(_is_in(state, query.today))), 0).label(state.value)
        for state in CertificateState
    ]
    row = session.execute(_narrowed(select(*sums), query, is_any_state=True)).one()
    return {state: int(row._mapping[state.value]) for state in CertificateState}


def _listed(query: CertificateQuery) -> Select[*tuple[Any, ...]]:
    return _narrowed(
        select(
            Certificate.code,
            Certificate.kind,
            Certificate.member_id,
            Certificate.member_name.label("name"),
            Certificate.member_name_other.label("name_other"),
            Member.staff_code,
            func.coalesce(Branch.name, "").label("branch"),
            Certificate.tier,
            Certificate.module_id,
            Certificate.module_title,
            Certificate.language,
            Certificate.edition,
            Certificate.earned_on,
            Certificate.issued_on,
            Certificate.valid_until,
            Certificate.minutes,
            Certificate.session_minutes,
            Certificate.revoked_on,
            Certificate.revoked_reason,
            Member.erased_at,
        ),
        query,
    ).order_by(Certificate.issued_on.desc(), Certificate.id.desc())


def _narrowed(
    query: Select[*tuple[Any, ...]], asked: CertificateQuery, *, is_any_state: bool = False
) -> Select[*tuple[Any, ...]]:
    held = (
        query.join(Member, Member.id == Certificate.member_id)
        .outerjoin(Tenure, _covers())
        .outerjoin(Branch, Branch.id == Tenure.branch_id)
        .where(Certificate.institution_id == asked.institution_id)
    )
    if asked.kind:
        held = held.where(Certificate.kind == asked.kind)
    if asked.tier:
        held = held.where(Certificate.tier == asked.tier)
    if asked.branch_id is not None:
        held = held.where(Tenure.branch_id == asked.branch_id)
    if asked.module_id:
        held = held.where(Certificate.module_id == asked.module_id)
    if asked.since is not None:
        held = held.where(Certificate.issued_on >= asked.since)
    if asked.until is not None:
        held = held.where(Certificate.issued_on <= asked.until)
    if asked.state is None or is_any_state:
        return held
    return held.where(_is_in(asked.state, asked.today))


def _covers() -> ColumnElement[bool]:
    """Join the one tenure that covers the day on which it was earned."""
    return (
        (Tenure.member_id == Certificate.member_id)
        & (Tenure.starts_on <= Certificate.earned_on)
        & or_(Tenure.ends_on.is_(None), Tenure.ends_on > Certificate.earned_on)
    )


def _is_in(state: CertificateState, today: date) -> ColumnElement[bool]:
    revoked, erased = Certificate.revoked_at.is_not(None), Member.erased_at.is_not(None)
    ended = Certificate.valid_until.is_not(None) & (Certificate.valid_until <= today)
    return {
        CertificateState.REVOKED: revoked,
        CertificateState.ERASED: ~revoked & erased,
        CertificateState.EXPIRED: ~revoked & ~erased & ended,
        CertificateState.VALID: ~revoked & ~erased & ~ended,
    }[state]


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _row(row: Row[*tuple[Any, ...]], today: date) -> CertificateRow:
    values = dict(row._mapping)
    is_erased = values.pop("erased_at") is not None
    state = state_on(today, revoked_on=values["revoked_on"], is_erased=is_erased, valid_until=values["valid_until"])
    return CertificateRow(**values, state=state)
