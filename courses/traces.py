"""Follows each gap of a proposal to its fix, its evidence and its measure, and says in words what hangs in the air."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from courses.cases import Case, Exhibit
from courses.days import day_words
from courses.proposals import FINDING, RECOMMENDATION, SECTION, Finding, Proposal, Recommendation
from courses.workshop import Indicator, Workshop

WEAK = 1
SHOWN_WORDS = 8
_BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A line of the matrix. `gap` is None for a recommendation without a finding, `fix` for one without an answer.

    `evidence` are the labels of facts and exhibits that exist, such as F7 and E3.
    """

    gap: Finding | None
    indicators: tuple[Indicator, ...]
    fix: Recommendation | None
    evidence: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class TraceWarning:
    """What hangs in the air: the part's key, the field in it, and a sentence with the cure. It never blocks."""

    part: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The matrix of a proposal, in the order of its findings, and its warnings."""

    rows: tuple[TraceRow, ...]
    warnings: tuple[TraceWarning, ...]


def trace(proposal: Proposal, case: Case, workshop: Workshop) -> Trace:
    """Return the matrix and the warnings of a proposal."""
    indicators = {indicator.id: indicator for indicator in workshop.indicators}
    answers: dict[str, list[Recommendation]] = {finding.id: [] for finding in proposal.findings}
    for recommendation in proposal.recommendations:
        for finding_id in dict.fromkeys(recommendation.findings):
            if finding_id in answers:
                answers[finding_id].append(recommendation)
    return Trace(
        tuple(_rows(proposal, case, indicators, answers)),
        (
            *(warning for finding in proposal.findings for warning in _of_finding(finding, case, indicators, answers)),
            *(warning for one in proposal.recommendations for warning in _of_recommendation(one, answers)),
            *_of_limbs(proposal, workshop),
            *_of_assessment(proposal, case, workshop),
        ),
    )


def cited_exhibit(case: Case, cited: str) -> Exhibit | None:
    """Return the exhibit that a citation means: E3, 3 or its id; None where there is none."""
    text = cited.strip()
    bare = text[1:] if text[:1] in "Ee" else text
    if bare.isdecimal() and len(bare) < 5:
        return case.find_exhibit(int(bare))
    return next((exhibit for exhibit in case.exhibits if exhibit.id == text), None)


def _rows(
    proposal: Proposal,
    case: Case,
    indicators: Mapping[str, Indicator],
    answers: Mapping[str, list[Recommendation]],
) -> Iterator[TraceRow]:
    for finding in proposal.findings:
        named = tuple(indicators[one] for one in finding.indicators if one in indicators)
        evidence = tuple(_evidence(finding, case))
        for fix in answers[finding.id]:
            yield TraceRow(finding, named, fix, evidence, fix.measure)
        if not answers[finding.id]:
            yield TraceRow(finding, named, None, evidence, "")
    for recommendation in proposal.recommendations:
        if not any(finding_id in answers for finding_id in recommendation.findings):
            yield TraceRow(None, (), recommendation, (), recommendation.measure)


def _evidence(finding: Finding, case: Case) -> Iterator[str]:
    for number in finding.facts:
        fact = case.find_fact(number)
        if fact is not None:
            yield fact.label
    for cited in finding.exhibits:
        exhibit = cited_exhibit(case, cited)
        if exhibit is not None:
            yield exhibit.label


def _of_finding(
    finding: Finding, case: Case, indicators: Mapping[str, Indicator], answers: Mapping[str, list[Recommendation]]
) -> Iterator[TraceWarning]:
    part, name = f"{FINDING}:{finding.id}", f"The finding {_shown(finding.text)}"
    if not answers[finding.id]:
        yield TraceWarning(
            part, "text", f"{name} has no answer. Choose it in a recommendation, or write one that answers it."
        )
    if not finding.limb:
        yield TraceWarning(part, "limb", f"{name} belongs to no limb. Choose a, b, c or d.")
    if not finding.indicators:
        yield TraceWarning(
            part, "indicators", f"{name} names no indicator. Choose what the institution falls short of."
        )
    for one in finding.indicators:
        if one not in indicators:
            yield TraceWarning(part, "indicators", f"There is no indicator “{one}”. Choose one from the list.")
    yield from _of_citations(finding, case, part, name)


def _of_citations(finding: Finding, case: Case, part: str, name: str) -> Iterator[TraceWarning]:
    if not finding.facts and not finding.exhibits:
        yield TraceWarning(part, "facts", f"{name} rests on nothing. Cite a fact, like F7, or an exhibit, like E3.")
    for number in finding.facts:
        if case.find_fact(number) is None:
            yield TraceWarning(
                part, "facts", f"F{number}: the case has {len(case.facts)} facts. Look up the number and correct it."
            )
    for cited in finding.exhibits:
        if cited_exhibit(case, cited) is None:
            yield TraceWarning(
                part,
                "exhibits",
                f"{cited}: the case has {len(case.exhibits)} exhibits. Look up the number and correct it.",
            )


def _of_recommendation(
    recommendation: Recommendation, answers: Mapping[str, list[Recommendation]]
) -> Iterator[TraceWarning]:
    part = f"{RECOMMENDATION}:{recommendation.id}"
    name = f"The recommendation {_shown(recommendation.title or recommendation.text)}"
    if any(one not in answers for one in recommendation.findings):
        yield TraceWarning(part, "findings", f"{name} answers a finding that is no longer there. Choose another one.")
    elif not recommendation.findings:
        yield TraceWarning(part, "findings", f"{name} answers no finding. Choose the finding that it answers.")
    for field, text in _missing(recommendation):
        yield TraceWarning(part, field, f"{name} {text}")


def _missing(one: Recommendation) -> Iterator[tuple[str, str]]:
    if not one.owner.strip():
        yield "owner", "has no owner. Name one post or person."
    if one.cost is None and one.cost_text.strip():
        yield "cost", f"has a cost in words, “{one.cost_text.strip()}”. Write one number, like 10000."
    elif one.cost is None:
        yield "cost", "has no cost. Write what it costs, 0 if nothing."
    if one.starts_on is None:
        yield "starts_on", "has no start. Write the first day, like 2026-09-01."
    if one.ends_on is None:
        yield "ends_on", "has no end. Write the last day, like 2026-12-31."
    if one.starts_on is not None and one.ends_on is not None and one.ends_on < one.starts_on:
        starts, ends = day_words(one.starts_on), day_words(one.ends_on)
        yield "ends_on", f"ends on {ends}, before it starts on {starts}. Change one of the days."
    if not one.measure.strip():
        yield "measure", "has no measure. Say which number shows that it works."
    if not one.tool.strip():
        yield "tool", "uses no tool. Choose one from the library, or say that none is needed."


def _of_limbs(proposal: Proposal, workshop: Workshop) -> Iterator[TraceWarning]:
    covered = {finding.limb for finding in proposal.findings}
    for limb in workshop.limbs:
        if limb.id not in covered:
            yield TraceWarning(
                _baseline(workshop),
                "limb",
                f"Limb ({limb.id}), {limb.title}, is in no finding. Write what the case shows of it.",
            )


def _of_assessment(proposal: Proposal, case: Case, workshop: Workshop) -> Iterator[TraceWarning]:
    by_standard: dict[str, set[str]] = {}
    for indicator in workshop.indicators:
        by_standard.setdefault(indicator.standard, set()).add(indicator.id)
    named = {one for finding in proposal.findings for one in finding.indicators}
    for exhibit in case.exhibits:
        for standard, statement, score in _scores(exhibit):
            if score <= WEAK and by_standard.get(standard, set()) and not by_standard[standard] & named:
                points = "no point" if score == 0 else f"{score} point" + ("s" if score > 1 else "")
                yield TraceWarning(
                    _baseline(workshop),
                    "indicators",
                    f"{exhibit.label} gives {points} to {standard}, “{statement}”, and no finding takes it up. "
                    "Write a finding on one of its indicators, or say why it can wait.",
                )


def _scores(exhibit: Exhibit) -> Iterator[tuple[str, str, int]]:
    """Yield standard, statement and points of an exhibit that is an assessment."""
    places = {column.id: place for place, column in enumerate(exhibit.columns)}
    if not {"standard", "statement", "score"} <= places.keys():
        return
    for row in exhibit.rows:
        score = row.cells[places["score"]].strip()
        if score.isdecimal():
            yield row.cells[places["standard"]].strip(), row.cells[places["statement"]].strip(), int(score)


def _baseline(workshop: Workshop) -> str:
    """Return the key of the section in which findings are told."""
    numbers = {part.number for part in workshop.parts if part.id == _BASELINE}
    sections: Iterable[str] = (section.id for section in workshop.sections if numbers & set(section.parts))
    return f"{SECTION}:{next(iter(sections), 'diagnosis')}"


def _shown(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:SHOWN_WORDS])}{' …' if len(words) > SHOWN_WORDS else ''}”" if words else "without words"
