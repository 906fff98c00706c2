"""Reminders: the plan, who would get what today, what was sent."""

from dataclasses import replace

from flask.views import MethodView

from lms.api import rule_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.api.schemas.reminders import (
    NoticeListSchema,
    ReminderPlanBodySchema,
    ReminderPlanSchema,
    ReminderPreviewSchema,
)
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import catalogue
from lms.http.letters import day_of
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reminders import service
from lms.reminders.facts import Plan
from lms.reminders.rules import decide, unreached
from lms.reports.reminders import list_notices

area = Area("reminders", "Letters about what is due: when they go, who would get what today, what was sent.")


@area.at("/institutions/<institution>/reminders")
class Reminders(MethodView):
    """The plan of an institution."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.gives(200, ReminderPlanSchema, example=examples.PLAN)
    def get(self, place: InstitutionPlace) -> Plan:
        """Show when an institution reminds."""
        return service.find_plan(session(), institution_id=place.id)

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.takes(ReminderPlanBodySchema, example=examples.PLAN)
    @area.gives(200, ReminderPlanSchema, example=examples.PLAN)
    def put(self, body: Plan, place: InstitutionPlace) -> Plan:
        """Say when an institution reminds."""
        with transaction() as write:
            service.set_plan(write, institution_id=place.id, plan=body)
        return body


@area.at("/institutions/<institution>/reminders/preview")
class Preview(MethodView):
    """The letters of today."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.gives(
        200, ReminderPreviewSchema, example={"as_of": "2026-03-02", "letters": [examples.LETTER], "unreached": 3}
    )
    def get(self, place: InstitutionPlace) -> Json:
        """Show who would get what today, also while the plan is off. Nothing is written."""
        plan = replace(service.find_plan(session(), institution_id=place.id), is_on=True)
        day = day_of(place, catalogue=catalogue(), plan=plan, on=today_at(place.zone))
        letters = [
            {
                "kind": letter.kind,
                "to": letter.address,
                "name": letter.name,
                "language": letter.language,
                "items": letter.items,
                "late_of_others": len(letter.late),
                "brings_link": letter.brings_link,
            }
            for letter in decide(day)
        ]
        return {"as_of": day.today, "letters": letters, "unreached": len(unreached(day))}


@area.at("/institutions/<institution>/reminders/log")
class Log(MethodView):
    """The letters that were written."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, NoticeListSchema, example={"items": [examples.NOTICE], "page": 1, "pages": 1, "total": 1})
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List what was sent, newest first."""
        found = list_notices(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        rows = [
            {
                "sent_on": row.sent_on,
                "kind": row.kind,
                "to": row.to_address,
                "name": row.name,
                "items": row.subjects,
            }
            for row in found.rows
        ]
        return write_page(rows, query, total=found.total)
