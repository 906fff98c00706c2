"""The case of a workshop: its story, its facts, its exhibits. Nothing of the key is known here."""

from flask import Blueprint, Response, render_template, request

from lms.http.access import needs
from lms.http.cases import case_of
from lms.http.tables import is_for_machines, send_csv
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import exhibit_pages as exhibits
from lms.web import workshop_case_pages as pages

bp = Blueprint("workshop_cases", __name__)
CASE = "/workshops/<uuid:workshop_id>/case"


@bp.get(CASE)
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat) -> str:
    """Tell the story."""
    return render_template("workshop_cases/show.html", page=pages.story_page(seat, case_of(seat)))


@bp.get(f"{CASE}/facts")
@needs(Permission.DRAFT)
def facts(seat: WorkshopSeat) -> str:
    """List the numbered facts."""
    page = pages.facts_page(seat, case_of(seat), request.args.to_dict())
    return render_template("workshop_cases/facts.html", page=page)


@bp.get(f"{CASE}/exhibits/<exhibit>")
@needs(Permission.DRAFT)
def exhibit(seat: WorkshopSeat, exhibit: str) -> str:
    """Show a paper."""
    case = case_of(seat)
    found = exhibits.find_exhibit(case, exhibit)
    page = exhibits.exhibit_page(seat, case, found, request.args.to_dict())
    return render_template("workshop_cases/exhibit.html", page=page)


@bp.get(f"{CASE}/exhibits/<exhibit>.csv")
@needs(Permission.DRAFT)
def exhibit_csv(seat: WorkshopSeat, exhibit: str) -> Response:
    """Send the rows shown as CSV; a paper without rows has none."""
    found = exhibits.find_exhibit(case_of(seat), exhibit)
    table = exhibits.exhibit_table(found, exhibits.rows_asked(found, request.args.to_dict()))
    return send_csv(table, name=f"{found.label}-{found.id}.csv", for_machines=is_for_machines())
