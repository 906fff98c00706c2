"""The pages of the rubric and of one review, put together."""

from collections.abc import Mapping
from uuid import uuid4
from zoneinfo import ZoneInfo

from courses.workshop import Criterion
from lms.http.cases import workshop_content
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_reviews import (
    CriterionView,
    FlagView,
    LevelLine,
    ReadReviewPage,
    ReviewPage,
    RubricForm,
    RubricPage,
    ScoreLine,
)
from lms.web.forms.workshop_reviews import write_values
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_remarks import reading_with_remarks
from lms.workshops.reviews import GivenReview, HeldReview, ReviewKind


def rubric_page(seat: WorkshopSeat) -> RubricPage:
    """Return the rubric."""
    found = workshop_content(seat.language).rubric
    return RubricPage(
        shell=workshop_shell(seat, _("Rubric")),
        note=found.note,
        most=found.most,
        criteria=criteria_views(seat),
        calibration=Action(_("Score the example"), workshop_href(seat, "workshop_reviews.calibration")),
    )


def review_page(
    seat: WorkshopSeat, held: HeldReview, *, letter: str, is_calibrated: bool, state: FormState | None = None
) -> ReviewPage:
    """Return the page on which somebody writes a review; `state` is what came back with faults."""
    review = held.given
    may_write = seat.closed_at is None and seat.released_at is None
    title = _("Proposal %(letter)s", letter=letter)
    href = workshop_href(seat, "workshop_reviews.save", review_id=review.id)
    first = Action(_("Score the example"), workshop_href(seat, "workshop_reviews.calibration"))
    return ReviewPage(
        shell=workshop_shell(seat, title),
        title=title,
        reading=reading_with_remarks(seat, review.proposal_id or "", review_id=review.id),
        form=review_form(seat, review, href, state) if may_write else None,
        lines=() if may_write else score_lines(seat, review),
        summary=review.summary,
        note=_note(seat, review),
        calibration=first if may_write and not is_calibrated else None,
        back=Action(_("Reviews"), workshop_href(seat, "workshop_reviews.index")),
    )


def read_review_page(
    seat: WorkshopSeat, held: HeldReview, *, byline: str = "", state: FormState | None = None
) -> ReadReviewPage:
    """Return a review for who reads it: without a name for its authors, with `byline` for trainers."""
    review = held.given
    title = _("Review %(letter)s", letter=review.letter) if review.letter else _("Scores of the example")
    points = sum(review.levels.values())
    is_peer, judges = review.kind is ReviewKind.PEER, seat.judges(review.proposal_id)
    return ReadReviewPage(
        shell=workshop_shell(seat, title),
        title=title,
        byline=byline,
        lines=score_lines(seat, review),
        points=_("%(sum)s of %(most)s points", sum=points, most=workshop_content(seat.language).rubric.most),
        summary=review.summary,
        flag=_flag(seat, review, state or FormState()),
        settle_href=workshop_href(seat, "workshop_reviews.settle", review_id=review.id) if judges else "",
        may_keep=review.is_set_aside or (review.flagged_at is not None and review.flag_settled_at is None),
        may_set_aside=is_peer and not review.is_set_aside,
        reading=reading_with_remarks(seat, review.proposal_id) if judges and review.proposal_id else None,
        back=Action(_("Reviews"), workshop_href(seat, "workshop_reviews.index")),
    )


def review_form(seat: WorkshopSeat, review: GivenReview, href: str, state: FormState | None) -> RubricForm:
    """Return the form by the rubric for a review of a proposal."""
    is_submitted = review.submitted_at is not None
    newer, newer_summary = newer_lines(seat, review, state)
    return RubricForm(
        href=href,
        criteria=criteria_views(seat),
        state=state or FormState(write_values(review)),
        summary_label=_("To the authors"),
        summary_hint=_("What is strong, and the one thing they should do first. They read it without your name."),
        is_submitted=is_submitted,
        submit=_("Save the changes") if is_submitted else _("Submit the review"),
        version=review.version,
        page=str(uuid4()),
        newer=newer,
        newer_summary=newer_summary,
        newer_href=workshop_href(seat, "workshop_reviews.show", review_id=review.id),
    )


def newer_lines(seat: WorkshopSeat, review: GivenReview, state: FormState | None) -> tuple[tuple[ScoreLine, ...], str]:
    """Return what was kept from another page where it is not what was typed on this one; nothing unless it was."""
    if state is None or "" not in state.errors:
        return (), ""
    kept, typed = write_values(review), state.values
    apart = {
        one.id
        for one in criteria_by_id(seat).values()
        for name in (f"level-{one.id}", f"reason-{one.id}")
        if kept.get(name, "") != typed.get(name, "").strip()
    }
    lines = zip(criteria_by_id(seat), score_lines(seat, review), strict=True)
    summary = review.summary if review.summary != typed.get("summary", "").strip() else ""
    return tuple(line for name, line in lines if name in apart), summary


def criteria_views(seat: WorkshopSeat) -> tuple[CriterionView, ...]:
    """Return the criteria as pages show them."""
    known = workshop_content(seat.language).rubric.criteria
    return tuple(_criterion(number, one) for number, one in enumerate(known, start=1))


def score_lines(seat: WorkshopSeat, review: GivenReview) -> tuple[ScoreLine, ...]:
    """Return what was given for each criterion, in the order of the rubric."""
    levels, reasons = review.levels, {score.criterion: score.reason for score in review.scores}
    return tuple(score_line(one, levels.get(one.id), reasons.get(one.id, "")) for one in criteria_by_id(seat).values())


def criteria_by_id(seat: WorkshopSeat) -> Mapping[str, Criterion]:
    """Return the criteria of the rubric."""
    return {one.id: one for one in workshop_content(seat.language).rubric.criteria}


def score_line(criterion: Criterion, points: int | None, reason: str) -> ScoreLine:
    """Return a criterion with the points given; None has no words but a dash's meaning."""
    level = next((one.text for one in criterion.levels if one.points == points), "")
    words = points_words(points) if points is not None else _("no level yet")
    return ScoreLine(criterion.title, words, level, reason)


def points_words(points: int) -> str:
    """Return so many points in words."""
    return ngettext("%(num)s point", "%(num)s points", points)


def _criterion(number: int, one: Criterion) -> CriterionView:
    levels = tuple(LevelLine(level.points, points_words(level.points), level.text) for level in one.levels)
    return CriterionView(one.id, number, one.title, one.question, levels)


def _note(seat: WorkshopSeat, review: GivenReview) -> str:
    if review.submitted_at is None:
        return "" if seat.released_at is None else _("You did not submit this review before the feedback came out.")
    day = format_date(review.submitted_at.astimezone(ZoneInfo(seat.zone)).date())
    if seat.released_at is not None:
        return _("Submitted on %(day)s. The feedback is out: it stays as it is.", day=day)
    return _("Submitted on %(day)s. You can change it until the feedback comes out.", day=day)


def _flag(seat: WorkshopSeat, review: GivenReview, state: FormState) -> FlagView:
    settled = ""
    if review.flag_settled_at is not None:
        settled = _("Set aside: it counts nothing.") if review.is_set_aside else _("Your trainer let it stand.")
    can = review.flagged_at is None and review.submitted_at is not None and seat.closed_at is None
    can = can and review.kind is ReviewKind.PEER and review.flag_settled_at is None
    can = can and not seat.judges(review.proposal_id)
    href = workshop_href(seat, "workshop_reviews.flag", review_id=review.id) if can else ""
    return FlagView(href, review.flag_reason, settled, state)
