"""Plan and budget of a proposal as a workbook: dates are dates, costs are numbers, sums are formulas with their values.

What people typed is always written as text, and no formula holds any of it: they compare cells with cells.
"""

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from courses.proposals import Recommendation
from courses.timetables import NO_PAYER, Budget, make_budget, make_timetable
from webinar_kits import theme
from webinar_kits.archive import repack
from webinar_kits.core_properties import APP, APP_XML, CORE, core_xml
from webinar_kits.measure import line_widths
from webinar_kits.proposals.citing import finding_names, recommendation_names, titled, tool_words
from webinar_kits.proposals.content import INVENTED, NO_DAYS
from webinar_kits.proposals.grids import UNDATED, has_cents, trace_grid, years_of
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.plans import draw_plan
from webinar_kits.proposals.typed import typed_runs
from webinar_kits.runs import words
from webinar_kits.wording import language_tag

_COLOUR = theme.COLOURS["complaints"]
_LONGEST = 32_000
_HEAD = 3
_A4 = 9
_COUNT, _MONEY, _SHARE, _WORDS = (pattern + theme.NUMBER_SPACE for pattern in ("#,##0", "#,##0.00", "0 %", "@"))
# Points: of a line of text, and of the highest row a workbook may have.
_LINE, _HIGHEST = 13.0, 409.0
# Points: of a character of a column's width, of what stays free at its sides, of the type.
_CHARACTER, _MARGINS, _SIZE = 5.25, 12.0, 10


def write_xlsx(paper: ProposalPaper) -> bytes:
    """Return the workbook: Plan, Gantt, Budget, Trace and What is done; the same paper gives the same bytes."""
    buffer = io.BytesIO()
    # The width of a column is counted in figures of this font: Arial has a stand-in everywhere.
    normal = {"font_name": theme.SANS, "font_size": _SIZE}
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {**options, "default_format_properties": normal})
    writer = _Writer(book, paper)
    writer.plan()
    writer.gantt()
    writer.budget()
    writer.trace()
    writer.texts()
    book.close()
    core = core_xml(
        title=f"Plan and budget: {paper.title}",
        author=", ".join(paper.authors),
        language=language_tag(paper.language),
        dated_on=paper.dated_on,
    )
    return repack(buffer.getvalue(), lambda name, part: core if name == CORE else APP_XML if name == APP else part)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    room = width * _CHARACTER - _MARGINS
    return sum(len(line_widths(line, width=room, size=_SIZE)) for line in text[:_LONGEST].split("\n"))


class _Looks:
    """The looks of cells."""

    def __init__(self, book: Workbook, *, has_cents: bool) -> None:
        money = _MONEY if has_cents else _COUNT
        plain = {"font_name": theme.SANS, "font_size": _SIZE, "valign": "top"}
        left = {"align": "left", "indent": 1}
        right = {"align": "right"}
        edge = {**plain, "bottom": 1, "bottom_color": "#" + theme.LINE}
        total = {**plain, "bold": True, "top": 2, "top_color": "#" + _COLOUR}
        head = {**plain, "bold": True, "text_wrap": True, "font_color": "#" + _COLOUR, "bottom": 2}
        self.title = book.add_format({**plain, "font_name": theme.SERIF, "font_size": 15})
        self.note = book.add_format({**plain, "font_color": "#" + theme.INK_SOFT})
        head_fill = {**head, "bottom_color": "#" + _COLOUR, "bg_color": "#" + theme.tint(_COLOUR, percent=9)}
        self.head = book.add_format({**head_fill, **left})
        self.head_right = book.add_format({**head_fill, **right, "num_format": _WORDS})
        self.text = book.add_format({**edge, "text_wrap": True, "num_format": "@", **left})
        self.day = book.add_format({**edge, "num_format": "d mmm yyyy", "align": "left", "indent": 1})
        self.count = book.add_format({**edge, **right, "num_format": _COUNT})
        self.money = book.add_format({**edge, **right, "num_format": money})
        self.share = book.add_format({**edge, **right, "num_format": _SHARE})
        self.total = book.add_format({**total, **right, "num_format": money})
        self.total_text = book.add_format({**total, **left, "num_format": "@"})
        self.total_share = book.add_format({**total, **right, "num_format": _SHARE})
        self.bar = book.add_format({**edge, "bg_color": "#" + _COLOUR})
        self.week = book.add_format({**head, "font_size": 8, "align": "center", "bottom_color": "#" + _COLOUR})


class _Writer:
    """A workbook under construction."""

    def __init__(self, book: Workbook, paper: ProposalPaper) -> None:
        self._book, self._paper = book, paper
        self._names = recommendation_names(paper.proposal)
        self._budget = make_budget(paper.proposal, paper.case)
        self._looks = _Looks(book, has_cents=has_cents(self._budget))
        self._widths: dict[str, Sequence[int]] = {}
        self._lines: dict[tuple[str, int], int] = {}

    def plan(self) -> None:
        """Write one row for each recommendation."""
        findings, money = finding_names(self._paper.proposal), self._paper.case.currency
        heads = ("No.", "Recommendation", "Findings", "Owner", "Start", "End", "Days", f"Cost, {money}",
                 "Paid by", "Measure", "Target", "Tool")  # fmt: skip
        page = self._page("Plan", heads, (6, 32, 11, 20, 13, 13, 8, 16, 18, 24, 18, 22), numbers=(6, 7))
        for row, one in enumerate(self._paper.proposal.recommendations, start=_HEAD + 1):
            answers = ", ".join(findings[f].removeprefix("Finding ") for f in one.findings if f in findings)
            self._texts(page, row, (self._names[one.id], titled(one), answers, one.owner))
            self._days(page, row, one)
            self._cost(page, row, 7, one)
            tool = tool_words(one.tool, self._paper.workshop)
            self._texts(page, row, (one.payer, one.measure, one.target, tool), first=8)
        if not self._paper.proposal.recommendations:
            self._nothing(page, "No recommendation is written yet.")

    def _days(self, page: Worksheet, row: int, one: Recommendation) -> None:
        for column, day, typed in ((4, one.starts_on, one.starts_text), (5, one.ends_on, one.ends_text)):
            if day is not None:
                page.write_datetime(row, column, day, self._looks.day)
            else:
                self._texts(page, row, (typed,), first=column)
        if one.starts_on and one.ends_on and one.starts_on <= one.ends_on:
            days = (one.ends_on - one.starts_on).days + 1
            page.write_formula(row, 6, f"=F{row + 1}-E{row + 1}+1", self._looks.count, days)
        else:
            page.write_blank(row, 6, None, self._looks.count)

    def _cost(self, page: Worksheet, row: int, column: int, one: Recommendation) -> None:
        if one.cost is not None:
            page.write_number(row, column, float(one.cost), self._looks.money)
        else:
            self._texts(page, row, (one.cost_text,), first=column)

    def gantt(self) -> None:
        """Write the plan as filled cells, its days beside them."""
        timetable = make_timetable(self._paper.proposal)
        drawn = draw_plan(timetable, self._names)
        columns = drawn.columns if drawn else ()
        page = self._page("Gantt", ("Recommendation", "Start", "End", "Weeks"), (34, 13, 13, 8), numbers=(3,))
        if drawn is None:
            self._nothing(page, NO_DAYS)
            return
        page.write_string(1, 0, drawn.caption, self._looks.note)
        page.set_column(4, 3 + len(columns), 4)
        place = 4
        for text, count in drawn.groups:
            page.write_string(_HEAD - 1, place, text, self._looks.note)
            place += count
        for place, text in enumerate(columns, start=4):
            page.write_string(_HEAD, place, text, self._looks.week)
        for row, (bar, line) in enumerate(zip(drawn.bars, timetable.rows, strict=True), start=_HEAD + 1):
            self._texts(page, row, (bar.name,))
            page.write_datetime(row, 1, line.starts_on, self._looks.day)
            page.write_datetime(row, 2, line.ends_on, self._looks.day)
            page.write_number(row, 3, line.weeks, self._looks.count)
            for place in range(len(columns)):
                is_on = bar.first <= place < bar.first + bar.columns
                page.write_blank(row, 4 + place, None, self._looks.bar if is_on else self._looks.text)

    def budget(self) -> None:
        """Write the costs with their sums: in all, by payer and by year."""
        heads = ("No.", "What", "Paid by", "Year it begins", f"Cost, {self._budget.currency}", "Typed as")
        page = self._page("Budget", heads, (22, 42, 24, 15, 18, 26), numbers=(4,))
        everything = self._paper.proposal.recommendations
        shown = {" ".join(one.payer.split()).casefold(): one.payer for one in self._budget.payers}
        for row, one in enumerate(everything, start=_HEAD + 1):
            payer = shown.get(" ".join(one.payer.split()).casefold(), " ".join(one.payer.split())) or NO_PAYER
            self._texts(page, row, (self._names[one.id], titled(one), payer))
            if one.starts_on is None:
                page.write_string(row, 3, UNDATED, self._looks.text)
            else:
                page.write_number(row, 3, one.starts_on.year, self._looks.text)
            if one.cost is None:
                page.write_blank(row, 4, None, self._looks.money)
            else:
                page.write_number(row, 4, float(one.cost), self._looks.money)
            is_odd = one.cost is None and one.cost_text.strip()
            self._texts(page, row, (f"{one.cost_text.strip()} (not in the sum)" if is_odd else "",), first=5)
        if not everything:
            self._nothing(page, "No recommendation is written yet.")
            return
        self._sums(page, first=_HEAD + 2, last=_HEAD + 1 + len(everything), budget=self._budget)

    def _sums(self, page: Worksheet, *, first: int, last: int, budget: Budget) -> None:
        """Write the sums below the lines; `first` and `last` are rows as a spreadsheet counts them."""
        looks, row = self._looks, last
        self._texts(page, row, ("Total", "", "", ""), look=looks.total_text)
        page.write_formula(row, 4, f"=SUM(E{first}:E{last})", looks.total, float(budget.total))
        total = f"$E${row + 1}"
        payers = [(one.payer, one.total) for one in budget.payers]
        row = self._grouped(page, row + 2, "By payer", f"C{first}:C{last}", payers, total=total, span=(first, last))
        years = list(years_of(budget.lines))
        row = self._grouped(page, row + 1, "By year", f"D{first}:D{last}", years, total=total, span=(first, last))
        for place, comparison in enumerate(budget.comparisons):
            page.write_string(row + 1 + place, 0, comparison.text[:_LONGEST], looks.note)

    def _grouped(
        self,
        page: Worksheet,
        row: int,
        title: str,
        keys: str,
        sums: Sequence[tuple[str, Decimal]],
        *,
        total: str,
        span: tuple[int, int],
    ) -> int:
        looks, (first, last), begins = self._looks, span, row + 2
        self._texts(page, row, (title, "", ""), look=looks.head)
        self._texts(page, row, ("Share", f"Cost, {self._budget.currency}"), first=3, look=looks.head_right)
        for name, amount in sums:
            row += 1
            self._texts(page, row, (name, "", ""))
            if name.isdecimal() and title == "By year":
                page.write_number(row, 0, int(name), looks.text)
            share = float(amount / self._budget.total) if self._budget.total else 0.0
            page.write_formula(row, 3, f"=IF({total}=0,0,E{row + 1}/{total})", looks.share, share)
            formula = f"=SUMPRODUCT(--({keys}=A{row + 1}),E{first}:E{last})"
            page.write_formula(row, 4, formula, looks.money, float(amount))
        row += 1
        self._texts(page, row, ("Total", "", ""), look=looks.total_text)
        whole = 1.0 if self._budget.total else 0.0
        has_lines = begins <= row
        page.write_formula(row, 3, f"=SUM(D{begins}:D{row})" if has_lines else "=0", looks.total_share, whole)
        page.write_formula(
            row, 4, f"=SUM(E{begins}:E{row})" if has_lines else "=0", looks.total, float(self._budget.total)
        )
        return row + 1

    def trace(self) -> None:
        """Write the matrix from gap to measure."""
        grid = trace_grid(self._paper)
        page = self._page("Trace", grid.header, (44, 44, 34, 16, 30))
        for row, cells in enumerate(grid.rows, start=_HEAD + 1):
            self._texts(page, row, [words(cell.runs) for cell in cells])
        if not grid.rows:
            self._nothing(page, "No finding and no recommendation is written yet.")

    def texts(self) -> None:
        """Write what is done in its own words; beside the plan they would make all else too small to be printed."""
        page = self._page("What is done", ("No.", "Recommendation", "What is done"), (6, 40, 110))
        for row, one in enumerate(self._paper.proposal.recommendations, start=_HEAD + 1):
            self._texts(page, row, (self._names[one.id], titled(one), words(typed_runs(one.text))))
        if not self._paper.proposal.recommendations:
            self._nothing(page, "No recommendation is written yet.")

    def _page(
        self, name: str, heads: Sequence[str], widths: Sequence[int], *, numbers: Sequence[int] = ()
    ) -> Worksheet:
        page = self._book.add_worksheet(name)
        self._widths[name] = widths
        page.set_row(0, 22)
        case = self._paper.case
        page.write_string(0, 0, f"{name}: {self._paper.title}"[:_LONGEST], self._looks.title)
        page.write_string(1, 0, f"{case.title}. {INVENTED if case.is_invented else ''}", self._looks.note)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            page.write_string(_HEAD, place, head, self._looks.head_right if place in numbers else self._looks.head)
            page.set_column(place, place, width)
        page.freeze_panes(_HEAD + 1, 1 if name in ("Gantt", "Trace") else 2)
        # Above the weeks of a Gantt stands which month or year they are of.
        page.repeat_rows(_HEAD - 1 if name == "Gantt" else _HEAD, _HEAD)
        page.set_paper(_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RPage &P of &N")
        return page

    def _texts(
        self, page: Worksheet, row: int, texts: Sequence[str], *, first: int = 0, look: Format | None = None
    ) -> None:
        for place, text in enumerate(texts, start=first):
            page.write_string(row, place, text[:_LONGEST], look or self._looks.text)
            self._grow(page, row, _lines(text, self._widths[page.name][place]))

    def _grow(self, page: Worksheet, row: int, lines: int) -> None:
        """Make a row high enough for so many lines: not every program that opens a workbook does it by itself."""
        held = self._lines.get((page.name, row), 1)
        if lines > held:
            self._lines[(page.name, row)] = lines
            page.set_row(row, min(lines * _LINE, _HIGHEST))

    def _nothing(self, page: Worksheet, sentence: str) -> None:
        page.write_string(_HEAD + 1, 0, sentence, self._looks.note)
