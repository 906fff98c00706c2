"""Joining, PINs and one's own record, by a program."""

import pytest

from lms.accounts.pins import hash_pin
from lms.db.engine import database, transaction
from lms.institutions import joining
from lms.institutions import service as institutions
from lms.institutions.joining import Wish
from lms.reports.own_record import Part

HOUSE = "/institutions/valley"


@pytest.fixture
def coordinator(program, world):
    return program(world.valley.people["coordinator"])


def test_a_link_is_opened_listed_and_closed(coordinator):
    made = coordinator.post(f"{HOUSE}/join-links", {"label": "March", "days": 3}, status=201)
    assert made["address"].endswith(f"/join/{made['code']}")

    coordinator.ask("DELETE", f"{HOUSE}/join-links/{made['id']}", 204)

    assert [one["is_open"] for one in coordinator.get(f"{HOUSE}/join-links")["links"]] == [False]


def test_who_waits_is_listed_without_her_pin_and_let_in(app, coordinator, world):
    code = coordinator.post(f"{HOUSE}/join-links", {}, status=201)["code"]
    with app.app_context(), transaction() as write:
        moment = joining.list_links(write, institution_id=world.valley.id)[0].created_at
        link = joining.get_link(write, code=code, now=moment)
        wish = Wish("Bilal", tier="field", branch_id=world.valley.branch_id, secret_hash=hash_pin("918273"))
        joining.ask(write, link=link, wish=wish, account_id=None, now=moment)
    waiting = coordinator.get(f"{HOUSE}/join-requests")["requests"]
    assert "secret" not in str(waiting)

    body = {"staff_code": "S1", "name": "Bilal", "tier": "field", "branch_id": world.valley.branch_id}
    path = f"{HOUSE}/join-requests/{waiting[0]['id']}/admission"
    coordinator.post(path, {**body, "starts_on": "2026-03-01"}, status=204)

    assert coordinator.get(f"{HOUSE}/join-requests")["requests"] == []
    coordinator.post(path, {**body, "starts_on": "2026-03-01"}, status=409)


def test_pins_are_given_to_who_has_no_address_and_to_nobody_else(app, coordinator, world, now):
    with app.app_context(), transaction() as write:
        amina = institutions.add_member(write, institution_id=world.valley.id, staff_code="V900", name="Amina", now=now)
    cards = coordinator.post(f"{HOUSE}/pins", {"member_ids": [amina.id]}, status=201)["cards"]
    assert (cards[0]["staff_code"], len(cards[0]["pin"])) == ("V900", 6)

    coordinator.post(f"{HOUSE}/pins", {"member_ids": [world.valley.people["field"].member_id]}, status=409)
    coordinator.post(f"{HOUSE}/pins", {"member_ids": [world.harbour.people["field"].member_id]}, status=404)


def test_ones_own_record_is_every_table_and_erasing_ends_the_key(program, world):
    learner = program(world.valley.people["field"])
    tables = learner.get("/me/record")["tables"]
    assert {table["part"] for table in tables} == {part.value for part in Part}

    learner.post("/me/erasure", {"is_sure": False}, status=422)
    learner.post("/me/erasure", {"is_sure": True}, status=204)

    learner.get("/me/record", status=401)


def test_a_coordinator_erases_a_member_of_her_own_institution(app, coordinator, program, world):
    member_id = world.valley.people["field"].member_id
    path = f"members/{member_id}/erasure"

    program(world.harbour.people["coordinator"]).post(f"/institutions/harbour/{path}", {"is_sure": True}, status=404)
    coordinator.post(f"{HOUSE}/{path}", {"is_sure": True}, status=204)

    with app.app_context():
        held = institutions.get_member(database.session, institution_id=world.valley.id, member_id=member_id)
    assert (held.name, held.email, held.account_id) == ("Erased person", "", None)
