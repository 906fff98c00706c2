"""Kits of the workshop: what an institution or a network asked for, kept so that it can be found and made again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.facilitation.kit_holders import NO_WORKSHOP_KIT, KitHolder
from lms.facilitation.models import WorkshopKit
from webinar_kits.workshop.kit_request import WorkshopKitRequest, write_kit_request


@dataclass(frozen=True, slots=True)
class AskedWorkshopKit:
    """A kit of the workshop as it is asked for; `edition` names the content that it is made of."""

    id: str
    holder: KitHolder
    account_id: int
    request: WorkshopKitRequest
    edition: str


def add_workshop_kit(session: Session, *, kit: AskedWorkshopKit, now: datetime) -> None:
    """Keep a kit that was asked for."""
    session.add(
        WorkshopKit(
            id=kit.id,
            institution_id=kit.holder.institution_id,
            network_id=kit.holder.network_id,
            account_id=kit.account_id,
            request=write_kit_request(kit.request),
            edition=kit.edition,
            asked_at=now,
        )
    )
    session.flush()


def drop_workshop_kit(session: Session, *, holder: KitHolder, kit_id: str) -> None:
    """Take a kit off the list of its holder; its file leaves the store in time."""
    dropped = session.execute(
        delete(WorkshopKit)
        .where(
            WorkshopKit.id == kit_id,
            WorkshopKit.institution_id == holder.institution_id,
            WorkshopKit.network_id == holder.network_id,
        )
        .returning(WorkshopKit.id)
    ).first()
    if dropped is None:
        raise NotFound(NO_WORKSHOP_KIT)
