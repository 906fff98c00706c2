"""What somebody wrote alone before she came into a team."""

from datetime import timedelta

import pytest

from courses.proposals import Finding, write_part
from lms.errors import Conflict
from lms.reports.workshop_seats import find_seat
from lms.workshops import alone, handing_in, teams
from lms.workshops.parts import Edit, list_parts, save_part
from tests.workshops import open_hall
from tests.worlds import make_world

GAP = "finding:00000000-0000-0000-0000-000000000001"


@pytest.fixture
def hall(session, now):
    return open_hall(session, make_world(session, now=now), now=now)


def seat_of(session, hall, name):
    return find_seat(session, workshop_id=hall.id, account_id=hall.trainees[name].account_id)


def write(session, hall, name, key, content, *, now, edit_id, base=0):
    seat = seat_of(session, hall, name)
    edit = Edit(edit_id, key, base, content)
    save_part(session, proposal_id=seat.proposal_id, edit=edit, seat_id=seat.seat_id, now=now)


@pytest.fixture
def dealt(session, hall, now):
    """Amina wrote a finding and a summary and left a part blank; then she came into a team that has a summary."""
    write(session, hall, "amina", GAP, write_part(Finding(GAP[8:], text="No line.", facts=(7,))), now=now, edit_id="1")
    write(session, hall, "amina", "section:summary", "Her words.\n", now=now, edit_id="2")
    write(session, hall, "amina", "section:context", " \n", now=now, edit_id="3")
    team_id = teams.make_team(session, workshop_id=hall.id, name="Lake", now=now)
    for name in ("binta", "amina"):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids[name], team_id=team_id, now=now)
    write(session, hall, "binta", "section:summary", "Theirs.", now=now, edit_id="4")
    return seat_of(session, hall, "amina")


def take(session, seat, *, now):
    found = alone.find_alone(session, seat_id=seat.seat_id)
    assert found is not None
    return alone.take_along(session, alone_id=found, proposal_id=seat.proposal_id, seat_id=seat.seat_id, now=now)


def test_who_writes_alone_has_left_nothing_behind(session, hall):
    assert alone.find_alone(session, seat_id=hall.seat_ids["chen"]) is None


def test_what_she_wrote_alone_is_found_again_in_the_team(session, hall, dealt):
    found = alone.find_alone(session, seat_id=dealt.seat_id)

    assert found == hall.proposal_ids["amina"] != dealt.proposal_id
    left = alone.list_left_behind(session, alone_id=found, proposal_id=dealt.proposal_id)
    assert {part.key for part in left} == {GAP, "section:summary"}


def test_it_comes_along_below_what_the_team_has_and_takes_nothing_away(session, hall, dealt, now):
    assert take(session, dealt, now=now + timedelta(minutes=1)) == 2

    held = {part.key: part.content for part in list_parts(session, proposal_id=dealt.proposal_id)}
    assert held["section:summary"] == "Theirs.\n\nHer words."
    assert "No line." in held[GAP]
    hers = {part.key: part.content for part in list_parts(session, proposal_id=hall.proposal_ids["amina"])}
    assert hers["section:summary"] == "Her words.\n"


def test_it_comes_along_once(session, dealt, now):
    take(session, dealt, now=now)

    with pytest.raises(Conflict, match="nothing of yours"):
        take(session, dealt, now=now)


def test_a_finding_that_the_team_took_out_does_not_come_back_by_itself(session, hall, dealt, now):
    take(session, dealt, now=now)
    edit = Edit("5", GAP, 1, "", is_out=True)
    save_part(session, proposal_id=dealt.proposal_id, edit=edit, seat_id=dealt.seat_id, now=now)

    found = alone.find_alone(session, seat_id=dealt.seat_id) or ""
    assert alone.list_left_behind(session, alone_id=found, proposal_id=dealt.proposal_id) == ()


def test_nothing_comes_into_a_proposal_that_is_handed_in(session, dealt, now):
    handing_in.hand_in(session, proposal_id=dealt.proposal_id, seat_id=dealt.seat_id, label="Handed in", now=now)

    with pytest.raises(Conflict, match="handed in"):
        take(session, dealt, now=now)
