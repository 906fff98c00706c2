"""Who stands where on a day: the denominators of every figure, as pieces of queries."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import BigInteger

from lms.evidence.models import Completion, Requirement
from lms.institutions.models import Tenure

# A day, or the place of one in a query that is built once.
Day = date | ColumnElement[date]

MOST_MODULES = 60
FOR_EVER = date.max


def covers(day: Day) -> ColumnElement[bool]:
    """Return the condition that a tenure covers that day."""
    return and_(Tenure.starts_on <= day, func.coalesce(Tenure.ends_on, FOR_EVER) > day)


def counts_on(day: Day) -> ColumnElement[bool]:
    """Return the condition that a completion is valid on that day."""
    # No OR: SQLite needs twice as long to look at a row with one.
    return and_(Completion.completed_on <= day, func.coalesce(Completion.valid_until, FOR_EVER) > day)


def holds_on(day: Day) -> ColumnElement[bool]:
    """Return the condition that a requirement holds on that day."""
    return and_(Requirement.starts_on <= day, or_(Requirement.ends_on.is_(None), Requirement.ends_on > day))


def branch_of(member_id: int | ColumnElement[int], *, on: Day) -> ColumnElement[int]:
    """Return the branch a member is in on that day."""
    return select(Tenure.branch_id).where(Tenure.member_id == member_id, covers(on)).scalar_subquery()


def count_in_branches(session: Session, *, institution_id: int, on: date) -> dict[int, int]:
    """Return how many people each branch of an institution has on a day; one without anybody is not there."""
    counted = select(Tenure.branch_id, func.count()).where(Tenure.institution_id == institution_id, covers(on))
    return dict(session.execute(counted.group_by(Tenure.branch_id)).all())


def came_into_tier(
    member_id: ColumnElement[int] | InstrumentedAttribute[int] | int,
    tier: ColumnElement[str] | InstrumentedAttribute[str] | str,
    *,
    on: Day,
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


def bit_case(column: ColumnElement[str] | InstrumentedAttribute[str], bits: dict[str, int]) -> ColumnElement[int]:
    """Return a module's bit in SQL; 0 for a module that is not counted."""
    if not bits:
        return literal(0)
    return case({module_id: literal(bit, BigInteger) for module_id, bit in bits.items()}, value=column, else_=0)


class bits_together(GenericFunction[int]):  # noqa: N801 - named as it is called, like every function of SQL
    """All the bits of the rows of a group, each once: `bit_or`, which SQLite does not have."""

    type = BigInteger()
    inherit_cache = True


@compiles(bits_together, "sqlite")
def _on_sqlite(element: bits_together, compiler: SQLCompiler, **rest: object) -> str:
    # Each value is one bit, so the sum of the distinct ones is all of them.
    return f"sum(DISTINCT {compiler.process(element.clauses, **rest)})"


@compiles(bits_together, "postgresql")
def _on_postgresql(element: bits_together, compiler: SQLCompiler, **rest: object) -> str:
    return f"bit_or({compiler.process(element.clauses, **rest)})"
