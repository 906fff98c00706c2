"""What changed between two editions of a module, part by part and in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeAlias

from courses.model import Case, Change, Module
from courses.questions import describe_item

Record: TypeAlias = Mapping[str, object]
KEY = "key"


class How(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part that differs; `id` is empty for what there is once, and for a list in another order."""

    part: str
    id: str
    how: How
    fields: tuple[str, ...] = ()

    @property
    def is_key_change(self) -> bool:
        """Return whether the right answer of a question is another one now."""
        return KEY in self.fields

    def __str__(self) -> str:
        """Return a line for a person; a changed key comes first and loud."""
        name = f"{self.part} {self.id}".rstrip()
        if self.how is How.REORDERED:
            return f"{name}: in another order"
        if self.how is not How.CHANGED:
            return f"{name}: {self.how}"
        others = ", ".join(field for field in self.fields if field != KEY)
        if not self.is_key_change:
            return f"{name}: changed {others}"
        return f"{name}: THE KEY CHANGED" + (f"; also {others}" if others else "")


@dataclass(frozen=True, slots=True)
class ModuleDiff:
    """The way from an old edition to a new one. `newest` is the first entry of the new changelog.

    `is_told` says whether that entry is missing from the old changelog, so that it can speak about this difference.
    """

    old_edition: str
    new_edition: str
    parts: tuple[PartChange, ...]
    newest: Change | None
    is_told: bool

    @property
    def is_same_edition(self) -> bool:
        """Return whether both mean the same."""
        return self.old_edition == self.new_edition


def compare(old: Module, new: Module) -> ModuleDiff:
    """Return what differs between two editions of one module in one language.

    What differs in nothing here has the same edition, and the other way round.
    """
    newest = new.changes[0] if new.changes else None
    return ModuleDiff(
        old_edition=old.edition,
        new_edition=new.edition,
        parts=tuple(_changes(old, new)),
        newest=newest,
        is_told=newest is not None and newest not in old.changes,
    )


def _changes(old: Module, new: Module) -> Iterable[PartChange]:
    yield from _once("module", _about(old), _about(new))
    for part, ordered in _PARTS.items():
        before, after = _entries(old, part), _entries(new, part)
        yield from _many(part, before, after)
        if ordered and _common(before, after) != _common(after, before):
            yield PartChange(ordered, "", How.REORDERED)
    yield from _once("case", _case(old.case), _case(new.case))
    yield from _once("workbook", _record(old.workbook), _record(new.workbook))
    yield from _once("job aid", _record(old.job_aid), _record(new.job_aid))
    yield from _once("blueprint of the quiz", _record(old.bank.blueprint), _record(new.bank.blueprint))


# Each kind of part, and what its list is called where the order of the list has a meaning.
_PARTS: Mapping[str, str] = {
    "objective": "objectives",
    "section": "sections",
    "lens": "",
    "glossary term": "glossary",
    "calculator": "calculators",
    "source": "sources",
    "case node": "",
    "case choice": "",
    "case ending": "",
    "slide": "slides",
    "activity": "activities",
    "item": "",
}
_LISTS: Mapping[str, str] = {
    "objective": "objectives",
    "section": "sections",
    "glossary term": "glossary",
    "calculator": "calculators",
    "source": "sources",
    "slide": "slides",
    "activity": "activities",
}
# The edition is what they differ in, the changelog says so itself, and the rest are parts of their own.
_ELSEWHERE = frozenset({"edition", "changes", "case", "workbook", "job_aid", "bank", *_LISTS.values()})
_ABOUT = tuple(one.name for one in fields(Module) if one.name not in _ELSEWHERE)
# Fields that other parts speak for, or that are counted from others.
_LEFT_OUT = frozenset({"id", "lenses", "words", "lens_words"})
_WORDS: Mapping[str, str] = {
    "pass_percent": "pass mark",
    "deck_title": "title of the deck",
    "blocks": "text",
    "next": "where it leads",
    "client": "effect on the client",
    "institution": "effect on the institution",
    "section": "section to read again",
    "start": "first scene",
    "do": "Do",
    "say": "Say",
    "ask": "Ask",
}


def _entries(module: Module, part: str) -> Mapping[str, Record]:
    case = module.case
    match part:
        case "lens":
            lenses = ((section.id, lens) for section in module.sections for lens in section.lenses.values())
            return {f"{section_id}/{lens.tier}": _record(lens) for section_id, lens in lenses}
        case "case node":
            return {
                node.id: {**_record(node), "choices": tuple(choice.id for choice in node.choices)}
                for node in case.nodes.values()
            }
        case "case choice":
            choices = ((node.id, choice) for node in case.nodes.values() for choice in node.choices)
            return {f"{node_id}/{choice.id}": _record(choice) for node_id, choice in choices}
        case "case ending":
            return {ending.id: _record(ending) for ending in case.endings.values()}
        case "item":
            return {item.id: describe_item(item) for item in module.bank.items}
    return {entry.id: _record(entry) for entry in getattr(module, _LISTS[part])}


def _about(module: Module) -> Record:
    """Return what stands in the module itself and not in one of its parts."""
    return {_WORDS.get(name, name.replace("_", " ")): getattr(module, name) for name in _ABOUT}


def _case(case: Case) -> Record:
    return {"title": case.title, "setting": case.setting, "first scene": case.start}


def _record(value: object) -> Record:
    """Return the fields of a dataclass by the words people know them by."""
    return {
        _WORDS.get(one.name, one.name.replace("_", " ")): getattr(value, one.name)
        for one in fields(value)  # type: ignore[arg-type]  # every part is a dataclass
        if one.name not in _LEFT_OUT
    }


def _once(part: str, before: Record, after: Record) -> Iterable[PartChange]:
    different = _different(before, after)
    if different:
        yield PartChange(part, "", How.CHANGED, different)


def _many(part: str, before: Mapping[str, Record], after: Mapping[str, Record]) -> Iterable[PartChange]:
    for one in before:
        if one not in after:
            yield PartChange(part, one, How.REMOVED)
    for one, record in after.items():
        if one not in before:
            yield PartChange(part, one, How.ADDED)
        elif different := _different(before[one], record):
            yield PartChange(part, one, How.CHANGED, different)


def _different(before: Record, after: Record) -> tuple[str, ...]:
    names = dict.fromkeys((*before, *after))
    return tuple(name for name in names if before.get(name) != after.get(name))


def _common(here: Mapping[str, Record], there: Mapping[str, Record]) -> Sequence[str]:
    return [one for one in here if one in there]
