"""A proposal as its readers see it: passages to remark on, findings, recommendations, risks, plan and money.

Nothing of who wrote it is in here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.cases import Case
from courses.passages import Passage, follow, split_passages
from courses.proposals import FINDING, RECOMMENDATION, RISK, SECTION, Finding, Proposal, Recommendation, Risk
from courses.timetables import Budget, Timetable, make_budget, make_timetable
from courses.traces import cited_exhibit
from courses.workshop import Workshop
from lms.errors import NotFound
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_figures import proposal_of
from lms.workshops.models import Part
from lms.workshops.models import Proposal as ProposalRow

NOT_HERE = "There is no such proposal in this workshop."


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with its anchor on the page; `field` is the field it is typed in, empty in a section."""

    anchor: str
    field: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part by its key; `number` counts its kind from 1, `title` is that of a section or a recommendation."""

    key: str
    anchor: str
    number: int
    title: str
    passages: tuple[ReadPassage, ...]

    @property
    def words(self) -> tuple[Passage, ...]:
        """Its passages as quotes are looked for in them."""
        return tuple(one.passage for one in self.passages)


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """A finding with what it falls short of and what it rests on, in words."""

    part: ReadPart
    limb: str
    indicators: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRecommendation:
    """A recommendation; `answers` are the numbers of the findings it answers."""

    part: ReadPart
    answers: tuple[int, ...]
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class ReadRisk:
    """A risk and who answers for it."""

    part: ReadPart
    owner: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole proposal to read. `sections` are all that a proposal has, empty ones without passages."""

    proposal_id: str
    title: str
    handed_in_at: datetime | None
    proposal: Proposal
    sections: tuple[ReadPart, ...]
    findings: tuple[ReadFinding, ...]
    recommendations: tuple[ReadRecommendation, ...]
    risks: tuple[ReadRisk, ...]
    timetable: Timetable
    budget: Budget

    @property
    def parts(self) -> tuple[ReadPart, ...]:
        """All parts in the order of reading."""
        return (
            *self.sections,
            *(one.part for one in self.findings),
            *(one.part for one in self.recommendations),
            *(one.part for one in self.risks),
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it."""
        return not any(part.passages for part in self.parts)


def read_proposal(session: Session, proposal_id: str, *, case: Case, workshop: Workshop, workshop_id: str) -> Reading:
    """Return a proposal of that workshop as it stands, whoever wrote it; `NotFound` for one of another workshop."""
    head = select(ProposalRow.title, ProposalRow.handed_in_at).where(
        ProposalRow.id == proposal_id, ProposalRow.workshop_id == workshop_id
    )
    found = session.execute(head).one_or_none()
    if found is None:
        raise NotFound(NOT_HERE)
    query = (
        select(Part.key, Part.content, Part.version, Part.place, Part.saved_at, Part.saved_by_id)
        .where(Part.proposal_id == proposal_id, Part.is_out.is_(False), Part.content != "")
        .order_by(Part.place, Part.key)
    )
    written = [WrittenPart(*row) for row in session.execute(query)]
    proposal = replace(proposal_of(written, case=case), title=found.title)
    return lay_out(proposal, proposal_id, handed_in_at=found.handed_in_at, case=case, workshop=workshop)


def lay_out(
    proposal: Proposal, proposal_id: str, *, handed_in_at: datetime | None, case: Case, workshop: Workshop
) -> Reading:
    """Return a proposal as it is read. Sections that the workshop does not know come last, under their ids."""
    known = {section.id: section.title for section in workshop.sections}
    titles = known | {one: one for one in proposal.sections if one not in known}
    limbs = {limb.id: f"({limb.id}) {limb.title}" for limb in workshop.limbs}
    indicators = {one.id: one.text for one in workshop.indicators}
    numbers = {one.id: number for number, one in enumerate(proposal.findings, start=1)}
    tools = {one.id: one.title for one in workshop.tools}
    return Reading(
        proposal_id=proposal_id,
        title=proposal.title,
        handed_in_at=handed_in_at,
        proposal=proposal,
        sections=tuple(
            _part(f"{SECTION}:{one}", number, title, (("", proposal.sections.get(one, "")),))
            for number, (one, title) in enumerate(titles.items(), start=1)
        ),
        findings=tuple(
            _finding(one, numbers[one.id], case=case, limbs=limbs, indicators=indicators) for one in proposal.findings
        ),
        recommendations=tuple(
            _recommendation(one, number, numbers, tools.get(one.tool, one.tool))
            for number, one in enumerate(proposal.recommendations, start=1)
        ),
        risks=tuple(_risk(one, number) for number, one in enumerate(proposal.risks, start=1)),
        timetable=make_timetable(proposal),
        budget=make_budget(proposal, case),
    )


def _finding(
    one: Finding, number: int, *, case: Case, limbs: Mapping[str, str], indicators: Mapping[str, str]
) -> ReadFinding:
    return ReadFinding(
        part=_part(f"{FINDING}:{one.id}", number, "", (("text", one.text),)),
        limb=limbs.get(one.limb, ""),
        indicators=tuple(indicators.get(named, named) for named in one.indicators),
        evidence=tuple(_evidence(one, case)),
    )


def _evidence(one: Finding, case: Case) -> Iterator[str]:
    for number in one.facts:
        fact = case.find_fact(number)
        yield f"{fact.label}: {fact.text}" if fact is not None else f"F{number}"
    for cited in one.exhibits:
        exhibit = cited_exhibit(case, cited)
        yield f"{exhibit.label}: {exhibit.title}" if exhibit is not None else cited


def _recommendation(one: Recommendation, number: int, numbers: Mapping[str, int], tool: str) -> ReadRecommendation:
    typed = (("text", one.text), ("measure", one.measure), ("target", one.target), ("tool", tool))
    return ReadRecommendation(
        part=_part(f"{RECOMMENDATION}:{one.id}", number, one.title, typed),
        answers=tuple(numbers[named] for named in one.findings if named in numbers),
        recommendation=one,
    )


def _risk(one: Risk, number: int) -> ReadRisk:
    return ReadRisk(_part(f"{RISK}:{one.id}", number, "", (("text", one.text), ("answer", one.answer))), one.owner)


def _part(key: str, number: int, title: str, fields: Iterable[tuple[str, str]]) -> ReadPart:
    anchor = key.replace(":", "-")
    split = [(name, passage) for name, text in fields for passage in split_passages(text)]
    placed = follow(passage for _name, passage in split)
    return ReadPart(
        key,
        anchor,
        number,
        title,
        tuple(
            ReadPassage(f"{anchor}-{place}", name, passage)
            for place, ((name, _passage), passage) in enumerate(zip(split, placed, strict=True), start=1)
        ),
    )
