"""Correct the key of a question that was answered already, and undo that: previewed, then done in one transaction.

Marks, completions, certificates, letters and entries of every institution follow, or nothing does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lms.accounts.contacts import list_contacts
from lms.attempts import corrections as attempts
from lms.attempts.corrections import Correction, NewCorrection
from lms.attempts.rules import Policy
from lms.db.outbox import post_all
from lms.errors import Invalid
from lms.evidence.certificates import Issued
from lms.evidence.regraded import Change, write_change
from lms.evidence.regrading import BY_A_KEY, Verdict
from lms.ledger import service as ledger
from lms.ledger.canonical import Json
from lms.ledger.entries import Record
from lms.ledger.kinds import Kind
from lms.reminders.correction_letters import CORRECTED, UNDONE, WIDENED, Told, write_correction_letter
from lms.workflows.key_banks import open_banks
from lms.workflows.key_plan import EFFECT_DIGITS, Before, HousePlan, KeyPlan, after_all, make_plan
from lms.workflows.key_races import HoldsAlready, done_since, holds_already, refuse_undone, since_looked
from quizzes.corrections import WITHDRAWN, corrected, key_of, key_text, widens
from quizzes.errors import ItemError

Title = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction as it is asked for. `edition` empty: the newest that was answered here.

    `is_everywhere`: in every edition and language of the module that has the question with the same key.
    """

    module_id: str
    item_id: str
    key: Mapping[str, object]
    policy: Policy = Policy.KEEP
    edition: str = ""
    is_everywhere: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """Who corrects, and what letters and certificates need: `seed` is secret, `title` names a module in a language.

    `record_link` leads who has left to what is kept about her.
    """

    account_id: int | None
    title: Title
    training_link: str
    record_link: str
    seed: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A correction that was tried and what it would do."""

    asked: Asked
    editions: tuple[str, ...]
    key_before: Mapping[str, object]
    plan: KeyPlan


def preview_correction(session: Session, asked: Asked, *, now: datetime) -> Preview:
    """Return what a correction would do; nothing is written. `Invalid` names what is wrong with the key."""
    desk = open_banks(session, module_id=asked.module_id, edition=asked.edition)
    item = desk.get_item(asked.item_id)
    before = key_of(item)
    try:
        key = key_of(corrected(item, asked.key))
    except ItemError as error:
        raise Invalid({"key": str(error)}) from None
    if key == before:
        otherwise = desk.otherwise(asked.item_id) if asked.is_everywhere else ()
        raise holds_already(
            session,
            module_id=asked.module_id,
            item_id=asked.item_id,
            edition=desk.chosen.edition,
            otherwise=otherwise,
        )
    editions = desk.alike(asked.item_id, key, is_everywhere=asked.is_everywhere)
    at = after_all(session, module_id=asked.module_id, editions=editions, now=now)
    newest = Correction("new", asked.module_id, asked.item_id, editions, key, asked.policy, at)
    holding = (*attempts.list_holding(session, module_id=asked.module_id), newest)
    tried = Before(asked.module_id, asked.item_id, editions, holding, newest, key_before=before)
    plan = make_plan(session, tried, now=now)
    return Preview(replace(asked, key=key), editions, before, plan)


def correct_key(
    session: Session, asked: Asked, desk: Desk, *, correction_id: str, token: str, reason: str, now: datetime
) -> Preview:
    """Make the correction that was previewed under that token; `Conflict` when it would do something else by now.

    `Overtaken` where that is because somebody else was first.
    """
    text = attempts.read_reason(reason)
    attempts.hold_banks(session, module_id=asked.module_id)
    attempts.refuse_twice(session, correction_id=correction_id)
    _hold_still(session, _look_again(session, asked, token, now=now).plan, token, asked.module_id)
    found = _look_again(session, asked, token, now=now)
    _hold_still(session, found.plan, token, asked.module_id)
    module_id, item_id = asked.module_id, asked.item_id
    at = after_all(session, module_id=module_id, editions=found.editions, now=now)
    held = Correction(correction_id, module_id, item_id, found.editions, found.asked.key, asked.policy, at)
    new = NewCorrection(held, found.key_before, text, desk.account_id)
    attempts.keep_correction(session, new=new)
    body: dict[str, Json] = {
        "id": correction_id,
        "module": module_id,
        "editions": list(found.editions),
        "item": item_id,
        "policy": asked.policy.value,
        "is_withdrawn": found.asked.key == WITHDRAWN,
    }
    private: dict[str, Json] = {
        "reason": text,
        "key_before": key_text(found.key_before),
        "key": key_text(found.asked.key),
    }
    why = WIDENED if widens(found.key_before, found.asked.key) else CORRECTED
    entry = _Entry(Kind.KEY_CORRECTED, body, private, correction_id, at, why)
    _apply(session, found.plan, desk, entry, module_id, now=now)
    return found


def preview_undo(session: Session, *, correction_id: str, now: datetime) -> KeyPlan:
    """Return what undoing a correction would do: everything is then marked as if it had never been made.

    `Overtaken` where it is undone by now.
    """
    refuse_undone(session, correction_id=correction_id)
    held = attempts.get_holding(session, correction_id=correction_id)
    rest = tuple(one for one in attempts.list_holding(session, module_id=held.module_id) if one.id != correction_id)
    houses = attempts.list_houses(session, correction_id=correction_id)
    return make_plan(session, Before(held.module_id, held.item_id, held.editions, rest, None, houses), now=now)


def undo_correction(
    session: Session, desk: Desk, *, correction_id: str, token: str, reason: str, now: datetime
) -> KeyPlan:
    """Undo a correction as it was previewed under that token; `Conflict` when that would do something else by now."""
    text = attempts.read_reason(reason)
    refuse_undone(session, correction_id=correction_id)
    held = attempts.get_holding(session, correction_id=correction_id)
    attempts.hold_banks(session, module_id=held.module_id)
    _hold_still(session, preview_undo(session, correction_id=correction_id, now=now), token, held.module_id)
    plan = preview_undo(session, correction_id=correction_id, now=now)
    _hold_still(session, plan, token, held.module_id)
    attempts.end_correction(session, correction_id=correction_id, reason=text, account_id=desk.account_id, now=now)
    at = after_all(session, module_id=held.module_id, editions=held.editions, now=now)
    entry = _Entry(Kind.KEY_CORRECTION_UNDONE, {"id": correction_id}, {"reason": text}, correction_id, at, UNDONE)
    _apply(session, plan, desk, entry, held.module_id, now=now)
    return plan


def _look_again(session: Session, asked: Asked, token: str, *, now: datetime) -> Preview:
    try:
        return preview_correction(session, asked, now=now)
    except HoldsAlready as fault:
        raise done_since(session, fault, module_id=asked.module_id, seen=token[EFFECT_DIGITS:]) from None


def _hold_still(session: Session, plan: KeyPlan, token: str, module_id: str) -> None:
    """Let nothing that counts be written where it does something; `Conflict` when it is not what was seen.

    Planned before it is held, and once more after: meanwhile a certificate may have been revoked, or two people merged.
    """
    if plan.effect != token[:EFFECT_DIGITS]:
        raise since_looked(session, module_id=module_id, seen=token[EFFECT_DIGITS:])
    for house in plan.houses:
        ledger.lock(session, institution_id=house.effect.institution_id)


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Kind
    body: Mapping[str, Json]
    private: Mapping[str, Json]
    correction_id: str
    # After every score there is, so that what is added is the newest.
    at: datetime
    # What a letter says was done.
    why: str

    @property
    def is_undo(self) -> bool:
        return self.kind is Kind.KEY_CORRECTION_UNDONE


def _apply(session: Session, plan: KeyPlan, desk: Desk, entry: _Entry, module_id: str, *, now: datetime) -> None:
    marked = [(one.attempt, one.points, one.is_passed) for house in plan.houses for one in house.marked]
    attempts.add_scores(session, marked=marked, now=entry.at)
    effects = [house.effect for house in plan.houses]
    attempts.add_effects(session, correction_id=entry.correction_id, is_undo=entry.is_undo, effects=effects)
    for house in plan.houses:
        write_change(session, _change(plan, house, desk, entry, now=now), now=now)
        _write_letters(session, plan, house, desk, module_id, why=entry.why, now=now)


def _change(plan: KeyPlan, house: HousePlan, desk: Desk, entry: _Entry, *, now: datetime) -> Change:
    effect = house.effect
    # Nothing is dated where nobody answered.
    zones = (taker.zone for taker in plan.takers.values() if taker.institution_id == effect.institution_id)
    zone = next(zones, "UTC")
    body: dict[str, Json] = {**entry.body, **counts_of(effect)}
    word = "undone" if entry.is_undo else "of a question"
    return Change(
        institution_id=effect.institution_id,
        opening=Record(entry.kind, body, private=entry.private),
        gifts=house.gifts,
        losses=house.losses,
        issued={one.attempt_id: _issued(plan, one, desk) for one in house.verdicts},
        reason=f"{BY_A_KEY} {word}: the quiz is not passed as it is marked now.",
        seed=desk.seed,
        today=now.astimezone(ZoneInfo(zone)).date(),
    )


def counts_of(effect: attempts.Effect) -> dict[str, int]:
    """Return the counts as entries hold them."""
    names = ("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked")
    return {name: getattr(effect, name) for name in names}


def _issued(plan: KeyPlan, one: Verdict, desk: Desk) -> Issued:
    taker = plan.takers[one.member_id]
    title = desk.title(one.module_id, one.language)
    return Issued(taker.name, taker.institution_name, title, one.tier, one.language, taker.name_other)


def _write_letters(
    session: Session, plan: KeyPlan, house: HousePlan, desk: Desk, module_id: str, *, why: str, now: datetime
) -> None:
    contacts = list_contacts(session, (plan.takers[one].account_id for one in house.news))
    mails = []
    for member_id, news in house.news.items():
        taker = plan.takers[member_id]
        contact = contacts.get(taker.account_id or 0)
        address = (contact.address if contact else "") or taker.email.strip().casefold()
        if address:
            may_sign_in = contact is not None and bool(contact.address)
            has_left = member_id in plan.left
            link = desk.training_link if not has_left else desk.record_link if may_sign_in else ""
            told = Told(address, taker.name, taker.institution_name, why, news.value, has_left, link)
            languages = (taker.language, contact.language if contact else "", taker.house_language)
            mails.append(write_correction_letter(told, languages, lambda code: desk.title(module_id, code)))
    post_all(session, mails, now=now)
