"""What stands in the row of a member, written field by field, and refused by its field."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid
from lms.institutions.models import Member
from lms.institutions.roster_words import LANGUAGE_WORDS
from lms.lines import read_address, read_line

LONGEST_STAFF_CODE = 40

PERSON_KEY_BYTES = 16


def write_member(member: Member, *, staff_code: str, name: str, email: str) -> None:
    """Write who she is; `Invalid` names the field that cannot be. Who was erased gets no name again."""
    if member.erased_at is not None:
        raise Conflict("This person is erased: nothing is written about her any more.")
    member.staff_code = read_line(staff_code, field="staff_code", longest=LONGEST_STAFF_CODE)
    member.name = read_line(name, field="name", longest=200)
    member.email = read_address(email) if email.strip() else ""


def write_beside(member: Member, *, name_other: str | None, language: str | None) -> None:
    """Write her name in a second script and the language of her letters; empty is none, None changes nothing."""
    if name_other is not None:
        member.name_other = read_line(name_other, field="name_other", longest=200) if name_other.strip() else ""
    if language is not None:
        # A list may have brought a code that no letter is written in yet: it may stay.
        if language not in ("", member.language, *LANGUAGE_WORDS):
            raise Invalid({"language": f"Choose one of {', '.join(LANGUAGE_WORDS)}, or leave it empty."})
        member.language = language


def check_address_is_free(session: Session, member: Member) -> None:
    """Refuse an address that another member here has: an invitation to it would reach the wrong person."""
    query = select(Member.name).where(
        Member.institution_id == member.institution_id, Member.email == member.email, Member.id != (member.id or 0)
    )
    other = session.execute(query).scalars().first() if member.email else None
    if other is not None:
        sentence = f"The address {member.email} belongs to {other}. Give another one, or leave it empty."
        raise Invalid({"email": sentence})


def new_person_key() -> str:
    """Return the key of a new person: drawn here, so that no caller can choose one that says who she is."""
    return secrets.token_hex(PERSON_KEY_BYTES)
