"""The drawing of a form from a bank: by a blueprint, for a tier, from a seed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizzes.errors import BlueprintError
from quizzes.model import Bank, Blueprint, Form, FormItem, Item, ItemId
from quizzes.parameters import draw_parameters
from quizzes.shuffle import shuffled

# A search that improves step by step can stop short of the best form; another start nearly always finds it.
_STARTS = 6


def draw(bank: Bank, *, tier: str, seed: str, avoid: Collection[ItemId] = ()) -> Form:
    """Return the form of one attempt: the same for the same bank, tier, seed and items to avoid.

    Items written only for other tiers come in only when the others do not fill the form, and items to avoid only when
    without them the form would be shorter or miss a minimum. Items that name the tier are likelier than items for
    everyone; each has its chance. A minimum that cannot be met yields as far as it must: first kinds, then
    case_share, per_tier and per_objective. Items of one scenario stand together, in authored order. A bank shorter than
    the form gives all its items. Raises BlueprintError for a bank without items or a form without length.
    """
    if not bank.items or bank.blueprint.length < 1:
        raise BlueprintError(
            "blueprint.length: no form can be drawn; give the bank items and the form a length above 0"
        )
    candidates = [_candidate(item, tier=tier, avoid=frozenset(avoid)) for item in bank.items]
    own = [each for each in candidates if each.is_eligible]
    others = [each for each in candidates if not each.is_eligible]
    length = min(bank.blueprint.length, len(candidates))
    chosen = (
        _choose((), own, _Plan.within(bank.blueprint, own, length=length), seed=seed)
        if len(own) >= length
        else _choose(own, others, _Plan.within(bank.blueprint, candidates, length=length), seed=seed)
    )
    return Form(
        tuple(
            FormItem(item.id, draw_parameters(item.body, seed=f"{seed}:{item.id}"))
            for item in _in_asked_order(chosen, bank, seed=seed)
        )
    )


def form_of(bank: Bank, item_ids: Sequence[ItemId], *, seed: str) -> Form:
    """Return the form of exactly these items, with their numbers from the seed; KeyError for one not in the bank."""
    items = {item.id: item for item in bank.items}
    return Form(tuple(FormItem(one, draw_parameters(items[one].body, seed=f"{seed}:{one}")) for one in item_ids))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An item as the drawing sees it."""

    item: Item
    is_eligible: bool
    names_tier: bool
    is_repeat: bool


# What an item can count for: ("objective", its id), ("tier", ""), ("case", "") and ("kind", its kind).
_Trait = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The minimums, cut to what the candidates can give, and what one step towards each is worth.

    Traits are bits, because a drawing compares some ten thousand exchanges. A weight is larger than all lighter ones
    together, so that no number of light steps buys a heavy one; a repeat weighs 1.
    """

    length: int
    bits: Mapping[_Trait, int]
    least: Mapping[int, int]
    kind_bits: tuple[int, ...]
    kinds: int
    weights: Mapping[int, int]

    @classmethod
    def within(cls, blueprint: Blueprint, candidates: Sequence[_Candidate], *, length: int) -> "_Plan":
        """Return the plan for these candidates."""
        offered = Counter(trait for each in candidates for trait in _traits(each))
        bits = {trait: 1 << place for place, trait in enumerate(sorted(offered))}
        wanted = {"objective": blueprint.per_objective, "tier": blueprint.per_tier, "case": blueprint.case_share}
        least = {trait: min(wanted[trait[0]], length, found) for trait, found in offered.items() if trait[0] in wanted}
        kind_bits = tuple(bit for trait, bit in bits.items() if trait[0] == "kind")
        by_yielding = {}
        weight = length + 1
        kinds = min(blueprint.kinds, length, len(kind_bits))
        for field in ("kind", "case", "tier", "objective"):
            by_yielding[field] = weight
            weight *= 1 + (kinds if field == "kind" else sum(n for trait, n in least.items() if trait[0] == field))
        return cls(
            length=length,
            bits=bits,
            least={bits[trait]: steps for trait, steps in least.items()},
            kind_bits=kind_bits,
            kinds=kinds,
            weights={bit: by_yielding[trait[0]] for trait, bit in bits.items()},
        )

    def shape_of(self, candidate: _Candidate) -> "_Shape":
        """Return the candidate as this plan counts it."""
        return sum(self.bits[trait] for trait in _traits(candidate)), candidate.is_repeat


# The traits as bits, and whether it is a repeat: two items of one shape are worth the same to any form.
_Shape = tuple[int, bool]


class _Selection:
    """What was chosen so far, counted by trait."""

    def __init__(self, plan: _Plan, chosen: Iterable[_Shape]) -> None:
        self._plan = plan
        self._counts = dict.fromkeys(plan.bits.values(), 0)
        self._worths = {0: 0}
        self.worth = 0
        for each in chosen:
            self.worth += self.gain(each, self.missing())
            self.count(each, 1)

    def count(self, shape: _Shape, by: int) -> None:
        """Count an item in (1) or out (-1); the worth is kept by who exchanges, who knows the gain."""
        counts, traits = self._counts, shape[0]
        for bit in counts:
            if bit & traits:
                counts[bit] += by

    def missing(self) -> int:
        """Return the traits of which one more would be a step towards a minimum."""
        plan, counts = self._plan, self._counts
        missing = absent = distinct = 0
        for bit, steps in plan.least.items():
            if counts[bit] < steps:
                missing |= bit
        for bit in plan.kind_bits:
            if counts[bit]:
                distinct += 1
            else:
                absent |= bit
        return missing | absent if distinct < plan.kinds else missing

    def gain(self, shape: _Shape, missing: int) -> int:
        """Return what adding an item is worth when these traits are missing, less one when it is a repeat."""
        traits, is_repeat = shape
        steps = traits & missing
        if steps not in self._worths:
            self._worths[steps] = sum(weight for bit, weight in self._plan.weights.items() if bit & steps)
        return self._worths[steps] - is_repeat


def _candidate(item: Item, *, tier: str, avoid: frozenset[ItemId]) -> _Candidate:
    names_tier = tier in item.tiers
    return _Candidate(item, not item.tiers or names_tier, names_tier, item.id in avoid)


def _traits(candidate: _Candidate) -> set[_Trait]:
    traits = {("objective", objective) for objective in candidate.item.objectives}
    traits.add(("kind", candidate.item.kind.value))
    if candidate.names_tier:
        traits.add(("tier", ""))
    if candidate.item.case:
        traits.add(("case", ""))
    return traits


def _choose(held: Sequence[_Candidate], free: Sequence[_Candidate], plan: _Plan, *, seed: str) -> list[Item]:
    """Return the held items and as many of the free ones as the form still takes, by the best of a few starts."""
    shapes = {each.item.id: plan.shape_of(each) for each in (*held, *free)}
    best: tuple[int, list[_Candidate]] | None = None
    for start in range(_STARTS):
        ranked = sorted(free, key=lambda each: (each.is_repeat, _rank(each, seed=f"{seed}:{start}")))
        chosen, spare = ranked[: plan.length - len(held)], ranked[plan.length - len(held) :]
        selection = _Selection(plan, [shapes[each.item.id] for each in (*held, *chosen)])
        while exchange := _best_exchange(chosen, spare, selection, shapes):
            going, coming, gained = exchange
            selection.count(shapes[chosen[going].item.id], -1)
            selection.count(shapes[spare[coming].item.id], 1)
            selection.worth += gained
            chosen[going], spare[coming] = spare[coming], chosen[going]
        if best is None or selection.worth > best[0]:
            best = selection.worth, chosen
        if not selection.missing():
            break
    return [each.item for each in (*held, *(best[1] if best else ()))]


def _best_exchange(
    chosen: Sequence[_Candidate],
    spare: Sequence[_Candidate],
    selection: _Selection,
    shapes: Mapping[ItemId, _Shape],
) -> tuple[int, int, int] | None:
    """Return the places of the two items whose exchange gains most, and the gain; None when none gains.

    Of one shape, the spare item with the best lot comes and the chosen one with the worst lot goes. Every exchange
    raises the worth, which has a highest value, so exchanging ends.
    """
    if not selection.missing() and not any(each.is_repeat for each in chosen):
        return None
    going = {shapes[each.item.id]: place for place, each in enumerate(chosen)}
    coming = {shapes[each.item.id]: len(spare) - back for back, each in enumerate(reversed(spare), start=1)}
    best: tuple[int, int, int] | None = None
    most = 0
    for left, place in going.items():
        selection.count(left, -1)
        missing = selection.missing()
        loss = selection.gain(left, missing)
        for come, number in coming.items():
            worth = selection.gain(come, missing) - loss
            if worth > most:
                best, most = (place, number, worth), worth
        selection.count(left, 1)
    return best


def _rank(candidate: _Candidate, *, seed: str) -> int:
    """Return the item's lot; the smaller is drawn. An item that names the tier draws two lots and keeps the better."""
    digest = sha256(f"{seed}:{candidate.item.id}".encode()).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:16], "big")
    return min(first, second) if candidate.names_tier else first


def _in_asked_order(items: Sequence[Item], bank: Bank, *, seed: str) -> list[Item]:
    """Return the items in any order, those of one scenario together where the first of them came."""
    authored = {item.id: place for place, item in enumerate(bank.items)}
    groups: dict[str, list[Item]] = {}
    for item in shuffled(sorted(items, key=lambda each: authored[each.id]), seed=f"{seed}:order"):
        # A colon is in no id, so an item without a scenario is a group of its own.
        groups.setdefault(item.scenario_id or f":{item.id}", []).append(item)
    return [item for group in groups.values() for item in sorted(group, key=lambda each: authored[each.id])]
