"""Reads a workshop case, never its key. Every file is read before giving up, so that one run shows all faults."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from courses.blocks import plain
from courses.case_tables import read_rows
from courses.case_words import edition_of, files_of, marked, match_words, refuse, refuse_faults
from courses.cases import (
    NUMERIC,
    Case,
    CasePart,
    ChartPlan,
    Column,
    Depth,
    Exhibit,
    ExhibitKind,
    Fact,
    FactValue,
    Person,
    Ranking,
    Row,
    Subject,
    ValueKind,
)
from courses.documents.workshop_case import (
    ExhibitEntry,
    ExhibitsWords,
    ExhibitWords,
    FactEntry,
    FactsWords,
    FactWords,
    SubjectEntry,
    SubjectWords,
    ValueEntry,
    WorkshopCaseFile,
    read_exhibits_words,
    read_facts_words,
    read_workshop_case,
)
from courses.errors import Fault
from courses.files import ModuleFiles
from courses.lines import Lines
from courses.resources import CASE, case_folders

_NUMBER = re.compile(r"\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """A case and, beside it, where everything stands in its files."""

    case: Case
    lines: Lines


def load_cases(workshop: Path, *, language: str = "en") -> tuple[Case, ...]:
    """Return the cases of a workshop folder, full ones first, then by id; raises ContentError for the first bad one."""
    cases = [load_case(folder, language=language) for folder in case_folders(workshop)]
    return tuple(sorted(cases, key=lambda case: (case.depth is not Depth.FULL, case.id)))


def load_case(folder: Path, *, language: str = "en") -> Case:
    """Return the case of a folder, all its references resolved; raises ContentError with all its faults at once."""
    return load_case_with_lines(folder, language=language).case


def load_case_with_lines(folder: Path, *, language: str = "en") -> LoadedCase:
    """Return the case with its side table of lines, for a check that names places."""
    files = files_of(folder, language)
    structure = files.structured(CASE, read_workshop_case)
    facts = files.structured(files.worded("facts.toml"), read_facts_words)
    words = files.structured(files.worded("exhibits.toml"), read_exhibits_words)
    story = marked(files, "case.md")
    if structure is None or facts is None or words is None or story is None:
        refuse(files)
    _match(files, structure, facts, words)
    _resolve(files, structure)
    if structure.id != folder.resolve().name:
        what = f"the id is {structure.id!r} and the folder {folder.resolve().name!r}; make them equal"
        files.findings.add(CASE, ("id",), what)
    exhibits = [_exhibit(files, entry, words) for entry in structure.exhibits]
    values = {entry.id: [_value(files, entry, value) for value in entry.values] for entry in structure.facts}
    refuse_faults(files)
    case = Case(
        id=structure.id,
        language=language,
        edition="",
        depth=structure.depth,
        title=facts.title,
        summary=facts.summary,
        country=facts.country,
        currency=structure.currency,
        currency_name=facts.currency_name,
        as_on=structure.as_on,
        is_invented=structure.invented and structure.country_invented,
        intro=story.intro,
        parts=tuple(CasePart(one.id, one.title, one.blocks) for one in story.sections),
        people=tuple(Person(one.id, facts.people[one.id].name, facts.people[one.id].role) for one in structure.people),
        subjects=tuple(_subject(one, facts.subjects[one.id]) for one in structure.subjects),
        facts=tuple(_fact(one, facts.facts[one.id], values[one.id]) for one in structure.facts),
        exhibits=tuple(exhibits),
        rankings=tuple(Ranking(key, one.words, tuple(one.names.items())) for key, one in facts.rankings.items()),
    )
    return LoadedCase(replace(case, edition=edition_of(case)), files.findings.lines)


def _subject(entry: SubjectEntry, words: SubjectWords) -> Subject:
    return Subject(entry.id, words.aliases, words.cues, entry.designed)


def _fact(entry: FactEntry, words: FactWords, values: Sequence[FactValue]) -> Fact:
    return Fact(
        number=entry.number,
        id=entry.id,
        text=words.text,
        values=tuple(values),
        exhibits=entry.exhibits,
        wordings=words.wordings,
        contraries=words.contraries,
        contraries_today=words.contraries_today,
    )


def _match(files: ModuleFiles, structure: WorkshopCaseFile, facts: FactsWords, words: ExhibitsWords) -> None:
    worded = files.worded("facts.toml")
    for key in ("people", "subjects", "facts"):
        ids = [entry.id for entry in getattr(structure, key)]
        match_words(files, key, ids, getattr(facts, key), structure=CASE, worded=worded)
    ids = [entry.id for entry in structure.exhibits]
    numbered = {value.subject for fact in structure.facts for value in fact.values if value.kind in NUMERIC}
    for ranking, one in facts.rankings.items():
        for subject in one.names:
            if subject not in numbered:
                what = f"{subject!r} is no subject with a number; write the id of one that has one"
                files.findings.add(worded, ("rankings", ranking, "names", subject), what)
    match_words(files, "exhibits", ids, words.exhibits, structure=CASE, worded=files.worded("exhibits.toml"))


def _resolve(files: ModuleFiles, structure: WorkshopCaseFile) -> None:
    exhibits = {entry.id for entry in structure.exhibits}
    subjects = {entry.id for entry in structure.subjects}
    for fact in structure.facts:
        for exhibit in fact.exhibits:
            if exhibit not in exhibits:
                what = f"{fact.id!r} cites the exhibit {exhibit!r}, which does not exist; mend the id, or add it"
                files.findings.add(CASE, ("facts", fact.id), what)
        for value in fact.values:
            if value.subject not in subjects:
                what = f"{fact.id!r} speaks of the subject {value.subject!r}, which does not exist; add it to subjects"
                files.findings.add(CASE, ("facts", fact.id), what)
    used = {value.subject for fact in structure.facts for value in fact.values}
    for subject in structure.subjects:
        if subject.id not in used:
            what = f"no fact has a value for the subject {subject.id!r}; give it one, or remove the subject"
            files.findings.add(CASE, ("subjects", subject.id), what)


def _value(files: ModuleFiles, fact: FactEntry, value: ValueEntry) -> FactValue:
    amount = None
    if value.kind in NUMERIC:
        if _NUMBER.fullmatch(value.value):
            amount = Fraction(value.value)
        else:
            what = f"{fact.id!r}: {value.value!r} is no number; write digits, with a point for decimals"
            files.findings.add(CASE, ("facts", fact.id), what)
    elif value.kind is ValueKind.DATE and not _DATE.fullmatch(value.value):
        what = f"{fact.id!r}: {value.value!r} is no date; write 2026, 2026-03 or 2026-03-31"
        files.findings.add(CASE, ("facts", fact.id), what)
    return FactValue(value.kind, value.subject, value.value, amount, value.unit, value.period)


def _exhibit(files: ModuleFiles, entry: ExhibitEntry, words: ExhibitsWords) -> Exhibit:
    worded = words.exhibits.get(entry.id, ExhibitWords("", "", {}, {}))
    ids = [column.id for column in entry.columns]
    if entry.id in words.exhibits:
        match_words(
            files,
            f"exhibits.{entry.id}.columns",
            ids,
            worded.columns,
            structure=CASE,
            worded=files.worded("exhibits.toml"),
        )
    columns = tuple(Column(one.id, worded.columns.get(one.id, one.id), one.kind) for one in entry.columns)
    exhibit = Exhibit(
        number=entry.number,
        id=entry.id,
        kind=entry.kind,
        title=worded.title,
        origin=worded.origin,
        blocks=(),
        columns=columns,
        rows=(),
        chart=_chart(files, entry, ids),
        is_raw=entry.raw,
        also=tuple(worded.rows.items()),
    )
    if entry.kind is ExhibitKind.NOTE:
        return _note(files, exhibit)
    exhibit = replace(exhibit, rows=_rows(files, exhibit))
    cells = {cell for row in exhibit.rows for cell in row.cells}
    for row in worded.rows:
        if exhibit.rows and row not in cells:
            what = f"{row!r} stands in no row of {files.worded(f'exhibits/{exhibit.id}.csv')}; mend it, or remove it"
            files.findings.add(files.worded("exhibits.toml"), ("exhibits", exhibit.id, "rows", row), what)
    return exhibit


def _chart(files: ModuleFiles, entry: ExhibitEntry, ids: Sequence[str]) -> ChartPlan | None:
    if entry.chart is None:
        return None
    for column in (entry.chart.category, *entry.chart.series):
        if column not in ids:
            what = f"the chart of {entry.id!r} names the column {column!r}, which does not exist; mend the id"
            files.findings.add(CASE, ("exhibits", entry.id), what)
    return ChartPlan(entry.chart.kind, entry.chart.category, entry.chart.series)


def _note(files: ModuleFiles, exhibit: Exhibit) -> Exhibit:
    parsed = marked(files, f"exhibits/{exhibit.id}.md")
    if exhibit.columns:
        what = f"{exhibit.id!r} is a note and has columns; remove them, or make it a table"
        files.findings.add(CASE, ("exhibits", exhibit.id), what)
    if parsed is None:
        return exhibit
    name = files.worded(f"exhibits/{exhibit.id}.md")
    if parsed.title != exhibit.title:
        what = f"the title is not that of {files.worded('exhibits.toml')}, {exhibit.title!r}; make them equal"
        files.findings.add(name, ("title",), what)
    blocks = [*parsed.intro]
    for section in parsed.sections:
        blocks += [section.heading, *section.blocks]
        for inner in section.subsections:
            what = f"a `###` heading, {plain(inner.heading.children)!r}; a note has `##` headings only"
            files.findings.add(name, (section.id, inner.id), what)
    return replace(exhibit, blocks=tuple(blocks))


def _rows(files: ModuleFiles, exhibit: Exhibit) -> tuple[Row, ...]:
    if not exhibit.columns:
        what = f"{exhibit.id!r} has no columns; give it [[exhibits.columns]]"
        files.findings.add(CASE, ("exhibits", exhibit.id), what)
        return ()
    name = files.worded(f"exhibits/{exhibit.id}.csv")
    text = files.text(name)
    if text is None:
        return ()
    rows, faults = read_rows(text, columns=exhibit.columns, is_raw=exhibit.is_raw)
    files.findings.faults += [Fault(files.findings.shown(name), line, what) for line, what in faults]
    return rows
