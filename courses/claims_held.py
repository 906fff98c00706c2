"""Judges who has what by the table of places: "there is a box in Saltpan", "Lindale has not written a single entry"."""

from collections.abc import Iterator, Sequence

from courses.claims_holdings import Thing, Trait
from courses.claims_ranks import Named, names_in, shown_names, states
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch
from courses.claims_words import words

_NO = words("no not none never nothing without nobody neither n't")
_HAVING = words(
    "have be hang stand come find found make made write written record recorded register registered hold with"
)
_PLAIN = words(
    """
    have do of in at by from with there it we find found see come lie write written make made record recorded register
    registered enter entered hold branch office book register suggestion box entry complaint single any client member
    customer year case fact exhibit stand hang on any one all which that did be far
    """
)
_WRITTEN = words("written entered registered recorded")
_LINKS = words("be in on have market day of the at kept keep well book branch")
_LISTS = words(", and or &")


def find_held(scene: Scene) -> Iterator[Found]:
    """Yield the first thing of a sentence that a place is given and has not, or is denied and has."""
    holdings = scene.index.holdings
    is_written = "nothing" in scene.present and bool(scene.present & _WRITTEN)
    things = [one for one in holdings.things if scene.present & one.words or (is_written and "entry" in one.words)]
    traits = [one for one in holdings.traits if one.words <= scene.present]
    if not (things or traits) or scene.present.isdisjoint(scene.index.places):
        return
    for group in groups_in(scene):
        window = around(scene, group)
        for thing in things:
            found = _judge(scene, group, window, thing)
            if found is not None:
                yield found
                return
        for trait in traits:
            found = _judge_trait(scene, group, window, trait)
            if found is not None:
                yield found
                return


def groups_in(scene: Scene) -> Iterator[tuple[Named, ...]]:
    """Yield the rows that a sentence names, those of a list together: "Saltpan, Juniper and Mill Ford"."""
    names = names_in(scene)
    for start, one in enumerate(names):
        before = names[start - 1] if start else None
        if before is not None and _is_listed(scene, before, one):
            continue
        group = [one]
        for follows in names[start + 1 :]:
            if not _is_listed(scene, group[-1], follows):
                break
            group.append(follows)
        yield tuple(group)


def _is_listed(scene: Scene, one: Named, follows: Named) -> bool:
    gap = scene.items[one.after : follows.first]
    return one.ranked.scale is follows.ranked.scale and 0 < len(gap) <= 2 and all(item.key in _LISTS for item in gap)


def around(scene: Scene, group: Sequence[Named]) -> Stretch:
    """Return the words about a list of names up to a comma, a conjunction or an "and" outside it."""
    first, after = group[0].first, group[-1].after
    while first and not _ends(scene, first - 1):
        first -= 1
    while after < len(scene.items) and not _ends(scene, after):
        after += 1
    return Stretch(first, after)


def _ends(scene: Scene, at: int) -> bool:
    item = scene.items[at]
    if item.low == "since":
        return False
    return item.is_barrier or item.key in ("and", "or", "but", "while", "whereas", "although", "though", "because")


def _judge(scene: Scene, group: Sequence[Named], window: Stretch, thing: Thing) -> Found | None:
    items = scene.items
    inside = set(shown_names(group))
    here = [at for at in range(window.first, window.after) if _is_thing(scene, window, at, thing) and at not in inside]
    if len(here) != 1 or any(one.ranked.row not in thing.has for one in group):
        return None
    noes = [at for at in range(window.first, window.after) if items[at].key in _NO or items[at].low.endswith("n't")]
    verbs = [at for at in range(window.first, window.after) if items[at].key in _HAVING]
    if len(noes) > 1 or not verbs or not _is_plain(scene, window, {*range(group[0].first, group[-1].after), *noes}):
        return None
    if not noes and not _is_affirmed(scene, here[0]):
        return None
    wrong = [one for one in group if thing.has[one.ranked.row] is bool(noes)]
    if not wrong:
        return None
    at = here[0]
    row = wrong[0].ranked.row
    has = f"{row} has {'one' if 'box' in thing.words else 'some'}" if noes else f"{row} has none"
    places = {wrong[0].first, wrong[0].after - 1, at, *noes}
    return states(scene, places, has, thing.facts.get(row, ()), thing.label, thing.words)


def _is_thing(scene: Scene, window: Stretch, at: int, thing: Thing) -> bool:
    """Tell whether a thing is named, or stands in "nothing was registered"."""
    if scene.items[at].key in thing.words:
        return True
    said = scene.keys(window)
    return "entry" in thing.words and "nothing" in said and scene.items[at].key in _WRITTEN


def _is_affirmed(scene: Scene, at: int) -> bool:
    """Tell whether the thing itself is said to be there, and nothing of it: "the box in Saltpan" may be one to come."""
    item = scene.items[at]
    if item.key == "box":
        led = scene.items[at - 1].dropped if at and scene.items[at - 1].key == "suggestion" else item.dropped
        return bool({"a", "an"} & set(led)) or (at > 0 and "a" in scene.items[at - 1].dropped)
    return not {"the", "a", "this"} & set(item.dropped)


def _is_plain(scene: Scene, window: Stretch, own: set[int]) -> bool:
    items = scene.items
    year = scene.index.case.as_on.year
    for at in range(window.first, window.after):
        item = items[at]
        if at in own or item.key in _PLAIN or item.key in scene.index.names:
            continue
        if item.low[:1] in "fe" and item.low[1:].isdecimal():
            continue
        quantity = item.quantity
        if quantity is not None and (
            quantity.day[:1] in ((year,), (year - 1,)) or (quantity.is_word and not quantity.day)
        ):
            is_of_some = at > 0 and items[at - 1].key == "of"
            if quantity.day or is_of_some or quantity.amount == 1:
                continue
        return False
    return True


def _judge_trait(scene: Scene, group: Sequence[Named], window: Stretch, trait: Trait) -> Found | None:
    """Judge "the market day of Ferrin is Thursday" and "the book of Marsh End is kept well"."""
    items = scene.items
    if len(group) != 1 or group[0].ranked.row not in trait.of:
        return None
    inside = set(shown_names(group))
    keys = tuple(item.key for item in items)
    said = [
        (at, value)
        for at in range(window.first, window.after)
        for name, value in trait.values.items()
        if at not in inside and keys[at : at + len(name)] == name
    ]
    if len(said) != 1 or not trait.words <= set(keys[window.first : window.after]):
        return None
    (at, value), row = said[0], group[0].ranked.row
    strange = [
        place
        for place in range(window.first, window.after)
        if place not in inside and place != at and keys[place] not in _LINKS and keys[place] not in scene.index.names
    ]
    if strange or trait.of[row] == value:
        return None
    places = {group[0].first, group[0].after - 1, at}
    return states(scene, places, f"{row}: {trait.of[row]}", (), trait.label, trait.words)
