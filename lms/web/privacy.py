"""One's own record, whole, to read and to take along; and being erased, or erasing a member who asks for it."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.http import viewer as viewers
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.moment import now, today_at
from lms.http.packs import drop_packs
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.own_record import read_own_record
from lms.reports.people import read_member
from lms.web.contexts.privacy import ErasePage
from lms.web.contexts.shell import Action, FormState
from lms.web.frame import make_shell
from lms.web.learner import member
from lms.web.member_pages import member_href
from lms.web.record_pages import record_page
from lms.workflows.erase_person import Whom, erase_person

bp = Blueprint("privacy", __name__)


@bp.get("/account/record")
@needs(Permission.SIGNED_IN)
def record() -> str:
    """Show all that is kept about the viewer."""
    tables = read_own_record(session(), account_id=viewer().account_id)
    found = viewer()
    zone = found.zone if found.member is None else found.member.institution_zone
    page = record_page(tables, zone=zone, may_be_erased=found.member is not None)
    return render_template("privacy/record.html", page=page)


@bp.get("/account/record.json")
@needs(Permission.SIGNED_IN)
def record_json() -> Response:
    """Return the same as a file."""
    tables = read_own_record(session(), account_id=viewer().account_id)
    held = {table.part.value: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in tables}
    answer = jsonify({"read_at": now().isoformat(), **held})
    answer.headers["Content-Disposition"] = "attachment; filename=my-record.json"
    return answer


@bp.get("/account/erase")
@needs(Permission.LEARN)
def ask() -> str:
    """Say what being erased means, and ask."""
    return _own_page(FormState())


@bp.post("/account/erase")
@needs(Permission.LEARN)
def erase() -> AnyResponse | tuple[str, int]:
    """Erase the viewer, and sign her out."""
    place = member()
    try:
        _check_word()
        whom = Whom(place.institution_id, place.member_id, today_at(place.institution_zone))
        with transaction() as write:
            erase_person(write, whom, now=now())
        drop_packs(settings().instance_dir, institution_id=place.institution_id)
    except (Invalid, Conflict) as error:
        return _own_page(_refused(error)), 422
    viewers.sign_out()
    flash(_("You are erased. What is left says nothing of you."), "done")
    return redirect(url_for("accounts.sign_in"), code=303)


@bp.get("/institutions/<institution>/members/<int:member_id>/erase")
@needs(Permission.EDIT_PEOPLE)
def ask_for(place: InstitutionPlace, member_id: int) -> str:
    """Say what erasing a member means, and ask."""
    return _member_page(place, member_id, FormState())


@bp.post("/institutions/<institution>/members/<int:member_id>/erase")
@needs(Permission.EDIT_PEOPLE)
def erase_member(place: InstitutionPlace, member_id: int) -> AnyResponse | tuple[str, int]:
    """Erase a member who asked for it."""
    try:
        _check_word()
        with transaction() as write:
            erase_person(write, Whom(place.id, member_id, today_at(place.zone)), now=now())
        drop_packs(settings().instance_dir, institution_id=place.id)
    except (Invalid, Conflict) as error:
        return _member_page(place, member_id, _refused(error)), 422
    flash(_("This person is erased. Every count of a past day stays what it was."), "done")
    return redirect(url_for("members.index", institution=place.slug), code=303)


def _word() -> str:
    return _("erase")


def _check_word() -> None:
    if request.form.get("word", "").strip().casefold() != _word():
        raise Invalid({"word": _("Type the word %(word)s. Nothing was erased.", word=_word())})


def _refused(error: Invalid | Conflict) -> FormState:
    faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
    return FormState(values=request.form.to_dict(), errors=faults)


def _own_page(form: FormState) -> str:
    place = member()
    held = read_member(
        session(), institution_id=place.institution_id, member_id=place.member_id, on=today_at(place.institution_zone)
    )
    page = ErasePage(
        shell=make_shell(_("Be erased")),
        name="",
        institution=place.institution_name,
        completions=len(held.completions),
        certificates=sum(bool(one.certificate_code) for one in held.completions),
        confirm_word=_word(),
        action=url_for("privacy.erase"),
        back=Action(_("All that is kept about you"), url_for("privacy.record")),
        form=form,
    )
    return render_template("privacy/erase.html", page=page)


def _member_page(place: InstitutionPlace, member_id: int, form: FormState) -> str:
    held = read_member(session(), institution_id=place.id, member_id=member_id, on=today_at(place.zone))
    page = ErasePage(
        shell=make_shell(_("Erase %(name)s", name=held.row.name)),
        name=held.row.name,
        institution=place.name,
        completions=len(held.completions),
        certificates=sum(bool(one.certificate_code) for one in held.completions),
        confirm_word=_word(),
        action=url_for("privacy.erase_member", institution=place.slug, member_id=member_id),
        back=Action(held.row.name, member_href(place, member_id, "show")),
        form=form,
    )
    return render_template("privacy/erase.html", page=page)
