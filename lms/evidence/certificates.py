"""Certificates: issued on a fact that is there, revoked, corrected by a new one in place of the old, never changed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from courses.days import day_words
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence import facts
from lms.evidence.models import Certificate, Completion
from lms.evidence.rules import certificate_code
from lms.ledger import service as ledger
from lms.ledger.people import get_person
from lms.lines import read_line
from webinar_kits.certificate import CertificateKind

# What a test stands behind. A waiver, a change that was read and a roll-call count, and give no certificate.
GIVE_CERTIFICATES = frozenset({"quiz", "session"})
LONGEST_REASON = 300
NO_CERTIFICATE = "There is no such certificate in this institution."
NO_TEST = "A certificate of competence needs a passed test; this completion has none."
TAKEN_BACK = "This completion was taken back, so it gives no certificate."
ISSUED = "There is a certificate for this already."
TOO_SHORT = "She was there {minutes} minutes; the session asks for {minimum}. It gives no certificate."
IS_REVOKED = "This certificate is revoked already."


@dataclass(frozen=True, slots=True)
class Issued:
    """What a certificate says, fixed at issue. `member_name_other` is the name in a second script, or empty."""

    member_name: str
    institution_name: str
    module_title: str
    tier: str
    language: str
    member_name_other: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A line of a register: so many `minutes` of a session of `session_minutes`, which asks for `minimum_minutes`."""

    attendance_id: int
    session_id: str
    institution_id: int
    member_id: int
    module_id: str
    edition: str
    attended_on: date
    minutes: int
    session_minutes: int
    minimum_minutes: int


@dataclass(frozen=True, slots=True)
class Names:
    """A person's names as they are right; `other` is in a second script, or empty."""

    name: str
    other: str = ""


def issue_certificate(
    session: Session,
    *,
    completion: Completion,
    issued: Issued,
    seed: str,
    now: datetime,
    issued_on: date | None = None,
) -> str:
    """Issue the certificate of a completion and return its code. `seed` must be secret: codes are not to be guessed.

    `issued_on` is the day it is written where that is not the day of the test. `Conflict` where there is no test behind
    the completion (a waiver, a change that was read), it was taken back, or has a certificate.
    """
    if completion.source not in GIVE_CERTIFICATES or completion.percent is None:
        raise Conflict(NO_TEST)
    if completion.valid_until == completion.completed_on:
        raise Conflict(TAKEN_BACK)
    ledger.lock(session, institution_id=completion.institution_id)
    turn = _turn(session, Certificate.completion_id == completion.id)
    code = certificate_code(f"{seed}:{completion.id}{turn}")
    on = issued_on or completion.completed_on
    return _issue(session, write_competence(completion, issued, code=code, issued_on=on, now=now), now=now)


def write_competence(
    completion: Completion, issued: Issued, *, code: str, issued_on: date, now: datetime
) -> Certificate:
    """Return the certificate of a completion as it is written; nothing is added and no entry is made."""
    certificate = Certificate(
        code=code,
        kind=CertificateKind.COMPETENCE.value,
        institution_id=completion.institution_id,
        completion_id=completion.id,
        member_id=completion.member_id,
        module_id=completion.module_id,
        edition=completion.edition,
        issued_on=issued_on,
        earned_on=completion.completed_on,
        valid_until=completion.valid_until,
    )
    _say(certificate, issued, now=now)
    return certificate


def issue_attendance_certificate(
    session: Session, *, attended: Attended, issued: Issued, seed: str, now: datetime, issued_on: date | None = None
) -> str:
    """Issue the certificate of a line of a register and return its code; `Conflict` where the minutes are too few."""
    if attended.minutes < attended.minimum_minutes:
        raise Conflict(TOO_SHORT.format(minutes=attended.minutes, minimum=attended.minimum_minutes))
    ledger.lock(session, institution_id=attended.institution_id)
    turn = _turn(session, Certificate.attendance_id == attended.attendance_id)
    certificate = Certificate(
        code=certificate_code(f"{seed}:attendance:{attended.attendance_id}{turn}"),
        kind=CertificateKind.ATTENDANCE.value,
        institution_id=attended.institution_id,
        attendance_id=attended.attendance_id,
        session_id=attended.session_id,
        member_id=attended.member_id,
        module_id=attended.module_id,
        edition=attended.edition,
        issued_on=issued_on or attended.attended_on,
        earned_on=attended.attended_on,
        minutes=attended.minutes,
        session_minutes=attended.session_minutes,
    )
    _say(certificate, issued, now=now)
    return _issue(session, certificate, now=now)


def revoke_certificate(
    session: Session, *, institution_id: int, code: str, reason: str, on: date, now: datetime
) -> None:
    """Revoke a certificate from a day on. The reason stays here; who checks the code learns the day and not why."""
    text = read_line(reason, field="reason", longest=LONGEST_REASON)
    found = _locked(session, institution_id, code)
    if found.revoked_at is not None:
        raise Conflict(IS_REVOKED)
    if on < found.issued_on:
        raise Invalid({"on": f"It was issued on {day_words(found.issued_on)}. Give that day or a later one."})
    _revoke(session, found, reason=text, on=on, now=now)


def reissue_certificate(
    session: Session, *, institution_id: int, code: str, names: Names, reason: str, seed: str, on: date, now: datetime
) -> str:
    """Revoke a certificate and issue the same one under the right names, as of `on`; return the new code."""
    right = Names(
        read_line(names.name, field="name", longest=200),
        read_line(names.other, field="name_other", longest=200) if names.other.strip() else "",
    )
    old = _locked(session, institution_id, code)
    revoke_certificate(session, institution_id=institution_id, code=code, reason=reason, on=on, now=now)
    fact = f"{old.completion_id}" if old.attendance_id is None else f"attendance:{old.attendance_id}"
    turn = _turn(session, _same_fact(old))
    copied = {name: getattr(old, name) for name in _COPIED}
    new = Certificate(
        **copied,
        code=certificate_code(f"{seed}:{fact}{turn}"),
        member_name=right.name,
        member_name_other=right.other,
        issued_on=on,
    )
    _stamp(new, now=now)
    return _issue(session, new, now=now)


def withdraw_certificate(
    session: Session,
    *,
    reason: str,
    on: date,
    now: datetime,
    completion_id: int | None = None,
    attendance_id: int | None = None,
) -> str | None:
    """Revoke the certificate that stands on a completion or an attendance that was taken back; return its code."""
    if attendance_id is None:
        fact: ColumnElement[bool] = Certificate.completion_id == completion_id
    else:
        fact = Certificate.attendance_id == attendance_id
    stands = (fact, Certificate.revoked_at.is_(None))
    institution_id = session.execute(select(Certificate.institution_id).where(*stands)).scalars().one_or_none()
    if institution_id is None:
        return None
    ledger.lock(session, institution_id=institution_id)
    query = select(Certificate).where(*stands).with_for_update().execution_options(populate_existing=True)
    found = session.execute(query).scalars().one_or_none()
    if found is None:
        return None
    _revoke(session, found, reason=reason, on=max(on, found.issued_on), now=now)
    return found.code


def keep_credentials(session: Session, *, credentials: Mapping[str, str]) -> None:
    """Keep credentials as they were signed, by code; one that is kept already stays."""
    for code, text in credentials.items():
        session.execute(
            update(Certificate).where(Certificate.code == code, Certificate.credential == "").values(credential=text)
        )


_COPIED = (
    *("kind", "institution_id", "completion_id", "attendance_id", "session_id", "member_id", "module_id", "edition"),
    *("module_title", "institution_name", "tier", "language", "earned_on", "valid_until", "minutes", "session_minutes"),
)


def _say(certificate: Certificate, issued: Issued, *, now: datetime) -> None:
    certificate.member_name = issued.member_name
    certificate.member_name_other = issued.member_name_other
    certificate.institution_name = issued.institution_name
    certificate.module_title = issued.module_title
    certificate.tier = issued.tier
    certificate.language = issued.language
    _stamp(certificate, now=now)


def _stamp(certificate: Certificate, *, now: datetime) -> None:
    certificate.issued_at = now
    certificate.credential_id = str(UUID(bytes=secrets.token_bytes(16), version=4))


def _issue(session: Session, certificate: Certificate, *, now: datetime) -> str:
    session.add(certificate)
    session.flush()
    person = get_person(session, member_id=certificate.member_id)
    record = facts.certificate_record(certificate, person=person.key)
    ledger.append(session, institution_id=certificate.institution_id, records=(record,), now=now)
    return certificate.code


def _revoke(session: Session, found: Certificate, *, reason: str, on: date, now: datetime) -> None:
    found.revoked_at, found.revoked_on, found.revoked_reason = now, on, reason
    session.flush()
    record = facts.certificate_revoked_record(found, on=on, reason=reason)
    ledger.append(session, institution_id=found.institution_id, records=(record,), now=now)


def _turn(session: Session, fact: ColumnElement[bool]) -> str:
    """Return what tells the code of this certificate from those of the same fact before it; refused when one stands."""
    query = select(func.count(Certificate.id), func.count(Certificate.revoked_at)).where(fact)
    count, revoked = session.execute(query).one()
    if count > revoked:
        raise Conflict(ISSUED)
    return f":{count}" if count else ""


def _same_fact(old: Certificate) -> ColumnElement[bool]:
    if old.attendance_id is None:
        return Certificate.completion_id == old.completion_id
    return Certificate.attendance_id == old.attendance_id


def _locked(session: Session, institution_id: int, code: str) -> Certificate:
    ledger.lock(session, institution_id=institution_id)
    found = session.execute(_one(institution_id, code)).scalars().one_or_none()
    if found is None:
        raise NotFound(NO_CERTIFICATE)
    return found


def _one(institution_id: int, code: str) -> Select[Certificate]:
    query = select(Certificate).where(Certificate.code == code, Certificate.institution_id == institution_id)
    return query.with_for_update().execution_options(populate_existing=True)
