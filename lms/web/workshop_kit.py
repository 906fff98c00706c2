"""The kit of a workshop and the debrief of its proposals, for its trainers."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, render_template

from lms.http.access import needs
from lms.http.cases import case_of
from lms.http.holdings import press
from lms.http.i18n import gettext as _
from lms.http.store import send
from lms.http.workshop_decks import DEBRIEF_NAME, PPTX, debrief_file, kit_name, workshop_kit_file
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.kits import FileRow
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_kit import WorkshopKitPage
from lms.web.kit_pages import size_words
from lms.web.words import mode_words
from lms.web.workshop_frame import workshop_href, workshop_shell
from webinar_kits.workshop.kit_request import KitPart

bp = Blueprint("workshop_kits", __name__)
ONE = "/workshops/<uuid:workshop_id>"
MANIFEST = "manifest.json"


@bp.get(f"{ONE}/kit")
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat) -> str:
    """Show what the kit holds."""
    press().warm()
    return render_template("workshop_kits/show.html", page=_page(seat))


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
    return send(workshop_kit_file(seat, part), name=kit_name(seat, part), media_type="application/zip")


def _page(seat: WorkshopSeat) -> WorkshopKitPage:
    all_of_it, handed_out = (workshop_kit_file(seat, part) for part in (KitPart.WHOLE, KitPart.TRAINEES))
    return WorkshopKitPage(
        shell=workshop_shell(seat, _("Kit")),
        mode=mode_words(seat.mode),
        case=case_of(seat).title,
        size=size_words(all_of_it.stat().st_size),
        trainees_size=size_words(handed_out.stat().st_size),
        files=tuple(_row(entry) for entry in _manifest(all_of_it)),
        whole=Action(_("The whole kit"), workshop_href(seat, "workshop_kits.whole")),
        trainees=Action(_("Only what trainees get"), workshop_href(seat, "workshop_kits.trainees")),
        debrief=Action(_("The debrief deck"), workshop_href(seat, "workshop_kits.debrief")),
    )


def _manifest(path: Path) -> list[Mapping[str, object]]:
    with zipfile.ZipFile(path) as archive:
        files: list[Mapping[str, object]] = json.loads(archive.read(MANIFEST))["files"]
    return files


def _row(entry: Mapping[str, object]) -> FileRow:
    audience = {"participant": _("Trainees"), "facilitator": _("Trainers alone")}
    return FileRow(
        path=str(entry["path"]),
        title=str(entry["title"]),
        audience=audience.get(str(entry["audience"]), str(entry["audience"])),
        size=size_words(int(str(entry["bytes"]))),
        sha256=str(entry["sha256"]),
    )
