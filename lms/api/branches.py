"""The branches of an institution."""

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.members import BranchBody, BranchBodySchema, BranchListSchema, BranchSchema
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace
from lms.institutions import service
from lms.institutions.service import KnownBranch
from lms.permissions import Permission

area = Area("branches", "The branches of an institution, head office included.")
EXAMPLE = {"id": 3, "name": "Riverside"}


@area.at("/institutions/<institution>/branches")
class Branches(MethodView):
    """The branches of an institution."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.gives(200, BranchListSchema, example={"branches": [EXAMPLE]})
    def get(self, place: InstitutionPlace) -> Json:
        """List the branches by name."""
        return {"branches": service.list_branches(session(), institution_id=place.id)}

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


def _at_the_name(error: Invalid) -> Invalid:
    """Return the fault at the field of this body: the service calls it by what it is in a larger form."""
    return Invalid({"name": str(error)})
