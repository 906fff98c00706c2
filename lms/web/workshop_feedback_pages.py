"""The page of feedback, put together: what was strong first, then what to do next, then everything in full."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import chain, islice

from courses.workshop import Criterion
from lms.db.engine import session
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.reference_scores import references_after
from lms.reports.workshop_feedback import NEXT_THINGS, Feedback, OwnJudgement
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_feedback import (
    CriterionFeedback,
    FeedbackPage,
    NextStep,
    PassageBack,
    ReasonView,
    ReviewBack,
)
from lms.web.workshop_check_words import check_groups
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_remarks import part_title, remarks_by_anchor
from lms.web.workshop_review_pages import points_words
from lms.web.workshop_review_words import advice_words, agreement_words
from lms.web.workshop_score_words import level_text, next_level, out_of, points_of, points_to_aim_at, source_words
from lms.workshops.calibration import compare
from lms.workshops.reviews import GivenReview, find_calibration
from lms.workshops.scoring import CriterionScore


def feedback_page(seat: WorkshopSeat, feedback: Feedback | None) -> FeedbackPage:
    """Return what came back, or why nothing did yet."""
    if feedback is None:
        return _nothing(seat)
    criteria = {one.id: one for one in workshop_content(seat.language).rubric.criteria}
    return FeedbackPage(
        shell=workshop_shell(seat, _("Feedback")),
        waits="",
        next=None,
        title=feedback.reading.title,
        points=out_of(feedback.scores.total, workshop_content(seat.language).rubric.most),
        strong=tuple(_strong(one, criteria[one.criterion]) for one in feedback.strong),
        steps=_steps(seat, feedback, criteria),
        trainer_summary=feedback.scores.trainer_summary,
        criteria=tuple(
            _criterion(number, one, criteria[one.criterion], feedback)
            for number, one in enumerate(feedback.scores.criteria, start=1)
        ),
        reviews=tuple(_review(seat, one) for one in feedback.reviews),
        passages=_passages(seat, feedback),
        checks=check_groups(feedback.completeness, feedback.contradictions, feedback.hanging),
        calibration=_calibration(seat, criteria),
        judgements=tuple(judgement_words(one) for one in feedback.judgements if one.compared),
        ways=(
            Action(_("Your proposal with the remarks"), workshop_href(seat, "workshop_comments.read")),
            Action(_("Rubric"), workshop_href(seat, "workshop_reviews.rubric")),
        ),
    )


def judgement_words(one: OwnJudgement) -> str:
    """Return how a review she wrote lies to what that proposal came to."""
    near = _("You were at most half a point off on %(near)s of %(all)s criteria.", near=one.near, all=one.compared)
    if one.lean == 0:
        return f"{near} {_('In all you gave as many points as it got.')}"
    points = points_of(abs(one.lean))
    if one.lean > 0:
        return f"{near} {_('In all you gave %(points)s more than it got.', points=points)}"
    return f"{near} {_('In all you gave %(points)s less than it got.', points=points)}"


def _nothing(seat: WorkshopSeat) -> FeedbackPage:
    return FeedbackPage(
        shell=workshop_shell(seat, _("Feedback")),
        waits=_waits(seat),
        next=_onward(seat),
        title="",
        points="",
        strong=(),
        steps=(),
        trainer_summary="",
        criteria=(),
        reviews=(),
        passages=(),
        checks=(),
        calibration="",
        judgements=(),
        ways=(),
    )


def _waits(seat: WorkshopSeat) -> str:
    if seat.proposal_id is None:
        return _("You write no proposal in this workshop, so nothing comes back to you.")
    if seat.reviews_open_at is None:
        return _("The reviews have not begun. Once they are in, your trainer shows everybody what came back.")
    return _("Reviews are being written. Your trainer shows everybody at the same time what came back.")


def _onward(seat: WorkshopSeat) -> Action:
    if seat.is_trainer:
        return Action(_("Scores"), workshop_href(seat, "workshop_scoring.index"))
    if seat.reviews_open_at is not None:
        return Action(_("Your reviews"), workshop_href(seat, "workshop_reviews.index"))
    return Action(_("Rubric"), workshop_href(seat, "workshop_reviews.rubric"))


def _strong(one: CriterionScore, criterion: Criterion) -> ReasonView:
    points = _("%(points)s points", points=points_of(one.final))
    return ReasonView(criterion.title, points, level_text(criterion, one.final))


def _step(criterion: Criterion, one: CriterionScore) -> NextStep:
    text = _(
        "From %(now)s to %(next)s points: %(text)s",
        now=points_of(one.final),
        next=points_to_aim_at(one.final or Fraction(0)),
        text=next_level(criterion, one.final),
    )
    return NextStep(criterion.title, text, f"#{criterion.id}")


def _steps(seat: WorkshopSeat, feedback: Feedback, criteria: Mapping[str, Criterion]) -> tuple[NextStep, ...]:
    """Return the three things to do next: what the next level asks for, then what the proposal still lacks.

    What was strong comes after both: it stands above as such.
    """
    strong = {one.criterion for one in feedback.strong}
    weak = (_step(criteria[one.criterion], one) for one in feedback.weakest if one.criterion not in strong)
    better = (_step(criteria[one.criterion], one) for one in feedback.weakest if one.criterion in strong)
    read = workshop_href(seat, "workshop_comments.read")
    lacking = (
        NextStep(one.part.title, one.note, f"{read}#{one.key.replace(':', '-')}")
        for one in feedback.completeness.parts
        if not one.is_done
    )
    return tuple(islice(chain(weak, lacking, better), NEXT_THINGS))


def _criterion(number: int, one: CriterionScore, criterion: Criterion, feedback: Feedback) -> CriterionFeedback:
    trainer = (
        (ReasonView(_("Trainer"), points_words(one.trainer), one.trainer_reason),) if one.trainer is not None else ()
    )
    return CriterionFeedback(
        number=number,
        title=criterion.title,
        anchor=criterion.id,
        points=points_of(one.final),
        source=source_words(one),
        level=level_text(criterion, one.final),
        next_level=next_level(criterion, one.final),
        reasons=(*trainer, *_reasons(criterion.id, feedback)),
    )


def _reasons(criterion: str, feedback: Feedback) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(_letter(review), points_words(one.level), one.reason)
        for review in feedback.reviews
        for one in review.scores
        if one.criterion == criterion and one.level is not None
    )


def _letter(review: GivenReview) -> str:
    return _("Reviewer %(letter)s", letter=review.letter)


def _review(seat: WorkshopSeat, review: GivenReview) -> ReviewBack:
    note = ""
    if not review.counts:
        note = _("You flagged it: it does not count until your trainer has looked at it.")
    elif review.flag_settled_at is not None:
        note = _("Your trainer has looked at it: it counts.")
    href = workshop_href(seat, "workshop_reviews.show", review_id=review.id)
    return ReviewBack(_letter(review), review.summary, note, href)


def _passages(seat: WorkshopSeat, feedback: Feedback) -> tuple[PassageBack, ...]:
    read = workshop_href(seat, "workshop_comments.read")
    keys = {part.anchor: part.key for part in feedback.reading.parts}
    keys |= {one.anchor: part.key for part in feedback.reading.parts for one in part.passages}
    placed = remarks_by_anchor(seat, feedback.reading, feedback.threads)
    order = {anchor: place for place, anchor in enumerate(keys)}
    return tuple(
        PassageBack(part_title(seat, keys[anchor]), f"{read}#{remark.anchor}", remark)
        for anchor in sorted(placed, key=lambda one: order.get(one, 0))
        for remark in placed[anchor]
    )


def _calibration(seat: WorkshopSeat, criteria: Mapping[str, Criterion]) -> str:
    calibration = find_calibration(session(), seat_id=seat.seat_id)
    references = references_after(calibration, language=seat.language)
    if calibration is None or not references:
        return ""
    compared = compare(calibration.levels, {one.criterion: one.points for one in references})
    return f"{agreement_words(compared)} {advice_words(compared, criteria)}"
