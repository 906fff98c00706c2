"""A program asks for kits of the workshop, lists them, fetches them again, and takes them off."""

import pytest

ASKED = {
    "mode": "webinar",
    "lengths": "120, 120, 120",
    "dates": "2026-05-05, 2026-05-07, 2026-05-12",
    "begins": "09:00, 14:00, 09:00",
    "zone": "Asia/Amman",
    "title": "Ours in May",
}


@pytest.mark.parametrize("holder", ["institution", "network"])
def test_a_program_asks_for_a_kit_lists_it_and_drops_it(holder, world, program):
    person = world.valley.people["coordinator"] if holder == "institution" else world.officer
    area = (
        f"/institutions/{world.valley.slug}/kits/workshop"
        if holder == "institution"
        else "/networks/lakes/kits/workshop"
    )
    caller = program(person)
    made = caller.post(area, ASKED, status=201)
    assert (made["begins"], made["lengths"], made["dates"][1]) == (["09:00", "14:00", "09:00"], [120] * 3, "2026-05-07")
    assert caller.get(area)["items"] == [made]
    assert caller.get(f"{area}/{made['id']}") == made
    assert set(caller.post(area, {**ASKED, "lengths": "5"}, status=422)["errors"]) == {"lengths"}
    program(world.valley.people["facilitator"]).get(area, status=404)
    caller.ask("DELETE", f"{area}/{made['id']}", 204)
    assert caller.get(area)["total"] == 0
    caller.get(f"{area}/{made['id']}", status=404)
