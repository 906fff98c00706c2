"""An upgrade proposal as data: what trainees draft, part by part, and what every output is made from.

A part travels as text: a section is Markdown, the others are JSON. Reading never loses anything: a cost in words, a day
that does not exist, a field of the wrong kind stays as it was typed, and `faults` says what to put right and where.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from courses.citations import cited_number, cited_words, each_cited
from courses.days import day_words
from courses.typed_costs import fault_of_cost, read_cost
from courses.typed_days import fault_of_day, read_typed_day, shown_typed

SECTION, FINDING, RECOMMENDATION, RISK = "section", "finding", "recommendation", "risk"
KINDS = (SECTION, FINDING, RECOMMENDATION, RISK)
KEY = re.compile(r"(section):([a-z][a-z0-9-]{0,40})|(finding|recommendation|risk):([0-9a-f-]{36})")
LONGEST_LIST = 60
KEPT_PARTS = 4096
# A part is an object of texts and lists of texts.
DEEPEST = 4
# What no database and no document can hold: an end of text, half of a pair.
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class Limb(StrEnum):
    """The four limbs of the complaint standard."""

    POLICY = "a"
    AWARENESS = "b"
    RESOLUTION = "c"
    ANALYSIS = "d"


@dataclass(frozen=True, slots=True)
class PartFault:
    """What to put right in a part: the field, and the sentence that names the cure."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What falls short, the limb and the indicators it falls short of, and the facts and exhibits that show it."""

    id: str
    text: str = ""
    limb: str = ""
    indicators: tuple[str, ...] = ()
    facts: tuple[int, ...] = ()
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do about findings: who, for how much, from when to when, how it is known to work, with which tool.

    `cost` is None where `cost_text` is no number, or empty. `ends_on` is the last day of the work. `starts_text` and
    `ends_text` are the days as they were typed.
    """

    id: str
    title: str = ""
    text: str = ""
    findings: tuple[str, ...] = ()
    owner: str = ""
    cost: Decimal | None = None
    cost_text: str = ""
    payer: str = ""
    starts_on: date | None = None
    starts_text: str = ""
    ends_on: date | None = None
    ends_text: str = ""
    measure: str = ""
    target: str = ""
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong, what is done about it, and by whom."""

    id: str
    text: str = ""
    answer: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole proposal; `sections` by the section's id, the others in their order."""

    case_id: str
    title: str = ""
    language: str = "en"
    sections: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part as it was read, and what to put right in it."""

    part: Finding | Recommendation | Risk
    faults: tuple[PartFault, ...]


def split_key(key: str) -> tuple[str, str] | None:
    """Return the kind and the id a part's key names, or None where it is none."""
    found = KEY.fullmatch(key)
    if found is None:
        return None
    return (found[1], found[2]) if found[1] else (found[3], found[4])


@lru_cache(maxsize=KEPT_PARTS)
def read_part(key: str, content: str) -> ReadPart:
    """Return the finding, recommendation or risk that JSON describes; raise `ValueError` for a key of another kind.

    Text that is no JSON object counts as the part's own text, so that nothing typed is lost.
    """
    named = split_key(key)
    if named is None or named[0] == SECTION:
        raise ValueError(f"{key!r} is not the key of a finding, a recommendation or a risk")
    kind, part_id = named
    data = _object(content)
    if kind == FINDING:
        return _read_finding(part_id, data)
    if kind == RECOMMENDATION:
        return _read_recommendation(part_id, data)
    texts = {name: _text(data, name) for name in ("text", "answer", "owner")}
    return ReadPart(Risk(part_id, **texts), ())


def is_keepable(key: str, content: str) -> bool:
    """Return whether a part can hold that content: JSON too deep to be read, and half characters in it, it cannot."""
    named = split_key(key)
    held: object = content
    if named is not None and named[0] != SECTION:
        try:
            held = json.loads(content) if content.strip() else {}
        except RecursionError:
            return False
        except ValueError:
            held = content
    return _is_keepable(held, DEEPEST)


def write_part(part: Finding | Recommendation | Risk) -> str:
    """Return a part as JSON with its keys in order: equal parts give equal text."""
    if isinstance(part, Finding):
        held: dict[str, object] = {
            "text": part.text,
            "limb": part.limb,
            "indicators": list(part.indicators),
            "facts": list(part.facts),
            "exhibits": list(part.exhibits),
        }
    elif isinstance(part, Recommendation):
        held = {
            "title": part.title,
            "text": part.text,
            "findings": list(part.findings),
            "owner": part.owner,
            "cost": part.cost_text,
            "payer": part.payer,
            "starts_on": part.starts_text,
            "ends_on": part.ends_text,
            "measure": part.measure,
            "target": part.target,
            "tool": part.tool,
        }
    else:
        held = {"text": part.text, "answer": part.answer, "owner": part.owner}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _read_finding(part_id: str, data: Mapping[str, object]) -> ReadPart:
    faults = []
    limb = _text(data, "limb")
    if limb and limb not in set(Limb):
        faults.append(PartFault("limb", f"“{limb}” is none of the four limbs. Choose a, b, c or d."))
    numbers = {one: cited_number(one) for one in _cited(data, "facts")}
    strange = [one for one, number in numbers.items() if number is None]
    if strange:
        faults.append(
            PartFault("facts", f"“{shown_typed(strange[0])}” is no number of a fact. Cite facts like 7, 12 or 39-43.")
        )
    finding = Finding(
        part_id,
        text=_text(data, "text"),
        limb=limb if limb in set(Limb) else "",
        indicators=_texts(data, "indicators"),
        facts=tuple(dict.fromkeys(one for one in numbers.values() if one is not None)),
        exhibits=_cited(data, "exhibits"),
    )
    return ReadPart(finding, tuple(faults))


def _read_recommendation(part_id: str, data: Mapping[str, object]) -> ReadPart:
    faults = []
    cost_text, starts_text, ends_text = (_text(data, name) for name in ("cost", "starts_on", "ends_on"))
    cost, starts_on, ends_on = read_cost(cost_text), read_typed_day(starts_text), read_typed_day(ends_text)
    told = (
        ("cost", fault_of_cost(cost_text)),
        ("starts_on", fault_of_day(starts_text)),
        ("ends_on", fault_of_day(ends_text)),
    )
    faults += [PartFault(name, sentence) for name, sentence in told if sentence]
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        faults.append(
            PartFault(
                "ends_on",
                f"The end, {day_words(ends_on)}, is before the start, {day_words(starts_on)}. Change one of them.",
            )
        )
    recommendation = Recommendation(
        part_id,
        findings=_texts(data, "findings"),
        cost=cost,
        cost_text=cost_text,
        starts_on=starts_on,
        starts_text=starts_text,
        ends_on=ends_on,
        ends_text=ends_text,
        **{name: _text(data, name) for name in ("title", "text", "owner", "payer", "measure", "target", "tool")},
    )
    return ReadPart(recommendation, tuple(faults))


def _object(content: str) -> Mapping[str, object]:
    try:
        data = json.loads(content) if content.strip() else {}
    except (ValueError, RecursionError):
        return {"text": content}
    return data if isinstance(data, dict) else {"text": content}


def _is_keepable(held: object, depth: int) -> bool:
    if isinstance(held, str):
        return _UNKEEPABLE.search(held) is None
    if isinstance(held, dict):
        return depth > 0 and all(_is_keepable(one, depth - 1) for pair in held.items() for one in pair)
    return not isinstance(held, list) or (depth > 0 and all(_is_keepable(one, depth - 1) for one in held))


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name, "")
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _list(data: Mapping[str, object], name: str) -> Sequence[object]:
    value = data.get(name, ())
    if isinstance(value, str):
        return [part for part in re.split(r"[,;\s]+", value) if part][:LONGEST_LIST]
    return value[:LONGEST_LIST] if isinstance(value, list) else ()


def _cited(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return what is cited, each once and ranges in full, as far as a finding can hold it."""
    value = data.get(name, ())
    listed = (value,) if isinstance(value, str) else value[:LONGEST_LIST] if isinstance(value, list) else ()
    words = [word for one in listed for word in cited_words(str(one))][:LONGEST_LIST]
    return tuple(dict.fromkeys(one for word in words for one in each_cited(word)))[:LONGEST_LIST]


def _texts(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one) for one in _list(data, name) if isinstance(one, str | int)))
