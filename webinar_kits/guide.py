"""The facilitator's guide and the participant's workbook, written into a Word body."""

from collections.abc import Callable

from courses.blocks import Block
from courses.model import Mode, Module
from webinar_kits import checklists
from webinar_kits.docx_xml import TEXT_WIDTH, Body, Cell
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline, Practice, Row
from webinar_kits.runs import Run, lines
from webinar_kits.times import hours
from webinar_kits.wording import FORMATS, MODES, ROLES, TIERS, principle


def write_guide(body: Body, request: KitRequest, module: Module, outline: Outline) -> None:
    """Write the whole guide; `module` is filled for institution and mode."""
    body.text(module.title, style="Title")
    body.text(
        f"Facilitator guide · {MODES[request.mode]} · {TIERS[request.tier]} · {hours(request.minutes)}",
        style="Subtitle",
    )
    body.labelled("For the facilitator.", "This guide holds the answers. Do not hand it out.")
    _at_a_glance(body, request, module, outline)
    _objectives(body, request, module)
    _people(body, request)
    _phases(body, request)
    _running_order(body, outline)
    _slide_by_slide(body, outline)
    _activities(body, request, outline)
    _short_of_time(body, outline)
    _difficult_moments(body, request)


def write_workbook(body: Body, request: KitRequest, module: Module, outline: Outline) -> None:
    """Write the participant's pages: nothing of the facilitator's is here."""
    body.text(module.workbook.title, style="Title")
    body.text(outline.when or f"{principle(module.principle)} · {TIERS[request.tier]}", style="Subtitle")
    body.blocks(module.workbook.blocks)


def _cell(text: str) -> Cell:
    return (Run(text),)


def _at_a_glance(body: Body, request: KitRequest, module: Module, outline: Outline) -> None:
    facts = [
        ("Module", f"{principle(module.principle)}: {module.title}"),
        ("For", TIERS[request.tier]),
        ("Held", MODES[request.mode]),
        ("When", outline.when or "not fixed yet"),
        ("Length", hours(request.minutes)),
        ("Slides", str(sum(1 for row in outline.rows if row.slide))),
        ("Activities", ", ".join(practice.activity.title for practice in outline.practices) or "none"),
        ("Standards of care", ", ".join(module.standards)),
        ("Edition", f"{module.edition} ({module.language})"),
    ]
    body.heading(1, "This session at a glance")
    rows = [[(Run(name, is_strong=True),), _cell(value)] for name, value in facts]
    body.table([_cell("What"), _cell("In this session")], rows, widths=[2300, TEXT_WIDTH - 2300])


def _objectives(body: Body, request: KitRequest, module: Module) -> None:
    body.heading(1, "What people can do afterwards")
    body.bullets([f"{objective.text} ({', '.join(objective.standards)})" for objective in module.objectives])
    body.heading(2, "Evidence of learning")
    body.bullets(checklists.EVIDENCE[request.mode])


def _people(body: Body, request: KitRequest) -> None:
    body.heading(1, "Who does what")
    rows = [[(Run(name, is_strong=True),), _cell(task)] for name, task in ROLES[request.mode]]
    body.table([_cell("Role"), _cell("Task")], rows, widths=[2300, TEXT_WIDTH - 2300])


def _phases(body: Body, request: KitRequest) -> None:
    body.heading(1, "Before, during and after")
    for phase in checklists.PHASES[request.mode]:
        body.heading(2, phase.title)
        body.bullets(phase.tasks)


def _running_order(body: Body, outline: Outline) -> None:
    body.heading(1, "Running order")
    body.text(f"{outline.clock_note} All steps together take {hours(outline.minutes)}.")
    header = [_cell(name) for name in ("Time", "Min", "Slide", "What", "Lead", "Materials and cues")]
    body.table(header, [_order_row(row) for row in outline.rows], widths=[800, 560, 660, 2700, 1500, TEXT_WIDTH - 6220])


def _order_row(row: Row) -> list[Cell]:
    extra = ". ".join(text.rstrip(".") for text in (*row.materials[:3], row.cue) if text)
    slide = str(row.slide_number) if row.slide_number else "–"
    return [_cell(text) for text in (row.begins, str(row.minutes), slide, row.title, row.lead, extra or "–")]


def _slide_by_slide(body: Body, outline: Outline) -> None:
    body.heading(1, "Slide by slide")
    beat = ""
    for row in outline.rows:
        if row.slide is None:
            body.labelled(f"{row.begins} {row.title}.", f"{hours(row.minutes)}. {row.cue}")
            continue
        if row.beat != beat:
            beat = row.beat
            body.text(beat, style="Label")
        body.heading(2, f"{row.slide_number}. {row.title}")
        body.text(f"{row.begins}–{row.ends} · {hours(row.minutes)} · {row.lead}", style="Label")
        for line in lines(row.slide.blocks):
            body.text(line.replace("- ", "– ", 1) if line.startswith("- ") else line, style="OnSlide")
        _part(body, "Say", row.slide.say)
        _part(body, "Ask", row.slide.ask)
        _part(body, "Do", row.slide.do)


def _part(body: Body, title: str, blocks: tuple[Block, ...]) -> None:
    if blocks:
        body.heading(3, title)
        body.blocks(blocks, under=2)


def _activities(body: Body, request: KitRequest, outline: Outline) -> None:
    body.heading(1, "Activities")
    if not outline.practices:
        body.text("This session is too short for an activity; the questions on the slides take their place.")
    for practice in outline.practices:
        _activity(body, practice, request.mode)


def _activity(body: Body, practice: Practice, mode: Mode) -> None:
    activity = practice.activity
    body.heading(2, activity.title)
    body.text(
        f"Slide {practice.slide_number} · {practice.begins} · {hours(practice.minutes)} · "
        f"{FORMATS.get(activity.kind, activity.kind)} · groups of {activity.group}",
        style="Label",
    )
    steps = activity.room if mode is Mode.IN_PERSON else activity.webinar
    parts = (
        ("Aim", activity.aim),
        ("Materials", activity.materials),
        ("Steps in the room" if mode is Mode.IN_PERSON else "Steps in the webinar", steps),
        ("Cards", activity.cards),
        ("Expected answers", activity.expected),
        ("Common wrong answers, and what to say", activity.wrong),
        ("Debrief", activity.debrief),
    )
    for title, blocks in parts:
        _part(body, title, blocks)


def _short_of_time(body: Body, outline: Outline) -> None:
    body.heading(1, "If time runs short")
    body.text(
        "The tests, the participants' own discussion and the evaluation always stay. "
        "Leave out from the top of this list."
    )
    rows = [
        [_cell(str(saving.slide_number)), _cell(saving.title), _cell(saving.how), _cell(str(saving.minutes))]
        for saving in outline.skips
    ]
    if rows:
        header = [_cell(name) for name in ("Slide", "What", "How", "Minutes won")]
        body.table(header, rows, widths=[800, TEXT_WIDTH - 4700, 2500, 1400])
    if outline.cut:
        body.heading(2, "Left out already, for this length")
        body.bullets(outline.cut)


def _difficult_moments(body: Body, request: KitRequest) -> None:
    body.heading(1, "Difficult moments")
    for moment in checklists.MOMENTS[request.mode]:
        body.labelled(moment.title, moment.answer)


Writing = Callable[[Body, KitRequest, Module, Outline], None]
