"""Who of an institution has committed herself to a module, on which edition."""

from flask.views import MethodView

from lms.api import board_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.pledges import PledgeListSchema, PledgesQuerySchema, PledgesQueryString
from lms.db.engine import session
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.pledges import PledgesQuery, list_pledges

area = Area("pledges", "The commitments of an institution's people.")


@area.at("/institutions/<institution>/commitments")
class Pledges(MethodView):
    """The commitments of an institution's people."""

    @needs(Permission.VIEW_PEOPLE)
    @fails(404, 422)
    @area.asks(PledgesQuerySchema)
    @area.gives(200, PledgeListSchema, example=examples.PLEDGES)
    def get(self, query: PledgesQueryString, place: InstitutionPlace) -> Json:
        """List members by name with their newest commitment: those here today, and who is gone and had given hers."""
        module = get_module(query.module, place.language)
        if not module.attestation:
            raise Invalid({"module": "This module asks for no commitment. Name one that does, like introduction."})
        asked = PledgesQuery(place.id, module.id, today_at(place.zone), query.state, query.tier, query.branch)
        found = list_pledges(session(), asked, limit=query.page.size, offset=query.page.offset)
        return {
            **write_page(found.rows, query.page, total=found.total),
            "module": module.id,
            "edition": module.edition,
            "sentence": module.attestation,
            "given": found.given,
            "here": found.here,
        }
