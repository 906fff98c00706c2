"""A proposal put together for reading: the partial `workshop_comments/_reading.html` shows what comes out of here."""

from collections.abc import Callable, Mapping
from datetime import date

from markupsafe import Markup

from courses.blocks import Block, Heading
from courses.timetables import PlanRow, Timetable, shown_money
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.workshop_reading import ReadFinding, Reading, ReadPart, ReadPassage, ReadRecommendation, ReadRisk
from lms.web.blocks_html import Targets, link_labels, render, render_inline
from lms.web.contexts.workshop_reading import (
    GroupView,
    PartView,
    PassageView,
    PlanLineView,
    ReadingView,
    RemarkView,
)
from lms.web.quoted_html import Quoted, mark_quoted

Lines = tuple[tuple[str, tuple[str, ...]], ...]
Remarks = Mapping[str, tuple[RemarkView, ...]]
# From the key of a part and the number of a passage, 0 for the whole part, to the form for a remark on it.
RemarkHref = Callable[[str, int], str]
DEEPEST = 4


def no_remark(key: str, passage: int) -> str:
    """Return no address: a proposal that is only read."""
    del key, passage
    return ""


def reading_view(
    reading: Reading, *, targets: Targets, remarks: Remarks | None = None, remark_href: RemarkHref = no_remark
) -> ReadingView:
    """Return a proposal with remarks by the anchors of passages, or by the anchor of a part for those on the whole.

    `targets` says where what it cites leads: a reader looks up the fact before she believes the sentence.
    """
    page = _Page(remarks or {}, remark_href, reading.budget.currency, targets)
    recommendations = tuple(page.recommendation(one) for one in reading.recommendations)
    return ReadingView(
        title=reading.title,
        is_empty=reading.is_empty,
        sections=tuple(page.part(part, number=str(part.number)) for part in reading.sections),
        groups=(
            GroupView(
                _("Findings"), "findings", tuple(map(page.finding, reading.findings)), _("No finding is written.")
            ),
            GroupView(_("Recommendations"), "recommendations", recommendations, _("No recommendation is written.")),
            GroupView(_("Risks"), "risks", tuple(map(page.risk, reading.risks)), _("No risk is named.")),
        ),
        plan=tuple(_plan_line(row, reading.timetable) for row in reading.timetable.rows),
        costs=tuple(
            (line.recommendation.title or line.recommendation.text, shown_money(line.cost, reading.budget.currency))
            for line in reading.budget.lines
        ),
        total=shown_money(reading.budget.total, reading.budget.currency) if reading.budget.lines else "",
        money=tuple(one.text for one in reading.budget.comparisons) if reading.budget.lines else (),
        remarks=sum(len(threads) for threads in (remarks or {}).values()),
    )


class _Page:
    def __init__(self, remarks: Remarks, remark_href: RemarkHref, currency: str, targets: Targets) -> None:
        self.remarks, self.remark_href, self.currency, self.targets = remarks, remark_href, currency, targets

    def part(self, part: ReadPart, *, number: str, lines: Lines = ()) -> PartView:
        return PartView(
            key=part.key,
            anchor=part.anchor,
            number=number,
            title=part.title,
            passages=tuple(self._passage(part.key, one, place) for place, one in enumerate(part.passages, start=1)),
            lines=tuple((label, words) for label, words in lines if any(words)),
            remark_href=self.remark_href(part.key, 0) if part.passages and not part.passages[0].field else "",
            remarks=self.remarks.get(part.anchor, ()),
        )

    def finding(self, one: ReadFinding) -> PartView:
        evidence = tuple(link_labels(shown, self.targets) for shown in one.evidence)
        lines = ((_("Limb"), (one.limb,)), (_("Falls short of"), one.indicators), (_("Rests on"), evidence))
        return self.part(one.part, number=_("Finding %(number)s", number=one.part.number), lines=lines)

    def recommendation(self, one: ReadRecommendation) -> PartView:
        said = one.recommendation
        answers = tuple(_("Finding %(number)s", number=number) for number in one.answers)
        lines = (
            (_("Answers"), answers),
            (_("Owner"), (said.owner,)),
            (_("Cost"), (said.cost_text if said.cost is None else shown_money(said.cost, self.currency),)),
            (_("Paid by"), (said.payer,)),
            (_("From"), (_day(said.starts_on, said.starts_text),)),
            (_("To"), (_day(said.ends_on, said.ends_text),)),
        )
        return self.part(one.part, number=_("Recommendation %(number)s", number=one.part.number), lines=lines)

    def risk(self, one: ReadRisk) -> PartView:
        number = _("Risk %(number)s", number=one.part.number)
        return self.part(one.part, number=number, lines=((_("Owner"), (one.owner,)),))

    def _passage(self, key: str, one: ReadPassage, place: int) -> PassageView:
        remarks = self.remarks.get(one.anchor, ())
        open_ones = (remark for remark in remarks if not (remark.is_resolved or remark.note))
        quoted = (Quoted(remark.quote, remark.position - one.passage.start) for remark in open_ones)
        return PassageView(
            anchor=one.anchor,
            start=one.passage.start,
            label=_labels().get(one.field, ""),
            html=mark_quoted(passage_html(one.passage.blocks, self.targets), quoted),
            remark_href=self.remark_href(key, place),
            remarks=remarks,
        )


def _day(day: date | None, typed: str) -> str:
    """Return a day as people write it; what is no day, as it was typed."""
    return typed if day is None else format_date(day)


def passage_html(blocks: tuple[Block, ...], targets: Targets) -> Markup:
    """Return the blocks of a passage; a heading stands below those of the page."""
    return Markup("\n").join(
        Markup("<h{0}>{1}</h{0}>").format(min(DEEPEST, max(3, one.level + 1)), render_inline(one.children, targets))
        if isinstance(one, Heading)
        else render((one,), targets)
        for one in blocks
    )


def _labels() -> Mapping[str, str]:
    return {
        "measure": _("Measure"),
        "target": _("Target"),
        "tool": _("Tool"),
        "answer": _("What is done about it"),
    }


def _plan_line(row: PlanRow, timetable: Timetable) -> PlanLineView:
    begins, ends = timetable.starts_on or row.starts_on, timetable.ends_on or row.ends_on
    span = (ends - begins).days + 1
    return PlanLineView(
        title=row.recommendation.title or row.recommendation.text,
        owner=row.recommendation.owner,
        days=_("%(first)s to %(last)s", first=format_date(row.starts_on), last=format_date(row.ends_on)),
        start=(row.starts_on - begins).days * 100 // span,
        length=max(1, row.days * 100 // span),
    )
