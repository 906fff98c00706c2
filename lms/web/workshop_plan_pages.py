"""The plan of a proposal as bars over months, and its money, put together."""

from datetime import date

from courses.plan_sense import doubts
from courses.proposals import RECOMMENDATION, Recommendation
from courses.timetables import NO_PAYER, Budget, PlanNote, PlanRow, Timetable, make_budget, make_timetable, shown_money
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import PartWarning
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_editor_words as words
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_overviews import CostRow, PlanBar, PlanMonth, PlanPage
from lms.web.contexts.workshop_proposals import LookGroup
from lms.web.workshop_editor_pages import may_write
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_proposal_overviews import csv_ways
from lms.web.workshop_proposal_pages import desk_way
from webinar_kits.tables import Kind

WHOLE = 1000
# More labels than these do not fit under the drawing.
MOST_LABELS = 8


def plan_page(seat: WorkshopSeat, draft: Draft) -> PlanPage:
    """Return the plan and the money of a proposal."""
    case = case_of(seat)
    proposal = proposal_of(draft.parts, case=case)
    plan, budget = make_timetable(proposal), make_budget(proposal, case)
    clashing = {one.id for overlap in plan.overlaps for one in (overlap.first, overlap.second)}
    add = Action(_("Add a recommendation"), workshop_href(seat, "workshop_proposals.add", kind=RECOMMENDATION))
    return PlanPage(
        shell=workshop_shell(seat, _("Plan and budget")),
        span=_span(plan),
        bars=tuple(_bar(seat, plan, row, clashing) for row in plan.rows),
        months=_months(plan),
        overlaps=tuple(
            _(
                "%(owner)s is to do “%(first)s” and “%(second)s” at the same time, from %(start)s to %(end)s.",
                owner=one.owner,
                first=_title(one.first),
                second=_title(one.second),
                start=format_date(one.starts_on),
                end=format_date(one.ends_on),
            )
            for one in plan.overlaps
        ),
        plan_notes=_notes(seat, draft, (*plan.notes, *doubts(proposal, case, ()))),
        costs=tuple(_cost(seat, budget, one.recommendation) for one in budget.lines),
        payers=tuple((_payer(one.payer), shown_money(one.total, budget.currency)) for one in budget.payers),
        total=shown_money(budget.total, budget.currency),
        comparisons=tuple((one.is_over, one.text) for one in budget.comparisons) if budget.lines else (),
        cost_notes=_notes(seat, draft, budget.notes),
        add=add if may_write(seat, draft) else None,
        exports=csv_ways(seat, "workshop_proposals.plan_csv"),
        desk=desk_way(seat),
    )


def plan_table(seat: WorkshopSeat, draft: Draft) -> Table:
    """Return every recommendation with its days and its cost, as understood and as typed, to take away."""
    proposal = proposal_of(draft.parts, case=case_of(seat))
    return Table(
        name=_("Plan and budget"),
        fields=(
            Field("title", _("Recommendation")),
            Field("owner", _("Owner")),
            Field("starts_on", _("First day"), Kind.DATE),
            Field("ends_on", _("Last day"), Kind.DATE),
            Field("cost", _("Cost"), Kind.DECIMAL),
            Field("cost_typed", _("Cost as typed")),
            Field("payer", _("Who pays")),
            Field("tool", _("Tool")),
            Field("measure", _("Measure")),
            Field("target", _("Target")),
        ),
        rows=[
            (
                _title(one),
                one.owner,
                one.starts_on,
                one.ends_on,
                float(one.cost) if one.cost is not None else None,
                one.cost_text,
                one.payer,
                one.tool,
                one.measure,
                one.target,
            )
            for one in proposal.recommendations
        ],
    )


def _span(plan: Timetable) -> str:
    if plan.starts_on is None or plan.ends_on is None:
        return ""
    return _(
        "%(start)s to %(end)s: %(weeks)s",
        start=format_date(plan.starts_on),
        end=format_date(plan.ends_on),
        weeks=ngettext("%(num)s week", "%(num)s weeks", plan.weeks),
    )


def _bar(seat: WorkshopSeat, plan: Timetable, row: PlanRow, clashing: set[str]) -> PlanBar:
    one = row.recommendation
    at, wide = _place(plan, row.starts_on), max(8, row.days * WHOLE // _days(plan))
    return PlanBar(
        title=_title(one),
        href=_to(seat, one, "starts_on"),
        owner=one.owner,
        starts=format_date(row.starts_on),
        ends=format_date(row.ends_on),
        length=ngettext("%(num)s week", "%(num)s weeks", row.weeks),
        at=min(at, WHOLE - wide),
        wide=wide,
        is_clashing=one.id in clashing,
    )


def _months(plan: Timetable) -> tuple[PlanMonth, ...]:
    """Return where the months of the plan begin; of many only some are named."""
    if plan.starts_on is None or plan.ends_on is None:
        return ()
    first = plan.starts_on.year * 12 + plan.starts_on.month
    last = plan.ends_on.year * 12 + plan.ends_on.month - 1
    begins = [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]
    every = -(-len(begins) // MOST_LABELS) if begins else 1
    return tuple(
        PlanMonth(_place(plan, day), format_date(day, "MMM yy") if place % every == 0 else "")
        for place, day in enumerate(begins)
    )


def _place(plan: Timetable, day: date) -> int:
    return (day - plan.starts_on).days * WHOLE // _days(plan) if plan.starts_on is not None else 0


def _days(plan: Timetable) -> int:
    if plan.starts_on is None or plan.ends_on is None:
        return 1
    return (plan.ends_on - plan.starts_on).days + 1


def _cost(seat: WorkshopSeat, budget: Budget, one: Recommendation) -> CostRow:
    amount = shown_money(one.cost, budget.currency) if one.cost is not None else ""
    return CostRow(_title(one), _to(seat, one, "cost"), one.payer, amount)


def _payer(name: str) -> str:
    return _("nobody named") if name == NO_PAYER else name


def _title(one: Recommendation) -> str:
    return one.title.strip() or " ".join(one.text.split()[:8]) or _("A recommendation without words")


def _to(seat: WorkshopSeat, one: Recommendation, field: str) -> str:
    return workshop_href(seat, "workshop_proposals.part", key=f"{RECOMMENDATION}:{one.id}") + f"#f-{field}"


def _notes(seat: WorkshopSeat, draft: Draft, notes: tuple[PlanNote, ...]) -> tuple[LookGroup, ...]:
    found = (PartWarning(one.part, one.field, one.text) for one in notes)
    return words.look_groups(seat, draft, workshop_content(seat.language), found)
