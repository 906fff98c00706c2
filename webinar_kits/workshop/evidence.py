"""What a pitch shows of a proposal's evidence: the figure, the client who speaks, the findings that matter most."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from courses.blocks import Block, Paragraph, Quote, Strong
from courses.cases import Case, Exhibit, ExhibitKind, Fact, FactValue, ValueKind
from courses.proposals import Finding, Proposal
from courses.traces import cited_exhibit
from courses.workshop import Workshop
from webinar_kits.proposals.typed import read_typed
from webinar_kits.runs import lines, runs, typographic
from webinar_kits.runs import words as plain
from webinar_kits.workshop.cutting import plain_sentences

SHOWN_FINDINGS = 3
SUMMARY = "summary"
_LEAST_TITLE, _LONGEST_TITLE = 4, 72
_CITED = re.compile(r"\b([FE])(\d{1,3})\b")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{15,400})[\"”»]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_RANK = {ValueKind.PERCENT: 0, ValueKind.MONEY: 1, ValueKind.COUNT: 1, ValueKind.DURATION: 1}
_MOST_WORDS = 45
_LEAST_QUOTED = 15


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the case as the papers show it: "31 %", and the fact that says it."""

    text: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Voice:
    """What a client says in the case, and the exhibit she says it in."""

    words: str
    exhibit: Exhibit


def cited_facts(proposal: Proposal, case: Case) -> tuple[Fact, ...]:
    """Return the facts that findings cite, the most cited first, then in the order of the proposal."""
    numbers = [number for finding in proposal.findings for number in dict.fromkeys(finding.facts)]
    counts = Counter(numbers)
    ordered = sorted(dict.fromkeys(numbers), key=lambda number: (-counts[number], numbers.index(number)))
    return tuple(fact for number in ordered if (fact := case.find_fact(number)) is not None)


def find_figure(proposal: Proposal, case: Case) -> Figure | None:
    """Return the problem in one figure: of the facts that the summary cites a share, else a number; else of those that
    findings cite, the one nearest to the findings."""
    meant = _meant(proposal)
    leading = _cited_in(proposal.sections.get(SUMMARY, ""), case)
    found = [
        (is_of_findings, _RANK[value.kind], -_shared(fact.text, meant) if is_of_findings else 0, place, value, fact)
        for is_of_findings, facts in enumerate((leading, cited_facts(proposal, case)))
        for place, fact in enumerate(facts)
        for value in fact.values
        if value.kind in _RANK
    ]
    if not found:
        return None
    *_, value, fact = min(found, key=lambda one: one[:4])
    return Figure(shown_value(value), fact)


def _cited_in(text: str, case: Case) -> tuple[Fact, ...]:
    numbers = dict.fromkeys(int(number) for kind, number in _CITED.findall(text) if kind == "F")
    return tuple(fact for number in numbers if (fact := case.find_fact(number)) is not None)


def find_message(proposal: Proposal) -> str:
    """Return the words that the summary sets in bold, when they are as few as a title has; else nothing."""
    for block in read_typed(proposal.sections.get(SUMMARY, "")):
        for child in block.children if isinstance(block, Paragraph) else ():
            told = " ".join(plain(runs((child,))).split()) if isinstance(child, Strong) else ""
            if len(told.split()) >= _LEAST_TITLE and len(told) <= _LONGEST_TITLE:
                return told.removesuffix(".") if told.count(". ") == 0 else told
    return ""


def _meant(proposal: Proposal) -> set[str]:
    return set(_WORD.findall(" ".join(one.text for one in proposal.findings).casefold()))


def _shared(text: str, meant: set[str]) -> int:
    return len(meant & set(_WORD.findall(text.casefold())))


def shown_value(value: FactValue) -> str:
    """Return a number of a fact as a slide shows it: thousands apart, with its sign of percent or its currency."""
    whole, _, part = value.text.partition(".")
    grouped = f"{int(whole):,}" if whole.isdecimal() else whole
    number = f"{grouped}.{part}" if part else grouped
    if value.kind is ValueKind.PERCENT:
        return f"{number} %"
    return f"{number} {value.unit}" if value.kind in (ValueKind.MONEY, ValueKind.DURATION) else number


def find_voice(proposal: Proposal, case: Case) -> Voice | None:
    """Return the client who speaks: whom the proposal quotes, else who says in cited papers what its findings say."""
    papers = cited_papers(proposal, case)
    spoken = {exhibit.id: tuple(_spoken(exhibit)) for exhibit in case.exhibits}
    wholes = [(exhibit, _letters(" ".join(spoken[exhibit.id]))) for exhibit in case.exhibits]
    for section in proposal.sections.values():
        for quoted in (*_QUOTED.findall(section), *_set_apart(section)):
            for exhibit, whole in wholes:
                if _letters(quoted) in whole:
                    return Voice(typographic(" ".join(quoted.split()).rstrip(",;")), exhibit)
    meant = _meant(proposal)
    # Who asks something does not complain: a question speaks only where nobody says anything else.
    rated = [
        ((words.rstrip().endswith("?"), -_shared(words, meant)), place, words, exhibit)
        for exhibit in papers
        for place, words in enumerate(spoken[exhibit.id])
        if len(words.split()) <= _MOST_WORDS
    ]
    if not rated:
        return None
    _, _, words, exhibit = min(rated, key=lambda one: (one[0], one[3].number, one[1]))
    return Voice(typographic(words), exhibit)


def _set_apart(section: str) -> Iterator[str]:
    """Yield the paragraphs of a section's block quotes."""
    for block in read_typed(section):
        for one in block.blocks if isinstance(block, Quote) else ():
            told = " ".join(plain(runs(one.children)).split()) if isinstance(one, Paragraph) else ""
            if len(told) >= _LEAST_QUOTED:
                yield told


def cited_papers(proposal: Proposal, case: Case) -> tuple[Exhibit, ...]:
    """Return the exhibits that findings or sections cite, by number."""
    found = {cited_exhibit(case, cited) for finding in proposal.findings for cited in finding.exhibits}
    found |= {
        case.find_exhibit(int(number))
        for text in (*proposal.sections.values(), *(finding.text for finding in proposal.findings))
        for kind, number in _CITED.findall(text)
        if kind == "E"
    }
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.number))


def main_findings(proposal: Proposal, case: Case, workshop: Workshop) -> tuple[Finding, ...]:
    """Return the findings with the lowest score in the assessment, then with most evidence, limbs apart if possible."""
    scores = _scores(case, workshop)

    def weight(finding: Finding) -> tuple[int, int]:
        worst = min((scores.get(one, 3) for one in finding.indicators), default=4)
        return worst, -len(evidence_of(finding, case))

    ranked = sorted((one for one in proposal.findings if one.text.strip()), key=weight)
    first = [one for place, one in enumerate(ranked) if one.limb not in {other.limb for other in ranked[:place]}]
    rest = [one for one in ranked if one not in first]
    return tuple((first + rest)[:SHOWN_FINDINGS])


def evidence_of(finding: Finding, case: Case) -> tuple[str, ...]:
    """Return the labels of the facts and exhibits that a finding cites and the case has."""
    facts = [fact.label for number in finding.facts if (fact := case.find_fact(number)) is not None]
    papers = [paper.label for cited in finding.exhibits if (paper := cited_exhibit(case, cited)) is not None]
    return (*facts, *papers)


def _scores(case: Case, workshop: Workshop) -> dict[str, int]:
    """Return the points that the assessment gives to the standard of each indicator."""
    by_standard: dict[str, int] = {}
    for exhibit in case.exhibits:
        places = {column.id: place for place, column in enumerate(exhibit.columns)}
        if {"standard", "score"} <= places.keys():
            for row in exhibit.rows:
                if row.cells[places["score"]].strip().isdecimal():
                    by_standard[row.cells[places["standard"]].strip()] = int(row.cells[places["score"]])
    return {one.id: by_standard[one.standard] for one in workshop.indicators if one.standard in by_standard}


def _spoken(exhibit: Exhibit) -> Iterator[str]:
    """Yield what clients say in an exhibit: in a register, in gathered voices, in the interview of a client."""
    places = [place for place, column in enumerate(exhibit.columns) if column.id == "words"]
    if exhibit.kind in (ExhibitKind.REGISTER, ExhibitKind.COMPLAINTS):
        yield from (row.cells[place].strip() for row in exhibit.rows for place in places)
    elif exhibit.kind is ExhibitKind.NOTE and "client" in exhibit.id:
        answers = [block for block in exhibit.blocks[1:] if not _is_question(block)]
        for line in lines(tuple(answers)):
            yield from plain_sentences(line)


def _is_question(block: Block) -> bool:
    """Tell whether a paragraph of an interview is in bold: so its questions stand."""
    return isinstance(block, Paragraph) and all(isinstance(child, Strong) for child in block.children)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
