"""Reminders: the plan of an institution, who would get what today, and what was sent."""

from collections.abc import Mapping
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import Incoming, Outgoing, between, told
from lms.reminders.facts import NoticeKind, Plan
from lms.reminders.service import RANGES

KINDS = tuple(kind.value for kind in NoticeKind)


def _number(name: str) -> fields.Integer:
    low, high, sentence = RANGES[name]
    return fields.Integer(
        required=True, strict=True, validate=between(low, high, sentence), error_messages=told(sentence)
    )


class ReminderPlanBodySchema(Incoming):
    """When an institution reminds."""

    is_on = fields.Boolean(required=True, truthy={True}, falsy={False})
    days_before = _number("days_before")
    every_days = _number("every_days")
    escalate_days = _number("escalate_days")
    digest_weekday = _number("digest_weekday")
    hour = _number("hour")

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> Plan:
        """Return the plan."""
        numbers = cast("dict[str, int]", {name: value for name, value in data.items() if name != "is_on"})
        return Plan(is_on=bool(data["is_on"]), **numbers)


class ReminderPlanSchema(Outgoing):
    """When an institution reminds: days before and after a due date, and the hour on its own clocks."""

    is_on = fields.Boolean()
    days_before = fields.Integer(metadata={"description": "The first reminder comes so many days before."})
    every_days = fields.Integer(metadata={"description": "Once late, again every so many days; 0: no more."})
    escalate_days = fields.Integer(metadata={"description": "The branch's managers hear after so many; 0: never."})
    digest_weekday = fields.Integer(metadata={"description": "0 is Monday, 6 Sunday."})
    hour = fields.Integer()


class ReminderItemSchema(Outgoing):
    """What a letter tells of."""

    module = fields.String(attribute="module_id")
    deadline = fields.Date(metadata={"description": "The last day in time."})


class ReminderLetterSchema(Outgoing):
    """A letter that would be written today."""

    kind = fields.String(validate=OneOf(KINDS))
    to = fields.String()
    name = fields.String()
    language = fields.String()
    items = fields.List(fields.Nested(ReminderItemSchema))
    late_of_others = fields.Integer()
    brings_link = fields.Boolean(
        metadata={"description": "She cannot sign in yet, so it brings a link to choose a password."}
    )


class ReminderPreviewSchema(Outgoing):
    """Who would get what today by the plan as it is saved, were it on."""

    as_of = fields.Date()
    letters = fields.List(fields.Nested(ReminderLetterSchema))
    unreached = fields.Integer(metadata={"description": "People with something open whom no letter reaches."})


class NoticeSchema(Outgoing):
    """A letter that was written."""

    sent_on = fields.Date()
    kind = fields.String(validate=OneOf(KINDS))
    to = fields.String()
    name = fields.String(metadata={"description": "Empty for who is no member."})
    items = fields.List(fields.String())


class NoticeListSchema(PageSchema):
    """A page of letters, newest first."""

    items = fields.List(fields.Nested(NoticeSchema))
