"""What to prepare, to watch and to finish, by mode; and what may go wrong with people."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courses.model import Mode


@dataclass(frozen=True, slots=True)
class Phase:
    """A moment of the work around a session and what is to be done then."""

    title: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A difficult moment and what helps."""

    title: str
    answer: str


_ROOM = (
    Phase(
        "Two weeks before",
        (
            "Book a room in which tables can be moved; look at it at the same hour of the day.",
            "Agree on facilitator, co-facilitator and host; go through the running order together.",
            "Send the invitation with place, begin and end.",
            "Find out what has happened here lately on this subject, and what must not be named.",
        ),
    ),
    Phase(
        "The day before",
        (
            "Print: tests (a “before” and an “after” for each), workbooks, evaluation forms, sign-in sheet.",
            "Print the activity cards on stiff paper, a set per group; cut and mix them.",
            "Flip chart with paper, pens that write, tape, a pen for each person.",
            "Open the deck once on the machine that will show it. Take it on a stick too.",
            "Print the slides with notes: the session must survive a power cut.",
        ),
    ),
    Phase(
        "One hour before",
        (
            "Tables for four, everybody sees the screen, a clock all can see.",
            "Sign-in sheet at the door with a pen tied to it.",
            "First slide on the screen; read it from the last row.",
            "Water; toilets and exits known; telephone signal known.",
        ),
    ),
    Phase(
        "During the session",
        (
            "Start on time; whoever comes late signs in too.",
            "Collect the first test before the first slide of content.",
            "Call out half time and two minutes before the end of each activity.",
            "Write down what took longer, for the next time.",
            "Collect tests and evaluation forms before anybody leaves.",
        ),
    ),
    Phase(
        "Afterwards",
        (
            "Count: people present, tests before, tests after, forms. The numbers must agree with the sign-in sheet.",
            "Enter the register the same day; keep the signed sheet.",
            "Photograph the flip charts, without faces; take down what shows a client's name.",
            "Send the follow-up after a day, and ask for the actions after 30 days.",
        ),
    ),
)

_WEBINAR = (
    Phase(
        "Two weeks before",
        (
            "Create the meeting with waiting room, registration and breakout rooms switched on.",
            "Agree on facilitator, producer and chat moderator; one person may wear two hats, never all three.",
            "Send the invitation with the link, the telephone number to dial in, and the time zone.",
            "Rehearse for 30 minutes with the real deck: polls, breakouts, sharing, captions.",
        ),
    ),
    Phase(
        "The day before",
        (
            "Enter the polls in the tool and test one; lock them.",
            "Send workbook, test and cards as small files, for those with a weak line.",
            "Copy the breakout texts into a file that is open during the session.",
            "Prepare a second line: another laptop, a telephone as hotspot.",
        ),
    ),
    Phase(
        "30 minutes before",
        (
            "All three in the room on a wired line, in quiet places; sound and light tested.",
            "Close mail and messages; switch notifications off.",
            "Holding slide on: title, begin, “please stay muted”.",
            "Agree on a private channel in case the line drops, and who takes over.",
        ),
    ),
    Phase(
        "During the session",
        (
            "Captions on. Say that it is recorded, and who will see it; then start the recording.",
            "Say the rules of the chat: questions at any time, names of clients never.",
            "Something to do every five to seven minutes: chat, poll, hand, breakout.",
            "Private message to the facilitator at −10, −5 and −2 minutes of each block.",
            "Breakouts: paste the task in each room, name who reports, visit every room once.",
            "Note who joins late or by telephone: the attendance file will not know.",
        ),
    ),
    Phase(
        "Afterwards",
        (
            "Export the polls and the chat before closing the room: afterwards they are gone.",
            "Download the attendance file with minutes of joining and leaving; match the names the same day.",
            "Cut the recording before breakouts and names; send the link with its last day.",
            "Send the follow-up after a day, and ask for the actions after 30 days.",
        ),
    ),
)

PHASES: Mapping[Mode, tuple[Phase, ...]] = MappingProxyType({Mode.IN_PERSON: _ROOM, Mode.WEBINAR: _WEBINAR})

_BOTH = (
    Moment(
        "“This does not happen here.”",
        "Do not argue. Ask what would tell us if it did, and who would be the first to know.",
    ),
    Moment(
        "Somebody names a client or a colleague.",
        "Stop kindly, at once: “no names, please”. Take the case outside the session to whoever is responsible.",
    ),
    Moment(
        "Somebody tells of real harm.",
        "Thank her, do not investigate before others. Say what happens next and do it the same day.",
    ),
    Moment(
        "The most senior person answers everything.",
        "“Thank you. Now I would like to hear from those who meet clients this week.” Ask them first next time.",
    ),
    Moment(
        "A question to which you have no answer.",
        "Say so, write it where all can see, and answer it in the follow-up, with the source.",
    ),
)

MOMENTS: Mapping[Mode, tuple[Moment, ...]] = MappingProxyType(
    {
        Mode.IN_PERSON: (
            *_BOTH,
            Moment(
                "A group has finished long before the others.",
                "Give it the next question of the debrief, or ask it to find the card it would argue about.",
            ),
            Moment(
                "The power fails.",
                "Go on with the printed slides; the activities need no screen. Leave out the chart, read its numbers.",
            ),
        ),
        Mode.WEBINAR: (
            *_BOTH,
            Moment(
                "Nobody answers.",
                "Count to ten. Then ask for one word in the chat, from everybody, sent at once on “now”.",
            ),
            Moment(
                "The facilitator's line drops.",
                "The producer says so, reads the slide's question and opens the chat; after two minutes she goes on.",
            ),
            Moment(
                "A breakout room stays silent.",
                "Join with camera off, read the task aloud, ask one person by name to begin, leave.",
            ),
        ),
    }
)

EVIDENCE: Mapping[Mode, tuple[str, ...]] = MappingProxyType(
    {
        Mode.IN_PERSON: (
            "The difference between the tests before and after, item by item, with the number of people behind it.",
            "What the groups leave on table and flip chart, compared with the expected answers.",
            "Each person's action in the workbook: what, by when, and who will see it.",
            "The signed sheet: who was here. It proves attendance, not learning.",
        ),
        Mode.WEBINAR: (
            "The difference between the tests before and after, item by item, with the number of people behind it.",
            "What the rooms report in the chat or the shared document, compared with the expected answers.",
            "Each person's action, sent in the chat or by message: what, by when, and who will see it.",
            "The attendance file with minutes: who was here and how long. It proves attendance, not learning.",
        ),
    }
)
