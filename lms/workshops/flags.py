"""Flags on reviews: who reads one asks the trainer to look at it; she lets it count or sets it aside."""

from datetime import datetime

from sqlalchemy.orm import Session

from lms.errors import Conflict, NotFound
from lms.lines import read_line
from lms.workshops.models import Review
from lms.workshops.reviews import NO_REVIEW, ReviewKind

LONGEST_FLAG = 500


def flag_review(session: Session, *, workshop_id: str, review_id: str, reason: str, now: datetime) -> None:
    """Ask the trainer to look at a submitted review; until she has, it counts nothing. Twice changes nothing."""
    line = read_line(reason, field="reason", longest=LONGEST_FLAG)
    review = _locked_review(session, workshop_id, review_id)
    if review.submitted_at is None or review.kind == ReviewKind.CALIBRATION:
        raise NotFound(NO_REVIEW)
    if review.flag_settled_at is not None:
        raise Conflict("The trainer has looked at this review already. Talk to her if it still troubles you.")
    if review.flagged_at is None:
        review.flagged_at, review.flag_reason = now, line
    session.flush()


def set_aside(session: Session, *, workshop_id: str, review_id: str, now: datetime) -> None:
    """Take a review out: it counts nothing and its reader sees it no more. Not lost; `keep` brings it back."""
    review = _locked_review(session, workshop_id, review_id)
    review.is_set_aside, review.flag_settled_at = True, now
    session.flush()


def keep(session: Session, *, workshop_id: str, review_id: str, now: datetime) -> None:
    """Let a review count, flagged or set aside before."""
    review = _locked_review(session, workshop_id, review_id)
    review.is_set_aside, review.flag_settled_at = False, now
    session.flush()


def _locked_review(session: Session, workshop_id: str, review_id: str) -> Review:
    review = session.get(Review, review_id, with_for_update=True, populate_existing=True)
    if review is None or review.workshop_id != workshop_id:
        raise NotFound(NO_REVIEW)
    return review
