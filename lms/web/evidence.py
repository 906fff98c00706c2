"""Evidence packs of an institution: ask for one, fetch it, see those asked for before."""

from uuid import uuid4

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.holdings import press, settings
from lms.http.moment import now, today_at
from lms.http.packs import begin_pack, file_name, pack_file
from lms.http.store import send
from lms.http.viewer import InstitutionPlace, viewer
from lms.ledger.keys import list_verifiers, open_signer
from lms.permissions import Permission
from lms.reports import evidence_pack as reports
from lms.web.contexts.shell import FormState
from lms.web.evidence_pages import CHECKPOINTS, ROWS, evidence_page, pack_page
from lms.web.forms.evidence import read_asked
from lms.web.paging import make_pages, page_number
from lms.workflows.ask_for_pack import PackRequest, ask_for_pack

bp = Blueprint("evidence", __name__)
FIELDS = ("as_of", "known_at", "names")
AGAIN_SECONDS = "3"


@bp.get("/institutions/<institution>/evidence")
@needs(Permission.VIEW_EVIDENCE)
def index(place: InstitutionPlace) -> str:
    """Show the form and the packs asked for."""
    press().warm()
    return _index(place, FormState(values={"as_of": today_at(place.zone).isoformat(), "names": "full"}))


@bp.post("/institutions/<institution>/evidence")
@needs(Permission.EDIT_EVIDENCE)
def ask(place: InstitutionPlace) -> AnyResponse | tuple[str, int]:
    """Keep what is asked for; a checkpoint is signed first when entries were added since the last."""
    try:
        pack_id = _ask(place)
    except Invalid as error:
        values = {name: request.form.get(name, "") for name in FIELDS}
        return _index(place, FormState(values=values, errors=error.fields)), 422
    return redirect(url_for("evidence.show", institution=place.slug, pack_id=pack_id), code=303)


@bp.get("/institutions/<institution>/evidence/<uuid:pack_id>")
@needs(Permission.VIEW_EVIDENCE)
def show(place: InstitutionPlace, pack_id: object) -> Response:
    """Show a pack; one that takes long is made meanwhile, and the page asks again by itself."""
    said = begin_pack(reports.get_pack(session(), institution_id=place.id, pack_id=str(pack_id)))
    pack = reports.get_pack(session(), institution_id=place.id, pack_id=str(pack_id))
    page = pack_page(place, pack, said=said, verifier=list_verifiers(settings())[0])
    response = make_response(render_template("evidence/show.html", page=page))
    if page.is_working:
        response.headers["Refresh"] = AGAIN_SECONDS
    return response


@bp.get("/institutions/<institution>/evidence/<uuid:pack_id>/file")
@needs(Permission.VIEW_EVIDENCE)
def file(place: InstitutionPlace, pack_id: object) -> Response:
    """Send the ZIP."""
    pack = reports.get_pack(session(), institution_id=place.id, pack_id=str(pack_id))
    return send(pack_file(pack), name=file_name(pack, place.slug), media_type="application/zip")


def _ask(place: InstitutionPlace) -> str:
    today, pack_id = today_at(place.zone), str(uuid4())
    asked = read_asked(request.form, today=today)
    first_day = reports.read_choices(session(), institution_id=place.id, limit=1).first_day
    wanted = PackRequest(place.id, asked.as_of, asked.names, today, first_day, asked.known_at)
    signer, account_id = open_signer(settings()), viewer().account_id
    with transaction() as write:
        ask_for_pack(write, request=wanted, pack_id=pack_id, account_id=account_id, signer=signer, now=now())
    return pack_id


def _index(place: InstitutionPlace, state: FormState) -> str:
    number = page_number()
    choices = reports.read_choices(session(), institution_id=place.id, limit=CHECKPOINTS)
    packs = reports.list_packs(session(), institution_id=place.id, limit=ROWS, offset=(number - 1) * ROWS)
    pages = make_pages(
        number,
        size=ROWS,
        total=reports.count_packs(session(), institution_id=place.id),
        href=lambda to: url_for("evidence.index", institution=place.slug, page=to),
    )
    return render_template("evidence/index.html", page=evidence_page(place, choices, packs, pages, state=state))
