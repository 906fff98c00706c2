"""The block tree as JSON: every block and every run of words says its kind."""

from collections.abc import Iterable

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

Json = dict[str, object]


def write_blocks(blocks: Iterable[Block]) -> list[Json]:
    """Return blocks ready for JSON."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> Json:
    match block:
        case Paragraph(children):
            return {"kind": "paragraph", "children": _inlines(children)}
        case Heading(level, heading_id, children):
            return {"kind": "heading", "level": level, "id": heading_id, "children": _inlines(children)}
        case List():
            return _list(block)
        case Quote(blocks):
            return {"kind": "quote", "blocks": write_blocks(blocks)}
        case Table(header, rows):
            cells = [[_inlines(cell) for cell in row] for row in rows]
            return {"kind": "table", "header": [_inlines(cell) for cell in header], "rows": cells}
        case Notes(lines):
            return {"kind": "notes", "lines": lines}


def _list(block: List) -> Json:
    return {"kind": "list", "is_numbered": block.is_numbered, "items": [_item(item) for item in block.items]}


def _item(item: ListItem) -> Json:
    return {"children": _inlines(item.children), "sublist": _list(item.sublist) if item.sublist else None}


def _inlines(children: Iterable[Inline]) -> list[Json]:
    return [_inline(child) for child in children]


def _inline(child: Inline) -> Json:
    match child:
        case Text(text):
            return {"kind": "text", "text": text}
        case Strong(children):
            return {"kind": "strong", "children": _inlines(children)}
        case Emphasis(children):
            return {"kind": "emphasis", "children": _inlines(children)}
        case Link(children, url):
            return {"kind": "link", "url": url, "children": _inlines(children)}
        case Term(children, term_id):
            return {"kind": "term", "term": term_id, "children": _inlines(children)}
        case SectionLink(children, section_id):
            return {"kind": "section", "section": section_id, "children": _inlines(children)}
        case SourceLink(children, source_id):
            return {"kind": "source", "source": source_id, "children": _inlines(children)}
