"""The page of coverage over time, put together from its points."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from flask import url_for

from courses.model import Tier
from lms.http.holdings import catalogue
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.coverage import Row
from lms.reports.trend import Trend
from lms.reports.trend_days import Every
from lms.web.charts import Series, draw
from lms.web.contexts.coverage import Chart, Choices, TrendPage, TrendRow
from lms.web.contexts.shell import Action, FormState, Share
from lms.web.coverage_pages import Addresses, coverage_tabs
from lms.web.figures import as_of_exports, branch_choices, module_choices, tier_choices
from lms.web.forms.coverage import Asked
from lms.web.forms.trend import TrendAsked
from lms.web.frame import make_shell
from lms.web.words import tier_words


def trend_page(
    place: InstitutionPlace,
    trend: Trend,
    *,
    asked: TrendAsked,
    branches: tuple[KnownBranch, ...],
    today: date,
    form: FormState,
) -> TrendPage:
    """Return the page; with a tier it shows that one beside everybody, else all five."""
    tiers = tuple(tier for tier in Tier if asked.tier in ("", tier))
    share = partial(_share, module_id=asked.module_id)
    series = _series(trend, tiers, share)

    def href(view: str, **more: str | None) -> str:
        values = {key: value for key, value in form.values.items() if value and not form.errors} | more
        return url_for(f"trends.{view}", institution=place.slug, **values)  # type: ignore[arg-type]

    at = Asked(on=asked.chosen.until, branch_id=asked.branch_id, tier=asked.tier)
    return TrendPage(
        shell=make_shell(_("Coverage over time")),
        place=place.name,
        since=asked.chosen.since,
        until=asked.chosen.until,
        narrowed=" · ".join(words for words in (branch_of(branches, asked), tier_words(asked.tier)) if words),
        caption=_caption(asked.module_id),
        chart=_chart(trend, series, title=_caption(asked.module_id)),
        heads=tuple(one.label for one in series),
        rows=tuple(
            TrendRow(
                on=point.on,
                href=url_for("coverage.table", institution=place.slug, on=point.on.isoformat(), branch=asked.branch_id),
                shares=tuple(share(row) for row in (point.everybody, *(point.tiers[tier] for tier in tiers))),
            )
            for point in trend.points
        ),
        form=form,
        today=today,
        every=_step_choices(),
        branches=branch_choices(branches),
        tiers=tier_choices(),
        modules=module_choices(catalogue().modules),
        clear_href=url_for("trends.show", institution=place.slug) if any(form.values.values()) else "",
        exports=tuple(Action(*one) for one in as_of_exports(href, "show")),
        tabs=coverage_tabs(Addresses(place, at, today=today), current="trend"),
    )


def branch_of(branches: tuple[KnownBranch, ...], asked: TrendAsked) -> str:
    """Return the name of the branch asked for, empty for all."""
    return next((branch.name for branch in branches if branch.id == asked.branch_id), "")


def _step_choices() -> Choices:
    return (
        (Every.WEEK.value, _("Weeks")),
        (Every.MONTH.value, _("Months")),
        (Every.QUARTER.value, _("Quarters")),
    )


def _caption(module_id: str) -> str:
    """Return what the shares are of."""
    module = catalogue().find(module_id) if module_id else None
    if module is None:
        return _("Members who have completed all that is asked of them, in percent")
    return _("Members who have completed “%(module)s”, in percent", module=module.title)


def _series(trend: Trend, tiers: tuple[Tier, ...], share: Callable[[Row], Share]) -> tuple[Series, ...]:
    def series(key: str, label: str, rows: Iterable[Row]) -> Series:
        shares = [share(row) for row in rows]
        percents = tuple(one.percent if one.total else None for one in shares)
        return Series(key, label, percents, tuple(one.words for one in shares if one.total))

    everybody = series("everybody", _("Everybody"), (point.everybody for point in trend.points))
    return (
        everybody,
        *(series(tier.value, tier_words(tier), (point.tiers[tier] for point in trend.points)) for tier in tiers),
    )


def _chart(trend: Trend, series: tuple[Series, ...], *, title: str) -> Chart | None:
    """Return the chart; None where there is nobody to count on any of the days."""
    if not any(percent is not None for one in series for percent in one.percents):
        return None
    said = [_told(one) for one in series]
    return draw(
        tuple(point.on for point in trend.points),
        series,
        title=title,
        description=" ".join(one for one in said if one),
        name=partial(format_date, pattern="d MMM yy"),
    )


def _told(one: Series) -> str:
    if not one.said:
        return ""
    return _("%(who)s: from %(first)s to %(last)s.", who=one.label, first=one.said[0], last=one.said[-1])


def _share(row: Row, *, module_id: str) -> Share:
    cell = next((cell for cell in row.cells if cell.module_id == module_id), None)
    return Share(row.complete, row.asked) if cell is None else Share(cell.done, cell.total)
