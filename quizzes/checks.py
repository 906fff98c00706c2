"""What a bank must be beyond correct: large enough, varied enough, and not answerable by its looks."""

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from quizzes.model import Bank, Item, MatchingBody, MultipleBody, SingleBody

LEAST_ITEMS = 30
LEAST_KINDS = 5
LEAST_PER_OBJECTIVE = 4
LEAST_PER_TIER = 6
LEAST_CASE_SHARE = Fraction(1, 3)
MOST_ALIKE = Fraction(45, 100)
LEAST_SINGLES = 10

# "All of the above" and "none of the above" in the six languages of the platform.
_ABOVE = re.compile(
    r"\b(all|none|any|both|neither) of (the |these |them )?(above|following|these|them)\b"
    r"|\b(all|none) of the (other )?(answers|options|choices)\b"
    r"|\b(toutes|aucune) (les|des) (réponses|options|propositions)"
    r"|\b(tous|aucun) (ce|des) qui précède|\btout ce qui précède\b|\brien de ce qui précède\b"
    r"|\b(todas|ninguna) (las|de las) (anteriores|respuestas|opciones)|\btodo lo anterior\b|\bnada de lo anterior\b"
    r"|\b(todas|nenhuma) (as|das) (anteriores|respostas|opções|acima|alternativas)"
    r"|\b(все|ничего из|ни од\w+ из) (из )?(вышеперечисленн|перечисленн|указанн)\w+"
    r"|(جميع|كل|لا شيء مما|لا شيء من|ليس أي مما) (ما )?(سبق|ذكر|الإجابات)",
    re.IGNORECASE,
)


def bank_faults(bank: Bank, *, objectives: Sequence[str], tiers: Sequence[str]) -> tuple[str, ...]:
    """Return what falls short, each as "field: what; cure"; empty for a bank that may be published.

    `objectives` are those of the module and `tiers` those of the platform. Looks of `single` items (the key longest,
    the key in one place) are judged from ten such items on, and every such fault states its n.
    """
    return (
        *_size_faults(bank.items),
        *_reference_faults(bank.items, objectives=objectives, tiers=tiers),
        *_above_faults(bank.items),
        *_look_faults(bank.items),
    )


def _size_faults(items: Sequence[Item]) -> list[str]:
    faults = []
    if len(items) < LEAST_ITEMS:
        faults.append(f"items: {len(items)} where {LEAST_ITEMS} are needed; write {LEAST_ITEMS - len(items)} more")
    kinds = {item.kind for item in items}
    if len(kinds) < LEAST_KINDS:
        faults.append(f"items: {len(kinds)} kinds where {LEAST_KINDS} are needed; use other kinds too")
    cases = sum(item.case for item in items)
    if cases < LEAST_CASE_SHARE * len(items):
        faults.append(f"items: {cases} of {len(items)} on cases where a third is needed; put more into a situation")
    return faults


def _reference_faults(items: Sequence[Item], *, objectives: Sequence[str], tiers: Sequence[str]) -> list[str]:
    faults = []
    by_objective = Counter(name for item in items for name in set(item.objectives))
    by_tier = Counter(name for item in items for name in set(item.tiers))
    for field, found, known, least in (
        ("objectives", by_objective, objectives, LEAST_PER_OBJECTIVE),
        ("tiers", by_tier, tiers, LEAST_PER_TIER),
    ):
        faults += [
            f"{field}.{name}: {found[name]} items where {least} are needed; write {least - found[name]} more"
            for name in known
            if found[name] < least
        ]
        faults += [
            f"items.{item.id}.{field}: names {name}, which the module does not have; use one of {', '.join(known)}"
            for item in items
            for name in (item.objectives if field == "objectives" else item.tiers)
            if name not in known
        ]
    return faults


def _above_faults(items: Sequence[Item]) -> list[str]:
    return [
        f"items.{item.id}.{option_id}: “{text}” points at the other options; say what it means, they are shuffled"
        for item in items
        for option_id, text in _choices(item)
        if _ABOVE.search(text)
    ]


def _choices(item: Item) -> list[tuple[str, str]]:
    match item.body:
        case SingleBody(options=options) | MultipleBody(options=options) | MatchingBody(right=options):
            return [(option.id, option.text) for option in options]
    return []


def _look_faults(items: Sequence[Item]) -> list[str]:
    bodies = [item.body for item in items if isinstance(item.body, SingleBody)]
    n = len(bodies)
    if n < LEAST_SINGLES:
        return []
    faults = []
    longest = sum(_key_is_longest(body) for body in bodies)
    if Fraction(longest, n) > MOST_ALIKE:
        faults.append(
            f"items: the right option is the longest in {longest} of n = {n} single items; even the lengths out"
        )
    places = Counter(
        place for body in bodies for place, option in enumerate(body.options) if option.id in body.accepted
    )
    for place, count in sorted(places.items()):
        if Fraction(count, n) > MOST_ALIKE:
            faults.append(
                f"items: the right option stands at place {place + 1} in {count} of n = {n} single items; move some"
            )
    return faults


def _key_is_longest(body: SingleBody) -> bool:
    """Tell whether only what is right is the longest: a tie tells a guesser nothing."""
    lengths = {option.id: len(option.text) for option in body.options}
    right = max(lengths[each] for each in body.accepted)
    return all(right > length for each, length in lengths.items() if each not in body.accepted)
