"""One member's own standing: what she must complete, what she has, where she was. At most three queries a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from lms.attempts.models import Attempt, Score
from lms.attempts.rules import Purpose
from lms.evidence.models import Certificate, Completion, Requirement, Waiver
from lms.evidence.rules import WAIVER, Earned, Standing, due_on, standing
from lms.learning.models import CaseRun, Place, SectionRead
from lms.reports.roster import Day, branch_of, came_into_tier, holds_on


@dataclass(frozen=True, slots=True)
class ModuleStanding:
    """Where a member stands with a module. `standing` is None where nothing asks for it; then `due` is None too.

    `completed_on`, `valid_until` and `edition` are those of her newest completion, by quiz or by what changed;
    `waived_by` is who approved it where that one is a waiver that counts. `certificate_code` is the newest there is.
    `track` is the one she is required to read, empty for her tier's own.
    """

    module_id: str
    standing: Standing | None
    due: date | None
    pass_percent: int | None
    valid_months: int | None
    completed_on: date | None
    valid_until: date | None
    edition: str
    certificate_code: str
    track: str = ""
    waived_by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far she has read a module."""

    read: frozenset[str]
    place: str
    case_is_started: bool
    case_is_finished: bool


@dataclass(frozen=True, slots=True)
class Tries:
    """Her attempts at a module's quiz: `best` is None before the first was handed in."""

    handed_in: int
    open_id: str
    best: Fraction | None
    possible: int
    is_passed: bool


def list_standings(
    session: Session, *, member_id: int, institution_id: int, tier: str, today: date
) -> dict[str, ModuleStanding]:
    """Return where a member stands with every module that is asked of her tier or that she has completed, by its id."""
    here = {"member_id": member_id, "institution_id": institution_id, "tier": tier, "today": today}
    connection = session.connection()
    required = {row.module_id: row for row in connection.execute(_required(), here)}
    earned: dict[str, list[tuple[Earned, str, str, str]]] = {}
    for row in connection.execute(_earned(), {"member_id": member_id}):
        one = Earned(completed_on=row.completed_on, valid_until=row.valid_until)
        if one.is_taken_back:
            continue
        earned.setdefault(row.module_id, []).append((one, row.edition, row.code or "", row.approver_name or ""))
    found = {}
    for module_id in required.keys() | earned.keys():
        rule, own = required.get(module_id), earned.get(module_id, [])
        due = due_on(due_on=rule.due_on, due_days=rule.due_days, since=rule.since or today) if rule else None
        newest = own[-1] if own else None
        found[module_id] = ModuleStanding(
            module_id=module_id,
            standing=standing([one for one, *_ in own], due=due, today=today, renewal_days=rule.renewal_days)
            if rule
            else None,
            due=due,
            pass_percent=rule.pass_percent if rule else None,
            valid_months=rule.valid_months if rule else None,
            completed_on=newest[0].completed_on if newest else None,
            valid_until=newest[0].valid_until if newest else None,
            edition=newest[1] if newest else "",
            certificate_code=next((code for _, _, code, _ in reversed(own) if code), ""),
            track=rule.track if rule else "",
            waived_by=newest[3] if newest and newest[0].counts_on(today) else "",
        )
    return found


@lru_cache(maxsize=1)
def _required() -> Select[*tuple[Any, ...]]:
    """Return the query of what is asked of a member; building it takes longer than asking it."""
    member_id, today = bindparam("member_id", type_=Integer), bindparam("today", type_=Date)
    tier, institution_id = bindparam("tier", type_=String), bindparam("institution_id", type_=Integer)
    is_own_branch = Requirement.branch_id == branch_of(member_id, on=today)
    return (
        select(
            Requirement.module_id,
            Requirement.pass_percent,
            Requirement.valid_months,
            Requirement.due_on,
            Requirement.due_days,
            Requirement.track,
            Requirement.renewal_days,
            came_into_tier(member_id, tier, on=today).label("since"),
        )
        .where(*_asked_of(institution_id, tier, on=today), or_(Requirement.branch_id.is_(None), is_own_branch))
        # The rule of her branch comes last and stands.
        .order_by(Requirement.branch_id.is_not(None))
    )


@lru_cache(maxsize=1)
def _earned() -> Select[*tuple[Any, ...]]:
    """Return the query of a member's completions, oldest first."""
    return (
        select(
            Completion.module_id,
            Completion.completed_on,
            Completion.valid_until,
            Completion.edition,
            Certificate.code,
            Waiver.approver_name,
        )
        .outerjoin(Certificate, (Certificate.completion_id == Completion.id) & Certificate.revoked_at.is_(None))
        .outerjoin(Waiver, and_(Completion.source == WAIVER, Waiver.id == Completion.source_id))
        .where(Completion.member_id == bindparam("member_id", type_=Integer))
        .order_by(Completion.completed_on, Completion.id)
    )


def find_track(
    session: Session, *, institution_id: int, tier: str, branch_id: int | None, module_id: str, on: date
) -> str:
    """Return the track a tier, or a branch of it, is required to read of a module; empty where it is the tier's own."""
    asked = {"institution_id": institution_id, "tier": tier, "branch_id": branch_id, "module_id": module_id, "on": on}
    return session.connection().execute(_tracks(), asked).scalars().first() or ""


@lru_cache(maxsize=1)
def _tracks() -> Select[*tuple[str]]:
    """Return the query of the track a module is to be read by; a rule of a branch comes first."""
    tier, institution_id = bindparam("tier", type_=String), bindparam("institution_id", type_=Integer)
    is_own_branch = Requirement.branch_id == bindparam("branch_id", type_=Integer)
    return (
        select(Requirement.track)
        .where(
            *_asked_of(institution_id, tier, on=bindparam("on", type_=Date)),
            Requirement.module_id == bindparam("module_id", type_=String),
            or_(Requirement.branch_id.is_(None), is_own_branch),
        )
        .order_by(Requirement.branch_id.is_(None))
    )


def _asked_of(
    institution_id: int | ColumnElement[int], tier: str | ColumnElement[str], *, on: Day
) -> tuple[ColumnElement[bool], ...]:
    return (Requirement.institution_id == institution_id, Requirement.tier == tier, holds_on(on))


def count_read(session: Session, *, member_id: int) -> Mapping[str, frozenset[str]]:
    """Return the sections a member has gone on from, by module id."""
    query = select(SectionRead.module_id, SectionRead.section_id).where(SectionRead.member_id == member_id)
    found: dict[str, set[str]] = {}
    for module_id, section_id in session.execute(query):
        found.setdefault(module_id, set()).add(section_id)
    return {module_id: frozenset(sections) for module_id, sections in found.items()}


_READ = select(SectionRead.section_id).where(
    SectionRead.member_id == bindparam("member_id", type_=Integer),
    SectionRead.module_id == bindparam("module_id", type_=String),
)


def list_read(session: Session, *, member_id: int, module_id: str) -> frozenset[str]:
    """Return the sections of one module a member has gone on from."""
    return frozenset(session.connection().execute(_READ, {"member_id": member_id, "module_id": module_id}).scalars())


def read_reading(session: Session, *, member_id: int, module_id: str) -> Reading:
    """Return how far a member has read a module, and whether she has played its case."""
    place = select(Place.section_id).where(Place.member_id == member_id, Place.module_id == module_id).scalar_subquery()
    runs = select(func.count(CaseRun.id)).where(CaseRun.member_id == member_id, CaseRun.module_id == module_id)
    ended = runs.where(CaseRun.ended_at.is_not(None))
    row = session.execute(select(place, runs.scalar_subquery(), ended.scalar_subquery())).one()
    return Reading(
        read=list_read(session, member_id=member_id, module_id=module_id),
        place=row[0] or "",
        case_is_started=row[1] > 0,
        case_is_finished=row[2] > 0,
    )


def read_tries(session: Session, *, member_id: int, module_id: str) -> Tries:
    """Return a member's attempts at a module's quiz, in one query."""
    query = (
        select(
            Attempt.id,
            Attempt.submitted_at,
            Score.points_numerator,
            Score.points_denominator,
            Score.possible,
            Score.is_passed,
        )
        .outerjoin(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.member_id == member_id, Attempt.module_id == module_id, Attempt.purpose == Purpose.QUIZ)
        .order_by(Attempt.started_at, Attempt.id, Score.scored_at, Score.id)
    )
    # A corrected key adds a score: the newest of an attempt is what it is worth.
    rows = list({row.id: row for row in session.execute(query)}.values())
    scored = [row for row in rows if row.possible]
    best = max(scored, key=lambda row: Fraction(row[2], row[3]) / row[4], default=None)
    return Tries(
        handed_in=len({row.id for row in rows if row.submitted_at is not None}),
        open_id=next((row.id for row in rows if row.submitted_at is None), ""),
        best=None if best is None else Fraction(best[2], best[3]),
        possible=0 if best is None else best.possible,
        is_passed=any(row.is_passed for row in scored),
    )


def list_case_choices(session: Session, *, member_id: int, module_id: str) -> tuple[Sequence[str], str]:
    """Return the choices of the newest run of a case and the edition it was begun on; empty before the first."""
    query = (
        select(CaseRun.choices, CaseRun.edition)
        .where(CaseRun.member_id == member_id, CaseRun.module_id == module_id)
        .order_by(CaseRun.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return ((), "") if row is None else (tuple(row.choices), row.edition)
