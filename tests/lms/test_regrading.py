"""What attempts marked anew mean for one person's completions: renewals, later tests, certificates."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lms.evidence.regrading import CHANGE, QUIZ, Gift, Loss, Paper, Stood, Verdict, decide

TODAY = date(2026, 6, 1)
QUIZ_DAY, CHANGE_DAY, END = date(2026, 1, 10), date(2026, 3, 10), date(2027, 1, 10)


def stood(number: int = 1, **changed: object) -> Stood:
    made = Stood(
        id=number,
        member_id=7,
        institution_id=1,
        module_id="complaints",
        edition="old",
        language="en",
        source=QUIZ,
        source_id=f"attempt-{number}",
        percent=80,
        completed_on=QUIZ_DAY,
        valid_until=END,
        begun_on=None,
        given_until=None,
    )
    return replace(made, **changed)


def renewal(**changed: object) -> Stood:
    return stood(2, source=CHANGE, percent=None, edition="new", completed_on=CHANGE_DAY, **changed)


def verdict(attempt: str = "attempt-1", *, is_passed: bool, **changed: object) -> Verdict:
    made = Verdict(
        attempt_id=attempt,
        member_id=7,
        institution_id=1,
        module_id="complaints",
        edition="old",
        language="en",
        tier="field",
        is_change=False,
        is_passed=is_passed,
        percent=80,
        submitted_at=datetime(2026, 1, 10, tzinfo=UTC),
        completed_on=QUIZ_DAY,
        begun_on=QUIZ_DAY,
        valid_until=END,
    )
    return replace(made, **changed)


CHANGE_VERDICT = {"is_change": True, "edition": "new", "completed_on": CHANGE_DAY, "begun_on": CHANGE_DAY}


def taken(one: Stood) -> Stood:
    return replace(one, given_until=one.valid_until, valid_until=one.completed_on)


def judge(rows, *verdicts, passes=None):
    return decide(rows, verdicts, passes=passes or {}, today=TODAY)


def test_a_first_pass_is_a_completion_with_a_certificate():
    told = judge([], verdict(is_passed=True))

    assert told.gifts == (Gift(verdict(is_passed=True), None, 7, END, with_certificate=True),)
    assert told.is_complete


def test_one_that_ended_since_comes_without_a_certificate():
    told = judge([], verdict(is_passed=True, valid_until=date(2026, 5, 1)))

    assert [one.with_certificate for one in told.gifts] == [False]
    assert not told.is_complete


def test_a_pass_that_is_lost_takes_its_certificate_and_what_renewed_it():
    first = stood(paper=Paper("CODE", stands=True, is_taken_by_a_key=False))

    told = judge([first, renewal()], verdict(is_passed=False))

    assert told.losses == (Loss(1, 7, "CODE"), Loss(2, 7, ""))
    assert not told.is_complete


def test_a_renewal_stays_while_another_completion_carries_it():
    other = stood(3, source="session", completed_on=date(2026, 2, 1))

    told = judge([stood(), other, renewal()], verdict(is_passed=False))

    assert told.losses == (Loss(1, 7, ""),)
    assert told.is_complete


def test_a_renewal_never_outlives_what_carries_it():
    shorter = stood(3, source="session", completed_on=date(2026, 1, 5), valid_until=date(2026, 7, 5))

    told = judge([shorter, stood(), renewal()], verdict(is_passed=False))
    back = judge([shorter, taken(stood()), taken(renewal())], verdict(is_passed=True))

    assert [one.completion_id for one in told.losses] == [1, 2]
    assert told.is_complete
    assert [one.completion_id for one in back.gifts] == [1, 2]


def test_a_waiver_carries_no_renewal():
    waived = stood(3, source="waiver", percent=None, completed_on=date(2026, 2, 1))

    told = judge([stood(), waived, renewal()], verdict(is_passed=False))

    assert [one.completion_id for one in told.losses] == [1, 2]
    assert told.is_complete


@pytest.mark.parametrize(("is_passed", "back"), [(True, [1, 2]), (False, [1])])
def test_a_renewal_comes_back_with_what_it_renewed_if_it_is_passed(is_passed, back):
    first = taken(stood(paper=Paper("CODE", stands=False, is_taken_by_a_key=True)))

    told = judge([first, taken(renewal())], verdict(is_passed=True), passes={"attempt-2": is_passed})

    assert [one.completion_id for one in told.gifts] == back
    assert [one.valid_until for one in told.gifts] == [END] * len(back)
    assert told.gifts[0].with_certificate


def test_the_questions_on_a_change_passed_now_renew_as_long_as_what_they_renew():
    late = verdict("attempt-9", is_passed=True, valid_until=None, **CHANGE_VERDICT)

    told = judge([stood()], late)

    assert told.gifts == (Gift(late, None, 7, END, with_certificate=False),)


def test_the_questions_on_a_change_give_nothing_to_who_held_nothing():
    assert judge([], verdict("attempt-9", is_passed=True, **CHANGE_VERDICT)).gifts == ()
    assert judge([renewal()], verdict("attempt-2", is_passed=False, **CHANGE_VERDICT)).losses == (Loss(2, 7, ""),)


def test_who_has_a_certificate_of_a_later_test_gets_one_of_the_earlier_too():
    later = stood(5, completed_on=date(2026, 4, 1), paper=Paper("CODE", stands=True, is_taken_by_a_key=False))

    told = judge([later], verdict(is_passed=True))

    assert [(one.completion_id, one.with_certificate) for one in told.gifts] == [(None, True)]


def test_a_certificate_revoked_by_a_person_stays_so_when_the_completion_comes_back():
    told = judge([taken(stood(paper=Paper("CODE", stands=False, is_taken_by_a_key=False)))], verdict(is_passed=True))

    assert [one.with_certificate for one in told.gifts] == [False]


def test_what_follows_is_the_same_in_whatever_order_rows_come():
    rows = [stood(), renewal(), stood(5, completed_on=date(2026, 4, 1))]

    assert judge(rows, verdict(is_passed=False)) == judge(rows[::-1], verdict(is_passed=False))
