"""Requirements and their history: what a tier, or a branch of it, must complete, from which day on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Select, bindparam, column, delete, or_, select, table
from sqlalchemy.orm import Session

from courses.model import Track
from lms.errors import Invalid
from lms.evidence.models import Requirement
from lms.ledger import service as ledger
from lms.ledger.kinds import Kind
from lms.ledger.service import Record

USUAL_RENEWAL_DAYS = 60
LONGEST_DAYS = 3650
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
# The institutions are a feature beside this one: their branches are known here by the name of the table alone.
BRANCH = table("branch", column("id"), column("institution_id"), column("name"), column("joined_into_id"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A requirement as it is set: for a tier of an institution, one module. `track` empty means the tier's own.

    It is due `due_days` after somebody joined the tier, but not before `due_on`; with one of them given, by that one.
    With a `branch_id` it is for the people of that branch alone, and goes before that of the tier. From `renewal_days`
    before a completion ends its holder may renew.
    """

    tier: str
    module_id: str
    pass_percent: int
    valid_months: int | None
    due_on: date | None
    due_days: int | None
    track: str = ""
    branch_id: int | None = None
    renewal_days: int = USUAL_RENEWAL_DAYS


@dataclass(frozen=True, slots=True)
class Validity:
    """How long what is completed under a rule counts, and from when up to when the rule holds."""

    tier: str
    branch_id: int | None
    starts_on: date
    ends_on: date | None
    valid_months: int | None


# Built once: every quiz that is begun or passed asks it.
_HOLDING = select(*(getattr(Requirement, field.name) for field in fields(Rule))).where(
    Requirement.institution_id == bindparam("institution_id"),
    Requirement.tier == bindparam("tier"),
    Requirement.module_id == bindparam("module_id"),
    Requirement.starts_on <= bindparam("day"),
    or_(Requirement.ends_on.is_(None), Requirement.ends_on > bindparam("day")),
    or_(Requirement.branch_id.is_(None), Requirement.branch_id == bindparam("branch_id")),
)


def set_requirement(session: Session, *, institution_id: int, rule: Rule, from_on: date, now: datetime) -> bool:
    """Let a rule hold from a day on, in place of all that was said of that day and later. What was earned stays.

    The rule that stood before holds up to that day. Return whether anything changed: said twice, it is said once.
    """
    check_rule(rule)
    check_day(from_on)
    ledger.lock(session, institution_id=institution_id)
    _check_branch(session, institution_id, rule.branch_id)
    stood = _list_rows(session, institution_id, rule.tier, rule.branch_id, rule.module_id)
    newest = stood[-1] if stood else None
    if newest is not None and newest.ends_on is None and newest.starts_on <= from_on and rule_of(newest) == rule:
        return False
    _cut(session, stood, from_on)
    row = Requirement(institution_id=institution_id, starts_on=from_on, ends_on=None)
    for field in fields(Rule):
        setattr(row, field.name, getattr(rule, field.name))
    session.add(row)
    session.flush()
    ledger.append(session, institution_id=institution_id, records=[requirement_record(rule, from_on)], now=now)
    return True


def drop_requirement(
    session: Session,
    *,
    institution_id: int,
    tier: str,
    module_id: str,
    from_on: date,
    now: datetime,
    branch_id: int | None = None,
) -> bool:
    """Ask no longer from a day on; nobody loses what she earned. Return whether anything was asked.

    Without its own rule a branch is asked what its tier is asked.
    """
    check_day(from_on)
    ledger.lock(session, institution_id=institution_id)
    stood = _list_rows(session, institution_id, tier, branch_id, module_id)
    if all(row.ends_on is not None and row.ends_on <= from_on for row in stood):
        return False
    _cut(session, stood, from_on)
    body = {"tier": tier, "branch": branch_id, "module": module_id, "from_on": from_on.isoformat()}
    record = Record(Kind.REQUIREMENT_DROPPED, body)
    ledger.append(session, institution_id=institution_id, records=[record], now=now)
    return True


@dataclass(frozen=True, slots=True)
class BranchRule:
    """A rule for one branch alone that holds on a day, or will."""

    tier: str
    module_id: str
    starts_on: date


def list_branch_rules(session: Session, *, institution_id: int, branch_id: int, on: date) -> tuple[BranchRule, ...]:
    """Return what is asked in one branch alone on a day or later, each tier and module once."""
    query = _rows(institution_id).where(
        Requirement.branch_id == branch_id, or_(Requirement.ends_on.is_(None), Requirement.ends_on > on)
    )
    found: dict[tuple[str, str], BranchRule] = {}
    for row in session.execute(
        query.order_by(Requirement.tier, Requirement.module_id, Requirement.starts_on)
    ).scalars():
        found.setdefault((row.tier, row.module_id), BranchRule(row.tier, row.module_id, row.starts_on))
    return tuple(found.values())


def find_requirement(
    session: Session, *, institution_id: int, tier: str, module_id: str, on: date, branch_id: int | None = None
) -> Rule | None:
    """Return what somebody of that tier and branch must do for a module on a day, or None."""
    place = {"institution_id": institution_id, "tier": tier, "branch_id": branch_id}
    found = session.connection().execute(_HOLDING, {**place, "module_id": module_id, "day": on}).all()
    own = next((row for row in found if row.branch_id is not None), found[0] if found else None)
    return None if own is None else Rule(**own._mapping)


def list_validity(
    session: Session, *, module_id: str, institution_ids: Iterable[int]
) -> dict[int, tuple[Validity, ...]]:
    """Return how long completions of a module count, by institution, for whoever asks of many days."""
    found: dict[int, list[Validity]] = {one: [] for one in institution_ids}
    query = select(
        Requirement.institution_id,
        Requirement.tier,
        Requirement.branch_id,
        Requirement.starts_on,
        Requirement.ends_on,
        Requirement.valid_months,
    ).where(Requirement.module_id == module_id, Requirement.institution_id.in_(sorted(found)))
    for row in session.execute(query):
        found[row[0]].append(Validity(row[1], row[2], row[3], row[4], row[5]))
    return {house_id: tuple(several) for house_id, several in found.items()}


def months_on(terms: Iterable[Validity], *, tier: str, branch_id: int | None, on: date) -> int | None:
    """Return for how many months a completion of a day counts; None for ever, or where nothing was asked."""
    holding = [
        one
        for one in terms
        if one.tier == tier
        and one.branch_id in (None, branch_id)
        and one.starts_on <= on
        and (one.ends_on is None or on < one.ends_on)
    ]
    own = next((one for one in holding if one.branch_id is not None), holding[0] if holding else None)
    return None if own is None else own.valid_months


def check_rule(rule: Rule) -> None:
    """Raise `Invalid` with a sentence for each term that cannot be."""
    faults = {}
    if not 1 <= rule.pass_percent <= 100:
        faults["pass_percent"] = "The pass mark is a percentage: give a whole number from 1 to 100."  # noqa: S105
    if rule.valid_months is not None and not 1 <= rule.valid_months <= 120:
        faults["valid_months"] = (
            "Validity is counted in months: give a number from 1 to 120, or leave it empty for ever."
        )
    if rule.due_days is not None and not 0 <= rule.due_days <= LONGEST_DAYS:
        faults["due_days"] = "Give the days after joining as a whole number from 0 to 3650."
    if not 0 <= rule.renewal_days <= LONGEST_DAYS:
        faults["renewal_days"] = "Give the days before the end as a whole number from 0 to 3650."
    if rule.track and rule.track not in set(Track):
        faults["track"] = "Choose one of the tracks, or leave it to the track of the tier."
    if faults:
        raise Invalid(faults)


def check_day(from_on: date) -> None:
    """Raise `Invalid` for a day from which no rule can be meant to hold."""
    if not EARLIEST <= from_on <= LATEST:
        raise Invalid({"from_on": "Give a day between 2000-01-01 and 2100-01-01 from which it holds."})


def _check_branch(session: Session, institution_id: int, branch_id: int | None) -> None:
    if branch_id is None:
        return
    into = BRANCH.alias()
    query = select(BRANCH.c.name, into.c.name).outerjoin(into, into.c.id == BRANCH.c.joined_into_id)
    found = session.execute(query.where(BRANCH.c.id == branch_id, BRANCH.c.institution_id == institution_id)).first()
    if found is None:
        raise Invalid({"branch": "There is no such branch in this institution: choose one of its branches."})
    name, joined_into = found
    if joined_into is not None:
        raise Invalid({"branch": f"{name} was joined to {joined_into}. Choose {joined_into}."})


def _rows(institution_id: int) -> Select[Requirement]:
    return select(Requirement).where(Requirement.institution_id == institution_id)


def _list_rows(
    session: Session, institution_id: int, tier: str, branch_id: int | None, module_id: str
) -> list[Requirement]:
    query = _rows(institution_id).where(
        Requirement.tier == tier,
        Requirement.module_id == module_id,
        Requirement.branch_id.is_(None) if branch_id is None else Requirement.branch_id == branch_id,
    )
    return list(session.execute(query.order_by(Requirement.starts_on, Requirement.id)).scalars())


def _cut(session: Session, stood: list[Requirement], from_on: date) -> None:
    """Let nothing of this history hold on that day or later. The ledger keeps what was said."""
    gone = [row.id for row in stood if row.starts_on >= from_on]
    for row in stood:
        if row.starts_on < from_on and (row.ends_on is None or row.ends_on > from_on):
            row.ends_on = from_on
    session.flush()
    if gone:
        session.execute(delete(Requirement).where(Requirement.id.in_(gone)))


def rule_of(row: Requirement) -> Rule:
    """Return the rule a row holds."""
    return Rule(**{field.name: getattr(row, field.name) for field in fields(Rule)})


def requirement_record(rule: Rule, from_on: date) -> Record:
    """Return what the ledger is told of a rule."""
    return Record(
        Kind.REQUIREMENT,
        {
            "tier": rule.tier,
            "branch": rule.branch_id,
            "module": rule.module_id,
            "track": rule.track,
            "pass_percent": rule.pass_percent,
            "valid_months": rule.valid_months,
            "renewal_days": rule.renewal_days,
            "due_on": rule.due_on.isoformat() if rule.due_on is not None else None,
            "due_days": rule.due_days,
            "from_on": from_on.isoformat(),
        },
    )
