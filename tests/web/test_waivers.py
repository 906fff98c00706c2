"""Waivers on pages: granted from a person's page, listed, withdrawn; the learner sees hers."""

import re
import uuid

import pytest

from lms.accounts.service import grant_role
from lms.db.engine import transaction
from lms.http import moment
from lms.permissions import Role

WAIVERS = "/institutions/valley/waivers"
TERMS = {
    "module": "complaints",
    "reason": "Same course seen in May",
    "approver": "Joseph Okello",
    "until": "2027-02-28",
}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def grant(client, world, **changed):
    path = f"/institutions/valley/members/{world.valley.people['field'].member_id}/waive"
    return client.send(path, **({"id": str(uuid.uuid4())} | TERMS | changed))


def waiver_path(client):
    return re.search(WAIVERS + r"/[0-9a-f-]+/withdraw", client.get(WAIVERS).get_data(as_text=True))[0]


def test_a_waiver_is_granted_from_the_persons_page_and_she_sees_it(world, coordinator, sign_in):
    member = f"/institutions/valley/members/{world.valley.people['field'].member_id}"
    assert "Waive a module" in words(coordinator.get(member))
    assert "Nobody waives herself" in words(coordinator.get(f"{member}/waive"))

    assert grant(coordinator, world).status_code == 303

    assert "need not complete it" in words(coordinator.get(member))
    assert "Waiver" in words(coordinator.get(member))
    page = words(sign_in(world.valley.people["field"]).get("/training"))
    assert "You need not: waived by Joseph Okello until 28 February 2027." in page
    module = words(sign_in(world.valley.people["field"]).get("/modules/complaints"))
    assert "You need not: waived by Joseph Okello until 28 February 2027." in module


def test_nobody_is_shown_a_form_to_waive_herself(app, world, sign_in, now):
    person = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        place = {"role": Role.COORDINATOR, "institution_id": world.valley.id}
        grant_role(write, account_id=person.account_id, now=now, **place)
    browser = sign_in(person)

    own = browser.get(f"/institutions/valley/members/{person.member_id}/waive")
    other = browser.get(f"/institutions/valley/members/{world.valley.people['board'].member_id}/waive")

    assert "ask another coordinator to record it" in words(own)
    assert 'name="reason"' not in own.get_data(as_text=True)
    assert 'name="reason"' in other.get_data(as_text=True)


def test_the_list_shows_why_and_by_whom_and_narrows(world, coordinator):
    assert "No waivers yet" in words(coordinator.get(WAIVERS))
    grant(coordinator, world)

    page = words(coordinator.get(WAIVERS))

    assert "Field of Valley" in page
    assert "Same course seen in May approved by Joseph Okello · recorded by Coordinator of Valley" in page
    assert "1 waiver" in page
    assert "Nothing found" in words(coordinator.get(f"{WAIVERS}?state=withdrawn"))
    assert "Nothing found" in words(coordinator.get(f"{WAIVERS}?q=nobody"))
    assert "1 waiver" in words(coordinator.get(f"{WAIVERS}?module=complaints&state=counts"))


def test_withdrawing_asks_why_and_ends_it(world, coordinator, sign_in):
    grant(coordinator, world)
    path = waiver_path(coordinator)

    assert coordinator.send(path, reason=" ").status_code == 422
    assert coordinator.send(path, reason="Granted by mistake").status_code == 303

    assert "withdrawn: Granted by mistake" in words(coordinator.get(WAIVERS))
    assert "You need not" not in words(sign_in(world.valley.people["field"]).get("/training"))
    assert coordinator.send(path, reason="Again").status_code == 422


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "Write why she need not complete it"),
        ({"approver": ""}, "Write the name of the person who approved it"),
        ({"approver": "Field of Valley"}, "Nobody waives herself"),
        ({"module": "astrology"}, "Choose the module"),
        ({"until": "2026-02-30"}, "has 28 days"),
        ({"until": "2025-01-01"}, "Give a last day from today on"),
        ({"id": "x"}, "This form is not whole"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_granted(world, coordinator, changed, sentence):
    response = grant(coordinator, world, **changed)

    assert response.status_code == 422
    assert sentence in words(response)
    assert "No waivers yet" in words(coordinator.get(WAIVERS))


@pytest.mark.parametrize("who", ["field", "middle_management", "facilitator", "officer"])
def test_who_is_no_coordinator_finds_nothing(world, sign_in, who):
    client = sign_in(world.officer if who == "officer" else world.valley.people[who])

    assert client.get(WAIVERS).status_code == 404
    assert grant(client, world).status_code == 404


def test_another_institutions_waivers_are_not_found(world, coordinator, sign_in):
    grant(coordinator, world)
    path = waiver_path(coordinator)
    other = sign_in(world.harbour.people["coordinator"])

    assert other.get(path).status_code == 404
    assert other.get(path.replace("valley", "harbour")).status_code == 404
    assert other.send(path.replace("valley", "harbour"), reason="Mine").status_code == 404
    assert "No waivers yet" in words(other.get("/institutions/harbour/waivers"))
