"""Coverage on a day: completions that are valid then over members whose tenure covers it.

The screen, the print, the CSV, the workbook and the API all take their figures from here. Every figure is a sum over
the patterns of `lms.reports.patterns`. docs/coverage.md says in words how each is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.institutions.models import Branch, Institution, Tenure
from lms.reports.patterns import Ground, Pattern, read_patterns, read_required
from lms.reports.roster import bits_of
from lms.sorting import natural


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """What is asked: which institution, which modules in which order, on which day, in one branch or in all."""

    institution_id: int
    module_ids: tuple[str, ...]
    on: date
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """`done` of `total` members have completed a module; it is asked of `asked` of them, whether they have or not."""

    module_id: str
    done: int
    total: int
    asked: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of figures. `complete` of `asked` members have all that is asked of them; the others are asked nothing."""

    cells: tuple[Cell, ...]
    members: int
    asked: int
    complete: int


@dataclass(frozen=True, slots=True)
class TierRow:
    """The figures of a tier; `modules_asked` is how many modules are asked of it, in the branch where one is given."""

    tier: Tier
    figures: Row
    modules_asked: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """All five tiers and everybody; the tiers add up to everybody."""

    query: CoverageQuery
    tiers: tuple[TierRow, ...]
    everybody: Row


@dataclass(frozen=True, slots=True)
class BranchRow:
    """The figures of a branch."""

    id: int
    name: str
    figures: Row


@dataclass(frozen=True, slots=True)
class BranchCoverage:
    """All branches by name, those without people too, and everybody; the branches add up to everybody."""

    query: CoverageQuery
    tier: str
    branches: tuple[BranchRow, ...]
    everybody: Row


def read_coverage(session: Session, query: CoverageQuery) -> Coverage:
    """Return the coverage of an institution by tier; what is asked is what was asked on that day."""
    ground = Ground((query.institution_id,), query.module_ids, query.on, query.branch_id)
    required = read_required(session, ground)
    patterns = read_patterns(session, ground, required)
    return Coverage(
        query=query,
        tiers=tuple(
            TierRow(
                tier=tier,
                figures=add_up((one for one in patterns if one.tier == tier), query.module_ids),
                modules_asked=required.of(query.institution_id, tier, query.branch_id).bit_count(),
            )
            for tier in Tier
        ),
        everybody=add_up(patterns, query.module_ids),
    )


def read_branch_coverage(session: Session, query: CoverageQuery, *, tier: str = "") -> BranchCoverage:
    """Return the coverage of an institution by branch, of one tier or of all (empty)."""
    ground = Ground((query.institution_id,), query.module_ids, query.on, query.branch_id, by_branch=True)
    patterns = [one for one in read_patterns(session, ground, read_required(session, ground)) if tier in ("", one.tier)]
    listed = select(Branch.id, Branch.name, Branch.joined_into_id).where(Branch.institution_id == query.institution_id)
    if query.branch_id is not None:
        listed = listed.where(Branch.id == query.branch_id)
    by_branch: dict[int, list[Pattern]] = {}
    for pattern in patterns:
        by_branch.setdefault(pattern.branch_id, []).append(pattern)
    return BranchCoverage(
        query=query,
        tier=tier,
        branches=tuple(
            BranchRow(branch_id, name, add_up(by_branch.get(branch_id, ()), query.module_ids))
            for branch_id, name, joined in sorted(session.execute(listed), key=lambda one: natural(one.name))
            # A branch that was joined to another one is shown of the days on which people stood in it.
            if joined is None or branch_id in by_branch
        ),
        everybody=add_up(patterns, query.module_ids),
    )


def find_beginning(session: Session, *, institution_ids: tuple[int, ...]) -> date | None:
    """Return the day from which anything is known of the people of institutions, or None while there is nobody.

    It is that of the first place anybody held, which may be long before the institution came to this platform.
    """
    first = select(func.min(Tenure.starts_on)).where(Tenure.institution_id.in_(institution_ids))
    return session.execute(first).scalar_one_or_none()


def list_network_ids(session: Session, *, network_id: int) -> tuple[int, ...]:
    """Return the ids of the institutions of a network."""
    query = select(Institution.id).where(Institution.network_id == network_id).order_by(Institution.id)
    return tuple(session.execute(query).scalars())


def add_up(patterns: Iterable[Pattern], module_ids: tuple[str, ...]) -> Row:
    """Return the figures of the members of these patterns."""
    bits = tuple(bits_of(module_ids).values())
    members = asked = complete = 0
    done, wanted = [0] * len(bits), [0] * len(bits)
    for one in patterns:
        members += one.members
        if one.asked:
            asked += one.members
            complete += 0 if one.asked & ~one.done else one.members
        for place, bit in enumerate(bits):
            if one.done & bit:
                done[place] += one.members
            if one.asked & bit:
                wanted[place] += one.members
    cells = zip(module_ids, done, wanted, strict=True)
    return Row(
        cells=tuple(Cell(module_id, done=has, total=members, asked=must) for module_id, has, must in cells),
        members=members,
        asked=asked,
        complete=complete,
    )
