"""Training sessions: planned, changed, cancelled; their registers, kept and corrected."""

from dataclasses import asdict
from uuid import UUID

from flask.views import MethodView

from lms.api import board_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.sessions import (
    RegisterBody,
    RegisterBodySchema,
    RegisterSchema,
    SessionBody,
    SessionBodySchema,
    SessionListSchema,
    SessionSchema,
    SessionsQuerySchema,
    SessionsQueryString,
)
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.facilitation import sessions as service
from lms.facilitation.registers import Line
from lms.facilitation.rules import usual_minimum
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue, settings
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions.rules import read_zone
from lms.permissions import Permission
from lms.reports import sessions as reports
from lms.reports.sessions import SessionsQuery, SessionView
from lms.workflows.keep_register import Keeper, keep_register
from lms.workflows.plan_session import Planned, plan_session, replan_session

area = Area("sessions", "Training sessions and their registers: who was there, how long, and the paper test.")
SESSION = "/institutions/<institution>/sessions/<uuid:session_id>"


@area.at("/institutions/<institution>/sessions")
class Sessions(MethodView):
    """The sessions of an institution."""

    @needs(Permission.KEEP_REGISTERS)
    @fails(404)
    @area.asks(SessionsQuerySchema)
    @area.gives(200, SessionListSchema, example={"items": [examples.SESSION], "page": 1, "pages": 1, "total": 1})
    def get(self, query: SessionsQueryString, place: InstitutionPlace) -> Json:
        """List the sessions, the latest first; `from_on` and `to_on` are days in the institution's zone."""
        asked = SessionsQuery(place.id, place.zone, query.module, query.state, query.from_on, query.to_on)
        found = reports.list_sessions(session(), asked, now=now(), limit=query.page.size, offset=query.page.offset)
        return write_page([_shown(row) for row in found.rows], query.page, total=found.total)

    @needs(Permission.KEEP_REGISTERS)
    @fails(404)
    @area.takes(SessionBodySchema, example=examples.SESSION_BODY)
    @area.gives(201, SessionSchema, example=examples.SESSION, also=(200,))
    def post(self, body: SessionBody, place: InstitutionPlace) -> tuple[Json, int]:
        """Plan a session: 201; sent again under the same id, it is one: 200."""
        with transaction() as write:
            is_new = plan_session(
                write,
                institution_id=place.id,
                session_id=body.id,
                asked=_planned(body, place),
                account_id=viewer().account_id,
                now=now(),
            )
        return _shown(_one(place, body.id)), 201 if is_new else 200


@area.at(SESSION)
class OneSession(MethodView):
    """A session."""

    @needs(Permission.KEEP_REGISTERS)
    @fails(404)
    @area.gives(200, SessionSchema, example=examples.SESSION)
    def get(self, session_id: UUID, place: InstitutionPlace) -> Json:
        """Show a session."""
        return _shown(_one(place, str(session_id)))

    @needs(Permission.KEEP_REGISTERS)
    @fails(404, 409)
    @area.takes(SessionBodySchema, example=examples.SESSION_BODY)
    @area.gives(200, SessionSchema, example=examples.SESSION)
    def put(self, body: SessionBody, session_id: UUID, place: InstitutionPlace) -> Json:
        """Write a session anew while nobody stands in its register; the body names the same id."""
        if body.id != str(session_id):
            raise Invalid({"id": "Give the id that stands in the address."})
        with transaction() as write:
            replan_session(write, institution_id=place.id, session_id=body.id, asked=_planned(body, place), now=now())
        return _shown(_one(place, body.id))

    @needs(Permission.KEEP_REGISTERS)
    @fails(404, 409)
    @area.gives(200, SessionSchema, example={**examples.SESSION, "state": "cancelled", "lines": 0, "attended": 0})
    def delete(self, session_id: UUID, place: InstitutionPlace) -> Json:
        """Cancel a session that has no register; it stays on the list."""
        with transaction() as write:
            service.cancel_session(write, institution_id=place.id, session_id=str(session_id), now=now())
        return _shown(_one(place, str(session_id)))


@area.at(f"{SESSION}/register")
class Register(MethodView):
    """The register of a session."""

    @needs(Permission.KEEP_REGISTERS)
    @fails(404)
    @area.gives(200, RegisterSchema, example=examples.REGISTER)
    def get(self, session_id: UUID, place: InstitutionPlace) -> Json:
        """Show a session with its register by name."""
        return _register(place, str(session_id))

    @needs(Permission.KEEP_REGISTERS)
    @fails(404, 409)
    @area.takes(RegisterBodySchema, example=examples.REGISTER_BODY)
    @area.gives(200, RegisterSchema, example=examples.REGISTER)
    def patch(self, body: RegisterBody, session_id: UUID, place: InstitutionPlace) -> Json:
        """Write lines of a register, all or none; who is not named keeps what stands of her. Sent twice, it is once."""
        found = _one(place, str(session_id))
        module = catalogue().find(found.module_id, found.language)
        keeper = Keeper(
            institution_id=place.id,
            account_id=viewer().account_id,
            source="api",
            module_title=module.title if module else found.title,
            code_seed=settings().secret_key,
        )
        lines = [Line(line.member_id, line.minutes, line.test_percent) for line in body.lines]
        with transaction() as write:
            keep_register(write, keeper=keeper, session_id=found.id, lines=lines, now=now())
        return _register(place, found.id)


def _one(place: InstitutionPlace, session_id: str) -> SessionView:
    return reports.get_session(session(), institution_id=place.id, session_id=session_id)


def _shown(found: SessionView) -> Json:
    return {**asdict(found), "state": found.state(now=now()).value}


def _register(place: InstitutionPlace, session_id: str) -> Json:
    found = _one(place, session_id)
    return {
        "session": _shown(found),
        "lines": reports.read_register(session(), institution_id=place.id, found=found),
    }


def _planned(body: SessionBody, place: InstitutionPlace) -> Planned:
    minimum = usual_minimum(body.minutes) if body.minimum_minutes is None else body.minimum_minutes
    return Planned(
        module=get_module(body.module, place.language),
        title=body.title,
        mode=body.mode,
        starts_at=body.starts_at,
        zone=read_zone(body.zone or place.zone),
        minutes=body.minutes,
        minimum_minutes=minimum,
        place=body.place,
        facilitator_name=body.facilitator,
    )
