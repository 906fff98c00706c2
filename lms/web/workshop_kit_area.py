"""The kit of the workshop among the kits of an institution or a network, before there is a workshop on the platform.

Each view stands at two addresses; it gets the institution or the network that its address names.
"""

from flask import Blueprint, Response, render_template, request

from lms.errors import Invalid, NotFound
from lms.http.access import NOT_YOURS, needs
from lms.http.holdings import press
from lms.http.store import send
from lms.http.viewer import InstitutionPlace
from lms.http.workshop_decks import kit_name, place_request, refuse_trainees, workshop_kit_file
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.web.workshop_kit_pages import area_page
from webinar_kits.workshop.kit_request import KitPart

bp = Blueprint("workshop_kit_area", __name__)
HOUSE, NETWORK = "/institutions/<institution>/kits/workshop", "/networks/<network>/kits/workshop"


@bp.get(HOUSE)
@bp.get(NETWORK)
@needs(Permission.HOLD_WORKSHOPS)
def show(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> str | tuple[str, int]:
    """Ask what the kit should be; show the agenda as it would be held."""
    press().warm()
    typed = request.args.to_dict()
    try:
        return render_template("workshop_kit_area/show.html", page=area_page(_holder(place, network), typed))
    except Invalid as error:
        page = area_page(_holder(place, network), typed, errors=error.fields)
        return render_template("workshop_kit_area/show.html", page=page), 422


@bp.get(f"{HOUSE}/whole.zip")
@bp.get(f"{NETWORK}/whole.zip")
@needs(Permission.HOLD_WORKSHOPS)
def whole(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send the whole kit, answers and all; not to who is a trainee now."""
    refuse_trainees()
    return _send(_holder(place, network), KitPart.WHOLE)


@bp.get(f"{HOUSE}/trainees.zip")
@bp.get(f"{NETWORK}/trainees.zip")
@needs(Permission.HOLD_WORKSHOPS)
def trainees(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send what trainees are given."""
    return _send(_holder(place, network), KitPart.TRAINEES)


def _holder(place: InstitutionPlace | None, network: NetworkPlace | None) -> InstitutionPlace | NetworkPlace:
    found = place or network
    if found is None:
        raise NotFound(NOT_YOURS)
    return found


def _send(place: InstitutionPlace | NetworkPlace, part: KitPart) -> Response:
    asked = place_request(place, request.args.to_dict())
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type="application/zip")
