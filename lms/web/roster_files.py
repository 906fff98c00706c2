"""Files around the roster: the roster itself, an example of a list, and what a list got wrong."""

from uuid import UUID

from flask import Blueprint, Response

from lms.db.engine import session
from lms.http.access import needs
from lms.http.moment import today_at
from lms.http.roster_work import compared
from lms.http.tables import file_name, is_for_machines, send_csv, send_workbook
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.roster_export import read_roster_rows
from lms.web.roster_tables import faults_table, roster_table, sample_table

bp = Blueprint("roster_files", __name__)
HOME = "/institutions/<institution>/roster"


@bp.get(f"{HOME}/export.csv")
@needs(Permission.VIEW_PEOPLE)
def export_csv(place: InstitutionPlace) -> Response:
    """Send the roster as CSV, which an import reads back without a change."""
    table = roster_table(read_roster_rows(session(), institution_id=place.id))
    return send_csv(table, name=_name(place, "roster", "csv"), for_machines=is_for_machines())


@bp.get(f"{HOME}/export.xlsx")
@needs(Permission.VIEW_PEOPLE)
def export_xlsx(place: InstitutionPlace) -> Response:
    """Send the roster as a workbook, which an import reads back without a change."""
    table = roster_table(read_roster_rows(session(), institution_id=place.id))
    return send_workbook(table, name=_name(place, "roster", "xlsx"), author=place.name)


@bp.get(f"{HOME}/sample.csv")
@needs(Permission.EDIT_PEOPLE)
def sample_csv(place: InstitutionPlace) -> Response:
    """Send an example of a list as CSV."""
    return send_csv(sample_table(), name=_name(place, "roster-example", "csv"), for_machines=is_for_machines())


@bp.get(f"{HOME}/sample.xlsx")
@needs(Permission.EDIT_PEOPLE)
def sample_xlsx(place: InstitutionPlace) -> Response:
    """Send an example of a list as a workbook."""
    return send_workbook(sample_table(), name=_name(place, "roster-example", "xlsx"), author=place.name)


@bp.get(f"{HOME}/imports/<uuid:import_id>/faults.csv")
@needs(Permission.EDIT_PEOPLE)
def faults_csv(place: InstitutionPlace, import_id: UUID) -> Response:
    """Send every row of a list that cannot be taken, with what to do about it."""
    table = faults_table(compared(place, str(import_id)).plan.faults)
    return send_csv(table, name=_name(place, "rows-to-correct", "csv"), for_machines=is_for_machines())


def _name(place: InstitutionPlace, what: str, ending: str) -> str:
    return file_name(place.slug, what, today_at(place.zone), ending)
