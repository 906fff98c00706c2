"""The form about several people at once: who, what, and on which day."""

from collections.abc import Mapping

from courses.model import Tier
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.institutions.roster_bulk import Wish
from lms.institutions.rules import read_day

LEAVE, MOVE = "leave", "move"


def read_member_ids(texts: list[str]) -> tuple[int, ...]:
    """Return the ids that were ticked; what is none is left out."""
    return tuple(dict.fromkeys(int(one) for one in texts if one.isdecimal() and len(one) <= 9))


def read_wish(form: Mapping[str, str]) -> Wish:
    """Return what is wished; `Invalid` at its field for a day that is none."""
    try:
        on = read_day(form.get("on", ""), field="on")
    except Invalid:
        raise Invalid({"on": _("Give a day as year-month-day, like 2026-03-01.")}) from None
    tier, branch = form.get("tier", ""), form.get("branch_id", "")
    return Wish(
        on=on,
        is_leaving=form.get("what") == LEAVE,
        tier=Tier(tier) if tier in set(Tier) else None,
        branch_id=int(branch) if branch.isdecimal() and len(branch) <= 9 else None,
    )
