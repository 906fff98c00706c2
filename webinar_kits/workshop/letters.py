"""What to send around a workshop: invitation, a reminder of each sitting, follow-up, the question after 30 days."""

from datetime import timedelta

from courses.model import Mode
from webinar_kits.invitations import Message, days_away, letter
from webinar_kits.workshop.held_days import Day, day_words
from webinar_kits.workshop.kit_content import TraineeContent

HOME = "until-next-time"
GROUPS = "It is held for several groups that day: come to the time of yours."
_INVITED, _REMINDED, _THANKED, _ASKED = -14, -1, 1, 30


def workshop_messages(content: TraineeContent) -> tuple[Message, ...]:
    """Return the texts in the order they are sent."""
    reminders = tuple(
        _reminder(content, number, day, content.days[number - 2] if number > 1 else None)
        for number, day in enumerate(content.days, start=1)
    )
    changed = (_change(content),) if content.request.changed.times and content.days[0].on else ()
    return (_invitation(content), *changed, *reminders, _follow_up(content), _action_check(content))


_READ = "If you have not read the case file yet: an hour tonight is enough."
_READ_ALONE = "Bring the case file, read, and the points that you gave to the example: we begin from both."


def homework(day: Day) -> str:
    """Return what is to be done after a sitting, empty where nothing is."""
    return next((line.item.text for line in day.lines if line.item.id == HOME), "")


def before_first(days: tuple[Day, ...]) -> str:
    """Return what is to be done before the first sitting."""
    more = " Score the example with the rubric, alone." if len(days) == 1 else ""
    return f"Before: read the case file.{more}"


def _message(content: TraineeContent, name: str, title: str, days: int, body: tuple[str, ...], short: str) -> Message:
    return _dated(content, (name, title, days), content.days[-1 if days > 0 else 0], body, short)


def _dated(
    content: TraineeContent, called: tuple[str, str, int], day: Day, body: tuple[str, ...], short: str
) -> Message:
    name, title, days = called
    when = days_away(days, f"“{day.sitting.title}”") if days else f"some hours before “{day.sitting.title}”"
    send = f"{day_words(day.on + timedelta(days=days))} ({when})" if day.on else when
    head = [f"Subject: {title}: {content.title}", f"Send: {send}"]
    sender = content.request.institution or "The trainers of the workshop"
    return Message(name, title, days, letter(head, body, sender=sender), short)


def _sittings(content: TraineeContent) -> str:
    several = ("Where several times stand, a sitting is held once for each group. Come to the time of yours.",)
    listed = (f"- {day.sitting.title}. {day.told or f'{day.clocks}, the day follows'}" for day in content.days)
    return "\n".join((*listed, *(several if any(day.again for day in content.days) else ())))


def _invitation(content: TraineeContent) -> Message:
    is_room = content.request.mode is Mode.IN_PERSON
    is_short = len(content.days) == 1
    read = (
        "Please read the attached case file before we begin, and score the example with the rubric, alone: the day is "
        "short, and we start from what you have read."
        if is_short
        else "Please read the attached case file once before we begin, as if you had been sent there."
    )
    way = (
        "Bring a laptop or a telephone if you have one; paper is there. The attendance sheet lies at the door ten "
        "minutes before we begin."
        if is_room
        else "Join ten minutes early from a quiet place, with a screen on which you can write; the link comes with the "
        "reminder. If your line is weak, dial in by telephone: the files come two days before."
    )
    body = (
        f"You are invited to the workshop “{content.title}”. You study an invented institution, {content.case.title}, "
        "find what fails in its complaint mechanism, write a proposal with your team, and bring it before a board.",
        f"We meet {'in a room' if is_room else 'online'}:\n{_sittings(content)}",
        f"{read} The rubric by which proposals are reviewed is attached too.",
        way,
        "The calendar file holds all sittings." if content.days[0].on else "A calendar file follows with the days.",
    )
    first = content.days[0].told or "the day follows"
    return _message(content, "invitation", "Invitation", _INVITED, body,
                    f"Invitation: {content.title}. {first}. Please read the case file before.")  # fmt: skip


def _change(content: TraineeContent) -> Message:
    """Return what to send when sittings were changed after the calendar went out, with the new one attached."""
    gone = [f"{one.title} on {day_words(one.starts_at.date())}" for one in content.request.changed.gone]
    body = (
        f"Days, times or lengths of “{content.title}” have changed. It is held now:\n{_sittings(content)}",
        *((f"Not held any more: {'; '.join(gone)}.",) if gone else ()),
        "Please open the attached calendar file: it moves the entries that you have"
        + (", and takes off what is not held any more." if gone else "."),
        *(
            ("If an old entry stays, open the second file, calendar-cancelled.ics, or delete that entry.",)
            if gone
            else ()
        ),
    )
    head = [f"Subject: New times: {content.title}", "Send: at once, with the calendar of the folder for trainees"]
    sender = content.request.institution or "The trainers of the workshop"
    short = f"New times for {content.title}: " + "; ".join(day.told for day in content.days)
    return Message("change", "New times", 0, letter(head, body, sender=sender), short)


def _reminder(content: TraineeContent, number: int, day: Day, before: Day | None) -> Message:
    is_room = content.request.mode is Mode.IN_PERSON
    when = day.told or day.clocks
    asked = homework(before) if before else ""
    # The second sitting of a day: the evening before nothing is agreed on yet.
    is_later = before is not None and day.on is not None and before.on == day.on
    spoken_of, by_when = ("Later today", "then") if is_later else ("Tomorrow", "tomorrow")
    body = [f"{spoken_of} we {'meet' if is_room else 'meet online'}{' again' if is_later else ''}: "
            f"{day.sitting.title}. {when}."]  # fmt: skip
    if day.again:
        body.append(GROUPS)
    if number == 1:
        body.append("We begin on time with eight short questions. Nobody is ranked.")
        body.append(_READ_ALONE if len(content.days) == 1 else _READ)
    if asked:
        body.append(f"What we agreed on for {by_when}: {asked}")
    body.append(
        "Please come ten minutes early to sign in."
        if is_room
        else "The link stands in the meeting's own invitation; try sound and camera today. Join ten minutes early."
    )
    if number > 1:
        body.append("What you have written so far is kept on the platform; bring what you wrote on paper.")
    short = f"{spoken_of}: {day.sitting.title}, {when}." + (f" {asked}" if asked else " Ten minutes early, please.")
    return _dated(content, (f"reminder-{number}", spoken_of, 0 if is_later else _REMINDED), day, tuple(body), short)


def _follow_up(content: TraineeContent) -> Message:
    extra = (
        "The photographs of the walls follow."
        if content.request.mode is Mode.IN_PERSON
        else "The recording (without the breakout rooms), the polls and the shared sheets follow."
    )
    body = (
        f"Thank you for your work in “{content.title}”. {extra}",
        "If your proposal is not handed in yet: it waits for you on the platform as you left it. The reviews are read "
        "best with the rubric beside them; you get a mail when yours are open.",
        "Your proposal can be taken away as a Word document, as a PDF, and as ten slides. Take out what is "
        f"{content.case.title.split()[0]}'s, and what is left is your own first draft for a real institution.",
        "Please look at your plan once more: what do you do first, with whom, and who will ask you about it?",
    )
    short = (
        f"Thank you for {content.title}. Your first step: what, with whom, who will ask? Proposals are on the platform."
    )
    return _message(content, "follow-up", "Thank you, and what comes next", _THANKED, body, short)


def _action_check(content: TraineeContent) -> Message:
    body = (
        f"A month ago you planned your first week after “{content.title}”.",
        "Answer with three lines: with which institution you began, what came of it, what stood in the way. “Nothing "
        "yet” is an answer too.",
    )
    short = f"A month after {content.title}: with whom did you begin, what came of it, what stood in the way?"
    return _message(content, "action-check", "What became of it", _ASKED, body, short)
