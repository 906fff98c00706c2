"""The rubric, the example to score first, and the reviews. What trainees get names nobody."""

import secrets
from uuid import UUID

from flask.views import MethodView

from lms.api import workshop_review_examples as examples
from lms.api.block_tree import Json, write_blocks
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_reviews import (
    CalibrationSchema,
    DecisionBody,
    EachBody,
    EachBodySchema,
    FlagBody,
    GivenOutSchema,
    OwnReviewListSchema,
    PeerReviewBodySchema,
    PeerReviewSchema,
    ReviewBoardSchema,
    ReviewBody,
    ReviewDecisionBodySchema,
    ReviewFlagBodySchema,
    RubricSchema,
)
from lms.api.workshop_review_json import write_own, write_review, write_rubric, write_scores
from lms.db.engine import session, transaction
from lms.errors import Conflict, NotFound
from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.http.moment import now
from lms.http.reference_scores import references_after, references_for_trainers
from lms.permissions import Permission
from lms.reports.workshop_reviews import list_own_reviews, may_read, read_review_board
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops import assigning, flags, reviews
from lms.workshops.calibration import compare
from lms.workshops.reviews import HeldReview, ReviewKind

area = Area("workshop-reviews", "Reviews of a workshop: the rubric, the example to score first, reviews without names.")
ONE = "/workshops/<uuid:workshop_id>"
REVIEW = f"{ONE}/reviews/<uuid:review_id>"
MOST_SEEDS = 1_000_000


@area.at(f"{ONE}/rubric")
class Rubric(MethodView):
    """The rubric."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, RubricSchema, example=examples.RUBRIC)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show the criteria with their levels; open from the first minute."""
        return write_rubric(seat)


@area.at(f"{ONE}/calibration")
class Calibration(MethodView):
    """The example that everybody scores first."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, CalibrationSchema, example=examples.CALIBRATION)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show the example and one's scores; the reference stands in it once these are submitted."""
        return _calibration(seat)

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(PeerReviewBodySchema, example=examples.BODY)
    @area.gives(200, CalibrationSchema, example=examples.CALIBRATION)
    def put(self, body: ReviewBody, seat: WorkshopSeat) -> Json:
        """Keep one's scores of the example. Submitted, they stay: 409 afterwards."""
        with transaction() as write:
            review_id = reviews.begin_calibration(write, seat_id=seat.seat_id, now=now())
        _keep(seat, review_id, body)
        return _calibration(seat)


@area.at(f"{ONE}/reviews")
class Reviews(MethodView):
    """Reviews one was given, and giving them out."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, OwnReviewListSchema, example=examples.OWN)
    def get(self, seat: WorkshopSeat) -> Json:
        """List what one has to review."""
        return {"items": [write_own(one) for one in list_own_reviews(session(), seat_id=seat.seat_id)]}

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(EachBodySchema, example={"each": 2})
    @area.gives(200, GivenOutSchema, example=examples.GIVEN_OUT)
    def post(self, body: EachBody, seat: WorkshopSeat) -> Json:
        """Open the reviews and give them out; open already, give out what is missing."""
        with transaction() as write:
            found = assigning.begin_reviews(
                write, workshop_id=seat.workshop_id, each=body.each, seed=secrets.randbelow(MOST_SEEDS), now=now()
            )
        return {"made": found.made, "proposals": found.proposals, "readers": found.readers, "short": found.short}


@area.at(f"{ONE}/reviews/board")
class AllReviews(MethodView):
    """All reviews."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, ReviewBoardSchema, example=examples.BOARD)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show who reviews what, what is flagged, and how far each is from the reference.

        To a trainer who writes a proposal too reviewers are letters, and what others say of hers is not among it.
        """
        return _board(seat)


@area.at(REVIEW)
class OneReview(MethodView):
    """A review."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, PeerReviewSchema, example=examples.REVIEW)
    def get(self, seat: WorkshopSeat, review_id: UUID) -> Json:
        """Show a review to who writes it, with the proposal, to trainers, and to its authors once feedback is out."""
        return _shown(seat, review_id)

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(PeerReviewBodySchema, example=examples.BODY)
    @area.gives(200, PeerReviewSchema, example=examples.REVIEW)
    def put(self, body: ReviewBody, seat: WorkshopSeat, review_id: UUID) -> Json:
        """Keep a review one writes, or submit it; 409 once the feedback is out, or for an older version."""
        reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
        _keep(seat, str(review_id), body)
        return _shown(seat, review_id)


@area.at(f"{REVIEW}/flag")
class Flag(MethodView):
    """A flag on a review."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(ReviewFlagBodySchema, example={"reason": "It is about another proposal."})
    @area.gives_nothing()
    def post(self, body: FlagBody, seat: WorkshopSeat, review_id: UUID) -> None:
        """Ask the trainer to look at a review one may read; until then it counts nothing."""
        held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
        if not may_read(seat, held.given):
            raise NotFound(reviews.NO_REVIEW)
        with transaction() as write:
            flags.flag_review(
                write, workshop_id=seat.workshop_id, review_id=held.given.id, reason=body.reason, now=now()
            )


@area.at(f"{REVIEW}/decision")
class Decision(MethodView):
    """What becomes of a review."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(ReviewDecisionBodySchema, example={"decision": "set_aside"})
    @area.gives_nothing()
    def post(self, body: DecisionBody, seat: WorkshopSeat, review_id: UUID) -> None:
        """Let a review count, or set it aside. 409 for a review of the proposal one writes."""
        held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
        if not seat.judges(held.given.proposal_id):
            raise Conflict(reviews.OWN_PROPOSAL)
        decide = flags.set_aside if body.decision == "set_aside" else flags.keep
        with transaction() as write:
            decide(write, workshop_id=seat.workshop_id, review_id=str(review_id), now=now())


def _keep(seat: WorkshopSeat, review_id: str, body: ReviewBody) -> None:
    criteria = [one.id for one in workshop_content(seat.language).rubric.criteria]
    with transaction() as write:
        if body.submit:
            reviews.submit_review(
                write, review_id=review_id, seat_id=seat.seat_id, draft=body.draft, criteria=criteria, now=now()
            )
        else:
            reviews.save_review(write, review_id=review_id, seat_id=seat.seat_id, draft=body.draft, criteria=criteria)


def _shown(seat: WorkshopSeat, review_id: UUID) -> Json:
    held = reviews.get_review(session(), workshop_id=seat.workshop_id, review_id=str(review_id))
    if not _writes(seat, held) and not may_read(seat, held.given):
        raise NotFound(reviews.NO_REVIEW)
    return write_review(
        held.given, is_writer=_writes(seat, held), own=list_own_reviews(session(), seat_id=seat.seat_id)
    )


def _writes(seat: WorkshopSeat, held: HeldReview) -> bool:
    return held.seat_id == seat.seat_id and held.given.kind is ReviewKind.PEER


def _calibration(seat: WorkshopSeat) -> Json:
    example = workshop_content(seat.language).example
    known = reviews.find_calibration(session(), seat_id=seat.seat_id)
    references = references_after(known, language=seat.language)
    levels = known.levels if known is not None else {}
    return {
        "title": example.title,
        "intro": write_blocks(example.intro),
        "parts": [{"id": one.id, "title": one.title, "blocks": write_blocks(one.blocks)} for one in example.sections],
        "summary": known.summary if known is not None else "",
        "scores": write_scores(known.scores) if known is not None else [],
        "is_submitted": known is not None and known.submitted_at is not None,
        "version": known.version if known is not None else 0,
        "references": [
            {
                "criterion": one.criterion,
                "points": one.points,
                "reason": one.reason,
                "apart": levels.get(one.criterion, one.points) - one.points,
            }
            for one in references
        ],
    }


def _board(seat: WorkshopSeat) -> Json:
    board = read_review_board(session(), seat=seat)
    reference = {one.criterion: one.points for one in references_for_trainers(seat.language)}
    known = [one for one in board.calibrations if one.submitted_at is not None]
    return {
        "proposals": [
            {
                "id": one.id,
                "author": one.author,
                "handed_in_at": one.handed_in_at,
                "reviews": [
                    {
                        "id": line.id,
                        "kind": line.kind.value,
                        "seat": line.seat_id,
                        "reviewer": line.reviewer,
                        "letter": line.letter,
                        "points": line.points,
                        "submitted_at": line.submitted_at,
                        "flag": line.flag_reason,
                        "is_settled": line.flag_settled_at is not None,
                        "is_set_aside": line.is_set_aside,
                    }
                    for line in one.reviews
                ],
            }
            for one in board.proposals
        ],
        "calibrations": [
            {"seat": one.seat_id, "name": one.name, "distance": found.distance, "lean": found.lean}
            for one in known
            for found in (compare(one.levels, reference),)
        ],
    }
