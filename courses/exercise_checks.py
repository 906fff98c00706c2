"""The rules of docs/content.md for exercises that speak of a case: what they cite, whom they name, what they tell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from courses.case_checks import key_texts, leaks, sentences, wrong_citations
from courses.case_keys import CaseKey, WorkshopKey
from courses.case_words import texts_in
from courses.cases import Case, ExhibitKind
from courses.errors import Fault
from courses.exercise_loader import EXERCISES, case_file
from courses.lines import Lines, Place
from courses.workshop import Exercise, Workshop

_CITED = re.compile(r"\b[FE]\d+\b")
_VOICE = re.compile(r"\b(?:voice|call)s? (\d+)\b(?:(?: to | and |, )(\d+)\b)?")


@dataclass(frozen=True, slots=True)
class KeyedCase:
    """A case with its key."""

    case: Case
    key: CaseKey


def check_exercises(workshop: Workshop, key: WorkshopKey, cases: Sequence[KeyedCase], lines: Lines) -> Iterator[Fault]:
    """Yield what is wrong with the exercises and their answers, for all cases and for each.

    What is for all cites nothing and names nobody of a case. What is for one cites what that case has, names nobody of
    another, and says nothing that a key says.
    """
    language = workshop.language
    shared = lines.at(f"exercises.{language}.md", "title")
    told = (workshop.exercises, workshop.sittings, key.exercises)
    for what in (*_cited(texts_in(told)), *_named(texts_in(told), [one.case for one in cases])):
        yield shared.fault(what)
    for one in cases:
        others = [other.case for other in cases if other.case.id != one.case.id]
        for place, exercise in _places(workshop.for_case(one.case.id).exercises, one.case, lines):
            answers = key.answers(exercise.id, case_id=one.case.id)
            for what in _faults((*texts_in(exercise), *texts_in(answers)), one.case, others):
                yield place.fault(what)
            secret = [*texts_in(answers), *key_texts(one.key)]
            for what in leaks(sentences(secret), list(texts_in(exercise))):
                yield place.fault(what)
        answered = [*texts_in(tuple(own.exercises for own in key.written_for if own.case_id == one.case.id))]
        for what in leaks(sentences(answered), list(texts_in(one.case))):
            yield lines.at(_name(one.case, "key/"), "title").fault(what)


def _places(exercises: Sequence[Exercise], case: Case, lines: Lines) -> Iterator[tuple[Place, Exercise]]:
    for exercise in exercises:
        yield lines.at(_name(case), exercise.id), exercise


def _name(case: Case, folder: str = "") -> str:
    return case_file(case.id, folder).replace(EXERCISES, f"exercises.{case.language}.md")


def _faults(texts: Sequence[str], case: Case, others: Sequence[Case]) -> Iterator[str]:
    yield from wrong_citations(texts, case)
    yield from _named(texts, others)
    voices = {row.number for one in case.exhibits if one.kind is ExhibitKind.COMPLAINTS for row in one.rows}
    for text in texts:
        for numbers in _VOICE.findall(text):
            for number in filter(None, numbers):
                if int(number) not in voices:
                    yield f"the voice {number} in {text[:60]!r} does not exist in the case {case.id!r}; mend the number"


def _cited(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if found := _CITED.search(text):
            yield f"{found[0]} in {text[:60]!r} is of one case; write it in cases/…/exercises, for each case"


def _named(texts: Iterable[str], cases: Sequence[Case]) -> Iterator[str]:
    """Yield who of these cases is named: the institution by its first word, people by their last."""
    names = {word: case.id for case in cases for word in _names(case)}
    if not names:
        return
    found = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
    for text in texts:
        for name in found.findall(text):
            what = "speaks of another case; say what holds here"
            yield f"{name!r} in {text[:60]!r} {what}: {name!r} is of the case {names[name]!r}"


def _names(case: Case) -> Iterator[str]:
    yield case.title.split()[0]
    for person in case.people:
        yield person.name.split()[-1]
