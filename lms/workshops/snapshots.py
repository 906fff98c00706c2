"""Versions of a whole proposal with a name, and going back to one; going back adds an edit and loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.models import Part, PartEdit, Proposal, Snapshot
from lms.workshops.parts import HANDED_IN, Edit, Saved, content_at, save_part

LONGEST_LABEL = 120
MOST_SNAPSHOTS = 200


class Kind(StrEnum):
    """Why a version was kept: somebody asked for it, it was handed in, or somebody was about to go back."""

    BY_HAND = "by_hand"
    HANDED_IN = "handed_in"
    BEFORE_RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of the whole: the version of each part that was in it, by key."""

    id: int
    label: str
    kind: Kind
    versions: Mapping[str, int]
    taken_at: datetime
    seat_id: int


def take_snapshot(
    session: Session, *, proposal_id: str, label: str, kind: Kind = Kind.BY_HAND, seat_id: int, now: datetime
) -> int:
    """Keep the whole as it stands and return the number it is kept under; `Invalid` names a bad label."""
    named = " ".join(label.split())
    if not named:
        raise Invalid({"label": "Give this version a name that you will know it by."})
    if len(named) > LONGEST_LABEL:
        raise Invalid({"label": f"The name has {len(named)} characters; {LONGEST_LABEL} fit. Shorten it."})
    if "\0" in named:
        raise Invalid({"label": "The name holds a character that no text can hold. Type it again."})
    if kind is Kind.BY_HAND and len(list_snapshots(session, proposal_id=proposal_id)) >= MOST_SNAPSHOTS:
        raise Invalid({"label": f"{MOST_SNAPSHOTS} versions are kept already. Every edit is kept without a name too."})
    parts = select(Part.key, Part.version).where(Part.proposal_id == proposal_id, Part.is_out.is_(False))
    held = {key: int(version) for key, version in session.execute(parts)}
    kept = Snapshot(proposal_id=proposal_id, label=named, kind=kind, versions=held, taken_at=now, seat_id=seat_id)
    session.add(kept)
    session.flush()
    return kept.id


def list_snapshots(session: Session, *, proposal_id: str) -> tuple[KeptVersion, ...]:
    """Return the versions that were kept, newest first."""
    query = select(Snapshot).where(Snapshot.proposal_id == proposal_id).order_by(Snapshot.id.desc())
    return tuple(_kept(one) for one in session.execute(query).scalars())


def get_snapshot(session: Session, *, proposal_id: str, snapshot_id: int) -> KeptVersion:
    """Return a version of that proposal that was kept; `NotFound` where it has none under that number."""
    query = select(Snapshot).where(Snapshot.proposal_id == proposal_id, Snapshot.id == snapshot_id)
    found = session.execute(query).scalars().one_or_none()
    if found is None:
        raise NotFound("There is no such version of this proposal.")
    return _kept(found)


def restore_part(session: Session, *, proposal_id: str, key: str, version: int, seat_id: int, now: datetime) -> Saved:
    """Write what a part held at a version as its newest edit; what it holds now stays in the history.

    Version 0, before its first edit, takes it out.
    """
    content = content_at(session, proposal_id=proposal_id, key=key, version=version)
    was_out = version == 0 or _was_out(session, proposal_id, key, version)
    base = session.execute(
        select(Part.version).where(Part.proposal_id == proposal_id, Part.key == key)
    ).scalar_one_or_none()
    if base is None:
        raise NotFound("There is no such part in this proposal.")
    edit = Edit(id=str(uuid4()), key=key, base_version=base, typed=content, is_out=was_out)
    return save_part(session, proposal_id=proposal_id, edit=edit, seat_id=seat_id, now=now)


def restore_snapshot(
    session: Session, *, proposal_id: str, snapshot_id: int, label: str, seat_id: int, now: datetime
) -> int:
    """Bring the whole back to a version that was kept, and return how many parts changed.

    What stands now is kept first, under `label`. Parts that were not there then are taken out.
    """
    kept = get_snapshot(session, proposal_id=proposal_id, snapshot_id=snapshot_id)
    # The row is locked first, so that nobody saves between what is kept and what is written.
    query = select(Proposal.handed_in_at).where(Proposal.id == proposal_id).with_for_update()
    if session.execute(query).scalar_one() is not None:
        raise Conflict(HANDED_IN)
    take_snapshot(session, proposal_id=proposal_id, label=label, kind=Kind.BEFORE_RESTORE, seat_id=seat_id, now=now)
    query_parts = select(Part.key, Part.version, Part.is_out).where(Part.proposal_id == proposal_id)
    changed = 0
    for key, version, is_out in session.execute(query_parts).all():
        then = kept.versions.get(key, 0)
        if then == version or (then == 0 and is_out):
            continue
        content = content_at(session, proposal_id=proposal_id, key=key, version=then)
        edit = Edit(id=str(uuid4()), key=key, base_version=version, typed=content, is_out=then == 0)
        saved = save_part(session, proposal_id=proposal_id, edit=edit, seat_id=seat_id, now=now)
        changed += saved.version != version
    return changed


def _was_out(session: Session, proposal_id: str, key: str, version: int) -> bool:
    query = select(PartEdit.is_out).where(
        PartEdit.proposal_id == proposal_id, PartEdit.key == key, PartEdit.version == version
    )
    return session.execute(query).scalar_one()


def _kept(one: Snapshot) -> KeptVersion:
    return KeptVersion(one.id, one.label, Kind(one.kind), dict(one.versions), one.taken_at, one.seat_id)
