"""How much of a proposal is there: the four limbs, the 18 parts, and the words of each section."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from courses.markup import count_text
from courses.proposals import SECTION, Proposal
from courses.workshop import Limb, ProposalPart, ProposalSection, Workshop


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section with its words; `note` says in words what is wrong with their number, empty when nothing is."""

    key: str
    section: ProposalSection
    words: int
    note: str

    @property
    def has_enough(self) -> bool:
        """Whether it has the least number of words; more than the most is told and counts all the same."""
        return self.words >= self.section.words.least


@dataclass(frozen=True, slots=True)
class PartState:
    """One of the 18 parts: the key of the section it stands in, and what it lacks, empty when it is done."""

    key: str
    part: ProposalPart
    note: str

    @property
    def is_done(self) -> bool:
        """Whether nothing is lacking."""
        return not self.note


@dataclass(frozen=True, slots=True)
class LimbState:
    """One of the four limbs: how many findings and recommendations speak of it, and what it lacks."""

    limb: Limb
    findings: int
    recommendations: int
    note: str

    @property
    def is_covered(self) -> bool:
        """Whether it has a finding and an answer to one."""
        return not self.note


@dataclass(frozen=True, slots=True)
class Completeness:
    """The state of a proposal; `sentence` tells it in one line."""

    sections: tuple[SectionState, ...]
    parts: tuple[PartState, ...]
    limbs: tuple[LimbState, ...]
    sentence: str

    @property
    def done(self) -> int:
        """The number of parts that are done."""
        return sum(1 for state in self.parts if state.is_done)

    @property
    def percent(self) -> int:
        """The share of parts that are done, rounded down: 100 only when all are."""
        return self.done * 100 // len(self.parts) if self.parts else 0


def assess(proposal: Proposal, workshop: Workshop) -> Completeness:
    """Return how much of a proposal is there."""
    sections = tuple(_section(proposal, section) for section in workshop.sections)
    parts = tuple(_part(proposal, part, sections) for part in workshop.parts)
    limbs = tuple(_limb(proposal, limb) for limb in workshop.limbs)
    done = sum(1 for state in parts if state.is_done)
    covered = sum(1 for state in limbs if state.is_covered)
    sentence = f"{done} of {len(parts)} parts are done, {covered} of {len(limbs)} limbs are covered."
    return Completeness(sections, parts, limbs, sentence)


def _section(proposal: Proposal, section: ProposalSection) -> SectionState:
    words = count_text(proposal.sections.get(section.id, ""))
    least, most = section.words.least, section.words.most
    note = ""
    if words == 0:
        note = f"“{section.title}” is empty. It wants {least} to {most} words."
    elif words < least:
        note = (
            f"“{section.title}” has {_count(words, 'word')}; it wants {least} to {most}. {_are(least - words)} missing."
        )
    elif words > most:
        note = f"“{section.title}” has {words} words; it wants {least} to {most}. {_are(words - most)} too many."
    return SectionState(f"{SECTION}:{section.id}", section, words, note)


def _part(proposal: Proposal, part: ProposalPart, sections: tuple[SectionState, ...]) -> PartState:
    home = next((state for state in sections if part.number in state.section.parts), None)
    if home is None:
        return PartState("", part, f"Part {part.number}, {part.title}, stands in no section of this workshop.")
    lacks = []
    if not home.has_enough:
        lacks.append(f"“{home.section.title}” has {home.words} of at least {home.section.words.least} words")
    own = _OWN.get(part.id)
    if own is not None and not own.is_there(proposal):
        lacks.append(own.lack)
    note = f"Part {part.number}, {part.title}: {'; '.join(lacks)}." if lacks else ""
    return PartState(home.key, part, note)


def _limb(proposal: Proposal, limb: Limb) -> LimbState:
    findings = {finding.id for finding in proposal.findings if finding.limb == limb.id}
    answers = sum(1 for one in proposal.recommendations if findings & set(one.findings))
    note = ""
    if not findings:
        note = f"({limb.id}) {limb.title}: no finding speaks of it. Write what the case shows."
    elif not answers:
        note = f"({limb.id}) {limb.title}: {_count(len(findings), 'finding')} without an answer. Add a recommendation."
    return LimbState(limb, len(findings), answers, note)


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True, slots=True)
class _Own:
    """What a part has besides words, and how its absence is told."""

    is_there: Callable[[Proposal], bool]
    lack: str


_OWN: Mapping[str, _Own] = {
    "baseline": _Own(
        lambda proposal: any(one.indicators and (one.facts or one.exhibits) for one in proposal.findings),
        "no finding names an indicator and its evidence",
    ),
    "activities": _Own(
        lambda proposal: any(one.tool.strip() for one in proposal.recommendations), "no recommendation names a tool"
    ),
    "staffing": _Own(
        lambda proposal: any(one.owner.strip() for one in proposal.recommendations), "no recommendation has an owner"
    ),
    "timeline": _Own(
        lambda proposal: any(one.starts_on and one.ends_on for one in proposal.recommendations),
        "no recommendation has a start and an end",
    ),
    "budget": _Own(
        lambda proposal: any(one.cost is not None for one in proposal.recommendations), "no recommendation has a cost"
    ),
    "risks": _Own(
        lambda proposal: any(one.text.strip() and one.answer.strip() for one in proposal.risks),
        "no risk has an answer",
    ),
    "monitoring": _Own(
        lambda proposal: any(one.measure.strip() and one.target.strip() for one in proposal.recommendations),
        "no recommendation has a measure and a target",
    ),
}
