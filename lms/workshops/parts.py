"""Saving a proposal part by part: nothing acknowledged is lost, whoever writes at the same time, twice, or late.

An edit says which version its writer had before her. When that is the newest, it becomes the next; when somebody else
has written since, the two are put together (`courses.merging`). An edit that was seen before changes nothing.
"""

import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from courses.merging import Merged, merge_fields, merge_text
from courses.proposals import SECTION, is_keepable, split_key
from lms.errors import Conflict, Invalid, NotFound
from lms.workshops.models import Part, PartEdit, Proposal

LONGEST_PART = 200_000
MOST_PARTS = 400
CHANGED_SINCE = (
    "This part was changed since you opened it, so it was not taken out. Look at what it holds now; if it is still to "
    "go, take it out once more."
)
HANDED_IN = "The proposal is handed in. Take it back to go on writing; what you typed is still on your device."


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody typed into a part: `id` is made on her device, `base_version` 0 for a part that was not there.

    `base_content` is the text she began from where it is not that version's: she typed on before her device had shown
    her what an earlier edit of hers was put together with.
    """

    id: str
    key: str
    base_version: int
    typed: str
    is_out: bool = False
    base_content: str | None = None


class ChangedSince(Conflict):
    """A part was to be taken out by somebody who has not seen what was saved in it since her version.

    `content` is what it holds at `version` with what she typed put in: to look at, and take out if that is still right.
    """

    def __init__(self, *, content: str, version: int, base_version: int) -> None:
        super().__init__(CHANGED_SINCE)
        self.content, self.version, self.base_version = content, version, base_version


@dataclass(frozen=True, slots=True)
class Saved:
    """What the part holds after an edit. `is_merged`: it is not just what was typed; `clashes` places need a look."""

    version: int
    content: str
    is_out: bool
    is_merged: bool
    clashes: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part as it stands."""

    key: str
    content: str
    version: int
    place: int
    is_out: bool
    saved_at: datetime
    saved_by_id: int


@dataclass(frozen=True, slots=True)
class PastEdit:
    """An edit as the history lists it."""

    key: str
    version: int
    seat_id: int
    saved_at: datetime
    is_out: bool
    clashes: int


def save_part(session: Session, *, proposal_id: str, edit: Edit, seat_id: int, now: datetime) -> Saved:
    """Save an edit and return what the part holds then; the same edit again returns what it made the first time.

    Other words under an id that was seen are an edit of their own: a browser's way back brings a form with its old id.

    `Conflict` when the proposal is handed in, and `ChangedSince` when it takes out what the writer has not seen;
    `Invalid` for a part that cannot be, or a version that never was.
    """
    check_edit(edit)
    proposal = _locked(session, proposal_id)
    known = session.get(PartEdit, edit.id)
    if known is not None and _is_same(known, proposal_id, edit):
        return _again(known, edit)
    if known is not None:
        edit = _typed_on(known, edit)
    if proposal.handed_in_at is not None:
        raise Conflict(HANDED_IN)
    part = session.get(Part, (proposal_id, edit.key))
    version = part.version if part is not None else 0
    if edit.base_version > version:
        raise Invalid(
            {"base_version": f"Version {edit.base_version} of this part was never here. Load the page again."}
        )
    merged = _merge(session, proposal_id, part, edit)
    if part is not None and edit.is_out and not part.is_out and not _has_seen(session, part, edit):
        raise ChangedSince(content=merged.text, version=version, base_version=edit.base_version)
    if part is not None and merged.text == part.content and edit.is_out == part.is_out:
        # What was typed is what it holds: there is nothing to add, and nothing that could be lost.
        return _saved(part, edit, Merged(part.content))
    part = _write(session, proposal, part, edit, merged, seat_id=seat_id, now=now)
    _add_edit(session, proposal_id, edit, merged, version=part.version, seat_id=seat_id, now=now)
    session.flush()
    return _saved(part, edit, merged)


def check_edit(edit: Edit) -> None:
    """Raise `Invalid` for an edit that is none, before anything is looked up."""
    if split_key(edit.key) is None:
        raise Invalid({"key": "There is no such part in a proposal."})
    if len(edit.typed) > LONGEST_PART:
        raise Invalid(
            {
                "typed": f"This part has {len(edit.typed):,} characters; {LONGEST_PART:,} fit. "
                "It stays on your device: cut it, or spread it over several parts."
            }
        )
    if not is_keepable(edit.key, edit.typed):
        raise Invalid({"typed": "The text holds a character that no document can hold. Paste it as plain text."})


def list_parts(session: Session, *, proposal_id: str) -> tuple[HeldPart, ...]:
    """Return every part that was ever written, those taken out too, in their order."""
    query = select(Part).where(Part.proposal_id == proposal_id).order_by(Part.place, Part.key)
    return tuple(_held(part) for part in session.execute(query).scalars())


def find_part(session: Session, *, proposal_id: str, key: str) -> HeldPart | None:
    """Return a part as it stands, or None before its first edit."""
    part = session.get(Part, (proposal_id, key))
    return _held(part) if part is not None else None


def list_edits(session: Session, *, proposal_id: str, key: str = "") -> tuple[PastEdit, ...]:
    """Return the edits of a part, or of all, newest first."""
    query = select(
        PartEdit.key, PartEdit.version, PartEdit.seat_id, PartEdit.saved_at, PartEdit.is_out, PartEdit.clashes
    ).where(PartEdit.proposal_id == proposal_id)
    if key:
        query = query.where(PartEdit.key == key)
    ordered = query.order_by(PartEdit.saved_at.desc(), PartEdit.key, PartEdit.version.desc())
    return tuple(PastEdit(*row) for row in session.execute(ordered))


def content_at(session: Session, *, proposal_id: str, key: str, version: int) -> str:
    """Return what a part held at a version; version 0 is empty. `NotFound` for a version that never was."""
    if version == 0:
        return ""
    found = session.execute(_version(proposal_id, key, version)).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such version of this part.")
    return _inflate(found)


def _locked(session: Session, proposal_id: str) -> Proposal:
    query = select(Proposal).where(Proposal.id == proposal_id).with_for_update()
    proposal = session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if proposal is None:
        raise NotFound("There is no such proposal.")
    return proposal


def _is_same(known: PartEdit, proposal_id: str, edit: Edit) -> bool:
    if (known.proposal_id, known.key) != (proposal_id, edit.key):
        raise Conflict("This edit was used for another part. Load the page again; what you typed is on your device.")
    return (typed_in(known), known.is_out) == (edit.typed, edit.is_out)


def _typed_on(known: PartEdit, edit: Edit) -> Edit:
    """Return the edit under an id of its own, begun from what was typed under that id before."""
    base = edit.base_content
    if base is None and edit.base_version <= known.base_version:
        base = typed_in(known)
    return replace(edit, id=str(uuid4()), base_content=base)


def typed_in(known: PartEdit) -> str:
    """Return what the writer of an edit had typed; the part may hold more than that."""
    return _inflate(known.typed or known.content)


def _again(known: PartEdit, edit: Edit) -> Saved:
    content = _inflate(known.content)
    return Saved(
        version=known.version,
        content=content,
        is_out=known.is_out,
        is_merged=content != edit.typed,
        clashes=known.clashes,
        saved_at=known.saved_at,
    )


def _merge(session: Session, proposal_id: str, part: Part | None, edit: Edit) -> Merged:
    base = edit.base_content
    if part is None or (base is None and edit.base_version == part.version):
        return Merged(edit.typed)
    if base is None:
        base = content_at(session, proposal_id=proposal_id, key=edit.key, version=edit.base_version)
    named = split_key(edit.key)
    put_together = merge_text if named is not None and named[0] == SECTION else merge_fields
    return put_together(base, part.content, edit.typed)


def _has_seen(session: Session, part: Part, edit: Edit) -> bool:
    base = edit.base_content
    if base is None:
        base = content_at(session, proposal_id=part.proposal_id, key=part.key, version=edit.base_version)
    return part.content == base


def _write(
    session: Session, proposal: Proposal, part: Part | None, edit: Edit, merged: Merged, *, seat_id: int, now: datetime
) -> Part:
    if part is None:
        known = session.execute(select(Part.place).where(Part.proposal_id == proposal.id)).scalars().all()
        if len(known) >= MOST_PARTS:
            raise Invalid({"key": f"A proposal has at most {MOST_PARTS} parts. Take one out before adding another."})
        part = Part(proposal_id=proposal.id, key=edit.key, version=0, place=max(known, default=0) + 1)
        session.add(part)
    # Who writes on in a part that somebody took out puts it back: what she typed is not to vanish with it.
    part.content, part.is_out, part.version = merged.text, edit.is_out, part.version + 1
    part.saved_at, part.saved_by_id = now, seat_id
    return part


def _add_edit(
    session: Session, proposal_id: str, edit: Edit, merged: Merged, *, version: int, seat_id: int, now: datetime
) -> None:
    session.add(
        PartEdit(
            id=edit.id,
            proposal_id=proposal_id,
            key=edit.key,
            version=version,
            base_version=edit.base_version,
            typed=b"" if merged.text == edit.typed else _deflate(edit.typed),
            content=_deflate(merged.text),
            clashes=len(merged.clashes),
            is_out=edit.is_out,
            seat_id=seat_id,
            saved_at=now,
        )
    )


def _saved(part: Part, edit: Edit, merged: Merged) -> Saved:
    return Saved(
        version=part.version,
        content=part.content,
        is_out=part.is_out,
        is_merged=part.content != edit.typed,
        clashes=len(merged.clashes),
        saved_at=part.saved_at,
    )


def _held(part: Part) -> HeldPart:
    return HeldPart(part.key, part.content, part.version, part.place, part.is_out, part.saved_at, part.saved_by_id)


def _version(proposal_id: str, key: str, version: int) -> Select[bytes]:
    return select(PartEdit.content).where(
        PartEdit.proposal_id == proposal_id, PartEdit.key == key, PartEdit.version == version
    )


def _deflate(text: str) -> bytes:
    return zlib.compress(text.encode(), level=6)


def _inflate(content: bytes) -> str:
    return zlib.decompress(content).decode()
