"""The page that shows what a list would change, before anything is written."""

from collections import defaultdict
from collections.abc import Sequence

from flask import url_for

from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_people import Person
from lms.institutions.roster_places import Change
from lms.institutions.roster_steps import Plan, Repeat, Step
from lms.institutions.roster_values import Fault
from lms.web.contexts.roster import (
    BranchTick,
    CountLine,
    DifferenceLine,
    FaultGroup,
    FaultLine,
    PreviewPage,
    StepLine,
)
from lms.web.contexts.shell import FormState
from lms.web.frame import make_shell
from lms.web.member_pages import member_href
from lms.web.paging import make_pages
from lms.web.roster_words import change_words, fault_words, field_words, value_words
from lms.workflows.compare_roster import Comparison

ROWS, ROWS_ON_PAPER = 50, 5_000
FIRST_FAULTS = 5
FAULTS, REPEATS, ABSENT, REMARKS = "faults", "repeats", "absent", "remarks"


def preview_page(
    place: InstitutionPlace, found: Comparison, *, show: str, number: int, is_paper: bool, state: FormState
) -> PreviewPage:
    """Return the page with the rows of one kind; without a kind, the first that there is."""
    plan, answers, kept = found.plan, found.answers, found.kept
    amounts = _amounts(plan)
    chosen = show if amounts.get(show) else next((key for key, amount in amounts.items() if amount), "")
    rows = _rows(plan, chosen)
    size = ROWS_ON_PAPER if is_paper else ROWS

    def href(view: str, **more: str | int) -> str:
        return url_for(f"roster.{view}", institution=place.slug, import_id=kept.id, **more)  # type: ignore[arg-type]

    return PreviewPage(
        shell=make_shell(_("What this list would change")),
        institution=place.name,
        file_name=kept.file_name,
        counts=tuple(
            CountLine(key, _label(key), amount, href("preview", show=key), key == chosen)
            for key, amount in amounts.items()
            if amount
        ),
        steps=tuple(_line(place, row) for row in rows[(number - 1) * size : number * size]),
        groups=_groups(plan.faults) if chosen == FAULTS else (),
        pages=make_pages(number, size=size, total=len(rows), href=lambda to: href("preview", show=chosen, page=to)),
        branches=tuple(
            BranchTick(one.name, one.count, one.similar, one.is_wanted, bool(one.taken_as))
            for one in sorted(plan.new_branches, key=lambda one: not one.similar)
        ),
        is_asking_branches=not all(one.is_settled for one in plan.new_branches),
        on=answers.on.isoformat() if answers.on else "",
        are_back=answers.are_back,
        gone_in_list=sum(step.is_gone for step in plan.steps),
        faulty=len({fault.row for fault in plan.faults}),
        by_name=plan.by_name,
        changes=len(plan.writes),
        fingerprint=plan.fingerprint,
        answers=state,
        answers_href=href("save_wishes"),
        apply_href=href("apply"),
        columns_href=href("columns"),
        drop_href=href("drop"),
        faults_href=url_for("roster_files.faults_csv", institution=place.slug, import_id=kept.id),
        print_href=href("preview", show=chosen, paper="yes"),
        is_paper=is_paper,
    )


def _amounts(plan: Plan) -> dict[str, int]:
    """Return how many rows of each kind there are, what needs a look first."""
    counts = plan.counts()
    return {
        FAULTS: len({fault.row for fault in plan.faults}),
        **{change.value: counts[change] for change in Change if change is not Change.UNCHANGED},
        REMARKS: sum(1 for step in plan.steps if step.remarks),
        REPEATS: len(plan.repeats),
        ABSENT: len(plan.absent),
        Change.UNCHANGED.value: counts[Change.UNCHANGED],
    }


def _label(key: str) -> str:
    return {
        FAULTS: _("Rows that cannot be taken"),
        REMARKS: _("With a remark"),
        REPEATS: _("Said twice"),
        ABSENT: _("Not in the list: kept"),
    }.get(key) or change_words(key)


def _rows(plan: Plan, show: str) -> Sequence[Step | Person | Repeat]:
    """Return the rows of one kind, of which a page shows a few."""
    if show == ABSENT:
        return plan.absent
    if show == REPEATS:
        return plan.repeats
    if show == REMARKS:
        return [step for step in plan.steps if step.remarks]
    if show == FAULTS or not show:
        return ()
    change = Change(show)
    return [step for step in plan.steps if change in (step.changes or (Change.UNCHANGED,))]


def _line(place: InstitutionPlace, row: Step | Person | Repeat) -> StepLine:
    if isinstance(row, Person):
        return _absent(place, row)
    if isinstance(row, Repeat):
        return StepLine(row.row, "", "", (), (), (_("Says the same as row %(row)s.", row=row.first_row),))
    return step_line(place, row)


def step_line(place: InstitutionPlace, step: Step) -> StepLine:
    """Return a person and what happens to her record."""
    return StepLine(
        row=step.row,
        name=step.after.name,
        staff_code=step.after.staff_code,
        changes=tuple(change_words(change.value) for change in step.changes),
        differences=tuple(
            DifferenceLine(field_words(one.field), value_words(one.field, one.old), value_words(one.field, one.new))
            for one in step.differences
        ),
        remarks=step.remarks,
        href=member_href(place, step.before.id, "show") if step.before else "",
    )


def _absent(place: InstitutionPlace, person: Person) -> StepLine:
    remark = _("In the roster, not in this list: kept. If this person has left, record it on the person's page.")
    return StepLine(0, person.name, person.staff_code, (), (), (remark,), member_href(place, person.id, "show"))


def _groups(faults: Sequence[Fault]) -> tuple[FaultGroup, ...]:
    found: defaultdict[FaultKind, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.kind].append(fault)
    return tuple(
        FaultGroup(
            label=fault_words(kind),
            number=len(group),
            lines=tuple(
                FaultLine(one.row, one.cell, one.title, one.value, one.sentence) for one in group[:FIRST_FAULTS]
            ),
        )
        for kind, group in sorted(found.items(), key=lambda pair: (pair[0] is FaultKind.BRANCH, -len(pair[1])))
    )
