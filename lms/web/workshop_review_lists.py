"""The lists of reviews, put together: a trainee's own, and the trainer's of all."""

from collections.abc import Sequence

from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.reference_scores import references_for_trainers
from lms.permissions import SeatRole
from lms.reports.workshop_people import TakingPart
from lms.reports.workshop_reviews import Calibrated, OwnReview, ReviewBoard, ReviewedProposal, ReviewLine
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_reviews import (
    BoardProposal,
    BoardReview,
    CalibratedLine,
    FlagLine,
    OwnReviewLine,
    ReviewBoardPage,
    ReviewsPage,
)
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_review_words import byline_words, distance_words, line_state, own_state, reviewer_words
from lms.workshops.assigning import USUAL_EACH
from lms.workshops.calibration import compare


def reviews_page(seat: WorkshopSeat, own: Sequence[OwnReview], *, is_calibrated: bool) -> ReviewsPage:
    """Return what somebody has to review."""
    href = workshop_href(seat, "workshop_reviews.calibration")
    return ReviewsPage(
        shell=workshop_shell(seat, _("Reviews")),
        calibration=None if is_calibrated else Action(_("Score the example"), href),
        calibration_done=Action(_("The example and the reference"), href) if is_calibrated else None,
        rows=tuple(_own(seat, one) for one in own),
        left=sum(one.submitted_at is None for one in own),
        is_open=seat.reviews_open_at is not None,
        is_released=seat.released_at is not None,
        is_closed=seat.closed_at is not None,
    )


def board_page(
    seat: WorkshopSeat,
    board: ReviewBoard,
    *,
    people: Sequence[TakingPart],
    own: Sequence[OwnReview],
    waiting: int,
    state: FormState | None = None,
) -> ReviewBoardPage:
    """Return all reviews; `waiting` is how many proposals have a word in them."""
    trainees = [one for one in people if one.role is SeatRole.TRAINEE]
    calibrated = {one.seat_id for one in board.calibrations if one.submitted_at is not None}
    lines = [line for one in board.proposals for line in one.reviews]
    peers = [line for line in lines if line.kind == "peer" and not line.is_set_aside and not line.is_given_up]
    is_open, may_give = seat.reviews_open_at is not None, seat.released_at is None and seat.closed_at is None
    return ReviewBoardPage(
        shell=workshop_shell(seat, _("Reviews")),
        is_open=is_open,
        is_released=seat.released_at is not None,
        is_unnamed=not seat.knows_reviewers,
        flags=tuple(_flag(seat, one, line) for one in board.proposals for line in one.reviews if _waits(line)),
        proposals=tuple(_proposal(seat, one) for one in board.proposals),
        given=len(peers),
        submitted=sum(line.submitted_at is not None for line in peers),
        calibrated=_calibrated(seat, board.calibrations),
        not_calibrated=tuple(one.name for one in trainees if one.seat_id not in calibrated),
        waiting=waiting,
        readers=len(trainees),
        give_href=workshop_href(seat, "workshop_reviews.give_out") if may_give else "",
        give_label=_("Give out what is missing") if is_open else _("Open the reviews"),
        state=state or FormState({"each": str(USUAL_EACH)}),
        own=tuple(_own(seat, one) for one in own),
    )


def _own(seat: WorkshopSeat, one: OwnReview) -> OwnReviewLine:
    state, words = own_state(one)
    is_fixed = seat.closed_at is not None or seat.released_at is not None
    done = _("Read") if is_fixed else _("Change")
    return OwnReviewLine(
        title=_("Proposal %(letter)s", letter=one.letter),
        href=workshop_href(seat, "workshop_reviews.show", review_id=one.id),
        state=state,
        state_words=words,
        action=done if one.submitted_at is not None or is_fixed else _("Go on") if one.is_begun else _("Begin"),
    )


def _proposal(seat: WorkshopSeat, one: ReviewedProposal) -> BoardProposal:
    handed_in = _("handed in") if one.handed_in_at is not None else _("not handed in")
    return BoardProposal(one.author, handed_in, tuple(_review(seat, line) for line in one.reviews))


def _review(seat: WorkshopSeat, line: ReviewLine) -> BoardReview:
    state, words = line_state(line)
    most = workshop_content(seat.language).rubric.most
    points = _("%(sum)s of %(most)s points", sum=line.points, most=most) if line.submitted_at is not None else ""
    return BoardReview(_href(seat, line.id), reviewer_words(line), state, words, points)


def _waits(line: ReviewLine) -> bool:
    return line.asks_to_be_looked_at


def _flag(seat: WorkshopSeat, one: ReviewedProposal, line: ReviewLine) -> FlagLine:
    return FlagLine(_href(seat, line.id), byline_words(line, one), line.flag_reason)


def _calibrated(seat: WorkshopSeat, known: Sequence[Calibrated]) -> tuple[CalibratedLine, ...]:
    """Return who scored the example, the farthest from the reference first."""
    reference = {one.criterion: one.points for one in references_for_trainers(seat.language)}
    lines = []
    for one in known:
        if one.submitted_at is not None:
            compared = compare(one.levels, reference)
            href = workshop_href(seat, "workshop_reviews.show", review_id=one.review_id)
            lines.append(CalibratedLine(one.name, href, distance_words(compared), compared.distance))
    return tuple(sorted(lines, key=lambda line: -line.distance))


def _href(seat: WorkshopSeat, review_id: str) -> str:
    return workshop_href(seat, "workshop_reviews.show", review_id=review_id)
