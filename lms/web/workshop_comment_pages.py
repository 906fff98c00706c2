"""The pages of remarks, put together: one's own proposal with what is said of it, the form of a remark, a thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.db.engine import session
from lms.errors import NotFound
from lms.http.cases import case_of
from lms.http.i18n import gettext as _
from lms.reports.workshop_reading import Reading, ReadPart
from lms.reports.workshop_seats import WorkshopSeat
from lms.reports.workshop_voices import read_voices
from lms.web.case_links import case_targets
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_comments import NewRemarkPage, OwnReadingPage, ThreadPage
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_reading import reading_view
from lms.web.workshop_remarks import (
    anchor_of,
    onlooker_of,
    part_title,
    place_thread,
    reading_of,
    remark_href,
    remark_ways,
    remarks_by_anchor,
)
from lms.workshops.comments import NewRemark, Thread, Voice, list_threads, may_change
from lms.workshops.reviews import NO_REVIEW, get_review

MOST_DIGITS = 7
KEPT = ("key", "passage", "at")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark is made: on a proposal, and in a review of it, or in none."""

    proposal_id: str
    review_id: str = ""


def own_place(seat: WorkshopSeat) -> Place:
    """Return her own proposal; `NotFound` for who writes none."""
    if seat.proposal_id is None:
        raise NotFound(_("You write no proposal in this workshop."))
    return Place(seat.proposal_id)


def place_in_review(seat: WorkshopSeat, review_id: str) -> Place:
    """Return the proposal of a review; whether it is hers the service decides."""
    held = get_review(session(), workshop_id=seat.workshop_id, review_id=review_id)
    if held.given.proposal_id is None:
        raise NotFound(NO_REVIEW)
    return Place(held.given.proposal_id, review_id)


def own_page(seat: WorkshopSeat) -> OwnReadingPage:
    """Return her own proposal as a reader sees it, with the remarks on it that she may see."""
    shell = workshop_shell(seat, _("As a reader sees it"))
    if seat.proposal_id is None:
        ways = (Action(_("All proposals"), workshop_href(seat, "workshop_scoring.index")),) if seat.is_trainer else ()
        return OwnReadingPage(shell, None, 0, 0, seat.released_at is not None, ways)
    reading = reading_of(seat, seat.proposal_id)
    threads = list_threads(session(), onlooker=onlooker_of(seat), proposal_id=seat.proposal_id)
    done = sum(thread.remark.resolved_at is not None for thread in threads)
    return OwnReadingPage(
        shell=shell,
        reading=reading_view(
            reading,
            targets=case_targets(seat, case_of(seat)),
            remarks=remarks_by_anchor(seat, reading, threads),
            remark_href=remark_ways(seat, seat.proposal_id),
        ),
        open=len(threads) - done,
        resolved=done,
        is_released=seat.released_at is not None,
        ways=(),
    )


def new_page(seat: WorkshopSeat, place: Place, asked: Mapping[str, str], state: FormState) -> NewRemarkPage:
    """Return the form of a remark; the caller has made sure that she may write it."""
    reading = reading_of(seat, place.proposal_id)
    quote, _position = quoted(reading, asked)
    return NewRemarkPage(
        shell=workshop_shell(seat, _("A remark")),
        where=part_title(seat, asked.get("key", "")),
        passage=quote,
        who_sees=_who_sees(seat, place),
        send_href=remark_href(seat, "create", place.proposal_id, review_id=place.review_id, **_kept(asked, KEPT)),
        back=back_of(seat, place, anchor=part_of(reading, asked.get("key", "")).anchor),
        state=state,
    )


def new_remark(seat: WorkshopSeat, place: Place, asked: Mapping[str, str], form: Mapping[str, str]) -> NewRemark:
    """Return the remark a form describes."""
    is_of_the_whole = "quote" in form and not form["quote"].strip()
    said = {"key": asked.get("key", "")} if is_of_the_whole else {**asked, **_kept(form, ("quote",))}
    quote, position = quoted(reading_of(seat, place.proposal_id), said)
    return NewRemark(
        proposal_id=place.proposal_id,
        key=asked.get("key", ""),
        text=form.get("text", ""),
        quote=quote,
        position=position,
        review_id=place.review_id or None,
    )


def quoted(reading: Reading, asked: Mapping[str, str]) -> tuple[str, int]:
    """Return the words that are remarked on and where they stand: those selected, else the whole passage."""
    part = part_of(reading, asked.get("key", ""))
    place, at = (_number(asked.get(name, "")) for name in ("passage", "at"))
    selected = " ".join(asked.get("quote", "").split())
    if not 1 <= place <= len(part.passages):
        return selected, at
    passage = part.passages[place - 1].passage
    return selected or passage.plain, at or passage.start


def part_of(reading: Reading, key: str) -> ReadPart:
    """Return a part that is in the proposal; `NotFound` for any other key."""
    found = next((part for part in reading.parts if part.key == key), None)
    if found is None:
        raise NotFound(_("This part is no longer in the proposal. Go back and choose a passage again."))
    return found


def thread_page(seat: WorkshopSeat, thread: Thread, comment_id: str, state: FormState) -> ThreadPage:
    """Return a thread with the forms that she may use."""
    root, onlooker = thread.remark, onlooker_of(seat)
    reading = reading_of(seat, root.proposal_id)
    part = next((one for one in reading.parts if one.key == root.key), None)
    voices = read_voices(session(), onlooker=onlooker, threads=(thread,), proposal_id=root.proposal_id)
    _anchor, view = place_thread(seat, thread, voices, part)
    own = next((one for one in (root, *thread.answers) if one.id == comment_id), root)
    may = seat.closed_at is None and may_change(thread, own, onlooker)

    def way(endpoint: str) -> str:
        return workshop_href(seat, endpoint, comment_id=own.id)

    return ThreadPage(
        shell=workshop_shell(seat, _("A remark")),
        where=part_title(seat, root.key),
        thread=view,
        answer_href=way("workshop_comments.answer") if seat.closed_at is None else "",
        change_href=way("workshop_comments.change") if may else "",
        delete_href=way("workshop_comments.delete") if may else "",
        own_text=own.text,
        back=back_to(seat, thread),
        state=state,
    )


def back_to(seat: WorkshopSeat, thread: Thread) -> Action:
    """Return the way back to where a thread stands."""
    root = thread.remark
    is_own_review = root.review_id is not None and root.seat_id == seat.seat_id and thread.voice is Voice.REVIEW
    place = Place(root.proposal_id, root.review_id or "" if is_own_review else "")
    return back_of(seat, place, anchor=anchor_of(root.id))


def back_of(seat: WorkshopSeat, place: Place, *, anchor: str) -> Action:
    """Return the way back to the proposal: where she reviews it, where she writes it, or the trainer's page of it."""
    if place.review_id:
        where = workshop_href(seat, "workshop_reviews.show", review_id=place.review_id)
    elif place.proposal_id == seat.proposal_id:
        where = workshop_href(seat, "workshop_comments.read")
    else:
        where = workshop_href(seat, "workshop_scoring.show", proposal_id=place.proposal_id)
    return Action(_("Back to the proposal"), f"{where}#{anchor}")


def _who_sees(seat: WorkshopSeat, place: Place) -> str:
    if place.review_id:
        return _("The authors see it without your name, once the feedback is out. The trainer sees who wrote it.")
    if place.proposal_id == seat.proposal_id:
        return _("Who writes this proposal sees it at once, and the trainer. Reviewers do not.")
    if seat.released_at is not None:
        return _("The authors see it at once.")
    return _("The authors see it once the feedback is out.")


def _kept(values: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    return {name: values[name] for name in names if values.get(name)}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
