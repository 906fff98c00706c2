"""Two rows of one person made one: her places joined, and the ledger told. Nothing of either is lost."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from lms.db.upsert import insert_once
from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import facts
from lms.institutions.models import Member, MemberDistinct, Tenure
from lms.institutions.rules import History, Stretch
from lms.institutions.tenures import list_tenures
from lms.ledger import service as ledger


@dataclass(frozen=True, slots=True)
class Merged:
    """Who was merged into whom; `account_id` is a login of the first that stands for nobody here now."""

    kept_id: int
    gone_id: int
    history: History
    account_id: int | None


def join_histories(kept: History, other: History) -> History:
    """Return one history of two: where both say something of a day the kept one is right, and the other fills gaps."""
    joined: list[Stretch] = list(kept)
    for stretch in other:
        starts_on: date | None = stretch.starts_on
        for held in sorted(kept, key=lambda one: one.starts_on):
            if starts_on is None or (stretch.ends_on is not None and starts_on >= stretch.ends_on):
                break
            if held.ends_on is not None and held.ends_on <= starts_on:
                continue
            if stretch.ends_on is not None and held.starts_on >= stretch.ends_on:
                break
            if held.starts_on > starts_on:
                joined.append(replace(stretch, starts_on=starts_on, ends_on=held.starts_on, id=None))
            starts_on = held.ends_on
        if starts_on is not None and (stretch.ends_on is None or starts_on < stretch.ends_on):
            joined.append(replace(stretch, starts_on=starts_on, id=None))
    return tuple(sorted(joined, key=lambda one: one.starts_on))


def merge_member(session: Session, *, institution_id: int, kept_id: int, gone_id: int, now: datetime) -> Merged:
    """Merge one member into another; her rows elsewhere are re-pointed by `workflows.merge_members`.

    Fields that are empty with the one who stays are filled from the other. `Conflict` when one of the two is merged
    already.
    """
    if kept_id == gone_id:
        raise Invalid({"": "These are one and the same. Choose two people."})
    ledger.lock(session, institution_id=institution_id)
    kept, gone = (_member(session, institution_id, member_id) for member_id in (kept_id, gone_id))
    before = _fact(kept)
    account_id = _take_over(session, kept, gone)
    history = join_histories(
        list_tenures(session, institution_id=institution_id, member_id=kept_id),
        list_tenures(session, institution_id=institution_id, member_id=gone_id),
    )
    _write_history(session, institution_id, kept_id, gone_id, history)
    session.execute(update(Member).where(Member.merged_into_id == gone_id).values(merged_into_id=kept_id))
    gone.merged_into_id = kept_id
    session.execute(
        delete(MemberDistinct).where((MemberDistinct.first_id == gone_id) | (MemberDistinct.second_id == gone_id))
    )
    session.flush()
    records = [facts.merged_record(gone.person_key, into=kept.person_key)]
    if _fact(kept) != before:
        records.append(facts.person_record(_fact(kept)))
    places = [facts.Place(one.tier.value, one.branch_id, one.starts_on, one.ends_on) for one in history]
    records.append(facts.tenures_record(kept.person_key, places))
    ledger.append(session, institution_id=institution_id, records=records, now=now)
    return Merged(kept_id, gone_id, history, account_id)


def note_distinct(session: Session, *, institution_id: int, one_id: int, other_id: int, now: datetime) -> None:
    """Remember that two members are two people; said twice, it is the same."""
    first_id, second_id = sorted((one_id, other_id))
    for member_id in (first_id, second_id):
        _member(session, institution_id, member_id)
    if first_id == second_id:
        raise Invalid({"": "These are one and the same. Choose two people."})
    insert_once(session, MemberDistinct, {"first_id": first_id, "second_id": second_id, "noted_at": now})


def list_distinct(session: Session, *, institution_id: int) -> frozenset[tuple[int, int]]:
    """Return the pairs that were found to be two people, the smaller id first."""
    query = (
        select(MemberDistinct.first_id, MemberDistinct.second_id)
        .join(Member, Member.id == MemberDistinct.first_id)
        .where(Member.institution_id == institution_id)
    )
    return frozenset((row.first_id, row.second_id) for row in session.execute(query))


def find_kept(session: Session, *, institution_id: int, member_id: int) -> int | None:
    """Return into whom a member was merged, or None for one who stands for herself."""
    query = select(Member.merged_into_id).where(Member.id == member_id, Member.institution_id == institution_id)
    return session.execute(query).scalar_one_or_none()


def _member(session: Session, institution_id: int, member_id: int) -> Member:
    member = session.execute(
        select(Member)
        .where(Member.id == member_id, Member.institution_id == institution_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if member is None:
        raise NotFound("There is no such person in this institution.")
    if member.merged_into_id is not None or member.erased_at is not None:
        raise Conflict("One of the two is merged or erased already. Look at the list of pairs anew.")
    return member


def _take_over(session: Session, kept: Member, gone: Member) -> int | None:
    """Fill what is empty with the one who stays; return a login that has no place here any more."""
    for field in ("email", "name_other", "language"):
        if not getattr(kept, field):
            setattr(kept, field, getattr(gone, field))
    gone.email = ""
    account_id, gone.account_id = gone.account_id, None
    session.flush()
    if account_id is not None and kept.account_id is None:
        kept.account_id = account_id
        account_id = None
    session.flush()
    return account_id


def _write_history(session: Session, institution_id: int, kept_id: int, gone_id: int, history: History) -> None:
    session.execute(delete(Tenure).where(Tenure.member_id == gone_id))
    new = [
        {
            "member_id": kept_id,
            "institution_id": institution_id,
            "tier": one.tier.value,
            "branch_id": one.branch_id,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }
        for one in history
        if one.id is None
    ]
    if new:
        session.execute(insert(Tenure), new)


def _fact(member: Member) -> facts.Person:
    return facts.Person(
        member_id=member.id,
        key=member.person_key,
        name=member.name,
        name_other=member.name_other,
        staff_code=member.staff_code,
    )
