"""How many members of a day share a tier, a branch and a set of modules done: what every figure of coverage is made of.

What a member has done fits into one number, a bit for each module. The completions are read in the order of the index
`ix_completion_coverage`, member by member, so that a hundred thousand of them need no sorting.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, case, func, literal, select
from sqlalchemy.orm import Session

from lms.evidence.models import Completion, Requirement
from lms.institutions.models import Tenure
from lms.reports.roster import bit_case, bits_of, bits_together, counts_on, covers, holds_on


@dataclass(frozen=True, slots=True)
class Ground:
    """What is counted: these modules, on this day, in these institutions or in one branch; branch by branch if said."""

    institution_ids: tuple[int, ...]
    module_ids: tuple[str, ...]
    on: date
    branch_id: int | None = None
    by_branch: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """`members` members have done exactly the modules in `done`; asked of them are those in `asked`.

    `branch_id` is 0 where branches were not told apart.
    """

    institution_id: int
    tier: str
    branch_id: int
    done: int
    asked: int
    members: int


class Required:
    """The bits of the modules asked on a day, by institution, tier and branch: a branch is asked what its tier is, and
    what is asked of the branch alone.
    """

    def __init__(self, rows: Iterable[Row[int, str, int | None, str]], bits: Mapping[str, int]) -> None:
        self._bits: dict[tuple[int, str, int | None], int] = {}
        for institution_id, tier, branch_id, module_id in rows:
            key = (institution_id, tier, branch_id)
            self._bits[key] = self._bits.get(key, 0) | bits.get(module_id, 0)

    @property
    def branch_ids(self) -> frozenset[int]:
        """Return the branches that have rules of their own."""
        return frozenset(branch_id for _, _, branch_id in self._bits if branch_id is not None)

    def of(self, institution_id: int, tier: str, branch_id: int | None = None) -> int:
        """Return what is asked of a tier, in a branch where one is given."""
        own = self._bits.get((institution_id, tier, branch_id), 0) if branch_id is not None else 0
        return own | self._bits.get((institution_id, tier, None), 0)


def read_required(session: Session, ground: Ground) -> Required:
    """Return what is asked on the day."""
    query = select(Requirement.institution_id, Requirement.tier, Requirement.branch_id, Requirement.module_id).where(
        Requirement.institution_id.in_(ground.institution_ids), holds_on(ground.on)
    )
    return Required(session.execute(query), bits_of(ground.module_ids))


def read_patterns(session: Session, ground: Ground, required: Required) -> tuple[Pattern, ...]:
    """Return the patterns of the day."""
    told_apart = required.branch_ids if ground.branch_id is None else frozenset({ground.branch_id})
    branch = Tenure.branch_id if ground.by_branch else _branch(told_apart)
    with _planned(session):
        groups = session.execute(_grouped(session, ground, branch)).all()
    return tuple(
        Pattern(institution_id, tier, branch_id, done, required.of(institution_id, tier, branch_id), members)
        for institution_id, tier, branch_id, done, members in groups
    )


@contextmanager
def _planned(session: Session) -> Iterator[None]:
    """Let PostgreSQL read the index in its order: left alone it reads whole tables, five times as much, and sorts.

    Compiling the query to machine code would take longer than running it.
    """
    if session.get_bind().dialect.name != "postgresql":
        yield
        return
    session.execute(_settings(jit="off", enable_seqscan="off", work_mem="64MB"))
    yield
    session.execute(_settings(enable_seqscan="on"))


def _settings(**values: str) -> Select[*tuple[Any, ...]]:
    """Return what sets these for the transaction that is open."""
    return select(*(func.set_config(name, value, True) for name, value in values.items()))


def _branch(told_apart: frozenset[int]) -> ColumnElement[int]:
    if not told_apart:
        return literal(0)
    return case((Tenure.branch_id.in_(sorted(told_apart)), Tenure.branch_id), else_=0)


def _grouped(session: Session, ground: Ground, branch: Any) -> Select[*tuple[Any, ...]]:
    place = [Tenure.institution_id, Tenure.tier, branch.label("branch_id")]
    if session.get_bind().dialect.name == "postgresql":
        # The index itself passes over what has ended only where the end is compared as it is. What counts for ever is
        # asked for by itself, of an index that holds nothing else.
        ending = _masks(ground, Completion.valid_until > ground.on, "ending")
        for_ever = _masks(ground, Completion.valid_until.is_(None), "for_ever")
        done = func.coalesce(ending.c.done, 0).bitwise_or(func.coalesce(for_ever.c.done, 0)).label("done")
        held = (
            select(*place, done)
            .outerjoin_from(Tenure, ending, ending.c.member_id == Tenure.member_id)
            .outerjoin(for_ever, for_ever.c.member_id == Tenure.member_id)
        )
    else:
        # SQLite would put the members in order once more to join them; it is quicker to look up each.
        own = select(func.coalesce(bits_together(_bit(ground)), 0)).where(
            Completion.institution_id == Tenure.institution_id,
            Completion.member_id == Tenure.member_id,
            counts_on(ground.on),
        )
        held = select(*place, own.correlate(Tenure).scalar_subquery().label("done"))
    each = held.where(*_here(ground)).subquery("each")
    return select(each, func.count()).group_by(*each.c)


def _masks(ground: Ground, ends: ColumnElement[bool], name: str) -> Subquery:
    """Return what each member has done by the day, of the completions that end so."""
    return (
        select(Completion.member_id, bits_together(_bit(ground)).label("done"))
        .where(_of(Completion.institution_id, ground), Completion.completed_on <= ground.on, ends)
        .group_by(Completion.member_id)
        .subquery(name)
    )


def _bit(ground: Ground) -> ColumnElement[int]:
    return bit_case(Completion.module_id, bits_of(ground.module_ids))


def _here(ground: Ground) -> tuple[ColumnElement[bool], ...]:
    here = (_of(Tenure.institution_id, ground), covers(ground.on))
    return here if ground.branch_id is None else (*here, Tenure.branch_id == ground.branch_id)


def _of(column: Any, ground: Ground) -> ColumnElement[bool]:
    ids = ground.institution_ids
    one: ColumnElement[bool] = column == ids[0] if len(ids) == 1 else column.in_(ids)
    return one
