"""The notes below a slide: the minutes, then what to say, to ask and to do."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from courses.blocks import Block
from webinar_kits.outline import Row
from webinar_kits.pptx_shapes import NAMESPACES
from webinar_kits.runs import lines as plain_lines
from webinar_kits.times import hours


def note_paragraphs(row: Row, *, language: str) -> tuple[str, ...]:
    """Return the notes of a row as paragraphs of DrawingML."""
    return note_lines(_note_lines(row), language=language)


def note_lines(lines: Sequence[tuple[str, bool]], *, language: str) -> tuple[str, ...]:
    """Return lines of text, each with whether it is a heading, as paragraphs of DrawingML."""
    return tuple(_paragraph(text, language=language, is_head=is_head) for text, is_head in lines)


def _note_lines(row: Row) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = [(f"{hours(row.minutes)} · {row.begins}–{row.ends} · {row.lead}", True)]
    slide = row.slide
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        (("SAY", slide.say), ("ASK", slide.ask), ("DO", slide.do)) if slide else ()
    )
    for head, blocks in parts:
        if blocks:
            found += [("", False), (head, True), *((line, False) for line in plain_lines(blocks))]
    if row.cue:
        found += [("", False), ("CUE", True), (row.cue, False)]
    return found


def _paragraph(text: str, *, language: str, is_head: bool) -> str:
    bold = ' b="1"' if is_head else ""
    run = f'<a:r><a:rPr lang="{language}"{bold}/><a:t>{escape(text)}</a:t></a:r>' if text else ""
    return f"<a:p {NAMESPACES}>{run}</a:p>"
