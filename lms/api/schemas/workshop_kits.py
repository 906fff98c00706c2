"""The kit of a workshop: what may be chosen of it, and the agenda it would have."""

from collections.abc import Mapping

from marshmallow import fields, post_load

from lms.api.schemas.pages import PageSchema
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, told
from lms.api.schemas.workshop_days import BEGINS

LONGEST_LIST = 80
DATES = "The first day, or one for each sitting with commas between: 2026-05-04,2026-05-11. One twice has two sittings."
LENGTHS = "The minutes of each sitting with commas between: 450,510. Left out, the whole workshop."


def _text(longest: int, description: str) -> fields.String:
    return fields.String(
        load_default="",
        validate=at_most(longest, least=0),
        error_messages=told(description),
        metadata={"description": description},
    )


class SeatKitQuerySchema(Incoming):
    """What of a workshop's own kit may be chosen."""

    dates = _text(LONGEST_LIST, DATES)
    begins = _text(LONGEST_LIST, BEGINS)
    lengths = _text(LONGEST_LIST, LENGTHS)

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> dict[str, str]:
        """Return what was said."""
        return {name: text for name, text in data.items() if text}


class PlaceKitQuerySchema(SeatKitQuerySchema):
    """What may be chosen where there is no workshop yet."""

    case = _text(LONGEST_ID, "The id of the case; the full one without it.")
    mode = _text(LONGEST_ID, "in_person or webinar; in_person without it.")
    language = _text(8, "The language of the workshop.")
    title = _text(120, "The name of the workshop on its papers.")
    zone = _text(64, "An IANA name, like Africa/Nairobi.")


class KitItemSchema(Outgoing):
    """A line of the agenda."""

    id = fields.String()
    title = fields.String()
    kind = fields.String()
    begins = fields.String()
    ends = fields.String()
    minutes = fields.Integer()
    stays = fields.Boolean(metadata={"description": "Whether no shortening leaves it out."})


class KitGroupSchema(Outgoing):
    """When a sitting is held once more, for another group."""

    begins = fields.String()
    ends = fields.String()


class KitSittingSchema(Outgoing):
    """A day or a webinar; its items sum to its minutes, exactly."""

    id = fields.String()
    title = fields.String()
    date = fields.Date(allow_none=True)
    zone = fields.String()
    begins = fields.String()
    ends = fields.String()
    minutes = fields.Integer()
    again = fields.List(
        fields.Nested(KitGroupSchema), metadata={"description": "For its other groups on that day; mostly none."}
    )
    items = fields.List(fields.Nested(KitItemSchema))


class KitLessSchema(Outgoing):
    """What is shorter than in the whole workshop; 0 where it is left out."""

    title = fields.String()
    before = fields.Integer()
    after = fields.Integer()


class WorkshopKitPlanSchema(Outgoing):
    """The agenda of a kit, and what its length costs."""

    sittings = fields.List(fields.Nested(KitSittingSchema))
    less = fields.List(fields.Nested(KitLessSchema))


class KeptWorkshopKitSchema(Outgoing):
    """A kit of the workshop as it was asked for; what is empty is as written."""

    id = fields.UUID()
    case = fields.String()
    mode = fields.String()
    language = fields.String()
    title = fields.String()
    dates = fields.List(fields.Date())
    begins = fields.List(fields.String())
    zone = fields.String()
    lengths = fields.List(fields.Integer())
    edition = fields.String(metadata={"description": "Of all that the kit is made of, when it was asked for."})
    asked_at = fields.AwareDateTime()
    asked_by = fields.String(metadata={"description": "Empty when that account is gone."})


class KeptWorkshopKitListSchema(PageSchema):
    """A page of the kits of the workshop, newest first."""

    items = fields.List(fields.Nested(KeptWorkshopKitSchema))
