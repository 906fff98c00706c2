"""The worked examples say what the rules will do, also at the ends of months and in leap years."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.evidence.rules import Earned, Standing, standing
from lms.evidence.worked_dates import Case, Holding, Terms, next_weekday, work_out

TODAY = date(2026, 3, 4)  # a Wednesday
COMING = {Case.HERE, Case.NEWCOMER, Case.PROMOTED, Case.AFTER_THE_DAY}
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def terms(**changed):
    usual = {"valid_months": 12, "due_on": None, "due_days": 60, "renewal_days": 60, "from_on": TODAY}
    return Terms(**(usual | changed))


def by_case(rule, *, today=TODAY, holding=None):
    return {one.case: one for one in work_out(rule, today=today, holding=holding)}


def test_a_newcomer_joins_next_monday_and_has_her_days_from_then():
    found = by_case(terms())[Case.NEWCOMER]

    assert found.day == date(2026, 3, 9)
    assert (found.due, found.late_from) == (date(2026, 5, 8), date(2026, 5, 9))


def test_who_was_here_is_late_no_earlier_than_the_rule_begins():
    found = by_case(terms(from_on=date(2026, 4, 1)))[Case.HERE]

    assert found.due == date(2025, 5, 31)
    assert found.late_from == date(2026, 4, 1)


def test_who_joins_after_a_fixed_day_has_until_the_day_she_joins():
    found = by_case(terms(due_on=date(2026, 6, 30), due_days=None))

    assert found[Case.HERE].due == date(2026, 6, 30)
    assert found[Case.AFTER_THE_DAY].day == found[Case.AFTER_THE_DAY].due == date(2026, 7, 6)
    assert Case.PROMOTED not in found


def test_with_days_and_a_date_nobody_is_late_before_it_and_who_joins_later_has_her_days():
    found = by_case(terms(due_on=date(2026, 6, 30), due_days=30))

    assert found[Case.HERE].due == found[Case.NEWCOMER].due == date(2026, 6, 30)
    assert found[Case.AFTER_THE_DAY].day == date(2026, 7, 6)
    assert found[Case.AFTER_THE_DAY].due == date(2026, 8, 5)


def test_who_joins_shortly_before_the_date_has_her_days_beyond_it():
    found = by_case(terms(due_on=date(2026, 3, 20), due_days=30))

    assert found[Case.HERE].due == date(2026, 3, 20)
    assert found[Case.NEWCOMER].due == date(2026, 4, 8)


def test_a_completion_ends_may_be_renewed_before_and_is_asked_anew():
    found = by_case(terms())[Case.COMPLETES]

    assert (found.last_day, found.renew_from, found.late_from) == (
        date(2027, 3, 3),
        date(2027, 1, 3),
        date(2027, 3, 4),
    )


def test_who_renews_as_soon_as_she_may_begins_anew_on_that_day_and_adds_nothing():
    found = by_case(terms())[Case.RENEWS_EARLY]

    assert (found.day, found.last_day) == (date(2027, 1, 3), date(2028, 1, 2))


def test_a_leap_day_and_the_end_of_a_month_end_on_the_last_day_there_is():
    leap = by_case(terms(from_on=date(2028, 2, 29)), today=date(2028, 2, 29))[Case.COMPLETES]
    short = by_case(terms(valid_months=6, from_on=date(2026, 8, 31)), today=date(2026, 8, 31))[Case.COMPLETES]

    assert leap.late_from == date(2029, 2, 28)
    assert short.late_from == date(2027, 2, 28)


def test_what_counts_for_ever_has_no_end_and_nothing_to_renew():
    found = by_case(terms(valid_months=None))

    assert found[Case.COMPLETES].last_day is None
    assert Case.RENEWS_EARLY not in found
    assert len(found) == 4


def test_a_completion_from_before_keeps_its_end_and_takes_the_new_time_to_renew():
    holding = Holding(date(2025, 10, 1), date(2026, 10, 1))

    found = by_case(terms(renewal_days=30), holding=holding)[Case.HOLDS]

    assert (found.last_day, found.renew_from, found.late_from) == (
        date(2026, 9, 30),
        date(2026, 9, 1),
        date(2026, 10, 1),
    )


def test_the_next_monday_is_never_the_day_itself():
    assert next_weekday(date(2026, 3, 9), 0) == date(2026, 3, 16)
    assert next_weekday(date(2026, 3, 8), 0) == date(2026, 3, 9)


@given(
    today=days,
    months=st.none() | st.integers(1, 60),
    due_on=st.none() | days,
    due_days=st.none() | st.integers(0, 400),
    renewal=st.integers(0, 400),
    wait=st.integers(-300, 300),
)
def test_every_example_is_what_the_rules_say_on_its_days(today, months, due_on, due_days, renewal, wait):
    rule = Terms(months, due_on, due_days, renewal, today + timedelta(days=wait))

    found = work_out(rule, today=today)

    assert 4 <= len(found) <= 6
    for one in found:
        if one.case in COMING:
            if one.due is not None and one.late_from is not None:
                assert one.late_from >= rule.from_on
                late = standing((), due=one.due, today=one.late_from, renewal_days=renewal)
                in_time = standing((), due=one.due, today=one.due, renewal_days=renewal)
                assert (late, in_time) == (Standing.LATE, Standing.DUE)
            continue
        earned = (Earned(one.day, one.late_from),)
        assert standing(earned, due=None, today=one.day, renewal_days=0) is Standing.COMPLETE
        if one.late_from is not None and one.last_day is not None and one.renew_from is not None:
            assert standing(earned, due=None, today=one.late_from, renewal_days=renewal) is Standing.EXPIRED
            if one.renew_from <= one.last_day:
                assert standing(earned, due=None, today=one.renew_from, renewal_days=renewal) is Standing.RENEW
