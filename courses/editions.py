"""The edition of a module: a name for what it means, so that a score can say which text it was won on.

And what has changed since: a substantive change asks those who finished before it, an editorial one nobody.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from courses.model import Change, Module, Section, Slide
from quizzes.fingerprint import fingerprint

DIGITS = 12

# The changelog speaks about meaning and has none; counts are derived; the bank has its own fingerprint.
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Module: frozenset({"edition", "changes", "bank"}),
    Section: frozenset({"words", "lens_words"}),
    Slide: frozenset({"words"}),
}


def edition(module: Module) -> str:
    """Return twelve hexadecimal digits that change with whatever a learner, facilitator or participant may read.

    Equal for equal modules whatever the layout and white space of their files, on every run and every Python.
    """
    form = {"module": _plain(module), "bank": fingerprint(module.bank)}
    text = json.dumps(form, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:DIGITS]


def changed_since(module: Module, *, edition: str, day: date) -> tuple[Change, ...]:
    """Return the substantive changes that ask somebody who completed that edition on that day, newest first.

    None for who completed today's edition, whatever the changelog says, and none dated that day or before: it was
    there when she finished. The oldest entry tells of the first edition, which nobody finished before.
    """
    if edition == module.edition:
        return ()
    return tuple(change for change in module.changes[:-1] if change.is_substantive and change.on > day)


def items_asked(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the ids of the questions that test the changes, each once; none where reading is enough."""
    return tuple(dict.fromkeys(item for change in changes for item in change.items))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        # The value of a StrEnum is its text.
        return value
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    kind = type(value)
    plain: dict[str, object] = {"": kind.__name__}
    for name, default in _parts(kind):  # type: ignore[arg-type]  # a class is hashable
        inner = getattr(value, name)
        # A field that holds its default says nothing: one added later leaves older editions as they were.
        if inner != default:
            plain[name] = _plain(inner)
    return plain


@cache
def _parts(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the fields of a dataclass that have meaning, with their defaults."""
    if not is_dataclass(kind):
        raise TypeError(f"an edition cannot name a {kind.__name__}")
    left_out = _LEFT_OUT.get(kind, frozenset())
    return tuple((one.name, one.default) for one in fields(kind) if one.name not in left_out)
