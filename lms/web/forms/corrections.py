"""The form of a corrected key."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from lms.attempts.rules import Policy
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.web.answers import given_by, response_from, typed_in
from lms.web.contexts.quiz import Given
from lms.workflows.correct_key import Asked
from quizzes.corrections import WITHDRAWN
from quizzes.model import Item, Kind

# What undoing another one's correction carries along of hers stands beside the fields of the undoing.
_THEN = "then_"


@dataclass(frozen=True, slots=True)
class Sent:
    """A correction with its reason, as a form sends it."""

    asked: Asked
    reason: str


def read_question(item: Item, form: MultiDict[str, str], *, module_id: str, edition: str) -> Sent:
    """Return what the form of a question asks; `Invalid` has a sentence for each field."""
    faults: dict[str, str] = {}
    if not form.get("reason", "").strip():
        faults["reason"] = _("Write why, in one sentence without names and without the right answer.")
    key: Mapping[str, object] | None = WITHDRAWN if form.get("withdraw") else None
    try:
        key = key or _key(item, form)
    except Invalid as error:
        faults["key"] = str(error)
    if key is None and "key" not in faults:
        faults["key"] = _("Say what is right, or withdraw the question.")
    if faults or key is None:
        raise Invalid(faults)
    return _sent(form, module_id=module_id, item_id=item.id, edition=edition, key=key)


def read_again(form: MultiDict[str, str]) -> Sent:
    """Return what the page of a preview sends back."""
    try:
        key = json.loads(form.get("key", ""))
    except ValueError:
        key = None
    if not isinstance(key, dict):
        raise Invalid({"": _("This form is not whole. Begin again from the question.")})
    named = {name: form.get(name, "") for name in ("module_id", "item_id", "edition")}
    return _sent(form, **named, key=key)


def carried_along(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the hidden fields of a filled-in form under names that `read_carried` finds."""
    return tuple((_THEN + name, value) for name, value in pairs)


def read_carried(form: MultiDict[str, str]) -> Sent | None:
    """Return the correction that waits for an undoing; None where it is an undoing and nothing else."""
    pairs = [(name.removeprefix(_THEN), value) for name, value in form.items() if name.startswith(_THEN)]
    return read_again(MultiDict(pairs)) if pairs else None


def given_by_key(key: Mapping[str, object]) -> Given:
    """Return what the form shows for a key."""
    match key:
        case {"any": list(ticked)}:
            return Given(choices=frozenset(str(one) for one in ticked))
    return given_by(key)


def typed_key(form: MultiDict[str, str]) -> Given:
    """Return what the form held as it was sent."""
    given = typed_in(form)
    return replace(given, choice="", choices=given.choices | frozenset(form.getlist("choice")))


def _ticked(choices: list[str]) -> dict[str, object] | None:
    if len(choices) > 1:
        return {"any": choices}
    return {"choice": choices[0]} if choices and choices[0] else None


def _sent(form: MultiDict[str, str], *, module_id: str, item_id: str, edition: str, key: Mapping[str, object]) -> Sent:
    policy = form.get("policy", "")
    asked = Asked(
        module_id=module_id,
        item_id=item_id,
        key=key,
        policy=Policy(policy) if policy in set(Policy) else Policy.KEEP,
        edition=edition,
        is_everywhere=form.get("everywhere") == "yes",
    )
    return Sent(asked, form.get("reason", ""))


def _key(item: Item, form: MultiDict[str, str]) -> dict[str, object] | None:
    if item.kind is Kind.SINGLE:
        return _ticked(form.getlist("choice"))
    if item.kind is not Kind.NUMERIC:
        return response_from(item, form)
    answer = form.get("answer", "").strip()
    return {"answer": answer, "tolerance": form.get("tolerance", "").strip()} if answer else None
