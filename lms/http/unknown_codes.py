"""Staff codes that nobody signs in with: wrong tries make them rest like real ones, so that a rest tells nothing.

Kept in memory, per process, and only the newest: it protects no account, it only looks the same from outside.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import cast

from flask import current_app

from lms.accounts import pins

MOST = 10_000


@dataclass(slots=True)
class UnknownCodes:
    """Wrong tries by code, and until when each rests."""

    most: int = MOST
    _tries: OrderedDict[str, tuple[int, datetime | None]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, code: str, *, now: datetime) -> None:
        """Raise `TooMany` while a code rests, in the words of a real one."""
        with self._lock:
            _, until = self._tries.get(code, (0, None))
        pins.check_rest(until, now=now)

    def note_wrong(self, code: str, *, now: datetime) -> None:
        """Count a wrong try; the code tried longest ago is forgotten when there are too many."""
        with self._lock:
            failures, until = self._tries.pop(code, (0, None))
            rest = pins.rest_after(failures + 1)
            self._tries[code] = (failures + 1, until if rest is None else now + rest)
            while len(self._tries) > self.most:
                self._tries.popitem(last=False)


def unknown_codes() -> UnknownCodes:
    """Return those of the running application."""
    return cast(UnknownCodes, current_app.extensions.setdefault("unknown_codes", UnknownCodes()))
