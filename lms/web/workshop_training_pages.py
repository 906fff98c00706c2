"""A trainer's pages of a workshop, put together: people and teams, the code, the dates."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.qr import qr_svg
from lms.permissions import SeatRole
from lms.reports.workshop_people import KnownTeam, TakingPart
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_training import CodePage, DatesPage, PeoplePage, PersonRow, StageLine, TeamRow
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.workshops.assigning import USUAL_EACH
from lms.workshops.seats import KnownWorkshop


def people_page(
    seat: WorkshopSeat, people: Sequence[TakingPart], teams: Sequence[KnownTeam], state: FormState
) -> PeoplePage:
    """Return who takes part and in which team."""
    trainees = [one for one in people if one.role is SeatRole.TRAINEE]
    return PeoplePage(
        shell=workshop_shell(seat, _("People and teams")),
        trainers=tuple(_person(seat, one) for one in people if one.role is SeatRole.TRAINER),
        trainees=tuple(_person(seat, one) for one in trainees),
        teams=tuple(_team(seat, team, people) for team in teams),
        choices=tuple((str(team.id), team.name) for team in teams),
        invite_href=workshop_href(seat, "workshop_training.invite") if seat.closed_at is None else "",
        alone=sum(one.team_id is None for one in trainees),
        may_move=seat.reviews_open_at is None and seat.closed_at is None,
        deal_href=workshop_href(seat, "workshop_training.deal"),
        make_href=workshop_href(seat, "workshop_training.make_team"),
        move_href=workshop_href(seat, "workshop_training.move"),
        trainer_href=workshop_href(seat, "workshop_training.make_trainer"),
        take_part_href=workshop_href(seat, "workshop_training.take_part"),
        remove_href=workshop_href(seat, "workshop_training.remove"),
        code=Action(_("Show the code"), workshop_href(seat, "workshop_training.code")),
        state=state,
    )


def code_page(seat: WorkshopSeat, known: KnownWorkshop) -> CodePage:
    """Return the code as a sheet for the wall."""
    address = settings().base_url + url_for("workshops.join", code=known.code)
    return CodePage(
        shell=workshop_shell(seat, _("The code")),
        title=seat.title,
        code=f"{known.code[:4]} {known.code[4:]}",
        qr=qr_svg(address, label=_("QR code of the address to join")),
        address=address,
        short_address=settings().base_url.partition("://")[2] + url_for("workshops.join"),
        back=Action(_("People and teams"), workshop_href(seat, "workshop_training.people")),
    )


def dates_page(seat: WorkshopSeat, state: FormState) -> DatesPage:
    """Return until when proposals are asked for, and the steps of the workshop."""
    return DatesPage(
        shell=workshop_shell(seat, _("Dates")),
        zone=seat.zone,
        state=state,
        agenda=Action(_("Days and lengths"), workshop_href(seat, "workshop_agenda.show")),
        due_href=workshop_href(seat, "workshop_training.set_due"),
        stages=_stages(seat),
    )


def due_values(due_at: datetime | None, *, zone: str) -> dict[str, str]:
    """Return a due date as its form shows it."""
    if due_at is None:
        return {"due_time": "18:00"}
    local = due_at.astimezone(ZoneInfo(zone))
    return {"due_on": local.date().isoformat(), "due_time": f"{local:%H:%M}"}


def _stages(seat: WorkshopSeat) -> tuple[StageLine, ...]:
    is_open = seat.closed_at is None
    reviews = Action(_("Open the reviews"), workshop_href(seat, "workshop_training.open_reviews"))
    release = Action(_("Show the feedback"), workshop_href(seat, "workshop_scoring.release"))
    close = Action(_("Close the workshop"), workshop_href(seat, "workshop_training.close"))
    reopen = Action(_("Open it again"), workshop_href(seat, "workshop_training.reopen"))
    may_release = is_open and seat.reviews_open_at is not None and seat.released_at is None
    return (
        StageLine(
            _("Reviews"),
            _("Everybody reviews the proposals of others by the rubric. From then on teams stay as they are."),
            _when(seat.reviews_open_at, seat.zone),
            reviews if is_open and seat.reviews_open_at is None else None,
            each=str(USUAL_EACH),
        ),
        StageLine(
            _("Feedback"),
            _("Trainees see scores and comments on their own proposal, without names."),
            _when(seat.released_at, seat.zone),
            None,
            confirm=release if may_release else None,
        ),
        StageLine(
            _("Closing"),
            _("Everything can still be read and taken away; nothing can be changed. It can be opened again."),
            _when(seat.closed_at, seat.zone),
            close if is_open else reopen,
        ),
    )


def _when(moment: datetime | None, zone: str) -> str:
    return moment_in_zone(moment, zone) if moment is not None else ""


def _person(seat: WorkshopSeat, one: TakingPart) -> PersonRow:
    return PersonRow(
        seat_id=one.seat_id,
        name=one.name,
        email=one.email,
        is_trainer=one.role is SeatRole.TRAINER,
        is_self=one.seat_id == seat.seat_id,
        writes=one.proposal_id is not None,
        team=str(one.team_id or ""),
        seen=_when(one.seen_at, seat.zone),
    )


def _team(seat: WorkshopSeat, team: KnownTeam, people: Sequence[TakingPart]) -> TeamRow:
    return TeamRow(
        id=team.id,
        name=team.name,
        people=tuple(one.name for one in people if one.team_id == team.id),
        rename_href=workshop_href(seat, "workshop_training.rename_team", team_id=team.id),
    )
