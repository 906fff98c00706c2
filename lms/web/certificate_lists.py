"""The certificates of an institution: looked through, printed, handed out, revoked, corrected."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence.certificates import Names, reissue_certificate, revoke_certificate
from lms.http.access import needs
from lms.http.certificates import file_name as pdf_name
from lms.http.documents import certificate_maker
from lms.http.holdings import catalogue, settings
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.streams import send_as_made
from lms.http.tables import Table, file_name, is_for_machines, send_csv, send_workbook
from lms.http.viewer import InstitutionPlace
from lms.http.zips import stream_zip
from lms.institutions.service import list_branches
from lms.permissions import Permission
from lms.reports.certificate import CertificateView, get_certificate, list_certificates_by_code
from lms.reports.certificates import CertificateQuery, each_certificate, list_codes, read_certificates
from lms.web.certificate_pages import ROWS, form_page, list_page
from lms.web.certificate_tables import certificates_table
from lms.web.contexts.shell import FormState
from lms.web.forms.certificates import FIELDS, Asked, read_asked, read_correction, read_revocation
from lms.web.paging import page_number
from webinar_kits.certificate_jobs import MOST_AT_ONCE

bp = Blueprint("certificate_lists", __name__)
PDF, ZIP = "application/pdf", "application/zip"
Refusable = AnyResponse | str | tuple[str, int]


@bp.get("/institutions/<institution>/certificates")
@needs(Permission.VIEW_EVIDENCE)
def index(place: InstitutionPlace) -> str | tuple[str, int]:
    """Show the list."""
    asked, form = _asked_or_refused(place)
    query, number = _query(place, asked), page_number()
    found = read_certificates(session(), query, limit=ROWS, offset=(number - 1) * ROWS)
    page = list_page(
        place,
        found,
        asked=asked,
        number=number,
        branches=list_branches(session(), institution_id=place.id),
        handed=len(list_codes(session(), query, most=MOST_AT_ONCE)),
        form=form,
    )
    return render_template("certificate_lists/index.html", page=page), 422 if form.errors else 200


@bp.get("/institutions/<institution>/certificates.csv")
@needs(Permission.VIEW_EVIDENCE)
def listed_csv(place: InstitutionPlace) -> Response:
    """Send the list as CSV."""
    name = file_name(place.slug, "certificates", today_at(place.zone), "csv")
    return send_csv(_table(place), name=name, for_machines=is_for_machines())


@bp.get("/institutions/<institution>/certificates.xlsx")
@needs(Permission.VIEW_EVIDENCE)
def listed_xlsx(place: InstitutionPlace) -> Response:
    """Send the list as a workbook."""
    name = file_name(place.slug, "certificates", today_at(place.zone), "xlsx")
    return send_workbook(_table(place), name=name, author=place.name)


@bp.get("/institutions/<institution>/certificates.pdf")
@needs(Permission.EDIT_EVIDENCE)
def printed(place: InstitutionPlace) -> Response:
    """Send the selection as one PDF, a page each."""
    views = _handed(place)
    with TemporaryDirectory() as folder:
        output = Path(folder) / "certificates.pdf"
        certificate_maker().write_pages(views, output=output)
        response = Response(output.read_bytes(), mimetype=PDF)
    return _named(response, file_name(place.slug, "certificates", today_at(place.zone), "pdf"))


@bp.get("/institutions/<institution>/certificates.zip")
@needs(Permission.EDIT_EVIDENCE)
def archive(place: InstitutionPlace) -> Response:
    """Send the selection as a ZIP of PDFs; it begins at once and grows as they are made."""
    made = certificate_maker().each_pdf(_handed(place))
    members = ((pdf_name(view), content) for view, content in made)
    response = send_as_made(stream_zip(members), mimetype=ZIP)
    return _named(response, file_name(place.slug, "certificates", today_at(place.zone), "zip"))


@bp.get("/institutions/<institution>/certificates/<code>/revoke")
@needs(Permission.EDIT_EVIDENCE)
def revoke(place: InstitutionPlace, code: str) -> str:
    """Ask why."""
    return _form(place, _own(place, code), FormState(), is_reissue=False)


@bp.post("/institutions/<institution>/certificates/<code>/revoke")
@needs(Permission.EDIT_EVIDENCE)
def record_revocation(place: InstitutionPlace, code: str) -> Refusable:
    """Revoke it from today on."""
    found, typed = _own(place, code), read_revocation(request.form)
    try:
        with transaction() as write:
            revoke_certificate(
                write,
                institution_id=place.id,
                code=found.code,
                reason=typed.reason,
                on=max(today_at(place.zone), found.issued_on),
                now=now(),
            )
    except (Invalid, Conflict) as error:
        return _form(place, found, _refused(error), is_reissue=False), 422
    flash(_("The certificate is revoked. Whoever checks its code is told so from now on."), "done")
    return redirect(url_for("certificates.show", code=found.code), code=303)


@bp.get("/institutions/<institution>/certificates/<code>/reissue")
@needs(Permission.EDIT_EVIDENCE)
def reissue(place: InstitutionPlace, code: str) -> str:
    """Ask for the right name."""
    found = _own(place, code)
    values = {"name": found.member_name, "name_other": found.member_name_other}
    return _form(place, found, FormState(values=values), is_reissue=True)


@bp.post("/institutions/<institution>/certificates/<code>/reissue")
@needs(Permission.EDIT_EVIDENCE)
def record_reissue(place: InstitutionPlace, code: str) -> Refusable:
    """Revoke it, and issue it again under the right name."""
    found, typed = _own(place, code), read_correction(request.form)
    try:
        with transaction() as write:
            new = reissue_certificate(
                write,
                institution_id=place.id,
                code=found.code,
                names=Names(typed.name, typed.name_other),
                reason=typed.reason,
                seed=settings().secret_key,
                on=max(today_at(place.zone), found.issued_on),
                now=now(),
            )
    except (Invalid, Conflict) as error:
        return _form(place, found, _refused(error), is_reissue=True), 422
    flash(_("Here is the new certificate. The old one is revoked."), "done")
    return redirect(url_for("certificates.show", code=new), code=303)


def _own(place: InstitutionPlace, code: str) -> CertificateView:
    found = get_certificate(session(), code=code)
    if found.institution_id != place.id:
        raise NotFound("There is no such certificate in this institution.")
    return found


def _form(place: InstitutionPlace, found: CertificateView, state: FormState, *, is_reissue: bool) -> str:
    page = form_page(found, today=today_at(place.zone), state=state, is_reissue=is_reissue)
    return render_template("certificate_lists/form.html", page=page)


def _refused(error: Invalid | Conflict) -> FormState:
    errors = error.fields if isinstance(error, Invalid) else {"": str(error)}
    return FormState(values=request.form.to_dict(), errors=errors)


def _asked(place: InstitutionPlace) -> Asked:
    return read_asked(
        request.args,
        branch_ids=frozenset(branch.id for branch in list_branches(session(), institution_id=place.id)),
        module_ids=tuple(module.id for module in catalogue().modules),
    )


def _asked_or_refused(place: InstitutionPlace) -> tuple[Asked, FormState]:
    """Return what was asked for; what cannot be is said at its field, and all certificates are shown."""
    values = {field: request.args.get(field, "") for field in FIELDS}
    try:
        return _asked(place), FormState(values=values)
    except Invalid as error:
        return Asked(), FormState(values=values, errors=error.fields)


def _query(place: InstitutionPlace, asked: Asked) -> CertificateQuery:
    return CertificateQuery(
        institution_id=place.id,
        today=today_at(place.zone),
        kind=asked.kind,
        tier=asked.tier,
        branch_id=asked.branch_id,
        module_id=asked.module_id,
        since=asked.since,
        until=asked.until,
        state=asked.state,
    )


def _table(place: InstitutionPlace) -> Table:
    rows = each_certificate(session(), _query(place, _asked(place)))
    return certificates_table(place.name, rows, on=today_at(place.zone))


def _handed(place: InstitutionPlace) -> tuple[CertificateView, ...]:
    """Return the certificates of the selection that can be handed out; refused in words when none or too many are."""
    codes = list_codes(session(), _query(place, _asked(place)), most=MOST_AT_ONCE)
    if not codes:
        raise NotFound(_("No certificate fits what you chose. Go back and choose fewer conditions."))
    if len(codes) > MOST_AT_ONCE:
        raise Conflict(_("One file holds %(most)s certificates. Choose a shorter time or a branch.", most=MOST_AT_ONCE))
    return list_certificates_by_code(session(), codes=codes)


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
