"""The ledger of an institution: its entries in plain words, its checkpoints, and the key they are signed with."""

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.moment import now
from lms.http.streams import send_as_made
from lms.http.viewer import InstitutionPlace
from lms.ledger import service
from lms.ledger.keys import list_verifiers
from lms.permissions import Permission
from lms.reports.ledger import count_entries, read_ledger_page
from lms.reports.ledger_check import check_ledger
from lms.web.ledger_pages import key_page, ledger_page
from lms.web.paging import make_pages, page_number

bp = Blueprint("ledger", __name__)
ROWS = 50
CHECKPOINTS = 10
# A check reads everything: what takes longer than a page may is the operator's to run.
MOST_CHECKED_HERE = 50_000
JSON_LINES = "application/jsonl"


@bp.get("/institutions/<institution>/ledger")
@needs(Permission.VIEW_EVIDENCE)
def index(place: InstitutionPlace) -> str:
    """List the entries, newest first."""
    number = page_number()
    found = read_ledger_page(
        session(), institution_id=place.id, limit=ROWS, offset=(number - 1) * ROWS, checkpoints=CHECKPOINTS
    )
    pages = make_pages(
        number,
        size=ROWS,
        total=found.size,
        href=lambda to: url_for("ledger.index", institution=place.slug, page=to),
    )
    page = ledger_page(place, found, pages, verifiers=list_verifiers(settings()))
    return render_template("ledger/index.html", page=page)


@bp.get("/institutions/<institution>/ledger/entries.jsonl")
@needs(Permission.VIEW_EVIDENCE)
def entries(place: InstitutionPlace) -> Response:
    """Send all entries as they are, one a line."""
    size = count_entries(session(), institution_id=place.id)

    def lines() -> Iterator[str]:
        for entry in service.each_entry(session(), institution_id=place.id, size=size):
            yield entry.line + "\n"

    response = send_as_made(lines(), mimetype=JSON_LINES)
    response.headers.set("Content-Disposition", "attachment", filename=f"ledger-{place.slug}-{size}.jsonl")
    return response


@bp.post("/institutions/<institution>/ledger/check")
@needs(Permission.VIEW_EVIDENCE)
def check(place: InstitutionPlace) -> AnyResponse:
    """Look whether all is as it was written, and say so."""
    size = count_entries(session(), institution_id=place.id)
    if size > MOST_CHECKED_HERE:
        flash(_("This ledger is too long to be checked here. Ask the operator to run “lms ledger check”."), "note")
    elif size:
        found = check_ledger(session(), institution_id=place.id, verifiers=list_verifiers(settings()))
        with transaction() as write:
            service.note_check(write, institution_id=place.id, size=found.size, faults=len(found.faults), now=now())
        for fault in found.faults[:CHECKPOINTS]:
            flash(str(fault), "error")
        if not found.faults:
            flash(ngettext("%(num)s entry, as it was written.", "%(num)s entries, all as written.", size), "done")
    return redirect(url_for("ledger.index", institution=place.slug), code=303)


@bp.get("/ledger/key")
@needs(Permission.PUBLIC)
def key() -> str:
    """Show the key by which anybody can verify, and how to compare it."""
    return render_template("ledger/key.html", page=key_page(list_verifiers(settings())))
