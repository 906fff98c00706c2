"""Slides that stand outside of a session: a pitch, a debrief. Their words and shapes, before they become a deck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from courses.blocks import Block
from courses.model import Beat, Chart, Layout, Mode, Priority, Role, Slide
from webinar_kits.pptx_slides import Frame, framed_shapes, slide_shapes

NoteLine = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class About:
    """What a deck says of itself. `language` is a tag such as en-GB; `look` the module whose colour and glyph it wears.

    `session` are the lines below the title of a first slide; `author` is written as author and as last editor. The file
    says that it was made on `dated_on`, the day it is for: never the clock's, so that the bytes stay the same.
    """

    title: str
    subject: str
    author: str
    language: str
    keywords: str = ""
    footer: str = ""
    series: str = ""
    look: str = "complaints"
    session: tuple[str, ...] = ()
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A slide with the notes below it, each line with whether it is a heading.

    `body` are shapes that are drawn already, numbered from 3 to 39; empty where the layout draws the slide's blocks. A
    hidden one is in the file and not in the show.
    """

    slide: Slide
    notes: tuple[NoteLine, ...]
    body: str = ""
    is_hidden: bool = False


def make_page(
    layout: Layout,
    title: str,
    *,
    blocks: tuple[Block, ...] = (),
    body: str = "",
    notes: tuple[NoteLine, ...] = (),
    chart: Chart | None = None,
    minutes: int = 1,
) -> Page:
    """Return a slide of that layout; the minutes show in the layout of an activity."""
    slide = Slide(
        id="",
        beat=Beat.PRACTICE,
        layout=layout,
        role=Role.CONTENT,
        title=title,
        blocks=blocks,
        say=(),
        ask=(),
        do=(),
        minutes=minutes,
        minimum=minutes,
        priority=Priority.MUST,
        modes=tuple(Mode),
        tiers=(),
        objectives=(),
        activity="",
        chart=chart,
        words=0,
    )
    return Page(slide, notes, body)


def first_number(pages: Sequence[Page]) -> int:
    """Return the number of the first slide: hidden ones before the first that is shown do not count, it is 1."""
    return 1 - next((place for place, page in enumerate(pages) if not page.is_hidden), 0)


def page_shapes(page: Page, about: About, *, number: int) -> str:
    """Return all shapes of a slide but a chart."""
    frame = Frame(
        mode=Mode.IN_PERSON,
        language=about.language,
        footer=about.footer,
        session=about.session,
        number=number,
        minutes=page.slide.minutes,
        group=0,
    )
    if page.body:
        return framed_shapes(page.slide, frame, body=page.body)
    return slide_shapes(page.slide, frame)
