"""Coverage by tier and by institution: what it counts on a day, and that it equals a count by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.rules import Earned
from lms.institutions.models import Institution
from lms.reports.cells import ModuleCell, Status
from lms.reports.coverage import (
    Cell,
    Coverage,
    CoverageQuery,
    Row,
    find_beginning,
    read_branch_coverage,
    read_coverage,
)
from lms.reports.network_coverage import NetworkQuery, letter, read_network_coverage, withheld_tiers
from lms.reports.trend import TrendQuery, read_trend
from lms.reports.trend_days import Every, fitting, list_days
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
OFTEN = settings(max_examples=30, suppress_health_check=list(HealthCheck))


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

    roster = [one for one in history.people if one.institution_id == 1 and one.merged_into is None and one.held_on(day)]
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


@OFTEN
@given(history=histories(), day=days, tier=st.sampled_from(("", "field")))
def test_the_branches_are_counted_by_hand_and_add_up_to_everybody(
    session: Session, history: History, day: date, tier: str
) -> None:
    session.rollback()
    load(session, history)

    query = CoverageQuery(institution_id=1, module_ids=MODULES, on=day)
    found = read_branch_coverage(session, query, tier=tier)

    people = [(held, cells) for _, held, cells in slow_people(history, 1, day) if tier in ("", held.tier)]
    assert [row.figures for row in found.branches] == [
        row_by_hand([cells for held, cells in people if held.branch_id == branch_of(1, number)]) for number in (1, 2)
    ]
    assert found.everybody == row_by_hand([cells for _, cells in people])


def test_a_rule_of_a_branch_is_asked_there_and_nowhere_else(session: Session) -> None:
    people = (person(1, since(FIRST, branch=1)), person(2, since(FIRST, branch=2)))
    asked = (Asked(1, Tier.FIELD, "complaints", branch_id=branch_of(1, 2)),)

    found = coverage(session, History(people, asked))
    there = coverage(session, History(people, asked), branch_id=branch_of(1, 2))

    assert figures(found.everybody) == (0, 2, 1)
    assert [row.modules_asked for row in there.tiers if row.tier is Tier.FIELD] == [1]
    assert [row.modules_asked for row in found.tiers if row.tier is Tier.FIELD] == [0]


def test_what_is_asked_is_what_was_asked_on_that_day(session: Session) -> None:
    asked = (Asked(1, Tier.FIELD, "complaints", starts_on=FIRST, ends_on=DAY),)
    history = History((person(1, since(FIRST)),), asked)

    before, after = coverage(session, history, DAY - timedelta(days=1)), coverage(session, history, DAY)

    assert (before.everybody.asked, after.everybody.asked) == (1, 0)


def test_a_waiver_counts_until_it_is_withdrawn_and_one_withdrawn_at_once_never(session: Session) -> None:
    waived = Done("complaints", Earned(FIRST, DAY), "waiver")
    taken_back = Done("complaints", Earned(FIRST, FIRST), "waiver")
    history = History((person(1, since(FIRST), done=(waived,)), person(2, since(FIRST), done=(taken_back,))))

    counted = [figures(coverage(session, history, day).everybody)[0] for day in (FIRST, DAY)]

    assert counted == [1, 0]


def test_two_rows_of_one_person_that_were_merged_count_once(session: Session) -> None:
    double = replace(person(2, since(FIRST), done=(done_on(FIRST),)), merged_into=1)

    found = coverage(session, History((person(1, since(FIRST)), double)))

    assert figures(found.everybody) == (1, 1, 0)


def test_who_was_erased_still_counts(session: Session) -> None:
    erased = replace(person(1, since(FIRST), done=(done_on(FIRST),)), is_erased=True)

    assert figures(coverage(session, History((erased,))).everybody) == (1, 1, 0)


def test_a_day_to_come_shows_what_will_still_count_then(session: Session) -> None:
    people = (person(1, since(FIRST), done=(done_on(FIRST, DAY),)), person(2, since(FIRST), done=(done_on(FIRST),)))

    later = coverage(session, History(people), DAY + timedelta(days=400))

    assert figures(later.everybody) == (1, 2, 0)


def test_the_beginning_is_the_first_place_anybody_held(session: Session) -> None:
    session.rollback()
    load(session, History((person(1, since(DAY)), person(2, since(FIRST, until=DAY)))))

    assert find_beginning(session, institution_ids=(1,)) == FIRST
    assert find_beginning(session, institution_ids=(2,)) is None


@OFTEN
@given(
    history=histories(),
    on=st.sets(days, max_size=8).map(lambda found: tuple(sorted(found))),
    branch_id=st.sampled_from((None, branch_of(1, 1))),
)
def test_every_point_of_a_trend_is_the_coverage_of_its_day(
    session: Session, history: History, on: tuple[date, ...], branch_id: int | None
) -> None:
    session.rollback()
    load(session, history)

    found = read_trend(session, TrendQuery(1, MODULES, on, branch_id))

    assert [point.on for point in found.points] == list(on)
    for point in found.points:
        told = read_coverage(session, CoverageQuery(1, MODULES, point.on, branch_id))
        assert (point.everybody, point.tiers) == (told.everybody, {row.tier: row.figures for row in told.tiers})


@pytest.mark.parametrize("count", [1, 30])
def test_a_trend_asks_the_database_three_times_however_many_points_it_has(session: Session, count: int) -> None:
    session.rollback()
    load(session, History((person(1, since(FIRST), done=(done_on(FIRST),)),), (Asked(1, Tier.FIELD, "complaints"),)))
    asked: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *values: asked.append(values[2]))

    read_trend(session, TrendQuery(1, MODULES, tuple(FIRST + timedelta(days=number) for number in range(count))))

    assert len(asked) == 3


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (Every.WEEK, [date(2025, 1, 5), date(2025, 1, 12), date(2025, 1, 15)]),
        (Every.MONTH, [date(2025, 1, 15)]),
        (Every.QUARTER, [date(2025, 1, 15)]),
    ],
)
def test_the_points_are_the_last_days_of_weeks_months_or_quarters_and_the_last_day(
    every: Every, expected: list[date]
) -> None:
    assert list_days(FIRST, date(2025, 1, 15), every) == tuple(expected)


def test_a_month_ends_on_its_last_day_and_a_quarter_with_its_third_month() -> None:
    until = date(2025, 7, 2)

    assert list_days(date(2025, 2, 10), until, Every.MONTH) == (
        *(date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 30)),
        until,
    )
    assert list_days(date(2025, 2, 10), until, Every.QUARTER) == (date(2025, 3, 31), date(2025, 6, 30), until)


def test_the_length_of_a_trend_chooses_its_steps() -> None:
    assert [fitting(FIRST, FIRST + timedelta(days=length)) for length in (60, 400, 2000)] == list(Every)


def anonymous(session: Session, institution_id: int) -> None:
    session.execute(update(Institution).where(Institution.id == institution_id).values(is_anonymous=True))


def test_an_anonymous_institution_has_a_letter_and_neither_name_nor_slug(session: Session) -> None:
    session.rollback()
    load(session, History(tuple(person(number, since(FIRST)) for number in range(1, 8))))
    anonymous(session, 1)

    found = read_network_coverage(session, NetworkQuery(network_id=1, module_ids=MODULES, on=DAY))

    assert [(row.slug, row.name, row.letter) for row in found.institutions] == [
        ("house-2", "House 2", ""),
        ("", "", "A"),
    ]
    assert found.institutions[1].figures is not None
    assert (found.everybody.members, found.withheld) == (7, 0)


@pytest.mark.parametrize("tier", ["", "field", "support"])
def test_fewer_than_five_people_of_an_anonymous_institution_are_withheld_and_not_in_the_sum(
    session: Session, tier: str
) -> None:
    session.rollback()
    load(session, History(tuple(person(number, since(FIRST)) for number in range(1, 5))))
    anonymous(session, 1)

    found = read_network_coverage(session, NetworkQuery(network_id=1, module_ids=MODULES, on=DAY, tier=tier))

    assert found.institutions[1].figures is None
    assert (found.everybody.members, found.withheld) == (0, 1)


def test_what_is_withheld_cannot_be_worked_out_from_what_is_shown() -> None:
    members = {"board": 3, "senior_management": 40, "middle_management": 30, "support": 20, "field": 900}

    assert withheld_tiers(members) == {"board", "support"}


@given(members=st.fixed_dictionaries({tier.value: st.integers(0, 12) for tier in Tier}))
def test_withheld_tiers_are_several_with_five_people_or_all_or_none(members: dict[str, int]) -> None:
    withheld = withheld_tiers(members)

    assert all(number >= 5 for tier, number in members.items() if tier not in withheld)
    if withheld and len(withheld) < len(members):
        assert len(withheld) > 1
        assert sum(members[tier] for tier in withheld) >= 5


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_network_can_be_counted_by_tier(session: Session) -> None:
    session.rollback()
    load(session, History((person(1, since(FIRST)), person(2, since(FIRST, Tier.SUPPORT)))))

    query = NetworkQuery(network_id=1, module_ids=MODULES, on=DAY, tier=Tier.SUPPORT)

    assert [row.figures and row.figures.members for row in read_network_coverage(session, query).institutions] == [1, 0]


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
