"""Names of parts as a document says them, and which facts and exhibits are cited where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from courses.days import MONTHS, short_day_words
from courses.proposals import Finding, Proposal, Recommendation
from courses.traces import cited_exhibit
from courses.workshop import Workshop
from webinar_kits.proposals.paper import ProposalPaper

_FACT = re.compile(r"(?<![\w-])F(\d{1,4})(?![\w])")
_EXHIBIT = re.compile(r"(?<![\w-])E(\d{1,3})(?![\w])")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HARD = "\u00a0"
_DASH = re.compile(rf"(–){_HARD}")
_PLACE = re.compile(r"(section|Finding|risk) (\d+)")
_MANY = {"section": "sections", "Finding": "findings", "risk": "risks"}
MISSING = "to be agreed"


@dataclass(frozen=True, slots=True)
class Citation:
    """A fact or an exhibit of the case and where the proposal cites it."""

    label: str
    text: str
    places: tuple[str, ...]


def finding_names(proposal: Proposal) -> dict[str, str]:
    """Return what each finding is called, by its id."""
    return {finding.id: f"Finding {number}" for number, finding in enumerate(proposal.findings, start=1)}


def recommendation_names(proposal: Proposal) -> dict[str, str]:
    """Return what each recommendation is called, by its id."""
    return {one.id: f"R{number}" for number, one in enumerate(proposal.recommendations, start=1)}


def titled(one: Recommendation) -> str:
    """Return the title of a recommendation, or the first words of its text."""
    title = " ".join(one.title.split())
    if title:
        return title
    words = one.text.split()
    return " ".join(words[:10]) + (" …" if len(words) > 10 else "") if words else "Recommendation without a title"


def tool_words(tool: str, workshop: Workshop) -> str:
    """Return the name of a tool: the title of one of the library; another id reads as words."""
    name = " ".join(tool.split())
    known = {one.id: one.title for one in workshop.tools}
    if name in known:
        return known[name]
    return name.replace("-", " ").capitalize() if _SLUG.fullmatch(name) else name


def span_days(begins: date, ends: date) -> str:
    """Return from when to when, each month and year said once: 1 – 21 Sep 2026."""
    if begins == ends:
        return short_day_words(begins)
    first = str(begins.day)
    if (begins.year, begins.month) != (ends.year, ends.month):
        first += f" {MONTHS[begins.month - 1][:3]}"
    if begins.year != ends.year:
        first += f" {begins.year}"
    return f"{first} – {short_day_words(ends)}"


def unbroken(words: str) -> str:
    """Return days so that a line ends between two of them, never within one."""
    return _DASH.sub(r"\1 ", words.replace(" ", _HARD))


def span_words(one: Recommendation) -> str:
    """Return from when to when, as typed where a day is none; empty when nothing was typed."""
    if one.starts_on and one.ends_on and one.starts_on <= one.ends_on:
        return span_days(one.starts_on, one.ends_on)
    begins = short_day_words(one.starts_on) if one.starts_on else one.starts_text.strip()
    ends = short_day_words(one.ends_on) if one.ends_on else one.ends_text.strip()
    if begins and ends:
        return f"{begins} – {ends}"
    return f"from {begins}" if begins else (f"until {ends}" if ends else "")


def cited_facts(paper: ProposalPaper) -> tuple[Citation, ...]:
    """Return the facts of the case that findings or words cite, by number."""
    places: dict[int, list[str]] = {}
    for name, text, finding in _places(paper):
        numbers = [int(one) for one in _FACT.findall(text)]
        for number in dict.fromkeys([*(finding.facts if finding else ()), *numbers]):
            places.setdefault(number, []).append(name)
    found = [(paper.case.find_fact(number), where) for number, where in sorted(places.items())]
    return tuple(Citation(fact.label, fact.text, tuple(where)) for fact, where in found if fact is not None)


def cited_exhibits(paper: ProposalPaper) -> tuple[Citation, ...]:
    """Return the exhibits that findings or words cite, by number."""
    places: dict[int, list[str]] = {}
    for name, text, finding in _places(paper):
        cited = [*(finding.exhibits if finding else ()), *(f"E{one}" for one in _EXHIBIT.findall(text))]
        meant = (cited_exhibit(paper.case, one) for one in cited)
        for number in dict.fromkeys(exhibit.number for exhibit in meant if exhibit is not None):
            places.setdefault(number, []).append(name)
    found = [(paper.case.find_exhibit(number), where) for number, where in sorted(places.items())]
    return tuple(
        Citation(one.label, f"{one.title}. {one.origin}", tuple(where)) for one, where in found if one is not None
    )


def places_words(places: tuple[str, ...]) -> str:
    """Return where something is cited, each kind of place named once: sections 1, 3; findings 2, 10; R4."""
    numbers: dict[str, list[str]] = {}
    others: list[str] = []
    for place in places:
        found = _PLACE.fullmatch(place)
        if found:
            numbers.setdefault(found[1], []).append(found[2])
        else:
            others.append(place)
    told = [f"{(_MANY[kind] if len(held) > 1 else kind.lower())} {', '.join(held)}" for kind, held in numbers.items()]
    return "; ".join([*told, ", ".join(others)] if others else told)


def _places(paper: ProposalPaper) -> Iterator[tuple[str, str, Finding | None]]:
    """Yield every place that may cite: its name, its words, and the finding it is."""
    proposal = paper.proposal
    for number, section in enumerate(paper.workshop.sections, start=1):
        yield f"section {number}", proposal.sections.get(section.id, ""), None
    findings, recommendations = finding_names(proposal), recommendation_names(proposal)
    for finding in proposal.findings:
        yield findings[finding.id], finding.text, finding
    for one in proposal.recommendations:
        yield recommendations[one.id], f"{one.title} {one.text} {one.measure} {one.target}", None
    for number, risk in enumerate(proposal.risks, start=1):
        yield f"risk {number}", f"{risk.text} {risk.answer}", None
