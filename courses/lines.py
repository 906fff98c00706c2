"""Where things stand in the files, kept beside the module so that the module itself carries words only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from courses.errors import Fault

Path = tuple[str, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\")(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"))*)\s*=\s*(.*)$")
_PART = re.compile(r"\"[^\"]*\"|[^.\s\"]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a line in it; line 0 when only the file is known."""

    file: str
    line: int = 0

    def fault(self, what: str) -> Fault:
        """Return a fault that stands here."""
        return Fault(file=self.file, line=self.line, what=what)


@dataclass(frozen=True, slots=True)
class Lines:
    """The side table of a loaded module: where every heading and every entry of its files stands.

    `folder` is what stands before the file name in every fault. `headings` hold ids by Markdown file; `structures` the
    text of each TOML file, searched only when a place in it is asked for.
    """

    folder: str = ""
    headings: Mapping[str, Mapping[Path, int]] = field(default_factory=dict)
    structures: Mapping[str, str] = field(default_factory=dict)

    def at(self, file: str, *path: str) -> Place:
        """Return the place of the nearest known entry on the way to `path`; the file alone when there is none."""
        paths = self.known(file)
        shown = f"{self.folder}/{file}" if self.folder else file
        for length in range(len(path), 0, -1):
            if path[:length] in paths:
                return Place(shown, paths[path[:length]])
        return Place(shown)

    def known(self, file: str) -> Mapping[Path, int]:
        """Return the line of every known path of a file; none for a file that was not read."""
        if file in self.structures:
            return toml_lines(self.structures[file])
        return self.headings.get(file, {})


@lru_cache(maxsize=16)
def toml_lines(text: str) -> Mapping[Path, int]:
    """Return the line of every table and key of a TOML text that parses.

    An entry of an array of tables is found by its index and by its `id`: `("slides", "3")`, `("slides", "agenda")`.
    """
    known: dict[Path, int] = {}
    ids: dict[Path, str] = {}
    last_index: dict[Path, int] = {}
    table: Path = ()
    is_inside_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        was_inside_text = is_inside_text
        if (line.count('"""') + line.count("'''")) % 2:
            is_inside_text = not is_inside_text
        if was_inside_text:
            continue
        if header := _HEADER.match(line):
            table = _table(header[1], _parts(header[2]), last_index)
            known.setdefault(table, number)
        elif key := _KEY.match(line):
            parts = _parts(key[1])
            for length in range(1, len(parts) + 1):
                known.setdefault(table + parts[:length], number)
            if parts == ("id",):
                ids[table] = key[2].split("#")[0].strip().strip("\"'")
    return known | {_by_id(path, ids): line for path, line in known.items()}


def _parts(dotted: str) -> Path:
    return tuple(part.strip('"') for part in _PART.findall(dotted))


def _table(brackets: str, parts: Path, last_index: dict[Path, int]) -> Path:
    table: Path = ()
    for part in parts[:-1]:
        table += (part,)
        if table in last_index:
            table += (str(last_index[table]),)
    table += parts[-1:]
    if brackets == "[[":
        last_index[table] = last_index.get(table, -1) + 1
        table += (str(last_index[table]),)
    return table


def _by_id(path: Path, ids: Mapping[Path, str]) -> Path:
    return tuple(ids.get(path[: index + 1], part) for index, part in enumerate(path))
