"""The members in a given state, picked by the database: the same rules as `lms.evidence.rules`, on bits."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.sql.selectable import Subquery

from courses.model import Tier
from lms.evidence.models import Completion
from lms.evidence.rules import RENEWAL_DAYS
from lms.institutions.models import Tenure
from lms.reports.cells import Rules, Status
from lms.reports.roster import bit_case, bits_of, came_into_tier, counts_on

Mask = ColumnElement[int]


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
    earned = _earned_masks(institution_id, on=on, bits=bits)
    ever, valid, lasting = (func.coalesce(column, 0) for column in (earned.c.ever, earned.c.valid, earned.c.lasting))
    asked = _asked(rules, bits)
    never = asked.bitwise_and(ever.bitwise_not())
    late = _late(rules, bits, on=on)
    is_met = {
        Status.EXPIRED: asked.bitwise_and(ever).bitwise_and(valid.bitwise_not()) != 0,
        Status.RENEW: asked.bitwise_and(valid).bitwise_and(lasting.bitwise_not()) != 0,
        Status.LATE: never.bitwise_and(late) != 0,
        Status.DUE: never.bitwise_and(late.bitwise_not()) != 0,
        Status.COMPLETE: _complete(len(bits), asked, valid, lasting),
        Status.NOT_ASKED: and_(asked == 0, valid == 0) if len(bits) == 1 else asked == 0,
    }[status]
    return roster.outerjoin(earned, earned.c.member_id == Tenure.member_id).where(is_met)


def _complete(modules: int, asked: Mask, valid: Mask, lasting: Mask) -> ColumnElement[bool]:
    if modules == 1:
        return or_(lasting != 0, and_(valid != 0, asked == 0))
    return and_(asked != 0, asked.bitwise_and(valid.bitwise_not()) == 0)


def _earned_masks(institution_id: int, *, on: date, bits: dict[str, int]) -> Subquery:
    """Return for each member the bits ever completed, those valid, and those valid beyond the time to renew."""
    horizon = on + timedelta(days=RENEWAL_DAYS)
    is_lasting = or_(Completion.valid_until.is_(None), Completion.valid_until > horizon)
    once = (
        select(
            Completion.member_id,
            Completion.module_id,
            func.max(case((counts_on(on), 1), else_=0)).label("valid"),
            func.max(case((is_lasting, 1), else_=0)).label("lasting"),
        )
        .where(
            Completion.institution_id == institution_id,
            Completion.completed_on <= on,
            Completion.module_id.in_(tuple(bits)),
        )
        .group_by(Completion.member_id, Completion.module_id)
        .subquery("once")
    )
    bit = bit_case(once.c.module_id, bits)
    return (
        select(
            once.c.member_id,
            sql_cast(func.sum(bit), BigInteger).label("ever"),
            sql_cast(func.sum(bit * once.c.valid), BigInteger).label("valid"),
            sql_cast(func.sum(bit * once.c.lasting), BigInteger).label("lasting"),
        )
        .group_by(once.c.member_id)
        .subquery("earned_masks")
    )


def _asked(rules: Rules, bits: dict[str, int]) -> Mask:
    masks = {
        tier.value: sum(bit for module_id, bit in bits.items() if (tier.value, module_id) in rules) for tier in Tier
    }
    return case({tier: _number(mask) for tier, mask in masks.items()}, value=Tenure.tier, else_=_number(0))


def _late(rules: Rules, bits: dict[str, int], *, on: date) -> Mask:
    """Return the bits a member is late with, should she never have completed them: by her days in the tier."""
    since = came_into_tier(Tenure.member_id, Tenure.tier, on=on)
    by_tier = {}
    for tier in Tier:
        late: Mask = _number(0)
        masks: dict[date, int] = {}
        for module_id, bit in bits.items():
            rule = rules.get((tier.value, module_id))
            before = rule.late_before(on) if rule else None
            if before is not None:
                masks[before] = masks.get(before, 0) | bit
        for before, mask in masks.items():
            late = late.bitwise_or(
                case((or_(Tenure.starts_on < before, since < before), _number(mask)), else_=_number(0))
            )
        by_tier[tier.value] = late
    return case(by_tier, value=Tenure.tier, else_=_number(0))


def _number(mask: int) -> Mask:
    return literal(mask, BigInteger)
