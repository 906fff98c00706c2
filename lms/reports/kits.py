"""The kits an institution has asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.facilitation.models import Kit


@dataclass(frozen=True, slots=True)
class KitView:
    """A kit as it was asked for. `asked_by` is empty when that account is gone."""

    id: str
    institution_id: int
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
    asked_at: datetime
    asked_by: str


_KIT: Select[*tuple[object, ...]] = select(
    Kit.id,
    Kit.institution_id,
    Kit.module_id,
    Kit.edition,
    Kit.mode,
    Kit.tier,
    Kit.minutes,
    Kit.language,
    Kit.starts_at,
    Kit.zone,
    Kit.brand,
    Kit.fingerprint,
    Kit.asked_at,
    func.coalesce(Account.name, "").label("asked_by"),
).outerjoin(Account, Account.id == Kit.account_id)


def list_kits(session: Session, *, institution_id: int, limit: int, offset: int = 0) -> tuple[KitView, ...]:
    """Return an institution's kits, newest first."""
    query = _KIT.where(Kit.institution_id == institution_id).order_by(Kit.asked_at.desc(), Kit.id)
    return tuple(_view(row) for row in session.execute(query.limit(limit).offset(offset)))


def count_kits(session: Session, *, institution_id: int) -> int:
    """Return how many kits an institution has on its list."""
    return session.execute(select(func.count(Kit.id)).where(Kit.institution_id == institution_id)).scalar_one()


def get_kit(session: Session, *, institution_id: int, kit_id: str) -> KitView:
    """Return one of an institution's kits; another's is not found."""
    row = session.execute(_KIT.where(Kit.id == kit_id, Kit.institution_id == institution_id)).one_or_none()
    if row is None:
        raise NotFound("This kit is not on the list of your institution (any more).")
    return _view(row)


def _view(row: Row[*tuple[object, ...]]) -> KitView:
    return KitView(**row._mapping)
