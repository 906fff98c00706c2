"""The debrief deck and the kit of a workshop as files, made by the document process when first asked for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from courses.model import Mode
from courses.resources import workshop_folder
from lms.db.engine import session
from lms.errors import Invalid, Refused
from lms.facilitation.kit_holders import KitHolder
from lms.http.cases import case_of, get_case, list_cases, workshop_content
from lms.http.documents import made_file
from lms.http.holdings import catalogue
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import SeatRole
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_debrief import read_workshop_debrief
from lms.reports.workshop_seats import WorkshopSeat, list_seats
from lms.workshops.rescheduling import changed_request
from lms.workshops.schedule import own_request, tried_request
from webinar_kits.errors import KitError
from webinar_kits.jobs import JobKind, Json
from webinar_kits.workshop.agenda import Change, changes, timed_days
from webinar_kits.workshop.debrief_data import write_debrief
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import FROM_MODULES, KitPart, WorkshopKitRequest, read_typed, write_kit_request

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DEBRIEF_NAME = "debrief.pptx"
CALENDAR_NAME, CALENDAR = "workshop.ics", "text/calendar; charset=utf-8"
STILL_A_TRAINEE = (
    "You take part in a workshop as a trainee, and this kit holds the answers. "
    "Take the handouts; when that workshop is closed, the whole kit is yours too."
)


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """The agenda of a kit before it is made, and what its length costs."""

    asked: WorkshopKitRequest
    days: tuple[Day, ...]
    less: tuple[Change, ...]


def debrief_file(seat: WorkshopSeat) -> Path:
    """Return the debrief of a workshop as it stands now; its trainers alone may have it."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    found = read_workshop_debrief(session(), workshop_id=seat.workshop_id, case=case, workshop=workshop)
    editions = _editions(seat.case_id, seat.language)
    request: dict[str, Json] = {"debrief": write_debrief(found), "editions": editions}
    return made_file(JobKind.DEBRIEF, request, folder=workshop_folder(), ending="pptx")


def seat_request(seat: WorkshopSeat, typed: Mapping[str, str]) -> WorkshopKitRequest:
    """Return the kit of a workshop as it is held; days, begin and lengths may be other ones than its own."""
    content = workshop_content(seat.language)
    own = own_request(seat, content)
    asked = _checked(own, {name: typed.get(name, "") for name in ("dates", "begins", "lengths")})
    try:
        return tried_request(own, asked, content)
    except KitError as error:
        raise Invalid({error.field: error.text}) from None


def place_request(place: InstitutionPlace | NetworkPlace, typed: Mapping[str, str]) -> WorkshopKitRequest:
    """Return the kit that somebody asks for who may hold workshops there; `Invalid` names the field."""
    language = workshop_content(typed.get("language", "")).language
    own = WorkshopKitRequest(
        case_id=list_cases(language)[0].id,
        mode=Mode.IN_PERSON,
        language=language,
        title=typed.get("title", ""),
        institution=place.name,
    )
    return _checked(own, typed)


def holder_of(place: InstitutionPlace | NetworkPlace) -> KitHolder:
    """Return whose list of kits is meant."""
    if isinstance(place, InstitutionPlace):
        return KitHolder(institution_id=place.id)
    return KitHolder(network_id=place.id)


def workshop_plan(asked: WorkshopKitRequest) -> WorkshopPlan:
    """Return the agenda of a request; `Invalid` names the field when there is none."""
    workshop = workshop_content(asked.language)
    try:
        days = timed_days(asked, workshop)
    except KitError as error:
        raise Invalid({error.field: error.text}) from None
    return WorkshopPlan(asked, days, changes(days, workshop))


def changed_plan(seat: WorkshopSeat, typed: Mapping[str, str], *, now: datetime) -> WorkshopPlan:
    """Return a workshop's agenda as it would go on from now; `Invalid` names the field that cannot be."""
    content = workshop_content(seat.language)
    asked = changed_request(own_request(seat, content), content, typed, now=now)
    return workshop_plan(asked)


def workshop_kit_file(asked: WorkshopKitRequest, part: KitPart) -> Path:
    """Return the kit of a request, or what of it trainees are given."""
    workshop_plan(asked)
    request = {**write_kit_request(replace(asked, part=part)), "editions": _editions(asked.case_id, asked.language)}
    return made_file(JobKind.WORKSHOP_KIT, request, folder=workshop_folder(), ending="zip")


def kit_edition(asked: WorkshopKitRequest) -> str:
    """Return a name of all content that a kit is made of: the workshop, its case, the keys, what modules lend it."""
    editions = _editions(asked.case_id, asked.language)
    return hashlib.sha256(repr(editions).encode()).hexdigest()[:12]


def calendar_file(seat: WorkshopSeat) -> Path:
    """Return all sittings of a workshop as a calendar, as its handouts have them; for everybody in it."""
    content = workshop_content(seat.language)
    asked = replace(own_request(seat, content), part=KitPart.TRAINEES)
    request: dict[str, Json] = {**write_kit_request(asked), "editions": [content.edition]}
    return made_file(JobKind.WORKSHOP_CALENDAR, request, folder=workshop_folder(), ending="ics")


def kit_name(asked: WorkshopKitRequest, part: KitPart) -> str:
    """Return the name of the archive."""
    mode = "room" if asked.mode is Mode.IN_PERSON else "webinar"
    lead = "workshop-kit" if part is KitPart.WHOLE else "workshop-handouts"
    long = f"-{'-'.join(map(str, asked.lengths))}min" if asked.lengths else ""
    return f"{lead}-{asked.case_id}-{mode}{long}.zip"


def refuse_trainees() -> None:
    """Raise `Refused` when the viewer is a trainee in an open workshop: every kit holds the answers of hers."""
    if is_trainee_now():
        raise Refused(STILL_A_TRAINEE)


def is_trainee_now() -> bool:
    """Return whether the viewer has a trainee's seat in a workshop that is not closed."""
    seats = (line.seat for line in list_seats(session(), account_id=viewer().account_id))
    return any(seat.role is SeatRole.TRAINEE and seat.closed_at is None for seat in seats)


def _checked(own: WorkshopKitRequest, typed: Mapping[str, str]) -> WorkshopKitRequest:
    try:
        asked = read_typed(own, typed)
    except KitError as error:
        raise Invalid({error.field: error.text}) from None
    known = list_cases(asked.language)
    if asked.case_id not in {case.id for case in known}:
        told = ", ".join(case.id for case in known)
        raise Invalid({"case": f"There is no case {asked.case_id!r}; there are: {told}."})
    return asked


def _editions(case_id: str, language: str) -> list[Json]:
    """Return what of the content shapes a document; the key has no edition, so its files count by what they hold."""
    folder = workshop_folder()
    keys = sorted(path for path in folder.rglob("key/*") if path.is_file())
    held = hashlib.sha256(b"".join(path.read_bytes() for path in keys)).hexdigest()
    modules = [catalogue().get(module, language).edition for module in FROM_MODULES]
    cases = get_case(case_id, language=language).edition
    return [workshop_content(language).edition, cases, held, *modules]
