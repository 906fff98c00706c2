"""The words for what a session is and what a line of its register comes to, with the colour that repeats them."""

from lms.facilitation.rules import Outcome
from lms.http.i18n import gettext as _
from lms.reports.sessions import RegisterRow, SessionState


def state_words(state: SessionState) -> str:
    """Return a state of a session in words."""
    return {
        SessionState.PLANNED: _("Planned"),
        SessionState.OPEN: _("Register to keep"),
        SessionState.KEPT: _("Register kept"),
        SessionState.CANCELLED: _("Cancelled"),
    }[state]


def state_colour(state: SessionState) -> str:
    """Return the colour of a state."""
    return {
        SessionState.PLANNED: "open",
        SessionState.OPEN: "waiting",
        SessionState.KEPT: "done",
        SessionState.CANCELLED: "refused",
    }[state]


def outcome_words(outcome: Outcome) -> str:
    """Return what a line comes to in words."""
    return {
        Outcome.COMPLETE: _("Complete"),
        Outcome.ATTENDED: _("Attended"),
        Outcome.TOO_LITTLE: _("Attended too little"),
        Outcome.ABSENT: _("Was not there"),
    }[outcome]


def outcome_colour(outcome: Outcome) -> str:
    """Return the colour of what a line comes to."""
    return {
        Outcome.COMPLETE: "done",
        Outcome.ATTENDED: "renew",
        Outcome.TOO_LITTLE: "late",
        Outcome.ABSENT: "open",
    }[outcome]


def why_not(row: RegisterRow, *, minimum: int) -> str:
    """Return what is missing to be complete, in a few words; empty for who is, and for who was not there."""
    if row.outcome is Outcome.TOO_LITTLE:
        return _("%(minutes)s of at least %(minimum)s minutes", minutes=row.minutes, minimum=minimum)
    if row.outcome is not Outcome.ATTENDED:
        return ""
    if row.test_percent is None:
        return _("no test yet; %(mark)s %% needed", mark=row.pass_percent)
    return _("test %(percent)s %%, %(mark)s %% needed", percent=row.test_percent, mark=row.pass_percent)


def source_words(source: str) -> str:
    """Return in words how a line came in."""
    return {"ticked": _("ticked"), "list": _("from a list"), "api": _("by a program"), "cli": _("by command")}.get(
        source, source
    )
