"""The workshop of the demo that is over: a whole proposal, one with gaps and one half done, reviewed by each other.

What they say stands in files; here it is handed in, given to reviewers, remarked on, scored and shown.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from courses.model import Mode
from lms.workflows.demo_workshop import CASE, TRAINER, account_of, save_written
from lms.workflows.demo_writing import WrittenProposal, WrittenRemark, WrittenReview, read_written
from lms.workshops import comments, seats
from lms.workshops.assigning import begin_reviews
from lms.workshops.comments import NewRemark, Onlooker
from lms.workshops.handing_in import hand_in
from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import get_review, list_reviews_of_workshop, submit_review
from lms.workshops.scoring import save_trainer_scores
from lms.workshops.seats import NewWorkshop, Place

TITLE = "The first round: proposals, reviews and feedback"
PROPOSALS = ("whole", "gaps", "half")
CRITERIA = ("diagnosis", "completeness", "access", "feasibility", "data-and-governance")
SEED = 20
WRITTEN = timedelta(days=6)


def load_demo_feedback(session: Session, *, network_id: int, now: datetime) -> str:
    """Hold the workshop six weeks before `now`, show its feedback, and return its id."""
    began = now - timedelta(days=42)
    trainer_id = account_of(session, TRAINER)
    made = seats.open_workshop(session, new=_new(network_id, began), account_id=trainer_id, now=began)
    written = {}
    for name in PROPOSALS:
        one = read_written(name)
        account_id = account_of(session, one.author)
        seats.join(session, code=made.code, account_id=account_id, now=began)
        place = seats.get_place(session, workshop_id=made.id, account_id=account_id)
        save_written(session, one, place=place, began=began)
        _note(session, made.id, place, one, now=began + WRITTEN)
        hand_in(session, proposal_id=place.proposal_id, seat_id=place.seat_id, label="Handed in", now=began + WRITTEN)
        written[place.proposal_id] = one
    begin_reviews(session, workshop_id=made.id, each=2, seed=SEED, now=began + timedelta(days=7))
    _review(session, made.id, written, now=began + timedelta(days=9))
    trainer = Onlooker(
        made.id,
        seats.get_seat_id(session, workshop_id=made.id, account_id=trainer_id),
        is_trainer=True,
        proposal_id=None,
        is_released=False,
    )
    for proposal_id, one in written.items():
        if one.trainers is not None:
            _score(session, trainer, proposal_id, one.trainers, now=began + timedelta(days=10))
    seats.release(session, workshop_id=made.id, now=began + timedelta(days=11))
    return made.id


def _new(network_id: int, began: datetime) -> NewWorkshop:
    return NewWorkshop(
        title=TITLE,
        case_id=CASE,
        language="en",
        mode=Mode.IN_PERSON,
        zone="Africa/Nairobi",
        starts_on=began.date(),
        network_id=network_id,
    )


def _note(session: Session, workshop_id: str, place: Place, written: WrittenProposal, *, now: datetime) -> None:
    """Let the author note something for herself and tick it off."""
    author = Onlooker(workshop_id, place.seat_id, is_trainer=False, proposal_id=place.proposal_id, is_released=False)
    for remark in written.own_remarks:
        kept = comments.add_remark(session, onlooker=author, new=_remark(place.proposal_id, remark), now=now)
        comments.resolve(session, onlooker=author, comment_id=kept, now=now)


def _review(session: Session, workshop_id: str, written: dict[str, WrittenProposal], *, now: datetime) -> None:
    """Submit what the file of a proposal says of it, in the order in which its reviewers got it."""
    given = list_reviews_of_workshop(session, workshop_id=workshop_id)
    for proposal_id, reviews in given.items():
        for review, said in zip(reviews, written[proposal_id].reviews, strict=True):
            seat_id = get_review(session, workshop_id=workshop_id, review_id=review.id).seat_id
            onlooker = Onlooker(workshop_id, seat_id, is_trainer=False, proposal_id=None, is_released=False)
            for remark in said.remarks:
                new = _remark(proposal_id, remark, review_id=review.id)
                comments.add_remark(session, onlooker=onlooker, new=new, now=now)
            submit_review(session, review_id=review.id, seat_id=seat_id, draft=_draft(said), criteria=CRITERIA, now=now)


def _score(session: Session, trainer: Onlooker, proposal_id: str, said: WrittenReview, *, now: datetime) -> None:
    for remark in said.remarks:
        comments.add_remark(session, onlooker=trainer, new=_remark(proposal_id, remark), now=now)
    save_trainer_scores(
        session, proposal_id=proposal_id, seat_id=trainer.seat_id, draft=_draft(said), criteria=CRITERIA, now=now
    )


def _draft(said: WrittenReview) -> ReviewDraft:
    return ReviewDraft(summary=said.summary, levels=said.levels, reasons=said.reasons)


def _remark(proposal_id: str, remark: WrittenRemark, *, review_id: str | None = None) -> NewRemark:
    return NewRemark(proposal_id, remark.key, remark.text, remark.quote, remark.position, review_id=review_id)
