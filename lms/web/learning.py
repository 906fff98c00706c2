"""The learner's pages: her training, a module, its sections, its case and its papers."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courses.catalogue import sections_for
from courses.model import Module, Section
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import language
from lms.http.moment import now, today_at
from lms.http.viewer import MemberPlace
from lms.permissions import Permission
from lms.reports import learner as reports
from lms.reports.boards import find_standing
from lms.reports.changes import find_open_change, list_open_changes
from lms.reports.commitments import list_commitments
from lms.web.case_page import case_page
from lms.web.commitment_pages import commitment_lines, commitment_summary, is_given
from lms.web.contexts.learning import EndorsedBy
from lms.web.learner import member, own_track, tier_of, track_of
from lms.web.lesson_pages import module_page, next_section, section_href, section_page
from lms.web.papers import glossary_page, job_aid_page, sources_page
from lms.web.training import training_page
from lms.workflows.play_case import choose, replay
from lms.workflows.read_on import read_on

bp = Blueprint("learning", __name__)
INTRODUCTION = "introduction"


@bp.get("/training")
@needs(Permission.LEARN)
def training() -> str:
    """Show what is due and why."""
    place, today = member(), today_at(member().institution_zone)
    given = list_commitments(session(), member_id=place.member_id)
    page = training_page(
        catalogue(),
        tier=tier_of(place),
        institution=place.institution_name,
        standings=_standings(place),
        read=reports.count_read(session(), member_id=place.member_id),
        changes=list_open_changes(session(), catalogue(), member_id=place.member_id, today=today),
        commitments=commitment_lines(given, zone=place.institution_zone),
    )
    return render_template("learning/training.html", page=page)


@bp.get("/modules/<module_id>")
@needs(Permission.LEARN)
def module(module_id: str) -> str:
    """Show a module at a glance."""
    place, found, today = member(), get_module(module_id, language()), today_at(member().institution_zone)
    own, mine = own_track(place, found.id), place.member_id
    given = list_commitments(session(), member_id=mine, module_id=found.id)
    page = module_page(
        found,
        tier=tier_of(place),
        track=track_of(own, request.args.get("track", "")),
        own=own,
        reading=reports.read_reading(session(), member_id=mine, module_id=found.id),
        tries=reports.read_tries(session(), member_id=mine, module_id=found.id),
        standing=_standings(place).get(found.id),
        change=find_open_change(session(), catalogue(), member_id=mine, module_id=found.id, today=today),
        commitment=commitment_summary(found, given, zone=place.institution_zone),
        endorsed=_endorsed(place, found),
    )
    return render_template("learning/module.html", page=page)


@bp.get("/modules/<module_id>/resume")
@needs(Permission.LEARN)
def resume(module_id: str) -> Response:
    """Go to where the member was last, or to the first section she has not read."""
    place, found = member(), get_module(module_id, language())
    own = own_track(place, found.id)
    track = track_of(own, request.args.get("track", ""))
    reading = reports.read_reading(session(), member_id=place.member_id, module_id=found.id)
    sections = sections_for(found, track)
    known = {section.id for section in sections}
    unread = next((section.id for section in sections if section.id not in reading.read), sections[0].id)
    target = reading.place if reading.place in known and reading.place not in reading.read else unread
    return redirect(section_href(found, target, track=track, own=own), code=303)


@bp.get("/modules/<module_id>/sections/<section_id>")
@needs(Permission.LEARN)
def section(module_id: str, section_id: str) -> str:
    """Show one section."""
    place, found = member(), get_module(module_id, language())
    own = own_track(place, found.id)
    page = section_page(
        found,
        _section(found, section_id),
        tier=tier_of(place),
        has_office=bool(place.tier),
        track=track_of(own, request.args.get("track", "")),
        own=own,
        read=reports.list_read(session(), member_id=place.member_id, module_id=found.id),
        language=language(),
        typed=request.args,
        currency=place.institution_currency,
    )
    return render_template("learning/section.html", page=page)


@bp.post("/modules/<module_id>/sections/<section_id>")
@needs(Permission.LEARN)
def go_on(module_id: str, section_id: str) -> Response:
    """Mark a section as read and go to the next; after the last, to her commitment or to the overview."""
    place, found = member(), get_module(module_id, language())
    own = own_track(place, found.id)
    track = track_of(own, request.args.get("track", ""))
    here = _section(found, section_id)
    following = next_section(found, here.id, track=track)
    with transaction() as write:
        read_on(
            write,
            member_id=place.member_id,
            module=found,
            section_id=here.id,
            next_section_id=following.id if following else "",
            now=now(),
        )
    if following is not None:
        return redirect(section_href(found, following.id, track=track, own=own), code=303)
    return redirect(_after_reading(found, place.member_id), code=303)


@bp.get("/modules/<module_id>/case")
@needs(Permission.LEARN)
def case(module_id: str) -> str:
    """Show the practice case where the member stands in it."""
    place, found = member(), get_module(module_id, language())
    choices, edition = reports.list_case_choices(session(), member_id=place.member_id, module_id=found.id)
    return render_template("learning/case.html", page=case_page(found, choices if edition == found.edition else ()))


@bp.post("/modules/<module_id>/case")
@needs(Permission.LEARN)
def choose_in_case(module_id: str) -> Response:
    """Take a choice, or begin again."""
    place, found = member(), get_module(module_id, language())
    with transaction() as write:
        if request.form.get("replay"):
            replay(write, member_id=place.member_id, module=found, now=now())
        else:
            choose(
                write,
                member_id=place.member_id,
                module=found,
                choice_id=request.form.get("choice", ""),
                step=request.form.get("step", 0, type=int),
                now=now(),
            )
    return redirect(url_for("learning.case", module_id=found.id) + "#now", code=303)


@bp.get("/modules/<module_id>/glossary")
@needs(Permission.LEARN)
def glossary(module_id: str) -> str:
    """Show the words of a module."""
    return render_template("learning/glossary.html", page=glossary_page(get_module(module_id, language())))


@bp.get("/modules/<module_id>/sources")
@needs(Permission.LEARN)
def sources(module_id: str) -> str:
    """Show where the facts of a module come from."""
    return render_template("learning/sources.html", page=sources_page(get_module(module_id, language())))


@bp.get("/modules/<module_id>/job-aid")
@needs(Permission.LEARN)
def job_aid(module_id: str) -> str:
    """Show the page for the desk."""
    return render_template("learning/job_aid.html", page=job_aid_page(get_module(module_id, language()), member()))


def _standings(place: MemberPlace) -> dict[str, reports.ModuleStanding]:
    today, at = today_at(place.institution_zone), place.institution_id
    return reports.list_standings(session(), member_id=place.member_id, institution_id=at, tier=place.tier, today=today)


def _endorsed(place: MemberPlace, module: Module) -> EndorsedBy | None:
    """Return by which resolution her board endorsed the principles: told where they are introduced."""
    if module.id != INTRODUCTION:
        return None
    found = find_standing(session(), institution_id=place.institution_id)
    return EndorsedBy(place.institution_name, found.number, found.resolved_on) if found is not None else None


def _after_reading(module: Module, member_id: int) -> str:
    """Return where the last section leads: to the commitment a module asks for, until it is given."""
    known = list_commitments(session(), member_id=member_id, module_id=module.id)
    if module.attestation and not is_given(module, known):
        return url_for("commitments.show", module_id=module.id)
    return url_for("learning.module", module_id=module.id, track=request.args.get("track"))


def _section(module: Module, section_id: str) -> Section:
    found = next((section for section in module.sections if section.id == section_id), None)
    if found is None:
        raise NotFound(_("This module has no such section. Its overview lists them all."))
    return found
