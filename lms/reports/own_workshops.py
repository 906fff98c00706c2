"""What of workshops is in one's own record: seats, words from trainers, letters that invited her."""

from sqlalchemy import Select, select

from lms.accounts.models import Account
from lms.workshops.models import Nudge, Seat, Workshop, WorkshopInvitation

Rows = Select[*tuple[object, ...]]


def own_workshop_queries(account_id: int) -> tuple[Rows, Rows, Rows]:
    """Return the queries for an account's seats, the words it got, and the letters to its address."""
    seats = (
        select(Workshop.title, Seat.role, Seat.joined_at, Seat.seen_at, Seat.left_at, Seat.is_taken_out)
        .join(Workshop, Workshop.id == Seat.workshop_id)
        .where(Seat.account_id == account_id)
        .order_by(Seat.joined_at, Seat.id)
    )
    nudges = (
        select(Nudge.text, Nudge.sent_at, Nudge.read_at)
        .join(Seat, Seat.id == Nudge.seat_id)
        .where(Seat.account_id == account_id)
        .order_by(Nudge.sent_at, Nudge.id)
    )
    invitations = (
        select(
            Workshop.title,
            WorkshopInvitation.email,
            WorkshopInvitation.name,
            WorkshopInvitation.language,
            WorkshopInvitation.first_sent_at,
            WorkshopInvitation.sent_at,
            WorkshopInvitation.letters,
        )
        .join(Workshop, Workshop.id == WorkshopInvitation.workshop_id)
        .join(Account, Account.email == WorkshopInvitation.email)
        .where(Account.id == account_id)
        .order_by(WorkshopInvitation.first_sent_at, WorkshopInvitation.id)
    )
    return seats, nudges, invitations
