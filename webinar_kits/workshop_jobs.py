"""The decks and the kit of a workshop from the request of the web process: the content is read anew for each."""

from collections.abc import Mapping
from pathlib import Path

from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_loader import load_case
from courses.workshop_loader import load_workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.debrief import write_debrief_deck
from webinar_kits.workshop.debrief_data import read_debrief
from webinar_kits.workshop.kit import build_workshop_kit, trainee_pack
from webinar_kits.workshop.kit_request import KitPart, TraineeContent, read_kit_request


def make_debrief(request: Mapping[str, Json]) -> bytes:
    """Return the debrief deck that a request asks for."""
    data = request.get("debrief")
    if not isinstance(data, dict):
        raise KitError("debrief", "the request has no debrief; write an object")
    found, folder = read_debrief(data), _folder(request)
    case = load_case(folder / "cases" / found.case, language=found.language)
    return write_debrief_deck(found, case=case, workshop=load_workshop(folder, language=found.language))


def make_workshop_kit(request: Mapping[str, Json]) -> bytes:
    """Return the kit that a request asks for; of the part for trainees no key is opened."""
    asked, folder = read_kit_request(request), _folder(request)
    place = folder / "cases" / asked.case_id
    if not asked.case_id.isidentifier() or not place.is_dir():
        raise KitError("case_id", f"there is no case {asked.case_id!r}")
    case, workshop = load_case(place, language=asked.language), load_workshop(folder, language=asked.language)
    content = TraineeContent(asked, case, workshop)
    if asked.part is KitPart.TRAINEES:
        return trainee_pack(content)
    return build_workshop_kit(
        content, case_key=load_case_key(place, case=case), workshop_key=load_workshop_key(folder, workshop=workshop)
    )


def _folder(request: Mapping[str, Json]) -> Path:
    folder = request.get("folder")
    if not isinstance(folder, str) or not folder:
        raise KitError("folder", "the request has no folder; write a path")
    return Path(folder)
