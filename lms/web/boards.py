"""The board of an institution: meetings held on one device, from the roll-call to the closing."""

from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound
from lms.http.access import needs
from lms.http.content import list_modules
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now, today_at
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports import boards as reports
from lms.reports.boards import MeetingView
from lms.web import board_pages as pages
from lms.web.board_reading import list_steps, read_page, step_href
from lms.web.contexts.shell import FormState
from lms.web.forms.boards import read_key, read_meeting
from lms.workflows import hold_board_meeting as meetings
from lms.workflows.hold_board_meeting import NewMeeting

bp = Blueprint("boards", __name__)
MEETING = "/institutions/<institution>/board/meetings/<uuid:meeting_id>"
FIRST_READ = ("introduction",)


@bp.get("/institutions/<institution>/board")
@needs(Permission.VIEW_EVIDENCE)
def index(place: InstitutionPlace) -> str:
    """Show who sits on the board, what it has read and resolved."""
    page = pages.board_page(
        place,
        directors=reports.list_directors(session(), institution_id=place.id, on=today_at(place.zone)),
        meetings=reports.list_meetings(session(), institution_id=place.id),
        endorsements=reports.list_endorsements(session(), institution_id=place.id),
    )
    return render_template("boards/index.html", page=page)


@bp.get("/institutions/<institution>/board/meetings/new")
@needs(Permission.EDIT_EVIDENCE)
def new(place: InstitutionPlace) -> str:
    """Ask when, where and what is read."""
    state = FormState(values={"held_on": today_at(place.zone).isoformat()})
    return _form(place, str(uuid4()), FIRST_READ, state)


@bp.post("/institutions/<institution>/board/meetings")
@needs(Permission.EDIT_EVIDENCE)
def create(place: InstitutionPlace) -> Response | tuple[str, int]:
    """Open a meeting."""
    meeting_id, chosen = read_key(request.form.get("meeting_id", "")), request.form.getlist("module")
    try:
        read = read_meeting(request.form.to_dict())
        modules = tuple(one for one in list_modules(place.language) if one.id in chosen)
        opened = NewMeeting(meeting_id, read.held_on, read.place, modules)
        with transaction() as write:
            meetings.open_board_meeting(
                write,
                institution_id=place.id,
                account_id=viewer().account_id,
                new=opened,
                today=today_at(place.zone),
                now=now(),
            )
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        return _form(place, meeting_id, tuple(chosen), FormState(request.form.to_dict(), faults)), 422
    return _to(place, meeting_id, "show")


@bp.get(MEETING)
@needs(Permission.VIEW_EVIDENCE)
def show(place: InstitutionPlace, meeting_id: object) -> str:
    """Call the roll; of a closed meeting show what it wrote."""
    meeting = _meeting(place, meeting_id)
    if meeting.closed_at is None:
        return render_template("boards/roll.html", page=pages.roll_page(place, meeting))
    kept = reports.list_endorsements(session(), institution_id=place.id)
    return render_template("boards/show.html", page=pages.meeting_page(place, meeting, kept))


@bp.post(f"{MEETING}/roll")
@needs(Permission.EDIT_EVIDENCE)
def roll(place: InstitutionPlace, meeting_id: object) -> Response:
    """Mark one director, or all, as present or absent; kept at once."""
    asked, is_present = request.form.get("member", ""), request.form.get("is_present") == "yes"
    chosen = (int(asked),) if asked.isdecimal() and len(asked) < 10 else None
    if chosen is None and asked != "all":
        raise NotFound(_("There is nobody to mark. Go back and press a name."))
    with transaction() as write:
        meetings.call_roll(
            write, institution_id=place.id, meeting_id=str(meeting_id), member_ids=chosen, is_present=is_present
        )
    return redirect(pages.meeting_href(place, "show", str(meeting_id)) + (f"#m{asked}" if chosen else ""), code=303)


@bp.get(f"{MEETING}/read")
@needs(Permission.EDIT_EVIDENCE)
def reading(place: InstitutionPlace, meeting_id: object) -> Response:
    """Begin to read."""
    meeting = _open(place, meeting_id)
    return redirect(step_href(place, meeting, list_steps(meeting)[0]), code=303)


@bp.get(f"{MEETING}/read/<module_id>/<step_id>")
@needs(Permission.EDIT_EVIDENCE)
def read(place: InstitutionPlace, meeting_id: object, module_id: str, step_id: str) -> str:
    """Show a section with the board's lens, or what to discuss."""
    page = read_page(place, _open(place, meeting_id), module_id=module_id, step_id=step_id)
    return render_template("boards/read.html", page=page)


@bp.get(f"{MEETING}/attest")
@needs(Permission.EDIT_EVIDENCE)
def attest(place: InstitutionPlace, meeting_id: object) -> str:
    """Show the names of those who are there."""
    return render_template("boards/attest.html", page=pages.attest_page(place, _open(place, meeting_id)))


@bp.get(f"{MEETING}/attest/<int:member_id>")
@needs(Permission.EDIT_EVIDENCE)
def director(place: InstitutionPlace, meeting_id: object, member_id: int) -> str:
    """Show one director the sentence with her name and her button."""
    meeting = _open(place, meeting_id)
    row = next((one for one in meeting.present if one.member_id == member_id), None)
    if row is None:
        raise NotFound(_("She is not marked as present. Mark her in the roll-call first."))
    return render_template("boards/director.html", page=pages.director_page(place, meeting, row))


@bp.post(f"{MEETING}/attest/<int:member_id>")
@needs(Permission.EDIT_EVIDENCE)
def hear(place: InstitutionPlace, meeting_id: object, member_id: int) -> Response:
    """Keep that she attested, or that it was a slip; then on to the next name."""
    has_attested = request.form.get("has_attested") == "yes"
    with transaction() as write:
        meetings.hear(
            write,
            institution_id=place.id,
            meeting_id=str(meeting_id),
            member_id=member_id,
            has_attested=has_attested,
            now=now(),
        )
    following = pages.next_silent(_open(place, meeting_id), after=member_id) if has_attested else None
    if following is None:
        return _to(place, str(meeting_id), "attest")
    return redirect(pages.seat_href(place, str(meeting_id), following.member_id), code=303)


@bp.get(f"{MEETING}/close")
@needs(Permission.EDIT_EVIDENCE)
def closing(place: InstitutionPlace, meeting_id: object) -> str:
    """Show what closing will write."""
    return render_template("boards/closing.html", page=pages.closing_page(place, _open(place, meeting_id)))


@bp.post(f"{MEETING}/close")
@needs(Permission.EDIT_EVIDENCE)
def close(place: InstitutionPlace, meeting_id: object) -> Response:
    """Close the meeting; pressed again, nothing changes."""
    try:
        with transaction() as write:
            meetings.close_board_meeting(write, institution_id=place.id, meeting_id=str(meeting_id), now=now())
    except Conflict as error:
        flash(str(error), "error")
        return _to(place, str(meeting_id), "attest")
    count = len(_meeting(place, meeting_id).attested)
    flash(ngettext("%(num)s director is complete.", "%(num)s directors are complete.", count), "done")
    return _to(place, str(meeting_id), "show")


@bp.post(f"{MEETING}/drop")
@needs(Permission.EDIT_EVIDENCE)
def drop(place: InstitutionPlace, meeting_id: object) -> Response:
    """Take away a meeting that was opened by mistake."""
    with transaction() as write:
        meetings.drop_board_meeting(write, institution_id=place.id, meeting_id=str(meeting_id))
    flash(_("The meeting is gone; nothing of it had counted."), "done")
    return redirect(url_for("boards.index", institution=place.slug), code=303)


@bp.get(f"{MEETING}/sheet")
@needs(Permission.VIEW_EVIDENCE)
def sheet(place: InstitutionPlace, meeting_id: object) -> str:
    """Show the roll for signatures, to be printed."""
    return render_template("boards/sheet.html", page=pages.sheet_page(place, _meeting(place, meeting_id)))


def _meeting(place: InstitutionPlace, meeting_id: object) -> MeetingView:
    return reports.read_meeting(session(), institution_id=place.id, meeting_id=str(meeting_id))


def _open(place: InstitutionPlace, meeting_id: object) -> MeetingView:
    meeting = _meeting(place, meeting_id)
    if meeting.closed_at is not None:
        raise Conflict(_("This meeting is closed. Its page shows who attested; open another one for those absent."))
    return meeting


def _form(place: InstitutionPlace, meeting_id: str, chosen: tuple[str, ...], state: FormState) -> str:
    modules = list_modules(place.language)
    page = pages.new_meeting_page(place, modules=modules, meeting_id=meeting_id, chosen=chosen, state=state)
    return render_template("boards/new.html", page=page)


def _to(place: InstitutionPlace, meeting_id: str, view: str) -> Response:
    return redirect(pages.meeting_href(place, view, meeting_id), code=303)
