"""What the script of a proposal is answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lms.http.saving import SavedPart
from lms.reports.workshop_changes import Changes, LiveLock
from lms.reports.workshop_proposal_warnings import PartWarning, Warnings
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.parts import Edit, Saved

Json = Mapping[str, object]
# Who writes with others looks often; alone, only a second device of one's own can have written.
EVERY_SHARED_SECONDS = 5
EVERY_ALONE_SECONDS = 30


def write_saved(seat: WorkshopSeat, done: SavedPart) -> Json:
    """Return what a part holds after an edit; `typed` is what was sent, as it is kept."""
    saved = done.saved
    return {
        "key": done.key,
        "proposal": done.proposal_id,
        "late": done.proposal_id != seat.proposal_id,
        "version": saved.version,
        "content": saved.content,
        "typed": done.typed if saved.is_merged else None,
        "merged": saved.is_merged,
        "out": saved.is_out,
        "clashes": saved.clashes,
        "saved_at": saved.saved_at.isoformat(),
        "clock": clock_of(saved.saved_at, seat),
        "warnings": write_warnings(done.warnings),
        "locks": write_locks(done.locks),
    }


def write_unchanged(seat: WorkshopSeat, edit: Edit, *, page_of: str, now: datetime) -> Json:
    """Return the answer to a late edit that changed nothing: there is nothing to keep, and nothing to send again."""
    saved = Saved(edit.base_version, edit.typed, edit.is_out, is_merged=False, clashes=0, saved_at=now)
    return write_saved(seat, SavedPart(edit.key, page_of, edit.typed, saved, warnings=(), locks=()))


def write_changes(
    seat: WorkshopSeat,
    found: Changes,
    warnings: Warnings,
    *,
    heard: Sequence[str],
    has_alone: bool,
    now: datetime,
    token: str,
) -> Json:
    """Return what is new in a proposal; `heard` are the words of the trainer that she has not read.

    `has_alone`: she was moved since her page was made, and something of hers is not in her team's proposal.
    """
    return {
        "now": now.isoformat(),
        "seat": str(seat.seat_id),
        "proposal": seat.proposal_id,
        "team": seat.team_name,
        "alone": has_alone,
        "csrf": token,
        "every": EVERY_SHARED_SECONDS if found.is_shared else EVERY_ALONE_SECONDS,
        "open": found.handed_in_at is None and seat.closed_at is None,
        "heard": list(heard),
        "locks": write_locks(found.locks),
        "parts": [
            {
                "key": part.key,
                "version": part.version,
                "content": part.content,
                "out": part.is_out,
                "by": part.saved_by,
                "clock": clock_of(part.saved_at, seat),
                "warnings": write_warnings(warnings.get(part.key, ())),
            }
            for part in found.parts
        ],
    }


def write_warnings(warnings: Iterable[PartWarning]) -> list[Json]:
    """Return what is to be looked at; passages count characters, not what a script of a page counts."""
    return [
        {
            "field": one.field,
            "words": one.text,
            "passage": {"start": one.start, "end": one.end} if one.has_passage else None,
            "kind": "wrong" if one.is_contradiction else "note" if one.is_note else "look",
        }
        for one in warnings
    ]


def write_locks(locks: Iterable[LiveLock]) -> list[Json]:
    """Return who else is writing where."""
    return [{"key": one.key, "name": one.name, "until": one.until.isoformat()} for one in locks]


def clock_of(moment: datetime, seat: WorkshopSeat) -> str:
    """Return the time of day in the workshop's zone."""
    return f"{moment.astimezone(ZoneInfo(seat.zone)):%H:%M}"
