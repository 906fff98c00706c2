"""The kit of a workshop and its debrief, for its trainers alone, on pages and through the API."""

import pytest

from lms.db.engine import transaction
from lms.http import access
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


def test_a_trainee_finds_neither(hall, sign_in):
    browser, one = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}"
    for path in ("kit", "kit/whole.zip", "kit/trainees.zip", "board/debrief.pptx"):
        assert browser.get(f"{one}/{path}").status_code == 404
        assert browser.get(f"/api/v1{one}/{path}").status_code in (404, 405)
