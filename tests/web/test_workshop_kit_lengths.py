"""Kits of a workshop at another length, and where there is no workshop yet: on pages and through the API."""

import json

import pytest

from lms.db.engine import transaction
from lms.http import access
from tests.web.test_workshop_kit import fetched
from tests.workshops import open_hall
from webinar_kits.archive import unpack


@pytest.fixture
def engine_name():
    """One engine is enough: nothing but a seat is read, and a kit takes seconds to make."""
    return "sqlite"


@pytest.fixture
def hall(app, world, now, monkeypatch):
    monkeypatch.setattr(access, "now", lambda: now)
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def test_a_trainer_sees_what_less_time_costs_and_takes_that_kit(hall, sign_in):
    browser, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    typed = "?lengths=400&begins=09:00"

    page = browser.get(f"{one}/kit{typed}").get_data(as_text=True)
    assert "left out" in page
    assert "kit/whole.zip?" in page
    kit, name = fetched(browser, f"{one}/kit/whole.zip{typed}")
    assert "workshop-kit-sandrel-room-400min.zip" in name
    plan = browser.get(f"/api/v1{one}/kit/plan{typed}").get_json()
    assert plan["sittings"][0]["minutes"] == 400
    assert sum(item["minutes"] for item in plan["sittings"][0]["items"]) == 400
    manifest = json.loads(unpack(kit)["manifest.json"])
    assert manifest["less"] == plan["less"]
    assert manifest["request"]["title"]

    refused = browser.get(f"{one}/kit?lengths=100")
    assert refused.status_code == 422
    assert "the least that is possible is 365 minutes" in refused.get_data(as_text=True)
    answer = browser.get(f"/api/v1{one}/kit/whole.zip?lengths=100")
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["lengths"])


def test_who_may_hold_workshops_takes_a_kit_before_there_is_one(hall, sign_in, world):
    browser, area = sign_in(world.valley.people["coordinator"]), f"/institutions/{world.valley.slug}/kits/workshop"

    assert f'href="{area}"' in browser.get(f"/institutions/{world.valley.slug}/kits").get_data(as_text=True)
    assert "whole.zip" not in browser.get(area).get_data(as_text=True)
    typed = "?mode=webinar&case=quellmar&lengths=120,120,120&dates=2026-05-04&zone=Asia/Amman&title=Ours"
    page = browser.get(area + typed).get_data(as_text=True)
    assert "First of three" in page
    assert "12:00 (Asia/Amman)" in page
    handed_out, name = fetched(browser, f"{area}/trainees.zip{typed}")
    assert "workshop-handouts-quellmar-webinar-120-120-120min.zip" in name
    assert not [path for path in unpack(handed_out) if path.startswith("facilitator/")]
    assert browser.get(f"/api/v1{area}/plan{typed}").get_json()["sittings"][2]["date"] == "2026-05-18"
    assert browser.get(f"{area}?mode=webinar&lengths=5").status_code == 422
