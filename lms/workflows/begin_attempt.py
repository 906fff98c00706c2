"""Begin an attempt: draw or make the form, freeze it, keep the bank it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from courses.catalogue import sections_for, track_for
from courses.editions import changed_since, items_asked
from courses.model import Module, Tier, Track
from lms.attempts import service as attempts
from lms.attempts.rules import Purpose
from lms.errors import Conflict
from lms.evidence import service as evidence
from lms.evidence.requirements import find_requirement
from lms.workflows.keep_edition import keep_edition
from quizzes.blueprint import draw, form_of
from quizzes.documents import write_form
from quizzes.model import Bank, Form, ItemId

Documents = Callable[[], tuple[Mapping[str, object], Mapping[str, object]]]
ALL_RIGHT = 100


@dataclass(frozen=True, slots=True)
class Learner:
    """Who takes the quiz, and from which place; `zone` is the institution's, the day of the rules is meant there."""

    member_id: int
    institution_id: int
    tier: str
    branch_id: int | None = None
    zone: str = "UTC"


def begin_attempt(
    session: Session,
    *,
    learner: Learner,
    module: Module,
    documents: Documents,
    attempt_id: str,
    seed: str,
    now: datetime,
) -> str:
    """Return the id of the member's open attempt at the module's quiz, begun now under `attempt_id` if there is none.

    Pressed twice, it is one attempt. It asks only what her track teaches: the one her tier is required to read, or else
    the tier's own. `seed` is secret and decides form, order and numbers; `documents` gives structure and words of the
    bank as its files say, to be kept with the edition.
    """
    known = attempts.find_open(session, member_id=learner.member_id, module_id=module.id)
    if known is not None:
        return known
    rule = find_requirement(
        session,
        institution_id=learner.institution_id,
        tier=learner.tier,
        module_id=module.id,
        on=now.astimezone(ZoneInfo(learner.zone)).date(),
        branch_id=learner.branch_id,
    )
    track = Track(rule.track) if rule is not None and rule.track else track_for(Tier(learner.tier))
    earlier = attempts.list_earlier_items(session, member_id=learner.member_id, module_id=module.id)
    avoid = frozenset(ItemId(item) for item in earlier)
    form = draw(_bank_for(module, track), tier=learner.tier, seed=seed, avoid=avoid)
    _keep_bank(session, module, documents, now=now)
    keep_edition(session, module=module)
    pass_percent = rule.pass_percent if rule is not None else module.pass_percent
    attempt = _attempt(attempt_id, learner, module, form, seed=seed, pass_percent=pass_percent, now=now)
    attempts.begin(session, attempt=attempt)
    return attempt_id


def begin_change(
    session: Session,
    *,
    learner: Learner,
    module: Module,
    documents: Documents,
    attempt_id: str,
    seed: str,
    today: date,
    now: datetime,
) -> str:
    """Return the id of the member's open attempt at what changed in a module, begun now if there is none.

    It asks the questions that the changes since her completion name, and is passed when all are right. Raises
    `Conflict` when no change asks her, or none of those that do names a question.
    """
    known = attempts.find_open(session, member_id=learner.member_id, module_id=module.id, purpose=Purpose.CHANGE)
    if known is not None:
        return known
    held = evidence.find_held(session, member_id=learner.member_id, module_id=module.id, today=today)
    changes = changed_since(module, edition=held.newest.edition, day=held.newest.met_on) if held else ()
    items = items_asked(changes)
    if not items:
        raise Conflict("There is nothing to answer: no change since you completed this module asks a question of you.")
    form = form_of(module.bank, [ItemId(item) for item in items], seed=seed)
    _keep_bank(session, module, documents, now=now)
    keep_edition(session, module=module)
    attempt = _attempt(
        attempt_id, learner, module, form, seed=seed, pass_percent=ALL_RIGHT, now=now, purpose=Purpose.CHANGE
    )
    attempts.begin(session, attempt=attempt)
    return attempt_id


def _keep_bank(session: Session, module: Module, documents: Documents, *, now: datetime) -> None:
    if attempts.has_bank(session, module_id=module.id, edition=module.edition, language=module.language):
        return
    structure, words = documents()
    attempts.keep_bank(
        session,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        structure=structure,
        words=words,
        now=now,
    )


def _attempt(
    attempt_id: str,
    learner: Learner,
    module: Module,
    form: Form,
    *,
    seed: str,
    pass_percent: int,
    now: datetime,
    purpose: Purpose = Purpose.QUIZ,
) -> attempts.HeldAttempt:
    return attempts.HeldAttempt(
        id=attempt_id,
        member_id=learner.member_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        tier=learner.tier,
        seed=seed,
        form=write_form(form),
        pass_percent=pass_percent,
        started_at=now,
        submitted_at=None,
        purpose=purpose,
    )


def _bank_for(module: Module, track: Track) -> Bank:
    """Return the items on sections that the track reads; all of them when those are too few for a form."""
    taught = {section.id for section in sections_for(module, track)}
    items = tuple(item for item in module.bank.items if item.section in taught)
    whole = module.bank
    return Bank(items, whole.blueprint) if len(items) >= whole.blueprint.length else whole
