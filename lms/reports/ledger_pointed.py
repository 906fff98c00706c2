"""What entries of a ledger name by an id alone, looked up in the tables so that people can read them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from lms.boards.models import Endorsement
from lms.evidence.models import Completion, Waiver
from lms.facilitation.models import TrainingSession
from lms.institutions.models import Member
from lms.ledger.entries import Entry
from lms.ledger.kinds import Kind


@dataclass(frozen=True, slots=True)
class Pointed:
    """What stands behind an id: a module and a person (empty once she is erased), or a title with its time or day."""

    module_id: str = ""
    person: str = ""
    title: str = ""
    starts_at: datetime | None = None
    zone: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Pointers:
    """What was found, by where an entry points and the id there."""

    found: Mapping[tuple[str, str], Pointed] = field(default_factory=dict, hash=False)

    def of(self, entry: Entry) -> Pointed | None:
        """Return what an entry points at, or None."""
        return self.found.get(pointer_of(entry))


# Where an entry of a kind points, and by which part of what it says.
COMPLETIONS, WAIVERS, SESSIONS, ENDORSEMENTS = "completions", "waivers", "sessions", "endorsements"
POINTING: Mapping[Kind, tuple[str, str]] = {
    Kind.COMPLETION_ENDED: (COMPLETIONS, "id"),
    Kind.COMPLETION_REINSTATED: (COMPLETIONS, "id"),
    Kind.WAIVER_WITHDRAWN: (WAIVERS, "id"),
    Kind.SESSION_CANCELLED: (SESSIONS, "session"),
    Kind.ATTENDANCE: (SESSIONS, "session"),
    Kind.ENDORSEMENT_WITHDRAWN: (ENDORSEMENTS, "id"),
}
Keys = set[str]
Found = Iterator[tuple[str, Pointed]]
NAME = case((Member.erased_at.is_(None), Member.name), else_="")


def pointer_of(entry: Entry) -> tuple[str, str]:
    """Return what an entry points into and the id there; twice nothing where it says all itself."""
    name, part = POINTING.get(entry.kind, ("", ""))
    return (name, str(entry.body.get(part, ""))) if name else ("", "")


def read_pointers(session: Session, *, institution_id: int, entries: Iterable[Entry]) -> Pointers:
    """Return what entries point at, as far as it is still in the tables."""
    wanted: dict[str, Keys] = {}
    for entry in entries:
        name, key = pointer_of(entry)
        if name:
            wanted.setdefault(name, set()).add(key)
    found = {
        (name, key): pointed
        for name, keys in wanted.items()
        for key, pointed in READERS[name](session, institution_id, keys)
    }
    return Pointers(found)


def _completions(session: Session, institution_id: int, keys: Keys) -> Found:
    numbers = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 10}
    query = select(Completion.id, Completion.module_id, NAME).join(Member, Member.id == Completion.member_id)
    where = (Completion.institution_id == institution_id, Completion.id.in_(numbers))
    for number, module_id, person in session.execute(query.where(*where)):
        yield str(number), Pointed(module_id=module_id, person=person)


def _waivers(session: Session, institution_id: int, keys: Keys) -> Found:
    query = select(Waiver.id, Waiver.module_id, NAME).join(Member, Member.id == Waiver.member_id)
    where = (Waiver.institution_id == institution_id, Waiver.id.in_(keys))
    for key, module_id, person in session.execute(query.where(*where)):
        yield key, Pointed(module_id=module_id, person=person)


def _sessions(session: Session, institution_id: int, keys: Keys) -> Found:
    query = select(TrainingSession.id, TrainingSession.title, TrainingSession.starts_at, TrainingSession.zone)
    where = (TrainingSession.institution_id == institution_id, TrainingSession.id.in_(keys))
    for key, title, starts_at, zone in session.execute(query.where(*where)):
        yield key, Pointed(title=title, starts_at=starts_at, zone=zone)


def _endorsements(session: Session, institution_id: int, keys: Keys) -> Found:
    query = select(Endorsement.id, Endorsement.number, Endorsement.resolved_on)
    where = (Endorsement.institution_id == institution_id, Endorsement.id.in_(keys))
    for key, number, resolved_on in session.execute(query.where(*where)):
        yield key, Pointed(title=number, on=resolved_on)


READERS: Mapping[str, Callable[[Session, int, Keys], Found]] = {
    COMPLETIONS: _completions,
    WAIVERS: _waivers,
    SESSIONS: _sessions,
    ENDORSEMENTS: _endorsements,
}
