"""The sittings of a workshop for a calendar, for everybody in it."""

from flask import Response
from flask.views import MethodView

from lms.api.operations import Area, fails
from lms.http.access import needs
from lms.http.store import send
from lms.http.workshop_decks import CALENDAR, CALENDAR_NAME, calendar_file
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat

area = Area("workshop-calendar", "The sittings of a workshop for a calendar, for everybody in it.")


@area.at("/workshops/<uuid:workshop_id>/calendar.ics")
class Calendar(MethodView):
    """The sittings for a calendar."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives_file(CALENDAR, description="iCalendar: every sitting an event, what is held no more as cancelled.")
    def get(self, seat: WorkshopSeat) -> Response:
        """Fetch all sittings for a calendar. A newer file moves the entries of an older one."""
        return send(calendar_file(seat), name=CALENDAR_NAME, media_type=CALENDAR)
