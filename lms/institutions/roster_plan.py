"""What an import would change: a list compared with the roster, row by row, before anything is written; pure.

A missing column changes nothing, an empty cell changes nothing, and who is not in the list is kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace

from rapidfuzz import fuzz, process

from courses.model import Tier
from lms.institutions.roster_meaning import Meant, mean_rows, sort_rows
from lms.institutions.roster_people import Finder, Person, Roster, looks_like_another
from lms.institutions.roster_places import Branch, Change, Dates, NoPlaceError, Places, first_place, next_places
from lms.institutions.roster_steps import NewBranch, Plan, Step, Wishes, find_differences, make_fingerprint
from lms.institutions.roster_turned import turned
from lms.institutions.roster_values import Entry, Fault, FaultKind, Parsed
from lms.institutions.roster_words import Field, fold
from lms.sorting import natural

SIMILAR = 80
DIGITS = re.compile(r"[0-9]+")
TEXTS = ("name", "name_other", "email", "language")
CODE_FORMAT = "P{:04}"


def make_plan(parsed: Parsed, roster: Roster, wishes: Wishes) -> Plan:
    """Return what a list would change in a roster; of a row that cannot be taken, every reason is told."""
    rows = sort_rows(mean_rows(parsed, Finder(roster)))
    wrong_rows = {fault.row for fault in (*parsed.faults, *rows.faults)}
    planner = _Planner(roster, wishes, wrong=wrong_rows, is_turned=bool(parsed.turned))
    steps = [step for meant in (*rows.taken, *rows.refused) if (step := planner.step(meant)) is not None]
    planner.check_addresses(steps, but={fault.row for fault in rows.faults})
    faults = tuple(sorted((*parsed.faults, *rows.faults, *planner.faults), key=lambda fault: (fault.row, fault.cell)))
    wrong = {fault.row for fault in faults}
    steps = [step for step in steps if step.row not in wrong]
    faulty = {fault.row for fault in parsed.faults}
    return Plan(
        steps=tuple(steps),
        faults=faults,
        repeats=rows.repeats,
        absent=() if faulty and not rows.named else _absent(roster, rows.named, wishes.dates),
        new_branches=planner.new_branches(),
        by_name=rows.by_name,
        fingerprint=make_fingerprint(steps, faults, wishes),
    )


class _Planner:
    """Holds what all rows share."""

    def __init__(self, roster: Roster, wishes: Wishes, *, wrong: Set[int], is_turned: bool) -> None:
        self.faults: list[Fault] = []
        self._wrong = set(wrong)
        self._is_turned = is_turned
        self._roster = roster
        self._wishes = wishes
        self._branches = {name: Branch(branch_id, name) for branch_id, name in roster.branches.items()}
        self._folded = {fold(branch.name): branch for branch in reversed(self._branches.values())}
        self._missing: Counter[str] = Counter()
        self._spelled: dict[str, str] = {}
        self._codes = {person.staff_code for person in roster.people} | roster.former_codes.keys()
        self._next_code = 0

    def step(self, meant: Meant) -> Step | None:
        """Return what a row does, or would do; None when it cannot be told. What hinders it is noted as faults."""
        entry, found = meant.entry, meant.found
        branch = None if entry.branch is None else self._branch(entry, entry.branch)
        if found.doubt and not meant.is_open:
            self._refuse(entry, FaultKind.WHO, found.doubt)
        if found.doubt or meant.is_open:
            return None
        try:
            if found.person is None:
                return self._new(entry, branch)
            return self._known(entry, found.person, branch, (found.remark,) if found.remark else ())
        except NoPlaceError as error:
            self._refuse(entry, FaultKind.HISTORY, str(error))
            return None

    def check_addresses(self, steps: Sequence[Step], *, but: Set[int]) -> None:
        """Refuse what would give two people one address, until nobody shares one; rows in `but` are not looked at."""
        left = [step for step in steps if step.row not in but]
        while True:
            changed = {step.after.id for step in left if step.after.id}
            owners: defaultdict[str, list[Step | Person]] = defaultdict(list)
            for person in self._roster.people:
                if person.email and person.id not in changed:
                    owners[person.email].append(person)
            for step in left:
                if step.after.email:
                    owners[step.after.email].append(step)
            wrong = {
                id(one): (one, [other for other in group if other is not one])
                for group in owners.values()
                if len(group) > 1
                for one in group
                if isinstance(one, Step) and (one.before is None or one.before.email != one.after.email)
            }
            if not wrong:
                return
            for step, others in wrong.values():
                sentence = (
                    f"The address {step.after.email} belongs to {_who(others[0])} as well. Give another one, or leave "
                    "it out."
                )
                self.faults.append(Fault(step.row, FaultKind.EMAIL, sentence, value=step.after.email))
            left = [step for step in left if id(step) not in wrong]

    def new_branches(self) -> tuple[NewBranch, ...]:
        """Return the branches that are not there, by name."""
        known = [branch.name for branch in self._branches.values()]
        found = []
        for word, count in self._missing.items():
            # A slip in the list itself: of two new names the one that stands there more often is probably right.
            oftener = [self._spelled[other] for other, number in self._missing.items() if number > count]
            alike = [name for name in (*known, *oftener) if DIGITS.findall(name) == DIGITS.findall(word)]
            like = process.extractOne(word, alike, scorer=fuzz.ratio, processor=fold, score_cutoff=SIMILAR)
            found.append(NewBranch(self._spelled[word], count, like[0] if like else "", word in self._wishes.branches))
        return tuple(sorted(found, key=lambda one: natural(one.name)))

    def _refuse(self, entry: Entry, kind: FaultKind, sentence: str) -> None:
        self._wrong.add(entry.row)
        self.faults.append(Fault(entry.row, kind, sentence, value=entry.name or entry.staff_code or ""))

    def _branch(self, entry: Entry, name: str) -> Branch:
        known = self._branches.get(name) or self._folded.get(fold(name))
        if known is not None:
            return known
        word = fold(name)
        self._missing[word] += 1
        spelled = self._spelled.setdefault(word, name)
        if word not in self._wishes.branches:
            sentence = f"There is no branch “{name}”. Tick it among the new branches, or correct its name."
            self._refuse(entry, FaultKind.BRANCH, sentence)
        return Branch(0, spelled)

    def _new(self, entry: Entry, branch: Branch | None) -> Step:
        missing = [
            word
            for word, field, value in (
                ("a name", Field.NAME, entry.name),
                ("a branch", Field.BRANCH, branch),
                ("a tier", Field.TIER, entry.tier),
            )
            if value is None and field not in entry.unread
        ]
        if missing:
            sentence = f"This person is new and needs {' and '.join(missing)}. Fill in the empty cells."
            self._refuse(entry, FaultKind.WHO, sentence)
        place = entry.tier or Tier.FIELD, branch or Branch(0, entry.branch or "")
        is_judged = _is_judged(entry, None, self._wishes.dates)
        after = Person(
            id=0,
            staff_code=entry.staff_code or ("" if entry.row in self._wrong else self._free_code()),
            name=entry.name or "",
            name_other=entry.name_other or "",
            email=entry.email or "",
            language=entry.language or "",
            history=first_place(entry, *place, self._wishes.dates) if is_judged else (),
        )
        blank = Person(0, "", "")
        return Step(entry.row, (Change.NEW,), None, after, find_differences(blank, after))

    def _known(self, entry: Entry, person: Person, branch: Branch | None, remarks: tuple[str, ...]) -> Step:
        is_judged = _is_judged(entry, person, self._wishes.dates)
        places = next_places(person, entry, branch, self._wishes.dates) if is_judged else Places(person.history)
        texts = {field: said for field in TEXTS if (said := getattr(entry, field))}
        if self._is_turned:
            # Who stands in the roster as the list writes her, surname first, is not renamed by it.
            texts = {field: said for field, said in texts.items() if turned(getattr(person, field)) != said}
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


def _is_judged(entry: Entry, person: Person | None, dates: Dates) -> bool:
    """Return whether the days that can be read are enough to say whether a place fits."""
    if Field.SINCE in entry.unread:
        return False
    tip = None if person is None else person.tip
    if tip is None:
        return entry.since is not None or Field.JOINED_ON not in entry.unread
    return Field.LEFT_ON not in entry.unread or tip.ends_on is None or tip.ends_on > dates.today


def _who(one: Step | Person) -> str:
    return one.name if isinstance(one, Person) else f"{one.after.name or one.after.staff_code} (row {one.row})"


def _absent(roster: Roster, in_list: Set[int], dates: Dates) -> tuple[Person, ...]:
    return tuple(person for person in roster.people if person.id not in in_list and _is_here(person, dates))


def _is_here(person: Person, dates: Dates) -> bool:
    return any(stretch.covers(dates.today) for stretch in person.history)
