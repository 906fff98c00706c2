"""The letters a person got, forgotten when she is erased."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.orm import Session

from lms.reminders.models import Notice, NoticeStop


def forget_letters(session: Session, *, member_ids: Sequence[int], address: str) -> None:
    """Delete the notes of letters to her, and her wish for no more: nothing is left to write to."""
    hers: list[ColumnElement[bool]] = [Notice.member_id.in_(member_ids)]
    if address:
        hers.append(Notice.to_address == address)
        session.execute(delete(NoticeStop).where(NoticeStop.to_address == address))
    session.execute(delete(Notice).where(or_(*hers)))
