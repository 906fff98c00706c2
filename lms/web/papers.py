"""The papers around a lesson: its glossary, its sources, its page for the desk."""

from flask import url_for

from courses.markup import fill
from courses.model import Module
from lms.http.viewer import MemberPlace
from lms.web.contexts.learning import GlossaryPage, JobAidPage, SourceEntry, SourcesPage, TermEntry
from lms.web.contexts.shell import NavItem
from lms.web.frame import make_shell, mark_of
from lms.web.lesson_html import words


def glossary_page(module: Module) -> GlossaryPage:
    """Return the words of a module in the order of the alphabet."""
    entries = sorted(module.glossary, key=lambda entry: entry.term.casefold())
    return GlossaryPage(
        shell=make_shell(module.title),
        mark=mark_of(module),
        entries=tuple(TermEntry(id=entry.id, term=entry.term, definition=entry.definition) for entry in entries),
    )


def sources_page(module: Module) -> SourcesPage:
    """Return where the facts of a module come from, with the sections that say so."""
    entries = tuple(
        SourceEntry(
            id=source.id,
            title=source.title,
            url=source.url,
            sections=tuple(
                NavItem(section.title, url_for("learning.section", module_id=module.id, section_id=section.id))
                for section in module.sections
                if source.id in section.sources
            ),
        )
        for source in module.sources
    )
    return SourcesPage(shell=make_shell(module.title), mark=mark_of(module), entries=entries)


def job_aid_page(module: Module, place: MemberPlace) -> JobAidPage:
    """Return the page for the desk, with the institution's own complaint line in it."""
    values = {
        "institution": place.institution_name,
        "hotline": place.institution_hotline,
        "currency": place.institution_currency,
        "module": module.title,
    }
    return JobAidPage(
        shell=make_shell(module.job_aid.title),
        mark=mark_of(module),
        title=module.job_aid.title,
        text=words(module, fill(module.job_aid.blocks, values)),
        edition=module.edition,
        institution=place.institution_name,
        hotline=place.institution_hotline,
    )
