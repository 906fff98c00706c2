"""Mail waiting to go out: written in the transaction that causes it, sent by whoever drains it, never twice."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Index, String, Text, delete, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.db.base import Base
from lms.mail import Mail


class OutboxMessage(Base):
    """One mail. `sent_at` empty means waiting; `tries` and `next_try_at` space out failures."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_waiting", "sent_at", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    unsubscribe: Mapped[str] = mapped_column(String(900), default="", server_default=text("''"))
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")


def post(session: Session, mail: Mail, *, now: datetime) -> None:
    """Put a letter in the outbox: it goes out if, and only if, this transaction is committed."""
    post_all(session, (mail,), now=now)


def post_all(session: Session, mails: Iterable[Mail], *, now: datetime) -> None:
    """Put letters in the outbox, all at once."""
    session.add_all(
        OutboxMessage(
            to_address=mail.to_address,
            subject=mail.subject,
            body=mail.body,
            language=mail.language,
            unsubscribe=mail.unsubscribe,
            created_at=now,
            next_try_at=now,
            tries=0,
            sent_at=None,
            last_error="",
        )
        for mail in mails
    )
    session.flush()


def forget_address(session: Session, *, address: str) -> None:
    """Delete every letter to an address, those that wait among them."""
    session.execute(delete(OutboxMessage).where(OutboxMessage.to_address == address))
