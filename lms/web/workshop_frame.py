"""The frame of a page inside a workshop: the ways between its pages, and the words they share."""

from dataclasses import replace
from datetime import datetime

from flask import request, url_for

from lms.db.engine import session
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.workshop_home import list_unread
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import NavItem, Notice, Shell
from lms.web.frame import make_shell


def workshop_shell(seat: WorkshopSeat, title: str, *notices: Notice) -> Shell:
    """Return the frame of a page with that title in that workshop, whose name stands above all pages but its first."""
    inside = f"/workshops/{seat.workshop_id}"
    closed = (Notice("note", _("This workshop is closed. Everything can be read, nothing changed.")),)
    ways = _ways(seat) + (_trainer_ways() if seat.is_trainer else ())
    shell = make_shell(title, *(closed if seat.closed_at is not None else ()), *notices, *_unread(seat, inside))
    paths = [inside + path for path, _label, _endpoint in ways if path and request.path.startswith(inside + path)]
    here = max(paths, key=len, default=inside if request.path == inside else "")
    local = tuple(
        NavItem(label, workshop_href(seat, endpoint), is_current=inside + path == here)
        for path, label, endpoint in ways
    )
    name = NavItem(seat.title, workshop_href(seat, "workshops.show"))
    return replace(shell, local=local, within=name if request.path != inside else None)


def _unread(seat: WorkshopSeat, today: str) -> tuple[Notice, ...]:
    """Return what the trainer sent and she has not read; the page of the day has it with its button."""
    if request.path == today:
        return ()
    return tuple(Notice("note", text) for text in unread_words(seat))


def unread_words(seat: WorkshopSeat) -> tuple[str, ...]:
    """Return what the trainer sent and she has not read, in words, oldest first."""
    found = list_unread(session(), seat_id=seat.seat_id)
    return tuple(_("From your trainer: “%(text)s” Tick it off under Today.", text=one.text) for one in found)


def workshop_href(seat: WorkshopSeat, endpoint: str, **more: str | int) -> str:
    """Return the address of a page of that workshop."""
    return url_for(endpoint, workshop_id=seat.workshop_id, **more)  # type: ignore[arg-type]


def state_of(seat: WorkshopSeat) -> tuple[str, str]:
    """Return where a workshop stands: a word for its colour, and words for people."""
    if seat.closed_at is not None:
        return "done", _("Closed")
    if seat.released_at is not None:
        return "done", _("Feedback is out")
    if seat.reviews_open_at is not None:
        return "renew", _("Reviewing")
    return "open", _("Writing")


def day_words(moment: datetime) -> str:
    """Return a day with its weekday, as agendas say it."""
    return format_date(moment.date(), "EEEE d MMMM y")


def _ways(seat: WorkshopSeat) -> tuple[tuple[str, str, str], ...]:
    ways = [
        ("", _("Today"), "workshops.show"),
        ("/case", _("Case"), "workshop_cases.show"),
        ("/case/facts", _("Facts"), "workshop_cases.facts"),
        ("/tools", _("Tools"), "workshop_tools.index"),
        ("/exercises", _("Exercises"), "workshop_exercises.index"),
    ]
    if seat.proposal_id is not None:
        ways.append(("/proposal", _("Proposal"), "workshop_proposals.desk"))
    ways += [
        ("/rubric", _("Rubric"), "workshop_reviews.rubric"),
        ("/reviews", _("Reviews"), "workshop_reviews.index"),
    ]
    if seat.released_at is not None:
        ways.append(("/feedback", _("Feedback"), "workshop_feedback.show"))
    return tuple(ways)


def _trainer_ways() -> tuple[tuple[str, str, str], ...]:
    return (
        ("/board", _("Board"), "workshop_board.show"),
        ("/scores", _("Scores"), "workshop_scoring.index"),
        ("/kit", _("Kit"), "workshop_kits.show"),
        ("/people", _("People and teams"), "workshop_training.people"),
        ("/dates", _("Dates"), "workshop_training.dates"),
    )
