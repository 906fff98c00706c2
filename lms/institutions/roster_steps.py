"""What an import would do, as a plan: its steps, what it leaves out, and the hash of it all; pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from lms.institutions.roster_people import Person
from lms.institutions.roster_places import Change, Dates
from lms.institutions.roster_values import Fault


@dataclass(frozen=True, slots=True)
class Difference:
    """A field and what it says before and after; a day is written year-month-day, a tier by its name for programs."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a row does. `after` is the person as she will be; a place in a branch not there yet has the branch id 0.

    `is_gone`: she left, stands in the list all the same, and is not taken to be back.
    """

    row: int
    changes: tuple[Change, ...]
    before: Person | None
    after: Person
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch that is not there: how often it is named, which one is called alike, and whether it shall be made.

    `taken_as` is the branch that somebody said it is; empty while nobody did.
    """

    name: str
    count: int
    similar: str
    is_wanted: bool
    taken_as: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether somebody said what it is."""
        return self.is_wanted or bool(self.taken_as)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody said of the import as a whole.

    `branches` are the folded names of those to be made; `same_branches` maps folded names to the branch each means.
    """

    dates: Dates
    branches: frozenset[str] = frozenset()
    same_branches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that says once more what an earlier one says."""

    row: int
    first_row: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All an import would do. `absent` are people who are here and not in the list: they are kept.

    `by_name` counts who was recognised by name and branch alone. `fingerprint` is of everything that would be written.
    """

    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]
    repeats: tuple[Repeat, ...]
    absent: tuple[Person, ...]
    new_branches: tuple[NewBranch, ...]
    by_name: int
    fingerprint: str

    @property
    def writes(self) -> tuple[Step, ...]:
        """The steps that change something."""
        return tuple(step for step in self.steps if step.changes)

    def counts(self) -> dict[Change, int]:
        """Return how many rows do what; a row that does several is counted in each."""
        found = Counter(change for step in self.steps for change in step.changes or (Change.UNCHANGED,))
        return {change: found[change] for change in Change}


def find_differences(before: Person, after: Person) -> tuple[Difference, ...]:
    """Return what an import changes of somebody, field by field; of her places the newest is compared."""
    if before == after:
        return ()
    old, new = _shown(before), _shown(after)
    return tuple([Difference(field, old[field], new[field]) for field in new if old[field] != new[field]])


def _shown(person: Person) -> dict[str, str]:
    tip = person.tip
    return {
        "staff_code": person.staff_code,
        "name": person.name,
        "name_other": person.name_other,
        "email": person.email,
        "language": person.language,
        "tier": tip.tier.value if tip else "",
        "branch": tip.branch_name if tip else "",
        "since": tip.starts_on.isoformat() if tip else "",
        "ends_on": tip.ends_on.isoformat() if tip and tip.ends_on else "",
    }


def make_fingerprint(steps: Iterable[Step], faults: Iterable[Fault], wishes: Wishes) -> str:
    """Return the hash of what would be written, and of the rows that would not be."""
    shape: Mapping[str, object] = {
        "steps": [
            (step.row, step.after.id, step.changes, [(one.field, one.old, one.new) for one in step.differences])
            for step in steps
            if step.changes
        ],
        "faults": [(fault.row, fault.kind) for fault in faults],
        "branches": sorted(wishes.branches),
    }
    return sha256(json.dumps(shape, ensure_ascii=False).encode()).hexdigest()
