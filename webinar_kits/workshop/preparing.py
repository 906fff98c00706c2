"""What to prepare, to watch and to finish around a workshop, in a room and online; what its form asks."""

from collections.abc import Mapping
from types import MappingProxyType

from courses.model import Mode
from webinar_kits.checklists import Phase

_ROOM = (
    Phase(
        "Two weeks before",
        (
            "Read the case as a trainee would, with a pencil, before you read its key.",
            "Book a room with tables that move and a free wall; look at it at the hour at which you begin.",
            "Open the workshop on the platform; send the invitation with the calendar file and the case file.",
            "Agree with co-facilitator and host who leads what: go through the run of show together.",
        ),
    ),
    Phase(
        "Two days before",
        (
            "Print for each person: case file, exercise sheets, rubric and example, both tests, evaluation form.",
            "Print once: agenda, run of show, guide, attendance sheet of each day, this list.",
            "Print the cards on stiff paper and cut them: a set for each group, and for each the voices to sort.",
            "Flip charts with paper, pens that write, tape, empty cards, a clock that all see.",
            "Take the deck on a stick too; print its slides with notes: the workshop must survive a power cut.",
            "Look who has opened the case, and write to who has not.",
        ),
    ),
    Phase(
        "On the day, one hour before",
        (
            "Tables for teams of three or four; seven sheets with the principles round the walls.",
            "The attendance sheet at the door, a pen tied to it. The code of the workshop on the wall.",
            "First slide on; read it from the last row. Wireless network tried with a trainee's telephone.",
            "The board of the workshop open on your own machine, turned away from the room.",
        ),
    ),
    Phase(
        "On the day",
        (
            "Everybody signs, each day anew. Collect the pre-test before the first item of content.",
            "Ring at half time and five minutes before each exercise ends; a break ends when it says.",
            "While teams write: go from table to table, ask, and do not answer. See on the board who is stuck.",
            "Nobody shows this kit's folder for facilitators on a screen.",
            "Before the pitch: boards have read their cards, the order stands on the wall.",
            "Collect post-tests and evaluation forms before anybody leaves.",
        ),
    ),
    Phase(
        "After",
        (
            "Count people, tests before, tests after, forms; the numbers agree with the attendance sheet.",
            "Photograph the walls without faces. Key and guide go home with you, every copy.",
            "Open the reviews when the proposals are in; show the feedback when your own scores are.",
            "Take the debrief deck from the board; look it through before anybody sees it.",
            "Send the follow-up after a day; ask after 30 days what became of it. Then close the workshop.",
        ),
    ),
)

_WEBINAR = (
    Phase(
        "Two weeks before",
        (
            "Read the case as a trainee would, with a pencil, before you read its key.",
            "Create one meeting for all webinars: waiting room, registration, breakout rooms switched on.",
            "Open the workshop on the platform; send the invitation with the calendar file and the time zone.",
            "Rehearse for 30 minutes with the producer: polls, rooms, sharing, captions.",
        ),
    ),
    Phase(
        "Two days before each webinar",
        (
            "Send what is to be read for this one, and only that, as small files; the link, the code.",
            "Enter the polls in the tool and try one. Copy the shared sheets to where all can write.",
            "Prepare the breakout rooms by the sheet “Rooms” of the run of show; teams stay together.",
            "Look on the board who has written nothing since the last webinar, and write to her.",
        ),
    ),
    Phase(
        "On the day, 30 minutes before",
        (
            "Facilitator, producer and chat moderator on quiet lines; sound tried with two trainees whose line is bad.",
            "Breakout texts, run of show and board open; the guide on paper, never on the shared screen.",
            "A second line ready; agreed who takes over when the facilitator's breaks.",
            "First slide on: title, begin, “please stay muted”.",
        ),
    ),
    Phase(
        "On the day",
        (
            "Captions on. Say that it is recorded and who will see it; breakout rooms are not.",
            "Pre-test in the first ten minutes of the first webinar: the link twice in the chat.",
            "Rooms: paste the text, visit each once, call them back two minutes before the end.",
            "Note who joins late or by telephone: the attendance file will not know.",
            "Last five minutes: what is to be done until next time, read aloud and pasted.",
        ),
    ),
    Phase(
        "After",
        (
            "Export polls and chat before the room closes; copy the shared sheets away from the trainees' link.",
            "Download the attendance file, match the names the same day, fill the attendance sheet.",
            "After the last one: open the reviews when the proposals are in, show the feedback when your scores are.",
            "Take the debrief deck from the board; look it through before anybody sees it.",
            "Send the follow-up after a day; ask after 30 days what became of it. Then close the workshop.",
        ),
    ),
)

_PREPARATION: Mapping[Mode, tuple[Phase, ...]] = MappingProxyType({Mode.IN_PERSON: _ROOM, Mode.WEBINAR: _WEBINAR})

# What is said otherwise where nothing of what clients said is sorted under the seven principles.
_UNSORTED = {
    "Tables for teams of three or four; seven sheets with the principles round the walls.": (
        "Tables for teams of three or four."
    ),
    "Enter the polls in the tool and try one. Copy the shared sheets to where all can write.": (
        "Copy the shared sheets to where all can write, and try one."
    ),
}
# And where the voices are not sorted in groups.
_UNTOLD = {
    "Print the cards on stiff paper and cut them: a set for each group, and for each the voices to sort.": (
        "Print the parts to play on stiff paper and cut them."
    ),
}


def preparation(mode: Mode, *, sorts_principles: bool, sorts_voices: bool) -> tuple[Phase, ...]:
    """Return what is to be done, without what is not needed where an exercise was left out."""
    otherwise = {**({} if sorts_principles else _UNSORTED), **({} if sorts_voices else _UNTOLD)}
    return tuple(
        Phase(phase.title, tuple(otherwise.get(task, task) for task in phase.tasks)) for phase in _PREPARATION[mode]
    )


_WAYS = {
    Mode.IN_PERSON: "I could hear, see and take part.",
    Mode.WEBINAR: "Sound, picture and breakout rooms worked for me.",
}


def evaluation_parts(mode: Mode) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the evaluation form asks to agree with, under its titles."""
    return (
        (
            "The case and the proposal",
            ("I knew what a good proposal is before I wrote mine.", "There was time enough to write."),
        ),
        ("How it was led", ("The exercises helped me to see more.", "Questions were asked, not answered for me.",
                            _WAYS[mode])),
        (
            "What I do with it",
            ("I could write such a proposal elsewhere.", "I know which tools I would begin with.",
             "The review of others taught me something."),
        ),
    )  # fmt: skip


EVALUATION_PROMPTS = (
    "Which exercise should stay as it is?",
    "What should we change?",
    "With which institution will you try it, and when?",
)
