"""What is known while a pack is looked at, and how a fault is noted."""

from dataclasses import dataclass, field
from datetime import datetime

from lms.ledger.merkle import Tree
from lms.ledger.notes import VerifierKey
from lms.ledger.packs.findings import Fault, Part
from lms.ledger.packs.layout import About, Manifest
from lms.ledger.replay.state import State

MOST_FAULTS = 50


class Stop(Exception):
    """What comes next in this part cannot be checked."""


@dataclass(slots=True)
class Bench:
    """What is known while a pack is looked at.

    `own` are the keys in the pack, `verifiers` those it is checked with; `has_opened`: the signature of its
    checkpoint holds; `known_at` is None where no time is signed.
    """

    content: bytes
    trusted: tuple[VerifierKey, ...]
    faults: list[Fault] = field(default_factory=list)
    checked: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    packed: dict[str, str] = field(default_factory=dict)
    manifest: Manifest | None = None
    own: tuple[VerifierKey, ...] = ()
    verifiers: tuple[VerifierKey, ...] = ()
    leaves: list[bytes] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    grown: Tree | None = None
    has_opened: bool = False
    known_at: datetime | None = None
    state: State = field(default_factory=State)
    private: dict[str, str] = field(default_factory=dict)

    def fault(self, part: Part, file: str, text: str) -> None:
        """Note that something does not hold."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(part, file, text))

    @property
    def about(self) -> About:
        """What the pack says it is of."""
        if self.manifest is None:
            raise Stop
        return self.manifest.about

    @property
    def tree(self) -> Tree:
        """The tree over its entries, all of which were read; grown once."""
        if self.grown is None or len(self.grown) != len(self.leaves):
            self.grown = Tree(self.leaves)
        return self.grown

    def text(self, path: str) -> str:
        """Return a file as text; one that is not there was reported with the files."""
        try:
            return self.files[path].decode()
        except KeyError:
            raise Stop from None
        except UnicodeDecodeError:
            self.fault(self.checked[-1], path, "it is not text in UTF-8")
            raise Stop from None
