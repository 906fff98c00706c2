"""Who stands where on a day: the denominators of every figure, as pieces of queries."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.selectable import Subquery
from sqlalchemy.types import BigInteger

from lms.evidence.models import Completion
from lms.institutions.models import Tenure

MOST_MODULES = 60


def covers(day: date) -> ColumnElement[bool]:
    """Return the condition that a tenure covers that day."""
    return and_(Tenure.starts_on <= day, or_(Tenure.ends_on.is_(None), Tenure.ends_on > day))


def counts_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a completion is valid on that day."""
    return and_(Completion.completed_on <= day, or_(Completion.valid_until.is_(None), Completion.valid_until > day))


def came_into_tier(
    member_id: ColumnElement[int] | InstrumentedAttribute[int] | int,
    tier: ColumnElement[str] | InstrumentedAttribute[str] | str,
    *,
    on: date,
) -> ColumnElement[date]:
    """Return since when a member has been in a tier without a break, on that day: moving to another branch is none."""
    own, before = aliased(Tenure), aliased(Tenure)
    went_on = select(before.id).where(
        before.member_id == own.member_id, before.tier == own.tier, before.ends_on == own.starts_on
    )
    return (
        select(func.max(own.starts_on))
        .where(own.member_id == member_id, own.tier == tier, own.starts_on <= on, ~went_on.exists())
        .scalar_subquery()
    )


def bits_of(module_ids: tuple[str, ...]) -> dict[str, int]:
    """Return a bit for each module: what a member has done fits into one number, and grouping by it is one pass."""
    if len(module_ids) > MOST_MODULES:
        raise ValueError(f"{len(module_ids)} modules are more than the {MOST_MODULES} that one query can count")
    return {module_id: 1 << place for place, module_id in enumerate(module_ids)}


def bit_case(column: ColumnElement[str], bits: dict[str, int]) -> ColumnElement[int]:
    """Return a module's bit in SQL; 0 for a module that is not counted."""
    if not bits:
        return literal(0)
    return case({module_id: literal(bit, BigInteger) for module_id, bit in bits.items()}, value=column, else_=0)


def done_masks(institution_ids: tuple[int, ...], *, on: date, bits: dict[str, int]) -> Subquery:
    """Return member_id and `done`, the bits of the modules that the member has a valid completion of on that day."""
    once = (
        select(Completion.member_id, Completion.module_id)
        .where(Completion.institution_id.in_(institution_ids), counts_on(on))
        .group_by(Completion.member_id, Completion.module_id)
        .subquery("once")
    )
    total = sql_cast(func.sum(bit_case(once.c.module_id, bits)), BigInteger)
    return select(once.c.member_id, total.label("done")).group_by(once.c.member_id).subquery("done_masks")
