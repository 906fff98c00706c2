"""The trainer's pages of scores, put together."""

from collections.abc import Sequence

from courses.completeness import assess
from courses.traces import trace
from courses.workshop import Criterion
from lms.db.engine import session
from lms.errors import NotFound
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.tables import Field, Table
from lms.reports.workshop_feedback import find_contradictions
from lms.reports.workshop_scores import Missing, ScoredProposal, list_scored
from lms.reports.workshop_seats import WorkshopSeat
from lms.reports.workshop_voices import Reviewer, list_reviewers
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_feedback import CheckGroup
from lms.web.contexts.workshop_reviews import CriterionView
from lms.web.contexts.workshop_scoring import (
    CriterionScoreView,
    LevelCell,
    PeerLine,
    ReleasePage,
    ScoredRow,
    ScorePage,
    ScoresPage,
)
from lms.web.forms.workshop_reviews import write_values
from lms.web.workshop_check_words import check_groups
from lms.web.workshop_file_ways import files_of
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_remarks import reading_of, reading_with_remarks
from lms.web.workshop_review_pages import criteria_views, points_words
from lms.web.workshop_score_words import missing_words, out_of, points_of, source_words
from lms.workshops.reviews import GivenReview, ReviewKind, list_reviews
from lms.workshops.scoring import CriterionScore
from webinar_kits.tables import Kind


def criteria_ids(seat: WorkshopSeat) -> tuple[str, ...]:
    """Return the criteria of the rubric, in order."""
    return tuple(one.id for one in _criteria(seat))


def scored_proposals(seat: WorkshopSeat) -> tuple[ScoredProposal, ...]:
    """Return all proposals of a workshop with their scores."""
    return list_scored(session(), seat=seat, criteria=criteria_ids(seat))


def scores_page(seat: WorkshopSeat, scored: Sequence[ScoredProposal]) -> ScoresPage:
    """Return all proposals with their scores."""
    may_release = seat.closed_at is None and seat.reviews_open_at is not None and seat.released_at is None
    release = Action(_("Show the feedback"), workshop_href(seat, "workshop_scoring.release"))
    return ScoresPage(
        shell=workshop_shell(seat, _("Scores")),
        criteria=tuple(one.title for one in _criteria(seat)),
        rows=tuple(_row(seat, one) for one in scored),
        ready=sum(not one.missing for one in scored),
        released=moment_in_zone(seat.released_at, seat.zone) if seat.released_at is not None else "",
        release=release if may_release else None,
        exports=(
            Action(_("CSV"), workshop_href(seat, "workshop_scoring.csv")),
            Action(_("CSV for programs"), workshop_href(seat, "workshop_scoring.csv", **{"for": "machines"})),
        ),
    )


def release_page(seat: WorkshopSeat, scored: Sequence[ScoredProposal]) -> ReleasePage:
    """Return what is missing before the feedback goes out."""
    return ReleasePage(
        shell=workshop_shell(seat, _("Show the feedback")),
        rows=tuple(_row(seat, one) for one in scored if one.missing),
        ready=sum(not one.missing for one in scored),
        total=len(scored),
        release_href=workshop_href(seat, "workshop_training.release"),
        back=Action(_("Scores"), workshop_href(seat, "workshop_scoring.index")),
    )


def score_page(seat: WorkshopSeat, proposal_id: str, state: FormState | None) -> ScorePage:
    """Return a proposal beside the rubric, with what peers gave it and the trainer's own levels."""
    scored = scored_proposals(seat)
    place = next((place for place, one in enumerate(scored) if one.proposal_id == proposal_id), None)
    if place is None:
        raise NotFound(_("Nobody writes this proposal now. Choose one from the list of scores."))
    one = scored[place]
    reviews = list_reviews(session(), proposal_id=proposal_id)
    names = list_reviewers(session(), seat=seat, proposal_id=proposal_id)
    own = next((review for review in reviews if _is_own(seat, review, names)), None)
    title = one.label or _("A proposal")
    may_save = seat.closed_at is None and seat.released_at is None
    return ScorePage(
        shell=workshop_shell(seat, title),
        label=title,
        people=", ".join(one.authors),
        handed_in=moment_in_zone(one.handed_in_at, seat.zone) if one.handed_in_at is not None else "",
        missing=missing_words(one),
        reading=reading_with_remarks(seat, proposal_id),
        checks=_checks(seat, proposal_id),
        files=files_of(seat, proposal_id),
        criteria=_scored_criteria(seat, one, reviews, names),
        total=out_of(one.scores.total, workshop_content(seat.language).rubric.most),
        summaries=tuple(_summary(seat, review, names) for review in reviews if _has_summary(review)),
        trainer_summary=one.scores.trainer_summary,
        save_href=workshop_href(seat, "workshop_scoring.save", proposal_id=proposal_id) if may_save else "",
        state=state or FormState(write_values(own)),
        before=_neighbour(seat, scored, place - 1),
        after=_neighbour(seat, scored, place + 1),
        back=Action(_("Scores"), workshop_href(seat, "workshop_scoring.index")),
    )


def _checks(seat: WorkshopSeat, proposal_id: str) -> tuple[CheckGroup, ...]:
    """Return what the checks say of a proposal: she should not have to count facts and gaps herself."""
    reading, case, workshop = reading_of(seat, proposal_id), case_of(seat), workshop_content(seat.language)
    if reading.is_empty:
        return ()
    hanging = trace(reading.proposal, case, workshop).warnings
    return check_groups(assess(reading.proposal, workshop), find_contradictions(reading, case), hanging)


def scores_table(seat: WorkshopSeat, scored: Sequence[ScoredProposal]) -> Table:
    """Return the scores to take away: the final level of each criterion."""
    return Table(
        name=_("Scores"),
        fields=(
            Field("proposal", _("Proposal")),
            Field("people", _("People")),
            *(Field(one.id, one.title) for one in _criteria(seat)),
            Field("total", _("Points")),
            Field("reviews_in", _("Reviews in"), Kind.INTEGER),
            Field("reviews_asked", _("Reviews asked"), Kind.INTEGER),
            Field("missing", _("What is missing")),
        ),
        rows=[
            (
                one.label,
                ", ".join(one.authors),
                *("" if each.final is None else points_of(each.final) for each in one.scores.criteria),
                "" if one.scores.total is None else points_of(one.scores.total),
                one.scores.submitted,
                one.scores.asked,
                " ".join(missing_words(one)),
            )
            for one in scored
        ],
    )


def _criteria(seat: WorkshopSeat) -> tuple[Criterion, ...]:
    return workshop_content(seat.language).rubric.criteria


def _row(seat: WorkshopSeat, one: ScoredProposal) -> ScoredRow:
    nothing = Missing.NOTHING_WRITTEN in one.missing
    state, words = ("open", _("Nothing yet")) if nothing else ("renew", _("Not complete"))
    return ScoredRow(
        label=one.label,
        people=", ".join(one.authors) if one.team_name else "",
        href=workshop_href(seat, "workshop_scoring.show", proposal_id=one.proposal_id),
        cells=tuple(_cell(each) for each in one.scores.criteria),
        total=out_of(one.scores.total, workshop_content(seat.language).rubric.most),
        reviews=_("%(done)s of %(total)s", done=one.scores.submitted, total=one.scores.asked),
        state=state if one.missing else "done",
        state_words=words if one.missing else _("Complete"),
        missing=missing_words(one),
    )


def _cell(one: CriterionScore) -> LevelCell:
    return LevelCell(
        peers=" ".join(str(level) for level in sorted(peer.level for peer in one.peers)),
        trainer="" if one.trainer is None else str(one.trainer),
        final=points_of(one.final),
        is_wide=one.is_wide,
    )


def _scored_criteria(
    seat: WorkshopSeat, one: ScoredProposal, reviews: Sequence[GivenReview], names: dict[str, Reviewer]
) -> tuple[CriterionScoreView, ...]:
    peers = [review for review in reviews if review.kind is ReviewKind.PEER and review.submitted_at is not None]
    return tuple(
        CriterionScoreView(
            criterion=view,
            peers=tuple(_peer_line(seat, review, view, names) for review in peers),
            final=f"{points_of(score.final)} · {source_words(score)}",
            is_wide=score.is_wide,
        )
        for view, score in zip(criteria_views(seat), one.scores.criteria, strict=True)
    )


def _peer_line(
    seat: WorkshopSeat, review: GivenReview, criterion: CriterionView, names: dict[str, Reviewer]
) -> PeerLine:
    found = next((one for one in review.scores if one.criterion == criterion.id), None)
    return PeerLine(
        reviewer=_reviewer(review, names),
        href=workshop_href(seat, "workshop_reviews.show", review_id=review.id),
        points=points_words(found.level) if found is not None and found.level is not None else _("no level"),
        reason=found.reason if found is not None else "",
        note=_note(review),
    )


def _summary(seat: WorkshopSeat, review: GivenReview, names: dict[str, Reviewer]) -> PeerLine:
    href = workshop_href(seat, "workshop_reviews.show", review_id=review.id)
    return PeerLine(_reviewer(review, names), href, "", review.summary, _note(review))


def _has_summary(review: GivenReview) -> bool:
    return review.kind is ReviewKind.PEER and review.submitted_at is not None and bool(review.summary)


def _note(review: GivenReview) -> str:
    if review.is_set_aside:
        return _("Set aside: it does not count.")
    return "" if review.counts else _("Flagged: it does not count until you have looked.")


def _reviewer(review: GivenReview, names: dict[str, Reviewer]) -> str:
    found = names.get(review.id)
    letter = _("Reviewer %(letter)s", letter=review.letter)
    return f"{letter} ({found.name})" if found is not None else letter


def _is_own(seat: WorkshopSeat, review: GivenReview, names: dict[str, Reviewer]) -> bool:
    return review.kind is ReviewKind.TRAINER and review.id in names and names[review.id].seat_id == seat.seat_id


def _neighbour(seat: WorkshopSeat, scored: Sequence[ScoredProposal], place: int) -> Action | None:
    if not 0 <= place < len(scored):
        return None
    one = scored[place]
    return Action(one.label, workshop_href(seat, "workshop_scoring.show", proposal_id=one.proposal_id))
