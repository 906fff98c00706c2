"""Remarks on passages, scores and feedback."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from courses.passages import Whereabouts
from lms.api.schemas.shape import LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.reports.workshop_scores import Missing
from lms.workshops.comments import LONGEST_QUOTE, LONGEST_TEXT, Voice
from lms.workshops.scoring import Source

POSITION = "Give a whole number from 0 to 1000000."
LEVELS = "Give at most 20 levels, one for each criterion."
LEVEL = "Give a level from 1 to 4, or null to leave it to the peers."
RESOLVED = "Give true or false."
HIDDEN = "In a reviewer's thread only the day, for all but trainers: a minute can name who sat there."
SPEAKERS = ("author", "reviewer", "trainer")


@dataclass(frozen=True, slots=True)
class RemarkBody:
    """A remark; without a quote it is on the whole part."""

    part: str
    quote: str
    position: int
    text: str


class RemarkBodySchema(Incoming):
    """A remark on a passage of a part."""

    part = fields.String(required=True, validate=at_most(80))
    quote = fields.String(load_default="", validate=at_most(LONGEST_QUOTE, least=0))
    position = fields.Integer(
        load_default=0,
        strict=True,
        validate=between(0, 1_000_000, POSITION),
        error_messages=told(POSITION),
        metadata={"description": "Where the quote begins in the words of the part, single spaces between them."},
    )
    text = fields.String(required=True, validate=at_most(LONGEST_TEXT))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RemarkBody:
        """Return the body."""
        return RemarkBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class WordsBody:
    """The words of an answer or of a change."""

    text: str


class WordsBodySchema(Incoming):
    """The words of an answer or of a change."""

    text = fields.String(required=True, validate=at_most(LONGEST_TEXT))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> WordsBody:
        """Return the body."""
        return WordsBody(**data)


@dataclass(frozen=True, slots=True)
class ResolvedBody:
    """Whether a thread is done with."""

    resolved: bool


class ResolvedBodySchema(Incoming):
    """Whether a thread is done with."""

    resolved = fields.Boolean(required=True, truthy={True}, falsy={False}, error_messages=told(RESOLVED))

    @post_load
    def make(self, data: Mapping[str, bool], **_: object) -> ResolvedBody:
        """Return the body."""
        return ResolvedBody(**data)


class SpeakerSchema(Outgoing):
    """Who speaks. `name` is empty for who may not know it: nobody but a trainer learns a reviewer's."""

    kind = fields.String(metadata={"enum": list(SPEAKERS)})
    letter = fields.String(metadata={"description": "Parts the reviewers of a proposal; empty for all others."})
    name = fields.String()
    is_you = fields.Boolean()


class RemarkAnswerSchema(Outgoing):
    """An answer in a thread."""

    id = fields.String()
    by = fields.Nested(SpeakerSchema)
    text = fields.String()
    written_at = fields.AwareDateTime(metadata={"description": HIDDEN})


class ThreadSchema(Outgoing):
    """A remark with its answers."""

    id = fields.String()
    voice = fields.String(metadata={"enum": [voice.value for voice in Voice]})
    part = fields.String()
    quote = fields.String()
    whereabouts = fields.String(
        metadata={
            "enum": [one.value for one in Whereabouts],
            "description": "What became of the quote: there, in a passage that was changed, or gone.",
        }
    )
    by = fields.Nested(SpeakerSchema)
    text = fields.String()
    written_at = fields.AwareDateTime(metadata={"description": HIDDEN})
    resolved_at = fields.AwareDateTime(allow_none=True)
    answers = fields.List(fields.Nested(RemarkAnswerSchema))


class ThreadListSchema(Outgoing):
    """The threads on a proposal that one may see, oldest first."""

    items = fields.List(fields.Nested(ThreadSchema))


class PeerLevelSchema(Outgoing):
    """What one review gave, by its letter."""

    letter = fields.String()
    level = fields.Integer()
    reason = fields.String()


class CriterionScoreSchema(Outgoing):
    """A criterion with what peers gave, what the trainer gave and what it comes to."""

    criterion = fields.String()
    peers = fields.List(fields.Nested(PeerLevelSchema))
    trainer = fields.Integer(allow_none=True)
    trainer_reason = fields.String()
    final = fields.Float(allow_none=True, metadata={"description": "1 to 4, a half where the median lies between."})
    source = fields.String(metadata={"enum": [source.value for source in Source]})


class ScoredProposalSchema(Outgoing):
    """A proposal with its scores: for trainers."""

    proposal = fields.String()
    label = fields.String()
    authors = fields.List(fields.String())
    handed_in_at = fields.AwareDateTime(allow_none=True)
    criteria = fields.List(fields.Nested(CriterionScoreSchema))
    total = fields.Float(allow_none=True)
    reviews_in = fields.Integer()
    reviews_asked = fields.Integer()
    open_flags = fields.Integer()
    trainer_summary = fields.String()
    missing = fields.List(fields.String(metadata={"enum": [one.value for one in Missing]}))


class ScoredListSchema(Outgoing):
    """All proposals of a workshop with their scores."""

    items = fields.List(fields.Nested(ScoredProposalSchema))


@dataclass(frozen=True, slots=True)
class LevelBody:
    """A trainer's level for a criterion."""

    criterion: str
    level: int | None
    reason: str


class LevelBodySchema(Incoming):
    """A trainer's level for a criterion, and why."""

    criterion = fields.String(required=True, validate=at_most(LONGEST_ID))
    level = fields.Integer(
        required=True,
        allow_none=True,
        strict=True,
        validate=OneOf((1, 2, 3, 4), error=LEVEL),
        error_messages=told(LEVEL),
    )
    reason = fields.String(load_default="", validate=at_most(LONGEST_TEXT, least=0))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> LevelBody:
        """Return the level."""
        return LevelBody(**data)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class TrainerScoresBody:
    """A trainer's levels and a word to the authors."""

    summary: str
    levels: tuple[LevelBody, ...]


class TrainerScoresBodySchema(Incoming):
    """A trainer's levels, for some criteria or all; what is not named is left to the peers."""

    summary = fields.String(load_default="", validate=at_most(LONGEST_TEXT, least=0))
    levels = fields.List(fields.Nested(LevelBodySchema), required=True, validate=Length(max=20, error=LEVELS))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> TrainerScoresBody:
        """Return the body."""
        levels = data["levels"]
        return TrainerScoresBody(str(data["summary"]), tuple(levels))  # type: ignore[arg-type]


class ReviewBackSchema(Outgoing):
    """A review that came back, without a name. The id is what a flag needs."""

    id = fields.String()
    letter = fields.String()
    summary = fields.String()
    counts = fields.Boolean()


class FeedbackSchema(Outgoing):
    """What came back. Before it is out, and for who writes no proposal, `is_out` is false and the rest is empty."""

    is_out = fields.Boolean()
    proposal = fields.String()
    criteria = fields.List(fields.Nested(CriterionScoreSchema))
    total = fields.Float(allow_none=True)
    most = fields.Integer()
    trainer_summary = fields.String()
    reviews = fields.List(fields.Nested(ReviewBackSchema))
    remarks = fields.List(fields.Nested(ThreadSchema))
    completeness = fields.String()
    missing = fields.List(fields.String())
    contradictions = fields.List(fields.String())
    hanging = fields.List(fields.String())
