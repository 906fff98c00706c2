"""Kits of the workshop on the list of an institution or a network: made once, found again, nobody else's."""

from dataclasses import replace

import pytest

from courses.model import Mode
from lms.db.engine import transaction
from lms.errors import Invalid
from lms.facilitation.kit_holders import KitHolder
from lms.facilitation.models import WorkshopKit
from lms.facilitation.workshop_kits import AskedWorkshopKit, add_workshop_kit
from lms.http import access, workshop_decks
from lms.http.cases import get_case
from lms.web import workshop_kept_kits
from lms.workshops import seats
from tests.workshops import open_hall
from webinar_kits.archive import unpack
from webinar_kits.workshop.kit_request import WorkshopKitRequest

KEPT = "0b6f3b0e-8f0e-4f0e-9d4a-3a1f5c2d7e90"
ASKED = {
    "mode": "webinar",
    "case": "quellmar",
    "lengths": "120, 120, 120",
    "dates": "2026-05-05, 2026-05-07, 2026-05-12",
    "begins": "09:00, 14:00, 09:00",
    "zone": "Asia/Amman",
    "title": "Ours in May",
}


@pytest.fixture(params=["institution", "network"])
def asker(request, world):
    if request.param == "institution":
        return world.valley.people["coordinator"], f"/institutions/{world.valley.slug}/kits/workshop"
    return world.officer, "/networks/lakes/kits/workshop"


def fetched(browser, path):
    with browser.get(path) as response:
        assert response.status_code == 200, path
        return response.data


def test_a_kit_is_made_kept_found_again_and_taken_off(asker, app, sign_in):
    person, area = asker
    browser = sign_in(person)
    refused = browser.send(area, **{**ASKED, "begins": "09:00, 14:00"})
    assert (refused.status_code, "2 clock times for 3 sittings" in refused.get_data(as_text=True)) == (422, True)
    assert "Kits made before" not in browser.get(area).get_data(as_text=True)

    preview = browser.get(area, query_string=ASKED).get_data(as_text=True)
    assert "Make the kit" in preview
    made = browser.send(area, **ASKED)
    assert made.status_code == 303
    one = made.headers["Location"]

    page = browser.get(one).get_data(as_text=True)
    for told in ("Ours in May", "14:00–16:00", "02-deck.pptx"):
        assert told in page, told
    assert "newer edition" not in page
    with app.app_context(), transaction() as write:
        write.get(WorkshopKit, one.rsplit("/", 1)[1]).edition = "of-yesterday"
    assert "newer edition" in browser.get(one).get_data(as_text=True)
    whole = fetched(browser, f"{one}/whole.zip")
    assert whole == fetched(browser, f"{one}/whole.zip")
    assert {name.split("/")[0] for name in unpack(fetched(browser, f"{one}/trainees.zip")) if "/" in name} == {
        "trainees"
    }
    listed = browser.get(area).get_data(as_text=True)
    assert f'href="{one}"' in listed
    assert "Tuesday 5 May 2026" in listed
    assert browser.send(f"{one}/drop").status_code == 303
    assert "Kits made before" not in browser.get(area).get_data(as_text=True)
    assert browser.get(one).status_code == 404


def test_the_list_of_session_kits_has_those_of_the_workshop_for_who_may_hold_one(sign_in, world):
    kits = f"/institutions/{world.valley.slug}/kits"
    one = sign_in(world.valley.people["coordinator"]).send(f"{kits}/workshop", **ASKED).headers["Location"]
    assert f'href="{one}"' in sign_in(world.valley.people["coordinator"]).get(kits).get_data(as_text=True)
    facilitator = sign_in(world.valley.people["facilitator"])
    assert "Ours in May" not in facilitator.get(kits).get_data(as_text=True)
    for path in ("", "/whole.zip", "/trainees.zip"):
        assert facilitator.get(one + path).status_code == 404
    assert facilitator.send(f"{one}/drop").status_code == 404
    other = one.replace(f"/institutions/{world.valley.slug}/", "/networks/lakes/")
    assert sign_in(world.officer).get(other).status_code == 404, "a kit stands on one list"


def test_who_is_a_trainee_now_makes_none_and_gets_no_answers_from_one_made_before(
    app, world, sign_in, now, monkeypatch
):
    monkeypatch.setattr(access, "now", lambda: now)
    area, person = f"/institutions/{world.valley.slug}/kits/workshop", world.valley.people["coordinator"]
    browser = sign_in(person)
    one = browser.send(area, **ASKED).headers["Location"]
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=now)
        seats.join(write, code=hall.code, account_id=person.account_id, now=now)

    assert browser.send(area, **ASKED).status_code == 403
    assert browser.get(f"{one}/whole.zip").status_code == 403
    assert browser.get(f"/api/v1{one}/whole.zip").status_code == 403
    page = browser.get(one).get_data(as_text=True)
    assert "You take part in a workshop as a trainee" in page
    assert "whole.zip" not in page
    assert "facilitator-guide" not in page


def test_a_kit_that_the_makers_of_documents_refuse_is_not_kept_and_the_page_says_why(sign_in, world, monkeypatch):
    def refuse(*_):
        raise Invalid({"": "The key of the exercises is missing."})

    monkeypatch.setattr(workshop_kept_kits, "workshop_kit_file", refuse)
    area = f"/institutions/{world.valley.slug}/kits/workshop"
    browser = sign_in(world.valley.people["coordinator"])
    refused = browser.send(area, **ASKED)
    assert (refused.status_code, "key of the exercises is missing" in refused.get_data(as_text=True)) == (422, True)
    assert "Kits made before" not in browser.get(area).get_data(as_text=True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"lengths": (5, 5, 5)}, "5 minutes are too short"), ({"case_id": "vanished"}, "There is no case")],
    ids=("an agenda", "a case"),
)
def test_a_kit_that_cannot_be_made_any_more_says_so_and_can_be_taken_off(asked, told, app, world, sign_in, now):
    area = f"/institutions/{world.valley.slug}/kits/workshop"
    browser = sign_in(world.valley.people["coordinator"])
    with app.app_context(), transaction() as write:
        holder = KitHolder(institution_id=world.valley.id)
        request = replace(WorkshopKitRequest("quellmar", Mode.WEBINAR), **asked)
        add_workshop_kit(
            write, kit=AskedWorkshopKit(KEPT, holder, world.officer.account_id, request, "of-yesterday"), now=now
        )

    one = f"{area}/{KEPT}"
    assert f'href="{one}"' in browser.get(area).get_data(as_text=True)
    assert f'href="{one}"' in browser.get(area.removesuffix("/workshop")).get_data(as_text=True)
    page = browser.get(one)
    assert (page.status_code, told in page.get_data(as_text=True)) == (200, True)
    assert ".zip" not in page.get_data(as_text=True)
    assert browser.send(f"{one}/drop").status_code == 303
    assert browser.get(one).status_code == 404


def test_the_edition_of_a_kit_changes_with_its_case(app, monkeypatch):
    asked = WorkshopKitRequest("quellmar", Mode.WEBINAR)
    with app.app_context():
        case = get_case("quellmar", language="en")
        before = workshop_decks.kit_edition(asked)
        monkeypatch.setattr(workshop_decks, "get_case", lambda *_, **__: replace(case, edition="another"))
        assert workshop_decks.kit_edition(asked) != before


def test_a_page_far_beyond_the_last_is_no_fault(sign_in, world):
    browser = sign_in(world.valley.people["coordinator"])
    for path in ("kits", "kits/workshop"):
        assert browser.get(f"/institutions/{world.valley.slug}/{path}?page={'9' * 30}").status_code == 200
