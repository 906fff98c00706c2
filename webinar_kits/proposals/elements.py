"""What a document of a proposal is made of, whatever it is written as: headings, words, tables, a plan in weeks."""

from dataclasses import dataclass, field
from enum import StrEnum

from courses.blocks import Block
from webinar_kits.runs import Run, words

_FEW_ROWS, _FEW_LETTERS = 10, 900


class Numbering(StrEnum):
    """How a heading counts: 1, 1.1, 1.1.1 by level; R1, R2 for recommendations; A, B for annexes; or not."""

    CHAPTER = "chapter"
    RECOMMENDATION = "recommendation"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Head:
    """A heading. `number` is what its numbering comes to, such as 3.1; `part` the key of the part it opens, or none."""

    level: int
    text: str
    number: str
    numbering: Numbering
    part: str = ""

    @property
    def label(self) -> str:
        """The number as it is printed before the words."""
        return f"Annex {self.number}" if self.numbering is Numbering.ANNEX else self.number


@dataclass(frozen=True, slots=True)
class Words:
    """Blocks of words from a part of the proposal, or of ours when it names none. `is_soft`: said in passing."""

    blocks: tuple[Block, ...]
    part: str = ""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, and the part they were typed into."""

    runs: tuple[Run, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `shares` are the widths of its columns in hundredths; `numbers` the columns that stand to the right.

    The last `totals` rows are sums.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    totals: int = 0

    @property
    def is_short(self) -> bool:
        """Whether it is small enough to stand on one page whatever stands before it."""
        letters = sum(len(words(cell.runs)) for row in self.rows for cell in row)
        return len(self.rows) <= _FEW_ROWS and letters < _FEW_LETTERS


@dataclass(frozen=True, slots=True)
class Pairs:
    """A table of names and what they stand for, without a header row: the facts of one recommendation."""

    label: str
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the plan: from column `first` (0 is the leftmost) so many `columns`. `inside` is written in the bar."""

    name: str
    when: str
    inside: str
    first: int
    columns: int


@dataclass(frozen=True, slots=True)
class Gantt:
    """The plan drawn as a table; `groups` are the months or years over the columns, with how many each takes."""

    caption: str
    unit: str
    groups: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    bars: tuple[Bar, ...]


Element = Head | Words | Grid | Pairs | Gantt


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `notice` says that the institution is invented."""

    eyebrow: str
    title: str
    institution: str
    notice: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document. `running` is the line at the head of its pages."""

    cover: Cover
    running: str
    language: str
    elements: tuple[Element, ...] = field(default=())

    @property
    def headings(self) -> tuple[Head, ...]:
        """The headings in their order, which are the contents."""
        return tuple(element for element in self.elements if isinstance(element, Head))
