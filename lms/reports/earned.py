"""All that a member completed as one text: a row for each completion would take five times as long to fetch."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, String, cast, func, select

from lms.evidence.models import Completion

Made = TypeVar("Made")


def earned_texts(*where: ColumnElement[bool]) -> Select[int, str]:
    """Return a query of member_id and the text of those of her completions that fit."""
    until = func.coalesce(cast(Completion.valid_until, String), "")
    said = Completion.module_id + " " + cast(Completion.completed_on, String) + " " + until
    texts = select(Completion.member_id, func.aggregate_strings(said, ","))
    return texts.where(*where).group_by(Completion.member_id)


class EarnedReader(Generic[Made]):
    """Reads such texts. The same module on the same days is said by many members, and made into something once.

    `make` is told the module, the day it was completed and the first day on which that counts no longer, if any.
    """

    def __init__(self, make: Callable[[str, date, date | None], Made]) -> None:
        self._make = make
        self._made: dict[str, Made] = {}

    def read(self, text: str) -> list[Made]:
        """Return what is made of each completion."""
        made = self._made
        try:
            return [made[one] for one in text.split(",")]
        except KeyError:
            for one in text.split(","):
                if one not in made:
                    module_id, completed_on, until = one.split(" ")
                    end = date.fromisoformat(until) if until else None
                    made[one] = self._make(module_id, date.fromisoformat(completed_on), end)
            return [made[one] for one in text.split(",")]
