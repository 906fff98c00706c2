"""Evidence packs: ask for one, fetch it."""

from uuid import UUID, uuid4

from flask import Response
from flask.views import MethodView

from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.packs import PackBody, PackBodySchema, PackListSchema, PackSchema
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.moment import now, today_at
from lms.http.packs import file_name, pack_file
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.ledger.keys import open_signer
from lms.permissions import Permission
from lms.reports.evidence_pack import PackView, count_packs, get_pack, list_packs, read_choices
from lms.workflows.ask_for_pack import PackRequest, ask_for_pack

area = Area("packs", "Evidence packs: what was true on a day, in one file that others can check.")
PACK = {
    "id": "3f0e1c52-7b3d-4b8e-9a51-1f2c3d4e5f60",
    "as_of": "2026-06-30",
    "known_at": 1250,
    "names": "full",
    "asked_at": examples.MOMENT,
    "asked_by": "Cora Coordinator",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 182044,
}


@area.at("/institutions/<institution>/packs")
class Packs(MethodView):
    """The packs of an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, PackListSchema, example={"items": [PACK], "page": 1, "pages": 1, "total": 1})
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the packs that were asked for, newest first."""
        rows = list_packs(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        return write_page(rows, query, total=count_packs(session(), institution_id=place.id))

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.takes(PackBodySchema, example={"as_of": "2026-06-30", "names": "full"})
    @area.gives(201, PackSchema, example={**PACK, "sha256": "", "size": None})
    def post(self, body: PackBody, place: InstitutionPlace) -> PackView:
        """Ask for a pack. Its file is made when it is first fetched; that takes up to half a minute for many people."""
        today, pack_id = today_at(place.zone), str(uuid4())
        asked = PackRequest(
            institution_id=place.id,
            as_of=body.as_of or today,
            names=body.names,
            today=today,
            first_day=read_choices(session(), institution_id=place.id, limit=1).first_day,
            known_at=body.known_at,
        )
        signer, account_id = open_signer(settings()), viewer().account_id
        with transaction() as write:
            ask_for_pack(write, request=asked, pack_id=pack_id, account_id=account_id, signer=signer, now=now())
        return get_pack(session(), institution_id=place.id, pack_id=pack_id)


@area.at("/institutions/<institution>/packs/<uuid:pack_id>")
class OnePack(MethodView):
    """A pack."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, PackSchema, example=PACK)
    def get(self, pack_id: UUID, place: InstitutionPlace) -> PackView:
        """Show what was asked for, and the hash of the file once it was made."""
        return get_pack(session(), institution_id=place.id, pack_id=str(pack_id))


@area.at("/institutions/<institution>/packs/<uuid:pack_id>/file")
class PackFile(MethodView):
    """The file of a pack."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404, 409)
    @area.gives_file("application/zip", description="The pack; docs/evidence-pack.md says what is in it.")
    def get(self, pack_id: UUID, place: InstitutionPlace) -> Response:
        """Fetch the ZIP. The same day and checkpoint give the same bytes, but for who was erased meanwhile."""
        pack = get_pack(session(), institution_id=place.id, pack_id=str(pack_id))
        return send(pack_file(pack), name=file_name(pack, place.slug), media_type="application/zip")
