"""The branches of an institution."""

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.branches import IntoQuery, IntoQuerySchema, JoinBody, JoinBodySchema, JoinPlanSchema
from lms.api.schemas.members import BranchBody, BranchBodySchema, BranchListSchema, BranchSchema
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import service
from lms.institutions.branches import list_all_branches
from lms.institutions.service import KnownBranch
from lms.permissions import Permission
from lms.workflows.join_branches import JoinPlan, join_branches, preview_join

area = Area("branches", "The branches of an institution, head office included.")
EXAMPLE = {"id": 3, "name": "Riverside"}
JOINED_EXAMPLE = {"id": 4, "name": "Riverside Branch", "into": 3, "on": "2026-03-01"}
JOIN_EXAMPLE = {
    "closed": "Riverside Branch",
    "kept": "Riverside",
    "on": "2026-03-01",
    "now": 12,
    "later": 0,
    "ever": 14,
    "rules": [{"tier": "field", "module": "transparency", "starts_on": "2025-01-01"}],
    "links": ["Spring intake"],
    "waiting": 1,
    "fingerprint": "9f2c1e0b7a6d5c4f3e2d1c0b9a8f7e6d5c4b3a2f1e0d9c8b7a6f5e4d3c2b1a0f",
}


@area.at("/institutions/<institution>/branches")
class Branches(MethodView):
    """The branches of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.gives(200, BranchListSchema, example={"branches": [EXAMPLE], "joined": [JOINED_EXAMPLE]})
    def get(self, place: InstitutionPlace) -> Json:
        """List the branches by name, and those that were joined to others: figures of earlier days name them."""
        known = list_all_branches(session(), institution_id=place.id)
        joined = [
            {"id": one.id, "name": one.name, "into": one.joined_into_id, "on": one.joined_on}
            for one in known
            if not one.is_open
        ]
        return {"branches": [one for one in known if one.is_open], "joined": joined}

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(BranchBodySchema, example={"name": "Riverside"})
    @area.gives(201, BranchSchema, example=EXAMPLE)
    def post(self, body: BranchBody, place: InstitutionPlace) -> KnownBranch:
        """Add a branch."""
        try:
            with transaction() as write:
                return service.add_branch(write, institution_id=place.id, name=body.name, now=now())
        except Invalid as error:
            raise _at_the_name(error) from error


@area.at(f"/institutions/<institution>/branches/<int(max={LARGEST_KEY}):branch_id>")
class OneBranch(MethodView):
    """A branch."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.takes(BranchBodySchema, example={"name": "Riverside"})
    @area.gives(200, BranchSchema, example=EXAMPLE)
    def put(self, body: BranchBody, branch_id: int, place: InstitutionPlace) -> KnownBranch:
        """Give a branch another name; its history follows."""
        try:
            with transaction() as write:
                return service.rename_branch(
                    write, institution_id=place.id, branch_id=branch_id, name=body.name, now=now()
                )
        except Invalid as error:
            raise _at_the_name(error) from error


@area.at(f"/institutions/<institution>/branches/<int(max={LARGEST_KEY}):branch_id>/joining")
class BranchJoining(MethodView):
    """A branch joined to another one."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409, 422)
    @area.asks(IntoQuerySchema)
    @area.gives(200, JoinPlanSchema, example=JOIN_EXAMPLE)
    def get(self, query: IntoQuery, branch_id: int, place: InstitutionPlace) -> Json:
        """Show what joining a branch to another would do today. Nothing is written."""
        plan = preview_join(
            session(), institution_id=place.id, branch_id=branch_id, into_id=query.into, on=today_at(place.zone)
        )
        return _plan_json(plan)

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(JoinBodySchema, example={"into": 3, "fingerprint": JOIN_EXAMPLE["fingerprint"]})
    @area.gives(200, JoinPlanSchema, example=JOIN_EXAMPLE)
    def post(self, body: JoinBody, branch_id: int, place: InstitutionPlace) -> Json:
        """Join a branch to another from today on, as it was shown: all of it or nothing."""
        with transaction() as write:
            plan = join_branches(
                write,
                institution_id=place.id,
                branch_id=branch_id,
                into_id=body.into,
                on=today_at(place.zone),
                fingerprint=body.fingerprint,
                now=now(),
            )
        return _plan_json(plan)


def _plan_json(plan: JoinPlan) -> Json:
    return {
        "closed": plan.closed.name,
        "kept": plan.kept.name,
        "on": plan.on,
        "now": plan.moves.now,
        "later": plan.moves.later,
        "ever": plan.moves.ever,
        "rules": list(plan.rules),
        "links": list(plan.pointers.links),
        "waiting": plan.pointers.waiting,
        "fingerprint": plan.fingerprint,
    }


def _at_the_name(error: Invalid) -> Invalid:
    """Return the fault at the field of this body: the service calls it by what it is in a larger form."""
    return Invalid({"name": str(error)})
