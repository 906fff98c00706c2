"""Holds a draft against the facts of its case: what contradicts them, where, and what the case says instead.

It would rather miss a contradiction than underline what is right: a number is compared only where its subject is plain,
and never where it is planned, denied, conditional, quoted, of another year or of a part of the whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from courses.cases import Case
from courses.claims_averages import find_averages
from courses.claims_compared import find_compared
from courses.claims_context import is_heading_of_plan
from courses.claims_counts import judge_count
from courses.claims_cued import find_cued, find_none
from courses.claims_exhibits import find_in_exhibits
from courses.claims_extremes import find_extremes
from courses.claims_held import find_held
from courses.claims_index import CaseIndex, build_index
from courses.claims_items import counted, read_items, with_reasons
from courses.claims_order import find_order
from courses.claims_people import find_people
from courses.claims_quantities import Measure
from courses.claims_ruled_out import find_ruled_out
from courses.claims_scene import Found, Scene
from courses.claims_sentences import Sentence, split_draft
from courses.claims_shares import amounts_in, judge_share
from courses.claims_stance import Stance, as_plan
from courses.claims_statements import find_statements
from courses.claims_sums import find_sums
from courses.claims_tables import find_in_table

# What is full of numbers, or has no end, is no sentence but a list that lost its shape: judging a number takes time by
# all that stands about it.
MOST_AMOUNTS = 40
MOST_WORDS = 400
_KEPT_INDEXES = 16
_INDEXES: dict[tuple[str, str, str], CaseIndex] = {}


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a draft that does not agree with the case.

    `start` and `end` count characters of the draft, `quote` is what stands there. `is_reported` marks what is no
    contradiction but a note: what the draft only reports of somebody ("the director says 20 branches"), and what a plan
    sets up that is not so today. `sentence` is for people.
    """

    start: int
    end: int
    quote: str
    fact_numbers: tuple[int, ...]
    said: str
    case_says: str
    sentence: str
    is_reported: bool = False


def check_claims(text: str, case: Case, *, stance: Stance = Stance.BOTH) -> tuple[Claim, ...]:
    """Return what a draft says against the facts of its case, in the order of the draft."""
    return find_claims(text, index_of(case), stance=stance)


def index_of(case: Case) -> CaseIndex:
    """Return the index of a case, built once for each of its editions."""
    key = (case.id, case.language, case.edition)
    held = _INDEXES.get(key)
    if held is not None and held.case is case:
        return held
    built = build_index(case)
    while len(_INDEXES) >= _KEPT_INDEXES:
        _INDEXES.pop(next(iter(_INDEXES)), None)
    _INDEXES[key] = built
    return built


def find_claims(text: str, index: CaseIndex, *, stance: Stance = Stance.BOTH) -> tuple[Claim, ...]:
    """Return what a draft says against an indexed case, in the order of the draft."""
    sentences, tables = split_draft(text)
    found = [*_in_sentences(sentences, index, stance)]
    in_tables = [one for table in tables for one in find_in_table(index, table)]
    found += [as_plan(one) for one in in_tables] if stance is Stance.PLAN else in_tables
    return tuple(_claim(text, one) for one in _apart(found))


def _in_sentences(sentences: Iterable[Sentence], index: CaseIndex, stance: Stance) -> Iterator[Found]:
    before: frozenset[str] = frozenset()
    follows_place = is_plan = False
    for sentence in sentences:
        scene = Scene(
            index,
            with_reasons(read_items(sentence, index.money)),
            before=frozenset() if sentence.starts_paragraph else before,
            follows_place=follows_place and not sentence.starts_paragraph,
        )
        if sentence.leads_on or not sentence.is_listed:
            is_plan = sentence.leads_on and is_heading_of_plan(scene.items)
        if is_plan and sentence.is_listed:
            continue
        if len(scene.items) <= MOST_WORDS and not sentence.is_question:
            found = _in_scene(scene, stance)
            yield from (as_plan(one, scene) for one in found) if stance is Stance.PLAN else found
        before = scene.stems
        follows_place = bool(index.places_in(scene.items))


def _in_scene(scene: Scene, stance: Stance) -> Iterator[Found]:
    yield from find_averages(scene)
    amounts = tuple(amounts_in(scene))
    if len(amounts) <= MOST_AMOUNTS:
        yield from _numbers(scene, amounts)
    yield from find_none(scene)
    yield from find_people(scene)
    yield from find_statements(scene)
    yield from find_ruled_out(scene, stance)
    yield from find_compared(scene)
    yield from find_extremes(scene)
    yield from find_held(scene)
    yield from find_sums(scene)
    yield from find_order(scene)


def _numbers(scene: Scene, amounts: tuple[int, ...]) -> Iterator[Found]:
    left: list[int] = []
    for at in amounts:
        found = _judge(scene, at)
        if found is None:
            left.append(at)
        else:
            yield found
    cued = tuple(find_cued(scene, left))
    yield from cued
    yield from find_in_exhibits(scene, [at for at in left if scene.items[at].start not in {one.start for one in cued}])


def _judge(scene: Scene, at: int) -> Found | None:
    quantity = counted(scene.items[at])
    if quantity.measure is not Measure.COUNT:
        return judge_share(scene, at)
    found = judge_count(scene, at)
    return found if found is not None or quantity.amount < 100 else judge_share(scene, at)


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """Yield what was found in order, of two that overlap the first and longer one."""
    end = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def _claim(text: str, found: Found) -> Claim:
    quote = " ".join(text[found.start : found.end].split())
    numbers = found.facts or tuple(dict.fromkeys(known.fact.number for known in found.known))
    case_says = found.said or " or ".join(dict.fromkeys(known.said for known in found.known))
    facts = ", ".join((*(f"F{number}" for number in numbers), *found.exhibits))
    place = f" ({facts})" if facts else ""
    sentence = f"“{quote}”{_lead(found)} {case_says}{place}."
    if found.is_planned:
        sentence += " As a plan it may stand."
    is_note = found.is_reported or found.is_planned
    return Claim(found.start, found.end, quote, numbers, quote, case_says, sentence, is_note)


def _lead(found: Found) -> str:
    if found.is_reported:
        return " is what somebody says; the case says"
    return ": today the case says" if found.is_planned else ": the case says"
