"""Reviews in the database: given out, written, submitted, flagged, and what their readers may have of them."""

from dataclasses import fields
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.errors import Conflict, Invalid, NotFound
from lms.reports.workshop_board import read_board
from lms.reports.workshop_reviews import list_own_reviews, read_review_board
from lms.reports.workshop_scores import Missing, list_scored
from lms.reports.workshop_seats import find_seat
from lms.workshops import assigning, flags, handing_in, reviews, seats, teams
from lms.workshops.calibration import compare
from lms.workshops.models import Review
from lms.workshops.parts import Edit, save_part
from lms.workshops.review_drafts import NewerDraft, ReviewDraft
from lms.workshops.reviews import GivenReview, ReviewKind
from lms.workshops.scoring import score
from lms.workshops.written import is_blank
from tests.workshops import open_hall
from tests.worlds import make_world

CRITERIA = ("diagnosis", "access")
WHOLE = ReviewDraft("Strong on facts.", {"diagnosis": 3, "access": 2}, {"diagnosis": "F7, F12.", "access": "No phone."})


@pytest.fixture
def world(session, now):
    return make_world(session, now=now)


@pytest.fixture
def hall(session, world, now):
    return open_hall(session, world, now=now)


@pytest.fixture
def opened(session, hall, now):
    for name in hall.trainees:
        write_something(session, hall, name, now=now)
    assigning.begin_reviews(session, workshop_id=hall.id, each=1, seed=1, now=now)
    return hall


def write_something(session, hall, name, *, now, proposal_id=""):
    edit = Edit(f"edit-{name}-{proposal_id[:8]}", "section:summary", 0, "Nobody can complain.")
    place = proposal_id or hall.proposal_ids[name]
    save_part(session, proposal_id=place, edit=edit, seat_id=hall.seat_ids[name], now=now)


def given(session, hall):
    query = select(Review.seat_id, Review.proposal_id).where(Review.workshop_id == hall.id)
    return set(session.execute(query).all())


def one_of(session, hall, name):
    return list_own_reviews(session, seat_id=hall.seat_ids[name])[0]


def submit(session, hall, name, now, draft=WHOLE):
    review = one_of(session, hall, name)
    seat_id = hall.seat_ids[name]
    reviews.submit_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA, now=now)
    return review


def test_opening_gives_everybody_somebody_elses_and_nobody_her_own(session, hall, now):
    for name in hall.trainees:
        write_something(session, hall, name, now=now)
    found = assigning.begin_reviews(session, workshop_id=hall.id, each=2, seed=1, now=now)

    assert (found.made, found.proposals, found.readers, found.short) == (6, 3, 3, 0)
    own = {(hall.seat_ids[name], hall.proposal_ids[name]) for name in hall.trainees}
    assert not given(session, hall) & own
    assert {count.assigned for count in read_board(session, workshop_id=hall.id).reviews.values()} == {2}


def test_a_proposal_without_a_word_is_not_given_out_and_its_author_reviews_all_the_same(session, hall, now):
    write_something(session, hall, "amina", now=now)
    found = assigning.begin_reviews(session, workshop_id=hall.id, each=2, seed=1, now=now)

    assert found.proposals == 1
    assert given(session, hall) == {(hall.seat_ids[name], hall.proposal_ids["amina"]) for name in ("binta", "chen")}


BLANK = {
    f"finding:{UUID(int=1)}": '{"exhibits": [], "facts": [], "indicators": [], "limb": "a", "text": " "}',
    f"risk:{UUID(int=2)}": '{"answer": "", "owner": "", "text": ""}',
    "section:summary": " \n ",
}


def test_a_proposal_whose_parts_were_opened_and_left_blank_is_not_given_out_handed_in_or_not(session, hall, now):
    write_something(session, hall, "amina", now=now)
    for name in ("binta", "chen"):
        for number, (key, content) in enumerate(BLANK.items()):
            edit = Edit(f"blank-{name}-{number}", key, 0, content)
            seat_id = hall.seat_ids[name]
            save_part(session, proposal_id=hall.proposal_ids[name], edit=edit, seat_id=seat_id, now=now)
    handing_in.hand_in(
        session, proposal_id=hall.proposal_ids["chen"], seat_id=hall.seat_ids["chen"], label="Handed in", now=now
    )
    assert assigning.list_reviewable(session, workshop_id=hall.id) == (hall.proposal_ids["amina"],)


@pytest.mark.parametrize(
    ("key", "content"),
    [
        (f"finding:{UUID(int=1)}", '{"facts": [7]}'),
        (f"recommendation:{UUID(int=1)}", '{"cost": "about ten"}'),
        (f"risk:{UUID(int=1)}", "No object"),
        ("section:summary", "x"),
    ],
)
def test_a_figure_cited_or_a_single_letter_is_something_written(key, content):
    assert not is_blank(key, content)


def test_who_left_before_her_review_was_in_is_waited_for_no_more(session, opened, now):
    trainer = find_seat(session, workshop_id=opened.id, account_id=opened.trainer.account_id)

    def asked():
        of_each = [reviews.list_reviews(session, proposal_id=one) for one in opened.proposal_ids.values()]
        return [score(one, CRITERIA).asked for one in of_each]

    assert sum(asked()) == 3
    submit(session, opened, "amina", now)
    for name in ("amina", "binta"):
        seats.leave(session, workshop_id=opened.id, seat_id=opened.seat_ids[name], now=now)
    assert sum(asked()) == 2, "what amina handed in stays; only binta's will not come"
    (left,) = list_scored(session, seat=trainer, criteria=CRITERIA)
    assert (Missing.REVIEWS in left.missing) is (left.scores.submitted < left.scores.asked)
    board = read_review_board(session, seat=trainer)
    assert sum(not line.is_given_up for one in board.proposals for line in one.reviews) == 2


def test_nobody_reviews_what_she_wrote_in_before_she_changed_teams(session, hall, now):
    team_id = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    for name in ("amina", "binta"):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids[name], team_id=team_id, now=now)
    place = seats.get_place(session, workshop_id=hall.id, account_id=hall.trainees["amina"].account_id)
    write_something(session, hall, "amina", now=now, proposal_id=place.proposal_id)
    teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids["amina"], team_id=None, now=now)
    assigning.begin_reviews(session, workshop_id=hall.id, each=3, seed=1, now=now)

    assert given(session, hall) == {(hall.seat_ids["chen"], place.proposal_id)}


def test_what_came_late_and_who_left_is_topped_up(session, opened, now):
    before = given(session, opened)
    left = opened.seat_ids["chen"]
    seats.leave(session, workshop_id=opened.id, seat_id=left, now=now)
    found = assigning.top_up(session, workshop_id=opened.id, each=1, seed=2, now=now)

    assert before <= given(session, opened)
    fresh = {(seat_id, proposal_id) for seat_id, proposal_id in given(session, opened) if seat_id != left}
    assert {opened.proposal_ids[name] for name in ("amina", "binta")} <= {proposal_id for _seat, proposal_id in fresh}
    assert found.proposals == 2
    again = assigning.begin_reviews(session, workshop_id=opened.id, each=1, seed=3, now=now)
    assert again.made == 0


def test_nothing_is_given_out_once_the_feedback_is_out_or_the_workshop_closed(session, opened, now):
    seats.close(session, workshop_id=opened.id, now=now)
    with pytest.raises(Conflict, match="closed"):
        assigning.top_up(session, workshop_id=opened.id, each=1, seed=2, now=now)
    seats.reopen(session, workshop_id=opened.id)
    seats.release(session, workshop_id=opened.id, now=now)
    with pytest.raises(Conflict, match="feedback is out"):
        assigning.top_up(session, workshop_id=opened.id, each=1, seed=2, now=now)
    with pytest.raises(Invalid, match="whole number from 1 to 9"):
        assigning.top_up(session, workshop_id=opened.id, each=0, seed=2, now=now)


def test_a_draft_keeps_a_reason_before_its_level_and_is_not_yet_in(session, opened, now):
    review, seat_id = one_of(session, opened, "amina"), opened.seat_ids["amina"]
    draft = ReviewDraft("", {"diagnosis": None, "access": 2}, {"diagnosis": "F7 is misread."})
    reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA)
    session.expire_all()

    held = reviews.get_review(session, workshop_id=opened.id, review_id=review.id).given
    assert {score.criterion: (score.level, score.reason) for score in held.scores} == {
        "diagnosis": (None, "F7 is misread."),
        "access": (2, ""),
    }
    assert not held.counts
    with pytest.raises(Invalid) as refused:
        reviews.submit_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA, now=now)
    assert set(refused.value.fields) == {"level-diagnosis", "reason-access", "summary"}


def test_of_two_pages_on_one_review_the_older_is_told_and_a_page_follows_on_itself(session, opened, now):
    review, seat_id = one_of(session, opened, "amina"), opened.seat_ids["amina"]

    def keep(reason, base, page):
        draft = ReviewDraft("", {}, {"diagnosis": reason}, base_version=base, page=page)
        return reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA)

    assert keep("One.", 0, "left") == 1
    assert keep("One. Two.", 0, "left") == 2, "its answer was lost on the way"
    with pytest.raises(NewerDraft, match="another window"):
        keep("Something else.", 0, "right")
    held = reviews.get_review(session, workshop_id=opened.id, review_id=review.id).given
    assert (held.version, held.scores[1].reason) == (2, "One. Two.")
    assert keep("One. Two.", 0, "right") == 2, "what says the same is no other draft"
    assert keep("Something else.", 2, "right") == 3
    assert keep("As a program sends it.", None, "") == 4


def test_what_is_submitted_is_changed_until_the_feedback_is_out_and_stays_whole(session, opened, now):
    review, seat_id = submit(session, opened, "amina", now), opened.seat_ids["amina"]
    changed = ReviewDraft("Better now.", {"diagnosis": 4, "access": 2}, WHOLE.reasons)
    reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=changed, criteria=CRITERIA)

    held = reviews.get_review(session, workshop_id=opened.id, review_id=review.id).given
    assert (held.levels["diagnosis"], held.summary, held.submitted_at) == (4, "Better now.", now)
    with pytest.raises(Invalid):
        reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=ReviewDraft(), criteria=CRITERIA)
    seats.release(session, workshop_id=opened.id, now=now)
    with pytest.raises(Conflict, match="feedback is out"):
        reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=WHOLE, criteria=CRITERIA)


def test_nobody_writes_the_review_of_another(session, opened, now):
    review = one_of(session, opened, "amina")
    with pytest.raises(NotFound):
        reviews.save_review(
            session, review_id=review.id, seat_id=opened.seat_ids["binta"], draft=WHOLE, criteria=CRITERIA
        )
    assert submit(session, opened, "amina", now).id == review.id


def test_a_criterion_that_is_not_in_the_rubric_is_named(session, opened, now):
    review, seat_id = one_of(session, opened, "amina"), opened.seat_ids["amina"]
    draft = ReviewDraft(levels={"style": 4})
    with pytest.raises(Invalid, match="no criterion 'style'; there are: diagnosis, access"):
        reviews.save_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA)


def test_the_example_is_scored_once_and_then_stays(session, hall, now):
    seat_id = hall.seat_ids["amina"]
    first = reviews.begin_calibration(session, seat_id=seat_id, now=now)
    assert reviews.begin_calibration(session, seat_id=seat_id, now=now + timedelta(minutes=1)) == first
    reviews.submit_review(session, review_id=first, seat_id=seat_id, draft=WHOLE, criteria=CRITERIA, now=now)

    with pytest.raises(Conflict, match="stay as they were"):
        reviews.save_review(session, review_id=first, seat_id=seat_id, draft=WHOLE, criteria=CRITERIA)
    found = reviews.find_calibration(session, seat_id=seat_id)
    assert found is not None
    assert found.kind is ReviewKind.CALIBRATION
    assert read_board(session, workshop_id=hall.id).reviews == {}


def test_a_flagged_review_counts_nothing_until_the_trainer_lets_it_stand(session, opened, now):
    review = submit(session, opened, "amina", now)

    def counts():
        known = reviews.list_reviews(session, proposal_id=review.proposal_id)
        return next(one for one in known if one.id == review.id).counts

    assert counts()
    flags.flag_review(session, workshop_id=opened.id, review_id=review.id, reason="It is of another case.", now=now)
    assert not counts()
    flags.keep(session, workshop_id=opened.id, review_id=review.id, now=now)
    assert counts()
    with pytest.raises(Conflict, match="has looked"):
        flags.flag_review(session, workshop_id=opened.id, review_id=review.id, reason="Again.", now=now)
    flags.set_aside(session, workshop_id=opened.id, review_id=review.id, now=now)
    assert not counts()
    found = assigning.top_up(session, workshop_id=opened.id, each=1, seed=5, now=now)
    assert found.made >= 1
    flags.keep(session, workshop_id=opened.id, review_id=review.id, now=now)
    assert counts()


def test_a_draft_cannot_be_flagged_and_a_flag_needs_words(session, opened, now):
    review = one_of(session, opened, "amina")
    with pytest.raises(NotFound):
        flags.flag_review(session, workshop_id=opened.id, review_id=review.id, reason="Rude.", now=now)
    submit(session, opened, "amina", now)
    with pytest.raises(Invalid):
        flags.flag_review(session, workshop_id=opened.id, review_id=review.id, reason=" ", now=now)


def test_a_trainer_has_one_review_of_a_proposal_of_her_own(session, opened, now):
    seat_id = find_seat(session, workshop_id=opened.id, account_id=opened.trainer.account_id).seat_id
    first = reviews.begin_trainer_review(session, proposal_id=opened.proposal_ids["binta"], seat_id=seat_id, now=now)
    assert (
        reviews.begin_trainer_review(session, proposal_id=opened.proposal_ids["binta"], seat_id=seat_id, now=now)
        == first
    )
    kinds = [one.kind for one in reviews.list_reviews(session, proposal_id=opened.proposal_ids["binta"])]
    assert kinds[-1] is ReviewKind.TRAINER
    by_proposal = reviews.list_reviews_of_workshop(session, workshop_id=opened.id)
    assert by_proposal[opened.proposal_ids["binta"]] == reviews.list_reviews(
        session, proposal_id=opened.proposal_ids["binta"]
    )


def test_what_a_reader_gets_has_no_place_for_a_writer():
    assert {field.name for field in fields(GivenReview)} & {"seat_id", "name", "reviewer", "account_id"} == set()


def test_the_trainers_list_says_who_reviews_whom_and_who_is_how_far(session, opened, now):
    submit(session, opened, "amina", now)
    trainer = find_seat(session, workshop_id=opened.id, account_id=opened.trainer.account_id)
    board = read_review_board(session, seat=trainer)

    lines = {line.seat_id: line for one in board.proposals for line in one.reviews}
    assert lines[opened.seat_ids["amina"]].points == 5
    assert lines[opened.seat_ids["amina"]].submitted_at == now
    assert not lines[opened.seat_ids["binta"]].is_begun


def test_scores_are_held_against_the_reference():
    compared = compare({"a": 4, "b": 1, "c": 2, "z": 4}, {"a": 2, "b": 2, "c": 2, "d": 3})

    assert (compared.same, compared.distance, compared.lean) == (1, 3, 1)
    assert compared.widest is not None
    assert compared.widest.criterion == "a"
    assert compare({"a": 2}, {"a": 2}).widest is None


def test_letters_go_on_after_z():
    assert [reviews.letter_of(place) for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
