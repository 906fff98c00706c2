"""The first four slides of a pitch: the problem, what clients do today, the four limbs, the main findings."""

from courses.cases import Exhibit, ExhibitKind, Fact
from courses.model import Layout
from courses.workshop import Limb
from webinar_kits import theme
from webinar_kits.measure import largest_size
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import Page, make_page
from webinar_kits.pptx_shapes import ACCENT, INK, SOFT, WASH, Box, Voice, panel
from webinar_kits.workshop.cutting import Cut, cut
from webinar_kits.workshop.drawing import Field, Grid, close_table, unwritten_box, words_box
from webinar_kits.workshop.evidence import (
    cited_facts,
    evidence_of,
    find_figure,
    find_message,
    find_voice,
    main_findings,
)  # fmt: skip
from webinar_kits.workshop.pitch_talk import Talk, name_of
from webinar_kits.workshop.speaking import NOT_YET, left_out, spoken

_HALF = 396
_STORY = Box(CONTENT.x + _HALF + 40, CONTENT.y + 6, _HALF, 300)
_LIMB_GRID = Grid(widths=(172, 330, 330), lines=3, pad=3.5)
_CHANNEL_GRID = Grid(widths=(252, 150, 430), pad=4.5)
_AWAY, _KEEPER, _STATE, _CHANNEL = "away-from-officer", "keeper", "state", "channel"
_AVOIDS = "Avoids officer"
_MOST_CHANNELS = 8


def problem(talk: Talk) -> Page:
    """Return the problem in one figure and one client's words."""
    paper = talk.paper
    figure, voice = find_figure(paper.proposal, paper.case), find_voice(paper.proposal, paper.case)
    fact = cut(
        f"{figure.fact.text} ({figure.fact.label})"
        if figure
        else f"{NOT_YET}no finding cites a fact with a number. Cite the one that shows the problem, like F7.",
        width=_HALF, size=theme.TEXT, lines=5,
    )  # fmt: skip
    shown = figure.text if figure else "?"
    size = largest_size([shown], width=_HALF, height=110, sizes=(88, 72, 60, 48, 40), is_serif=True)
    number = Voice(size=size, colour=ACCENT, is_serif=True)
    body = words_box(
        3, "Figure", Box(CONTENT.x, CONTENT.y, _HALF, 310),
        [(shown, number), (fact.shown, Voice(size=theme.TEXT, colour=INK, before=14))], language=talk.language,
    )  # fmt: skip
    told = voice.words if voice else f"{NOT_YET}no client speaks yet. Quote one with the exhibit, like E4."
    story = cut(told, width=_HALF - 48, size=26, lines=6, is_serif=bool(voice))
    lines = [(f"“{story.shown}”" if voice else story.shown, Voice(size=26, is_serif=bool(voice), colour=INK))]
    if voice:
        source = cut(f"{voice.exhibit.label}: {voice.exhibit.title}", width=_HALF - 48, size=theme.SMALL, lines=1)
        lines.append((source.shown, Voice(size=theme.SMALL, colour=SOFT, before=12)))
    inner = Box(_STORY.x + 24, _STORY.y + 20, _STORY.width - 48, _STORY.height - 40)
    body += panel(4, name="Panel", box=_STORY, colour=WASH)
    body += words_box(5, "A client", inner, lines, language=talk.language, anchor="ctr")
    generic = "The problem, in one figure and one voice" if figure or voice else "The problem"
    title = find_message(paper.proposal) or generic
    proposal = f"{paper.title}. By {', '.join(paper.authors)}." if paper.authors else f"{paper.title}."
    notes = spoken(
        "1 minute · 0:00–1:00",
        ("SAY", (f"We speak about {paper.case.title}.", fact.whole, "Then read the client's words aloud, slowly.")),
        ("IN FULL", (proposal, *left_out(story))),
        ("IF ASKED", _facts(talk)),
    )
    return make_page(Layout.TABLE, title, body=body, notes=notes)


def channels(talk: Talk) -> Page:
    """Return what clients can do today, as the case maps it."""
    case = talk.paper.case
    paper = next((one for one in case.exhibits if one.kind is ExhibitKind.MAP), None)
    if paper is None:
        text = "The case has no map of channels: tell from the interviews what clients do when something is wrong."
        body = words_box(3, "Text", CONTENT, [(text, Voice(size=28))], language=talk.language)
        return make_page(Layout.TABLE, "What clients do today", body=body, notes=spoken("1 minute · 1:00–2:00"))
    heads = {column.id: column.label for column in paper.columns}
    middle = next((one for one in (_AWAY, _KEEPER) if one in heads), paper.columns[-1].id)
    cells = [_channel(paper, row.cells, middle) for row in paper.rows]
    grid = _CHANNEL_GRID
    cuts = [tuple(grid.cut(text, place, is_bold=not place) for place, text in enumerate(row)) for row in cells]
    rows = [
        [Field(way.shown, is_bold=True), Field(second.shown), Field(state.shown)]
        for way, second, state in cuts[:_MOST_CHANNELS]
    ]
    second_head = _AVOIDS if middle == _AWAY else grid.cut(heads[middle], 1, is_bold=True).shown
    body = close_table(
        ("Way in", second_head, "State today"), rows, grid, language=talk.language,
        description=f"{len(rows)} ways to complain and their state, from {paper.label}",
    )  # fmt: skip
    free = sum(1 for _, second, _ in cells if second == "yes")
    title = (
        f"{len(cells)} ways in on paper, {free or 'none'} of them without the officer"
        if middle == _AWAY
        else f"{len(cells)} ways in on paper, and what they are today"
    )
    fact = next((one for one in cited_facts(talk.paper.proposal, case) if "way to complain" in one.text), None)
    notes = spoken(
        "1 minute · 1:00–2:00",
        ("SAY", ("Take one row, not all of them: tell what happens to a client who tries it.",)),
        ("IF ASKED", (f"{fact.label}: {fact.text}" if fact else "", f"Source: {paper.label}, {paper.title}.")),
        ("IN FULL", (_told(paper, row.cells) for row in paper.rows)),
    )
    return make_page(Layout.TABLE, title, body=body, notes=notes)


def limbs(talk: Talk) -> Page:
    """Return the four limbs as they are and as they would be."""
    cuts = [_limb_cuts(talk, limb) for limb in talk.paper.workshop.limbs]
    rows = [
        [Field(one.shown, is_bold=True), Field(today.shown, is_soft=is_open), Field(then.shown, is_soft=is_late)]
        for one, today, then, is_open, is_late in cuts
    ]
    body = close_table(
        ("Limb", "Today", "Tomorrow"), rows, _LIMB_GRID, language=talk.language,
        description="The four limbs of a complaint mechanism, today and after the upgrade",
    )  # fmt: skip
    open_limbs = sum(1 for *_, is_open, is_late in cuts if is_open or is_late)
    short = sum(1 for *_, is_open, _ in cuts if not is_open)
    answered = sum(1 for *_, is_open, is_late in cuts if not is_open and not is_late)
    title = (
        f"{_of_limbs(short, len(cuts))} today; {_answers(answered, short)}"
        if short
        else "Four limbs: what there is, what there will be"
    )
    say = "Read one line across: today, then tomorrow. The board can read the rest."
    notes = spoken(
        "1 minute · 2:00–3:00",
        ("SAY", (say, f"{open_limbs} of {len(cuts)} limbs are not yet written in full." if open_limbs else "")),
        ("IN FULL", left_out(*(one for _, today, then, _, _ in cuts for one in (today, then)))),
    )
    return make_page(Layout.TABLE, title, body=body, notes=notes)


def findings(talk: Talk) -> Page:
    """Return the three findings that matter most, each with its evidence."""
    paper = talk.paper
    main = main_findings(paper.proposal, paper.case, paper.workshop)
    if not main:
        text = "no finding. Say what falls short, of which indicator, and which fact shows it."
        body = unwritten_box(text, language=talk.language)
        return make_page(Layout.TABLE, "What we found", body=body, notes=spoken("1 minute · 3:00–4:00"))
    body, height = "", 310 / max(2, len(main))
    cuts: list[Cut] = []
    width = CONTENT.width - 64
    for place, finding in enumerate(main):
        lines = max(2, int((height - 46) // (theme.TEXT * 1.2)))
        told = cut(finding.text, width=width, size=theme.TEXT, lines=min(3, lines))
        cuts.append(told)
        top = CONTENT.y + place * height
        standards = {one.id: one.standard for one in paper.workshop.indicators}
        short_of = sorted({standards[one] for one in finding.indicators if one in standards})
        source = " · ".join((*evidence_of(finding, paper.case), *(f"standard {one}" for one in short_of)))
        evidence = cut(source or f"{NOT_YET}which fact shows it", width=width, size=theme.SMALL, lines=1)
        body += words_box(
            3 + 2 * place, f"Number {place + 1}", Box(CONTENT.x, top, 50, height),
            [(str(place + 1), Voice(size=40, colour=ACCENT, is_serif=True))], language=talk.language,
        )  # fmt: skip
        body += words_box(
            4 + 2 * place, f"Finding {place + 1}", Box(CONTENT.x + 64, top + 8, width, height - 8),
            [(told.shown, Voice(size=theme.TEXT)), (evidence.shown, Voice(size=theme.SMALL, colour=SOFT, before=4))],
            language=talk.language,
        )  # fmt: skip
    count = sum(1 for one in paper.proposal.findings if one.text.strip())
    found = "The gaps that we found" if count > 1 else "The gap that we found"
    title = f"Of {count} gaps, these {len(main)} matter most" if count > len(main) else found
    notes = spoken(
        "1 minute · 3:00–4:00",
        ("SAY", ("One sentence for each; the numbers of the facts are on the slide for who wants to look.",)),
        ("IN FULL", left_out(*cuts)),
        ("IF ASKED", (f"{fact.label}: {fact.text}" for one in main for fact in cited_facts_of(talk, one.facts))),
    )
    return make_page(Layout.TABLE, title, body=body, notes=notes)


def cited_facts_of(talk: Talk, numbers: tuple[int, ...]) -> tuple[Fact, ...]:
    """Return the facts of those numbers that the case has."""
    return tuple(fact for number in numbers if (fact := talk.paper.case.find_fact(number)) is not None)


def _facts(talk: Talk) -> tuple[str, ...]:
    facts = cited_facts(talk.paper.proposal, talk.paper.case)[:4]
    return tuple(f"{fact.label}: {fact.text}" for fact in facts)


def _channel(paper: Exhibit, cells: tuple[str, ...], middle: str) -> tuple[str, str, str]:
    found = {column.id: cell for column, cell in zip(paper.columns, cells, strict=True)}
    second = found[middle]
    if middle == _AWAY:
        # "no: stands beside the desks" and "yes, if it worked": the condition of a yes is worth its room.
        second = second if second.startswith("yes") else second.replace(",", " ").replace(":", " ").split(" ")[0]
    return found.get(_CHANNEL, cells[0]), second, found.get(_STATE, cells[-1])


def _told(paper: Exhibit, cells: tuple[str, ...]) -> str:
    first, *rest = zip(paper.columns, cells, strict=True)
    return f"{first[1]}. " + "; ".join(f"{column.label}: {cell}" for column, cell in rest if cell) + "."


def _limb_cuts(talk: Talk, limb: Limb) -> tuple[Cut, Cut, Cut, bool, bool]:
    own = [one for one in talk.paper.proposal.findings if one.limb == limb.id and one.text.strip()]
    answers = dict.fromkeys(name_of(one) for finding in own for one in talk.answers_to(finding))
    today = " ".join(_sentence(one.text) for one in own) or f"{NOT_YET}what the case shows"
    then = "; ".join(answers) or f"{NOT_YET}what will be done"
    grid = _LIMB_GRID
    return (
        grid.cut(f"({limb.id}) {limb.title}", 0, is_bold=True),
        grid.cut(today, 1),
        grid.cut(then, 2),
        not own,
        not answers,
    )


def _of_limbs(short: int, limbs: int) -> str:
    if short == limbs:
        return f"All {limbs} limbs fall short"
    return f"{short} of {limbs} limbs fall{'s' if short == 1 else ''} short"


def _answers(answered: int, short: int) -> str:
    if answered == short:
        return "each gets an answer" if short > 1 else "it gets an answer"
    return f"{answered or 'none'} of them get{'s' if answered < 2 else ''} an answer"


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "!", "?", "…")) else plain + "."
