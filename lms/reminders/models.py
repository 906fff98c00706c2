"""What reminds: the plan of an institution, the letters written, and who asked for no more."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base


class ReminderPlan(Base):
    """When an institution reminds: days before a due date, every so many days after it, and when a manager hears.

    `digest_weekday`: 0 Monday to 6 Sunday, for the managers' digest. `hour` is of the institution's zone.
    """

    __tablename__ = "reminder_plan"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True)
    is_on: Mapped[bool] = mapped_column(default=False)
    days_before: Mapped[int] = mapped_column(default=7)
    every_days: Mapped[int] = mapped_column(default=7)
    escalate_days: Mapped[int] = mapped_column(default=14)
    digest_weekday: Mapped[int] = mapped_column(default=0)
    hour: Mapped[int] = mapped_column(default=8)


class Notice(Base):
    """A letter that was written to somebody on a day: one of a kind in a day, whatever runs twice."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_institution_id_sent_on", "institution_id", "sent_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    to_address: Mapped[str] = mapped_column(String(254))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    sent_on: Mapped[date]
    subject_ids: Mapped[str] = mapped_column(Text, default="")


Index("uq_notice_once_a_day", Notice.institution_id, Notice.to_address, Notice.kind, Notice.sent_on, unique=True)


class NoticeStop(Base):
    """An address that asked for no more reminders of an institution; the link in each letter adds it."""

    __tablename__ = "notice_stop"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), primary_key=True)
    to_address: Mapped[str] = mapped_column(String(254), primary_key=True)
    stopped_at: Mapped[datetime]
