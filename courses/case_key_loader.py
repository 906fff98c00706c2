"""Reads the facilitator's key of a case and of the workshop. Nothing that serves trainees imports this module."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from courses.case_keys import (
    CaseAnswers,
    CaseKey,
    Claim,
    Contradiction,
    ExerciseAnswers,
    Matter,
    ReferenceScore,
    RegisterFault,
    Sort,
    VoiceKey,
    WorkshopKey,
)
from courses.case_tables import read_rows
from courses.case_words import files_of, marked, match_words, refuse, refuse_faults
from courses.cases import Case, Column, ColumnKind, ExhibitKind
from courses.documents.case_keys import (
    CaseKeyFile,
    CaseKeyWords,
    ContradictionEntry,
    ContradictionWords,
    read_case_key,
    read_case_key_words,
    read_workshop_key,
    read_workshop_key_words,
)
from courses.errors import Fault
from courses.exercise_loader import case_file
from courses.files import ModuleFiles
from courses.lines import Lines
from courses.markup import ParsedFile
from courses.resources import WORKSHOP
from courses.workshop import Workshop

KEY = "key/key.toml"
VOICES = "key/voices.csv"
_COLUMNS = tuple(Column(one, one, ColumnKind.TEXT) for one in ("voice", "sort", "type", "reason"))


@dataclass(frozen=True, slots=True)
class LoadedCaseKey:
    """A key and, beside it, where everything stands in its files."""

    key: CaseKey
    lines: Lines


def load_case_key(folder: Path, *, case: Case) -> CaseKey:
    """Return the key of a case, in the case's language; raises ContentError with all its faults at once."""
    return load_case_key_with_lines(folder, case=case).key


def load_case_key_with_lines(folder: Path, *, case: Case) -> LoadedCaseKey:
    """Return the key with its side table of lines, for a check that names places."""
    files = files_of(folder, case.language)
    structure = files.structured(KEY, read_case_key)
    words = files.structured(files.worded(KEY), read_case_key_words)
    if structure is None or words is None:
        refuse(files)
    for key in ("contradictions", "register_faults"):
        ids = [entry.id for entry in getattr(structure, key)]
        match_words(files, key, ids, getattr(words, key), structure=KEY, worded=files.worded(KEY))
    _resolve(files, structure, words, case)
    voices = _voices(files, case)
    refuse_faults(files)
    found = CaseKey(
        case_id=case.id,
        language=case.language,
        contradictions=tuple(_contradiction(one, words.contradictions[one.id]) for one in structure.contradictions),
        register_faults=tuple(
            RegisterFault(one.id, one.entries, words.register_faults[one.id].what, words.register_faults[one.id].why)
            for one in structure.register_faults
        ),
        voices=voices,
    )
    return LoadedCaseKey(found, files.findings.lines)


def _resolve(files: ModuleFiles, structure: CaseKeyFile, words: CaseKeyWords, case: Case) -> None:
    known = {"exhibit": {one.id for one in case.exhibits}, "fact": {one.id for one in case.facts}}
    subjects = {one.id for one in case.subjects}
    rows = {row.number for one in case.exhibits if one.kind is ExhibitKind.REGISTER for row in one.rows}
    for entry in structure.contradictions:
        faults = [
            f"{entry.id!r} points at {place}, which does not exist; mend the id"
            for place in entry.places
            if place.id not in known[place.kind]
        ]
        faults += [
            f"{entry.id!r}: {one} holds, but is not in places; add it there"
            for one in entry.holds
            if one not in entry.places
        ]
        if entry.subject and entry.subject not in subjects:
            faults.append(f"{entry.id!r} is about the subject {entry.subject!r}, which does not exist; mend the id")
        if bool(entry.subject) != bool(entry.claimed):
            faults.append(f"{entry.id!r} has one of subject and claimed; give both, or neither")
        if entry.claimed and not entry.claimed.replace(".", "", 1).isdecimal():
            faults.append(f"{entry.id!r}: {entry.claimed!r} is no number; write digits")
        told = words.contradictions.get(entry.id)
        if told and len(told.says) != len(entry.places):
            faults.append(
                f"{entry.id!r} has {len(entry.places)} places and {len(told.says)} sentences; make them equal"
            )
        for what in faults:
            files.findings.add(KEY, ("contradictions", entry.id), what)
    for fault in structure.register_faults:
        for number in fault.entries:
            if number not in rows:
                what = f"{fault.id!r} points at row {number} of the register, which does not exist; mend the number"
                files.findings.add(KEY, ("register_faults", fault.id), what)


def _contradiction(entry: ContradictionEntry, words: ContradictionWords) -> Contradiction:
    return Contradiction(
        number=entry.number,
        id=entry.id,
        title=words.title,
        claims=tuple(
            Claim(place.kind, place.id, says, place in entry.holds)
            for place, says in zip(entry.places, words.says, strict=True)
        ),
        why=words.why,
        good=words.good,
        subject=entry.subject,
        claimed=Fraction(entry.claimed) if entry.claimed else None,
        draft=words.draft,
    )


def _voices(files: ModuleFiles, case: Case) -> tuple[VoiceKey, ...]:
    """Return the sorting of every voice; none for a case that has no exhibit of voices."""
    exhibit = case.voices
    if exhibit is None:
        return ()
    name = files.worded(VOICES)
    text = files.text(name)
    if text is None:
        return ()
    rows, faults = read_rows(text, columns=_COLUMNS, is_raw=True)
    keys = []
    for row in rows:
        number, sort, matter, reason = row.cells
        if not number.isdecimal() or sort not in tuple(Sort) or matter not in tuple(Matter):
            faults.append(
                (
                    row.number + 1,
                    f"{number!r}, {sort!r}, {matter!r}: not a number, a sort and a type that are known; mend them",
                )
            )
        else:
            keys.append(VoiceKey(int(number), Sort(sort), Matter(matter), reason))
    files.findings.faults += [Fault(files.findings.shown(name), line, what) for line, what in faults]
    if not faults and [key.number for key in keys] != [row.number for row in exhibit.rows]:
        what = f"{len(keys)} voices here and {len(exhibit.rows)} in exhibit {exhibit.label}; sort each once, in order"
        files.findings.faults.append(Fault(files.findings.shown(name), 0, what))
    return tuple(keys)


def load_workshop_key(folder: Path, *, workshop: Workshop) -> WorkshopKey:
    """Return the key of the workshop, in its language; raises ContentError with all its faults at once."""
    files = files_of(folder, workshop.language)
    structure = files.structured(KEY, read_workshop_key)
    words = files.structured(files.worded(KEY), read_workshop_key_words)
    parsed = marked(files, "key/exercises.md")
    if structure is None or words is None or parsed is None:
        refuse(files)
    ids = [one.criterion for one in structure.scores]
    match_words(files, "scores", ids, words.scores, structure=KEY, worded=files.worded(KEY))
    criteria = [one.id for one in workshop.rubric.criteria]
    if ids != criteria:
        what = f"scores for {', '.join(ids)}; the rubric has {', '.join(criteria)}: one score for each, in its order"
        files.findings.add(KEY, ("scores",), what)
    answered = _answers(files, workshop, "key/exercises.md", parsed)
    written_for = tuple(
        CaseAnswers(one.case_id, _answers(files, workshop, name, marked(files, name)))
        for one in workshop.written_for
        for name in (case_file(one.case_id, "key/"),)
    )
    refuse_faults(files)
    return WorkshopKey(
        language=workshop.language,
        exercises=answered,
        scores=tuple(
            ReferenceScore(one.criterion, one.points, words.scores[one.criterion].reason) for one in structure.scores
        ),
        written_for=written_for,
    )


def _answers(
    files: ModuleFiles, workshop: Workshop, name: str, parsed: ParsedFile | None
) -> tuple[ExerciseAnswers, ...]:
    """Return the answers of one file, which has some for each exercise."""
    ids = [one.id for one in workshop.exercises]
    if parsed is None:
        return ()
    found = files.findings.match((WORKSHOP, ("exercises",)), ids, file=files.worded(name), parsed=parsed)
    return tuple(ExerciseAnswers(one, section.blocks) for one, section in found.items())
