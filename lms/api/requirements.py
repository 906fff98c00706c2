"""What each tier of an institution must complete, from which day on, and what a rule would mean in dates."""

from flask.views import MethodView

from lms.api import rule_examples as examples
from lms.api.block_tree import Json
from lms.api.coverage import check_branch
from lms.api.operations import Area, fails
from lms.api.schemas.modules import TIERS
from lms.api.schemas.requirements import (
    DropQuerySchema,
    HistoryQuery,
    HistoryQuerySchema,
    RequirementBody,
    RequirementBodySchema,
    RequirementListSchema,
    RequirementSchema,
    RuleQuery,
    RuleQuerySchema,
    WorkedDatesSchema,
)
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.evidence.requirements import Rule, check_day, check_rule, drop_requirement, set_requirement
from lms.evidence.worked_dates import Terms, work_out
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports import cells
from lms.reports.requirements import (
    Effect,
    Proposal,
    RequirementRow,
    find_next_end,
    foresee,
    list_requirements,
    list_rule_history,
)

area = Area("requirements", "What each tier must complete, by when, for how long it counts, and from which day on.")
CELL = f"/institutions/<institution>/requirements/<any({','.join(TIERS)}):tier>/<module_id>"


@area.at("/institutions/<institution>/requirements")
class Requirements(MethodView):
    """All requirements of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(RuleQuerySchema)
    @area.gives(200, RequirementListSchema, example={"requirements": [examples.REQUIREMENT]})
    def get(self, query: RuleQuery, place: InstitutionPlace) -> Json:
        """List what is asked on a day, from board to field, as the curriculum orders its modules.

        `as_of` is today where it is left out. With a branch only its own rules.
        """
        check_branch(place, query.branch)
        rows = _list(place, query)
        return {"requirements": [row for row in rows if query.branch in (None, row.branch_id)]}


@area.at("/institutions/<institution>/requirements/history")
class History(MethodView):
    """The rules of all days."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(HistoryQuerySchema)
    @area.gives(200, RequirementListSchema, example={"requirements": [examples.REQUIREMENT]})
    def get(self, query: HistoryQuery, place: InstitutionPlace) -> Json:
        """List what was, is and will be asked, newest first."""
        rows = list_rule_history(
            session(), institution_id=place.id, curriculum=_curriculum(), tier=query.tier, module_id=query.module
        )
        return {"requirements": rows}


@area.at(CELL)
class OneRequirement(MethodView):
    """What a tier must do for a module."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(RuleQuerySchema)
    @area.gives(200, RequirementSchema, example=examples.REQUIREMENT)
    def get(self, query: RuleQuery, tier: str, module_id: str, place: InstitutionPlace) -> RequirementRow:
        """Show what a tier must do for a module on a day; with a branch, the branch's own rule."""
        check_branch(place, query.branch)
        return _row(place, tier, module_id, query)

    @needs(Permission.SET_REQUIREMENTS)
    @fails(404)
    @area.takes(RequirementBodySchema, example=examples.REQUIREMENT_BODY)
    @area.gives(200, RequirementSchema, example=examples.REQUIREMENT)
    def put(self, body: RequirementBody, tier: str, module_id: str, place: InstitutionPlace) -> RequirementRow:
        """Say what a tier must do for a module from a day on, in place of what was said. What was earned stays."""
        rule, from_on = _rule(body, tier, module_id), body.from_on or today_at(place.zone)
        with transaction() as write:
            set_requirement(write, institution_id=place.id, rule=rule, from_on=from_on, now=now())
        return _row(place, tier, module_id, RuleQuery(body.branch, from_on))

    @needs(Permission.SET_REQUIREMENTS)
    @fails(404)
    @area.asks(DropQuerySchema)
    @area.gives_nothing()
    def delete(self, query: RuleQuery, tier: str, module_id: str, place: InstitutionPlace) -> None:
        """Ask a module of a tier no longer, from a day on. What was earned stays; asked twice, it is the same."""
        check_branch(place, query.branch)
        with transaction() as write:
            drop_requirement(
                write,
                institution_id=place.id,
                tier=tier,
                module_id=module_id,
                branch_id=query.branch,
                from_on=query.day or today_at(place.zone),
                now=now(),
            )


@area.at(f"{CELL}/worked-dates")
class WorkedDates(MethodView):
    """What a rule would mean in dates."""

    @needs(Permission.SET_REQUIREMENTS)
    @fails(404)
    @area.takes(RequirementBodySchema, example=examples.REQUIREMENT_BODY)
    @area.gives(200, WorkedDatesSchema, example=examples.WORKED_DATES)
    def post(self, body: RequirementBody, tier: str, module_id: str, place: InstitutionPlace) -> Json:
        """Work out a rule on examples and count whom it would ask. Nothing is written."""
        check_branch(place, body.branch)
        rule, today = _rule(body, tier, module_id), today_at(place.zone)
        from_on = body.from_on or today
        check_rule(rule)
        check_day(from_on)
        terms = cells.Rule(rule.pass_percent, rule.due_on, rule.due_days, rule.renewal_days)
        proposal = Proposal((tier,), (rule.module_id,), rule.branch_id, terms, from_on)
        effect = foresee(session(), institution_id=place.id, proposal=proposal, today=today)
        holding = find_next_end(session(), institution_id=place.id, proposal=proposal, today=today)
        days = Terms(rule.valid_months, rule.due_on, rule.due_days, rule.renewal_days, from_on)
        return {"examples": work_out(days, today=today, holding=holding), "effect": _effect(effect)}


def _rule(body: RequirementBody, tier: str, module_id: str) -> Rule:
    return Rule(
        tier=tier,
        module_id=get_module(module_id).id,
        pass_percent=body.pass_percent,
        valid_months=body.valid_months,
        due_on=body.due_on,
        due_days=body.due_days,
        track=body.track,
        branch_id=body.branch,
        renewal_days=body.renewal_days,
    )


def _list(place: InstitutionPlace, query: RuleQuery) -> tuple[RequirementRow, ...]:
    day = query.day or today_at(place.zone)
    return list_requirements(session(), institution_id=place.id, on=day, curriculum=_curriculum())


def _curriculum() -> tuple[str, ...]:
    return tuple(module.id for module in catalogue().modules)


def _row(place: InstitutionPlace, tier: str, module_id: str, query: RuleQuery) -> RequirementRow:
    rows = _list(place, query)
    wanted = (tier, module_id, query.branch)
    row = next((row for row in rows if (row.tier, row.module_id, row.branch_id) == wanted), None)
    if row is None:
        where = "of all branches" if query.branch is None else "of that branch"
        raise NotFound(f"Nothing is asked {where} in the tier {tier} for the module {module_id} on that day.")
    return row


def _effect(effect: Effect) -> Json:
    return {
        "on": effect.on,
        "members": effect.members,
        **{status.value: count for status, count in effect.states.items()},
        "late_at_once": effect.late_at_once,
        "late_names": effect.late_names,
        "keeps_own": effect.keeps_own,
    }
