"""Lists of people on their way in: kept until they are applied or dropped, then only what they did is kept."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.errors import Conflict, NotFound
from lms.institutions.models import RosterImport
from lms.institutions.roster_mapping import Answers, read_answers, write_answers
from webinar_kits.sheet_rows import Book, read_book, write_book

LONGEST_NAME = 200
# A list nobody applied is not kept for ever: it holds people's data.
KEPT_DAYS = 30
# What has not ended by then never will: the server it ran in was stopped, and nothing was written.
LONGEST_SECONDS = 180


class State(StrEnum):
    """Where a list stands: being read, refused as a file, read, being applied, applied, or dropped."""

    READING = "reading"
    REFUSED = "refused"
    READ = "read"
    APPLYING = "applying"
    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class KnownImport:
    """A list; `summary` says what it did, or why it could not be."""

    id: str
    institution_id: int
    account_id: int | None
    file_name: str
    state: State
    summary: Mapping[str, object]
    created_at: datetime
    applied_at: datetime | None

    @property
    def rows(self) -> int:
        """How many rows the list holds, as far as that is known."""
        rows = self.summary.get("rows", 0)
        return rows if isinstance(rows, int) else 0

    def is_under_way(self, now: datetime) -> bool:
        """Return whether somebody is at work on it: reading it, or applying it."""
        since = datetime.fromisoformat(str(self.summary.get("since", now.isoformat())))
        is_fresh = (now - since).total_seconds() < LONGEST_SECONDS
        return self.state in (State.READING, State.APPLYING) and is_fresh


def begin_import(
    session: Session, *, import_id: str, institution_id: int, account_id: int | None, file_name: str, now: datetime
) -> None:
    """Note that a file came; what it holds follows by `keep_book`. Lists nobody applied for long are emptied."""
    _drop_old(session, institution_id, now)
    name = "".join(letter for letter in file_name if letter.isprintable())[-LONGEST_NAME:] or "?"
    session.add(
        RosterImport(
            id=import_id,
            institution_id=institution_id,
            account_id=account_id,
            file_name=name,
            state=State.READING,
            sheet=b"",
            mapping="{}",
            summary=json.dumps({"since": now.isoformat()}),
            created_at=now,
        )
    )
    session.flush()


def keep_book(
    session: Session, *, institution_id: int, import_id: str, book: Book, answers: Answers, rows: int
) -> None:
    """Keep what a file held and what was guessed of it; `rows` of it seem to be people."""
    row = _row(session, institution_id, import_id)
    cells = json.dumps(write_book(book), ensure_ascii=False, separators=(",", ":")).encode()
    row.sheet = gzip.compress(cells, compresslevel=3, mtime=0)
    row.state, row.summary = State.READ, json.dumps({"rows": rows})
    row.mapping = json.dumps(write_answers(answers))
    session.flush()


def keep_answers(session: Session, *, institution_id: int, import_id: str, answers: Answers) -> None:
    """Keep what was said of a list."""
    row = _row(session, institution_id, import_id)
    row.mapping = json.dumps(write_answers(answers))
    session.flush()


def set_state(
    session: Session, *, institution_id: int, import_id: str, state: State, summary: Mapping[str, object], now: datetime
) -> None:
    """Write where a list stands. Its cells are erased when nothing more is to be done with them."""
    row = _row(session, institution_id, import_id)
    row.state, row.summary = state, json.dumps({**summary, "since": now.isoformat()})
    if state in (State.APPLIED, State.DROPPED, State.REFUSED):
        row.sheet = b""
    if state is State.APPLIED:
        row.applied_at = now
    session.flush()


def drop_import(session: Session, *, institution_id: int, import_id: str, now: datetime) -> None:
    """Forget what a list held; `Conflict` when it was applied, or is being."""
    known = lock_import(session, institution_id=institution_id, import_id=import_id)
    if known.state is State.APPLIED or known.is_under_way(now):
        raise Conflict("This list is applied already, or just being read. What it changed stays.")
    set_state(session, institution_id=institution_id, import_id=import_id, state=State.DROPPED, summary={}, now=now)


def get_import(session: Session, *, institution_id: int, import_id: str) -> KnownImport:
    """Return a list; one of another institution is not found."""
    return _known(_row(session, institution_id, import_id))


def lock_import(session: Session, *, institution_id: int, import_id: str) -> KnownImport:
    """Return a list that nobody else applies until this transaction ends."""
    return _known(_row(session, institution_id, import_id, is_locked=True))


def read_kept(session: Session, *, institution_id: int, import_id: str) -> tuple[Book, Answers]:
    """Return what a list holds and what was said of it."""
    answers = read_said(session, institution_id=institution_id, import_id=import_id)
    row = _row(session, institution_id, import_id)
    return read_book(json.loads(gzip.decompress(row.sheet))), answers


def read_said(session: Session, *, institution_id: int, import_id: str) -> Answers:
    """Return what was said of a list; `NotFound` when what it held is no longer kept."""
    row = _row(session, institution_id, import_id)
    if not row.sheet:
        raise NotFound("What this list held is no longer kept. Send the file again.")
    return read_answers(json.loads(row.mapping))


def list_imports(session: Session, *, institution_id: int, limit: int, offset: int = 0) -> tuple[KnownImport, ...]:
    """Return the lists that came, newest first."""
    query = (
        select(RosterImport)
        .where(RosterImport.institution_id == institution_id)
        .order_by(RosterImport.created_at.desc(), RosterImport.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(_known(row) for row in session.execute(query).scalars())


def count_imports(session: Session, *, institution_id: int) -> int:
    """Return how many lists came."""
    query = select(func.count()).select_from(RosterImport).where(RosterImport.institution_id == institution_id)
    return session.execute(query).scalar_one()


def explained(session: Session, *, institution_id: int) -> tuple[dict[str, Tier], dict[str, str]]:
    """Return the words for tiers and names of branches explained with lists applied before: asked about once."""
    query = (
        select(RosterImport.mapping)
        .where(RosterImport.institution_id == institution_id, RosterImport.state == State.APPLIED)
        .order_by(RosterImport.applied_at)
    )
    tiers: dict[str, Tier] = {}
    branches: dict[str, str] = {}
    for mapping in session.execute(query).scalars():
        answers = read_answers(json.loads(mapping))
        tiers |= answers.tiers
        branches |= answers.same_branches
    return tiers, branches


def _row(session: Session, institution_id: int, import_id: str, *, is_locked: bool = False) -> RosterImport:
    query: Select[RosterImport] = select(RosterImport).where(
        RosterImport.id == import_id, RosterImport.institution_id == institution_id
    )
    if is_locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = session.execute(query).scalars().one_or_none()
    if row is None:
        raise NotFound("There is no such list in this institution.")
    return row


def _drop_old(session: Session, institution_id: int, now: datetime) -> None:
    query = select(RosterImport).where(
        RosterImport.institution_id == institution_id, RosterImport.state.in_((State.READ, State.READING))
    )
    for row in session.execute(query).scalars():
        if (now - row.created_at).days >= KEPT_DAYS:
            row.state, row.sheet = State.DROPPED, b""


def _known(row: RosterImport) -> KnownImport:
    return KnownImport(
        id=row.id,
        institution_id=row.institution_id,
        account_id=row.account_id,
        file_name=row.file_name,
        state=State(row.state),
        summary=json.loads(row.summary),
        created_at=row.created_at,
        applied_at=row.applied_at,
    )
