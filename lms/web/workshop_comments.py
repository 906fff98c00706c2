"""Remarks on passages: one's own proposal as readers see it, writing a remark, answering, resolving."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_comment_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.workshop_remarks import anchor_of, onlooker_of
from lms.workshops import comments as service

bp = Blueprint("workshop_comments", __name__)
ONE = "/workshops/<uuid:workshop_id>"
OWN = f"{ONE}/proposal/remarks"
IN_REVIEW = f"{ONE}/reviews/<uuid:review_id>/remarks"
AS_TRAINER = f"{ONE}/scores/<uuid:proposal_id>/remarks"
REMARK = f"{ONE}/remarks/<uuid:comment_id>"
CLOSED = "The workshop is closed: open it again on the page of dates to remark on a proposal."


@bp.get(f"{ONE}/proposal/read")
@needs(Permission.DRAFT)
def read(seat: WorkshopSeat) -> str:
    """Show her own proposal as a reader sees it, with what is said of it."""
    return render_template("workshop_comments/read.html", page=pages.own_page(seat))


@bp.get(f"{OWN}/new")
@needs(Permission.DRAFT)
def new(seat: WorkshopSeat) -> str:
    """Ask for a remark on a passage of her own proposal."""
    return _form(seat, pages.own_place(seat), FormState())


@bp.post(OWN)
@needs(Permission.DRAFT)
def create(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Remark on a passage of her own proposal."""
    return _create(seat, pages.own_place(seat))


@bp.get(f"{IN_REVIEW}/new")
@needs(Permission.DRAFT)
def new_in_review(seat: WorkshopSeat, review_id: UUID) -> str:
    """Ask for a remark on a passage of the proposal she reviews."""
    return _form(seat, pages.place_in_review(seat, str(review_id)), FormState())


@bp.post(IN_REVIEW)
@needs(Permission.DRAFT)
def create_in_review(seat: WorkshopSeat, review_id: UUID) -> Response | tuple[str, int]:
    """Remark on a passage of the proposal she reviews."""
    return _create(seat, pages.place_in_review(seat, str(review_id)))


@bp.get(f"{AS_TRAINER}/new")
@needs(Permission.TRAIN)
def new_as_trainer(seat: WorkshopSeat, proposal_id: UUID) -> str:
    """Ask for a trainer's remark on a passage."""
    return _form(seat, pages.Place(str(proposal_id)), FormState())


@bp.post(AS_TRAINER)
@needs(Permission.TRAIN)
def create_as_trainer(seat: WorkshopSeat, proposal_id: UUID) -> Response | tuple[str, int]:
    """Remark on a passage as a trainer; in a closed workshop she does not either."""
    if seat.closed_at is not None:
        raise Conflict(CLOSED)
    return _create(seat, pages.Place(str(proposal_id)))


@bp.get(REMARK)
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat, comment_id: UUID) -> str:
    """Show a thread, to answer it or to change one's own words."""
    return _thread(seat, str(comment_id), FormState())


@bp.post(f"{REMARK}/answer")
@needs(Permission.DRAFT)
def answer(seat: WorkshopSeat, comment_id: UUID) -> Response | tuple[str, int]:
    """Answer in a thread."""
    form = request.form.to_dict()
    try:
        with transaction() as write:
            service.answer(
                write,
                onlooker=onlooker_of(seat),
                comment_id=str(comment_id),
                text=form.get("text", ""),
                now=now(),
            )
    except Invalid as error:
        return _thread(seat, str(comment_id), FormState(form, error.fields)), 422
    return _back(seat, str(comment_id))


@bp.post(f"{REMARK}/change")
@needs(Permission.DRAFT)
def change(seat: WorkshopSeat, comment_id: UUID) -> Response | tuple[str, int]:
    """Put other words in the place of one's own."""
    own = request.form.get("own", "")
    try:
        with transaction() as write:
            service.change(write, onlooker=onlooker_of(seat), comment_id=str(comment_id), text=own)
    except Invalid as error:
        return _thread(seat, str(comment_id), FormState({"own": own}, {"own": error.fields["text"]})), 422
    except Conflict as error:
        flash(str(error), "error")
    return _back(seat, str(comment_id))


@bp.post(f"{REMARK}/delete")
@needs(Permission.DRAFT)
def delete(seat: WorkshopSeat, comment_id: UUID) -> Response:
    """Take one's own remark or answer back."""
    answered = _back(seat, str(comment_id))
    try:
        with transaction() as write:
            service.take_back(write, onlooker=onlooker_of(seat), comment_id=str(comment_id))
        flash(_("Your words are deleted."), "done")
    except Conflict as error:
        flash(str(error), "error")
    return answered


@bp.post(f"{REMARK}/resolve")
@needs(Permission.DRAFT)
def resolve(seat: WorkshopSeat, comment_id: UUID) -> Response:
    """Mark a thread as done with."""
    with transaction() as write:
        service.resolve(write, onlooker=onlooker_of(seat), comment_id=str(comment_id), now=now())
    return _back(seat, str(comment_id))


@bp.post(f"{REMARK}/reopen")
@needs(Permission.DRAFT)
def reopen(seat: WorkshopSeat, comment_id: UUID) -> Response:
    """Take up a thread again."""
    with transaction() as write:
        service.reopen(write, onlooker=onlooker_of(seat), comment_id=str(comment_id))
    return _back(seat, str(comment_id))


def _create(seat: WorkshopSeat, place: pages.Place) -> Response | tuple[str, int]:
    """Write a remark and go back to its passage."""
    asked, form = request.args.to_dict(), request.form.to_dict()
    _check(seat, place)
    try:
        remark = pages.new_remark(seat, place, asked, form)
        with transaction() as write:
            made = service.add_remark(write, onlooker=onlooker_of(seat), new=remark, now=now())
    except Invalid as error:
        return _form(seat, place, FormState(form, error.fields)), 422
    return redirect(pages.back_of(seat, place, anchor=anchor_of(made)).href, code=303)


def _check(seat: WorkshopSeat, place: pages.Place) -> None:
    service.check_place(
        session(), onlooker=onlooker_of(seat), proposal_id=place.proposal_id, review_id=place.review_id or None
    )


def _form(seat: WorkshopSeat, place: pages.Place, state: FormState) -> str:
    _check(seat, place)
    asked = {**request.args.to_dict(), **{name: text for name, text in state.values.items() if name == "quote"}}
    return render_template("workshop_comments/new.html", page=pages.new_page(seat, place, asked, state))


def _thread(seat: WorkshopSeat, comment_id: str, state: FormState) -> str:
    thread = service.get_thread(session(), onlooker=onlooker_of(seat), comment_id=comment_id)
    return render_template("workshop_comments/show.html", page=pages.thread_page(seat, thread, comment_id, state))


def _back(seat: WorkshopSeat, comment_id: str) -> Response:
    thread = service.get_thread(session(), onlooker=onlooker_of(seat), comment_id=comment_id)
    return redirect(pages.back_to(seat, thread).href, code=303)
