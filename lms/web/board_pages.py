"""The pages of a board, put together: its directors, its meetings, its resolutions."""

from collections.abc import Sequence
from dataclasses import replace

from flask import url_for

from courses.model import Module
from lms.boards.rules import ReadModule
from lms.http.i18n import format_date, moment_in_zone, ngettext
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.reports.boards import Director, EndorsementView, MeetingRow, MeetingView, RollRow
from lms.web.contexts.boards import (
    AttestPage,
    BoardPage,
    ClosingPage,
    Confirmation,
    DirectorLine,
    DirectorPage,
    MeetingHead,
    MeetingLine,
    MeetingPage,
    NewMeetingPage,
    RollPage,
    Seat,
    SheetPage,
)
from lms.web.contexts.shell import Action, FormState, NavItem, Shell
from lms.web.endorsement_pages import resolution_lines
from lms.web.frame import make_shell


def board_page(
    place: InstitutionPlace,
    *,
    directors: Sequence[Director],
    meetings: Sequence[MeetingRow],
    endorsements: Sequence[EndorsementView],
) -> BoardPage:
    """Return the board of an institution."""
    running = next((one for one in meetings if one.closed_at is None), None)
    going_on = _("Go on with the meeting of %(day)s", day=format_date(running.held_on)) if running else ""
    return BoardPage(
        shell=make_shell(_("Board")),
        institution=place.name,
        directors=tuple(DirectorLine(one.name, one.staff_code, one.since) for one in directors),
        meetings=tuple(_line(place, one) for one in meetings),
        resolutions=resolution_lines(place, endorsements, may_change=True),
        is_endorsed=any(one.withdrawn_on is None for one in endorsements),
        open_meeting=Action(going_on, meeting_href(place, "show", running.id)) if running else None,
        new_meeting=Action(_("Open a meeting"), url_for("boards.new", institution=place.slug)),
        new_resolution=Action(_("Record a resolution"), url_for("endorsements.new", institution=place.slug)),
        people=to_people(place),
        pledges=Action(_("Commitments of the staff"), url_for("pledges.index", institution=place.slug)),
    )


def new_meeting_page(
    place: InstitutionPlace, *, modules: Sequence[Module], meeting_id: str, chosen: Sequence[str], state: FormState
) -> NewMeetingPage:
    """Return the form of a meeting."""
    return NewMeetingPage(
        shell=make_shell(_("Open a board meeting")),
        institution=place.name,
        meeting_id=meeting_id,
        modules=tuple((module.id, module.title) for module in modules),
        chosen=tuple(chosen),
        state=state,
        create_href=url_for("boards.create", institution=place.slug),
        back=_to_board(place),
    )


def roll_page(place: InstitutionPlace, meeting: MeetingView) -> RollPage:
    """Return the roll-call."""
    return RollPage(
        shell=shared_shell(_("Board meeting: who is here")),
        head=head_of(place, meeting, "show"),
        seats=tuple(seat_of(place, meeting, row) for row in meeting.roll),
        present=len(meeting.present),
        roll_href=meeting_href(place, "roll", meeting.id),
        sheet_href=meeting_href(place, "sheet", meeting.id),
        drop_href=meeting_href(place, "drop", meeting.id),
        go_on=Action(_("Read together"), meeting_href(place, "reading", meeting.id)),
        people=to_people(place),
        leave=Action(_("Leave, and go on later"), url_for("boards.index", institution=place.slug)),
    )


def attest_page(place: InstitutionPlace, meeting: MeetingView) -> AttestPage:
    """Return who is there and who has attested."""
    return AttestPage(
        shell=shared_shell(_("Board meeting: attest")),
        head=head_of(place, meeting, "attest"),
        confirmations=_confirmations(meeting.modules),
        seats=tuple(seat_of(place, meeting, row) for row in meeting.present),
        attested=len(meeting.attested),
        absent=tuple(row.name for row in meeting.roll if not row.is_present),
        roll=Action(_("Back to the roll-call"), meeting_href(place, "show", meeting.id)),
        go_on=Action(_("Close the meeting"), meeting_href(place, "closing", meeting.id)),
    )


def director_page(place: InstitutionPlace, meeting: MeetingView, row: RollRow) -> DirectorPage:
    """Return the page on which one director attests."""
    present = meeting.present
    following = next_silent(meeting, after=row.member_id)
    to_list = Action(_("All names"), meeting_href(place, "attest", meeting.id))
    skip = to_list
    if following is not None and following.member_id != row.member_id:
        skip = Action(
            _("Not yet: on to %(name)s", name=following.name), seat_href(place, meeting.id, following.member_id)
        )
    return DirectorPage(
        shell=shared_shell(row.name),
        head=head_of(place, meeting, "attest"),
        seat=seat_of(place, meeting, row),
        position=present.index(row) + 1,
        total=len(present),
        confirmations=_confirmations(meeting.modules),
        hear_href=seat_href(place, meeting.id, row.member_id),
        back=to_list,
        skip=skip,
    )


def closing_page(place: InstitutionPlace, meeting: MeetingView) -> ClosingPage:
    """Return what closing will write."""
    return ClosingPage(
        shell=shared_shell(_("Board meeting: close")),
        head=head_of(place, meeting, "closing"),
        complete=tuple(row.name for row in meeting.attested),
        silent=tuple(row.name for row in meeting.present if row.attested_at is None),
        absent=tuple(row.name for row in meeting.roll if not row.is_present),
        modules=tuple(module.title for module in meeting.modules),
        close_href=meeting_href(place, "close", meeting.id),
        back=Action(_("Back to the names"), meeting_href(place, "attest", meeting.id)),
    )


def meeting_page(place: InstitutionPlace, meeting: MeetingView, endorsements: Sequence[EndorsementView]) -> MeetingPage:
    """Return a closed meeting."""
    own = [one for one in endorsements if one.meeting_id == meeting.id]
    return MeetingPage(
        shell=make_shell(_("Board meeting of %(day)s", day=format_date(meeting.held_on))),
        institution=place.name,
        head=head_of(place, meeting, ""),
        closed_at=moment_in_zone(meeting.closed_at, place.zone) if meeting.closed_at else "",
        confirmations=_confirmations(meeting.modules),
        editions=tuple((module.title, module.edition) for module in meeting.modules),
        seats=tuple(seat_of(place, meeting, row) for row in meeting.roll),
        complete=len(meeting.attested),
        resolutions=resolution_lines(place, own, may_change=False),
        sheet=Action(_("Roll for signatures"), meeting_href(place, "sheet", meeting.id)),
        new_resolution=Action(
            _("Record the resolution"), url_for("endorsements.new", institution=place.slug, meeting=meeting.id)
        ),
        back=_to_board(place),
    )


def sheet_page(place: InstitutionPlace, meeting: MeetingView) -> SheetPage:
    """Return the roll for signatures."""
    return SheetPage(
        shell=make_shell(_("Roll of the board meeting")),
        institution=place.name,
        head=head_of(place, meeting, ""),
        confirmations=_confirmations(meeting.modules),
        seats=tuple(seat_of(place, meeting, row) for row in meeting.roll),
        meeting_id=meeting.id,
        closed_at=moment_in_zone(meeting.closed_at, place.zone) if meeting.closed_at else "",
        back=Action(_("Back to the meeting"), meeting_href(place, "show", meeting.id)),
    )


def shared_shell(title: str) -> Shell:
    """Return the frame of a step of a meeting: the device goes round, so the secretary's own areas stay away."""
    return replace(make_shell(title), nav=())


def head_of(place: InstitutionPlace, meeting: MeetingView, here: str) -> MeetingHead:
    """Return what stands above a step of a meeting; a closed one has no steps."""
    names = (("show", _("Who is here")), ("reading", _("Read")), ("attest", _("Attest")), ("closing", _("Close")))
    steps = tuple(
        NavItem(f"{number} {label}", meeting_href(place, view, meeting.id), is_current=view == here)
        for number, (view, label) in enumerate(names, start=1)
    )
    return MeetingHead(
        title=_("Board meeting of %(day)s", day=format_date(meeting.held_on)),
        place=meeting.place,
        held_on=meeting.held_on,
        steps=() if meeting.closed_at is not None else steps,
    )


def next_silent(meeting: MeetingView, *, after: int) -> RollRow | None:
    """Return who is there and has not attested, the one after that member first; None when all have."""
    present = meeting.present
    place = next((number for number, row in enumerate(present, start=1) if row.member_id == after), 0)
    return next((row for row in (*present[place:], *present[:place]) if row.attested_at is None), None)


def meeting_href(place: InstitutionPlace, view: str, meeting_id: str) -> str:
    """Return the address of a view of a meeting."""
    return url_for(f"boards.{view}", institution=place.slug, meeting_id=meeting_id)


def seat_href(place: InstitutionPlace, meeting_id: str, member_id: int) -> str:
    """Return the address at which a director attests."""
    return url_for("boards.director", institution=place.slug, meeting_id=meeting_id, member_id=member_id)


def to_people(place: InstitutionPlace) -> Action:
    """Return the way to the list of the board's members."""
    return Action(_("Directors in the list of people"), url_for("members.index", institution=place.slug, tier="board"))


def seat_of(place: InstitutionPlace, meeting: MeetingView, row: RollRow) -> Seat:
    """Return a director in the roll."""
    at = moment_in_zone(row.attested_at, place.zone) if row.attested_at else ""
    return Seat(
        member_id=row.member_id,
        name=row.name,
        name_other=row.name_other,
        is_present=row.is_present,
        attested_at=at,
        href=seat_href(place, meeting.id, row.member_id),
    )


def _line(place: InstitutionPlace, one: MeetingRow) -> MeetingLine:
    if one.closed_at is None:
        words = _("%(attested)s of %(present)s present so far", attested=one.attested, present=one.present)
    else:
        words = ngettext("%(num)s director attested", "%(num)s directors attested", one.attested)
    return MeetingLine(
        held_on=one.held_on,
        href=meeting_href(place, "show", one.id),
        place=one.place,
        modules=tuple(module.title for module in one.modules),
        is_open=one.closed_at is None,
        attested=words,
    )


def _confirmations(modules: Sequence[ReadModule]) -> tuple[Confirmation, ...]:
    return tuple(Confirmation(module.title, module.sentence, module.language) for module in modules)


def _to_board(place: InstitutionPlace) -> Action:
    return Action(_("Back to the board"), url_for("boards.index", institution=place.slug))
