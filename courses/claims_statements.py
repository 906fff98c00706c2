"""Judges statements without numbers: what is said to be there and is not, and "all" where there are exceptions."""

from collections.abc import Iterator

from courses.cases import ValueKind
from courses.claims_context import LIGHT, is_doubted, is_past, is_planned, other_years
from courses.claims_items import Item, stem
from courses.claims_known import Alias, Known, Match
from courses.claims_scene import Found, Scene
from courses.claims_stretches import Stretch, segment_at
from courses.claims_told import is_told
from courses.claims_words import words

_NO = words(
    """
    no not never none nobody nothing neither nor cannot without hardly seldom rarely lack lacks missing vacant
    absent vacancy empty dead unused unfilled nowhere false few fewer ended stopped closed ceased disconnected
    broken gone resigned quit unknown missed outdated unoccupied abandoned dormant silent only less least
    """
)
_WORKING: dict[str, frozenset[str]] = {
    "not in use": words("work ring call reach open operate operated answer answered run available active"),
    "vacant": words(
        """
    answer reply handle handled respond resolve read collect receive deal sort take call visit check manage
    report follow
    """
    ),
    "none": words(
        """
    have get receive go exist produce produced publish read draw send discuss use offer
    """
    ),
    "never": words(
        """
    check checked audit audited test tested carry review reviewed have yearly regular
    """
    ),
}
_GOT = frozenset({"have", "get", "receive", "received"})
# "All members with a loan" are some of the members, of whom anything may be said.
_NARROWING = frozenset({"with", "without", "who", "that", "which"})
_EVERY = frozenset({"all", "every", "each"})
_ANSWERED = frozenset({"answer", "answered", "resolved", "solved", "settled", "closed", "replied"})
_MADE: dict[str, frozenset[str]] = {"answer": _ANSWERED, "box": frozenset({"box"}), "entry": frozenset({"entry"})}


def find_statements(scene: Scene) -> Iterator[Found]:
    """Yield what is affirmed against a fact that denies it, and what is said of all where some are excepted."""
    for match in scene.matches:
        found = _affirmed(scene, match) or _all_of(scene, match)
        if found is not None:
            yield found
    yield from _no_exceptions(scene)
    yield from _denied_things(scene)


def _verdict(scene: Scene, at: int, first: int, after: int, known: Known) -> Found | None:
    segment = segment_at(scene.items, at)
    if any(scene.items[place].is_quoted for place in range(first, after)) or is_doubted(scene.items):
        return None
    if is_planned(scene.items, segment, scene.matches, scene.index, known.words):
        return None
    if is_past(scene.items, segment, scene.matches):
        return None
    fact = known.fact.text.removesuffix(".")
    told = is_told(scene.items, segment, scene.index) or _is_ruled(scene.items, segment)
    return Found(scene.items[first].start, scene.items[after - 1].end, (known,), is_reported=told, said=f"“{fact}”")


def _is_ruled(items: tuple[Item, ...], segment: Stretch) -> bool:
    """Tell whether a stretch says what a rule asks for; what a rule says need not be so."""
    keys = {item.key for item in items[segment.first : segment.after]}
    return bool(keys & {"policy", "rule", "procedure", "leaflet", "passbook"})


def _affirmed(scene: Scene, match: Match) -> Found | None:
    """Judge "clients can ring the hotline" where the case says that it is not in use."""
    for known in match.alias.known:
        if known.value.kind is not ValueKind.STATEMENT or known.value.text not in _WORKING:
            continue
        clause = scene.clause(match.first)
        verb = _verb(scene, match, clause, known)
        everything = scene.keys(Stretch(0, len(scene.items)))
        if verb is None or everything & _NO or _is_new(scene, match):
            continue
        if _is_modified(scene, match):
            continue
        first, after = min(match.first, verb), max(match.after, verb + 1)
        return _verdict(scene, match.first, first, after, known)
    return None


def _verb(scene: Scene, match: Match, clause: Stretch, known: Known) -> int | None:
    """Return the place of the word that makes the thing work, close enough to be said of it."""
    wanted = _WORKING[known.value.text]
    items = scene.items
    after = [place for place in range(match.after, min(match.after + 3, clause.after)) if items[place].key in wanted]
    before = [place for place in range(max(match.first - 2, clause.first), match.first) if items[place].key in wanted]
    if known.value.text == "vacant":
        before = []
        if match.first != clause.first:
            return None
    if known.value.text in ("none", "never"):
        after = [] if known.value.text == "none" else after
    if after and items[match.after].key in ("to", "that", "with"):
        after = []
    found = [*before, *after]
    return found[0] if found else None


def _is_new(scene: Scene, match: Match) -> bool:
    before = scene.items[match.first - 1].key if match.first else ""
    return before in ("new", "second", "free", "future", "different", "working", "own", "toll") or bool(
        {"a", "an"} & set(scene.items[match.first].dropped)
        and not any(known.value.text == "none" for known in match.alias.known)
    )


def _is_modified(scene: Scene, match: Match) -> bool:
    """Tell whether another noun follows the name: "hotline number", "voice box offer"."""
    after = scene.items[match.after] if match.after < len(scene.items) else None
    return after is not None and after.key in ("number", "post", "position", "role", "offer", "cost", "report", "name")


def _all_of(scene: Scene, match: Match) -> Found | None:
    """Judge "all loan officers were trained" where the case counts 57 of 190."""
    before = scene.items[match.first - 1].key if match.first else ""
    if not match.alias.is_predicate or before not in _EVERY or not _NARROWING.isdisjoint(match.alias.keys):
        return None
    known = next((one for one in match.alias.known if one.value.kind is ValueKind.COUNT), None)
    if known is None or known.value.amount is None:
        return None
    noun = match.alias.keys[0]
    total = [
        one.value.amount for one in scene.index.known
        if one.value.kind is ValueKind.COUNT and noun in stem_keys(one) and one.value.amount is not None
    ]  # fmt: skip
    if not total or max(total) <= known.value.amount or scene.index.places_in(scene.items):
        return None
    return _dated(scene, match.first - 1, match.after, known)


def stem_keys(known: Known) -> frozenset[str]:
    """Return the first words of the names of a value's subject."""
    return frozenset(name.split()[0].lower().removesuffix("s") for name in known.subject.aliases)


def _dated(scene: Scene, first: int, after: int, known: Known) -> Found | None:
    if other_years(scene.items, scene.clause(first), scene.years(known)):
        return None
    return _verdict(scene, first, first, after, known)


def _no_exceptions(scene: Scene) -> Iterator[Found]:
    """Judge "every branch has a box" where the case knows branches without one."""
    for place, item in enumerate(scene.items):
        if item.key not in _EVERY:
            continue
        segment = segment_at(scene.items, place)
        if scene.keys(Stretch(0, len(scene.items))) & (_NO | {"but", "except"}):
            continue
        follows = next((one.key for one in scene.items[place + 1 : segment.after] if one.key != "of"), "")
        for alias, known, wanted in _exceptions(scene):
            nouns = _nouns_of(alias)
            made = next((at for at in range(segment.first, segment.after) if scene.items[at].key in wanted), None)
            if follows not in nouns or made is None or abs(made - place) > 7:
                continue
            if not _is_plain(scene, place, made, known, wanted | nouns):
                continue
            found = _dated(scene, min(place, made), max(made, place + 1) + 1, known)
            if found is not None:
                yield found
                return


def _exceptions(scene: Scene) -> Iterator[tuple[Alias, Known, frozenset[str]]]:
    for aliases in scene.index.by_first.values():
        for alias in aliases:
            for mark in (("without",), ("have", "no"), ("with", "no")):
                place = alias.keys.index(mark[0]) if mark[0] in alias.keys else 0
                is_exception = place == 1 and alias.keys[1 : 1 + len(mark)] == mark and len(alias.keys) == 2 + len(mark)
                for known in alias.known if is_exception else ():
                    if known.value.kind is ValueKind.COUNT and known.value.amount:
                        yield alias, known, _MADE.get(alias.keys[-1], frozenset({alias.keys[-1]}))


def _nouns_of(alias: Alias) -> frozenset[str]:
    noun = alias.keys[0]
    return frozenset({noun, "complaint"}) if noun == "entry" else frozenset({noun})


def _is_plain(scene: Scene, first: int, last: int, known: Known, own: frozenset[str]) -> bool:
    """Tell whether nothing between "every" and what they have speaks of something else."""
    low, high = min(first, last), max(first, last)
    is_dated = not known.value.period or any(
        item.quantity is not None and item.quantity.day[:1] == (int(known.value.period),) for item in scene.items
    )
    return is_dated and all(
        item.key in LIGHT or item.key in own or item.key in _EVERY or item.quantity is not None
        or stem(item.key) in known.words
        for item in scene.items[low : high + 1]
    )  # fmt: skip


def _denied_things(scene: Scene) -> Iterator[Found]:
    """Judge "every borrower had a letter about the rate" where the fact says that there was no letter."""
    for place, item in enumerate(scene.items):
        if not place or scene.items[place - 1].key not in _GOT:
            continue
        for denial in scene.index.denied.get(item.key, ()):
            segment = segment_at(scene.items, place)
            keys = scene.keys(segment)
            is_new = any(one.key == "new" for one in scene.items[segment.first : place])
            if not denial.topics & keys or keys & _NO or is_new:
                continue
            found = _verdict(scene, place, place - 1, place + 1, denial.known)
            if found is not None:
                yield found
                return
