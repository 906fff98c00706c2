"""The facilitator's path: look at the running order, make the kit, download it, make it again."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from sqlalchemy import text

from lms.db.engine import database

CHOSEN = {
    "module": "complaints",
    "mode": "webinar",
    "tier": "field",
    "minutes": "60",
    "date": "2026-12-01",
    "time": "09:00",
    "zone": "Africa/Nairobi",
}
KITS = "/institutions/valley/kits"


@pytest.fixture
def facilitator(world, sign_in):
    browser = sign_in(world.valley.people["facilitator"])
    browser.get("/account")
    return browser


def download(facilitator, href):
    with facilitator.get(f"{href}/file") as response:
        return response.data


def count_kits(app):
    with app.app_context():
        found = database.session.execute(text("select count(*) from kit")).scalar_one()
        database.session.rollback()
    return found


def test_the_running_order_is_shown_before_anything_is_made(app, facilitator):
    page = facilitator.get(f"{KITS}/new", query_string=CHOSEN).get_data(as_text=True)

    minutes = [int(found) for found in re.findall(r"</th>\n<td><bdi>(\d+)</bdi></td>", page)]
    assert sum(minutes) == 60
    assert "09:00" in page
    assert "Africa/Nairobi" in page
    assert count_kits(app) == 0


def test_a_kit_is_made_listed_and_downloaded_whole(app, facilitator):
    made = facilitator.send(KITS, **CHOSEN)
    shown = facilitator.get(made.headers["Location"]).get_data(as_text=True)
    content = download(facilitator, made.headers["Location"])
    archive = zipfile.ZipFile(io.BytesIO(content))
    manifest = json.loads(archive.read("manifest.json"))

    assert archive.testzip() is None
    for entry in manifest["files"]:
        assert hashlib.sha256(archive.read(entry["path"])).hexdigest() == entry["sha256"]
        assert entry["path"] in shown
    assert "session.ics" in archive.namelist()
    assert "Mechanisms for complaint resolution" in facilitator.get(KITS).get_data(as_text=True)


def test_the_same_request_gives_the_same_bytes(facilitator):
    files = [download(facilitator, facilitator.send(KITS, **CHOSEN).headers["Location"]) for _time in "ab"]

    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("module", "no-such-module", "complaints"),
        ("mode", "online", "Choose in person or webinar"),
        ("tier", "everyone", "Choose one of the five"),
        ("minutes", "7", "30 to 180"),
        ("minutes", "an hour", "30 to 180"),
        ("date", "2026-02-30", "not a day in the calendar"),
        ("time", "25:00", "not a time of day"),
        ("zone", "Africa/Atlantis", "no such time zone"),
    ],
)
def test_what_cannot_be_made_is_told_at_its_field_and_nothing_is_kept(app, facilitator, field, value, words):
    asked = {**CHOSEN, field: value}
    looked = facilitator.get(f"{KITS}/new", query_string=asked)
    made = facilitator.send(KITS, **asked)

    for page in (looked, made):
        assert page.status_code == 422
        assert words in page.get_data(as_text=True)
        assert f'id="f-{field}' in page.get_data(as_text=True)
    assert count_kits(app) == 0


def test_a_time_that_the_clocks_skip_is_told(facilitator):
    page = facilitator.send(KITS, **{**CHOSEN, "zone": "Europe/Paris", "date": "2026-03-29", "time": "02:30"})

    assert page.status_code == 422
    assert "does not exist on that day" in page.get_data(as_text=True)


def test_a_learner_has_no_kits(world, sign_in):
    assert sign_in(world.valley.people["field"]).get(KITS).status_code == 404


def test_a_kit_taken_off_the_list_is_gone(facilitator):
    made = facilitator.send(KITS, **CHOSEN).headers["Location"]
    facilitator.send(f"{made}/drop")

    assert facilitator.get(made).status_code == 404
