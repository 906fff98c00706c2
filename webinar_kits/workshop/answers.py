"""What facilitators alone are given: the guide with the answers, and the key of the case."""

from courses.case_keys import CaseKey, Claim, Contradiction, WorkshopKey
from courses.cases import Case, ExhibitKind
from courses.model import Mode
from courses.workshop import AgendaKind, Exercise
from webinar_kits.docx_writer import document
from webinar_kits.docx_xml import TEXT_WIDTH, Body, Cell
from webinar_kits.runs import Run
from webinar_kits.wording import MODES, ROLES
from webinar_kits.workshop.agenda import Day, savings, timed_days
from webinar_kits.workshop.handouts import about, write_steps
from webinar_kits.workshop.kit_request import TraineeContent

_ALONE = "This paper holds the answers. Do not hand it out, and do not share it on a screen."
_PREPARE = {
    Mode.IN_PERSON: (
        "Two weeks before: read the case as a trainee would, with a pencil, before you read its key.",
        "One week before: print the case file and the exercise sheets for each person, the cards of the voices for "
        "each four, the rubric for each person.",
        "The day before: tables for teams of three or four, a wall for cards, a clock that all see, the code of the "
        "workshop on the wall.",
        "In the room: phones and laptops may be open; who has none writes at a neighbour's.",
    ),
    Mode.WEBINAR: (
        "Two weeks before: read the case as a trainee would, with a pencil, before you read its key.",
        "One week before each webinar: send what is to be read, and only that, with the link and the code.",
        "The day before: breakout rooms of three, the shared pages, the texts for the chat in one file beside you.",
        "Half an hour before: sound with the producer and with two trainees who have a bad line.",
    ),
}
_AFTER = (
    "Open the reviews when the proposals are in, show the feedback when your own scores are.",
    "Take the debrief deck from the board; look it through before anybody sees it.",
    "Close the workshop when nothing more is expected: everything can still be read and taken away.",
)


def guide(content: TraineeContent, *, key: WorkshopKey) -> bytes:
    """Return the facilitator's guide: the days with their times, the exercises with their answers, what gives way."""
    body, mode = Body(), content.request.mode
    days = timed_days(content)
    body.text(content.request.title or content.workshop.title, style="Title")
    body.text(f"Facilitator guide · {MODES[mode]} · {content.case.title}", style="Subtitle")
    body.labelled("For the facilitator.", _ALONE)
    _glance(body, content, days)
    body.heading(1, "Before")
    body.bullets(_PREPARE[mode])
    body.heading(1, "Who does what")
    rows = [[(Run(name, is_strong=True),), _cell(task)] for name, task in ROLES[mode]]
    body.table([_cell("Role"), _cell("Task")], rows, widths=[2300, TEXT_WIDTH - 2300])
    _agenda(body, days)
    body.heading(1, "Exercises, with answers")
    answers = {one.exercise: one.answers for one in key.exercises}
    for exercise in content.workshop.exercises:
        _exercise(body, exercise, mode)
        if exercise.id in answers:
            body.heading(3, "Answers")
            body.blocks(answers[exercise.id], under=2)
    _calibration(body, content, key)
    _short_of_time(body, days)
    body.heading(1, "After")
    body.bullets(_AFTER)
    return document(body, about(content, "Facilitator guide"))


def case_key(content: TraineeContent, *, key: CaseKey) -> bytes:
    """Return what is planted in the case, the faults of its register, how its voices are sorted."""
    body, case = Body(), content.case
    body.text(f"The key of the case: {case.title}", style="Title")
    body.labelled("For the facilitator.", _ALONE)
    body.heading(1, "Where the case contradicts itself")
    for one in key.contradictions:
        _contradiction(body, case, one)
    if key.register_faults:
        body.heading(1, "Faults of the register")
        rows = [
            [_cell(", ".join(map(str, one.entries))), _cell(one.what), _cell(one.why)] for one in key.register_faults
        ]
        body.table([_cell("Entry"), _cell("What is wrong"), _cell("Why it matters")], rows,
                   widths=[1000, 4300, TEXT_WIDTH - 5300])  # fmt: skip
    if key.voices:
        body.heading(1, "How the voices are sorted")
        told = _voices(case)
        rows = [
            [_cell(str(one.number)), _cell(told.get(one.number, "")), (Run(one.sort.value, is_strong=True),),
             _cell(one.matter.value), _cell(one.reason)]
            for one in key.voices
        ]  # fmt: skip
        body.table([_cell(name) for name in ("Voice", "Words", "Sort", "Type", "Why")], rows,
                   widths=[700, 3200, 1200, 1250, TEXT_WIDTH - 6350])  # fmt: skip
    return document(body, about(content, "The key of the case"))


def _cell(text: str) -> Cell:
    return (Run(text),)


def _glance(body: Body, content: TraineeContent, days: tuple[Day, ...]) -> None:
    case, minutes = content.case, sum(day.sitting.minutes for day in days)
    facts = [
        ("Held", f"{MODES[content.request.mode]}: {len(days)} sittings, {minutes} minutes"),
        ("From", days[0].when or "the first day is not fixed yet"),
        ("Case", f"{case.title}: {len(case.facts)} facts, {len(case.exhibits)} exhibits. All of it is invented."),
        ("Exercises", ", ".join(one.title for one in content.workshop.exercises)),
        ("What comes out", "A proposal for each team or person, reviewed with the rubric, pitched to a board"),
        ("Editions", f"workshop {content.workshop.edition}, case {case.edition} ({content.workshop.language})"),
    ]
    body.heading(1, "At a glance")
    rows = [[(Run(name, is_strong=True),), _cell(value)] for name, value in facts]
    body.table([_cell("What"), _cell("In this workshop")], rows, widths=[2000, TEXT_WIDTH - 2000])


def _agenda(body: Body, days: tuple[Day, ...]) -> None:
    body.heading(1, "Agenda")
    body.text("The times fill each sitting to the minute. Proposals are written in the items marked as writing.")
    for day in days:
        body.heading(2, day.sitting.title)
        when = f"{day.when}, " if day.when else ""
        body.text(f"{when}{day.sitting.starts}–{day.sitting.ends} · {day.sitting.minutes} minutes", style="Label")
        rows = [
            [
                _cell(f"{line.begins}–{line.ends}"),
                _cell(str(line.item.minutes)),
                (Run(line.item.title, is_strong=line.item.kind is not AgendaKind.BREAK),),
                _cell(line.item.kind.value),
                _cell(line.item.text),
            ]
            for line in day.lines
        ]
        body.table([_cell(name) for name in ("Time", "Min", "What", "Kind", "How")], rows,
                   widths=[1400, 600, 2900, 1100, TEXT_WIDTH - 6000])  # fmt: skip


def _exercise(body: Body, exercise: Exercise, mode: Mode) -> None:
    body.heading(2, exercise.title)
    body.text(f"{exercise.minutes(mode)} minutes", style="Label")
    body.heading(3, "Purpose")
    body.blocks(exercise.purpose, under=2)
    body.heading(3, "Materials")
    body.blocks(exercise.materials, under=2)
    body.heading(3, "Step by step")
    write_steps(body, exercise, mode)
    body.heading(3, "Debrief")
    body.blocks(exercise.debrief, under=2)


def _calibration(body: Body, content: TraineeContent, key: WorkshopKey) -> None:
    body.heading(1, "Reference scores of the example")
    body.text("Everybody scores the example alone first. Then show these, and talk about the widest gap.")
    titles = {one.id: one.title for one in content.workshop.rubric.criteria}
    rows = [
        [_cell(titles[one.criterion]), (Run(str(one.points), is_strong=True),), _cell(one.reason)] for one in key.scores
    ]
    body.table([_cell("Criterion"), _cell("Points"), _cell("Reason")], rows, widths=[2600, 900, TEXT_WIDTH - 3500])


def _short_of_time(body: Body, days: tuple[Day, ...]) -> None:
    body.heading(1, "If time runs short")
    body.text(
        "Exercises, time for writing, tests and breaks stay: the agenda names nothing that can be left out. "
        "What is told to all and what teams do between exercises can be shortened, from the top of this list."
    )
    found = savings(days)
    rows = [
        [
            _cell(one.item.title),
            _cell(one.sitting.title),
            _cell(f"{one.item.minutes} to {one.left}"),
            _cell(str(one.won)),
        ]
        for one in found
    ]
    header = [_cell(name) for name in ("What", "Where", "Minutes", "Won")]
    body.table(header, rows, widths=[3500, 3600, 1500, TEXT_WIDTH - 8600])
    body.text(f"All of it together wins {sum(one.won for one in found)} minutes.")


def _contradiction(body: Body, case: Case, one: Contradiction) -> None:
    body.heading(2, f"{one.number}. {one.title}")
    rows = [
        [
            (Run(_label(case, claim), is_strong=True),),
            _cell(claim.says),
            _cell("holds" if claim.holds else "does not hold"),
        ]
        for claim in one.claims
    ]
    body.table([_cell("Place"), _cell("Says"), _cell("Holds?")], rows, widths=[1000, TEXT_WIDTH - 2800, 1800])
    body.labelled("Why.", one.why)
    body.labelled("A good trainee.", one.good)


def _label(case: Case, claim: Claim) -> str:
    labels = {("fact", fact.id): fact.label for fact in case.facts}
    labels |= {("exhibit", exhibit.id): exhibit.label for exhibit in case.exhibits}
    return labels.get((claim.kind, claim.id), claim.id)


def _voices(case: Case) -> dict[int, str]:
    exhibit = next((one for one in case.exhibits if one.kind is ExhibitKind.COMPLAINTS), None)
    if exhibit is None:
        return {}
    place = next((place for place, column in enumerate(exhibit.columns) if column.id == "words"), 0)
    return {row.number: row.cells[place] for row in exhibit.rows}
