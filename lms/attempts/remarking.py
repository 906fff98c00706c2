"""What an attempt is worth under the corrections that hold; pure. Handing in and correcting mark by this one rule."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from lms.attempts.corrections import Correction
from lms.attempts.rules import Policy
from quizzes.corrections import correct
from quizzes.documents import read_form, read_response
from quizzes.grading import mark
from quizzes.model import Bank, Form, FormItem, Item, ItemId, Response


def worth(
    corrections: Sequence[Correction], *, submitted_at: datetime, points_by: Callable[[Sequence[Correction]], Fraction]
) -> Fraction:
    """Return the points of an attempt handed in at a moment; corrections are in the order they were made.

    Those of before simply hold. One made afterwards marks it anew, and where it never takes away a pass the better
    result stands. So undoing one is marking without it, whatever came before or after.
    """
    known = [one for one in corrections if one.corrected_at <= submitted_at]
    points = points_by(known)
    for one in corrections[len(known) :]:
        known.append(one)
        again = points_by(known)
        points = max(points, again) if one.policy is Policy.KEEP else again
    return points


class Marker:
    """Marks attempts at one bank under any list of corrections; each corrected bank is made once."""

    def __init__(self, bank: Bank) -> None:
        self._banks: dict[tuple[str, ...], Bank] = {(): bank}
        self._items: dict[tuple[str, ...], dict[ItemId, Item]] = {(): {item.id: item for item in bank.items}}

    def bank_under(self, corrections: Sequence[Correction]) -> Bank:
        """Return the bank with its corrected keys; a correction of an item it has not says nothing here."""
        key = tuple(one.id for one in corrections)
        found = self._banks.get(key)
        if found is None:
            before, newest = self.bank_under(corrections[:-1]), corrections[-1]
            has_it = before.find(newest.item_id) is not None
            found = self._banks[key] = correct(before, newest.item_id, newest.key) if has_it else before
            self._items[key] = {item.id: item for item in found.items}
        return found

    def take_up(self, form: Sequence[object], answers: Mapping[str, Mapping[str, object]]) -> "Paper":
        """Return what was answered on a form, ready to be marked."""
        items = self._items[()]
        given = {ItemId(key): read_response(items[ItemId(key)], value) for key, value in answers.items()}
        return Paper(self, read_form(form), given)

    def items_under(self, corrections: Sequence[Correction]) -> Mapping[ItemId, Item]:
        """Return the items of the corrected bank by id."""
        self.bank_under(corrections)
        return self._items[tuple(one.id for one in corrections)]


class Paper:
    """What somebody answered. An item is marked once for each key it had, however many corrections there are."""

    def __init__(self, marker: Marker, form: Form, given: Mapping[ItemId, Response]) -> None:
        self._marker, self._form, self._given = marker, form, given
        self._shares: dict[tuple[ItemId, int], Fraction] = {}

    def worth(self, corrections: Sequence[Correction], *, submitted_at: datetime) -> Fraction:
        """Return the points of it, handed in at a moment."""
        return worth(corrections, submitted_at=submitted_at, points_by=self._points)

    def _points(self, known: Sequence[Correction]) -> Fraction:
        items = self._marker.items_under(known)
        return sum((self._share(items[one.item_id], one) for one in self._form.items), Fraction(0))

    def _share(self, item: Item, asked: FormItem) -> Fraction:
        # The marker holds every item it made, so none of them is another one at the same place later.
        key = (item.id, id(item))
        found = self._shares.get(key)
        if found is None:
            found = self._shares[key] = mark(item, asked, self._given.get(item.id))
        return found
