"""What each tier of an institution must complete."""

from flask.views import MethodView

from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.modules import TIERS
from lms.api.schemas.requirements import (
    RequirementBody,
    RequirementBodySchema,
    RequirementListSchema,
    RequirementSchema,
)
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.evidence import service as evidence
from lms.evidence.service import Rule
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.requirements import list_requirements

area = Area("requirements", "What each tier must complete, by when, and for how long it counts.")


@area.at("/institutions/<institution>/requirements")
class Requirements(MethodView):
    """All requirements of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.gives(200, RequirementListSchema, example={"requirements": [examples.REQUIREMENT]})
    def get(self, place: InstitutionPlace) -> Json:
        """List what is asked of the tiers."""
        return {"requirements": list_requirements(session(), institution_id=place.id)}


@area.at(f"/institutions/<institution>/requirements/<any({','.join(TIERS)}):tier>/<module_id>")
class OneRequirement(MethodView):
    """What a tier must do for a module."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.gives(200, RequirementSchema, example=examples.REQUIREMENT)
    def get(self, tier: str, module_id: str, place: InstitutionPlace) -> Rule:
        """Show what a tier must do for a module."""
        return _rule(place, tier, module_id)

    @needs(Permission.SET_REQUIREMENTS)
    @fails(404)
    @area.takes(RequirementBodySchema, example={"pass_percent": 80, "valid_months": 12, "due_days": 60})
    @area.gives(200, RequirementSchema, example=examples.REQUIREMENT)
    def put(self, body: RequirementBody, tier: str, module_id: str, place: InstitutionPlace) -> Rule:
        """Say what a tier must do for a module, in place of what was said before. What was earned stays."""
        module = get_module(module_id)
        rule = Rule(
            tier=tier,
            module_id=module.id,
            pass_percent=body.pass_percent,
            valid_months=body.valid_months,
            due_on=body.due_on,
            due_days=body.due_days,
            track=body.track,
        )
        with transaction() as write:
            evidence.set_requirement(write, institution_id=place.id, rule=rule)
        return _rule(place, tier, module_id)

    @needs(Permission.SET_REQUIREMENTS)
    @fails(404)
    @area.gives_nothing()
    def delete(self, tier: str, module_id: str, place: InstitutionPlace) -> None:
        """Ask a module of a tier no longer. What was earned stays; asked twice, it is the same."""
        with transaction() as write:
            evidence.drop_requirement(write, institution_id=place.id, tier=tier, module_id=module_id)


def _rule(place: InstitutionPlace, tier: str, module_id: str) -> Rule:
    rule = evidence.find_requirement(session(), institution_id=place.id, tier=tier, module_id=module_id)
    if rule is None:
        raise NotFound(f"Nothing is asked of the tier {tier} for the module {module_id}.")
    return rule
