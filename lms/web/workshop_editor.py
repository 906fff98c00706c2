"""The page of one part of a proposal, as its own view shows it and as saving shows it again after a refusal."""

from dataclasses import replace

from flask import render_template

from lms.db.engine import session
from lms.errors import NotFound
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.saving import check_key
from lms.reports.workshop_proposal import Draft, read_draft
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, Notice
from lms.web.workshop_editor_pages import Shown, part_page


def read_own_draft(seat: WorkshopSeat) -> Draft:
    """Return the proposal a seat writes; `NotFound` for a trainer who writes none."""
    if seat.proposal_id is None:
        raise NotFound(_("You write no proposal in this workshop."))
    return read_draft(session(), proposal_id=seat.proposal_id, now=now())


def render_part_page(
    seat: WorkshopSeat,
    key: str,
    *,
    typed: str | None = None,
    base_version: int | None = None,
    notice: Notice | None = None,
    changed: Action | None = None,
) -> str:
    """Return the page of a part.

    After a save that was refused `typed` is what came (Markdown in a section, else JSON) and `base_version` what it
    was made from: the form keeps both, so that the same can be sent again. `notice` says why,
    and `changed` leads to what others saved meanwhile.
    """
    draft, workshop = read_own_draft(seat), workshop_content(seat.language)
    check_key(key, workshop)
    held = draft.find(key)
    shown = Shown(
        content=typed if typed is not None else held.content if held is not None else "",
        version=draft.versions.get(key, 0) if base_version is None else base_version,
        is_typed=typed is not None,
    )
    page = part_page(seat, draft, workshop, key, shown)
    page = replace(page, changed=changed)
    if notice is not None:
        page = replace(page, shell=replace(page.shell, notices=(*page.shell.notices, notice)))
    return render_template("workshop_proposals/part.html", page=page)
