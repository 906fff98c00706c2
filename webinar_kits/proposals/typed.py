"""Reads what people typed into blocks. Nothing is refused, no word is lost: what is no markup of ours stays words."""

from collections.abc import Iterable, Iterator

from courses.blocks import Block, Emphasis, Heading, Inline, Link, List, ListItem, Paragraph, Quote, Strong, Table, Text
from courses.nodes import Node, block_nodes, inline_nodes, is_readable, with_points
from webinar_kits.runs import Run, runs

_LISTS = ("bullet_list_open", "ordered_list_open")
_GAP = Text("\n")


def read_typed(text: str) -> tuple[Block, ...]:
    """Return the blocks of typed Markdown: headings are of level 2 (`###` and above) or 3.

    A text with more marks or lines than anybody could read is laid out as it was typed.
    """
    if not is_readable(text):
        return tuple(Paragraph((Text(line.strip()),)) for line in text.splitlines() if line.strip())
    nodes, _ = block_nodes(with_points(text))
    return tuple(block for node in nodes for block in _blocks(node))


def typed_runs(text: str) -> tuple[Run, ...]:
    """Return typed text as one run of words for a cell; its blocks stand on lines of their own."""
    joined: list[Inline] = []
    for line in _lines(read_typed(text)):
        joined += [_GAP, *line] if joined else line
    return runs(tuple(joined))


def _blocks(node: Node) -> Iterator[Block]:
    match node.kind:
        case "paragraph_open":
            yield Paragraph(_words(node))
        case "heading_open":
            words = _words(node)
            if words:
                yield Heading(2 if int(node.tag[1]) <= 3 else 3, "", words)
        case "bullet_list_open" | "ordered_list_open":
            yield _list(node)
        case "blockquote_open":
            yield Quote(tuple(block for child in node.children for block in _blocks(child)))
        case "table_open":
            yield _table(node)
        case "hr":
            return
        case _:
            yield from _plain(node)


def _plain(node: Node) -> Iterator[Block]:
    """Yield what is code or markup elsewhere as the words it is made of."""
    lines = [line.strip() for line in node.text.splitlines() if line.strip()]
    if lines:
        yield Paragraph(tuple(_between([(Text(line),) for line in lines])))
    for child in node.children:
        yield from _blocks(child)


def _words(node: Node) -> tuple[Inline, ...]:
    return tuple(word for child in node.children for word in _inlines(inline_nodes(child.text)))


def _inlines(nodes: Iterable[Node]) -> Iterator[Inline]:
    for node in nodes:
        match node.kind:
            case "strong_open":
                yield Strong(tuple(_inlines(node.children)))
            case "em_open":
                yield Emphasis(tuple(_inlines(node.children)))
            case "link_open":
                yield _link(node)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield _GAP
            case "image":
                yield Text(node.text)
            case _:
                if node.text:
                    yield Text(node.text)
                yield from _inlines(node.children)


def _link(node: Node) -> Inline:
    words, address = tuple(_inlines(node.children)), str(node.attributes.get("href", ""))
    if address.startswith(("https://", "http://")):
        return Link(words, address)
    # An address of another kind leads nowhere from a document; it was typed, so it stays to be read.
    return Emphasis((*words, Text(f" ({address})"))) if address else Emphasis(words)


def _list(node: Node) -> List:
    return List(tuple(_item(child) for child in node.children), is_numbered=node.kind == "ordered_list_open")


def _item(node: Node) -> ListItem:
    sublist: List | None = None
    lines: list[tuple[Inline, ...]] = []
    for child in node.children:
        if child.kind in _LISTS and sublist is None:
            sublist = _list(child)
        elif child.kind in _LISTS:
            sublist = List((*sublist.items, *_list(child).items), sublist.is_numbered) if sublist else _list(child)
        else:
            lines += _lines(tuple(_blocks(child)))
    return ListItem(tuple(_between(lines)), sublist)


def _table(node: Node) -> Table:
    rows = [tuple(_words(cell) for cell in row.children) for part in node.children for row in part.children]
    return Table(header=rows[0], rows=tuple(rows[1:]))


def _lines(blocks: Iterable[Block]) -> list[tuple[Inline, ...]]:
    found: list[tuple[Inline, ...]] = []
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                found.append(block.children)
            case List():
                for item in block.items:
                    found.append((Text("– "), *item.children))
                    found += _lines((item.sublist,)) if item.sublist else []
            case Quote():
                found += _lines(block.blocks)
            case Table():
                found += [_row(row) for row in (block.header, *block.rows)]
    return found


def _row(cells: tuple[tuple[Inline, ...], ...]) -> tuple[Inline, ...]:
    joined: list[Inline] = []
    for cell in cells:
        joined += [Text(" · "), *cell] if joined else cell
    return tuple(joined)


def _between(lines: Iterable[tuple[Inline, ...]]) -> Iterator[Inline]:
    for place, line in enumerate(lines):
        if place:
            yield _GAP
        yield from line
