"""What the people of the demo learned: attempts at a quiz over the last eight months, in the order of time."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from math import sqrt
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from courses.model import Module
from lms.attempts import service as attempts
from lms.institutions.rules import History, Stretch
from lms.workflows.begin_attempt import Documents, Learner, begin_attempt
from lms.workflows.demo_answers import give_answer
from lms.workflows.submit_attempt import Candidate, submit_attempt
from quizzes.documents import read_form

DAYS_OF_HISTORY = 240
SHARE_WHO_TAKE_IT = 0.8
# An institution works through the series: what comes late has fewer takers so far.
ZEAL = {"over-indebtedness": 0.9, "transparency": 0.75, "pricing": 0.5, "fair-treatment": 0.6, "privacy": 0.35}
SHARE_WHO_TRY_AGAIN = 0.8
# Some take every quiz within weeks and with care: otherwise nobody of the demo would ever be complete. They begin one
# after the other, few at first, so that coverage over time rises.
SHARE_OF_DILIGENT = 0.4
FIRST_DILIGENT, LAST_DILIGENT = 225, 45
DAYS_OF_DILIGENT = 35
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Taker:
    """A member who may take the quiz: who she is, and where she stood when."""

    candidate: Candidate
    staff_code: str
    history: History


@dataclass(order=True, slots=True)
class _Plan:
    """A try to come; ordered by its moment, then by who."""

    begins_at: datetime
    staff_code: str
    taker: Taker = field(compare=False)
    skill: float = field(compare=False)
    number: int = field(compare=False, default=1)


def take_quizzes(
    session: Session, takers: Iterable[Taker], *, module: Module, documents: Documents, now: datetime
) -> int:
    """Let the takers try the module's quiz before `now`; return how many attempts they made."""
    plans = [plan for taker in takers if (plan := _first_try(taker, module, now=now)) is not None]
    heapify(plans)
    count = 0
    while plans:
        plan = heappop(plans)
        count += 1
        is_passed = _take(session, plan, module=module, documents=documents)
        again = None if is_passed else _next_try(plan, module, now=now)
        if again is not None:
            heappush(plans, again)
    return count


def _first_try(taker: Taker, module: Module, *, now: datetime) -> _Plan | None:
    chance = _chance(taker, module, "first")
    first = now.date() - timedelta(days=DAYS_OF_HISTORY)
    days = [day for stretch in taker.history for day in _days_of(stretch, first=first, last=now.date())]
    is_diligent = Random(f"demo {taker.staff_code} zeal").random() < SHARE_OF_DILIGENT  # noqa: S311
    if not days or (chance.random() > SHARE_WHO_TAKE_IT * ZEAL.get(module.id, 1.0) and not is_diligent):
        return None
    skill = 0.97 if is_diligent else min(0.97, max(0.55, chance.gauss(0.81, 0.1)))
    if is_diligent:
        begun = now.date() - timedelta(days=days_since_begun(taker.staff_code))
        days = [day for day in days if begun <= day < begun + timedelta(days=DAYS_OF_DILIGENT)] or days
    return _Plan(_moment(taker, chance.choice(days), chance), taker.staff_code, taker, skill)


def days_since_begun(staff_code: str) -> int:
    """Return how many days ago somebody diligent began with all quizzes; more of them lately than long ago."""
    drawn = Random(f"demo {staff_code} begins").random()  # noqa: S311
    return LAST_DILIGENT + round((FIRST_DILIGENT - LAST_DILIGENT) * drawn * sqrt(drawn))


def _next_try(plan: _Plan, module: Module, *, now: datetime) -> _Plan | None:
    """Plan the next try some days later, a little wiser; None when she gives up, has left, or it is not yet."""
    chance = _chance(plan.taker, module, f"again {plan.number}")
    day = plan.begins_at.date() + timedelta(days=chance.randint(2, 12))
    gives_up = plan.number == MOST_ATTEMPTS or chance.random() > SHARE_WHO_TRY_AGAIN
    if gives_up or day >= now.date() or not any(stretch.covers(day) for stretch in plan.taker.history):
        return None
    moment = _moment(plan.taker, day, chance)
    return _Plan(moment, plan.staff_code, plan.taker, min(0.97, plan.skill + 0.07), plan.number + 1)


def _take(session: Session, plan: _Plan, *, module: Module, documents: Documents) -> bool:
    chance = _chance(plan.taker, module, f"try {plan.number}")
    person, begun = plan.taker.candidate, plan.begins_at
    attempt_id = _id(chance)
    place = next(stretch for stretch in plan.taker.history if stretch.covers(_local_day(plan)))
    begin_attempt(
        session,
        learner=Learner(person.member_id, person.institution_id, place.tier, place.branch_id, person.institution_zone),
        module=module,
        documents=documents,
        attempt_id=attempt_id,
        seed=f"{chance.getrandbits(128):032x}",
        now=begun,
    )
    moment = _answer(session, plan, attempt_id, module=module, chance=chance)
    submit_attempt(
        session,
        attempt_id=attempt_id,
        candidate=person,
        bank=module.bank,
        module_title=module.title,
        code_seed=f"{chance.getrandbits(128):032x}",
        now=moment,
    )
    marked = attempts.find_score(session, attempt_id=attempt_id)
    return marked is not None and marked[2]


def _answer(session: Session, plan: _Plan, attempt_id: str, *, module: Module, chance: Random) -> datetime:
    """Answer every item, each after a while; return the moment of handing in."""
    moment = plan.begins_at
    attempt = attempts.lock_attempt(session, attempt_id=attempt_id, member_id=plan.taker.candidate.member_id)
    items = {item.id: item for item in module.bank.items}
    for form_item in read_form(attempt.form).items:
        moment += timedelta(seconds=chance.randint(25, 150))
        is_right = chance.random() < plan.skill
        response = give_answer(items[form_item.item_id], form_item, is_right=is_right, chance=chance)
        attempts.keep_answer(
            session,
            attempt=attempt,
            answer_id=_id(chance),
            item_id=form_item.item_id,
            response=response,
            now=moment,
        )
    return moment + timedelta(seconds=40)


def _days_of(stretch: Stretch, *, first: date, last: date) -> list[date]:
    """Return the days of a tenure from `first` up to, not including, `last`, Sundays left out."""
    begin, end = max(stretch.starts_on, first), min(stretch.ends_on or last, last)
    days = (begin + timedelta(days=count) for count in range((end - begin).days))
    return [day for day in days if day.isoweekday() != 7]


def _moment(taker: Taker, day: date, chance: Random) -> datetime:
    clock = time(chance.randint(8, 16), chance.randint(0, 59), tzinfo=ZoneInfo(taker.candidate.institution_zone))
    return datetime.combine(day, clock).astimezone(UTC)


def _local_day(plan: _Plan) -> date:
    return plan.begins_at.astimezone(ZoneInfo(plan.taker.candidate.institution_zone)).date()


def _chance(taker: Taker, module: Module, purpose: str) -> Random:
    """Return the chance of one person in one module: adding a person or a module changes nobody else's past."""
    return Random(f"demo {module.id} {taker.staff_code} {purpose}")  # noqa: S311  (an invented past needs no secrecy)


def _id(chance: Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
