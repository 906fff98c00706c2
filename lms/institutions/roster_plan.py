"""What an import would change: a list compared with the roster, row by row, before anything is written; pure.

A missing column changes nothing, an empty cell changes nothing, and who is not in the list is kept.
"""

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace

from courses.model import Tier
from lms.institutions.roster_branches import BranchFinder
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_codes import whole_codes
from lms.institutions.roster_meaning import Meant, mean_rows, sort_rows
from lms.institutions.roster_people import Finder, Person, Roster, looks_like_another
from lms.institutions.roster_places import Branch, Change, Dates, NoPlaceError, Places, first_place, next_places
from lms.institutions.roster_steps import Plan, Step, Wishes, find_differences, make_fingerprint
from lms.institutions.roster_turned import is_same_name
from lms.institutions.roster_values import STRUCK_OUT, Entry, Fault, Parsed
from lms.institutions.roster_words import Field

TEXTS = ("name", "name_other", "email", "language")
NAME_TEXTS = ("name", "name_other")
CODE_FORMAT = "P{:04}"


def make_plan(parsed: Parsed, roster: Roster, wishes: Wishes) -> Plan:
    """Return what a list would change in a roster; of a row that cannot be taken, every reason is told."""
    parsed = whole_codes(parsed, {person.staff_code for person in roster.people})
    rows = sort_rows(mean_rows(parsed, Finder(roster, wishes.same_branches)))
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
        new_branches=planner.branches.new_branches(),
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
        self.branches = BranchFinder(roster, wishes)
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
        if entry.status and entry.left_on is None and Field.LEFT_ON not in entry.unread:
            return self._gone(entry, found.person)
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

    def _refuse(self, entry: Entry, kind: FaultKind, sentence: str) -> None:
        self._wrong.add(entry.row)
        self.faults.append(Fault(entry.row, kind, sentence, value=entry.name or entry.staff_code or ""))

    def _branch(self, entry: Entry, name: str) -> Branch:
        branch, hindrance = self.branches.find(name)
        if hindrance:
            self._refuse(entry, FaultKind.BRANCH, hindrance)
        return branch

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

    def _gone(self, entry: Entry, person: Person | None) -> Step | None:
        """Take a row that says that somebody has left, and not when: nothing changes for who has left already."""
        if person is not None and not _is_here(person, self._wishes.dates):
            return Step(entry.row, (), person, person)
        is_struck = entry.status == STRUCK_OUT
        said = "This row is struck out, which says" if is_struck else f"“{entry.status}” says"
        cure = (
            "She is new here: leave this row out, or give her last day in a column “Last day”."
            if person is None
            else "Give her last day in a column “Last day”, like 2026-03-01, or record it on her page."
        )
        self._refuse(entry, FaultKind.GONE, f"{said} that this person has left, but not when. {cure}")
        return None

    def _known(self, entry: Entry, person: Person, branch: Branch | None, remarks: tuple[str, ...]) -> Step:
        is_judged = _is_judged(entry, person, self._wishes.dates)
        places = (
            next_places(person, entry, branch, self._wishes.dates, self.branches.closed)
            if is_judged
            else Places(person.history)
        )
        texts = {
            field: said
            for field in TEXTS
            if (said := getattr(entry, field)) and not self._is_same(field, getattr(person, field), said)
        }
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

    def _is_same(self, field: str, old: str, new: str) -> bool:
        return old == new or (field in NAME_TEXTS and is_same_name(old, new, is_turned=self._is_turned))

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
