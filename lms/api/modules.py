"""The curriculum: modules, sections, glossary, sources and the page for the desk."""

from math import ceil

from flask.views import MethodView

from courses.catalogue import WORDS_A_MINUTE, reading_minutes
from courses.markup import fill
from courses.model import Lens, Module, Section, Tier, Track
from courses.stats import as_document, count
from lms.api import examples
from lms.api.block_tree import Json, write_blocks
from lms.api.learner import find_tier, get_section
from lms.api.operations import Area, fails
from lms.api.schemas.modules import (
    GlossarySchema,
    JobAidSchema,
    ModuleListSchema,
    ModuleSchema,
    SectionSchema,
    SourcesSchema,
    StatsSchema,
)
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue
from lms.http.i18n import language
from lms.http.viewer import viewer
from lms.permissions import Permission

area = Area("modules", "The curriculum, in the language of the account or of Accept-Language where there is one.")


@area.at("/modules")
class Modules(MethodView):
    """All modules."""

    @needs(Permission.SIGNED_IN)
    @area.gives(200, ModuleListSchema, example={"modules": [examples.MODULE]})
    def get(self) -> Json:
        """List the modules in series order."""
        return {"modules": [get_module(module.id, language()) for module in catalogue().modules]}


@area.at("/modules/<module_id>")
class OneModule(MethodView):
    """One module."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, ModuleSchema, example=examples.WHOLE_MODULE)
    def get(self, module_id: str) -> Json:
        """Show a module: objectives, sections with minutes, standards, edition."""
        module = get_module(module_id, language())
        return {
            **_entry(module),
            "languages": catalogue().languages(module.id),
            "objectives": module.objectives,
            "sections": [_section_entry(section) for section in module.sections],
            "minutes": {
                tier: {track: reading_minutes(module, tier=tier, track=track) for track in Track} for tier in Tier
            },
            "questions": min(module.bank.blueprint.length, len(module.bank.items)),
        }


@area.at("/modules/<module_id>/sections/<section_id>")
class OneSection(MethodView):
    """One section."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, SectionSchema, example=examples.WHOLE_SECTION)
    def get(self, module_id: str, section_id: str) -> Json:
        """Show a section with its words and its lenses."""
        module = get_module(module_id, language())
        section, tier = get_section(module, section_id), find_tier()
        own = section.lenses.get(tier) if tier else None
        return {
            **_section_entry(section),
            "module": module.id,
            "edition": module.edition,
            "language": module.language,
            "blocks": write_blocks(section.blocks),
            "lens": _lens(own) if own else None,
            "lenses": [_lens(lens) for lens in section.lenses.values()],
            "sources": section.sources,
            "calculators": section.calculators,
        }


@area.at("/modules/<module_id>/stats")
class Stats(MethodView):
    """A module in numbers."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, StatsSchema, example=examples.STATS)
    def get(self, module_id: str) -> Json:
        """Count what is in a module, as `lms content stats --json` does."""
        return as_document(count(get_module(module_id, language())))


@area.at("/modules/<module_id>/glossary")
class Glossary(MethodView):
    """The words of a module."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(
        200,
        GlossarySchema,
        example={
            "module": "complaints",
            "entries": [{"id": "complaint", "term": "complaint", "definition": "Any word of unhappiness."}],
        },
    )
    def get(self, module_id: str) -> Json:
        """List the words of a module in the order of the alphabet."""
        module = get_module(module_id, language())
        return {"module": module.id, "entries": sorted(module.glossary, key=lambda entry: entry.term.casefold())}


@area.at("/modules/<module_id>/sources")
class Sources(MethodView):
    """The sources of a module."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(
        200,
        SourcesSchema,
        example={
            "module": "complaints",
            "entries": [{"id": "S22", "title": "A study", "url": "https://example.org/study", "sections": ["silence"]}],
        },
    )
    def get(self, module_id: str) -> Json:
        """List where the facts of a module come from."""
        module = get_module(module_id, language())
        entries = [
            {
                "id": source.id,
                "title": source.title,
                "url": source.url,
                "sections": [section.id for section in module.sections if source.id in section.sources],
            }
            for source in module.sources
        ]
        return {"module": module.id, "entries": entries}


@area.at("/modules/<module_id>/job-aid")
class JobAid(MethodView):
    """The page for the desk."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(
        200,
        JobAidSchema,
        example={
            "module": "complaints",
            "edition": examples.MODULE["edition"],
            "title": "When a client complains",
            "blocks": examples.BLOCKS,
        },
    )
    def get(self, module_id: str) -> Json:
        """Show the page for the desk, filled in for the asker's own institution."""
        module = get_module(module_id, language())
        place = viewer().member
        values = {"module": module.title}
        if place is not None:
            values |= {
                "institution": place.institution_name,
                "hotline": place.institution_hotline,
                "currency": place.institution_currency,
            }
        blocks = write_blocks(fill(module.job_aid.blocks, values))
        return {"module": module.id, "edition": module.edition, "title": module.job_aid.title, "blocks": blocks}


def _entry(module: Module) -> Json:
    return {
        "id": module.id,
        "title": module.title,
        "principle": module.principle,
        "summary": module.summary,
        "language": module.language,
        "edition": module.edition,
        "standards": module.standards,
        "pass_percent": module.pass_percent,
    }


def _section_entry(section: Section) -> Json:
    return {
        "id": section.id,
        "title": section.title,
        "kind": section.kind,
        "tracks": [track for track in Track if track is Track.FULL or track in section.tracks],
        "objectives": section.objectives,
        "standards": section.standards,
        "minutes": {
            tier: max(1, ceil((section.words + section.lens_words.get(tier, 0)) / WORDS_A_MINUTE)) for tier in Tier
        },
    }


def _lens(lens: Lens) -> Json:
    return {"tier": lens.tier, "title": lens.title, "blocks": write_blocks(lens.blocks)}
