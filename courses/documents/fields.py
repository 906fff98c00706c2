"""The kinds of value a content file holds, each with its own words for what is wrong."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from marshmallow import Schema, fields, post_load
from marshmallow.exceptions import ValidationError

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SOURCE_ID = re.compile(r"S[A-Z0-9-]+")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


class Record(Schema):
    """A table of fixed keys that becomes a frozen dataclass."""

    shape: ClassVar[type]

    @post_load
    def _shaped(self, data: Mapping[str, Any], **_: object) -> object:
        return self.shape(**data)


class Checked(fields.Field[T], ABC):
    """A value that is judged alone, without its neighbours."""

    def _deserialize(self, value: object, attr: str | None, data: object, **_: object) -> T:  # noqa: ARG002
        return self.check(value)

    @abstractmethod
    def check(self, value: object) -> T:
        """Return the value as we keep it; raises ValidationError with what is wrong and the cure."""


class Words(Checked[str]):
    """Text with words in it; runs of white space become one space."""

    def check(self, value: object) -> str:
        """Return the value when it is one."""
        if not isinstance(value, str):
            raise ValidationError("must be text in quotes")
        words = _SPACES.sub(" ", value).strip()
        if not words:
            raise ValidationError("is empty; write the words")
        if "{" in words or "}" in words:
            raise ValidationError("holds a brace; placeholders stand in decks, activities, workbook and job aid only")
        return words


class Id(Checked[str]):
    """An id: lower-case words joined by hyphens."""

    pattern = ID
    cure = "lower-case words joined by hyphens"

    def check(self, value: object) -> str:
        """Return the value when it is one."""
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            raise ValidationError(f"{value!r} is not an id; use {self.cure}")
        return value


class SourceId(Id):
    """The number of a source in the source list, kept as it is: `S57`, `S-FI2020`."""

    pattern = SOURCE_ID
    cure = "the number of the source list, such as S57"


class Whole(Checked[int]):
    """A whole number within bounds."""

    def __init__(self, least: int, most: int, *, required: bool = True) -> None:
        super().__init__(required=required)
        self.least = least
        self.most = most

    def check(self, value: object) -> int:
        """Return the value when it is one."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValidationError(f"must be a whole number from {self.least} to {self.most}")
        return value


class StandardNumber(Id):
    """The number of a standard of version 1.0."""

    pattern = re.compile(r"[1-7]\.[1-9]")
    cure = "the number of a standard of version 1.0, such as 7.1"


class OneOf(Checked[StrEnum]):
    """One of the given members of a StrEnum."""

    def __init__(self, choices: Iterable[StrEnum], *, load_default: StrEnum | None = None) -> None:
        if load_default is None:
            super().__init__(required=True)
        else:
            super().__init__(load_default=load_default)
        self.choices = {choice.value: choice for choice in choices}

    def check(self, value: object) -> StrEnum:
        """Return the value when it is one."""
        if not isinstance(value, str) or value not in self.choices:
            raise ValidationError(f"{value!r} is not known here; use one of: {', '.join(self.choices)}")
        return self.choices[value]


class Address(Checked[str]):
    """An address on the web."""

    def check(self, value: object) -> str:
        """Return the value when it is one."""
        if not isinstance(value, str) or not re.fullmatch(r"https?://\S+", value):
            raise ValidationError("must be an address that begins with https:// or http://")
        return value


class Day(Checked[date]):
    """A date, written without quotes."""

    def check(self, value: object) -> date:
        """Return the value when it is one."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValidationError("must be a date without quotes, such as 2026-11-22")
        return value


class Some(fields.List[Any]):
    """A list that becomes a tuple; no entry stands twice."""

    def __init__(self, inner: fields.Field[Any], *, least: int = 0, required: bool = True) -> None:
        if required:
            super().__init__(inner, required=True)
        else:
            super().__init__(inner, load_default=())
        self.least = least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **rest: Any) -> Any:
        entries = tuple(super()._deserialize(value, attr, data, **rest))
        if len(entries) < self.least:
            raise ValidationError(f"holds {len(entries)}; give at least {self.least}")
        simple = [entry for entry in entries if isinstance(entry, str)]
        repeated = sorted({entry for entry in simple if simple.count(entry) > 1})
        if repeated:
            raise ValidationError(f"names {', '.join(repeated)} twice; name each once")
        return entries


class Table(fields.Dict):
    """A table of words, or of records, by id or by name."""

    def __init__(self, key: Checked[str], value: fields.Field[Any], *, required: bool = True) -> None:
        if required:
            super().__init__(keys=key, values=value, required=True)
        else:
            super().__init__(keys=key, values=value, load_default=dict)
