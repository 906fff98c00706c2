"""The end of a pitch: what may go wrong, and the one decision that is asked for."""

import re
from itertools import pairwise

from courses.blocks import List, ListItem, Paragraph, Text
from courses.model import Layout
from courses.timetables import NO_PAYER, shown_money
from webinar_kits.pptx_layouts import SPOTS
from webinar_kits.pptx_pages import make_page
from webinar_kits.proposals.typed import read_typed
from webinar_kits.runs import runs, words
from webinar_kits.workshop.cutting import cut, plain_sentences
from webinar_kits.workshop.drawing import Field, Grid, close_table
from webinar_kits.workshop.evidence import SUMMARY
from webinar_kits.workshop.pitch_talk import Part, Talk, count_words, day_words, lacking
from webinar_kits.workshop.speaking import left_out, spoken

_MOST_RISKS = 4
_RISKS = Grid(widths=(386, 446), lines=3, pad=3.5)
_ASKS = re.compile(r"\b(ask|asks|decide|decides|decision|approve|approves|approval)\b", re.IGNORECASE)
_MOST_POINTS = 4


def risks(talk: Talk) -> Part:
    """Return what may go wrong and what is done about it; a risk without an answer is for the notes."""
    named = [one for one in talk.paper.proposal.risks if one.text.strip()]
    found = [one for one in named if one.answer.strip()]
    open_ones = [one for one in named if not one.answer.strip()]
    missing = lacking(f"the answer to {count_words(len(open_ones), 'risk')}" if open_ones else "")
    if not found:
        return Part("The risks", None, missing or ("no risk: a board asks what could stop it, name it first",))
    cuts = [(_RISKS.cut(one.text, 0, is_bold=True), _RISKS.cut(one.answer, 1)) for one in found[:_MOST_RISKS]]
    rows = [[Field(risk.shown, is_bold=True), Field(answer.shown)] for risk, answer in cuts]
    body = close_table(
        ("What may go wrong", "What we do about it"), rows, _RISKS, language=talk.language,
        description=f"{count_words(len(rows), 'risk')} and the answers to them",
    )  # fmt: skip
    notes = spoken(
        talk.clock,
        ("SAY", ("Name the risk that you fear most yourself. It is believed more than three that nobody fears.",)),
        ("IN FULL", left_out(*(one for row in cuts for one in row))),
        ("NOT ON THE SLIDE", (f"{one.text.strip()} – {one.answer.strip()}" for one in found[_MOST_RISKS:])),
        ("WITHOUT AN ANSWER", (one.text.strip() for one in open_ones)),
        ("WHO LOOKS AFTER IT", (f"{one.text.strip()}: {one.owner.strip()}" for one in found if one.owner.strip())),
    )
    return Part(
        "The risks", make_page(Layout.TABLE, "What could stop it, and our answer", body=body, notes=notes), missing
    )


def decision(talk: Talk) -> Part:
    """Return the decision that the board is asked for: the sentence of the summary that asks, and its sum and days.

    While no sentence asks, the measures are what is asked for.
    """
    asked, points = _asked(talk.paper.proposal.sections.get(SUMMARY, ""))
    missing = lacking("" if asked else "no sentence asks for it: put it last in the summary")
    count = len(talk.paper.proposal.recommendations)
    if not asked and not count:
        return Part("The decision", None, missing)
    spot, below = SPOTS[Layout.QUESTION][:2]
    told = cut(
        asked or f"We ask the board to decide on {'this measure' if count == 1 else f'these {count} measures'}.",
        width=spot.box.width - 20, size=36, lines=4, is_serif=True,
    )  # fmt: skip
    facts = _facts(talk)
    if not asked and not talk.has_costs:
        # How many measures they are stands in the words above already.
        facts = facts[1:]
    points, more = points[:_MOST_POINTS], points[_MOST_POINTS:]
    cuts = [cut(one, width=below.box.width - 60, size=26, lines=1) for one in points]
    shown = (*(one.shown for one in cuts), " · ".join(facts[:2])) if points else facts
    items = tuple(ListItem((Text(one),)) for one in shown if one)
    notes = spoken(
        talk.clock,
        ("SAY", ("Read the sentence. Then be silent until somebody of the board speaks.", told.whole)),
        ("IN FULL", left_out(told, *cuts)),
        ("NOT ON THE SLIDE", more),
        ("THE FACTS OF THE DECISION", facts),
    )
    blocks = (List(items, is_numbered=False),) if items else ()
    return Part("The decision", make_page(Layout.QUESTION, told.shown, blocks=blocks, notes=notes), missing)


def _asked(summary: str) -> tuple[str, tuple[str, ...]]:
    """Return the last sentence that asks, and the points of the list that it leads to, where it leads to one."""
    blocks = read_typed(summary)
    for block, after in reversed(tuple(pairwise(blocks))):
        if isinstance(block, Paragraph) and isinstance(after, List):
            told = plain_sentences(words(runs(block.children)))
            if told and _ASKS.search(told[-1]):
                return told[-1].rstrip(" :"), tuple(_point(item) for item in after.items)
    sentences = plain_sentences(summary)
    asked = next((one for one in reversed(sentences) if _ASKS.search(one)), "")
    return asked[:1].upper() + asked[1:], ()


def _point(item: ListItem) -> str:
    told = " ".join(words(runs(item.children)).split()).rstrip(" ;.,")
    return told[:1].upper() + told[1:]


def _facts(talk: Talk) -> tuple[str, ...]:
    """Return how much, when and by whom it is paid, as far as it is known."""
    budget, plan, currency = talk.budget, talk.timetable, talk.paper.case.currency
    measures = talk.paper.proposal.recommendations
    if not measures:
        return ()
    what = count_words(len(measures), "measure")
    if talk.has_costs:
        what += f", {shown_money(budget.total, currency)}"
        what += f" for {len(budget.lines)} of them" if len(budget.lines) < len(measures) else ""
    days = f"From {day_words(plan.starts_on)} to {day_words(plan.ends_on)}" if plan.starts_on and plan.ends_on else ""
    payers = [one.payer for one in budget.payers if one.payer != NO_PAYER][:3]
    who = cut(f"Paid by {_joined(payers)}", width=700, size=28, lines=1).shown if payers else ""
    return lacking(what, days, who)


def _joined(payers: list[str]) -> str:
    """Return payers in a row; with “and” between them only where no name holds one."""
    return " and ".join(payers) if not any(" and " in one for one in payers) else "; ".join(payers)
