"""Session kits: look at the running order, ask for the kit, fetch it."""

from dataclasses import asdict
from uuid import UUID, uuid4

from flask import Response
from flask.views import MethodView

from courses.model import Module
from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.kits import KitBody, KitBodySchema, KitListSchema, KitSchema, PlanBody, PlanBodySchema, PlanSchema
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.facilitation import service
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.documents import kit_file, kit_fingerprint, request_of
from lms.http.holdings import catalogue
from lms.http.i18n import language
from lms.http.moment import now
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions.rules import read_zone
from lms.permissions import Permission
from lms.reports.kits import KitView, count_kits, get_kit, list_kits
from lms.workflows.ask_for_kit import Asker, ask_for_kit, plan_kit
from webinar_kits.model import Brand, KitRequest, Plan

area = Area("kits", "Session kits: decks with notes and everything around them, as one ZIP.")


@area.at("/kit-plans")
class KitPlans(MethodView):
    """Running orders that are not kept."""

    @needs(Permission.BUILD_KITS)
    @fails(403)
    @area.takes(PlanBodySchema, example=examples.PLAN_BODY)
    @area.gives(200, PlanSchema, example=examples.PLAN)
    def post(self, body: PlanBody) -> Json:
        """Show the running order of a session. Nothing is kept."""
        module = _module(body.module)
        return _plan(plan_kit(_request(body, module, brand=Brand(), zone="UTC"), module))


@area.at("/institutions/<institution>/kits")
class Kits(MethodView):
    """The kits of an institution."""

    @needs(Permission.BUILD_KITS)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, KitListSchema, example={"items": [examples.KIT], "page": 1, "pages": 1, "total": 1})
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the kits that were asked for, newest first."""
        rows = list_kits(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        return write_page(rows, query, total=count_kits(session(), institution_id=place.id))

    @needs(Permission.BUILD_KITS)
    @fails(404)
    @area.takes(
        KitBodySchema,
        example={**examples.PLAN_BODY, "starts_at": "2026-04-14T09:00:00+03:00", "zone": "Africa/Nairobi"},
    )
    @area.gives(201, KitSchema, example={"kit": examples.KIT, "plan": examples.PLAN})
    def post(self, body: KitBody, place: InstitutionPlace) -> Json:
        """Ask for a kit. Its file is made when it is first fetched."""
        module = _module(body.plan.module)
        brand = Brand(institution=place.name, hotline=place.hotline, currency=place.currency, colour=place.colour)
        asked = _request(body.plan, module, brand=brand, zone=read_zone(body.zone or place.zone), body=body)
        with transaction() as write:
            kit_id = ask_for_kit(
                write,
                request=asked,
                module=module,
                asker=Asker(account_id=viewer().account_id, institution_id=place.id),
                brand=asdict(brand),
                fingerprint=kit_fingerprint(asked, module),
                kit_id=str(uuid4()),
                now=now(),
            )
        return _kit(get_kit(session(), institution_id=place.id, kit_id=kit_id))


@area.at("/institutions/<institution>/kits/<uuid:kit_id>")
class OneKit(MethodView):
    """A kit."""

    @needs(Permission.BUILD_KITS)
    @fails(404, 422)
    @area.gives(200, KitSchema, example={"kit": examples.KIT, "plan": examples.PLAN})
    def get(self, kit_id: UUID, place: InstitutionPlace) -> Json:
        """Show a kit with its running order."""
        return _kit(get_kit(session(), institution_id=place.id, kit_id=str(kit_id)))

    @needs(Permission.BUILD_KITS)
    @fails(404)
    @area.gives_nothing()
    def delete(self, kit_id: UUID, place: InstitutionPlace) -> None:
        """Take a kit off the list."""
        with transaction() as write:
            service.drop_kit(write, institution_id=place.id, kit_id=str(kit_id))


@area.at("/institutions/<institution>/kits/<uuid:kit_id>/file")
class KitFile(MethodView):
    """The file of a kit."""

    @needs(Permission.BUILD_KITS)
    @fails(404, 422)
    @area.gives_file("application/zip", description="The kit, its manifest inside.")
    def get(self, kit_id: UUID, place: InstitutionPlace) -> Response:
        """Fetch the ZIP. The same request on the same edition gives the same bytes."""
        kit = get_kit(session(), institution_id=place.id, kit_id=str(kit_id))
        path = kit_file(request_of(kit), get_module(kit.module_id, kit.language))
        name = f"kit-{kit.module_id}-{kit.mode}-{kit.tier}-{kit.minutes}min.zip".replace("_", "-")
        return send(path, name=name, media_type="application/zip")


def _module(module_id: str) -> Module:
    module = catalogue().find(module_id, language())
    if module is None:
        known = ", ".join(one.id for one in catalogue().modules)
        raise Invalid({"module": f"There is no module of this id. Give one of: {known}."})
    return module


def _request(plan: PlanBody, module: Module, *, brand: Brand, zone: str, body: KitBody | None = None) -> KitRequest:
    return KitRequest(
        module_id=module.id,
        mode=plan.mode,
        tier=plan.tier,
        minutes=plan.minutes,
        language=module.language,
        brand=brand,
        starts_at=body.starts_at if body else None,
        zone=zone,
    )


def _kit(kit: KitView) -> Json:
    return {"kit": kit, "plan": _plan(plan_kit(request_of(kit), get_module(kit.module_id, kit.language)))}


def _plan(plan: Plan) -> Json:
    return {
        "minutes": plan.minutes,
        "steps": [
            {
                "number": step.number,
                "slide": step.slide.id if step.slide else None,
                "title": step.title,
                "begins": step.begins,
                "minutes": step.minutes,
            }
            for step in plan.steps
        ],
        "cut": [{"slide": slide.id, "title": slide.title} for slide in plan.cut],
    }
