"""Correcting a key: the preview is what happens, certificates follow, undoing restores, and entries tell of it all."""

import tomllib
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text

from courses.resources import content_folder
from lms.attempts.rules import Policy
from lms.db.outbox import OutboxMessage
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence.models import Certificate
from lms.institutions.tenures import leave
from lms.ledger.kinds import Kind
from lms.ledger.replay.figures import coverage_on
from lms.ledger.replay.fold import replay
from lms.ledger.service import each_entry, find_log, list_bodies
from lms.reports.key_corrections import list_house_corrections
from lms.reports.ledger_check import check_ledger
from lms.reports.own_record import Part, read_own_record
from lms.workflows.correct_key import (
    correct_key,
    preview_correction,
    preview_undo,
    undo_correction,
)
from lms.workflows.erase_person import Whom, erase_person
from lms.workflows.merge_members import merge_members
from tests import corrected
from tests.corrected import asked, counting, desk, expected_end, scores, standing_certificates, take

ONE = "44444444-0000-4000-8000-000000000001"
MODULE = corrected.complaints()
FOLDER = content_folder() / "complaints"
DOCUMENTS = tuple(tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
R, W = True, False
PEOPLE = ("field", "board", "support", "middle_management", "senior_management")


class Here(SimpleNamespace):
    """What a test works with; a failing example would print the whole module otherwise."""

    def __repr__(self):
        return "here"


@pytest.fixture
def here(session, small_world, now):
    quiz = corrected.open_quiz(session, MODULE, DOCUMENTS, now=now)
    return Here(session=session, now=now, quiz=quiz, valley=small_world.valley, harbour=small_world.harbour)


def correct(here, *, token=None, reason="Two answers were swapped.", key_id=ONE, now=None, **changed):
    at, wanted = now or here.now + timedelta(days=2), asked(here.quiz, **changed)
    found = preview_correction(here.session, wanted, now=at)
    correct_key(
        here.session, wanted, desk(), correction_id=key_id, token=token or found.plan.token, reason=reason, now=at
    )
    here.session.flush()
    return found.plan


def undo(here, *, now=None, key_id=ONE):
    at = now or here.now + timedelta(days=4)
    plan = preview_undo(here.session, correction_id=key_id, now=at)
    undo_correction(here.session, desk(), correction_id=key_id, token=plan.token, reason="It was right.", now=at)
    here.session.flush()
    return plan


@contextmanager
def counting_queries(engine):
    seen = []

    def note(*args):
        seen.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def ledger_faults(here):
    here.session.flush()
    here.session.expire_all()
    return [
        str(one)
        for house in (here.valley, here.harbour)
        for one in check_ledger(here.session, institution_id=house.id, verifiers=()).faults
    ]


def entries(here, kind):
    return list_bodies(here.session, institution_id=here.valley.id, kind=kind)


def test_who_was_marked_wrong_and_was_right_passes_from_the_day_she_handed_in(here):
    lost_by_it = take(here.session, here.quiz, here.valley, "board", (R, R, R, R, W), tier="board", now=here.now)
    right_all_along = take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)

    plan = correct(here)

    assert scores(here.session)[right_all_along] == (4, True)
    assert scores(here.session)[lost_by_it] == (4, True)
    assert counting(here.session) >= {expected_end(here.session, right_all_along)}
    assert standing_certificates(here.session) == {right_all_along, lost_by_it}
    assert (plan.total("remarked"), plan.total("changed"), plan.total("gained"), plan.total("kept")) == (2, 1, 1, 1)
    (body,) = entries(here, Kind.KEY_CORRECTED)
    assert (body["item"], body["gained"], body["lost"], body["kept"]) == (here.quiz.asked.id, 1, 0, 1)
    assert ledger_faults(here) == []


def test_marked_anew_a_pass_that_rested_on_the_wrong_key_goes_with_its_certificate_and_a_letter(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now)

    plan = correct(here, policy=Policy.REGRADE)

    assert (plan.total("lost"), plan.total("revoked")) == (1, 1)
    assert counting(here.session) == set()
    assert standing_certificates(here.session) == set()
    letters = here.session.execute(select(OutboxMessage.to_address, OutboxMessage.body)).all()
    assert [one.to_address for one in letters] == ["field@valley.example"]
    assert "again at any time" in letters[0].body
    assert [body["why"] for body in entries(here, Kind.COMPLETION_ENDED)] == ["key corrected"]
    assert ledger_faults(here) == []


def test_undoing_restores_scores_completions_and_certificates_by_adding(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now)
    take(here.session, here.quiz, here.valley, "board", (W, R, R, R, W), tier="board", now=here.now)
    before = scores(here.session), counting(here.session), standing_certificates(here.session)
    correct(here, policy=Policy.REGRADE)
    rows = here.session.scalar(select(func.count(Certificate.id)))

    undo(here)

    assert (scores(here.session), counting(here.session), standing_certificates(here.session)) == before
    assert here.session.scalar(select(func.count(Certificate.id))) == rows + 1
    assert len(entries(here, Kind.KEY_CORRECTION_UNDONE)) == 1
    assert len(entries(here, Kind.COMPLETION_REINSTATED)) == 1
    assert ledger_faults(here) == []
    with pytest.raises(Conflict, match="undone already"):
        preview_undo(here.session, correction_id=ONE, now=here.now)


def test_her_record_lists_an_attempt_once_as_it_is_worth_now(here):
    take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)
    correct(here)
    account_id = here.valley.people["field"].account_id

    (attempts,) = (one for one in read_own_record(here.session, account_id=account_id) if one.part is Part.ATTEMPTS)

    assert [row[-2:] for row in attempts.rows] == [(80, True)]


def test_who_was_merged_since_goes_by_the_name_of_the_one_who_stays(here):
    take(here.session, here.quiz, here.valley, "support", (W, R, R, R, W), now=here.now)
    correct(here)
    kept, gone = (here.valley.people[who].member_id for who in ("field", "support"))
    merge_members(here.session, institution_id=here.valley.id, kept_id=kept, gone_id=gone, now=here.now)

    (row,) = list_house_corrections(here.session, institution_id=here.valley.id)

    assert row.gainers == ("Field of Valley",)


def test_who_fails_as_before_is_not_told_that_she_need_not_do_anything(here):
    take(here.session, here.quiz, here.valley, "field", (W, W, R, R, W), now=here.now)

    correct(here)

    (body,) = here.session.execute(select(OutboxMessage.body)).scalars()
    assert "stays as it was" in body
    assert "need not do" not in body


def test_whose_pass_has_ended_by_now_is_told_so(here):
    take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)

    correct(here, now=here.now + timedelta(days=1500))

    (body,) = here.session.execute(select(OutboxMessage.body)).scalars()
    assert "has ended since" in body
    assert standing_certificates(here.session) == set()


def test_who_loses_one_of_two_is_told_that_the_other_counts(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now)
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, R), now=here.now + timedelta(days=1))

    plan = correct(here, policy=Policy.REGRADE)

    (body,) = here.session.execute(select(OutboxMessage.body)).scalars()
    assert plan.total("lost") == 1
    assert "still counts" in body


def test_with_a_clock_that_ran_ahead_what_is_undone_last_stands(here):
    attempt = take(here.session, here.quiz, here.valley, "field", (W, W, R, R, R), now=here.now + timedelta(days=9))
    other = {"item_id": here.quiz.items[1].id, "key_id": "4" * 36}
    correct(here)
    correct(here, key={"withdrawn": True}, **other)
    assert scores(here.session)[attempt] == (5, True)

    undo(here)
    undo(here, key_id="4" * 36)

    assert scores(here.session)[attempt] == (3, False)


def test_who_comes_after_an_undoing_is_told_so_though_the_clock_of_the_correction_ran_ahead(here):
    take(here.session, here.quiz, here.valley, "field", (W, R, R, R, R), now=here.now + timedelta(days=9))
    same = {"key": {"choice": str(here.quiz.asked.body.key)}}
    correct(here)
    seen = preview_correction(here.session, asked(here.quiz, **same), now=here.now + timedelta(days=3)).plan.token
    undo(here)

    with pytest.raises(
        Conflict, match=r"undid the correction of the question .* The key you chose holds by now: nothing"
    ):
        correct_key(
            here.session,
            asked(here.quiz, **same),
            desk(),
            correction_id="4" * 36,
            token=seen,
            reason="It was right.",
            now=here.now + timedelta(days=5),
        )


def test_many_more_people_are_not_many_more_queries(here, engine):
    def asked_for():
        with counting_queries(engine) as asked_of:
            preview_correction(here.session, asked(here.quiz), now=here.now + timedelta(days=40))
        return len(asked_of)

    for number in range(3):
        take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now + timedelta(days=number))
    few = asked_for()
    for number in range(30):
        who, on = PEOPLE[number % 5], here.now + timedelta(days=3 + number)
        take(here.session, here.quiz, here.valley, who, (W, R, R, R, W), tier=who, now=on)

    assert asked_for() == few


def test_a_withdrawn_question_gives_its_point_to_everybody_who_was_asked(here):
    attempt = take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)

    correct(here, key={"withdrawn": True})

    assert scores(here.session)[attempt] == (4, True)
    assert ledger_faults(here) == []


def test_where_two_answers_are_right_who_gave_either_has_the_point_and_the_entry_says_so_under_its_salt(here):
    one = take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)
    other = take(here.session, here.quiz, here.valley, "board", (R, R, R, R, W), tier="board", now=here.now)
    both = sorted([str(here.quiz.asked.body.key), str(here.quiz.other_key()["choice"])])

    plan = correct(here, key={"any": both}, policy=Policy.REGRADE)

    assert plan.total("lost") == 0
    assert {scores(here.session)[attempt] for attempt in (one, other)} == {(4, True)}
    (row,) = list_house_corrections(here.session, institution_id=here.valley.id)
    assert row.key == {"any": both}
    (body,) = here.session.execute(select(OutboxMessage.body)).scalars()
    assert "more right answers than we had counted" in body
    (body,) = entries(here, Kind.KEY_CORRECTED)
    assert "any" not in str(body)
    assert ledger_faults(here) == []
    undo(here)
    assert scores(here.session)[one] == (3, False)


def test_from_the_correction_on_attempts_are_marked_by_it_and_undoing_marks_them_anew(here):
    correct_at = here.now + timedelta(days=2)
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, R), now=here.now)
    correct(here, now=correct_at)

    later = take(here.session, here.quiz, here.harbour, "field", (R, R, R, R, W), now=correct_at + timedelta(hours=1))
    assert scores(here.session)[later] == (3, False)

    undo(here)

    assert scores(here.session)[later] == (4, True)
    assert ledger_faults(here) == []


def test_who_hands_in_between_preview_and_apply_is_not_run_over(here):
    take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)
    seen = preview_correction(here.session, asked(here.quiz), now=here.now + timedelta(days=2)).plan.token
    take(here.session, here.quiz, here.harbour, "field", (W, R, R, R, W), now=here.now)

    with pytest.raises(Conflict, match="preview once more"):
        correct(here, token=seen)


def test_a_clock_that_ran_ahead_takes_no_pass_away(here):
    ahead = here.now + timedelta(days=3)
    attempt = take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=ahead)

    correct(here, now=here.now + timedelta(days=2))

    assert scores(here.session)[attempt] == (4, True)


def test_who_passed_again_since_and_loses_the_later_pass_holds_a_certificate_of_the_earlier(here):
    first = take(here.session, here.quiz, here.valley, "field", (W, W, R, R, R), now=here.now)
    again = take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now + timedelta(days=1))
    kept = correct(here)
    assert (kept.total("gained"), kept.total("certificates")) == (1, 1)
    assert standing_certificates(here.session) == {first, again}

    second = here.quiz.items[1]
    key = corrected.response_for(second, corrected.FormItem(second.id, {}), right=False)
    at = {"now": here.now + timedelta(days=3), "key_id": "4" * 36}
    correct(here, key=key, item_id=second.id, policy=Policy.REGRADE, **at)

    assert {one[0] for one in counting(here.session)} == standing_certificates(here.session) == {first}


def test_who_has_left_is_not_told_to_take_the_quiz_again_and_finds_her_record(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now)
    take(here.session, here.quiz, here.harbour, "field", (R, R, R, R, W), now=here.now)
    gone = {"institution_id": here.valley.id, "member_id": here.valley.people["field"].member_id}
    leave(here.session, **gone, on=here.now.date() + timedelta(days=1), now=here.now)

    correct(here, policy=Policy.REGRADE)

    rows = here.session.execute(select(OutboxMessage.to_address, OutboxMessage.body))
    left, stayed = (body for _, body in sorted(tuple(row) for row in rows)[::-1])
    assert "You are no longer at" in left
    assert "https://training.example/account/record" in left
    assert "again at any time" not in left
    assert "again at any time" in stayed


def test_an_attempt_of_who_was_erased_is_left_as_it_is(here):
    attempt = take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)
    whom = Whom(institution_id=here.valley.id, member_id=here.valley.people["field"].member_id, today=here.now.date())
    erase_person(here.session, whom, now=here.now + timedelta(days=1))

    plan = correct(here)

    assert plan.total("remarked") == 0
    assert scores(here.session)[attempt] == (3, False)


def test_a_certificate_that_was_revoked_for_another_reason_does_not_come_back(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, W), now=here.now)
    here.session.execute(
        text("UPDATE certificate SET revoked_at = issued_at, revoked_on = issued_on, revoked_reason = 'Not her.'")
    )
    correct(here, policy=Policy.REGRADE)

    undo(here)

    assert len(counting(here.session)) == 1
    assert standing_certificates(here.session) == set()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": {"choice": "no-such-option"}}, "is no option"),
        ({"key": {"value": True}}, "nothing else"),
        ({"item_id": "no-such-question"}, "no question"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_its_cure(here, changed, said):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, R), now=here.now)

    with pytest.raises(Invalid, match=said):
        preview_correction(here.session, asked(here.quiz, **changed), now=here.now)


def test_the_key_that_holds_and_a_module_nobody_answered_are_refused(here):
    take(here.session, here.quiz, here.valley, "field", (R, R, R, R, R), now=here.now)
    same = {"choice": str(here.quiz.asked.body.key)}

    with pytest.raises(Invalid, match="holds already"):
        preview_correction(here.session, asked(here.quiz, key=same), now=here.now)
    with pytest.raises(NotFound, match="nothing to correct"):
        preview_correction(here.session, asked(here.quiz, module_id="pricing"), now=here.now)


TAMPERED = (
    ("UPDATE key_correction SET policy = 'regrade'", "policy"),
    ("UPDATE key_correction SET reason = 'Because.'", "reason"),
    ('UPDATE key_correction SET key = \'{"choice": "x"}\'', "key"),
    ("UPDATE key_correction SET undone_at = corrected_at, undone_reason = 'x'", "is_undone"),
    ("UPDATE key_correction_effect SET gained = 9", "gained"),
    ("DELETE FROM key_correction_effect", "the ledger tells of it, but it is gone from the tables"),
)


def test_a_row_of_a_correction_that_was_changed_or_taken_out_is_named(here):
    take(here.session, here.quiz, here.valley, "field", (W, R, R, R, W), now=here.now)
    correct(here)
    for tamper, ending in TAMPERED:
        undone = here.session.begin_nested()
        here.session.execute(text(tamper))

        found = ledger_faults(here)

        assert len(found) == 1, (tamper, found)
        assert found[0].startswith("key correction "), found
        assert found[0].endswith(ending), found
        undone.rollback()
    assert ledger_faults(here) == []


attempt_lists = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.booleans(), st.tuples(*[st.booleans()] * corrected.LENGTH)),
    max_size=6,
)
steps = st.lists(st.sampled_from(("keep", "regrade", "withdraw", "undo")), min_size=1, max_size=4)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=attempt_lists, steps=steps)
def test_whatever_happens_marks_are_what_marking_all_from_scratch_gives_and_undoing_all_restores(here, tried, steps):
    point = here.session.begin_nested()
    try:
        _live_through(here, tried, steps)
    finally:
        point.rollback()
        here.session.expire_all()


def _live_through(here, tried, steps):
    moment = here.now
    for who, in_valley, right in tried:
        moment += timedelta(minutes=20)
        take(here.session, here.quiz, here.valley if in_valley else here.harbour, who, right, now=moment)
    before = standing(here)
    made = []
    for number, step in enumerate(steps):
        moment += timedelta(hours=6)
        was = standing(here)
        if step == "undo" and made:
            _is_what_was_shown(undo(here, now=moment, key_id=made.pop(0)), was, standing(here))
        elif step != "undo":
            key = {"withdrawn": True} if step == "withdraw" else here.quiz.other_key()
            policy = Policy.REGRADE if step == "regrade" else Policy.KEEP
            try:
                plan = correct(here, now=moment, key_id=f"{number:036}", key=key, policy=policy)
            except Invalid:
                continue
            made.append(f"{number:036}")
            assert plan.total("lost") == 0 or policy is Policy.REGRADE
            _is_what_was_shown(plan, was, standing(here))
        _agree(here)
    for key_id in reversed(made):
        moment += timedelta(hours=6)
        undo(here, now=moment, key_id=key_id)
    assert standing(here) == before
    assert ledger_faults(here) == []


def _is_what_was_shown(plan, was, now):
    """The numbers of the preview are the differences in the tables."""
    assert plan.total("changed") == sum(now[0][one] != worth for one, worth in was[0].items())
    assert (plan.total("gained"), plan.total("lost")) == (len(now[1] - was[1]), len(was[1] - now[1]))
    assert (plan.total("certificates"), plan.total("revoked")) == (len(now[2] - was[2]), len(was[2] - now[2]))


def standing(here):
    """Marks, completions, certificates, and coverage as an outsider reads it from the entries."""
    here.session.flush()
    read = []
    for house in (here.valley, here.harbour):
        size = find_log(here.session, institution_id=house.id).size
        state = replay(one.line for one in each_entry(here.session, institution_id=house.id, size=size))
        assert state.unknown == {}
        read.append(coverage_on(state, (here.now + timedelta(days=9)).date().isoformat(), ("complaints",)))
    return scores(here.session), counting(here.session), standing_certificates(here.session), read


def _agree(here):
    """Who passes has a completion that counts, with a certificate, and who does not has neither."""
    passed = {attempt for attempt, (_, is_passed) in scores(here.session).items() if is_passed}
    assert {one[0] for one in counting(here.session)} == passed
    assert standing_certificates(here.session) == passed
    assert all(points >= Fraction(0) for points, _ in scores(here.session).values())
