"""The members in a given state, picked by the database: the same rules as `lms.evidence.rules`, on bits."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.sql.selectable import Subquery

from courses.model import Tier
from lms.evidence.models import Completion
from lms.institutions.models import Tenure
from lms.reports.cells import Rule, Rules, Status, rule_for
from lms.reports.roster import FOR_EVER, bit_case, bits_of, bits_together, came_into_tier

Mask = ColumnElement[int]
# What is asked of somebody: a rule, or none, for each module.
Asking = tuple[Rule | None, ...]


def with_status(
    roster: Select[*tuple[Any, ...]],
    status: Status,
    *,
    institution_id: int,
    module_ids: tuple[str, ...],
    rules: Rules,
    on: date,
) -> Select[*tuple[Any, ...]]:
    """Return those of a roster (a query on `Tenure`) in that state with any of the modules; complete means with all."""
    bits = bits_of(module_ids)
    places = _Places(rules, module_ids)
    windows = sorted({rule.renewal_days for rule in rules.values()})
    earned = _earned_masks(institution_id, on=on, bits=bits, windows=windows)
    ever, valid = (func.coalesce(column, 0) for column in (earned.c.ever, earned.c.valid))
    asked = places.case(lambda asking: _number(_bits(asking, bits)))
    never = asked.bitwise_and(ever.bitwise_not())
    late = places.case(lambda asking: _late(asking, bits, on=on))
    ending = places.case(lambda asking: _ending(asking, bits, earned))
    is_met = {
        Status.EXPIRED: asked.bitwise_and(ever).bitwise_and(valid.bitwise_not()) != 0,
        Status.RENEW: ending != 0,
        Status.LATE: never.bitwise_and(late) != 0,
        Status.DUE: never.bitwise_and(late.bitwise_not()) != 0,
        Status.COMPLETE: _complete(len(bits), asked, valid, ending),
        Status.NOT_ASKED: and_(asked == 0, valid == 0) if len(bits) == 1 else asked == 0,
    }[status]
    return roster.outerjoin(earned, earned.c.member_id == Tenure.member_id).where(is_met)


class _Places:
    """The tiers and branches of an institution by what is asked there: only branches with rules of their own differ."""

    def __init__(self, rules: Rules, module_ids: tuple[str, ...]) -> None:
        self._branches: list[tuple[str, list[int], Asking]] = []
        self._tiers: list[tuple[str, Asking]] = []
        for tier in Tier:
            asking = tuple(rule_for(rules, tier, None, module_id) for module_id in module_ids)
            self._tiers.append((tier.value, asking))
            alike: dict[Asking, list[int]] = {}
            for branch_id in sorted({branch_id for _, branch_id, _ in rules if branch_id is not None}):
                own = tuple(rule_for(rules, tier, branch_id, module_id) for module_id in module_ids)
                if own != asking:
                    alike.setdefault(own, []).append(branch_id)
            self._branches += [(tier.value, branch_ids, own) for own, branch_ids in alike.items()]

    def case(self, of: Callable[[Asking], Mask]) -> Mask:
        """Return in SQL what `of` says for the place somebody holds."""
        of_branches = (
            (and_(Tenure.tier == tier, Tenure.branch_id.in_(branch_ids)), of(asking))
            for tier, branch_ids, asking in self._branches
        )
        of_tiers = ((Tenure.tier == tier, of(asking)) for tier, asking in self._tiers)
        return case(*of_branches, *of_tiers, else_=_number(0))


def _bits(asking: Asking, bits: dict[str, int]) -> int:
    return sum(bit for rule, bit in zip(asking, bits.values(), strict=True) if rule is not None)


def _complete(modules: int, asked: Mask, valid: Mask, ending: Mask) -> ColumnElement[bool]:
    if modules == 1:
        return and_(valid != 0, ending == 0)
    return and_(asked != 0, asked.bitwise_and(valid.bitwise_not()) == 0)


def _ending(asking: Asking, bits: dict[str, int], earned: Subquery) -> Mask:
    """Return the bits asked whose last completion is valid and ends within the days in which it is to be renewed."""
    by_window: dict[int, int] = {}
    for rule, bit in zip(asking, bits.values(), strict=True):
        if rule is not None:
            by_window[rule.renewal_days] = by_window.get(rule.renewal_days, 0) | bit
    found: Mask = _number(0)
    for window, mask in by_window.items():
        valid, lasting = func.coalesce(earned.c.valid, 0), func.coalesce(earned.c[f"lasting_{window}"], 0)
        found = found.bitwise_or(valid.bitwise_and(lasting.bitwise_not()).bitwise_and(_number(mask)))
    return found


def _late(asking: Asking, bits: dict[str, int], *, on: date) -> Mask:
    """Return the bits a member is late with, should she never have completed them: by her days in the tier."""
    since = came_into_tier(Tenure.member_id, Tenure.tier, on=on)
    masks: dict[date, int] = {}
    for rule, bit in zip(asking, bits.values(), strict=True):
        before = rule.late_before(on) if rule else None
        if before is not None:
            masks[before] = masks.get(before, 0) | bit
    late: Mask = _number(0)
    for before, mask in masks.items():
        late = late.bitwise_or(case((or_(Tenure.starts_on < before, since < before), _number(mask)), else_=_number(0)))
    return late


def _earned_masks(institution_id: int, *, on: date, bits: dict[str, int], windows: Sequence[int]) -> Subquery:
    """Return for each member the bits ever completed, those valid, and those valid beyond each of the windows."""
    ends_on = func.coalesce(Completion.valid_until, FOR_EVER)
    bit = bit_case(Completion.module_id, bits)
    beyond = {f"lasting_{days}": on + timedelta(days=days) for days in windows}
    columns = {"valid": on} | beyond
    return (
        select(
            Completion.member_id,
            bits_together(case((ends_on > Completion.completed_on, bit), else_=0)).label("ever"),
            *(bits_together(case((ends_on > day, bit), else_=0)).label(name) for name, day in columns.items()),
        )
        .where(Completion.institution_id == institution_id, Completion.completed_on <= on)
        .group_by(Completion.member_id)
        .subquery("earned_masks")
    )


def _number(mask: int) -> Mask:
    return literal(mask, BigInteger)
