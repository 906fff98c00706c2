"""What facilitators alone are given: the guide with the answers, and the key of the case."""

from dataclasses import dataclass

from courses.blocks import Block
from courses.case_keys import CaseKey, Claim, Contradiction, WorkshopKey
from courses.cases import Case
from courses.model import Mode
from courses.workshop import AgendaKind, Exercise
from webinar_kits.checklists import MOMENTS, Phase
from webinar_kits.docx_writer import document
from webinar_kits.docx_xml import TEXT_WIDTH, Body, Cell
from webinar_kits.paper_test import KeyItem
from webinar_kits.runs import Run
from webinar_kits.times import hours
from webinar_kits.wording import MODES, ROLES
from webinar_kits.workshop.agenda import changes, may_not_go, savings
from webinar_kits.workshop.handouts import write_steps
from webinar_kits.workshop.kit_content import TraineeContent, about, phases_of

_ALONE = "This paper holds the answers. Do not hand it out, and do not share it on a screen."


@dataclass(frozen=True, slots=True)
class KitKeys:
    """What facilitators alone are given: of the case, of workshop and tests.

    `sorted_voices` says which principle each of the clients' sentences belongs to.
    """

    case: CaseKey
    workshop: WorkshopKey
    test: tuple[KeyItem, ...]
    sorted_voices: tuple[Block, ...]


def guide(content: TraineeContent, *, keys: KitKeys) -> bytes:
    """Return the facilitator's guide: the days with their times, the exercises with their answers, what gives way."""
    body, mode = Body(), content.request.mode
    body.text(content.title, style="Title")
    body.text(f"Facilitator guide · {MODES[mode]} · {content.case.title}", style="Subtitle")
    body.labelled("For the facilitator.", _ALONE)
    _glance(body, content)
    _given_up(body, content)
    _phases(body, phases_of(content))
    body.heading(1, "Who does what")
    rows = [[(Run(name, is_strong=True),), _cell(task)] for name, task in ROLES[mode]]
    body.table([_cell("Role"), _cell("Task")], rows, widths=[2300, TEXT_WIDTH - 2300])
    _agenda(body, content)
    _exercises(body, content, keys)
    _calibration(body, content, keys.workshop)
    _short_of_time(body, content)
    body.heading(1, "Difficult moments")
    for moment in MOMENTS[mode]:
        body.labelled(moment.title, moment.answer)
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
        body.table([_cell(name) for name in (_voice_word(case), "Words", "Sort", "Type", "Why")], rows,
                   widths=[700, 3200, 1200, 1250, TEXT_WIDTH - 6350])  # fmt: skip
    return document(body, about(content, "The key of the case"))


def _cell(text: str) -> Cell:
    return (Run(text),)


def _glance(body: Body, content: TraineeContent) -> None:
    case, days = content.case, content.days
    minutes = sum(day.minutes for day in days)
    one = "sitting" if len(days) == 1 else "sittings"
    facts = [
        ("Held", f"{MODES[content.request.mode]}: {len(days)} {one}, {minutes} minutes"),
        ("From", days[0].told or "the first day is not fixed yet"),
        ("Case", f"{case.title}: {len(case.facts)} facts, {len(case.exhibits)} exhibits. All of it is invented."),
        ("Exercises", ", ".join(one.title for one in content.exercises)),
        ("What comes out", "A proposal for each team or person, reviewed with the rubric, pitched to a board"),
        ("Editions", f"workshop {content.workshop.edition}, case {case.edition} ({content.workshop.language})"),
    ]
    body.heading(1, "At a glance")
    rows = [[(Run(name, is_strong=True),), _cell(value)] for name, value in facts]
    body.table([_cell("What"), _cell("In this workshop")], rows, widths=[2000, TEXT_WIDTH - 2000])


def _given_up(body: Body, content: TraineeContent) -> None:
    """Write what is shorter here than in the whole workshop, or left out."""
    found = changes(content.days, content.workshop)
    if not found:
        return
    body.heading(1, "What this length costs")
    body.text(
        "The whole workshop has more time. Writing, pitch, tests, review and evaluation are kept; what follows was "
        "left out or made shorter."
    )
    rows = [
        [_cell(one.title), _cell(str(one.before)), _cell(str(one.after) if one.after else "left out")] for one in found
    ]
    body.table([_cell("What"), _cell("Minutes in the whole workshop"), _cell("Here")], rows,
               widths=[TEXT_WIDTH - 4600, 2900, 1700])  # fmt: skip


def _phases(body: Body, phases: tuple[Phase, ...]) -> None:
    body.heading(1, "Before, during and after")
    for phase in phases:
        body.heading(2, phase.title)
        body.bullets(phase.tasks)


def _agenda(body: Body, content: TraineeContent) -> None:
    body.heading(1, "Agenda", opens_page=True)
    body.text("The times fill each sitting to the minute. What is marked must is never left out.")
    for day in content.days:
        body.heading(2, day.sitting.title)
        body.text(f"{day.told or day.clocks} · {day.minutes} minutes", style="Label")
        rows = [
            [
                _cell(day.clocks_of(line)),
                _cell(str(line.minutes)),
                (Run(line.item.title, is_strong=line.item.kind is not AgendaKind.BREAK),),
                _cell(f"{line.item.kind.value}, {'must' if may_not_go(line.item) else line.item.priority.value}"),
                _cell(line.item.text or ("see below, with its answers" if line.exercise else hours(line.minutes))),
            ]
            for line in day.lines
        ]
        body.table([_cell(name) for name in ("Time", "Min", "What", "Kind", "How")], rows,
                   widths=[1400, 600, 2700, 1500, TEXT_WIDTH - 6200])  # fmt: skip


def _exercises(body: Body, content: TraineeContent, keys: KitKeys) -> None:
    body.heading(1, "Exercises, with answers")
    if content.voices:
        body.heading(2, "Seven principles: what clients said")
        where = "as cards" if content.request.mode is Mode.IN_PERSON else "as polls"
        body.text(f"What clients said is in the kit {where}. Ask what went wrong first; show the vote, then talk.")
        body.blocks(keys.sorted_voices, under=2)
    for exercise in content.exercises:
        _exercise(body, exercise, content.request.mode)
        body.heading(3, "Answers")
        body.blocks(keys.workshop.answers(exercise.id, case_id=content.case.id), under=2)


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


def _short_of_time(body: Body, content: TraineeContent) -> None:
    body.heading(1, "If time runs short on the day")
    body.text(
        "Give up from the top of this list. What is not on it stays: breaks, and what is at its shortest already."
    )
    rows = [
        [
            _cell(one.item.title),
            _cell(one.sitting.title),
            _cell(f"do it in {one.left} of {one.minutes}" if one.left else "leave out"),
            _cell(str(one.won)),
        ]
        for one in savings(content.days)
    ]
    header = [_cell(name) for name in ("What", "Where", "How", "Minutes won")]
    body.table(header, rows, widths=[3200, 3300, 2100, TEXT_WIDTH - 8600])


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


def _voice_word(case: Case) -> str:
    return case.voices.columns[0].label if case.voices else "Voice"


def _voices(case: Case) -> dict[int, str]:
    exhibit = case.voices
    if exhibit is None:
        return {}
    place = next((place for place, column in enumerate(exhibit.columns) if column.id == "words"), 0)
    return {row.number: row.cells[place] for row in exhibit.rows}
