"""The tenures of a member: the rules of `rules.py` applied to her rows, one writer at a time."""

from datetime import date, datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import facts, rules
from lms.institutions.branches import check_open
from lms.institutions.models import Branch, Member, Tenure
from lms.institutions.rules import History, Stretch
from lms.ledger import service as ledger

NO_MEMBER = "There is no such person in this institution."
ERASED = "This person is erased: nothing is written about her any more."


def list_tenures(session: Session, *, institution_id: int, member_id: int) -> History:
    """Return a member's tenures, oldest first."""
    if session.execute(_member(institution_id, member_id)).first() is None:
        raise NotFound(NO_MEMBER)
    return _history(session, member_id)


def start_tenure(
    session: Session,
    *,
    institution_id: int,
    member_id: int,
    tier: Tier,
    branch_id: int,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> None:
    """Let a member begin, or begin again after she left."""
    history = _locked_history(session, institution_id, member_id)
    branch = _branch_name(session, institution_id, branch_id)
    check_open(session, branch_id=branch_id)
    new = Stretch(tier, branch_id, branch, starts_on, ends_on)
    _write(session, institution_id, member_id, before=history, history=rules.start(history, new), now=now)


def move(
    session: Session,
    *,
    institution_id: int,
    member_id: int,
    tier: Tier,
    branch_id: int,
    on: date,
    now: datetime,
) -> None:
    """Change a member's tier or branch from a day on."""
    history = _locked_history(session, institution_id, member_id)
    branch = _branch_name(session, institution_id, branch_id)
    check_open(session, branch_id=branch_id)
    moved = rules.move(history, on=on, tier=tier, branch_id=branch_id, branch_name=branch)
    _write(session, institution_id, member_id, before=history, history=moved, now=now)


def leave(session: Session, *, institution_id: int, member_id: int, on: date, now: datetime) -> None:
    """Let a member leave; `on` is the first day she no longer counts."""
    history = _locked_history(session, institution_id, member_id)
    _write(session, institution_id, member_id, before=history, history=rules.leave(history, on=on), now=now)


def end_all(session: Session, *, institution_id: int, member_id: int, on: date, now: datetime) -> None:
    """End the place that holds on a day, and take away those that begin on it or later: she is not there any more."""
    history = _locked_history(session, institution_id, member_id)
    kept = rules.before(history, on=on)
    session.execute(delete(Tenure).where(Tenure.member_id == member_id, Tenure.starts_on >= on))
    _write(session, institution_id, member_id, before=history, history=kept, now=now)


def correct(
    session: Session,
    *,
    institution_id: int,
    member_id: int,
    tenure_id: int,
    tier: Tier,
    branch_id: int,
    starts_on: date,
    ends_on: date | None,
    now: datetime,
) -> None:
    """Put right what was recorded wrongly of one tenure."""
    history = _locked_history(session, institution_id, member_id)
    branch = _branch_name(session, institution_id, branch_id)
    if not any(held.id == tenure_id and held.branch_id == branch_id for held in history):
        check_open(session, branch_id=branch_id)
    new = Stretch(tier, branch_id, branch, starts_on, ends_on, tenure_id)
    _write(session, institution_id, member_id, before=history, history=rules.correct(history, new), now=now)


def _locked_history(session: Session, institution_id: int, member_id: int) -> History:
    """Read under a lock on the member: two changes at once could each fit, and overlap together."""
    ledger.lock(session, institution_id=institution_id)
    found = session.execute(_member(institution_id, member_id).with_for_update(key_share=True)).first()
    if found is None:
        raise NotFound(NO_MEMBER)
    if found.erased_at is not None:
        raise Conflict(ERASED)
    return _history(session, member_id)


def _member(institution_id: int, member_id: int) -> Select[int, datetime | None]:
    return select(Member.id, Member.erased_at).where(Member.id == member_id, Member.institution_id == institution_id)


def _history(session: Session, member_id: int) -> History:
    query = (
        select(Tenure.tier, Tenure.branch_id, Branch.name, Tenure.starts_on, Tenure.ends_on, Tenure.id)
        .join(Branch, Branch.id == Tenure.branch_id)
        .where(Tenure.member_id == member_id)
        .order_by(Tenure.starts_on)
    )
    return tuple(
        Stretch(Tier(tier), branch_id, branch, starts_on, ends_on, tenure_id)
        for tier, branch_id, branch, starts_on, ends_on, tenure_id in session.execute(query)
    )


def _branch_name(session: Session, institution_id: int, branch_id: int) -> str:
    query = select(Branch.name).where(Branch.id == branch_id, Branch.institution_id == institution_id)
    name = session.execute(query).scalar_one_or_none()
    if name is None:
        raise Invalid({"branch_id": "There is no such branch in this institution. Choose one from the list."})
    return name


def _write(
    session: Session, institution_id: int, member_id: int, *, before: History, history: History, now: datetime
) -> None:
    if history == before:
        return
    for stretch in history:
        values = {
            "tier": stretch.tier,
            "branch_id": stretch.branch_id,
            "starts_on": stretch.starts_on,
            "ends_on": stretch.ends_on,
        }
        if stretch.id is None:
            session.add(Tenure(member_id=member_id, institution_id=institution_id, **values))
        else:
            session.execute(update(Tenure).where(Tenure.id == stretch.id).values(**values))
    session.flush()
    person_key = session.execute(select(Member.person_key).where(Member.id == member_id)).scalar_one()
    places = [facts.Place(held.tier, held.branch_id, held.starts_on, held.ends_on) for held in history]
    ledger.append(session, institution_id=institution_id, records=(facts.tenures_record(person_key, places),), now=now)
