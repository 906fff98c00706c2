"""What the page of coverage over time is asked for: from when, until when, in which steps, of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from courses.model import Tier
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.reports.trend_days import Chosen, Every, choose_days
from lms.web.forms.coverage import check_beginning
from lms.web.forms.days import optional_day


@dataclass(frozen=True, slots=True)
class TrendAsked:
    """The days that have a point, and what to narrow the figures to; empty and None mean any.

    Without a module the share is of those who have all that is asked of them.
    """

    chosen: Chosen
    branch_id: int | None = None
    tier: str = ""
    module_id: str = ""


def read_trend_asked(
    args: Mapping[str, str],
    *,
    today: date,
    beginning: date | None,
    branch_ids: frozenset[int],
    module_ids: tuple[str, ...],
) -> TrendAsked:
    """Return what was asked for; raise `Invalid` with a sentence for each field that cannot be."""
    faults: dict[str, str] = {}
    since = optional_day("since", args.get("since", ""), faults)
    until = optional_day("until", args.get("until", ""), faults)
    branch, tier, module, every = (args.get(field, "") for field in ("branch", "tier", "module", "every"))
    if branch and (not branch.isdecimal() or int(branch) not in branch_ids):
        faults["branch"] = _("There is no such branch in this institution. Choose one from the list.")
    if tier and tier not in tuple(Tier):
        faults["tier"] = _("Choose one of the five tiers.")
    if module and module not in module_ids:
        faults["module"] = _("Choose a module from the list.")
    if every and every not in tuple(Every):
        faults["every"] = _("Choose weeks, months or quarters.")
    if faults:
        raise Invalid(faults)
    if since is not None:
        check_beginning(since, beginning, field="since")
    step = Every(every) if every else None
    chosen = choose_days(since=since, until=until, every=step, today=today, beginning=beginning)
    return TrendAsked(chosen, int(branch) if branch else None, tier, module)
