"""Lists of people on their way in: rows, answers, what they would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from courses.model import Tier
from lms.api.schemas.coverage import ONE_TIER, day_field
from lms.api.schemas.modules import TIERS
from lms.api.schemas.pages import PageSchema
from lms.api.schemas.roster_rows import RosterRowSchema
from lms.api.schemas.shape import Incoming, Outgoing, at_most, told
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_dates import Order
from lms.institutions.roster_imports import State
from lms.institutions.roster_places import Change
from lms.institutions.roster_words import Field

MOST_ROWS = 2_000
ROWS = f"Send 1 to {MOST_ROWS} people as `rows`, or a whole file as multipart/form-data with the field `file`."
ORDERS = tuple(order.value for order in Order)
DATE_FIELDS = (Field.SINCE.value, Field.JOINED_ON.value, Field.LEFT_ON.value)
ONE_ORDER = "Give dmy or mdy for since, joined_on or left_on."
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RosterBody:
    """The rows of a list; none where a file came."""

    rows: tuple[Row, ...]


class RosterBodySchema(Incoming):
    """People of an institution. Nothing is written before the import is applied."""

    rows = fields.List(
        fields.Nested(RosterRowSchema),
        load_default=list,
        validate=Length(max=MOST_ROWS, error=ROWS),
        error_messages=told(ROWS),
    )

    @post_load
    def make(self, data: Mapping[str, list[Row]], **_: object) -> RosterBody:
        """Return the body."""
        return RosterBody(tuple(data["rows"]))


class RosterFileSchema(Incoming):
    """A list as a file, XLSX or CSV."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


@dataclass(frozen=True, slots=True)
class AnswersBody:
    """What is answered about a list; None leaves an answer as it is."""

    orders: Mapping[Field, Order] | None
    tiers: Mapping[str, Tier] | None
    branches: tuple[str, ...] | None
    same_branches: Mapping[str, str] | None
    on: date | None
    are_back: bool | None
    names_are_right: bool | None
    faults_are_left_out: bool | None


class AnswersBodySchema(Incoming):
    """What is answered about a list. A field that is missing leaves that answer as it is."""

    orders = fields.Dict(
        keys=fields.String(validate=OneOf(DATE_FIELDS, error=ONE_ORDER)),
        values=fields.String(validate=OneOf(ORDERS, error=ONE_ORDER)),
        load_default=None,
        error_messages=told(ONE_ORDER),
        metadata={"description": "How the dates of a column are read: day first or month first."},
    )
    tiers = fields.Dict(
        keys=fields.String(validate=at_most(400)),
        values=fields.String(validate=OneOf(TIERS, error=ONE_TIER)),
        load_default=None,
        error_messages=told(ONE_TIER),
        metadata={"description": "What words for tiers stand for."},
    )
    branches = fields.List(
        fields.String(validate=at_most(200)),
        load_default=None,
        error_messages=told("Give names of branches to be made."),
        metadata={"description": "Branches that are not there yet and shall be made."},
    )
    same_branches = fields.Dict(
        keys=fields.String(validate=at_most(200)),
        values=fields.String(validate=at_most(200)),
        load_default=None,
        error_messages=told("Give names of the list, and for each the branch that it means."),
        metadata={"description": "Names in the list that mean a branch called otherwise, for all rows."},
    )
    on = day_field()
    are_back = fields.Boolean(
        load_default=None, metadata={"description": "Whether those who left and stand in the list are back."}
    )
    names_are_right = fields.Boolean(load_default=None)
    faults_are_left_out = fields.Boolean(load_default=None)

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> AnswersBody:
        """Return the body."""
        orders, tiers = (cast("dict[str, str] | None", data[name]) for name in ("orders", "tiers"))
        branches = cast("list[str] | None", data["branches"])
        return AnswersBody(
            orders=None if orders is None else {Field(name): Order(order) for name, order in orders.items()},
            tiers=None if tiers is None else {word: Tier(tier) for word, tier in tiers.items()},
            branches=None if branches is None else tuple(branches),
            same_branches=cast("dict[str, str] | None", data["same_branches"]),
            on=cast("date | None", data["on"]),
            are_back=cast("bool | None", data["are_back"]),
            names_are_right=cast("bool | None", data["names_are_right"]),
            faults_are_left_out=cast("bool | None", data["faults_are_left_out"]),
        )


@dataclass(frozen=True, slots=True)
class ApplyBody:
    """Which preview is applied."""

    fingerprint: str


class ApplyBodySchema(Incoming):
    """Which preview is applied: another one is refused with 409, so that nothing unseen is written."""

    fingerprint = fields.String(
        required=True, validate=at_most(64), error_messages=told("Give the fingerprint of the plan that you saw.")
    )

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> ApplyBody:
        """Return the body."""
        return ApplyBody(**data)


class ImportEntrySchema(Outgoing):
    """A list and where it stands."""

    id = fields.UUID()
    file_name = fields.String()
    state = fields.String(validate=OneOf(tuple(State)))
    fault = fields.String(metadata={"description": "Why it could not be read or written; else empty."})
    created_at = fields.AwareDateTime()
    applied_at = fields.AwareDateTime(allow_none=True)


class ImportListSchema(PageSchema):
    """A page of the lists that came, newest first."""

    items = fields.List(fields.Nested(ImportEntrySchema))


class ColumnSchema(Outgoing):
    """A column of the list and what it was taken for."""

    field = fields.String(validate=OneOf(tuple(Field)))
    title = fields.String()


class DateQuestionSchema(Outgoing):
    """A column whose dates must be explained by `orders`."""

    field = fields.String()
    title = fields.String()
    samples = fields.List(fields.String())
    against = fields.List(fields.Integer(), metadata={"description": "Rows that contradict each other."})


class TierWordSchema(Outgoing):
    """A word for a tier that is not known for sure."""

    word = fields.String()
    count = fields.Integer()
    tier = fields.String(allow_none=True, metadata={"description": "What it is taken for; null: not understood."})


class NewBranchSchema(Outgoing):
    """A branch that is not there."""

    name = fields.String()
    count = fields.Integer()
    similar = fields.String(metadata={"description": "The branch that is called nearly so; else empty."})
    is_wanted = fields.Boolean()
    taken_as = fields.String(metadata={"description": "The branch that it was said to be; else empty."})


class FaultSchema(Outgoing):
    """A cell or a row that cannot be taken, with its cure."""

    row = fields.Integer()
    cell = fields.String()
    title = fields.String()
    kind = fields.String(validate=OneOf(tuple(FaultKind)))
    value = fields.String()
    sentence = fields.String()


class FaultGroupSchema(Outgoing):
    """How many faults of one kind there are."""

    kind = fields.String(validate=OneOf(tuple(FaultKind)))
    number = fields.Integer()


class PlanSummarySchema(Outgoing):
    """What a list would change, in figures; `fingerprint` is asked for when it is applied."""

    fingerprint = fields.String()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    changes = fields.Integer()
    faults = fields.List(fields.Nested(FaultGroupSchema))
    repeats = fields.Integer()
    absent = fields.Integer(metadata={"description": "People who are here and not in the list: they are kept."})
    by_name = fields.Integer()
    new_branches = fields.List(fields.Nested(NewBranchSchema))
    hindrances = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "What must be answered before it may be applied."},
    )


class ImportSchema(ImportEntrySchema):
    """A list, what was understood of it, what it asks, and what it would change or did."""

    columns = fields.List(fields.Nested(ColumnSchema))
    ignored = fields.List(fields.String())
    date_questions = fields.List(fields.Nested(DateQuestionSchema))
    tier_words = fields.List(fields.Nested(TierWordSchema))
    plan = fields.Nested(
        PlanSummarySchema,
        allow_none=True,
        metadata={"description": "Null while it asks about dates, is being read, or is done with."},
    )
    summary = fields.Dict(metadata={"description": "What it did, once applied."})


class DifferenceSchema(Outgoing):
    """A field before and after; `ends_on` is the first day away."""

    field = fields.String()
    old = fields.String()
    new = fields.String()


class HistoryStepSchema(Outgoing):
    """What a row does with a person; `member` is null for who is new."""

    row = fields.Integer()
    member = fields.Integer(allow_none=True)
    staff_code = fields.String()
    name = fields.String()
    changes = fields.List(fields.String(validate=OneOf(tuple(Change))))
    differences = fields.List(fields.Nested(DifferenceSchema))
    remarks = fields.List(fields.String())


class StepListSchema(PageSchema):
    """A page of the people whom a list changes, in its order."""

    items = fields.List(fields.Nested(HistoryStepSchema))


class FaultListSchema(PageSchema):
    """A page of what cannot be taken of a list, in its order."""

    items = fields.List(fields.Nested(FaultSchema))
