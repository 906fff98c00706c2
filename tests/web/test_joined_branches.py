"""A coordinator joins a branch to another: shown first, written once, and told wherever branches stand."""

import re

import pytest

from lms.http import moment

FINGERPRINT = re.compile(r'name="fingerprint" value="([0-9a-f]{64})"')


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


def test_a_branch_is_joined_as_it_was_shown(world, sign_in):
    coordinator, valley = sign_in(world.valley.people["coordinator"]), world.valley
    home = "/institutions/valley/branches"
    join = f"{home}/{valley.branch_id}/join"

    before = coordinator.get(home).get_data(as_text=True)
    asked = coordinator.get(join).get_data(as_text=True)
    itself = coordinator.get(f"{join}?into={valley.branch_id}")
    shown = coordinator.get(f"{join}?into={valley.other_branch_id}").get_data(as_text=True)
    stale = coordinator.send(join, into=valley.other_branch_id, fingerprint="0" * 64)
    done = coordinator.send(join, into=valley.other_branch_id, fingerprint=FINGERPRINT.search(shown)[1])
    listed = coordinator.get(home).get_data(as_text=True)

    assert re.findall(r'"end meta">(.*?)</span>', before) == ["5 people", "0 people"]
    assert re.findall(r'"end meta">(.*?)</span>', listed)[0] == "5 people"
    assert "What joining does" not in asked
    assert itself.status_code == 422
    assert "5 people who are in Main Street today are in Market Square from today on." in shown
    assert "Lists that name it mean Market Square from now on." in shown
    assert stale.headers["Location"].endswith(f"into={valley.other_branch_id}")
    assert done.status_code == 303
    assert "Main Street is joined to Market Square." in listed
    assert "Joined to others" in listed
    assert coordinator.get(join).headers["Location"].endswith(home)
    assert (
        "Main Street"
        not in coordinator.get("/institutions/valley/coverage/branches").get_data(as_text=True).split("<tbody>")[1]
    )


def test_who_presses_second_is_told_at_the_branches_what_the_first_did(world, sign_in):
    coordinator, valley = sign_in(world.valley.people["coordinator"]), world.valley
    home = "/institutions/valley/branches"
    one, other = f"{home}/{valley.branch_id}/join", f"{home}/{valley.other_branch_id}/join"
    shown = coordinator.get(f"{one}?into={valley.other_branch_id}").get_data(as_text=True)
    turned = coordinator.get(f"{other}?into={valley.branch_id}").get_data(as_text=True)
    coordinator.send(one, into=valley.other_branch_id, fingerprint=FINGERPRINT.search(shown)[1])

    again = coordinator.send(one, into=valley.other_branch_id, fingerprint=FINGERPRINT.search(shown)[1])
    told = coordinator.get(home).get_data(as_text=True)
    back = coordinator.send(other, into=valley.branch_id, fingerprint=FINGERPRINT.search(turned)[1])
    corrected = coordinator.get(back.headers["Location"])

    words = "Main Street was joined to Market Square. Choose Market Square."
    assert again.headers["Location"].endswith(home)
    assert words in told
    assert corrected.status_code == 422
    assert words in corrected.get_data(as_text=True)


def test_who_may_not_edit_people_joins_nothing(world, sign_in):
    person = sign_in(world.valley.people["field"])

    assert person.get(f"/institutions/valley/branches/{world.valley.branch_id}/join").status_code in (403, 404)
