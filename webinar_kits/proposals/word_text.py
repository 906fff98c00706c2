"""Runs of words as XML of Word: voices, directions, links, and the marks of comments at their passages."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from webinar_kits.runs import RIGHT_TO_LEFT, Run

_RTL_SPAN = re.compile(rf"[{RIGHT_TO_LEFT}](?:[{RIGHT_TO_LEFT}\W\d]*[{RIGHT_TO_LEFT}])?")
# What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\n|\t")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to write between two letters of a paragraph: before the letter at `place`."""

    place: int
    xml: str


def writable(text: str) -> str:
    """Return the text as XML may hold it, escaped."""
    return escape(_UNWRITABLE.sub("", text))


def runs_xml(pieces: Sequence[Run], *, link: Callable[[str], str], marks: Sequence[Mark] = ()) -> str:
    """Return the runs with the marks between them; `link` gives the relation of an address."""
    written: list[str] = []
    waiting = sorted(marks, key=lambda mark: mark.place)
    begins = 0
    for piece in pieces:
        for part in _cut(piece, begins, waiting):
            while waiting and waiting[0].place <= begins:
                written.append(waiting.pop(0).xml)
            written.append(_linked(part, link) if part.url else _voiced(part))
            begins += len(part.text)
    written += [mark.xml for mark in waiting]
    return "".join(written)


def _cut(piece: Run, begins: int, marks: Sequence[Mark]) -> Iterator[Run]:
    """Yield a run in pieces, so that each mark falls between two."""
    places = sorted({mark.place - begins for mark in marks if 0 < mark.place - begins < len(piece.text)})
    for start, end in zip([0, *places], [*places, len(piece.text)], strict=True):
        yield Run(piece.text[start:end], piece.is_strong, piece.is_emphasis, piece.url)


def _linked(piece: Run, link: Callable[[str], str]) -> str:
    return f'<w:hyperlink r:id="{link(piece.url)}" w:history="1">{_voiced(piece, style="Hyperlink")}</w:hyperlink>'


def _voiced(piece: Run, *, style: str = "") -> str:
    voice = f'<w:rStyle w:val="{style}"/>' if style else ""
    voice += ("<w:b/><w:bCs/>" if piece.is_strong else "") + ("<w:i/><w:iCs/>" if piece.is_emphasis else "")
    written, end = [], 0
    for found in _RTL_SPAN.finditer(piece.text):
        written += [_run(piece.text[end : found.start()], voice), _run(found[0], voice + "<w:rtl/>")]
        end = found.end()
    written.append(_run(piece.text[end:], voice))
    return "".join(written)


def _run(text: str, voice: str) -> str:
    if not text:
        return ""
    properties = f"<w:rPr>{voice}</w:rPr>" if voice else ""
    inner: list[str] = []
    end = 0
    for found in _BREAKS.finditer(text):
        inner += [_text(text[end : found.start()]), "<w:br/>" if found[0] == "\n" else "<w:tab/>"]
        end = found.end()
    inner.append(_text(text[end:]))
    return f"<w:r>{properties}{''.join(inner)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{writable(text)}</w:t>' if text else ""
