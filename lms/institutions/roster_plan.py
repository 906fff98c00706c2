"""What an import would change: a list compared with the roster, row by row, before anything is written; pure.

A missing column changes nothing, an empty cell changes nothing, and who is not in the list is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from lms.institutions.roster_people import By, Finder, Match, Person, Roster, looks_like_another
from lms.institutions.roster_places import Branch, Change, Dates, NoPlaceError, first_place, next_places
from lms.institutions.roster_steps import (
    NewBranch,
    Plan,
    Repeat,
    Step,
    Wishes,
    find_differences,
    make_fingerprint,
)
from lms.institutions.roster_values import Entry, Fault, FaultKind, Parsed
from lms.institutions.roster_words import fold

SIMILAR = 80
DIGITS = re.compile(r"[0-9]+")
TEXTS = ("name", "name_other", "email", "language")
CODE_FORMAT = "P{:04}"


def make_plan(parsed: Parsed, roster: Roster, wishes: Wishes) -> Plan:
    """Return what a list would change in a roster."""
    planner = _Planner(roster, wishes)
    meant = [(entry, planner.finder.find(entry)) for entry in parsed.entries]
    entries, repeats = planner.without_repeats(meant)
    by_row = {entry.row: found for entry, found in meant}
    steps: list[Step] = []
    for entry in entries:
        found = by_row[entry.row]
        try:
            if found.doubt:
                raise _RefusedError(FaultKind.WHO, found.doubt)
            remarks = (found.remark,) if found.remark else ()
            steps.append(planner.step(entry, found.person, remarks))
        except _RefusedError as error:
            planner.faults.append(Fault(entry.row, error.kind, str(error), value=entry.name or entry.staff_code or ""))
    steps = planner.with_own_addresses(steps)
    faults = tuple(sorted((*parsed.faults, *planner.faults), key=lambda fault: (fault.row, fault.cell)))
    in_list = {found.person.id for _, found in meant if found.person is not None}
    faulty = {fault.row for fault in parsed.faults}
    return Plan(
        steps=tuple(steps),
        faults=faults,
        repeats=repeats,
        absent=() if faulty and not in_list else _absent(roster, in_list, wishes.dates),
        new_branches=planner.new_branches(),
        by_name=sum(found.by is By.NAME for _, found in meant),
        fingerprint=make_fingerprint(steps, faults, wishes),
    )


class _RefusedError(Exception):
    """A row that cannot be taken as it is."""

    def __init__(self, kind: FaultKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class _Planner:
    """Holds what all rows share."""

    def __init__(self, roster: Roster, wishes: Wishes) -> None:
        self.finder = Finder(roster)
        self.faults: list[Fault] = []
        self._roster = roster
        self._wishes = wishes
        self._branches = {name: Branch(branch_id, name) for branch_id, name in roster.branches.items()}
        self._folded = {fold(branch.name): branch for branch in reversed(self._branches.values())}
        self._missing: Counter[str] = Counter()
        self._spelled: dict[str, str] = {}
        self._codes = {person.staff_code for person in roster.people} | roster.former_codes.keys()
        self._next_code = 0

    def without_repeats(self, meant: Sequence[tuple[Entry, Match]]) -> tuple[tuple[Entry, ...], tuple[Repeat, ...]]:
        """Return the rows that each mean somebody else; rows that contradict each other are all refused."""
        groups: defaultdict[object, list[tuple[Entry, Match]]] = defaultdict(list)
        for entry, found in meant:
            groups[_key(entry, found.person)].append((entry, found))
        kept: list[Entry] = []
        repeats: list[Repeat] = []
        for whole in groups.values():
            own = [entry for entry, found in whole if found.by is not By.FORMER_CODE]
            group = own or [entry for entry, _ in whole]
            first = group[0]
            repeats += [Repeat(entry.row, first.row) for entry, _ in whole if entry not in group]
            if len(group) == 1 or all(replace(entry, row=first.row) == first for entry in group):
                kept.append(first)
                repeats += [Repeat(entry.row, first.row) for entry in group[1:]]
            else:
                self.faults += [_twice(entry, group) for entry in group]
        return tuple(sorted(kept, key=lambda entry: entry.row)), tuple(sorted(repeats, key=lambda one: one.row))

    def step(self, entry: Entry, person: Person | None, remarks: tuple[str, ...]) -> Step:
        """Return what a row does."""
        branch = None if entry.branch is None else self._branch(entry.branch)
        try:
            return self._new(entry, branch) if person is None else self._known(entry, person, branch, remarks)
        except NoPlaceError as error:
            raise _RefusedError(FaultKind.HISTORY, str(error)) from None

    def with_own_addresses(self, steps: list[Step]) -> list[Step]:
        """Refuse what would give two people one address, until nobody shares one."""
        while True:
            changed = {step.after.id for step in steps if step.after.id}
            owners: defaultdict[str, list[Step | Person]] = defaultdict(list)
            for person in self._roster.people:
                if person.email and person.id not in changed:
                    owners[person.email].append(person)
            for step in steps:
                if step.after.email:
                    owners[step.after.email].append(step)
            wrong = {
                id(one): (one, [_who(other) for other in group if other is not one])
                for group in owners.values()
                if len(group) > 1
                for one in group
                if isinstance(one, Step) and (one.before is None or one.before.email != one.after.email)
            }
            if not wrong:
                return steps
            for step, others in wrong.values():
                sentence = (
                    f"The address {step.after.email} belongs to {others[0]} as well. Give another one, or leave it out."
                )
                self.faults.append(Fault(step.row, FaultKind.EMAIL, sentence, value=step.after.email))
            steps = [step for step in steps if id(step) not in wrong]

    def new_branches(self) -> tuple[NewBranch, ...]:
        """Return the branches that are not there, by name."""
        known = [branch.name for branch in self._branches.values()]
        found = []
        for word, count in self._missing.items():
            alike = [name for name in known if DIGITS.findall(name) == DIGITS.findall(word)]
            like = process.extractOne(word, alike, scorer=fuzz.ratio, processor=fold, score_cutoff=SIMILAR)
            found.append(NewBranch(self._spelled[word], count, like[0] if like else "", word in self._wishes.branches))
        return tuple(sorted(found, key=lambda one: fold(one.name)))

    def _branch(self, name: str) -> Branch:
        known = self._branches.get(name) or self._folded.get(fold(name))
        if known is not None:
            return known
        word = fold(name)
        self._missing[word] += 1
        spelled = self._spelled.setdefault(word, name)
        if word not in self._wishes.branches:
            raise _RefusedError(
                FaultKind.BRANCH, f"There is no branch “{name}”. Tick it among the new branches, or correct its name."
            )
        return Branch(0, spelled)

    def _new(self, entry: Entry, branch: Branch | None) -> Step:
        missing = [
            word
            for word, value in (("a name", entry.name), ("a branch", branch), ("a tier", entry.tier))
            if value is None
        ]
        if entry.name is None or branch is None or entry.tier is None:
            raise _RefusedError(
                FaultKind.WHO, f"This person is new and needs {' and '.join(missing)}. Fill in the empty cells."
            )
        after = Person(
            id=0,
            staff_code=entry.staff_code or self._free_code(),
            name=entry.name,
            name_other=entry.name_other or "",
            email=entry.email or "",
            language=entry.language or "",
            history=first_place(entry, entry.tier, branch, self._wishes.dates),
        )
        blank = Person(0, "", "")
        return Step(entry.row, (Change.NEW,), None, after, find_differences(blank, after))

    def _known(self, entry: Entry, person: Person, branch: Branch | None, remarks: tuple[str, ...]) -> Step:
        places = next_places(person, entry, branch, self._wishes.dates)
        texts = {field: getattr(entry, field) for field in TEXTS if getattr(entry, field)}
        after = replace(person, history=places.history, **texts)
        changes = list(places.changes)
        if any(getattr(person, field) != getattr(after, field) for field in TEXTS):
            changes.insert(0, Change.CHANGED)
        if person.name != after.name and looks_like_another(person.name, after.name):
            remarks = (*remarks, f"Is {after.name} the same person as {person.name}, or was the code given anew?")
        is_gone = person.tip is not None and not _is_here(person, self._wishes.dates) and entry.left_on is None
        return Step(
            entry.row,
            tuple(changes),
            person,
            after,
            differences=find_differences(person, after),
            remarks=(*remarks, *places.remarks),
            is_gone=is_gone and not places.changes,
        )

    def _free_code(self) -> str:
        while True:
            self._next_code += 1
            code = CODE_FORMAT.format(self._next_code)
            if code not in self._codes:
                self._codes.add(code)
                return code


def _key(entry: Entry, person: Person | None) -> object:
    if person is not None:
        return person.id
    if entry.staff_code is not None:
        return "code", entry.staff_code.casefold()
    return ("email", entry.email) if entry.email else ("name", fold(entry.name or ""), fold(entry.branch or ""))


def _twice(entry: Entry, group: Sequence[Entry]) -> Fault:
    others = ", ".join(str(other.row) for other in group[:4] if other is not entry)
    return Fault(
        entry.row,
        FaultKind.TWICE,
        f"This person stands in row {others} too, and the rows differ. Keep the one that is right.",
        value=entry.staff_code or entry.email or entry.name or "",
    )


def _who(one: Step | Person) -> str:
    return one.name if isinstance(one, Person) else f"{one.after.name} (row {one.row})"


def _absent(roster: Roster, in_list: set[int], dates: Dates) -> tuple[Person, ...]:
    return tuple(person for person in roster.people if person.id not in in_list and _is_here(person, dates))


def _is_here(person: Person, dates: Dates) -> bool:
    return any(stretch.covers(dates.today) for stretch in person.history)
