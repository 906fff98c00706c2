"""What the pages of remarks need: one's own proposal as readers see it, the form of a remark, a thread."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, FormState, Shell
from lms.web.contexts.workshop_reading import ReadingView, RemarkView


@dataclass(frozen=True, slots=True)
class OwnReadingPage:
    """One's own proposal with what is said of it; `reading` is None for who writes none.

    `open` and `resolved` count the threads.
    """

    shell: Shell
    reading: ReadingView | None
    open: int
    resolved: int
    is_released: bool
    ways: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class NewRemarkPage:
    """The form of a remark; `where` says which part it is on, an empty `passage` the whole of it."""

    shell: Shell
    where: str
    passage: str
    who_sees: str
    send_href: str
    back: Action
    state: FormState


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread with its forms; `change_href` empty: there is nothing of hers to change."""

    shell: Shell
    where: str
    thread: RemarkView
    answer_href: str
    change_href: str
    delete_href: str
    own_text: str
    back: Action
    state: FormState
