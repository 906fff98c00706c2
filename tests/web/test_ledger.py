"""The page of the ledger, the public key, and what is downloaded."""

import json

import pytest
from sqlalchemy import insert, text

from lms.db.engine import session, transaction
from lms.institutions import service as institutions
from lms.ledger import service as ledger
from lms.ledger.check import check
from lms.ledger.keys import list_verifiers, open_signer
from lms.ledger.merkle import leaf_hash
from lms.ledger.models import LedgerCheckpoint


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_what_happened_is_told_in_words_newest_first(coordinator):
    page = text_of(coordinator, "/institutions/valley/ledger")

    assert "A requirement was set" in page
    assert "Field of Valley" in page
    assert "field, Main Street" in page or "Main Street" in page
    assert page.index("A requirement was set") < page.index("The institution, as it describes itself")
    assert "Nobody has looked yet." in page
    assert "None is signed yet" in page


def test_all_entries_are_downloaded_as_they_are(app, world, coordinator):
    response = coordinator.get("/institutions/valley/ledger/entries.jsonl")
    lines = response.get_data(as_text=True).splitlines()

    assert response.headers["Content-Disposition"] == f"attachment; filename=ledger-valley-{len(lines)}.jsonl"
    assert [json.loads(line)["seq"] for line in lines] == list(range(len(lines)))
    previous = "0" * 64
    for line in lines:
        assert json.loads(line)["previous"] == previous
        previous = leaf_hash(line.encode()).hex()
    with app.app_context():
        assert ledger.find_log(session(), institution_id=world.valley.id).head == previous


def test_looking_finds_all_as_it_was_written_and_says_when(coordinator):
    looked = coordinator.send("/institutions/valley/ledger/check")
    assert looked.status_code == 303

    page = text_of(coordinator, "/institutions/valley/ledger")

    assert "All as it was written" in page
    assert "entries, all as written." in page


def test_looking_names_what_is_not(app, world, coordinator):
    with app.app_context(), transaction() as write:
        write.execute(text("UPDATE tenure SET starts_on = '2020-01-01'"))
    coordinator.send("/institutions/valley/ledger/check")

    page = text_of(coordinator, "/institutions/valley/ledger")

    assert "it stands in the tables otherwise than in the ledger: tenures" in page
    assert "5 faults" in page


def test_a_checkpoint_can_be_read_off_the_page(app, world, coordinator, settings, now):
    with app.app_context(), transaction() as write:
        made = ledger.checkpoint(write, institution_id=world.valley.id, signer=open_signer(settings), now=now)

    page = text_of(coordinator, "/institutions/valley/ledger")
    assert made.note.splitlines()[2] in page
    assert "time not signed" not in page


def test_a_checkpoint_from_before_times_were_signed_is_shown_as_such(app, world, coordinator, settings, now):
    with app.app_context(), transaction() as write:
        made = ledger.checkpoint(write, institution_id=world.valley.id, signer=open_signer(settings), now=now)
        untimed = "".join(made.note.splitlines(keepends=True)[:-1])
        values = {"institution_id": world.valley.id, "size": 1, "root": made.root, "note": untimed, "made_at": now}
        write.execute(insert(LedgerCheckpoint).values(**values))

    assert text_of(coordinator, "/institutions/valley/ledger").count("time not signed") == 1


def test_an_entry_that_cannot_be_read_is_said_to_be_broken(app, world, coordinator):
    with app.app_context(), transaction() as write:
        name = "ledger_entry_is_added_only ON ledger_entry"
        is_sqlite = write.get_bind().dialect.name == "sqlite"
        write.execute(text(f"DROP TRIGGER {'ledger_entry_no_update' if is_sqlite else name}"))
        write.execute(text("UPDATE ledger_entry SET line = 'x' WHERE seq = 3"))

    assert "This entry cannot be read: it was changed" in text_of(coordinator, "/institutions/valley/ledger")


def test_long_ledgers_come_in_pages(app, world, coordinator, now):
    with app.app_context(), transaction() as write:
        for number in range(60):
            institutions.add_branch(write, institution_id=world.valley.id, name=f"Branch {number}", now=now)

    first = text_of(coordinator, "/institutions/valley/ledger")
    second = text_of(coordinator, "/institutions/valley/ledger?page=2")

    assert "Branch 59" in first
    assert "Branch 59" not in second


def test_the_key_is_shown_to_everybody_and_never_the_private_one(sign_in, settings):
    page = text_of(sign_in(None), "/ledger/key")
    current = list_verifiers(settings)[0]
    secret = settings.ledger_key_file.read_text().strip().split("+", 4)[4]

    assert str(current).replace("+", "&#43;") in page or str(current) in page
    assert current.fingerprint[:8] in page
    assert secret not in page


@pytest.mark.parametrize("who", ["field", "facilitator"])
def test_who_is_no_coordinator_finds_no_ledger(world, sign_in, who):
    browser = sign_in(world.valley.people[who])

    for path in ("", "/entries.jsonl"):
        assert browser.get(f"/institutions/valley/ledger{path}").status_code == 404
    assert browser.send("/institutions/valley/ledger/check").status_code == 404


def test_the_ledger_of_another_institution_is_not_found(coordinator):
    assert coordinator.get("/institutions/harbour/ledger").status_code == 404


def test_the_small_world_has_a_whole_ledger(app, world, settings):
    with app.app_context():
        for house in (world.valley, world.harbour):
            assert check(session(), institution_id=house.id, verifiers=list_verifiers(settings)) == ()
