"""The first four slides of a pitch: the problem, what clients do today, the four limbs, the main findings."""

from dataclasses import dataclass, replace

from courses.cases import Exhibit, ExhibitKind, Fact
from courses.model import Layout
from courses.workshop import Limb
from webinar_kits import theme
from webinar_kits.measure import largest_size
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import make_page
from webinar_kits.pptx_shapes import ACCENT, INK, SOFT, WASH, Box, Voice, panel
from webinar_kits.workshop.cutting import Cut, cut
from webinar_kits.workshop.drawing import Field, Grid, close_table, words_box
from webinar_kits.workshop.evidence import Voice as Spoken
from webinar_kits.workshop.evidence import (
    cited_facts,
    evidence_of,
    find_figure,
    find_message,
    find_voice,
    main_findings,
)  # fmt: skip
from webinar_kits.workshop.pitch_talk import Part, Talk, count_words, lacking, name_of
from webinar_kits.workshop.speaking import left_out, spoken

_HALF = 396
_STORY = Box(CONTENT.x + _HALF + 40, CONTENT.y + 6, _HALF, 300)
_LIMB_GRID = Grid(widths=(172, 330, 330), lines=3, pad=3.5)
_CHANNEL_GRID = Grid(widths=(252, 150, 430), pad=4.5)
_AWAY, _KEEPER, _STATE, _CHANNEL = "away-from-officer", "keeper", "state", "channel"
_AVOIDS = "Avoids officer"
# Up to so many may take two lines each.
_MOST_CHANNELS, _FEW_CHANNELS = 8, 5
# What stands in a cell for which there is nothing.
NONE = "–"


def problem(talk: Talk) -> Part:
    """Return the problem in one figure and one client's words, or in the one of them that there is."""
    name, paper = "The problem", talk.paper
    figure, voice = find_figure(paper.proposal, paper.case), find_voice(paper.proposal, paper.case)
    missing = lacking(
        "" if figure else "no finding cites a number, like F7",
        "" if voice else "no client is quoted, like E4",
    )
    if figure is None and voice is None:
        return Part(name, None, missing)
    body, notes = "", [f"We speak about {paper.case.title}."]
    if figure:
        width = _HALF if voice else CONTENT.width
        fact = cut(f"{figure.fact.text} ({figure.fact.label})", width=width, size=theme.TEXT, lines=5)
        size = largest_size([figure.text], width=width, height=110, sizes=(88, 72, 60, 48, 40), is_serif=True)
        number = Voice(size=size, colour=ACCENT, is_serif=True)
        body += words_box(
            3, "Figure", Box(CONTENT.x, CONTENT.y, width, 310),
            [(figure.text, number), (fact.shown, Voice(size=theme.TEXT, colour=INK, before=14))],
            language=talk.language,
        )  # fmt: skip
        notes.append(fact.whole)
    story = _story(voice, is_alone=figure is None) if voice else None
    if story:
        body += panel(4, name="Panel", box=story.panel, colour=WASH)
        body += words_box(5, "A client", story.box, story.lines, language=talk.language, anchor="ctr")
        notes.append("Then read the client's words aloud, slowly.")
    told = " and ".join([*(["one figure"] if figure else []), *(["one voice"] if voice else [])])
    proposal = f"{paper.title}. By {', '.join(paper.authors)}." if paper.authors else f"{paper.title}."
    page = make_page(
        Layout.TABLE,
        find_message(paper.proposal) or f"The problem, in {told}",
        body=body,
        notes=spoken(
            talk.clock,
            ("SAY", notes),
            ("IN FULL", (proposal, *(left_out(story.words) if story else ()))),
            ("IF ASKED", _facts(talk)),
        ),
    )
    return Part(name, page, missing)


@dataclass(frozen=True, slots=True)
class _Story:
    """What a client says, as it stands in its panel."""

    words: Cut
    lines: tuple[tuple[str, Voice], ...]
    panel: Box
    box: Box


def _story(voice: Spoken, *, is_alone: bool) -> _Story:
    outer = Box(CONTENT.x, _STORY.y, CONTENT.width, _STORY.height) if is_alone else _STORY
    inner = Box(outer.x + 24, outer.y + 20, outer.width - 48, outer.height - 40)
    told = cut(voice.words, width=inner.width, size=26, lines=6, is_serif=True)
    source = cut(f"{voice.exhibit.label}: {voice.exhibit.title}", width=inner.width, size=theme.SMALL, lines=1)
    lines = (
        (f"“{told.shown}”", Voice(size=26, is_serif=True, colour=INK)),
        (source.shown, Voice(size=theme.SMALL, colour=SOFT, before=12)),
    )
    return _Story(told, lines, outer, inner)


def channels(talk: Talk) -> Part:
    """Return what clients can do today, as the case maps it."""
    case = talk.paper.case
    paper = next((one for one in case.exhibits if one.kind is ExhibitKind.MAP), None)
    if paper is None:
        return Part("What clients do today", None)
    heads = {column.id: column.label for column in paper.columns}
    middle = next((one for one in (_AWAY, _KEEPER) if one in heads), paper.columns[-1].id)
    cells = [_channel(paper, row.cells, middle) for row in paper.rows]
    grid = _CHANNEL_GRID if len(cells) > _FEW_CHANNELS else replace(_CHANNEL_GRID, lines=2)
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
        talk.clock,
        ("SAY", ("Take one row, not all of them: tell what happens to a client who tries it.",)),
        ("IF ASKED", (f"{fact.label}: {fact.text}" if fact else "", f"Source: {paper.label}, {paper.title}.")),
        ("IN FULL", (_told(paper, row.cells) for row in paper.rows)),
    )
    return Part("What clients do today", make_page(Layout.TABLE, title, body=body, notes=notes))


def limbs(talk: Talk) -> Part:
    """Return the limbs that fall short as they are and as they would be; of the others nothing is said."""
    known = talk.paper.workshop.limbs
    all_of_them = [_limb_cuts(talk, limb) for limb in known]
    cuts = [one for one in all_of_them if not one[3]]
    late = [limb.id for limb, one in zip(known, all_of_them, strict=True) if not one[3] and one[4]]
    missing = lacking(
        _of_limb("no finding on", [limb.id for limb, one in zip(known, all_of_them, strict=True) if one[3]]),
        _of_limb("no answer to what falls short in", late),
    )
    if not cuts:
        return Part("The four limbs", None, ("no finding on any of them",))
    rows = [
        [Field(one.shown, is_bold=True), Field(today.shown), Field(then.shown, is_soft=is_late)]
        for one, today, then, _, is_late in cuts
    ]
    has_answers = len(late) < len(cuts)
    body = close_table(
        ("Limb", "Today", "Tomorrow") if has_answers else ("Limb", "Today"),
        rows if has_answers else [row[:2] for row in rows],
        _LIMB_GRID if has_answers else replace(_LIMB_GRID, widths=_LIMB_GRID.widths[:2]), language=talk.language,
        description="Limbs of a complaint mechanism, today and after the upgrade",
    )  # fmt: skip
    title = _limbs_title(len(cuts), of=len(known), is_answered=not late)
    say = "Read one line across: today, then tomorrow. The board can read the rest."
    notes = spoken(
        talk.clock,
        ("SAY", (say,)),
        ("IN FULL", left_out(*(one for _, today, then, _, _ in cuts for one in (today, then)))),
    )
    return Part("The four limbs", make_page(Layout.TABLE, title, body=body, notes=notes), missing)


def findings(talk: Talk) -> Part:
    """Return the three findings that matter most, each with its evidence."""
    paper = talk.paper
    main = main_findings(paper.proposal, paper.case, paper.workshop)
    if not main:
        return Part("The findings", None, ("no finding: say what falls short, and which fact shows it",))
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
        evidence = cut(source, width=width, size=theme.SMALL, lines=1)
        body += words_box(
            3 + 2 * place, f"Number {place + 1}", Box(CONTENT.x, top, 50, height),
            [(str(place + 1), Voice(size=40, colour=ACCENT, is_serif=True))], language=talk.language,
        )  # fmt: skip
        body += words_box(
            4 + 2 * place, f"Finding {place + 1}", Box(CONTENT.x + 64, top + 8, width, height - 8),
            [(told.shown, Voice(size=theme.TEXT)),
             *([(evidence.shown, Voice(size=theme.SMALL, colour=SOFT, before=4))] if source else [])],
            language=talk.language,
        )  # fmt: skip
    count = sum(1 for one in paper.proposal.findings if one.text.strip())
    found = "The gaps that we found" if count > 1 else "The gap that we found"
    title = f"Of {count} gaps, these {len(main)} matter most" if count > len(main) else found
    notes = spoken(
        talk.clock,
        ("SAY", ("One sentence for each; the numbers of the facts are on the slide for who wants to look.",)),
        ("IN FULL", left_out(*cuts)),
        ("IF ASKED", (f"{fact.label}: {fact.text}" for one in main for fact in cited_facts_of(talk, one.facts))),
    )
    bare = sum(1 for one in paper.proposal.findings if one.text.strip() and not evidence_of(one, paper.case))
    missing = lacking(f"the fact that shows it, for {count_words(bare, 'finding')}" if bare else "")
    return Part("The findings", make_page(Layout.TABLE, title, body=body, notes=notes), missing)


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
    today, then = " ".join(_sentence(one.text) for one in own), "; ".join(answers) or NONE
    grid = _LIMB_GRID
    return (
        grid.cut(f"({limb.id}) {limb.title}", 0, is_bold=True),
        grid.cut(today, 1),
        grid.cut(then, 2),
        not own,
        not answers,
    )


def _limbs_title(short: int, *, of: int, is_answered: bool) -> str:
    """Return the message of the limbs: of those with no finding nobody knows yet that they do not fall short."""
    if short == of:
        return f"All {of} limbs fall short today{'; each gets an answer' if is_answered else ''}"
    return "What falls short today, and what will be" if is_answered else "What falls short today"


def _of_limb(lead: str, limbs: list[str]) -> str:
    return f"{lead} {', '.join(f'({limb})' for limb in limbs)}" if limbs else ""


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "!", "?", "…")) else plain + "."
