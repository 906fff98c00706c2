"""Answers in, acknowledgements and results out."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.items import KINDS, RESPONSES
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, told


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """An answer with its own number."""

    id: str
    item: str
    response: Mapping[str, object]


class AnswerBodySchema(Incoming):
    """An answer. `id` is made by who answers, so that sending it twice is one answer."""

    id = fields.UUID(required=True, error_messages=told("Give the answer a number of its own, a UUID made for it."))
    item = fields.String(
        required=True, validate=at_most(LONGEST_ID), error_messages=told("Name the question by its id.")
    )
    response = fields.Dict(
        required=True,
        keys=fields.String(),
        error_messages=told("Send the response of the question's kind, as an object."),
        metadata={"description": RESPONSES},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> AnswerBody:
        """Return the body."""
        response = data["response"]
        return AnswerBody(str(data["id"]), str(data["item"]), response if isinstance(response, Mapping) else {})


class SavedSchema(Outgoing):
    """That the server holds an answer."""

    id = fields.UUID()
    saved = fields.Boolean(metadata={"description": "Always true: what could not be kept is an error."})


class LineSchema(Outgoing):
    """A line of a review: what she did, whether that was right, and what it teaches."""

    text = fields.String()
    is_chosen = fields.Boolean()
    is_right = fields.Boolean()
    feedback = fields.String()


class ReviewSchema(Outgoing):
    """What a question teaches, once it is handed in."""

    item = fields.String(attribute="item_id")
    kind = fields.String(metadata={"description": KINDS})
    stem = fields.String()
    scenario = fields.String()
    share = fields.String(metadata={"description": "The credit, exact: 0, 1 or a fraction like 1/2."})
    is_answered = fields.Boolean()
    given = fields.String(metadata={"description": "What she answered, in words."})
    answer = fields.String(metadata={"description": "The right answer, in words."})
    lines = fields.List(fields.Nested(LineSchema))
    feedback = fields.String()
    section = fields.String(metadata={"description": "The section that teaches it; may be empty."})


class ResultSchema(Outgoing):
    """What an attempt was worth. Numbers are exact and so are text: 19/2 is nine and a half."""

    attempt = fields.UUID()
    module = fields.String()
    edition = fields.String(metadata={"description": "The edition that marked it."})
    points = fields.String()
    possible = fields.Integer()
    percent = fields.String()
    pass_percent = fields.Integer()
    is_passed = fields.Boolean()
    scored_at = fields.AwareDateTime()
    certificate = fields.String(allow_none=True, metadata={"description": "Its code, where it is passed."})
    review = fields.List(fields.Nested(ReviewSchema))
    corrected = fields.List(
        fields.String(),
        metadata={
            "description": "The questions whose right answer was corrected, or that were withdrawn. What stands in "
            "`review` of them follows the correction and explains nothing; a result that was better stands."
        },
    )
