"""From Markdown tokens to blocks: what we read, and a fault with a cure for everything else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from courses.blocks import Block, Heading, Inline, List, ListItem, Notes, Paragraph, Quote, Table, Text, plain
from courses.errors import Fault
from courses.inlines import InlineReader, LinkUse, PlaceholderUse
from courses.nodes import Node, block_nodes

# Ids are words joined by hyphens; only the tiers, which are ids of lenses, carry underscores.
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*|senior_management|middle_management")
_HEADING_ID = re.compile(r"\s*\{#([^{}]*)\}\s*$")
_NOTES = re.compile(r"notes ([1-9]|[1-3][0-9]|40)")
_CELL_BORDER = re.compile(r"(?<!\\)\|")

_REFUSED = {
    "hr": "a horizontal rule; begin a new section with a heading instead",
    "code_block": "an indented block of code; write plain paragraphs without indent",
    "html_block": "raw HTML; write it in words, lists or tables",
    "heading_open": "a heading inside a quote or a list; put it at the margin",
    "table_open": "a table inside a quote or a list; put it at the margin",
    "fence": "a fenced block here; `notes N` stands alone, at the margin",
}


@dataclass(frozen=True, slots=True)
class ReadHeading:
    """A heading where it stands; level 1 carries no id."""

    heading: Heading
    line: int


@dataclass(frozen=True, slots=True)
class ReadBlocks:
    """What stands between two headings."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as read: headings and what stands between them, with every link and placeholder and every fault."""

    parts: tuple[ReadBlocks | ReadHeading, ...]
    links: tuple[LinkUse, ...]
    placeholders: tuple[PlaceholderUse, ...]
    faults: tuple[Fault, ...]


def read_tree(text: str, *, file: str) -> Tree:
    """Return the file as a tree of blocks, with all its faults."""
    nodes, has_references = block_nodes(text)
    reader = _BlockReader(file=file, source=text.splitlines(), inlines=InlineReader(file))
    parts = tuple(reader.part(node) for node in nodes)
    if has_references:
        line = next((n for n, row in enumerate(reader.source, 1) if re.match(r"\s*\[[^\]]+\]:", row)), 0)
        reader.refuse(line, "a link reference; write the address in the link itself: `[words](https://…)`")
    inlines = reader.inlines
    return Tree(parts, tuple(inlines.links), tuple(inlines.placeholders), (*reader.faults, *inlines.faults))


@dataclass(slots=True)
class _BlockReader:
    file: str
    source: list[str]
    inlines: InlineReader
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, what: str) -> None:
        self.faults.append(Fault(self.file, line, what))

    def part(self, node: Node) -> ReadBlocks | ReadHeading:
        if node.kind == "heading_open":
            return self._heading(node)
        if node.kind == "table_open":
            return ReadBlocks((self._table(node),))
        if node.kind == "fence":
            return ReadBlocks(self._notes(node))
        return ReadBlocks(self._blocks([node]))

    def _blocks(self, nodes: Iterable[Node]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for node in nodes:
            match node.kind:
                case "paragraph_open":
                    blocks.append(Paragraph(self._words(node)))
                case "bullet_list_open" | "ordered_list_open":
                    blocks.append(self._list(node, is_nested=False))
                case "blockquote_open":
                    blocks.append(self._quote(node))
                case unknown:
                    self.refuse(
                        node.line, _REFUSED.get(unknown, f"Markdown we do not read ({unknown}); use plain words")
                    )
        return tuple(blocks)

    def _words(self, node: Node) -> tuple[Inline, ...]:
        """Return the words of a node that holds exactly one run of inline tokens."""
        return tuple(word for child in node.children for word in self.inlines.read(child))

    def _heading(self, node: Node) -> ReadBlocks | ReadHeading:
        level = int(node.tag[1])
        words = self._words(node)
        shown = plain(words)
        if node.markup in ("=", "-"):
            self.refuse(node.line, "a heading underlined with dashes; write `## Heading {#id}`")
        if level > 3:
            self.refuse(node.line, f"a heading of level {level}; use `##` or `###`")
            return ReadBlocks(())
        found = _HEADING_ID.search(shown)
        heading = Heading(level, found[1] if found else "", _without_id(words))
        if level == 1:
            if found:
                self.refuse(node.line, "the title carries no id; remove the braces")
        elif not found:
            self.refuse(node.line, f"the heading {shown!r} carries no id; end it with one, such as {{#an-id}}")
        elif not ID.fullmatch(found[1]):
            self.refuse(node.line, f"{found[1]!r} is not an id; use lower-case words joined by hyphens")
        if not plain(heading.children).strip():
            self.refuse(node.line, "a heading without words; write what stands below it")
        return ReadHeading(heading, node.line)

    def _notes(self, node: Node) -> tuple[Block, ...]:
        found = _NOTES.fullmatch(node.info.strip())
        if found and not node.text.strip():
            return (Notes(int(found[1])),)
        self.refuse(node.line, "a fenced block; only ```notes N``` with N from 1 to 40 and nothing inside is read")
        return ()

    def _quote(self, node: Node) -> Quote:
        for child in node.children:
            if child.kind == "blockquote_open":
                self.refuse(child.line, "a quote inside a quote; write one quote")
        return Quote(self._blocks(child for child in node.children if child.kind != "blockquote_open"))

    def _list(self, node: Node, *, is_nested: bool) -> List:
        if node.attributes.get("start", 1) != 1:
            self.refuse(node.line, "a numbered list that does not begin with 1; begin with 1, or join the parts")
        items = tuple(self._item(child, is_nested=is_nested) for child in node.children)
        return List(items, is_numbered=node.kind == "ordered_list_open")

    def _item(self, node: Node, *, is_nested: bool) -> ListItem:
        if not node.children or node.children[0].kind != "paragraph_open":
            self.refuse(node.line, "a list item that does not begin with words; write its words after the mark")
            return ListItem(())
        words = self._words(node.children[0])
        sublist = None
        for child in node.children[1:]:
            is_list = child.kind in ("bullet_list_open", "ordered_list_open")
            if is_list and is_nested:
                self.refuse(child.line, "a list nested more than once; move the inner points up")
            elif is_list and sublist is None:
                sublist = self._list(child, is_nested=True)
            else:
                self.refuse(child.line, "more than words and one list in a list item; use one paragraph per item")
        return ListItem(words, sublist)

    def _table(self, node: Node) -> Table:
        rows = [row for part in node.children for row in part.children]
        cells = [tuple(self._words(cell) for cell in row.children) for row in rows]
        columns = len(cells[0])
        for row in rows[1:]:
            written = self._cells_written(row.line)
            if written != columns:
                self.refuse(row.line, f"a table row of {written} cells under a header of {columns}; make them equal")
        return Table(header=cells[0], rows=tuple(cells[1:]))

    def _cells_written(self, line: int) -> int:
        row = self.source[line - 1].strip().removeprefix("|")
        return len(_CELL_BORDER.split(re.sub(r"(?<!\\)\|$", "", row)))


def _without_id(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if not words or not isinstance(words[-1], Text):
        return words
    last = _HEADING_ID.sub("", words[-1].text)
    return (*words[:-1], Text(last)) if last else words[:-1]
