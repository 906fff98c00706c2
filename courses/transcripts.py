"""A module as plain Markdown for people to read years later; nothing of its quiz.

The same module gives the same text: its hash stands in the ledger.
"""

from collections.abc import Iterator, Sequence

from courses.blocks import (
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    Notes,
    Paragraph,
    Quote,
    SourceLink,
    Strong,
    Table,
    Text,
)
from courses.model import Module, Section


def write_transcript(module: Module) -> str:
    """Return title, objectives, standards, every section with all its lenses, terms, sources and commitment."""
    parts = [
        f"# {module.title}",
        f"Module: {module.id}\nPrinciple: {module.principle}\nEdition: {module.edition}\nLanguage: {module.language}",
        module.summary,
        f"Standards: {', '.join(module.standards)}" if module.standards else "",
        _bullets("## Objectives", [_objective(one.text, one.standards) for one in module.objectives]),
        *(part for section in module.sections for part in _section(section)),
        _bullets("## Terms", [f"{entry.term}: {entry.definition}" for entry in module.glossary]),
        _bullets("## Sources", [f"{source.id}: {source.title} {source.url}".rstrip() for source in module.sources]),
        f"## Commitment\n\n{module.attestation}" if module.attestation else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def write_blocks(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown."""
    return "\n\n".join(_block(block) for block in blocks)


def _objective(text: str, standards: Sequence[str]) -> str:
    return f"{text} (standards {', '.join(standards)})" if standards else text


def _bullets(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, "", *(f"- {line}" for line in lines)]) if lines else ""


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield write_blocks(section.blocks)
    for tier, lens in section.lenses.items():
        yield f"### {lens.title} ({tier.value.replace('_', ' ')})"
        yield write_blocks(lens.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(children=words):
            return _words(words)
        case List():
            return "\n".join(_list(block, indent=""))
        case Quote(blocks=inner):
            return "\n".join(f"> {line}".rstrip() for line in write_blocks(inner).split("\n"))
        case Table():
            return "\n".join(_table(block))
        case Notes(lines=lines):
            return f"({lines} empty lines)"
        case Heading(level=level, children=words):
            return f"{'#' * (level + 1)} {_words(words)}"


def _list(block: List, *, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.is_numbered else "-"
        yield f"{indent}{mark} {_words(item.children)}"
        if item.sublist is not None:
            yield from _list(item.sublist, indent=indent + " " * (len(mark) + 1))


def _table(block: Table) -> Iterator[str]:
    yield _row(block.header)
    yield "|" + " --- |" * len(block.header)
    yield from map(_row, block.rows)


def _row(cells: Sequence[tuple[Inline, ...]]) -> str:
    return "| " + " | ".join(_words(cell).replace("|", "\\|") for cell in cells) + " |"


def _words(words: Sequence[Inline]) -> str:
    return "".join(_inline(word) for word in words)


def _inline(word: Inline) -> str:
    match word:
        case Text(text=text):
            return text
        case Strong(children=children):
            return f"**{_words(children)}**"
        case Emphasis(children=children):
            return f"*{_words(children)}*"
        case Link(children=children, url=url):
            return f"[{_words(children)}]({url})"
        case SourceLink(children=children, source_id=source):
            return f"{_words(children)} [{source}]"
        case _:
            return _words(word.children)
