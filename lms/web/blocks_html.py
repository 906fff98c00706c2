"""From the block tree of `courses.blocks` to HTML: the only place that makes markup out of content.

Every word is escaped here, once. Where links lead is the caller's: see `Targets`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from courses.blocks import (
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quote,
    SectionLink,
    SourceLink,
    Strong,
    Table,
    Term,
    Text,
)

EMPTY = Markup("")


# A fact or a paper of a case, cited in a text: F7, E3.
_CITED = re.compile(r"(?<![\w-])[FE][1-9]\d{0,3}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a label leads, and what stands there."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the links of a module's text lead.

    `glossary` and `sources` are the addresses of those pages; an entry is their `#term-<id>` or `#source-<id>`. An
    empty glossary address means that the definitions stand on the same page. `sections` maps section ids to addresses,
    `cited` the labels of a case, such as F7, to what they stand for.
    A link to what is not named here is written as its words alone.
    """

    glossary: str = ""
    sources: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, Cited] = field(default_factory=dict)


def render(blocks: tuple[Block, ...], targets: Targets) -> Markup:
    """Return the blocks as HTML."""
    return Markup("\n").join(_block(block, targets) for block in blocks)


def render_inline(children: tuple[Inline, ...], targets: Targets) -> Markup:
    """Return words with their marks as HTML, without a block around them."""
    return EMPTY.join(_inline(child, targets) for child in children)


def link_labels(text: str, targets: Targets) -> Markup:
    """Return words with the labels of the case as links; one that it does not have stays as written."""
    pieces, end = [], 0
    for found in _CITED.finditer(text) if targets.cited else ():
        known = targets.cited.get(found.group())
        if known is not None:
            link = Markup('<a href="{}" title="{}">{}</a>').format(known.href, known.words, found.group())
            pieces += [escape(text[end : found.start()]), link]
            end = found.end()
    return EMPTY.join((*pieces, escape(text[end:])))


def terms_in(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the glossary terms the blocks link to, each once, in the order of reading."""
    found = (child.term_id for block in blocks for child in _words_of(block) if isinstance(child, Term))
    return tuple(dict.fromkeys(found))


def _block(block: Block, targets: Targets) -> Markup:
    match block:
        case Paragraph(children):
            return Markup("<p>{}</p>").format(render_inline(children, targets))
        case List():
            return _list(block, targets)
        case Quote(blocks):
            return Markup("<blockquote>{}</blockquote>").format(render(blocks, targets))
        case Table():
            return _table(block, targets)
        case Notes(lines):
            return Markup('<div class="ruled" aria-hidden="true">{}</div>').format(Markup("<i></i>") * lines)
        case Heading(level, heading_id, children):
            words = render_inline(children, targets)
            return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, heading_id, words)


def _list(block: List, targets: Targets) -> Markup:
    items = EMPTY.join(_list_item(item, targets) for item in block.items)
    return Markup("<{0}>{1}</{0}>").format("ol" if block.is_numbered else "ul", items)


def _list_item(item: ListItem, targets: Targets) -> Markup:
    below = _list(item.sublist, targets) if item.sublist else EMPTY
    return Markup("<li>{}{}</li>").format(render_inline(item.children, targets), below)


def _table(block: Table, targets: Targets) -> Markup:
    head = EMPTY.join(_heading(render_inline(cell, targets)) for cell in block.header)
    rows = EMPTY.join(_row(row, targets) for row in block.rows)
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, rows)
    return Markup('<div class="scroll" tabindex="0">{}</div>').format(table)


def _heading(text: Markup) -> Markup:
    """Return the head of a column; a corner without words is the head of nothing."""
    return Markup('<th scope="col">{}</th>').format(text) if text else Markup("<td></td>")


def _row(row: tuple[tuple[Inline, ...], ...], targets: Targets) -> Markup:
    first, *others = (render_inline(cell, targets) for cell in row)
    cells = EMPTY.join(Markup("<td>{}</td>").format(cell) for cell in others)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, cells)


def _inline(child: Inline, targets: Targets) -> Markup:
    if isinstance(child, Text):
        return link_labels(child.text, targets)
    is_link = not isinstance(child, Strong | Emphasis)
    words = render_inline(child.children, replace(targets, cited={}) if is_link and targets.cited else targets)
    match child:
        case Strong():
            return Markup("<strong>{}</strong>").format(words)
        case Emphasis():
            return Markup("<em>{}</em>").format(words)
        case Term(term_id=term_id):
            return Markup('<a class="term" href="{}#term-{}">{}</a>').format(targets.glossary, term_id, words)
        case SectionLink(section_id=section_id):
            return _link(words, targets.sections.get(section_id, ""))
        case SourceLink(source_id=source_id):
            return _link(words, f"{targets.sources}#source-{source_id}" if targets.sources else "")
        case Link(url=url):
            return _link_out(words, url)


def _link(words: Markup, href: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, words) if href else words


def _link_out(words: Markup, url: str) -> Markup:
    """A scheme other than http and https cannot come out of the parser; if it did, it would not become a link."""
    if urlsplit(url).scheme not in ("http", "https"):
        return words
    return Markup('<a href="{}" rel="noopener">{}</a>').format(url, words)


def _words_of(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph(children) | Heading(children=children):
            yield from _flat(children)
        case List(items):
            for item in items:
                yield from _flat(item.children)
                yield from _words_of(item.sublist) if item.sublist else ()
        case Quote(blocks):
            for inner in blocks:
                yield from _words_of(inner)
        case Table(header, rows):
            for cells in (header, *rows):
                for cell in cells:
                    yield from _flat(cell)


def _flat(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        if not isinstance(child, Text):
            yield from _flat(child.children)
