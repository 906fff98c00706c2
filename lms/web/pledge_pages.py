"""The list of commitments as a page and as a table, from one report."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from flask import url_for

from courses.model import Module
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.pledges import PledgeRow, PledgeState
from lms.reports.pledges import PledgesPage as PledgesFound
from lms.web.contexts.pledges import PledgeLine, PledgesPage
from lms.web.contexts.shell import Action, FormState, Share
from lms.web.figures import branch_choices, mark_here, module_choices, tier_choices
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.words import tier_words
from webinar_kits.tables import Kind

ROWS = 50
FILTERS = ("module", "state", "tier", "branch")


def asking_modules(language: str) -> tuple[Module, ...]:
    """Return the modules that ask for a commitment."""
    found = (catalogue().get(module.id, language) for module in catalogue().modules)
    return tuple(module for module in found if module.attestation)


def pledges_page(
    place: InstitutionPlace,
    module: Module,
    found: PledgesFound,
    *,
    number: int,
    branches: tuple[KnownBranch, ...],
    state: FormState,
) -> PledgesPage:
    """Return the list of commitments."""
    kept = {key: value for key, value in state.values.items() if value and key in FILTERS}

    def href(view: str, **more: object) -> str:
        return url_for(f"pledges.{view}", institution=place.slug, **{**kept, **more})  # type: ignore[arg-type]

    return PledgesPage(
        shell=make_shell(_("Commitments")),
        institution=place.name,
        mark=mark_here(module),
        sentence=module.attestation,
        edition=module.edition,
        share=Share(found.given, found.here),
        rows=tuple(_line(place, module, row) for row in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=lambda to: href("index", page=to)),
        state=state,
        modules=module_choices(asking_modules(place.language)),
        tiers=tier_choices(),
        branches=branch_choices(branches),
        states=((PledgeState.GIVEN.value, _("Given")), (PledgeState.MISSING.value, _("Not given yet"))),
        is_narrowed=any(kept.get(key) for key in ("state", "tier", "branch")),
        clear_href=url_for("pledges.index", institution=place.slug) if kept else "",
        exports=(
            Action(_("XLSX"), href("xlsx")),
            Action(_("CSV"), href("csv")),
            Action(_("CSV for programs"), href("csv", **{"for": "machines"})),
        ),
    )


def pledges_table(place: InstitutionPlace, module: Module, found: PledgesFound) -> Table:
    """Return the list as a table: line for line what the screen shows."""
    lines = [_line(place, module, row) for row in found.rows]
    return Table(
        name=_("Commitments"),
        fields=(
            Field("name", _("Name")),
            Field("staff_code", _("Staff code")),
            Field("tier", _("Tier")),
            Field("branch", _("Branch")),
            Field("given_on", _("Given on"), Kind.DATE),
            Field("edition", _("Edition")),
            Field("words", _("Words")),
        ),
        rows=[
            (one.name, one.staff_code, one.tier, one.branch, one.given_on, one.edition, words_of(one)) for one in lines
        ],
        notes=(
            f"{place.name} · {module.title}",
            module.attestation,
            _("%(done)s of %(total)s members here today", done=found.given, total=found.here),
        ),
    )


def words_of(line: PledgeLine) -> str:
    """Return whether a commitment is to the words that stand today."""
    if line.given_on is None:
        return ""
    return _("earlier words") if line.is_older else _("today's words")


def chosen_module(values: Mapping[str, str], modules: tuple[Module, ...]) -> Module | None:
    """Return the module that is asked for, else the first that asks for a commitment."""
    return next((module for module in modules if module.id == values.get("module")), modules[0] if modules else None)


def _line(place: InstitutionPlace, module: Module, row: PledgeRow) -> PledgeLine:
    on = row.attested_at.astimezone(ZoneInfo(place.zone)).date() if row.attested_at else None
    return PledgeLine(
        name=row.name,
        href=url_for("members.show", institution=place.slug, member_id=row.member_id),
        staff_code=row.staff_code,
        tier=tier_words(row.tier),
        branch=row.branch,
        given_on=on,
        edition=row.edition,
        is_older=bool(row.sentence) and row.language == module.language and row.sentence != module.attestation,
    )
