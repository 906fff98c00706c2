"""The example that everybody scores before she scores others, and afterwards the reference beside her own scores."""

from collections.abc import Mapping
from uuid import uuid4

from courses.workshop import Criterion
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.reference_scores import Reference, references_after
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import Targets, render
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_reviews import CalibrationPage, ExamplePart, GapLine, RubricForm
from lms.web.forms.workshop_reviews import write_values
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_review_pages import criteria_by_id, criteria_views, newer_lines, score_line
from lms.web.workshop_review_words import advice_words, agreement_words, apart_words
from lms.workshops.calibration import Gap, compare
from lms.workshops.reviews import GivenReview


def calibration_page(seat: WorkshopSeat, review: GivenReview | None, state: FormState | None = None) -> CalibrationPage:
    """Return the example with the form, or with the reference once she has submitted hers."""
    example = workshop_content(seat.language).example
    references = references_after(review, language=seat.language)
    criteria = criteria_by_id(seat)
    levels = review.levels if review is not None else {}
    compared = compare(levels, {one.criterion: one.points for one in references})
    return CalibrationPage(
        shell=workshop_shell(seat, _("Score the example")),
        title=example.title,
        intro=render(example.intro, Targets()),
        parts=tuple(ExamplePart(one.id, one.title, render(one.blocks, Targets())) for one in example.sections),
        form=None if references or seat.closed_at is not None else _form(seat, review, state),
        verdict=agreement_words(compared) if references else "",
        advice=advice_words(compared, criteria) if references else "",
        gaps=_gaps(review, references, compared.gaps, criteria) if review is not None else (),
        summary=review.summary if review is not None else "",
        onward=Action(_("To the reviews"), workshop_href(seat, "workshop_reviews.index")),
    )


def _form(seat: WorkshopSeat, review: GivenReview | None, state: FormState | None) -> RubricForm:
    newer, newer_summary = newer_lines(seat, review, state) if review is not None else ((), "")
    return RubricForm(
        href=workshop_href(seat, "workshop_reviews.calibrate"),
        criteria=criteria_views(seat),
        state=state or FormState(write_values(review)),
        summary_label=_("To the authors"),
        summary_hint=_("What is strong, and the one thing they should do first."),
        is_submitted=False,
        submit=_("Submit and see the reference"),
        version=review.version if review is not None else 0,
        page=str(uuid4()),
        newer=newer,
        newer_summary=newer_summary,
        newer_href=workshop_href(seat, "workshop_reviews.calibration"),
    )


def _gaps(
    review: GivenReview, references: tuple[Reference, ...], gaps: tuple[Gap, ...], criteria: Mapping[str, Criterion]
) -> tuple[GapLine, ...]:
    reasons = {score.criterion: score.reason for score in review.scores}
    told = {one.criterion: one for one in references}
    return tuple(
        GapLine(
            title=criteria[gap.criterion].title,
            own=score_line(criteria[gap.criterion], gap.own, reasons.get(gap.criterion, "")),
            reference=score_line(criteria[gap.criterion], gap.reference, told[gap.criterion].reason),
            apart=apart_words(gap.apart),
            is_same=gap.apart == 0,
        )
        for gap in gaps
        if gap.criterion in criteria
    )
