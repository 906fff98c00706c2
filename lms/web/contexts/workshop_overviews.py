"""What the pages over a whole proposal need: matrix, plan and money, what is missing, handing in."""

from dataclasses import dataclass

from lms.web.contexts.shell import Action, Shell
from lms.web.contexts.workshop_proposals import Choices, LookGroup, WarningLine


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What stands in a cell, and where it is written; empty text is a gap, told by `lack`."""

    text: str
    href: str = ""
    lack: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """From a gap to its measure."""

    gap: MatrixCell
    indicators: Choices
    fix: MatrixCell
    evidence: Choices
    no_evidence: str
    measure: MatrixCell


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The trace matrix and, in words, what hangs in the air."""

    shell: Shell
    rows: tuple[MatrixRow, ...]
    orphans: tuple[LookGroup, ...]
    add: Action | None
    exports: tuple[Action, ...]
    desk: Action


@dataclass(frozen=True, slots=True)
class PlanBar:
    """A recommendation over time: from which to which day, and its place in thousandths of the plan."""

    title: str
    href: str
    owner: str
    starts: str
    ends: str
    length: str
    at: int
    wide: int
    is_clashing: bool


@dataclass(frozen=True, slots=True)
class PlanMonth:
    """Where a month begins in the drawing, in thousandths; `label` is empty where there is no room."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one recommendation costs and who pays."""

    title: str
    href: str
    payer: str
    amount: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan and the money, computed from the recommendations."""

    shell: Shell
    span: str
    bars: tuple[PlanBar, ...]
    months: tuple[PlanMonth, ...]
    overlaps: tuple[str, ...]
    plan_notes: tuple[LookGroup, ...]
    costs: tuple[CostRow, ...]
    payers: Choices
    total: str
    comparisons: tuple[tuple[bool, str], ...]
    cost_notes: tuple[LookGroup, ...]
    add: Action | None
    exports: tuple[Action, ...]
    desk: Action


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A limb, one of the 18 parts or a section: done or not, in words, and where it is written."""

    label: str
    is_done: bool
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything that is missing, and everything to look at, with the place that mends it."""

    shell: Shell
    sentence: str
    limbs: tuple[CheckLine, ...]
    parts: tuple[CheckLine, ...]
    sections: tuple[CheckLine, ...]
    contradictions: tuple[WarningLine, ...]
    looks: tuple[LookGroup, ...]
    desk: Action


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Before handing in, or taking back: what is still missing in words; `is_blank`: nothing is written at all."""

    shell: Shell
    title: str
    is_done: bool
    done: int
    total: int
    missing: tuple[CheckLine, ...]
    contradictions: int
    orphans: int
    writing: tuple[str, ...]
    check_href: str
    action_href: str
    desk: Action
    is_blank: bool = False
