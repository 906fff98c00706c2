"""`lms roster`: lists of people in and out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

import click

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.cli.roster_told import tell
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.press import Press
from lms.http.tables import Field as Head
from lms.http.tables import Table, csv_lines, sheet_of
from lms.http.uploads import read_upload
from lms.institutions import roster_imports as imports
from lms.institutions.roster_cells import DATES
from lms.institutions.roster_columns import SEARCHED_ROWS
from lms.institutions.roster_dates import Order
from lms.institutions.roster_mapping import Answers, check_columns
from lms.institutions.roster_words import ROSTER_FIELDS, Field, fold
from lms.institutions.rules import read_day
from lms.institutions.service import KnownInstitution, get_institution
from lms.reports.roster_export import read_roster_rows
from lms.workflows.import_roster import (
    Opened,
    Preview,
    answer_roster,
    answered,
    apply_roster,
    open_book,
    preview_roster,
    stage_roster,
)
from webinar_kits.jobs import JobKind, write_tables
from webinar_kits.sheet_rows import Book
from webinar_kits.tables import Kind

Result = TypeVar("Result")
Option = str | bool | tuple[str, ...] | None
COLUMNS = ROSTER_FIELDS


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say of a list."""

    since: date | None
    order: Order | None
    makes_branches: bool
    are_back: bool
    names_are_right: bool
    leaves_out_faults: bool
    columns: tuple[str, ...]
    same_branches: tuple[str, ...]

    def with_columns(self, opened: Opened) -> Opened:
        """Return a list with its columns as they were named; `Invalid` where a list has no such head or field."""
        columns = dict(opened.answers.columns)
        for said in self.columns:
            name, _, head = said.partition("=")
            columns[_field(name)] = _place(opened, head)
        check_columns(columns)
        return answered(opened, replace(opened.answers, columns=columns))

    def answers(self, opened: Opened) -> Answers:
        """Return the answers to a list."""
        pairs = [
            (name.strip(), branch.strip()) for name, _, branch in (one.partition("=") for one in self.same_branches)
        ]
        questions = opened.parsed.date_questions if self.order else ()
        return replace(
            opened.answers,
            on=self.since,
            branches=frozenset(fold(name) for name, branch in pairs if fold(name) == fold(branch)),
            same_branches={
                **opened.answers.same_branches,
                **{fold(name): branch for name, branch in pairs if fold(name) != fold(branch)},
            },
            orders={question.field: self.order for question in questions if self.order},
            are_back=self.are_back,
            names_are_right=self.names_are_right,
            faults_are_left_out=self.leaves_out_faults,
        )


@click.group()
def roster() -> None:
    """Import and export lists of people."""


@roster.command("import")
@click.argument("institution")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Write it; without this it is only shown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option("--since", metavar="YYYY-MM-DD", help="Changes without a day of their own hold from this day [today].")
@click.option("--date-order", type=click.Choice([order.value for order in Order]), help="How 03/04/2026 is read.")
@click.option("--column", "columns", metavar="FIELD=HEAD", multiple=True, help="Which column is what, as tier=Poste.")
@click.option("--new-branches", is_flag=True, help="Make branches that are not there and called like no other.")
@click.option(
    "--branch", "same_branches", metavar="LISTED=BRANCH", multiple=True, help="LISTED means BRANCH, or is new."
)
@click.option("--are-back", is_flag=True, help="Who has left and stands in the list is back.")
@click.option("--names-are-right", is_flag=True, help="Who is recognised by name and branch alone is right.")
@click.option("--leave-out-faults", is_flag=True, help="Apply although some rows cannot be taken.")
def import_(institution: str, file: Path, *, is_applied: bool, as_json: bool, **options: Option) -> None:
    """Show what FILE (XLSX or CSV) would change in the roster of INSTITUTION; with --apply, write it."""
    settings, now = prepared_settings(), read_clock()
    asked = _asked(options)
    with open_database(settings):
        house = get_institution(session(), slug=institution)
        book = _read(settings, file)
        opened = open_book(session(), institution_id=house.id, book=book, file_name=file.name, now=now)
        preview = _preview(opened, asked, _today(house, now))
        done = _apply(house, preview, book, now) if is_applied else None
    tell(preview, as_json=as_json, is_applied=done is not None)


@roster.command()
@click.argument("institution")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".csv or .xlsx.")
@click.option("--for-programs", is_flag=True, help="CSV with the names of fields as heads.")
def export(institution: str, output: Path, *, for_programs: bool) -> None:
    """Write the roster of INSTITUTION in the columns that an import reads."""
    if output.suffix.lower() not in (".csv", ".xlsx"):
        raise Refusal("-o: give a name that ends in .csv or .xlsx.")
    if not output.absolute().parent.is_dir():
        raise Refusal(f"-o: the folder {output.absolute().parent} does not exist: make it first.")
    with open_database(prepared_settings()):
        house = get_institution(session(), slug=institution)
        table = _table(house)
    if output.suffix.lower() == ".xlsx":
        today = _today(house, read_clock())
        request = write_tables((sheet_of(table),), title=table.name, author=house.profile.name, dated_on=today)
        _with_press(lambda press: press.run(JobKind.SHEETS, {"request": request}, output=output.absolute()))
    else:
        output.write_text("".join(csv_lines(table, for_machines=for_programs)), encoding="utf-8", newline="")
    click.echo(f"{output}: {len(list(table.rows))} people")


def _asked(options: dict[str, Option]) -> Asked:
    since, order, columns, same = (options[name] for name in ("since", "date_order", "columns", "same_branches"))
    for said in same if isinstance(same, tuple) else ():
        if not all(part.strip() for part in said.partition("=")):
            raise Refusal(f"--branch: “{said}” names no branch. Write it like “Mombasa Branch=Mombasa”.")
    try:
        day = read_day(str(since), field="since") if since else None
    except Invalid as error:
        raise Refusal(f"--since: {error}") from None
    return Asked(
        since=day,
        order=Order(str(order)) if order else None,
        makes_branches=bool(options["new_branches"]),
        are_back=bool(options["are_back"]),
        names_are_right=bool(options["names_are_right"]),
        leaves_out_faults=bool(options["leave_out_faults"]),
        columns=columns if isinstance(columns, tuple) else (),
        same_branches=same if isinstance(same, tuple) else (),
    )


def _field(name: str) -> Field:
    try:
        return Field(name.strip())
    except ValueError:
        raise Refusal(f"--column: “{name}” is no field. There are: {', '.join(Field)}.") from None


def _place(opened: Opened, head: str) -> int:
    heads = [fold(title) for title in opened.layout.titles]
    if fold(head) not in heads:
        there = ", ".join(title for title in opened.layout.titles if title)
        raise Refusal(f"--column: row {opened.layout.header_row} has no head “{head}”. It has: {there}.")
    return heads.index(fold(head))


def _read(settings: Settings, file: Path) -> Book:
    try:
        return _with_press(
            lambda press: read_upload(press, file.read_bytes(), name=file.name, instance_dir=settings.instance_dir)
        )
    except Invalid as error:
        raise Refusal(f"{file}: {error}") from None


def _preview(opened: Opened, asked: Asked, today: date) -> Preview:
    try:
        opened = asked.with_columns(opened)
    except Invalid as error:
        raise Refusal(f"--column: {error} Its heads are looked for in the first {SEARCHED_ROWS} rows.") from None
    opened = answered(opened, asked.answers(opened))
    if opened.is_asking:
        titles = ", ".join(f"{one.title} ({', '.join(one.samples)})" for one in opened.parsed.date_questions)
        raise Refusal(f"--date-order: the dates of {titles} can be read in two ways. Give dmy or mdy.")
    found = preview_roster(session(), opened, today=today)
    if asked.makes_branches and found.plan.new_branches:
        branches = opened.answers.branches | {fold(one.name) for one in found.plan.new_branches if not one.similar}
        return preview_roster(session(), answered(opened, replace(opened.answers, branches=branches)), today=today)
    return found


def _apply(house: KnownInstitution, preview: Preview, book: Book, now: datetime) -> str:
    """Keep, answer and apply the list in one transaction."""
    import_id, place = str(uuid4()), {"institution_id": house.id}
    with transaction() as write:
        imports.begin_import(
            write, import_id=import_id, account_id=None, file_name=preview.opened.kept.file_name, now=now, **place
        )
        stage_roster(write, import_id=import_id, book=book, **place)
        answer_roster(write, import_id=import_id, answers=preview.opened.answers, **place)
        apply_roster(
            write,
            import_id=import_id,
            fingerprint=preview.plan.fingerprint,
            today=_today(house, now),
            now=now,
            **place,
        )
    return import_id


def _table(house: KnownInstitution) -> Table:
    heads = tuple(
        Head(field.value, field.value.replace("_", " ").capitalize(), Kind.DATE if field in DATES else Kind.TEXT)
        for field in COLUMNS
    )
    people = read_roster_rows(session(), institution_id=house.id)
    rows = [tuple(getattr(row, field.value) for field in COLUMNS) for row in people]
    return Table("Roster", heads, rows)


def _today(house: KnownInstitution, now: datetime) -> date:
    return now.astimezone(ZoneInfo(house.profile.zone)).date()


def _with_press(use: Callable[[Press], Result]) -> Result:
    press = Press()
    try:
        return use(press)
    finally:
        press.close()
