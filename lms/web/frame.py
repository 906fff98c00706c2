"""The frame of every page: who is signed in, and where she may go from here."""

from flask import get_flashed_messages, request, url_for

from courses.model import Module
from lms.http.i18n import direction, language
from lms.http.i18n import gettext as _
from lms.http.pending import sign_in_address
from lms.http.viewer import Viewer, find_current
from lms.permissions import Permission, Role
from lms.reports.viewer import RoleAt
from lms.web.area_ways import people_ways, proof_ways, rule_ways
from lms.web.contexts.shell import ModuleMark, NavItem, Notice, Shell
from lms.web.words import role_words, tier_words

# Roles whose pages are not those of an institution or a network.
WITHOUT_AREA = frozenset({Role.AUTHOR, Role.TA_TRAINER})


WORK = ("/institutions/", "/networks/", "/workshops", "/preview", "/key-corrections")


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
        local=_local(found),
        is_work=request.path.startswith(WORK),
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
        items.append(_item(_("My certificates"), url_for("certificates.index"), "/certificates"))
    if found.may(Permission.PREVIEW):
        items.append(_item(_("Preview"), url_for("preview.index"), "/preview"))
    if found.may(Permission.CORRECT_KEYS):
        items.append(_item(_("Corrected keys"), url_for("corrections.index"), "/key-corrections"))
    for held in found.roles:
        items += _at(found, held) if held.role not in WITHOUT_AREA else []
    if found.has_seat or found.may(Permission.HOLD_WORKSHOPS):
        items.append(_item(_("Workshops"), url_for("workshops.index"), "/workshops"))
    return tuple(items)


def _at(found: Viewer, held: RoleAt) -> list[NavItem]:
    if not held.institution_slug:
        return [_item(_("Network"), url_for("networks.coverage", network=held.network_slug), "/networks")]
    slug, items = held.institution_slug, []
    if held.role is Role.COORDINATOR:
        items += [_area(_("Coverage"), "coverage.table", slug, "/coverage")]
        items += [_area(_("People"), "members.index", slug, *_paths(people_ways()))]
        items += [_area(_("Requirements"), "requirements.index", slug, *_paths(rule_ways()))]
        items += [_area(_("Evidence"), "evidence.index", slug, *_paths(proof_ways()))]
        items += [_area(_("Board"), "boards.index", slug, "/board")]
    if found.may(Permission.KEEP_REGISTERS, institution_id=held.institution_id):
        items.append(_area(_("Sessions"), "sessions.index", slug, "/sessions"))
    items.append(_area(_("Session kits"), "kits.index", slug, "/kits"))
    return items


def _local(found: Viewer) -> tuple[NavItem, ...]:
    """Return the ways between the pages of the area asked for, where it has several and she is its coordinator."""
    parts = request.path.split("/")
    slug = parts[2] if len(parts) > 2 and parts[1] == "institutions" else ""
    if not any(held.role is Role.COORDINATOR and held.institution_slug == slug for held in found.roles):
        return ()
    for ways in (people_ways(), rule_ways(), proof_ways()):
        if request.path.startswith(tuple(f"/institutions/{slug}{path}" for path in _paths(ways))):
            return tuple(_area(label, endpoint, slug, path) for path, label, endpoint in ways)
    return ()


def _paths(ways: tuple[tuple[str, str, str], ...]) -> tuple[str, ...]:
    return tuple(path for path, _label, _endpoint in ways)


def _area(label: str, endpoint: str, slug: str, *paths: str) -> NavItem:
    inside = f"/institutions/{slug}"
    return _item(label, url_for(endpoint, institution=slug), *(inside + path for path in paths))


def _item(label: str, href: str, *places: str) -> NavItem:
    return NavItem(label, href, is_current=request.path.startswith(places))
