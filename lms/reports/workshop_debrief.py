"""All proposals of a workshop at once, without names: what is covered, what is missing, what was said best."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from courses.cases import Case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.completeness import PartState, assess
from courses.proposals import FINDING, RECOMMENDATION, SECTION, Finding, Proposal, split_key
from courses.traces import Trace, trace
from courses.workshop import Workshop
from lms.accounts.models import Account
from lms.institutions.models import Institution, Member, Network
from lms.reports.workshop_board import read_board
from lms.reports.workshop_claims import stance_of
from lms.reports.workshop_excerpts import Passage, Weight, spread_out
from lms.reports.workshop_figures import proposal_of
from lms.workshops.models import Review, ReviewScore, Seat, Team
from lms.workshops.models import Workshop as WorkshopRow
from webinar_kits.workshop.cutting import cut
from webinar_kits.workshop.debrief_data import (
    LEAST_PROPOSALS,
    Code,
    Column,
    Debrief,
    Excerpt,
    FactError,
    Gap,
    Mark,
    Names,
    Spread,
    screened,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHOWN_GAPS, SHOWN_ERRORS = 5, 5
LEAST_WORDS = 8
KEPT_TEXTS = 4096
# What a slide holds in large type; widths and sizes in points.
EXCERPT_WIDTH, EXCERPT_SIZE, EXCERPT_LINES = 780, 28, 6
PEER, TRAINER = "peer", "trainer"
_Counted = TypeVar("_Counted", int, str)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as the debrief looks at it; `score` is the trainer's mean level, None before there is one."""

    id: str
    proposal: Proposal
    is_handed_in: bool
    score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A draft with its checks, made once."""

    draft: Draft
    trace: Trace
    wrong_facts: frozenset[int]
    parts: tuple[PartState, ...]
    open_limbs: tuple[str, ...]


def read_workshop_debrief(session: Session, *, workshop_id: str, case: Case, workshop: Workshop) -> Debrief:
    """Return the debrief of a workshop: of the proposals in which something is written."""
    board = read_board(session, workshop_id=workshop_id)
    handed = {one.proposal_id: one.handed_in_at is not None for one in board.people if one.proposal_id is not None}
    scores = _trainers_scores(session, workshop_id)
    drafts = [
        Draft(proposal_id, proposal_of(parts, case=case), handed[proposal_id], scores.get(proposal_id))
        for proposal_id, parts in board.parts.items()
        if proposal_id in handed
    ]
    spreads, reviews = _spreads(session, workshop_id, workshop)
    names = _names(session, workshop_id)
    found = make_debrief(
        drafts, names=names, case=case, workshop=workshop, salt=workshop_id, spreads=spreads, reviews=reviews
    )
    begins = session.scalar(select(WorkshopRow.starts_on).where(WorkshopRow.id == workshop_id))
    return replace(found, held_on=begins)


def make_debrief(
    drafts: Sequence[Draft],
    *,
    names: Names,
    case: Case,
    workshop: Workshop,
    salt: str,
    spreads: tuple[Spread, ...] = (),
    reviews: int = 0,
) -> Debrief:
    """Return the debrief of some proposals; below three nothing but their number, which says nothing of anybody."""
    handed_in = sum(one.is_handed_in for one in drafts)
    head = Debrief(Code(case.id), Code(workshop.language), len(drafts), handed_in, reviews=0)
    if len(drafts) < LEAST_PROPOSALS:
        return head
    shuffled = sorted(drafts, key=lambda one: hashlib.sha256(f"{salt}:{one.id}".encode()).hexdigest())
    weighed = [_weigh(one, case, workshop) for one in shuffled]
    return replace(
        head,
        reviews=reviews,
        columns=tuple(Column(Code(_letter(place)), _marks(one)) for place, one in enumerate(weighed)),
        excerpts=tuple(_excerpts(weighed, names, case, workshop)),
        gaps=_gaps(weighed),
        errors=tuple(
            FactError(fact, count)
            for fact, count in _ranked(fact for one in weighed for fact in one.wrong_facts)[:SHOWN_ERRORS]
        ),
        spreads=spreads,
    )


def _weigh(draft: Draft, case: Case, workshop: Workshop) -> _Weighed:
    state = assess(draft.proposal, workshop)
    texts = [(f"{SECTION}:{name}", text) for name, text in draft.proposal.sections.items()]
    texts += [(f"{FINDING}:{finding.id}", finding.text) for finding in draft.proposal.findings]
    return _Weighed(
        draft,
        trace(draft.proposal, case, workshop),
        frozenset(number for key, text in texts for number in _wrong_facts(_told(key, text, case))),
        state.parts,
        tuple(one.limb.id for one in state.limbs if not one.is_covered),
    )


def _told(key: str, text: str, case: Case) -> "_Told":
    stance = stance_of(key)
    return _Told((text, case.id, case.language, case.edition, stance), text, case, stance)


@dataclass(frozen=True, slots=True)
class _Told:
    """A text to hold against a case; two with the same key say the same."""

    key: Hashable
    text: str = field(compare=False)
    case: Case = field(compare=False)
    stance: Stance = field(compare=False)


@lru_cache(maxsize=KEPT_TEXTS)
def _claims(told: _Told) -> tuple[Claim, ...]:
    return check_claims(told.text, told.case, stance=told.stance)


def _wrong_facts(told: _Told) -> frozenset[int]:
    """Return the facts that a text contradicts; most texts have not changed since the last debrief."""
    return frozenset(number for claim in _claims(told) if not claim.is_reported for number in claim.fact_numbers)


def _marks(one: _Weighed) -> tuple[Mark, ...]:
    written = {f"{SECTION}:{section}" for section, text in one.draft.proposal.sections.items() if text.strip()}
    return tuple(
        Mark.DONE if state.is_done else Mark.BEGUN if state.key in written else Mark.MISSING for state in one.parts
    )


def _gaps(weighed: Sequence[_Weighed]) -> tuple[Gap, ...]:
    found = (code for one in weighed for code in dict.fromkeys(_gap_codes(one)))
    return tuple(Gap(Code(code), count) for code, count in _ranked(found)[:SHOWN_GAPS])


def _gap_codes(one: _Weighed) -> Iterable[str]:
    for limb in one.open_limbs:
        yield f"limb-{limb}"
    for warning in one.trace.warnings:
        named = split_key(warning.part)
        if named is not None and named[0] in (FINDING, RECOMMENDATION):
            yield f"{named[0]}-{warning.field.replace('_', '-')}"
        elif warning.field == "indicators":
            yield "assessment-indicators"


def _ranked(found: Iterable[_Counted]) -> list[tuple[_Counted, int]]:
    return sorted(Counter(found).items(), key=lambda one: (-one[1], one[0]))


def _excerpts(weighed: Sequence[_Weighed], names: Names, case: Case, workshop: Workshop) -> Iterable[Excerpt]:
    """Yield for each limb its strongest words, of as many proposals as there are words good enough."""
    known = {one.id for one in workshop.indicators}
    passages = [
        Passage(limb=finding.limb, proposal=place, weight=weight, excerpt=kept)
        for place, one in enumerate(weighed)
        for finding in one.draft.proposal.findings
        if (weight := _weight(finding, one, case, known)) is not None
        and (kept := _screened(finding, names)) is not None
    ]
    return (one.excerpt for one in spread_out(passages, limbs=[limb.id for limb in workshop.limbs]))


def _screened(finding: Finding, names: Names) -> Excerpt | None:
    """Return a finding cut to a slide, None where a name stands in it or it names no limb."""
    if not finding.limb:
        return None
    text = cut(finding.text, width=EXCERPT_WIDTH, size=EXCERPT_SIZE, lines=EXCERPT_LINES).shown
    return screened(text, names, limb=Code(finding.limb))


def _weight(finding: Finding, one: _Weighed, case: Case, known: set[str]) -> Weight | None:
    """Return how strong a finding is; None without words, a fact that exists and an indicator, or against the case."""
    facts = [number for number in finding.facts if case.find_fact(number) is not None]
    wrong = _wrong_facts(_told(f"{FINDING}:{finding.id}", finding.text, case))
    if not facts or not set(finding.indicators) & known or wrong or len(finding.text.split()) < LEAST_WORDS:
        return None
    fixes = [fix for fix in one.draft.proposal.recommendations if finding.id in fix.findings]
    lacking = {warning.part for warning in one.trace.warnings}
    is_complete = any(f"{RECOMMENDATION}:{fix.id}" not in lacking for fix in fixes)
    evidence = len(facts) + len(finding.exhibits)
    return Weight(is_complete, bool(fixes), one.draft.score or Fraction(0), len(facts) > 1, evidence, len(finding.text))


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else LETTERS[place // 26 - 1] + LETTERS[place % 26]


def find_content(session: Session, *, workshop_id: str) -> tuple[str, str] | None:
    """Return the case and the language of a workshop, None where there is no such workshop."""
    query = select(WorkshopRow.case_id, WorkshopRow.language).where(WorkshopRow.id == workshop_id)
    row = session.execute(query).one_or_none()
    return None if row is None else (row.case_id, row.language)


def _names(session: Session, workshop_id: str) -> Names:
    """Return everybody who ever had a seat, every team, and every house they belong to or that holds the workshop."""
    seated = select(Seat.account_id).where(Seat.workshop_id == workshop_id)
    accounts = session.execute(select(Account.name, Account.email).where(Account.id.in_(seated))).all()
    members = session.execute(select(Member.name, Member.name_other).where(Member.account_id.in_(seated))).all()
    people = [name for name, _ in accounts] + [text for row in members for text in row]
    # An address counts as a whole: many begin with a word of the trade, such as director@.
    addresses = [email for _, email in accounts if email]
    teams = session.scalars(select(Team.name).where(Team.workshop_id == workshop_id))
    houses = session.scalars(
        select(Institution.name).where(
            or_(
                Institution.id.in_(select(Member.institution_id).where(Member.account_id.in_(seated))),
                Institution.id.in_(select(WorkshopRow.institution_id).where(WorkshopRow.id == workshop_id)),
            )
        )
    )
    holder = select(WorkshopRow.network_id).where(WorkshopRow.id == workshop_id)
    networks = session.scalars(select(Network.name).where(Network.id.in_(holder)))
    return Names(people=people, groups=[*addresses, *teams, *houses, *networks])


def _trainers_scores(session: Session, workshop_id: str) -> Mapping[str, Fraction]:
    query = (
        select(Review.proposal_id, func.sum(ReviewScore.level), func.count(ReviewScore.level))
        .join(ReviewScore, ReviewScore.review_id == Review.id)
        .where(Review.workshop_id == workshop_id, Review.kind == TRAINER, ReviewScore.level.is_not(None))
        .group_by(Review.proposal_id)
    )
    return {str(proposal_id): Fraction(int(total or 0), count) for proposal_id, total, count in session.execute(query)}


def _spreads(session: Session, workshop_id: str, workshop: Workshop) -> tuple[tuple[Spread, ...], int]:
    """Return the levels that reviews gave, and how many reviews; nothing below three proposals that were reviewed."""
    # A trainer's levels count as soon as she gave them: she submits nothing.
    has_level = Review.id.in_(select(ReviewScore.review_id).where(ReviewScore.level.is_not(None)))
    counted = (
        Review.workshop_id == workshop_id,
        or_(
            and_(Review.kind == PEER, Review.submitted_at.is_not(None)),
            and_(Review.kind == TRAINER, has_level),
        ),
        Review.is_set_aside.is_(False),
        or_(Review.flagged_at.is_(None), Review.flag_settled_at.is_not(None)),
    )
    reviews, proposals = session.execute(
        select(func.count(Review.id), func.count(Review.proposal_id.distinct())).where(*counted)
    ).one()
    if proposals < LEAST_PROPOSALS:
        return (), 0
    query = (
        select(ReviewScore.criterion, ReviewScore.level, func.count())
        .join(Review, Review.id == ReviewScore.review_id)
        .where(*counted, ReviewScore.level.is_not(None))
        .group_by(ReviewScore.criterion, ReviewScore.level)
    )
    given = {(criterion, level): count for criterion, level, count in session.execute(query)}
    spreads = (
        Spread(Code(one.id), (given.get((one.id, 1), 0), given.get((one.id, 2), 0), given.get((one.id, 3), 0),
                              given.get((one.id, 4), 0)))
        for one in workshop.rubric.criteria
    )  # fmt: skip
    return tuple(one for one in spreads if any(one.levels)), reviews
