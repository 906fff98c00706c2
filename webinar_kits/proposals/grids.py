"""The tables of a proposal: findings, recommendations, budget, risks, measures, the matrix, what is cited."""

from dataclasses import replace
from decimal import Decimal

from courses.cases import Case
from courses.days import short_day_words
from courses.proposals import FINDING, RECOMMENDATION, RISK, Finding, Recommendation
from courses.timetables import Budget, CostLine, make_budget, shown_money
from courses.traces import TraceRow, cited_exhibit, trace
from webinar_kits.proposals.citing import (
    MISSING,
    Citation,
    finding_names,
    places_words,
    recommendation_names,
    span_words,
    titled,
    tool_words,
    unbroken,
)
from webinar_kits.proposals.elements import Cell, Grid, Pairs
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.typed import typed_runs
from webinar_kits.runs import Run, typographic

UNDATED = "without a start"
TO_WRITE = "to be written"
_AS_ABOVE = "as above"


def said(text: str, *, part: str = "", missing: str = MISSING) -> Cell:
    """Return a cell of plain words, or what says that they are missing."""
    words = typographic(" ".join(text.split()))
    return Cell((Run(words),) if words else (Run(missing, is_emphasis=True),) if missing else (), part)


def typed(text: str, *, part: str) -> Cell:
    """Return a cell of typed Markdown, or what says that it is missing."""
    return Cell(typed_runs(text) or (Run(TO_WRITE, is_emphasis=True),), part)


def strong(text: str) -> Cell:
    """Return a cell of words that carry weight."""
    return Cell((Run(text, is_strong=True),))


def findings_grid(paper: ProposalPaper) -> Grid:
    """Return what falls short, of what, and what shows it."""
    names, proposal = finding_names(paper.proposal), paper.proposal
    rows = tuple(
        (
            said(names[finding.id].removeprefix("Finding ")),
            typed(finding.text, part=f"{FINDING}:{finding.id}"),
            _short_of(finding, paper),
            said(", ".join(evidence(finding, paper.case)), missing="to be cited"),
        )
        for finding in proposal.findings
    )
    return Grid("Findings", ("No.", "Finding", "Falls short of", "Evidence"), rows, (6, 42, 36, 16))


def evidence(finding: Finding, case: Case) -> list[str]:
    """Return the labels a finding cites; what the case does not have says so."""
    labels = [f"F{one}" if case.find_fact(one) else f"F{one} (not in the case)" for one in finding.facts]
    for cited in finding.exhibits:
        exhibit = cited_exhibit(case, cited)
        labels.append(exhibit.label if exhibit else f"{cited} (not in the case)")
    return labels


def _short_of(finding: Finding, paper: ProposalPaper) -> Cell:
    limbs = {limb.id: limb for limb in paper.workshop.limbs}
    known = {one.id: one for one in paper.workshop.indicators}
    pieces: list[Run] = []
    if finding.limb in limbs:
        limb = limbs[finding.limb]
        pieces.append(Run(f"({limb.id}) {limb.title}, standard {limb.standard}", is_strong=True))
    mark = "– " if len(finding.indicators) > 1 else ""
    for one in finding.indicators:
        gap = ("\n" if pieces else "") + mark
        pieces.append(Run(gap + (known[one].text if one in known else f"{one} (no such indicator)")))
    return Cell(tuple(pieces) or (Run("limb and indicator to be named", is_emphasis=True),))


def glance_grid(paper: ProposalPaper) -> Grid:
    """Return the recommendations in a line each."""
    findings, names = finding_names(paper.proposal), recommendation_names(paper.proposal)
    cents = has_cents(make_budget(paper.proposal, paper.case))
    rows = tuple(
        (
            strong(names[one.id]),
            said(titled(one)),
            said(_answers(one, findings).replace("Finding ", ""), missing="none yet"),
            said(one.owner),
            unbroken_cell(span_words(one)),
            said(_cost(one, paper.case.currency, has_cents=cents)),
        )
        for one in paper.proposal.recommendations
    )
    header = ("No.", "Recommendation", "Finding", "Owner", "When", f"Cost, {paper.case.currency}")
    return Grid("Recommendations at a glance", header, rows, (6, 32, 10, 19, 18, 15), numbers=(5,))


def recommendation_pairs(one: Recommendation, paper: ProposalPaper) -> Pairs:
    """Return who, when, for how much and how it is known to work."""
    part = f"{RECOMMENDATION}:{one.id}"
    named = recommendation_names(paper.proposal)[one.id]
    texts = (
        ("Answers", _answers(one, finding_names(paper.proposal))),
        ("Owner", one.owner),
        ("When", span_words(one)),
        ("Cost", cost_words(one, paper.case.currency)),
        ("Paid by", one.payer),
        ("Measure", one.measure),
        ("Target", one.target),
        ("Tool", tool_words(one.tool, paper.workshop)),
    )
    rows = tuple((name, said(text, part=part, missing="–" if name == "Tool" else MISSING)) for name, text in texts)
    return Pairs(f"{named} in short", rows)


def unbroken_cell(days: str) -> Cell:
    """Return a cell of days, none of which is torn at the end of a line."""
    return Cell((Run(unbroken(days)),)) if days else said("")


def _cost(one: Recommendation, currency: str, *, has_cents: bool) -> str:
    return _amount(one.cost, has_cents=has_cents) if one.cost is not None else cost_words(one, currency)


def _answers(one: Recommendation, findings: dict[str, str]) -> str:
    return ", ".join(findings[finding] for finding in one.findings if finding in findings)


def cost_words(one: Recommendation, currency: str) -> str:
    """Return the cost as money, or as it was typed where that is no number."""
    if one.cost is not None:
        return shown_money(one.cost, currency)
    return f"“{one.cost_text.strip()}”, not in the sum" if one.cost_text.strip() else ""


def budget_grids(paper: ProposalPaper) -> tuple[Grid, ...]:
    """Return the costs by recommendation, by payer and, of several years, by year, each with its total."""
    budget = make_budget(paper.proposal, paper.case)
    cents = has_cents(budget)
    total = _amount(budget.total, has_cents=cents)
    currency = budget.currency
    names = recommendation_names(paper.proposal)
    lines = tuple(
        (
            strong(names[one.id]),
            said(titled(one)),
            said(one.payer),
            said(_cost(one, currency, has_cents=cents)),
        )
        for one in paper.proposal.recommendations
    )
    header = ("No.", "What", "Paid by", f"Cost, {currency}")
    by_line = Grid(
        "Budget by recommendation",
        header,
        (*lines, (said("", missing=""), strong("Total"), said("", missing=""), strong(total))),
        (6, 48, 26, 20),
        numbers=(3,),
        totals=1,
    )
    payers = tuple((one.payer, one.total) for one in budget.payers)
    grids = (by_line, _sums("Budget by payer", "Paid by", payers, budget))
    years = years_of(budget.lines)
    # Where all work begins in one year, its sum is the total that stands there already.
    return (
        grids if len(years) == 1 else (*grids, _sums("Budget by year in which the work begins", "Year", years, budget))
    )


def years_of(lines: tuple[CostLine, ...]) -> tuple[tuple[str, Decimal], ...]:
    """Return what the work costs by the year in which it begins; what has no start comes last."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        begins = line.recommendation.starts_on
        year = str(begins.year) if begins else UNDATED
        sums[year] = sums.get(year, Decimal(0)) + line.cost
    return tuple(sorted(sums.items(), key=lambda item: (item[0] == UNDATED, item[0])))


def _sums(caption: str, what: str, sums: tuple[tuple[str, Decimal], ...], budget: Budget) -> Grid:
    cents = has_cents(budget)
    rows = tuple(
        (said(name), said(_amount(amount, has_cents=cents)), said(_share(amount, budget.total)))
        for name, amount in sums
    )
    total = (
        strong("Total"),
        strong(_amount(budget.total, has_cents=cents)),
        strong(_share(budget.total, budget.total)),
    )
    return Grid(
        caption, (what, budget.currency, "Share"), (*rows, total), (50, 30, 20), numbers=(1, 2), totals=1
    )  # fmt: skip


def has_cents(budget: Budget) -> bool:
    """Return whether any cost has cents: then all amounts show theirs."""
    return any(line.cost != line.cost.to_integral_value() for line in budget.lines)


def _amount(amount: Decimal, *, has_cents: bool) -> str:
    """Return an amount as its column shows it: with cents when any amount of the column has some."""
    return f"{amount:,.2f}" if has_cents else f"{amount:,.0f}"


def _share(amount: Decimal, total: Decimal) -> str:
    return f"{amount * 100 / total:.0f} %" if total else "–"


def risks_grid(paper: ProposalPaper) -> Grid:
    """Return the risks with what is done about them and by whom."""
    rows = tuple(
        (
            said(str(number)),
            typed(risk.text, part=f"{RISK}:{risk.id}"),
            typed(risk.answer, part=f"{RISK}:{risk.id}"),
            said(risk.owner),
        )
        for number, risk in enumerate(paper.proposal.risks, start=1)
    )
    return Grid("Risks", ("No.", "What may go wrong", "What is done about it", "Who"), rows, (6, 38, 38, 18))


def measures_grid(paper: ProposalPaper) -> Grid:
    """Return how it is known that each recommendation works."""
    names = recommendation_names(paper.proposal)
    rows = tuple(
        (
            strong(names[one.id]),
            said(titled(one)),
            said(one.measure),
            said(one.target),
            unbroken_cell(short_day_words(one.ends_on) if one.ends_on else ""),
        )
        for one in paper.proposal.recommendations
    )
    header = ("No.", "Recommendation", "Measure", "Target", "Reached by")
    return Grid("Measures and targets", header, rows, (6, 32, 28, 19, 15))


def trace_grid(paper: ProposalPaper) -> Grid:
    """Return the matrix from gap to measure."""
    findings, names = finding_names(paper.proposal), recommendation_names(paper.proposal)
    rows = tuple(
        _trace_row(row, findings, names) for row in trace(paper.proposal, paper.case, paper.workshop).rows
    )  # fmt: skip
    header = ("Gap", "Indicator", "Fix", "Evidence", "Measure")
    return Grid("From gap to measure", header, rows, (26, 25, 20, 11, 18))


def folded_trace_grid(paper: ProposalPaper) -> Grid:
    """Return the matrix as paper shows it: what a gap with several fixes repeats from row to row is said once."""
    whole = trace_grid(paper)
    rows: list[tuple[Cell, ...]] = []
    above: tuple[Cell, ...] = ()
    for row in whole.rows:
        shown = row
        if above and row[0] == above[0] and row[0].runs[0].is_strong:
            again = said("", missing=_AS_ABOVE)
            indicator, evidence = (again if row[place] == above[place] else row[place] for place in (1, 3))
            shown = (Cell((row[0].runs[0], *again.runs)), indicator, row[2], evidence, row[4])
        above = row
        rows.append(shown)
    return replace(whole, rows=tuple(rows))


def _trace_row(row: TraceRow, findings: dict[str, str], names: dict[str, str]) -> tuple[Cell, ...]:
    gap = said("", missing="answers no finding")
    if row.gap is not None:
        lead = Run(findings[row.gap.id] + ". ", is_strong=True)
        gap = Cell((lead, *typed(row.gap.text, part="").runs))
    fix = said("", missing="no answer yet")
    if row.fix is not None:
        fix = Cell((Run(names[row.fix.id] + ". ", is_strong=True), Run(titled(row.fix))))
    return (
        gap,
        said(" ".join(indicator.text for indicator in row.indicators), missing="none named"),
        fix,
        said(", ".join(row.evidence), missing="none cited"),
        said(row.measure, missing="to be set" if row.fix else "–"),
    )


def cited_grid(caption: str, what: str, cited: tuple[Citation, ...]) -> Grid:
    """Return facts or exhibits with their words and where they are cited."""
    rows = tuple((strong(one.label), said(one.text), said(places_words(one.places))) for one in cited)
    return Grid(caption, (what, "What it says", "Cited in"), rows, (9, 63, 28))
