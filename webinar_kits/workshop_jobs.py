"""The decks and the kit of a workshop from the request of the web process: the content is read anew for each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from courses.blocks import Block
from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_loader import load_case
from courses.model import Module
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.paper_test import KeyItem, chosen_test
from webinar_kits.runs import items
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.answers import KitKeys
from webinar_kits.workshop.debrief import write_debrief_deck
from webinar_kits.workshop.debrief_data import read_debrief
from webinar_kits.workshop.invites import HeldSittings, calendar
from webinar_kits.workshop.kit import build_workshop_kit, trainee_pack
from webinar_kits.workshop.kit_content import Materials, trainee_content
from webinar_kits.workshop.kit_request import OPENING, TESTED, KitPart, read_kit_request

VOICES = "seven-corners"
Modules = Callable[[str, str], Module]


def make_debrief(request: Mapping[str, Json]) -> bytes:
    """Return the debrief deck that a request asks for."""
    data = request.get("debrief")
    if not isinstance(data, dict):
        raise KitError("debrief", "the request has no debrief; write an object")
    found, folder = read_debrief(data), _folder(request)
    case = load_case(folder / "cases" / found.case, language=found.language)
    return write_debrief_deck(found, case=case, workshop=load_workshop(folder, language=found.language))


def make_workshop_kit(request: Mapping[str, Json], *, modules: Modules) -> bytes:
    """Return the kit that a request asks for; of the part for trainees no key of the workshop or a case is opened.

    `modules` reads a module of a folder in a language, or has kept it.
    """
    asked, folder = read_kit_request(request), _folder(request)
    place = folder / "cases" / asked.case_id
    if not asked.case_id.isidentifier() or not place.is_dir():
        raise KitError("case_id", f"there is no case {asked.case_id!r}")
    workshop = load_workshop(folder, language=asked.language)
    case = load_case(place, language=asked.language)
    made, test, sorting = read_materials(folder.parent, workshop, modules)
    content = trainee_content(asked, workshop, case=case, materials=made)
    if asked.part is KitPart.TRAINEES:
        return trainee_pack(content)
    keys = KitKeys(
        case=load_case_key(place, case=case),
        workshop=load_workshop_key(folder, workshop=workshop),
        test=test,
        sorted_voices=sorting,
    )
    return build_workshop_kit(content, keys)


def make_workshop_calendar(request: Mapping[str, Json]) -> bytes:
    """Return the sittings that a request asks for as a calendar, those that are held no more as cancelled."""
    asked = read_kit_request(request)
    workshop = load_workshop(_folder(request), language=asked.language)
    return calendar(HeldSittings(asked, asked.title or workshop.title, timed_days(asked, workshop)))


def read_materials(
    folder: Path, workshop: Workshop, modules: Modules
) -> tuple[Materials, tuple[KeyItem, ...], tuple[Block, ...]]:
    """Return the questions of the tests and the voices to sort, and apart from them the keys of both."""
    asked, first = (modules(str(folder / name), workshop.language) for name in (TESTED, OPENING))
    drawn = chosen_test(asked, (*workshop.early_items, *workshop.late_items), seed=f"workshop {asked.edition}")
    sorting = next(one for one in first.activities if one.id == VOICES)
    made = Materials(drawn.questions, items(sorting.cards), (asked.edition, first.edition))
    return made, drawn.key, sorting.expected


def _folder(request: Mapping[str, Json]) -> Path:
    folder = request.get("folder")
    if not isinstance(folder, str) or not folder:
        raise KitError("folder", "the request has no folder; write a path")
    return Path(folder)
