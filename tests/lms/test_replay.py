"""What a log says when it is read from its entries alone equals what the coverage page says, on random histories."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.evidence.rules import Earned, due_on, standing
from lms.institutions.models import Member
from lms.ledger.kinds import Kind
from lms.ledger.replay.figures import (
    SERIES,
    TIERS,
    Cell,
    Figures,
    cell_of,
    coverage_on,
    later,
    modules_of,
    rule_for,
)
from lms.ledger.replay.fold import replay
from lms.ledger.replay.state import State, Terms
from lms.reports import evidence_pack
from lms.reports.coverage import CoverageQuery, Row, read_branch_coverage, read_coverage
from lms.reports.standings import PeopleQuery, read_people
from lms.workflows.found_ledgers import found_ledgers
from tests.lms.histories import MODULES, MOMENT, ZONE, History, days, histories, load
from tests.packs import Log, add_completion, add_person, add_rule, full_log, key_of

OFTEN = settings(max_examples=30, suppress_health_check=list(HealthCheck))


def replayed(session: Session, history: History) -> State:
    """Load a history, begin its ledger, and read that back from its lines alone."""
    session.rollback()
    load(session, history)
    found_ledgers(session, now=MOMENT)
    return replay(evidence_pack.each_line(session, institution_id=1, size=10_000))


def numbers(figures: Figures) -> tuple[object, ...]:
    return (
        figures.members,
        figures.asked,
        figures.complete,
        [(one.module, one.done, one.asked) for one in figures.counts],
    )


def counted(row: Row) -> tuple[object, ...]:
    return row.members, row.asked, row.complete, [(one.module_id, one.done, one.asked) for one in row.cells]


@given(history=histories(), day=days)
@OFTEN
def test_figures_by_tier_and_branch_equal_those_of_the_coverage_page(session, history, day):
    state = replayed(session, history)
    query = CoverageQuery(institution_id=1, module_ids=MODULES, on=day)

    made = coverage_on(state, day.isoformat(), MODULES)

    found = read_coverage(session, query)
    assert {row.tier.value: counted(row.figures) for row in found.tiers} == {
        tier: numbers(figures) for tier, figures in made.tiers.items()
    }
    assert numbers(made.everybody) == counted(found.everybody)
    branches = {row.id: counted(row.figures) for row in read_branch_coverage(session, query).branches}
    assert {branch: numbers(figures) for branch, figures in made.branches.items()}.items() <= branches.items()
    session.rollback()


@given(history=histories(), day=days)
@OFTEN
def test_everybody_stands_where_the_list_of_people_says(session, history, day):
    state = replayed(session, history)
    made = coverage_on(state, day.isoformat(), MODULES)

    keys = dict(session.execute(select(Member.id, Member.person_key)).all())
    query = PeopleQuery(institution_id=1, zone=ZONE, module_ids=MODULES, on=day)
    found = read_people(session, query, limit=100, offset=0)
    expected = {
        keys[row.member_id]: (
            row.tier,
            row.since.isoformat(),
            [
                (one.status.value, one.is_asked, _text(one.completed_on), _text(one.valid_until), _text(one.due))
                for one in row.cells
            ],
        )
        for row in found.rows
    }
    assert {row.person: (row.tier, row.since, [tuple(cell) for cell in row.cells]) for row in made.people} == expected
    session.rollback()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@given(
    earned=days, until=days, day=days, since=days, not_before=st.none() | days, within=st.none() | st.integers(0, 60)
)
@OFTEN
def test_a_cell_is_what_the_rules_of_evidence_say(earned, until, day, since, not_before, within):
    terms = Terms("", 80, None, 45, _text(not_before), within)
    # One that ends on the day it began was taken back, and stands in no cell.
    held = Earned(earned, max(until, earned + timedelta(days=1)))
    due = due_on(due_on=not_before, due_days=within, since=since)

    done = cell_of(terms, since.isoformat(), (earned.isoformat(), held.valid_until.isoformat()), day.isoformat())
    none = cell_of(terms, since.isoformat(), None, day.isoformat())

    if earned <= day:
        assert done.state == standing((held,), due=due, today=day, renewal_days=45).value
    assert none.state == standing((), due=due, today=day, renewal_days=45).value
    assert none.due_on == _text(due)


def test_the_series_and_the_tiers_are_those_of_the_curriculum():
    modules = load_catalogue((content_folder(),)).modules

    assert {one.id: one.title for one in modules} == SERIES
    assert [one.id for one in modules] == list(SERIES)
    assert set(TIERS) == {"board", "senior_management", "middle_management", "support", "field"}


def house(*rules: dict[str, object]) -> Log:
    log = Log()
    log.add(Kind.INSTITUTION, {"name": "Valley", "zone": "Asia/Manila", "language": "en", "is_invented": True})
    add_person(log, 1, "Amina", [["field", 1, "2026-01-01", None]])
    for rule in rules:
        add_rule(log, "field", **rule)
    return log


def state_of(log: Log, day: str) -> Cell:
    [row] = coverage_on(replay(log.lines), day, ["complaints"]).people
    return row.cells[0]


def test_a_rule_of_the_branch_goes_before_that_of_the_tier_until_it_is_dropped():
    log = house({"pass_percent": 80}, {"branch": 1, "pass_percent": 90, "from_on": "2026-02-01"})
    log.add(Kind.REQUIREMENT_DROPPED, {"tier": "field", "branch": 1, "module": "complaints", "from_on": "2026-03-01"})
    state = replay(log.lines)

    marks = [
        rule_for(state, "field", 1, "complaints", day).pass_percent
        for day in ("2026-01-31", "2026-02-01", "2026-03-01")
    ]

    assert marks == [80, 90, 80]
    assert rule_for(state, "field", 2, "complaints", "2026-02-15").pass_percent == 80
    assert rule_for(state, "field", 1, "complaints", "2025-12-31") is None


def test_a_rule_said_later_from_an_earlier_day_takes_the_place_of_all_from_there():
    log = house(
        {"pass_percent": 80},
        {"pass_percent": 90, "from_on": "2026-03-01"},
        {"pass_percent": 70, "from_on": "2026-02-01"},
    )
    state = replay(log.lines)

    assert rule_for(state, "field", 1, "complaints", "2026-01-15").pass_percent == 80
    assert rule_for(state, "field", 1, "complaints", "2026-04-01").pass_percent == 70


def test_a_completion_that_ended_counts_up_to_that_day():
    log = house({})
    add_completion(log, 1, key_of(1), "2026-01-10")
    log.add(Kind.COMPLETION_ENDED, {"id": 1, "on": "2026-02-01", "why": "waiver withdrawn"})

    assert state_of(log, "2026-01-31").is_done
    assert state_of(log, "2026-02-01") == Cell("expired", True, "2026-01-10", "2026-02-01", None)


def test_facts_of_somebody_merged_count_for_whom_she_was_merged_into():
    log = house({})
    add_person(log, 2, "A. Otieno", [["field", 1, "2026-01-01", None]])
    add_completion(log, 1, key_of(2), "2026-01-10")
    log.add(Kind.MERGED, {"person": key_of(2), "into": key_of(1)})
    log.add(Kind.TENURES, {"person": key_of(1), "tenures": [["field", 1, "2026-01-01", None]]})

    assert state_of(log, "2026-01-31").is_done


def test_a_day_is_that_of_the_place_where_it_happened():
    state = replay(full_log().lines)

    assert next(iter(state.sessions.values())).on == "2026-01-20"
    assert next(iter(state.sessions.values())).starts_at == "2026-01-19T22:30:00Z"


def test_modules_outside_of_the_series_stand_after_it():
    log = house({"module": "zakat"})
    add_completion(log, 1, key_of(1), "2026-01-10", module="ethics")
    state = replay(log.lines)

    assert modules_of(state, "2026-01-31") == (*SERIES, "ethics", "zakat")
    assert modules_of(state, "2025-12-31") == tuple(SERIES)


def test_an_empty_log_says_nothing():
    state = replay([])

    assert (state.first_day(), state.size, coverage_on(state, "2026-01-01").people) == ("", 0, ())


@pytest.mark.parametrize(("day", "count", "found"), [("2026-01-31", 1, "2026-02-01"), ("9999-12-31", 5, "9999-12-31")])
def test_days_are_counted_on_the_calendar(day, count, found):
    assert later(day, count) == found
