"""What somebody in a workshop does next, and where an item of the agenda takes place."""

from collections.abc import Mapping
from datetime import datetime

from courses.workshop import AgendaItem, AgendaKind
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone, ngettext
from lms.reports.workshop_home import OwnProposal, WorkshopHome
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action
from lms.web.contexts.workshops import NextThing
from lms.web.workshop_frame import workshop_href

# Items of the agenda, by their id in the content, that are done on a page of the workshop.
PLACES: Mapping[str, str] = {
    "meet-the-case": "workshop_cases.show",
    "tools-market": "workshop_tools.index",
    "rubric": "workshop_reviews.calibration",
    "peer-review": "workshop_reviews.index",
}


def place_href(seat: WorkshopSeat, item: AgendaItem) -> str:
    """Return the address of what an item of the agenda is done with; empty where it needs no page."""
    if item.exercise:
        return workshop_href(seat, "workshop_exercises.show", exercise=item.exercise)
    if item.kind is AgendaKind.WRITING:
        return workshop_href(seat, "workshop_proposals.desk") if seat.proposal_id is not None else ""
    return workshop_href(seat, PLACES[item.id]) if item.id in PLACES else ""


def next_thing(seat: WorkshopSeat, home: WorkshopHome) -> NextThing | None:
    """Return what she does next; None for who writes no proposal."""
    if home.proposal is None:
        return None
    if seat.released_at is not None:
        feedback = Action(_("Read the feedback"), workshop_href(seat, "workshop_feedback.show"))
        text = _("Read what came back, criterion by criterion.")
        return NextThing(_("Feedback on your proposal is out"), text, feedback)
    if home.reviews_left and seat.closed_at is None:
        return _reviewing(seat, home.proposal, home.reviews_left)
    if home.proposal.handed_in_at is not None:
        return _after_handing_in(seat, home, home.proposal.handed_in_at)
    return _writing(seat, home.proposal)


def _reviewing(seat: WorkshopSeat, proposal: OwnProposal, left: int) -> NextThing:
    text = ngettext("%(num)s review is not submitted yet.", "%(num)s reviews are not submitted yet.", left)
    go = Action(_("Go to the reviews"), workshop_href(seat, "workshop_reviews.index"))
    if proposal.handed_in_at is not None:
        return NextThing(_("Review what others wrote"), text, go)
    text = f"{text} {_('Your own proposal is not handed in: others read it as it stands.')}"
    return NextThing(_("Review what others wrote"), text, go, _desk(seat, _("Go on writing")))


def _after_handing_in(seat: WorkshopSeat, home: WorkshopHome, handed_in_at: datetime) -> NextThing:
    look = _desk(seat, _("Look at it"))
    if seat.reviews_open_at is not None:
        text = _("Your reviews are in. The feedback comes when your trainer shows it.")
        return NextThing(_("Your proposal is being read"), text, look)
    handed = _("Handed in on %(when)s.", when=moment_in_zone(handed_in_at, seat.zone))
    title = _("Your proposal is handed in")
    if home.is_calibrated or seat.closed_at is not None:
        return NextThing(title, f"{handed} {_('Your trainer opens the reviews.')}", look)
    score = Action(_("Score the example"), workshop_href(seat, "workshop_reviews.calibration"))
    text = _("Until the reviews begin, score the example: ten minutes that make your reviews worth reading.")
    return NextThing(title, f"{handed} {text}", score, look)


def _writing(seat: WorkshopSeat, proposal: OwnProposal) -> NextThing:
    if proposal.parts == 0 or proposal.saved_at is None:
        read = Action(_("Read the case"), workshop_href(seat, "workshop_cases.show"))
        text = _("Read the case as a consultant: people say one thing, papers another. Then begin to write.")
        return NextThing(_("Begin with the case"), text, read, _desk(seat, _("Begin to write")))
    saved = moment_in_zone(proposal.saved_at, seat.zone)
    title = _("Go on with your proposal")
    return NextThing(title, _("Last saved on %(when)s.", when=saved), _desk(seat, _("Go on writing")))


def _desk(seat: WorkshopSeat, label: str) -> Action:
    return Action(label, workshop_href(seat, "workshop_proposals.desk"))
