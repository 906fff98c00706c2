"""Branches that were joined to others: closed from a day on, their names and their history kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.institutions.models import Branch, JoinLink, JoinRequest
from lms.institutions.service import KnownBranch
from lms.sorting import natural


@dataclass(frozen=True, slots=True)
class AnyBranch:
    """A branch, open or closed: a closed one was joined to another one from a day on."""

    id: int
    name: str
    joined_into_id: int | None
    joined_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether people can be in it."""
        return self.joined_into_id is None


@dataclass(frozen=True, slots=True)
class Pointers:
    """What else names a branch: join links that are open, and people who asked to join and wait."""

    links: tuple[str, ...]
    waiting: int


def list_all_branches(session: Session, *, institution_id: int) -> tuple[AnyBranch, ...]:
    """Return the branches there are and were, by name."""
    query = select(Branch.id, Branch.name, Branch.joined_into_id, Branch.joined_on)
    found = session.execute(query.where(Branch.institution_id == institution_id))
    return tuple(sorted((AnyBranch(*row) for row in found), key=lambda one: natural(one.name)))


def list_branches_ever(session: Session, *, institution_id: int) -> tuple[KnownBranch, ...]:
    """Return the branches there are and were, by name: what a figure of an earlier day may be asked of."""
    return tuple(KnownBranch(one.id, one.name) for one in list_all_branches(session, institution_id=institution_id))


def get_open(session: Session, *, institution_id: int, branch_id: int) -> AnyBranch:
    """Return a branch people can be in; `NotFound` for none of the institution, `Conflict` for a closed one."""
    found = {one.id: one for one in list_all_branches(session, institution_id=institution_id)}
    branch = found.get(branch_id)
    if branch is None:
        raise NotFound("There is no such branch in this institution.")
    if branch.joined_into_id is not None:
        raise Conflict(closed_words(branch.name, found[branch.joined_into_id].name))
    return branch


def check_open(session: Session, *, branch_id: int) -> None:
    """Raise `Invalid` for a branch that was joined to another one; none is until this transaction ends."""
    branch = session.execute(_held(branch_id)).one_or_none()
    if branch is not None and branch.joined_into_id is not None:
        into = session.execute(select(Branch.name).where(Branch.id == branch.joined_into_id)).scalar_one()
        raise Invalid({"branch_id": closed_words(branch.name, into)})


def lead_on(session: Session, *, branch_id: int) -> int:
    """Return a branch, or the one it was joined to; it stays so until this transaction ends."""
    return session.execute(_held(branch_id)).one().joined_into_id or branch_id


def _held(branch_id: int) -> Select[str, int | None]:
    """Ask for a branch as it is now, and hold off whoever would join it to another one."""
    return select(Branch.name, Branch.joined_into_id).where(Branch.id == branch_id).with_for_update(read=True)


def closed_words(name: str, into: str) -> str:
    """Return why nobody can be put into a branch, and what to do."""
    return f"{name} was joined to {into}. Choose {into}."


def read_pointers(session: Session, *, institution_id: int, branch_id: int) -> Pointers:
    """Return what names a branch beside its people and the rules for it."""
    links = select(JoinLink.label, JoinLink.code).where(
        JoinLink.institution_id == institution_id, JoinLink.branch_id == branch_id, JoinLink.closed_at.is_(None)
    )
    waiting = select(func.count()).where(
        JoinRequest.institution_id == institution_id,
        JoinRequest.branch_id == branch_id,
        JoinRequest.decided_at.is_(None),
    )
    return Pointers(
        links=tuple(label or code for label, code in session.execute(links.order_by(JoinLink.id))),
        waiting=session.execute(waiting).scalar_one(),
    )


def close(session: Session, *, institution_id: int, branch_id: int, into_id: int, on: date) -> None:
    """Close a branch: its name means the other one from now on, and what leads people there leads to that one."""
    here = {"institution_id": institution_id}
    session.execute(
        update(Branch)
        .filter_by(**here)
        .where((Branch.id == branch_id) | (Branch.joined_into_id == branch_id))
        .values(joined_into_id=into_id, joined_on=func.coalesce(Branch.joined_on, on))
    )
    session.execute(update(JoinLink).filter_by(branch_id=branch_id, **here).values(branch_id=into_id))
    waiting = update(JoinRequest).filter_by(branch_id=branch_id, **here).where(JoinRequest.decided_at.is_(None))
    session.execute(waiting.values(branch_id=into_id))
    session.expire_all()
