"""Saving a proposal while it is typed, telling what others wrote meanwhile, and cleaning what is pasted."""

from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, Response, flash, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from courses.pasted import clean_paste
from courses.typed_days import FIRST_YEAR, LAST_YEAR
from lms.db.engine import session
from lms.errors import Conflict, Invalid, LmsError
from lms.http.access import needs
from lms.http.csrf import current_token
from lms.http.errors import answer, problem_of, wants_json
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.http.pending import safe_target
from lms.http.saving import current_warnings, own_proposal, save_edit, save_late_edit
from lms.http.viewer import find_current
from lms.permissions import Permission
from lms.reports.workshop_changes import read_changes
from lms.reports.workshop_seats import WorkshopSeat, find_seat
from lms.web.contexts.shell import Action, Notice
from lms.web.forms.workshop_parts import check_writer, find_other_proposal, read_typed
from lms.web.workshop_editor import render_part_page
from lms.web.workshop_frame import unread_words, workshop_href
from lms.web.workshop_saved_json import write_changes, write_saved, write_unchanged
from lms.workshops.alone import find_alone
from lms.workshops.parts import ChangedSince, Edit
from lms.workshops.typed import content_of

bp = Blueprint("workshop_saving", __name__)
PROPOSAL = "/workshops/<uuid:workshop_id>/proposal"
PASTES = "60/minute"
WORDS_ARE_KEPT = "What you typed stands in the field."


@bp.post(f"{PROPOSAL}/parts/<key>")
@needs(Permission.DRAFT)
def save(seat: WorkshopSeat, key: str) -> AnyResponse:
    """Save a part: the script gets JSON, a plain form the page again."""
    check_writer(seat, request.form)
    page_of = find_other_proposal(seat, request.form)
    if page_of is not None:
        return _keep_late(seat, read_typed(key, request.form).edit, page_of)
    saved = save_edit(seat, read_typed(key, request.form).edit)
    if wants_json():
        return jsonify(write_saved(seat, saved))
    if saved.saved.clashes:
        flash(_("Saved. Somebody else wrote in the same place: both versions stand there now, look at it."), "warn")
    else:
        flash(_("Taken out. It can be put back from its history.") if saved.saved.is_out else _("Saved."), "done")
    back = request.form.get("next", "")
    return redirect(safe_target(back) if back else f"{request.path}#{quote(key)}", code=303)


def _keep_late(seat: WorkshopSeat, edit: Edit, page_of: str) -> AnyResponse:
    """Keep what comes from a page made before its writer was moved, and lead her to it."""
    kept = save_late_edit(seat, edit, page_of=page_of)
    if wants_json():
        late = write_saved(seat, kept) if kept else write_unchanged(seat, edit, page_of=page_of, now=now())
        return jsonify(late)
    if kept is None:
        flash(_("You have been moved since you opened that page. You had changed nothing there."), "note")
    elif kept.proposal_id == find_alone(session(), seat_id=seat.seat_id):
        told = _("You are in %(team)s now. What you typed is kept here, for you alone.", team=seat.team_name)
        flash(told, "warn")
        return redirect(workshop_href(seat, "workshop_alone.show"), code=303)
    elif kept.proposal_id == seat.proposal_id:
        flash(_("You are in no team now. What you typed is in your own proposal."), "done")
        return redirect(request.path, code=303)
    else:
        flash(_("What you typed had arrived before you were moved: it is in the proposal of your former team."), "note")
    return redirect(workshop_href(seat, "workshop_proposals.desk"), code=303)


@bp.get(f"{PROPOSAL}/changes")
@needs(Permission.DRAFT)
def changes(seat: WorkshopSeat) -> Response:
    """Tell what was saved since a moment, who is writing where, and the token that forms of this session need."""
    since = _moment(request.args.get("since", ""))
    found = read_changes(session(), proposal_id=own_proposal(seat), seat_id=seat.seat_id, since=since, now=now())
    warnings = current_warnings(seat) if found.parts else {}
    is_moved = request.args.get("page", seat.proposal_id) != seat.proposal_id
    has_alone = is_moved and find_alone(session(), seat_id=seat.seat_id) is not None
    heard, token = unread_words(seat), current_token()
    return jsonify(write_changes(seat, found, warnings, heard=heard, has_alone=has_alone, now=now(), token=token))


@bp.post(f"{PROPOSAL}/paste")
@needs(Permission.DRAFT)
@limiter.limit(PASTES, key_func=by_account)
def paste(seat: WorkshopSeat) -> Response:
    """Turn a pasted fragment of HTML, sent as it is, into Markdown."""
    own_proposal(seat)
    text = clean_paste(request.get_data(cache=False).decode("utf-8", errors="replace"))
    words = len(text.split())
    said = ngettext(
        "Pasted as clean text: %(num)s word. Look it over.", "Pasted as clean text: %(num)s words. Look it over.", words
    )
    return jsonify({"text": text, "words": words, "said": said})


@bp.errorhandler(LmsError)
def refuse(error: LmsError) -> AnyResponse | tuple[str, int]:
    """Show a plain form that was refused again, with what was typed in it and the reason."""
    seat = _seat_here()
    _before, is_part, key = request.path.partition("/proposal/parts/")
    if wants_json() or request.method != "POST" or not is_part or seat is None or not _is_shown_again(error):
        return answer(error)
    if find_other_proposal(seat, request.form) is not None:
        return answer(error)  # shown again it would stand in the form of another proposal
    session().rollback()
    if isinstance(error, ChangedSince):
        return _shown_as_it_is(seat, key, error), problem_of(error).status
    typed = content_of(key, {name: request.form.getlist(name) for name in request.form})
    version = request.form.get("base_version", type=int)
    page = render_part_page(seat, key, typed=typed, base_version=version, notice=_refusal(error))
    return page, problem_of(error).status


def _shown_as_it_is(seat: WorkshopSeat, key: str, error: ChangedSince) -> str:
    """Return the part as it stands, with what she typed in it, and the way to what changed since her version."""
    seen = {"from": error.base_version, "to": error.version}
    way = Action(_("What changed since"), workshop_href(seat, "workshop_history.compare", key=key, **seen))
    notice = Notice("note", str(error))
    return render_part_page(seat, key, typed=error.content, base_version=error.version, notice=notice, changed=way)


def _is_shown_again(error: LmsError) -> bool:
    """Return whether the words belong to who is signed in now, and their part can be shown."""
    return isinstance(error, Conflict) or (isinstance(error, Invalid) and "key" not in error.fields)


def _refusal(error: LmsError) -> Notice:
    sentences = " ".join(error.fields.values()) if isinstance(error, Invalid) else str(error)
    return Notice("error", f"{sentences} {_(WORDS_ARE_KEPT)}")


def _seat_here() -> WorkshopSeat | None:
    """Return the seat of who asks: a closed workshop is refused before any view runs."""
    found, parts = find_current(), request.path.split("/")
    if found is None or len(parts) < 3:
        return None
    return find_seat(session(), workshop_id=parts[2], account_id=found.account_id)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = now()
    # Near the ends of the calendar no other zone has that moment.
    return moment if moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR else now()
