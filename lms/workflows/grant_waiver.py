"""Grant a waiver: to a person of this institution who is still there, approved by somebody else than herself."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.model import Module
from lms.errors import Conflict, Invalid
from lms.evidence import waivers
from lms.evidence.waivers import KnownWaiver, NewWaiver
from lms.institutions import service as institutions
from lms.institutions import tenures
from lms.workflows.keep_edition import keep_edition

NOT_HERSELF = "Nobody waives herself: give the name of the person who approved it."
NOT_BY_HERSELF = "Nobody waives herself: another coordinator has to record this."
NOT_HERE = "She holds no place here today, so nothing is asked of her that could be waived."


def grant_waiver(
    session: Session,
    *,
    institution_id: int,
    new: NewWaiver,
    module: Module,
    account_id: int,
    today: date,
    now: datetime,
) -> KnownWaiver:
    """Grant a waiver; a second press under the same id changes nothing. `Invalid` names the field that cannot be."""
    member = institutions.get_member(session, institution_id=institution_id, member_id=new.member_id)
    if member.account_id == account_id:
        raise Invalid({"approver": NOT_BY_HERSELF})
    if _same(new.approver_name, member.name):
        raise Invalid({"approver": NOT_HERSELF})
    history = tenures.list_tenures(session, institution_id=institution_id, member_id=new.member_id)
    if not any(stretch.covers(today) for stretch in history):
        raise Conflict(NOT_HERE)
    waivers.check_waiver(new, today=today)
    keep_edition(session, module=module)
    return waivers.grant_waiver(
        session, institution_id=institution_id, new=new, granted_by_id=account_id, today=today, now=now
    )


def _same(one: str, other: str) -> bool:
    """Say whether two names are one, whatever the order of their parts, spaces and capitals."""
    return sorted(one.casefold().split()) == sorted(other.casefold().split())
