"""People who may stand in the roster twice: proposed, merged, or noted to be two."""

from flask.views import MethodView

from lms.api import roster_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.duplicates import MergedSchema, OtherBody, OtherBodySchema, PairListSchema
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.api.schemas.shape import LARGEST_KEY
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace
from lms.institutions import merging
from lms.institutions.merging import Merged
from lms.permissions import Permission
from lms.workflows.merge_members import list_pairs, merge_members

area = Area("duplicates", "People who may stand in the roster twice. Nobody is merged by itself.")
MEMBER = f"/institutions/<institution>/members/<int(max={LARGEST_KEY}):member_id>"


@area.at("/institutions/<institution>/duplicates")
class Duplicates(MethodView):
    """The likely pairs."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, PairListSchema, example=examples.page_of(examples.PAIR))
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the pairs of people who may be one, the likeliest first, with the reasons."""
        pairs = list_pairs(session(), institution_id=place.id)
        return write_page(pairs[query.offset : query.offset + query.size], query, total=len(pairs))


@area.at(f"{MEMBER}/merger")
class Merger(MethodView):
    """Merging."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(OtherBodySchema, example={"other": 41})
    @area.gives(200, MergedSchema, example=examples.MERGED)
    def post(self, body: OtherBody, member_id: int, place: InstitutionPlace) -> Merged:
        """Merge the other person into this one: everything that stood for either stands for this one. For good."""
        with transaction() as write:
            return merge_members(write, institution_id=place.id, kept_id=member_id, gone_id=body.other, now=now())


@area.at(f"{MEMBER}/distinction")
class Distinction(MethodView):
    """Being two."""

    @needs(Permission.EDIT_PEOPLE)
    @fails(404, 409)
    @area.takes(OtherBodySchema, example={"other": 41})
    @area.gives_nothing()
    def post(self, body: OtherBody, member_id: int, place: InstitutionPlace) -> None:
        """Note that two are two people: they are not proposed again."""
        with transaction() as write:
            merging.note_distinct(write, institution_id=place.id, one_id=member_id, other_id=body.other, now=now())
