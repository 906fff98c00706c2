"""What guide, run-of-show and web page say about the running order: one view for all of them."""

from dataclasses import dataclass

from courses.model import Activity, Beat, Layout, Mode, Module, Priority, Role, Slide
from webinar_kits import times
from webinar_kits.fit import must_stay
from webinar_kits.model import KitRequest, Plan, Step
from webinar_kits.runs import items, words
from webinar_kits.wording import BEATS


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the running order. `slide_number` is the number in the deck, 0 for a break; `cue` the technical cue."""

    number: int
    begins: str
    ends: str
    minutes: int
    title: str
    beat: str
    slide_number: int
    slide: Slide | None
    lead: str
    materials: tuple[str, ...]
    cue: str


@dataclass(frozen=True, slots=True)
class Practice:
    """An activity as it is done in this session."""

    activity: Activity
    minutes: int
    slide_number: int
    begins: str


@dataclass(frozen=True, slots=True)
class Saving:
    """What to leave out or shorten when the session runs late, and the minutes that this gives back."""

    slide_number: int
    title: str
    minutes: int
    how: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The running order with its clock. `when` is empty without a start; `clock_note` says how to read the times."""

    rows: tuple[Row, ...]
    minutes: int
    when: str
    clock_note: str
    practices: tuple[Practice, ...]
    skips: tuple[Saving, ...]
    cut: tuple[str, ...]


def outline(request: KitRequest, module: Module, plan: Plan) -> Outline:
    """Return the running order of that plan with clock times, leads, materials and cues of its mode."""
    numbers = slide_numbers(plan)
    rows = tuple(_row(step, numbers, request, module) for step in plan.steps)
    return Outline(
        rows=rows,
        minutes=plan.minutes,
        when=_when(request),
        clock_note=_clock_note(request),
        practices=_practices(rows, module),
        skips=_skips(rows),
        cut=tuple(slide.title for slide in plan.cut),
    )


def slide_numbers(plan: Plan) -> dict[str, int]:
    """Return the number in the deck of each slide by its id; breaks have no slide."""
    shown = (step.slide for step in plan.steps if step.slide)
    return {slide.id: number for number, slide in enumerate(shown, start=1)}


def find_activity(module: Module, slide: Slide | None) -> Activity | None:
    """Return the activity that the slide opens, if any."""
    if slide is None or not slide.activity:
        return None
    return next((activity for activity in module.activities if activity.id == slide.activity), None)


def _when(request: KitRequest) -> str:
    if request.starts_at is None:
        return ""
    return times.span(request.starts_at, zone=request.zone, minutes=request.minutes)


def _clock_note(request: KitRequest) -> str:
    if request.starts_at is None:
        return "Times count from the start of the session (hours:minutes)."
    return f"Times are local times in {request.zone}."


def _row(step: Step, numbers: dict[str, int], request: KitRequest, module: Module) -> Row:
    begins, ends = (
        times.clock(request.starts_at, zone=request.zone, after=after)
        for after in (step.begins, step.begins + step.minutes)
    )
    return Row(
        number=step.number,
        begins=begins,
        ends=ends,
        minutes=step.minutes,
        title=step.title,
        beat=BEATS[step.slide.beat] if step.slide else "",
        slide_number=numbers[step.slide.id] if step.slide else 0,
        slide=step.slide,
        lead=_lead(step.slide, request.mode),
        materials=_materials(step.slide, module, request.mode),
        cue=_cue(step, module, request.mode),
    )


def _lead(slide: Slide | None, mode: Mode) -> str:
    is_room = mode is Mode.IN_PERSON
    if slide is None:
        return "Host" if is_room else "Producer"
    if slide.role in (Role.PRETEST, Role.POSTTEST, Role.EVALUATION):
        return "Host" if is_room else "Chat moderator"
    if slide.layout is Layout.ACTIVITY:
        return "Co-facilitator" if is_room else "Facilitator, with producer"
    if slide.layout is Layout.POLL:
        return "Co-facilitator" if is_room else "Producer"
    if slide.layout is Layout.QUESTION or slide.role is Role.DISCUSSION:
        return "Facilitator" if is_room else "Facilitator, with chat moderator"
    return "Facilitator"


def _materials(slide: Slide | None, module: Module, mode: Mode) -> tuple[str, ...]:
    if slide is None:
        return ()
    is_room = mode is Mode.IN_PERSON
    if slide.role in (Role.PRETEST, Role.POSTTEST):
        half = "Before" if slide.role is Role.PRETEST else "After"
        return (f"Test, page “{half} the session”" + (", a copy each; pens" if is_room else ", sent in advance"),)
    if slide.role is Role.EVALUATION:
        return ("Evaluation form, a copy each" if is_room else "Evaluation form or its link",)
    activity = find_activity(module, slide)
    if activity:
        listed = tuple(_first_sentence(words(item)) for item in items(activity.materials)[:3])
        return listed if is_room else ("Breakout text to paste", *listed)
    if slide.layout is Layout.POLL:
        return ("Hand-raise text",) if is_room else ("Poll, prepared in the webinar tool",)
    return ()


def _first_sentence(text: str) -> str:
    return text.strip().split(". ")[0].rstrip(".")


def _cue(step: Step, module: Module, mode: Mode) -> str:
    if step.slide is None:
        return _break_cue(step, mode)
    activity = find_activity(module, step.slide)
    if activity:
        return _activity_cue(activity, step.minutes, mode)
    return (_ROOM_CUES if mode is Mode.IN_PERSON else _WEBINAR_CUES).get(_occasion(step.slide), "")


def _break_cue(step: Step, mode: Mode) -> str:
    if mode is Mode.IN_PERSON:
        return f"Say the time to be back; ring after {step.minutes - 2} minutes."
    return "Holding slide with the time to be back; microphones off; pause the recording."


def _activity_cue(activity: Activity, minutes: int, mode: Mode) -> str:
    if mode is Mode.IN_PERSON:
        return f"Groups of {activity.group}, counted off; call out at half time and 2 minutes before the end."
    warnings = " and ".join(f"−{left}" for left in (5, 2) if left < minutes)
    return f"Breakout rooms of {activity.group}; paste the task; broadcast at {warnings} minutes; close the rooms."


def _occasion(slide: Slide) -> str:
    if slide.role is not Role.CONTENT:
        return slide.role.value
    if slide.layout in (Layout.POLL, Layout.QUESTION):
        return slide.layout.value
    return "opening" if slide.beat is Beat.OPENING and slide.layout is Layout.TITLE else ""


_ROOM_CUES = {
    "opening": "Sign-in sheet at the door; slide on before people come in.",
    "pretest": "Hand out, collect when done.",
    "posttest": "Hand out the same questions, collect.",
    "evaluation": "Hand out; nobody leaves without handing it in.",
    "discussion": "Write what people say on the flip chart, in their words.",
    "poll": "Read the answers aloud; hands up once; count aloud and write the numbers down.",
    "question": "Wait ten seconds before calling on anybody.",
}
_WEBINAR_CUES = {
    "opening": "Holding slide from −15 minutes; captions on; say that it is recorded, then start the recording.",
    "pretest": "Paste the link or the file; timer in the chat.",
    "posttest": "Paste the link or the file; same questions as before.",
    "evaluation": "Paste the link before thanking; keep the room open.",
    "discussion": "Ask for the chat first, then call on two people by name; moderator reads out.",
    "poll": "Launch the poll, close it after 60 seconds, share the result.",
    "question": "Ask for an answer in the chat; send all at once on “now”.",
}


def _practices(rows: tuple[Row, ...], module: Module) -> tuple[Practice, ...]:
    found = ((row, find_activity(module, row.slide)) for row in rows)
    return tuple(
        Practice(activity=activity, minutes=row.minutes, slide_number=row.slide_number, begins=row.begins)
        for row, activity in found
        if activity
    )


def _skips(rows: tuple[Row, ...]) -> tuple[Saving, ...]:
    """List what may go first: the could slides, then the should slides, then the minutes activities can give back."""
    whole = tuple(
        Saving(slide_number=row.slide_number, title=row.title, minutes=row.minutes, how="leave out")
        for priority in (Priority.COULD, Priority.SHOULD)
        for row in rows
        if row.slide and row.slide.priority is priority and not must_stay(row.slide)
    )
    shorter = tuple(
        Saving(row.slide_number, row.title, row.minutes - row.slide.minimum, f"do it in {row.slide.minimum} minutes")
        for row in rows
        if row.slide and must_stay(row.slide) and row.minutes - row.slide.minimum >= 3
    )
    return whole + shorter
