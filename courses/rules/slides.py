"""Rules of each slide: the shape its layout expects, its words, its notes and its minutes."""

import re
from collections.abc import Callable, Iterable, Mapping

from courses.blocks import Block, List, Paragraph, Table, plain
from courses.errors import Fault
from courses.lines import Lines
from courses.model import Beat, Layout, Module, Priority, Role, Slide

SLIDE_WORDS = 40
_NUMBER = re.compile(r"[-+−]?\d[\d\s.,]*%?")


def slide_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with single slides, and where the beats leave their order."""
    words = f"deck.{module.language}.md"
    for slide in module.slides:
        entry = lines.at("deck.toml", "slides", slide.id)
        yield from (entry.fault(what) for what in _structure(slide))
        place = lines.at(words, slide.id)
        yield from (place.fault(what) for what in _words(slide))
    yield from _beats(module.slides, lines)


def _structure(slide: Slide) -> Iterable[str]:
    if slide.minimum > slide.minutes:
        yield f"slide {slide.id!r} has a minimum of {slide.minimum} and {slide.minutes} minutes; lower the minimum"
    if slide.role is not Role.CONTENT and slide.priority is not Priority.MUST:
        yield f"slide {slide.id!r} is the {slide.role} and never dropped; its priority is must"
    if (slide.layout is Layout.ACTIVITY) != bool(slide.activity):
        yield f"slide {slide.id!r}: the layout activity and the key activity go together; give both or neither"
    if (slide.layout is Layout.CHART) != (slide.chart is not None):
        yield f"slide {slide.id!r}: the layout chart and [slides.chart] go together; give both or neither"


def _words(slide: Slide) -> Iterable[str]:
    if slide.words > SLIDE_WORDS:
        yield f"slide {slide.id!r} shows {slide.words} words with its title; show at most {SLIDE_WORDS}"
    if not (slide.say or slide.ask or slide.do):
        yield f"slide {slide.id!r} has no notes; write Say, Ask or Do"
    if not _SHAPES[slide.layout](slide.blocks):
        yield f"slide {slide.id!r} has the layout {slide.layout} and does not hold {_EXPECTED[slide.layout]}"


def _beats(slides: tuple[Slide, ...], lines: Lines) -> Iterable[Fault]:
    order = list(Beat)
    latest = Beat.OPENING
    for slide in slides:
        if order.index(slide.beat) < order.index(latest):
            what = f"slide {slide.id!r} of the beat {slide.beat} stands after {latest}; keep {', '.join(order)}"
            yield lines.at("deck.toml", "slides", slide.id, "beat").fault(what)
        else:
            latest = slide.beat


def _paragraphs(least: int, most: int) -> Callable[[tuple[Block, ...]], bool]:
    return lambda blocks: least <= len(blocks) <= most and all(isinstance(block, Paragraph) for block in blocks)


def _one_list(least: int, most: int, *, is_numbered: bool | None = None) -> Callable[[tuple[Block, ...]], bool]:
    def fits(blocks: tuple[Block, ...]) -> bool:
        match blocks:
            case (List(items, numbered),):
                return least <= len(items) <= most and is_numbered in (None, numbered)
        return False

    return fits


def _one_table(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Table)


def _two_sides(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Table) and len(blocks[0].header) == 2


def _chart(blocks: tuple[Block, ...]) -> bool:
    match blocks:
        case (Table(header, rows),):
            cells = [plain(cell).strip() for row in rows for cell in row[1:]]
            return len(header) > 1 and bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)
    return False


_MANY = 99
_SHAPES: Mapping[Layout, Callable[[tuple[Block, ...]], bool]] = {
    Layout.TITLE: _paragraphs(1, 1),
    Layout.STATEMENT: _paragraphs(1, 2),
    Layout.TWO_SIDES: _two_sides,
    Layout.PROCESS: _one_list(3, 6, is_numbered=True),
    Layout.TABLE: _one_table,
    Layout.CHART: _chart,
    Layout.CASE: _paragraphs(1, _MANY),
    Layout.QUESTION: _paragraphs(1, _MANY),
    Layout.ACTIVITY: _one_list(1, 4, is_numbered=True),
    Layout.POLL: _one_list(2, 6),
    Layout.RECAP: _one_list(1, _MANY),
}
_EXPECTED: Mapping[Layout, str] = {
    Layout.TITLE: "one paragraph",
    Layout.STATEMENT: "one or two paragraphs",
    Layout.TWO_SIDES: "one table of two columns",
    Layout.PROCESS: "one numbered list of 3 to 6",
    Layout.TABLE: "one table",
    Layout.CHART: "one table of categories with numbers",
    Layout.CASE: "paragraphs only",
    Layout.QUESTION: "paragraphs only",
    Layout.ACTIVITY: "one numbered list of at most 4",
    Layout.POLL: "one list of 2 to 6 answers",
    Layout.RECAP: "one list",
}
