"""Coverage on a day: completions that are valid then over members whose tenure covers it.

The screen, the print, the CSV, the workbook and the API all take their figures from here. One pass over the database
returns how many members share each pattern of modules done; every figure is a sum over the patterns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.models import Requirement
from lms.institutions.models import Institution, Tenure
from lms.reports.roster import bits_of, covers, done_masks

Required = dict[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """What is asked: which institution, which modules in which order, on which day, in one branch or in all."""

    institution_id: int
    module_ids: tuple[str, ...]
    on: date
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkQuery:
    """The same for the institutions of a network side by side, on one tier or on all (empty)."""

    network_id: int
    module_ids: tuple[str, ...]
    on: date
    tier: str = ""


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
    """The figures of a tier; `modules_asked` is how many modules are asked of it."""

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
class InstitutionRow:
    """The figures of an institution."""

    id: int
    slug: str
    name: str
    figures: Row


@dataclass(frozen=True, slots=True)
class NetworkCoverage:
    """The institutions of a network by name, and all of them together."""

    query: NetworkQuery
    institutions: tuple[InstitutionRow, ...]
    everybody: Row


@dataclass(frozen=True, slots=True)
class _Pattern:
    """`members` members of a tier have done exactly the modules in `done`; asked of them are those in `asked`."""

    institution_id: int
    tier: str
    done: int
    asked: int
    members: int


def read_coverage(session: Session, query: CoverageQuery) -> Coverage:
    """Return the coverage of an institution. Requirements are those of today: they have no history."""
    required = _required(session, (query.institution_id,), query.module_ids)
    patterns = _patterns(
        session, (query.institution_id,), query.module_ids, required=required, on=query.on, branch_id=query.branch_id
    )
    return Coverage(
        query=query,
        tiers=tuple(
            TierRow(
                tier=tier,
                figures=_row((one for one in patterns if one.tier == tier), query.module_ids),
                modules_asked=required.get((query.institution_id, tier), 0).bit_count(),
            )
            for tier in Tier
        ),
        everybody=_row(patterns, query.module_ids),
    )


def read_network_coverage(session: Session, query: NetworkQuery) -> NetworkCoverage:
    """Return the coverage of each institution of a network, counts only."""
    listed = select(Institution.id, Institution.slug, Institution.name).where(
        Institution.network_id == query.network_id
    )
    institutions = session.execute(listed.order_by(Institution.name, Institution.id)).all()
    ids = tuple(one.id for one in institutions)
    required = _required(session, ids, query.module_ids)
    patterns = _patterns(session, ids, query.module_ids, required=required, on=query.on, tier=query.tier)
    by_institution: dict[int, list[_Pattern]] = {}
    for pattern in patterns:
        by_institution.setdefault(pattern.institution_id, []).append(pattern)
    return NetworkCoverage(
        query=query,
        institutions=tuple(
            InstitutionRow(one.id, one.slug, one.name, _row(by_institution.get(one.id, ()), query.module_ids))
            for one in institutions
        ),
        everybody=_row(patterns, query.module_ids),
    )


def _patterns(
    session: Session,
    institution_ids: tuple[int, ...],
    module_ids: tuple[str, ...],
    *,
    required: Required,
    on: date,
    branch_id: int | None = None,
    tier: str = "",
) -> list[_Pattern]:
    masks = done_masks(institution_ids, on=on, bits=bits_of(module_ids))
    done = func.coalesce(masks.c.done, 0)
    query = (
        select(Tenure.institution_id, Tenure.tier, done, func.count())
        .select_from(Tenure)
        .outerjoin(masks, masks.c.member_id == Tenure.member_id)
        .where(Tenure.institution_id.in_(institution_ids), covers(on))
        .group_by(Tenure.institution_id, Tenure.tier, done)
    )
    if branch_id is not None:
        query = query.where(Tenure.branch_id == branch_id)
    if tier:
        query = query.where(Tenure.tier == tier)
    return [
        _Pattern(held[0], held[1], held[2], required.get((held[0], held[1]), 0), held[3])
        for held in session.execute(query)
    ]


def _required(session: Session, institution_ids: tuple[int, ...], module_ids: tuple[str, ...]) -> Required:
    """Return the bits of the modules asked, by institution and tier."""
    bits = bits_of(module_ids)
    query = select(Requirement.institution_id, Requirement.tier, Requirement.module_id).where(
        Requirement.institution_id.in_(institution_ids)
    )
    found: Required = {}
    for institution_id, tier, module_id in session.execute(query):
        found[institution_id, tier] = found.get((institution_id, tier), 0) | bits.get(module_id, 0)
    return found


def _row(patterns: Iterable[_Pattern], module_ids: tuple[str, ...]) -> Row:
    held = tuple(patterns)
    members = sum(one.members for one in held)
    return Row(
        cells=tuple(
            Cell(
                module_id=module_id,
                done=sum(one.members for one in held if one.done & bit),
                total=members,
                asked=sum(one.members for one in held if one.asked & bit),
            )
            for module_id, bit in bits_of(module_ids).items()
        ),
        members=members,
        asked=sum(one.members for one in held if one.asked),
        complete=sum(one.members for one in held if one.asked and not one.asked & ~one.done),
    )
