"""Remarks put together for pages: whose voice it is, where its passage is now, what she may do."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.passages import Whereabouts, place_quote
from courses.proposals import SECTION, split_key
from lms.db.engine import session
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import format_date, moment_in_zone
from lms.http.i18n import gettext as _
from lms.reports.workshop_reading import Reading, ReadPart, read_proposal
from lms.reports.workshop_seats import WorkshopSeat
from lms.reports.workshop_voices import Voices, read_voices
from lms.web.case_links import case_targets
from lms.web.contexts.workshop_reading import AnswerView, ReadingView, RemarkView
from lms.web.workshop_frame import workshop_href
from lms.web.workshop_reading import RemarkHref, no_remark, reading_view
from lms.workshops.comments import Onlooker, Remark, Thread, Voice, list_threads, may_change


def onlooker_of(seat: WorkshopSeat) -> Onlooker:
    """Return who looks."""
    return Onlooker(seat.workshop_id, seat.seat_id, seat.is_trainer, seat.proposal_id, seat.released_at is not None)


def reading_of(seat: WorkshopSeat, proposal_id: str) -> Reading:
    """Return a proposal of her workshop; the caller has made sure that she may read it."""
    return read_proposal(
        session(),
        proposal_id,
        case=case_of(seat),
        workshop=workshop_content(seat.language),
        workshop_id=seat.workshop_id,
    )


def reading_with_remarks(seat: WorkshopSeat, proposal_id: str, *, review_id: str = "") -> ReadingView:
    """Return a proposal with the remarks she may see; with a review's id, new remarks belong to that review.

    The caller has made sure that she may read the proposal.
    """
    reading = reading_of(seat, proposal_id)
    threads = list_threads(session(), onlooker=onlooker_of(seat), proposal_id=proposal_id)
    ways = remark_ways(seat, proposal_id, review_id=review_id)
    remarks = remarks_by_anchor(seat, reading, threads)
    return reading_view(reading, targets=case_targets(seat, case_of(seat)), remarks=remarks, remark_href=ways)


def remark_ways(seat: WorkshopSeat, proposal_id: str, *, review_id: str = "") -> RemarkHref:
    """Return where remarks begin; nowhere in a closed workshop, or in a review once the feedback is out."""
    if seat.closed_at is not None or (review_id and seat.released_at is not None):
        return no_remark

    def way(key: str, passage: int) -> str:
        return remark_href(seat, "new", proposal_id, review_id=review_id, key=key, passage=passage)

    return way


def remark_href(seat: WorkshopSeat, verb: str, proposal_id: str, *, review_id: str = "", **more: str | int) -> str:
    """Return the address of a remark on one's own proposal, in a review of one's own, or as a trainer.

    Only a trainer's names a proposal: `verb` is new or create.
    """
    if review_id:
        return workshop_href(seat, f"workshop_comments.{verb}_in_review", review_id=review_id, **more)
    if proposal_id == seat.proposal_id:
        return workshop_href(seat, f"workshop_comments.{verb}", **more)
    return workshop_href(seat, f"workshop_comments.{verb}_as_trainer", proposal_id=proposal_id, **more)


def remarks_by_anchor(
    seat: WorkshopSeat, reading: Reading, threads: Iterable[Thread]
) -> Mapping[str, tuple[RemarkView, ...]]:
    """Return threads by the anchor they stand at: their passage, or their part where it is gone.

    A remark on a part that was taken out stands at the first part there is.
    """
    found = tuple(threads)
    voices = read_voices(session(), onlooker=onlooker_of(seat), threads=found, proposal_id=reading.proposal_id)
    parts = {part.key: part for part in reading.parts}
    placed: dict[str, tuple[RemarkView, ...]] = {}
    for thread in found:
        part = parts.get(thread.remark.key)
        anchor, view = place_thread(seat, thread, voices, part)
        home = anchor or (reading.parts[0].anchor if reading.parts else "")
        placed[home] = (*placed.get(home, ()), view)
    return placed


def place_thread(seat: WorkshopSeat, thread: Thread, voices: Voices, part: ReadPart | None) -> tuple[str, RemarkView]:
    """Return the anchor a thread stands at, empty where its part is out, and the thread as it is shown."""
    remark = thread.remark
    if part is None:
        return "", _view(seat, thread, voices, note=_("On a part that was taken out."), passage="")
    placed = place_quote(part.words, remark.quote, position=remark.position)
    anchor = part.anchor if placed.passage is None else part.passages[placed.passage].anchor
    note = {
        Whereabouts.HERE: "",
        Whereabouts.CHANGED: _("The passage was changed since. It was:"),
        Whereabouts.GONE: _("The passage is no longer there. It was:"),
    }[placed.whereabouts]
    return anchor, _view(seat, thread, voices, note=note, passage=anchor)


def voice_words(seat: WorkshopSeat, thread: Thread, remark: Remark, voices: Voices) -> str:
    """Return who speaks, by name only where she may know it."""
    name = voices.names.get(remark.seat_id, "")
    if remark.seat_id == seat.seat_id:
        return _("You")
    if thread.voice is Voice.REVIEW and remark.seat_id == thread.remark.seat_id:
        called = _("Reviewer %(letter)s", letter=voices.letters.get(thread.remark.review_id or "", ""))
        return f"{called} ({name})" if name else called
    if remark.is_trainer and not remark.is_author:
        return _("Trainer")
    return name or _("Authors")


def part_title(seat: WorkshopSeat, key: str) -> str:
    """Return which part a key names."""
    kind, part_id = split_key(key) or ("", "")
    if kind == SECTION:
        sections = {section.id: section.title for section in workshop_content(seat.language).sections}
        return sections.get(part_id, part_id)
    return {"finding": _("A finding"), "recommendation": _("A recommendation"), "risk": _("A risk")}.get(kind, "")


def _view(seat: WorkshopSeat, thread: Thread, voices: Voices, *, note: str, passage: str) -> RemarkView:
    remark, is_open = thread.remark, seat.closed_at is None
    resolved = remark.resolved_at is not None

    def way(endpoint: str, comment_id: str) -> str:
        return workshop_href(seat, endpoint, comment_id=comment_id) if is_open else ""

    return RemarkView(
        anchor=anchor_of(remark.id),
        kind=thread.voice.value,
        voice=voice_words(seat, thread, remark, voices),
        when=_when(remark.written_at, seat, thread),
        text=remark.text,
        quote=remark.quote,
        position=remark.position,
        note=note,
        is_resolved=resolved,
        answers=tuple(
            AnswerView(
                anchor=anchor_of(one.id),
                voice=voice_words(seat, thread, one, voices),
                when=_when(one.written_at, seat, thread),
                text=one.text,
                edit_href=way("workshop_comments.show", one.id) if may_change(thread, one, onlooker_of(seat)) else "",
            )
            for one in thread.answers
        ),
        answer_href=way("workshop_comments.show", remark.id),
        resolve_href="" if resolved else way("workshop_comments.resolve", remark.id),
        reopen_href=way("workshop_comments.reopen", remark.id) if resolved else "",
        edit_href=way("workshop_comments.show", remark.id) if may_change(thread, remark, onlooker_of(seat)) else "",
        passage_href=f"#{passage}" if passage else "",
    )


def anchor_of(comment_id: str) -> str:
    """Return the anchor of a remark on a page."""
    return f"remark-{comment_id}"


def _when(moment: datetime, seat: WorkshopSeat, thread: Thread) -> str:
    """Return when something was said; of a reviewer's talk only the day, because a minute can name who sat there."""
    if thread.voice is Voice.REVIEW and not seat.knows_reviewers:
        return format_date(moment.astimezone(ZoneInfo(seat.zone)).date())
    return moment_in_zone(moment, seat.zone)
