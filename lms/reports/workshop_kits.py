"""The kits of the workshop that an institution or a network has asked for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.facilitation.kit_holders import NO_WORKSHOP_KIT, KitHolder
from lms.facilitation.models import WorkshopKit
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request


@dataclass(frozen=True, slots=True)
class WorkshopKitView:
    """A kit as it was asked for. `asked_by` is empty when that account is gone."""

    id: str
    request: WorkshopKitRequest
    edition: str
    asked_at: datetime
    asked_by: str


def list_workshop_kits(
    session: Session, *, holder: KitHolder, limit: int, offset: int = 0
) -> tuple[WorkshopKitView, ...]:
    """Return the kits of a holder, newest first."""
    return _views(session, _of(holder), limit=limit, offset=offset)


def count_workshop_kits(session: Session, *, holder: KitHolder) -> int:
    """Return how many kits stand on the list of a holder."""
    return session.execute(select(func.count(WorkshopKit.id)).where(_of(holder))).scalar_one()


def get_workshop_kit(session: Session, *, holder: KitHolder, kit_id: str) -> WorkshopKitView:
    """Return one of the kits of a holder; another's is not found."""
    found = _views(session, and_(WorkshopKit.id == kit_id, _of(holder)), limit=1)
    if not found:
        raise NotFound(NO_WORKSHOP_KIT)
    return found[0]


def _of(holder: KitHolder) -> ColumnElement[bool]:
    return and_(
        WorkshopKit.institution_id == holder.institution_id,
        WorkshopKit.network_id == holder.network_id,
    )


def _views(session: Session, which: ColumnElement[bool], *, limit: int, offset: int = 0) -> tuple[WorkshopKitView, ...]:
    query = (
        select(WorkshopKit, func.coalesce(Account.name, ""))
        .outerjoin(Account, Account.id == WorkshopKit.account_id)
        .where(which)
        .order_by(WorkshopKit.asked_at.desc(), WorkshopKit.id)
    )
    return tuple(
        WorkshopKitView(kit.id, read_kit_request(kit.request), kit.edition, kit.asked_at, asked_by)
        for kit, asked_by in session.execute(query.limit(limit).offset(offset))
    )
