"""What a long list would change, compared once for all its pages.

A comparison follows from the list, its answers, the day and the roster, and from nothing else. It is shown once more
only while all four are what they were: the roster is read for every page and held against the one that was compared.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lms.cycles import unsearched
from lms.institutions import roster_imports as imports
from lms.institutions import roster_store as store
from lms.institutions.roster_imports import KnownImport
from lms.institutions.roster_mapping import Answers
from lms.institutions.roster_people import Roster
from lms.institutions.roster_steps import Plan
from lms.workflows.import_roster import compare, open_roster

# A shorter list is compared as quickly as the roster is read.
FEWEST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list with what was said of it and what it would change."""

    kept: KnownImport
    answers: Answers
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Held:
    import_id: str
    answers: Answers
    today: date
    roster: Roster
    plan: Plan


class LastComparison:
    """Keeps the newest comparison of a long list, one and no more; it may be used by several threads."""

    def __init__(self) -> None:
        self._held: _Held | None = None

    @unsearched()
    def find(self, session: Session, *, institution_id: int, import_id: str, today: date) -> Comparison:
        """Return what a list would change today, compared anew if anything is not as it was.

        `Invalid` when something must be answered first; `NotFound` when the list is no longer kept.
        """
        kept = imports.get_import(session, institution_id=institution_id, import_id=import_id)
        answers = imports.read_said(session, institution_id=institution_id, import_id=import_id)
        roster = store.read_roster(session, institution_id=institution_id)
        held = self._held
        if held is not None and (held.import_id, held.answers, held.today, held.roster) == (
            import_id,
            answers,
            today,
            roster,
        ):
            return Comparison(kept, answers, held.plan)
        opened = open_roster(session, institution_id=institution_id, import_id=import_id)
        plan = compare(opened, roster, today=today).plan
        if kept.rows >= FEWEST_KEPT:
            self._held = _Held(import_id, answers, today, roster, plan)
        return Comparison(kept, answers, plan)

    def forget(self, import_id: str) -> None:
        """Let go of a list that is done with."""
        if self._held is not None and self._held.import_id == import_id:
            self._held = None
