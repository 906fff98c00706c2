"""The page of the day says at each moment what comes next, and leads there."""

import uuid
from datetime import timedelta

import pytest

from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.db.engine import transaction
from lms.http import access
from lms.web import workshop_today, workshops
from lms.workshops import assigning, handing_in
from lms.workshops.parts import Edit, save_part
from tests.web.test_workshops import text_of
from tests.workshops import open_hall


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def test_every_place_of_the_agenda_is_an_item_of_it():
    items = {item.id for sitting in load_workshop(workshop_folder()).sittings for item in sitting.items}

    assert set(workshop_today.PLACES) <= items


def test_the_page_says_what_comes_next_from_the_first_minute_to_the_reviews(app, hall, sign_in, monkeypatch, now):
    for module in (workshops, access):
        monkeypatch.setattr(module, "now", lambda: now)
    amina, one = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}"
    first = text_of(amina, one)
    assert "Begin with the case" in first
    assert "Begin to write" in first
    for place in ("/case", "/tools", "/calibration", "/proposal", "/reviews"):
        assert f'<p><a href="{one}{place}">' in first, place

    with app.app_context(), transaction() as write:
        for number, name in enumerate(hall.trainees):
            edit = Edit(str(uuid.UUID(int=number)), "section:summary", 0, "Nobody complains.")
            proposal_id, seat_id = hall.proposal_ids[name], hall.seat_ids[name]
            save_part(write, proposal_id=proposal_id, edit=edit, seat_id=seat_id, now=now)
        chen = hall.proposal_ids["chen"]
        handing_in.hand_in(write, proposal_id=chen, seat_id=hall.seat_ids["chen"], label="Handed in", now=now)
    assert "Go on writing" in text_of(amina, one)
    assert "score the example" in text_of(sign_in(hall.trainees["chen"]), one)

    with app.app_context(), transaction() as write:
        later = now + timedelta(minutes=1)
        assigning.begin_reviews(write, workshop_id=hall.id, each=2, seed=1, now=later)
    page = text_of(amina, one)
    assert "2 reviews are not submitted yet." in page
    assert "others read it as it stands" in page
    assert "others read it as it stands" not in text_of(sign_in(hall.trainees["chen"]), one)
