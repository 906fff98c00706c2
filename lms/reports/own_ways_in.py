"""What of signing in and of letters is in one's own record: links, a PIN, keys, the letters to her addresses."""

from sqlalchemy import Select, or_, select

from lms.accounts.models import AccessToken, Account, OneTimeLink, Pin
from lms.db.outbox import OutboxMessage
from lms.institutions.models import Member

Rows = Select[*tuple[object, ...]]


def own_way_in_queries(account_id: int) -> tuple[Rows, Rows, Rows]:
    """Return the queries for an account's keys, the links to a password made for it, and its PIN; no secret of any."""
    keys = (
        select(AccessToken.label, AccessToken.created_at, AccessToken.expires_at)
        .where(AccessToken.account_id == account_id)
        .order_by(AccessToken.id)
    )
    links = (
        select(OneTimeLink.purpose, OneTimeLink.created_at, OneTimeLink.expires_at, OneTimeLink.used_at)
        .where(OneTimeLink.account_id == account_id)
        .order_by(OneTimeLink.created_at, OneTimeLink.id)
    )
    pin = select(Pin.set_at, Pin.must_change, Pin.failures, Pin.locked_until).where(Pin.account_id == account_id)
    return keys, links, pin


def own_mail_query(account_id: int, members: tuple[int, ...]) -> Rows:
    """Return the query for the letters written to her addresses: what they say is left out, a link in them is a key."""
    login = select(Account.email).where(Account.id == account_id, Account.email.is_not(None))
    rosters = select(Member.email).where(Member.id.in_(members), Member.email != "")
    return (
        select(OutboxMessage.subject, OutboxMessage.to_address, OutboxMessage.created_at, OutboxMessage.sent_at)
        .where(or_(OutboxMessage.to_address.in_(login), OutboxMessage.to_address.in_(rosters)))
        .order_by(OutboxMessage.created_at, OutboxMessage.id)
    )
