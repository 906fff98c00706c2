"""The plan and the money of a proposal, computed from its recommendations with exact sums."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from courses.cases import Case, ValueKind
from courses.days import day_words
from courses.proposals import RECOMMENDATION, Proposal, Recommendation

DAYS_A_WEEK = 7
NO_PAYER = "nobody named"


@dataclass(frozen=True, slots=True)
class PlanNote:
    """What to put right: the part's key, the field, and a sentence with the cure."""

    part: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A bar of the plan: from which to which day, its days and weeks begun, and the week of the plan it begins in."""

    recommendation: Recommendation
    starts_on: date
    ends_on: date
    days: int
    weeks: int
    first_week: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two recommendations of one owner at the same time, both days included."""

    owner: str
    first: Recommendation
    second: Recommendation
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Timetable:
    """The bars by start; what has no usable days stands in `notes` only. Without bars the days are None."""

    rows: tuple[PlanRow, ...]
    starts_on: date | None
    ends_on: date | None
    weeks: int
    overlaps: tuple[Overlap, ...]
    notes: tuple[PlanNote, ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """The cost of one recommendation."""

    recommendation: Recommendation
    cost: Decimal


@dataclass(frozen=True, slots=True)
class PayerTotal:
    """What one payer pays; `payer` as it was first typed, `NO_PAYER` where none is named."""

    payer: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """The budget held against the case, in a sentence; `facts` are the numbers of those that say it."""

    text: str
    facts: tuple[int, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of a proposal; costs that are no numbers are not in the sums and stand in `notes`."""

    currency: str
    lines: tuple[CostLine, ...]
    payers: tuple[PayerTotal, ...]
    total: Decimal
    comparisons: tuple[Comparison, ...]
    notes: tuple[PlanNote, ...]


def make_timetable(proposal: Proposal) -> Timetable:
    """Return the plan; a recommendation without days, or with an end before its start, is told and left out."""
    dated = [
        (one, one.starts_on, one.ends_on)
        for one in proposal.recommendations
        if one.starts_on is not None and one.ends_on is not None and one.starts_on <= one.ends_on
    ]
    notes = tuple(note for one in proposal.recommendations for note in _undated(one))
    if not dated:
        return Timetable((), None, None, 0, (), notes)
    dated.sort(key=lambda bar: (bar[1], bar[2]))
    begins, ends = dated[0][1], max(bar[2] for bar in dated)
    rows = tuple(
        PlanRow(
            recommendation=one,
            starts_on=start,
            ends_on=end,
            days=(end - start).days + 1,
            weeks=_weeks(start, end),
            first_week=(start - begins).days // DAYS_A_WEEK + 1,
        )
        for one, start, end in dated
    )
    return Timetable(rows, begins, ends, _weeks(begins, ends), tuple(_overlaps(rows)), notes)


def make_budget(proposal: Proposal, case: Case) -> Budget:
    """Return the sums by recommendation and by payer, and how they stand to the money of the case."""
    lines = tuple(CostLine(one, one.cost) for one in proposal.recommendations if one.cost is not None)
    payers: dict[str, tuple[str, Decimal]] = {}
    for line in lines:
        name = " ".join(line.recommendation.payer.split()) or NO_PAYER
        shown, sum_so_far = payers.get(name.casefold(), (name, Decimal(0)))
        payers[name.casefold()] = (shown, sum_so_far + line.cost)
    totals = tuple(PayerTotal(shown, total) for shown, total in payers.values())
    total = sum((line.cost for line in lines), Decimal(0))
    notes = tuple(note for one in proposal.recommendations for note in _uncosted(one))
    return Budget(case.currency, lines, totals, total, tuple(_compare(total, totals, case)), notes)


def shown_money(amount: Decimal, currency: str) -> str:
    """Return an amount with commas between thousands and its currency; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f} {currency}" if whole else f"{amount:,.2f} {currency}"


def _weeks(start: date, end: date) -> int:
    return -(-((end - start).days + 1) // DAYS_A_WEEK)


def _undated(one: Recommendation) -> Iterator[PlanNote]:
    part, name = f"{RECOMMENDATION}:{one.id}", f"“{one.title or one.text[:60]}”"
    if one.starts_on is None or one.ends_on is None:
        field, what = ("starts_on", "start") if one.starts_on is None else ("ends_on", "end")
        yield PlanNote(part, field, f"{name} has no {what} and is not in the plan. Write a day, like 2026-09-01.")
    elif one.ends_on < one.starts_on:
        yield PlanNote(
            part,
            "ends_on",
            f"{name} ends on {day_words(one.ends_on)}, before its start on {day_words(one.starts_on)}, "
            "and is not in the plan. Change one of the days.",
        )


def _overlaps(rows: Iterable[PlanRow]) -> Iterator[Overlap]:
    """Yield each two bars of one owner that share a day; the bars come by start."""
    open_bars: dict[str, list[PlanRow]] = {}
    for row in rows:
        owner = " ".join(row.recommendation.owner.split())
        if not owner:
            continue
        running = [bar for bar in open_bars.get(owner.casefold(), []) if bar.ends_on >= row.starts_on]
        for bar in running:
            yield Overlap(
                owner, bar.recommendation, row.recommendation, row.starts_on, min(bar.ends_on, row.ends_on)
            )  # fmt: skip
        open_bars[owner.casefold()] = [*running, row]


def _uncosted(one: Recommendation) -> Iterator[PlanNote]:
    part, name = f"{RECOMMENDATION}:{one.id}", f"“{one.title or one.text[:60]}”"
    if one.cost is None and one.cost_text.strip():
        yield PlanNote(
            part,
            "cost",
            f"{name} costs “{one.cost_text.strip()}”, which is no number and not in the sum. Write one, like 10000.",
        )
    elif one.cost is None:
        yield PlanNote(part, "cost", f"{name} has no cost and is not in the sum. Write 0 if it costs nothing.")
    elif not one.payer.strip():
        yield PlanNote(part, "payer", f"Nobody is named who pays for {name}. Name the payer.")


def _compare(total: Decimal, payers: Iterable[PayerTotal], case: Case) -> Iterator[Comparison]:
    line = _money_of(case, lambda subject: subject.endswith("service-budget"))
    limit = _money_of(case, lambda subject: subject == "co-funding")
    currency = case.currency
    lent = Decimal(0)
    if limit is not None:
        number, most = limit
        lent = min(total / 2, most)
        over = total / 2 > most
        yield Comparison(
            f"Half of {shown_money(total, currency)} is {shown_money(total / 2, currency)}; the lender pays up to "
            f"{shown_money(most, currency)} (F{number}), so {shown_money(total - lent, currency)} remain to be found.",
            (number,),
            over,
        )
        asked = sum((one.total for one in payers if "lender" in one.payer.casefold()), Decimal(0))
        if asked > lent:
            yield Comparison(
                f"The plan asks the lender for {shown_money(asked, currency)}; he pays {shown_money(lent, currency)} "
                f"at most (F{number}).",
                (number,),
                is_over=True,
            )
    if line is not None:
        number, there = line
        rest = total - lent
        lead = "What remains" if limit is not None else "The sum"
        if rest > there:
            text = f"{lead}, {shown_money(rest, currency)}, is {shown_money(rest - there, currency)} more than"
        else:
            text = f"{lead}, {shown_money(rest, currency)}, is within"
        yield Comparison(
            f"{text} the {shown_money(there, currency)} that the case has for it (F{number}).", (number,), rest > there
        )


def _money_of(case: Case, is_meant: Callable[[str], bool]) -> tuple[int, Decimal] | None:
    """Return the number of the fact and the amount of the subject that is meant, None where the case has none."""
    for fact in case.facts:
        for value in fact.values:
            if value.kind is ValueKind.MONEY and is_meant(value.subject):
                return fact.number, Decimal(value.text)
    return None
