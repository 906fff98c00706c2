"""The register of a session: what a line comes to, what a correction does, and what a list may hold."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lms.errors import Conflict, Invalid, NotFound
from lms.facilitation import sessions
from lms.facilitation.registers import Line
from lms.facilitation.rules import Outcome, join_rows, outcome, read_list, split_text, usual_minimum
from lms.ledger.kinds import Kind
from lms.reports.sessions import SessionsQuery, SessionState, get_session, list_sessions, read_register
from lms.workflows.keep_register import Keeper, keep_register, propose
from lms.workflows.plan_session import Planned, plan_session, replan_session
from tests.lms.boards_and_sessions import entries, leave, principle, rows

COMPLETIONS = "select percent, completed_on, valid_until from completion where source = 'session' order by id"
CERTIFICATES = "select kind, minutes, revoked_on is not null from certificate order by id"


@pytest.fixture
def house(small_world):
    return small_world.valley


def planned(now, **more):
    known = {
        "module": principle(),
        "title": "Complaints, for the field",
        "mode": "in_person",
        "starts_at": now - timedelta(hours=1),
        "zone": "Africa/Nairobi",
        "minutes": 90,
        "minimum_minutes": 72,
        "place": "Main Street",
        "facilitator_name": "Farida Facilitator",
    }
    return Planned(**(known | more))


@pytest.fixture
def plan(session, house):
    def make(now, key="", **more):
        key = key or str(uuid4())
        asked = planned(now, **more)
        plan_session(session, institution_id=house.id, session_id=key, asked=asked, account_id=None, now=now)
        return key

    return make


@pytest.fixture
def keep(session, house):
    def write(session_id, now, *lines, institution_id=0):
        keeper = Keeper(institution_id or house.id, None, "ticked", "Complaint resolution", "secret")
        return keep_register(session, keeper=keeper, session_id=session_id, lines=lines, now=now)

    return write


@pytest.fixture
def officer(house):
    return house.people["field"].member_id


def state_of(session, house, session_id, now):
    return get_session(session, institution_id=house.id, session_id=session_id).state(now=now)


def certificates(session):
    return [(kind, minutes, bool(is_revoked)) for kind, minutes, is_revoked in rows(session, CERTIFICATES)]


@pytest.mark.parametrize(
    ("minutes", "percent", "expected"),
    [
        (90, 80, Outcome.COMPLETE),
        (72, 100, Outcome.COMPLETE),
        (90, 79, Outcome.ATTENDED),
        (90, None, Outcome.ATTENDED),
        (71, 100, Outcome.TOO_LITTLE),
        (0, 100, Outcome.ABSENT),
    ],
)
def test_what_a_line_comes_to(minutes, percent, expected):
    assert outcome(minutes, percent, minimum=72, pass_percent=80) is expected


def test_four_fifths_of_a_session_are_rounded_up():
    assert [usual_minimum(minutes) for minutes in (1, 60, 90, 91)] == [1, 48, 72, 73]


def test_long_enough_and_passed_is_complete_with_both_certificates(session, house, plan, keep, officer, now):
    held = plan(now)

    keep(held, now, Line(officer, 90, 85))

    assert [(percent, str(on), str(until)) for percent, on, until in rows(session, COMPLETIONS)] == [
        (85, "2026-03-02", "2027-03-02")
    ]
    assert certificates(session) == [("competence", None, False), ("attendance", 90, False)]
    found = get_session(session, institution_id=house.id, session_id=held)
    (line,) = read_register(session, institution_id=house.id, found=found)
    assert (line.outcome, line.minutes, line.test_percent, line.pass_percent) == (Outcome.COMPLETE, 90, 85, 80)
    assert state_of(session, house, held, now) is SessionState.KEPT


@pytest.mark.parametrize(
    ("line", "kinds"), [((90, None), ["attendance"]), ((90, 79), ["attendance"]), ((71, 100), []), ((40, None), [])]
)
def test_without_the_test_it_is_attendance_and_below_the_minimum_nothing(
    session, plan, keep, officer, now, line, kinds
):
    keep(plan(now), now, Line(officer, *line))

    assert rows(session, COMPLETIONS) == []
    assert [kind for kind, _minutes, _revoked in certificates(session)] == kinds


def test_the_pass_mark_is_that_of_her_own_rule_and_else_eighty(session, house, plan, keep, now):
    support = house.people["support"].member_id
    keep(plan(now), now, Line(support, 90, 79))
    assert rows(session, COMPLETIONS) == []

    keep(plan(now), now, Line(support, 90, 80))

    assert [(percent, until) for percent, _on, until in rows(session, COMPLETIONS)] == [(80, None)]


def test_keeping_it_twice_counts_once(session, house, plan, keep, officer, now):
    held = plan(now)
    assert len(keep(held, now, Line(officer, 90, 85))) == 1

    assert keep(held, now + timedelta(minutes=1), Line(officer, 90, 85)) == ()

    assert len(rows(session, COMPLETIONS)) == 1
    assert len(entries(session, house, Kind.ATTENDANCE)) == 1


def test_a_register_keyed_in_late_counts_for_the_day_of_the_session(session, house, plan, keep, officer, now):
    held = plan(now)
    late = now + timedelta(days=40)

    keep(held, late, Line(officer, 90, 90))

    assert [str(on) for _percent, on, _until in rows(session, COMPLETIONS)] == ["2026-03-02"]
    found = get_session(session, institution_id=house.id, session_id=held)
    assert read_register(session, institution_id=house.id, found=found)[0].recorded_at == late
    assert [str(on) for (on,) in rows(session, "select distinct issued_on from certificate")] == ["2026-04-11"]


def test_a_line_corrected_down_takes_back_what_stood_on_it(session, house, plan, keep, officer, now):
    held = plan(now)
    keep(held, now, Line(officer, 90, 85))

    keep(held, now + timedelta(days=1), Line(officer, 30, 85))

    (taken,) = rows(session, COMPLETIONS)
    assert taken[1] == taken[2]
    assert certificates(session) == [("competence", None, True), ("attendance", 90, True)]
    assert [one["minutes"] for one in entries(session, house, Kind.ATTENDANCE)] == [90, 30]
    assert [one["why"] for one in entries(session, house, Kind.COMPLETION_ENDED)] == ["The register was corrected."]
    assert len(entries(session, house, Kind.CERTIFICATE_REVOKED)) == 2


def test_a_line_corrected_up_again_counts_again(session, house, plan, keep, officer, now):
    held = plan(now)
    for percent in (85, 60, 95):
        keep(held, now, Line(officer, 90, percent))

    counting = [percent for percent, on, until in rows(session, COMPLETIONS) if on != until]
    assert counting == [95]
    assert certificates(session) == [
        ("competence", None, True),
        ("attendance", 90, False),
        ("competence", None, False),
    ]


def test_minutes_that_change_and_still_count_leave_the_completion_alone(session, plan, keep, officer, now):
    held = plan(now)
    keep(held, now, Line(officer, 90, 85))

    keep(held, now, Line(officer, 80, 85))

    assert len(rows(session, COMPLETIONS)) == 1
    assert certificates(session) == [
        ("competence", None, False),
        ("attendance", 90, True),
        ("attendance", 80, False),
    ]


def test_who_was_ticked_by_mistake_was_not_there(session, house, plan, keep, officer, now):
    held = plan(now)
    keep(held, now, Line(officer, 90, 85))

    keep(held, now, Line(officer, 0, None))

    found = get_session(session, institution_id=house.id, session_id=held)
    assert [line.outcome for line in read_register(session, institution_id=house.id, found=found)] == [Outcome.ABSENT]
    assert all(is_revoked for _kind, _minutes, is_revoked in certificates(session))


def test_who_was_not_there_and_stands_nowhere_gets_no_line(session, plan, keep, officer, now):
    assert keep(plan(now), now, Line(officer, 0, None)) == ()
    assert rows(session, "select count(*) from attendance") == [(0,)]


def test_who_had_no_place_on_that_day_is_refused(session, house, plan, keep, officer, now):
    held = plan(now)
    leave(session, house, officer, on=date(2026, 3, 2), now=now)

    with pytest.raises(Invalid, match="had no place"):
        keep(held, now, Line(officer, 90, None))


def test_a_register_is_kept_from_the_day_of_the_session_on(session, house, plan, keep, officer, now):
    later = plan(now, starts_at=now + timedelta(days=1))
    assert state_of(session, house, later, now) is SessionState.PLANNED

    with pytest.raises(Conflict, match="not been held yet"):
        keep(later, now, Line(officer, 90, None))

    keep(later, now + timedelta(hours=15), Line(officer, 90, None))


def test_the_day_is_that_of_the_sessions_own_zone(session, plan, keep, officer, now):
    evening = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)

    keep(plan(now, starts_at=evening), now, Line(officer, 90, 90))

    assert [str(on) for _percent, on, _until in rows(session, COMPLETIONS)] == ["2026-03-02"]


def test_a_session_changes_and_is_cancelled_only_while_nobody_stands_in_it(session, house, plan, keep, officer, now):
    held = plan(now)
    asked = planned(now, minutes=60, minimum_minutes=50)
    replan_session(session, institution_id=house.id, session_id=held, asked=asked, now=now)
    replan_session(session, institution_id=house.id, session_id=held, asked=asked, now=now)
    assert [one["minutes"] for one in entries(session, house, Kind.SESSION)] == [90, 60]
    keep(held, now, Line(officer, 60, None))

    with pytest.raises(Conflict, match="has a register"):
        replan_session(session, institution_id=house.id, session_id=held, asked=asked, now=now)
    with pytest.raises(Conflict, match="has a register"):
        sessions.cancel_session(session, institution_id=house.id, session_id=held, now=now)


def test_a_cancelled_session_has_no_register(session, house, plan, keep, officer, now):
    held = plan(now)
    for _press in range(2):
        sessions.cancel_session(session, institution_id=house.id, session_id=held, now=now)

    with pytest.raises(Conflict, match="cancelled"):
        keep(held, now, Line(officer, 90, None))
    assert entries(session, house, Kind.SESSION_CANCELLED) == [{"session": held}]
    assert state_of(session, house, held, now) is SessionState.CANCELLED


def test_planning_twice_is_one_session(session, house, plan, now):
    key = plan(now)
    plan(now, key=key)

    assert len(entries(session, house, Kind.SESSION)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"minimum_minutes": 91}, "minimum_minutes"),
        ({"mode": "by_post"}, "mode"),
        ({"starts_at": datetime(1900, 1, 1, tzinfo=UTC)}, "date"),
    ],
)
def test_a_session_that_cannot_be_is_named(session, plan, now, change, field):
    with pytest.raises(Invalid) as caught:
        plan(now, **change)

    assert set(caught.value.fields) == {field}


def test_the_list_of_sessions_is_narrowed_by_state_module_and_day(session, house, plan, keep, officer, now):
    kept, waiting, later = plan(now), plan(now), plan(now, starts_at=now + timedelta(days=3))
    cancelled = plan(now)
    sessions.cancel_session(session, institution_id=house.id, session_id=cancelled, now=now)
    keep(kept, now, Line(officer, 90, None))

    def found(**more):
        query = SessionsQuery(house.id, "Africa/Nairobi", **more)
        return {row.id for row in list_sessions(session, query, now=now, limit=10, offset=0).rows}

    assert found() == {kept, waiting, later, cancelled}
    assert [found(state=state) for state in SessionState] == [{later}, {waiting}, {kept}, {cancelled}]
    assert found(module_id="pricing") == set()
    assert found(from_on=date(2026, 3, 3)) == {later}
    assert found(to_on=date(2026, 3, 2)) == {kept, waiting, cancelled}


def test_another_institutions_session_is_not_found(session, plan, keep, officer, now):
    other = rows(session, "select id from institution where slug = 'harbour'")[0][0]

    with pytest.raises(NotFound):
        keep(plan(now), now, Line(officer, 90, None), institution_id=other)


@pytest.mark.parametrize("text", ["V005\nV004", "V005, 90, 85\nV004,45", "Staff code;Minutes\nV005;90;85%\n\nV004;45"])
def test_a_list_names_people_by_their_codes(session, house, plan, now, text):
    lines = read_list(split_text(text), longest=90)

    found = propose(session, institution_id=house.id, session_id=plan(now), listed=lines, now=now)

    assert [one.office.name for one in found] == ["Field of Valley", "Support of Valley"]
    assert [one.fault for one in found] == ["", ""]


def test_every_fault_of_a_list_stands_at_its_line(session, house, plan, officer, now):
    leave(session, house, officer, on=date(2026, 1, 1), now=now)
    text = "V001\nV001\nH001\nV005\nV002, 91\nV003, 90, 101\nV004, 90, 80, why\n, 90"

    lines = read_list(split_text(text), longest=90)
    found = propose(session, institution_id=house.id, session_id=plan(now), listed=lines, now=now)

    faults = [one.fault for one in found]
    assert faults[0] == ""
    words = ("line 1 already", "Nobody with this code", "Nobody with this code", "0 to 90", "0 to 100", "nothing more")
    assert all(word in fault for word, fault in zip(words, faults[1:], strict=False))
    assert "staff code" in faults[7]


def test_a_list_that_is_too_long_is_refused_whole():
    with pytest.raises(Invalid, match="5000 are the most"):
        read_list(tuple((number, (f"S{number}",)) for number in range(1, 5002)), longest=90)


@given(some.lists(some.lists(some.text("abc,;\"' 9\t\n", max_size=6), min_size=1, max_size=3), max_size=5))
def test_rows_of_a_file_come_back_from_their_text_as_they_were(cells):
    rows_of_file = tuple((2 * number + 1, tuple(row)) for number, row in enumerate(cells))

    again = dict(split_text(join_rows(rows_of_file)))

    for number, row in rows_of_file:
        if not any(cell.strip() for cell in row):
            continue
        assert again[number] == (*(cell.replace("\n", " ") for cell in row), "")
