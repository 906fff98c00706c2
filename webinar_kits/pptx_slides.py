"""What stands on each slide: native shapes in the places of its layout."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from courses.blocks import List, Paragraph, Table
from courses.model import Layout, Mode, Slide
from webinar_kits import theme, times
from webinar_kits.measure import (
    clipped,
    common_size,
    even_lines,
    largest_size,
    title_size,
)  # fmt: skip
from webinar_kits.pptx_figures import caption
from webinar_kits.pptx_layouts import CONTENT, LEFT, PANEL, RIGHT, SPOTS, footer_boxes
from webinar_kits.pptx_shapes import (
    ACCENT,
    SOFT,
    Box,
    Voice,
    panel,
    paragraph,
    placeholder,
    text_box,
)  # fmt: skip
from webinar_kits.pptx_tables import native_table
from webinar_kits.runs import Run, items, runs, words

_TITLE_SIZES = {theme.DISPLAY: (55, 50, 44, 40, 35, 32), theme.TITLE: (35, 32, 28, 26)}
_TEXT_SIZES = (34, 32, 30, 28, 26, 24, 22, 20, 18)
_GAP = 28


@dataclass(frozen=True, slots=True)
class Frame:
    """What a slide needs to know of its session. `session` holds the lines below the title of the first slide."""

    mode: Mode
    language: str
    footer: str
    session: tuple[str, ...]
    number: int
    minutes: int
    group: int


def slide_shapes(slide: Slide, frame: Frame) -> str:
    """Return the shapes of the slide; a chart is left to the writer, which owns the native charts."""
    return framed_shapes(slide, frame, body=_BODIES[slide.layout](slide, frame))


def framed_shapes(slide: Slide, frame: Frame, *, body: str) -> str:
    """Return the title and the footers of the slide around shapes that are drawn already, numbered from 3 to 39."""
    return _title(slide, frame) + body + ("" if slide.layout is Layout.TITLE else _footers(frame))


def find_table(slide: Slide) -> Table | None:
    """Return the table of the slide, if it has one."""
    return next((block for block in slide.blocks if isinstance(block, Table)), None)


def _title(slide: Slide, frame: Frame) -> str:
    spot = SPOTS[slide.layout][0]
    width, height = spot.box.width, spot.box.height
    size = title_size(slide.title, width=width, height=height, sizes=_TITLE_SIZES[int(spot.size)])
    title = _broken(slide.title, width=width, size=size, is_serif=True)
    voice = Voice(size=0 if size == spot.size else size)
    text = paragraph((Run(title),), voice, language=frame.language)
    return placeholder(2, name="Title", kind="title", index=0, text=text)


def _broken(text: str, *, width: float, size: float, is_serif: bool) -> str:
    # The space stays before the break, for whoever takes the break out or reads the words alone.
    return " \n".join(even_lines(text, width=width, size=size, is_serif=is_serif))


def _footers(frame: Frame) -> str:
    words_box, _ = footer_boxes()
    text = clipped(frame.footer, width=words_box.width, size=theme.SMALL)
    foot = paragraph((Run(text),), Voice(), language=frame.language)
    field = (
        f'<a:p><a:pPr algn="r"/><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{frame.language}"/><a:t>{frame.number}</a:t></a:fld></a:p>'
    )
    return placeholder(40, name="Footer", kind="ftr", index=11, text=foot) + placeholder(
        41, name="Slide number", kind="sldNum", index=12, text=field
    )


def _prose(slide: Slide, frame: Frame) -> str:
    """Return the body as paragraphs, or list items where the slide has a list."""
    spot = SPOTS[slide.layout][1]
    pieces = _pieces(slide)
    size = _fitting(pieces, spot.box, tuple(size for size in _TEXT_SIZES if size <= spot.size), is_serif=spot.is_serif)
    voice = Voice(size=size, before=size * 0.5, mark=_mark(slide))
    return _body(pieces, voice, frame)


def _pieces(slide: Slide) -> tuple[tuple[Run, ...], ...]:
    return tuple(
        piece
        for block in slide.blocks
        for piece in ((runs(block.children),) if isinstance(block, Paragraph) else items((block,)))
    )


def _mark(slide: Slide) -> str:
    listed = next((block for block in slide.blocks if isinstance(block, List)), None)
    if listed is None:
        return ""
    return "number" if listed.is_numbered else "dash"


def _body(pieces: tuple[tuple[Run, ...], ...], voice: Voice, frame: Frame, index: int = 13) -> str:
    text = "".join(paragraph(piece, voice, language=frame.language) for piece in pieces)
    return placeholder(3, name="Text", kind="body", index=index, text=text) if text else ""


def _cover(slide: Slide, frame: Frame) -> str:
    session = "".join(paragraph((Run(line),), Voice(), language=frame.language) for line in frame.session)
    return _subtitle(slide, frame) + placeholder(4, name="Session", kind="body", index=14, text=session)


def _subtitle(slide: Slide, frame: Frame) -> str:
    """Return the words below the title of the first slide, their lines of similar length too."""
    spot = SPOTS[slide.layout][1]
    pieces = _pieces(slide)
    sizes = tuple(size for size in _TEXT_SIZES if size <= spot.size)
    size = _fitting(pieces, spot.box, sizes)
    even = tuple(
        (replace(piece[0], text=_broken(piece[0].text, width=spot.box.width, size=size, is_serif=False)),)
        if len(piece) == 1
        else piece
        for piece in pieces
    )
    return _body(even, Voice(size=size, before=size * 0.5), frame)


def _process(slide: Slide, frame: Frame) -> str:
    steps = items(slide.blocks)
    columns = len(steps) if len(steps) <= 4 else (len(steps) + 1) // 2
    rows = -(-len(steps) // columns) if columns else 0
    width = (CONTENT.width - _GAP * (columns - 1)) / max(columns, 1)
    height = (CONTENT.height - _GAP / 2) / rows if rows > 1 else 250
    texts = [words(step) for step in steps]
    size = common_size(texts, width=width, height=height - 58, sizes=(28, 26, 24, 22, 20, 18))
    shapes = ""
    for place, step in enumerate(steps):
        box = Box(
            LEFT + place % columns * (width + _GAP),
            CONTENT.y + (0 if rows > 1 else 30) + place // columns * (height + _GAP / 2),
            width,
            height,
        )
        shapes += panel(20 + place, name="Rule", box=Box(box.x, box.y, width, 3), colour=ACCENT)
        shapes += _step(3 + place, step, size, Box(box.x, box.y + 12, width, height - 12), place + 1, frame)
    return shapes


def _step(shape: int, step: tuple[Run, ...], size: int, box: Box, number: int, frame: Frame) -> str:
    numeral = Voice(size=theme.TITLE, colour=ACCENT, is_serif=True)
    text = paragraph((Run(str(number)),), numeral, language=frame.language)
    text += paragraph(step, Voice(size=size, before=4), language=frame.language)
    return text_box(shape, name=f"Step {number}", box=box, text=text)


def _table(slide: Slide, frame: Frame) -> str:
    source = find_table(slide)
    return native_table(source, is_even=slide.layout is Layout.TWO_SIDES, language=frame.language) if source else ""


def _activity(slide: Slide, frame: Frame) -> str:
    accent = Voice(size=66, colour=ACCENT, is_serif=True)
    # The numerals of the serif hang below the line: the word beneath keeps its distance.
    soft = Voice(size=theme.TEXT, colour=SOFT, before=8)
    unit = times.hours(frame.minutes).split(" ")[1]
    how = "groups of" if frame.mode is Mode.IN_PERSON else "breakout rooms of"
    lines = [((Run(str(frame.minutes)),), accent), ((Run(unit),), soft)]
    if frame.group > 1:
        lines += [((Run(how),), Voice(size=theme.TEXT, colour=SOFT, before=24)), ((Run(str(frame.group)),), accent)]
    text = "".join(paragraph(pieces, voice, language=frame.language) for pieces, voice in lines)
    box = Box(PANEL.x + 26, PANEL.y + 16, PANEL.width - 44, PANEL.height - 32)
    return _prose(slide, frame) + text_box(4, name="Time and groups", box=box, text=text, anchor="ctr")


def _poll(slide: Slide, frame: Frame) -> str:
    spot = SPOTS[Layout.POLL][1]
    answers = items(slide.blocks)
    size = _fitting(answers, spot.box, _TEXT_SIZES)
    body = _body(answers, Voice(size=size, before=size * 0.4, mark="letter"), frame)
    how = (
        "Hands up once, when your answer is read out."
        if frame.mode is Mode.IN_PERSON
        else "Answer in the poll window. It closes after 60 seconds."
    )
    text = paragraph((Run(how),), Voice(), language=frame.language)
    return body + placeholder(4, name="How to answer", kind="body", index=14, text=text)


def _fitting(pieces: tuple[tuple[Run, ...], ...], box: Box, sizes: tuple[int, ...], *, is_serif: bool = False) -> int:
    return largest_size(
        [words(piece) for piece in pieces], width=box.width - 40, height=box.height, sizes=sizes, is_serif=is_serif
    )


def _chart_caption(slide: Slide, frame: Frame) -> str:
    """Return what a single series counts; several series have a legend, and what they are about stands here."""
    source = find_table(slide)
    if source is None or not (told := caption(source)):
        return ""
    text = paragraph(told, Voice(size=theme.TEXT, colour=SOFT), language=frame.language)
    return text_box(3, name="What is counted", box=Box(CONTENT.x, CONTENT.y - 12, CONTENT.width, 30), text=text)


_BODIES: dict[Layout, Callable[[Slide, Frame], str]] = {
    Layout.TITLE: _cover,
    Layout.STATEMENT: _prose,
    Layout.QUESTION: _prose,
    Layout.CASE: _prose,
    Layout.RECAP: _prose,
    Layout.PROCESS: _process,
    Layout.TWO_SIDES: _table,
    Layout.TABLE: _table,
    Layout.CHART: _chart_caption,
    Layout.ACTIVITY: _activity,
    Layout.POLL: _poll,
}


def chart_box(source: Table) -> Box:
    """Return the place of the chart, below its caption if it has one."""
    top = CONTENT.y + (28 if caption(source) else 0)
    return Box(LEFT, top, RIGHT - LEFT, CONTENT.y + 318 - top)
