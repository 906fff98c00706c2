"""The roster read as a whole and written in bulk: statements for many rows at once, and their entries in the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.db.bulk import insert_many
from lms.institutions import facts
from lms.institutions.member_fields import new_person_key
from lms.institutions.models import Branch, Member, Tenure
from lms.institutions.roster_people import Person, Roster
from lms.institutions.roster_steps import Step
from lms.institutions.roster_words import fold
from lms.institutions.rules import Stretch
from lms.ledger import service as ledger
from lms.ledger.service import Record

PERSONAL = ("name", "name_other", "email", "language")


def lock_roster(session: Session, *, institution_id: int) -> None:
    """Let nobody else change people of this institution until the transaction ends."""
    ledger.lock(session, institution_id=institution_id)


def read_roster(session: Session, *, institution_id: int) -> Roster:
    """Return everybody with her places, oldest first; doubles that were merged and people erased are left out."""
    query = select(Branch.id, Branch.name, Branch.joined_into_id).where(Branch.institution_id == institution_id)
    listed = session.execute(query.order_by(Branch.id)).all()
    branches = {row.id: row.name for row in listed}
    joined = {row.name: row.joined_into_id for row in listed if row.joined_into_id is not None}
    histories: defaultdict[int, list[Stretch]] = defaultdict(list)
    tiers = {tier.value: tier for tier in Tier}
    places = select(Tenure.member_id, Tenure.tier, Tenure.branch_id, Tenure.starts_on, Tenure.ends_on, Tenure.id).where(
        Tenure.institution_id == institution_id
    )
    for member_id, tier, branch_id, starts_on, ends_on, tenure_id in session.execute(
        places.order_by(Tenure.member_id, Tenure.starts_on)
    ):
        stretch = Stretch(tiers[tier], branch_id, branches[branch_id], starts_on, ends_on, tenure_id)
        histories[member_id].append(stretch)
    members = (
        select(Member.id, Member.staff_code, Member.name, Member.name_other, Member.email, Member.language)
        .where(Member.institution_id == institution_id, Member.merged_into_id.is_(None), Member.erased_at.is_(None))
        .order_by(Member.id)
    )
    people = tuple(Person(*row, history=tuple(histories[row[0]])) for row in session.execute(members))
    return Roster(people, branches, _former_codes(session, institution_id), joined)


def _former_codes(session: Session, institution_id: int) -> dict[str, int]:
    """Return the codes of doubles and whom they were merged into; 0 for the codes of people who were erased."""
    query = select(Member.id, Member.staff_code, Member.merged_into_id).where(
        Member.institution_id == institution_id,
        Member.merged_into_id.is_not(None) | Member.erased_at.is_not(None),
    )
    rows = session.execute(query).all()
    into = {member_id: into_id or 0 for member_id, _, into_id in rows}

    def last(member_id: int) -> int:
        while member_id in into:
            member_id = into[member_id]
        return member_id

    return {code: last(member_id) for member_id, code, _ in rows}


def write_steps(session: Session, *, institution_id: int, steps: Sequence[Step], now: datetime) -> None:
    """Write what a plan says, all of it, and tell the ledger.

    The roster must be locked since the plan was made; places with the branch id 0 get the branch of that name.
    """
    records: list[Record] = []
    branches = _add_branches(session, institution_id, steps, records)
    keys = _add_members(session, institution_id, [step for step in steps if step.before is None], now)
    _change_members(session, steps)
    known = [step.after.id for step in steps if step.before is not None]
    keys |= _person_keys(session, institution_id, known)
    new_tenures: list[dict[str, object]] = []
    changed_tenures: list[dict[str, object]] = []
    for step in steps:
        member_id, key = keys[step.after.staff_code if step.before is None else step.after.id]
        if step.before is None or _is_renamed(step.before, step.after):
            records.append(facts.person_record(_fact(step.after, member_id, key)))
        if step.before is None or step.before.history != step.after.history:
            records.append(_tenures(step.after, key, branches))
            _collect(step, institution_id, member_id, branches, new_tenures, changed_tenures)
    if changed_tenures:
        _update_tenures(session, changed_tenures)
    insert_many(session, Tenure, new_tenures)
    ledger.append(session, institution_id=institution_id, records=records, now=now)
    session.expire_all()


def _add_branches(
    session: Session, institution_id: int, steps: Iterable[Step], records: list[Record]
) -> dict[str, int]:
    """Add the branches that are not there yet; return their ids by folded name."""
    names = {
        fold(stretch.branch_name): stretch.branch_name
        for step in steps
        for stretch in step.after.history
        if stretch.branch_id == 0
    }
    ids: dict[str, int] = {}
    for word, name in sorted(names.items()):
        branch = Branch(institution_id=institution_id, name=name)
        session.add(branch)
        session.flush()
        ids[word] = branch.id
        records.append(facts.branch_record(branch_id=branch.id, name=name))
    return ids


def _add_members(
    session: Session, institution_id: int, steps: Sequence[Step], now: datetime
) -> dict[str | int, tuple[int, str]]:
    """Add who is new; return id and key of each by staff code."""
    if not steps:
        return {}
    codes = {new_person_key(): step.after for step in steps}
    rows = [
        {
            "institution_id": institution_id,
            "staff_code": person.staff_code,
            "person_key": key,
            "created_at": now,
            **{field: getattr(person, field) for field in PERSONAL},
        }
        for key, person in codes.items()
    ]
    insert_many(session, Member, rows)
    found = session.execute(select(Member.id, Member.person_key).where(Member.institution_id == institution_id))
    return {codes[key].staff_code: (member_id, key) for member_id, key in found if key in codes}


def _change_members(session: Session, steps: Iterable[Step]) -> None:
    table = Member.__table__
    rows = [
        {"member": step.after.id, **{f"new_{field}": getattr(step.after, field) for field in PERSONAL}}
        for step in steps
        if step.before is not None and any(getattr(step.before, one) != getattr(step.after, one) for one in PERSONAL)
    ]
    if rows:
        values: dict[str, BindParameter[object]] = {field: bindparam(f"new_{field}") for field in PERSONAL}
        session.connection().execute(
            update(table).where(table.c.id == bindparam("member")).values(values),  # type: ignore[arg-type]
            rows,
        )


def _person_keys(session: Session, institution_id: int, member_ids: Sequence[int]) -> dict[str | int, tuple[int, str]]:
    if not member_ids:
        return {}
    query = select(Member.id, Member.person_key).where(Member.institution_id == institution_id)
    return {member_id: (member_id, key) for member_id, key in session.execute(query)}


def _is_renamed(before: Person, after: Person) -> bool:
    return (before.name, before.name_other, before.staff_code) != (after.name, after.name_other, after.staff_code)


def _fact(person: Person, member_id: int, key: str) -> facts.Person:
    return facts.Person(
        member_id=member_id,
        key=key,
        name=person.name,
        name_other=person.name_other,
        staff_code=person.staff_code,
    )


def _tenures(person: Person, key: str, branches: dict[str, int]) -> Record:
    places = [
        facts.Place(one.tier.value, _branch_id(one, branches), one.starts_on, one.ends_on) for one in person.history
    ]
    return facts.tenures_record(key, places)


def _branch_id(stretch: Stretch, branches: dict[str, int]) -> int:
    return stretch.branch_id or branches[fold(stretch.branch_name)]


def _collect(
    step: Step,
    institution_id: int,
    member_id: int,
    branches: dict[str, int],
    new: list[dict[str, object]],
    changed: list[dict[str, object]],
) -> None:
    """Sort the places of a person into those to add and those to write anew."""
    before = {stretch.id: stretch for stretch in (step.before.history if step.before else ())}
    for stretch in step.after.history:
        values: dict[str, object] = {
            "tier": stretch.tier.value,
            "branch_id": _branch_id(stretch, branches),
            "starts_on": stretch.starts_on,
            "ends_on": stretch.ends_on,
        }
        if stretch.id is None:
            new.append({"member_id": member_id, "institution_id": institution_id, **values})
        elif before.get(stretch.id) != stretch:
            changed.append({"tenure": stretch.id, **{f"new_{name}": value for name, value in values.items()}})


def _update_tenures(session: Session, rows: list[dict[str, object]]) -> None:
    table = Tenure.__table__
    values: dict[str, BindParameter[object]] = {
        name: bindparam(f"new_{name}") for name in ("tier", "branch_id", "starts_on", "ends_on")
    }
    statement = update(table).where(table.c.id == bindparam("tenure")).values(values)  # type: ignore[arg-type]
    session.connection().execute(statement, rows)
