"""The pages of reminders, put together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from flask import url_for

from courses.catalogue import Catalogue
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.reminders.facts import Day, Letter, NoticeKind, Person, Plan
from lms.reminders.letters import LONGEST_NAME, House, ShortText, write_group_text, write_short_text
from lms.reminders.rules import unreached
from lms.reminders.ways_in import ask_sentence
from lms.reminders.words import RIGHT_TO_LEFT, words_for
from lms.reports.reminders import NoticePage
from lms.web.contexts.reminders import (
    LetterLine,
    LogLine,
    LogPage,
    PreviewPart,
    RemindersPage,
    TextGroup,
    TextLine,
    TextsPage,
)
from lms.web.contexts.shell import Action, FormState
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.words import tier_words
from lms.workflows.invite_person import DAYS

ROWS = 50
SHOWN = 50
ITEMS_SHOWN = 2
MONDAY = date(2024, 1, 1)


def reminders_page(
    place: InstitutionPlace,
    *,
    plan: Plan,
    state: FormState,
    today: date,
    preview: PreviewPart | None,
    uninvited: int,
) -> RemindersPage:
    """Return the page of the plan."""
    return RemindersPage(
        shell=make_shell(_("Reminders")),
        institution=place.name,
        is_on=plan.is_on,
        uninvited=uninvited,
        invitations=Action(_("Invitations"), url_for("invitations.index", institution=place.slug)),
        state=state,
        weekdays=tuple((str(number), format_date(MONDAY + timedelta(days=number), "EEEE")) for number in range(7)),
        zone=place.zone,
        today=today,
        show_href=url_for("reminders.index", institution=place.slug),
        save_href=url_for("reminders.save", institution=place.slug),
        preview=preview,
        log=Action(_("What was sent"), url_for("reminders.log", institution=place.slug)),
        texts=Action(_("Short texts"), url_for("reminders.texts", institution=place.slug)),
    )


def preview_part(day: Day, letters: Sequence[Letter], catalogue: Catalogue) -> PreviewPart:
    """Return who would get what today."""
    counts = Counter(letter.kind for letter in letters)
    return PreviewPart(
        counts=tuple((kind_words(kind), counts[kind]) for kind in NoticeKind if counts[kind]),
        lines=tuple(
            LetterLine(letter.name, letter.address, kind_words(letter.kind), _about(letter, catalogue))
            for letter in letters[:SHOWN]
        ),
        total=len(letters),
        unreached=len(unreached(day)),
        stopped=len(day.stopped),
        invitations=sum(letter.brings_link for letter in letters),
        link_days=DAYS,
    )


def typed_plan(plan: Plan) -> dict[str, str]:
    """Return what the form begins with."""
    typed = {name: str(value) for name, value in asdict(plan).items() if name != "is_on"}
    return typed | {"is_on": "yes" if plan.is_on else ""}


def log_page(place: InstitutionPlace, found: NoticePage, *, number: int) -> LogPage:
    """Return the letters that were written."""

    def href(to: int) -> str:
        return url_for("reminders.log", institution=place.slug, page=to)

    return LogPage(
        shell=make_shell(_("What was sent")),
        rows=tuple(
            LogLine(row.sent_on, kind_words(row.kind), row.name, row.to_address, len(row.subjects))
            for row in found.rows
        ),
        pages=make_pages(number, size=ROWS, total=found.total, href=href),
        back=_back(place),
    )


def texts_page(place: InstitutionPlace, day: Day, house: House, *, number: int) -> TextsPage:
    """Return a page of the short texts for those whom no letter reaches, by branch."""

    def href(to: int) -> str:
        return url_for("reminders.texts", institution=place.slug, page=to)

    by_branch: dict[int, list[Person]] = {branch.branch_id: [] for branch in day.branches}
    for person in unreached(day):
        by_branch[person.branch_id].append(person)
    people = [person for group in by_branch.values() for person in group]
    shown = people[(number - 1) * ROWS : number * ROWS]
    groups = []
    for branch in day.branches:
        here = tuple(person for person in shown if person.branch_id == branch.branch_id)
        if here:
            group = write_group_text(branch.branch, tuple(by_branch[branch.branch_id]), house, today=day.today)
            rows = tuple(_person_line(person, _text_for(person, house, today=day.today)) for person in here)
            groups.append(TextGroup(branch.branch, _line(f"b{branch.branch_id}", branch.branch, group), rows))
    return TextsPage(
        shell=make_shell(_("Short texts")),
        institution=place.name,
        groups=tuple(groups),
        total=len(people),
        pages=make_pages(number, size=ROWS, total=len(people), href=href),
        back=_back(place),
    )


def kind_words(kind: NoticeKind) -> str:
    """Return what a letter is, in words."""
    return {
        NoticeKind.REMINDER: _("Reminder"),
        NoticeKind.ESCALATION: _("To the manager: late for long"),
        NoticeKind.DIGEST: _("A manager's week"),
        NoticeKind.OVERVIEW: _("A coordinator's week"),
    }[kind]


def _about(letter: Letter, catalogue: Catalogue) -> str:
    parts = [
        _("%(module)s, by %(day)s", module=_title(catalogue, item.module_id), day=format_date(item.deadline))
        for item in letter.items[:ITEMS_SHOWN]
    ]
    if (more := len(letter.items) - ITEMS_SHOWN) > 0:
        parts.append(ngettext("%(num)s more module", "%(num)s more modules", more))
    if letter.brings_link:
        parts.append(_("with a link to choose a password"))
    if letter.late:
        parts.append(ngettext("%(num)s late item of others", "%(num)s late items of others", len(letter.late)))
    return "; ".join(parts)


def _title(catalogue: Catalogue, module_id: str) -> str:
    module = catalogue.find(module_id)
    return module.title if module else module_id


def _person_line(person: Person, text: ShortText) -> TextLine:
    return _line(f"p{person.member_id}", person.name, text, staff_code=person.staff_code, tier=tier_words(person.tier))


def _text_for(person: Person, house: House, *, today: date) -> ShortText:
    language, _words = words_for(person.language, house.language)
    ask = ask_sentence(person.way_in, house.coordinator[:LONGEST_NAME], language=language)
    return write_short_text(person, house, today=today, ask=ask)


def _line(key: str, name: str, text: ShortText, *, staff_code: str = "", tier: str = "") -> TextLine:
    direction = "rtl" if text.language in RIGHT_TO_LEFT else "ltr"
    return TextLine(f"t-{key}", name, staff_code, tier, text.text, text.language, direction, len(text.text))


def _back(place: InstitutionPlace) -> Action:
    return Action(_("Reminders"), url_for("reminders.index", institution=place.slug))
