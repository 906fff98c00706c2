"""The pages of evidence packs: ask for one, fetch it, see those made."""

import pytest

from lms.db.engine import session, transaction
from lms.http import packs
from lms.institutions import service as institutions
from lms.ledger.keys import list_verifiers
from lms.ledger.packs.verify import verify
from lms.reports.evidence_pack import list_packs

HERE = "/institutions/valley/evidence"


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status
    return response.get_data(as_text=True)


def made(browser, **fields):
    """Ask for a pack and return the address of its page."""
    response = browser.send(HERE, **{"as_of": "2026-03-02", "names": "full", "known_at": "", **fields})
    assert response.status_code == 303
    return response.headers["Location"]


def test_a_pack_is_asked_for_and_fetched_and_stands_on_the_list(coordinator, settings):
    text_of(coordinator, HERE)
    page = made(coordinator)
    shown = text_of(coordinator, page)
    with coordinator.get(f"{page}/file") as file:
        found = verify(file.data, trusted=list_verifiers(settings))
        assert file.mimetype == "application/zip"
        assert file.headers["Content-Disposition"].endswith("-full.zip")

    assert found.is_sound
    digest = dict(found.facts)["SHA-256 of the pack"]
    assert digest in shown
    assert str(list_verifiers(settings)[0]).replace("+", "&#43;") in shown or str(list_verifiers(settings)[0]) in shown
    assert digest[:16] in text_of(coordinator, HERE)


def test_an_earlier_checkpoint_can_be_chosen_from_the_list(app, world, coordinator, now):
    text_of(coordinator, HERE)
    first = made(coordinator, names="masked")
    with app.app_context(), transaction() as write:
        institutions.add_branch(write, institution_id=world.valley.id, name="Riverside", now=now)
    with app.app_context():
        size = list_packs(session(), institution_id=world.valley.id, limit=1)[0].ledger_size

    assert f'<option value="{size}"' in text_of(coordinator, HERE)
    second = made(coordinator, names="masked", known_at=str(size))

    assert first != second
    with coordinator.get(f"{first}/file") as before, coordinator.get(f"{second}/file") as after:
        assert before.data == after.data


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("as_of", "2001-01-01", "its first day here is 1 January 2025"),
        ("as_of", "2099-01-01", "is still to come"),
        ("as_of", "soon", "not a date we can read"),
        ("as_of", "2026-02-30", "February 2026 has 28 days"),
        ("known_at", "7", "No checkpoint was signed at 7 entries"),
        ("known_at", "seven", "Choose a checkpoint from the list"),
        ("names", "everything", "Choose how people are shown"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(app, world, coordinator, field, value, words):
    text_of(coordinator, HERE)

    response = coordinator.send(HERE, **{"as_of": "2026-03-02", "names": "full", "known_at": "", field: value})

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert words in page
    assert f'href="#f-{field}"' in page
    with app.app_context():
        assert list_packs(session(), institution_id=world.valley.id, limit=5) == ()


def test_a_pack_that_takes_long_is_made_aside_while_the_page_waits(app, coordinator, monkeypatch):
    begun = []
    monkeypatch.setattr(packs, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(packs, "run_aside", begun.append)
    text_of(coordinator, HERE)
    page = made(coordinator)

    waiting = coordinator.get(page)
    again = coordinator.get(page)
    with app.app_context():
        begun[0]()

    assert "is being made" in waiting.get_data(as_text=True)
    assert waiting.headers["Refresh"] == again.headers["Refresh"] == "3"
    assert len(begun) == 1
    ready = coordinator.get(page)
    assert "Refresh" not in ready.headers
    assert "Download the pack" in ready.get_data(as_text=True)


def test_a_pack_that_could_not_be_made_says_why_once(app, coordinator, monkeypatch):
    begun = []
    monkeypatch.setattr(packs, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(packs, "run_aside", begun.append)
    monkeypatch.setattr(packs, "pack_file", _broken)
    text_of(coordinator, HERE)
    page = made(coordinator)
    text_of(coordinator, page)
    with app.app_context():
        begun[0]()

    assert "The ledger is not what was signed" in text_of(coordinator, page)
    assert "is being made" in text_of(coordinator, page)


def _broken(_pack):
    raise packs.LmsError("The ledger is not what was signed.")


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_who_is_no_coordinator_finds_no_evidence(world, sign_in, who):
    browser = sign_in(world.valley.people[who])

    assert browser.get(HERE).status_code == 404
    assert browser.send(HERE, as_of="2026-03-02").status_code == 404


def test_a_pack_of_another_institution_is_not_found(world, sign_in, coordinator):
    text_of(coordinator, HERE)
    page = made(coordinator, names="masked")
    other = sign_in(world.harbour.people["coordinator"])

    assert other.get(page).status_code == 404
    assert other.get(page.replace("/valley/", "/harbour/")).status_code == 404
    assert other.get(page.replace("/valley/", "/harbour/") + "/file").status_code == 404
