"""How a workshop is held: as it is opened, and as it is changed later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.coverage import day_field
from lms.api.schemas.kits import MODES, ONE_MODE
from lms.api.schemas.shape import LONGEST_ID, Incoming, at_most, between, told

MOST_SITTINGS, LONGEST_SITTING, LONGEST_TIMES = 12, 24 * 60, 80
DUE = "Give day, time and offset, like 2026-03-04T17:00:00+03:00, or null."
LENGTHS = "Give the minutes of each sitting as whole numbers, like [450, 480]."
BEGINS = (
    "The clock time at which all sittings begin, like 09:30, or one for each with commas between: 09:00, 14:00. "
    "A sitting that is held for several groups on its day has theirs with a plus between: 09:00+14:00."
)
DAYS = "Give the first day, or one for each sitting, each like 2026-03-02."


def lengths_field() -> fields.List[int]:
    """Return the field of the minutes of each sitting; none of them is all as it was."""
    return fields.List(
        fields.Integer(strict=True, validate=between(1, LONGEST_SITTING, LENGTHS), error_messages=told(LENGTHS)),
        load_default=list,
        validate=Length(max=MOST_SITTINGS, error=LENGTHS),
        error_messages=told(LENGTHS),
        metadata={"description": "The minutes of each sitting, as many as there is an agenda for."},
    )


def begins_field() -> fields.String:
    """Return the field of the clock times at which sittings begin; empty is all as it was."""
    return fields.String(
        load_default="",
        validate=at_most(LONGEST_TIMES, least=0),
        metadata={"description": BEGINS},
        error_messages=told(BEGINS),
    )


@dataclass(frozen=True, slots=True)
class WorkshopBody:
    """A workshop as it is opened; one of `institution` and `network` is a slug, the other empty."""

    title: str
    institution: str
    network: str
    case: str
    mode: str
    language: str
    zone: str
    starts_on: date
    due_at: datetime | None
    lengths: list[int]
    begins: str

    def typed(self) -> dict[str, str]:
        """Return lengths and begin as a form has them."""
        return {"lengths": ", ".join(map(str, self.lengths)), "begins": self.begins}


class WorkshopBodySchema(Incoming):
    """A workshop as it is opened."""

    title = fields.String(required=True, validate=at_most(200))
    institution = fields.String(load_default="", validate=at_most(LONGEST_ID, least=0))
    network = fields.String(load_default="", validate=at_most(LONGEST_ID, least=0))
    case = fields.String(required=True, validate=at_most(LONGEST_ID))
    mode = fields.String(required=True, validate=OneOf(MODES, error=ONE_MODE), error_messages=told(ONE_MODE))
    language = fields.String(load_default="en", validate=at_most(8))
    zone = fields.String(load_default="UTC", validate=at_most(64))
    starts_on = day_field(required=True)
    due_at = fields.AwareDateTime(load_default=None, allow_none=True, error_messages=told(DUE))
    lengths = lengths_field()
    begins = begins_field()

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> WorkshopBody:
        """Return the body."""
        return WorkshopBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ScheduleBody:
    """How a workshop is held from now on; what is empty stays as it is."""

    lengths: list[int]
    dates: list[date]
    begins: str
    until: str

    def typed(self) -> dict[str, str]:
        """Return it as a form has it."""
        return {
            "lengths": ", ".join(map(str, self.lengths)),
            "dates": ", ".join(day.isoformat() for day in self.dates),
            "begins": self.begins,
            "until": self.until,
        }


class ScheduleBodySchema(Incoming):
    """How a workshop is held from now on; what is left away stays as it is."""

    lengths = lengths_field()
    dates = fields.List(
        day_field(),
        load_default=list,
        validate=Length(max=MOST_SITTINGS, error=DAYS),
        error_messages=told(DAYS),
        metadata={"description": "The first day, or one for each sitting."},
    )
    begins = begins_field()
    until = fields.String(
        load_default="",
        validate=at_most(5, least=0),
        metadata={"description": "When the sitting that is on now shall end, like 16:15; the rest of it is fitted."},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> ScheduleBody:
        """Return the body."""
        return ScheduleBody(**data)  # type: ignore[arg-type]
