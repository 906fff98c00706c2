"""Joining by a link, a code or its QR: a coordinator opens it, staff ask, a coordinator decides."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.errors import Conflict, Invalid, NotFound, TooMany
from lms.institutions.branches import check_open, lead_on
from lms.institutions.models import Branch, Institution, JoinLink, JoinRequest
from lms.lines import read_address, read_line

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
LONGEST_DAYS = 365
MOST_WAITING = 500
LINK_GONE = "This code does not let anybody join now. Ask your coordinator for the one that holds."


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link that lets staff ask to join; `tier` and `branch_id` empty: they say it themselves."""

    id: int
    institution_id: int
    code: str
    label: str
    tier: str
    branch_id: int | None
    branch: str
    created_at: datetime
    expires_at: datetime
    closed_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Return whether it lets anybody ask at that time."""
        return self.closed_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says of herself when she asks. `secret_hash` is of the PIN she chose, empty with an address."""

    name: str
    name_other: str = ""
    staff_code: str = ""
    email: str = ""
    language: str = ""
    tier: str = ""
    branch_id: int | None = None
    secret_hash: str = ""


@dataclass(frozen=True, slots=True)
class KnownRequest:
    """Somebody who asks to join."""

    id: int
    institution_id: int
    account_id: int | None
    wish: Wish
    asked_at: datetime
    decision: str


def open_link(
    session: Session,
    *,
    institution_id: int,
    label: str,
    tier: str,
    branch_id: int | None,
    days: int,
    now: datetime,
) -> KnownLink:
    """Open a link for so many days; `Invalid` names what cannot be."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid({"days": f"Give the days it should work as a whole number from 1 to {LONGEST_DAYS}."})
    link = JoinLink(
        institution_id=institution_id,
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
        label=read_line(label, field="label", longest=80) if label.strip() else "",
        tier=_tier(tier),
        branch_id=_branch(session, institution_id, branch_id),
        created_at=now,
        expires_at=now + timedelta(days=days),
        closed_at=None,
    )
    session.add(link)
    session.flush()
    return _known_link(session, link)


def close_link(session: Session, *, institution_id: int, link_id: int, now: datetime) -> None:
    """Let nobody ask by this link any more; who asked already still waits for an answer."""
    link = session.get(JoinLink, link_id)
    if link is None or link.institution_id != institution_id:
        raise NotFound("There is no such link in this institution.")
    link.closed_at = link.closed_at or now
    session.flush()


def list_links(session: Session, *, institution_id: int) -> tuple[KnownLink, ...]:
    """Return the links of an institution, newest first."""
    query = select(JoinLink).where(JoinLink.institution_id == institution_id).order_by(JoinLink.id.desc())
    return tuple(_known_link(session, link) for link in session.execute(query).scalars())


def get_link(session: Session, *, code: str, now: datetime) -> KnownLink:
    """Return the link of a code as somebody typed it; `NotFound` when it lets nobody ask now."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    link = session.execute(select(JoinLink).where(JoinLink.code == typed)).scalars().one_or_none()
    if link is None or not _known_link(session, link).is_open(now):
        raise NotFound(LINK_GONE)
    return _known_link(session, link)


def ask(session: Session, *, link: KnownLink, wish: Wish, account_id: int | None, now: datetime) -> int:
    """Keep what somebody asks, until a coordinator decides; return its number. What the link says goes before hers."""
    waiting = select(func.count()).where(JoinRequest.link_id == link.id, JoinRequest.decided_at.is_(None))
    if session.execute(waiting).scalar_one() >= MOST_WAITING:
        raise TooMany("Very many people wait for an answer already. Tell your coordinator.", retry_after=3600)
    request = JoinRequest(
        institution_id=link.institution_id,
        link_id=link.id,
        account_id=account_id,
        name=read_line(wish.name, field="name", longest=200),
        name_other=read_line(wish.name_other, field="name_other", longest=200) if wish.name_other.strip() else "",
        staff_code=read_line(wish.staff_code, field="staff_code", longest=40) if wish.staff_code.strip() else "",
        email=read_address(wish.email) if wish.email.strip() else "",
        language=wish.language,
        tier=link.tier or _tier(wish.tier),
        branch_id=_wished_branch(session, link, wish),
        secret_hash=wish.secret_hash,
        asked_at=now,
        decided_at=None,
        decided_by_id=None,
        decision="",
        member_id=None,
    )
    session.add(request)
    session.flush()
    return request.id


def list_waiting(session: Session, *, institution_id: int) -> tuple[KnownRequest, ...]:
    """Return who waits for an answer, oldest first."""
    query = (
        select(JoinRequest)
        .where(JoinRequest.institution_id == institution_id, JoinRequest.decided_at.is_(None))
        .order_by(JoinRequest.id)
    )
    return tuple(_known_request(request) for request in session.execute(query).scalars())


def get_waiting(session: Session, *, institution_id: int, request_id: int) -> KnownRequest:
    """Return one who waits, under a lock; `Conflict` when somebody decided already."""
    query = select(JoinRequest).where(JoinRequest.id == request_id, JoinRequest.institution_id == institution_id)
    request = session.execute(query.with_for_update()).scalars().one_or_none()
    if request is None:
        raise NotFound("Nobody with this number asked to join.")
    if request.decided_at is not None:
        raise Conflict(f"Somebody answered {request.name} already.")
    return _known_request(request)


def decide(
    session: Session, *, request_id: int, decision: str, member_id: int | None, decided_by_id: int, now: datetime
) -> None:
    """Note the answer, and drop what was needed only until then."""
    request = session.get_one(JoinRequest, request_id)
    request.decision, request.member_id = decision, member_id
    request.decided_by_id, request.decided_at = decided_by_id, now
    request.secret_hash = ""
    session.flush()


def _tier(tier: str) -> str:
    if tier and tier not in set(Tier):
        raise Invalid({"tier": "Choose one of the five tiers, or leave it open."})
    return tier


def _wished_branch(session: Session, link: KnownLink, wish: Wish) -> int | None:
    if link.branch_id is None:
        return _branch(session, link.institution_id, wish.branch_id)
    return lead_on(session, branch_id=link.branch_id)


def _branch(session: Session, institution_id: int, branch_id: int | None) -> int | None:
    if branch_id is None:
        return None
    query = select(Branch.id).where(Branch.id == branch_id, Branch.institution_id == institution_id)
    if session.execute(query).first() is None:
        raise Invalid({"branch_id": "There is no such branch in this institution. Choose one from the list."})
    check_open(session, branch_id=branch_id)
    return branch_id


def _known_link(session: Session, link: JoinLink) -> KnownLink:
    branch = session.get(Branch, link.branch_id) if link.branch_id is not None else None
    return KnownLink(
        id=link.id,
        institution_id=link.institution_id,
        code=link.code,
        label=link.label,
        tier=link.tier,
        branch_id=link.branch_id,
        branch=branch.name if branch is not None else "",
        created_at=link.created_at,
        expires_at=link.expires_at,
        closed_at=link.closed_at,
    )


def _known_request(request: JoinRequest) -> KnownRequest:
    wish = Wish(
        name=request.name,
        name_other=request.name_other,
        staff_code=request.staff_code,
        email=request.email,
        language=request.language,
        tier=request.tier,
        branch_id=request.branch_id,
        secret_hash=request.secret_hash,
    )
    return KnownRequest(
        id=request.id,
        institution_id=request.institution_id,
        account_id=request.account_id,
        wish=wish,
        asked_at=request.asked_at,
        decision=request.decision,
    )


def institution_name(session: Session, *, institution_id: int) -> str:
    """Return the name that stands on the page of a link."""
    return session.get_one(Institution, institution_id).name
