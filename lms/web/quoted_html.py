"""The words a remark quotes, marked where they stand in the HTML of a passage."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

# A tag, an entity or a letter.
_PIECE = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
# Between the words on both sides of any other tag there is a space, as in the passage's plain words.
_WITHIN_A_LINE = re.compile(r"</?(?:a|strong|em|span|bdi)\b")
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words as they were quoted, and how many characters of the passage stood before them, by one's best knowledge."""

    words: str
    position: int


def mark_quoted(html: Markup, quotes: Iterable[Quoted]) -> Markup:
    """Return the passage with `mark` around what is quoted; quotes may overlap and reach over emphasis and links.

    Words that stand there several times are marked where they are nearest to their position, words that do not stand
    there nowhere. A quote of the whole passage marks nothing: it would tell nobody anything.
    """
    wanted_ones = [quote for quote in quotes if quote.words.strip()]
    if not wanted_ones:
        return html
    text, spans = _folded(html)
    marked: set[Span] = set()
    for quote in wanted_ones:
        wanted = " ".join(quote.words.split()).casefold()
        found = [one.start() for one in re.finditer(re.escape(wanted), text)] if wanted != text else []
        if found:
            start = min(found, key=lambda place: abs(place - quote.position))
            marked.update(spans[start : start + len(wanted)])
    return Markup("").join(_written(html, sorted(marked)))


def _folded(html: Markup) -> tuple[str, list[Span]]:
    """Return the plain words without capitals, one space between them, and where each character stands."""
    text: list[str] = []
    spans: list[Span] = []
    for piece in _PIECE.finditer(str(html)):
        written = piece.group()
        if written.startswith("<"):
            written = "" if _WITHIN_A_LINE.match(written) else " "
        for character in unescape(written):
            if character.isspace() and (not text or text[-1] == " "):
                continue
            for folded in " " if character.isspace() else character.casefold():
                text.append(folded)
                spans.append(piece.span())
    return "".join(text).rstrip(), spans


def _written(html: Markup, marked: Iterable[Span]) -> Iterator[Markup]:
    end, is_open = 0, False
    for begins, ends in marked:
        if html[begins] == "<":
            continue
        if is_open and begins > end:
            yield _CLOSE
            is_open = False
        yield html[end:begins]
        if not is_open:
            yield _OPEN
            is_open = True
        yield html[begins:ends]
        end = ends
    if is_open:
        yield _CLOSE
    yield html[end:]
