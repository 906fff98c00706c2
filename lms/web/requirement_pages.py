"""The pages of requirements: what is asked, and what a change means in dates."""

from datetime import date, timedelta

from flask import url_for

from courses.catalogue import reading_minutes, track_for
from courses.model import Module, Tier, Track
from lms.evidence.rules import RENEWAL_DAYS, due_on, valid_until
from lms.http.holdings import catalogue
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.reports.requirements import Effect, RequirementRow
from lms.web.content_words import track_words
from lms.web.contexts.coverage import Choices
from lms.web.contexts.requirements import RequirementCell, RequirementLine, RequirementsPage, SetPage, WorkedDates
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import mark_here, module_choices, tier_choices
from lms.web.forms.requirements import Wanted
from lms.web.frame import make_shell
from lms.web.status_words import last_day
from lms.web.words import tier_words


def requirements_page(place: InstitutionPlace, rows: tuple[RequirementRow, ...]) -> RequirementsPage:
    """Return what is asked of each tier."""
    known = {(row.tier, row.module_id): row for row in rows}
    modules = catalogue().modules
    return RequirementsPage(
        shell=make_shell(_("Requirements")),
        institution=place.name,
        modules=tuple(mark_here(module) for module in modules),
        rows=tuple(
            RequirementLine(
                tier=tier_words(tier),
                cells=tuple(_cell(place, tier, module, known.get((tier.value, module.id))) for module in modules),
            )
            for tier in Tier
        ),
        is_empty=not rows,
        set_several=Action(_("Set for several"), url_for("requirements.edit", institution=place.slug)),
    )


def set_page(
    place: InstitutionPlace,
    state: FormState,
    *,
    tiers: tuple[str, ...],
    modules: tuple[str, ...],
    is_set: bool,
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
        chosen_tiers=tiers,
        chosen_modules=modules,
        show_href=url_for("requirements.edit", institution=place.slug),
        save_href=url_for("requirements.save", institution=place.slug),
        drop_href=url_for("requirements.drop", institution=place.slug),
        is_set=is_set,
        back=Action(_("All requirements"), url_for("requirements.index", institution=place.slug)),
        dates=dates,
    )


def worked_dates(wanted: Wanted, effect: Effect, *, today: date) -> WorkedDates:
    """Return what a requirement means in dates, by the rules that will apply it."""
    ends = valid_until(today, valid_months=wanted.valid_months)
    return WorkedDates(
        today=today,
        joiner_due=due_on(due_on=wanted.due_on, due_days=wanted.due_days, since=today),
        others_due=wanted.due_on,
        last_day=last_day(ends),
        renew_from=ends - timedelta(days=RENEWAL_DAYS) if ends else None,
        members=effect.members,
        late=effect.late,
        cells=len(wanted.tiers) * len(wanted.module_ids),
        reading=tuple(_reading_of(wanted, Tier(tier)) for tier in wanted.tiers),
    )


def typed_of(row: RequirementRow | None) -> dict[str, str]:
    """Return what the form begins with: the requirement as it stands, or what is usual."""
    if row is None:
        return {"pass_percent": "80", "valid_months": "12", "due_on": "", "due_days": "60", "track": ""}
    return {
        "pass_percent": str(row.pass_percent),
        "valid_months": str(row.valid_months or ""),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "due_days": "" if row.due_days is None else str(row.due_days),
        "track": row.track,
    }


def reads(module: Module, tier: Tier, track: str) -> str:
    """Return in words which track a tier is to read and how long that takes; `track` empty: the tier's own."""
    which = Track(track) if track else track_for(tier)
    return _reads(which, reading_minutes(module, tier=tier, track=which))


def _reads(track: Track, minutes: int) -> str:
    return {
        Track.FULL: _("reads everything, %(minutes)s min", minutes=minutes),
        Track.BOARD: _("reads the board track, %(minutes)s min", minutes=minutes),
        Track.FIELD: _("reads the field track, %(minutes)s min", minutes=minutes),
    }[track]


def _reading_of(wanted: Wanted, tier: Tier) -> str:
    """Return what a tier is to read of all modules chosen together."""
    track = Track(wanted.track) if wanted.track else track_for(tier)
    modules = [catalogue().get(module_id) for module_id in wanted.module_ids]
    minutes = sum(reading_minutes(module, tier=tier, track=track) for module in modules)
    return _("%(tier)s: %(reads)s", tier=tier_words(tier), reads=_reads(track, minutes))


def _track_choices() -> Choices:
    own = ("", _("The track of the tier: the board's for the board, field for field staff, everything for the others"))
    return (own, *((track.value, track_words(track)) for track in Track))


def _cell(place: InstitutionPlace, tier: Tier, module: Module, row: RequirementRow | None) -> RequirementCell:
    label = _("%(tier)s, %(module)s", tier=tier_words(tier), module=module.title)
    href = url_for("requirements.edit", institution=place.slug, tier=tier.value, module=module.id)
    return RequirementCell(lines=() if row is None else _lines(row, tier, module), href=href, label=label)


def _lines(row: RequirementRow, tier: Tier, module: Module) -> tuple[str, ...]:
    due = ""
    if row.due_on is not None:
        due = _("by %(day)s", day=format_date(row.due_on, "d MMM y"))
    elif row.due_days is not None:
        due = ngettext("within %(num)s day", "within %(num)s days", row.due_days)
    months = row.valid_months
    ends = ngettext("for %(num)s month", "for %(num)s months", months) if months else _("for ever")
    lines = (_("%(mark)s %%", mark=row.pass_percent), due, ends, reads(module, tier, row.track))
    return tuple(line for line in lines if line)
