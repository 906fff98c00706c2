"""Kits of the workshop that an institution or a network asked for: making one, the list, its files."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Response
from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.api.schemas.workshop_kits import KeptWorkshopKitListSchema, KeptWorkshopKitSchema, PlaceKitQuerySchema
from lms.api.workshop_kits import WITH_ANSWERS, WITHOUT, ZIP
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.facilitation.workshop_kits import AskedWorkshopKit, add_workshop_kit, drop_workshop_kit
from lms.http.access import NOT_YOURS, needs
from lms.http.moment import now
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.http.workshop_decks import (
    holder_of,
    kit_edition,
    kit_name,
    place_request,
    refuse_trainees,
    workshop_kit_file,
    workshop_plan,
)  # fmt: skip
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_kits import (
    WorkshopKitView,
    count_workshop_kits,
    get_workshop_kit,
    list_workshop_kits,
)  # fmt: skip
from webinar_kits.workshop.kit_request import KitPart

area = Area("workshop-kept-kits", "Kits of the workshop that were asked for, to be fetched again.")
HOUSE, NETWORK = "/institutions/<institution>/kits/workshop", "/networks/<network>/kits/workshop"
ONE = "<uuid:kit_id>"
BODY = {"case": "sandrel", "mode": "webinar", "title": "Spring", "dates": "2026-05-05,2026-05-07,2026-05-12",
        "begins": "09:00,14:00,09:00", "zone": "Africa/Nairobi", "lengths": "120,120,120"}  # fmt: skip
KIT = {
    **BODY,
    "id": "0b6f3b0e-8f0e-4f0e-9d4a-3a1f5c2d7e90",
    "language": "en",
    "dates": ["2026-05-05", "2026-05-07", "2026-05-12"],
    "begins": ["09:00", "14:00", "09:00"],
    "lengths": [120, 120, 120],
    "edition": "4a90c1d2e3f4",
    "asked_at": "2026-04-01T08:00:00+00:00",
    "asked_by": "Amina Diallo",
}
Place = InstitutionPlace | None
Network = NetworkPlace | None


@area.at(HOUSE)
class HouseKeptKits(MethodView):
    """The kits of the workshop that an institution asked for."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, KeptWorkshopKitListSchema, example={"items": [KIT], "page": 1, "pages": 1, "total": 1})
    def get(self, query: PageQuery, place: Place = None, network: Network = None) -> Json:
        """List the kits of the workshop that were asked for, newest first."""
        holder = holder_of(_here(place, network))
        rows = list_workshop_kits(session(), holder=holder, limit=query.size, offset=query.offset)
        return write_page([_kit(row) for row in rows], query, total=count_workshop_kits(session(), holder=holder))

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(403, 404)
    @area.takes(PlaceKitQuerySchema, example=BODY)
    @area.gives(201, KeptWorkshopKitSchema, example=KIT)
    def post(self, body: Mapping[str, str], place: Place = None, network: Network = None) -> Json:
        """Ask for a kit of the workshop. Its file is made when it is first fetched. Refused to who is a trainee now."""
        refuse_trainees()
        here = _here(place, network)
        asked = workshop_plan(place_request(here, body)).asked
        kit = AskedWorkshopKit(str(uuid4()), holder_of(here), viewer().account_id, asked, kit_edition(asked))
        with transaction() as write:
            add_workshop_kit(write, kit=kit, now=now())
        return _kit(get_workshop_kit(session(), holder=kit.holder, kit_id=kit.id))


@area.at(f"{HOUSE}/{ONE}")
class HouseKeptKit(MethodView):
    """A kit of the workshop."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404)
    @area.gives(200, KeptWorkshopKitSchema, example=KIT)
    def get(self, kit_id: UUID, place: Place = None, network: Network = None) -> Json:
        """Show what was asked for."""
        return _kit(get_workshop_kit(session(), holder=holder_of(_here(place, network)), kit_id=str(kit_id)))

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404)
    @area.gives_nothing()
    def delete(self, kit_id: UUID, place: Place = None, network: Network = None) -> None:
        """Take a kit off the list."""
        with transaction() as write:
            drop_workshop_kit(write, holder=holder_of(_here(place, network)), kit_id=str(kit_id))


@area.at(f"{HOUSE}/{ONE}/whole.zip")
class HouseKeptFile(MethodView):
    """The file of a kit of the workshop."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(403, 404, 422)
    @area.gives_file(ZIP, description=WITH_ANSWERS)
    def get(self, kit_id: UUID, place: Place = None, network: Network = None) -> Response:
        """Fetch the whole kit. Refused to who is a trainee in a workshop that is not closed."""
        refuse_trainees()
        return _send(_here(place, network), kit_id, KitPart.WHOLE)


@area.at(f"{HOUSE}/{ONE}/trainees.zip")
class HouseKeptHandouts(MethodView):
    """The handouts of a kit of the workshop."""

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(404, 422)
    @area.gives_file(ZIP, description=WITHOUT)
    def get(self, kit_id: UUID, place: Place = None, network: Network = None) -> Response:
        """Fetch what trainees are given."""
        return _send(_here(place, network), kit_id, KitPart.TRAINEES)


@area.at(NETWORK)
class NetworkKeptKits(HouseKeptKits):
    """The kits of the workshop that a network asked for."""


@area.at(f"{NETWORK}/{ONE}")
class NetworkKeptKit(HouseKeptKit):
    """A kit of the workshop of a network."""


@area.at(f"{NETWORK}/{ONE}/whole.zip")
class NetworkKeptFile(HouseKeptFile):
    """The file of a kit of the workshop of a network."""


@area.at(f"{NETWORK}/{ONE}/trainees.zip")
class NetworkKeptHandouts(HouseKeptHandouts):
    """The handouts of a kit of the workshop of a network."""


def _here(place: Place, network: Network) -> InstitutionPlace | NetworkPlace:
    found = place or network
    if found is None:
        raise NotFound(NOT_YOURS)
    return found


def _send(here: InstitutionPlace | NetworkPlace, kit_id: UUID, part: KitPart) -> Response:
    asked = get_workshop_kit(session(), holder=holder_of(here), kit_id=str(kit_id)).request
    return send(workshop_kit_file(asked, part), name=kit_name(asked, part), media_type=ZIP)


def _kit(kit: WorkshopKitView) -> Json:
    asked = kit.request
    return {
        "id": kit.id,
        "case": asked.case_id,
        "mode": asked.mode.value,
        "language": asked.language,
        "title": asked.title,
        "dates": list(asked.dates),
        "begins": list(asked.begins),
        "zone": asked.zone,
        "lengths": list(asked.lengths),
        "edition": kit.edition,
        "asked_at": kit.asked_at,
        "asked_by": kit.asked_by,
    }
