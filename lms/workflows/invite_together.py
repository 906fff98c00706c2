"""Invite several members at once: who cannot be invited hinders nobody else, and nobody is written to twice a day."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.accounts import links, pins, service
from lms.accounts.rules import Purpose
from lms.errors import Conflict, Invalid
from lms.institutions import service as institutions
from lms.institutions import tenures
from lms.institutions.service import KnownMember
from lms.workflows.invite_person import Inviter, invite_member, let_in

MOST_AT_ONCE = 500
# Each is invited by herself: a few at a time, so that nobody who saves an answer waits for all of them.
IN_ONE_TRANSACTION = 20

Transaction = Callable[[], AbstractContextManager[Session]]


class Outcome(StrEnum):
    """What became of one: a letter is on its way, or why there is none."""

    SENT = "sent"
    LET_IN = "let_in"
    TODAY = "written_to_today"
    SIGNS_IN = "signs_in"
    NO_ADDRESS = "no_address"
    NOT_HERE = "not_here"
    REFUSED = "refused"


WHY = {
    Outcome.SENT: "A letter with a link to choose a password is on its way.",
    Outcome.LET_IN: "She has a password from elsewhere: from now on it opens her place here too. No letter was needed.",
    Outcome.TODAY: "An invitation went to her today already.",
    Outcome.SIGNS_IN: "She can sign in already.",
    Outcome.NO_ADDRESS: "She has no e-mail address: give her a PIN, or add an address.",
    Outcome.NOT_HERE: "She has no place here today.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one member, and a sentence that says so."""

    member_id: int
    staff_code: str
    name: str
    email: str
    outcome: Outcome
    why: str


def invite_together(
    transaction: Transaction,
    *,
    inviter: Inviter,
    member_ids: Iterable[int],
    draw_token: Callable[[], str],
    base_url: str,
    now: datetime,
) -> tuple[Told, ...]:
    """Invite each member, in the order given; said twice on a day of the institution, the second writes nothing.

    `NotFound` for a member of another institution: then nobody of her twenty is written to.
    """
    wanted, told = list(dict.fromkeys(member_ids)), []
    for start in range(0, len(wanted), IN_ONE_TRANSACTION):
        drawn = [(one, draw_token()) for one in wanted[start : start + IN_ONE_TRANSACTION]]
        with transaction() as session:
            told += _invite(session, inviter, drawn, base_url=base_url, now=now)
    return tuple(told)


def was_invited(session: Session, *, account_id: int, since: datetime) -> bool:
    """Return whether a letter with a link to choose a password was written to that account since then."""
    return links.was_issued(session, account_id=account_id, purpose=Purpose.INVITATION, since=since)


def begin_of_day(zone: str, now: datetime) -> datetime:
    """Return when the day of that moment began on the clocks of a zone."""
    local = ZoneInfo(zone)
    return datetime.combine(now.astimezone(local).date(), time.min, local)


def _invite(
    session: Session, inviter: Inviter, drawn: Sequence[tuple[int, str]], *, base_url: str, now: datetime
) -> list[Told]:
    told = []
    for member_id, token in drawn:
        member = institutions.get_member(session, institution_id=inviter.institution_id, member_id=member_id)
        outcome, why = _before(session, inviter, member, now=now), ""
        try:
            with session.begin_nested():
                if outcome in (Outcome.SENT, Outcome.LET_IN):
                    invite_member(
                        session, inviter=inviter, member_id=member_id, token=token, base_url=base_url, now=now
                    )
                elif outcome is Outcome.TODAY:
                    # The letter of today may be another's, to a workshop perhaps: it lets her in here too.
                    let_in(session, inviter=inviter, member=member, now=now)
        except (Conflict, Invalid) as error:
            outcome, why = Outcome.REFUSED, str(error)
        told.append(Told(member.id, member.staff_code, member.name, member.email, outcome, why or WHY[outcome]))
    return told


def _before(session: Session, inviter: Inviter, member: KnownMember, *, now: datetime) -> Outcome:
    """Return what inviting her will do, from what is known before."""
    today = now.astimezone(ZoneInfo(inviter.zone)).date()
    held = None if member.account_id is None else service.get_account(session, account_id=member.account_id)
    places = tenures.list_tenures(session, institution_id=inviter.institution_id, member_id=member.id)
    if not any(one.covers(today) for one in places):
        return Outcome.NOT_HERE
    if held is not None and held.is_active and (held.has_password or pins.has_pin(session, account_id=held.id)):
        return Outcome.SIGNS_IN
    if not member.email:
        return Outcome.NO_ADDRESS
    known = service.find_account(session, email=member.email)
    if known is None:
        return Outcome.SENT
    if known.has_password:
        return Outcome.LET_IN
    since = begin_of_day(inviter.zone, now)
    return Outcome.TODAY if was_invited(session, account_id=known.id, since=since) else Outcome.SENT
