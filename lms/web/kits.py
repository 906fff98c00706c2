"""Session kits: look at the running order, ask for the kit, download it."""

from uuid import uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from courses.model import Mode, ModuleId, Tier
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.facilitation import service
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.documents import kit_file, kit_fingerprint, request_of
from lms.http.holdings import catalogue, press
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports import kits as reports
from lms.web.contexts.shell import FormState
from lms.web.forms.kits import KitForm, read_start
from lms.web.forms.reading import read_form
from lms.web.kit_pages import brand_of, file_name, kit_page, kits_page, new_kit_page, workshop_kit_way
from lms.web.paging import make_pages, page_number
from lms.web.workshop_kept_pages import kept_rows
from lms.workflows.ask_for_kit import Asker, ask_for_kit, plan_kit
from webinar_kits.model import KitRequest

bp = Blueprint("kits", __name__)
ROWS = 25
DEFAULTS = {"mode": "in_person", "tier": "field", "minutes": "90", "time": "09:00"}


@bp.get("/institutions/<institution>/kits")
@needs(Permission.BUILD_KITS)
def index(place: InstitutionPlace) -> str:
    """List the kits asked for."""
    number = page_number()
    total = reports.count_kits(session(), institution_id=place.id)
    rows = reports.list_kits(session(), institution_id=place.id, limit=ROWS, offset=(number - 1) * ROWS)
    press().warm()
    kept = kept_rows(place) if workshop_kit_way(place) is not None else ()
    pages = make_pages(
        number, size=ROWS, total=total, href=lambda to: url_for("kits.index", institution=place.slug, page=to)
    )
    page = kits_page(place, rows, pages, workshop_kits=kept)
    return render_template("kits/index.html", page=page)


@bp.get("/institutions/<institution>/kits/new")
@needs(Permission.BUILD_KITS)
def new(place: InstitutionPlace) -> str | tuple[str, int]:
    """Ask what the kit should be; show the running order once it can be made."""
    press().warm()
    if not request.args.get("minutes"):
        state = FormState(values={**DEFAULTS, "zone": place.zone, **request.args.to_dict()})
        return render_template("kits/new.html", page=new_kit_page(place, state))
    try:
        asked = _asked(place)
        plan = plan_kit(asked, get_module(asked.module_id))
    except Invalid as error:
        return _refused(place, error)
    state = FormState(values=request.args.to_dict())
    return render_template("kits/new.html", page=new_kit_page(place, state, request=asked, plan=plan))


@bp.post("/institutions/<institution>/kits")
@needs(Permission.BUILD_KITS)
def create(place: InstitutionPlace) -> AnyResponse | tuple[str, int]:
    """Make the kit and keep it on the list."""
    try:
        asked = _asked(place)
        module = get_module(asked.module_id, asked.language)
        kit_file(asked, module)
        with transaction() as write:
            kit_id = ask_for_kit(
                write,
                request=asked,
                module=module,
                asker=Asker(account_id=viewer().account_id, institution_id=place.id),
                brand={"institution": place.name, "hotline": place.hotline, "currency": place.currency}
                | {"colour": place.colour},
                fingerprint=kit_fingerprint(asked, module),
                kit_id=str(uuid4()),
                now=now(),
            )
    except Invalid as error:
        return _refused(place, error)
    flash(_("The kit is ready."), "done")
    return redirect(url_for("kits.show", institution=place.slug, kit_id=kit_id), code=303)


@bp.get("/institutions/<institution>/kits/<uuid:kit_id>")
@needs(Permission.BUILD_KITS)
def show(place: InstitutionPlace, kit_id: object) -> str:
    """Show a kit: its running order and its files."""
    kit = reports.get_kit(session(), institution_id=place.id, kit_id=str(kit_id))
    asked, module = request_of(kit), get_module(kit.module_id, kit.language)
    page = kit_page(place, kit, request=asked, plan=plan_kit(asked, module), file=kit_file(asked, module))
    return render_template("kits/show.html", page=page)


@bp.get("/institutions/<institution>/kits/<uuid:kit_id>/file")
@needs(Permission.BUILD_KITS)
def file(place: InstitutionPlace, kit_id: object) -> Response:
    """Send the ZIP."""
    kit = reports.get_kit(session(), institution_id=place.id, kit_id=str(kit_id))
    path = kit_file(request_of(kit), get_module(kit.module_id, kit.language))
    return send(path, name=file_name(kit), media_type="application/zip")


@bp.post("/institutions/<institution>/kits/<uuid:kit_id>/drop")
@needs(Permission.BUILD_KITS)
def drop(place: InstitutionPlace, kit_id: object) -> AnyResponse:
    """Take a kit off the list."""
    with transaction() as write:
        service.drop_kit(write, institution_id=place.id, kit_id=str(kit_id))
    flash(_("The kit is off the list."), "done")
    return redirect(url_for("kits.index", institution=place.slug), code=303)


def _asked(place: InstitutionPlace) -> KitRequest:
    data = request.values.to_dict()
    values = read_form(KitForm(), data)
    module = catalogue().find(str(values["module"]))
    if module is None:
        known = ", ".join(one.id for one in catalogue().modules)
        raise Invalid({"module": _("Choose a module from the list: %(known)s.", known=known)})
    return KitRequest(
        module_id=ModuleId(module.id),
        mode=Mode(str(values["mode"])),
        tier=Tier(str(values["tier"])),
        minutes=int(str(values["minutes"])),
        language=module.language,
        brand=brand_of(place),
        starts_at=read_start(data),
        zone=str(values["zone"]),
    )


def _refused(place: InstitutionPlace, error: Invalid) -> tuple[str, int]:
    state = FormState(values=request.values.to_dict(), errors=error.fields)
    return render_template("kits/new.html", page=new_kit_page(place, state)), 422
