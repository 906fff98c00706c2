"""The register as a form, and a list of attendance before it is written."""

from collections.abc import Mapping, Sequence

from flask import url_for

from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.register_people import Candidate, CandidatesPage
from lms.reports.sessions import SessionView
from lms.web.contexts.sessions import ListPage, ProposedLine, RegisterFormPage, TickLine
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices
from lms.web.forms.registers import Typed, fault_of, written
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.session_pages import session_href
from lms.web.words import tier_words
from lms.workflows.keep_register import Proposed

ROWS = 100


def register_form_page(
    place: InstitutionPlace,
    session: SessionView,
    found: CandidatesPage,
    *,
    number: int,
    branches: tuple[KnownBranch, ...],
    state: FormState,
    is_all_ticked: bool,
    typed: Mapping[int, Typed],
    may_add_people: bool,
) -> RegisterFormPage:
    """Return the register as a form; `typed` is what came back with a fault in it."""
    kept = {key: value for key, value in state.values.items() if value and key in ("q", "branch")}

    def href(to: int, **more: str) -> str:
        return url_for(
            "registers.edit",
            institution=place.slug,
            session_id=session.id,
            page=to if to > 1 else None,
            **{**kept, **more},  # type: ignore[arg-type]
        )

    new = Action(_("Add a person"), url_for("members.new", institution=place.slug))
    return RegisterFormPage(
        shell=make_shell(_("Register: %(title)s", title=session.title)),
        title=session.title,
        when=moment_in_zone(session.starts_at, session.zone),
        day=session.day,
        length=session.minutes,
        minimum_minutes=session.minimum_minutes,
        rows=tuple(
            _tick(session, row, typed.get(row.member_id), state.errors, is_all_ticked=is_all_ticked)
            for row in found.rows
        ),
        pages=make_pages(number, size=ROWS, total=found.total, href=href),
        state=state,
        branches=branch_choices(branches),
        is_narrowed=bool(kept),
        clear_href=url_for("registers.edit", institution=place.slug, session_id=session.id) if kept else "",
        tick_all_href="" if is_all_ticked else href(number, tick="all"),
        keep_href=url_for(
            "registers.keep",
            institution=place.slug,
            session_id=session.id,
            page=number if number > 1 else None,
            **kept,  # type: ignore[arg-type]
        ),
        paste=Action(_("Paste or send a list"), session_href(place, session.id, "registers.paste")),
        back=Action(_("Back to the session"), session_href(place, session.id)),
        people=new if may_add_people else None,
    )


def list_page(
    place: InstitutionPlace, session: SessionView, *, text: str, lines: Sequence[Proposed], state: FormState
) -> ListPage:
    """Return a list of attendance as it is asked for, or line by line before it is written."""
    return ListPage(
        shell=make_shell(_("A list for the register")),
        title=session.title,
        when=moment_in_zone(session.starts_at, session.zone),
        length=session.minutes,
        minimum_minutes=session.minimum_minutes,
        text=text,
        lines=tuple(_proposed(one) for one in lines),
        faults=sum(bool(one.fault) for one in lines),
        state=state,
        action=session_href(place, session.id, "registers.take"),
        back=Action(_("Back to the session"), session_href(place, session.id)),
    )


def _tick(
    session: SessionView, row: Candidate, typed: Typed | None, errors: Mapping[str, str], *, is_all_ticked: bool
) -> TickLine:
    was = written(row.minutes, row.test_percent)
    is_ticked, minutes, percent = bool(row.minutes), row.minutes, row.test_percent
    if is_all_ticked and row.minutes is None:
        is_ticked = True
    return TickLine(
        member_id=row.member_id,
        name=row.name,
        staff_code=row.staff_code,
        tier=tier_words(row.tier),
        branch=row.branch,
        is_ticked=typed.is_ticked if typed else is_ticked,
        minutes=typed.minutes if typed else str(minutes or session.minutes),
        percent=typed.percent if typed else ("" if percent is None else str(percent)),
        was=typed.was if typed else was,
        error=fault_of(errors, row.member_id),
    )


def _proposed(one: Proposed) -> ProposedLine:
    return ProposedLine(
        number=one.listed.number,
        staff_code=one.listed.staff_code,
        name=one.office.name if one.office else "",
        branch=one.office.branch if one.office else "",
        minutes=one.line.minutes if one.line else None,
        percent=one.line.test_percent if one.line else None,
        fault=one.fault,
    )
