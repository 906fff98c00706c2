"""Lists of people: sent, asked about, looked at, applied; and the roster to take away in the same columns."""

from dataclasses import replace
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from lms.api import roster_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.roster_json import entry_json, fault_json, import_json, step_json
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.api.schemas.rosters import (
    ROWS,
    AnswersBody,
    AnswersBodySchema,
    ApplyBody,
    ApplyBodySchema,
    FaultListSchema,
    ImportListSchema,
    ImportSchema,
    RosterBody,
    RosterBodySchema,
    RosterFileSchema,
    Row,
    StepListSchema,
)
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.roster_work import apply_list, compared, drop_list, take_list, take_rows
from lms.http.tables import Field as Head
from lms.http.tables import Table, csv_lines
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions import roster_imports as imports
from lms.institutions.roster_cells import DATES
from lms.institutions.roster_mapping import Answers
from lms.institutions.roster_words import ROSTER_FIELDS, fold
from lms.permissions import Permission
from lms.reports.roster_export import read_roster_rows
from lms.workflows.import_roster import answer_roster, open_roster
from webinar_kits.sheet_rows import Book, ReadSheet, SheetRow
from webinar_kits.tables import Kind

area = Area("rosters", "Lists of people: sent, looked at before anything is written, applied; and the roster as one.")
HOME = "/institutions/<institution>/roster-imports"
ONE = f"{HOME}/<uuid:import_id>"
COLUMNS = ROSTER_FIELDS


@area.at("/institutions/<institution>/roster.csv")
class RosterFile(MethodView):
    """The roster."""

    @needs(Permission.VIEW_PEOPLE)
    @fails(404)
    @area.gives_file("text/csv", description="UTF-8, the names of fields as heads. Sent back, it changes nothing.")
    def get(self, place: InstitutionPlace) -> Response:
        """Fetch the roster in the columns that an import reads."""
        heads = tuple(Head(one.value, one.value, Kind.DATE if one in DATES else Kind.TEXT) for one in COLUMNS)
        rows = (
            tuple(getattr(row, one.value) for one in COLUMNS)
            for row in read_roster_rows(session(), institution_id=place.id)
        )
        lines = "".join(csv_lines(Table("Roster", heads, rows), for_machines=True))
        return Response(lines, mimetype="text/csv")


@area.at(HOME)
class RosterImports(MethodView):
    """The lists that came."""

    takes_files = True

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, ImportListSchema, example=examples.page_of(examples.ENTRY))
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the lists that came, newest first."""
        found = imports.list_imports(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        total = imports.count_imports(session(), institution_id=place.id)
        return write_page([entry_json(kept) for kept in found], query, total=total)

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes_file(RosterFileSchema)
    @area.takes(RosterBodySchema, example=examples.BODY)
    @area.gives(201, ImportSchema, example=examples.IMPORT)
    def post(self, body: RosterBody, place: InstitutionPlace) -> Json:
        """Send a list, as rows or as an XLSX or CSV file. Nothing is written before it is applied."""
        account_id, file = viewer().account_id, request.files.get("file")
        if file is not None:
            import_id = take_list(place, account_id=account_id, data=file.read(), name=file.filename or "roster")
        elif body.rows:
            import_id = take_rows(place, account_id=account_id, book=_book(body.rows), name="API")
        else:
            raise Invalid({"rows": ROWS})
        return import_json(place, import_id)


@area.at(ONE)
class RosterImport(MethodView):
    """A list."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.gives(200, ImportSchema, example=examples.IMPORT)
    def get(self, import_id: UUID, place: InstitutionPlace) -> Json:
        """Show what a list asks and would change, as the roster is now."""
        return import_json(place, str(import_id))

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(AnswersBodySchema, example=examples.ANSWERS)
    @area.gives(200, ImportSchema, example=examples.IMPORT)
    def patch(self, body: AnswersBody, import_id: UUID, place: InstitutionPlace) -> Json:
        """Answer what a list asks."""
        with transaction() as write:
            opened = open_roster(write, institution_id=place.id, import_id=str(import_id))
            answers = _answered(opened.answers, body)
            answer_roster(write, institution_id=place.id, import_id=str(import_id), answers=answers)
        return import_json(place, str(import_id))

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.gives_nothing()
    def delete(self, import_id: UUID, place: InstitutionPlace) -> None:
        """Drop a list that was not applied."""
        drop_list(place, str(import_id))


@area.at(f"{ONE}/changes")
class RosterChanges(MethodView):
    """What a list would change."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 422)
    @area.asks(PageQuerySchema)
    @area.gives(200, StepListSchema, example=examples.page_of(examples.STEP))
    def get(self, query: PageQuery, import_id: UUID, place: InstitutionPlace) -> Json:
        """List the people whom a list would change, field by field."""
        steps = compared(place, str(import_id)).plan.writes
        shown = steps[query.offset : query.offset + query.size]
        return write_page([step_json(step) for step in shown], query, total=len(steps))


@area.at(f"{ONE}/faults")
class RosterFaults(MethodView):
    """What cannot be taken of a list."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 422)
    @area.asks(PageQuerySchema)
    @area.gives(200, FaultListSchema, example=examples.page_of(examples.FAULT))
    def get(self, query: PageQuery, import_id: UUID, place: InstitutionPlace) -> Json:
        """List every cell and row that cannot be taken, with its cure."""
        faults = compared(place, str(import_id)).plan.faults
        shown = faults[query.offset : query.offset + query.size]
        return write_page([fault_json(fault) for fault in shown], query, total=len(faults))


@area.at(f"{ONE}/application")
class RosterApplication(MethodView):
    """Applying a list."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(ApplyBodySchema, example={"fingerprint": examples.FINGERPRINT})
    @area.gives(200, ImportSchema, example=examples.IMPORT)
    def post(self, body: ApplyBody, import_id: UUID, place: InstitutionPlace) -> Json:
        """Write what was shown, all of it or nothing. Sent twice it is done once; a long list takes a moment."""
        kept = imports.get_import(session(), institution_id=place.id, import_id=str(import_id))
        apply_list(place, kept, fingerprint=body.fingerprint)
        return import_json(place, str(import_id))


def _book(rows: tuple[Row, ...]) -> Book:
    """Return rows as a sheet with the names of fields as its heads."""
    heads = tuple(field.value for field in COLUMNS if any(field.value in row for row in rows))
    lines = (tuple(row.get(head, "").strip() for head in heads) for row in rows)
    sheet = ReadSheet("", (SheetRow(1, heads), *(SheetRow(number, line) for number, line in enumerate(lines, start=2))))
    return Book("json", (sheet,))


def _answered(answers: Answers, body: AnswersBody) -> Answers:
    changed: dict[str, object] = {
        name: value
        for name in ("on", "are_back", "names_are_right", "faults_are_left_out")
        if (value := getattr(body, name)) is not None
    }
    if body.orders is not None:
        changed["orders"] = {**answers.orders, **body.orders}
    if body.tiers is not None:
        changed["tiers"] = {**answers.tiers, **{fold(word): tier for word, tier in body.tiers.items()}}
    if body.branches is not None:
        changed["branches"] = frozenset(fold(name) for name in body.branches)
    if body.same_branches is not None:
        changed["same_branches"] = {fold(name): branch.strip() for name, branch in body.same_branches.items()}
    return replace(answers, **changed)  # type: ignore[arg-type]
