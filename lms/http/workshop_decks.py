"""The debrief deck and the kit of a workshop as files, made by the document process when first asked for."""

import hashlib
from pathlib import Path

from courses.model import Mode
from courses.resources import workshop_folder
from lms.db.engine import session
from lms.http.cases import case_of, workshop_content
from lms.http.documents import made_file
from lms.reports.workshop_debrief import read_workshop_debrief
from lms.reports.workshop_seats import WorkshopSeat
from webinar_kits.jobs import JobKind, Json
from webinar_kits.workshop.debrief_data import write_debrief
from webinar_kits.workshop.kit_request import KitPart, WorkshopKitRequest, write_kit_request

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DEBRIEF_NAME = "debrief.pptx"


def debrief_file(seat: WorkshopSeat) -> Path:
    """Return the debrief of a workshop as it stands now; its trainers alone may have it."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    found = read_workshop_debrief(session(), workshop_id=seat.workshop_id, case=case, workshop=workshop)
    request: dict[str, Json] = {"debrief": write_debrief(found), **_editions(seat)}
    return made_file(JobKind.DEBRIEF, request, folder=workshop_folder(), ending="pptx")


def workshop_kit_file(seat: WorkshopSeat, part: KitPart) -> Path:
    """Return the kit of a workshop, or what of it trainees are given."""
    asked = WorkshopKitRequest(
        case_id=seat.case_id,
        mode=Mode(seat.mode),
        language=workshop_content(seat.language).language,
        starts_on=seat.starts_on,
        title=seat.title,
        part=part,
    )
    request = {**write_kit_request(asked), **_editions(seat)}
    return made_file(JobKind.WORKSHOP_KIT, request, folder=workshop_folder(), ending="zip")


def kit_name(seat: WorkshopSeat, part: KitPart) -> str:
    """Return the name of the archive."""
    mode = "room" if seat.mode == Mode.IN_PERSON else "webinar"
    lead = "workshop-kit" if part is KitPart.WHOLE else "workshop-handouts"
    return f"{lead}-{seat.case_id}-{mode}.zip"


def _editions(seat: WorkshopSeat) -> dict[str, Json]:
    """Return what of the content shapes a document; the key has no edition, so its files count by what they hold."""
    folder = workshop_folder()
    keys = sorted(path for path in folder.rglob("key/*") if path.is_file())
    held = hashlib.sha256(b"".join(path.read_bytes() for path in keys)).hexdigest()
    return {"editions": [workshop_content(seat.language).edition, case_of(seat).edition, held]}
