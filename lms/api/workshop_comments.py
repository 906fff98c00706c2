"""Remarks on passages, the trainer's scores, and the feedback that comes back."""

from uuid import UUID

from flask.views import MethodView

from lms.api import workshop_comment_examples as examples
from lms.api.block_tree import Json
from lms.api.examples import MOMENT
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_comments import (
    FeedbackSchema,
    RemarkBody,
    RemarkBodySchema,
    ResolvedBody,
    ResolvedBodySchema,
    ScoredListSchema,
    ScoredProposalSchema,
    ThreadListSchema,
    ThreadSchema,
    TrainerScoresBody,
    TrainerScoresBodySchema,
    WordsBody,
    WordsBodySchema,
)
from lms.api.workshop_comments_json import write_feedback, write_scored, write_threads
from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.workshop_feedback import read_feedback
from lms.reports.workshop_reading import read_proposal
from lms.reports.workshop_scores import ScoredProposal, list_scored
from lms.reports.workshop_seats import WorkshopSeat
from lms.reports.workshop_voices import read_voices
from lms.workshops import comments
from lms.workshops.comments import NewRemark, Onlooker, Thread
from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import NO_REVIEW, get_review
from lms.workshops.scoring import save_trainer_scores

area = Area(
    "workshop-feedback",
    "Remarks on passages of proposals, the trainer's scores, and what comes back to the authors. Reviewers are letters "
    "to everybody but trainers.",
)
ONE = "/workshops/<uuid:workshop_id>"
REMARK = f"{ONE}/remarks/<uuid:comment_id>"
CLOSED = "The workshop is closed: open it again before you change scores or remark on a proposal."


@area.at(f"{ONE}/proposal/remarks")
class OwnRemarks(MethodView):
    """The remarks on one's own proposal."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, ThreadListSchema, example={"items": [examples.THREAD]})
    def get(self, seat: WorkshopSeat) -> Json:
        """List the threads on one's own proposal: one's own talk, and once the feedback is out what others said."""
        return _list(seat, _own(seat))

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(RemarkBodySchema, example=examples.REMARK)
    @area.gives(201, ThreadSchema, example={**examples.THREAD, "voice": "team", "answers": []})
    def post(self, body: RemarkBody, seat: WorkshopSeat) -> Json:
        """Remark on a passage of one's own proposal; who writes it too sees it at once."""
        return _add(seat, body, _own(seat))


@area.at(f"{ONE}/reviews/<uuid:review_id>/remarks")
class RemarksInReview(MethodView):
    """One's own remarks on a proposal that one reviews."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, ThreadListSchema, example={"items": [examples.THREAD]})
    def get(self, seat: WorkshopSeat, review_id: UUID) -> Json:
        """List one's own threads on the proposal that one reviews."""
        return _list(seat, _reviewed(seat, str(review_id)))

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(RemarkBodySchema, example=examples.REMARK)
    @area.gives(201, ThreadSchema, example={**examples.THREAD, "answers": []})
    def post(self, body: RemarkBody, seat: WorkshopSeat, review_id: UUID) -> Json:
        """Remark on a passage of the proposal that one reviews; it goes out with the feedback, without a name."""
        return _add(seat, body, _reviewed(seat, str(review_id)), review_id=str(review_id))


@area.at(f"{ONE}/scores/<uuid:proposal_id>/remarks")
class RemarksOfAll(MethodView):
    """All remarks on a proposal."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, ThreadListSchema, example={"items": [examples.THREAD]})
    def get(self, seat: WorkshopSeat, proposal_id: UUID) -> Json:
        """List all threads on a proposal, reviewers by name; by letters for a trainer who writes a proposal too."""
        return _list(seat, str(proposal_id))

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(RemarkBodySchema, example=examples.REMARK)
    @area.gives(201, ThreadSchema, example={**examples.THREAD, "voice": "trainer", "answers": []})
    def post(self, body: RemarkBody, seat: WorkshopSeat, proposal_id: UUID) -> Json:
        """Remark on a passage as a trainer; it goes out with the feedback."""
        if seat.closed_at is not None:
            raise Conflict(CLOSED)
        return _add(seat, body, str(proposal_id))


@area.at(REMARK)
class OneRemark(MethodView):
    """A thread, by the id of its remark or of one of its answers."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, ThreadSchema, example=examples.THREAD)
    def get(self, seat: WorkshopSeat, comment_id: UUID) -> Json:
        """Show the thread."""
        return _thread(seat, str(comment_id))

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(WordsBodySchema, example={"text": "Which exhibit shows it?"})
    @area.gives(200, ThreadSchema, example=examples.THREAD)
    def put(self, body: WordsBody, seat: WorkshopSeat, comment_id: UUID) -> Json:
        """Change one's own words. 409 once somebody has answered, or the feedback is out."""
        with transaction() as write:
            comments.change(write, onlooker=_onlooker(seat), comment_id=str(comment_id), text=body.text)
        return _thread(seat, str(comment_id))

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives_nothing()
    def delete(self, seat: WorkshopSeat, comment_id: UUID) -> None:
        """Take one's own words back. 409 once somebody has answered, or the feedback is out."""
        with transaction() as write:
            comments.take_back(write, onlooker=_onlooker(seat), comment_id=str(comment_id))


@area.at(f"{REMARK}/answers")
class Answers(MethodView):
    """The answers in a thread."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(WordsBodySchema, example={"text": "E13; we cite it now."})
    @area.gives(201, ThreadSchema, example=examples.THREAD)
    def post(self, body: WordsBody, seat: WorkshopSeat, comment_id: UUID) -> Json:
        """Answer."""
        with transaction() as write:
            comments.answer(write, onlooker=_onlooker(seat), comment_id=str(comment_id), text=body.text, now=now())
        return _thread(seat, str(comment_id))


@area.at(f"{REMARK}/resolved")
class Resolved(MethodView):
    """Whether a thread is done with."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(ResolvedBodySchema, example={"resolved": True})
    @area.gives(200, ThreadSchema, example={**examples.THREAD, "resolved_at": MOMENT})
    def put(self, body: ResolvedBody, seat: WorkshopSeat, comment_id: UUID) -> Json:
        """Resolve a thread, or take it up again."""
        onlooker = _onlooker(seat)
        with transaction() as write:
            if body.resolved:
                comments.resolve(write, onlooker=onlooker, comment_id=str(comment_id), now=now())
            else:
                comments.reopen(write, onlooker=onlooker, comment_id=str(comment_id))
        return _thread(seat, str(comment_id))


@area.at(f"{ONE}/scores")
class AllScores(MethodView):
    """The scores of all proposals."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, ScoredListSchema, example={"items": [examples.SCORED]})
    def get(self, seat: WorkshopSeat) -> Json:
        """List all proposals with what peers and trainer gave, and what is missing before the feedback."""
        return {"items": [write_scored(one) for one in _scored(seat)]}


@area.at(f"{ONE}/scores/<uuid:proposal_id>")
class OneScore(MethodView):
    """The scores of a proposal."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, ScoredProposalSchema, example=examples.SCORED)
    def get(self, seat: WorkshopSeat, proposal_id: UUID) -> Json:
        """Show what a proposal came to."""
        return _one_scored(seat, str(proposal_id))

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(TrainerScoresBodySchema, example=examples.SCORES)
    @area.gives(200, ScoredProposalSchema, example=examples.SCORED)
    def put(self, body: TrainerScoresBody, seat: WorkshopSeat, proposal_id: UUID) -> Json:
        """Give one's own levels, with a reason for each; they are the final ones. 409 once the feedback is out."""
        criteria = _criteria(seat)
        unknown = [one.criterion for one in body.levels if one.criterion not in criteria]
        if unknown:
            raise Invalid({"levels": f"The rubric has no {unknown[0]!r}; it has: {', '.join(criteria)}."})
        if seat.closed_at is not None:
            raise Conflict(CLOSED)
        draft = ReviewDraft(
            summary=body.summary,
            levels={one.criterion: one.level for one in body.levels},
            reasons={one.criterion: one.reason for one in body.levels},
        )
        with transaction() as write:
            save_trainer_scores(
                write, proposal_id=str(proposal_id), seat_id=seat.seat_id, draft=draft, criteria=criteria, now=now()
            )
        return _one_scored(seat, str(proposal_id))


@area.at(f"{ONE}/feedback")
class OwnFeedback(MethodView):
    """What came back."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, FeedbackSchema, example=examples.FEEDBACK)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show what came back to the proposal one writes."""
        workshop = workshop_content(seat.language)
        found = read_feedback(session(), seat=seat, case=case_of(seat), workshop=workshop)
        remarks = _threads(seat, found.reading.proposal_id, found.threads) if found is not None else []
        return write_feedback(found, most=workshop.rubric.most, remarks=remarks)


def _onlooker(seat: WorkshopSeat) -> Onlooker:
    return Onlooker(seat.workshop_id, seat.seat_id, seat.is_trainer, seat.proposal_id, seat.released_at is not None)


def _own(seat: WorkshopSeat) -> str:
    if seat.proposal_id is None:
        raise NotFound(_("You write no proposal in this workshop."))
    return seat.proposal_id


def _reviewed(seat: WorkshopSeat, review_id: str) -> str:
    held = get_review(session(), workshop_id=seat.workshop_id, review_id=review_id)
    if held.seat_id != seat.seat_id or held.given.proposal_id is None:
        raise NotFound(NO_REVIEW)
    return held.given.proposal_id


def _list(seat: WorkshopSeat, proposal_id: str) -> Json:
    threads = comments.list_threads(session(), onlooker=_onlooker(seat), proposal_id=proposal_id)
    return {"items": _threads(seat, proposal_id, threads)}


def _add(seat: WorkshopSeat, body: RemarkBody, proposal_id: str, *, review_id: str | None = None) -> Json:
    new = NewRemark(proposal_id, body.part, body.text, body.quote, body.position, review_id)
    with transaction() as write:
        made = comments.add_remark(write, onlooker=_onlooker(seat), new=new, now=now())
    return _thread(seat, made)


def _thread(seat: WorkshopSeat, comment_id: str) -> Json:
    thread = comments.get_thread(session(), onlooker=_onlooker(seat), comment_id=comment_id)
    (written,) = _threads(seat, thread.remark.proposal_id, (thread,))
    return written


def _threads(seat: WorkshopSeat, proposal_id: str, threads: tuple[Thread, ...]) -> list[Json]:
    onlooker = _onlooker(seat)
    workshop = workshop_content(seat.language)
    reading = read_proposal(session(), proposal_id, case=case_of(seat), workshop=workshop, workshop_id=seat.workshop_id)
    voices = read_voices(session(), onlooker=onlooker, threads=threads, proposal_id=proposal_id)
    return write_threads(threads, reading=reading, voices=voices, onlooker=onlooker)


def _criteria(seat: WorkshopSeat) -> tuple[str, ...]:
    return tuple(one.id for one in workshop_content(seat.language).rubric.criteria)


def _scored(seat: WorkshopSeat) -> tuple[ScoredProposal, ...]:
    return list_scored(session(), seat=seat, criteria=_criteria(seat))


def _one_scored(seat: WorkshopSeat, proposal_id: str) -> Json:
    found = next((one for one in _scored(seat) if one.proposal_id == proposal_id), None)
    if found is None:
        raise NotFound(_("Nobody writes this proposal now. Choose one from the list of scores."))
    return write_scored(found)
