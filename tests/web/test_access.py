"""Who may reach what: every endpoint stands in the access table, and no institution ever sees another's people."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import url_for
from sqlalchemy import text

from lms.db.engine import database
from lms.http.access import access_table
from lms.permissions import GRANTS, SEATS, Permission
from lms.tables import METADATA

TABLE = Path(__file__).parents[2] / "docs" / "access.md"
LINE = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \| ([A-Z]+) \| ([a-z_]+) \|$", re.MULTILINE)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SHUT = {401, 403, 404, 405}
# Who has the code of a certificate may check it.
SHOWN_TO_STRANGERS = {"verify.show", "api.certificates.Verification"}


def test_every_endpoint_says_what_it_needs(app):
    assert [row for row in access_table(app) if not row[3]] == []


def test_every_route_stands_in_the_access_table(app):
    kept = LINE.findall(TABLE.read_text())

    assert kept == access_table(app), "run scripts/access-table: docs/access.md lists every route"


@pytest.fixture
def harbour_things(app, world, now):
    """Something of every kind that belongs to the harbour."""
    house = world.harbour
    field = house.people["field"]
    attempt, kit, roster_import, waiver = (str(uuid4()) for _ in range(4))
    with app.app_context():
        run = database.session.execute
        run(
            text(
                "insert into attempt (id, member_id, module_id, edition, language, tier, seed, form, pass_percent,"
                " started_at) values (:id, :member, 'complaints', 'x', 'en', 'field', 'seed', '[]', 80, :now)"
            ),
            {"id": attempt, "member": field.member_id, "now": now.replace(tzinfo=None)},
        )
        run(
            text(
                "insert into kit (id, institution_id, module_id, edition, mode, tier, minutes, language, zone, brand,"
                " fingerprint, asked_at) values (:id, :house, 'complaints', 'x', 'webinar', 'field', 60, 'en', 'UTC',"
                " '{}', 'f', :now)"
            ),
            {"id": kit, "house": house.id, "now": now.replace(tzinfo=None)},
        )
        run(
            text(
                "insert into completion (id, institution_id, member_id, module_id, edition, language, source,"
                " source_id, completed_at, completed_on) values (77, :house, :member, 'complaints', 'x', 'en', 'quiz',"
                " :attempt, :now, '2026-01-01')"
            ),
            {"house": house.id, "member": field.member_id, "attempt": attempt, "now": now.replace(tzinfo=None)},
        )
        run(
            text(
                "insert into certificate (id, code, completion_id, institution_id, member_id, module_id, edition,"
                " member_name, institution_name, module_title, tier, language, issued_at, issued_on, earned_on,"
                " credential_id) values (77, 'HARBXURSECRT', 77, :house, :member, 'complaints', 'x',"
                " 'Field of Harbour', 'Harbour', 'Complaints', 'field', 'en', :now, '2026-01-01', '2026-01-01', 'c-77')"
            ),
            {"house": house.id, "member": field.member_id, "now": now.replace(tzinfo=None)},
        )
        run(
            text(
                "insert into roster_import (id, institution_id, file_name, state, sheet, mapping, summary, created_at)"
                " values (:id, :house, 'staff.csv', 'dropped', :nothing, '{}', '{}', :now)"
            ),
            {"id": roster_import, "house": house.id, "nothing": b"", "now": now.replace(tzinfo=None)},
        )
        run(
            text(
                "insert into waiver (id, institution_id, member_id, module_id, reason, approver_name, granted_at,"
                " granted_on, withdrawn_reason) values (:id, :house, :member, 'complaints', 'why', 'who', :now,"
                " '2026-01-05', '')"
            ),
            {"id": waiver, "house": house.id, "member": field.member_id, "now": now.replace(tzinfo=None)},
        )
        board = _board_and_session(run, house.id, now.replace(tzinfo=None))
        _somebody_who_asks(run, house.id, now.replace(tzinfo=None))
        database.session.commit()
    return {
        **board,
        "institution": house.slug,
        "network": "lakes",
        "member_id": field.member_id,
        "other_id": house.people["support"].member_id,
        "import_id": roster_import,
        "link_id": 77,
        "request_id": 77,
        "waiver_id": waiver,
        "branch_id": house.branch_id,
        "attempt_id": attempt,
        "kit_id": kit,
        "code": "HARBXURSECRT",
        "module_id": "complaints",
        "section_id": "silence",
        "tier": "field",
        "position": 1,
        "token": "no-such-token",
        "token_id": 1,
        "name": "table",
        "filename": "app.css",
    }


def _somebody_who_asks(run, house_id, now):
    """A code to join by, and somebody who asked with it."""
    run(
        text(
            "insert into join_link (id, institution_id, code, label, tier, created_at, expires_at)"
            " values (77, :house, 'HARBJOIN', '', '', :now, '2100-01-01 00:00:00')"
        ),
        {"house": house_id, "now": now},
    )
    run(
        text(
            "insert into join_request (id, institution_id, link_id, name, name_other, staff_code, email, language,"
            " tier, secret_hash, asked_at, decision) values (77, :house, 77, 'Newcomer', '', '', '', '', 'field', '',"
            " :now, '')"
        ),
        {"house": house_id, "now": now},
    )


def _board_and_session(run, house_id, now):
    """A board meeting, a resolution with its file, and a training session; their ids by the names in addresses."""
    ids = {name: str(uuid4()) for name in ("meeting_id", "endorsement_id", "session_id", "pack_id")}
    values = {**ids, "house": house_id, "now": now, "day": "2026-01-05", "hash": "a" * 64, "content": b"%PDF-"}
    for table, columns in {
        "board_meeting (id, institution_id, held_on, place, modules, opened_at)": (
            ":meeting_id, :house, :day, '', '[]', :now"
        ),
        "stored_file (institution_id, sha256, media_type, size, content, stored_at)": (
            ":house, :hash, 'application/pdf', 5, :content, :now"
        ),
        "evidence_pack (id, institution_id, as_of, ledger_size, names, asked_at, sha256)": (
            ":pack_id, :house, :day, 5, 'full', :now, ''"
        ),
        "endorsement (id, institution_id, number, resolved_on, file_sha256, file_name, recorded_at)": (
            ":endorsement_id, :house, '1', :day, :hash, 'a.pdf', :now"
        ),
        "training_session (id, institution_id, module_id, edition, language, title, mode, starts_at, zone, minutes,"
        " minimum_minutes, place, facilitator_name, created_at)": (
            ":session_id, :house, 'complaints', 'x', 'en', 'Complaints', 'webinar', :now, 'UTC', 60, 48, '', '', :now"
        ),
    }.items():
        run(text(f"insert into {table} values ({columns})"), values)
    return {**ids, "step_id": "discussion"}


def contents(app):
    """All rows of all tables, to see that nothing changed."""
    with app.app_context():
        found = {
            table.name: sorted(map(repr, database.session.execute(table.select()).all()))
            for table in METADATA.sorted_tables
        }
        database.session.rollback()
    return found


def of_the_harbour(rule):
    """Whether an address names something that belongs to one institution, and is not there to be shown to strangers."""
    if rule.endpoint in SHOWN_TO_STRANGERS:
        return False
    names = {
        "institution",
        "member_id",
        "branch_id",
        "attempt_id",
        "kit_id",
        "code",
        "import_id",
        "meeting_id",
        "endorsement_id",
        "session_id",
        "pack_id",
        "link_id",
        "request_id",
        "waiver_id",
    }
    return bool(names & rule.arguments)


def test_nobody_of_one_institution_reaches_anything_of_another(app, world, sign_in, harbour_things):
    before = contents(app)
    reached = []
    for who, person in {**world.valley.people, "nobody": None}.items():
        browser = sign_in(person)
        for rule in app.url_map.iter_rules():
            if not of_the_harbour(rule):
                continue
            path = path_of(app, rule, harbour_things)
            for method in sorted(set(METHODS) & (rule.methods or set())):
                response = browser.open(path, method=method, headers={"Accept": "text/html"})
                asked_to_sign_in = response.status_code == 303 and "/sign-in" in response.headers["Location"]
                may_be_csrf = response.status_code == 400 and method != "GET"
                if response.status_code not in SHUT and not asked_to_sign_in and not may_be_csrf:
                    reached.append(f"{who}: {method} {path} gave {response.status_code}")
    assert reached == []
    assert contents(app) == before


def test_with_a_valid_token_of_her_own_a_stranger_still_changes_nothing(app, world, sign_in, harbour_things):
    before = contents(app)
    reached = []
    for who in ("coordinator", "facilitator", "board", "field"):
        browser = sign_in(world.valley.people[who])
        browser.get("/account")
        for rule in app.url_map.iter_rules():
            if not of_the_harbour(rule):
                continue
            for method in sorted({"POST", "PUT", "PATCH", "DELETE"} & (rule.methods or set())):
                path = path_of(app, rule, harbour_things)
                headers = {"X-CSRFToken": browser.token}
                is_api = path.startswith("/api/")
                sent = {"json": {}} if is_api else {"data": {"csrf_token": browser.token}}
                response = browser.open(path, method=method, headers=headers, **sent)
                if response.status_code not in SHUT | {422}:
                    reached.append(f"{who}: {method} {path} gave {response.status_code}")
    assert reached == []
    assert contents(app) == before


def test_who_belongs_there_does_reach_it(app, world, sign_in, harbour_things):
    coordinator = sign_in(world.harbour.people["coordinator"])
    field = sign_in(world.harbour.people["field"])

    assert coordinator.get("/certificates/HARBXURSECRT").status_code == 200
    assert field.get("/certificates/HARBXURSECRT").status_code == 200
    assert coordinator.get("/institutions/harbour/kits").status_code == 200
    assert coordinator.get("/institutions/harbour/coverage").status_code == 200
    assert coordinator.get("/institutions/harbour/members").status_code == 200


def test_a_network_officer_sees_figures_of_members_but_no_people(app, world, sign_in, harbour_things):
    officer = sign_in(world.officer)
    figures = officer.get("/networks/lakes/coverage")

    assert figures.status_code == 200
    assert "Field of Harbour" not in figures.get_data(as_text=True)
    assert officer.get("/institutions/harbour/members").status_code == 404
    assert officer.get("/institutions/harbour/coverage").status_code == 404


def path_of(app, rule, things):
    """An address of that rule, filled with the harbour's things."""
    with app.test_request_context():
        return url_for(rule.endpoint, **{name: things[name] for name in rule.arguments})


def test_permissions_that_no_role_grants_do_not_exist():
    granted = {permission for table in (GRANTS, SEATS) for permissions in table.values() for permission in permissions}

    assert set(Permission) - granted == {Permission.PUBLIC}
