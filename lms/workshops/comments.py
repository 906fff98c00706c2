"""Remarks on passages of a proposal: the team's own talk, a reviewer's, a trainer's; threads, resolved and reopened.

A remark keeps the passage's words and where they stood, so that it finds its passage again (`courses.passages`). Who
may reach a remark at all is decided here and nowhere else: what she may not see is not there.
"""

import unicodedata
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.proposals import split_key
from lms.errors import Conflict, Invalid, NotFound
from lms.permissions import SeatRole
from lms.workshops.models import Comment, Part, Proposal, Review, Seat
from lms.workshops.reviews import ReviewKind

LONGEST_TEXT = 4000
LONGEST_QUOTE = 500
MOST_REMARKS = 1000
NOT_HERE = "There is no such remark here."
ANSWERED = "Somebody has answered already, so this stays as it is. Answer in your turn."
SEEN = "The feedback is out, so this stays as it is. Answer in the thread."
NOT_HERS = "Only who wrote this can change it."


class Voice(StrEnum):
    """Whose talk a thread is: the authors' own, a reviewer's or a trainer's."""

    TEAM = "team"
    REVIEW = "review"
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks: her seat, whether she holds the workshop, and the proposal she writes."""

    workshop_id: str
    seat_id: int
    is_trainer: bool
    proposal_id: str | None
    is_released: bool

    @property
    def knows_reviewers(self) -> bool:
        """Whether she may learn who reviewed what: a trainer who writes no proposal here herself."""
        return self.is_trainer and self.proposal_id is None


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark as it is written; without a quote it is on the whole part. `review_id`: it belongs to that review."""

    proposal_id: str
    key: str
    text: str
    quote: str = ""
    position: int = 0
    review_id: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark as it stands; `is_author`: who wrote it writes the proposal."""

    id: str
    proposal_id: str
    review_id: str | None
    answers_id: str | None
    key: str
    quote: str
    position: int
    text: str
    seat_id: int
    is_author: bool
    is_trainer: bool
    written_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark and its answers, oldest first; `is_set_aside`: the review it belongs to counts nothing any more."""

    voice: Voice
    remark: Remark
    answers: tuple[Remark, ...]
    is_set_aside: bool = False


def add_remark(session: Session, *, onlooker: Onlooker, new: NewRemark, now: datetime) -> str:
    """Write a remark and return its id: on her own proposal, on one she reviews, or, as a trainer, on any."""
    check_place(session, onlooker=onlooker, proposal_id=new.proposal_id, review_id=new.review_id)
    text = read_text(new.text)
    part = session.get(Part, (new.proposal_id, new.key)) if split_key(new.key) else None
    if part is None or part.is_out:
        raise Invalid({"key": "This part is no longer in the proposal. Load the page and choose a passage again."})
    known = select(Comment.id).where(Comment.proposal_id == new.proposal_id).limit(MOST_REMARKS)
    if len(session.execute(known).scalars().all()) >= MOST_REMARKS:
        raise Conflict(f"There are {MOST_REMARKS:,} remarks on this proposal already. Answer in a thread instead.")
    comment = _comment(onlooker, new, text, now=now)
    session.add(comment)
    session.flush()
    return comment.id


def answer(session: Session, *, onlooker: Onlooker, comment_id: str, text: str, now: datetime) -> str:
    """Answer in a thread and return the answer's id; an answer to an answer stands in the same thread."""
    thread = get_thread(session, onlooker=onlooker, comment_id=comment_id)
    root = thread.remark
    new = NewRemark(root.proposal_id, root.key, text, review_id=root.review_id)
    comment = _comment(onlooker, new, read_text(text), now=now)
    comment.answers_id = root.id
    session.add(comment)
    session.flush()
    return comment.id


def change(session: Session, *, onlooker: Onlooker, comment_id: str, text: str) -> None:
    """Put other words in the place of one's own; `Conflict` once somebody has answered, or the feedback is out."""
    comment = _own(session, onlooker, comment_id)
    comment.text = read_text(text)
    session.flush()


def take_back(session: Session, *, onlooker: Onlooker, comment_id: str) -> None:
    """Delete one's own; `Conflict` once somebody has answered, or the feedback is out."""
    session.delete(_own(session, onlooker, comment_id))
    session.flush()


def resolve(session: Session, *, onlooker: Onlooker, comment_id: str, now: datetime) -> None:
    """Mark a thread as done with; done twice it is done once."""
    root = _root(session, onlooker, comment_id)
    root.resolved_at = root.resolved_at or now
    session.flush()


def reopen(session: Session, *, onlooker: Onlooker, comment_id: str) -> None:
    """Take up a thread again."""
    _root(session, onlooker, comment_id).resolved_at = None
    session.flush()


def list_threads(session: Session, *, onlooker: Onlooker, proposal_id: str) -> tuple[Thread, ...]:
    """Return the threads on a proposal that she may see, oldest first; none of a proposal of another workshop."""
    query = (
        select(Comment, Seat.role, Seat.team_id, Proposal.seat_id, Proposal.team_id, Review.kind, Review.is_set_aside)
        .join(Seat, Seat.id == Comment.seat_id)
        .join(Proposal, Proposal.id == Comment.proposal_id)
        .outerjoin(Review, Review.id == Comment.review_id)
        .where(Comment.proposal_id == proposal_id, Proposal.workshop_id == onlooker.workshop_id)
        .order_by(Comment.written_at, Comment.id)
    )
    roots: list[Thread] = []
    answers: dict[str, list[Remark]] = {}
    for comment, role, team_id, of_seat, of_team, kind, is_set_aside in session.execute(query):
        is_author = comment.seat_id == of_seat or (team_id is not None and team_id == of_team)
        remark = _remark(comment, is_author=is_author, is_trainer=role == SeatRole.TRAINER)
        if remark.answers_id is None:
            roots.append(Thread(_voice(remark, kind), remark, (), bool(is_set_aside)))
        else:
            answers.setdefault(remark.answers_id, []).append(remark)
    threads = (replace(root, answers=tuple(answers.get(root.remark.id, ()))) for root in roots)
    return tuple(thread for thread in threads if may_see(thread, onlooker))


def get_thread(session: Session, *, onlooker: Onlooker, comment_id: str) -> Thread:
    """Return the thread a remark stands in; `NotFound` for one she may not see."""
    comment = session.get(Comment, comment_id)
    if comment is not None:
        root_id = comment.answers_id or comment.id
        threads = list_threads(session, onlooker=onlooker, proposal_id=comment.proposal_id)
        found = next((one for one in threads if one.remark.id == root_id), None)
        if found is not None:
            return found
    raise NotFound(NOT_HERE)


def may_see(thread: Thread, onlooker: Onlooker) -> bool:
    """A trainer sees all but what is for the authors of her own proposal alone; a reviewer what she wrote.

    Authors see their own talk always and the rest once the feedback is out, but for reviews that were set aside. Who
    writes another proposal now is no author of this one any more: its talk goes on without her.
    """
    if onlooker.is_trainer and thread.remark.proposal_id != onlooker.proposal_id:
        return True
    if thread.voice is not Voice.TEAM and thread.remark.seat_id == onlooker.seat_id:
        return True
    if thread.remark.proposal_id != onlooker.proposal_id:
        return False
    return thread.voice is Voice.TEAM or (onlooker.is_released and not thread.is_set_aside)


def may_change(thread: Thread, remark: Remark, onlooker: Onlooker) -> bool:
    """Whether she may change or take back words: her own, the last of the thread, not yet out as feedback."""
    return remark.seat_id == onlooker.seat_id and not _why_fixed(thread, remark, onlooker)


def check_place(session: Session, *, onlooker: Onlooker, proposal_id: str, review_id: str | None) -> None:
    """Raise `NotFound` where she may not remark: not hers, not hers to review, and she is no trainer.

    `Conflict` for a remark in a review once the feedback is out.
    """
    proposal = session.get(Proposal, proposal_id)
    if proposal is None or proposal.workshop_id != onlooker.workshop_id:
        raise NotFound(NOT_HERE)
    if review_id is None:
        if not onlooker.is_trainer and onlooker.proposal_id != proposal_id:
            raise NotFound(NOT_HERE)
        return
    review = session.get(Review, review_id)
    if review is None or (review.seat_id, review.proposal_id) != (onlooker.seat_id, proposal_id):
        raise NotFound(NOT_HERE)
    if onlooker.is_released:
        raise Conflict(SEEN)


def read_text(text: str) -> str:
    """Return the words of a remark as they are kept; `Invalid` when there are none or too many."""
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).replace("\0", "").strip()
    if not words:
        raise Invalid({"text": "Write what you would say to the authors."})
    if len(words) > LONGEST_TEXT:
        raise Invalid({"text": f"This has {len(words):,} characters; {LONGEST_TEXT:,} fit. Shorten it."})
    return words


def _voice(root: Remark, kind: str | None) -> Voice:
    """Return whose talk a thread is; a trainer who writes the proposal talks as one of its authors."""
    if kind is not None:
        return Voice.TRAINER if kind == ReviewKind.TRAINER else Voice.REVIEW
    return Voice.TRAINER if root.is_trainer and not root.is_author else Voice.TEAM


def _root(session: Session, onlooker: Onlooker, comment_id: str) -> Comment:
    thread = get_thread(session, onlooker=onlooker, comment_id=comment_id)
    return session.get_one(Comment, thread.remark.id, with_for_update=True)


def _own(session: Session, onlooker: Onlooker, comment_id: str) -> Comment:
    # Locked first: whoever answers at this moment has answered before it is asked whether anybody did.
    session.get(Comment, comment_id, with_for_update=True)
    thread = get_thread(session, onlooker=onlooker, comment_id=comment_id)
    comment = session.get_one(Comment, comment_id)
    remark = next(one for one in (thread.remark, *thread.answers) if one.id == comment_id)
    if remark.seat_id != onlooker.seat_id:
        raise Conflict(NOT_HERS)
    why = _why_fixed(thread, remark, onlooker)
    if why:
        raise Conflict(why)
    return comment


def _why_fixed(thread: Thread, remark: Remark, onlooker: Onlooker) -> str:
    if remark.id != (thread.remark, *thread.answers)[-1].id:
        return ANSWERED
    is_feedback = thread.voice is not Voice.TEAM and remark.id == thread.remark.id
    return SEEN if is_feedback and onlooker.is_released else ""


def _comment(onlooker: Onlooker, new: NewRemark, text: str, *, now: datetime) -> Comment:
    return Comment(
        id=str(uuid.uuid4()),
        proposal_id=new.proposal_id,
        review_id=new.review_id,
        answers_id=None,
        key=new.key,
        quote=" ".join(new.quote.replace("\0", "").split())[:LONGEST_QUOTE].strip(),
        position=max(0, min(new.position, 1_000_000)),
        text=text,
        seat_id=onlooker.seat_id,
        written_at=now,
        resolved_at=None,
    )


def _remark(comment: Comment, *, is_author: bool, is_trainer: bool) -> Remark:
    return Remark(
        id=comment.id,
        proposal_id=comment.proposal_id,
        review_id=comment.review_id,
        answers_id=comment.answers_id,
        key=comment.key,
        quote=comment.quote,
        position=comment.position,
        text=comment.text,
        seat_id=comment.seat_id,
        is_author=is_author,
        is_trainer=is_trainer,
        written_at=comment.written_at,
        resolved_at=comment.resolved_at,
    )
