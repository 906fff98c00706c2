"""Packs that were asked for: kept as what was asked, so that the same can be made again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.evidence.models import EvidencePack


@dataclass(frozen=True, slots=True)
class AskedPack:
    """What was asked for: the day, the checkpoint by its size, and how names are shown."""

    id: str
    institution_id: int
    account_id: int | None
    as_of: date
    ledger_size: int
    names: str


def add_pack(session: Session, *, asked: AskedPack, now: datetime) -> None:
    """Keep what was asked for."""
    session.add(
        EvidencePack(
            id=asked.id,
            institution_id=asked.institution_id,
            as_of=asked.as_of,
            ledger_size=asked.ledger_size,
            names=asked.names,
            asked_by_id=asked.account_id,
            asked_at=now,
        )
    )
    session.flush()


def note_made(session: Session, *, institution_id: int, pack_id: str, sha256: str, size: int) -> None:
    """Keep the hash and the size of a pack as it was made last: it changes only when somebody was erased."""
    session.execute(
        update(EvidencePack)
        .where(EvidencePack.id == pack_id, EvidencePack.institution_id == institution_id)
        .values(sha256=sha256, size=size)
    )
