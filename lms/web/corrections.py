"""Corrected keys: the list, choosing a question, the form, what it would do, doing it, undoing it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.correcting import desk
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.key_corrections import get_correction, is_made, list_corrections, list_house_corrections
from lms.web.contexts.corrections import Facts
from lms.web.contexts.shell import Action, FormState
from lms.web.correction_pages import (
    ask_page,
    change_page,
    choose_page,
    hidden_of,
    house_page,
    index_page,
    try_page,
    undo_page,
)
from lms.web.correction_races import form_href, holds_words, same_page, since_words, undone_page
from lms.web.forms.corrections import Sent, read_again, read_carried, read_question, typed_key
from lms.web.member_forms import Refusable
from lms.workflows.correct_key import correct_key, preview_correction, preview_undo, undo_correction
from lms.workflows.key_banks import open_banks, with_and_without
from lms.workflows.key_races import HoldsAlready, Overtaken
from quizzes.corrections import corrected

bp = Blueprint("corrections", __name__)
FIELDS = ("reason", "policy", "everywhere", "withdraw", "answer", "tolerance")


@bp.get("/key-corrections")
@needs(Permission.CORRECT_KEYS)
def index() -> str:
    """List the corrections of this server."""
    return render_template("corrections/index.html", page=index_page(list_corrections(session())))


@bp.get("/institutions/<institution>/key-corrections")
@needs(Permission.VIEW_EVIDENCE)
def of_house(place: InstitutionPlace) -> str:
    """List those that touched people of an institution, and whom."""
    rows = list_house_corrections(session(), institution_id=place.id)
    return render_template("corrections/index.html", page=house_page(place, rows))


@bp.get("/key-corrections/choose")
@needs(Permission.CORRECT_KEYS)
def choose() -> str:
    """Choose a module, an edition, a question."""
    module_id, edition = request.args.get("module", ""), request.args.get("edition", "")
    banks, nothing = None, ""
    try:
        banks = open_banks(session(), module_id=module_id, edition=edition) if module_id else None
    except NotFound as error:
        nothing = str(error)
    return render_template("corrections/choose.html", page=choose_page(module_id, banks, nothing=nothing))


@bp.get("/key-corrections/questions/<module_id>/<item_id>")
@needs(Permission.CORRECT_KEYS)
def ask(module_id: str, item_id: str) -> str:
    """Ask what is right."""
    banks = open_banks(session(), module_id=module_id, edition=request.args.get("edition", ""))
    page = ask_page(module_id, banks, banks.get_item(item_id), state=FormState())
    return render_template("corrections/ask.html", page=page)


@bp.post("/key-corrections/questions/<module_id>/<item_id>")
@needs(Permission.CORRECT_KEYS)
def show(module_id: str, item_id: str) -> Refusable:
    """Show what it would do; nothing is written. From there the form comes back as it was filled in."""
    banks = open_banks(session(), module_id=module_id, edition=request.args.get("edition", ""))
    item = banks.get_item(item_id)
    if request.form.get("change"):
        return render_template("corrections/ask.html", page=change_page(banks, item, read_again(request.form)))
    try:
        return _tried(read_question(item, request.form, module_id=module_id, edition=banks.chosen.edition))
    except Invalid as error:
        errors = error.fields
        if isinstance(error, HoldsAlready):
            errors = {"key": holds_words(error.event, error.who)}
        values = {name: request.form.get(name, "") for name in FIELDS}
        state = FormState(values, errors)
        page = ask_page(module_id, banks, item, state=state, given=typed_key(request.form))
        return render_template("corrections/ask.html", page=page), 422


@bp.post("/key-corrections")
@needs(Permission.CORRECT_KEYS)
def make() -> Refusable:
    """Correct it, if that still does what was shown."""
    sent, token = read_again(request.form), request.form.get("token", "")
    try:
        correction_id = str(UUID(request.form.get("id", "")))
    except ValueError:
        raise Invalid({"": _("This form is not whole. Begin again from the question.")}) from None
    try:
        with transaction() as write:
            correct_key(
                write, sent.asked, desk(), correction_id=correction_id, token=token, reason=sent.reason, now=now()
            )
    except Overtaken as error:
        return (_same(sent, error) if error.is_done else _tried(sent, error=since_words(error))), 409
    except Conflict as error:
        if not is_made(session(), correction_id=correction_id):
            return _tried(sent, error=str(error)), 409
    except Invalid as error:
        return _filled_in(sent, error), 422
    flash(_("The key is corrected. Letters are on their way, and the ledgers have it."), "done")
    return redirect(url_for("corrections.index"), code=303)


@bp.get("/key-corrections/<uuid:correction_id>/undo")
@needs(Permission.CORRECT_KEYS)
def ask_undo(correction_id: object) -> Refusable:
    """Show what undoing would do, and ask why."""
    return _asked_undo(str(correction_id), None)


@bp.post("/key-corrections/<uuid:correction_id>/undo")
@needs(Permission.CORRECT_KEYS)
def undo(correction_id: object) -> Refusable:
    """Undo it, if that still does what was shown; a correction of her own that waits for it comes back filled in."""
    key, reason, token = str(correction_id), request.form.get("reason", ""), request.form.get("token", "")
    get_correction(session(), correction_id=key)
    if request.form.get("look"):
        return _asked_undo(key, read_again(request.form))
    waits = read_carried(request.form)
    try:
        with transaction() as write:
            undo_correction(write, desk(), correction_id=key, token=token, reason=reason, now=now())
    except Invalid as error:
        return _undo_form(key, FormState({"reason": reason}, error.fields), waits), 422
    except Overtaken as error:
        if not error.is_done:
            return _undo_form(key, FormState({"reason": reason}, {"": since_words(error)}), waits), 409
        # Who pressed twice did it herself.
        if (error.event.account_id, error.event.reason) != (viewer().account_id, reason.strip()):
            return _undone(key, error, waits, reason=reason)
    except Conflict as error:
        return _undo_form(key, FormState({"reason": reason}, {"": str(error)}), waits), 409
    if waits is not None:
        flash(_("The correction is undone. Below is your own, as you had filled it in: it is not made yet."), "done")
        return _filled_in(waits)
    flash(_("The correction is undone."), "done")
    return redirect(url_for("corrections.index"), code=303)


def _tried(sent: Sent, *, error: str = "") -> str:
    found = preview_correction(session(), sent.asked, now=now())
    banks = open_banks(session(), module_id=sent.asked.module_id, edition=sent.asked.edition)
    item = banks.get_item(sent.asked.item_id)
    page = try_page(found, banks, item, corrected(item, found.asked.key), reason=sent.reason.strip(), error=error)
    return render_template("corrections/show.html", page=page)


def _filled_in(sent: Sent, fault: Invalid | None = None) -> str:
    banks = open_banks(session(), module_id=sent.asked.module_id, edition=sent.asked.edition)
    errors = fault.fields if fault is not None else {}
    page = change_page(banks, banks.get_item(sent.asked.item_id), sent, errors=errors)
    return render_template("corrections/ask.html", page=page)


def _same(sent: Sent, fault: Overtaken) -> str:
    banks = open_banks(session(), module_id=sent.asked.module_id, edition=sent.asked.edition)
    page = same_page(fault, banks.get_item(sent.asked.item_id), sent, hidden=_hidden(sent))
    return render_template("corrections/overtaken.html", page=page)


def _hidden(sent: Sent | None) -> Facts:
    if sent is None:
        return ()
    banks = open_banks(session(), module_id=sent.asked.module_id, edition=sent.asked.edition)
    return hidden_of(sent.asked, banks, reason=sent.reason)


def _undone(correction_id: str, fault: Overtaken, waits: Sent | None, *, reason: str) -> Refusable:
    row = get_correction(session(), correction_id=correction_id)
    item = open_banks(session(), module_id=row.module_id, edition=row.editions[0]).get_item(row.item_id)
    change = Action(_("Your own correction"), form_href(waits)) if waits is not None else None
    page = undone_page(fault, item, reason=reason, hidden=_hidden(waits), change=change)
    return render_template("corrections/overtaken.html", page=page), 409


def _asked_undo(correction_id: str, waits: Sent | None) -> Refusable:
    try:
        return _undo_form(correction_id, FormState(), waits)
    except Overtaken as error:
        return _undone(correction_id, error, waits, reason="")


def _undo_form(correction_id: str, state: FormState, waits: Sent | None) -> str:
    row = get_correction(session(), correction_id=correction_id)
    plan = preview_undo(session(), correction_id=correction_id, now=now())
    place = {"module_id": row.module_id, "edition": row.editions[0], "item_id": row.item_id}
    here, without = with_and_without(session(), correction_id=row.id, **place)
    page = undo_page(row, here, without, plan=plan, state=state, carried=_hidden(waits))
    return render_template("corrections/show.html", page=page)
