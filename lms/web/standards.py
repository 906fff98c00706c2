"""The standards of version 1.0, and where each is taught, practised and tested."""

from flask import Blueprint, render_template

from lms.http.access import needs
from lms.http.content import get_standard, list_modules, list_standards
from lms.http.i18n import language
from lms.permissions import Permission
from lms.web.standard_pages import standard_page, standards_page

bp = Blueprint("standards", __name__)


@bp.get("/standards")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """Show all standards under their principles."""
    page = standards_page(list_standards(), list_modules(language()))
    return render_template("standards/index.html", page=page)


@bp.get("/standards/<number>")
@needs(Permission.SIGNED_IN)
def show(number: str) -> str:
    """Show one standard."""
    page = standard_page(get_standard(number), list_standards(), list_modules(language()))
    return render_template("standards/show.html", page=page)
