"""Two members who are one person: what would move is shown, then everything moves in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.attempts.merging import count_attempts, merge_attempts
from lms.boards.merging import merge_presence
from lms.errors import NotFound
from lms.evidence.merging import count_evidence, merge_evidence
from lms.facilitation.merging import count_attendance, merge_attendance
from lms.institutions import merging
from lms.institutions import roster_store as store
from lms.institutions.duplicates import Pair, compare, find_pairs
from lms.institutions.merging import Merged
from lms.institutions.roster_people import Person
from lms.institutions.rules import History
from lms.learning.merging import merge_learning


@dataclass(frozen=True, slots=True)
class Side:
    """One of two, and how much stands for her."""

    person: Person
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging would do: `gone` moves to `kept`, whose places become `history`."""

    kept: Side
    gone: Side
    history: History
    pair: Pair


def list_pairs(session: Session, *, institution_id: int) -> tuple[Pair, ...]:
    """Return the people who may stand in the roster twice, the likeliest first."""
    roster = store.read_roster(session, institution_id=institution_id)
    return find_pairs(roster.people, distinct=merging.list_distinct(session, institution_id=institution_id))


def preview_merge(session: Session, *, institution_id: int, kept_id: int, gone_id: int) -> Merge:
    """Return what merging would do."""
    people = {person.id: person for person in store.read_roster(session, institution_id=institution_id).people}
    if kept_id not in people or gone_id not in people or kept_id == gone_id:
        raise NotFound("There is no such pair of people in this institution.")
    kept, gone = people[kept_id], people[gone_id]
    first, second = sorted((kept, gone), key=lambda person: person.id)
    return Merge(
        kept=Side(kept, _counts(session, kept_id)),
        gone=Side(gone, _counts(session, gone_id)),
        history=merging.join_histories(kept.history, gone.history),
        pair=compare(first, second),
    )


def merge_members(session: Session, *, institution_id: int, kept_id: int, gone_id: int, now: datetime) -> Merged:
    """Merge `gone` into `kept`: completions, certificates, attestations, waivers, quizzes, sessions and places."""
    merged = merging.merge_member(session, institution_id=institution_id, kept_id=kept_id, gone_id=gone_id, now=now)
    merge_evidence(session, old=gone_id, new=kept_id)
    merge_attempts(session, old=gone_id, new=kept_id)
    merge_attendance(session, old=gone_id, new=kept_id)
    merge_presence(session, old=gone_id, new=kept_id)
    merge_learning(session, old=gone_id, new=kept_id)
    return merged


def _counts(session: Session, member_id: int) -> dict[str, int]:
    return {
        **count_evidence(session, member_id=member_id),
        "attempts": count_attempts(session, member_id=member_id),
        "sessions": count_attendance(session, member_id=member_id),
    }
