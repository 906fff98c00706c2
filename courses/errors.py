"""What this library raises."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a content file: where it stands, what it is and how to mend it.

    `line` is 1-based, 0 when unknown.
    """

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """Return `file:line: what`, the form that editors can jump to."""
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class ContentError(Exception):
    """A module that cannot be read; carries all its faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class UnknownModule(Exception):
    """No module of that id is in the catalogue."""


class CalculatorError(Exception):
    """A calculator cannot work with an input; `input_id` says which, the text what is wrong and how to mend it."""

    def __init__(self, input_id: str, what: str) -> None:
        super().__init__(f"{input_id}: {what}")
        self.input_id = input_id
        self.what = what
