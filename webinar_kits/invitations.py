"""What to send before and after, and what to read out or paste during the session, as plain text."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.blocks import Block, List, Quote
from courses.model import Layout, Mode, Module, Slide
from webinar_kits import times
from webinar_kits.filling import institution_name
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.runs import items, lines, runs, words
from webinar_kits.times import hours

POLL_SECONDS = 60
_RULE = "-" * 60


@dataclass(frozen=True, slots=True)
class Message:
    """A text with the day it is sent, counted from the session; `short` fits a chat."""

    name: str
    title: str
    days: int
    text: str
    short: str


def messages(request: KitRequest, module: Module, *, outline: Outline) -> tuple[Message, ...]:
    """Return invitation, reminder, follow-up and the check after 30 days."""
    return tuple(
        Message(name, title, days, _letter(request, module, outline, (title, days, body)), short)
        for name, title, days, body, short in (
            _invitation(request, module, outline),
            _reminder(request, module, outline),
            _follow_up(request, module),
            _action_check(request, module),
        )
    )


_Parts = tuple[str, str, int, tuple[str, ...], str]


def _letter(request: KitRequest, module: Module, outline: Outline, parts: tuple[str, int, tuple[str, ...]]) -> str:
    title, days, body = parts
    head = [f"Subject: {title}: {module.title}", f"Send: {_send_day(request, days)}"]
    if outline.when:
        head.append(f"Session: {outline.when}")
    return letter(head, body, sender=institution_name(request.brand))


def letter(head: Sequence[str], body: Sequence[str], *, sender: str) -> str:
    """Return a text to send: lines for whoever sends it, then the letter."""
    close = ("Kind regards", sender)
    return "\n".join(head) + "\n\nDear colleague\n\n" + "\n\n".join(body) + "\n\n" + "\n".join(close) + "\n"


def _send_day(request: KitRequest, days: int) -> str:
    when = days_away(days, "the session")
    if request.starts_at is None:
        return when
    return f"{times.day(request.starts_at, zone=request.zone, shift=days)} ({when})"


def days_away(days: int, what: str) -> str:
    """Return how many days before or after something, in words."""
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{count} {'before' if days < 0 else 'after'} {what}"


def _moment(outline: Outline) -> str:
    return outline.when or "at the time you were told"


def _invitation(request: KitRequest, module: Module, outline: Outline) -> _Parts:
    is_room = request.mode is Mode.IN_PERSON
    goals = "\n".join(f"- {objective.text.removeprefix('Can ')}" for objective in module.objectives)
    what = "We meet in a room" if is_room else "We meet online"
    bring = (
        "Bring a case from your own work, without names. Paper and pens are there. The sign-in sheet is at the door "
        "ten minutes before we begin."
        if is_room
        else "Have a case from your own work in mind, without names. Join ten minutes early from a quiet place; "
        "the link comes with the reminder. If your line is weak, dial in by telephone: the files come the day before."
    )
    body = (
        f"You are invited to a session on “{module.title}”. {module.summary}",
        f"{what}, {_moment(outline)}, for {hours(request.minutes)}.",
        f"Afterwards you can\n{goals}",
        bring,
    )
    short = f"Invitation: {module.title}, {_moment(outline)}, {hours(request.minutes)}. " + (
        "Please bring a case from your work, without names." if is_room else "Online; the link follows the day before."
    )
    return "invitation", "Invitation", -7, body, short


def _reminder(request: KitRequest, module: Module, outline: Outline) -> _Parts:
    first = f"Our session on “{module.title}” is tomorrow: {_moment(outline)}."
    room = ("We begin on time with six short questions. Nobody is ranked. Please come ten minutes early to sign in.",)
    online = (
        "You find the link in the meeting's own invitation; please test sound and camera today. "
        "Attached are the workbook and the test as small files, in case your line is weak.",
        "Join ten minutes early. Write questions in the chat at any time; names of clients never.",
    )
    if request.mode is Mode.IN_PERSON:
        short = f"Tomorrow: {module.title}, {_moment(outline)}. Sign in 10 minutes early."
        return "reminder", "Tomorrow", -1, (first, *room), short
    short = f"Tomorrow online: {module.title}, {_moment(outline)}. Test your sound today and join 10 minutes early."
    return "reminder", "Tomorrow", -1, (first, *online), short


def _follow_up(request: KitRequest, module: Module) -> _Parts:
    extra = (
        "The photographs of the flip charts follow."
        if request.mode is Mode.IN_PERSON
        else "The recording (without the breakout rooms) and the results of the polls follow. "
        "Who had to leave early finds the slides with them."
    )
    body = (
        f"Thank you for your work on “{module.title}” yesterday. Attached is the page for your desk.",
        extra,
        "Please look at your action plan once more: what do you do first, by when, and who will notice?",
        "The quiz of this module is open to you in the training platform. A pass counts as your completion; "
        "the session alone does not.",
    )
    short = (
        f"Thank you for yesterday ({module.title}). Your first action: what, by when, who notices? The quiz is open."
    )
    return "follow-up", "Thank you, and what comes next", 1, body, short


def _action_check(request: KitRequest, module: Module) -> _Parts:
    answer = (
        "Answer with three lines" if request.mode is Mode.IN_PERSON else "Answer here or in the chat with three lines"
    )
    body = (
        f"A month ago you wrote down what you would do about “{module.title}”.",
        f"{answer}: what you did, what came of it, what stood in the way. “Nothing yet” is an answer too.",
    )
    short = (
        f"A month after {module.title}: what did you do, what came of it, what stood in the way? Three lines will do."
    )
    return "action-check", "What became of your action", 30, body, short


def short_texts(sent: Sequence[Message]) -> str:
    """Return the texts for a chat, one below the other, ready to copy."""
    return "\n\n".join(f"[{message.title}]\n{message.short}" for message in sent) + "\n"


def poll_slides(outline: Outline) -> tuple[tuple[int, Slide], ...]:
    """Return the polls with the numbers of their slides."""
    return tuple((row.slide_number, row.slide) for row in outline.rows if row.slide and row.slide.layout is Layout.POLL)


def polls_csv(outline: Outline) -> str:
    """Return the polls as a table for the webinar tool: slide, question, seconds, up to six answers."""
    polls = (
        (str(number), slide.title, tuple(map(words, items(slide.blocks)))) for number, slide in poll_slides(outline)
    )
    return polls_table(polls, head="slide", most=6)


def polls_table(polls: Iterable[tuple[str, str, Sequence[str]]], *, head: str, most: int) -> str:
    """Return polls for the webinar tool: where each belongs, its question and its answers, at most so many."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([head, "question", "seconds", *(f"answer {number}" for number in range(1, most + 1))])
    for place, question, answers in polls:
        writer.writerow([place, question, POLL_SECONDS, *answers[:most], *[""] * (most - len(answers))])
    return buffer.getvalue()


def hand_raise_text(outline: Outline) -> str:
    """Return the same polls for a room: read out, hands up, count."""
    parts = [
        "Votes by raised hand\n\nRead all answers aloud first. Then one by one: hands up, once each, eyes on your own "
        "table if the question is delicate. Count aloud and write the numbers down."
    ]
    for number, slide in poll_slides(outline):
        answers = [
            f"  {chr(ord('A') + place)}  {words(answer)}   ____ hands"
            for place, answer in enumerate(items(slide.blocks))
        ]
        parts.append("\n".join([f"Slide {number}: {slide.title}", *answers, "     people in the room: ____"]))
    if len(parts) == 1:
        parts.append("This session has no vote with fixed answers; the questions on the slides are answered aloud.")
    return f"\n\n{_RULE}\n\n".join(parts) + "\n"


def breakout_texts(outline: Outline) -> str:
    """Return, for each activity of a webinar, the text to paste into every breakout room."""
    parts = [
        "Texts for the breakout rooms\n\nPaste one into each room when it opens. Name who reports before you leave."
    ]
    for practice in outline.practices:
        activity = practice.activity
        task = "\n".join(_pasted(activity.webinar)) or "\n".join(lines(activity.aim))
        head = (
            f"Slide {practice.slide_number}: {activity.title}\n"
            f"Begin {practice.begins}, {hours(practice.minutes)} in all, rooms of {activity.group}"
        )
        parts.append(f"{head}\n\n{task}")
    if len(parts) == 1:
        parts.append("This session has no breakout rooms.")
    return f"\n\n{_RULE}\n\n".join(parts) + "\n"


def _pasted(blocks: tuple[Block, ...]) -> list[str]:
    """Return the quoted text if the activity has one, else its steps."""
    quoted = [line for block in blocks if isinstance(block, Quote) for line in lines(block.blocks)]
    if quoted:
        return quoted
    steps = [words(runs(item.children)) for block in blocks if isinstance(block, List) for item in block.items]
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
