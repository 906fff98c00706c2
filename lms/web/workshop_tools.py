"""The tools library of a workshop: searched, narrowed, cited by name in recommendations."""

from flask import Blueprint, render_template, request

from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.http.content import list_modules
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.workshop_tool_pages import tools_page

bp = Blueprint("workshop_tools", __name__)


@bp.get("/workshops/<uuid:workshop_id>/tools")
@needs(Permission.DRAFT)
def index(seat: WorkshopSeat) -> str:
    """List the tools that an address asks for."""
    tools, modules = workshop_content(seat.language).tools, list_modules(seat.language)
    page = tools_page(seat, tools, modules, request.args.to_dict())
    return render_template("workshop_tools/index.html", page=page)
