"""Begin an attempt: draw the form by the blueprint, freeze it, keep the bank it was drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from courses.catalogue import sections_for, track_for
from courses.model import Module, Tier
from lms.attempts import service as attempts
from lms.evidence import service as evidence
from quizzes.blueprint import draw
from quizzes.documents import write_form
from quizzes.model import Bank, ItemId

Documents = Callable[[], tuple[Mapping[str, object], Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Learner:
    """Who takes the quiz, and from which place."""

    member_id: int
    institution_id: int
    tier: str


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

    Pressed twice, it is one attempt. It asks only what the tier's own track teaches. `seed` is secret and decides form, order and numbers; `documents` gives structure
    and words of the bank as its files say, to be kept with the edition.
    """
    known = attempts.find_open(session, member_id=learner.member_id, module_id=module.id)
    if known is not None:
        return known
    earlier = attempts.list_earlier_items(session, member_id=learner.member_id, module_id=module.id)
    form = draw(
        _bank_for(module, learner.tier), tier=learner.tier, seed=seed, avoid=frozenset(ItemId(item) for item in earlier)
    )
    rule = evidence.find_requirement(
        session, institution_id=learner.institution_id, tier=learner.tier, module_id=module.id
    )
    if not attempts.has_bank(session, module_id=module.id, edition=module.edition, language=module.language):
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
    attempt = attempts.HeldAttempt(
        id=attempt_id,
        member_id=learner.member_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        tier=learner.tier,
        seed=seed,
        form=write_form(form),
        pass_percent=rule.pass_percent if rule is not None else module.pass_percent,
        started_at=now,
        submitted_at=None,
    )
    attempts.begin(session, attempt=attempt)
    return attempt_id


def _bank_for(module: Module, tier: str) -> Bank:
    """Return the items on sections that the tier's track reads; all of them when those are too few for a form."""
    taught = {section.id for section in sections_for(module, track_for(Tier(tier)))}
    items = tuple(item for item in module.bank.items if item.section in taught)
    whole = module.bank
    return Bank(items, whole.blueprint) if len(items) >= whole.blueprint.length else whole
