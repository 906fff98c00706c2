"""The tables that groups fill in during the exercises, on paper and on a shared screen."""

from courses.cases import Case, ExhibitKind
from courses.workshop import Exercise

Form = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def form_of(exercise: Exercise, case: Case, *, is_told: bool = True) -> Form:
    """Return header and rows of an exercise's table; empty where it has none.

    `is_told` writes the words of the voices beside their numbers, for a screen; on paper they stand on cards.
    """
    if exercise.id == "silence":
        return ("Did not know how", "Did not dare", "Did not believe that it helps", "Was not able to"), _blank(4, 5)
    if exercise.id == "angry-client":
        return ("Sentence", "Our words"), (("To calm", ""), ("To record", ""), ("To close", ""))
    if exercise.id == "register-audit":
        register = next((one for one in case.exhibits if one.kind is ExhibitKind.REGISTER), None)
        header = ("Entry", "Rule", "What is wrong", "Who is hurt")
        return header, _blank(4, len(register.rows) if register else 9)
    if exercise.id == "triage":
        return _triage(case, is_told=is_told)
    if exercise.id == "data-to-action":
        return ("Decision", "Who decides", "By when", "Which number moves"), _blank(4, 3)
    return (), ()


def _triage(case: Case, *, is_told: bool) -> Form:
    voices = case.voices
    if not is_told or voices is None:
        numbers = [str(row.number) for row in case.to_sort] or [""] * 15
        columns = (voices.columns[0].label if voices else "Voice", "Question", "Complaint", "Serious", "Why")
        return columns, tuple((number, "", "", "", "") for number in numbers)
    place = [column.id for column in voices.columns].index("words")
    header = (voices.columns[0].label, "What she said", "Question, complaint or serious", "Why")
    return header, tuple((str(row.number), row.cells[place], "", "") for row in case.to_sort)


def _blank(width: int, height: int) -> tuple[tuple[str, ...], ...]:
    return (("",) * width,) * height
