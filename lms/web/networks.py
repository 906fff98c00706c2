"""The institutions of a network side by side: counts, and never people."""

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.evidence.rules import add_months
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.moment import today_at
from lms.http.tables import Table, file_name, is_for_machines, send_csv, send_workbook
from lms.http.viewer import InstitutionPlace, NetworkPlace, viewer
from lms.institutions.anonymity import read_anonymity, set_anonymity
from lms.permissions import Permission
from lms.reports.coverage import find_beginning, list_network_ids
from lms.reports.network_coverage import InstitutionRow, NetworkCoverage, NetworkQuery, read_network_coverage
from lms.web.contexts.coverage import FigureRow, FiguresPage, Filters, NetworkSettingPage
from lms.web.contexts.shell import Action, FormState
from lms.web.coverage_tables import institution_words, network_table
from lms.web.figures import as_of_exports, figure_row, mark_here, tier_choices, withheld_row
from lms.web.forms.coverage import MONTHS_AHEAD, Asked, check_beginning, read_asked
from lms.web.frame import make_shell
from lms.web.words import tier_words

bp = Blueprint("networks", __name__)
FIELDS = ("on", "tier")


@bp.get("/networks/<network>/coverage")
@needs(Permission.VIEW_NETWORK)
def coverage(network: NetworkPlace) -> tuple[str, int]:
    """Show the institutions of a network."""
    values = {field: request.args.get(field, "") for field in FIELDS}
    try:
        asked, form = _asked(network), FormState(values=values)
    except Invalid as error:
        asked, form = Asked(on=_today()), FormState(values=values, errors=error.fields)
    page = _page(network, _read(network, asked), asked=asked, form=form)
    return render_template("networks/coverage.html", page=page), 422 if form.errors else 200


@bp.get("/networks/<network>/coverage.csv")
@needs(Permission.VIEW_NETWORK)
def coverage_csv(network: NetworkPlace) -> Response:
    """Send the institutions as CSV."""
    made, on = _table(network)
    return send_csv(made, name=file_name(network.slug, "coverage", on, "csv"), for_machines=is_for_machines())


@bp.get("/networks/<network>/coverage.xlsx")
@needs(Permission.VIEW_NETWORK)
def coverage_xlsx(network: NetworkPlace) -> Response:
    """Send the institutions as a workbook."""
    made, on = _table(network)
    return send_workbook(made, name=file_name(network.slug, "coverage", on, "xlsx"), author=network.name)


@bp.get("/institutions/<institution>/settings/network")
@needs(Permission.EDIT_EVIDENCE)
def setting(place: InstitutionPlace) -> str:
    """Show whether the network sees the name of the institution."""
    found = read_anonymity(session(), institution_id=place.id)
    page = NetworkSettingPage(
        shell=make_shell(_("What the network sees")),
        place=place.name,
        network=found.network,
        is_anonymous=found.is_anonymous,
        back=Action(_("Coverage"), url_for("coverage.table", institution=place.slug)),
    )
    return render_template("networks/setting.html", page=page)


@bp.post("/institutions/<institution>/settings/network")
@needs(Permission.EDIT_EVIDENCE)
def change_setting(place: InstitutionPlace) -> AnyResponse:
    """Show the network the name, or keep it from it."""
    with transaction() as write:
        set_anonymity(write, institution_id=place.id, is_anonymous=request.form.get("name") == "hidden")
    flash(_("Saved."), "done")
    return redirect(url_for("networks.setting", institution=place.slug), code=303)


def _today() -> date:
    """Return the day where the officer is: a network has no zone of its own."""
    return today_at(viewer().zone)


def _asked(network: NetworkPlace) -> Asked:
    asked = read_asked(request.args, today=_today())
    if asked.on < _today():
        ids = list_network_ids(session(), network_id=network.id)
        check_beginning(asked.on, find_beginning(session(), institution_ids=ids))
    return asked


def _read(network: NetworkPlace, asked: Asked) -> NetworkCoverage:
    modules = tuple(module.id for module in catalogue().modules)
    return read_network_coverage(
        session(), NetworkQuery(network_id=network.id, module_ids=modules, on=asked.on, tier=asked.tier)
    )


def _table(network: NetworkPlace) -> tuple[Table, date]:
    asked = _asked(network)
    made = network_table(network.name, catalogue().modules, _read(network, asked), tier=tier_words(asked.tier))
    return made, asked.on


def _page(network: NetworkPlace, found: NetworkCoverage, *, asked: Asked, form: FormState) -> FiguresPage:
    def href(view: str, **more: str | None) -> str:
        on = asked.on.isoformat() if form.values["on"] else None
        values = {"on": on, "tier": asked.tier or None} | more
        return url_for(f"networks.{view}", network=network.slug, **values)  # type: ignore[arg-type]

    return FiguresPage(
        shell=make_shell(_("Coverage of the network")),
        place=network.name,
        on=asked.on,
        narrowed=tier_words(asked.tier),
        first_column=_("Institution"),
        modules=tuple(mark_here(module) for module in catalogue().modules),
        rows=tuple(_row(one) for one in found.institutions),
        everybody=figure_row(_("All institutions"), found.everybody),
        filters=Filters(
            state=form,
            today=_today(),
            last=add_months(_today(), MONTHS_AHEAD),
            tiers=tier_choices(),
            clear_href=url_for("networks.coverage", network=network.slug) if any(form.values.values()) else "",
        ),
        exports=tuple(Action(*one) for one in as_of_exports(href, "coverage")),
        has_come=asked.on <= _today(),
        withheld=found.withheld,
    )


def _row(one: InstitutionRow) -> FigureRow:
    label = institution_words(one)
    return figure_row(label, one.figures) if one.figures is not None else withheld_row(label)
