"""Pages that were open when their writer was dealt or moved: what they send is kept for her, and she is led to it."""

import uuid

import pytest

from lms.db.engine import transaction
from lms.workshops import handing_in, teams
from tests.web.test_workshop_saving import SUMMARY, Script
from tests.web.test_workshops import text_of
from tests.workshops import open_hall


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


@pytest.fixture
def amina(hall, sign_in):
    return Script(sign_in(hall.trainees["amina"]), hall)


@pytest.fixture
def move(app, hall, now):
    """Puts Amina into a new team, or out of any."""

    def put(name):
        with app.app_context(), transaction() as write:
            team_id = name and teams.make_team(write, workshop_id=hall.id, name=name, now=now)
            seat_id = hall.seat_ids["amina"]
            teams.move(write, workshop_id=hall.id, seat_id=seat_id, team_id=team_id, now=now)

    return put


def test_the_script_is_told_where_its_words_went_and_goes_on_from_there(hall, amina, move):
    own = hall.proposal_ids["amina"]
    first = amina.save(SUMMARY, 0, content="one", proposal=own)
    move("Lake")
    late = amina.save(SUMMARY, 1, content="one two", proposal=own)
    news = amina.browser.get(f"{amina.proposal}/changes?page={own}", headers={"Accept": "application/json"}).get_json()
    on = amina.save(SUMMARY, late["version"], content="one two three", proposal=late["proposal"])

    assert (first["late"], late["late"], on["late"]) == (False, True, True)
    assert (late["proposal"], late["version"], on["content"]) == (own, 2, "one two three")
    assert (news["team"], news["alone"], news["parts"]) == ("Lake", True, [])
    assert "one two three" in text_of(amina.browser, f"{amina.proposal}/alone")


def test_a_plain_form_is_kept_and_leads_to_what_was_kept(hall, amina, move):
    own = hall.proposal_ids["amina"]
    move("Lake")
    answer = amina.browser.send(
        f"{amina.proposal}/parts/{SUMMARY}", content="My words.", base_version="0", proposal=own
    )

    assert answer.location.endswith("/proposal/alone")
    shown = text_of(amina.browser, answer.location)
    assert "You are in Lake now. What you typed is kept here, for you alone." in shown
    assert "My words." in shown
    team_page = text_of(amina.browser, f"{amina.proposal}/parts/{SUMMARY}")
    assert "My words." not in team_page


def test_out_of_a_team_it_is_in_the_proposal_that_she_writes(amina, move):
    move("Lake")
    team = amina.changes().get_json()["proposal"]
    move(None)
    answer = amina.browser.send(f"{amina.proposal}/parts/{SUMMARY}", content="Mine.", base_version="0", proposal=team)

    shown = text_of(amina.browser, answer.location)
    assert "You are in no team now. What you typed is in your own proposal." in shown
    assert "Mine.</textarea>" in shown


def test_what_changed_nothing_leads_to_the_proposal_of_today(hall, amina, move):
    move("Lake")
    answer = amina.browser.send(f"{amina.proposal}/parts/{SUMMARY}", content="", proposal=hall.proposal_ids["amina"])

    assert "You had changed nothing there." in text_of(amina.browser, answer.location)


def test_what_was_handed_in_alone_takes_nothing_more_and_says_so(app, hall, amina, move, now):
    own = hall.proposal_ids["amina"]
    amina.save(SUMMARY, 0, content="one", proposal=own)
    with app.app_context(), transaction() as write:
        handing_in.hand_in(write, proposal_id=own, seat_id=hall.seat_ids["amina"], label="Handed in", now=now)
    move("Lake")

    refused = amina.save(SUMMARY, 1, 409, content="one two", proposal=own)
    assert "What you wrote alone is handed in" in refused["detail"]
    answer = amina.browser.send(f"{amina.proposal}/parts/{SUMMARY}", content="x", proposal=own)
    assert answer.status_code == 409
    assert "</textarea>" not in answer.get_data(as_text=True)


def test_a_proposal_that_never_was_is_none_of_hers(amina, move):
    move("Lake")
    kept = amina.save(SUMMARY, 7, content="Words.", proposal=str(uuid.UUID(int=5)))

    assert kept["content"] == "Words."
    assert amina.changes().get_json()["parts"] == []
