"""Waivers: granting, looking them up, withdrawing."""

from datetime import timedelta
from uuid import UUID

from flask.views import MethodView

from lms.api import rule_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.waivers import (
    WaiverBody,
    WaiverBodySchema,
    WaiverListSchema,
    WaiverSchema,
    WaiversQuerySchema,
    WaiversQueryString,
    WithdrawalBody,
    WithdrawalBodySchema,
)
from lms.db.engine import session, transaction
from lms.evidence.waivers import NewWaiver, withdraw_waiver
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.waivers import WaiverRow, WaiversQuery, list_waivers, read_waiver
from lms.workflows.grant_waiver import grant_waiver

area = Area("waivers", "That somebody need not complete a module: why, who approved it, until when.")


@area.at("/institutions/<institution>/waivers")
class Waivers(MethodView):
    """The waivers of an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.asks(WaiversQuerySchema)
    @area.gives(200, WaiverListSchema, example={"items": [examples.WAIVER], "page": 1, "pages": 1, "total": 1})
    def get(self, query: WaiversQueryString, place: InstitutionPlace) -> Json:
        """List the waivers, newest first."""
        asked = WaiversQuery(place.id, today_at(place.zone), query.q, query.module, query.member, query.state)
        found = list_waivers(session(), asked, limit=query.page.size, offset=query.page.offset)
        return write_page([_shown(row) for row in found.rows], query.page, total=found.total)

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(WaiverBodySchema, example=examples.WAIVER_BODY)
    @area.gives(201, WaiverSchema, example=examples.WAIVER)
    def post(self, body: WaiverBody, place: InstitutionPlace) -> Json:
        """Grant a waiver; sent again under the same id, it is one. Nobody waives herself."""
        module = get_module(body.module, place.language)
        new = NewWaiver(
            id=body.id,
            member_id=body.member_id,
            module_id=module.id,
            edition=module.edition,
            language=module.language,
            reason=body.reason,
            approver_name=body.approver,
            valid_until=body.last_day + timedelta(days=1) if body.last_day else None,
        )
        with transaction() as write:
            grant_waiver(
                write,
                institution_id=place.id,
                new=new,
                module=module,
                account_id=viewer().account_id,
                today=today_at(place.zone),
                now=now(),
            )
        return _one(place, body.id)


@area.at("/institutions/<institution>/waivers/<uuid:waiver_id>")
class OneWaiver(MethodView):
    """A waiver."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, WaiverSchema, example=examples.WAIVER)
    def get(self, waiver_id: UUID, place: InstitutionPlace) -> Json:
        """Show a waiver."""
        return _one(place, str(waiver_id))


@area.at("/institutions/<institution>/waivers/<uuid:waiver_id>/withdrawal")
class Withdrawal(MethodView):
    """Withdrawing a waiver."""

    @needs(Permission.EDIT_EVIDENCE)
    @fails(404, 409)
    @area.takes(WithdrawalBodySchema, example={"reason": "Granted by mistake: she has to do it."})
    @area.gives(200, WaiverSchema, example={**examples.WAIVER, "state": "withdrawn", "withdrawn_on": "2026-03-05"})
    def post(self, body: WithdrawalBody, waiver_id: UUID, place: InstitutionPlace) -> Json:
        """End a waiver today; the days before stay as they were."""
        with transaction() as write:
            withdraw_waiver(
                write,
                institution_id=place.id,
                waiver_id=str(waiver_id),
                reason=body.reason,
                today=today_at(place.zone),
                now=now(),
            )
        return _one(place, str(waiver_id))


def _one(place: InstitutionPlace, waiver_id: str) -> Json:
    return _shown(read_waiver(session(), institution_id=place.id, waiver_id=waiver_id, on=today_at(place.zone)))


def _shown(row: WaiverRow) -> Json:
    return {
        "id": row.id,
        "member_id": row.member_id,
        "name": row.member_name,
        "staff_code": row.staff_code,
        "module": row.module_id,
        "reason": row.reason,
        "approver": row.approver_name,
        "recorded_by": row.granted_by,
        "granted_on": row.granted_on,
        "last_day": row.valid_until - timedelta(days=1) if row.valid_until else None,
        "state": row.state,
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_reason": row.withdrawn_reason,
    }
