"""The working folder and a lesson in it, for its authors."""

from collections.abc import Sequence
from math import ceil

from flask import url_for

from courses.catalogue import WORDS_A_MINUTE, reading_minutes
from courses.drafts import Draft
from courses.model import Mode, Module, Section, SectionKind, Tier, Track
from courses.stats import ModuleStats, one_decimal, section_grade
from lms.http.i18n import format_decimal, ngettext
from lms.http.i18n import gettext as _
from lms.web.blocks_html import Targets, render
from lms.web.content_words import kind_words, track_words
from lms.web.contexts.learning import LensText, SourceEntry, TermEntry
from lms.web.contexts.preview import (
    BrokenPage,
    DraftHead,
    DraftRow,
    Facts,
    FiguresTable,
    IndexPage,
    LensView,
    LessonPage,
    SectionView,
)
from lms.web.contexts.shell import ModuleMark, NavItem
from lms.web.frame import make_shell
from lms.web.words import tier_words


def index_page(drafts: Sequence[Draft] | None) -> IndexPage:
    """Return the working folder; None means that there is no such folder."""
    problem = ""
    if drafts is None:
        problem = _("No working folder is set on this server, or it is not there. Ask who keeps it to set PREVIEW_DIR.")
    elif not drafts:
        problem = _("The working folder is empty. A module is a folder in it with a module.toml.")
    found = drafts or ()
    return IndexPage(
        shell=make_shell(_("Preview")),
        problem=problem,
        rows=tuple(_row(draft) for draft in found),
        figures=_figures(found),
    )


def lesson_page(draft: Draft, module: Module) -> LessonPage:
    """Return the whole lesson with all its lenses."""
    targets = Targets(
        sources=address("preview.lesson", draft),
        sections={section.id: f"#section-{section.id}" for section in module.sections},
    )
    return LessonPage(
        shell=make_shell(_("Lesson: %(title)s", title=module.title)),
        head=head_of(draft, "preview.lesson"),
        tracks=tuple(track_words(track) for track in Track),
        minutes=tuple(
            (tier_words(tier), tuple(reading_minutes(module, tier=tier, track=track) for track in Track))
            for tier in Tier
        ),
        objectives=tuple((one.text, ", ".join(one.standards)) for one in module.objectives),
        sections=tuple(_section(module, section, targets) for section in module.sections),
        terms=tuple(TermEntry(one.id, one.term, one.definition) for one in module.glossary),
        sources=tuple(SourceEntry(one.id, one.title, one.url) for one in module.sources),
    )


def broken_page(draft: Draft) -> BrokenPage:
    """Return the faults of a module that cannot be read."""
    return BrokenPage(shell=make_shell(_("Preview: %(name)s", name=draft.id)), head=head_of(draft, ""))


def head_of(draft: Draft, endpoint: str) -> DraftHead:
    """Return what stands above a page of a draft."""
    return DraftHead(
        mark=_mark(draft),
        edition=draft.module.edition if draft.module else "",
        ways=_ways(draft, endpoint),
        faults=tuple(str(fault) for fault in draft.faults),
        index_href=url_for("preview.index"),
    )


def address(endpoint: str, draft: Draft, *, mode: Mode | None = None, tier: Tier | None = None) -> str:
    """Return the address of a page of a draft, in the draft's language."""
    language = None if draft.language == "en" else draft.language
    return url_for(endpoint, module_id=draft.id, language=language, mode=mode, tier=tier)


def _ways(draft: Draft, here: str) -> tuple[NavItem, ...]:
    pages = (("preview.lesson", _("Lesson")), ("preview.deck", _("Deck")), ("preview.quiz", _("Quiz")))
    return tuple(NavItem(label, address(endpoint, draft), is_current=endpoint == here) for endpoint, label in pages)


def _mark(draft: Draft) -> ModuleMark:
    if draft.module is None:
        return ModuleMark(draft.id, 0, draft.id, language=draft.language)
    return ModuleMark(draft.id, draft.module.principle, draft.module.title, language=draft.language)


def _row(draft: Draft) -> DraftRow:
    return DraftRow(
        mark=_mark(draft),
        edition=draft.module.edition if draft.module else "",
        faults=tuple(str(fault) for fault in draft.faults),
        ways=_ways(draft, "") if draft.module else (),
        facts=_facts(draft.stats) if draft.stats else (),
    )


def _facts(stats: ModuleStats) -> Facts:
    """Return what the table of figures has no room for."""
    items = stats.items
    return (
        *((kind_words(kind), str(number)) for kind, number in items.by_kind.items()),
        (_("On cases"), str(items.on_cases)),
        *((_("Questions for: %(tier)s", tier=tier_words(tier)), str(number)) for tier, number in items.by_tier.items()),
        *(
            (_("Questions on: %(objective)s", objective=name), str(number))
            for name, number in items.by_objective.items()
        ),
        (_("Case"), _("%(nodes)s decisions, %(endings)s endings", nodes=stats.decisions, endings=stats.endings)),
        (_("Glossary"), ngettext("%(num)s term", "%(num)s terms", stats.glossary)),
        (_("Sources"), str(stats.sources)),
    )


def _figures(drafts: Sequence[Draft]) -> FiguresTable:
    columns = (
        _("Sections"),
        _("Words"),
        _("Grade"),
        _("Board track"),
        _("Field track"),
        _("Everything"),
        _("Slides in the room"),
        _("Slides in a webinar"),
        _("Activities"),
        _("Questions"),
    )
    return FiguresTable(columns, tuple((_mark(draft), _numbers(draft.stats)) for draft in drafts if draft.stats))


def _numbers(stats: ModuleStats) -> tuple[str, ...]:
    minutes = stats.minutes
    read = (
        minutes[Tier.BOARD][Track.BOARD],
        minutes[Tier.FIELD][Track.FIELD],
        minutes[Tier.SENIOR_MANAGEMENT][Track.FULL],
    )
    return (
        str(stats.sections),
        format_decimal(stats.all_words, "#,##0"),
        "" if stats.grade is None else format_decimal(one_decimal(stats.grade), "0.0"),
        *(_("%(minutes)s min", minutes=number) for number in read),
        str(stats.slides[Mode.IN_PERSON].slides),
        str(stats.slides[Mode.WEBINAR].slides),
        str(stats.activities),
        str(stats.items.total),
    )


def _section(module: Module, section: Section, targets: Targets) -> SectionView:
    grade = section_grade(section, language=module.language)
    tracks = [track_words(track) for track in (Track.BOARD, Track.FIELD) if track in section.tracks]
    facts = (
        (_("Words"), str(section.words)),
        (_("Minutes"), _minutes(section.words)),
        (_("Grade"), "" if grade is None else format_decimal(one_decimal(grade), "0.0")),
        (_("Tracks"), ", ".join(tracks) or _("only in everything")),
        (_("Objectives"), ", ".join(section.objectives)),
        (_("Standards"), ", ".join(section.standards)),
        (_("Sources"), ", ".join(section.sources)),
        (_("Calculators"), ", ".join(section.calculators)),
    )
    return SectionView(
        id=section.id,
        title=section.title,
        is_story=section.kind is SectionKind.STORY,
        facts=tuple((label, value) for label, value in facts if value),
        text=render(section.blocks, targets),
        lenses=tuple(
            LensView(
                LensText(tier_words(tier), lens.title, render(lens.blocks, targets)),
                words=section.lens_words[tier],
                minutes=max(1, ceil((section.words + section.lens_words[tier]) / WORDS_A_MINUTE)),
            )
            for tier, lens in section.lenses.items()
        ),
    )


def _minutes(words: int) -> str:
    return format_decimal(words / WORDS_A_MINUTE, "0.0")
