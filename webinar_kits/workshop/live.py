"""What is at hand while a workshop is held: run of show, rooms, texts to paste, polls, sheets to share, calendar."""

from collections.abc import Iterator, Sequence

from courses.model import Mode
from courses.workshop import AgendaKind, Exercise, clock_minutes
from webinar_kits.invitations import polls_table
from webinar_kits.runs import lines, words
from webinar_kits.sheets import write_sheets
from webinar_kits.tables import Column, Kind, Sheet, Value
from webinar_kits.times import hours
from webinar_kits.wording import MODES
from webinar_kits.workshop.cutting import plain_sentences
from webinar_kits.workshop.forms import form_of
from webinar_kits.workshop.held_days import Day, Line
from webinar_kits.workshop.kit_content import PRINCIPLES, TraineeContent

SIZES = (12, 18, 24)
NUMBERED, LONG = ("Entry", "Voice", "Call"), ("What she said", "Our words")
_RULE = "-" * 60
_LEADS = {
    Mode.IN_PERSON: {
        AgendaKind.PLENARY: "Facilitator", AgendaKind.EXERCISE: "Co-facilitator", AgendaKind.TEAM: "Co-facilitator",
        AgendaKind.WRITING: "Facilitator", AgendaKind.TEST: "Host", AgendaKind.BREAK: "Host",
    },
    Mode.WEBINAR: {
        AgendaKind.PLENARY: "Facilitator, with chat moderator", AgendaKind.EXERCISE: "Facilitator, with producer",
        AgendaKind.TEAM: "Facilitator, with producer", AgendaKind.WRITING: "Facilitator",
        AgendaKind.TEST: "Chat moderator", AgendaKind.BREAK: "Producer",
    },
}  # fmt: skip
_CUES = {
    Mode.IN_PERSON: {
        AgendaKind.EXERCISE: "Steps of {steps} minutes. Ring at half time and five minutes before the end.",
        AgendaKind.TEAM: "Say the time to be back before you say the task.",
        AgendaKind.WRITING: "From table to table: ask, do not answer. See on the board who is stuck.",
        AgendaKind.TEST: "Hand out, collect when done; nobody is ranked.",
        AgendaKind.BREAK: "Say the time to be back; ring two minutes before.",
    },
    Mode.WEBINAR: {
        AgendaKind.EXERCISE: "Steps of {steps} minutes. Rooms by the sheet “Rooms”; broadcast at −2 minutes.",
        AgendaKind.TEAM: "The task in the chat before anybody leaves the plenary.",
        AgendaKind.WRITING: "Rooms of the teams; visit each once, ask, do not answer.",
        AgendaKind.TEST: "Paste the link or the file twice; timer in the chat.",
        AgendaKind.BREAK: "Slide with the time to be back; microphones off; pause the recording.",
    },
}


def run_of_show(content: TraineeContent) -> bytes:
    """Return a sheet for each sitting, its minutes summed; for webinars one more, of the breakout rooms."""
    sheets = [
        _sitting(content, number, day) for number, sitting in enumerate(content.days, start=1) for day in sitting.groups
    ]
    if content.request.mode is Mode.WEBINAR:
        sheets.append(_rooms(content))
    return _book(content, "Run of show", sheets)


def _book(content: TraineeContent, name: str, sheets: Sequence[Sheet]) -> bytes:
    return write_sheets(
        sheets,
        title=f"{name}: {content.title}",
        author=content.author,
        dated_on=content.workshop.revised_on,
        language=content.request.language,
    )


def _sitting(content: TraineeContent, number: int, day: Day) -> Sheet:
    columns = (Column("Begin"), Column("End"), Column("Minutes", Kind.INTEGER), Column("What"), Column("Lead"),
               Column("How"), Column("Cue"), Column("Done at"))  # fmt: skip
    zone = f"Times are local times in {day.zone}." if day.on else "The clock times hold wherever it is held."
    mode = content.request.mode
    return Sheet(
        name=f"{number} {day.sitting.id}{f' group {day.group}' if day.group else ''}",
        columns=columns,
        rows=tuple(
            (line.begins, line.ends, line.minutes, line.item.title, _LEADS[mode][line.item.kind], _how(line),
             _cue(line, mode), None)
            for line in day.lines
        ),
        notes=(day.title, f"{content.title} · {MODES[mode]} · {day.when or 'no day fixed yet'}", zone),
        totals=("Total", None, day.minutes, *(None,) * 5),
        has_tall_rows=True,
    )  # fmt: skip


def _how(line: Line) -> str:
    if line.exercise is None:
        return line.item.text
    return plain_sentences(" ".join(lines(line.exercise.materials)))[0]


def _cue(line: Line, mode: Mode) -> str:
    told = _CUES[mode].get(line.item.kind, "")
    if line.exercise is None:
        return told
    steps = line.exercise.room if mode is Mode.IN_PERSON else line.exercise.webinar
    return told.format(steps=" + ".join(str(step.minutes) for step in steps))


def _rooms(content: TraineeContent) -> Sheet:
    columns = (Column("Webinar", Kind.INTEGER), Column("Exercise"), Column("Open"), Column("Close"),
               Column("Minutes", Kind.INTEGER), Column("In a room", Kind.INTEGER),
               *(Column(f"Rooms for {size}", Kind.INTEGER) for size in SIZES), Column("Who does what"))  # fmt: skip
    return Sheet(
        name="Rooms",
        columns=columns,
        rows=tuple(
            row
            for number, sitting in enumerate(content.days, start=1)
            for day in sitting.groups
            for line in day.lines
            for row in _room(number, day.group, line)
        ),
        has_tall_rows=True,
        notes=(
            "Breakout rooms",
            "Teams stay together through all webinars; pairs and threes change. Late joiners go to the smallest room.",
        ),
    )


def _room(number: int, group: int, line: Line) -> Iterator[tuple[Value, ...]]:
    exercise = line.exercise
    if exercise is None or not exercise.breakout:
        return
    opens, minutes = room_times(line.begins, exercise)
    yield (
        number, f"{exercise.title}{_of_group(group)}", opens, clock_after(opens, minutes), minutes, exercise.group,
        *(-(-size // exercise.group) for size in SIZES),
        "Producer opens, broadcasts at −2 minutes and closes; chat moderator pastes the text; facilitator visits.",
    )  # fmt: skip


def _of_group(group: int) -> str:
    return f", group {group}" if group else ""


def room_times(begins: str, exercise: Exercise) -> tuple[str, int]:
    """Return when the rooms of an exercise open that begins then, and for how many minutes."""
    first, last = exercise.breakout
    before = sum(step.minutes for step in exercise.webinar[: first - 1])
    return clock_after(begins, before), sum(step.minutes for step in exercise.webinar[first - 1 : last])


def clock_after(begins: str, minutes: int) -> str:
    """Return the clock time so many minutes later."""
    at = clock_minutes(begins) + minutes
    return f"{at // 60:02d}:{at % 60:02d}"


def breakout_texts(content: TraineeContent) -> str:
    """Return what to paste into the rooms, when they open and how large they are; a part to play goes to one person."""
    parts = [
        "Texts for the breakout rooms\n\nPaste one into each room when it opens. Name who reports before you leave."
    ]
    parts += [
        _breakout_text(f"{number}{_of_group(day.group)}", line, line.exercise)
        for number, sitting in enumerate(content.days, start=1)
        for day in sitting.groups
        for line in day.lines
        if line.exercise is not None and line.exercise.chat
    ]
    return f"\n\n{_RULE}\n\n".join(parts) + "\n"


def _breakout_text(number: str, line: Line, exercise: Exercise) -> str:
    head = (
        f"Webinar {number}, {line.begins}: {exercise.title}\n{hours(line.minutes)} in all, groups of {exercise.group}"
    )
    if exercise.breakout:
        opens, minutes = room_times(line.begins, exercise)
        head += f"; rooms open at {opens} for {hours(minutes)}"
    told = [head, "\n".join(lines(exercise.chat))]
    if exercise.cards:
        told.append("Send each part to one person alone, as a private message:")
        told += [one.removeprefix("- ") for one in lines(exercise.cards)]
    return "\n\n".join(told)


def polls(content: TraineeContent) -> str:
    """Return the votes as a table for the webinar tool: what each client said, and the seven principles."""
    asked = ((f"{number}", f"What went wrong first? {sentence(words(voice))}", PRINCIPLES)
             for number, voice in enumerate(content.voices, start=1))  # fmt: skip
    return polls_table(asked, head="poll", most=len(PRINCIPLES))


def sentence(card: str) -> str:
    """Return what a client said, without the number of its card."""
    return card.partition(". ")[2] or card


def shared_sheets(content: TraineeContent) -> bytes:
    """Return the forms of the exercises as sheets to share, the voices that are to be sorted among them."""
    sheets = []
    for exercise in content.exercises:
        header, rows = form_of(exercise, content.case)
        if header:
            sheets.append(
                Sheet(
                    name=exercise.title,
                    columns=tuple(Column(title, width=_width_of(title)) for title in header),
                    has_tall_rows=True,
                    rows=tuple(tuple(cell or None for cell in row) for row in rows),
                    notes=(exercise.title, "A copy for each room. Nobody deletes what others wrote."),
                )
            )
    return _book(content, "Sheets to share", sheets)


def _width_of(title: str) -> int:
    """Return the width in letters: what is written into a column needs room, what numbers a row does not."""
    return 9 if title in NUMBERED else 60 if title in LONG else 30
