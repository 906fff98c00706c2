"""Whether the database answers."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session


def answers(session: Session) -> bool:
    """Return whether the database answers a question that needs none of its tables."""
    try:
        return session.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        return False
