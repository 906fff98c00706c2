"""Coverage by tier and by institution: what it counts on a day, and that it equals a count by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.rules import Earned
from lms.reports.cells import ModuleCell, Status
from lms.reports.coverage import Cell, Coverage, CoverageQuery, NetworkQuery, Row, read_coverage, read_network_coverage
from tests.lms.histories import (
    FIRST,
    MODULES,
    Asked,
    Done,
    Held,
    History,
    Person,
    branch_of,
    days,
    histories,
    load,
    slow_people,
)

DAY = date(2025, 6, 1)
OFTEN = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def coverage(session: Session, history: History, day: date = DAY, branch_id: int | None = None) -> Coverage:
    session.rollback()
    load(session, history)
    query = CoverageQuery(institution_id=1, module_ids=MODULES, on=day, branch_id=branch_id)
    return read_coverage(session, query)


def person(number: int, *tenures: Held, done: tuple[Done, ...] = ()) -> Person:
    return Person(number, 1, tenures, done)


def since(day: date, tier: Tier = Tier.FIELD, until: date | None = None, branch: int = 1) -> Held:
    return Held(tier, branch_of(1, branch), day, until)


def done_on(day: date, until: date | None = None, module_id: str = "complaints") -> Done:
    return Done(module_id, Earned(day, until))


def figures(row: Row, module_id: str = "complaints") -> tuple[int, int, int]:
    cell = next(cell for cell in row.cells if cell.module_id == module_id)
    return cell.done, cell.total, cell.asked


def of_tier(found: Coverage, tier: Tier) -> Row:
    return next(row.figures for row in found.tiers if row.tier == tier)


def test_who_left_before_the_day_and_who_came_after_it_are_not_counted(session: Session) -> None:
    people = (
        person(1, since(FIRST)),
        person(2, since(FIRST, until=DAY)),
        person(3, since(DAY + timedelta(days=1))),
        person(4, since(DAY), done=(done_on(DAY),)),
    )

    found = coverage(session, History(people))

    assert figures(of_tier(found, Tier.FIELD)) == (1, 2, 0)


def test_who_changed_tier_counts_where_she_stood_on_the_day(session: Session) -> None:
    moved = person(1, since(FIRST, until=DAY), since(DAY, Tier.SUPPORT), done=(done_on(FIRST),))

    before = coverage(session, History((moved,)), DAY - timedelta(days=1))
    after = coverage(session, History((moved,)), DAY)

    assert figures(of_tier(before, Tier.FIELD)) == (1, 1, 0)
    assert figures(of_tier(after, Tier.FIELD)) == (0, 0, 0)
    assert figures(of_tier(after, Tier.SUPPORT)) == (1, 1, 0)


def test_a_completion_counts_from_its_day_until_the_day_it_ends(session: Session) -> None:
    end = DAY + timedelta(days=10)
    history = History((person(1, since(FIRST), done=(done_on(DAY, end),)),))

    counted = [
        figures(coverage(session, history, day).everybody)[0]
        for day in (DAY - timedelta(days=1), DAY, end - timedelta(days=1), end)
    ]

    assert counted == [0, 1, 1, 0]


def test_two_completions_of_one_module_count_once(session: Session) -> None:
    history = History((person(1, since(FIRST), done=(done_on(FIRST), done_on(DAY))),))

    assert figures(coverage(session, history).everybody) == (1, 1, 0)


def test_all_that_is_asked_is_counted_of_those_who_are_asked(session: Session) -> None:
    people = (
        person(1, since(FIRST), done=(done_on(FIRST), done_on(FIRST, module_id="pricing"))),
        person(2, since(FIRST), done=(done_on(FIRST),)),
        person(3, since(FIRST, Tier.SUPPORT), done=(done_on(FIRST),)),
    )
    asked = (Asked(1, Tier.FIELD, "complaints"), Asked(1, Tier.FIELD, "pricing"))

    found = coverage(session, History(people, asked))

    field = of_tier(found, Tier.FIELD)
    assert (field.complete, field.asked) == (1, 2)
    assert (found.everybody.complete, found.everybody.asked) == (1, 2)
    assert figures(found.everybody) == (3, 3, 2)
    assert [row.modules_asked for row in found.tiers if row.tier is Tier.FIELD] == [2]


def test_a_branch_has_its_own_figures(session: Session) -> None:
    people = (person(1, since(FIRST, branch=1), done=(done_on(FIRST),)), person(2, since(FIRST, branch=2)))

    found = coverage(session, History(people), branch_id=branch_of(1, 2))

    assert figures(found.everybody) == (0, 1, 0)


def test_an_institution_without_people_has_figures_of_nobody(session: Session) -> None:
    found = coverage(session, History(()))

    assert [figures(row.figures) for row in found.tiers] == [(0, 0, 0)] * 5


def test_too_many_modules_for_one_query_are_refused(session: Session) -> None:
    query = CoverageQuery(institution_id=1, module_ids=tuple(f"m{number}" for number in range(61)), on=DAY)

    with pytest.raises(ValueError, match="61 modules"):
        read_coverage(session, query)


@OFTEN
@given(history=histories(), day=days)
def test_coverage_equals_a_count_by_hand(session: Session, history: History, day: date) -> None:
    found = coverage(session, history, day)

    people = slow_people(history, 1, day)
    for tier in Tier:
        cells = [cells for _, held, cells in people if held.tier is tier]
        row = of_tier(found, tier)
        assert row == row_by_hand(cells)
    assert found.everybody == row_by_hand([cells for _, _, cells in people])


@OFTEN
@given(history=histories(), day=days)
def test_the_tiers_add_up_to_the_roster_of_the_day(session: Session, history: History, day: date) -> None:
    found = coverage(session, history, day)

    roster = [one for one in history.people if one.institution_id == 1 and one.held_on(day)]
    assert sum(row.figures.members for row in found.tiers) == found.everybody.members == len(roster)


@OFTEN
@given(history=histories(), day=days)
def test_a_network_counts_each_institution_by_itself(session: Session, history: History, day: date) -> None:
    session.rollback()
    load(session, history)

    found = read_network_coverage(session, NetworkQuery(network_id=1, module_ids=MODULES, on=day))

    by_hand = [[cells for _, _, cells in slow_people(history, number, day)] for number in (1, 2)]
    assert [row.figures for row in found.institutions] == [row_by_hand(cells) for cells in by_hand]
    assert found.everybody == row_by_hand([*by_hand[0], *by_hand[1]])


def test_a_network_can_be_counted_by_tier(session: Session) -> None:
    session.rollback()
    load(session, History((person(1, since(FIRST)), person(2, since(FIRST, Tier.SUPPORT)))))

    query = NetworkQuery(network_id=1, module_ids=MODULES, on=DAY, tier=Tier.SUPPORT)

    assert [row.figures.members for row in read_network_coverage(session, query).institutions] == [1, 0]


def counts(cell: ModuleCell) -> bool:
    return cell.status in (Status.COMPLETE, Status.RENEW)


def row_by_hand(people: list[list[ModuleCell]]) -> Row:
    cells_by_hand = [
        (
            module_id,
            sum(counts(cells[place]) for cells in people),
            len(people),
            sum(cells[place].is_asked for cells in people),
        )
        for place, module_id in enumerate(MODULES)
    ]
    asked = [[cell for cell in cells if cell.is_asked] for cells in people]
    return Row(
        cells=tuple(Cell(*values) for values in cells_by_hand),
        members=len(people),
        asked=sum(bool(cells) for cells in asked),
        complete=sum(bool(cells) and all(counts(cell) for cell in cells) for cells in asked),
    )
