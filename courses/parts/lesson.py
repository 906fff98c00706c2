"""The lesson: sections, their lenses, and the words of the module around them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from courses.documents.module import ModuleFile, SectionEntry
from courses.documents.words import ChangeKind, WordsFile
from courses.findings import Findings
from courses.markup import ParsedFile, ParsedSection, count_words
from courses.model import CalculatorWords, Change, GlossaryEntry, Lens, Objective, Section, Source, Tier

_STRUCTURE = "module.toml"
ITEMS_OF_A_CHANGE = 2


def build_sections(structure: ModuleFile, parsed: ParsedFile, *, file: str, findings: Findings) -> tuple[Section, ...]:
    """Return the sections that have both structure and words, in the order of the structure."""
    ids = [entry.id for entry in structure.sections]
    headings = findings.match((_STRUCTURE, ("sections",)), ids, file=file, parsed=parsed)
    found = [section.id for section in parsed.sections]
    findings.refuse_disorder(ids, file=file, found=found, structure=_STRUCTURE)
    findings.refuse_loose(parsed.intro, file=file, path=("title",), where="between the title and the first section")
    calculators = {
        entry.id: tuple(one.id for one in structure.calculators if one.section == entry.id)
        for entry in structure.sections
    }
    return tuple(
        _section(entry, headings[entry.id], calculators[entry.id], file=file, findings=findings)
        for entry in structure.sections
        if entry.id in headings
    )


def _section(
    entry: SectionEntry, words: ParsedSection, calculators: tuple[str, ...], *, file: str, findings: Findings
) -> Section:
    findings.refuse_unknown_parts(words, tuple(Tier), file=file)
    lenses = {
        Tier(part.id): Lens(Tier(part.id), part.title, part.blocks)
        for part in words.subsections
        if part.id in tuple(Tier)
    }
    return Section(
        id=entry.id,
        kind=entry.kind,
        title=words.title,
        blocks=words.blocks,
        lenses=MappingProxyType(lenses),
        objectives=entry.objectives,
        standards=entry.standards,
        tracks=entry.tracks,
        sources=entry.sources,
        calculators=calculators,
        words=count_words(words.blocks),
        lens_words=MappingProxyType({tier: count_words(lens.blocks) for tier, lens in lenses.items()}),
    )


def refer(structure: ModuleFile, findings: Findings) -> None:
    """Declare the ids of the structure, and note every reference it makes."""
    findings.declare("objective", [one.id for one in structure.objectives])
    findings.declare("section", [one.id for one in structure.sections])
    findings.declare("source", [one.id for one in structure.sources])
    findings.use("standard", structure.standards, file=_STRUCTURE, path=("standards",))
    for objective in structure.objectives:
        place = ("objectives", objective.id, "standards")
        findings.use("standard", objective.standards, file=_STRUCTURE, path=place)
    for section in structure.sections:
        path = ("sections", section.id)
        findings.use("objective", section.objectives, file=_STRUCTURE, path=(*path, "objectives"))
        findings.use("standard", section.standards, file=_STRUCTURE, path=(*path, "standards"))
        findings.use("source", section.sources, file=_STRUCTURE, path=(*path, "sources"))
    for calculator in structure.calculators:
        path = ("calculators", calculator.id)
        findings.use("calculator", [calculator.id], file=_STRUCTURE, path=path)
        findings.use("section", [calculator.section], file=_STRUCTURE, path=(*path, "section"))


def match_words(structure: ModuleFile, words: WordsFile, *, file: str, findings: Findings) -> None:
    """Add a fault for every id of the structure without words, and for words without an id."""
    _same("objectives", [one.id for one in structure.objectives], words.objectives, file, findings)
    _same("sources", [one.id for one in structure.sources], words.sources, file, findings)
    _same("calculators", [one.id for one in structure.calculators], words.calculators, file, findings)


def _same(key: str, ids: Iterable[str], words: Mapping[str, object], file: str, findings: Findings) -> None:
    declared = tuple(ids)
    for one in declared:
        if one not in words:
            findings.add(_STRUCTURE, (key, one), f"{one!r} has no words in {file}; add it to [{key}] there")
    for one in words:
        if one not in declared:
            findings.add(file, (key, one), f"{one!r} is not in [[{key}]] of {_STRUCTURE}; add it there, or remove it")


def objectives(structure: ModuleFile, words: WordsFile) -> tuple[Objective, ...]:
    """Return the objectives with their words."""
    return tuple(Objective(one.id, words.objectives[one.id], one.standards) for one in structure.objectives)


def sources(structure: ModuleFile, words: WordsFile) -> tuple[Source, ...]:
    """Return the sources with their titles."""
    return tuple(Source(one.id, words.sources[one.id], one.url) for one in structure.sources)


def glossary(words: WordsFile) -> tuple[GlossaryEntry, ...]:
    """Return the glossary in the order of the words."""
    return tuple(GlossaryEntry(one, entry.term, entry.definition) for one, entry in words.glossary.items())


def calculators(structure: ModuleFile, words: WordsFile) -> tuple[CalculatorWords, ...]:
    """Return the words around each calculator."""
    texts = ((one.id, words.calculators[one.id]) for one in structure.calculators)
    return tuple(CalculatorWords(name, text.title, text.intro, text.reading) for name, text in texts)


def changes(words: WordsFile) -> tuple[Change, ...]:
    """Return the changelog as written, newest first."""
    return tuple(Change(one.on, one.kind == ChangeKind.SUBSTANTIVE, one.text, one.items) for one in words.changes)


def refer_changes(words: WordsFile, *, file: str, findings: Findings) -> None:
    """Note the questions that changes name, and a fault for a change that may not name them so."""
    for index, change in enumerate(words.changes):
        path = ("changes", str(index), "items")
        findings.use("item", change.items, file=file, path=path)
        if change.items and change.kind is not ChangeKind.SUBSTANTIVE:
            findings.add(file, path, "an editorial change asks nobody; take the items out, or call it substantive")
        elif change.items and len(change.items) != ITEMS_OF_A_CHANGE:
            what = f"{len(change.items)} items test this change; name exactly {ITEMS_OF_A_CHANGE}, or none"
            findings.add(file, path, what)
