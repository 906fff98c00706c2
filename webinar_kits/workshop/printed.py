"""What of a kit is printed and filled in by hand: attendance, tests, evaluation, checklist, cards."""

from collections.abc import Sequence

from courses.cases import Case
from courses.model import Mode
from courses.workshop import Exercise
from webinar_kits.paper_data import Data
from webinar_kits.paper_test import KeyItem
from webinar_kits.papers import (
    CHECKLIST,
    UNDATED,
    Paper,
    attendance_words,
    card_set,
    evaluation_words,
    key_words,
    phases_words,
    test_words,
)
from webinar_kits.runs import Run, items, typographic
from webinar_kits.wording import MODES
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_content import TraineeContent, paper_frame, phases_of
from webinar_kits.workshop.preparing import EVALUATION_PROMPTS, evaluation_parts


def attendance(content: TraineeContent, day: Day) -> Paper:
    """Return the sheet of one sitting."""
    who = f"{content.request.institution} · " if content.request.institution else ""
    return {
        **_frame(content, f"Attendance: {day.title}"),
        **attendance_words(content.request.mode, columns=("Institution", "Work there")),
        "line": f"{who}{content.title} · {day.told or UNDATED}",
    }


def checklist(content: TraineeContent) -> Paper:
    """Return what to prepare, to watch and to finish."""
    mode = content.request.mode
    line = f"{content.title} · {len(content.days)} × {MODES[mode].lower()}"
    first = content.days[0].told
    return {
        **_frame(content, CHECKLIST[mode]),
        **phases_words(phases_of(content)),
        "line": f"{line} · from {first}" if first else line,
    }


def evaluation(content: TraineeContent) -> Paper:
    """Return the form on case, leading and use; no name is asked."""
    parts = evaluation_parts(content.request.mode)
    return {**_frame(content, "Evaluation"), **evaluation_words(parts, EVALUATION_PROMPTS, what="workshop")}


def early_test(content: TraineeContent) -> Paper:
    """Return the test before the workshop, without anything of the key."""
    return _test(content, "Before the workshop", len(content.workshop.early_items))


def late_test(content: TraineeContent) -> Paper:
    """Return the test after it: the same questions, and new ones."""
    return _test(content, "After the workshop", len(content.materials.questions))


def test_key(content: TraineeContent, key: Sequence[KeyItem]) -> Paper:
    """Return the key of both tests."""
    early = len(content.workshop.early_items)
    how = f"Questions 1 to {early} are asked before and after, {early + 1} to {len(key)} after only."
    return {**_frame(content, "Key to the tests"), **key_words(key, how=how)}


def cards(content: TraineeContent) -> Paper:
    """Return the cards to cut: what clients said, the parts to play, the voices to sort."""
    sets: list[Data] = []
    if content.voices:
        note = "One set for the room; with more than 28 people two. Each pair takes one card at a time."
        sets.append(card_set("Seven principles: what clients said", note, content.voices))
    for exercise in content.exercises:
        if exercise.cards:
            note = f"One set for each group of {exercise.group}. Cut along the lines; each reads her own."
            sets.append(card_set(exercise.title, note, items(exercise.cards)))
        if exercise.id == "triage":
            sets += _to_sort(content.case, exercise)
    return {**_frame(content, "Cards"), "sets": sets, "sheets": []}


def _to_sort(case: Case, exercise: Exercise) -> list[Data]:
    rows = case.to_sort
    if case.voices is None or not rows:
        return []
    note = f"One set for each group of {exercise.group}: {case.voices.label}, {rows[0].number} to {rows[-1].number}."
    return [card_set(exercise.title, note, late_voices(case))]


def late_voices(case: Case) -> tuple[tuple[Run, ...], ...]:
    """Return the voices of a case that nobody has sorted yet, as cards: number, words, where they come from."""
    exhibit = case.voices
    if exhibit is None:
        return ()
    columns = [column.id for column in exhibit.columns]
    place, branch = columns.index("words"), columns.index("branch")
    return tuple(
        (Run(f"{row.number}. ", is_strong=True), Run(f"“{typographic(row.cells[place])}” "),
         Run(row.cells[branch], is_emphasis=True))
        for row in case.to_sort
    )  # fmt: skip


def _test(content: TraineeContent, title: str, count: int) -> Paper:
    line = content.title if content.request.mode is Mode.IN_PERSON else f"{content.title} · answer by yourself"
    questions = content.materials.questions[:count]
    return {**_frame(content, f"Test: {title[:1].lower()}{title[1:]}"), **test_words([title], questions, line=line)}


def _frame(content: TraineeContent, heading: str) -> Paper:
    return paper_frame(content, heading=heading, series="Workshop")
