"""The frame of every page: who is signed in, and where she may go from here."""

from flask import get_flashed_messages, request, url_for

from courses.model import Module
from lms.http.i18n import direction, language
from lms.http.i18n import gettext as _
from lms.http.pending import sign_in_address
from lms.http.viewer import Viewer, find_current
from lms.permissions import Permission, Role
from lms.reports.viewer import RoleAt
from lms.web.contexts.shell import ModuleMark, NavItem, Notice, Shell
from lms.web.words import role_words, tier_words


def make_shell(title: str, *notices: Notice) -> Shell:
    """Return the frame of a page with that title; notices left by the page before come first."""
    found = find_current()
    left = [Notice(str(pair[0]), str(pair[1])) for pair in get_flashed_messages(with_categories=True)]
    if found is None:
        return Shell(
            title=title,
            language=language(),
            direction=direction(),
            notices=(*left, *notices),
            home_href=url_for("accounts.start"),
            sign_in_href=sign_in_address(),
        )
    return Shell(
        title=title,
        language=language(),
        direction=direction(),
        viewer_name=found.name,
        viewer_role=_role(found),
        nav=(*_navigation(found), _item(_("Standards"), url_for("standards.index"), "/standards")),
        notices=(*left, *notices),
        home_href=url_for("accounts.start"),
        sign_out_href=url_for("accounts.sign_out"),
        account_href=url_for("accounts.own"),
    )


def mark_of(module: Module) -> ModuleMark:
    """Return how a module is recognised on a page."""
    return ModuleMark(
        id=module.id,
        principle=module.principle,
        title=module.title,
        href=url_for("learning.module", module_id=module.id),
        language=module.language,
    )


def start_of(found: Viewer) -> str:
    """Return the address of a viewer's own first page."""
    items = _navigation(found)
    return items[0].href if items else url_for("accounts.own")


def _role(found: Viewer) -> str:
    if found.member is not None and found.member.tier:
        return tier_words(found.member.tier)
    return role_words(found.roles[0].role) if found.roles else ""


def _navigation(found: Viewer) -> tuple[NavItem, ...]:
    items: list[NavItem] = []
    if found.may(Permission.LEARN):
        items.append(_item(_("My training"), url_for("learning.training"), "/training", "/modules", "/attempts"))
    if found.may(Permission.PREVIEW):
        items.append(_item(_("Preview"), url_for("preview.index"), "/preview"))
    for held in found.roles:
        items += _at(found, held) if held.role is not Role.AUTHOR else []
    return tuple(items)


def _at(found: Viewer, held: RoleAt) -> list[NavItem]:
    if not held.institution_slug:
        return [_item(_("Network"), url_for("networks.coverage", network=held.network_slug), "/networks")]
    slug, items = held.institution_slug, []
    inside = f"/institutions/{slug}"
    if found.may(Permission.VIEW_COVERAGE, institution_id=held.institution_id) and held.role == "coordinator":
        items.append(_item(_("Coverage"), url_for("coverage.table", institution=slug), f"{inside}/coverage"))
        items.append(_item(_("People"), url_for("members.index", institution=slug), f"{inside}/members"))
        items.append(
            _item(_("Requirements"), url_for("requirements.index", institution=slug), f"{inside}/requirements")
        )
    items.append(_item(_("Session kits"), url_for("kits.index", institution=slug), f"{inside}/kits"))
    return items


def _item(label: str, href: str, *places: str) -> NavItem:
    return NavItem(label, href, is_current=request.path.startswith(places))
