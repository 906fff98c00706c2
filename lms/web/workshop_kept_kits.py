"""Kits of the workshop that were asked for: making one, its page, its files, off the list.

Each view stands at two addresses; it gets the institution or the network that its address names.
"""

from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.facilitation.workshop_kits import AskedWorkshopKit, add_workshop_kit, drop_workshop_kit
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.http.workshop_decks import holder_of, kit_edition, kit_name, place_request, refuse_trainees, workshop_kit_file
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_kits import get_workshop_kit
from lms.web.workshop_kept_pages import AREA, ONE, kept_page
from lms.web.workshop_kit_area import HOUSE, NETWORK, kit_place, shown_area
from lms.web.workshop_kit_pages import place_href
from webinar_kits.workshop.kit_request import KitPart

bp = Blueprint("workshop_kept_kits", __name__)
KIT = "<uuid:kit_id>"


@bp.post(HOUSE)
@bp.post(NETWORK)
@needs(Permission.HOLD_WORKSHOPS)
def create(place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> AnyResponse | tuple[str, int]:
    """Make the kit and keep it on the list; not for who is a trainee now."""
    refuse_trainees()
    here, typed = kit_place(place, network), request.form.to_dict()
    try:
        asked = place_request(here, typed)
        workshop_kit_file(asked, KitPart.WHOLE)
    except Invalid as error:
        return shown_area(here, typed, errors=error.fields)
    kit = AskedWorkshopKit(str(uuid4()), holder_of(here), viewer().account_id, asked, kit_edition(asked))
    with transaction() as write:
        add_workshop_kit(write, kit=kit, now=now())
    flash(_("The kit is ready."), "done")
    return redirect(place_href(here, ONE, kit_id=kit.id), code=303)


@bp.get(f"{HOUSE}/{KIT}")
@bp.get(f"{NETWORK}/{KIT}")
@needs(Permission.HOLD_WORKSHOPS)
def show(kit_id: UUID, place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> str:
    """Show a kit: its agenda and its files."""
    here = kit_place(place, network)
    kit = get_workshop_kit(session(), holder=holder_of(here), kit_id=str(kit_id))
    return render_template("workshop_kept_kits/show.html", page=kept_page(here, kit))


@bp.get(f"{HOUSE}/{KIT}/whole.zip")
@bp.get(f"{NETWORK}/{KIT}/whole.zip")
@needs(Permission.HOLD_WORKSHOPS)
def whole(kit_id: UUID, place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send the whole kit, answers and all; not to who is a trainee now."""
    refuse_trainees()
    return _send(kit_place(place, network), kit_id, KitPart.WHOLE)


@bp.get(f"{HOUSE}/{KIT}/trainees.zip")
@bp.get(f"{NETWORK}/{KIT}/trainees.zip")
@needs(Permission.HOLD_WORKSHOPS)
def trainees(kit_id: UUID, place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> Response:
    """Send what trainees are given."""
    return _send(kit_place(place, network), kit_id, KitPart.TRAINEES)


@bp.post(f"{HOUSE}/{KIT}/drop")
@bp.post(f"{NETWORK}/{KIT}/drop")
@needs(Permission.HOLD_WORKSHOPS)
def drop(kit_id: UUID, place: InstitutionPlace | None = None, network: NetworkPlace | None = None) -> AnyResponse:
    """Take a kit off the list."""
    here = kit_place(place, network)
    with transaction() as write:
        drop_workshop_kit(write, holder=holder_of(here), kit_id=str(kit_id))
    flash(_("The kit is off the list."), "done")
    return redirect(place_href(here, AREA), code=303)


def _send(here: InstitutionPlace | NetworkPlace, kit_id: UUID, part: KitPart) -> Response:
    asked = get_workshop_kit(session(), holder=holder_of(here), kit_id=str(kit_id)).request
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type="application/zip")
