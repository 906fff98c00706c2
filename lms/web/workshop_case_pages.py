"""The story of a case and its facts, put together as pages."""

from collections.abc import Mapping

from courses.cases import Case, Exhibit, ExhibitKind, Fact
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import render
from lms.web.case_links import case_targets
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_case import (
    ExhibitLink,
    FactLine,
    FactsPage,
    PersonLine,
    StoryPart,
    WorkshopCasePage,
)
from lms.web.workshop_frame import workshop_href, workshop_shell


def exhibit_words(kind: ExhibitKind) -> str:
    """Return how an exhibit is to be read."""
    return {
        ExhibitKind.REGISTER: _("register, as it was found"),
        ExhibitKind.COMPLAINTS: _("voices of clients"),
        ExhibitKind.TABLE: _("table"),
        ExhibitKind.NOTE: _("note"),
        ExhibitKind.ORG_CHART: _("who reports to whom"),
        ExhibitKind.MAP: _("map of channels"),
    }[kind]


def story_page(seat: WorkshopSeat, case: Case) -> WorkshopCasePage:
    """Return the story, its people and its papers."""
    targets = case_targets(seat, case)
    return WorkshopCasePage(
        shell=workshop_shell(seat, case.title),
        title=case.title,
        summary=case.summary,
        as_on=format_date(case.as_on),
        is_invented=case.is_invented,
        intro=render(case.intro, targets),
        parts=tuple(StoryPart(part.id, part.title, render(part.blocks, targets)) for part in case.parts),
        people=tuple(PersonLine(person.name, person.role) for person in case.people),
        exhibits=tuple(exhibit_link(seat, exhibit) for exhibit in case.exhibits),
        facts=Action(_("All facts"), workshop_href(seat, "workshop_cases.facts")),
        fact_count=len(case.facts),
    )


def facts_page(seat: WorkshopSeat, case: Case, asked: Mapping[str, str]) -> FactsPage:
    """Return the facts that an address asks for."""
    words, exhibit_id = asked.get("find", "").strip(), asked.get("exhibit", "")
    found = find_facts(case, words=words, exhibit_id=exhibit_id)
    return FactsPage(
        shell=workshop_shell(seat, _("Facts")),
        case=case.title,
        rows=tuple(fact_line(seat, case, fact) for fact in found),
        total=len(case.facts),
        state=FormState({"find": words, "exhibit": exhibit_id}),
        exhibits=tuple((one.id, f"{one.label} · {one.title}") for one in case.exhibits),
        is_narrowed=bool(words or exhibit_id),
        clear_href=workshop_href(seat, "workshop_cases.facts"),
        back=Action(_("The case"), workshop_href(seat, "workshop_cases.show")),
    )


def find_facts(case: Case, *, words: str, exhibit_id: str) -> tuple[Fact, ...]:
    """Return the facts that hold all the words, or are called so (F7), and that the exhibit shows if one is named."""
    typed = words.casefold().split()
    return tuple(
        fact
        for fact in case.facts
        if (not exhibit_id or exhibit_id in fact.exhibits)
        and (words.casefold() == fact.label.casefold() or all(word in fact.text.casefold() for word in typed))
    )


def fact_line(seat: WorkshopSeat, case: Case, fact: Fact) -> FactLine:
    """Return a fact with the papers that show it."""
    shown = (exhibit for exhibit in case.exhibits if exhibit.id in fact.exhibits)
    return FactLine(fact.number, fact.label, fact.text, tuple(exhibit_link(seat, exhibit) for exhibit in shown))


def exhibit_link(seat: WorkshopSeat, exhibit: Exhibit) -> ExhibitLink:
    """Return an exhibit for a list."""
    href = workshop_href(seat, "workshop_cases.exhibit", exhibit=exhibit.id)
    return ExhibitLink(exhibit.label, exhibit.title, href, exhibit_words(exhibit.kind))
