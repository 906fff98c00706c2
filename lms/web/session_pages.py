"""The pages of training sessions, put together."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from flask import url_for

from courses.model import Mode
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone, ngettext
from lms.http.tables import Field, Table
from lms.http.viewer import InstitutionPlace
from lms.reports.sessions import RegisterRow, SessionState, SessionView, count_outcomes
from lms.reports.sessions import SessionsPage as SessionsFound
from lms.web.contexts.sessions import RegisterLine, SessionFormPage, SessionLine, SessionPage, SessionsPage
from lms.web.contexts.shell import Action, FormState, ModuleMark
from lms.web.figures import mark_here, module_choices
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.session_words import outcome_colour, outcome_words, source_words, state_colour, state_words, why_not
from lms.web.words import mode_words, tier_words
from webinar_kits.tables import Kind

ROWS = 25
LENGTHS = (30, 45, 60, 90, 120, 180)


def sessions_page(
    place: InstitutionPlace, found: SessionsFound, *, number: int, state: FormState, now: datetime
) -> SessionsPage:
    """Return the list of sessions."""
    kept = {key: value for key, value in state.values.items() if value and key in ("module", "state", "from", "to")}

    def href(to: int) -> str:
        return url_for("sessions.index", institution=place.slug, page=to, **kept)  # type: ignore[arg-type]

    return SessionsPage(
        shell=make_shell(_("Training sessions")),
        institution=place.name,
        rows=tuple(_line(place, row, now) for row in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=href),
        state=state,
        modules=module_choices(catalogue().modules),
        states=tuple((one.value, state_words(one)) for one in SessionState),
        is_narrowed=bool(kept),
        clear_href=url_for("sessions.index", institution=place.slug) if kept else "",
        new=Action(_("Plan a session"), url_for("sessions.new", institution=place.slug)),
    )


def session_form_page(place: InstitutionPlace, *, session_id: str, state: FormState, is_new: bool) -> SessionFormPage:
    """Return the form of a session."""
    back = Action(_("All sessions"), url_for("sessions.index", institution=place.slug))
    if not is_new:
        back = Action(_("Back to the session"), session_href(place, session_id))
    return SessionFormPage(
        shell=make_shell(_("Plan a session") if is_new else _("Change a session")),
        institution=place.name,
        session_id=session_id,
        modules=module_choices(catalogue().modules),
        modes=tuple((mode.value, mode_words(mode)) for mode in Mode),
        zones=tuple(sorted(available_timezones())),
        lengths=tuple((str(length), _("%(length)s minutes", length=length)) for length in LENGTHS),
        state=state,
        action=(
            url_for("sessions.create", institution=place.slug)
            if is_new
            else session_href(place, session_id, "sessions.change")
        ),
        submit=_("Plan the session") if is_new else _("Save"),
        back=back,
    )


def session_page(
    place: InstitutionPlace, found: SessionView, rows: Sequence[RegisterRow], *, now: datetime
) -> SessionPage:
    """Return a session with its register."""
    state = found.state(now=now)
    may_keep = state in (SessionState.OPEN, SessionState.KEPT)
    is_free = state in (SessionState.PLANNED, SessionState.OPEN)
    keep = Action(_("Keep the register") if not rows else _("Correct the register"), _register(place, found, "edit"))
    return SessionPage(
        shell=make_shell(found.title),
        institution=place.name,
        mark=mark_of(found),
        title=found.title,
        mode=mode_words(found.mode),
        when=moment_in_zone(found.starts_at, found.zone),
        minutes=found.minutes,
        minimum_minutes=found.minimum_minutes,
        place=found.place,
        facilitator=found.facilitator_name,
        edition=found.edition,
        state=state_colour(state),
        state_words=state_words(state),
        note=_("Its register is kept from its day on.") if state is SessionState.PLANNED else "",
        rows=tuple(_register_line(place, found, row) for row in rows),
        counts=tuple((outcome_words(one), count) for one, count in count_outcomes(rows).items() if count),
        keep=keep if may_keep else None,
        paste=Action(_("Paste or send a list"), _register(place, found, "paste")) if may_keep else None,
        edit_href=session_href(place, found.id, "sessions.edit") if is_free else "",
        cancel_href=session_href(place, found.id, "sessions.cancel") if is_free else "",
        calendar_href=session_href(place, found.id, "sessions.calendar") if state is not SessionState.CANCELLED else "",
        exports=_exports(place, found) if rows else (),
        back=Action(_("All sessions"), url_for("sessions.index", institution=place.slug)),
    )


def register_table(place: InstitutionPlace, found: SessionView, rows: Sequence[RegisterRow]) -> Table:
    """Return the register as a table: line for line what the screen and the print show."""
    return Table(
        name=_("Register"),
        fields=(
            Field("name", _("Name")),
            Field("staff_code", _("Staff code")),
            Field("tier", _("Tier")),
            Field("branch", _("Branch")),
            Field("minutes", _("Minutes"), Kind.INTEGER),
            Field("test_percent", _("Test, percent"), Kind.INTEGER),
            Field("outcome", _("Comes to")),
            Field("why", _("What is missing")),
            Field("kept", _("Kept")),
        ),
        rows=[
            (*line_cells(line), line.minutes, line.percent, line.outcome_words, line.why, line.kept)
            for line in (_register_line(place, found, row) for row in rows)
        ],
        notes=(
            f"{place.name} · {found.title}",
            f"{moment_in_zone(found.starts_at, found.zone)} · {_('%(length)s minutes', length=found.minutes)}",
            _("At least %(minimum)s minutes count as attended.", minimum=found.minimum_minutes),
        ),
    )


def line_cells(line: RegisterLine) -> tuple[str, str, str, str]:
    """Return who a line is of."""
    return line.name, line.staff_code, line.tier, line.branch


def session_values(found: SessionView) -> dict[str, str]:
    """Return a session as its form shows it."""
    local = found.starts_at.astimezone(ZoneInfo(found.zone))
    return {
        "module": found.module_id,
        "title": found.title,
        "mode": found.mode,
        "date": local.date().isoformat(),
        "time": f"{local:%H:%M}",
        "zone": found.zone,
        "minutes": str(found.minutes),
        "minimum_minutes": str(found.minimum_minutes),
        "place": found.place,
        "facilitator_name": found.facilitator_name,
    }


def session_href(place: InstitutionPlace, session_id: str, view: str = "sessions.show") -> str:
    """Return the address of a session, or of what can be done with it."""
    return url_for(view, institution=place.slug, session_id=session_id)


def mark_of(found: SessionView) -> ModuleMark:
    """Return how the module of a session is recognised, also when it is no longer served."""
    module = catalogue().find(found.module_id, found.language)
    return mark_here(module) if module is not None else ModuleMark(found.module_id, 0, found.module_id)


def _register(place: InstitutionPlace, found: SessionView, view: str) -> str:
    return session_href(place, found.id, f"registers.{view}")


def _line(place: InstitutionPlace, found: SessionView, now: datetime) -> SessionLine:
    state = found.state(now=now)
    counts = ngettext("%(num)s attended", "%(num)s attended", found.attended) if found.lines else ""
    return SessionLine(
        mark=mark_of(found),
        href=session_href(place, found.id),
        title=found.title,
        when=moment_in_zone(found.starts_at, found.zone),
        place=found.place,
        state=state_colour(state),
        state_words=state_words(state),
        counts=counts,
    )


def _register_line(place: InstitutionPlace, found: SessionView, row: RegisterRow) -> RegisterLine:
    by = row.recorded_by or _("an account that is gone")
    when = moment_in_zone(row.recorded_at, place.zone)
    return RegisterLine(
        name=row.name,
        staff_code=row.staff_code,
        tier=tier_words(row.tier),
        branch=row.branch,
        minutes=row.minutes,
        percent=row.test_percent,
        outcome=outcome_colour(row.outcome),
        outcome_words=outcome_words(row.outcome),
        why=why_not(row, minimum=found.minimum_minutes),
        kept=f"{when}, {by}, {source_words(row.source)}",
    )


def _exports(place: InstitutionPlace, found: SessionView) -> tuple[Action, ...]:
    def href(view: str, **more: str) -> str:
        return url_for(f"registers.{view}", institution=place.slug, session_id=found.id, **more)  # type: ignore[arg-type]

    return (
        Action(_("XLSX"), href("xlsx")),
        Action(_("CSV"), href("csv")),
        Action(_("CSV for programs"), href("csv", **{"for": "machines"})),
    )
