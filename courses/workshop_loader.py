"""Reads the workshop, never its key. Every file is read before giving up, so that one run shows all faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courses.case_words import edition_of, files_of, marked, match_words, part_of, refuse, refuse_faults
from courses.documents.workshop import (
    SectionEntry,
    SittingEntry,
    WorkshopFile,
    WorkshopWords,
    read_workshop,
    read_workshop_words,
)
from courses.exercise_loader import load_exercises
from courses.files import ModuleFiles
from courses.lines import Lines
from courses.markup import ParsedFile, ParsedSection
from courses.resources import WORKSHOP
from courses.tool_loader import load_tools
from courses.workshop import (
    AgendaItem,
    CalibrationExample,
    Criterion,
    ExampleSection,
    Indicator,
    Level,
    Limb,
    ProposalPart,
    ProposalSection,
    Rubric,
    Sitting,
    Workshop,
)

_KEYS = ("limbs", "parts", "indicators", "criteria", "sittings")


@dataclass(frozen=True, slots=True)
class LoadedWorkshop:
    """The workshop and, beside it, where everything stands in its files."""

    workshop: Workshop
    lines: Lines


def load_workshop(folder: Path, *, language: str = "en") -> Workshop:
    """Return the workshop of a folder; raises ContentError with all its faults at once."""
    return load_workshop_with_lines(folder, language=language).workshop


def load_workshop_with_lines(folder: Path, *, language: str = "en") -> LoadedWorkshop:
    """Return the workshop with its side table of lines, for a check that names places."""
    files = files_of(folder, language)
    structure = files.structured(WORKSHOP, read_workshop)
    words = files.structured(files.worded("workshop.toml"), read_workshop_words)
    exercises, sections, example = (marked(files, f"{name}.md") for name in ("exercises", "sections", "example"))
    tools = load_tools(files)
    if structure is None or words is None or exercises is None or sections is None or example is None:
        refuse(files)
    for key in _KEYS:
        ids = [entry.id for entry in getattr(structure, key)]
        match_words(files, key, ids, getattr(words, key), structure=WORKSHOP, worded=files.worded("workshop.toml"))
    for sitting in structure.sittings:
        _match_agenda(files, sitting, words)
    built, written_for = load_exercises(files, structure.exercises, exercises)
    proposal = _headings(files, "sections", [one.id for one in structure.sections], sections)
    written = [_section(files, one, proposal[one.id]) for one in structure.sections if one.id in proposal]
    refuse_faults(files)
    workshop = _assemble(structure, words, language)
    workshop = replace(
        workshop,
        exercises=built,
        written_for=written_for,
        sections=tuple(written),
        example=CalibrationExample(
            title=example.title,
            intro=example.intro,
            sections=tuple(ExampleSection(one.id, one.title, one.blocks) for one in example.sections),
        ),
        tools=tools,
    )
    return LoadedWorkshop(replace(workshop, edition=edition_of(workshop)), files.findings.lines)


def _assemble(structure: WorkshopFile, words: WorkshopWords, language: str) -> Workshop:
    limbs, parts, asked = words.limbs, words.parts, words.indicators
    return Workshop(
        language=language,
        edition="",
        revised_on=structure.revised_on,
        title=words.title,
        summary=words.summary,
        limbs=tuple(Limb(one.id, one.standard, limbs[one.id].title, limbs[one.id].text) for one in structure.limbs),
        parts=tuple(ProposalPart(one.number, one.id, parts[one.id].title) for one in structure.parts),
        indicators=tuple(Indicator(one.id, one.standard, one.limb, asked[one.id].text) for one in structure.indicators),
        sections=(),
        rubric=_rubric(structure, words),
        sittings=tuple(_sitting(one, words) for one in structure.sittings),
        exercises=(),
        example=CalibrationExample("", (), ()),
        early_items=structure.early_items,
        late_items=structure.late_items,
    )


def _rubric(structure: WorkshopFile, words: WorkshopWords) -> Rubric:
    criteria = []
    for entry in structure.criteria:
        one = words.criteria[entry.id]
        levels = tuple(Level(points, text) for points, text in enumerate(one.levels, start=1))
        criteria.append(Criterion(entry.id, one.title, one.question, levels))
    return Rubric(words.rubric_note, tuple(criteria))


def _match_agenda(files: ModuleFiles, sitting: SittingEntry, words: WorkshopWords) -> None:
    if sitting.id in words.sittings:
        ids = [item.id for item in sitting.items]
        worded = files.worded("workshop.toml")
        given = words.sittings[sitting.id].items
        match_words(files, f"sittings.{sitting.id}.items", ids, given, structure=WORKSHOP, worded=worded)


def _sitting(entry: SittingEntry, words: WorkshopWords) -> Sitting:
    told = words.sittings[entry.id]
    items = tuple(
        AgendaItem(
            id=one.id,
            kind=one.kind,
            minutes=one.minutes,
            minimum=one.minimum,
            priority=one.priority,
            title=told.items[one.id].title,
            text=told.items[one.id].text,
            exercise=one.exercise,
        )
        for one in entry.items
    )
    return Sitting(entry.id, entry.mode, entry.of, told.title, entry.starts, entry.ends, items)


def _headings(files: ModuleFiles, key: str, ids: Sequence[str], parsed: ParsedFile) -> Mapping[str, ParsedSection]:
    return files.findings.match((WORKSHOP, (key,)), ids, file=files.worded(f"{key}.md"), parsed=parsed)


def _section(files: ModuleFiles, entry: SectionEntry, section: ParsedSection) -> ProposalSection:
    name = files.worded("sections.md")
    guidance = part_of(files, section, "guidance", name=name)
    example = part_of(files, section, "example", name=name)
    files.findings.refuse_unknown_parts(section, ("guidance", "example"), file=name)
    return ProposalSection(
        id=entry.id,
        title=section.title,
        parts=entry.parts,
        limbs=entry.limbs,
        words=entry.words,
        guidance=guidance.blocks,
        example_title=example.title,
        example=example.blocks,
    )
