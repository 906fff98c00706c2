"""The kit of a workshop and the debrief of its proposals, for its trainers."""

from flask import Blueprint, Response, render_template, request

from lms.errors import Invalid
from lms.http.access import needs
from lms.http.holdings import press
from lms.http.store import send
from lms.http.workshop_decks import (
    DEBRIEF_NAME,
    PPTX,
    debrief_file,
    kit_name,
    seat_request,
    workshop_kit_file,
)  # fmt: skip
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.workshop_kit_pages import refused_kit_page, seat_kit_page
from webinar_kits.workshop.kit_request import KitPart

bp = Blueprint("workshop_kits", __name__)
ONE = "/workshops/<uuid:workshop_id>"


@bp.get(f"{ONE}/kit")
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat) -> str | tuple[str, int]:
    """Show what the kit holds; other days or less time give another one."""
    press().warm()
    typed = request.args.to_dict()
    try:
        return render_template("workshop_kits/show.html", page=seat_kit_page(seat, typed))
    except Invalid as error:
        return render_template("workshop_kits/show.html", page=refused_kit_page(seat, typed, error)), 422


@bp.get(f"{ONE}/kit/whole.zip")
@needs(Permission.TRAIN)
def whole(seat: WorkshopSeat) -> Response:
    """Send the whole kit, answers and all."""
    return _send(seat, KitPart.WHOLE)


@bp.get(f"{ONE}/kit/trainees.zip")
@needs(Permission.TRAIN)
def trainees(seat: WorkshopSeat) -> Response:
    """Send what trainees are given, to hand out."""
    return _send(seat, KitPart.TRAINEES)


@bp.get(f"{ONE}/board/debrief.pptx")
@needs(Permission.TRAIN)
def debrief(seat: WorkshopSeat) -> Response:
    """Send the debrief of all proposals as they stand now; no name is in it."""
    return send(debrief_file(seat), name=DEBRIEF_NAME, media_type=PPTX)


def _send(seat: WorkshopSeat, part: KitPart) -> Response:
    asked = seat_request(seat, request.args.to_dict())
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type="application/zip")
