"""The rubric, the example to score first, and the reviews: what one has to review, writing one, flags."""

import secrets
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.http.errors import problem_of
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_people import list_people
from lms.reports.workshop_reviews import list_own_reviews, may_read, read_review_board
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_review_lists as lists
from lms.web import workshop_review_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.workshop_reviews import read_draft
from lms.web.forms.workshops import read_number
from lms.web.workshop_calibration_pages import calibration_page
from lms.web.workshop_frame import workshop_href
from lms.web.workshop_review_words import byline_words, given_words
from lms.workshops import assigning, flags, reviews
from lms.workshops.review_drafts import NewerDraft
from lms.workshops.reviews import HeldReview, ReviewKind

bp = Blueprint("workshop_reviews", __name__)
ONE = "/workshops/<uuid:workshop_id>"
REVIEW = f"{ONE}/reviews/<uuid:review_id>"
MOST_SEEDS = 1_000_000
# What the page sends when it keeps a draft without being asked: nothing is said, nothing shown.
BY_ITSELF = "auto"


@bp.get(f"{ONE}/rubric")
@needs(Permission.DRAFT)
def rubric(seat: WorkshopSeat) -> str:
    """Show the five criteria with their levels."""
    return render_template("workshop_reviews/rubric.html", page=pages.rubric_page(seat))


@bp.get(f"{ONE}/calibration")
@needs(Permission.DRAFT)
def calibration(seat: WorkshopSeat) -> str:
    """Show the example to score, or her scores beside the reference."""
    page = calibration_page(seat, reviews.find_calibration(session(), seat_id=seat.seat_id))
    return render_template("workshop_reviews/calibration.html", page=page)


@bp.post(f"{ONE}/calibration")
@needs(Permission.DRAFT)
def calibrate(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Keep her scores of the example; submitted, they stay and the reference is shown."""
    with transaction() as write:
        review_id = reviews.begin_calibration(write, seat_id=seat.seat_id, now=now())
    try:
        version = _keep(seat, review_id)
    except (Invalid, NewerDraft) as error:
        known = reviews.find_calibration(session(), seat_id=seat.seat_id)
        page = calibration_page(seat, known, _shown_again(error))
        return render_template("workshop_reviews/calibration.html", page=page), problem_of(error).status
    if request.form.get("do") == BY_ITSELF:
        return jsonify({"version": version})
    return redirect(workshop_href(seat, "workshop_reviews.calibration"), code=303)


@bp.get(f"{ONE}/reviews")
@needs(Permission.DRAFT)
def index(seat: WorkshopSeat) -> str:
    """Show what one has to review; to trainers, all reviews."""
    if seat.is_trainer:
        return _board(seat)
    own = list_own_reviews(session(), seat_id=seat.seat_id)
    page = lists.reviews_page(seat, own, is_calibrated=_is_calibrated(seat))
    return render_template("workshop_reviews/index.html", page=page)


@bp.post(f"{ONE}/reviews")
@needs(Permission.TRAIN)
def give_out(seat: WorkshopSeat) -> Response | tuple[str, int]:
    """Open the reviews and give them out, or give out what is missing."""
    try:
        each = read_number(request.form.get("each", "").strip(), field="each")
        with transaction() as write:
            given = assigning.begin_reviews(
                write, workshop_id=seat.workshop_id, each=each, seed=secrets.randbelow(MOST_SEEDS), now=now()
            )
    except Invalid as error:
        return _board(seat, FormState(request.form.to_dict(), error.fields)), 422
    flash(given_words(given), "done")
    return redirect(workshop_href(seat, "workshop_reviews.index"), code=303)


@bp.get(REVIEW)
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat, review_id: UUID) -> str:
    """Show a review to who writes it, to trainers, and, once the feedback is out, to whom it is for."""
    held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
    if held.seat_id == seat.seat_id and held.given.kind is ReviewKind.PEER:
        return _writing(seat, held)
    return _reading(seat, held)


@bp.post(REVIEW)
@needs(Permission.DRAFT)
def save(seat: WorkshopSeat, review_id: UUID) -> Response | tuple[str, int]:
    """Keep a review, or submit it."""
    held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
    try:
        version = _keep(seat, held.given.id)
    except (Invalid, NewerDraft) as error:
        held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
        return _writing(seat, held, _shown_again(error)), problem_of(error).status
    if request.form.get("do") == BY_ITSELF:
        return jsonify({"version": version})
    if request.form.get("do") == "submit":
        flash(_("The review is in. You can change it until the feedback comes out."), "done")
        return redirect(workshop_href(seat, "workshop_reviews.index"), code=303)
    flash(_("Your draft is kept."), "saved")
    return redirect(workshop_href(seat, "workshop_reviews.show", review_id=str(review_id)), code=303)


@bp.post(f"{REVIEW}/flag")
@needs(Permission.DRAFT)
def flag(seat: WorkshopSeat, review_id: UUID) -> Response | tuple[str, int]:
    """Ask the trainer to look at a review."""
    held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
    _check_reader(seat, held)
    try:
        with transaction() as write:
            flags.flag_review(
                write,
                workshop_id=seat.workshop_id,
                review_id=held.given.id,
                reason=request.form.get("reason", ""),
                now=now(),
            )
    except Invalid as error:
        return _reading(seat, held, FormState(request.form.to_dict(), error.fields)), 422
    flash(_("Your trainer will look at it. Until then it counts nothing."), "done")
    return redirect(workshop_href(seat, "workshop_reviews.show", review_id=str(review_id)), code=303)


@bp.post(f"{REVIEW}/settle")
@needs(Permission.TRAIN)
def settle(seat: WorkshopSeat, review_id: UUID) -> Response:
    """Let a review count, or set it aside."""
    held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
    if not seat.judges(held.given.proposal_id):
        raise Conflict(reviews.OWN_PROPOSAL)
    decide = flags.set_aside if request.form.get("do") == "set_aside" else flags.keep
    with transaction() as write:
        decide(write, workshop_id=seat.workshop_id, review_id=str(review_id), now=now())
    return redirect(workshop_href(seat, "workshop_reviews.index"), code=303)


def _shown_again(error: Invalid | NewerDraft) -> FormState:
    """Return the form as it was typed; the page that keeps by itself is told by its status, and shows nothing."""
    if isinstance(error, NewerDraft) and request.form.get("do") == BY_ITSELF:
        raise error
    return FormState(request.form.to_dict(), error.fields if isinstance(error, Invalid) else {"": str(error)})


def _keep(seat: WorkshopSeat, review_id: str) -> int:
    """Keep what was typed as a draft first, so that a submission with faults loses nothing; return the version."""
    criteria = [one.id for one in workshop_content(seat.language).rubric.criteria]
    draft = read_draft(request.form, criteria=criteria)
    with transaction() as write:
        version = reviews.save_review(write, review_id=review_id, seat_id=seat.seat_id, draft=draft, criteria=criteria)
    draft = replace(draft, base_version=version)
    if request.form.get("do") == "submit":
        with transaction() as write:
            reviews.submit_review(
                write, review_id=review_id, seat_id=seat.seat_id, draft=draft, criteria=criteria, now=now()
            )
    return version


def _writing(seat: WorkshopSeat, held: HeldReview, state: FormState | None = None) -> str:
    own = list_own_reviews(session(), seat_id=seat.seat_id)
    letter = next((one.letter for one in own if one.id == held.given.id), "")
    page = pages.review_page(seat, held, letter=letter, is_calibrated=_is_calibrated(seat), state=state)
    return render_template("workshop_reviews/write.html", page=page)


def _reading(seat: WorkshopSeat, held: HeldReview, state: FormState | None = None) -> str:
    _check_reader(seat, held)
    byline = _byline(seat, held) if seat.judges(held.given.proposal_id) else ""
    page = pages.read_review_page(seat, held, byline=byline, state=state)
    return render_template("workshop_reviews/show.html", page=page)


def _check_reader(seat: WorkshopSeat, held: HeldReview) -> None:
    """Raise `NotFound` for who may not read a review."""
    if not may_read(seat, held.given):
        raise NotFound(reviews.NO_REVIEW)


def _byline(seat: WorkshopSeat, held: HeldReview) -> str:
    board = read_review_board(session(), seat=seat)
    for proposal in board.proposals:
        for line in proposal.reviews:
            if line.id == held.given.id:
                return byline_words(line, proposal)
    return next((one.name for one in board.calibrations if one.review_id == held.given.id), "")


def _is_calibrated(seat: WorkshopSeat) -> bool:
    known = reviews.find_calibration(session(), seat_id=seat.seat_id)
    return known is not None and known.submitted_at is not None


def _board(seat: WorkshopSeat, state: FormState | None = None) -> str:
    page = lists.board_page(
        seat,
        read_review_board(session(), seat=seat),
        people=list_people(session(), workshop_id=seat.workshop_id),
        own=list_own_reviews(session(), seat_id=seat.seat_id),
        waiting=len(assigning.list_reviewable(session(), workshop_id=seat.workshop_id)),
        state=state,
    )
    return render_template("workshop_reviews/board.html", page=page)
