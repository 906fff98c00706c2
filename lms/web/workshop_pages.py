"""The pages around a workshop, put together: the list, the form that opens one, its first page."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from flask import url_for

from courses.cases import Depth
from courses.model import Mode
from lms.db.engine import session
from lms.errors import Invalid
from lms.http.cases import case_of, get_case, list_cases, timed_sittings, workshop_content, workshop_languages
from lms.http.i18n import format_date, moment_in_zone
from lms.http.i18n import gettext as _
from lms.http.viewer import Viewer, viewer
from lms.permissions import Permission, SeatRole
from lms.reports.workshop_home import WorkshopHome
from lms.reports.workshop_people import list_people
from lms.reports.workshop_seats import SeatLine, WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshops import (
    AgendaLine,
    CaseChoice,
    Choices,
    JoinWorkshopPage,
    NudgeLine,
    OpenWorkshopPage,
    SittingView,
    TrainerView,
    WorkshopLine,
    WorkshopPage,
    WorkshopsPage,
)
from lms.web.forms.workshops import WorkshopRead
from lms.web.frame import make_shell
from lms.web.words import mode_words
from lms.web.workshop_frame import day_words, state_of, workshop_href, workshop_shell
from lms.web.workshop_today import next_thing, place_href
from lms.web.workshop_words import LANGUAGES, kind_words, seat_words, size_words
from lms.workshops.days import TimedItem, TimedSitting, find_item, find_next
from lms.workshops.schedule import changed_at, planned_request, write_schedule
from lms.workshops.seats import NewWorkshop, get_workshop
from webinar_kits.workshop.kit_request import WorkshopKitRequest


def list_page(lines: tuple[SeatLine, ...]) -> WorkshopsPage:
    """Return the list of a viewer's workshops."""
    may_open = viewer().may(Permission.HOLD_WORKSHOPS)
    return WorkshopsPage(
        shell=make_shell(_("Workshops")),
        rows=tuple(_line(line) for line in lines),
        open_one=Action(_("Open a workshop"), url_for("workshops.new")) if may_open else None,
        kits=_kits(viewer()),
        join=Action(_("Join with a code"), url_for("workshops.join")),
    )


def open_page(state: FormState) -> OpenWorkshopPage:
    """Return the form that opens a workshop."""
    return OpenWorkshopPage(
        shell=make_shell(_("Open a workshop")),
        places=_places(viewer()),
        cases=tuple(CaseChoice(case.id, case.title, case.summary, size_words(case)) for case in list_cases("en")),
        modes=tuple((mode.value, mode_words(mode)) for mode in Mode),
        languages=tuple((code, LANGUAGES.get(code, code)) for code in workshop_languages()),
        zones=tuple(sorted(available_timezones())),
        state=state,
        back=Action(_("Workshops"), url_for("workshops.index")),
    )


def usual_values(found: Viewer) -> dict[str, str]:
    """Return what the form holds before anything is typed."""
    places = _places(found)
    return {
        "place": places[0][0] if places else "",
        "case": next((case.id for case in list_cases("en") if case.depth is Depth.FULL), ""),
        "mode": Mode.IN_PERSON,
        "language": workshop_languages()[0],
        "zone": found.zone,
        "due_time": "18:00",
    }


def new_workshop(read: WorkshopRead) -> NewWorkshop:
    """Return the workshop to open; `Invalid` for a place that is not the viewer's, or a case that is not there."""
    if read.place not in dict(_places(viewer())):
        raise Invalid({"place": _("Choose who holds it from the list.")})
    if read.case_id not in {case.id for case in list_cases(read.language)}:
        raise Invalid({"case": _("Choose a case from the list.")})
    if read.language not in workshop_languages():
        raise Invalid({"language": _("Choose a language from the list.")})
    kind, _sep, number = read.place.partition(":")
    own = WorkshopKitRequest(read.case_id, read.mode, read.language, dates=(read.starts_on,), zone=read.zone)
    typed = {"lengths": read.lengths, "begins": read.begins}
    return NewWorkshop(
        title=read.title,
        case_id=read.case_id,
        language=read.language,
        mode=read.mode,
        zone=read.zone,
        starts_on=read.starts_on,
        due_at=read.due_at,
        institution_id=int(number) if kind == "institution" else None,
        network_id=int(number) if kind == "network" else None,
        schedule=write_schedule(planned_request(own, workshop_content(read.language), typed)),
    )


def join_page(state: FormState) -> JoinWorkshopPage:
    """Return the form that asks for a code."""
    back = Action(_("Workshops"), url_for("workshops.index"))
    return JoinWorkshopPage(shell=make_shell(_("Join a workshop")), state=state, back=back)


def home_page(seat: WorkshopSeat, home: WorkshopHome, *, now: datetime) -> WorkshopPage:
    """Return the first page of a workshop."""
    sittings, case = timed_sittings(seat), case_of(seat)
    here, coming = find_item(sittings, now=now), find_next(sittings, now=now)
    state, state_words = state_of(seat)
    changed = changed_at(seat)
    return WorkshopPage(
        shell=workshop_shell(seat, seat.title),
        title=seat.title,
        case=case.title,
        case_href=workshop_href(seat, "workshop_cases.show"),
        mode=mode_words(seat.mode),
        starts=format_date(seat.starts_on),
        zone=seat.zone,
        due=moment_in_zone(seat.due_at, seat.zone) if seat.due_at is not None else "",
        state=state,
        state_words=state_words,
        now_line=_now_words(here, seat) if here is not None else "",
        now_href=place_href(seat, here.item) if here is not None else "",
        next_line=_next_words(coming, seat) if coming is not None else "",
        next_thing=next_thing(seat, home),
        nudges=tuple(
            NudgeLine(
                one.text,
                moment_in_zone(one.sent_at, seat.zone),
                workshop_href(seat, "workshops.read_nudge", nudge_id=one.id),
            )
            for one in home.nudges
        ),
        team_name=seat.team_name,
        team=home.team,
        sittings=tuple(_sitting(seat, one, now) for one in sittings),
        trainer=_trainer(seat) if seat.is_trainer else None,
        leave_href=workshop_href(seat, "workshops.leave") if seat.closed_at is None else "",
        calendar_href=workshop_href(seat, "workshops.calendar"),
        changed=moment_in_zone(changed, seat.zone) if changed is not None else "",
    )


def _line(line: SeatLine) -> WorkshopLine:
    seat = line.seat
    state, words = state_of(seat)
    return WorkshopLine(
        title=seat.title,
        href=workshop_href(seat, "workshops.show"),
        case=get_case(seat.case_id, language=seat.language).title,
        holder=line.holder,
        starts=format_date(seat.starts_on),
        role=seat_words(seat.role),
        state=state,
        state_words=words,
    )


def _kits(found: Viewer) -> tuple[Action, ...]:
    """Return the ways to a kit of the workshop, one for each place where the viewer may hold one."""
    ways = {}
    for held in found.roles:
        if held.institution_slug and found.may(Permission.HOLD_WORKSHOPS, institution_id=held.institution_id):
            href = url_for("workshop_kit_area.show", institution=held.institution_slug)
            ways[href] = _("A kit of the workshop for %(holder)s", holder=held.institution_name)
        elif held.network_slug and found.may(Permission.HOLD_WORKSHOPS, network_id=held.network_id):
            href = url_for("workshop_kit_area.show", network=held.network_slug)
            ways[href] = _("A kit of the workshop for %(holder)s", holder=held.network_name)
    return tuple(Action(label, href) for href, label in ways.items())


def _places(found: Viewer) -> Choices:
    places = []
    for held in found.roles:
        if held.institution_id is not None and found.may(Permission.HOLD_WORKSHOPS, institution_id=held.institution_id):
            places.append((f"institution:{held.institution_id}", held.institution_name))
        elif held.network_id is not None and found.may(Permission.HOLD_WORKSHOPS, network_id=held.network_id):
            places.append((f"network:{held.network_id}", held.network_name))
    return tuple(dict.fromkeys(places))


def _sitting(seat: WorkshopSeat, one: TimedSitting, now: datetime) -> SittingView:
    return SittingView(
        title=one.sitting.title,
        day=day_words(one.starts_at),
        clock=f"{one.starts_at:%H:%M}–{one.ends_at:%H:%M}",
        is_open=now < one.ends_at,
        lines=tuple(_agenda_line(seat, item, now) for item in one.items),
    )


def _agenda_line(seat: WorkshopSeat, timed_item: TimedItem, now: datetime) -> AgendaLine:
    item = timed_item.item
    place = "past" if timed_item.ends_at <= now else "now" if timed_item.starts_at <= now else "to_come"
    return AgendaLine(
        clock=f"{timed_item.starts_at:%H:%M}",
        minutes=item.minutes,
        title=item.title,
        text=item.text,
        kind=kind_words(item.kind),
        href=place_href(seat, item),
        place=place,
    )


def _now_words(here: TimedItem, seat: WorkshopSeat) -> str:
    until = f"{here.ends_at.astimezone(ZoneInfo(seat.zone)):%H:%M}"
    return _("%(title)s, until %(until)s", title=here.item.title, until=until)


def _next_words(coming: TimedItem, seat: WorkshopSeat) -> str:
    at = coming.starts_at.astimezone(ZoneInfo(seat.zone))
    return _("%(title)s, %(day)s at %(clock)s", title=coming.item.title, day=day_words(at), clock=f"{at:%H:%M}")


def _trainer(seat: WorkshopSeat) -> TrainerView:
    people = list_people(session(), workshop_id=seat.workshop_id)
    trainees = [one for one in people if one.role is SeatRole.TRAINEE]
    code = get_workshop(session(), workshop_id=seat.workshop_id).code
    return TrainerView(
        people=len(trainees),
        teams=len({one.team_id for one in trainees if one.team_id is not None}),
        code=f"{code[:4]} {code[4:]}",
        ways=(
            Action(_("The board"), workshop_href(seat, "workshop_board.show")),
            Action(_("Show the code"), workshop_href(seat, "workshop_training.code")),
            Action(_("Days and lengths"), workshop_href(seat, "workshop_agenda.show")),
        ),
        take_part_href="" if seat.proposal_id else workshop_href(seat, "workshop_training.take_part"),
    )
