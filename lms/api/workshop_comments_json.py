"""Remarks, scores and feedback as JSON. A name stands only where the one who asks may know it."""

from collections.abc import Iterable
from datetime import datetime

from courses.passages import Whereabouts, place_quote
from lms.api.block_tree import Json
from lms.reports.workshop_feedback import Feedback
from lms.reports.workshop_reading import Reading
from lms.reports.workshop_scores import ScoredProposal
from lms.reports.workshop_voices import Voices
from lms.workshops.comments import Onlooker, Remark, Thread, Voice
from lms.workshops.scoring import CriterionScore, Scores


def write_threads(threads: Iterable[Thread], *, reading: Reading, voices: Voices, onlooker: Onlooker) -> list[Json]:
    """Return threads, each with what became of its passage."""
    passages = {part.key: part.words for part in reading.parts}
    return [
        {
            "id": thread.remark.id,
            "voice": thread.voice.value,
            "part": thread.remark.key,
            "quote": thread.remark.quote,
            "whereabouts": place_quote(
                passages[thread.remark.key], thread.remark.quote, position=thread.remark.position
            ).whereabouts.value
            if thread.remark.key in passages
            else Whereabouts.GONE.value,
            "by": _speaker(thread, thread.remark, voices, onlooker),
            "text": thread.remark.text,
            "written_at": _told_at(thread.remark.written_at, thread, onlooker),
            "resolved_at": _told_at(thread.remark.resolved_at, thread, onlooker),
            "answers": [
                {
                    "id": one.id,
                    "by": _speaker(thread, one, voices, onlooker),
                    "text": one.text,
                    "written_at": _told_at(one.written_at, thread, onlooker),
                }
                for one in thread.answers
            ],
        }
        for thread in threads
    ]


def write_scored(one: ScoredProposal) -> Json:
    """Return a proposal with its scores."""
    return {
        "proposal": one.proposal_id,
        "label": one.label,
        "authors": list(one.authors),
        "handed_in_at": one.handed_in_at,
        **_scores(one.scores),
        "reviews_in": one.scores.submitted,
        "reviews_asked": one.scores.asked,
        "open_flags": one.scores.open_flags,
        "trainer_summary": one.scores.trainer_summary,
        "missing": [missing.value for missing in one.missing],
    }


def write_feedback(feedback: Feedback | None, *, most: int, remarks: list[Json]) -> Json:
    """Return what came back, or that nothing did yet."""
    if feedback is None:
        return {
            "is_out": False,
            "proposal": "",
            "criteria": [],
            "total": None,
            "most": most,
            "trainer_summary": "",
            "reviews": [],
            "remarks": [],
            "completeness": "",
            "missing": [],
            "contradictions": [],
            "hanging": [],
        }
    state = feedback.completeness
    return {
        "is_out": True,
        "proposal": feedback.reading.proposal_id,
        **_scores(feedback.scores),
        "most": most,
        "trainer_summary": feedback.scores.trainer_summary,
        "reviews": [
            {"id": one.id, "letter": one.letter, "summary": one.summary, "counts": one.counts}
            for one in feedback.reviews
        ],
        "remarks": remarks,
        "completeness": state.sentence,
        "missing": [note for note in (*(one.note for one in state.parts), *(one.note for one in state.limbs)) if note],
        "contradictions": [one.sentence for one in feedback.contradictions],
        "hanging": [one.text for one in feedback.hanging],
    }


def _scores(scores: Scores) -> Json:
    return {
        "criteria": [_criterion(one) for one in scores.criteria],
        "total": None if scores.total is None else float(scores.total),
    }


def _criterion(one: CriterionScore) -> Json:
    return {
        "criterion": one.criterion,
        "peers": [{"letter": peer.letter, "level": peer.level, "reason": peer.reason} for peer in one.peers],
        "trainer": one.trainer,
        "trainer_reason": one.trainer_reason,
        "final": None if one.final is None else float(one.final),
        "source": one.source.value,
    }


def _told_at(moment: datetime | None, thread: Thread, onlooker: Onlooker) -> datetime | None:
    """Return when something was said; of a reviewer's talk only the day, because a minute can name who sat there."""
    if moment is None or thread.voice is not Voice.REVIEW or onlooker.knows_reviewers:
        return moment
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _speaker(thread: Thread, remark: Remark, voices: Voices, onlooker: Onlooker) -> Json:
    is_reviewer = thread.voice is Voice.REVIEW and remark.seat_id == thread.remark.seat_id
    kind = "reviewer" if is_reviewer else "trainer" if remark.is_trainer and not remark.is_author else "author"
    return {
        "kind": kind,
        "letter": voices.letters.get(thread.remark.review_id or "", "") if is_reviewer else "",
        "name": voices.names.get(remark.seat_id, ""),
        "is_you": remark.seat_id == onlooker.seat_id,
    }
