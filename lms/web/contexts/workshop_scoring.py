"""What the trainer's pages of scores need: all proposals, and one beside the rubric and what peers gave it."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, FormState, Shell
from lms.web.contexts.workshop_feedback import CheckGroup
from lms.web.contexts.workshop_reading import ReadingView
from lms.web.contexts.workshop_reviews import CriterionView


@dataclass(frozen=True, slots=True)
class LevelCell:
    """A criterion in the list: what peers gave, strictest first, what it comes to, whether they are far apart."""

    peers: str
    trainer: str
    final: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """A proposal in the list; `missing` are sentences, `state` a word for their colour."""

    label: str
    people: str
    href: str
    cells: tuple[LevelCell, ...]
    total: str
    reviews: str
    state: str
    state_words: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """All proposals with their scores."""

    shell: Shell
    criteria: tuple[str, ...]
    rows: tuple[ScoredRow, ...]
    ready: int
    released: str
    release: Action | None
    exports: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class PeerLine:
    """What one review gave for a criterion. `reviewer` is the letter and the name: this page is a trainer's."""

    reviewer: str
    href: str
    points: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class CriterionScoreView:
    """A criterion with what peers gave and what it comes to."""

    criterion: CriterionView
    peers: tuple[PeerLine, ...]
    final: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class ScorePage:
    """A proposal beside the rubric; `save_href` empty: the scores stay as they are."""

    shell: Shell
    label: str
    people: str
    handed_in: str
    missing: tuple[str, ...]
    reading: ReadingView
    checks: tuple[CheckGroup, ...]
    files: tuple[Action, ...]
    criteria: tuple[CriterionScoreView, ...]
    total: str
    summaries: tuple[PeerLine, ...]
    trainer_summary: str
    save_href: str
    state: FormState
    before: Action | None
    after: Action | None
    back: Action


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What is missing before the feedback goes out."""

    shell: Shell
    rows: tuple[ScoredRow, ...]
    ready: int
    total: int
    release_href: str
    back: Action
