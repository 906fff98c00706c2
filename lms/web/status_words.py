"""The state of a member with a module in words, the same on the screen, in print and in every file."""

from datetime import date, timedelta

from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.cells import ModuleCell, Status
from lms.reports.standings import PersonRow


def status_words(status: Status) -> str:
    """Return a state in a word or two."""
    return {
        Status.COMPLETE: _("Complete"),
        Status.RENEW: _("To renew"),
        Status.EXPIRED: _("Expired"),
        Status.LATE: _("Late"),
        Status.DUE: _("To do"),
        Status.NOT_ASKED: _("Not asked"),
    }[status]


def name_words(person: PersonRow) -> str:
    """Return a member's name, or what is said of one who was erased."""
    return _("Erased person") if person.is_erased else person.name


def named_words(text: str) -> str:
    """Return for whom people were looked for by name, empty for all."""
    return _("named like “%(text)s”", text=text) if text else ""


def last_day(valid_until: date | None) -> date | None:
    """Return the last day on which a completion counts, which is what people call its end."""
    return valid_until - timedelta(days=1) if valid_until else None


class Reasons:
    """Says where a member stands and why she is not complete.

    A download has ten thousand members: sentences are translated once, days written once, and each different cell is
    put into words once.
    """

    def __init__(self) -> None:
        self._said: dict[ModuleCell, str] = {}
        self._days: dict[date, str] = {}
        self._states = {status: status_words(status) for status in Status}
        self._again = _("Take the quiz again by %(day)s.")
        self._expired = _("Expired on %(day)s.")
        self._late = _("Late since %(day)s.")
        self._due = _("Due on %(day)s.")
        self._tried_words = _("Tried, not yet passed: last on %(day)s, %(mark)s %% needed.")
        self._begun = _("Begun; quiz not taken.")
        self._nothing = _("Not begun.")

    def state(self, cell: ModuleCell) -> str:
        """Return the state in a word or two."""
        return self._states[cell.status]

    def why(self, cell: ModuleCell) -> str:
        """Return what stands between her and being complete, or until when she is; empty for nothing to say."""
        text = self._said.get(cell)
        if text is None:
            text = self._said[cell] = self._say(cell)
        return text

    def _say(self, cell: ModuleCell) -> str:
        if cell.status is Status.RENEW and cell.valid_until is not None:
            return self._again % {"day": self._day(cell.valid_until - timedelta(days=1))}
        if cell.status is Status.EXPIRED and cell.valid_until is not None:
            return self._expired % {"day": self._day(cell.valid_until)}
        if cell.status is Status.LATE and cell.due is not None:
            return " ".join((self._late % {"day": self._day(cell.due + timedelta(days=1))}, self._tried(cell)))
        if cell.status is Status.DUE and cell.due is not None:
            return " ".join((self._due % {"day": self._day(cell.due)}, self._tried(cell)))
        return self._tried(cell) if cell.status is Status.DUE else ""

    def _tried(self, cell: ModuleCell) -> str:
        if cell.tried_on is not None:
            return self._tried_words % {"day": self._day(cell.tried_on), "mark": cell.pass_percent}
        return self._begun if cell.is_begun else self._nothing

    def _day(self, day: date) -> str:
        text = self._days.get(day)
        if text is None:
            text = self._days[day] = format_date(day)
        return text
