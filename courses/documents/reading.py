"""Reads a TOML text against its schema, and says what is wrong with file and line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from marshmallow.exceptions import ValidationError

from courses.documents.fields import Record
from courses.errors import ContentError, Fault
from courses.lines import Path, toml_lines

T = TypeVar("T")

_PLAINLY = {
    "Missing data for required field.": "is missing; add it",
    "Unknown field.": "is not a key of this table; remove it or mend its name",
    "Not a valid list.": "must be a list in square brackets",
    "Not a valid mapping type.": "must be a table",
    "Invalid input type.": "must be a table",
    "Invalid type.": "must be a table",
    "Field may not be null.": "is empty; fill it in",
}
# Steps of the report that are no steps in the file: no key of ours is called so.
_LEVELS_OF_MARSHMALLOW = ("_schema", "key", "value")
_POSITION = re.compile(r" \(at line (\d+), column \d+\)$")


def parse_toml(text: str, *, file: str) -> Mapping[str, object]:
    """Return the tables of a TOML text; raises ContentError with the line where it stops being TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _POSITION.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        what = f"is not TOML: {_POSITION.sub('', str(error)).removesuffix(' (at end of document)')}; mend the line"
        raise ContentError((Fault(file, line, what),)) from None


def read(schema: Record, shape: type[T], *, text: str, file: str) -> T:
    """Return the file as the schema's dataclass; raises ContentError with every fault of the file."""
    try:
        record = schema.load(parse_toml(text, file=file))
    except ValidationError as error:
        lines = toml_lines(text)
        raise ContentError(tuple(sorted(_faults(error.messages, (), lines, file)))) from None
    if not isinstance(record, shape):  # pragma: no cover - a schema given with another's dataclass
        raise TypeError(f"{type(schema).__name__} does not give {shape.__name__}")
    return record


def _faults(messages: Any, path: Path, lines: Mapping[Path, int], file: str) -> Iterable[Fault]:
    """Yield a fault for each message of marshmallow's nested report, which mirrors the tables of the file."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _faults(inner, path if key in _LEVELS_OF_MARSHMALLOW else (*path, str(key)), lines, file)
        return
    for message in messages:
        yield Fault(file, _line(path, lines), f"{_shown(path, lines)}: {_PLAINLY.get(message, message)}")


def _line(path: Path, lines: Mapping[Path, int]) -> int:
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def _shown(path: Path, lines: Mapping[Path, int]) -> str:
    """Return the path as `slides.who-was-heard.minutes`: the id where an entry has one, else its number from 1."""
    shown = list(path)
    for index, part in enumerate(path):
        if part.isdigit():
            here = path[: index + 1]
            named = [known for known in lines if _is_same_entry(known, here, lines)]
            shown[index] = named[0][-1] if named else str(int(part) + 1)
    return ".".join(shown) or "the file"


def _is_same_entry(known: Path, here: Path, lines: Mapping[Path, int]) -> bool:
    return len(known) == len(here) and known[-1] != here[-1] and lines[known] == lines.get(here, -1)


def refuse_repeated(namespaces: Iterable[Iterable[tuple[Path, str]]], *, text: str, file: str) -> None:
    """Raise ContentError when an id stands twice in a namespace: each is a run of (path of the entry, id)."""
    faults = []
    for namespace in namespaces:
        seen: set[str] = set()
        for path, name in namespace:
            if name in seen:
                what = f"{path[-2]}: the id {name!r} stands twice; give this entry its own id"
                faults.append(Fault(file, _line(path, toml_lines(text)), what))
            seen.add(name)
    if faults:
        raise ContentError(tuple(faults))


def entries(key: str, ids: Iterable[str]) -> Iterable[tuple[Path, str]]:
    """Yield the path and the id of every entry of an array of tables at the top of a file."""
    return [((key, str(index)), name) for index, name in enumerate(ids)]
