"""The times signed on the checkpoints of a log, read one after another from the smallest: they never go back; pure."""

from dataclasses import dataclass
from datetime import datetime

from lms.ledger.canonical import write_moment


@dataclass(slots=True)
class Clock:
    """The checkpoint with a signed time that was read last, and how many had none.

    Checkpoints of before times were signed have none. From the first that has one on, all have: a line of signature
    can be taken off a note without its key.
    """

    untimed: int = 0
    size: int = 0
    last: datetime | None = None

    def read(self, at: datetime | None, size: int) -> str | None:
        """Take the time of the next checkpoint; return what is wrong with it, if anything is."""
        before, former = self.last, self.size
        if at is None:
            self.untimed += 1
            if before is None:
                return None
            return f"its time is not signed, though that of the checkpoint of {former} entries is: a line was taken out"
        self.last, self.size = at, size
        if before is None or at >= before:
            return None
        then = write_moment(before)
        return f"its time, {write_moment(at)}, is before that of the checkpoint of {former} entries, {then}"
