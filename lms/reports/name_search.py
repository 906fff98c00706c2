"""Finding people by what somebody types of a name: no matter capitals, accents and order, in every script.

It is done here and not by the database: what `lower` does with letters beyond English differs from one to the other.
"""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from lms.db.among import among
from lms.institutions.models import Member
from lms.institutions.roster_words import fold

WRITTEN = (Member.name, Member.name_other, Member.staff_code)


def is_named(session: Session, *, institution_id: int, text: str, with_address: bool = False) -> ColumnElement[bool]:
    """Return the condition that what is written of a member holds every word of a text, or the text as it stands."""
    columns = (*WRITTEN, Member.email) if with_address else WRITTEN
    query = select(Member.id, *columns).where(Member.institution_id == institution_id)
    typed, words = text.casefold().strip(), fold(text).split()
    found = [row[0] for row in session.execute(query) if _holds(" ".join(row[1:]), typed, words)]
    return among(Member.id, found)


def _holds(written: str, typed: str, words: list[str]) -> bool:
    if typed in written.casefold():
        return True
    plain = fold(written)
    return bool(words) and all(word in plain for word in words)
