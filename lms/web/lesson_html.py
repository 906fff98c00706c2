"""A section's words as HTML: made once per edition and kept, for the page is asked for often and never differs."""

from dataclasses import dataclass
from functools import lru_cache

from flask import url_for
from markupsafe import Markup

from courses.blocks import Block
from courses.model import Module, Section, Tier
from lms.http.content import get_module
from lms.web.blocks_html import Targets, render, terms_in
from lms.web.contexts.learning import LensText, TermEntry
from lms.web.words import tier_words

KEPT_SECTIONS = 2048


@dataclass(frozen=True, slots=True)
class SectionHtml:
    """A section as HTML, with every lens and the definitions of the terms its words link to."""

    text: Markup
    lenses: dict[Tier, LensText]
    terms: tuple[TermEntry, ...]


def targets_of(module: Module, *, definitions_are_here: bool) -> Targets:
    """Return where the links of a module's words lead."""
    return Targets(
        glossary="" if definitions_are_here else url_for("learning.glossary", module_id=module.id),
        sources=url_for("learning.sources", module_id=module.id),
        sections={
            section.id: url_for("learning.section", module_id=module.id, section_id=section.id)
            for section in module.sections
        },
    )


def words(module: Module, blocks: tuple[Block, ...]) -> Markup:
    """Return blocks of a module as HTML, terms leading to its glossary page."""
    return render(blocks, targets_of(module, definitions_are_here=False))


@lru_cache(maxsize=KEPT_SECTIONS)
def section_html(
    module_id: str, edition: str, content_language: str, page_language: str, section_id: str
) -> SectionHtml:
    """Return a section as HTML. The edition and the languages are in the key: another of either is another text."""
    del edition, page_language
    module = get_module(module_id, content_language)
    section = next(section for section in module.sections if section.id == section_id)
    targets = targets_of(module, definitions_are_here=True)
    return SectionHtml(
        text=render(section.blocks, targets),
        lenses={
            tier: LensText(tier=tier_words(tier), title=lens.title, text=render(lens.blocks, targets))
            for tier, lens in section.lenses.items()
        },
        terms=_terms(module, section),
    )


def _terms(module: Module, section: Section) -> tuple[TermEntry, ...]:
    lenses = [block for lens in section.lenses.values() for block in lens.blocks]
    wanted = terms_in((*section.blocks, *lenses))
    known = {entry.id: entry for entry in module.glossary}
    return tuple(TermEntry(id=key, term=known[key].term, definition=known[key].definition) for key in wanted)
