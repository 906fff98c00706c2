"""What the trainer's board says of one proposal: how far it is, since when it is quiet. Pure, and kept while it holds.

A board is asked for every few seconds and most proposals have not changed since: figures are kept by the versions of
the parts, the checks of a text by itself.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from courses.cases import Case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.completeness import assess
from courses.proposals import (
    FINDING,
    RECOMMENDATION,
    RISK,
    SECTION,
    Finding,
    Proposal,
    Recommendation,
    Risk,
    read_part,
    split_key,
)
from courses.traces import trace
from courses.workshop import AgendaKind, Workshop
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_claims import stance_of
from lms.workshops.days import TimedItem

STUCK_AFTER = timedelta(minutes=10)
KEPT_PROPOSALS = 512
KEPT_TEXTS = 4096


class Standing(StrEnum):
    """How somebody stands: `stuck` only while the agenda says that proposals are written."""

    HANDED_IN = "handed_in"
    STUCK = "stuck"
    WRITING = "writing"
    QUIET = "quiet"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Figures:
    """A proposal in numbers: how many of the parts of a good one are done, and how much there is to put right.

    `warnings` are what the case contradicts, wherever it stands, and what hangs in the air in the matrix.
    """

    done: int
    total: int
    words: int
    findings: int
    recommendations: int
    risks: int
    warnings: int
    last_key: str
    saved_at: datetime | None


def figures_of(proposal_id: str, parts: Sequence[WrittenPart], *, workshop: Workshop, case: Case) -> Figures:
    """Return how far a proposal is."""
    versions = tuple((part.key, part.version, part.place) for part in parts)
    key = (proposal_id, versions, workshop.edition, case.id, case.edition)
    return _figures(_Asked(key, tuple(parts), workshop, case))


def silent_since(figures: Figures, *, joined_at: datetime, here: TimedItem | None) -> datetime | None:
    """Return since when nothing was saved of the time for writing; None while proposals are not written.

    Time that was not for writing never counts, nor time before somebody came.
    """
    if here is None or here.item.kind is not AgendaKind.WRITING:
        return None
    return max(figures.saved_at or here.starts_at, here.starts_at, joined_at)


def standing_of(
    figures: Figures, *, handed_in_at: datetime | None, joined_at: datetime, here: TimedItem | None, now: datetime
) -> Standing:
    """Return how somebody stands."""
    if handed_in_at is not None:
        return Standing.HANDED_IN
    since = silent_since(figures, joined_at=joined_at, here=here)
    if since is not None and now - since >= STUCK_AFTER:
        return Standing.STUCK
    if figures.saved_at is None:
        return Standing.NOT_BEGUN
    return Standing.WRITING if now - figures.saved_at < STUCK_AFTER else Standing.QUIET


def proposal_of(parts: Sequence[WrittenPart], *, case: Case) -> Proposal:
    """Return the proposal that parts in their order make."""
    sections: dict[str, str] = {}
    others: list[Finding | Recommendation | Risk] = []
    for part in parts:
        named = split_key(part.key)
        if named is not None and named[0] == SECTION:
            sections[named[1]] = part.content
        elif named is not None:
            others.append(read_part(part.key, part.content).part)
    return Proposal(
        case_id=case.id,
        language=case.language,
        sections=sections,
        findings=tuple(one for one in others if isinstance(one, Finding)),
        recommendations=tuple(one for one in others if isinstance(one, Recommendation)),
        risks=tuple(one for one in others if isinstance(one, Risk)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What figures are made from; two with the same key have the same figures."""

    key: Hashable
    parts: tuple[WrittenPart, ...] = field(compare=False)
    workshop: Workshop = field(compare=False)
    case: Case = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text to hold against a case; two with the same key say the same."""

    key: Hashable
    text: str = field(compare=False)
    case: Case = field(compare=False)
    stance: Stance = field(compare=False)


@lru_cache(maxsize=KEPT_PROPOSALS)
def _figures(asked: _Asked) -> Figures:
    proposal = proposal_of(asked.parts, case=asked.case)
    state = assess(proposal, asked.workshop)
    # What no part takes up yet stands at a section, and is no warning: of who has just begun all of it is open.
    followed = trace(proposal, asked.case, asked.workshop).warnings
    hanging = sum(not warning.part.startswith(f"{SECTION}:") for warning in followed)
    claims = sum(
        not claim.is_reported for key, text in _texts(proposal) for claim in _claims(_draft(key, text, asked.case))
    )
    last = max(asked.parts, key=lambda part: part.saved_at, default=None)
    return Figures(
        done=state.done,
        total=len(state.parts),
        words=sum(section.words for section in state.sections),
        findings=len(proposal.findings),
        recommendations=len(proposal.recommendations),
        risks=len(proposal.risks),
        warnings=hanging + claims,
        last_key=last.key if last is not None else "",
        saved_at=last.saved_at if last is not None else None,
    )


def _texts(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """Yield every text that is held against the case, with the key of its part."""
    for name, text in proposal.sections.items():
        yield f"{SECTION}:{name}", text
    for finding in proposal.findings:
        yield f"{FINDING}:{finding.id}", finding.text
    for one in proposal.recommendations:
        yield from ((f"{RECOMMENDATION}:{one.id}", text) for text in (one.title, one.text))
    for risk in proposal.risks:
        yield from ((f"{RISK}:{risk.id}", text) for text in (risk.text, risk.answer))


def _draft(key: str, text: str, case: Case) -> _Draft:
    stance = stance_of(key)
    return _Draft((case.id, case.language, case.edition, stance, text), text, case, stance)


@lru_cache(maxsize=KEPT_TEXTS)
def _claims(draft: _Draft) -> tuple[Claim, ...]:
    return check_claims(draft.text, draft.case, stance=draft.stance)
