"""What became of a proposal: who wrote in which part when, as sittings; what parts held at a version."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from lms.workshops.models import PartEdit

APART = timedelta(minutes=10)
LONGEST = timedelta(minutes=15)
# What goes at once without being told apart: an eighth of what stood there, or these bytes, about seven words.
LITTLE = 40
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit without what it holds; `size` is that of the part afterwards, deflated."""

    key: str
    version: int
    seat_id: int
    saved_at: datetime
    is_out: bool
    clashes: int
    size: int


@dataclass(frozen=True, slots=True)
class Spell:
    """Edits of one part by one person with no long pause: from `before` (a version, 0 for none) to `version`."""

    key: str
    before: int
    version: int
    seat_id: int
    began_at: datetime
    ended_at: datetime
    is_out: bool
    clashes: int


def list_spells(session: Session, *, proposal_id: str, key: str = "") -> tuple[Spell, ...]:
    """Return who wrote when, newest first: in one part, or in all."""
    query = select(
        PartEdit.key,
        PartEdit.version,
        PartEdit.seat_id,
        PartEdit.saved_at,
        PartEdit.is_out,
        PartEdit.clashes,
        func.length(PartEdit.content),
    ).where(PartEdit.proposal_id == proposal_id)
    if key:
        query = query.where(PartEdit.key == key)
    ordered = query.order_by(PartEdit.saved_at, PartEdit.key, PartEdit.version)
    return join_spells(EditLine(*row) for row in session.execute(ordered))


def join_spells(edits: Iterable[EditLine]) -> tuple[Spell, ...]:
    """Return edits, oldest first, as spells, newest first.

    A spell ends when somebody else writes in the part, when the part is taken out or put back, after a pause or a
    quarter of an hour, and before much goes: what went can be chosen and brought back. Where it went bit by bit the
    spell ends with the fullest text.
    """
    spells: list[Spell] = []
    latest: dict[str, int] = {}
    newest: dict[str, EditLine] = {}
    fullest: dict[str, EditLine] = {}
    for one in edits:
        at = latest.get(one.key)
        held = spells[at] if at is not None else None
        before = one.version - 1
        if at is not None and held is not None and _goes_on(held, one):
            full, last = fullest[one.key], newest[one.key]
            if not _is_much(full, one):
                spells[at] = replace(
                    held, version=one.version, ended_at=one.saved_at, clashes=held.clashes + one.clashes
                )
                newest[one.key] = one
                fullest[one.key] = one if one.size >= full.size else full
                continue
            if not _is_much(last, one):
                spells[at] = replace(held, version=full.version, ended_at=full.saved_at)
                before = full.version
        latest[one.key] = len(spells)
        newest[one.key] = fullest[one.key] = one
        spells.append(
            Spell(one.key, before, one.version, one.seat_id, one.saved_at, one.saved_at, one.is_out, one.clashes)
        )
    return tuple(sorted(spells, key=lambda spell: (spell.ended_at, spell.version), reverse=True))


def _is_much(then: EditLine, now: EditLine) -> bool:
    return then.size - now.size > max(LITTLE, then.size // 8)


def _goes_on(held: Spell, one: EditLine) -> bool:
    is_same = held.seat_id == one.seat_id and held.is_out == one.is_out
    return is_same and one.saved_at - held.ended_at < APART and one.saved_at - held.began_at < LONGEST


def contents_at(session: Session, *, proposal_id: str, places: Iterable[Place]) -> Mapping[Place, str]:
    """Return what parts held at versions, in one query; version 0 and versions that never were hold nothing."""
    wanted = {place for place in places if place[1] > 0}
    if not wanted:
        return {}
    query = select(PartEdit.key, PartEdit.version, PartEdit.content).where(
        PartEdit.proposal_id == proposal_id, tuple_(PartEdit.key, PartEdit.version).in_(wanted)
    )
    return {(key, version): zlib.decompress(content).decode() for key, version, content in session.execute(query)}
