"""Certificates on pages: for who holds them, for who keeps the records, and for anybody who has a code."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta

import openpyxl
import pypdf
import pypdfium2
import pytest
from sqlalchemy import text

from lms.db.engine import database, transaction
from lms.evidence.certificates import Attended, Issued, issue_attendance_certificate
from lms.evidence.rules import check_letter
from lms.workflows.erase_person import Whom, erase_person
from tests.editions import FINISHED_ON, TODAY, finish
from tests.lms.test_credentials import verifies

GROUPED = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def ask(app, question, **values):
    with app.app_context():
        found = database.session.execute(text(question), values).scalars().all()
        database.session.rollback()
    return found


@pytest.fixture
def code(app, world):
    """The code of a certificate of the valley's loan officer."""
    finish(app, world.valley, world.valley.people["field"], of="0123456789ab", valid_until=TODAY + timedelta(days=90))
    return ask(app, "select code from certificate")[0]


@pytest.fixture
def many(app, world):
    """Certificates of everybody in the valley, and one of the harbour."""
    for tier in ("board", "senior_management", "middle_management", "support", "field"):
        finish(app, world.valley, world.valley.people[tier], of="0123456789ab")
    finish(app, world.harbour, world.harbour.people["field"], of="0123456789ab")
    with app.app_context(), transaction() as write:
        for tier in ("board", "senior_management", "middle_management", "support"):
            question = text("update certificate set tier = :tier where member_id = :member")
            write.execute(question, {"tier": tier, "member": world.valley.people[tier].member_id})
    return world


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def stranger(sign_in):
    return sign_in(None)


def file(response):
    """Return the bytes of a file, and let go of it."""
    content = response.data
    response.close()
    return content


def page(response, status=200):
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def attend(app, house, person, now, *, minutes=85):
    with app.app_context(), transaction() as write:
        said = Attended(
            5, "s-1", house.id, person.member_id, "complaints", "0123456789ab", FINISHED_ON, minutes, 90, 72
        )
        issued = Issued("Somebody", house.slug, "Complaints", "field", "en")
        return issue_attendance_certificate(write, attended=said, issued=issued, seed="s", now=now)


class TestAStranger:
    def test_sees_what_the_paper_says_and_what_it_is_worth_and_no_more(self, stranger, code, app):
        response = stranger.get(f"/verify/{code}")
        said = page(response)

        for words in ("It is valid today", "Somebody", "valley", "Complaints", "Certificate of competence", "Valid"):
            assert words in said
        assert GROUPED.search(said)
        for secret in ("90 %", "field.", "@valley.example", "V005", "member", "/members", "/institutions"):
            assert secret not in said
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert 'name="robots" content="noindex' in said

    def test_types_a_code_in_any_way_and_is_led_to_its_page(self, stranger, code):
        typed = f"{code[:4].lower()} {code[4:8]}-{code[8:]}"
        response = stranger.get("/verify", query_string={"code": typed})

        assert response.status_code == 303
        assert response.headers["Location"] == f"/verify/{code}"
        assert "You need no account" in page(stranger.get("/verify"))

    def test_is_told_of_a_slip_of_an_unknown_code_and_of_a_short_one(self, stranger, code):
        slip = code[:3] + ("A" if code[3] != "A" else "B") + code[4:]
        letters = "ABCDEFGHJKL"
        assert "There is a slip in this code" in page(stranger.get(f"/verify/{slip}"), 404)
        unknown = letters + check_letter(letters)
        assert "No certificate has this code" in page(stranger.get(f"/verify/{unknown}"), 404)
        assert "12 letters and digits" in page(stranger.get("/verify/ABC"), 404)
        assert stranger.get("/verify/%00").status_code == 404

    def test_is_told_since_when_a_certificate_is_revoked_and_never_why(self, stranger, coordinator, code):
        coordinator.get(f"/institutions/valley/certificates/{code}/revoke")
        coordinator.send(f"/institutions/valley/certificates/{code}/revoke", reason="She shared her answers")
        said = page(stranger.get(f"/verify/{code}"))

        assert "and revoked. Since" in said
        assert "It is valid today" not in said
        assert "shared her answers" not in said

    def test_is_told_when_a_certificate_has_expired(self, app, world, stranger):
        finish(app, world.valley, world.valley.people["field"], of="x", valid_until=FINISHED_ON + timedelta(days=3))
        code = ask(app, "select code from certificate")[0]

        assert "and is not any more" in page(stranger.get(f"/verify/{code}"))

    def test_finds_no_name_once_the_person_is_erased(self, app, world, stranger, code, now):
        with app.app_context(), transaction() as write:
            erase_person(write, Whom(world.valley.id, world.valley.people["field"].member_id, TODAY), now=now)
        said = page(stranger.get(f"/verify/{code}"))

        assert "The name on this certificate was erased" in said
        assert "Somebody" not in said

    def test_tells_attendance_from_competence(self, app, world, stranger, now):
        code = attend(app, world.valley, world.valley.people["field"], now)
        said = page(stranger.get(f"/verify/{code}"))

        assert "Certificate of attendance" in said
        assert "<bdi>85</bdi> of <bdi>90</bdi> minutes" in said
        assert "does not say that a test was passed" in said
        assert "Valid until" not in said

    def test_gets_the_key_of_the_issuer_and_the_list_of_the_revoked(self, stranger, coordinator, code, app):
        coordinator.get(f"/institutions/valley/certificates/{code}/revoke")
        coordinator.send(f"/institutions/valley/certificates/{code}/revoke", reason="x")
        number = ask(app, "select credential_id from certificate")[0]
        issuer, listed = stranger.get("/issuer").get_json(), stranger.get("/credentials/revoked.json").get_json()

        assert issuer["verificationMethod"][0]["publicKeyMultibase"].startswith("z6Mk")
        assert listed["revokedCredential"] == [{"id": f"urn:uuid:{number}", "revoked": True}]
        assert listed["issuer"] == issuer["id"]
        assert code not in json.dumps(listed)


class TestHerOwn:
    def test_all_certificates_stand_in_one_place(self, app, world, sign_in, code, now):
        attend(app, world.valley, world.valley.people["field"], now)
        said = page(sign_in(world.valley.people["field"]).get("/certificates"))

        assert len(set(re.findall(r"/certificates/([A-Z2-9]{12})\"", said))) == 2
        assert "Competence" in said
        assert "Attendance" in said

    def test_without_one_she_is_told_how_to_get_one(self, world, sign_in):
        assert "No certificate yet" in page(sign_in(world.valley.people["board"]).get("/certificates"))

    def test_her_result_is_for_her_alone(self, world, sign_in, coordinator, code):
        assert "<bdi>90 %</bdi>" in page(sign_in(world.valley.people["field"]).get(f"/certificates/{code}"))
        assert "90 %" not in page(coordinator.get(f"/certificates/{code}"))

    def test_the_pdf_holds_the_credential_that_is_downloaded_and_it_verifies(self, app, world, sign_in, code):
        learner = sign_in(world.valley.people["field"])
        pdf, response = (
            file(learner.get(f"/certificates/{code}.pdf")),
            learner.get(f"/certificates/{code}/credential.json"),
        )
        inside = pypdf.PdfReader(io.BytesIO(pdf)).attachments["credential.json"][0]

        assert inside == response.data
        assert response.mimetype == "application/vc+ld+json"
        assert verifies(json.loads(inside))
        assert b"Somebody" not in inside
        assert ask(app, "select credential from certificate") == [inside.decode()]
        assert file(learner.get(f"/certificates/{code}.pdf")) == pdf

    def test_the_address_on_the_pdf_is_the_one_that_is_checked(self, app, world, sign_in, code):
        pdf = file(sign_in(world.valley.people["field"]).get(f"/certificates/{code}.pdf"))
        document = pypdfium2.PdfDocument(pdf)
        words = document[0].get_textpage().get_text_bounded()
        document.close()

        assert f"/verify/{code}" in words

    def test_a_revoked_one_is_no_longer_handed_out(self, world, sign_in, coordinator, code):
        learner = sign_in(world.valley.people["field"])
        coordinator.get(f"/institutions/valley/certificates/{code}/revoke")
        coordinator.send(f"/institutions/valley/certificates/{code}/revoke", reason="x")

        for path in (f"/certificates/{code}.pdf", f"/certificates/{code}/credential.json"):
            assert "it is no longer handed out" in page(learner.get(path), 409)
        assert "Revoked" in page(learner.get(f"/certificates/{code}"))


class TestTheRecords:
    def test_the_list_shows_the_valley_and_nobody_else(self, many, coordinator):
        said = page(coordinator.get("/institutions/valley/certificates"))

        assert len(GROUPED.findall(said)) == 5
        assert "5 certificates" in said
        assert "harbour" not in said

    def test_it_narrows_by_every_filter(self, many, coordinator):
        def count(**asked):
            return len(GROUPED.findall(page(coordinator.get("/institutions/valley/certificates", query_string=asked))))

        assert count(tier="board") == 1
        assert count(kind="attendance") == 0
        assert count(module="complaints") == 5
        assert count(module="pricing") == 0
        assert count(branch=str(many.valley.branch_id)) == 5
        assert count(since=TODAY.isoformat()) == 0
        assert count(until=FINISHED_ON.isoformat()) == 5
        assert count(state="valid") == 5
        assert count(state="revoked") == 0

    def test_a_filter_that_cannot_be_says_so_at_its_field(self, many, coordinator):
        asked = {"kind": "x", "since": "2026-02-30", "branch": "999"}
        said = page(coordinator.get("/institutions/valley/certificates", query_string=asked), 422)

        for field in ("kind", "since", "branch"):
            assert f'id="f-{field}-wrong"' in said

    def test_screen_csv_and_workbook_say_the_same(self, many, coordinator):
        said = page(coordinator.get("/institutions/valley/certificates?tier=field"))
        lines = list(
            csv.reader(
                io.StringIO(page(coordinator.get("/institutions/valley/certificates.csv?tier=field")).lstrip("\ufeff"))
            )
        )
        book = openpyxl.load_workbook(
            io.BytesIO(coordinator.get("/institutions/valley/certificates.xlsx?tier=field").data), read_only=True
        )
        sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
        head = next(place for place, row in enumerate(sheet) if row[0] == "Name")

        assert len(lines) == 2
        for text_cell in (lines[1][0], lines[1][2], lines[1][-1]):
            assert text_cell in said
        plain = [
            "" if cell is None else str(cell.date()) if hasattr(cell, "date") else str(cell) for cell in sheet[head + 1]
        ]
        assert plain == lines[1]
        assert sheet[head][: len(lines[0])] == lines[0]

    def test_the_selection_comes_as_one_pdf(self, many, coordinator):
        response = coordinator.get("/institutions/valley/certificates.pdf?tier=field")
        all_of_them = coordinator.get("/institutions/valley/certificates.pdf")

        assert response.mimetype == "application/pdf"
        assert len(pypdf.PdfReader(io.BytesIO(response.data)).pages) == 1
        assert len(pypdf.PdfReader(io.BytesIO(all_of_them.data)).pages) == 5

    def test_the_selection_comes_as_a_zip_of_pdfs_with_credentials_and_the_same_bytes_twice(
        self, app, many, coordinator
    ):
        response = coordinator.get("/institutions/valley/certificates.zip")
        archive = zipfile.ZipFile(io.BytesIO(response.data))

        assert archive.testzip() is None
        assert len(archive.namelist()) == 5
        for name in archive.namelist():
            assert re.fullmatch(r"[\w-]+-complaints-[A-Z2-9]{12}\.pdf", name)
            inside = pypdf.PdfReader(io.BytesIO(archive.read(name))).attachments["credential.json"][0]
            assert verifies(json.loads(inside))
        assert coordinator.get("/institutions/valley/certificates.zip").data == response.data
        code = archive.namelist()[0][-16:-4]
        assert file(coordinator.get(f"/certificates/{code}.pdf")) == archive.read(archive.namelist()[0])

    def test_nothing_to_hand_out_is_said_in_words(self, world, coordinator):
        for ending in ("pdf", "zip"):
            said = page(coordinator.get(f"/institutions/valley/certificates.{ending}"), 404)
            assert "No certificate fits" in said
        assert "No certificates yet" in page(coordinator.get("/institutions/valley/certificates"))

    def test_revoking_asks_why(self, app, coordinator, code):
        path = f"/institutions/valley/certificates/{code}/revoke"
        assert "It cannot be undone" in page(coordinator.get(path))
        assert "The reason is empty" in page(coordinator.send(path, reason=" "), 422)
        assert ask(app, "select count(*) from certificate where revoked_at is not null") == [0]

        assert coordinator.send(path, reason="Wrong person").status_code == 303
        assert "Wrong person" in page(coordinator.get(f"/certificates/{code}"))
        assert "revoked already" in page(coordinator.send(path, reason="Again"), 422)

    def test_a_name_is_corrected_by_a_new_certificate(self, app, coordinator, stranger, code):
        path = f"/institutions/valley/certificates/{code}/reissue"
        assert 'value="Somebody"' in page(coordinator.get(path))
        assert "The name is empty" in page(coordinator.send(path, name="", reason="x"), 422)
        response = coordinator.send(path, name="Right Name", name_other="اسم صحيح", reason="Misspelt")
        new = response.headers["Location"].rpartition("/")[2]

        assert new != code
        assert "Right Name" in page(stranger.get(f"/verify/{new}"))
        assert "اسم صحيح" in page(stranger.get(f"/verify/{new}"))
        assert "and revoked" in page(stranger.get(f"/verify/{code}"))

    @pytest.mark.parametrize("who", ["harbour coordinator", "facilitator", "field", "officer"])
    def test_nobody_else_lists_hands_out_revokes_or_corrects(self, app, world, sign_in, code, who):
        people = {
            **world.valley.people,
            "harbour coordinator": world.harbour.people["coordinator"],
            "officer": world.officer,
        }
        other = sign_in(people[who])
        for path in ("certificates", "certificates.csv", "certificates.xlsx", "certificates.pdf", "certificates.zip"):
            assert other.get(f"/institutions/valley/{path}").status_code == 404
        for act in ("revoke", "reissue"):
            assert other.get(f"/institutions/valley/certificates/{code}/{act}").status_code == 404
            assert (
                other.send(f"/institutions/valley/certificates/{code}/{act}", reason="x", name="x").status_code == 404
            )
        assert ask(app, "select count(*) from certificate where revoked_at is not null") == [0]

    def test_one_of_another_house_is_not_reached_through_ones_own(self, many, sign_in, app):
        code = ask(app, "select code from certificate where institution_name = 'harbour'")[0]
        coordinator = sign_in(many.valley.people["coordinator"])
        assert coordinator.get(f"/institutions/valley/certificates/{code}/revoke").status_code == 404
        assert coordinator.send(f"/institutions/valley/certificates/{code}/revoke", reason="x").status_code == 404
