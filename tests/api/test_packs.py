"""Evidence packs over the API."""

import pytest

from lms.ledger.keys import list_verifiers
from lms.ledger.packs.verify import verify

HERE = "/institutions/valley/packs"


@pytest.fixture
def coordinator(world, program):
    return program(world.valley.people["coordinator"])


def test_a_pack_is_asked_for_fetched_and_listed(coordinator, settings):
    asked = coordinator.post(HERE, {"as_of": "2026-03-01", "names": "initials"}, 201)
    with coordinator.raw("GET", f"{HERE}/{asked['id']}/file") as file:
        content = file.data

    found = verify(content, trusted=list_verifiers(settings))
    assert asked["sha256"] == ""
    assert asked["size"] is None
    assert found.is_sound
    assert dict(found.facts)["What was true on"] == "2026-03-01"
    shown = coordinator.get(f"{HERE}/{asked['id']}")
    assert shown == {**asked, "sha256": dict(found.facts)["SHA-256 of the pack"], "size": len(content)}
    assert coordinator.get(HERE)["items"] == [shown]


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"as_of": "2001-01-01"}, "as_of", "had not begun"),
        ({"as_of": "2999-01-01"}, "as_of", "still to come"),
        ({"as_of": "soon"}, "as_of", "year-month-day"),
        ({"known_at": 7}, "known_at", "No checkpoint was signed at 7"),
        ({"known_at": 0}, "known_at", "Give the size of a checkpoint"),
        ({"names": "all"}, "names", "Give one of full, initials, masked"),
    ],
)
def test_what_cannot_be_is_told_by_field(coordinator, body, field, words):
    assert words in coordinator.post(HERE, body, 422)["errors"][field]


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_packs_are_for_coordinators(world, program, who):
    somebody = program(world.valley.people[who])

    somebody.get(HERE, 404)
    somebody.post(HERE, {}, 404)


def test_packs_of_another_institution_are_not_found(world, program, coordinator):
    asked = coordinator.post(HERE, {"names": "masked"}, 201)
    other = program(world.harbour.people["coordinator"])

    other.get(f"{HERE}/{asked['id']}", 404)
    other.get(f"/institutions/harbour/packs/{asked['id']}", 404)
    other.get(f"/institutions/harbour/packs/{asked['id']}/file", 404)
