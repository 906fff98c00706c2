"""Who has committed herself, on which edition: on the screen and to take away."""

from flask import Blueprint, Response, render_template, request

from courses.model import Module, Tier
from lms.db.engine import session
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import today_at
from lms.http.tables import file_name, is_for_machines, send_csv, send_workbook
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.pledges import PledgesQuery, PledgeState, list_pledges
from lms.web import pledge_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.paging import page_number

bp = Blueprint("pledges", __name__)


@bp.get("/institutions/<institution>/commitments")
@needs(Permission.VIEW_PEOPLE)
def index(place: InstitutionPlace) -> str:
    """List the members with their commitments."""
    number, module = page_number(), _module(place)
    found = list_pledges(session(), _query(place, module), limit=pages.ROWS, offset=(number - 1) * pages.ROWS)
    page = pages.pledges_page(
        place,
        module,
        found,
        number=number,
        branches=list_branches(session(), institution_id=place.id),
        state=FormState(request.args.to_dict()),
    )
    return render_template("pledges/index.html", page=page)


@bp.get("/institutions/<institution>/commitments.csv")
@needs(Permission.VIEW_PEOPLE)
def csv(place: InstitutionPlace) -> Response:
    """Send the list as CSV."""
    module = _module(place)
    table = pages.pledges_table(place, module, list_pledges(session(), _query(place, module)))
    name = file_name(place.slug, "commitments", today_at(place.zone), "csv")
    return send_csv(table, name=name, for_machines=is_for_machines())


@bp.get("/institutions/<institution>/commitments.xlsx")
@needs(Permission.VIEW_PEOPLE)
def xlsx(place: InstitutionPlace) -> Response:
    """Send the list as a workbook."""
    module = _module(place)
    table = pages.pledges_table(place, module, list_pledges(session(), _query(place, module)))
    name = file_name(place.slug, "commitments", today_at(place.zone), "xlsx")
    return send_workbook(table, name=name, author=place.name)


def _module(place: InstitutionPlace) -> Module:
    module = pages.chosen_module(request.args, pages.asking_modules(place.language))
    if module is None:
        raise NotFound(_("No module asks for a commitment."))
    return module


def _query(place: InstitutionPlace, module: Module) -> PledgesQuery:
    """Return what is asked for; what is not understood is left out, as if it had not been chosen."""
    state, tier, branch = (request.args.get(name, "") for name in ("state", "tier", "branch"))
    return PledgesQuery(
        institution_id=place.id,
        module_id=module.id,
        on=today_at(place.zone),
        state=PledgeState(state) if state in set(PledgeState) else None,
        tier=tier if tier in set(Tier) else "",
        branch_id=int(branch) if branch.isascii() and branch.isdecimal() and len(branch) < 10 else None,
    )
