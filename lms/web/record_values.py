"""One field of one's own record as a person reads it: titles for ids, days in words, marks in percent."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.model import Module
from lms.attempts.rules import Purpose as AttemptPurpose
from lms.http.i18n import format_date, format_moment
from lms.http.i18n import gettext as _
from lms.permissions import Role, SeatRole
from lms.reminders.facts import NoticeKind
from lms.reports.own_record import Part, Value
from lms.web.certificate_pages import kind_words as certificate_words
from lms.web.member_pages import source_words as completion_words
from lms.web.session_words import source_words as register_words
from lms.web.words import LANGUAGES, role_words, tier_words
from quizzes.documents import read_response
from quizzes.errors import QuizError
from quizzes.kinds.contract import Asked
from quizzes.registry import RULES

Row = Mapping[str, Value]
# These days are the first on which it no longer holds; a person says the last on which it does.
FIRST_DAYS_AFTER = frozenset({"valid_until", "ends_on"})
# Where a question holds figures that are drawn anew for each quiz.
PLACES = re.compile(r"\{[^{}]+\}")
PERCENTS = frozenset({"percent", "test_percent"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """In which zone and by which catalogue a record is put into words; `attempts` tells of each quiz by its number."""

    catalogue: Catalogue
    zone: str
    attempts: Mapping[str, Row]

    def say(self, part: Part, column: str, row: Row) -> str:
        """Return a field in words; empty for what is empty."""
        value = row[column]
        if value is None or value == "":
            return ""
        special = SPECIAL.get((part, column)) or SPECIAL.get((None, column))
        if special is not None:
            return special(self, row, str(value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if column in PERCENTS:
            return _("%(percent)s %%", percent=value)
        if column.endswith("_at") or column == "locked_until":
            return self.moment(str(value))
        if column.endswith("_on") or column == "valid_until":
            return self.day(column, str(value))
        return str(value)

    def moment(self, text: str) -> str:
        """Return a moment on the clocks of her zone."""
        return format_moment(datetime.fromisoformat(text).astimezone(ZoneInfo(self.zone)))

    def day(self, column: str, text: str) -> str:
        """Return a day; where a day is the first after the end, the last before it."""
        day = date.fromisoformat(text)
        return format_date(day - timedelta(days=1) if column in FIRST_DAYS_AFTER else day)

    def module(self, row: Row) -> Module | None:
        """Return the module of a row, of her quiz where the row is an answer."""
        at = self.attempts.get(str(row.get("attempt_id")), row)
        return self.catalogue.find(str(at.get("module_id")))


Say = Callable[[Speaker, Row, str], str]


def _module(speaker: Speaker, row: Row, value: str) -> str:
    found = speaker.module(row)
    return found.title if found is not None else value


def _section(speaker: Speaker, row: Row, value: str) -> str:
    found = speaker.module(row)
    sections = {} if found is None else {section.id: section.title for section in found.sections}
    return sections.get(value, value)


def _attempt(speaker: Speaker, row: Row, value: str) -> str:
    at = speaker.attempts.get(value)
    del row
    if at is None:
        return value
    return _("%(module)s, %(day)s", module=_module(speaker, at, ""), day=speaker.moment(str(at["started_at"])))


def _question(speaker: Speaker, row: Row, value: str) -> str:
    found = speaker.module(row)
    item = None if found is None else found.bank.find(value)
    return value if item is None else " ".join(PLACES.sub("…", item.stem).split())


def _response(speaker: Speaker, row: Row, value: str) -> str:
    """Return what she answered by the words of the options; never what is right: a quiz may still be open."""
    said, found = json.loads(value), speaker.module(row)
    item = None if found is None else found.bank.find(str(row["item_id"]))
    if item is not None and isinstance(said, dict):
        try:
            given = RULES[item.kind].review(Asked(item.body, {}), read_response(item, said)).given
        except (QuizError, KeyError):
            given = ""
        if given:
            return given
    # The question is no longer in the module, or was rewritten: what is kept, without its signs.
    return _listed(said)


def _listed(said: object) -> str:
    if isinstance(said, dict) and len(said) == 1:
        return _listed(next(iter(said.values())))
    if isinstance(said, dict):
        return "; ".join(
            f"{name.replace('_', ' ')}: {_listed(one)}" for name, one in said.items() if one not in ("", None)
        )
    if isinstance(said, list):
        return ", ".join(_listed(one) for one in said)
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    return str(said)


def _choices(speaker: Speaker, row: Row, value: str) -> str:
    found, said = speaker.module(row), json.loads(value)
    if not said:
        return ""
    nodes = {} if found is None else found.case.nodes
    texts = {choice.id: choice.text for node in nodes.values() for choice in node.choices}
    return "; ".join(texts.get(str(one), str(one)) for one in said)


def _ending(speaker: Speaker, row: Row, value: str) -> str:
    found = speaker.module(row)
    ending = None if found is None else found.case.endings.get(value)
    return value if ending is None else ending.title


def _language(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return dict(LANGUAGES).get(value, value)


def _role(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return role_words(Role(value))


def _seat(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return {SeatRole.TRAINER: _("Trainer"), SeatRole.TRAINEE: _("Trainee")}[SeatRole(value)]


def _purpose(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    words = {AttemptPurpose.QUIZ: _("The quiz of the module"), AttemptPurpose.CHANGE: _("What changed in the module")}
    return words[AttemptPurpose(value)]


def _link(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return {"invitation": _("Invitation"), "reset": _("New password")}.get(value, value)


def _letter(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return {
        NoticeKind.REMINDER: _("Reminder of what is due"),
        NoticeKind.ESCALATION: _("About people who are late for long"),
        NoticeKind.DIGEST: _("The week of your branch"),
        NoticeKind.OVERVIEW: _("The week of all branches"),
    }[NoticeKind(value)]


def _decision(speaker: Speaker, row: Row, value: str) -> str:
    del speaker, row
    return {"admitted": _("admitted"), "refused": _("refused")}.get(value, value)


def _from(words: Callable[[str], str]) -> Say:
    def say(speaker: Speaker, row: Row, value: str) -> str:
        del speaker, row
        return words(value)

    return say


SPECIAL: Mapping[tuple[Part | None, str], Say] = {
    (None, "module_id"): _module,
    (None, "section_id"): _section,
    (None, "language"): _language,
    (None, "tier"): _from(tier_words),
    (Part.ANSWERS, "attempt_id"): _attempt,
    (Part.ANSWERS, "item_id"): _question,
    (Part.ANSWERS, "response"): _response,
    (Part.CASES, "choices"): _choices,
    (Part.CASES, "ending_id"): _ending,
    (Part.ROLES, "role"): _role,
    (Part.WORKSHOPS, "role"): _seat,
    (Part.ATTEMPTS, "purpose"): _purpose,
    (Part.LINKS, "purpose"): _link,
    (Part.LETTERS, "kind"): _letter,
    (Part.REQUESTS, "decision"): _decision,
    (Part.COMPLETIONS, "source"): _from(completion_words),
    (Part.SESSIONS, "source"): _from(register_words),
    (Part.CERTIFICATES, "kind"): _from(certificate_words),
    (Part.LEDGER, "payload"): _from(lambda value: _listed(json.loads(value))),
}
