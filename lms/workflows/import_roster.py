"""Import a list of people: keep it, ask about it, show what it would change, and write it, all or nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.cycles import unsearched
from lms.errors import Conflict, Invalid
from lms.institutions import roster_imports as imports
from lms.institutions import roster_store as store
from lms.institutions.roster_columns import TELLING, Layout, guess_layout, layout_at, make_layout
from lms.institutions.roster_imports import KnownImport, State
from lms.institutions.roster_mapping import Answers, answers_of, check_columns
from lms.institutions.roster_people import Roster
from lms.institutions.roster_places import Dates
from lms.institutions.roster_plan import make_plan
from lms.institutions.roster_rows import find_rows
from lms.institutions.roster_shapes import shaped
from lms.institutions.roster_steps import Plan, Wishes
from lms.institutions.roster_turned import leave_titles, turn_names
from lms.institutions.roster_values import Parsed, parse
from lms.institutions.roster_words import Field
from lms.sorting import natural
from webinar_kits.sheet_rows import Book, ReadSheet

NOTHING_THERE = "This file holds no rows. Choose the one with your people in it."


class StalePreviewError(Conflict):
    """The roster or the answers changed since the preview was shown."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A list as it was read by its answers."""

    kept: KnownImport
    book: Book
    sheet: ReadSheet
    layout: Layout
    answers: Answers
    parsed: Parsed

    @property
    def is_asking(self) -> bool:
        """Whether something must be answered before a plan can be made."""
        if not TELLING & self.layout.columns.keys():
            return True
        return any(question.field not in self.answers.orders for question in self.parsed.date_questions)


@dataclass(frozen=True, slots=True)
class Preview:
    """A list with what it would change."""

    opened: Opened
    plan: Plan

    def hindrances(self) -> dict[str, str]:
        """Return what has to be said before it may be written, by the name of the answer."""
        found = {}
        if self.plan.faults and not self.opened.answers.faults_are_left_out:
            number = len({fault.row for fault in self.plan.faults})
            found["faults_are_left_out"] = f"{number:,} rows cannot be taken. Correct them, or leave them out."
        if self.plan.by_name and not self.opened.answers.names_are_right:
            found["names_are_right"] = (
                f"{self.plan.by_name:,} people were recognised by name and branch alone. Look at them, and say that "
                "this is right; or add a column with staff codes."
            )
        return found


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did; `is_repeated` when it had been done before and nothing was written now."""

    kept: KnownImport
    is_repeated: bool


@unsearched()
def stage_roster(session: Session, *, institution_id: int, import_id: str, book: Book) -> Answers:
    """Keep what a file held with what can be guessed of it; `Invalid` for one without rows."""
    book = shaped(book)
    sheet, layout = _best_sheet(book)
    tiers, same = imports.explained(session, institution_id=institution_id)
    answers = answers_of(sheet.name, layout, tiers=tiers, same_branches=same)
    imports.keep_book(
        session,
        institution_id=institution_id,
        import_id=import_id,
        book=book,
        answers=answers,
        rows=len(find_rows(sheet, layout)),
    )
    return answers


def answer_roster(session: Session, *, institution_id: int, import_id: str, answers: Answers) -> None:
    """Keep what was said of a list; `Conflict` when it is done with."""
    if imports.get_import(session, institution_id=institution_id, import_id=import_id).state is not State.READ:
        raise Conflict("This list is done with. Send the file again to change something else.")
    imports.keep_answers(session, institution_id=institution_id, import_id=import_id, answers=answers)


@unsearched()
def open_roster(session: Session, *, institution_id: int, import_id: str) -> Opened:
    """Return a list read by its answers."""
    kept = imports.get_import(session, institution_id=institution_id, import_id=import_id)
    book, answers = imports.read_kept(session, institution_id=institution_id, import_id=import_id)
    return _opened(kept, book, answers)


@unsearched()
def open_book(session: Session, *, institution_id: int, book: Book, file_name: str, now: datetime) -> Opened:
    """Return a list that is not kept, read by what can be guessed of it; `Invalid` for one without rows."""
    book = shaped(book)
    sheet, layout = _best_sheet(book)
    tiers, same = imports.explained(session, institution_id=institution_id)
    kept = KnownImport("", institution_id, None, file_name, State.READ, {}, now, None)
    return _opened(kept, book, answers_of(sheet.name, layout, tiers=tiers, same_branches=same))


@unsearched()
def answered(opened: Opened, answers: Answers) -> Opened:
    """Return a list read by other answers, which are not kept."""
    return _opened(opened.kept, opened.book, answers)


@unsearched()
def preview_roster(session: Session, opened: Opened, *, today: date) -> Preview:
    """Return what a list would change today; `Invalid` when something must be answered first."""
    return compare(opened, store.read_roster(session, institution_id=opened.kept.institution_id), today=today)


def compare(opened: Opened, roster: Roster, *, today: date) -> Preview:
    """Return what a list would change in a roster; `Invalid` when something must be answered first."""
    check_columns(opened.layout.columns)
    if opened.is_asking:
        raise Invalid(
            {
                f"order-{question.field.value}": f"Say how to read the dates of “{question.title}”: day or month "
                f"first. They say {', '.join(question.samples)}."
                for question in opened.parsed.date_questions
                if question.field not in opened.answers.orders
            }
        )
    answers = opened.answers
    dates = Dates(
        on=answers.on or today,
        today=today,
        has_left_on=Field.LEFT_ON in opened.layout.columns,
        are_back=answers.are_back,
    )
    return Preview(opened, make_plan(opened.parsed, roster, Wishes(dates, answers.branches, answers.same_branches)))


@unsearched()
def apply_roster(
    session: Session, *, institution_id: int, import_id: str, fingerprint: str, today: date, now: datetime
) -> Done:
    """Write what the preview with that fingerprint showed, in this one transaction.

    Pressed twice it is done once. `StalePreviewError` when what would be written is no longer what was shown.
    """
    store.lock_roster(session, institution_id=institution_id)
    kept = imports.lock_import(session, institution_id=institution_id, import_id=import_id)
    if kept.state is State.APPLIED:
        return Done(kept, is_repeated=True)
    if kept.state not in (State.READ, State.APPLYING):
        raise Conflict("This list is done with. Send the file again.")
    opened = open_roster(session, institution_id=institution_id, import_id=import_id)
    preview = preview_roster(session, opened, today=today)
    if preview.plan.fingerprint != fingerprint:
        raise StalePreviewError("The roster has changed since this preview was made. Look at it anew.")
    hindrances = preview.hindrances()
    if hindrances:
        raise Invalid(hindrances)
    store.write_steps(session, institution_id=institution_id, steps=preview.plan.writes, now=now)
    imports.set_state(
        session,
        institution_id=institution_id,
        import_id=import_id,
        state=State.APPLIED,
        summary=summarize(preview.plan),
        now=now,
    )
    return Done(imports.get_import(session, institution_id=institution_id, import_id=import_id), is_repeated=False)


def summarize(plan: Plan) -> dict[str, object]:
    """Return the figures of a plan: how many people are new, changed, …, left out and kept."""
    return {
        **{change.value: number for change, number in plan.counts().items()},
        "faults": len({fault.row for fault in plan.faults}),
        "repeats": len(plan.repeats),
        "absent": len(plan.absent),
        "branches": sorted(
            {one.branch_name for step in plan.steps for one in step.after.history if not one.branch_id}, key=natural
        ),
        "rows": len(plan.steps) + len(plan.repeats) + len({fault.row for fault in plan.faults}),
    }


def with_sheet(opened: Opened, *, sheet: str, header_row: int | None = None) -> Answers:
    """Return the answers for another sheet, or another row of heads, its columns guessed anew."""
    found = next((one for one in opened.book.sheets if one.name == sheet), opened.sheet)
    layout = guess_layout(found) if header_row is None else layout_at(found, header_row)
    return replace(opened.answers, sheet=found.name, header_row=layout.header_row, columns=layout.columns, orders={})


def _opened(kept: KnownImport, book: Book, answers: Answers) -> Opened:
    sheet = next((one for one in book.sheets if one.name == answers.sheet), book.sheets[0])
    layout = make_layout(sheet, header_row=answers.header_row, columns=answers.columns)
    parsed = parse(book, sheet, layout, said=answers.said)
    if not layout.is_for_programs:
        parsed = leave_titles(parsed)
    if Field.SURNAME not in layout.columns:
        parsed = turn_names(parsed)
    return Opened(kept, book, sheet, layout, answers, parsed)


def _best_sheet(book: Book) -> tuple[ReadSheet, Layout]:
    """Return the sheet that says most of people, the first of those that say as much."""
    sheets = [(sheet, guess_layout(sheet)) for sheet in book.sheets if sheet.rows]
    if not sheets:
        raise Invalid({"file": NOTHING_THERE})
    return max(sheets, key=lambda pair: len(pair[1].columns))
