"""Remarks: who sees which, when, and what can still be changed."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from lms.errors import Conflict, Invalid, NotFound
from lms.reports.workshop_voices import read_voices
from lms.workshops import comments, flags
from lms.workshops.comments import NewRemark, Onlooker, Voice
from lms.workshops.models import Proposal, Review, Seat
from lms.workshops.parts import Edit, save_part
from lms.workshops.reviews import ReviewKind, add_review
from lms.workshops.teams import make_team, move
from tests.workshops import open_hall
from tests.worlds import make_world

KEY = "section:context"
TEXT = "Nobody complains at Sandrel (F7).\n\nThe box hangs beside the desk."


@dataclass(frozen=True)
class Room:
    """Amina and Binta write one proposal, Chen reviews it, Dana takes part and has nothing to do with it."""

    id: str
    proposal_id: str
    review_id: str
    amina: Onlooker
    binta: Onlooker
    chen: Onlooker
    dana: Onlooker
    trainer: Onlooker


@pytest.fixture
def room(session, now):
    world = make_world(session, now=now)
    people = {
        "amina": world.valley.people["field"],
        "binta": world.valley.people["support"],
        "chen": world.harbour.people["field"],
        "dana": world.harbour.people["support"],
    }
    hall = open_hall(session, world, now=now, trainees=people)
    team_id = make_team(session, workshop_id=hall.id, name="River", now=now)
    for name in ("amina", "binta"):
        move(session, workshop_id=hall.id, seat_id=hall.seat_ids[name], team_id=team_id, now=now)
    proposal_id = session.execute(proposal_of_team(team_id)).scalar_one()
    edit = Edit("00000000-0000-4000-8000-000000000001", KEY, 0, TEXT)
    save_part(session, proposal_id=proposal_id, edit=edit, seat_id=hall.seat_ids["amina"], now=now)
    chen = session.get_one(Seat, hall.seat_ids["chen"])
    review_id = add_review(session, seat=chen, proposal_id=proposal_id, kind=ReviewKind.PEER, now=now)
    trainer = session.execute(trainers(hall.id)).scalar_one()
    look = {
        name: Onlooker(hall.id, hall.seat_ids[name], False, proposal_id if name in ("amina", "binta") else own, False)
        for name, own in hall.proposal_ids.items()
    }
    return Room(hall.id, proposal_id, review_id, **look, trainer=Onlooker(hall.id, trainer, True, None, False))


def proposal_of_team(team_id):
    return select(Proposal.id).where(Proposal.team_id == team_id)


def trainers(workshop_id):
    return select(Seat.id).where(Seat.workshop_id == workshop_id, Seat.role == "trainer")


def remark(session, room, onlooker, now, *, text="Which year?", quote="", review_id=None):
    new = NewRemark(room.proposal_id, KEY, text, quote=quote, review_id=review_id)
    return comments.add_remark(session, onlooker=onlooker, new=new, now=now)


def seen(session, room, onlooker):
    threads = comments.list_threads(session, onlooker=onlooker, proposal_id=room.proposal_id)
    return [(thread.voice, thread.remark.text) for thread in threads]


def out(onlooker):
    return replace(onlooker, is_released=True)


@pytest.fixture
def three(session, room, now):
    """One remark of each voice."""
    remark(session, room, room.amina, now, text="own")
    remark(session, room, room.chen, now, text="review", review_id=room.review_id)
    remark(session, room, room.trainer, now, text="trainer")


@pytest.mark.usefixtures("three")
def test_who_sees_which_remark_before_and_after_the_feedback(session, room):
    expected = {
        "amina": ({Voice.TEAM}, set(Voice)),
        "binta": ({Voice.TEAM}, set(Voice)),
        "chen": ({Voice.REVIEW}, {Voice.REVIEW}),
        "dana": (set(), set()),
        "trainer": (set(Voice), set(Voice)),
    }
    for who, (before, after) in expected.items():
        onlooker = getattr(room, who)
        assert {voice for voice, _text in seen(session, room, onlooker)} == before, who
        assert {voice for voice, _text in seen(session, room, out(onlooker))} == after, who


@pytest.mark.usefixtures("three")
def test_nobody_but_the_trainer_learns_the_name_of_a_reviewer(session, room):
    def names(onlooker):
        threads = comments.list_threads(session, onlooker=onlooker, proposal_id=room.proposal_id)
        return read_voices(session, onlooker=onlooker, threads=threads, proposal_id=room.proposal_id)

    assert set(names(out(room.binta)).names.values()) == {"Field of Valley"}
    assert names(out(room.binta)).letters == {room.review_id: "A"}
    assert names(out(room.chen)).names == {}
    assert "Field of Harbour" in names(room.trainer).names.values()


def test_a_reviewer_does_not_learn_who_answers(session, room, now):
    made = remark(session, room, room.chen, now, review_id=room.review_id)
    comments.answer(session, onlooker=out(room.amina), comment_id=made, text="2025.", now=now)
    threads = comments.list_threads(session, onlooker=out(room.chen), proposal_id=room.proposal_id)

    assert [one.text for one in threads[0].answers] == ["2025."]
    voices = read_voices(session, onlooker=out(room.chen), threads=threads, proposal_id=room.proposal_id)
    assert voices.names == {}


def test_nobody_remarks_on_a_proposal_that_is_neither_hers_nor_hers_to_review(session, room, now):
    for onlooker in (room.chen, room.dana):
        with pytest.raises(NotFound):
            remark(session, room, onlooker, now)
    with pytest.raises(NotFound):
        remark(session, room, room.dana, now, review_id=room.review_id)


def test_a_thread_that_one_may_not_see_is_not_there(session, room, now):
    made = remark(session, room, room.amina, now)
    for onlooker in (room.chen, room.dana, replace(room.trainer, workshop_id="another")):
        with pytest.raises(NotFound):
            comments.answer(session, onlooker=onlooker, comment_id=made, text="Hello", now=now)
        with pytest.raises(NotFound):
            comments.resolve(session, onlooker=onlooker, comment_id=made, now=now)
        with pytest.raises(NotFound):
            comments.take_back(session, onlooker=onlooker, comment_id=made)


def test_who_writes_another_proposal_now_hears_no_more_of_the_talk_on_this_one(session, room, now):
    asked = remark(session, room, room.binta, now, text="Which year?")
    moved = replace(room.binta, proposal_id=room.dana.proposal_id)
    comments.answer(session, onlooker=room.amina, comment_id=asked, text="2025.", now=now)

    assert seen(session, room, moved) == []
    with pytest.raises(NotFound):
        comments.get_thread(session, onlooker=moved, comment_id=asked)
    assert [text for _voice, text in seen(session, room, room.binta)] == ["Which year?"]


def test_a_thread_is_resolved_and_reopened(session, room, now):
    made = remark(session, room, room.amina, now)

    comments.resolve(session, onlooker=room.binta, comment_id=made, now=now)
    thread = comments.get_thread(session, onlooker=room.amina, comment_id=made)
    assert thread.remark.resolved_at == now
    comments.reopen(session, onlooker=room.amina, comment_id=made)
    assert comments.get_thread(session, onlooker=room.amina, comment_id=made).remark.resolved_at is None


def test_ones_own_words_can_be_changed_until_somebody_answers(session, room, now):
    made = remark(session, room, room.amina, now)
    comments.change(session, onlooker=room.amina, comment_id=made, text="Which year was it?")
    with pytest.raises(Conflict, match="Only who wrote"):
        comments.change(session, onlooker=room.binta, comment_id=made, text="Mine now")

    answered = comments.answer(session, onlooker=room.binta, comment_id=made, text="2025.", now=now)
    with pytest.raises(Conflict, match="answered"):
        comments.take_back(session, onlooker=room.amina, comment_id=made)
    comments.take_back(session, onlooker=room.binta, comment_id=answered)
    comments.take_back(session, onlooker=room.amina, comment_id=made)
    assert seen(session, room, room.amina) == []


def test_what_went_out_as_feedback_is_not_changed(session, room, now):
    made = remark(session, room, room.chen, now, review_id=room.review_id)

    with pytest.raises(Conflict, match="feedback is out"):
        comments.change(session, onlooker=out(room.chen), comment_id=made, text="Softer")
    with pytest.raises(Conflict, match="feedback is out"):
        remark(session, room, out(room.chen), now, review_id=room.review_id)


def test_an_answer_to_an_answer_stands_in_the_same_thread(session, room, now):
    made = remark(session, room, room.amina, now)
    first = comments.answer(session, onlooker=room.binta, comment_id=made, text="2025.", now=now)
    comments.answer(session, onlooker=room.amina, comment_id=first, text="Thank you.", now=now)

    thread = comments.get_thread(session, onlooker=room.trainer, comment_id=first)
    assert {one.text for one in thread.answers} == {"2025.", "Thank you."}
    assert {one.answers_id for one in thread.answers} == {made}


def test_the_remarks_of_a_review_set_aside_are_not_shown_to_authors(session, room, now):
    remark(session, room, room.chen, now, review_id=room.review_id)
    session.get_one(Review, room.review_id).submitted_at = now
    flags.set_aside(session, workshop_id=room.id, review_id=room.review_id, now=now)

    assert seen(session, room, out(room.amina)) == []
    assert len(seen(session, room, room.trainer)) == 1


def test_a_remark_without_words_with_too_many_or_on_no_part_is_refused(session, room, now):
    for text, words in (("  \n", "Write what"), ("x" * 4001, "4,000 fit")):
        with pytest.raises(Invalid) as refused:
            remark(session, room, room.amina, now, text=text)
        assert words in refused.value.fields["text"]
    for key in ("section:nowhere", "nonsense", "finding:00000000-0000-4000-8000-000000000009"):
        with pytest.raises(Invalid):
            comments.add_remark(
                session, onlooker=room.amina, new=NewRemark(room.proposal_id, key, "Which year?"), now=now
            )


def test_a_long_quote_is_kept_short_and_in_one_line(session, room, now):
    made = remark(session, room, room.amina, now, quote="a\n b " + "long " * 200)
    quote = comments.get_thread(session, onlooker=room.amina, comment_id=made).remark.quote
    assert quote.startswith("a b long")
    assert len(quote) <= comments.LONGEST_QUOTE
