"""The page of a workshop's people, put together: who is here, who was invited, who was taken out, the teams."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask import render_template, request

from lms.db.engine import session
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone, ngettext
from lms.http.moment import today_at
from lms.permissions import SeatRole
from lms.reports.workshop_people import (
    KnownTeam,
    NotHereYet,
    TakenOut,
    TakingPart,
    list_not_here_yet,
    list_people,
    list_taken_out,
    list_teams,
)
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_training import InvitedRow, OutRow, PeoplePage, PersonRow, TeamRow
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_training_pages import when


def show_people(seat: WorkshopSeat, state: FormState) -> str:
    """Return the page as it is sent."""
    return render_template("workshop_training/people.html", page=people_page(seat, state))


def people_page(seat: WorkshopSeat, state: FormState) -> PeoplePage:
    """Return who takes part and in which team, who was invited, and who was taken out."""
    people = list_people(session(), workshop_id=seat.workshop_id)
    teams = list_teams(session(), workshop_id=seat.workshop_id)
    trainees = [one for one in people if one.role is SeatRole.TRAINEE]
    out = tuple(_out(seat, one) for one in list_taken_out(session(), workshop_id=seat.workshop_id))
    just_out = request.args.get("out", "")
    return PeoplePage(
        shell=workshop_shell(seat, _("People and teams")),
        trainers=tuple(_person(seat, one) for one in people if one.role is SeatRole.TRAINER),
        trainees=tuple(_person(seat, one) for one in trainees),
        invited=tuple(_invited(seat, one) for one in list_not_here_yet(session(), workshop_id=seat.workshop_id)),
        taken_out=out,
        just_out=next((one for one in out if str(one.seat_id) == just_out), None),
        teams=tuple(_team(seat, team, people) for team in teams),
        choices=tuple((str(team.id), team.name) for team in teams),
        invite_href=workshop_href(seat, "workshop_invitations.send") if seat.closed_at is None else "",
        alone=sum(one.team_id is None for one in trainees),
        may_move=seat.reviews_open_at is None and seat.closed_at is None,
        deal_href=workshop_href(seat, "workshop_training.deal"),
        apart_href=workshop_href(seat, "workshop_training.take_apart"),
        make_href=workshop_href(seat, "workshop_training.make_team"),
        move_href=workshop_href(seat, "workshop_training.move"),
        trainer_href=workshop_href(seat, "workshop_training.make_trainer"),
        take_part_href=workshop_href(seat, "workshop_training.take_part"),
        remove_href=workshop_href(seat, "workshop_training.remove"),
        back_href=workshop_href(seat, "workshop_training.take_back"),
        code=Action(_("Show the code"), workshop_href(seat, "workshop_training.code")),
        state=state,
    )


def _person(seat: WorkshopSeat, one: TakingPart) -> PersonRow:
    return PersonRow(
        seat_id=one.seat_id,
        name=one.name,
        email=one.email,
        is_trainer=one.role is SeatRole.TRAINER,
        is_self=one.seat_id == seat.seat_id,
        writes=one.proposal_id is not None,
        team=str(one.team_id or ""),
        seen=when(one.seen_at, seat.zone),
    )


def _invited(seat: WorkshopSeat, one: NotHereYet) -> InvitedRow:
    last = moment_in_zone(one.sent_at, seat.zone)
    letters = ngettext("%(num)s letter, on %(last)s", "%(num)s letters, the last on %(last)s", one.letters, last=last)
    asked = _("asked for by %(name)s", name=one.asked_by)
    wait = ""
    if seat.closed_at is not None:
        wait = _("The workshop is closed: no letter goes out.")
    elif one.sent_at.astimezone(ZoneInfo(seat.zone)).date() >= today_at(seat.zone):
        wait = _("Written to today. The next letter can go out tomorrow.")
    return InvitedRow(
        name=one.name,
        email=one.email,
        told=f"{letters}, {asked}",
        wait=wait,
        again_href=workshop_href(seat, "workshop_invitations.again", invitation_id=one.id),
        off_href=workshop_href(seat, "workshop_invitations.take_off", invitation_id=one.id),
    )


def _out(seat: WorkshopSeat, one: TakenOut) -> OutRow:
    if one.team_name:
        kept = _(
            "What she wrote stays in the proposal of %(team)s; taken back, she writes on there.", team=one.team_name
        )
    else:
        kept = _("Her proposal is kept as it is; taken back, she writes on in it.")
    return OutRow(one.seat_id, one.name, moment_in_zone(one.out_at, seat.zone), kept)


def _team(seat: WorkshopSeat, team: KnownTeam, people: Sequence[TakingPart]) -> TeamRow:
    return TeamRow(
        id=team.id,
        name=team.name,
        people=tuple(one.name for one in people if one.team_id == team.id),
        rename_href=workshop_href(seat, "workshop_training.rename_team", team_id=team.id),
    )
