"""Ask for a session kit: check that it can be made, then keep what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from courses.model import Module
from lms.errors import Invalid
from lms.facilitation import service
from webinar_kits.errors import KitError
from webinar_kits.fit import plan
from webinar_kits.model import KitRequest, Plan


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for which institution."""

    account_id: int
    institution_id: int


def plan_kit(request: KitRequest, module: Module) -> Plan:
    """Return the running order of a request; `Invalid` names the field when there is none."""
    try:
        return plan(module.slides, mode=request.mode, tier=request.tier, minutes=request.minutes)
    except KitError as error:
        raise Invalid({error.field: error.text}) from None


def ask_for_kit(
    session: Session,
    *,
    request: KitRequest,
    module: Module,
    asker: Asker,
    brand: Mapping[str, str],
    fingerprint: str,
    kit_id: str,
    now: datetime,
) -> str:
    """Keep a request for a kit and return its id; nothing is kept when it cannot be made.

    `brand` is the request's brand as a mapping, `fingerprint` the name under which its file stands in the store.
    """
    plan_kit(request, module)
    service.add_kit(
        session,
        kit=service.AskedKit(
            id=kit_id,
            institution_id=asker.institution_id,
            account_id=asker.account_id,
            module_id=request.module_id,
            edition=module.edition,
            mode=request.mode,
            tier=request.tier,
            minutes=request.minutes,
            language=request.language,
            starts_at=request.starts_at,
            zone=request.zone,
            brand=brand,
            fingerprint=fingerprint,
        ),
        now=now,
    )
    return kit_id
