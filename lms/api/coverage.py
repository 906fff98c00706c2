"""Coverage of an institution and of a network on any day, and the people behind it."""

from datetime import date

from flask.views import MethodView

from courses.days import day_words
from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.coverage import (
    BranchCoverageSchema,
    BranchesQuerySchema,
    BranchesQueryString,
    CoverageQuerySchema,
    CoverageQueryString,
    CoverageSchema,
    NetworkCoverageSchema,
    NetworkQuerySchema,
    NetworkQueryString,
    PeopleQuerySchema,
    PeopleQueryString,
    PeopleSchema,
)
from lms.db.engine import session
from lms.errors import Invalid
from lms.evidence.rules import add_months
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace, NetworkPlace, viewer
from lms.institutions.branches import list_branches_ever
from lms.permissions import Permission
from lms.reports.cells import ModuleCell
from lms.reports.coverage import (
    CoverageQuery,
    find_beginning,
    list_network_ids,
    read_branch_coverage,
    read_coverage,
)
from lms.reports.network_coverage import NetworkQuery, read_network_coverage
from lms.reports.standings import PeopleQuery, PersonRow, read_people

MONTHS_AHEAD = 60

area = Area("coverage", "Who has completed what on a day, past or present: counts, and for coordinators the people.")


@area.at("/institutions/<institution>/coverage")
class Coverage(MethodView):
    """The coverage of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(CoverageQuerySchema)
    @area.gives(200, CoverageSchema, example=examples.COVERAGE)
    def get(self, query: CoverageQueryString, place: InstitutionPlace) -> Json:
        """Count who has completed what, by tier and module; `as_of` is today where it is left out."""
        check_branch(place, query.branch)
        on = as_of(query.as_of, today=today_at(place.zone), institution_ids=(place.id,))
        found = read_coverage(
            session(),
            CoverageQuery(institution_id=place.id, module_ids=module_ids(), on=on, branch_id=query.branch),
        )
        return {
            "institution": place.slug,
            "as_of": on,
            "branch": query.branch,
            "tiers": found.tiers,
            "everybody": found.everybody,
        }


@area.at("/institutions/<institution>/coverage/branches")
class CoverageBranches(MethodView):
    """The coverage of the branches of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(BranchesQuerySchema)
    @area.gives(200, BranchCoverageSchema, example=examples.BRANCH_COVERAGE)
    def get(self, query: BranchesQueryString, place: InstitutionPlace) -> Json:
        """Count who has completed what, by branch and module, on one tier or on all."""
        on = as_of(query.as_of, today=today_at(place.zone), institution_ids=(place.id,))
        asked = CoverageQuery(institution_id=place.id, module_ids=module_ids(), on=on)
        found = read_branch_coverage(session(), asked, tier=query.tier)
        return {
            "institution": place.slug,
            "as_of": on,
            "tier": query.tier,
            "branches": found.branches,
            "everybody": found.everybody,
        }


@area.at("/institutions/<institution>/coverage/people")
class CoveragePeople(MethodView):
    """The people behind the figures."""

    @needs(Permission.VIEW_PEOPLE)
    @fails(404)
    @area.asks(PeopleQuerySchema)
    @area.gives(200, PeopleSchema, example=examples.PEOPLE)
    def get(self, query: PeopleQueryString, place: InstitutionPlace) -> Json:
        """List the members on a day by name, with where each stands with each module, or with the one asked for."""
        check_branch(place, query.branch)
        if query.module and query.module not in module_ids():
            raise Invalid({"module": f"There is no module of this id. Give one of: {', '.join(module_ids())}."})
        asked = PeopleQuery(
            institution_id=place.id,
            zone=place.zone,
            module_ids=module_ids(),
            on=as_of(query.as_of, today=today_at(place.zone), institution_ids=(place.id,)),
            branch_id=query.branch,
            tier=query.tier,
            module_id=query.module,
            status=query.status,
            text=query.q,
        )
        found = read_people(session(), asked, limit=query.page.size, offset=query.page.offset)
        items = [_person(row, asked.shown) for row in found.rows]
        return {**write_page(items, query.page, total=found.total), "as_of": asked.on}


@area.at("/networks/<network>/coverage")
class NetworkCoverage(MethodView):
    """The coverage of a network."""

    @needs(Permission.VIEW_NETWORK)
    @fails(404)
    @area.asks(NetworkQuerySchema)
    @area.gives(200, NetworkCoverageSchema, example=examples.NETWORK_COVERAGE)
    def get(self, query: NetworkQueryString, network: NetworkPlace) -> Json:
        """Count who has completed what in the institutions of a network, side by side."""
        today, ids = today_at(viewer().zone), list_network_ids(session(), network_id=network.id)
        on = as_of(query.as_of, today=today, institution_ids=ids)
        found = read_network_coverage(
            session(),
            NetworkQuery(network_id=network.id, module_ids=module_ids(), on=on, tier=query.tier),
        )
        return {
            "network": network.slug,
            "as_of": on,
            "tier": query.tier,
            "institutions": found.institutions,
            "everybody": found.everybody,
            "withheld": found.withheld,
        }


def module_ids() -> tuple[str, ...]:
    """Return the ids of all modules in series order."""
    return tuple(module.id for module in catalogue().modules)


def as_of(day: date | None, *, today: date, institution_ids: tuple[int, ...]) -> date:
    """Return the day asked for, today without one; refuse one of which nothing is known, or farther than five years."""
    on = day or today
    if on > (last := add_months(today, MONTHS_AHEAD)):
        raise Invalid({"as_of": f"Coverage can be foreseen up to {day_words(last)}, five years from today."})
    beginning = find_beginning(session(), institution_ids=institution_ids) if on < today else None
    if beginning is not None and on < beginning:
        text = f"Nothing is known of that day: the first place that anybody held began on {day_words(beginning)}."
        raise Invalid({"as_of": text})
    return on


def check_branch(place: InstitutionPlace, branch_id: int | None) -> None:
    """Refuse a branch that the institution does not have: zeros would look like an answer."""
    if branch_id is None:
        return
    if branch_id not in {branch.id for branch in list_branches_ever(session(), institution_id=place.id)}:
        raise Invalid({"branch": "There is no such branch in this institution. Give one from the list of branches."})


def _person(row: PersonRow, modules: tuple[str, ...]) -> Json:
    return {
        "member_id": row.member_id,
        "name": row.name,
        "staff_code": row.staff_code,
        "branch": row.branch,
        "tier": row.tier,
        "since": row.since,
        "modules": [_cell(module_id, cell) for module_id, cell in zip(modules, row.cells, strict=True)],
    }


def _cell(module_id: str, cell: ModuleCell) -> Json:
    return {
        "module": module_id,
        "status": cell.status,
        "is_asked": cell.is_asked,
        "completed_on": cell.completed_on,
        "valid_until": cell.valid_until,
        "due_on": cell.due,
        "pass_percent": cell.pass_percent,
        "tried_on": cell.tried_on,
        "is_begun": cell.is_begun,
    }
