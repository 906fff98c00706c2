"""Judges numbers of things: totals that differ, and parts that are larger than the whole."""

from collections.abc import Iterable, Sequence

from courses.claims_binding import Bound, bind, counts_of, noun_after
from courses.claims_context import LIGHT, is_explained, is_label
from courses.claims_items import Hedge, Item, counted, stem
from courses.claims_known import Known, Match
from courses.claims_parts import find_whole, is_whole, judge_part, judge_whole
from courses.claims_quantities import Measure
from courses.claims_scene import Found, Scene, fits
from courses.claims_shifts import is_ratio
from courses.claims_stretches import Stretch
from courses.claims_words import words

_OWNERS = words(
    """
    institution company lender organisation organization union cooperative mfi firm provider it they we there
    """
)
_HOLDING = words(
    """
    have serve served serving run operate operated employ employed employing maintain own owned reach reached
    manage managed cover count counted comprise keep lend work look be list contain hold show record recorded
    attract number total register registered gather collected support supported bank
    """
)
_LENDERS = words("institution company lender organisation organization union cooperative mfi firm provider bank")
_PEOPLE = words("client member borrower customer saver employee staff officer")
_LINKS = words("in from of and through across at with")
_THROUGH = words("through with in from to after of at on")
_TOTALS = words("all total network number sum workforce force")
_TELLING = 2
_NONE = words("none nothing nobody")
_ALL = frozenset({"its", "our", "their", "whole", "entire"})
_MORE = words(
    """
    more additional further new extra first last next every per each pilot minimum maximum another top bottom
    """
)
_OPENS = words(
    """
    without with that which who where whose in on near from of for outside inside to under left lost not whom
    about
    """
)


def judge_count(scene: Scene, at: int) -> Found | None:
    """Return what is wrong with a number of things, None if nothing is or nothing can be told."""
    items = scene.items
    if is_label(items, at) or _is_no_count(items, at) or is_ratio(scene, at):
        return None
    whole = find_whole(items, at)
    if whole is not None:
        return judge_part(scene, at, whole)
    if is_whole(items, at):
        return judge_whole(scene, at)
    bound = bind(scene, at)
    if bound is None or _is_rate(scene, bound):
        return None
    return _judge_bound(scene, at, bound)


def _is_rate(scene: Scene, bound: Bound) -> bool:
    """Tell whether a number is said of each of something else: "221 clients per officer" is no number of clients."""
    after = scene.items[bound.after].key if bound.after < len(scene.items) else ""
    return after in ("per", "each", "apiece") and not {"per", "each"} & set(bound.alias.keys)


def _judge_bound(scene: Scene, at: int, bound: Bound) -> Found | None:
    item = scene.items[at]
    quantity = counted(item)
    clause = scene.clause(at)
    known, is_narrow = _narrowed(scene, bound, at)
    amounts = [one.value.amount for one in known if one.value.amount is not None]
    if any(fits(quantity, item.hedge, one) for one in (*known, *_kin(scene, bound))):
        return None
    is_more = quantity.amount > max(amounts)
    places = [place for place in range(clause.first, clause.after) if not bound.first <= place < bound.after]
    explained = is_explained(scene.items, places, known[0].words, scene.index.neutral)
    if is_more and (known[0].value.period or not bound.is_exact) and not explained:
        return None
    if is_more and item.hedge is Hedge.MOST:
        return None
    if not is_more and not (is_narrow and _is_total(scene, at, bound, clause, is_explained=explained)):
        return None
    if (not is_more and item.hedge is Hedge.LEAST) or _is_each_of_asked(scene, at, bound):
        return None
    return scene.verdict(at, known, _span(scene, at, bound))


def _is_each_of_asked(scene: Scene, at: int, bound: Bound) -> bool:
    """Tell whether "in each of 8 branches" is said of those of another fact, which the sentence speaks of too."""
    if at < 2 or scene.items[at - 1].key != "of" or scene.items[at - 2].key not in ("each", "every"):
        return False
    amount, noun = counted(scene.items[at]).amount, stem(bound.alias.keys[-1])
    said = {stem(item.key) for item in scene.items if item.quantity is None and item.key not in LIGHT} - {noun}
    return any(
        amount in one.told and noun in one.words and len(said & one.words) >= _TELLING
        for one in scene.index.known
        if all(one.fact is not own.fact for own in bound.known)
    )


def _span(scene: Scene, at: int, bound: Bound) -> tuple[int, int]:
    """Return the number with its name where that is short, else with the noun that follows."""
    item = scene.items[at]
    first, after = scene.items[bound.first], scene.items[bound.after - 1]
    if bound.is_exact and bound.after - bound.first <= 4:
        return min(item.start, first.start), max(scene.end_of(at), after.end)
    noun = noun_after(scene, at)
    return item.start, scene.items[noun.after - 1].end if noun else scene.end_of(at)


def _kin(scene: Scene, bound: Bound) -> Iterable[Known]:
    """Yield the values of names that share a word with the one found and have others in the same sentence."""
    own = {key for key in bound.alias.keys if key not in LIGHT}
    for alias in scene.index.scattered(scene.keys(Stretch(0, len(scene.items)))):
        if own & set(alias.keys) and not set(alias.keys) <= set(bound.alias.keys):
            yield from counts_of(alias)


def _is_no_count(items: Sequence[Item], at: int) -> bool:
    """Tell a range, a sum, a rate, "two more" or "200 letters at 0.30" from a count."""
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    if before is not None:
        if before.key in _MORE or before.key in ("+", "−", "×", "=", "/", "–"):
            return True
        if before.key == "between" or (before.key == "and" and at > 2 and items[at - 3].key == "between"):
            return True
        if before.key in ("to", "and") and at > 1 and items[at - 2].quantity is not None and before.key == "to":
            return True
    if after is None:
        return False
    if after.key in _MORE or after.key in ("+", "−", "×", "=", "/"):
        return True
    if any(
        items[place].key == "at" and items[place + 1].quantity for place in range(at + 2, min(at + 4, len(items) - 1))
    ):
        return True
    follows = items[at + 2] if at + 2 < len(items) else None
    return after.key in ("to", "–", "or") and follows is not None and follows.quantity is not None


def _narrowed(scene: Scene, bound: Bound, at: int) -> tuple[tuple[Known, ...], bool]:
    """Return the values of the place that the sentence names, and whether its number can be told at all."""
    places = _places_of(scene, at)
    own = {place for place in places if set(place) <= set(bound.alias.keys)}
    if not places or own:
        return bound.known, not (places - own)
    keys = frozenset(bound.alias.keys)
    if len(places) > 1:
        return bound.known, False
    (place,) = places
    wanted = scene.keys(Stretch(0, len(scene.items)))
    for alias in scene.index.scattered(wanted):
        if set(place) <= set(alias.keys) and keys & set(alias.keys) - set(place) and counts_of(alias):
            return counts_of(alias), True
    return bound.known, False


def _places_of(scene: Scene, at: int) -> frozenset[tuple[str, ...]]:
    """Return the places of which a number may be; one that follows with a number of its own is none of them."""
    items = scene.items
    places = scene.index.places_in(items)
    after = scene.clause(at).after
    if not places or after >= len(items):
        return places
    left = set(scene.index.places_in(items[:after]))
    if len(places - left) > 1:
        return places
    for place in places - left:
        first = next(one for one in range(after - len(place) + 1, len(items)) if items[one].key == place[0])
        own = scene.clause(first)
        numbers = [one.quantity for one in items[max(own.first, after) : own.after]]
        if not any(one is not None and one.measure is Measure.COUNT for one in numbers):
            left.add(place)
    return frozenset(left)


def _is_total(scene: Scene, at: int, bound: Bound, clause: Stretch, *, is_explained: bool) -> bool:
    """Tell whether a number smaller than the value is said of the whole, and not of some of it."""
    items = scene.items
    quantity = counted(items[at])
    if (quantity.is_word and quantity.amount == 1) or scene.keys(clause) & _NONE:
        return False
    if bound.alias.is_predicate or bound.after <= at:
        return is_explained
    if not bound.is_exact:
        return is_explained
    after = items[bound.after] if bound.after < len(items) else None
    if after is not None and (after.key in _OPENS or after.quantity is not None) and not is_explained:
        return False
    if is_explained and _has_weight(scene, clause, bound, at):
        return True
    return _is_led(scene, at, bound.known[0])


def _has_weight(scene: Scene, clause: Stretch, bound: Bound, at: int) -> bool:
    """Tell whether the clause says more than the name, and the fact says it too: "150 officers work in branches"."""
    own = bound.known[0].words
    quantities = [scene.items[place].quantity for place in range(clause.first, clause.after) if place != at]
    if any(one is not None and one.measure is Measure.COUNT for one in quantities):
        return False
    return any(
        stem(scene.items[place].key) in own and scene.items[place].key not in LIGHT
        for place in range(clause.first, clause.after)
        if place != at and not bound.first <= place < bound.after
    )


def _is_led(scene: Scene, at: int, known: Known) -> bool:
    """Tell whether what stands before a number makes it the whole: "it has", "all", "its", "a network of"."""
    items = scene.items
    if _ALL & set(items[at].dropped):
        return True
    place = at - 1
    if place < 0:
        return False
    before = items[place]
    if before.key in ("all", "each") or (before.key in scene.index.names and before.low.endswith("'s")):
        return True
    if before.key == "of" and place and items[place - 1].key in (*_TOTALS, "each", "every"):
        return True
    if before.key == "with" and place == 0:
        return bool(scene.index.names & {item.key for item in items})
    if before.key == "with" and items[place - 1].key in scene.index.names | _LENDERS:
        return bool(scene.index.names & {item.key for item in items})
    if _follows_total(scene, place):
        return True
    while place > 0 and items[place].key in _THROUGH:
        place -= 1
    return items[place].key in _HOLDING and _is_owner(scene, place - 1, known)


def _follows_total(scene: Scene, link: int) -> bool:
    """Tell whether all clients or all staff stand right before: "42,000 clients in 12 branches"."""
    items = scene.items
    if items[link].key not in _LINKS:
        return False
    for match in scene.matches:
        if match.after != link or match.first < 1 or items[match.first - 1].quantity is None:
            continue
        if items[link].key == "and" and _is_right_and_led(scene, match):
            return True
        if match.alias.keys[-1] not in _PEOPLE or match.alias.is_predicate:
            continue
        told = counts_of(match.alias)
        stems = {stem(key) for key in match.alias.keys}
        most = max(
            (
                one.amount
                for one in scene.index.known
                if stems & {stem(name.split()[0].lower()) for name in one.subject.aliases}
            ),
            default=0,
        )
        number = items[match.first - 1]
        if any(one.amount == most and fits(counted(number), number.hedge, one) for one in told):
            return True
    return False


def _is_right_and_led(scene: Scene, match: Match) -> bool:
    """Tell whether the number before a name is right, and said of the whole: "Sandrel has 18 branches"."""
    at = match.first - 1
    number = scene.items[at]
    known = [one for one in counts_of(match.alias) if not one.value.period]
    is_right = any(one.amount == counted(number).amount for one in known)
    return is_right and number.hedge is Hedge.NONE and _is_led(scene, at, known[0])


def _is_owner(scene: Scene, place: int, known: Known) -> bool:
    if place < 0:
        return False
    item = scene.items[place]
    if item.key in scene.index.names:
        return True
    if item.key in _OWNERS:
        return item.key == "there" or (place == 0 and not scene.follows_place) or item.key not in ("it", "they")
    return not item.is_barrier and stem(item.key) in known.words and item.key not in LIGHT
