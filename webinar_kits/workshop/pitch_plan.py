"""The middle of a pitch: the timeline, the money, what changes in numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from courses.model import Layout
from courses.proposals import Recommendation
from courses.timetables import PlanRow, shown_money
from webinar_kits import theme
from webinar_kits.measure import text_width
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import make_page
from webinar_kits.pptx_shapes import ACCENT, SOFT, Box, Voice, panel
from webinar_kits.workshop.cutting import cut
from webinar_kits.workshop.drawing import Field, Grid, bar, close_table, words_box
from webinar_kits.workshop.pitch_case import NONE
from webinar_kits.workshop.pitch_talk import Part, Talk, count_words, day_words, lacking, month_words, name_of
from webinar_kits.workshop.speaking import left_out, spoken

_MOST_BARS, _MOST_COSTS, _MOST_MEASURES = 12, 5, 5
_LABEL, _AXIS, _BELOW = 300, 34, 26
_MONEY = Grid(widths=(430, 226, 176), pad=4)
_NUMBERS = Grid(widths=(300, 372, 160), lines=2, pad=4)


def timeline(talk: Talk) -> Part:
    """Return the plan as bars over months."""
    plan = talk.timetable
    if plan.starts_on is None or plan.ends_on is None:
        return Part("The plan", None, ("no measure has a first and a last day",))
    shown = plan.rows[:_MOST_BARS]
    last = max(row.ends_on for row in shown)
    scale = _Scale(plan.starts_on, last)
    missing = _missing_days(talk, len(plan.rows) - len(shown))
    height = min(48.0, (CONTENT.height - _AXIS - (26 if missing else 0)) / len(shown))
    body, number = _axis(scale, talk.language, height * len(shown)), 80
    for place, row in enumerate(shown):
        top = CONTENT.y + _AXIS + place * height
        name = cut(name_of(row.recommendation), width=_LABEL - 16, size=theme.SMALL, lines=2 if height >= 43 else 1)
        body += words_box(
            3 + place, f"Measure {place + 1}", Box(CONTENT.x, top, _LABEL - 8, height),
            [(name.shown, Voice(size=theme.SMALL))], language=talk.language, anchor="ctr",
        )  # fmt: skip
        if place:
            body += panel(60 + place, name="Rule", box=Box(CONTENT.x, top, CONTENT.width, 1), colour=theme.LINE)
        left, right = scale.at(row.starts_on), scale.at(row.ends_on, is_end=True)
        body += bar(
            number + place, name=f"Bar {place + 1}", description=f"{name.whole}: {_days(row)}",
            box=Box(left, top + height * 0.22, max(5, right - left), height * 0.56), colour=ACCENT,
        )  # fmt: skip
    months = f"{day_words(plan.starts_on)} to {day_words(plan.ends_on)}"
    lead = "The plan, as far as it is set" if _undated(talk) else f"Done in {count_words(plan.weeks, 'week')}"
    title = f"{lead}: {months}"
    notes = spoken(
        talk.clock,
        ("SAY", (f"The first day is {day_words(plan.starts_on)}. Say what the board will see in the first month.",)),
        ("THE DAYS", (f"{name_of(row.recommendation)}: {_days(row)}." for row in plan.rows)),
        ("NOT IN THE PLAN", (note.text for note in plan.notes)),
    )
    if missing:
        below = CONTENT.y + _AXIS + height * len(shown) + 6
        body += words_box(
            19, "What is missing", Box(CONTENT.x, below, CONTENT.width, 26),
            [(missing, Voice(size=theme.SMALL, colour=SOFT))], language=talk.language,
        )  # fmt: skip
    undated = _undated(talk)
    lacks = lacking(f"first and last day, for {count_words(undated, 'measure')}" if undated else "")
    return Part("The plan", make_page(Layout.TABLE, title, body=body, notes=notes), lacks)


def money(talk: Talk) -> Part:
    """Return what it costs, who pays, and how that stands to the money of the case."""
    budget, currency = talk.budget, talk.paper.case.currency
    if not talk.has_costs:
        return Part("The money", None, ("no measure has a cost: a board decides on a sum",))
    ranked = sorted(budget.lines, key=lambda line: -line.cost)
    shown, rest = (ranked, []) if len(ranked) <= _MOST_COSTS else (ranked[: _MOST_COSTS - 1], ranked[_MOST_COSTS - 1 :])
    cells = [(name_of(one.recommendation), _payer(one.recommendation), one.cost) for one in shown]
    if rest:
        cells.append((f"{len(rest)} smaller ones", "", sum((one.cost for one in rest), Decimal(0))))
    has_cents = any(cost != cost.to_integral_value() for _, _, cost in cells)
    grid = _money_grid([_money(cost, currency, has_cents) for cost in (*(one[2] for one in cells), budget.total)])
    cuts = [(grid.cut(name, 0), grid.cut(payer, 1)) for name, payer, _ in cells]
    rows = [
        [Field(name.shown), Field(payer.shown), Field(_money(cost, currency, has_cents), align="r")]
        for (name, payer), (_, _, cost) in zip(cuts, cells, strict=True)
    ]
    total = Field(_money(budget.total, currency, has_cents), is_bold=True, align="r")
    rows.append([Field("All together", is_bold=True), Field(""), total])
    body = close_table(
        ("Measure", "Who pays", "Cost"), rows, grid, language=talk.language,
        description=f"Costs of {count_words(len(budget.lines), 'measure')}",
    )  # fmt: skip
    told = [*(one.text for one in budget.comparisons if one.is_over), *_uncosted(talk)]
    told = told or [one.text for one in budget.comparisons]
    top = CONTENT.y + (len(rows) + 1) * _MONEY.row_height + 12
    lines = int((CONTENT.y + 316 - top) // (theme.SMALL * 1.2))
    sentence = cut(" ".join(told), width=CONTENT.width - 10, size=theme.SMALL, lines=max(1, min(3, lines)))
    if sentence.shown:
        body += words_box(
            4, "Held against the case", Box(CONTENT.x, top, CONTENT.width, 24 * lines),
            [(sentence.shown, Voice(size=theme.SMALL, colour=SOFT))], language=talk.language,
        )  # fmt: skip
    payers = [f"{one.payer}: {shown_money(one.total, currency)}" for one in budget.payers]
    unpaid = sum(1 for one in budget.lines if not one.recommendation.payer.strip())
    missing = lacking(
        f"a cost in numbers, for {count_words(_without_cost(talk), 'measure')}" if _without_cost(talk) else "",
        f"who pays, for {count_words(unpaid, 'measure')}" if unpaid else "",
    )
    notes = spoken(
        talk.clock,
        (
            "SAY",
            (f"All together it costs {shown_money(budget.total, currency)}.", "By payer: " + "; ".join(payers) + "."),
        ),
        ("IF ASKED", (one.text for one in budget.comparisons)),
        ("IN FULL", left_out(*(one for row in cuts for one in row), sentence)),
        ("NOT IN THE SUM", (note.text for note in budget.notes)),
    )
    lead = "What it costs, as far as it is set" if _without_cost(talk) else "What it costs"
    page = make_page(Layout.TABLE, f"{lead}: {shown_money(budget.total, currency)}", body=body, notes=notes)
    return Part("The money", page, missing)


def _money_grid(amounts: Sequence[str]) -> Grid:
    """Return the table of costs with room for the longest amount on one line."""
    name, payer, room = _MONEY.widths
    longest = max(text_width(one, size=_MONEY.size, is_bold=True) for one in amounts) + _MONEY.inset
    more = max(0.0, longest - room)
    return replace(_MONEY, widths=(name - more, payer, room + more))


def numbers(talk: Talk) -> Part:
    """Return what changes in numbers: the measure, its target, by when."""
    told = [one for one in talk.paper.proposal.recommendations if one.measure.strip()]
    silent = [one for one in talk.paper.proposal.recommendations if not one.measure.strip()]
    if not told:
        return Part("The numbers", None, ("no measure names the number that shows that it works",))
    shown = _most_telling(told)
    cuts = [(_NUMBERS.cut(one.measure, 0, is_bold=True), _NUMBERS.cut(_target(one), 1)) for one in shown]
    rows = [
        [Field(what.shown, is_bold=True), Field(target.shown), Field(month_words(one.ends_on) if one.ends_on else "–")]
        for (what, target), one in zip(cuts, shown, strict=True)
    ]
    body = close_table(
        ("What we count", "Target", "By"), rows, _NUMBERS, language=talk.language,
        description=f"{len(rows)} numbers that will show whether the upgrade works",
    )  # fmt: skip
    count = count_words(len(told), "number")
    title = f"What changes: {f'{len(shown)} of ' if len(shown) < len(told) else ''}{count} the board will see"
    notes = spoken(
        talk.clock,
        ("SAY", ("Take the number you would bet on. Say from where to where, and who counts it.",)),
        ("IN FULL", left_out(*(one for row in cuts for one in row))),
        ("NOT ON THE SLIDE", (f"{one.measure.strip()}: {_target(one)}" for one in told if one not in shown)),
        ("WITHOUT A NUMBER", (name_of(one) for one in silent)),
    )
    aimless = sum(1 for one in told if not one.target.strip())
    missing = lacking(
        f"the number that shows it, for {count_words(len(silent), 'measure')}" if silent else "",
        f"the target, for {count_words(aimless, 'number')}" if aimless else "",
    )
    return Part("The numbers", make_page(Layout.TABLE, title, body=body, notes=notes), missing)


def _most_telling(told: Sequence[Recommendation]) -> list[Recommendation]:
    """Return the measures that have room, in the order of the plan: those with a number for a target, then the latest.

    What is counted last is more often an effect than an act.
    """

    def rank(one: Recommendation) -> tuple[bool, int]:
        has_number = any(sign.isdecimal() for sign in one.target)
        return not has_number, -(one.ends_on or date.min).toordinal()

    kept = sorted(told, key=rank)[:_MOST_MEASURES]
    return [one for one in told if one in kept]


class _Scale:
    """Days as places on the slide."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first.replace(day=1)
        self.after = _next_month(last.replace(day=1))
        self.left = CONTENT.x + _LABEL
        self.width = CONTENT.width - _LABEL

    def at(self, day: date, *, is_end: bool = False) -> float:
        """Return the place of the morning of a day, or of its evening."""
        share = ((day - self.first).days + is_end) / (self.after - self.first).days
        return self.left + self.width * share

    def months(self) -> Sequence[date]:
        """Return the firsts of the months."""
        found = [self.first]
        while _next_month(found[-1]) < self.after:
            found.append(_next_month(found[-1]))
        return found


def _axis(scale: _Scale, language: str, height: float) -> str:
    months = scale.months()
    room = scale.width / len(months)
    widest = text_width("Sep 2026", size=theme.SMALL) + 10
    every = max(1, -(-int(widest) // max(1, int(room))))
    shapes = ""
    for place, month in enumerate(months[::every]):
        if place > 7:
            break
        left = scale.at(month)
        rule = Box(left, CONTENT.y + 6, 1, _AXIS + height - 6)
        shapes += panel(30 + place, name="Month", box=rule, colour=theme.LINE)
        if left + widest > scale.left + scale.width:
            continue
        label = Box(left + 5, CONTENT.y + 2, widest, 26)
        shapes += words_box(
            50 + place, f"Month {place + 1}", label,
            [(month_words(month), Voice(size=theme.SMALL, colour=SOFT))], language=language,
        )  # fmt: skip
    return shapes


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _missing_days(talk: Talk, more: int) -> str:
    """Return what the bars do not show, so that nobody takes them for the whole plan."""
    undated = _undated(talk)
    told = [f"{count_words(more, 'more measure')} in the notes"] if more else []
    told += [f"{count_words(undated, 'more measure')}: days to be set"] if undated else []
    return "; ".join(told)


def _undated(talk: Talk) -> int:
    return sum(1 for one in talk.paper.proposal.recommendations if one.starts_on is None or one.ends_on is None)


def _money(amount: Decimal, currency: str, has_cents: bool) -> str:  # noqa: FBT001
    """Return an amount as its column shows it: with cents where any of them has some."""
    return f"{amount:,.2f} {currency}" if has_cents else shown_money(amount, currency)


def _uncosted(talk: Talk) -> list[str]:
    """Return what the sum leaves out, so that nobody decides on it as on the whole."""
    missing = _without_cost(talk)
    return [f"Not in the sum, as the cost is still to be set: {count_words(missing, 'measure')}."] if missing else []


def _without_cost(talk: Talk) -> int:
    return sum(1 for one in talk.paper.proposal.recommendations if one.cost is None)


def _payer(one: Recommendation) -> str:
    return " ".join(one.payer.split()) or NONE


def _target(one: Recommendation) -> str:
    return " ".join(one.target.split()) or NONE


def _days(row: PlanRow) -> str:
    return f"{day_words(row.starts_on)} to {day_words(row.ends_on)}"
