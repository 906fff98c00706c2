"""Keys and ways of correcting them in words, for who may correct them."""

from lms.attempts.rules import Policy
from lms.http.i18n import gettext as _
from quizzes.corrections import key_of
from quizzes.kinds.contract import Asked as AsAsked
from quizzes.model import Item, Kind, NumericBody, SingleBody
from quizzes.registry import RULES


def policy_words(policy: Policy) -> str:
    """Return what is done with who answered before."""
    return {
        Policy.KEEP: _("Never take away a pass: results only get better"),
        Policy.REGRADE: _("Mark everybody anew: who no longer passes loses the completion and its certificate"),
    }[policy]


def key_words(item: Item) -> str:
    """Return what counts as right, in words."""
    if item.is_withdrawn:
        return _("withdrawn: everybody gets the point")
    if isinstance(item.body, NumericBody):
        text, off = f"{item.body.answer} {item.body.unit}".strip(), str(key_of(item)["tolerance"])
        return _("%(answer)s, up to %(off)s off", answer=text, off=off)
    if item.kind is Kind.TRUE_FALSE:
        return _("True") if key_of(item)["value"] else _("False")
    if isinstance(item.body, SingleBody) and item.body.also:
        texts = (
            _("“%(answer)s”", answer=option.text) for option in item.body.options if option.id in item.body.accepted
        )
        return _("any one of: %(answers)s", answers=", ".join(texts))
    return RULES[item.kind].review(AsAsked(item.body, {}), None).answer
