"""Who wrote alone and came into a team finds her words again."""

import json
import uuid

import pytest

from lms.db.engine import transaction
from lms.workshops import teams
from lms.workshops.parts import Edit, save_part
from tests.web.test_workshops import text_of
from tests.workshops import open_hall

GAP = f"finding:{uuid.UUID(int=1)}"


@pytest.fixture
def hall(app, world, now):
    """Amina wrote a finding alone; then all three came into one team."""
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        edit = Edit(str(uuid.UUID(int=9)), GAP, 0, json.dumps({"text": "No line that a person answers."}))
        amina = made.seat_ids["amina"]
        save_part(write, proposal_id=made.proposal_ids["amina"], edit=edit, seat_id=amina, now=now)
        teams.deal_teams(write, workshop_id=made.id, size=3, seed=1, called="Team", now=now)
    return made


def test_the_desk_leads_to_it_and_it_comes_along_once(hall, sign_in):
    browser, desk = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal"
    assert f'href="{desk}/alone"' in text_of(browser, desk)
    shown = text_of(browser, f"{desk}/alone")
    assert "No line that a person answers." in shown
    assert "Take 1 part along" in shown
    assert "Nothing is written here." not in shown

    browser.send(f"{desk}/alone")
    browser.send(f"{desk}/alone")

    taken = text_of(browser, desk)
    assert taken.count(f'id="{GAP}"') == 1
    assert f'href="{desk}/alone"' not in taken
    assert "All of it is in the proposal of your team." in text_of(browser, f"{desk}/alone")


def test_nobody_else_of_the_team_sees_it(hall, sign_in):
    browser, desk = sign_in(hall.trainees["binta"]), f"/workshops/{hall.id}/proposal"
    assert f'href="{desk}/alone"' not in text_of(browser, desk)
    text_of(browser, f"{desk}/alone", status=404)
