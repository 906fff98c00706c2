"""Ask for an evidence pack: check the day, find or sign the checkpoint it knows, keep what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.days import day_words, moment_words
from lms.errors import Invalid
from lms.evidence import packs
from lms.evidence.packs import AskedPack
from lms.ledger import service as ledger
from lms.ledger.log import Checkpoint
from lms.ledger.notes import Signer
from lms.ledger.packs.layout import Names

NOTHING = "The ledger of this institution is empty: there is nothing to show yet. Add its people first."


@dataclass(frozen=True, slots=True)
class PackRequest:
    """What is asked for. `known_at` is a size or a moment, None the newest; `first_day` that of the institution."""

    institution_id: int
    as_of: date
    names: Names
    today: date
    first_day: date | None
    known_at: int | datetime | None = None


def ask_for_pack(
    session: Session, *, request: PackRequest, pack_id: str, account_id: int | None, signer: Signer, now: datetime
) -> Checkpoint:
    """Keep a request for a pack and return the checkpoint it knows; `Invalid` says what cannot be.

    Without a moment to know things at, a new checkpoint is signed when entries were added since the last.
    """
    known = choose_checkpoint(session, request=request, signer=signer, now=now)
    asked = AskedPack(
        id=pack_id,
        institution_id=request.institution_id,
        account_id=account_id,
        as_of=request.as_of,
        ledger_size=known.size,
        names=request.names.value,
    )
    packs.add_pack(session, asked=asked, now=now)
    return known


def choose_checkpoint(session: Session, *, request: PackRequest, signer: Signer, now: datetime) -> Checkpoint:
    """Return the checkpoint that a request means; a day that cannot be is refused first, and nothing is signed."""
    check_day(request.as_of, today=request.today, first_day=request.first_day)
    if request.known_at is not None:
        return _earlier(session, request.institution_id, request.known_at)
    state = ledger.find_log(session, institution_id=request.institution_id)
    if state is None or not state.size:
        raise Invalid({"as_of": NOTHING})
    return ledger.checkpoint(session, institution_id=request.institution_id, signer=signer, now=now)


def check_day(as_of: date, *, today: date, first_day: date | None) -> None:
    """Raise `Invalid` for a day that is still to come, or on which the institution had not begun."""
    if as_of > today:
        text = f"{day_words(as_of)} is still to come: evidence speaks of what has happened."
        raise Invalid({"as_of": f"{text} Choose {day_words(today)} or an earlier day."})
    if first_day is None:
        raise Invalid({"as_of": NOTHING})
    if as_of < first_day:
        text = f"On {day_words(as_of)} the institution had not begun: its first day here is {day_words(first_day)}."
        raise Invalid({"as_of": f"{text} Choose that or a later one."})


def _earlier(session: Session, institution_id: int, known_at: int | datetime) -> Checkpoint:
    found = ledger.list_checkpoints(session, institution_id=institution_id)
    if isinstance(known_at, int):
        chosen = next((one for one in found if one.size == known_at), None)
        missing = f"No checkpoint was signed at {known_at:d} entries. {_there_are(found)}"
    else:
        chosen = next((one for one in found if one.made_at <= known_at), None)
        missing = f"No checkpoint was signed by {moment_words(known_at)}. {_there_are(found)}"
    if chosen is None:
        raise Invalid({"known_at": missing})
    return chosen


def _there_are(found: Sequence[Checkpoint]) -> str:
    if not found:
        return "There is none yet: leave it empty, and one is signed now."
    listed = ", ".join(f"{one.size} ({moment_words(one.made_at)})" for one in found[:5])
    return f"There are: {listed}{' and earlier ones' if len(found) > 5 else ''}."
