"""Lists of people: sent, their columns confirmed, what they would change looked at, applied or dropped."""

from uuid import UUID

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.holdings import press
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.roster_work import apply_list, compared, drop_list, is_long, take_list
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions import roster_imports as imports
from lms.institutions.roster_imports import KnownImport, State
from lms.permissions import Permission
from lms.web.contexts.shell import FormState
from lms.web.forms.roster import read_columns, read_consent, read_row_number, read_wishes
from lms.web.paging import page_number
from lms.web.roster_columns_page import columns_page
from lms.web.roster_pages import ROWS, comparing_page, progress_page, result_page, roster_page
from lms.web.roster_preview_page import preview_page
from lms.workflows.compare_roster import Comparison
from lms.workflows.import_roster import StalePreviewError, answer_roster, open_roster, with_sheet

bp = Blueprint("roster", __name__)
HOME = "/institutions/<institution>/roster"
ONE = f"{HOME}/imports/<uuid:import_id>"
Shown = str | tuple[str, int] | AnyResponse


@bp.get(HOME)
@needs(Permission.EDIT_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """Ask for a list, and show those that came before."""
    press().warm()
    return _index(place, FormState())


@bp.post(HOME)
@needs(Permission.EDIT_PEOPLE)
def upload(place: InstitutionPlace) -> Shown:
    """Take a list."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _index(place, FormState(errors={"file": _("Choose a file first: XLSX or CSV.")})), 422
    try:
        import_id = take_list(place, account_id=viewer().account_id, data=file.read(), name=file.filename)
    except Invalid as error:
        return _index(place, FormState(errors=error.fields)), 422
    return _go("show", place, import_id)


@bp.get(ONE)
@needs(Permission.EDIT_PEOPLE)
def show(place: InstitutionPlace, import_id: UUID) -> Shown:
    """Show where a list stands."""
    kept = _get(place, import_id)
    if kept.is_under_way(now()):
        page = progress_page(place, kept)
        return render_template("roster/progress.html", page=page)
    if kept.state is State.APPLIED:
        return render_template("roster/show.html", page=result_page(place, kept))
    if kept.state in (State.READ, State.APPLYING):
        return _go_on(place, kept)
    fault = str(kept.summary.get("fault") or _("This list is no longer kept. Send the file again."))
    return _index(place, FormState(errors={"file": fault})), 422


@bp.get(f"{ONE}/state")
@needs(Permission.EDIT_PEOPLE)
def state(place: InstitutionPlace, import_id: UUID) -> Response:
    """Say to a waiting page whether the work is done."""
    return jsonify(is_done=not _get(place, import_id).is_under_way(now()))


@bp.get(f"{ONE}/columns")
@needs(Permission.EDIT_PEOPLE)
def columns(place: InstitutionPlace, import_id: UUID) -> str:
    """Show which column is what."""
    return _columns(place, import_id, FormState())


@bp.post(f"{ONE}/columns")
@needs(Permission.EDIT_PEOPLE)
def save_columns(place: InstitutionPlace, import_id: UUID) -> Shown:
    """Keep which column is what, and go on to what would change."""
    opened = open_roster(session(), institution_id=place.id, import_id=str(import_id))
    try:
        answers = read_columns(request.form, opened.answers)
        with transaction() as write:
            answer_roster(write, institution_id=place.id, import_id=str(import_id), answers=answers)
    except Invalid as error:
        return _columns(place, import_id, FormState(errors=error.fields)), 422
    return _go("preview", place, import_id)


@bp.post(f"{ONE}/sheet")
@needs(Permission.EDIT_PEOPLE)
def choose_sheet(place: InstitutionPlace, import_id: UUID) -> AnyResponse:
    """Look at another sheet, or take another row for the heads."""
    opened = open_roster(session(), institution_id=place.id, import_id=str(import_id))
    sheet = request.form.get("sheet", opened.sheet.name)
    row = read_row_number(request.form.get("header_row", ""))
    is_other = sheet != opened.sheet.name
    answers = with_sheet(opened, sheet=sheet, header_row=None if is_other else row)
    with transaction() as write:
        answer_roster(write, institution_id=place.id, import_id=str(import_id), answers=answers)
    return _go("columns", place, import_id)


@bp.get(f"{ONE}/preview")
@needs(Permission.EDIT_PEOPLE)
def preview(place: InstitutionPlace, import_id: UUID) -> Shown:
    """Show what a list would change; for a long one a page says so while it is compared."""
    kept = _get(place, import_id)
    if kept.state is not State.READ:
        return _go("show", place, import_id)
    if is_long(kept) and not request.args:
        return render_template("roster/progress.html", page=comparing_page(place, kept))
    try:
        return _preview(place, compared(place, str(import_id)), FormState())
    except Invalid as error:
        return _columns(place, import_id, FormState(errors=error.fields)), 422


@bp.post(f"{ONE}/wishes")
@needs(Permission.EDIT_PEOPLE)
def save_wishes(place: InstitutionPlace, import_id: UUID) -> Shown:
    """Keep the day for all, the branches to be made and who is back, and show anew what would change."""
    opened = open_roster(session(), institution_id=place.id, import_id=str(import_id))
    try:
        answers = read_wishes(request.form, opened.answers)
    except Invalid as error:
        state = FormState(values=request.form.to_dict(), errors=error.fields)
        return _preview(place, compared(place, str(import_id)), state), 422
    with transaction() as write:
        answer_roster(write, institution_id=place.id, import_id=str(import_id), answers=answers)
    return _go("preview", place, import_id)


@bp.post(f"{ONE}/apply")
@needs(Permission.EDIT_PEOPLE)
def apply(place: InstitutionPlace, import_id: UUID) -> Shown:
    """Write what was shown, all of it or nothing."""
    kept = _get(place, import_id)
    try:
        if kept.state is State.READ:
            _consent(place, import_id)
        apply_list(place, kept, fingerprint=request.form.get("fingerprint", ""))
    except StalePreviewError as error:
        flash(str(error), "error")
        return _go("preview", place, import_id)
    except Invalid as error:
        return _preview(place, compared(place, str(import_id)), FormState(errors=error.fields)), 422
    return _go("show", place, import_id)


@bp.post(f"{ONE}/drop")
@needs(Permission.EDIT_PEOPLE)
def drop(place: InstitutionPlace, import_id: UUID) -> AnyResponse:
    """Forget a list that was not applied."""
    drop_list(place, str(import_id))
    flash(_("The list is dropped. Nothing was changed."), "done")
    return redirect(url_for("roster.index", institution=place.slug), code=303)


def _consent(place: InstitutionPlace, import_id: UUID) -> None:
    opened = open_roster(session(), institution_id=place.id, import_id=str(import_id))
    answers = read_consent(request.form, opened.answers)
    if answers != opened.answers:
        with transaction() as write:
            answer_roster(write, institution_id=place.id, import_id=str(import_id), answers=answers)


def _go_on(place: InstitutionPlace, kept: KnownImport) -> AnyResponse:
    """Go where a list that was read is looked at; what went wrong the last time is said there."""
    fault = str(kept.summary.get("fault") or "")
    if kept.summary.get("is_stale"):
        fault = _("The roster has changed since the preview was made. Look at it anew.")
    if fault:
        flash(fault, "error")
        return _go("preview", place, UUID(kept.id))
    return _go("columns", place, UUID(kept.id))


def _get(place: InstitutionPlace, import_id: UUID) -> KnownImport:
    return imports.get_import(session(), institution_id=place.id, import_id=str(import_id))


def _index(place: InstitutionPlace, state: FormState) -> str:
    number = page_number()
    found = imports.list_imports(session(), institution_id=place.id, limit=ROWS, offset=(number - 1) * ROWS)
    total = imports.count_imports(session(), institution_id=place.id)
    page = roster_page(place, found, number=number, total=total, state=state)
    return render_template("roster/index.html", page=page)


def _columns(place: InstitutionPlace, import_id: UUID, errors: FormState) -> str:
    opened = open_roster(session(), institution_id=place.id, import_id=str(import_id))
    return render_template("roster/columns.html", page=columns_page(place, opened, errors=errors))


def _preview(place: InstitutionPlace, found: Comparison, state: FormState) -> str:
    page = preview_page(
        place,
        found,
        show=request.args.get("show", ""),
        number=page_number(),
        is_paper=request.args.get("paper") == "yes",
        state=state,
    )
    return render_template("roster/preview.html", page=page)


def _go(view: str, place: InstitutionPlace, import_id: UUID | str) -> AnyResponse:
    return redirect(url_for(f"roster.{view}", institution=place.slug, import_id=import_id), code=303)
