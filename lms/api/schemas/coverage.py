"""Coverage on a day: who has completed what. Figures are counts; each states of how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import ValidationError, fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.modules import TIERS, tier_field
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.institutions.rules import FIRST_YEAR, LAST_YEAR
from lms.reports.cells import Status

STATUSES = tuple(status.value for status in Status)
DAY = "Give a day as year-month-day, like 2026-03-01."
BRANCH = "Give the number of a branch, from the list of branches."
ONE_TIER = f"Give one of {', '.join(TIERS)}."
ONE_STATUS = f"Give one of {', '.join(STATUSES)}."


def check_day(day: date) -> None:
    """Refuse a year that cannot be meant."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Give a year from {FIRST_YEAR} to {LAST_YEAR}.")


def day_field(*, required: bool = False, may_be_null: bool = False, description: str = "") -> fields.Date:
    """Return a field for a day; None where it may be left out, or is null where it may be that."""
    if required:
        return fields.Date(required=True, validate=check_day, error_messages=told(DAY))
    return fields.Date(
        load_default=None,
        allow_none=may_be_null,
        validate=check_day,
        error_messages=told(DAY),
        metadata={"description": description} if description else {},
    )


@dataclass(frozen=True, slots=True)
class CoverageQueryString:
    """Which day, and which branch; None is today, and all."""

    as_of: date | None
    branch: int | None


class CoverageQuerySchema(Incoming):
    """Which day, and which branch."""

    as_of = day_field()
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> CoverageQueryString:
        """Return the query."""
        return CoverageQueryString(cast("date | None", data["as_of"]), cast("int | None", data["branch"]))


@dataclass(frozen=True, slots=True)
class BranchesQueryString:
    """Which day, and which tier; None is today, and empty all."""

    as_of: date | None
    tier: str


class BranchesQuerySchema(Incoming):
    """Which day, and which tier."""

    as_of = day_field()
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> BranchesQueryString:
        """Return the query."""
        return BranchesQueryString(cast("date | None", data["as_of"]), str(data["tier"]))


@dataclass(frozen=True, slots=True)
class PeopleQueryString:
    """Which people, on which day, in which state; None and empty mean any."""

    page: PageQuery
    as_of: date | None
    branch: int | None
    tier: str
    module: str
    status: Status | None
    q: str


class PeopleQuerySchema(PageFields):
    """Which people, on which day, in which state with which module."""

    as_of = day_field()
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))
    module = fields.String(load_default="", validate=at_most(LONGEST_ID))
    status = fields.String(load_default="", validate=OneOf(STATUSES, error=ONE_STATUS))
    q = fields.String(
        load_default="",
        validate=at_most(200, least=0),
        metadata={"description": "Stands in the name or the staff code; capitals, accents and order are no matter."},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> PeopleQueryString:
        """Return the query."""
        return PeopleQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            as_of=cast("date | None", data["as_of"]),
            branch=cast("int | None", data["branch"]),
            tier=str(data["tier"]),
            module=str(data["module"]),
            status=Status(str(data["status"])) if data["status"] else None,
            q=str(data["q"]).strip(),
        )


@dataclass(frozen=True, slots=True)
class NetworkQueryString:
    """Which day, and which tier; None is today, and empty all."""

    as_of: date | None
    tier: str


class NetworkQuerySchema(Incoming):
    """Which day, and which tier."""

    as_of = day_field()
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> NetworkQueryString:
        """Return the query."""
        return NetworkQueryString(cast("date | None", data["as_of"]), str(data["tier"]))


class CellSchema(Outgoing):
    """`done` of `total` members have a valid completion; it is asked of `asked` of them."""

    module = fields.String(attribute="module_id")
    done = fields.Integer()
    total = fields.Integer()
    asked = fields.Integer()


class FiguresSchema(Outgoing):
    """A line of figures: `complete` of `asked` members have all that is asked of them."""

    members = fields.Integer()
    asked = fields.Integer()
    complete = fields.Integer()
    cells = fields.List(fields.Nested(CellSchema))


class TierRowSchema(Outgoing):
    """The figures of a tier."""

    tier = tier_field()
    modules_asked = fields.Integer()
    figures = fields.Nested(FiguresSchema)


class CoverageSchema(Outgoing):
    """All five tiers and everybody; the tiers add up to everybody."""

    institution = fields.String()
    as_of = fields.Date()
    branch = fields.Integer(allow_none=True)
    tiers = fields.List(fields.Nested(TierRowSchema))
    everybody = fields.Nested(FiguresSchema)


class BranchRowSchema(Outgoing):
    """The figures of a branch."""

    id = fields.Integer()
    name = fields.String()
    figures = fields.Nested(FiguresSchema)


class BranchCoverageSchema(Outgoing):
    """All branches by name and everybody; the branches add up to everybody."""

    institution = fields.String()
    as_of = fields.Date()
    tier = fields.String()
    branches = fields.List(fields.Nested(BranchRowSchema))
    everybody = fields.Nested(FiguresSchema)


class InstitutionRowSchema(Outgoing):
    """The figures of an institution; one that is anonymous has a letter in place of its name."""

    institution = fields.String(attribute="slug")
    name = fields.String()
    letter = fields.String(metadata={"description": "What tells an anonymous institution from others; else empty."})
    figures = fields.Nested(FiguresSchema, allow_none=True, metadata={"description": "Null where withheld."})


class NetworkCoverageSchema(Outgoing):
    """The institutions of a network side by side: counts, never people."""

    network = fields.String()
    as_of = fields.Date()
    tier = fields.String()
    institutions = fields.List(fields.Nested(InstitutionRowSchema))
    everybody = fields.Nested(FiguresSchema)
    withheld = fields.Integer(metadata={"description": "How many institutions are not in everybody."})


class PersonCellSchema(Outgoing):
    """Where a member stands with a module on the day."""

    module = fields.String()
    status = fields.String(validate=OneOf(STATUSES))
    is_asked = fields.Boolean()
    completed_on = fields.Date(allow_none=True)
    valid_until = fields.Date(allow_none=True, metadata={"description": "The first day it no longer counts."})
    due_on = fields.Date(allow_none=True)
    pass_percent = fields.Integer(allow_none=True)
    tried_on = fields.Date(allow_none=True, metadata={"description": "The newest try before the first completion."})
    is_begun = fields.Boolean()


class PersonSchema(Outgoing):
    """A member where she stood on the day, in that tier since `since`."""

    id = fields.Integer(attribute="member_id")
    name = fields.String()
    staff_code = fields.String()
    branch = fields.String()
    tier = tier_field()
    since = fields.Date()
    modules = fields.List(fields.Nested(PersonCellSchema))


class PeopleSchema(PageSchema):
    """A page of the members on a day, by name, with where each stands."""

    as_of = fields.Date()
    items = fields.List(fields.Nested(PersonSchema))
