"""Lesson text: a closed subset of Markdown, read into the block tree, counted and filled."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from courses.blocks import Block, Heading, Inline, List, ListItem, Notes, Paragraph, Quote, Table, Text, plain
from courses.errors import ContentError, Fault
from courses.inlines import FALLBACKS, LinkUse, PlaceholderUse
from courses.tree import ReadBlocks, ReadHeading, read_tree

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A heading with an id and what stands below it, up to the next heading of its level."""

    heading: Heading
    line: int
    blocks: tuple[Block, ...]
    subsections: "tuple[ParsedSection, ...]" = ()

    @property
    def id(self) -> str:
        """The id in braces."""
        return self.heading.id

    @property
    def title(self) -> str:
        """The words of the heading, without marks."""
        return plain(self.heading.children)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A content file as a tree. `links` and `placeholders` list every use with its line, wherever it stands."""

    title: str
    title_line: int
    intro: tuple[Block, ...]
    sections: tuple[ParsedSection, ...]
    links: tuple[LinkUse, ...]
    placeholders: tuple[PlaceholderUse, ...]


def parse(text: str, *, file: str) -> ParsedFile:
    """Return the tree of a content file.

    Raises ContentError with all faults of the file: every token outside the subset, every heading without an id.
    """
    parsed, faults = parse_leniently(text, file=file)
    if faults:
        raise ContentError(faults)
    return parsed


def parse_leniently(text: str, *, file: str) -> tuple[ParsedFile, tuple[Fault, ...]]:
    """Return what could be read and the faults of the rest, so that other checks can go on."""
    tree = read_tree(text, file=file)
    faults = list(tree.faults)
    title, title_line, rest = _title(tree.parts, faults, file)
    intro, sections = _sections(rest, faults, file)
    parsed = ParsedFile(title, title_line, intro, sections, tree.links, tree.placeholders)
    return parsed, tuple(sorted(set(faults)))


def _title(
    parts: tuple[ReadBlocks | ReadHeading, ...], faults: list[Fault], file: str
) -> tuple[str, int, tuple[ReadBlocks | ReadHeading, ...]]:
    first = parts[0] if parts else None
    if not isinstance(first, ReadHeading) or first.heading.level != 1:
        faults.append(Fault(file, 1, "the file must begin with its title; write `# Title` on the first line"))
        return "", 0, parts
    return plain(first.heading.children), first.line, parts[1:]


def _sections(
    parts: Iterable[ReadBlocks | ReadHeading], faults: list[Fault], file: str
) -> tuple[tuple[Block, ...], tuple[ParsedSection, ...]]:
    intro: tuple[Block, ...] = ()
    sections: list[ParsedSection] = []
    for part in parts:
        if isinstance(part, ReadBlocks):
            if sections:
                sections[-1] = _with_blocks(sections[-1], part.blocks)
            else:
                intro += part.blocks
            continue
        if part.heading.level == 1:
            faults.append(Fault(file, part.line, "a second title; a file has one `# Title`, use `## Heading {#id}`"))
            continue
        section = ParsedSection(part.heading, part.line, ())
        if part.heading.level == 2:
            _refuse_repeated(section, sections, faults, file)
            sections.append(section)
        elif sections:
            _refuse_repeated(section, sections[-1].subsections, faults, file)
            sections[-1] = replace(sections[-1], subsections=(*sections[-1].subsections, section))
        else:
            faults.append(Fault(file, part.line, "a `###` heading before any `##` heading; write a `##` heading first"))
    return intro, tuple(sections)


def _with_blocks(section: ParsedSection, blocks: tuple[Block, ...]) -> ParsedSection:
    if not section.subsections:
        return replace(section, blocks=section.blocks + blocks)
    last = section.subsections[-1]
    return replace(section, subsections=(*section.subsections[:-1], replace(last, blocks=last.blocks + blocks)))


def _refuse_repeated(section: ParsedSection, earlier: Iterable[ParsedSection], faults: list[Fault], file: str) -> None:
    if section.id and any(section.id == other.id for other in earlier):
        faults.append(Fault(file, section.line, f"the id {section.id!r} stands twice; give this heading its own id"))


def in_order(parsed: ParsedFile) -> tuple[Block, ...]:
    """Return the whole file below its title as one run of blocks, headings included."""
    blocks: list[Block] = list(parsed.intro)
    for section in parsed.sections:
        blocks += [section.heading, *section.blocks]
        for subsection in section.subsections:
            blocks += [subsection.heading, *subsection.blocks]
    return tuple(blocks)


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders replaced; a value that is missing or blank gives the neutral fallback.

    `values` may hold other fallbacks than the English ones: what it holds wins.
    """
    return _PLACEHOLDER.sub(lambda found: _value(found, values), text)


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    name = found[1]
    return values.get(name, "").strip() or FALLBACKS.get(name, found[0])


def fill(blocks: tuple[Block, ...], values: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the blocks with every placeholder replaced, as `fill_text` does."""
    return tuple(_map_block(block, lambda text: fill_text(text, values)) for block in blocks)


def _map_block(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, children=_map_inlines(block.children, change))
        case List():
            return _map_list(block, change)
        case Quote():
            return Quote(tuple(_map_block(inner, change) for inner in block.blocks))
        case Table():
            return Table(
                header=tuple(_map_inlines(cell, change) for cell in block.header),
                rows=tuple(tuple(_map_inlines(cell, change) for cell in row) for row in block.rows),
            )
        case Notes():
            return block


def _map_list(block: List, change: Callable[[str], str]) -> List:
    items = tuple(
        ListItem(_map_inlines(item.children, change), _map_list(item.sublist, change) if item.sublist else None)
        for item in block.items
    )
    return List(items, block.is_numbered)


def _map_inlines(children: tuple[Inline, ...], change: Callable[[str], str]) -> tuple[Inline, ...]:
    return tuple(
        Text(change(child.text))
        if isinstance(child, Text)
        else replace(child, children=_map_inlines(child.children, change))
        for child in children
    )


def count_text(text: str) -> int:
    """Return the number of words: what stands between spaces and holds a letter or a digit."""
    return sum(1 for part in text.split() if any(character.isalnum() for character in part))


def count_words(blocks: Iterable[Block]) -> int:
    """Return the number of words in the blocks, headings and table headers included."""
    return sum(count_text(plain(run)) for block in blocks for run in runs(block))


def runs(block: Block) -> Iterable[tuple[Inline, ...]]:
    """Yield every run of words in a block: paragraphs, list items, cells, in reading order."""
    match block:
        case Paragraph() | Heading():
            yield block.children
        case List():
            for item in block.items:
                yield item.children
                if item.sublist:
                    yield from runs(item.sublist)
        case Quote():
            for inner in block.blocks:
                yield from runs(inner)
        case Table():
            yield from block.header
            for row in block.rows:
                yield from row
        case Notes():
            return
