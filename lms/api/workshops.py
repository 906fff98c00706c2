"""Workshops: opened and joined, their agenda, their people and teams, the steps of their trainers, the board."""

import secrets

from flask.views import MethodView

from courses.model import Mode
from lms.api import workshop_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_days import ScheduleBody, ScheduleBodySchema, WorkshopBody, WorkshopBodySchema
from lms.api.schemas.workshops import (
    AgendaSchema,
    CodeBody,
    CodeBodySchema,
    DealBody,
    DealBodySchema,
    NudgeBody,
    NudgeBodySchema,
    PlaceBody,
    PlaceBodySchema,
    SentSchema,
    StageBody,
    StageBodySchema,
    TeamBody,
    TeamBodySchema,
    TrainersBoardSchema,
    WorkshopListSchema,
    WorkshopPeopleSchema,
    WorkshopSchema,
)
from lms.api.workshop_json import write_agenda, write_board, write_people, write_seat
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.cases import list_cases, workshop_content, workshop_languages
from lms.http.i18n import gettext as _
from lms.http.limits import by_account, limiter
from lms.http.moment import now
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.reports.viewer import find_institution, find_network
from lms.reports.workshop_board import read_board
from lms.reports.workshop_seats import WorkshopSeat, find_seat, list_seats
from lms.workshops import nudges, seats, teams
from lms.workshops.assigning import USUAL_EACH, begin_reviews
from lms.workshops.rescheduling import change_schedule
from lms.workshops.schedule import planned_request, write_schedule
from lms.workshops.seats import NewWorkshop
from webinar_kits.workshop.kit_request import WorkshopKitRequest

area = Area("workshops", "Workshops for those who give technical assistance: a case, proposals, the trainer's board.")
ONE = "/workshops/<uuid:workshop_id>"
CODE_TRIES = "20/minute"
MOST_SEEDS = 1_000_000


@area.at("/workshops")
class Workshops(MethodView):
    """The workshops one takes part in."""

    @needs(Permission.SIGNED_IN)
    @area.gives(200, WorkshopListSchema, example={"items": [{**examples.WORKSHOP, "code": ""}]})
    def get(self) -> Json:
        """List one's workshops, open ones first; the code stands only on the single workshop."""
        lines = list_seats(session(), account_id=viewer().account_id)
        return {"items": [write_seat(line.seat) for line in lines]}

    @needs(Permission.HOLD_WORKSHOPS)
    @fails(403)
    @area.takes(WorkshopBodySchema, example=examples.BODY)
    @area.gives(201, WorkshopSchema, example=examples.WORKSHOP)
    def post(self, body: WorkshopBody) -> Json:
        """Open a workshop in an institution or a network one may hold workshops in; one is its trainer."""
        with transaction() as write:
            made = seats.open_workshop(write, new=_new(body), account_id=viewer().account_id, now=now())
        return _mine(made.id)


@area.at("/workshops/join")
class Join(MethodView):
    """The way in."""

    @needs(Permission.SIGNED_IN)
    @fails(404, 409, 429)
    @area.takes(CodeBodySchema, example={"code": "QX7K D2MN"})
    @area.gives(200, WorkshopSchema, example={**examples.WORKSHOP, "role": "trainee", "code": ""})
    @limiter.limit(CODE_TRIES, key_func=by_account)
    def post(self, body: CodeBody) -> Json:
        """Take a seat by the code; who has one keeps it."""
        with transaction() as write:
            found = seats.join(write, code=body.code, account_id=viewer().account_id, now=now())
        return _mine(found)


@area.at(ONE)
class OneWorkshop(MethodView):
    """A workshop."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, WorkshopSchema, example=examples.WORKSHOP)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show a workshop and one's place in it."""
        return _mine(seat.workshop_id)


@area.at(f"{ONE}/agenda")
class Agenda(MethodView):
    """The agenda."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, AgendaSchema, example=examples.AGENDA)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show the agenda with its moments."""
        return write_agenda(seat)

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(ScheduleBodySchema, example=examples.SCHEDULE)
    @area.gives(200, AgendaSchema, example=examples.AGENDA)
    def put(self, body: ScheduleBody, seat: WorkshopSeat) -> Json:
        """Hold it on other days or in less time; `until` ends the sitting that is on. What is over stays."""
        content = workshop_content(seat.language)
        with transaction() as write:
            change_schedule(write, workshop_id=seat.workshop_id, content=content, typed=body.typed(), now=now())
        return write_agenda(_seat(seat.workshop_id))


@area.at(f"{ONE}/people")
class People(MethodView):
    """Who takes part."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show who takes part and in which team."""
        return write_people(seat)


@area.at(f"{ONE}/people/<int:seat_id>/team")
class PlaceOfOne(MethodView):
    """The team of somebody."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(PlaceBodySchema, example={"team": 3})
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def put(self, body: PlaceBody, seat: WorkshopSeat, seat_id: int) -> Json:
        """Move somebody; nothing written is lost. 409 once the reviews have begun."""
        with transaction() as write:
            teams.move(write, workshop_id=seat.workshop_id, seat_id=seat_id, team_id=body.team, now=now())
        return write_people(seat)


@area.at(f"{ONE}/teams")
class Teams(MethodView):
    """The teams."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(TeamBodySchema, example={"name": "River"})
    @area.gives(201, WorkshopPeopleSchema, example=examples.PEOPLE)
    def post(self, body: TeamBody, seat: WorkshopSeat) -> Json:
        """Make a team by hand."""
        with transaction() as write:
            teams.make_team(write, workshop_id=seat.workshop_id, name=body.name, now=now())
        return write_people(seat)


@area.at(f"{ONE}/teams/deal")
class Deal(MethodView):
    """Teams by chance."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(DealBodySchema, example={"size": 2, "seed": 7})
    @area.gives(200, WorkshopPeopleSchema, example=examples.PEOPLE)
    def post(self, body: DealBody, seat: WorkshopSeat) -> Json:
        """Deal those who are in no team into teams as even as can be."""
        seed = secrets.randbelow(MOST_SEEDS) if body.seed is None else body.seed
        with transaction() as write:
            teams.deal_teams(
                write, workshop_id=seat.workshop_id, size=body.size, seed=seed, called=_("Team"), now=now()
            )
        return write_people(seat)


@area.at(f"{ONE}/stage")
class Stage(MethodView):
    """The steps of a workshop."""

    @needs(Permission.TRAIN)
    @fails(404, 409)
    @area.takes(StageBodySchema, example={"stage": "reviews"})
    @area.gives(200, WorkshopSchema, example=examples.WORKSHOP)
    def post(self, body: StageBody, seat: WorkshopSeat) -> Json:
        """Open the reviews (two for each proposal), show the feedback, close the workshop or open it again."""
        with transaction() as write:
            if body.stage == "reviews":
                seed = secrets.randbelow(MOST_SEEDS)
                begin_reviews(write, workshop_id=seat.workshop_id, each=USUAL_EACH, seed=seed, now=now())
            elif body.stage == "feedback":
                seats.release(write, workshop_id=seat.workshop_id, now=now())
            elif body.stage == "close":
                seats.close(write, workshop_id=seat.workshop_id, now=now())
            else:
                seats.reopen(write, workshop_id=seat.workshop_id)
        return _mine(seat.workshop_id)


@area.at(f"{ONE}/board")
class TrainersBoard(MethodView):
    """The trainer's board."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.gives(200, TrainersBoardSchema, example=examples.BOARD)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show who is where, since when it is quiet, how far each is."""
        return write_board(seat, read_board(session(), workshop_id=seat.workshop_id), now=now())


@area.at(f"{ONE}/board/nudges")
class Nudges(MethodView):
    """Words to those who are stuck."""

    @needs(Permission.TRAIN)
    @fails(404)
    @area.takes(NudgeBodySchema, example={"seats": [12], "text": "Which fact made you think so?"})
    @area.gives(200, SentSchema, example={"sent": 1})
    def post(self, body: NudgeBody, seat: WorkshopSeat) -> Json:
        """Send a sentence; it stands on their pages until they have read it."""
        with transaction() as write:
            sent = nudges.send_nudge(
                write, workshop_id=seat.workshop_id, seat_ids=body.seats, text=body.text, now=now()
            )
        return {"sent": sent}


def _new(body: WorkshopBody) -> NewWorkshop:
    if body.language not in workshop_languages():
        raise Invalid({"language": f"A workshop can be held in: {', '.join(workshop_languages())}."})
    cases = [case.id for case in list_cases(body.language)]
    if body.case not in cases:
        raise Invalid({"case": f"There is no such case; there are: {', '.join(cases)}."})
    institution_id, network_id = _held_by(body)
    own = WorkshopKitRequest(body.case, Mode(body.mode), body.language, dates=(body.starts_on,), zone=body.zone)
    asked = planned_request(own, workshop_content(body.language), body.typed())
    return NewWorkshop(
        title=body.title,
        case_id=body.case,
        language=body.language,
        mode=Mode(body.mode),
        zone=body.zone,
        starts_on=body.starts_on,
        due_at=body.due_at,
        institution_id=institution_id,
        network_id=network_id,
        schedule=write_schedule(asked),
    )


def _held_by(body: WorkshopBody) -> tuple[int | None, int | None]:
    """Return the institution or the network; one that is not there and one that is not hers look the same."""
    if bool(body.institution) == bool(body.network):
        raise Invalid({"institution": "Name an institution or a network that holds the workshop, and not both."})
    may = viewer().may
    if body.institution:
        house = find_institution(session(), slug=body.institution)
        if house is not None and may(Permission.HOLD_WORKSHOPS, institution_id=house.id):
            return house.id, None
        raise Invalid({"institution": "You hold no workshops in an institution of that name."})
    network = find_network(session(), slug=body.network)
    if network is not None and may(Permission.HOLD_WORKSHOPS, network_id=network.id):
        return None, network.id
    raise Invalid({"network": "You hold no workshops in a network of that name."})


def _mine(workshop_id: str) -> Json:
    seat = _seat(workshop_id)
    code = seats.get_workshop(session(), workshop_id=workshop_id).code if seat.is_trainer else ""
    return write_seat(seat, code=code)


def _seat(workshop_id: str) -> WorkshopSeat:
    seat = find_seat(session(), workshop_id=workshop_id, account_id=viewer().account_id)
    if seat is None:
        raise RuntimeError("who opened or joined a workshop has a seat in it")
    return seat
