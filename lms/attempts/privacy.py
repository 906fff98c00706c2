"""What a person answered, taken away when she is erased. That she tried, when, and how it was marked stays."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.attempts.models import Answer, Attempt


def forget_answers(session: Session, *, member_ids: Sequence[int]) -> None:
    """Delete every answer of hers, what she wrote in her own words among them, and the attempts she left open."""
    hers = select(Attempt.id).where(Attempt.member_id.in_(member_ids))
    session.execute(delete(Answer).where(Answer.attempt_id.in_(hers)))
    session.execute(delete(Attempt).where(Attempt.member_id.in_(member_ids), Attempt.submitted_at.is_(None)))
