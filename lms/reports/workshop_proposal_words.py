"""What changed between two texts, word by word, and parts as texts that can be compared. Pure."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from courses.merging import WORDS

# Beyond so many words a text is compared by its lines: comparing words takes the square of their number.
MOST_WORDS = 6000


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text that was kept, added or removed. The kept and added ones in order are the new text, exactly."""

    change: Change
    text: str


def compare_words(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the way from one text to another in stretches."""
    if old == new:
        return (Stretch(Change.KEPT, new),) if new else ()
    before, after = _pieces(old, new)
    found: list[Stretch] = []
    for how, start, end, there, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Stretch(Change.KEPT, "".join(after[there:until])))
            continue
        if end > start:
            found.append(Stretch(Change.REMOVED, "".join(before[start:end])))
        if until > there:
            found.append(Stretch(Change.ADDED, "".join(after[there:until])))
    return tuple(found)


def count_changes(old: str, new: str) -> tuple[int, int]:
    """Return how many words came and how many went; one that only moved is neither."""
    before, after = Counter(old.split()), Counter(new.split())
    return sum((after - before).values()), sum((before - after).values())


def readable(content: str, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return a part that is JSON as lines of a label and its text; other text as it is.

    `labels` are the words for its fields in the order to show them, `names` stand for the ids it refers to.
    """
    try:
        data = json.loads(content) if content.strip() else {}
    except ValueError:
        return content
    if not isinstance(data, dict):
        return content
    ordered = [*labels, *(name for name in data if name not in labels)]
    lines = ((labels.get(name, name), _said(data.get(name), names)) for name in ordered)
    return "\n".join(f"{label}: {said}" for label, said in lines if said)


def _said(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return before, after
