"""Kits: what was asked for, kept so that it can be found and made again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.facilitation.models import Kit


@dataclass(frozen=True, slots=True)
class AskedKit:
    """A kit as it is asked for; `brand` is what of the institution flows in, `fingerprint` names its file."""

    id: str
    institution_id: int
    account_id: int
    module_id: str
    edition: str
    mode: str
    tier: str
    minutes: int
    language: str
    starts_at: datetime | None
    zone: str
    brand: Mapping[str, str]
    fingerprint: str


def add_kit(session: Session, *, kit: AskedKit, now: datetime) -> None:
    """Keep a kit that was asked for."""
    session.add(
        Kit(
            id=kit.id,
            institution_id=kit.institution_id,
            account_id=kit.account_id,
            module_id=kit.module_id,
            edition=kit.edition,
            mode=kit.mode,
            tier=kit.tier,
            minutes=kit.minutes,
            language=kit.language,
            starts_at=kit.starts_at,
            zone=kit.zone,
            brand=dict(kit.brand),
            fingerprint=kit.fingerprint,
            asked_at=now,
        )
    )
    session.flush()


def drop_kit(session: Session, *, institution_id: int, kit_id: str) -> None:
    """Take a kit off the institution's list; its file leaves the store in time."""
    dropped = session.execute(
        delete(Kit).where(Kit.id == kit_id, Kit.institution_id == institution_id).returning(Kit.id)
    ).first()
    if dropped is None:
        raise NotFound("This kit is not on the list of your institution (any more).")
