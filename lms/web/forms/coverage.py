"""What the pages of coverage are asked for: in the address, so that a page can be kept and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from courses.model import Tier
from lms.errors import Invalid
from lms.evidence.rules import add_months
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.institutions.rules import read_day
from lms.reports.cells import Status

MONTHS_AHEAD = 60
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, and what to narrow the figures to; empty and None mean any."""

    on: date
    branch_id: int | None = None
    tier: str = ""
    module_id: str = ""
    status: Status | None = None
    text: str = ""


def read_asked(
    args: Mapping[str, str], *, today: date, branch_ids: frozenset[int] = frozenset(), module_ids: tuple[str, ...] = ()
) -> Asked:
    """Return what was asked for; raise `Invalid` with a sentence for each field that cannot be."""
    faults: dict[str, str] = {}
    asked = Asked(
        on=_day(args.get("on", "").strip(), today, faults),
        branch_id=_branch(args.get("branch", ""), branch_ids, faults),
        tier=_one_of("tier", args.get("tier", ""), tuple(Tier), _("Choose one of the five tiers."), faults),
        module_id=_one_of("module", args.get("module", ""), module_ids, _("Choose a module from the list."), faults),
        status=_status(args.get("status", ""), faults),
        text=_text(args.get("q", ""), faults),
    )
    if faults:
        raise Invalid(faults)
    return asked


def check_beginning(on: date, beginning: date | None, *, field: str = "on") -> None:
    """Refuse a day before anything is known of the people: zeros would look like an answer."""
    if beginning is not None and on < beginning:
        day = format_date(beginning)
        raise Invalid(
            {field: _("Nothing is known of that day: the first place that anybody held began on %(day)s.", day=day)}
        )


def _day(text: str, today: date, faults: dict[str, str]) -> date:
    if not text:
        return today
    try:
        day = read_day(text, field="on")
    except Invalid as error:
        faults.update(error.fields)
        return today
    if day > (last := add_months(today, MONTHS_AHEAD)):
        faults["on"] = _("Coverage can be foreseen up to %(day)s, five years from today.", day=format_date(last))
    return day


def _branch(text: str, branch_ids: frozenset[int], faults: dict[str, str]) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or int(text) not in branch_ids:
        faults["branch"] = _("There is no such branch in this institution. Choose one from the list.")
        return None
    return int(text)


def _one_of(field: str, text: str, known: tuple[str, ...], refusal: str, faults: dict[str, str]) -> str:
    if text and text not in known:
        faults[field] = refusal
        return ""
    return text


def _text(text: str, faults: dict[str, str]) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXT:
        faults["q"] = _("Write part of a name or staff code, at most %(number)s characters.", number=LONGEST_TEXT)
        return ""
    return text


def _status(text: str, faults: dict[str, str]) -> Status | None:
    name = _one_of("status", text, tuple(Status), _("Choose a state from the list."), faults)
    return Status(name) if name else None
