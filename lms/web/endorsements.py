"""The resolution by which the board endorses the principles: recorded with its signed page, withdrawn, replaced."""

from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.boards import endorsements as service
from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.signed_files import LARGEST_UPLOAD, check_signed_file
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports import boards as reports
from lms.web.contexts.shell import FormState
from lms.web.endorsement_pages import download_name, resolution_form_page
from lms.web.forms.boards import read_key, read_resolution
from lms.web.forms.files import read_sent

bp = Blueprint("endorsements", __name__)
ONE = "/institutions/<institution>/board/endorsements/<uuid:endorsement_id>"
# A stranger's file: it is saved, never shown, and even opened it may run nothing.
LOCKED_IN = "default-src 'none'; sandbox"


@bp.url_value_preprocessor
def _let_the_file_in(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Take a little more than the largest file, so that one too large gets its sentence at the field."""
    if endpoint == "endorsements.create":
        request.max_content_length = LARGEST_UPLOAD


@bp.get("/institutions/<institution>/board/endorsements/new")
@needs(Permission.EDIT_EVIDENCE)
def new(place: InstitutionPlace) -> str:
    """Ask for number, day and file."""
    values = {"meeting": request.args.get("meeting", ""), "replaces": request.args.get("replaces", "")}
    return _form(place, str(uuid4()), FormState(values))


@bp.post("/institutions/<institution>/board/endorsements")
@needs(Permission.EDIT_EVIDENCE)
def create(place: InstitutionPlace) -> AnyResponse | tuple[str, int]:
    """Check the file and record the resolution."""
    key = read_key(request.form.get("endorsement_id", ""))
    try:
        is_plain = _record(place, key)
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        return _form(place, key, FormState(request.form.to_dict(), faults)), 422
    flash(_("The resolution is recorded."), "done")
    if is_plain:
        flash(_("The photo told where it was taken; it is stored without the place."), "note")
    return redirect(url_for("boards.index", institution=place.slug), code=303)


@bp.get(f"{ONE}/file")
@needs(Permission.VIEW_EVIDENCE)
def file(place: InstitutionPlace, endorsement_id: UUID) -> Response:
    """Send the signed page as it was stored, to be saved."""
    one = reports.get_endorsement(session(), institution_id=place.id, endorsement_id=str(endorsement_id))
    kept = reports.read_file(session(), institution_id=place.id, endorsement_id=one.id)
    response = Response(kept.content, mimetype=kept.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{download_name(place, one)}"'
    response.headers["Content-Security-Policy"] = LOCKED_IN
    return response


@bp.post(f"{ONE}/withdraw")
@needs(Permission.EDIT_EVIDENCE)
def withdraw(place: InstitutionPlace, endorsement_id: UUID) -> AnyResponse:
    """Let a resolution count no longer; its file and what was written of it stay."""
    with transaction() as write:
        service.withdraw(
            write,
            institution_id=place.id,
            endorsement_id=str(endorsement_id),
            today=today_at(place.zone),
            now=now(),
        )
    flash(_("The resolution no longer counts. It stays on this page and in the record."), "done")
    return redirect(url_for("boards.index", institution=place.slug), code=303)


def _record(place: InstitutionPlace, key: str) -> bool:
    """Record what the form holds and return whether the place was taken out of the photo."""
    name, content = read_sent("file")
    resolution = read_resolution(request.form.to_dict())
    if not name:
        raise Invalid({"file": _("Choose the signed resolution: a PDF, or a photo of the page.")})
    checked, is_plain = check_signed_file(content, name=name, place=request.form.get("place", ""))
    with transaction() as write:
        service.record(
            write,
            institution_id=place.id,
            endorsement_id=key,
            resolution=resolution,
            file=checked,
            account_id=viewer().account_id,
            today=today_at(place.zone),
            now=now(),
            replaces=request.form.get("replaces", ""),
        )
    return is_plain


def _form(place: InstitutionPlace, key: str, state: FormState) -> str:
    asked = state.values.get("replaces", "")
    replaces = reports.get_endorsement(session(), institution_id=place.id, endorsement_id=asked) if asked else None
    meetings = reports.list_meetings(session(), institution_id=place.id)
    page = resolution_form_page(place, endorsement_id=key, meetings=meetings, replaces=replaces, state=state)
    return render_template("endorsements/new.html", page=page)
