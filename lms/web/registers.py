"""The register of a session: kept by ticks or from a list, corrected, taken away as a table."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.facilitation.registers import KeptLine
from lms.facilitation.rules import join_rows, read_list, split_text
from lms.http.access import needs
from lms.http.holdings import press, settings
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now
from lms.http.tables import file_name, is_for_machines, send_csv, send_workbook
from lms.http.uploads import read_upload
from lms.http.viewer import InstitutionPlace, viewer
from lms.institutions.branches import list_branches_ever
from lms.permissions import Permission
from lms.reports import sessions as reports
from lms.reports.register_people import PeopleQuery, list_candidates
from lms.reports.sessions import SessionView
from lms.web import register_pages as pages
from lms.web.contexts.shell import FormState
from lms.web.forms.files import read_sent
from lms.web.forms.registers import Typed, read_lines, read_typed
from lms.web.paging import page_number
from lms.web.session_pages import mark_of, register_table, session_href
from lms.workflows.keep_register import Keeper, Proposed, keep_register, propose
from webinar_kits.sheet_rows import text_of

bp = Blueprint("registers", __name__)
REGISTER = "/institutions/<institution>/sessions/<uuid:session_id>/register"
LONGEST_LIST = 400_000


@bp.get(f"{REGISTER}/edit")
@needs(Permission.KEEP_REGISTERS)
def edit(place: InstitutionPlace, session_id: object) -> str:
    """Show the people of the day with a box for each."""
    return _edit(place, _session(place, session_id), FormState(request.args.to_dict()), {})


@bp.post(f"{REGISTER}/edit")
@needs(Permission.KEEP_REGISTERS)
def keep(place: InstitutionPlace, session_id: object) -> AnyResponse | tuple[str, int]:
    """Keep what was ticked on this page of the list; pressed twice, it is kept once."""
    found, typed = _session(place, session_id), read_typed(request.form)
    try:
        lines = read_lines(typed, length=found.minutes)
        with transaction() as write:
            keeper = _keeper(place, found, "ticked")
            kept = keep_register(write, keeper=keeper, session_id=found.id, lines=lines, now=now())
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        state = FormState(request.args.to_dict(), faults)
        return _edit(place, found, state, {one.member_id: one for one in typed}), 422
    return _done(place, found, kept)


@bp.get(f"{REGISTER}/list")
@needs(Permission.KEEP_REGISTERS)
def paste(place: InstitutionPlace, session_id: object) -> str:
    """Ask for a list."""
    press().warm()
    return _list(place, _session(place, session_id), "", (), FormState())


@bp.post(f"{REGISTER}/list")
@needs(Permission.KEEP_REGISTERS)
def take(place: InstitutionPlace, session_id: object) -> AnyResponse | str | tuple[str, int]:
    """Show a list line by line; when that was seen and every line is right, write it."""
    found, text = _session(place, session_id), ""
    try:
        text = _text()
        listed = read_list(split_text(text), longest=found.minutes)
        if not listed:
            raise Invalid({"list": _("The list is empty. Paste staff codes, one a line, or choose a file.")})
        lines = propose(session(), institution_id=place.id, session_id=found.id, listed=listed, now=now())
        if not request.form.get("apply") or any(one.fault for one in lines):
            return _list(place, found, text, lines, FormState())
        with transaction() as write:
            wanted = [one.line for one in lines if one.line is not None]
            keeper = _keeper(place, found, "list")
            kept = keep_register(write, keeper=keeper, session_id=found.id, lines=wanted, now=now())
    except (Invalid, Conflict) as error:
        faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
        return _list(place, found, text, (), FormState({"list": text}, faults)), 422
    return _done(place, found, kept)


@bp.get(f"{REGISTER}.csv")
@needs(Permission.KEEP_REGISTERS)
def csv(place: InstitutionPlace, session_id: object) -> Response:
    """Send the register as CSV."""
    found = _session(place, session_id)
    rows = reports.read_register(session(), institution_id=place.id, found=found)
    name = file_name(place.slug, f"register-{found.module_id}", found.day, "csv")
    return send_csv(register_table(place, found, rows), name=name, for_machines=is_for_machines())


@bp.get(f"{REGISTER}.xlsx")
@needs(Permission.KEEP_REGISTERS)
def xlsx(place: InstitutionPlace, session_id: object) -> Response:
    """Send the register as a workbook."""
    found = _session(place, session_id)
    rows = reports.read_register(session(), institution_id=place.id, found=found)
    name = file_name(place.slug, f"register-{found.module_id}", found.day, "xlsx")
    return send_workbook(register_table(place, found, rows), name=name, author=place.name)


def _session(place: InstitutionPlace, session_id: object) -> SessionView:
    return reports.get_session(session(), institution_id=place.id, session_id=str(session_id))


def _keeper(place: InstitutionPlace, found: SessionView, source: str) -> Keeper:
    return Keeper(
        institution_id=place.id,
        account_id=viewer().account_id,
        source=source,
        module_title=mark_of(found).title,
        code_seed=settings().secret_key,
    )


def _edit(place: InstitutionPlace, found: SessionView, state: FormState, typed: Mapping[int, Typed]) -> str:
    number, branch = page_number(), state.values.get("branch", "")
    query = PeopleQuery(
        institution_id=place.id,
        session_id=found.id,
        on=found.day,
        text=state.values.get("q", "").strip(),
        branch_id=int(branch) if branch.isascii() and branch.isdecimal() and len(branch) < 10 else None,
    )
    people = list_candidates(session(), query, limit=pages.ROWS, offset=(number - 1) * pages.ROWS)
    page = pages.register_form_page(
        place,
        found,
        people,
        number=number,
        branches=list_branches_ever(session(), institution_id=place.id),
        state=state,
        is_all_ticked=state.values.get("tick") == "all",
        typed=typed,
        may_add_people=viewer().may(Permission.EDIT_PEOPLE, institution_id=place.id),
    )
    return render_template("registers/edit.html", page=page)


def _text() -> str:
    """Return the list that was sent: the rows of a file, or else what was pasted."""
    name, content = read_sent("file")
    if not name:
        return request.form.get("list", "")[:LONGEST_LIST]
    book = read_upload(press(), content, name=name, instance_dir=settings().instance_dir)
    if not book.sheets:
        raise Invalid({"file": _("There is nothing in this file. Choose one with staff codes in its first column.")})
    return join_rows([(row.number, tuple(text_of(cell) for cell in row.cells)) for row in book.sheets[0].rows])


def _list(place: InstitutionPlace, found: SessionView, text: str, lines: tuple[Proposed, ...], state: FormState) -> str:
    page = pages.list_page(place, found, text=text, lines=lines, state=state)
    return render_template("registers/list.html", page=page)


def _done(place: InstitutionPlace, found: SessionView, kept: tuple[KeptLine, ...]) -> AnyResponse:
    if kept:
        words = ngettext("%(num)s line of the register is kept.", "%(num)s lines of the register are kept.", len(kept))
        flash(words, "saved")
    else:
        flash(_("Nothing was changed: the register says this already."), "note")
    return redirect(session_href(place, found.id), code=303)
