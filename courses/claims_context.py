"""What a sentence does with a number besides stating it: plans it, denies it, tells who said it, names other years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.claims_index import CaseIndex, Match
from courses.claims_items import Item, is_conjunction, stem
from courses.claims_quantities import Measure
from courses.claims_words import words

_PLANS = words(
    """
    will shall should must would propose recommend suggest target goal aim pilot raise increase expand lower
    reduce hire recruit buy purchase print introduce install need require request expect estimate assume
    imagine objective proposal proposed recommended planned intend budgeted afford grow cut double may might
    ought let ideally sufficient enough plus
    """
)
_ORDERS = words(
    """
    train ask open put give send write count ring appoint set begin start make move add keep visit check test
    publish report extend bring reach inform tell teach pay fund use log answer move drop form call
    """
)
_CONDITIONS = words("if unless suppose assuming whether when until e.g example instance")
_PAST = words(
    """
    formerly previously once earlier until before former past then initially historically originally ago used
    yesteryear
    """
)
_ELSEWHERE = words(
    """
    competitor elsewhere sector peer industry national benchmark rival nationwide regulator similar comparable
    """
)
_DOUBTS = words(
    """
    wrong wrongly incorrect mistaken mistake overstate overstated exaggerate exaggerated outdated contradict
    contradicted contradiction disagree discrepancy untrue false error inflated mislead misleading conflict
    differ myth disprove disproved refute refuted
    """
)
_DENIALS = words("not instead rather nor never neither n't than")
_SAYING = words(
    """
    say claim claimed state stated tell think believe believed write speak quote quoted mention mentioned
    maintain maintained insist insisted assert asserted report reported count counted counting put boast
    boasted advertise advertised promise promised announce announced remember remembered recall recalled
    indicate indicated according give call called told assure assured estimate estimated cite cited saying
    talk talked declare declared
    """
)
_PEOPLE = words("director manager chair chairman chairwoman operator interviewee boss founder")
_PAPERS = words("leaflet invoice brochure poster advertisement newsletter marketing")
_LABELS = words(
    """
    entry fact exhibit voice principle standard indicator section chapter page rule step phase day week month
    year question number no nr annex appendix table figure level version article item part limb paragraph
    point row line priority recommendation finding objective risk cpp grade stage sheet quarter module box
    scenario option wave meeting loan
    """
)
_MONTHLY = frozenset({"week", "month", "year", "day", "quarter"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items of a sentence that belong together, from one place to before another."""

    first: int
    after: int


def clause_at(items: Sequence[Item], place: int, matches: Sequence[Match]) -> Stretch:
    """Return the clause around an item: up to a comma, a bracket, a conjunction, or an "and" between two numbers.

    A comma inside a name of the case ("boxes, locks and keys") ends nothing.
    """
    inside = {at for match in matches for at in range(match.first + 1, match.after - 1)}
    first = place
    while first > 0 and not _ends(items, first - 1, inside, place):
        first -= 1
    after = place + 1
    while after < len(items) and not _ends(items, after, inside, place):
        after += 1
    return Stretch(first, after)


def _ends(items: Sequence[Item], at: int, inside: set[int], place: int) -> bool:
    if at in inside:
        return False
    item = items[at]
    if item.is_barrier or is_conjunction(item):
        return True
    return item.key in ("and", "or") and _parts_numbers(items, at, place)


def _parts_numbers(items: Sequence[Item], at: int, place: int) -> bool:
    """Tell whether another number stands beyond the "and" in the same run, so that it opens a clause."""
    step = 1 if at > place else -1
    here = at + step
    while 0 <= here < len(items) and not items[here].is_barrier:
        quantity = items[here].quantity
        if quantity is not None and quantity.measure not in (Measure.LABEL, Measure.DAY):
            return True
        here += step
    return False


def segment_at(items: Sequence[Item], place: int) -> Stretch:
    """Return the part of a sentence that one plan, one speaker or one condition covers: commas do not end it."""
    first = place
    while first > 0 and not _parts(items[first - 1]):
        first -= 1
    after = place + 1
    while after < len(items) and not _parts(items[after]):
        after += 1
    return Stretch(first, after)


def _parts(item: Item) -> bool:
    return item.key == ";" or (is_conjunction(item) and item.key not in ("so", "however", "yet", "therefore"))


def outside_names(items: Sequence[Item], stretch: Stretch, matches: Sequence[Match]) -> Iterator[tuple[int, Item]]:
    """Yield the items of a stretch that are no part of a name of the case."""
    inside = {at for match in matches if len(match.alias.keys) > 1 for at in range(match.first, match.after)}
    for at in range(stretch.first, stretch.after):
        if at not in inside:
            yield at, items[at]


def is_planned(
    items: Sequence[Item], stretch: Stretch, matches: Sequence[Match], index: CaseIndex, words: frozenset[str]
) -> bool:
    """Tell whether a stretch speaks of what is to be, might be, or of an order given in a list.

    `words` are those of the fact: "would be afraid" is no plan where the fact itself says it.
    """
    if items[0].low in _ORDERS and not items[0].dropped and stretch.first == 0:
        return True
    for at, item in outside_names(items, stretch, matches):
        if item.key in _CONDITIONS or (item.key in _PLANS and not (item.key == "would" and "would" in words)):
            return True
        if item.key == "plan" and _beside(items, at) & {"we", "to", "they", "board"}:
            return True
        if item.key == "to" and at + 1 < len(items) and items[at + 1].low in ("be", "have", "train", "reach"):
            return True
        quantity = item.quantity
        if (
            quantity is not None
            and quantity.measure is Measure.DAY
            and quantity.day > _today(index)[: len(quantity.day)]
        ):
            return True
    return False


def _today(index: CaseIndex) -> tuple[int, int, int]:
    day = index.case.as_on
    return day.year, day.month, day.day


def is_past(items: Sequence[Item], stretch: Stretch, matches: Sequence[Match]) -> bool:
    """Tell whether a stretch speaks of how things were once, or of other institutions."""
    return any(
        item.key in _PAST or item.key in _ELSEWHERE or (item.key == "other" and _after(items, at) == "lender")
        for at, item in outside_names(items, stretch, matches)
    )


def is_doubted(items: Sequence[Item]) -> bool:
    """Tell whether a sentence calls something in it wrong."""
    return any(item.key in _DOUBTS for item in items)


def is_denied(items: Sequence[Item], place: int, clause: Stretch) -> bool:
    """Tell whether a number is the one that is denied: "not 12 branches but 18", "rather than 20"."""
    for at in range(place - 1, max(clause.first, place - 5) - 1, -1):
        item = items[at]
        if item.quantity is not None:
            return False
        if item.key in _DENIALS or item.low.endswith("n't"):
            return True
    return False


def is_told(items: Sequence[Item], stretch: Stretch, index: CaseIndex) -> bool:
    """Tell whether a stretch reports what somebody or some paper of the case says."""
    has_verb = any(items[at].key in _SAYING for at in range(stretch.first, stretch.after))
    for at in range(stretch.first, stretch.after):
        item = items[at]
        if item.key in _PAPERS or (item.key == "report" and _before(items, at) == "annual"):
            return True
        is_person = item.key in _PEOPLE or (item.is_name and item.key in index.voices)
        if is_person and (has_verb or item.low.endswith("'s")):
            return True
        if has_verb and _is_exhibit(item.low):
            return True
    return False


def _is_exhibit(low: str) -> bool:
    return low[:1] == "e" and low[1:].isdecimal()


def is_label(items: Sequence[Item], place: int) -> bool:
    """Tell whether a number only names something: entry 5, voices 2, 21 and 36, principle 7, month 3."""
    at = place - 1
    while at >= 0 and (items[at].key in (",", "and", "to", "or", "–", "/") or _is_small(items[at])):
        if items[at].key in (",", "and", "or") and not (at and _is_small(items[at - 1])):
            return False
        at -= 1
    if at < 0 or items[at].key not in _LABELS or items[place].quantity is None:
        return False
    if items[at].key in _MONTHLY or items[at].key == "box":
        return at == place - 1 and items[at].low == items[at].key and not items[at].dropped and at == 0
    return at == place - 1 or all(_is_small(items[one]) or items[one].quantity is None for one in range(at + 1, place))


def _is_small(item: Item) -> bool:
    return item.quantity is not None and item.quantity.measure in (Measure.COUNT, Measure.LABEL)


def other_years(items: Sequence[Item], clause: Stretch, allowed: frozenset[int]) -> bool:
    """Tell whether a clause, or a short one beside it ("In 2017,"), is about a year that is not among those allowed."""
    stretches = [clause, *_short_neighbours(items, clause)]
    for stretch in stretches:
        for at in range(stretch.first, stretch.after):
            quantity = items[at].quantity
            is_day = quantity is not None and quantity.measure is Measure.DAY and _before(items, at) != "since"
            if quantity is not None and is_day and quantity.day[0] not in allowed:
                return True
            if items[at].key == "next" and _after(items, at) in ("year", "month"):
                return True
    return False


def _short_neighbours(items: Sequence[Item], clause: Stretch) -> Iterator[Stretch]:
    first = clause.first - 1
    while first > 0 and not items[first - 1].is_barrier:
        first -= 1
    if first >= 0 and clause.first - 1 - first <= 4:
        yield Stretch(first, max(clause.first - 1, first))
    after = clause.after + 1
    while after < len(items) and not items[after].is_barrier:
        after += 1
    if clause.after + 1 < len(items) and after - clause.after - 1 <= 4:
        yield Stretch(clause.after + 1, after)


def is_explained(items: Sequence[Item], places: Sequence[int], words: frozenset[str], neutral: frozenset[str]) -> bool:
    """Tell whether every word at the places is of the fact, of the institution's name or of no weight."""
    return all(
        items[at].quantity is not None
        or items[at].is_barrier
        or items[at].key in LIGHT
        or stem(items[at].key) in words
        or stem(items[at].key) in neutral
        or _is_citation(items[at].low)
        for at in places
    )


def _is_citation(low: str) -> bool:
    return low[:1] in "fe" and low[1:].isdecimal()


def _before(items: Sequence[Item], at: int) -> str:
    return items[at - 1].key if at else ""


def _after(items: Sequence[Item], at: int) -> str:
    return items[at + 1].key if at + 1 < len(items) else ""


def _beside(items: Sequence[Item], at: int) -> set[str]:
    return {_before(items, at), _after(items, at)}


LIGHT = words(
    """
    be have do of in on at to by for from with as and or that which who whom there it he she they we our them
    all each every any per case fact exhibit see according data figure number share rate percentage proportion
    percent ratio total sum amount institution company lender organisation organization mfi firm provider
    network country present active serve served run operate operated employ employed work maintain own reach
    manage cover count show say state record recorded give amount equal stand make up account constitute
    represent form get receive received find found include comprise contain hold consist about year last end
    december today now here moment time whole together in out however thus so then note known is also first
    main most more half far mean average averages among amongst across throughout over into through within
    under least actual set up name after spread currently january february march april may june july august
    september october november single together lead look go come exist existing open current paper list table
    chart document documented file source baseline indeed fully per plan hold existed saw see survey quite
    very some what such like date dated report reported be until overall roughly since point
    """
)
