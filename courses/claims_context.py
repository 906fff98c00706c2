"""What a sentence does with a number besides stating it: plans it, denies it, tells who said it, names other years."""

from collections.abc import Iterator, Sequence

from courses.claims_days import MONTHS
from courses.claims_index import CaseIndex
from courses.claims_items import Item, stem
from courses.claims_known import Match
from courses.claims_quantities import Measure
from courses.claims_stretches import Stretch, after, before, outside_names
from courses.claims_words import words

_PLANS = words(
    """
    will shall should must would propose recommend suggest target goal aim pilot raise increase expand lower reduce
    hire recruit buy purchase print introduce install need require request expect estimate assume imagine objective
    proposal proposed recommended planned intend budgeted afford grow cut double may might ought let ideally sufficient
    enough plus
    """
)
_ORDERS = words(
    """
    train ask open put give send write count ring appoint set begin start make move add keep visit check test publish
    report extend bring reach inform tell teach pay fund use log answer move drop form call
    """
)
_CONDITIONS = words("if unless suppose assuming whether when until e.g example instance")
_PAST = words(
    """
    formerly previously once earlier until before former past then initially historically originally ago used yesteryear
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
    contradicted contradiction disagree discrepancy untrue false error inflated mislead misleading conflict differ myth
    disprove disproved refute refuted
    """
)
_DENIALS = words("not instead rather nor never neither n't than")
_LABELS = words(
    """
    entry fact exhibit voice principle standard indicator section chapter page rule step phase day week month year
    question number no nr annex appendix table figure level version article item part limb paragraph point row line
    priority recommendation finding objective risk cpp grade stage sheet quarter module box scenario option wave
    meeting loan
    """
)
_OWN_PLANS = words("plan proposal pilot design draft scenario budget upgrade package programme project concept")
_STEPS = words(
    """
    plan wave step phase stage next measure cost budget scenario example after goal year ask decide request want should
    must recommend propose
    """
)
# Among the words of a fact it marks one that sets a day to come: until then something "must" be done.
DEADLINE = "#deadline"
_RULES, _BY_RULE = words("polic rules rule"), words("under to by in")
_FROM = words("from by until starting")
_MONTHLY = frozenset({"week", "month", "year", "day", "quarter"})


def is_planned(
    items: Sequence[Item], stretch: Stretch, matches: Sequence[Match], index: CaseIndex, words: frozenset[str]
) -> bool:
    """Tell whether a stretch speaks of what is to be, might be, or of an order given in a list.

    `words` are those of the fact: "would be afraid" is no plan where the fact itself says it.
    """
    is_order = items[0].low in _ORDERS and not items[0].dropped and stem(items[0].key) not in words
    is_headed = items[0].key in _STEPS and len(items) > 1 and items[1].key == ":"
    if (is_order or is_headed) and stretch.first == 0:
        return True
    today = _today(index)
    return any(
        _makes_plan(items, at, words)
        or _leads_to_plan(items, at, words)
        or (item.quantity is not None and item.quantity.day > today[: len(item.quantity.day)] and DEADLINE not in words)
        for at, item in outside_names(items, stretch, matches)
    )


def _makes_plan(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Tell whether a word by itself makes a plan or a condition of what is said."""
    item = items[at]
    if item.key in _CONDITIONS:
        return not _is_own_condition(items, at, words)
    if item.key == "must" and DEADLINE in words:
        return False
    if item.key in _PLANS:
        return not _is_own_would(items, at, words)
    if item.key in _OWN_PLANS and "our" in item.dropped:
        return True
    return item.key == "plan" and "plan" not in words and bool(_beside(items, at) & {"we", "to", "they", "board"})


def _leads_to_plan(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Tell whether a word does so with the next: "has to", "to be trained", "from September", "by 15 July"."""
    item = items[at]
    if item.low in ("has", "have") and after(items, at) == "to":
        return not (words & _RULES and _is_by_rule(items, at))
    if item.low in _FROM and _is_month_to_come(items, at):
        return True
    if item.low == "by" and _is_day_to_come(items, at) and stem("decides") not in words:
        return True
    is_ruled = ("ask" in words and before(items, at) == "be") or (words & _RULES and _is_by_rule(items, at))
    is_to = item.key == "to" and not is_ruled and not (at and items[at - 1].low in ("had", "able"))
    return is_to and at + 1 < len(items) and items[at + 1].low in ("be", "have", "train", "reach")


def _is_by_rule(items: Sequence[Item], at: int) -> bool:
    """Tell whether a rule stands in front that makes somebody do it: "under the policy a client has to be answered"."""
    return any(
        (
            items[place].key in ("policy", "rule")
            and (before(items, place) in _BY_RULE or after(items, place) in ("say", "ask", "require", "demand"))
        )
        or (before(items, place) == "service" and place > 1 and items[place - 2].key in _BY_RULE)
        for place in range(at)
    )


def _is_own_condition(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Tell a condition that the fact makes itself ("if the board decides"), and "when asked", from one of a plan."""
    key, follows = items[at].key, after(items, at)
    if key == "whether":
        return "wheth" in words
    if key == "when" and before(items, at) == "by":
        return True
    return (key == "if" and at > 0 and "if" in words and stem(follows) in words) or (
        key == "when" and follows in ("asked", "we")
    )


def _is_own_would(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Tell whether "would" is of the fact: somebody would be afraid, a thing would cost what the case says."""
    key = items[at].key
    if key == "let":
        return key in words
    if key in ("would", "will") and "offer" in words:
        return True
    if key in ("may", "might", "could") and "can" in words:
        return True
    if key in ("planned", "budgeted") and "plan" in words:
        return True
    return items[at].key == "would" and ("would" in words or (after(items, at) == "cost" and "cost" in words))


def _is_month_to_come(items: Sequence[Item], at: int) -> bool:
    """Tell whether "from September" stands there, without a year: what was is told with one."""
    follows = items[at + 1] if at + 1 < len(items) else None
    return follows is not None and follows.is_name and follows.low in MONTHS


def _is_day_to_come(items: Sequence[Item], at: int) -> bool:
    """Tell whether "by 15 July" stands there, without a year."""
    quantity = items[at + 1].quantity if at + 1 < len(items) else None
    return quantity is not None and quantity.measure is Measure.LABEL and 1 <= quantity.amount <= 31


def _today(index: CaseIndex) -> tuple[int, int, int]:
    day = index.case.as_on
    return day.year, day.month, day.day


def is_heading_of_plan(items: Sequence[Item]) -> bool:
    """Tell whether what is listed below a line is what is to be: "Targets:", "The pilot", "What we propose:"."""
    return any(item.key in _PLANS or item.key in _STEPS or "our" in item.dropped for item in items)


def is_past(
    items: Sequence[Item], stretch: Stretch, matches: Sequence[Match], words: frozenset[str] = frozenset()
) -> bool:
    """Tell whether a stretch speaks of how things were, or of other institutions; `words` are those of the fact."""
    return any(
        (item.key in _PAST and stem(item.key) not in words and not _is_of_today(items, at))
        or item.key in _ELSEWHERE
        or (item.key == "other" and after(items, at) == "lender")
        for at, item in outside_names(items, stretch, matches)
    )


def _is_of_today(items: Sequence[Item], at: int) -> bool:
    """Tell "once a year" from "once" in the past, and "is used by" from "used to"; "a quarter" is read as a share."""
    if items[at].key == "used":
        return before(items, at) == "be" and after(items, at) != "to"
    often = ("year", "month", "quarter", "week", "day", "every", "#25")
    return items[at].key == "once" and after(items, at) in often


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


def is_label(items: Sequence[Item], place: int) -> bool:
    """Tell whether a number only names something: entry 5, voices 2, 21 and 36, principle 7, month 3."""
    at = place - 1
    while at >= 0 and (items[at].key in (",", "and", "to", "or", "–", "/") or _is_small(items[at])):
        if items[at].key in (",", "and", "or") and not (at and _is_small(items[at - 1])):
            return False
        at -= 1
    if at < 0 or items[at].key not in _LABELS or items[place].quantity is None or _is_verb(items, at):
        return False
    if items[at].key in _MONTHLY or items[at].key == "box":
        return at == place - 1 and items[at].low == items[at].key and not items[at].dropped and at == 0
    return at == place - 1 or all(_is_small(items[one]) or items[one].quantity is None for one in range(at + 1, place))


def _is_verb(items: Sequence[Item], at: int) -> bool:
    """Tell whether "number" says how many there are, "the officers number 47", and names nothing."""
    if items[at].low != "number" or not at or items[at].dropped:
        return False
    of = items[at - 1]
    return of.key not in _LABELS and (of.low in ("staff", "people", "women", "men") or of.low != of.key)


def _is_small(item: Item) -> bool:
    return item.quantity is not None and item.quantity.measure in (Measure.COUNT, Measure.LABEL)


def other_years(items: Sequence[Item], clause: Stretch, allowed: frozenset[int]) -> bool:
    """Tell whether a clause, or a short one beside it ("In 2017,"), is about a year that is not among those allowed."""
    stretches = [clause, *_short_neighbours(items, clause)]
    for stretch in stretches:
        for at in range(stretch.first, stretch.after):
            quantity = items[at].quantity
            is_day = quantity is not None and quantity.measure is Measure.DAY and before(items, at) != "since"
            if quantity is not None and is_day and quantity.day[0] not in allowed:
                return True
            if items[at].key == "next" and after(items, at) in ("year", "month"):
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


def _beside(items: Sequence[Item], at: int) -> set[str]:
    return {before(items, at), after(items, at)}


LIGHT = words(
    """
    be have do of in on at to by for from with as and or that which who whom there it he she they we our them all each
    every any per case fact exhibit see according data figure number share rate percentage proportion percent ratio
    total sum amount institution company lender organisation organization mfi firm provider network country present
    active serve served run operate operated employ employed work maintain own reach manage cover count show say state
    record recorded give amount equal stand make up account constitute represent form get receive received find found
    include comprise contain hold consist about year last end december today now here moment time whole together in out
    however thus so then note known is also first main most more half far mean average averages among amongst across
    throughout over into through within under least actual set up name after spread currently january february march
    april may june july august september october november single together lead look go come exist existing open current
    paper list table chart document documented file source baseline indeed fully per plan hold existed saw see survey
    quite very some what such like date dated report reported be until overall roughly since point exit
    """
)
