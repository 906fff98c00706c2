"""Turns what is pasted from a word processor or a page into our Markdown: words, lists, tables and emphasis, no HTML.

The scanner is our own and goes over the text once: pasted fragments are large, often cut off in the middle, and the
standard library's parser needs quadratic time for some of those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from courses.pasted_blocks import BlockWriter

_RAW = frozenset({"script", "style", "title", "textarea"})
_DROPPED = frozenset(
    {"head", "xml", "template", "svg", "math", "object", "iframe", "video", "audio", "canvas", "noframes", "select"}
)
_BREAKING = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre", "address", "form",
     "hr", "body", "html", "dl", "dt", "dd", "figure", "figcaption", "fieldset", "center", "nav", "details", "summary"}
)  # fmt: skip
_VOID = frozenset(
    {"br", "img", "v:imagedata", "meta", "link", "input", "col", "wbr", "base", "source", "area", "embed"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_STYLE = re.compile(r"""\bstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_CLASS = re.compile(r"""\bclass\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_SPAN = re.compile(r"""\bcolspan\s*=\s*["']?(\d{1,2})\b""", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*(italic|oblique)", re.IGNORECASE)
_NOT_ITALIC = re.compile(r"font-style:\s*normal", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_STOP = re.compile(r"""=\s*["']|>""")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b]")
_LONGEST_LOOK = 4000
_WORD_HEADING = re.compile(r"^(Mso(Title|Heading\d?)|Heading\d?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    is_closing: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element does to the words in it; `level` is that of a list item of a word processor, 0 for none."""

    is_strong: bool
    is_slanted: bool
    is_dropped: bool
    is_marker: bool
    is_heading: bool
    level: int
    columns: int


def clean_paste(html: str) -> str:
    """Return a pasted fragment as Markdown; every word of its text is kept, pictures are told, the rest is dropped."""
    reader = _Reader()
    has_tags = False
    html = _CONTROLS.sub("", html)
    for piece in _scan(html):
        if isinstance(piece, str):
            reader.text(_CONTROLS.sub("", unescape(piece)) if "&" in piece else piece)
        else:
            has_tags = True
            reader.tag(piece)
    if not has_tags:
        return _plain(_CONTROLS.sub("", unescape(html)))
    return reader.writer.finish()


def _plain(text: str) -> str:
    writer = BlockWriter()
    for line in text.splitlines():
        writer.add(line)
        writer.end_paragraph()
    return writer.finish()


def _scan(html: str) -> Iterator[_Tag | str]:
    """Yield tags and the text between them. Comments, declarations and the insides of scripts yield nothing."""
    place, length = 0, len(html)
    closes = {">": True, '"': True, "'": True}
    while place < length:
        at = html.find("<", place)
        if at < 0:
            yield html[place:]
            return
        if at > place:
            yield html[place:at]
        follows = html[at + 1 : at + 2]
        if html.startswith("<!--", at):
            end = html.find("-->", at + 4)
            place = length if end < 0 else end + 3
            continue
        if follows in ("!", "?"):
            end = html.find(">", at)
            place = length if end < 0 else end + 1
            continue
        named = _NAME.match(html, at)
        if named is None:
            yield "<"
            place = at + 1
            continue
        end = _tag_end(html, named.end(), closes)
        if end < 0:
            yield "<"
            place = at + 1
            continue
        place = end
        name = named[1].lower()
        yield _Tag(name, follows == "/", html[named.end() : min(place, named.end() + _LONGEST_LOOK)])
        if name in _RAW and follows != "/":
            place = _raw_end(html, place, name)


def _tag_end(html: str, place: int, closes: dict[str, bool]) -> int:
    """Return the place after a tag's ">", quoted values skipped; -1 where it never ends.

    `closes` remembers which signs do not come any more, so that the rest is searched for each of them once.
    """
    while closes[">"]:
        found = _STOP.search(html, place)
        if found is None:
            closes[">"] = False
        elif found[0] == ">":
            return found.end()
        else:
            sign = found[0][-1]
            closed = html.find(sign, found.end()) if closes[sign] else -1
            closes[sign] = closed >= 0
            place = found.end() if closed < 0 else closed + 1
    return -1


def _raw_end(html: str, place: int, name: str) -> int:
    found = re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE).search(html, place)
    return found.end() if found else len(html)


class _Reader:
    """Keeps which elements are open, and writes what stands in them."""

    def __init__(self) -> None:
        self.writer = BlockWriter()
        self._open: list[tuple[str, _Look]] = []
        self._counts: dict[str, int] = {}
        self._strong = self._slanted = self._dropped = self._marker = 0

    def text(self, text: str) -> None:
        """Write text where it is to be seen."""
        if self._dropped:
            return
        if self._marker:
            self.writer.add_marker(text)
            return
        self.writer.add(text, is_strong=self._strong > 0, is_slanted=self._slanted > 0)

    def tag(self, tag: _Tag) -> None:
        """Open or close an element."""
        name = tag.name
        if name == "br" and not self._dropped:
            self.writer.break_line()
        elif name in ("img", "v:imagedata") and not tag.is_closing:
            if not self._dropped:
                self.writer.add_picture()
        elif tag.is_closing:
            self._close(name)
        elif name == "hr":
            self.writer.end_paragraph()
        elif name not in _VOID and (not tag.text.rstrip(">").endswith("/") or name in _BREAKING):
            self._begin(tag)

    def _begin(self, tag: _Tag) -> None:
        if tag.name == "body":
            self._close("head")
        look = _look(tag.name, tag.text)
        self._open.append((tag.name, look))
        self._counts[tag.name] = self._counts.get(tag.name, 0) + 1
        self._count(look, 1)
        if not self._dropped:
            self._begin_block(tag.name, look)

    def _begin_block(self, name: str, look: _Look) -> None:
        writer = self.writer
        if look.is_heading:
            writer.begin_heading()
        elif name in ("ul", "ol"):
            writer.begin_list(is_numbered=name == "ol")
        elif name == "li":
            writer.begin_item()
        elif name == "table":
            writer.begin_table()
        elif name == "tr":
            writer.begin_row()
        elif name in ("td", "th"):
            writer.begin_cell(columns=look.columns)
        elif look.level:
            writer.begin_marked(level=look.level)
        elif name in _BREAKING:
            writer.end_paragraph()

    def _close(self, name: str) -> None:
        """Close the innermost element of a name and all that were left open in it; ignore one that never began."""
        if not self._counts.get(name):
            return
        while self._open:
            closing, look = self._open.pop()
            self._counts[closing] -= 1
            if not self._dropped:
                self._end_block(closing)
            self._count(look, -1)
            if closing == name:
                return

    def _end_block(self, name: str) -> None:
        writer = self.writer
        if name in ("ul", "ol"):
            writer.end_list()
        elif name == "table":
            writer.end_table()
        elif name in ("td", "th"):
            writer.end_cell()
        elif name == "li":
            writer.end_item()
        elif name in _BREAKING or name in _HEADINGS or name == "caption":
            writer.end_paragraph()

    def _count(self, look: _Look, step: int) -> None:
        self._strong += step * look.is_strong
        self._slanted += step * look.is_slanted
        self._dropped += step * look.is_dropped
        self._marker += step * look.is_marker


@lru_cache(maxsize=4096)
def _look(name: str, attributes: str) -> _Look:
    style, classes = _value(_STYLE, attributes), _value(_CLASS, attributes)
    is_block = name in _BREAKING
    level, span = _LEVEL.search(style) if is_block else None, _SPAN.search(attributes)
    is_bold = name in ("b", "strong") and not _NOT_BOLD.search(style)
    is_italic = name in ("i", "em") and not _NOT_ITALIC.search(style)
    return _Look(
        is_strong=is_bold or (name == "span" and bool(_BOLD.search(style))),
        is_slanted=is_italic or (name == "span" and bool(_ITALIC.search(style))),
        is_dropped=name in _DROPPED or bool(_HIDDEN.search(style)),
        is_marker=bool(_IGNORED.search(style)),
        is_heading=name in _HEADINGS or (is_block and level is None and bool(_WORD_HEADING.fullmatch(classes))),
        level=int(level[1]) if level else 0,
        columns=int(span[1]) if span else 1,
    )


def _value(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return unescape(found[1].strip("\"'")).strip() if found else ""
