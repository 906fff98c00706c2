"""Send a reset link to who forgot the password; from outside nobody learns whether the address has an account."""

from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import links, service
from lms.accounts.links import new_token
from lms.accounts.rules import LIFETIMES, Purpose
from lms.db.outbox import post
from lms.reminders.access_letters import compose_reset

__all__ = ["new_token", "send_reset"]

HOURS = LIFETIMES[Purpose.RESET].seconds // 3600


def send_reset(session: Session, *, email: str, token: str, base_url: str, now: datetime) -> None:
    """Write a reset letter to the outbox if the address has an open account; say nothing either way."""
    account = service.find_account(session, email=email)
    if account is None or not account.is_active:
        return
    links.issue_link(session, account_id=account.id, purpose=Purpose.RESET, token=token, now=now)
    link = f"{base_url}/links/{token}"
    mail = compose_reset(to_address=account.email, name=account.name, link=link, hours=HOURS, language=account.language)
    post(session, mail, now=now)
