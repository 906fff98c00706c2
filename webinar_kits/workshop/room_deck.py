"""The deck of the workshop: a slide for each item of the agenda, with notes. Answers stand in the guide alone."""

from courses.model import Layout, Mode
from courses.workshop import AgendaKind
from webinar_kits import theme
from webinar_kits.pptx_pages import About, Page, make_page
from webinar_kits.pptx_writer import pages_deck
from webinar_kits.runs import lines, words
from webinar_kits.times import hours
from webinar_kits.wording import MODES, language_tag
from webinar_kits.workshop.cutting import cut, plain_sentences
from webinar_kits.workshop.drawing import Field, Grid, close_table, listed, paragraphs
from webinar_kits.workshop.held_days import Day, Line
from webinar_kits.workshop.kit_content import PRINCIPLES, SORTING, TraineeContent
from webinar_kits.workshop.live import sentence
from webinar_kits.workshop.speaking import spoken

_ROWS = 7
_DONE_TOGETHER = frozenset({AgendaKind.TEAM, AgendaKind.WRITING, AgendaKind.TEST})
_AGENDA = Grid(widths=(160, 572, 100), size=20, pad=5)
_STEP_WIDTH = 520


def room_deck(content: TraineeContent) -> bytes:
    """Return the deck as PPTX; its times are those of the guide."""
    workshop, request = content.workshop, content.request
    language = language_tag(request.language)
    details = About(
        title=content.title,
        subject=f"Workshop on the case of {content.case.title}",
        author=content.author,
        language=language,
        keywords=f"workshop {workshop.edition}, case {content.case.edition}",
        footer=content.footer,
        series="Workshop",
        dated_on=workshop.revised_on,
        session=(MODES[request.mode], content.case.title + ", an invented institution"),
    )
    return pages_deck(room_pages(content, language=language), details)


def room_pages(content: TraineeContent, *, language: str) -> tuple[Page, ...]:
    """Return the slides: a cover, then for each sitting its agenda and its items."""
    _, _, told = content.workshop.summary.partition(": ")
    summary = cut(told[:1].upper() + told[1:] or content.workshop.summary, width=540, size=20, lines=4)
    cover = make_page(
        Layout.TITLE, content.title, blocks=paragraphs(summary.shown),
        notes=spoken("Before the start", ("DO", ("This slide is on while people come in. The code of the workshop "
                                                 "stands on its own page: share that first.",))),
    )  # fmt: skip
    pages = [cover]
    for day in content.days:
        for held in day.groups:
            pages += _agenda(held, language)
        for line in day.lines:
            pages += _pages(content, day, line)
    return tuple(pages)


def _agenda(day: Day, language: str) -> list[Page]:
    shown = [line for line in day.lines if line.item.kind is not AgendaKind.BREAK]
    pages = []
    # As many on each slide as on the others: two lines alone look forgotten.
    size = -(-len(shown) // -(-len(shown) // _ROWS))
    for first in range(0, len(shown), size):
        part = shown[first : first + size]
        rows = [
            [
                Field(f"{line.begins}–{line.ends}"),
                Field(_AGENDA.cut(line.item.title, 1, is_bold=True).shown, is_bold=True),
                Field(str(line.minutes), align="r"),
            ]
            for line in part
        ]
        body = close_table(("Time", "What", "Minutes"), rows, _AGENDA, language=language, description=day.title)
        notes = spoken(
            day.clocks,
            *((("DO", ("It is for one of the groups: skip the agenda of the others.",)),) if day.group else ()),
            ("SAY", ("What comes out at the end, then the times of the breaks. No more.",)),
            ("BREAKS", (f"{one.begins}–{one.ends}" for one in day.lines if one.item.kind is AgendaKind.BREAK)),
        )
        title = day.title if first == 0 else f"{day.title}, continued"
        pages.append(make_page(Layout.TABLE, title, body=body, notes=notes))
    return pages


def _pages(content: TraineeContent, day: Day, line: Line) -> list[Page]:
    item = line.item
    clock = f"{hours(line.minutes)} · {day.clocks_of(line)}"
    ends = " or ".join(one.rpartition("–")[2] for one in day.clocks_of(line).split(" or "))
    if item.kind is AgendaKind.BREAK:
        return [make_page(Layout.STATEMENT, f"{item.title} until {ends}", blocks=paragraphs(hours(line.minutes)),
                          notes=spoken(clock))]  # fmt: skip
    if line.exercise is not None:
        return _exercise(content, day, line)
    more = _voices(content) if item.id == SORTING and content.request.mode is Mode.WEBINAR else []
    layout = Layout.ACTIVITY if item.kind in _DONE_TOGETHER else Layout.STATEMENT
    told = cut(item.text or item.title, width=520 if layout is Layout.ACTIVITY else 700, size=28, lines=7)
    notes = spoken(clock, ("DO", (item.text,)), ("NEXT", (f"It ends at {ends}. Say when five minutes are left.",)))
    return [make_page(layout, item.title, blocks=paragraphs(told.shown), notes=notes, minutes=line.minutes), *more]


def _voices(content: TraineeContent) -> list[Page]:
    """Return the seven principles and, a slide each, what clients said; where each belongs stands in the guide."""
    names = (one.partition(" ")[2] for one in PRINCIPLES)
    notes = spoken("On while all vote", ("DO", ("Leave the list in the chat: people vote with a number.",)))
    asked = spoken(
        "One minute",
        ("SAY", ("Read it as she would say it. What went wrong first? One number, all at once, on “now”.",)),
        ("DO", ("Show the vote before anybody talks. One sentence from each side where it is split.",)),
        ("ANSWERS", ("They stand in the facilitator guide, not here: this deck may be shared.",)),
    )
    voices = [
        make_page(Layout.STATEMENT, sentence(words(voice)), blocks=paragraphs(f"Voice {number}"), notes=asked)
        for number, voice in enumerate(content.voices, start=1)
    ]
    return [make_page(Layout.RECAP, "Seven principles", blocks=listed(*names, is_numbered=True), notes=notes), *voices]


def _exercise(content: TraineeContent, day: Day, line: Line) -> list[Page]:
    exercise, mode = line.exercise, content.request.mode
    if exercise is None:
        return []
    steps = exercise.room if mode is Mode.IN_PERSON else exercise.webinar
    whole = [" ".join(lines(step.text)) for step in steps]
    first = [cut(plain_sentences(text)[0], width=_STEP_WIDTH, size=theme.TEXT, lines=3).shown for text in whole]
    clock = f"{hours(line.minutes)} · {day.clocks_of(line)}"
    notes = spoken(
        clock,
        ("WHY", lines(exercise.purpose)),
        ("MATERIALS", lines(exercise.materials)),
        ("STEP BY STEP", (f"{step.minutes} min. {text}" for step, text in zip(steps, whole, strict=True))),
        ("PASTE INTO THE CHAT", lines(exercise.chat) if mode is Mode.WEBINAR else ()),
        ("ANSWERS", ("They stand in the facilitator guide, not here: this deck may be shared.",)),
    )
    asked = [" ".join(one.split()).removeprefix("- ") for one in lines(exercise.debrief)]
    debrief = spoken("Within the exercise", ("ASK", asked), ("DO", ("Pairs first, then the plenary.",)))
    return [
        make_page(Layout.ACTIVITY, exercise.title, blocks=listed(*first, is_numbered=True), notes=notes,
                  minutes=line.minutes),
        make_page(Layout.RECAP, f"{exercise.title}: what did we see?", blocks=listed(*asked), notes=debrief),
    ]  # fmt: skip
