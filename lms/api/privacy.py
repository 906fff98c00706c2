"""One's own record, whole; and being erased, or erasing a member who asks for it."""

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.learner import member
from lms.api.operations import Area, fails
from lms.api.schemas.privacy import RecordSchema, Sure, SureSchema
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.moment import now, today_at
from lms.http.packs import drop_packs
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.own_record import read_own_record
from lms.workflows.erase_person import Whom, erase_person

area = Area("privacy", "What is kept about a person, and its end. Erasing keeps the counts of every day and no name.")
EXAMPLE = {
    "tables": [
        {
            "part": "tenures",
            "columns": ["tier", "branch", "starts_on", "ends_on"],
            "rows": [["field", "Riverside", "2025-03-01", None]],
        }
    ]
}


@area.at("/me/record")
class OwnRecord(MethodView):
    """All that is kept about the viewer."""

    @needs(Permission.SIGNED_IN)
    @area.gives(200, RecordSchema, example=EXAMPLE)
    def get(self) -> Json:
        """Show every table, the empty ones too."""
        return {"tables": read_own_record(session(), account_id=viewer().account_id)}


@area.at("/me/erasure")
class OwnErasure(MethodView):
    """The end of one's own record."""

    @needs(Permission.LEARN)
    @fails(403, 409)
    @area.takes(SureSchema, example={"is_sure": True})
    @area.gives_nothing()
    def post(self, body: Sure) -> None:
        """Be erased: this key, and every other way to sign in, stops working."""
        del body
        place = member()
        whom = Whom(place.institution_id, place.member_id, today_at(place.institution_zone))
        with transaction() as write:
            erase_person(write, whom, now=now())
        drop_packs(settings().instance_dir, institution_id=place.institution_id)


@area.at(f"/institutions/<institution>/members/<int(max={LARGEST_KEY}):member_id>/erasure")
class MemberErasure(MethodView):
    """The end of a member's record."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(SureSchema, example={"is_sure": True})
    @area.gives_nothing()
    def post(self, body: Sure, place: InstitutionPlace, member_id: int) -> None:
        """Erase a member who asked for it."""
        del body
        with transaction() as write:
            erase_person(write, Whom(place.id, member_id, today_at(place.zone)), now=now())
        drop_packs(settings().instance_dir, institution_id=place.id)
