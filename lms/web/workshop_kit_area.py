"""The kit of the workshop among the kits of an institution or a network, before there is a workshop on the platform.

Each view stands at two addresses; it gets the institution or the network that its address names.
"""

from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request

from lms.errors import Invalid, NotFound
from lms.http.access import NOT_YOURS, needs
from lms.http.holdings import press
from lms.http.store import send
from lms.http.viewer import InstitutionPlace
from lms.http.workshop_decks import kit_name, place_request, refuse_trainees, workshop_kit_file
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.web.workshop_kept_pages import with_kept
from lms.web.workshop_kit_pages import area_page
from webinar_kits.workshop.kit_request import KitPart

bp = Blueprint("workshop_kit_area", __name__)
HOUSE, NETWORK = "/institutions/<institution>/kits/workshop", "/networks/<network>/kits/workshop"


@bp.get(HOUSE)
@bp.get(NETWORK)
@needs(Permission.HOLD_WORKSHOPS)
def show(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> tuple[str, int]:
    """Ask what the kit should be; show the agenda as it would be held."""
    press().warm()
    return shown_area(kit_place(place, network), request.args.to_dict())


@bp.get(f"{HOUSE}/whole.zip")
@bp.get(f"{NETWORK}/whole.zip")
@needs(Permission.HOLD_WORKSHOPS)
def whole(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send the whole kit, answers and all; not to who is a trainee now."""
    refuse_trainees()
    return _send(kit_place(place, network), KitPart.WHOLE)


@bp.get(f"{HOUSE}/trainees.zip")
@bp.get(f"{NETWORK}/trainees.zip")
@needs(Permission.HOLD_WORKSHOPS)
def trainees(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send what trainees are given."""
    return _send(kit_place(place, network), KitPart.TRAINEES)


def kit_place(place: InstitutionPlace | None, network: NetworkPlace | None) -> InstitutionPlace | NetworkPlace:
    """Return whose kits are meant: the institution or the network of the address."""
    found = place or network
    if found is None:
        raise NotFound(NOT_YOURS)
    return found


def shown_area(
    place: InstitutionPlace | NetworkPlace, typed: Mapping[str, str], *, errors: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """Return the page of the kits: the form, the agenda as typed or what is wrong, and what was made before."""
    try:
        page = area_page(place, typed, errors=errors)
    except Invalid as error:
        return shown_area(place, typed, errors=error.fields)
    return render_template("workshop_kit_area/show.html", page=with_kept(page, place)), 422 if errors else 200


def _send(place: InstitutionPlace | NetworkPlace, part: KitPart) -> Response:
    asked = place_request(place, request.args.to_dict())
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type="application/zip")
