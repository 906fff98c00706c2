"""Corrections of keys: all of them with what each did, and those of one institution with whom they touched there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.attempts.models import KeyCorrection, KeyCorrectionEffect
from lms.errors import NotFound
from lms.institutions.models import Member

COUNTS = ("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked")
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction; `counts` are of attempts, completions and certificates, `undoing` is None while it holds.

    `gainers` and `losers` are names, and only there for the institution they belong to; `corrected_by` and `undone_by`
    only there for authors, and empty for who has the server.
    """

    id: str
    module_id: str
    item_id: str
    editions: tuple[str, ...]
    key_before: Mapping[str, object]
    key: Mapping[str, object]
    policy: str
    reason: str
    corrected_at: datetime
    undone_at: datetime | None
    undone_reason: str
    institutions: int
    counts: Counts
    undoing: Counts | None
    gainers: tuple[str, ...] = ()
    losers: tuple[str, ...] = ()
    corrected_by: str = ""
    undone_by: str = ""


def list_corrections(session: Session) -> tuple[CorrectionRow, ...]:
    """Return all corrections of this server, newest first, summed over institutions; of names those of authors."""
    rows = session.execute(
        select(KeyCorrection).order_by(KeyCorrection.corrected_at.desc(), KeyCorrection.id)
    ).scalars()
    effects = _by_correction(session.execute(select(KeyCorrectionEffect)).scalars())
    authors = _authors(session)
    return tuple(
        replace(
            _row(row, effects.get(row.id, ())),
            corrected_by=authors.get(row.corrected_by_id or 0, ""),
            undone_by=authors.get(row.undone_by_id or 0, ""),
        )
        for row in rows
    )


def get_correction(session: Session, *, correction_id: str) -> CorrectionRow:
    """Return one correction."""
    found = next((one for one in list_corrections(session) if one.id == correction_id), None)
    if found is None:
        raise NotFound("There is no such correction.")
    return found


def is_made(session: Session, *, correction_id: str) -> bool:
    """Return whether there is such a correction."""
    return session.get(KeyCorrection, correction_id) is not None


def list_house_corrections(session: Session, *, institution_id: int) -> tuple[CorrectionRow, ...]:
    """Return the corrections that marked attempts of an institution anew, newest first, with who gained and lost."""
    query = select(KeyCorrectionEffect).where(KeyCorrectionEffect.institution_id == institution_id)
    effects = _by_correction(session.execute(query).scalars())
    found = (
        select(KeyCorrection)
        .where(KeyCorrection.id.in_(effects))
        .order_by(KeyCorrection.corrected_at.desc(), KeyCorrection.id)
    )
    names = _names(session, [one for several in effects.values() for one in several])
    return tuple(_row(row, effects[row.id], names) for row in session.execute(found).scalars())


def _by_correction(effects: Iterable[KeyCorrectionEffect]) -> dict[str, list[KeyCorrectionEffect]]:
    found: dict[str, list[KeyCorrectionEffect]] = {}
    for one in effects:
        found.setdefault(one.correction_id, []).append(one)
    return found


def _authors(session: Session) -> dict[int, str]:
    by = union(select(KeyCorrection.corrected_by_id), select(KeyCorrection.undone_by_id)).subquery()
    query = select(Account.id, Account.name).where(Account.id.in_(select(by)))
    return {row[0]: row[1] for row in session.execute(query)}


def _names(session: Session, effects: Sequence[KeyCorrectionEffect]) -> dict[int, str]:
    wanted = sorted({member for one in effects for members in one.people.values() for member in members})
    found: dict[int, str] = {}
    kept = aliased(Member)
    for start in range(0, len(wanted), 500):
        # Whoever was merged since goes by the name of the one who stays.
        query = select(Member.id, func.coalesce(kept.name, Member.name)).outerjoin(
            kept, kept.id == Member.merged_into_id
        )
        found |= {row[0]: row[1] for row in session.execute(query.where(Member.id.in_(wanted[start : start + 500])))}
    return found


def _row(
    row: KeyCorrection, effects: Sequence[KeyCorrectionEffect], names: Mapping[int, str] | None = None
) -> CorrectionRow:
    made = [one for one in effects if not one.is_undo]
    undone = [one for one in effects if one.is_undo]
    return CorrectionRow(
        id=row.id,
        module_id=row.module_id,
        item_id=row.item_id,
        editions=tuple(row.editions),
        key_before=row.key_before,
        key=row.key,
        policy=row.policy,
        reason=row.reason,
        corrected_at=row.corrected_at,
        undone_at=row.undone_at,
        undone_reason=row.undone_reason,
        institutions=len({one.institution_id for one in effects}),
        counts=_sum(made),
        undoing=_sum(undone) if row.undone_at is not None else None,
        gainers=_called(made, "gained", names or {}),
        losers=_called(made, "lost", names or {}),
    )


def _sum(effects: Sequence[KeyCorrectionEffect]) -> dict[str, int]:
    return {name: sum(getattr(one, name) for one in effects) for name in COUNTS}


def _called(effects: Sequence[KeyCorrectionEffect], what: str, names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(sorted(names[member] for one in effects for member in one.people[what] if member in names))
