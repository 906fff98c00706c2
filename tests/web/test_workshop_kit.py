"""The kit of a workshop and its debrief, for its trainers alone, on pages and through the API."""

import pytest

from lms.db.engine import transaction
from lms.http import access
from lms.workshops import seats
from tests.webinar_kits import office
from tests.workshops import open_hall
from webinar_kits.archive import unpack


@pytest.fixture
def hall(app, world, now, monkeypatch):
    monkeypatch.setattr(access, "now", lambda: now)
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def fetched(browser, path):
    """What an address sends, its name, and the file closed again."""
    with browser.get(path) as response:
        assert response.status_code == 200, path
        return response.data, response.headers["Content-Disposition"]


def test_a_trainer_takes_the_kit_the_handouts_and_the_debrief(hall, sign_in):
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"

    page = browser.get(f"{one}/kit").get_data(as_text=True)
    assert "Facilitator guide, with the answers" in page
    assert "board/debrief.pptx" in page
    (whole, name), (handed_out, _) = (fetched(browser, f"{one}/kit/{part}.zip") for part in ("whole", "trainees"))
    assert "workshop-kit-sandrel-room.zip" in name
    assert {path.split("/")[0] for path in unpack(handed_out) if "/" in path} == {"trainees"}
    assert set(unpack(handed_out)) < set(unpack(whole))
    assert fetched(browser, f"/api/v1{one}/kit/trainees.zip")[0] == handed_out

    debrief, _ = fetched(browser, f"{one}/board/debrief.pptx")
    assert "Nothing is written yet" in office.words(office.slides(debrief)[0])
    assert fetched(browser, f"/api/v1{one}/board/debrief.pptx")[0] == debrief


def test_a_trainee_of_an_open_workshop_gets_no_answers_from_the_kits_of_a_house(app, hall, sign_in, world, now):
    area = f"/institutions/{world.valley.slug}/kits/workshop"
    with app.app_context(), transaction() as write:
        seats.join(write, code=hall.code, account_id=world.valley.people["coordinator"].account_id, now=now)
    browser = sign_in(world.valley.people["coordinator"])

    page = browser.get(f"{area}?mode=in_person").get_data(as_text=True)
    assert "You take part in a workshop as a trainee" in page
    assert "whole.zip" not in page
    for path in (f"{area}/whole.zip", f"/api/v1{area}/whole.zip"):
        assert browser.get(path).status_code == 403


def test_who_may_not_hold_workshops_finds_no_kit_of_one(hall, sign_in, world):
    browser, area = sign_in(world.valley.people["facilitator"]), f"/institutions/{world.valley.slug}/kits/workshop"
    assert area not in browser.get(f"/institutions/{world.valley.slug}/kits").get_data(as_text=True)
    for path in ("", "/whole.zip", "/trainees.zip"):
        assert browser.get(area + path).status_code == 404
        assert browser.get(f"/api/v1{area}{path or '/plan'}").status_code == 404


def test_a_trainee_finds_neither(hall, sign_in):
    browser, one = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}"
    for path in ("kit", "kit/whole.zip", "kit/trainees.zip", "kit/whole.zip?lengths=400", "board/debrief.pptx"):
        assert browser.get(f"{one}/{path}").status_code == 404
        assert browser.get(f"/api/v1{one}/{path}").status_code in (404, 405)
