"""What the pages of a quiz know. Nothing here has a field for a key: items come as `quizzes.public`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, ModuleMark, Shell
from quizzes.public import PublicItem, Review


@dataclass(frozen=True, slots=True)
class IntroPage:
    """The rules before she starts. Starting is a POST to `start_href`; `resume` is set while an attempt is open.

    `tries_allowed` 0 means as many as she likes. `refusal` says why she cannot start now, in place of the button.
    """

    shell: Shell
    mark: ModuleMark
    questions: int
    pass_percent: int
    minutes: int
    tries_used: int
    tries_allowed: int
    start_href: str
    back: Action
    resume: Action | None = None
    answered: int = 0
    best: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ItemMark:
    """A question in the list of the attempt."""

    position: int
    href: str
    is_answered: bool = False
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What she answered so far, as the form shows it: `order` is the typed number by step id, `pairs` right by left."""

    choice: str = ""
    choices: frozenset[str] = frozenset()
    value: str = ""
    order: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One question of an attempt.

    The form posts to `save_href`: `item`, `answer_id` (a fresh UUID of the server, or of the script), `go` (next, back
    or a position) and the answer as `choice`, `choices`, `value`, `order-<step id>`, `pair-<left id>` or `number`.
    The script posts JSON to `autosave_href`. `sign_in_href` comes back to this page. `is_saved` says that the server
    holds an answer; `error` what to change in the answer just sent.
    """

    shell: Shell
    mark: ModuleMark
    attempt_id: str
    item: PublicItem
    given: Given
    answer_id: str
    position: int
    marks: tuple[ItemMark, ...]
    save_href: str
    autosave_href: str
    sign_in_href: str
    is_saved: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Before handing in: what is answered and what is not. Handing in is a POST to `submit_href`, nothing else."""

    shell: Shell
    mark: ModuleMark
    attempt_id: str
    marks: tuple[ItemMark, ...]
    unanswered: tuple[ItemMark, ...]
    submit_href: str
    autosave_href: str
    sign_in_href: str
    back: Action


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An item afterwards, with the section to read again, if any; `note` where its key was corrected."""

    position: int
    review: Review
    section: Action | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The result. `points` is exact and in words ("9", "9 1/2"); `percent` a text rounded down to one decimal.

    `percent_floor` is the whole percentage for the drawing. `missing` says how far in a sentence, empty when passed.
    `review_note` stands in place of the review where the policy keeps it back.
    """

    shell: Shell
    mark: ModuleMark
    attempt_id: str
    points: str
    possible: int
    percent: str
    percent_floor: int
    pass_percent: int
    is_passed: bool
    missing: str
    next_step: Action
    other_steps: tuple[Action, ...]
    rows: tuple[ReviewRow, ...]
    review_note: str = ""
    certificate_href: str = ""
