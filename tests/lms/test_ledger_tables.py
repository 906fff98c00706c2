"""What the tables say of people, rules, sessions, boards and all else is compared with the ledger."""

from types import SimpleNamespace

import pytest
from sqlalchemy import text

from lms.reports.ledger_check import check_ledger
from lms.workflows.erase_person import Whom, erase_person
from tests.evidence_house import DAY, WAIVER, fill_house


@pytest.fixture
def here(session, small_world, now):
    house = small_world.valley
    fill_house(session, house, now=now)
    return SimpleNamespace(session=session, now=now, id=house.id, people=house.people)


def faults(here):
    here.session.flush()
    return [str(one) for one in check_ledger(here.session, institution_id=here.id, verifiers=()).faults]


def test_what_was_done_by_the_program_agrees(here):
    assert faults(here) == []


def test_who_was_erased_is_not_missed(here):
    whom = Whom(institution_id=here.id, member_id=here.people["field"].member_id, today=DAY)

    erase_person(here.session, whom, now=here.now)

    assert faults(here) == []


GONE = "the ledger tells of it, but it is gone from the tables"
UNTOLD = "it stands in the tables, but no entry of the ledger tells of it"
FIRST = "id = (select min(member_id) from completion)"
MINE = "institution_id = (select id from institution where slug = 'valley')"


TAMPERED = (
    ("UPDATE institution SET is_invented = true WHERE slug = 'valley'", "institution", "is_invented"),
    (f"UPDATE branch SET name = 'Elsewhere' WHERE {MINE} AND id = (SELECT min(id) FROM branch)", "branch", "name"),
    (f"UPDATE member SET name = 'Somebody Else' WHERE {MINE} AND {FIRST}", "person", "name"),
    (f"UPDATE member SET name_other = 'Somebody Else' WHERE {MINE} AND {FIRST}", "person", "name_other"),
    (f"UPDATE member SET staff_code = 'X-1' WHERE {MINE} AND {FIRST}", "person", "staff_code"),
    (f"UPDATE member SET erased_at = created_at WHERE {MINE} AND {FIRST}", "person", GONE),
    (
        f"UPDATE member SET merged_into_id = (SELECT max(id) FROM member WHERE {MINE}) WHERE {MINE} AND {FIRST}",
        "person",
        "into",
    ),
    (f"UPDATE requirement SET pass_percent = 60 WHERE tier = 'field' AND {MINE}", "requirement", "pass_percent"),
    (f"UPDATE requirement SET ends_on = NULL WHERE tier = 'board' AND {MINE}", "requirement", "ends_on"),
    (f"DELETE FROM requirement WHERE tier = 'field' AND {MINE}", "requirement", GONE),
    (
        f"UPDATE requirement SET starts_on = '2021-01-01' WHERE tier = 'field' AND {MINE}",
        "requirement",
        f"{GONE}|{UNTOLD}",
    ),
    (f"UPDATE waiver SET valid_until = '2030-01-01' WHERE id = '{WAIVER}'", "waiver", "valid_until"),
    (f"UPDATE waiver SET withdrawn_on = NULL, withdrawn_at = NULL WHERE id = '{WAIVER}'", "waiver", "withdrawn_on"),
    (f"UPDATE waiver SET approver_name = 'Somebody Else' WHERE id = '{WAIVER}'", "waiver", "approver"),
    (f"UPDATE waiver SET reason = 'Because.' WHERE id = '{WAIVER}'", "waiver", "reason"),
    ("DELETE FROM waiver", "waiver", GONE),
    (
        "UPDATE training_session SET starts_at = '2026-02-01 09:00:00+00' WHERE cancelled_at IS NULL",
        "session",
        "starts_at",
    ),
    ("UPDATE training_session SET facilitator_name = 'X' WHERE cancelled_at IS NULL", "session", "facilitator"),
    ("UPDATE training_session SET cancelled_at = NULL", "session", "is_cancelled"),
    ("DELETE FROM training_session WHERE cancelled_at IS NOT NULL", "session", GONE),
    ("UPDATE attendance SET minutes = 90 WHERE minutes = 72", "attendance of", "minutes"),
    ("UPDATE attendance SET test_percent = 99 WHERE minutes = 72", "attendance of", "test_percent"),
    ("DELETE FROM attendance WHERE minutes = 10", "attendance of", GONE),
    (
        "INSERT INTO attendance (session_id, institution_id, member_id, minutes, source, recorded_at)"
        " SELECT id, institution_id, (SELECT min(member_id) FROM attendance), 90, 'ticked', created_at"
        " FROM training_session WHERE cancelled_at IS NOT NULL",
        "attendance of",
        UNTOLD,
    ),
    ("UPDATE board_meeting SET held_on = '2026-02-01' WHERE closed_at IS NOT NULL", "board meeting", "held_on"),
    (
        "UPDATE board_presence SET attested_at = NULL WHERE member_id = (SELECT min(member_id) FROM board_presence)",
        "roll-call of",
        "has_attested",
    ),
    ("UPDATE endorsement SET number = '9' WHERE id = '1'", "resolution", "number"),
    ("UPDATE endorsement SET withdrawn_on = NULL, withdrawn_at = NULL", "resolution", "withdrawn_on"),
    ("DELETE FROM endorsement WHERE id = '1'", "resolution", GONE),
    ("UPDATE stored_file SET media_type = 'image/png'", "resolution", "media_type"),
    ("UPDATE certificate SET member_name = 'Somebody Else' WHERE kind = 'attendance'", "certificate", "name"),
)


def test_a_row_that_was_changed_taken_out_or_put_in_is_named(here):
    for tamper, what, endings in TAMPERED:
        undo = here.session.begin_nested()
        here.session.execute(text(tamper))

        found = faults(here)

        assert found, tamper
        assert all(one.startswith(f"{what} ") and one.endswith(tuple(endings.split("|"))) for one in found), found
        undo.rollback()
    assert faults(here) == []


def test_a_file_that_was_exchanged_is_named_by_its_resolution(here):
    here.session.execute(text("UPDATE stored_file SET content = :other"), {"other": b"%PDF-1.7 signee"})

    assert [fault.split(": ")[0] for fault in faults(here)] == ["resolution 1", "resolution 2"]
    assert all(fault.endswith("file_sha256") for fault in faults(here))
