"""What correcting a key, or undoing that, would do: shown before it is done, and compared with what is then done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from math import floor
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.attempts import corrections as attempts
from lms.attempts.correction_events import NO_MARK, find_newest_event
from lms.attempts.corrections import Correction, Effect, HandedIn
from lms.attempts.remarking import Marker, Paper
from lms.attempts.rules import Policy, Purpose
from lms.evidence.regraded import list_stood
from lms.evidence.regrading import CHANGE, Gift, Loss, Outcome, Stood, Verdict, decide
from lms.evidence.requirements import list_validity, months_on
from lms.evidence.rules import valid_until
from lms.institutions.takers import Stay, Taker, list_stays, list_takers
from quizzes.corrections import key_text
from quizzes.documents import read_bank

MOMENT = timedelta(microseconds=1)
EFFECT_DIGITS = 16


class News(StrEnum):
    """What it means for one person."""

    PASSED = "passed"
    # Passed, but the time it counts for has ended since.
    ENDED = "ended"
    LOST = "lost"
    # Not passed as it is marked now, while another completion counts.
    COVERED = "covered"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class Marked:
    """An attempt that is worth something else now."""

    attempt: HandedIn
    points: Fraction
    is_passed: bool


@dataclass(frozen=True, slots=True)
class HousePlan:
    """What is done in one institution."""

    effect: Effect
    marked: tuple[Marked, ...]
    verdicts: tuple[Verdict, ...]
    gifts: tuple[Gift, ...]
    losses: tuple[Loss, ...]
    news: Mapping[int, News]


@dataclass(frozen=True, slots=True)
class KeyPlan:
    """All that is done. `effect` is equal for equal plans, `seen` marks what was done last to keys of the module.

    `left` are those of the news who hold no office in their institution today.
    """

    houses: tuple[HousePlan, ...]
    takers: Mapping[int, Taker]
    left: frozenset[int]
    effect: str
    seen: str

    @property
    def token(self) -> str:
        """Return what who applies says to tell which plan she saw, and when."""
        return self.effect + self.seen

    def total(self, count: str) -> int:
        """Return one of the counts of `Effect` over all institutions."""
        return sum(getattr(house.effect, count) for house in self.houses)


@dataclass(frozen=True, slots=True)
class Before:
    """What is to hold. `newest` tells for whom a pass is kept that the new key alone would not give, in place of
    `key_before`; `houses` are told whatever it does there."""

    module_id: str
    item_id: str
    editions: tuple[str, ...]
    holding: tuple[Correction, ...]
    newest: Correction | None
    houses: tuple[int, ...] = ()
    key_before: Mapping[str, object] | None = None


def after_all(session: Session, *, module_id: str, editions: Sequence[str], now: datetime) -> datetime:
    """Return now, or the moment after the newest score and correction there is where a clock ran ahead of this one."""
    newest = attempts.find_newest_score(session, module_id=module_id, editions=editions)
    moments = [one.corrected_at for one in attempts.list_holding(session, module_id=module_id)]
    moments += [] if newest is None else [newest]
    return max([now, *(moment + MOMENT for moment in moments)])


def make_plan(session: Session, before: Before, *, now: datetime) -> KeyPlan:
    """Return what marking by the corrections in `before.holding` changes, as the tables stand."""
    answered = attempts.list_answered(
        session, module_id=before.module_id, editions=before.editions, item_id=before.item_id
    )
    takers = list_takers(session, (one.member_id for one in answered))
    answered = [one for one in answered if not takers[one.member_id].is_erased]
    marked, kept = _mark(session, before, answered)
    stays = list_stays(session, (one.attempt.member_id for one in marked.values()))
    verdicts = _verdicts(session, before.module_id, marked, takers, stays)
    stood = list_stood(session, module_id=before.module_id, member_ids=(one.member_id for one in verdicts))
    outcomes = _outcomes(session, stood, verdicts, takers, now=now)
    houses = []
    for house_id in sorted({*before.houses, *(takers[one.member_id].institution_id for one in answered)}):
        here = {member_id for member_id, taker in takers.items() if taker.institution_id == house_id}
        houses.append(_house(house_id, here, answered, marked, kept, verdicts, outcomes))
    told = [takers[member_id] for house in houses for member_id in house.news]
    left = frozenset(one.member_id for one in told if _has_left(one, stays.get(one.member_id, ()), now))
    newest = find_newest_event(session, module_id=before.module_id)
    seen = NO_MARK if newest is None else newest.mark
    return KeyPlan(tuple(houses), takers, left, _effect(before, houses), seen)


def _mark(session: Session, before: Before, answered: Sequence[HandedIn]) -> tuple[dict[str, Marked], frozenset[str]]:
    """Return the attempts whose worth changes, and which keep a pass that the newest key alone would not give."""
    markers = _markers(session, before)
    given = attempts.list_newest_answers(session, attempt_ids=[one.id for one in answered])
    changed, kept = {}, set()
    strict = before.newest and replace(before.newest, policy=Policy.REGRADE)
    for one in answered:
        holding = tuple(held for held in before.holding if one.edition in held.editions)
        paper = markers[one.edition, one.language].take_up(one.form, given[one.id])
        points = paper.worth(holding, submitted_at=one.submitted_at)
        is_passed = _passes(one, points)
        if (points, is_passed) != (one.points, one.is_passed):
            changed[one.id] = Marked(one, points, is_passed)
        if is_passed and strict and _would_fail(one, paper, (*holding[:-1], strict)):
            kept.add(one.id)
    return changed, frozenset(kept)


def _would_fail(one: HandedIn, paper: Paper, holding: Sequence[Correction]) -> bool:
    return not _passes(one, paper.worth(holding, submitted_at=one.submitted_at))


def _markers(session: Session, before: Before) -> dict[tuple[str, str], Marker]:
    return {
        (kept.edition, kept.language): Marker(read_bank(*kept.documents, place=f"{before.module_id} {kept.edition}"))
        for kept in attempts.list_banks(session, module_id=before.module_id)
        if kept.edition in before.editions
    }


def _passes(one: HandedIn, points: Fraction) -> bool:
    return bool(one.form) and points * 100 / len(one.form) >= one.pass_percent


def _verdicts(
    session: Session,
    module_id: str,
    marked: Mapping[str, Marked],
    takers: Mapping[int, Taker],
    stays: Mapping[int, Sequence[Stay]],
) -> tuple[Verdict, ...]:
    turned = [one for one in marked.values() if one.is_passed != one.attempt.is_passed]
    houses = {takers[one.attempt.member_id].institution_id for one in turned}
    terms = list_validity(session, module_id=module_id, institution_ids=houses)
    verdicts = []
    for one in turned:
        attempt, taker = one.attempt, takers[one.attempt.member_id]
        zone = ZoneInfo(taker.zone)
        day = attempt.submitted_at.astimezone(zone).date()
        held = (stay for stay in stays.get(taker.member_id, ()) if _covers(stay, day))
        branch_id = next((stay.branch_id for stay in held), None)
        months = months_on(terms[taker.institution_id], tier=attempt.tier, branch_id=branch_id, on=day)
        verdicts.append(
            Verdict(
                attempt_id=attempt.id,
                member_id=attempt.member_id,
                institution_id=taker.institution_id,
                module_id=module_id,
                edition=attempt.edition,
                language=attempt.language,
                tier=attempt.tier,
                is_change=attempt.purpose == Purpose.CHANGE,
                is_passed=one.is_passed,
                percent=floor(one.points * 100 / len(attempt.form)),
                submitted_at=attempt.submitted_at,
                completed_on=day,
                begun_on=attempt.started_at.astimezone(zone).date(),
                valid_until=valid_until(day, valid_months=months),
            )
        )
    return tuple(verdicts)


def _has_left(taker: Taker, stays: Sequence[Stay], now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(taker.zone)).date()
    return not any(_covers(stay, today) for stay in stays)


def _covers(stay: Stay, day: date) -> bool:
    return stay.starts_on <= day and (stay.ends_on is None or day < stay.ends_on)


def _outcomes(
    session: Session,
    stood: Mapping[int, Sequence[Stood]],
    verdicts: Sequence[Verdict],
    takers: Mapping[int, Taker],
    *,
    now: datetime,
) -> dict[int, Outcome]:
    renewals = (one.source_id for rows in stood.values() for one in rows if one.source == CHANGE)
    passes = attempts.list_passed(session, attempt_ids=renewals)
    hers: dict[int, list[Verdict]] = {}
    for one in verdicts:
        hers.setdefault(one.member_id, []).append(one)
    return {
        member_id: decide(
            stood.get(member_id, ()),
            own,
            passes=passes,
            today=now.astimezone(ZoneInfo(takers[member_id].zone)).date(),
        )
        for member_id, own in hers.items()
    }


def _house(
    house_id: int,
    here: Iterable[int],
    answered: Sequence[HandedIn],
    marked: Mapping[str, Marked],
    kept: frozenset[str],
    verdicts: Sequence[Verdict],
    outcomes: Mapping[int, Outcome],
) -> HousePlan:
    ours = frozenset(here)
    own = tuple(one for one in marked.values() if one.attempt.member_id in ours)
    results = {member_id: outcome for member_id, outcome in outcomes.items() if member_id in ours}
    gifts = tuple(gift for outcome in results.values() for gift in outcome.gifts)
    losses = tuple(loss for outcome in results.values() for loss in outcome.losses)
    effect = Effect(
        institution_id=house_id,
        remarked=sum(one.member_id in ours for one in answered),
        changed=len(own),
        gained=len(gifts),
        lost=len(losses),
        kept=sum(one.id in kept for one in answered if one.member_id in ours),
        certificates=sum(gift.with_certificate for gift in gifts),
        revoked=sum(bool(loss.code) for loss in losses),
        gainers=tuple(sorted({gift.member_id for gift in gifts})),
        losers=tuple(sorted({loss.member_id for loss in losses})),
    )
    touched = sorted({one.attempt.member_id for one in own})
    news = {member_id: _news(results.get(member_id)) for member_id in touched}
    return HousePlan(effect, own, tuple(one for one in verdicts if one.member_id in ours), gifts, losses, news)


def _news(outcome: Outcome | None) -> News:
    if outcome is None:
        return News.STANDS
    if outcome.losses:
        return News.COVERED if outcome.is_complete else News.LOST
    if outcome.gifts:
        return News.PASSED if outcome.is_complete else News.ENDED
    return News.STANDS


def _effect(before: Before, houses: Sequence[HousePlan]) -> str:
    told: list[str] = [f"{before.module_id} {before.item_id} {' '.join(before.editions)}"]
    if before.newest is not None:
        told.append(f"{key_text(before.key_before or {})} {key_text(before.newest.key)} {before.newest.policy}")
    for house in houses:
        told.append(repr(house.effect))
        told += [f"{one.attempt.id} {one.points} {one.is_passed}" for one in house.marked]
        told += [
            f"+{one.completion_id} {one.member_id} {one.valid_until} {one.with_certificate}" for one in house.gifts
        ]
        told += [f"-{one.completion_id} {one.code}" for one in house.losses]
    return sha256("\n".join(told).encode()).hexdigest()[:EFFECT_DIGITS]
