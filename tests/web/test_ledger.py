"""The page of the ledger, the public key, and what is downloaded."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, text

from lms.db.engine import session, transaction
from lms.evidence.waivers import NewWaiver, grant_waiver, withdraw_waiver
from lms.institutions import service as institutions
from lms.ledger import service as ledger
from lms.ledger.check import check
from lms.ledger.entries import Entry
from lms.ledger.keys import list_verifiers, open_signer
from lms.ledger.kinds import Kind
from lms.ledger.merkle import leaf_hash
from lms.ledger.models import LedgerCheckpoint
from lms.reports.ledger_pointed import Pointed
from lms.web.ledger_words import details_of

ZONE = "Africa/Nairobi"


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
    assert not re.search(r">[^<]*\d{4}-\d{2}-\d{2}", page)


def test_days_are_told_in_words_and_what_is_no_day_as_it_stands(app):
    nairobi, nowhere = ({"title": "T", "starts_at": "2026-03-01T09:30:00Z", "zone": zone} for zone in (ZONE, "Nowhere"))
    place = ["field", 7, "2026-01-01", "2026-03-01"]
    told = (
        (Kind.WAIVER_WITHDRAWN, {"id": "w", "on": "2026-03-01"}, "w · 1 March 2026"),
        (
            Kind.WAIVER,
            {"granted_on": "2026-03-01", "valid_until": "2027-03-01"},
            "1 March 2026 · until 28 February 2027",
        ),
        (Kind.REQUIREMENT_DROPPED, {"from_on": "2026-03-01"}, "from 1 March 2026"),
        (Kind.TENURES, {"tenures": [place]}, "Field, North, 1 January 2026 – 28 February 2026"),
        (Kind.SESSION, nairobi, f"T · 1 March 2026, 12:30 ({ZONE})"),
        (Kind.WAIVER_WITHDRAWN, {"id": "w", "on": "soon"}, "w · soon"),
        (Kind.SESSION, nowhere, "T · 2026-03-01T09:30:00Z"),
    )
    with app.test_request_context():
        for kind, body, words in told:
            entry = Entry("valley", 0, "2026-03-02T09:30:00Z", kind, body, "0" * 64, "", "0" * 64)
            assert details_of(entry, branches={7: "North"}) == words


def test_what_ended_and_which_session_are_told_in_words_with_the_id_beside_them(app):
    starts_at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    ended = Pointed(module_id="complaints", person="Amina")
    register = Pointed(title="Complaints, group 2", starts_at=starts_at, zone=ZONE)
    resolution = Pointed(title="7/2026", on=date(2026, 2, 1))
    told = (
        (
            Kind.COMPLETION_ENDED,
            {"id": 7, "on": "2026-03-01"},
            ended,
            "Mechanisms for complaint resolution · 1 March 2026",
        ),
        (
            Kind.ATTENDANCE,
            {"minutes": 90, "session": "s"},
            register,
            f"90 min · Complaints, group 2, 1 March 2026, 12:30 ({ZONE})",
        ),
        (
            Kind.ENDORSEMENT_WITHDRAWN,
            {"id": "e", "on": "2026-03-01"},
            resolution,
            "7/2026, 1 February 2026 · 1 March 2026",
        ),
    )
    with app.test_request_context():
        for kind, body, pointed, words in told:
            entry = Entry("valley", 0, "2026-03-02T09:30:00Z", kind, body, "0" * 64, "", "0" * 64)
            assert details_of(entry, branches={}, pointed=pointed) == words


def test_a_withdrawn_waiver_says_whose_and_of_what(app, world, coordinator, now):
    person = world.valley.people["field"]
    made = "6f0c2a5e-2f5b-4a53-9d0f-3a4b8d0b7c11"
    new = NewWaiver(made, person.member_id, "complaints", "1", "en", "Trained elsewhere", "Board of Valley", None)
    here, day = world.valley.id, now.date()
    with app.app_context(), transaction() as write:
        grant_waiver(write, institution_id=here, new=new, granted_by_id=None, today=day, now=now)
        withdraw_waiver(write, institution_id=here, waiver_id=made, reason="Over", today=day, now=now)

    page = " ".join(re.sub(r"<[^>]+>", " ", text_of(coordinator, "/institutions/valley/ledger")).split())

    withdrawn = "A waiver was withdrawn Field of Valley Mechanisms for complaint resolution · 2 March 2026"
    assert f"{withdrawn} {made}" in page
    assert "A completion counts no longer Field of Valley Mechanisms for complaint resolution · 2 March 2026" in page


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
