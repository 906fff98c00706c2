"""The block tree: what lesson text becomes, and the one source for page, slide, DOCX and PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the weight of a sentence."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words said with another voice: a title, a foreign word, a quotation."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link out, to http or https only."""

    children: "tuple[Inline, ...]"
    url: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term where it is used."""

    children: "tuple[Inline, ...]"
    term_id: str


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A way to another section of the same lesson."""

    children: "tuple[Inline, ...]"
    section_id: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A citation of one of the module's sources."""

    children: "tuple[Inline, ...]"
    source_id: str


Inline = Text | Strong | Emphasis | Link | Term | SectionLink | SourceLink


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its words, and possibly a list below it."""

    children: tuple[Inline, ...]
    sublist: "List | None" = None


@dataclass(frozen=True, slots=True)
class List:
    """A list, numbered or not."""

    items: tuple[ListItem, ...]
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says, or a text to copy."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; all rows have as many cells as the header."""

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Empty lines to write on, on paper."""

    lines: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a document that keeps its order (workbook, job aid): level 2 or 3."""

    level: int
    id: str
    children: tuple[Inline, ...]


Block = Paragraph | List | Quote | Table | Notes | Heading


def plain(children: tuple[Inline, ...]) -> str:
    """Return the words without their marks."""
    return "".join(child.text if isinstance(child, Text) else plain(child.children) for child in children)
