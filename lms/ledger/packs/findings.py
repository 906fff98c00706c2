"""What a verification found: each check by name, with the file and the reason where it fails."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What is checked, in this order."""

    ARCHIVE = "archive"
    MANIFEST = "manifest"
    SIGNATURE = "signature"
    FILES = "files"
    LEDGER = "ledger"
    CHECKPOINT = "checkpoint"
    EARLIER = "earlier"
    OPENINGS = "openings"
    FIGURES = "figures"
    OUTSIDE = "outside"
    AGAINST = "against"
    KEPT = "kept"


WORDS = {
    Part.ARCHIVE: "The ZIP file is whole, and nothing is hidden in it",
    Part.MANIFEST: "The manifest says what the pack is of",
    Part.SIGNATURE: "The manifest is signed by the key",
    Part.FILES: "Every file is the one the manifest lists, and there is no other",
    Part.LEDGER: "The entries follow one another, none missing, moved or changed",
    Part.CHECKPOINT: "The signed checkpoint is over exactly these entries",
    Part.EARLIER: "The ledger begins as every earlier checkpoint says",
    Part.OPENINGS: "The names are those to which the ledger was bound",
    Part.FIGURES: "Every figure and list follows from the entries",
    Part.OUTSIDE: "The resolution and the texts learned are those the ledger speaks of",
    Part.AGAINST: "The ledger of the older pack is the beginning of this one",
    Part.KEPT: "The ledger begins as the checkpoint you kept says",
}
# What a check that holds leaves open; the page says the same.
LEFT_OPEN = (
    "summary.pdf, coverage.xlsx, README.txt and method.html are as they were signed, and not computed again: where one "
    "of them says another figure than data/, rely on data/.",
    "It says what was entered, not that it was so: that the list of staff is complete, who sat at the device, who was "
    "in the room.",
    "Times are those of the platform's own clock. A checkpoint you kept from an earlier day (--kept) shows that "
    "nothing before it was rewritten.",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: in which part, of which file (empty: of the pack as a whole), and why."""

    part: Part
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was checked, what does not hold, what is worth knowing, and what the pack says of itself."""

    checked: tuple[Part, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything holds."""
        return not self.faults

    def holds(self, part: Part) -> bool:
        """Return whether a part was checked and holds."""
        return part in self.checked and all(fault.part is not part for fault in self.faults)
