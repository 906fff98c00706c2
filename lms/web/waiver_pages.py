"""The pages of waivers, put together."""

from datetime import timedelta

from flask import url_for

from lms.db.engine import session
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions.service import get_member
from lms.reports.people import MemberRow
from lms.reports.waivers import WaiverRow, WaiverState
from lms.reports.waivers import WaiversPage as WaiversFound
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.waivers import GrantPage, WaiverLine, WaiversPage, WithdrawPage
from lms.web.figures import module_choices
from lms.web.frame import make_shell
from lms.web.member_pages import member_href
from lms.web.paging import make_pages
from lms.web.words import tier_words

ROWS = 50
COLOURS = {WaiverState.COUNTS: "complete", WaiverState.RUN_OUT: "expired", WaiverState.WITHDRAWN: "not_asked"}


def waivers_page(place: InstitutionPlace, found: WaiversFound, *, number: int, state: FormState) -> WaiversPage:
    """Return the list of waivers."""
    kept = {key: value for key, value in state.values.items() if value}

    def href(to: int) -> str:
        return url_for("waivers.index", institution=place.slug, page=to, **kept)  # type: ignore[arg-type]

    return WaiversPage(
        shell=make_shell(_("Waivers")),
        institution=place.name,
        rows=tuple(waiver_line(place, row) for row in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=href),
        state=state,
        modules=module_choices(catalogue().modules),
        states=tuple((one.value, state_words(one)) for one in WaiverState),
        is_narrowed=bool(kept),
        clear_href=url_for("waivers.index", institution=place.slug) if kept else "",
        people=Action(_("People"), url_for("members.index", institution=place.slug)),
    )


def grant_page(place: InstitutionPlace, row: MemberRow, *, waiver_id: str, state: FormState) -> GrantPage:
    """Return the form that waives a module."""
    return GrantPage(
        shell=make_shell(_("Waive a module")),
        name=row.name,
        id=waiver_id,
        state=state,
        modules=module_choices(catalogue().modules),
        href=url_for("waivers.grant", institution=place.slug, member_id=row.id),
        back=Action(row.name, member_href(place, row.id, "show")),
        is_own=get_member(session(), institution_id=place.id, member_id=row.id).account_id == viewer().account_id,
    )


def withdraw_page(place: InstitutionPlace, row: WaiverRow, *, state: FormState) -> WithdrawPage:
    """Return the form that withdraws a waiver."""
    return WithdrawPage(
        shell=make_shell(_("Withdraw a waiver")),
        line=waiver_line(place, row),
        state=state,
        href=url_for("waivers.withdraw", institution=place.slug, waiver_id=row.id),
        back=Action(_("All waivers"), url_for("waivers.index", institution=place.slug)),
    )


def waiver_line(place: InstitutionPlace, row: WaiverRow) -> WaiverLine:
    """Return a waiver in words."""
    module = catalogue().find(row.module_id)
    counts = row.state is WaiverState.COUNTS
    return WaiverLine(
        name=row.member_name,
        name_href=member_href(place, row.member_id, "show"),
        staff_code=row.staff_code,
        tier=tier_words(row.tier) if row.tier else "",
        branch=row.branch,
        module=module.title if module else row.module_id,
        reason=row.reason,
        approver=row.approver_name,
        recorded_by=row.granted_by,
        granted_on=row.granted_on,
        last_day=row.valid_until - timedelta(days=1) if row.valid_until else None,
        state=COLOURS[row.state],
        state_words=state_words(row.state),
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
        withdraw_href=url_for("waivers.ask_withdraw", institution=place.slug, waiver_id=row.id) if counts else "",
    )


def state_words(state: WaiverState) -> str:
    """Return where a waiver stands in a word or two."""
    return {
        WaiverState.COUNTS: _("Counts"),
        WaiverState.RUN_OUT: _("Run out"),
        WaiverState.WITHDRAWN: _("Withdrawn"),
    }[state]
