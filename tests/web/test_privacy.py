"""Seeing all that is kept about oneself, and being erased: nothing names her any more, and every count holds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from courses.model import Tier
from lms.db.engine import database, transaction
from lms.evidence import service as evidence
from lms.institutions import tenures
from lms.institutions.models import Member
from lms.ledger.models import LedgerEntry
from lms.reports.coverage import CoverageQuery, read_coverage
from lms.reports.ledger_check import check_ledger
from lms.reports.own_record import Part, read_own_record
from lms.tables import METADATA
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.erase_person import Whom, erase_person
from lms.workshops.invitations import Letter, note_letter
from tests.workshops import open_hall

DAY = date(2026, 2, 10)


@pytest.fixture
def done(app, world, now):
    """The valley's loan officer has completed complaints and committed herself."""
    person = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        evidence.add_completion(
            write,
            institution_id=world.valley.id,
            member_id=person.member_id,
            module_id="complaints",
            edition="e1",
            language="en",
            source="quiz",
            source_id="q1",
            percent=90,
            completed_at=now,
            completed_on=DAY,
            valid_until=None,
        )
    return person


def name_of(app, person):
    with app.app_context():
        query = text("SELECT name FROM member WHERE id = :id")
        return database.session.execute(query, {"id": person.member_id}).scalar_one()


def test_the_record_has_every_table_and_the_file_says_the_same_as_the_page(app, done, sign_in):
    browser = sign_in(done)

    page = browser.get("/account/record").get_data(as_text=True)
    file = browser.get("/account/record.json").get_json()

    assert set(file) == {part.value for part in Part} | {"read_at"}
    assert file["completions"][0]["completed_on"] == "2026-02-10"
    assert "10 February 2026" in page
    assert "2026-02-10" not in page


def test_every_table_that_names_a_member_or_an_account_is_in_the_record(app):
    """A new table about people shows here, until the record holds it or it is named as none of hers."""
    told = {
        "account_token", "account_grant", "member", "tenure", "join_request", "section_read", "place", "case_run",
        "attempt", "completion", "certificate", "attestation", "waiver", "attendance", "notice",
        "board_presence", "ledger_private", "workshop_seat", "workshop_invitation", "account_link", "account_pin",
    }  # fmt: skip
    of_others_or_secret = {
        "kit", "roster_import", "board_meeting", "endorsement", "evidence_pack",
        "training_session", "member_distinct", "key_correction", "workshop_kit",
    }  # fmt: skip
    pointing = {
        table.name
        for table in METADATA.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("member", "account")
    }

    assert pointing <= told | of_others_or_secret


def test_who_is_erased_is_named_nowhere_and_the_counts_of_before_stand(app, world, done, sign_in, now):
    name = name_of(app, done)
    with app.app_context(), transaction() as write:
        hall = open_hall(write, world, now=now, trainees={})
        letter = Letter(done.email, name, "en", hall.trainer.account_id)
        note_letter(write, workshop_id=hall.id, letter=letter, now=now)
    query = CoverageQuery(world.valley.id, ("complaints",), DAY)
    with app.app_context():
        before = read_coverage(database.session, query)
    browser = sign_in(done)

    assert browser.send("/account/erase", word="erase").status_code == 303

    with app.app_context():
        assert read_coverage(database.session, query) == before
        for table in METADATA.sorted_tables:
            held = database.session.execute(table.select()).all()
            assert name not in str(held), table.name
            assert done.email not in str(held), table.name
    assert browser.get("/training").status_code in (302, 303, 401)


def test_erasing_adds_an_entry_and_takes_none_away(app, world, done, sign_in):
    with app.app_context():
        before = database.session.query(LedgerEntry).filter_by(institution_id=world.valley.id).count()

    sign_in(done).send("/account/erase", word="erase")

    with app.app_context():
        kinds = [row.kind for row in database.session.query(LedgerEntry).filter_by(institution_id=world.valley.id)]
    assert len(kinds) > before
    assert kinds.count("erased") == 1


def test_without_the_word_nothing_is_erased(app, done, sign_in):
    name = name_of(app, done)

    page = sign_in(done).send("/account/erase", word="yes")

    assert page.status_code == 422
    assert name_of(app, done) == name


def test_a_coordinator_erases_who_asked_and_only_of_her_own_institution(app, world, done, sign_in):
    path = f"/institutions/{{}}/members/{done.member_id}/erase"

    assert sign_in(world.harbour.people["coordinator"]).send(path.format("harbour"), word="erase").status_code == 404
    assert sign_in(world.valley.people["facilitator"]).send(path.format("valley"), word="erase").status_code == 404
    browser = sign_in(world.valley.people["coordinator"])
    assert browser.send(path.format("valley"), word="erase").status_code == 303
    assert browser.send(path.format("valley"), word="erase").status_code == 422
    assert name_of(app, done) == "Erased person"


def test_the_record_of_one_person_says_nothing_of_another(app, world, done):
    other = world.valley.people["board"]
    with app.app_context():
        tables = read_own_record(database.session, account_id=other.account_id)
        assert name_of(app, done) not in str(tables)


def test_who_is_erased_has_no_place_from_today_on_and_gets_no_name_again(app, world, sign_in, now):
    today = now.date()
    with app.app_context(), transaction() as write:
        here = {"institution_id": world.valley.id}
        new = NewMember("V777", "Salma Invented", "", Tier.FIELD, world.valley.branch_id, today)
        member_id = add_member(write, **here, new=new, now=now).id
        later = today + timedelta(days=8)
        at = {"member_id": member_id, "branch_id": world.valley.branch_id, "on": later, "now": now}
        tenures.move(write, **here, **at, tier=Tier.SUPPORT)
        erase_person(write, Whom(world.valley.id, member_id, today), now=now)

    with app.app_context():
        assert tenures.list_tenures(database.session, **here, member_id=member_id) == ()
        assert check_ledger(database.session, institution_id=world.valley.id, verifiers=()).faults == ()
    browser = sign_in(world.valley.people["coordinator"])
    path = f"/institutions/valley/members/{member_id}"
    assert "/edit" not in browser.get(path).get_data(as_text=True)
    assert browser.send(f"{path}/edit", name="Salma", staff_code="V777", email="").status_code == 422
    again = {"tier": "field", "branch_id": str(world.valley.branch_id), "starts_on": str(today)}
    assert browser.send(f"{path}/rejoin", **again).status_code == 422
    with app.app_context():
        assert database.session.get_one(Member, member_id).name == "Erased person"
