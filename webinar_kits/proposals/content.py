"""A proposal in the order of its documents: cover, the sections with their tables, annexes."""

from collections.abc import Callable, Iterator, Mapping

from courses.blocks import Block, Heading, List, ListItem, Paragraph, Text
from courses.days import day_words
from courses.proposals import RECOMMENDATION, SECTION
from courses.timetables import Timetable, make_budget, make_timetable
from courses.workshop import ProposalSection
from webinar_kits.measure import clipped
from webinar_kits.proposals import grids
from webinar_kits.proposals.citing import cited_exhibits, cited_facts, recommendation_names, titled
from webinar_kits.proposals.elements import Content, Cover, Element, Head, Numbering, Words
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.plans import draw_plan
from webinar_kits.proposals.typed import read_typed
from webinar_kits.runs import runs, words

# The title in the head of a page, as many ems as leave room for the name of the institution.
_RUNNING = 34
NOT_WRITTEN = "This section is still to be written."
NO_DAYS = "No recommendation has a start and an end that a timetable can show yet."
MOST_OVERLAPS = 6
INVENTED = "An invented institution of a training case: its people and figures are made up."
EYEBROW = "Upgrade proposal · complaint mechanism"
_FINDINGS, _ACTIVITIES, _TIMELINE, _BUDGET, _RISKS, _MONITORING = 3, 7, 13, 14, 15, 16


def make_content(paper: ProposalPaper) -> Content:
    """Return the document of a proposal, however much of it is written."""
    title = clipped(paper.title, width=_RUNNING, size=1)
    return Content(_cover(paper), f"{title} · {paper.case.title}", paper.language, tuple(_elements(paper)))


def _cover(paper: ProposalPaper) -> Cover:
    case = paper.case
    money = f"amounts in {case.currency}" + (f" ({case.currency_name})" if case.currency_name else "")
    lines = [f"Figures of the institution as on {day_words(case.as_on)}; {money}", day_words(paper.dated_on)]
    if paper.authors:
        lines.insert(0, "Prepared by " + ", ".join(paper.authors))
    unwritten = _unwritten(paper)
    if unwritten:
        lines.append(f"Still to be written: {unwritten}")
    return Cover(
        f"Draft of an {EYEBROW[0].lower()}{EYEBROW[1:]}" if unwritten else EYEBROW,
        paper.title,
        case.title,
        INVENTED if case.is_invented else "",
        tuple(lines),
    )


def _unwritten(paper: ProposalPaper) -> str:
    """Return what a proposal owes its reader, in words; empty when every section is there and something is advised."""
    sections, proposal = paper.workshop.sections, paper.proposal
    missing = [
        number for number, section in enumerate(sections, start=1) if not proposal.sections.get(section.id, "").strip()
    ]
    owed = []
    if len(missing) == len(sections):
        owed.append("all sections")
    elif missing:
        owed.append(("sections " if len(missing) > 1 else "section ") + ", ".join(map(str, missing)))
    owed += ["the findings"] if not proposal.findings else []
    owed += ["the recommendations"] if not proposal.recommendations else []
    return "; ".join(owed)


def _elements(paper: ProposalPaper) -> Iterator[Element]:
    owed = dict(_TABLES)
    for number, section in enumerate(paper.workshop.sections, start=1):
        yield from _section(paper, section, number, owed)
    number = len(paper.workshop.sections)
    for part in sorted(owed):
        number, (title, make) = number + 1, owed[part]
        yield Head(1, title, str(number), Numbering.CHAPTER)
        yield from make(paper)
    # What was typed into a section that the workshop no longer has is kept, under the section's id.
    known = {section.id for section in paper.workshop.sections}
    for name, text in paper.proposal.sections.items():
        if name not in known and text.strip():
            number += 1
            yield Head(1, name.replace("-", " ").capitalize(), str(number), Numbering.CHAPTER, f"{SECTION}:{name}")
            yield from _typed(read_typed(text), number, f"{SECTION}:{name}")
    yield from _annexes(paper)


def _section(
    paper: ProposalPaper, section: ProposalSection, number: int, owed: "dict[int, tuple[str, _Maker]]"
) -> Iterator[Element]:
    part = f"{SECTION}:{section.id}"
    yield Head(1, section.title, str(number), Numbering.CHAPTER, part)
    blocks = read_typed(paper.proposal.sections.get(section.id, ""))
    counted = 0
    if blocks:
        for element in _typed(blocks, number, part):
            counted += isinstance(element, Head) and element.level == 2
            yield element
    else:
        yield soft(NOT_WRITTEN)
    for wanted in section.parts:
        if wanted in owed:
            title, make = owed.pop(wanted)
            counted += 1
            yield Head(2, title, f"{number}.{counted}", Numbering.CHAPTER)
            yield from make(paper)


def _typed(blocks: tuple[Block, ...], chapter: int, part: str) -> Iterator[Element]:
    """Yield typed blocks, their headings numbered under the chapter; no level is left out."""
    second = third = 0
    held: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            held.append(block)
            continue
        if held:
            yield Words(tuple(held), part)
            held = []
        if block.level == 2 or second == 0:
            second, third = second + 1, 0
            yield Head(2, _plain(block), f"{chapter}.{second}", Numbering.CHAPTER)
        else:
            third += 1
            yield Head(3, _plain(block), f"{chapter}.{second}.{third}", Numbering.CHAPTER)
    if held:
        yield Words(tuple(held), part)


def soft(text: str) -> Words:
    """Return a sentence of ours, said in passing."""
    return Words((Paragraph((Text(text),)),), is_soft=True)


def _plain(heading: Heading) -> str:
    return " ".join(words(runs(heading.children)).split())


def _findings(paper: ProposalPaper) -> Iterator[Element]:
    yield grids.findings_grid(paper) if paper.proposal.findings else soft("No finding is written yet.")


def _recommendations(paper: ProposalPaper) -> Iterator[Element]:
    proposal = paper.proposal
    if not proposal.recommendations:
        yield soft("No recommendation is written yet.")
        return
    yield grids.glance_grid(paper)
    names = recommendation_names(proposal)
    for one in proposal.recommendations:
        part = f"{RECOMMENDATION}:{one.id}"
        yield Head(3, titled(one), names[one.id], Numbering.RECOMMENDATION, part)
        blocks = tuple(_flattened(read_typed(one.text)))
        yield Words(blocks, part) if blocks else soft("What is to be done is still to be written.")
        yield grids.recommendation_pairs(one, paper)


def _flattened(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks whose headings became paragraphs: below a recommendation nothing is numbered."""
    for block in blocks:
        yield Paragraph(block.children) if isinstance(block, Heading) else block


def _timetable(paper: ProposalPaper) -> Iterator[Element]:
    plan = make_timetable(paper.proposal)
    drawn = draw_plan(plan, recommendation_names(paper.proposal))
    yield drawn or soft(NO_DAYS)
    sentences = [*_left_out(paper), *_overlaps(plan)]
    if sentences:
        yield listed(sentences)


def _left_out(paper: ProposalPaper) -> Iterator[str]:
    """Yield which recommendations have no place in the timetable, and why: a plan must not look whole that is not."""
    names = recommendation_names(paper.proposal)
    both = [one for one in paper.proposal.recommendations if one.starts_on and one.ends_on]
    without = [names[one.id] for one in paper.proposal.recommendations if one not in both]
    turned = [names[one.id] for one in both if one.starts_on and one.ends_on and one.ends_on < one.starts_on]
    if without:
        yield f"Not in the timetable, as a day is still to be set: {', '.join(without)}."
    if turned:
        yield f"Not in the timetable, as the end is before the start: {', '.join(turned)}."


def _overlaps(plan: Timetable) -> Iterator[str]:
    # A name comes after words of ours: a sentence runs the way its first letter runs.
    for one in plan.overlaps[:MOST_OVERLAPS]:
        days = f"{day_words(one.starts_on)} to {day_words(one.ends_on)}"
        yield f"At the same time, {days}, {one.owner} has “{titled(one.first)}” and “{titled(one.second)}”."
    more = len(plan.overlaps) - MOST_OVERLAPS
    if more > 0:
        yield f"{more} more pieces of work of one owner overlap."


def _budget(paper: ProposalPaper) -> Iterator[Element]:
    budget = make_budget(paper.proposal, paper.case)
    if not budget.lines:
        yield soft("No recommendation has a cost yet.")
        return
    yield from grids.budget_grids(paper)
    if budget.comparisons:
        yield listed([one.text for one in budget.comparisons])


def _risks(paper: ProposalPaper) -> Iterator[Element]:
    yield grids.risks_grid(paper) if paper.proposal.risks else soft("No risk is written yet.")


def _measures(paper: ProposalPaper) -> Iterator[Element]:
    has_measures = any(one.measure.strip() for one in paper.proposal.recommendations)
    yield grids.measures_grid(paper) if has_measures else soft("No recommendation has a measure yet.")


def listed(sentences: list[str]) -> Words:
    """Return sentences of ours as a list."""
    items = tuple(ListItem((Text(sentence),)) for sentence in sentences)
    return Words((List(items, is_numbered=False),))


def _annexes(paper: ProposalPaper) -> Iterator[Element]:
    facts, exhibits = cited_facts(paper), cited_exhibits(paper)
    matrix = grids.folded_trace_grid(paper)
    yield Head(1, "From gap to measure", "A", Numbering.ANNEX)
    yield matrix if matrix.rows else soft("There is nothing to trace yet: no finding and no recommendation is written.")
    yield Head(1, "Facts cited", "B", Numbering.ANNEX)
    yield grids.cited_grid("Facts of the case", "Fact", facts) if facts else soft("No fact is cited yet.")
    yield Head(1, "Exhibits cited", "C", Numbering.ANNEX)
    yield (
        grids.cited_grid("Exhibits of the case", "Exhibit", exhibits) if exhibits else soft("No exhibit is cited yet.")
    )


_Maker = Callable[[ProposalPaper], Iterator[Element]]
_TABLES: Mapping[int, tuple[str, _Maker]] = {
    _FINDINGS: ("Findings", _findings),
    _ACTIVITIES: ("Recommendations", _recommendations),
    _TIMELINE: ("Timetable", _timetable),
    _BUDGET: ("Budget and who pays", _budget),
    _RISKS: ("Risks and answers", _risks),
    _MONITORING: ("Measures and targets", _measures),
}
