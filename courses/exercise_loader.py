"""Reads the exercises: what holds for every case, and what each case says in its own words. Never their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.blocks import Block, List, Paragraph, Quote
from courses.case_words import marked
from courses.documents.workshop import ExerciseEntry
from courses.files import ModuleFiles
from courses.markup import ParsedFile, ParsedSection
from courses.resources import WORKSHOP, case_folders
from courses.workshop import CaseExercises, Exercise, Step

EXERCISES = "exercises.md"
NEEDED = ("purpose", "materials", "room", "webinar", "debrief")
CARDS = "cards"
_PARTS = (*NEEDED, CARDS)
_Found = Mapping[str, ParsedSection]


@dataclass(frozen=True, slots=True)
class _Reading:
    """An exercise while it is read: its heading among those of all cases and, in `own`, of one; `name` is that file."""

    files: ModuleFiles
    entry: ExerciseEntry
    shared: ParsedSection
    own: ParsedSection | None
    name: str

    def blocks(self, part: str) -> tuple[Block, ...]:
        """Return a part in the case's words, else in those for all cases; nothing where neither says it."""
        return next((one for one in (_part(self.own, part), _part(self.shared, part)) if one), ())

    def steps(self, part: str, minutes: Sequence[int]) -> tuple[Step, ...]:
        """Return as many steps as there are minutes; their words are empty where only cases say them."""
        blocks = self.blocks(part)
        items = [item for block in blocks if isinstance(block, List) and block.is_numbered for item in block.items]
        if not blocks:
            return tuple(Step(length, ()) for length in minutes)
        if len(items) != len(minutes):
            what = f"{len(items)} steps here and {len(minutes)} times in {WORKSHOP}; give each step its minutes"
            place = self.name if _part(self.own, part) else self.files.worded(EXERCISES)
            self.files.findings.add(place, (self.entry.id, part), what)
            return ()
        return tuple(Step(length, (Paragraph(item.children),)) for length, item in zip(minutes, items, strict=True))


def load_exercises(
    files: ModuleFiles, entries: Sequence[ExerciseEntry], parsed: ParsedFile
) -> tuple[tuple[Exercise, ...], tuple[CaseExercises, ...]]:
    """Return the exercises without any case, and as each case of the folder has them; every fault is noted."""
    ids = [one.id for one in entries]
    name = files.worded(EXERCISES)
    shared = files.findings.match((WORKSHOP, ("exercises",)), ids, file=name, parsed=parsed)
    for section in shared.values():
        files.findings.refuse_unknown_parts(section, _PARTS, file=name)
    known = [one for one in entries if one.id in shared]
    plain = tuple(_exercise(_Reading(files, one, shared[one.id], None, name)) for one in known)
    cases = [inner.name for inner in case_folders(files.folder) if (inner / f"facts.{files.language}.toml").is_file()]
    return plain, tuple(_for_case(files, case_id, known, shared) for case_id in cases)


def _for_case(files: ModuleFiles, case_id: str, entries: Sequence[ExerciseEntry], shared: _Found) -> CaseExercises:
    file = case_file(case_id)
    name = files.worded(file)
    own = _own(files, file, [one.id for one in entries], shared) if (files.folder / name).is_file() else {}
    exercises = tuple(_exercise(_Reading(files, one, shared[one.id], own.get(one.id), name)) for one in entries)
    _refuse_gaps(files, exercises, name)
    return CaseExercises(case_id, exercises)


def case_file(case_id: str, folder: str = "") -> str:
    """Return where the exercises of a case stand, before the language is put in; `folder` is one within the case."""
    return f"cases/{case_id}/{folder}{EXERCISES}"


def _own(files: ModuleFiles, file: str, ids: Sequence[str], shared: _Found) -> _Found:
    """Return the headings of a case's own file: no exercise that is not held, and no title of its own."""
    parsed = marked(files, file)
    name = files.worded(file)
    own = {section.id: section for section in parsed.sections if section.id} if parsed else {}
    for one, section in own.items():
        if one not in ids:
            what = f"the heading {{#{one}}} has no entry in {WORKSHOP}; add the entry, or remove it"
            files.findings.add(name, (one,), what)
        elif section.title != shared[one].title:
            what = f"{one!r} is called {shared[one].title!r} for all cases, as the agenda says; write the same title"
            files.findings.add(name, (one,), what)
        files.findings.refuse_unknown_parts(section, _PARTS, file=name)
    return own


def _exercise(reading: _Reading) -> Exercise:
    entry = reading.entry
    return Exercise(
        id=entry.id,
        title=reading.shared.title,
        purpose=reading.blocks("purpose"),
        materials=reading.blocks("materials"),
        room=reading.steps("room", entry.room),
        webinar=reading.steps("webinar", entry.webinar),
        chat=tuple(inner for one in reading.blocks("webinar") if isinstance(one, Quote) for inner in one.blocks),
        debrief=reading.blocks("debrief"),
        group=entry.group,
        breakout=entry.breakout,
        cards=reading.blocks(CARDS),
    )


def _refuse_gaps(files: ModuleFiles, exercises: Sequence[Exercise], name: str) -> None:
    """Add a fault for each part that neither all cases nor this one has words for."""
    for one in exercises:
        for part in NEEDED:
            told = getattr(one, part)
            if not told or (part in ("room", "webinar") and not any(step.text for step in told)):
                what = f"{one.id!r} has no `### … {{#{part}}}` here or in {files.worded(EXERCISES)}; write it"
                files.findings.add(name, (one.id,), what)


def _part(section: ParsedSection | None, part: str) -> tuple[Block, ...]:
    return next((one.blocks for one in section.subsections if one.id == part), ()) if section else ()
