"""The register of a session: a line for each member, written again when it was wrong, each time told to the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Invalid
from lms.facilitation.models import Attendance
from lms.facilitation.sessions import KnownSession
from lms.ledger import service as ledger
from lms.ledger.canonical import Json
from lms.ledger.kinds import Kind
from lms.ledger.people import list_keys


@dataclass(frozen=True, slots=True)
class Line:
    """How long a member was there, and the percentage of her paper test if she took one; 0 minutes: she was not."""

    member_id: int
    minutes: int
    test_percent: int | None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that was written just now; `attendance_id` is its row, `before` what stood there, None when it is new."""

    attendance_id: int
    line: Line
    before: Line | None


def keep_lines(
    session: Session,
    *,
    known: KnownSession,
    lines: Sequence[Line],
    source: str,
    account_id: int | None,
    now: datetime,
) -> tuple[KeptLine, ...]:
    """Write lines of a register that is held; those that say what stands there already are left alone.

    A member who is not in the register yet and was not there gets no line.
    """
    _check(known, lines)
    wanted = {line.member_id: line for line in lines}
    query = select(Attendance).where(Attendance.session_id == known.id, Attendance.member_id.in_(wanted))
    rows = {row.member_id: row for row in session.execute(query).scalars()}
    changed: list[tuple[Attendance, Line | None]] = []
    for member_id, line in wanted.items():
        row = rows.get(member_id)
        if row is None and line.minutes == 0:
            continue
        before = None if row is None else Line(member_id, row.minutes, row.test_percent)
        if before == line:
            continue
        if row is None:
            row = Attendance(session_id=known.id, institution_id=known.institution_id, member_id=member_id)
            session.add(row)
        row.minutes, row.test_percent, row.source = line.minutes, line.test_percent, source
        row.recorded_by_id, row.recorded_at = account_id, now
        changed.append((row, before))
    session.flush()
    _tell(session, known, [row for row, _before in changed], now=now)
    return tuple(
        KeptLine(row.id, Line(row.member_id, row.minutes, row.test_percent), before) for row, before in changed
    )


def _check(known: KnownSession, lines: Sequence[Line]) -> None:
    for line in lines:
        if not 0 <= line.minutes <= known.plan.minutes:
            sentence = f"The session took {known.plan.minutes} minutes: give a whole number from 0 to that."
            raise Invalid({f"minutes-{line.member_id}": sentence})
        if line.test_percent is not None and not 0 <= line.test_percent <= 100:
            raise Invalid({f"percent-{line.member_id}": "Give a percentage from 0 to 100, or leave it empty."})


def _tell(session: Session, known: KnownSession, rows: Sequence[Attendance], *, now: datetime) -> None:
    keys = list_keys(session, (row.member_id for row in rows))
    records = []
    for row in rows:
        body: dict[str, Json] = {
            "session": known.id,
            "person": keys[row.member_id],
            "minutes": row.minutes,
            "source": row.source,
            "test_percent": row.test_percent,
        }
        records.append(ledger.Record(Kind.ATTENDANCE, body))
    ledger.append(session, institution_id=known.institution_id, records=records, now=now)
