"""The curriculum as JSON."""

from marshmallow import fields
from marshmallow.validate import OneOf

from courses.model import Mode, SectionKind, Tier, Track
from lms.api.schemas.shape import Outgoing

TIERS = tuple(tier.value for tier in Tier)
TRACKS = tuple(track.value for track in Track)
BLOCKS = "Blocks as docs/api.md describes them: each has a `kind` and what that kind holds."
HOLDS_BLOCKS = {"description": BLOCKS}


def tier_field(*, allow_none: bool = False) -> fields.String:
    """Return a field for a tier."""
    return fields.String(validate=OneOf(TIERS), allow_none=allow_none)


class ObjectiveSchema(Outgoing):
    """What a learner can do afterwards."""

    id = fields.String()
    text = fields.String()
    standards = fields.List(fields.String())


class ModuleEntrySchema(Outgoing):
    """A module in the list."""

    id = fields.String()
    title = fields.String()
    principle = fields.Integer(metadata={"description": "1 to 7; 0 is the introduction."})
    summary = fields.String()
    language = fields.String()
    edition = fields.String(metadata={"description": "Twelve hex digits: the hash of what can change meaning."})
    standards = fields.List(fields.String())
    pass_percent = fields.Integer()


class SectionEntrySchema(Outgoing):
    """A section in a module's list."""

    id = fields.String()
    title = fields.String()
    kind = fields.String(validate=OneOf([kind.value for kind in SectionKind]))
    tracks = fields.List(fields.String(validate=OneOf(TRACKS)), metadata={"description": "The tracks that read it."})
    objectives = fields.List(fields.String())
    standards = fields.List(fields.String())
    minutes = fields.Dict(
        keys=fields.String(validate=OneOf(TIERS)),
        values=fields.Integer(),
        metadata={"description": "To read it with the lens of a tier."},
    )


class ModuleSchema(ModuleEntrySchema):
    """A module at a glance."""

    languages = fields.List(fields.String())
    objectives = fields.List(fields.Nested(ObjectiveSchema))
    sections = fields.List(fields.Nested(SectionEntrySchema))
    minutes = fields.Dict(
        keys=fields.String(validate=OneOf(TIERS)),
        values=fields.Dict(keys=fields.String(validate=OneOf(TRACKS)), values=fields.Integer()),
        metadata={"description": "To read all of it, by tier and track."},
    )
    questions = fields.Integer(metadata={"description": "How many a quiz asks."})


class ModuleListSchema(Outgoing):
    """All modules in series order."""

    modules = fields.List(fields.Nested(ModuleEntrySchema))


class LensSchema(Outgoing):
    """What a section means for one tier."""

    tier = tier_field()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)


class SectionSchema(SectionEntrySchema):
    """A section with its words."""

    module = fields.String()
    edition = fields.String()
    language = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)
    lens = fields.Nested(
        LensSchema, allow_none=True, metadata={"description": "That of the asker's own tier, or null."}
    )
    lenses = fields.List(fields.Nested(LensSchema), metadata={"description": "Those of all tiers."})
    sources = fields.List(fields.String())
    calculators = fields.List(fields.String())


class TermSchema(Outgoing):
    """A term and what it means."""

    id = fields.String()
    term = fields.String()
    definition = fields.String()


class GlossarySchema(Outgoing):
    """The words of a module."""

    module = fields.String()
    entries = fields.List(fields.Nested(TermSchema))


class SourceSchema(Outgoing):
    """Where a fact comes from, and the sections that use it."""

    id = fields.String()
    title = fields.String()
    url = fields.String()
    sections = fields.List(fields.String())


class SourcesSchema(Outgoing):
    """The sources of a module."""

    module = fields.String()
    entries = fields.List(fields.Nested(SourceSchema))


class JobAidSchema(Outgoing):
    """The page for the desk, with the institution's own complaint line in it."""

    module = fields.String()
    edition = fields.String()
    title = fields.String()
    blocks = fields.List(fields.Dict(), metadata=HOLDS_BLOCKS)


def counts(names: tuple[str, ...] = (), *, said: str = "") -> fields.Dict:
    """Return a field of whole numbers by name."""
    keys = fields.String(validate=OneOf(names)) if names else fields.String()
    return fields.Dict(keys=keys, values=fields.Integer(), metadata={"description": said} if said else {})


class SlideStatsSchema(Outgoing):
    """The slides of a mode."""

    slides = fields.Integer()
    minutes = fields.Integer()
    by_tier = counts(TIERS, said="Only tiers that are shown fewer.")


class ItemStatsSchema(Outgoing):
    """The questions: how many, never which."""

    total = fields.Integer()
    on_cases = fields.Integer()
    for_everyone = fields.Integer(metadata={"description": "Those written for no tier of its own."})
    by_kind = counts()
    by_objective = counts()
    by_tier = counts(TIERS)


class StatsSchema(Outgoing):
    """A module in numbers."""

    id = fields.String()
    principle = fields.Integer()
    edition = fields.String()
    language = fields.String()
    title = fields.String()
    objectives = fields.Integer()
    sections = fields.Integer()
    stories = fields.Integer()
    lenses = fields.Integer(metadata={"description": "Of all sections and tiers."})
    decisions = fields.Integer(metadata={"description": "Of the practice case."})
    endings = fields.Integer()
    slides = fields.Dict(
        keys=fields.String(validate=OneOf([mode.value for mode in Mode])), values=fields.Nested(SlideStatsSchema)
    )
    activities = fields.Integer()
    items = fields.Nested(ItemStatsSchema)
    minutes = fields.Dict(
        keys=fields.String(validate=OneOf(TIERS)),
        values=counts(TRACKS),
        metadata={"description": "To read all of it, by tier and track."},
    )
    words = counts(said="By part, and `all` of them together.")
    glossary = fields.Integer()
    sources = fields.Integer()
    calculators = fields.Integer()
    grade = fields.Float(
        allow_none=True,
        metadata={"description": "School grade of Flesch and Kincaid; null in a language without such a rule."},
    )
