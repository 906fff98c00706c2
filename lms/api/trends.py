"""Coverage of an institution over time, and what its network sees of it."""

from flask.views import MethodView

from lms.api import examples
from lms.api.block_tree import Json
from lms.api.coverage import check_branch, module_ids
from lms.api.operations import Area, fails
from lms.api.schemas.trends import (
    AnonymityBody,
    AnonymityBodySchema,
    AnonymitySchema,
    TrendQuerySchema,
    TrendQueryString,
    TrendSchema,
)
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.anonymity import Anonymity, read_anonymity, set_anonymity
from lms.permissions import Permission
from lms.reports.coverage import find_beginning
from lms.reports.trend import TrendQuery, read_trend
from lms.reports.trend_days import choose_days

area = Area("trends", "Coverage over time, and whether a network sees the name of an institution.")


@area.at("/institutions/<institution>/coverage/trend")
class Trend(MethodView):
    """The coverage of an institution over time."""

    @needs(Permission.VIEW_COVERAGE)
    @fails(404)
    @area.asks(TrendQuerySchema)
    @area.gives(200, TrendSchema, example=examples.TREND)
    def get(self, query: TrendQueryString, place: InstitutionPlace) -> Json:
        """Count who had completed what at the end of each week, month or quarter; the year up to today if not said."""
        check_branch(place, query.branch)
        chosen = choose_days(
            since=query.since,
            until=query.until,
            every=query.every,
            today=today_at(place.zone),
            beginning=find_beginning(session(), institution_ids=(place.id,)),
        )
        found = read_trend(session(), TrendQuery(place.id, module_ids(), chosen.days, query.branch))
        return {
            "institution": place.slug,
            "branch": query.branch,
            "points": [
                {
                    "as_of": point.on,
                    "tiers": [{"tier": tier, "figures": row} for tier, row in point.tiers.items()],
                    "everybody": point.everybody,
                }
                for point in found.points
            ],
        }


@area.at("/institutions/<institution>/settings/network")
class NetworkSetting(MethodView):
    """Whether the network of an institution sees its name."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.gives(200, AnonymitySchema, example=examples.ANONYMITY)
    def get(self, place: InstitutionPlace) -> Anonymity:
        """Say whether the network sees the name."""
        return read_anonymity(session(), institution_id=place.id)

    @needs(Permission.EDIT_EVIDENCE)
    @fails(403, 404)
    @area.takes(AnonymityBodySchema, example={"is_anonymous": True})
    @area.gives(200, AnonymitySchema, example={**examples.ANONYMITY, "is_anonymous": True})
    def put(self, body: AnonymityBody, place: InstitutionPlace) -> Anonymity:
        """Show the network the name, or keep it from it."""
        with transaction() as write:
            set_anonymity(write, institution_id=place.id, is_anonymous=body.is_anonymous)
        return read_anonymity(session(), institution_id=place.id)
