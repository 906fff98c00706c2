"""The slides of a debrief: heat map, excerpts, gaps, errors of fact, rubric, questions."""

from collections.abc import Sequence

from courses.cases import Case
from courses.model import Layout
from courses.workshop import ProposalPart, Workshop
from webinar_kits import theme
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import Page, make_page
from webinar_kits.pptx_shapes import SOFT, Box, Voice
from webinar_kits.theme import look, tint
from webinar_kits.workshop.debrief_data import Column, Debrief, Mark
from webinar_kits.workshop.debrief_words import GENERIC, gap_words
from webinar_kits.workshop.drawing import Field, Grid, close_table, listed, paragraphs, plain_box, words_box
from webinar_kits.workshop.pitch_talk import count_words
from webinar_kits.workshop.speaking import left_out, spoken

_LANGUAGE = "en-GB"
_MOST_COLUMNS = 12
_SIGN = {Mark.DONE: "●", Mark.BEGUN: "○", Mark.MISSING: "–"}
_CELL, _SUM = 30.0, 78.0
_GAPS = Grid(widths=(660, 172), lines=1, size=22, pad=9)
_ERRORS = Grid(widths=(80, 600, 152), lines=2, size=theme.SMALL, pad=4.5)
_LEVELS = Grid(widths=(372, 90, 90, 90, 90, 100), size=20, pad=9)
_MOST_QUESTIONS = 5
_MOST_LEAST = 2


def heat_map(found: Debrief, workshop: Workshop) -> tuple[Page, ...]:
    """Return the coverage of the parts by proposal, nine parts and twelve proposals on a slide."""
    half = (len(workshop.parts) + 1) // 2
    return tuple(
        _heat_page(found, workshop.parts[start : start + half], start, found.columns[first : first + _MOST_COLUMNS])
        for first in range(0, len(found.columns), _MOST_COLUMNS)
        for start in range(0, len(workshop.parts), half)
    )


def _heat_page(found: Debrief, parts: Sequence[ProposalPart], start: int, columns: Sequence[Column]) -> Page:
    colour = look("complaints").colour
    grounds = {Mark.DONE: tint(colour, percent=42), Mark.BEGUN: tint(colour, percent=14), Mark.MISSING: ""}
    name = CONTENT.width - len(columns) * _CELL - _SUM
    grid = Grid(widths=(name, *[_CELL] * len(columns), _SUM), pad=3.6, inset=8)
    rows, cuts = [], []
    for place, part in enumerate(parts, start=start):
        label = grid.cut(f"{part.number} {part.title}", 0)
        cuts.append(label)
        done = sum(1 for one in found.columns if one.marks[place] is Mark.DONE)
        marks = [
            Field(_SIGN[one.marks[place]], align="ctr", ground=grounds[one.marks[place]], is_narrow=True)
            for one in columns
        ]
        rows.append([Field(label.shown), *marks, Field(f"{done} of {found.proposals}", align="r")])
    body = close_table(
        ("Part", *(one.letter.upper() for one in columns), "Done"), rows, grid, language=_LANGUAGE,
        description=f"Parts {parts[0].number} to {parts[-1].number} of each proposal: done, begun or missing",
    )  # fmt: skip
    top = CONTENT.y + (len(rows) + 1) * grid.row_height + 5
    body += words_box(
        4, "Signs", Box(CONTENT.x, top, CONTENT.width, 24),
        [("●  done    ○  begun    –  missing", Voice(size=theme.SMALL, colour=SOFT))], language=_LANGUAGE,
    )  # fmt: skip
    counted = [
        (sum(1 for one in found.columns if one.marks[place] is Mark.DONE), part)
        for place, part in enumerate(parts, start=start)
    ]
    least = min(counted, key=lambda one: one[0])
    notes = spoken(
        "2 minutes",
        ("SAY", (f"Least is done of part {least[1].number}, {least[1].title}: {least[0]} of {found.proposals}.",)),
        ("ASK", ("What made this part hard: the case, the time, or that nobody asked for it?",)),
        ("IN FULL", (f"{part.number} {part.title}: done in {done} of {found.proposals}." for done, part in counted)),
    )
    title = f"Parts {parts[0].number} to {parts[-1].number}: {_least_words(counted, found.proposals)}"
    return make_page(Layout.TABLE, title, body=body, notes=notes)


def _least_words(counted: Sequence[tuple[int, ProposalPart]], proposals: int) -> str:
    """Return in a few words which parts are done least."""
    fewest = min(done for done, _ in counted)
    parts = [str(part.number) for done, part in counted if done == fewest]
    if fewest == proposals:
        return "all are done"
    if len(parts) > _MOST_LEAST:
        return f"{len(parts)} of them done in {fewest} of {proposals}"
    named = " and ".join(parts)
    return f"least is done of {named}"


def excerpts(found: Debrief, workshop: Workshop) -> tuple[Page, ...]:
    """Return the strongest excerpt of each limb, a slide each; a limb without one says so."""
    return tuple(_excerpt_page(found, workshop, limb.id) for limb in workshop.limbs)


def _excerpt_page(found: Debrief, workshop: Workshop, limb_id: str) -> Page:
    limb = next(one for one in workshop.limbs if one.id == limb_id)
    text = next((one.text for one in found.excerpts if one.limb == limb_id), "")
    title = f"({limb.id}) {limb.title}"
    ask = ("ASK", ("What makes it strong? Which fact would you add?", f"The limb: {limb.text}"))
    if not text:
        advice = (
            "No finding of this limb cites a fact and an indicator without an error. "
            "Write one together, now: what does the case show?"
        )
        body = plain_box(advice, language=_LANGUAGE)
        return make_page(Layout.TABLE, title, body=body, notes=spoken("3 minutes", ask))
    why = (
        "It cites a fact of the case and an indicator and contradicts no fact. Of several, the one whose answer is "
        "complete was taken, then the one of the proposal that the trainer scored higher, then the one with more "
        "evidence."
    )
    notes = spoken(
        "2 minutes", ("SAY", ("Read it aloud. It is from one of your proposals.",)), ask, ("WHY THIS ONE", (why,))
    )
    return make_page(Layout.CASE, title, blocks=paragraphs(f"“{text}”"), notes=notes)


def gaps(found: Debrief, workshop: Workshop) -> Page:
    """Return what is missing most often."""
    if not found.gaps:
        body = plain_box("Nothing is missing. Each gap has an answer.", language=_LANGUAGE)
        return make_page(Layout.TABLE, "The commonest gaps", body=body, notes=spoken("1 minute"))
    told = [(gap_words(one.code, workshop), one.proposals) for one in found.gaps]
    cuts = [_GAPS.cut(words.gap, 0) for words, _ in told]
    rows = [
        [Field(text.shown), Field(f"{count} of {found.proposals}", align="r")]
        for text, (_, count) in zip(cuts, told, strict=True)
    ]
    body = close_table(
        ("What is missing", "Proposals"), rows, _GAPS, language=_LANGUAGE, description="The commonest gaps"
    )  # fmt: skip
    notes = spoken(
        "5 minutes",
        ("DO", ("Everybody opens the own trace matrix and mends one of these, now, in three minutes.",)),
        ("ASK", (words.question for words, _ in told)),
        ("IN FULL", left_out(*cuts)),
    )
    return make_page(Layout.TABLE, "The commonest gaps", body=body, notes=notes)


def errors(found: Debrief, case: Case) -> Page:
    """Return the facts that drafts contradict most often."""
    facts = [(fact, one.proposals) for one in found.errors if (fact := case.find_fact(one.fact)) is not None]
    if not facts:
        text = "No draft contradicts a fact. Ask how they checked: it is worth telling."
        body = plain_box(text, language=_LANGUAGE)
        return make_page(Layout.TABLE, "Facts that went wrong", body=body, notes=spoken("1 minute"))
    cuts = [_ERRORS.cut(fact.text, 1) for fact, _ in facts]
    rows = [
        [Field(fact.label, is_bold=True), Field(text.shown), Field(f"{count} of {found.proposals}", align="r")]
        for text, (fact, count) in zip(cuts, facts, strict=True)
    ]
    body = close_table(
        ("Fact", "The case says", "Wrong in"), rows, _ERRORS, language=_LANGUAGE,
        description="The facts that most proposals contradict",
    )  # fmt: skip
    notes = spoken(
        "3 minutes",
        ("SAY", ("A board forgives an opinion. It does not forgive a number that its own papers correct.",)),
        ("ASK", ("Where did the wrong number come from: a person, a paper, or your memory?",)),
        ("IN FULL", (f"{fact.label}: {fact.text} Shown in {_papers(fact.exhibits, case)}." for fact, _ in facts)),
    )
    return make_page(Layout.TABLE, "Facts that went wrong", body=body, notes=notes)


def rubric(found: Debrief, workshop: Workshop) -> tuple[Page, ...]:
    """Return how often each level was given; no slide before three proposals have reviews."""
    if not found.spreads:
        return ()
    titles = {one.id: one.title for one in workshop.rubric.criteria}
    rows = []
    for one in found.spreads:
        mean = sum(level * count for level, count in enumerate(one.levels, start=1)) / sum(one.levels)
        counts = [Field(str(count), align="r") for count in one.levels]
        name = _LEVELS.cut(titles.get(one.criterion, one.criterion), 0).shown
        rows.append([Field(name), *counts, Field(f"{mean:.1f}", align="r", is_bold=True)])
    body = close_table(
        ("Criterion", "1", "2", "3", "4", "Mean"), rows, _LEVELS, language=_LANGUAGE,
        description="How often each level was given for each criterion, and the mean",
    )  # fmt: skip
    weakest = _weakest(found, workshop)
    notes = spoken(
        "3 minutes",
        ("SAY", (f"{count_words(found.reviews, 'review')}, by peers and trainers. Widest apart is worth most talk.",)),
        ("ASK", (f"{weakest}: read level 3 aloud. What would it have taken?" if weakest else "",)),
        ("WHAT IS COUNTED", ("Submitted reviews; none that is flagged and not settled, none set aside.",)),
    )
    title = count_words(found.reviews, "review") + (f": lowest is “{weakest}”" if weakest and _differ(found) else "")
    return (make_page(Layout.TABLE, title, body=body, notes=notes),)


def questions(found: Debrief, case: Case, workshop: Workshop) -> Page:
    """Return questions for the plenary: from the gaps, the errors and the rubric, then such as always help."""
    asked = [gap_words(one.code, workshop).question for one in found.gaps[:2]]
    wrong = next((fact for one in found.errors if (fact := case.find_fact(one.fact)) is not None), None)
    if wrong is not None:
        asked.append(f"Why was {wrong.label} so easy to get wrong, and who in the case gets it wrong too?")
    if weakest := _weakest(found, workshop):
        asked.append(f"{weakest}: whose level 2 could become a 3 in an hour, and how?")
    asked = [*asked, *GENERIC][:_MOST_QUESTIONS]
    notes = spoken(
        "15 minutes",
        ("DO", ("One question at a time. Two minutes in pairs first, then the plenary. Silence is allowed.",)),
        ("ASK", asked),
        ("MORE", [one for one in GENERIC if one not in asked]),
        ("DO", ("Close with one sentence each: what I shall change in our proposal tonight.",)),
    )
    return make_page(Layout.RECAP, "Questions for all of us", blocks=listed(*asked, is_numbered=True), notes=notes)


def _weakest(found: Debrief, workshop: Workshop) -> str:
    titles = {one.id: one.title for one in workshop.rubric.criteria}
    rated = [
        (sum(level * count for level, count in enumerate(one.levels, start=1)) / sum(one.levels), one.criterion)
        for one in found.spreads
    ]
    return titles.get(min(rated)[1], "") if rated else ""


def _differ(found: Debrief) -> bool:
    """Tell whether one criterion stands below the others: of equal ones none is the lowest."""
    means = sorted(
        sum(level * count for level, count in enumerate(one.levels, start=1)) / sum(one.levels) for one in found.spreads
    )
    return len(means) > 1 and means[0] < means[1]


def _papers(ids: Sequence[str], case: Case) -> str:
    labels = [one.label for one in case.exhibits if one.id in ids]
    return ", ".join(labels) or "the list of facts"
