"""What an unfinished pitch tells its authors and nobody else: a hidden slide of what it lacks."""

from collections.abc import Sequence
from dataclasses import replace

from courses.model import Layout
from webinar_kits import theme
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import Page, make_page
from webinar_kits.pptx_shapes import SOFT, Box, Voice
from webinar_kits.workshop.drawing import Field, Grid, close_table, words_box
from webinar_kits.workshop.pitch_talk import Part, count_words
from webinar_kits.workshop.speaking import left_out, spoken

_LOOSE = Grid(widths=(150, 682), lines=2, pad=3)
_CLOSE = replace(_LOOSE, lines=1, pad=2)
_MOST_LOOSE, _BELOW = 5, 24
HIDDEN = "This slide is hidden: nobody sees it when you present. It goes when all of it is written."


def draft_page(parts: Sequence[Part], *, language: str) -> Page | None:
    """Return the slide that says what is missing, None where nothing is; hidden wherever there is a slide to show."""
    lacking = [one for one in parts if one.missing]
    if not lacking:
        return None
    shown = [one for one in parts if one.page is not None]
    grid = _LOOSE if len(lacking) <= _MOST_LOOSE else _CLOSE
    cuts = [grid.cut(_told(one), 1) for one in lacking]
    body = close_table(
        ("Slide", "What is missing"),
        [[Field(one.name, is_bold=True), Field(told.shown)] for one, told in zip(lacking, cuts, strict=True)],
        grid, language=language, description=f"What is missing on {count_words(len(lacking), 'slide')}",
    )  # fmt: skip
    below = Box(CONTENT.x, CONTENT.y + CONTENT.height - _BELOW, CONTENT.width, _BELOW)
    body += words_box(4, "Hidden", below, [(HIDDEN, Voice(size=theme.SMALL, colour=SOFT))], language=language)
    title = (
        f"Draft: {len(shown)} of {len(parts)} slides, and what is missing"
        if len(shown) < len(parts)
        else "What this pitch still lacks"
    )
    notes = spoken("For you alone", ("SAY", ("Nothing: write first, or say when it will be there.",)),
                   ("IN FULL", left_out(*cuts)))  # fmt: skip
    return replace(make_page(Layout.TABLE, title, body=body, notes=notes), is_hidden=bool(shown))


def _told(one: Part) -> str:
    told = "; ".join(one.missing)
    return f"{told[:1].upper()}{told[1:]}" if one.page is not None else f"Left out: {told}"
