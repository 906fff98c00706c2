"""The pages of requirements: what is asked, what was asked before, and the form."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask import url_for

from courses.model import Module, Tier, Track
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.requirements import RequirementRow
from lms.web.content_words import track_words
from lms.web.contexts.coverage import Choices
from lms.web.contexts.requirements import (
    HistoryLine,
    RequirementCell,
    RequirementLine,
    RequirementsPage,
    SetPage,
    WorkedDates,
)
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices, mark_here, module_choices, tier_choices
from lms.web.frame import make_shell
from lms.web.requirement_words import reads, renewal_words, terms_words
from lms.web.words import tier_words

MOST_HISTORY = 200


def requirements_page(place: InstitutionPlace, rows: Sequence[RequirementRow], *, today: date) -> RequirementsPage:
    """Return what is asked of each tier today, what branches are asked instead, and all there was and is to come."""
    held = [row for row in rows if row.holds_on(today)]
    known = {(row.tier, row.module_id): row for row in held if row.branch_id is None}
    modules = catalogue().modules
    other = [row for row in rows if not row.holds_on(today)]
    return RequirementsPage(
        shell=make_shell(_("Requirements")),
        institution=place.name,
        modules=tuple(mark_here(module) for module in modules),
        rows=tuple(
            RequirementLine(
                tier=tier_words(tier),
                cells=tuple(_cell(place, tier, module, known, held) for module in modules),
            )
            for tier in Tier
        ),
        is_empty=not held,
        set_several=Action(_("Set for several"), url_for("requirements.edit", institution=place.slug)),
        of_branches=tuple(_line(place, row, today=today) for row in held if row.branch_id is not None),
        history=tuple(_line(place, row, today=today) for row in other[:MOST_HISTORY]),
    )


def set_page(
    place: InstitutionPlace,
    state: FormState,
    *,
    tiers: tuple[str, ...],
    modules: tuple[str, ...],
    branches: tuple[KnownBranch, ...],
    is_set: bool,
    history: Sequence[RequirementRow],
    dates: WorkedDates | None = None,
) -> SetPage:
    """Return the form of a requirement."""
    return SetPage(
        shell=make_shell(_("Set a requirement")),
        institution=place.name,
        state=state,
        tiers=tier_choices(),
        modules=module_choices(catalogue().modules),
        tracks=_track_choices(),
        branches=branch_choices(branches),
        chosen_tiers=tiers,
        chosen_modules=modules,
        show_href=url_for("requirements.edit", institution=place.slug),
        save_href=url_for("requirements.save", institution=place.slug),
        drop_href=url_for("requirements.drop", institution=place.slug),
        is_set=is_set,
        back=Action(_("All requirements"), url_for("requirements.index", institution=place.slug)),
        history=tuple(_line(place, row) for row in history),
        dates=dates,
    )


def typed_of(row: RequirementRow | None, *, today: date, args: Mapping[str, str]) -> dict[str, str]:
    """Return what the form begins with: the requirement as it stands, or what is usual; from today on."""
    usual = {"from_on": today.isoformat(), "branch": args.get("branch", "")}
    if row is None:
        terms = {"pass_percent": "80", "valid_months": "12", "renewal_days": "60", "due_on": "", "due_days": "60"}
        return usual | terms | {"track": ""}
    return usual | {
        "pass_percent": str(row.pass_percent),
        "valid_months": str(row.valid_months or ""),
        "renewal_days": str(row.renewal_days),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "due_days": "" if row.due_days is None else str(row.due_days),
        "track": row.track,
    }


def _track_choices() -> Choices:
    own = ("", _("The track of the tier: the board's for the board, field for field staff, everything for the others"))
    return (own, *((track.value, track_words(track)) for track in Track))


def _cell(
    place: InstitutionPlace,
    tier: Tier,
    module: Module,
    known: Mapping[tuple[str, str], RequirementRow],
    held: Sequence[RequirementRow],
) -> RequirementCell:
    row = known.get((tier.value, module.id))
    label = _("%(tier)s, %(module)s", tier=tier_words(tier), module=module.title)
    lines = () if row is None else (*terms_words(row), reads(module, tier, row.track))
    own = sum(one.branch_id is not None and (one.tier, one.module_id) == (tier.value, module.id) for one in held)
    if own:
        lines = (*lines, ngettext("%(num)s branch differs", "%(num)s branches differ", own))
    return RequirementCell(lines=lines, href=_href(place, tier.value, module.id, None), label=label)


def _line(place: InstitutionPlace, row: RequirementRow, *, today: date | None = None) -> HistoryLine:
    module = catalogue().find(row.module_id)
    return HistoryLine(
        tier=tier_words(row.tier),
        branch=row.branch,
        module=module.title if module else row.module_id,
        terms=", ".join((*terms_words(row), renewal_words(row))).rstrip(", "),
        from_on=row.starts_on,
        last_day=row.ends_on - timedelta(days=1) if row.ends_on else None,
        is_to_come=today is not None and row.starts_on > today,
        href=_href(place, row.tier, row.module_id, row.branch_id),
    )


def _href(place: InstitutionPlace, tier: str, module_id: str, branch_id: int | None) -> str:
    return url_for("requirements.edit", institution=place.slug, tier=tier, module=module_id, branch=branch_id)
