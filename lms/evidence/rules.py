"""The arithmetic of evidence: until when a completion counts, and what stands between a member and being complete."""

import calendar
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
# The source of a completion that nobody earned: she need not complete the module.
WAIVER = "waiver"


class Standing(StrEnum):
    """Where a member stands with one module she must complete."""

    COMPLETE = "complete"
    RENEW = "renew"
    EXPIRED = "expired"
    LATE = "late"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Earned:
    """A completion as the rules see it: from `completed_on` up to, not including, `valid_until`."""

    completed_on: date
    valid_until: date | None

    @property
    def is_taken_back(self) -> bool:
        """Whether it counts on no day: whoever has nothing else never completed the module."""
        return self.valid_until is not None and self.valid_until <= self.completed_on

    def counts_on(self, day: date) -> bool:
        """Return whether it is valid on that day."""
        return self.completed_on <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Known(Earned):
    """A completion with the edition and language it was earned on, and when its attempt was begun, if it had one."""

    edition: str
    language: str
    begun_on: date | None = None

    @property
    def met_on(self) -> date:
        """Return the day she had that edition before her: an attempt is marked by the edition it was begun on."""
        return self.begun_on or self.completed_on


@dataclass(frozen=True, slots=True)
class Held:
    """What a member who is complete holds of a module.

    `newest` says which edition she knows; `counting` is the newest completion that still counts, which is what a task
    about changes renews.
    """

    newest: Known
    counting: Known


def held(earned: Sequence[Known], *, today: date) -> Held | None:
    """Return what somebody holds today of a module, from all she ever earned for it, oldest first.

    None when nothing counts: then she is asked for the whole module, not for what changed.
    """
    past = [one for one in earned if one.completed_on <= today and not one.is_taken_back]
    counting = [one for one in past if one.counts_on(today)]
    return Held(newest=past[-1], counting=counting[-1]) if counting else None


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month where it has no such day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def valid_until(completed_on: date, *, valid_months: int | None) -> date | None:
    """Return the first day on which a completion no longer counts; None when it counts for ever."""
    return None if valid_months is None else add_months(completed_on, valid_months)


def due_on(*, due_on: date | None, due_days: int | None, since: date) -> date | None:
    """Return when a requirement is due for somebody whose tenure in that tier began on `since`; None: no date is set.

    Of a date and the end of the days after she came the later one: nobody is late for a date before she came, and with
    both given nothing is due before the date.
    """
    if due_on is None and due_days is None:
        return None
    own = since + timedelta(days=due_days or 0)
    return own if due_on is None else max(due_on, own)


def renew_from(valid_until: date | None, *, renewal_days: int) -> date | None:
    """Return the first day on which a completion that ends is to be renewed; None for one that counts for ever."""
    return None if valid_until is None else valid_until - timedelta(days=renewal_days)


def standing(earned: Sequence[Earned], *, due: date | None, today: date, renewal_days: int) -> Standing:
    """Return where a member stands today, from all she ever earned for that module."""
    valid = [one for one in earned if one.counts_on(today)]
    if valid:
        ends = [one.valid_until for one in valid]
        last = None if None in ends else max(end for end in ends if end is not None)
        is_ending = last is not None and last - timedelta(days=renewal_days) <= today
        return Standing.RENEW if is_ending else Standing.COMPLETE
    if any(one.completed_on <= today and not one.is_taken_back for one in earned):
        return Standing.EXPIRED
    return Standing.LATE if due is not None and due < today else Standing.DUE


def certificate_code(seed: str) -> str:
    """Return twelve characters that are read aloud without mistakes (no I, O, 0, 1), the last a check on the others."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    letters = []
    for _ in range(CODE_LENGTH - 1):
        digest, place = divmod(digest, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters) + check_letter("".join(letters))


def check_letter(letters: str) -> str:
    """Return the letter that makes a slip of one letter, or any two swapped, show.

    The letters are elements of the field of 32 (modulo x⁵ + x² + 1), the coefficients of a polynomial evaluated at x.
    """
    total = 0
    for letter in letters:
        total = _times_x(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _times_x(element: int) -> int:
    return (element << 1) ^ (0b100101 if element & 0b10000 else 0)


def is_code(text: str) -> bool:
    """Return whether a text is a certificate's code without a slip in it."""
    return (
        len(text) == CODE_LENGTH and all(letter in ALPHABET for letter in text) and check_letter(text[:-1]) == text[-1]
    )


def read_code(text: str) -> str:
    """Return a code as it is kept, however it was typed: in small letters, in groups, with spaces."""
    return "".join(character for character in text.upper() if character.isalnum())
