"""Answer somebody who asks to join: make her a member, or join her to the one she is already, or say no."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts import pins
from lms.accounts import service as accounts
from lms.errors import Conflict
from lms.institutions import joining
from lms.institutions import service as institutions
from lms.institutions.joining import KnownRequest, Wish
from lms.institutions.roster_words import LANGUAGE_WORDS
from lms.institutions.service import KnownMember
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.invite_person import Inviter, invite_member


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers, and the secret of the invitation's link."""

    decided_by_id: int
    inviter: Inviter
    token: str
    base_url: str


def admit(session: Session, *, request_id: int, new: NewMember, answer: Answer, now: datetime) -> KnownMember:
    """Make a member of somebody who asks, as the coordinator wrote it down, and give her a way to sign in.

    Where the staff code is that of a member without a login she is that member: nothing of hers is written anew. With
    an account she acts through it; with an address she is invited; without, the PIN she chose when she asked holds.
    """
    institution_id = answer.inviter.institution_id
    request = joining.get_waiting(session, institution_id=institution_id, request_id=request_id)
    member = institutions.find_member(session, institution_id=institution_id, staff_code=new.staff_code)
    if member is not None and member.account_id not in (None, request.account_id):
        raise Conflict(
            f"The staff code {new.staff_code} belongs to {member.name}, who signs in already. Ask who is right."
        )
    if member is None:
        member = add_member(session, institution_id=institution_id, new=_as_she_asked(new, request.wish), now=now)
    _let_in(session, request, member, answer, now=now)
    joining.decide(
        session,
        request_id=request_id,
        decision="admitted",
        member_id=member.id,
        decided_by_id=answer.decided_by_id,
        now=now,
    )
    return member


def turn_away(session: Session, *, institution_id: int, request_id: int, decided_by_id: int, now: datetime) -> None:
    """Say no; nothing of her but the request itself is kept."""
    joining.get_waiting(session, institution_id=institution_id, request_id=request_id)
    joining.decide(
        session, request_id=request_id, decision="refused", member_id=None, decided_by_id=decided_by_id, now=now
    )


def _as_she_asked(new: NewMember, wish: Wish) -> NewMember:
    """Keep the second name and the language she gave herself, where the answer says nothing of them."""
    language = wish.language if wish.language in LANGUAGE_WORDS else ""
    return replace(new, name_other=new.name_other or wish.name_other, language=new.language or language)


def _let_in(session: Session, request: KnownRequest, member: KnownMember, answer: Answer, *, now: datetime) -> None:
    institution_id = answer.inviter.institution_id
    if request.account_id is not None:
        institutions.link_account(
            session, institution_id=institution_id, member_id=member.id, account_id=request.account_id
        )
    elif member.email:
        invite_member(
            session,
            inviter=answer.inviter,
            member_id=member.id,
            token=answer.token,
            base_url=answer.base_url,
            now=now,
        )
    elif request.wish.secret_hash:
        account = accounts.create_account_without_address(
            session,
            name=member.name,
            language=request.wish.language or answer.inviter.language,
            zone=answer.inviter.zone,
            now=now,
        )
        institutions.link_account(session, institution_id=institution_id, member_id=member.id, account_id=account.id)
        pins.set_pin(session, account_id=account.id, pin_hash=request.wish.secret_hash, must_change=False, now=now)
