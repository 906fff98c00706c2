"""The pages of members, put together from their records."""

from collections.abc import Mapping, Sequence

from flask import url_for

from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.changes import OpenChange
from lms.reports.commitments import Commitment
from lms.reports.people import (
    AttemptRow,
    CompletionRow,
    Login,
    MemberRecord,
    MemberRow,
    Presence,
    TenureRow,
)
from lms.reports.people import MembersPage as MembersFound
from lms.reports.standings import PersonRow
from lms.web.commitment_pages import commitment_lines
from lms.web.contexts.members import (
    AttemptLine,
    CompletionLine,
    MemberLine,
    MemberPage,
    MembersPage,
    StandingLine,
    TenureLine,
)
from lms.web.contexts.shell import Action, FormState
from lms.web.coverage_pages import person_cell
from lms.web.figures import branch_choices, mark_here, tier_choices
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.status_words import Reasons, last_day
from lms.web.words import LANGUAGES, tier_words

ROWS = 50


def members_page(
    place: InstitutionPlace,
    found: MembersFound,
    *,
    number: int,
    branches: tuple[KnownBranch, ...],
    state: FormState,
) -> MembersPage:
    """Return the list of members."""
    kept = {key: value for key, value in state.values.items() if value}

    def href(to: int) -> str:
        return url_for("members.index", institution=place.slug, page=to, **kept)  # type: ignore[arg-type]

    index = url_for("members.index", institution=place.slug)
    return MembersPage(
        shell=make_shell(_("People")),
        institution=place.name,
        rows=tuple(_line(place, row) for row in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=href),
        state=state,
        branches=branch_choices(branches),
        tiers=tier_choices(),
        presences=((Presence.HERE.value, _("Here today")), (Presence.GONE.value, _("Not here today"))),
        is_narrowed=bool(kept),
        new=Action(_("Add a person"), url_for("members.new", institution=place.slug)),
        all_branches=Action(_("Branches"), url_for("branches.index", institution=place.slug)),
        roster=Action(_("Import a list"), url_for("roster.index", institution=place.slug)),
        together_href=url_for("together.ask", institution=place.slug),
        clear_href=index if kept else "",
    )


def member_page(
    place: InstitutionPlace,
    record: MemberRecord,
    *,
    standing: PersonRow | None,
    changes: Mapping[str, OpenChange],
    commitments: Sequence[Commitment],
) -> MemberPage:
    """Return all there is of a member; `standing` is None when no place of hers covers today."""
    row, reasons = record.row, Reasons()
    editions = {one.module_id: one.edition for one in reversed(record.completions)}
    cells = standing.cells if standing else ()
    return MemberPage(
        shell=make_shell(row.name),
        institution=place.name,
        name=row.name,
        name_other=row.name_other,
        staff_code=row.staff_code,
        email=row.email,
        language=dict(LANGUAGES).get(row.language, row.language),
        login=login_words(row.login),
        tier=tier_words(row.tier),
        branch=row.branch,
        is_here=row.is_here,
        since=row.since,
        standings=tuple(
            StandingLine(
                mark_here(module),
                person_cell(cell, reasons),
                edition=editions.get(module.id, ""),
                has_changed=module.id in changes,
            )
            for module, cell in zip(catalogue().modules, cells, strict=False)
        ),
        tenures=tuple(_tenure(one) for one in record.tenures),
        attempts=tuple(_attempt(place, one) for one in record.attempts),
        completions=tuple(_completion(one) for one in record.completions),
        commitments=commitment_lines(commitments, zone=place.zone),
        actions=tuple(Action(label, member_href(place, row.id, view)) for label, view in _ways(row)),
        invite_href=member_href(place, row.id, "invite") if _may_be_invited(row) else "",
        invite_label=_("Invite again") if row.login is Login.INVITED else _("Invite"),
        why_not_invited=""
        if row.email or row.login is Login.PIN or row.is_erased
        else _("Give her a PIN, or add an e-mail address."),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
    )


def member_href(place: InstitutionPlace, member_id: int, view: str) -> str:
    """Return the address of a view of a member."""
    areas = {"move": "moves", "leave": "moves", "rejoin": "moves", "ask_for": "privacy", "ask_grant": "waivers"}
    area = areas.get(view, "members")
    return url_for(f"{area}.{view}", institution=place.slug, member_id=member_id)


def login_words(login: Login) -> str:
    """Return in words whether a member can sign in."""
    return {
        Login.NONE: _("no login"),
        Login.INVITED: _("invited"),
        Login.ACTIVE: _("can sign in"),
        Login.PIN: _("signs in with a PIN"),
    }[login]


def _ways(row: MemberRow) -> tuple[tuple[str, str], ...]:
    change = (_("Change name, code, address or language"), "edit")
    erase = (_("Erase, where she asked for it"), "ask_for")
    if row.is_erased:
        return ()
    if row.is_here:
        waive = (_("Waive a module"), "ask_grant")
        move = (_("Move to another tier or branch"), "move")
        return move, change, waive, (_("Record that she leaves"), "leave"), erase
    return (_("Back again: start a new place"), "rejoin"), change, erase


def _may_be_invited(row: MemberRow) -> bool:
    return row.is_here and bool(row.email) and row.login is not Login.ACTIVE


def _line(place: InstitutionPlace, row: MemberRow) -> MemberLine:
    return MemberLine(
        id=row.id,
        name=row.name,
        href=member_href(place, row.id, "show"),
        staff_code=row.staff_code,
        tier=tier_words(row.tier),
        branch=row.branch,
        login=login_words(row.login),
        is_here=row.is_here,
        left_on=None if row.is_here else last_day(row.ends_on),
        comes_on=row.since if row.since and not row.is_here and row.ends_on is None else None,
    )


def _tenure(one: TenureRow) -> TenureLine:
    return TenureLine(tier_words(one.tier), one.branch, one.starts_on, last_day(one.ends_on))


def _attempt(place: InstitutionPlace, one: AttemptRow) -> AttemptLine:
    return AttemptLine(
        module=_title(one.module_id),
        started=moment_in_zone(one.started_at, place.zone),
        handed_in=moment_in_zone(one.submitted_at, place.zone) if one.submitted_at else "",
        is_passed=one.is_passed,
    )


def _completion(one: CompletionRow) -> CompletionLine:
    code = one.certificate_code
    return CompletionLine(
        module=_title(one.module_id),
        source=source_words(one.source),
        completed_on=one.completed_on,
        last_day=last_day(one.valid_until),
        edition=one.edition,
        certificate=Action(code, url_for("certificates.show", code=code)) if code else None,
    )


def source_words(source: str) -> str:
    """Return in words what a completion came from."""
    return {
        "quiz": _("Quiz"),
        "change": _("What changed"),
        "session": _("Session and quiz"),
        "board": _("Board meeting"),
        "waiver": _("Waiver"),
    }[source]


def _title(module_id: str) -> str:
    module = catalogue().find(module_id)
    return module.title if module else module_id
