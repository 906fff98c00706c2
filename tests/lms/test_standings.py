"""The people behind coverage: each state and its reason, filters, pages; all of it equals a look at every row."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence.rules import Earned
from lms.reports.cells import ModuleCell, Status
from lms.reports.standings import PeopleQuery, PersonRow, find_person, read_people, stream_people
from tests.lms.histories import (
    FIRST,
    MODULES,
    ZONE,
    Asked,
    Done,
    Held,
    History,
    Person,
    Tried,
    branch_of,
    days,
    histories,
    load,
    slow_fits,
    slow_people,
    slow_since,
)

DAY = date(2025, 6, 1)
OFTEN = settings(max_examples=30, suppress_health_check=list(HealthCheck))
HERE = Held(Tier.FIELD, branch_of(1, 1), FIRST, None)
QUERY = PeopleQuery(institution_id=1, zone=ZONE, module_ids=MODULES, on=DAY)


def asked_of(module_id: str = "complaints", *, on: date | None = None, within: int | None = None) -> Asked:
    return Asked(1, Tier.FIELD, module_id, on, within)


def cell_of(session: Session, one: Person, asked: Asked | None, module_id: str = "complaints") -> ModuleCell:
    session.rollback()
    load(session, History((one,), (asked,) if asked else ()))
    found = find_person(session, QUERY, member_id=one.id)
    assert found is not None
    return found.cells[MODULES.index(module_id)]


def test_nothing_done_before_the_due_day_is_to_do(session: Session) -> None:
    cell = cell_of(session, Person(1, 1, (HERE,)), asked_of(on=DAY))

    assert (cell.status, cell.due, cell.is_begun) == (Status.DUE, DAY, False)


def test_nothing_done_by_the_due_day_is_late_from_the_day_after(session: Session) -> None:
    due = DAY - timedelta(days=1)

    assert cell_of(session, Person(1, 1, (HERE,)), asked_of(on=due)).status is Status.LATE


def test_the_day_of_the_newest_try_is_told_and_never_what_it_was_worth(session: Session) -> None:
    tries = (
        Tried("complaints", FIRST, 7),
        Tried("complaints", DAY, 5),
        Tried("complaints", DAY + timedelta(days=1), 9),
    )

    cell = cell_of(session, Person(1, 1, (HERE,), tried=tries), asked_of())

    assert (cell.tried_on, cell.is_begun) == (DAY, True)
    assert "58" not in repr(cell)


def test_tries_are_not_told_of_who_has_completed_since(session: Session) -> None:
    one = Person(1, 1, (HERE,), (Done("complaints", Earned(FIRST, None)),), (Tried("complaints", FIRST, 5),))

    assert cell_of(session, one, asked_of()).tried_on is None


def test_reading_counts_as_begun_from_the_day_it_began(session: Session) -> None:
    before, after = DAY + timedelta(days=1), DAY - timedelta(days=5)

    assert not cell_of(session, Person(1, 1, (HERE,), read=(("complaints", before),)), asked_of()).is_begun
    assert cell_of(session, Person(1, 1, (HERE,), read=(("complaints", after),)), asked_of()).is_begun


def test_a_completion_that_nobody_asks_for_shows(session: Session) -> None:
    one = Person(1, 1, (HERE,), (Done("complaints", Earned(FIRST, None)),))

    cell = cell_of(session, one, None)

    assert (cell.status, cell.is_asked, cell.completed_on) == (Status.COMPLETE, False, FIRST)


def test_an_expired_completion_says_when_it_ended(session: Session) -> None:
    end = DAY - timedelta(days=3)

    cell = cell_of(session, Person(1, 1, (HERE,), (Done("complaints", Earned(FIRST, end)),)), asked_of())

    assert (cell.status, cell.valid_until) == (Status.EXPIRED, end)


def test_moving_to_another_branch_does_not_put_off_the_due_day(session: Session) -> None:
    moved = DAY - timedelta(days=5)
    there = Held(Tier.FIELD, branch_of(1, 2), moved, None)
    one = Person(1, 1, (Held(Tier.FIELD, branch_of(1, 1), FIRST, moved), there))

    cell = cell_of(session, one, asked_of(within=30))

    assert (cell.status, cell.due) == (Status.LATE, FIRST + timedelta(days=30))


def test_coming_back_after_a_break_begins_the_days_anew(session: Session) -> None:
    back = DAY - timedelta(days=5)
    one = Person(
        1, 1, (Held(Tier.FIELD, branch_of(1, 1), FIRST, back - timedelta(days=1)), Held(Tier.FIELD, 11, back, None))
    )

    assert cell_of(session, one, asked_of(within=30)).due == back + timedelta(days=30)


def test_who_is_not_here_on_the_day_has_no_row(session: Session) -> None:
    session.rollback()
    load(session, History((Person(1, 1, (Held(Tier.FIELD, 11, FIRST, DAY),)),)))

    assert find_person(session, QUERY, member_id=1) is None


def test_a_page_says_how_many_there_are_in_all_even_beyond_the_last(session: Session) -> None:
    session.rollback()
    load(session, History(tuple(Person(number, 1, (HERE,)) for number in range(1, 6))))

    second = read_people(session, QUERY, limit=2, offset=2)
    beyond = read_people(session, QUERY, limit=2, offset=10)

    assert ([row.member_id for row in second.rows], second.total) == ([3, 4], 5)
    assert (beyond.rows, beyond.total) == ((), 5)


@OFTEN
@given(history=histories(), day=days)
def test_the_people_equal_a_look_at_every_row(session: Session, history: History, day: date) -> None:
    session.rollback()
    load(session, history)

    found = list(stream_people(session, query_on(day)))

    assert found == [
        PersonRow(
            person.id,
            person.name,
            person.is_erased,
            f"S{person.id}",
            f"Branch {held.branch_id % 10}",
            held.tier.value,
            slow_since(person, day),
            tuple(cells),
        )
        for person, held, cells in slow_people(history, 1, day)
    ]


@OFTEN
@given(
    history=histories(),
    day=days,
    status=st.sampled_from(Status),
    module_id=st.sampled_from(("", *MODULES)),
    tier=st.sampled_from(("", "field", "support")),
)
def test_a_filter_finds_just_those_who_fit(
    session: Session, history: History, day: date, status: Status, module_id: str, tier: str
) -> None:
    session.rollback()
    load(session, history)
    query = query_on(day, tier=tier, module_id=module_id, status=status)

    found = read_people(session, query, limit=100, offset=0)

    places = [MODULES.index(module_id)] if module_id else range(len(MODULES))
    fitting = [
        person.id
        for person, held, cells in slow_people(history, 1, day)
        if tier in ("", held.tier) and slow_fits([cells[place] for place in places], status)
    ]
    assert ([row.member_id for row in found.rows], found.total) == (fitting, len(fitting))


def query_on(day: date, *, tier: str = "", module_id: str = "", status: Status | None = None) -> PeopleQuery:
    return PeopleQuery(
        institution_id=1, zone=ZONE, module_ids=MODULES, on=day, tier=tier, module_id=module_id, status=status
    )


@pytest.mark.parametrize("count", [3, 60])
def test_a_page_asks_the_database_six_times_however_many_there_are(session: Session, count: int) -> None:
    session.rollback()
    load(session, History(tuple(Person(number, 1, (HERE,)) for number in range(1, count + 1)), (asked_of(),)))
    asked: list[str] = []
    bind = session.connection()
    event.listen(bind, "before_cursor_execute", lambda *values: asked.append(values[2]))

    read_people(session, QUERY, limit=50, offset=0)

    assert len(asked) == 6
