"""Two who correct keys at once: the second learns who did what, and when."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from courses.days import moment_words
from lms.accounts.contacts import find_name
from lms.attempts.correction_events import MARK_DIGITS, Event, find_newest_event, find_undoing
from lms.errors import Conflict, Invalid

MOVED = "Since you looked, somebody handed in, or a result changed. Look at the preview once more."
AFRESH = "Look at the preview once more: it shows what yours would do now."
AS_ASKED = "The key you chose holds by now: nothing is left to do."
IN_PART = "The key you chose holds by now, but in these editions another one does: {editions}. Look at it there."
GONE = "This correction is undone already: nothing is left to do."
SAME_KEY = "This is the key that holds already."


class Overtaken(Conflict):
    """Somebody else came first. `who` is empty for who has the server; `is_done`: what was asked for stands by now, but
    for the editions `otherwise`."""

    def __init__(self, event: Event, who: str, what: str, *, is_done: bool, otherwise: Sequence[str] = ()) -> None:
        super().__init__(f"{first_words(event, who)} {what}")
        self.event, self.who, self.is_done, self.otherwise = event, who, is_done, otherwise


class HoldsAlready(Invalid):
    """The key asked for is the one that holds; `event` made it so, None where it is that of the files.

    `otherwise` are editions in which another one holds, where it was asked for everywhere.
    """

    def __init__(self, event: Event | None, who: str, *, otherwise: Sequence[str]) -> None:
        told = "" if event is None else f" {first_words(event, who)}"
        super().__init__({"key": f"{SAME_KEY}{told} Choose another one."})
        self.event, self.who, self.otherwise = event, who, otherwise


def first_words(event: Event, who: str) -> str:
    """Return who did what and when, and why."""
    did = "undid the correction of" if event.is_undo else "corrected"
    by = who or "Somebody who has the server"
    return f"{by} {did} the question {event.item_id} on {moment_words(event.at)}: “{event.reason}”"


def holds_already(
    session: Session, *, module_id: str, item_id: str, edition: str, otherwise: Sequence[str]
) -> HoldsAlready:
    """Return why a key that holds is not taken once more."""
    event = find_newest_event(session, module_id=module_id, item_id=item_id, edition=edition)
    return HoldsAlready(event, _name(session, event), otherwise=otherwise)


def since_looked(session: Session, *, module_id: str, seen: str) -> Conflict:
    """Return why what was previewed is not what would be done; `seen` is the mark of the newest event at that time."""
    event = _came_between(session, module_id=module_id, seen=seen)
    return Conflict(MOVED) if event is None else Overtaken(event, _name(session, event), AFRESH, is_done=False)


def done_since(session: Session, fault: HoldsAlready, *, module_id: str, seen: str) -> Conflict | Invalid:
    """Return why a key that did not hold when it was previewed is not taken: somebody made it so meanwhile."""
    if fault.event is None or _came_between(session, module_id=module_id, seen=seen) is None:
        return fault
    what = IN_PART.format(editions=", ".join(fault.otherwise)) if fault.otherwise else AS_ASKED
    return Overtaken(fault.event, fault.who, what, is_done=True, otherwise=fault.otherwise)


def refuse_undone(session: Session, *, correction_id: str) -> None:
    """Raise `Overtaken` where a correction is undone by now."""
    event = find_undoing(session, correction_id=correction_id)
    if event is not None:
        raise Overtaken(event, _name(session, event), GONE, is_done=True)


def _came_between(session: Session, *, module_id: str, seen: str) -> Event | None:
    newest = find_newest_event(session, module_id=module_id)
    return None if newest is None or len(seen) != MARK_DIGITS or newest.mark == seen else newest


def _name(session: Session, event: Event | None) -> str:
    return find_name(session, event.account_id) if event is not None and event.account_id is not None else ""
