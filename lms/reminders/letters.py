"""From a decision to a letter or a short text, in the person's language; pure.

What flows into a sentence of the other direction is isolated (U+2068, U+2069), so that a Latin name or a date in an
Arabic line stays where it belongs.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.mail import LONGEST_SUBJECT, Mail
from lms.reminders.facts import BranchFigures, Item, LatePerson, Letter, NoticeKind, Person, WayIn
from lms.reminders.words import RIGHT_TO_LEFT, words_for

ISOLATE, END = "\u2068", "\u2069"
MOST_NAMES = 50
SEPARATORS = {"ar": "؛ "}
LONGEST_TEXT = 300
LONGEST_NAME = 60

Title = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class House:
    """What of the institution stands in its letters. `title` gives a module's title in a language.

    `pin_link` is where staff codes sign in, `forgotten_link` where one asks for a link to a password, `coordinator`
    whom to ask, empty where there is none.
    """

    name: str
    language: str
    training_link: str
    texts_link: str
    title: Title
    pin_link: str = ""
    forgotten_link: str = ""
    coordinator: str = ""


@dataclass(frozen=True, slots=True)
class ShortText:
    """A text to paste where mail does not reach, and the language it is in."""

    language: str
    text: str


def write_letter(letter: Letter, house: House, *, today: date, stop_link: str, way_in: str = "") -> Mail:
    """Return the letter as it goes out, with the link that stops all letters like it.

    `way_in` is what stands before the link to her training, for who cannot sign in yet.
    """
    pen = _Pen(house, letter.language, today)
    parts = [pen.say("hello", name=letter.name)]
    if letter.kind is NoticeKind.REMINDER:
        parts += [pen.words.open_items + "\n" + pen.list_items(letter.items)]
    else:
        parts += pen.about_others(letter)
        if letter.items:
            parts += [pen.words.own_items + "\n" + pen.list_items(letter.items)]
    if way_in:
        parts.append(way_in)
    if letter.items:
        parts.append(pen.words.go_on + "\n" + house.training_link)
    parts.append(f"{house.name}\n{pen.words.stop}\n{stop_link}")
    subject = " ".join(pen.subject(letter).split())[:LONGEST_SUBJECT]
    return Mail(letter.address, subject, "\n\n".join(parts) + "\n", pen.code, unsubscribe=stop_link)


def write_short_text(person: Person, house: House, *, today: date, ask: str = "") -> ShortText:
    """Return what to send to one person in at most 300 characters: as much as fits, most urgent first.

    `ask` says whom to ask for a way in: it stands in place of the link, which would lead her to a closed door.
    """
    pen = _Pen(house, person.language, today)
    pen.link = ask or (house.pin_link if person.way_in is WayIn.PIN else house.training_link)
    return pen.fit("short", person.items, name=person.name[:LONGEST_NAME], institution=house.name[:LONGEST_NAME])


def write_group_text(branch: str, people: Sequence[Person], house: House, *, today: date) -> ShortText:
    """Return what to send to the group of a branch: modules and days, no names."""
    pen = _Pen(house, house.language, today)
    nearest: dict[str, Item] = {}
    for item in sorted((item for person in people for item in person.items), key=lambda one: one.deadline):
        nearest.setdefault(item.module_id, item)
    return pen.fit("short_group", tuple(nearest.values()), branch=branch[:LONGEST_NAME])


def isolate(text: str, language: str) -> str:
    """Return a value as it can stand in a sentence of that language whatever direction its own letters have."""
    has_other = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return f"{ISOLATE}{text}{END}" if has_other or language in RIGHT_TO_LEFT else text


class _Pen:
    """Writes in one language for one house on one day."""

    def __init__(self, house: House, language: str, today: date) -> None:
        self.code, self.words = words_for(language, house.language)
        self._house, self._today = house, today
        self.link = house.training_link

    def say(self, sentence: str, **values: object) -> str:
        text: str = getattr(self.words, sentence)
        return text.format(**{key: isolate(" ".join(str(value).split()), self.code) for key, value in values.items()})

    def subject(self, letter: Letter) -> str:
        if letter.kind is NoticeKind.REMINDER:
            is_late = any(item.deadline < self._today for item in letter.items)
            return self.say("subject_late" if is_late else "subject_due", institution=self._house.name)
        which = "subject_escalation" if letter.kind is NoticeKind.ESCALATION else "subject_week"
        return self.say(which, branch=self._of(letter))

    def about_others(self, letter: Letter) -> list[str]:
        if letter.kind is NoticeKind.ESCALATION:
            return [self.words.escalation + "\n" + self._people(letter.late)]
        figures = "\n".join("- " + self._figures(one) for one in letter.branches)
        day = self.words.write_day(self._today)
        parts = [self.say("week", branch=self._of(letter), day=day) + "\n" + figures]
        if letter.late:
            parts.append(self.words.late_people + "\n" + self._people(letter.late))
        else:
            parts.append(self.words.nobody_late)
        if letter.unreached:
            parts.append(self.say("unreached", count=letter.unreached) + "\n" + self._house.texts_link)
        return parts

    def list_items(self, items: Sequence[Item]) -> str:
        return "\n".join("- " + self._item(item) for item in items)

    def fit(self, sentence: str, items: Sequence[Item], **values: str) -> ShortText:
        told = [self._short(item) for item in items]
        for count in range(len(told), 0, -1):
            rest = [] if count == len(told) else [self.say("more", count=len(told) - count)]
            text = self._short_text(sentence, "; ".join((*told[:count], *rest)), values)
            if len(text) <= LONGEST_TEXT:
                return ShortText(self.code, text)
        return ShortText(
            self.code, self._short_text(sentence, self.say("more", count=len(told)), values)[:LONGEST_TEXT]
        )

    def _short_text(self, sentence: str, items: str, values: dict[str, str]) -> str:
        text: str = getattr(self.words, sentence)
        filled = {key: isolate(value, self.code) for key, value in values.items()}
        return text.format(items=items, link=self.link, **filled)

    def _item(self, item: Item) -> str:
        is_late = item.deadline < self._today
        which = ("expired" if is_late else "renew") if item.is_again else ("late" if is_late else "due")
        return self.say(which, module=self._title(item), day=self.words.write_day(item.deadline))

    def _short(self, item: Item) -> str:
        which = "short_late" if item.deadline < self._today else "short_due"
        return self.say(which, module=self._title(item), day=self.words.write_day(item.deadline))

    def _people(self, late: Sequence[LatePerson]) -> str:
        groups = _by_person_and_day(late)
        lines = ["- " + self._person(group) for group in groups[:MOST_NAMES]]
        if len(groups) > MOST_NAMES:
            lines.append("- " + self.say("more", count=len(groups) - MOST_NAMES))
        return "\n".join(lines)

    def _person(self, group: Sequence[LatePerson]) -> str:
        titles = SEPARATORS.get(self.code, "; ").join(isolate(self._title(one.item), self.code) for one in group)
        return self.say("person", name=group[0].name, module=titles, day=self.words.write_day(group[0].item.deadline))

    def _figures(self, one: BranchFigures) -> str:
        return self.say("figures", branch=one.branch, members=one.members, complete=one.complete, late=one.late)

    def _of(self, letter: Letter) -> str:
        return letter.branches[0].branch if len(letter.branches) == 1 else self._house.name

    def _title(self, item: Item) -> str:
        return self._house.title(item.module_id, self.code)


def _by_person_and_day(late: Sequence[LatePerson]) -> list[list[LatePerson]]:
    """Return what one person is late with since one day together: a line each in a letter to her manager."""
    groups: list[list[LatePerson]] = []
    for one in late:
        last = groups[-1] if groups else []
        is_same = bool(last) and _of_whom(last[0]) == _of_whom(one)
        # Two people of one name in one branch: the second begins where a module stands once more.
        if is_same and one.item.module_id not in {other.item.module_id for other in last}:
            last.append(one)
        else:
            groups.append([one])
    return groups


def _of_whom(one: LatePerson) -> tuple[str, int, date]:
    return one.name, one.branch_id, one.item.deadline
