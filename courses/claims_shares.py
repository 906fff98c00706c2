"""Judges shares, money, lengths of time and days: only in a clause all of whose words speak of the fact."""

from collections.abc import Iterator, Sequence

from courses.cases import ValueKind
from courses.claims_asides import is_paid_out_of
from courses.claims_context import is_explained, is_label
from courses.claims_items import counted, stem
from courses.claims_known import Alias, Known
from courses.claims_quantities import Measure, Quantity
from courses.claims_scene import KINDS, Found, Scene, fits
from courses.claims_standing import is_bare
from courses.claims_stretches import Stretch

_LEADS_TO_DAY = 5
_A_YEAR = 12
_RULES = frozenset(stem(word) for word in ("policy", "rule", "rules", "regulation", "procedure", "standard"))


def judge_share(scene: Scene, at: int) -> Found | None:
    """Return what is wrong with a share, an amount of money, a length of time or a day, None if nothing can be told."""
    item = scene.items[at]
    quantity = counted(item)
    if is_label(scene.items, at) or (quantity.measure is Measure.COUNT and not is_bare(scene.items, at)):
        return None
    kind = ValueKind.MONEY if quantity.measure is Measure.COUNT else KINDS[quantity.measure]
    clause = scene.clause(at)
    aliases = scene.index.scattered(scene.keys(clause))
    candidates = [(alias, known) for alias in aliases if (known := _of_kind(alias, kind))]
    if not candidates or _fits_something(scene, at, quantity, kind):
        return None
    if kind is ValueKind.MONEY and _is_reckoned(scene, clause, at):
        return None
    for alias, known in candidates:
        places = _places_to_explain(scene, at, clause, alias, quantity)
        if places is None or not is_explained(
            scene.items, places, known[0].words | known[0].leads, scene.index.neutral
        ):
            continue
        if _lacks_lead(scene, known[0], quantity, clause):
            continue
        if kind is ValueKind.MONEY and is_paid_out_of(scene.items, at, _named_at(scene, clause, alias)):
            continue
        return scene.verdict(at, known, (item.start, item.end))
    return None


def _of_kind(alias: Alias, kind: ValueKind) -> tuple[Known, ...]:
    return tuple(one for one in alias.known if one.value.kind is kind)


def _fits_something(scene: Scene, at: int, quantity: Quantity, kind: ValueKind) -> bool:
    """Tell whether the number is right for any name that stands in the sentence."""
    hedge = scene.items[at].hedge
    whole = Stretch(0, len(scene.items))
    return any(
        fits(quantity, hedge, known)
        for alias in scene.index.scattered(scene.keys(whole))
        for known in _of_kind(alias, kind)
    )


def _is_reckoned(scene: Scene, clause: Stretch, at: int) -> bool:
    """Tell whether a clause with other numbers reckons a price: 200 posters cost 300, "half of 5,400"."""
    if at > 1 and scene.items[at - 1].key == "of" and scene.items[at - 2].quantity is not None:
        return True
    quantities = [scene.items[place].quantity for place in range(clause.first, clause.after) if place != at]
    return any(
        one is not None
        and (
            one.measure in (Measure.COUNT, Measure.MONEY)
            or (one.measure is Measure.SPAN and one.amount not in (1, _A_YEAR))
        )
        for one in quantities
    )


def _places_to_explain(
    scene: Scene, at: int, clause: Stretch, alias: Alias, quantity: Quantity
) -> Sequence[int] | None:
    """Return the places whose words must be of the fact. A date that stands beside its name leaves the rest free."""
    if quantity.measure is not Measure.DAY:
        return [place for place in range(clause.first, clause.after) if place != at]
    for match in scene.matches:
        if match.alias is alias and match.after <= at and at - match.after <= _LEADS_TO_DAY:
            return [place for place in range(clause.first, at) if not match.first <= place < match.after]
    return [place for place in range(clause.first, clause.after) if place != at]


def _named_at(scene: Scene, clause: Stretch, alias: Alias) -> Sequence[int]:
    """Return where the words of weight of a name stand in a clause."""
    return [place for place in range(clause.first, clause.after) if scene.items[place].key in alias.content]


def _lacks_lead(scene: Scene, known: Known, quantity: Quantity, clause: Stretch) -> bool:
    """Tell whether a length of time may belong to a design and not to what is: the rule it would be of is not named."""
    if quantity.measure is not Measure.SPAN or not known.leads:
        return False
    own = frozenset(stem(item.key) for item in scene.items[clause.first : clause.after])
    begins = scene.items[clause.first].key
    return not known.leads & _RULES & (own | (scene.before if begins in ("it", "they") else frozenset()))


def amounts_in(scene: Scene) -> Iterator[int]:
    """Yield the places of the numbers of a sentence, labels left out."""
    for at, item in enumerate(scene.items):
        if item.quantity is not None and item.quantity.measure is not Measure.LABEL:
            yield at
