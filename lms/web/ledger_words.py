"""Entries of the ledger in plain words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from lms.http.holdings import catalogue
from lms.http.i18n import format_date, moment_in_zone
from lms.http.i18n import gettext as _
from lms.ledger.canonical import Json
from lms.ledger.entries import Entry
from lms.ledger.kinds import Kind
from lms.reports.ledger_pointed import Pointed
from lms.web.words import tier_words

# What an entry of a kind tells beside its person, in this order.
DETAILS: Mapping[Kind, tuple[str, ...]] = {
    Kind.INSTITUTION: ("name", "zone", "language"),
    Kind.BRANCH: ("name",),
    Kind.REQUIREMENT: ("tier", "branch", "module", "pass_percent", "from_on"),
    Kind.REQUIREMENT_DROPPED: ("tier", "branch", "module", "from_on"),
    Kind.EDITION: ("module", "edition", "language"),
    Kind.COMPLETION: ("module", "source", "completed_on", "valid_until"),
    Kind.COMPLETION_ENDED: ("id", "on"),
    Kind.COMPLETION_REINSTATED: ("id", "valid_until"),
    Kind.KEY_CORRECTED: ("module", "item", "gained", "lost"),
    Kind.KEY_CORRECTION_UNDONE: ("gained", "lost"),
    Kind.CERTIFICATE: ("title", "code", "issued_on", "valid_until"),
    Kind.CERTIFICATE_REVOKED: ("code", "on"),
    Kind.ATTESTATION: ("module", "edition"),
    Kind.WAIVER: ("module", "granted_on", "valid_until"),
    Kind.WAIVER_WITHDRAWN: ("id", "on"),
    Kind.SESSION: ("title", "starts_at"),
    Kind.SESSION_CANCELLED: ("session",),
    Kind.ATTENDANCE: ("minutes", "session"),
    Kind.BOARD_MEETING: ("held_on",),
    Kind.ENDORSEMENT: ("number", "resolved_on"),
    Kind.ENDORSEMENT_WITHDRAWN: ("id", "on"),
}

IDS = ("id", "session")
DAYS = ("completed_on", "granted_on", "held_on", "issued_on", "on", "resolved_on")
ONE_DAY, NOT_EARLIER = timedelta(days=1), timedelta()


def kind_words(kind: Kind) -> str:
    """Return what happened, in words."""
    return {
        Kind.INSTITUTION: _("The institution, as it describes itself"),
        Kind.BRANCH: _("A branch was added or renamed"),
        Kind.PERSON: _("A person was added, or her name or code changed"),
        Kind.TENURES: _("Where a person works and since when"),
        Kind.MERGED: _("Two records of one person became one"),
        Kind.ERASED: _("A person was erased"),
        Kind.REQUIREMENT: _("A requirement was set"),
        Kind.REQUIREMENT_DROPPED: _("A requirement was dropped"),
        Kind.EDITION: _("An edition of a module came into use here"),
        Kind.COMPLETION: _("A module was completed"),
        Kind.COMPLETION_ENDED: _("A completion counts no longer"),
        Kind.COMPLETION_REINSTATED: _("A completion counts again"),
        Kind.KEY_CORRECTED: _("The key of a question was corrected"),
        Kind.KEY_CORRECTION_UNDONE: _("The correction of a key was undone"),
        Kind.CERTIFICATE: _("A certificate was issued"),
        Kind.CERTIFICATE_REVOKED: _("A certificate was revoked"),
        Kind.ATTESTATION: _("A commitment was given"),
        Kind.WAIVER: _("A waiver was granted"),
        Kind.WAIVER_WITHDRAWN: _("A waiver was withdrawn"),
        Kind.SESSION: _("A session was planned or changed"),
        Kind.SESSION_CANCELLED: _("A session was cancelled"),
        Kind.ATTENDANCE: _("Attendance was recorded"),
        Kind.BOARD_MEETING: _("A meeting of the board was recorded"),
        Kind.ENDORSEMENT: _("The board endorsed the principles"),
        Kind.ENDORSEMENT_WITHDRAWN: _("An endorsement was withdrawn"),
    }[kind]


def details_of(entry: Entry, *, branches: Mapping[int, str], pointed: Pointed | None = None) -> str:
    """Return what an entry tells beside its person, in one line; `pointed`: what stands behind the id in it."""
    if entry.kind is Kind.TENURES:
        return " · ".join(_tenure(row, branches) for row in _rows(entry.body.get("tenures")))
    values = ((name, entry.body.get(name)) for name in DETAILS.get(entry.kind, ()))
    zone = str(entry.body.get("zone", ""))
    behind = pointed_words(pointed) if pointed else ""
    return " · ".join(
        behind if behind and name in IDS else _value(name, value, branches, zone)
        for name, value in values
        if value is not None
    )


def pointed_words(pointed: Pointed) -> str:
    """Return what stands behind an id: a module, or a title with its time or day."""
    if pointed.module_id:
        return _module(pointed.module_id)
    if pointed.starts_at is not None:
        return f"{pointed.title}, {moment_in_zone(pointed.starts_at, pointed.zone)}"
    return f"{pointed.title}, {format_date(pointed.on)}" if pointed.on is not None else pointed.title


def _value(name: str, value: Json, branches: Mapping[int, str], zone: str = "") -> str:
    readers: Mapping[str, Callable[[str], str]] = {
        **dict.fromkeys(DAYS, _day),
        "tier": tier_words,
        "module": _module,
        "branch": lambda number: branches.get(int(number), number),
        "pass_percent": lambda number: _("pass mark %(number)s %%", number=number),
        "valid_until": lambda day: _("until %(day)s", day=_day(day, earlier=ONE_DAY)),
        "from_on": lambda day: _("from %(day)s", day=_day(day)),
        "starts_at": lambda moment: _moment(moment, zone),
        "gained": lambda number: _("completions gained: %(number)s", number=number),
        "lost": lambda number: _("lost: %(number)s", number=number),
        "minutes": lambda number: _("%(minutes)s min", minutes=number),
    }
    return readers.get(name, str)(str(value))


def _module(module_id: str) -> str:
    found = catalogue().find(module_id)
    return found.title if found is not None else module_id


def _tenure(row: list[Json], branches: Mapping[int, str]) -> str:
    tier, branch, starts_on, ends_on = row
    place = f"{tier_words(str(tier))}, {_value('branch', branch, branches)}, {_day(str(starts_on))}"
    return f"{place} – {_day(str(ends_on), earlier=ONE_DAY)}" if ends_on is not None else place


def _day(text: str, *, earlier: timedelta = NOT_EARLIER) -> str:
    """Return a day of an entry in words; the day from which something holds no longer as its last one, a day earlier.

    An entry that was changed afterwards is shown too, whatever stands in it now.
    """
    try:
        return format_date(date.fromisoformat(text) - earlier)
    except (ValueError, OverflowError):
        return text


def _moment(text: str, zone: str) -> str:
    try:
        return moment_in_zone(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return text


def _rows(value: Json) -> list[list[Json]]:
    return [list(row) for row in value if isinstance(row, list)] if isinstance(value, list) else []
