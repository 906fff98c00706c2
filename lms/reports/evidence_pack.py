"""What evidence packs are made from, and which were asked for: entries up to a checkpoint, openings, files, texts."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.boards.models import StoredFile
from lms.errors import NotFound
from lms.evidence.models import EditionCopy, EvidencePack
from lms.institutions.models import Institution, Member, Tenure
from lms.ledger.entries import Opening
from lms.ledger.log import Checkpoint, each_entry, find_log, list_checkpoints
from lms.ledger.models import LedgerPrivate

MOST_AT_ONCE = 500
WORTH_A_SCAN = 10_000


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack that was asked for; `sha256` is empty until it was made, `asked_by` when that account is gone."""

    id: str
    institution_id: int
    as_of: date
    ledger_size: int
    names: str
    asked_at: datetime
    asked_by: str
    sha256: str
    size: int | None


@dataclass(frozen=True, slots=True)
class PackChoices:
    """What can be asked for: a day from `first_day` on, and a checkpoint, newest first; `size` entries there are."""

    first_day: date | None
    size: int
    checkpoints: tuple[Checkpoint, ...]


_PACK: Select[*tuple[object, ...]] = select(
    EvidencePack.id,
    EvidencePack.institution_id,
    EvidencePack.as_of,
    EvidencePack.ledger_size,
    EvidencePack.names,
    EvidencePack.asked_at,
    func.coalesce(Account.name, "").label("asked_by"),
    EvidencePack.sha256,
    EvidencePack.size,
).outerjoin(Account, Account.id == EvidencePack.asked_by_id)


def list_packs(session: Session, *, institution_id: int, limit: int, offset: int = 0) -> tuple[PackView, ...]:
    """Return the packs of an institution, newest first."""
    query = _PACK.where(EvidencePack.institution_id == institution_id)
    ordered = query.order_by(EvidencePack.asked_at.desc(), EvidencePack.id)
    return tuple(_view(row) for row in session.execute(ordered.limit(limit).offset(offset)))


def count_packs(session: Session, *, institution_id: int) -> int:
    """Return how many packs were asked for."""
    query = select(func.count(EvidencePack.id)).where(EvidencePack.institution_id == institution_id)
    return session.execute(query).scalar_one()


def get_pack(session: Session, *, institution_id: int, pack_id: str) -> PackView:
    """Return one of an institution's packs; another's is not found."""
    query = _PACK.where(EvidencePack.id == pack_id, EvidencePack.institution_id == institution_id)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("This pack is not on the list of your institution.")
    return _view(row)


def read_choices(session: Session, *, institution_id: int, limit: int | None = None) -> PackChoices:
    """Return which days and checkpoints a pack of an institution can be of.

    An institution begins with the first place anybody held there, as its coverage does; without any, on the day it was
    entered here. A pack of a day before would be one of nobody.
    """
    first = session.execute(
        select(func.min(Tenure.starts_on)).where(Tenure.institution_id == institution_id)
    ).scalar_one()
    created = session.execute(select(Institution.created_at).where(Institution.id == institution_id)).scalar()
    log = find_log(session, institution_id=institution_id)
    return PackChoices(
        first_day=first or (created.date() if created else None),
        size=0 if log is None else log.size,
        checkpoints=list_checkpoints(session, institution_id=institution_id, limit=limit),
    )


def count_erased(session: Session, *, institution_id: int) -> int:
    """Return how many people of an institution were erased: what a pack shows changes with this alone."""
    query = select(func.count()).select_from(Member)
    return session.execute(
        query.where(Member.institution_id == institution_id, Member.erased_at.is_not(None))
    ).scalar_one()


@contextmanager
def reading_once(session: Session) -> Iterator[None]:
    """Let SQLite not map its file while a pack is made, which reads most of it once and would hold it in memory."""
    is_mapped = session.get_bind().dialect.name == "sqlite"
    if is_mapped:
        before = session.execute(text("PRAGMA mmap_size")).scalar_one()
        session.execute(text("PRAGMA mmap_size = 0"))
    try:
        yield
    finally:
        if is_mapped:
            session.execute(text(f"PRAGMA mmap_size = {int(before)}"))


def each_line(session: Session, *, institution_id: int, size: int) -> Iterator[str]:
    """Give the lines of the first `size` entries."""
    return (entry.line for entry in each_entry(session, institution_id=institution_id, size=size))


def read_openings(session: Session, *, institution_id: int, commitments: Sequence[str]) -> dict[str, Opening]:
    """Return those private parts that are still there, by commitment."""
    query = select(LedgerPrivate.commitment, LedgerPrivate.salt, LedgerPrivate.payload)
    query = query.where(LedgerPrivate.institution_id == institution_id)
    found: dict[str, Opening] = {}
    if len(commitments) > WORTH_A_SCAN:
        asked = frozenset(commitments)
        rows = session.execute(query.execution_options(yield_per=MOST_AT_ONCE))
        return {row[0]: Opening(*row) for row in rows if row[0] in asked}
    for start in range(0, len(commitments), MOST_AT_ONCE):
        wanted = commitments[start : start + MOST_AT_ONCE]
        for row in session.execute(query.where(LedgerPrivate.commitment.in_(wanted))):
            found[row[0]] = Opening(*row)
    return found


def read_outside(session: Session, *, institution_id: int, files: Mapping[str, str]) -> dict[str, bytes]:
    """Return by path the files kept outside of the ledger, from their hashes; one that is not there is left out.

    What is kept is checked against its hash: a file that was changed counts as not there.
    """
    found: dict[str, bytes] = {}
    for path, digest in files.items():
        content = _stored(session, institution_id, digest) or _copied(session, digest)
        if content is not None and sha256(content).hexdigest() == digest:
            found[path] = content
    return found


def _stored(session: Session, institution_id: int, digest: str) -> bytes | None:
    query = select(StoredFile.content).where(StoredFile.institution_id == institution_id, StoredFile.sha256 == digest)
    return session.execute(query).scalar()


def _copied(session: Session, digest: str) -> bytes | None:
    query = select(EditionCopy.content).where(EditionCopy.sha256 == digest).limit(1)
    packed = session.execute(query).scalar()
    return None if packed is None else gzip.decompress(packed)


def _view(row: Row[*tuple[object, ...]]) -> PackView:
    return PackView(**row._mapping)
