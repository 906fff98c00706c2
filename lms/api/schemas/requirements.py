"""What is required of a tier, or of a branch of it, from which day on, and what that means in dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import BRANCH, ONE_TIER, day_field
from lms.api.schemas.modules import TIERS, TRACKS, tier_field
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.evidence.requirements import USUAL_RENEWAL_DAYS
from lms.evidence.worked_dates import Case

PERCENT = "The pass mark is a percentage: give a whole number from 1 to 100."
MONTHS = "Give months from 1 to 120, or null for ever."
TRACK = f"Give one of {', '.join(TRACKS)}, or leave it empty for the tier's own."
OWN_TRACK = "What the tier reads, and what its quiz is drawn from; empty: the tier's own track."
DAYS = "Give the days after joining as a whole number from 0 to 3650, or null."
DUE_ON = "The day it is due; with `due_days`, the day before which nothing is due."
RENEWAL = "Give the days before the end as a whole number from 0 to 3650."
ALL_BRANCHES = "A branch with a rule of its own; null: all branches that have none."


@dataclass(frozen=True, slots=True)
class RequirementBody:
    """What a tier must do for a module; `from_on` None is today."""

    pass_percent: int
    valid_months: int | None
    renewal_days: int
    due_on: date | None
    due_days: int | None
    track: str
    branch: int | None
    from_on: date | None


class RequirementBodySchema(Incoming):
    """What a tier must do for a module; due by a date, so many days after joining but not before it, or at no date."""

    pass_percent = fields.Integer(
        required=True, strict=True, validate=between(1, 100, PERCENT), error_messages=told(PERCENT)
    )
    valid_months = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(1, 120, MONTHS), error_messages=told(MONTHS)
    )
    renewal_days = fields.Integer(
        load_default=USUAL_RENEWAL_DAYS,
        strict=True,
        validate=between(0, 3650, RENEWAL),
        error_messages=told(RENEWAL),
        metadata={"description": "From so many days before it ends a completion may be renewed."},
    )
    due_on = day_field(may_be_null=True, description=DUE_ON)
    due_days = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=between(0, 3650, DAYS), error_messages=told(DAYS)
    )
    track = fields.String(
        load_default="",
        validate=OneOf(["", *TRACKS], error=TRACK),
        error_messages=told(TRACK),
        metadata={"description": OWN_TRACK},
    )
    branch = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=between(1, LARGEST_KEY, BRANCH),
        error_messages=told(BRANCH),
        metadata={"description": ALL_BRANCHES},
    )
    from_on = day_field(may_be_null=True)

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RequirementBody:
        """Return the body."""
        return RequirementBody(
            pass_percent=cast(int, data["pass_percent"]),
            valid_months=cast("int | None", data["valid_months"]),
            renewal_days=cast(int, data["renewal_days"]),
            due_on=cast("date | None", data["due_on"]),
            due_days=cast("int | None", data["due_days"]),
            track=str(data["track"]),
            branch=cast("int | None", data["branch"]),
            from_on=cast("date | None", data["from_on"]),
        )


@dataclass(frozen=True, slots=True)
class RuleQuery:
    """Which rule of a cell, on or from which day; None is that of all branches, and today."""

    branch: int | None
    day: date | None


class RuleQuerySchema(Incoming):
    """Which rule of a cell, and on which day."""

    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))
    as_of = day_field()

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RuleQuery:
        """Return the query."""
        return RuleQuery(cast("int | None", data["branch"]), cast("date | None", data["as_of"]))


class DropQuerySchema(Incoming):
    """Which rule of a cell ends, and from which day on."""

    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))
    from_on = day_field()

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RuleQuery:
        """Return the query."""
        return RuleQuery(cast("int | None", data["branch"]), cast("date | None", data["from_on"]))


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Of which tier and module the rules of all days are wanted; empty means any."""

    tier: str
    module: str


class HistoryQuerySchema(Incoming):
    """Of which tier and module."""

    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))
    module = fields.String(load_default="", validate=at_most(LONGEST_ID))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> HistoryQuery:
        """Return the query."""
        return HistoryQuery(data["tier"], data["module"])


class RequirementSchema(Outgoing):
    """What a tier must do for a module, and on which days."""

    tier = tier_field()
    module = fields.String(attribute="module_id")
    branch = fields.Integer(attribute="branch_id", allow_none=True, metadata={"description": ALL_BRANCHES})
    pass_percent = fields.Integer()
    valid_months = fields.Integer(allow_none=True, metadata={"description": "Null: a completion counts for ever."})
    renewal_days = fields.Integer()
    due_on = fields.Date(allow_none=True, metadata={"description": DUE_ON})
    due_days = fields.Integer(allow_none=True, metadata={"description": "Days after joining the tier."})
    track = fields.String(validate=OneOf(["", *TRACKS]), metadata={"description": OWN_TRACK})
    from_on = fields.Date(attribute="starts_on", metadata={"description": "The first day it holds."})
    ends_on = fields.Date(
        allow_none=True, metadata={"description": "The first day it holds no longer; null while nothing ends it."}
    )


class RequirementListSchema(Outgoing):
    """What is asked of the tiers of an institution."""

    requirements = fields.List(fields.Nested(RequirementSchema))


class WorkedExampleSchema(Outgoing):
    """One person's days under a rule: of who has not completed `due_on`, of who has `last_day` and `renew_from`."""

    case = fields.String(validate=OneOf([case.value for case in Case]))
    day = fields.Date(metadata={"description": "When she came into the tier, or completed."})
    due_on = fields.Date(attribute="due", allow_none=True)
    last_day = fields.Date(allow_none=True)
    renew_from = fields.Date(allow_none=True)
    late_from = fields.Date(
        allow_none=True, metadata={"description": "The first day she is late, or is asked for it anew."}
    )


class RuleEffectSchema(Outgoing):
    """Whom a rule would ask on the day it begins to hold."""

    as_of = fields.Date(attribute="on")
    members = fields.Integer()
    complete = fields.Integer()
    renew = fields.Integer()
    due = fields.Integer()
    late = fields.Integer()
    expired = fields.Integer()
    late_at_once = fields.Integer(metadata={"description": "Those whom the rule itself makes late."})
    late_names = fields.List(fields.String(), metadata={"description": "The first of them by name."})
    keeps_own = fields.Integer(metadata={"description": "People of branches whose own rule stays before this one."})


class WorkedDatesSchema(Outgoing):
    """What a rule would mean; nothing is written."""

    examples = fields.List(fields.Nested(WorkedExampleSchema))
    effect = fields.Nested(RuleEffectSchema)
