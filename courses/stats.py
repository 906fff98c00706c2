"""A module in numbers: what an author, a coordinator and a program can compare."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from courses.blocks import Block, plain
from courses.catalogue import reading_minutes
from courses.markup import count_text, count_words, runs
from courses.model import Mode, Module, Section, SectionKind, Tier, Track
from courses.readability import grade
from courses.rules.session import slides_for
from quizzes.model import Item, Kind, MatchingBody, MultipleBody, OrderingBody, SingleBody

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class SlideStats:
    """The slides of one mode with their minutes; `by_tier` holds only tiers that are shown fewer of them."""

    slides: int
    minutes: int
    by_tier: Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class ItemStats:
    """The questions. An item counts for each objective and each tier it names; `for_everyone` name no tier."""

    total: int
    on_cases: int
    for_everyone: int
    by_kind: Mapping[Kind, int]
    by_objective: Mapping[str, int]
    by_tier: Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class ModuleStats:
    """A module in one language. `lenses` counts all of all tiers; `grade` is None where its language has no rule.

    `words` counts by part: lesson, lenses, case, slides, notes, activities, workbook, job_aid, glossary, quiz. Those of
    the quiz are stems and what can be chosen, without feedback.
    """

    id: str
    principle: int
    edition: str
    language: str
    title: str
    objectives: int
    sections: int
    stories: int
    lenses: int
    decisions: int
    endings: int
    activities: int
    glossary: int
    sources: int
    calculators: int
    slides: Mapping[Mode, SlideStats]
    items: ItemStats
    minutes: Mapping[Tier, Mapping[Track, int]]
    words: Mapping[str, int]
    grade: Fraction | None

    @property
    def all_words(self) -> int:
        """Return the words of all parts together."""
        return sum(self.words.values())


def count(module: Module) -> ModuleStats:
    """Return the numbers of a module."""
    return ModuleStats(
        id=module.id,
        principle=module.principle,
        edition=module.edition,
        language=module.language,
        title=module.title,
        objectives=len(module.objectives),
        sections=len(module.sections),
        stories=sum(section.kind is SectionKind.STORY for section in module.sections),
        lenses=sum(len(section.lenses) for section in module.sections),
        decisions=len(module.case.nodes),
        endings=len(module.case.endings),
        activities=len(module.activities),
        glossary=len(module.glossary),
        sources=len(module.sources),
        calculators=len(module.calculators),
        slides={mode: _slides(module, mode) for mode in Mode},
        items=_items(module),
        minutes={tier: {track: reading_minutes(module, tier=tier, track=track) for track in Track} for tier in Tier},
        words=_words(module),
        grade=grade(_lesson_runs(module)) if module.language == ENGLISH else None,
    )


def section_grade(section: Section, *, language: str) -> Fraction | None:
    """Return the school grade of a section's core text; None in a language without a rule."""
    return grade(_runs(section.blocks)) if language == ENGLISH else None


def as_document(stats: ModuleStats) -> dict[str, object]:
    """Return the numbers ready for JSON: the command, the API and nothing else decide what they are called."""
    items = stats.items
    return {
        "id": stats.id,
        "principle": stats.principle,
        "edition": stats.edition,
        "language": stats.language,
        "title": stats.title,
        "objectives": stats.objectives,
        "sections": stats.sections,
        "stories": stats.stories,
        "lenses": stats.lenses,
        "decisions": stats.decisions,
        "endings": stats.endings,
        "slides": {
            mode.value: {"slides": one.slides, "minutes": one.minutes, "by_tier": _named(one.by_tier)}
            for mode, one in stats.slides.items()
        },
        "activities": stats.activities,
        "items": {
            "total": items.total,
            "on_cases": items.on_cases,
            "for_everyone": items.for_everyone,
            "by_kind": _named(items.by_kind),
            "by_objective": dict(items.by_objective),
            "by_tier": _named(items.by_tier),
        },
        "minutes": {tier.value: _named(tracks) for tier, tracks in stats.minutes.items()},
        "words": {**stats.words, "all": stats.all_words},
        "glossary": stats.glossary,
        "sources": stats.sources,
        "calculators": stats.calculators,
        "grade": None if stats.grade is None else one_decimal(stats.grade),
    }


def one_decimal(value: Fraction) -> float:
    """Return the value rounded to one decimal."""
    return round(float(value), 1)


def _named(
    counts: Mapping[Mode, int] | Mapping[Tier, int] | Mapping[Track, int] | Mapping[Kind, int],
) -> dict[str, int]:
    return {key.value: number for key, number in counts.items()}


def _slides(module: Module, mode: Mode) -> SlideStats:
    shown = [slide for slide in module.slides if mode in slide.modes]
    by_tier = {tier: len(slides_for(module, mode=mode, tier=tier)) for tier in Tier}
    return SlideStats(
        slides=len(shown),
        minutes=sum(slide.minutes for slide in shown),
        by_tier={tier: number for tier, number in by_tier.items() if number != len(shown)},
    )


def _items(module: Module) -> ItemStats:
    items = module.bank.items
    kinds = Counter(item.kind for item in items)
    objectives = Counter(name for item in items for name in set(item.objectives))
    tiers = Counter(name for item in items for name in set(item.tiers))
    return ItemStats(
        total=len(items),
        on_cases=sum(item.case for item in items),
        for_everyone=sum(not item.tiers for item in items),
        by_kind={kind: kinds[kind] for kind in Kind},
        by_objective={one.id: objectives[one.id] for one in module.objectives},
        by_tier={tier: tiers[tier.value] for tier in Tier},
    )


def _words(module: Module) -> dict[str, int]:
    case = module.case
    notes = [block for slide in module.slides for block in (*slide.say, *slide.ask, *slide.do)]
    return {
        "lesson": sum(section.words for section in module.sections),
        "lenses": sum(sum(section.lens_words.values()) for section in module.sections),
        "case": count_words(case.setting)
        + sum(_scene(node.title, node.blocks) for node in case.nodes.values())
        + sum(_scene(one.text, one.consequence) for node in case.nodes.values() for one in node.choices)
        + sum(_scene(ending.title, ending.blocks) for ending in case.endings.values()),
        "slides": sum(slide.words for slide in module.slides),
        "notes": count_words(notes),
        "activities": sum(
            count_words((*one.aim, *one.materials, *one.room, *one.webinar, *one.cards))
            + count_words((*one.expected, *one.wrong, *one.debrief))
            for one in module.activities
        ),
        "workbook": count_words(module.workbook.blocks),
        "job_aid": count_words(module.job_aid.blocks),
        "glossary": sum(count_text(entry.term) + count_text(entry.definition) for entry in module.glossary),
        "quiz": sum(map(_asked_words, module.bank.items)) + _scenario_words(module.bank.items),
    }


def _scene(title: str, blocks: tuple[Block, ...]) -> int:
    return count_text(title) + count_words(blocks)


def _asked_words(item: Item) -> int:
    match item.body:
        case SingleBody(options) | MultipleBody(options) | OrderingBody(options):
            chosen = options
        case MatchingBody(left, right):
            chosen = (*left, *right)
        case _:
            chosen = ()
    return count_text(item.stem) + sum(count_text(option.text) for option in chosen)


def _scenario_words(items: Iterable[Item]) -> int:
    """Count a scenario once, however many items share it."""
    return sum(count_text(text) for text in {item.scenario_id: item.scenario for item in items}.values())


def _lesson_runs(module: Module) -> Iterable[str]:
    for section in module.sections:
        yield from _runs(section.blocks)
        for lens in section.lenses.values():
            yield from _runs(lens.blocks)


def _runs(blocks: Iterable[Block]) -> Iterable[str]:
    return (plain(run) for block in blocks for run in runs(block))
