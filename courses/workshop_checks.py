"""The rules of docs/content.md for the workshop itself, and all rules of a whole workshop folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from courses.case_checks import check_case, leaks, sentences, text_faults
from courses.case_key_loader import load_case_key_with_lines, load_workshop_key
from courses.case_keys import CaseKey, WorkshopKey
from courses.case_loader import load_case_with_lines
from courses.case_words import texts_in
from courses.cases import Case, Depth
from courses.errors import ContentError, Fault
from courses.exercise_checks import KeyedCase, check_exercises
from courses.lines import Lines, Place
from courses.markup import count_words
from courses.model import Mode, Priority
from courses.resources import WORKSHOP, case_folders, languages_by
from courses.standards import NUMBERS
from courses.tool_checks import check_tools
from courses.workshop import NEVER_LEFT_OUT, AgendaItem, AgendaKind, Exercise, Sitting, Workshop
from courses.workshop_loader import LoadedWorkshop, load_workshop_with_lines

PARTS = 18
LIMBS = ("a", "b", "c", "d")
EXERCISES = 6
CRITERIA = 5
LEVELS = 4
LONGEST_SECTION = 1_500
EXAMPLE_WORDS = range(700, 1_101)
SITTINGS = {Mode.IN_PERSON: (2, 1), Mode.WEBINAR: (4, 3)}


def check_workshop(loaded: LoadedWorkshop, key: WorkshopKey, *, cases: Sequence[KeyedCase] = ()) -> tuple[Fault, ...]:
    """Return every rule the workshop breaks; `cases` are those its exercises are written for."""
    workshop, lines = loaded.workshop, loaded.lines
    faults = [
        *_sections(workshop, lines),
        *_limbs(workshop, lines),
        *_references(workshop, lines),
        *_rubric(workshop, lines),
        *_agenda(workshop, lines),
        *_example(workshop, lines),
        *check_tools(workshop.tools, lines, language=workshop.language),
    ]
    # Tools are real, and named so.
    shown = list(texts_in(replace(workshop, tools=())))
    secret = list(texts_in(tuple(one.answers for one in key.exercises))) + [score.reason for score in key.scores]
    place = lines.at(WORKSHOP)
    faults += [place.fault(what) for what in (*text_faults(shown), *leaks(sentences(secret), shown))]
    faults += check_exercises(workshop, key, cases, lines)
    return tuple(sorted(set(faults)))


def _sections(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    numbers = [part.number for part in workshop.parts]
    if numbers != list(range(1, PARTS + 1)):
        yield lines.at(WORKSHOP, "parts").fault(f"the parts are not numbered 1 to {PARTS}; mend the numbers, in order")
    covered = Counter(part for section in workshop.sections for part in section.parts)
    for part in workshop.parts:
        if covered[part.number] != 1:
            what = f"part {part.number}, {part.id!r}, stands in {covered[part.number]} sections; put it into one"
            yield lines.at(WORKSHOP, "parts", part.id).fault(what)
    for section in workshop.sections:
        place = lines.at(WORKSHOP, "sections", section.id)
        for part_number in section.parts:
            if part_number not in numbers:
                yield place.fault(f"{section.id!r} names part {part_number}, which does not exist; mend the number")
        if not section.words.least < section.words.most <= LONGEST_SECTION:
            what = f"{section.words.least} to {section.words.most} words; begin below the end, and end by"
            yield place.fault(f"{section.id!r}: {what} {LONGEST_SECTION}")
        for name, blocks in (("guidance", section.guidance), ("example", section.example)):
            if not blocks:
                yield lines.at(f"sections.{workshop.language}.md", section.id, name).fault(
                    f"{section.id!r} has an empty {name}; write it"
                )


def _limbs(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    ids = tuple(limb.id for limb in workshop.limbs)
    if ids != LIMBS:
        yield lines.at(WORKSHOP, "limbs").fault(f"the limbs are {', '.join(ids)}; have a, b, c, d in order")
    for limb in ids:
        for name, has in (
            ("section", any(limb in one.limbs for one in workshop.sections)),
            ("indicator", any(limb == one.limb for one in workshop.indicators)),
        ):
            if not has:
                yield lines.at(WORKSHOP, "limbs", limb).fault(f"no {name} serves limb {limb!r}; name it in one")


def _references(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    ids = {limb.id for limb in workshop.limbs}
    for section in workshop.sections:
        for limb in section.limbs:
            if limb not in ids:
                what = f"{section.id!r} names the limb {limb!r}, which does not exist; use a, b, c or d"
                yield lines.at(WORKSHOP, "sections", section.id).fault(what)
    for indicator in workshop.indicators:
        place = lines.at(WORKSHOP, "indicators", indicator.id)
        if indicator.limb and indicator.limb not in ids:
            yield place.fault(f"{indicator.id!r} names the limb {indicator.limb!r}; use a, b, c or d, or leave it out")
        if indicator.standard not in NUMBERS:
            yield place.fault(f"{indicator.id!r}: {indicator.standard} is no standard of version 1.0; mend the number")


def _rubric(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    criteria = workshop.rubric.criteria
    if len(criteria) != CRITERIA:
        yield lines.at(WORKSHOP, "criteria").fault(f"{len(criteria)} criteria; the rubric has {CRITERIA}")
    for criterion in criteria:
        place = lines.at(f"workshop.{workshop.language}.toml", "criteria", criterion.id)
        if len(criterion.levels) != LEVELS:
            yield place.fault(f"{criterion.id!r} has {len(criterion.levels)} levels; describe {LEVELS}")


def _agenda(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    if len(workshop.exercises) != EXERCISES:
        what = f"{len(workshop.exercises)} exercises; the workshop has {EXERCISES}"
        yield lines.at(WORKSHOP, "exercises").fault(what)
    for mode, counts in SITTINGS.items():
        if workshop.counts_of(mode) != counts:
            what = f"mode {mode} is held in {workshop.counts_of(mode)} sittings; give agendas of {counts}"
            yield lines.at(WORKSHOP, "sittings").fault(what)
        for count in counts:
            yield from _held(workshop, mode, count, lines)
    exercises = {exercise.id: exercise for exercise in workshop.exercises}
    for exercise in workshop.exercises:
        first, last = exercise.breakout or (1, 1)
        if not 1 <= first <= last <= len(exercise.webinar):
            what = f"{exercise.id!r} has {len(exercise.webinar)} steps in a webinar; name two of them in breakout"
            yield lines.at(WORKSHOP, "exercises", exercise.id).fault(what)
    for sitting in workshop.sittings:
        yield from _sitting(sitting, exercises, lines)


def _held(workshop: Workshop, mode: Mode, count: int, lines: Lines) -> Iterator[Fault]:
    """Yield the faults of one agenda: as many sittings as it says, each exercise once, in a short one at most once."""
    sittings = workshop.sittings_of(mode, count=count)
    if len(sittings) != count:
        what = f"{len(sittings)} sittings of mode {mode} with of = {count}; have {count}"
        yield lines.at(WORKSHOP, "sittings").fault(what)
    is_whole = count == max(workshop.counts_of(mode), default=0)
    held = Counter(item.exercise for sitting in sittings for item in sitting.items if item.exercise)
    for exercise in workshop.exercises:
        times = held[exercise.id]
        if times > 1 or (is_whole and not times):
            what = f"{exercise.id!r} stands {times} times in the agenda of mode {mode} in {count}; hold it once"
            yield lines.at(WORKSHOP, "exercises", exercise.id).fault(what)
    if not any(item.kind is AgendaKind.TEST for sitting in sittings for item in sitting.items):
        yield lines.at(WORKSHOP, "sittings").fault(f"the agenda of mode {mode} in {count} has no test; give it one")


def _sitting(sitting: Sitting, exercises: dict[str, Exercise], lines: Lines) -> Iterator[Fault]:
    total = sum(item.minutes for item in sitting.items)
    if total != sitting.minutes:
        what = f"{total} minutes from {sitting.starts} to {sitting.ends}, which are {sitting.minutes}; make them equal"
        yield lines.at(WORKSHOP, "sittings", sitting.id).fault(f"{sitting.id!r} has {what}")
    for item in sitting.items:
        place = lines.at(WORKSHOP, "sittings", sitting.id, "items", item.id)
        if (item.kind == "exercise") != bool(item.exercise):
            yield place.fault(f"{item.id!r} is of kind {item.kind}; name an exercise where it is one, and only there")
        elif item.exercise and item.exercise not in exercises:
            yield place.fault(f"{item.id!r} names the exercise {item.exercise!r}, which does not exist; mend the id")
        elif item.exercise and _differs(exercises[item.exercise].minutes(sitting.mode), item.minutes, sitting):
            steps = exercises[item.exercise].minutes(sitting.mode)
            yield place.fault(f"{item.id!r} has {item.minutes} minutes and its steps {steps}; make them equal")
        yield from _shortening(item, place)


def _differs(steps: int, minutes: int, sitting: Sitting) -> bool:
    """Tell whether an exercise takes another time than its steps; in a workshop of fewer sittings it may be shorter."""
    return minutes != steps if sitting.of == SITTINGS[sitting.mode][0] else minutes > steps


def _shortening(item: AgendaItem, place: Place) -> Iterator[Fault]:
    if item.minimum > item.minutes:
        yield place.fault(f"{item.id!r} has a minimum of {item.minimum} of {item.minutes} minutes; make it smaller")
    if item.kind in NEVER_LEFT_OUT and item.priority is not Priority.MUST:
        yield place.fault(f"{item.id!r} is of kind {item.kind} and {item.priority}; it is never left out: say must")


def _example(workshop: Workshop, lines: Lines) -> Iterator[Fault]:
    file = f"example.{workshop.language}.md"
    ids = {section.id for section in workshop.sections}
    written = [section for section in workshop.example.sections if section.id != "brief"]
    for section in written:
        if section.id not in ids:
            what = f"the example has a section {section.id!r}, which a proposal has not; use an id of sections"
            yield lines.at(file, section.id).fault(what)
    words = sum(count_words(section.blocks) for section in written)
    if words not in EXAMPLE_WORDS:
        what = f"the example has {words} words without its brief; write {EXAMPLE_WORDS.start} to {EXAMPLE_WORDS[-1]}"
        yield lines.at(file, "title").fault(what)
    if len(written) == len(workshop.example.sections):
        yield lines.at(file, "title").fault("no `## … {#brief}`; say what the authors of the example were given")


@dataclass(frozen=True, slots=True)
class CaseStats:
    """A case in numbers, those of its key included."""

    id: str
    language: str
    edition: str
    facts: int
    values: int
    exhibits: int
    contradictions: int
    voices: int


@dataclass(frozen=True, slots=True)
class WorkshopReport:
    """What a check of a whole workshop folder found: faults, and the cases that could be read, in numbers."""

    faults: tuple[Fault, ...]
    cases: tuple[CaseStats, ...]


def review(folder: Path) -> WorkshopReport:
    """Check a workshop folder with its cases and keys, in every language it has.

    File names in faults begin with the name of the workshop's folder.
    """
    name = folder.resolve().name
    faults: list[Fault] = []
    stats: list[CaseStats] = []
    keyed: dict[str, list[KeyedCase]] = {}
    full: set[str] = set()
    for inner in case_folders(folder):
        for language in languages_by(inner, "facts") or ("en",):
            found, case, key = _review_case(inner, language)
            faults += [replace(fault, file=f"{name}/cases/{fault.file}") for fault in found]
            if case and key:
                stats.append(_stats(case, key))
                keyed.setdefault(language, []).append(KeyedCase(case, key))
            # One that cannot be read may be the full one: its own faults say enough.
            if case is None or case.depth is Depth.FULL:
                full.add(language)
    for language in languages_by(folder, "workshop") or ("en",):
        try:
            loaded = load_workshop_with_lines(folder, language=language)
            key_of_all = load_workshop_key(folder, workshop=loaded.workshop)
        except ContentError as error:
            faults += error.faults
        else:
            faults += check_workshop(loaded, key_of_all, cases=keyed.get(language, ()))
        if language not in full:
            faults.append(Fault(f"{name}/cases", 0, f'no full case in {language}; write one with depth = "full"'))
    return WorkshopReport(tuple(sorted(set(faults))), tuple(stats))


def _review_case(folder: Path, language: str) -> tuple[tuple[Fault, ...], Case | None, CaseKey | None]:
    try:
        loaded = load_case_with_lines(folder, language=language)
    except ContentError as error:
        return error.faults, None, None
    try:
        key = load_case_key_with_lines(folder, case=loaded.case)
    except ContentError as error:
        return error.faults, loaded.case, None
    return check_case(loaded, key), loaded.case, key.key


def _stats(case: Case, key: CaseKey) -> CaseStats:
    return CaseStats(
        id=case.id,
        language=case.language,
        edition=case.edition,
        facts=len(case.facts),
        values=sum(len(fact.values) for fact in case.facts),
        exhibits=len(case.exhibits),
        contradictions=len(key.contradictions),
        voices=len(key.voices),
    )
