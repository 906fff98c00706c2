"""The rubric and the reviews. What trainees get has no field for a name, a seat or the moment of a review."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.modules import HOLDS_BLOCKS
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.workshops.assigning import MOST_EACH
from lms.workshops.flags import LONGEST_FLAG
from lms.workshops.review_drafts import LONGEST_REASON, ReviewDraft

MOST_SCORES = 40
LEVEL = "Give a level from 1 to 4, or null while there is none."
EACH = f"Give a whole number from 1 to {MOST_EACH}."
SUBMIT = "Give true to submit, false to keep a draft."
MOST_VERSIONS = 999_999_999
VERSION = "Give the version of the review that this was made from, or null."
DECISIONS = ("keep", "set_aside")


class RubricLevelSchema(Outgoing):
    """What work of so many points looks like."""

    points = fields.Integer()
    text = fields.String()


class RubricCriterionSchema(Outgoing):
    """A criterion; its levels stand from 1 point to 4."""

    id = fields.String()
    title = fields.String()
    question = fields.String()
    levels = fields.List(fields.Nested(RubricLevelSchema))


class RubricSchema(Outgoing):
    """The rubric."""

    note = fields.String()
    most = fields.Integer()
    criteria = fields.List(fields.Nested(RubricCriterionSchema))


class RubricScoreSchema(Outgoing):
    """A level from 1 to 4 with its reason; null before one is chosen."""

    criterion = fields.String()
    level = fields.Integer(allow_none=True)
    reason = fields.String()


class PeerReviewPartSchema(Outgoing):
    """A part of the proposal: Markdown for a section, JSON for the others."""

    key = fields.String()
    content = fields.String()


class PeerReviewSchema(Outgoing):
    """A review. `parts` are the proposal's, for who writes the review; empty for who reads it."""

    id = fields.String()
    kind = fields.String()
    letter = fields.String()
    summary = fields.String()
    scores = fields.List(fields.Nested(RubricScoreSchema))
    is_submitted = fields.Boolean()
    version = fields.Integer()
    is_flagged = fields.Boolean()
    is_settled = fields.Boolean()
    parts = fields.List(fields.Nested(PeerReviewPartSchema))


class OwnReviewSchema(Outgoing):
    """A review one was given; `state` is open, draft or submitted."""

    id = fields.String()
    letter = fields.String()
    state = fields.String()


class OwnReviewListSchema(Outgoing):
    """What one has to review."""

    items = fields.List(fields.Nested(OwnReviewSchema))


class ReferenceScoreSchema(Outgoing):
    """The points of the example for a criterion, why, and by how many one was more generous; below zero, stricter."""

    criterion = fields.String()
    points = fields.Integer()
    reason = fields.String()
    apart = fields.Integer()


class CalibrationPartSchema(Outgoing):
    """A section of the example."""

    id = fields.String()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)


class CalibrationSchema(Outgoing):
    """The example, one's scores, and, once these are submitted, the reference."""

    title = fields.String()
    intro = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    parts = fields.List(fields.Nested(CalibrationPartSchema))
    summary = fields.String()
    scores = fields.List(fields.Nested(RubricScoreSchema))
    is_submitted = fields.Boolean()
    version = fields.Integer()
    references = fields.List(fields.Nested(ReferenceScoreSchema))


@dataclass(frozen=True, slots=True)
class ReviewBody:
    """A review as it is sent; `submit`: hand it in."""

    draft: ReviewDraft
    submit: bool


class RubricScoreBodySchema(Incoming):
    """A level with its reason."""

    criterion = fields.String(required=True, validate=at_most(LONGEST_ID))
    level = fields.Integer(
        load_default=None, allow_none=True, validate=between(1, 4, LEVEL), error_messages=told(LEVEL)
    )
    reason = fields.String(load_default="", validate=at_most(LONGEST_REASON, least=0))


class PeerReviewBodySchema(Incoming):
    """A whole review: what is left out is empty."""

    summary = fields.String(load_default="", validate=at_most(LONGEST_REASON, least=0))
    scores = fields.List(
        fields.Nested(RubricScoreBodySchema),
        load_default=list,
        validate=Length(max=MOST_SCORES, error="Send each criterion once."),
    )
    submit = fields.Boolean(load_default=False, error_messages=told(SUBMIT))
    version = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=between(0, MOST_VERSIONS, VERSION),
        error_messages=told(VERSION),
        metadata={
            "description": "The version it was made from: 409 when another was kept since. Without it, it stands."
        },
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> ReviewBody:
        """Return the body."""
        scores: list[dict[str, object]] = data["scores"]  # type: ignore[assignment]
        draft = ReviewDraft(
            summary=str(data["summary"]),
            levels={str(one["criterion"]): one["level"] for one in scores},  # type: ignore[misc]
            reasons={str(one["criterion"]): str(one["reason"]) for one in scores},
            base_version=data["version"],  # type: ignore[arg-type]
        )
        return ReviewBody(draft, bool(data["submit"]))


@dataclass(frozen=True, slots=True)
class EachBody:
    """How many reviews a proposal gets at least."""

    each: int


class EachBodySchema(Incoming):
    """How many reviews a proposal gets at least."""

    each = fields.Integer(load_default=2, validate=between(1, MOST_EACH, EACH), error_messages=told(EACH))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> EachBody:
        """Return the body."""
        return EachBody(**data)  # type: ignore[arg-type]


class GivenOutSchema(Outgoing):
    """What was given out; `short` proposals have fewer than asked for, because nobody else may read them."""

    made = fields.Integer()
    proposals = fields.Integer()
    readers = fields.Integer()
    short = fields.Integer()


@dataclass(frozen=True, slots=True)
class FlagBody:
    """What the trainer should look at."""

    reason: str


class ReviewFlagBodySchema(Incoming):
    """What the trainer should look at."""

    reason = fields.String(required=True, validate=at_most(LONGEST_FLAG))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> FlagBody:
        """Return the body."""
        return FlagBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class DecisionBody:
    """What becomes of a review: keep or set_aside."""

    decision: str


class ReviewDecisionBodySchema(Incoming):
    """What becomes of a review."""

    decision = fields.String(required=True, validate=OneOf(DECISIONS, error="Give keep or set_aside."))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> DecisionBody:
        """Return the body."""
        return DecisionBody(**data)  # type: ignore[arg-type]


class BoardReviewSchema(Outgoing):
    """A review as trainers see it: by name, or by a letter to a trainer who writes a proposal too."""

    id = fields.String()
    kind = fields.String()
    seat = fields.Integer(allow_none=True)
    reviewer = fields.String()
    letter = fields.String()
    points = fields.Integer()
    submitted_at = fields.AwareDateTime(allow_none=True)
    flag = fields.String()
    is_settled = fields.Boolean()
    is_set_aside = fields.Boolean()


class BoardProposalSchema(Outgoing):
    """A proposal with its reviews."""

    id = fields.String()
    author = fields.String()
    handed_in_at = fields.AwareDateTime(allow_none=True)
    reviews = fields.List(fields.Nested(BoardReviewSchema))


class CalibratedSchema(Outgoing):
    """How far somebody's scores of the example are from the reference; `lean` above zero is more generous."""

    seat = fields.Integer()
    name = fields.String()
    distance = fields.Integer()
    lean = fields.Integer()


class ReviewBoardSchema(Outgoing):
    """All reviews of a workshop."""

    proposals = fields.List(fields.Nested(BoardProposalSchema))
    calibrations = fields.List(fields.Nested(CalibratedSchema))
