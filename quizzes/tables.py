"""The reading of authored tables: every fault is noted with its place and cure, and none stops the reading."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from quizzes.numbers import read_decimal

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class Faults:
    """What is wrong in the files of one place, in reading order."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._lines: list[str] = []

    def note(self, where: str, what: str) -> None:
        """Add a fault; `what` says what is wrong and, after a semicolon, what to do."""
        self._lines.append(f"{self._place}: {where}: {what}")

    @property
    def lines(self) -> tuple[str, ...]:
        """All faults noted so far."""
        return tuple(self._lines)


class Table:
    """One table of a file.

    It hands out values by key, notes a fault for each that is missing or of a wrong shape, and hands out a neutral
    value instead ("" or 0 or nothing), so that the reader goes on to the next fault. What was read is worth something
    only when no fault was noted. `finish` notes the keys nobody asked for.
    """

    def __init__(self, values: Mapping[str, object], *, where: str, part: str, faults: Faults) -> None:
        self._values = values
        self._where = where
        self._part = part
        self._faults = faults
        self._asked: set[str] = set()

    def fault(self, key: str, what: str) -> None:
        """Note a fault at a key of this table."""
        self._faults.note(self._path(key), what)

    def holds(self, key: str) -> bool:
        """Tell whether the table has the key."""
        return key in self._values

    def text(self, key: str) -> str:
        """Return a text that is not blank."""
        value = self._take(key)
        if value is None:
            self.fault(key, f"is missing in the {self._part}; write it")
        elif not isinstance(value, str) or not value.strip():
            self.fault(key, "is no text; write words between quotes")
        else:
            return value.strip()
        return ""

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """Return a text for each id, and note every other key of this table."""
        texts = {each: self.text(each) for each in ids}
        self.finish()
        return texts

    def identifier(self, key: str) -> str:
        """Return an id."""
        value = self._take(key)
        return self._checked_id(key, value, ID)

    def identifiers(
        self, key: str, *, least: int = 0, most: int | None = None, pattern: re.Pattern[str] = ID
    ) -> tuple[str, ...]:
        """Return ids that differ, at least and at most so many; an absent list is an empty one."""
        value = self._take(key)
        if value is None:
            value = []
        if not isinstance(value, list):
            self.fault(key, "is no list; write ids between brackets")
            return ()
        found = [self._checked_id(key, each, pattern) for each in value]
        for twice in sorted({each for each in found if each and found.count(each) > 1}):
            self.fault(key, f"names {twice} twice; give each its own id")
        if not least <= len(found) <= (most if most is not None else len(found)):
            wanted = f"{least} or more" if most is None else f"{least} to {most}"
            self.fault(key, f"holds {len(found)} and should hold {wanted}; add or remove some")
        return tuple(dict.fromkeys(each for each in found if each))

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return true or false; without a default the key must be there."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            self.fault(key, "is neither true nor false; write one of them, without quotes")
            return False
        return value

    def whole(self, key: str, *, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(key, f"is no whole number from {least} to {most}; write one")
        return least

    def number(self, key: str) -> Fraction:
        """Return an exact number, written whole or as text: 4000 or "0.5"."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        exact = read_decimal(value) if isinstance(value, str) else None
        if exact is None:
            self.fault(key, 'is no exact number; write a whole number, or decimals as text like "0.5"')
            return Fraction(0)
        return exact

    def table(self, key: str) -> "Table":
        """Return the table at the key; an absent one is empty, so that what it should hold is noted entry by entry."""
        return self._below(key, self._take(key, default={}))

    def tables_by_key(self) -> dict[str, "Table"]:
        """Return all entries of this table, each as a table, by key."""
        return {key: self.table(key) for key in self._values}

    def list_tables(self, key: str) -> list["Table"]:
        """Return the tables of a list, each placed under its own id, or under its number when it has none."""
        value = self._take(key, default=[])
        if not isinstance(value, list):
            self.fault(key, "is no list of tables; write [[double brackets]]")
            return []
        return [self._below(f"{key}.{_name(each, number)}", each) for number, each in enumerate(value, start=1)]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fault(key, f"is unknown in the {self._part}; remove it or correct its spelling")

    def _take(self, key: str, *, default: object = None) -> object:
        self._asked.add(key)
        return self._values.get(key, default)

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def _below(self, key: str, value: object) -> "Table":
        if not isinstance(value, dict):
            self.fault(key, "is no table; write its entries by id")
            # What a broken table should have held is not a second fault: its faults go nowhere.
            return Table({}, where=self._path(key), part=self._part, faults=Faults(""))
        return Table(value, where=self._path(key), part=self._part, faults=self._faults)

    def _checked_id(self, key: str, value: object, pattern: re.Pattern[str]) -> str:
        if value is None:
            self.fault(key, f"is missing in the {self._part}; write an id")
        elif not isinstance(value, str) or not pattern.fullmatch(value):
            joint = "hyphens" if pattern is ID else "underscores"
            self.fault(key, f"holds {value!r}, which is no id; use lower-case words joined by {joint}")
        else:
            return value
        return ""


def _name(value: object, number: int) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else f"#{number}"
