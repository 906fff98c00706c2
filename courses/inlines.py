"""The words of a paragraph, a cell or a heading: text, emphasis and links of the four schemes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from courses.blocks import Emphasis, Inline, Link, SectionLink, SourceLink, Strong, Term, Text
from courses.errors import Fault
from courses.nodes import Node, inline_nodes

# Every placeholder with its neutral fallback.
FALLBACKS: Mapping[str, str] = {
    "institution": "our institution",
    "hotline": "the complaint line",
    "currency": "USD",
    "module": "this module",
}

# Spaces of the keyboard only: a no-break space before a French question mark is part of the words.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BRACES = re.compile(r"\{#[^{}]*\}\s*$|\{[^{}]*\}|[{}]")

_REFUSED = {
    "hardbreak": "a forced line break (two spaces or a backslash at the end of a line); begin a new paragraph",
    "image": "an image; pictures are drawn from tables and layouts, say it in words",
    "code_inline": "words between backticks; use *emphasis* or plain words",
    "html_inline": "raw HTML; write it in words, **strong** or *emphasis*",
}


# Without one of these a run of words is plain text, and most are.
_MARKS = re.compile(r"[\n*_`\[\]<>&\\]")


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link to a glossary term, a section or a source: scheme, id and line."""

    scheme: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class PlaceholderUse:
    """A placeholder, and the line it stands on."""

    name: str
    line: int


@dataclass(slots=True)
class InlineReader:
    """Reads runs of inline tokens, and collects links, placeholders and faults on the way."""

    file: str
    links: list[LinkUse] = field(default_factory=list)
    placeholders: list[PlaceholderUse] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _line: int = 0

    def read(self, run: Node) -> tuple[Inline, ...]:
        """Return the words of a run; white space is one space, whatever the file's."""
        self._line = run.line
        if not _MARKS.search(run.text):
            self._note_braces(run.text)
            return _joined([Text(run.text)])
        return _joined(self._inlines(inline_nodes(run.text)))

    def _refuse(self, what: str) -> None:
        self.faults.append(Fault(self.file, self._line, what))

    def _inlines(self, nodes: Iterable[Node]) -> Iterable[Inline]:
        for node in nodes:
            match node.kind:
                case "text":
                    self._note_braces(node.text)
                    yield Text(node.text)
                case "softbreak":
                    self._line += 1
                    yield Text(" ")
                case "strong_open":
                    yield Strong(_joined(self._inlines(node.children)))
                case "em_open":
                    yield Emphasis(_joined(self._inlines(node.children)))
                case "link_open":
                    yield from self._link(node)
                case unknown:
                    self._refuse(_REFUSED.get(unknown, f"Markdown we do not read ({unknown}); use plain words"))
                    self._line += unknown == "hardbreak"

    def _link(self, node: Node) -> Iterable[Inline]:
        address = str(node.attributes.get("href", ""))
        if node.markup == "autolink":
            self._refuse("a bare address; write `[words](https://…)`")
        if node.attributes.get("title"):
            self._refuse("a link with a title in quotes; keep only the address in the brackets")
        if "{" in address or "%7B" in address:
            self._refuse("a brace in an address; placeholders stand in words only")
        line = self._line
        words = _joined(self._inlines(node.children))
        if not words:
            self._refuse("a link without words; say where it leads")
        scheme, _, rest = address.partition(":")
        if scheme in ("term", "section", "source") and rest:
            self.links.append(LinkUse(scheme, rest, line))
            yield _inner_link(scheme, words, rest)
        elif scheme in ("http", "https") and urlsplit(address).netloc:
            yield Link(words, address)
        else:
            self._refuse(f"a link to {address!r}; links lead to https://…, term:ID, section:ID or source:ID")

    def _note_braces(self, text: str) -> None:
        for found in _BRACES.finditer(text):
            name = found[0][1:-1]
            if name in FALLBACKS:
                self.placeholders.append(PlaceholderUse(name, self._line))
            elif not found[0].startswith("{#"):
                known = ", ".join(f"{{{known}}}" for known in FALLBACKS)
                self._refuse(f"{found[0]!r} is no placeholder; use {known}, or no braces")


def _joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return neighbouring texts as one, with runs of white space as one space."""
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + inline.text)
        else:
            joined.append(inline)
    spaced = (Text(_SPACES.sub(" ", one.text)) if isinstance(one, Text) else one for one in joined)
    return tuple(one for one in spaced if not isinstance(one, Text) or one.text)


def _inner_link(scheme: str, words: tuple[Inline, ...], target: str) -> Inline:
    if scheme == "term":
        return Term(words, target)
    return SectionLink(words, target) if scheme == "section" else SourceLink(words, target)
