"""What a proposal needs to be read on a page, with the remarks at their passages."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer in a thread; `edit_href` empty: it stays as it is."""

    anchor: str
    voice: str
    when: str
    text: str
    edit_href: str


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A thread at its passage. `kind` is team, review or trainer; `note` says what became of its passage, if anything;
    `position` is that of the quote in its part when it was taken.

    An empty address is a thing she may not do.
    """

    anchor: str
    kind: str
    voice: str
    when: str
    text: str
    quote: str
    position: int
    note: str
    is_resolved: bool
    answers: tuple[AnswerView, ...]
    answer_href: str
    resolve_href: str
    reopen_href: str
    edit_href: str
    passage_href: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage; `remark_href` empty: no remark can be made on it."""

    anchor: str
    start: int
    label: str
    html: Markup
    remark_href: str
    remarks: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part: its passages, what else it says in lines of a label and words, and remarks on the whole of it."""

    key: str
    anchor: str
    number: str
    title: str
    passages: tuple[PassageView, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    remark_href: str
    remarks: tuple[RemarkView, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Findings, recommendations or risks; `empty` is said where there are none."""

    title: str
    anchor: str
    parts: tuple[PartView, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class PlanLineView:
    """A bar of the plan: from `start` for `length` of 100."""

    title: str
    owner: str
    days: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A whole proposal to read, without a name of who wrote it. `remarks` counts the threads in it."""

    title: str
    is_empty: bool
    sections: tuple[PartView, ...]
    groups: tuple[GroupView, ...]
    plan: tuple[PlanLineView, ...]
    costs: tuple[tuple[str, str], ...]
    total: str
    money: tuple[str, ...]
    remarks: int
