"""What the pages of the rubric, the calibration and the reviews need. No field of a trainee's page can hold a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lms.web.contexts.shell import Action, FormState, Shell
from lms.web.contexts.workshop_reading import ReadingView


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level of a criterion: what work of so many points looks like."""

    points: int
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion of the rubric."""

    id: str
    number: int
    title: str
    question: str
    levels: tuple[LevelLine, ...]


@dataclass(frozen=True, slots=True)
class RubricPage:
    """The rubric, open from the first minute."""

    shell: Shell
    note: str
    most: int
    criteria: tuple[CriterionView, ...]
    calibration: Action


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A criterion with the points somebody gave and why; `level` is the text of that level."""

    title: str
    words: str
    level: str
    reason: str


@dataclass(frozen=True, slots=True)
class RubricForm:
    """A form by the rubric. `is_submitted`: it is in already, and what is sent changes it.

    `version` is that of the review it was made from and `page` its own id. `newer` is what another page has kept
    since, where it is not what stands in the form, and `newer_href` goes on with that instead.
    """

    href: str
    criteria: tuple[CriterionView, ...]
    state: FormState
    summary_label: str
    summary_hint: str
    is_submitted: bool
    submit: str
    version: int
    page: str
    newer: tuple[ScoreLine, ...] = ()
    newer_summary: str = ""
    newer_href: str = ""

    @property
    def to_change(self) -> Mapping[str, str]:
        """What to change, each under the name of its criterion: five times the same sentence tells nobody where."""
        titles = {f"{kind}-{one.id}": one.title for one in self.criteria for kind in ("level", "reason")}
        told = self.state.errors.items()
        return {name: f"{titles[name]}: {text}" if name in titles else text for name, text in told}


@dataclass(frozen=True, slots=True)
class GapLine:
    """A criterion with her points beside those of the reference; `apart` says in words by how much they differ."""

    title: str
    own: ScoreLine
    reference: ScoreLine
    apart: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class ExamplePart:
    """A section of the example."""

    id: str
    title: str
    text: Markup


@dataclass(frozen=True, slots=True)
class CalibrationPage:
    """The example beside the form, or, once it is scored, her scores beside the reference."""

    shell: Shell
    title: str
    intro: Markup
    parts: tuple[ExamplePart, ...]
    form: RubricForm | None
    verdict: str
    advice: str
    gaps: tuple[GapLine, ...]
    summary: str
    onward: Action


@dataclass(frozen=True, slots=True)
class OwnReviewLine:
    """A review she was given."""

    title: str
    href: str
    state: str
    state_words: str
    action: str


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """What a trainee has to review."""

    shell: Shell
    calibration: Action | None
    calibration_done: Action | None
    rows: tuple[OwnReviewLine, ...]
    left: int
    is_open: bool
    is_released: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """What a reader said against a review, and what became of it; `href` empty where nothing can be said any more."""

    href: str
    reason: str
    settled: str
    state: FormState


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A proposal beside the form by which she reviews it, for its reviewer."""

    shell: Shell
    title: str
    reading: ReadingView
    form: RubricForm | None
    lines: tuple[ScoreLine, ...]
    summary: str
    note: str
    calibration: Action | None
    back: Action


@dataclass(frozen=True, slots=True)
class ReadReviewPage:
    """A review that came back, for the authors and, with a name in `byline`, for trainers."""

    shell: Shell
    title: str
    byline: str
    lines: tuple[ScoreLine, ...]
    points: str
    summary: str
    flag: FlagView
    settle_href: str
    may_keep: bool
    may_set_aside: bool
    reading: ReadingView | None
    back: Action


@dataclass(frozen=True, slots=True)
class BoardReview:
    """A review on the trainer's list."""

    href: str
    reviewer: str
    state: str
    state_words: str
    points: str


@dataclass(frozen=True, slots=True)
class BoardProposal:
    """A proposal on the trainer's list, with those who review it."""

    author: str
    handed_in: str
    reviews: tuple[BoardReview, ...]


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag that waits for the trainer."""

    href: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class CalibratedLine:
    """How somebody scored the example, held against the reference."""

    name: str
    href: str
    verdict: str
    distance: int


@dataclass(frozen=True, slots=True)
class ReviewBoardPage:
    """All reviews, for the trainer. `give_href` empty where none can be given out any more."""

    shell: Shell
    is_open: bool
    is_released: bool
    is_unnamed: bool
    flags: tuple[FlagLine, ...]
    proposals: tuple[BoardProposal, ...]
    given: int
    submitted: int
    calibrated: tuple[CalibratedLine, ...]
    not_calibrated: tuple[str, ...]
    waiting: int
    readers: int
    give_href: str
    give_label: str
    state: FormState
    own: tuple[OwnReviewLine, ...]
