"""Institutions from before the ledger get one that says what the tables hold."""

import json
from datetime import datetime

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from lms.db.engine import WRITES, prepare_engine
from lms.db.peek import glance
from lms.db.upgrade import downgrade, upgrade
from lms.ledger import service as ledger
from lms.reports.ledger_check import check_ledger
from lms.workflows.found_ledgers import found_ledgers

DAY = "2025-05-01 08:00:00+00:00"
BEFORE = (
    "INSERT INTO institution (id, slug, name, language, zone, currency, hotline, colour, is_invented, created_at)"
    f" VALUES (1, 'north', 'North', 'en', 'UTC', 'KES', '', '', false, '{DAY}')",
    "INSERT INTO branch (id, institution_id, name) VALUES (1, 1, 'Main')",
    "INSERT INTO member (id, institution_id, staff_code, name, email, created_at)"
    f" VALUES (1, 1, '7', 'Amina Diallo', '', '{DAY}'), (2, 1, '8', 'Bilal', '', '2025-07-01 08:00:00+00:00')",
    "INSERT INTO tenure (member_id, institution_id, branch_id, tier, starts_on, ends_on)"
    " VALUES (1, 1, 1, 'field', '2024-01-01', '2025-01-01'), (1, 1, 1, 'support', '2025-01-01', NULL)",
    "INSERT INTO requirement (institution_id, tier, module_id, pass_percent, track)"
    " VALUES (1, 'field', 'complaints', 80, '')",
    "INSERT INTO completion (id, institution_id, member_id, module_id, edition, language, source, source_id, percent,"
    " completed_at, completed_on, valid_until) VALUES"
    " (4, 1, 1, 'complaints', 'abc', 'en', 'quiz', 'q1', 90, '2025-06-01 09:00:00+00:00', '2025-06-01', '2026-06-01'),"
    " (5, 1, 2, 'complaints', 'abc', 'en', 'quiz', 'q2', 80, '2025-08-01 09:00:00+00:00', '2025-08-01', NULL)",
    "INSERT INTO certificate (code, completion_id, member_id, member_name, institution_name, module_title, tier,"
    " language, issued_at) VALUES"
    " ('ABCD', 4, 1, 'Amina Diallo', 'North', 'Complaints', 'support', 'en', '2025-06-01 09:00:00+00:00')",
    "INSERT INTO attestation (member_id, module_id, edition, sentence, member_name, tier, language, attested_at)"
    " VALUES (2, 'introduction', 'xyz', 'I will.', 'Bilal', 'field', 'en', '2025-07-02 08:00:00+00:00')",
)


def make_old(url: str) -> Engine:
    """Fill a database as it was before the ledger, then bring it to this version."""
    upgrade(url)
    downgrade(url, to="0003")
    engine = create_engine(url)
    prepare_engine(engine)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement))
    upgrade(url)
    return engine


def test_what_stood_before_is_told_in_the_order_it_happened(empty_url: str, now: datetime) -> None:
    engine = make_old(empty_url)
    assert glance(empty_url).unfounded == "north"
    with Session(engine.execution_options(**{WRITES: True}), autoflush=False) as session, session.begin():
        assert found_ledgers(session, now=now) == 1
        lines = [json.loads(one.line) for one in ledger.list_entries(session, institution_id=1)]
        openings = ledger.list_openings(session, institution_id=1)

        assert check_ledger(session, institution_id=1, verifiers=()).faults == ()

    assert [line["kind"] for line in lines] == [
        "institution",
        "branch",
        "requirement",
        "person",
        "tenures",
        "edition",
        "completion",
        "certificate",
        "person",
        "attestation",
        "completion",
    ]
    assert {line["at"] for line in lines} == {"2026-03-02T09:30:00Z"}
    assert lines[2]["body"]["from_on"] == "2000-01-01"
    assert lines[4]["body"]["tenures"] == [
        ["field", 1, "2024-01-01", "2025-01-01"],
        ["support", 1, "2025-01-01", None],
    ]
    assert lines[5]["body"]["sha256"] is None
    assert lines[6]["body"] == {
        "id": 4,
        "person": lines[3]["body"]["person"],
        "module": "complaints",
        "edition": "abc",
        "language": "en",
        "source": "quiz",
        "source_id": "q1",
        "percent": 90,
        "completed_on": "2025-06-01",
        "valid_until": "2026-06-01",
        "begun_on": None,
    }
    assert json.loads(openings[lines[3]["private"]].payload)["name"] == "Amina Diallo"
    assert "Amina" not in json.dumps(lines)
    assert glance(empty_url).unfounded == ""
    engine.dispose()


def test_founding_twice_is_founding_once(empty_url: str, now: datetime) -> None:
    engine = make_old(empty_url)
    with Session(engine.execution_options(**{WRITES: True}), autoflush=False) as session, session.begin():
        found_ledgers(session, now=now)

        assert found_ledgers(session, now=now) == 0
        assert ledger.find_log(session, institution_id=1).size == 11  # type: ignore[union-attr]
    engine.dispose()
