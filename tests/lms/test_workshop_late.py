"""Words from a page that was made before its writer was dealt into a team, or moved to another."""

import json

import pytest

from courses.proposals import Finding, write_part
from lms.errors import Conflict, Invalid
from lms.workshops import alone, handing_in, late, teams
from lms.workshops.parts import Edit, find_part, save_part
from tests.lms.test_workshop_alone import GAP, seat_of, write
from tests.workshops import open_hall
from tests.worlds import make_world

SUMMARY = "section:summary"


@pytest.fixture
def hall(session, now):
    return open_hall(session, make_world(session, now=now), now=now)


@pytest.fixture
def move(session, hall, now):
    def put(name, *people):
        team_id = teams.make_team(session, workshop_id=hall.id, name=name, now=now)
        for one in people:
            teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids[one], team_id=team_id, now=now)
        return seat_of(session, hall, people[0]).proposal_id

    return put


@pytest.fixture
def send(session, hall, now):
    def save(page_of, typed, base=0, *, edit_id="late", key=SUMMARY, **more):
        edit = Edit(edit_id, key, base, typed, **more)
        return late.save_late(session, seat_id=hall.seat_ids["amina"], page_of=page_of, edit=edit, now=now)

    return save


def held(session, proposal_id, key=SUMMARY):
    found = find_part(session, proposal_id=proposal_id, key=key)
    return found.content if found else None


def test_on_her_own_proposal_it_is_an_edit_like_any_other_and_the_team_sees_nothing(session, hall, move, send, now):
    own = hall.proposal_ids["amina"]
    write(session, hall, "amina", SUMMARY, "one", now=now, edit_id="1")
    team = move("Lake", "amina")

    where, saved = send(own, "one two", 1)

    assert (where, saved.version, saved.content, saved.is_merged) == (own, 2, "one two", False)
    assert held(session, team) is None


def test_a_proposal_that_was_dropped_because_it_was_empty_begins_again(session, hall, move, send):
    move("Lake", "amina")

    where, saved = send(hall.proposal_ids["amina"], "First words.")
    again, same = send(hall.proposal_ids["amina"], "First words.")

    assert where == again == alone.find_alone(session, seat_id=hall.seat_ids["amina"])
    assert (saved.version, same.version, held(session, where)) == (1, 1, "First words.")


def test_from_a_team_she_has_left_come_the_lines_she_changed_once_and_not_theirs(session, hall, move, send, now):
    lake = move("Lake", "amina", "binta")
    write(session, hall, "binta", SUMMARY, "Theirs.\n\nMore of theirs.", now=now, edit_id="1")
    hill = move("Hill", "amina", "chen")

    typed = "Theirs.\n\nMine.\n\nMore of theirs."
    where, saved = send(lake, typed, 1)
    send(lake, typed, 1)

    assert (saved.content, saved.is_merged) == ("Mine.", True)
    assert (held(session, where), held(session, hill), held(session, lake)) == (
        "Mine.", None, "Theirs.\n\nMore of theirs.",
    )  # fmt: skip
    _, on = send(where, "Mine. And more.", saved.version, edit_id="on")
    assert on.content == "Mine. And more."


def test_it_stands_below_what_she_wrote_alone(session, hall, move, send, now):
    write(session, hall, "amina", SUMMARY, "Alone.", now=now, edit_id="1")
    lake = move("Lake", "amina")
    move("Hill", "amina")

    _where, saved = send(lake, "Later.")

    assert saved.content == "Alone.\n\nLater."


def test_an_edit_whose_answer_was_lost_stays_where_it_had_come_in(session, hall, move, send, now):
    lake = move("Lake", "amina")
    write(session, hall, "amina", SUMMARY, "Mine.", now=now, edit_id="1")
    move("Hill", "amina")

    where, saved = send(lake, "Mine.", edit_id="1")
    _, other = send(lake, "Mine.\nOther words.", edit_id="1")

    assert (where, saved.content) == (lake, "Mine.")
    assert other.content == "Mine.\nOther words."


def test_a_finding_comes_whole_and_what_was_only_looked_at_or_taken_out_does_not(session, hall, move, send, now):
    lake = move("Lake", "amina", "binta")
    content = write_part(Finding(GAP[8:], text="No line.", facts=(7,)))
    write(session, hall, "binta", GAP, content, now=now, edit_id="1")
    move("Hill", "amina")

    assert send(lake, content, 1, key=GAP) is None
    assert send(lake, "", 1, key=GAP, is_out=True) is None
    changed = write_part(Finding(GAP[8:], text="No line at night.", facts=(7,)))
    where, _saved = send(lake, changed, 1, key=GAP)
    assert json.loads(held(session, where, GAP) or "")["text"] == "No line at night."


def test_what_cannot_be_kept_is_refused(session, hall, move, send, now):
    own = hall.proposal_ids["amina"]
    write(session, hall, "amina", SUMMARY, "one", now=now, edit_id="1")
    handing_in.hand_in(session, proposal_id=own, seat_id=hall.seat_ids["amina"], label="Handed in", now=now)
    move("Lake", "amina")

    with pytest.raises(Conflict, match="alone is handed in"):
        send(own, "one two", 1)
    with pytest.raises(Invalid):
        send(own, "x" * 200_001, 1)


def test_words_added_after_they_came_along_are_told_again_and_take_their_place(session, hall, move, send, now):
    own, seat_id = hall.proposal_ids["amina"], hall.seat_ids["amina"]
    write(session, hall, "amina", SUMMARY, "Mine.", now=now, edit_id="1")
    write(session, hall, "amina", GAP, write_part(Finding(GAP[8:], text="No line.")), now=now, edit_id="2")
    lake = move("Lake", "amina")
    alone.take_along(session, alone_id=own, proposal_id=lake, seat_id=seat_id, now=now)
    edit = Edit("3", SUMMARY, 1, "Before.\n\nMine.\n\nAfter.")
    save_part(session, proposal_id=lake, edit=edit, seat_id=seat_id, now=now)
    assert alone.list_left_behind(session, alone_id=own, proposal_id=lake) == ()

    send(own, "Mine, and more.", 1)
    send(own, write_part(Finding(GAP[8:], text="No line at night.")), 1, key=GAP, edit_id="other")

    assert len(alone.list_left_behind(session, alone_id=own, proposal_id=lake)) == 2
    assert alone.take_along(session, alone_id=own, proposal_id=lake, seat_id=seat_id, now=now) == 2
    assert held(session, lake) == "Before.\n\nMine, and more.\n\nAfter."
    assert json.loads(held(session, lake, GAP) or "")["text"] == "No line at night."
    assert alone.list_left_behind(session, alone_id=own, proposal_id=lake) == ()
