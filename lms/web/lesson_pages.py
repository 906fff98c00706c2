"""The pages of a module, put together from the curriculum and one member's reading."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil

from flask import request, url_for

from courses.catalogue import WORDS_A_MINUTE, reading_minutes, sections_for
from courses.model import Module, Section, SectionKind, Tier, Track
from lms.http.i18n import gettext as _
from lms.reports.changes import OpenChange
from lms.reports.learner import ModuleStanding, Reading, Tries
from lms.web.calculator_forms import calculator_forms
from lms.web.change_pages import change_summary
from lms.web.contexts.commitments import CommitmentSummary
from lms.web.contexts.learning import (
    CaseSummary,
    EndorsedBy,
    ModulePage,
    ObjectiveLine,
    QuizSummary,
    SectionPage,
    SectionRow,
    TrackLink,
)
from lms.web.contexts.shell import Action, Share
from lms.web.frame import make_shell, mark_of
from lms.web.lesson_html import section_html
from lms.web.numbers import points_text
from lms.web.standard_pages import standard_links
from lms.web.training import certificate_href, unmet, waived_words


def section_minutes(section: Section, tier: Tier) -> int:
    """Return the minutes to read a section with the tier's lens, at least one."""
    return max(1, ceil((section.words + section.lens_words.get(tier, 0)) / WORDS_A_MINUTE))


def section_rows(
    module: Module,
    sections: Sequence[Section],
    *,
    tier: Tier,
    track: Track,
    own: Track,
    read: frozenset[str],
    here: str = "",
) -> tuple[SectionRow, ...]:
    """Return the sections of a track as a list with read marks."""
    return tuple(
        SectionRow(
            title=section.title,
            href=section_href(module, section.id, track=track, own=own),
            minutes=section_minutes(section, tier),
            is_read=section.id in read,
            is_here=section.id == here,
            is_story=section.kind is SectionKind.STORY,
        )
        for section in sections
    )


def section_href(module: Module, section_id: str, *, track: Track, own: Track) -> str:
    """Return the address of a section on a track; her own needs no name in it."""
    return _section_href(request.script_root, module.id, section_id, _named(track, own))


@lru_cache(maxsize=4096)
def _section_href(root: str, module_id: str, section_id: str, track: str | None) -> str:
    """Return the address of a section: a page has a dozen of them, and they never change. `root` is in the key."""
    del root
    return url_for("learning.section", module_id=module_id, section_id=section_id, track=track)


def module_page(
    module: Module,
    *,
    tier: Tier,
    track: Track,
    own: Track,
    reading: Reading,
    tries: Tries,
    standing: ModuleStanding | None,
    change: OpenChange | None,
    commitment: CommitmentSummary | None,
    endorsed: EndorsedBy | None = None,
) -> ModulePage:
    """Return a module at a glance on a track; why it is not complete is told by her `own`."""
    sections, required = sections_for(module, track), sections_for(module, own)
    left = [section for section in sections if section.id not in reading.read]
    read = sum(section.id in reading.read for section in required)
    words = sum(section.words + section.lens_words.get(tier, 0) for section in left)
    return ModulePage(
        shell=make_shell(module.title),
        mark=mark_of(module),
        summary=module.summary,
        edition=module.edition,
        objectives=tuple(ObjectiveLine(one.text, standard_links(one.standards)) for one in module.objectives),
        tracks=_tracks(module, tier=tier, current=track, own=own),
        sections=section_rows(module, sections, tier=tier, track=track, own=own, read=reading.read),
        read=Share(len(sections) - len(left), len(sections)),
        minutes=ceil(words / WORDS_A_MINUTE),
        resume=_resume(module, named=_named(track, own), reading=reading, tries=tries, is_all_read=not left),
        case=CaseSummary(
            href=url_for("learning.case", module_id=module.id),
            title=module.case.title,
            is_started=reading.case_is_started,
            is_finished=reading.case_is_finished,
        ),
        quiz=_quiz(module, tries, standing),
        job_aid_href=url_for("learning.job_aid", module_id=module.id),
        glossary_href=url_for("learning.glossary", module_id=module.id),
        sources_href=url_for("learning.sources", module_id=module.id),
        unmet=unmet(standing, module=module, done=read, total=len(required)),
        change=change_summary(change),
        commitment=commitment,
        completed_on=standing.completed_on if standing else None,
        certificate_href=certificate_href(standing),
        waived=waived_words(standing),
        endorsed=endorsed,
    )


def section_page(
    module: Module,
    section: Section,
    *,
    tier: Tier,
    has_office: bool,
    track: Track,
    own: Track,
    read: frozenset[str],
    language: str,
    typed: Mapping[str, str],
    currency: str,
) -> SectionPage:
    """Return the page of one section; a section outside the track stands alone and leads back into it."""
    sections = sections_for(module, track)
    if section not in sections:
        sections, track = module.sections, Track.FULL
    place = sections.index(section)
    following = sections[place + 1] if place + 1 < len(sections) else None
    html = section_html(module.id, module.edition, module.language, language, section.id)
    lens = html.lenses.get(tier) if has_office else None
    later = sections[place + 1 :]
    words = sum(one.words + one.lens_words.get(tier, 0) for one in later)
    return SectionPage(
        shell=make_shell(section.title),
        mark=mark_of(module),
        title=section.title,
        is_story=section.kind is SectionKind.STORY,
        href=section_href(module, section.id, track=track, own=own),
        position=place + 1,
        text=html.text,
        lens=lens,
        other_lenses=tuple(other for other in html.lenses.values() if other is not lens),
        calculators=calculator_forms(module, section, typed=typed, currency=currency) if section.calculators else (),
        terms=html.terms,
        sections=section_rows(module, sections, tier=tier, track=track, own=own, read=read, here=section.id),
        minutes=ceil(words / WORDS_A_MINUTE),
        back=_back(module, sections, place, named=_named(track, own)),
        go_on_href=url_for("learning.go_on", module_id=module.id, section_id=section.id, track=_named(track, own)),
        go_on_label=_("Go on") if following is not None else _("Finish reading"),
        track=_named(track, own) or "",
    )


def next_section(module: Module, section_id: str, *, track: Track) -> Section | None:
    """Return the section after this one on a track; None after the last."""
    sections = sections_for(module, track)
    if section_id not in {section.id for section in sections}:
        sections = module.sections
    place = [section.id for section in sections].index(section_id)
    return sections[place + 1] if place + 1 < len(sections) else None


def _named(track: Track, own: Track) -> str | None:
    return None if track is own else track.value


def _tracks(module: Module, *, tier: Tier, current: Track, own: Track) -> tuple[TrackLink, ...]:
    words = {Track.FULL: _("Everything"), Track.BOARD: _("Board track"), Track.FIELD: _("Field track")}
    return tuple(
        TrackLink(
            label=words[track],
            href=url_for("learning.module", module_id=module.id, track=_named(track, own)),
            minutes=reading_minutes(module, tier=tier, track=track),
            sections=len(sections_for(module, track)),
            is_current=track is current,
        )
        for track in sorted(Track, key=lambda one: one is not current)
    )


def _resume(module: Module, *, named: str | None, reading: Reading, tries: Tries, is_all_read: bool) -> Action:
    if tries.open_id:
        return Action(_("Go on with the quiz"), url_for("quiz.resume", attempt_id=tries.open_id))
    if is_all_read:
        return Action(_("Take the quiz"), url_for("quiz.intro", module_id=module.id))
    label = _("Go on where you were") if reading.place else _("Begin reading")
    return Action(label, url_for("learning.resume", module_id=module.id, track=named))


def _back(module: Module, sections: Sequence[Section], place: int, *, named: str | None) -> Action:
    if place:
        before = sections[place - 1].id
        return Action(_("Back"), url_for("learning.section", module_id=module.id, section_id=before, track=named))
    return Action(_("Overview"), url_for("learning.module", module_id=module.id, track=named))


def _quiz(module: Module, tries: Tries, standing: ModuleStanding | None) -> QuizSummary:
    best = ""
    if tries.best is not None:
        best = _("%(points)s of %(possible)s", points=points_text(tries.best), possible=tries.possible)
    return QuizSummary(
        href=url_for("quiz.intro", module_id=module.id),
        questions=module.bank.blueprint.length,
        pass_percent=standing.pass_percent if standing and standing.pass_percent else module.pass_percent,
        best=best,
        is_passed=tries.is_passed,
    )
