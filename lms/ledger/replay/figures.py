"""Coverage of a day from what a log says, by the rules of docs/evidence-pack.md.

They are those of the coverage page, written a second time for who has only the entries; a test holds one to the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from lms.ledger.replay.state import State, Tenure, Terms

TIERS = ("board", "senior_management", "middle_management", "support", "field")
# The series of eight: an introduction, and one module for each of the seven principles.
SERIES = {
    "introduction": "Introduction to the Client Protection Principles",
    "product-design": "Appropriate product design and delivery",
    "over-indebtedness": "Prevention of over-indebtedness",
    "transparency": "Transparency",
    "pricing": "Responsible pricing",
    "fair-treatment": "Fair and respectful treatment of clients",
    "privacy": "Privacy of client data",
    "complaints": "Mechanisms for complaint resolution",
}
COMPLETE, RENEW, EXPIRED, LATE, DUE, NOT_ASKED = "complete", "renew", "expired", "late", "due", "not_asked"
IS_MET = (COMPLETE, RENEW)
FOR_EVER = "9999-12-31"


class Cell(NamedTuple):
    """Where somebody stands with a module.

    `completed_on` is the day of her newest completion, `valid_until` the first day on which none counts any more;
    `due_on` is told of what was never done.
    """

    state: str
    is_asked: bool
    completed_on: str | None = None
    valid_until: str | None = None
    due_on: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether a completion counts on the day, asked or not."""
        return self.state in IS_MET


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody whose tenure covers the day; `since`: without a break in that tier since then."""

    person: str
    tier: str
    branch: int
    since: str
    cells: tuple[Cell, ...]

    @property
    def reason(self) -> str:
        """Return what stands between her and all that is asked, the worst first; complete, or not asked."""
        asked = [cell.state for cell in self.cells if cell.is_asked]
        if not asked:
            return NOT_ASKED
        return next((worst for worst in (LATE, EXPIRED, DUE) if worst in asked), COMPLETE)


class Count(NamedTuple):
    """`done` of `members` have completed a module; it is asked of `asked` of them."""

    module: str
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A line of figures: `complete` of `asked` members have all that is asked of them."""

    members: int
    asked: int
    complete: int
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All five tiers, which add up to everybody, and the people behind them by their keys."""

    day: str
    modules: tuple[str, ...]
    tiers: dict[str, Figures]
    branches: dict[int, Figures]
    everybody: Figures
    people: tuple[PersonRow, ...]


def coverage_on(state: State, day: str, modules: Sequence[str] | None = None) -> Coverage:
    """Return the coverage of a day; the modules are the series and whatever else is asked or was done, if not given."""
    listed = tuple(modules) if modules is not None else modules_of(state, day)
    earned = _earned(state, day)
    cells = _CellMaker(state, day)
    people = []
    for key in sorted(state.people):
        tenures = state.people[key].tenures
        held = next((one for one in tenures if one.starts_on <= day and (one.ends_on or FOR_EVER) > day), None)
        if held is None:
            continue
        since, own = since_of(tenures, held), earned.get(key, {})
        made = tuple(cells.make(held, since, module, own.get(module)) for module in listed)
        people.append(PersonRow(key, held.tier, held.branch, since, made))
    return Coverage(
        day=day,
        modules=listed,
        tiers={tier: _figures((row for row in people if row.tier == tier), listed) for tier in TIERS},
        branches={
            branch: _figures((row for row in people if row.branch == branch), listed)
            for branch in sorted({row.branch for row in people})
        },
        everybody=_figures(people, listed),
        people=tuple(people),
    )


def modules_of(state: State, day: str) -> tuple[str, ...]:
    """Return the series, then by id what else is asked on that day or was done by then."""
    asked = {key[2] for key in state.rules if _said(state, key, day) is not None}
    done = {one.module for one in state.completions.values() if one.completed_on <= day and not one.is_taken_back}
    return (*SERIES, *sorted((asked | done) - set(SERIES)))


def rule_for(state: State, tier: str, branch: int, module: str, day: str) -> Terms | None:
    """Return what somebody of that tier and branch is asked on a day: a rule of the branch goes first."""
    return _said(state, (tier, branch, module), day) or _said(state, (tier, None, module), day)


def since_of(tenures: Sequence[Tenure], held: Tenure) -> str:
    """Return since when somebody is in a tier without a break: moving to another branch is none."""
    # Backwards only, however strange her history: what neither began nor ended earlier is no earlier part of it.
    for one in reversed(tenures):
        if one.ends_on == held.starts_on and one.tier == held.tier and one.starts_on < held.starts_on:
            held = one
    return held.starts_on


def later(day: str, days: int) -> str:
    """Return the day so many days later; the last there is when the calendar ends before."""
    first = date.fromisoformat(day)
    if first.isoformat() != day:
        raise ValueError(f"{day} is no day as entries write it")
    try:
        return (first + timedelta(days=days)).isoformat()
    except OverflowError:
        return FOR_EVER


class _CellMaker:
    """Makes the cells of a day, each different one once."""

    def __init__(self, state: State, day: str) -> None:
        self._state, self._day = state, day
        self._terms: dict[tuple[str, int, str], Terms | None] = {}
        self._made: dict[tuple[Terms | None, str, tuple[str, str] | None], Cell] = {}

    def make(self, held: Tenure, since: str, module: str, earned: tuple[str, str] | None) -> Cell:
        place = (held.tier, held.branch, module)
        if place not in self._terms:
            self._terms[place] = rule_for(self._state, *place, self._day)
        terms = self._terms[place]
        key = (terms, since if earned is None else "", earned)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = cell_of(terms, since, earned, self._day)
        return found


def cell_of(terms: Terms | None, since: str, earned: tuple[str, str] | None, day: str) -> Cell:
    """Return where somebody stands: `earned` is the day of her newest completion and that on which the last ends."""
    is_asked = terms is not None
    if earned is not None:
        completed_on, ends = earned
        if ends > day:
            is_ending = terms is not None and ends != FOR_EVER and ends <= later(day, terms.renewal_days)
            state = RENEW if is_ending else COMPLETE
        else:
            state = EXPIRED if is_asked else NOT_ASKED
        return Cell(state, is_asked, completed_on, None if ends == FOR_EVER else ends)
    if terms is None:
        return Cell(NOT_ASKED, is_asked=False)
    due = due_of(terms, since)
    return Cell(LATE if due is not None and due < day else DUE, is_asked=True, due_on=due)


def due_of(terms: Terms, since: str) -> str | None:
    """Return when it is due for somebody in that tier since then; nobody is late for a day before she came."""
    if terms.due_days is None:
        return None if terms.due_on is None else max(terms.due_on, since)
    own = later(since, terms.due_days)
    return own if terms.due_on is None else max(terms.due_on, own)


def _said(state: State, key: tuple[str, int | None, str], day: str) -> Terms | None:
    return next((terms for from_on, terms in reversed(state.rules.get(key, ())) if from_on <= day), None)


def _earned(state: State, day: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Return by person and module the day of the newest completion and that on which the last one ends."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for one in state.completions.values():
        if one.completed_on > day or one.is_taken_back:
            continue
        own = found.setdefault(state.root(one.person), {})
        ends, known = one.valid_until or FOR_EVER, own.get(one.module)
        own[one.module] = (
            (one.completed_on, ends) if known is None else (max(known[0], one.completed_on), max(known[1], ends))
        )
    return found


def _figures(rows: Iterable[PersonRow], modules: Sequence[str]) -> Figures:
    held = list(rows)
    done, asked = [0] * len(modules), [0] * len(modules)
    for row in held:
        for place, cell in enumerate(row.cells):
            done[place] += cell.is_done
            asked[place] += cell.is_asked
    reasons = [row.reason for row in held]
    return Figures(
        members=len(held),
        asked=len(held) - reasons.count(NOT_ASKED),
        complete=reasons.count(COMPLETE),
        counts=tuple(Count(module, done[place], asked[place]) for place, module in enumerate(modules)),
    )
