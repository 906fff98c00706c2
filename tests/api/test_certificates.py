"""Certificates for programs: one's own, the records of a house, and a code that anybody may check."""

import io
import json
import zipfile
from datetime import timedelta

import pypdf
import pytest

from tests.api.conftest import ask
from tests.editions import FINISHED_ON, TODAY, finish
from tests.lms.test_credentials import verifies


@pytest.fixture
def code(app, world):
    finish(app, world.valley, world.valley.people["field"], of="0123456789ab", valid_until=TODAY + timedelta(days=90))
    return ask(app, "select code from certificate")[0]


def test_anybody_checks_a_code_and_learns_what_the_paper_says(program, code):
    found = program(None).get(f"/verify/{code.lower()}")

    assert (found["code"], found["state"], found["kind"]) == (code, "valid", "competence")
    assert (found["member_name"], found["institution_name"]) == ("Somebody", "valley")
    assert found["completed_on"] == FINISHED_ON.isoformat()
    assert not {"percent", "member_id", "staff_code", "revoked_reason", "credential"} & set(found)


def test_a_code_that_is_none_is_not_found(program):
    assert "no certificate" in program(None).get("/verify/ABCDEFGHJKLM", status=404)["detail"]


def test_she_sees_her_own_with_her_result_and_her_coordinator_without(learner, coordinator, code):
    assert learner.get("/certificates")["certificates"][0]["percent"] == 90
    assert learner.get(f"/certificates/{code}")["percent"] == 90
    assert coordinator.get(f"/certificates/{code}")["percent"] is None


def test_nobody_else_sees_it(program, world, code):
    others = [
        program(one) for one in (world.valley.people["board"], world.harbour.people["coordinator"], world.officer)
    ]
    for other in others:
        for path in (f"/certificates/{code}", f"/certificates/{code}/file", f"/certificates/{code}/credential"):
            other.get(path, status=404)
    program(None).get(f"/certificates/{code}", status=401)
    others[-1].get("/certificates", status=403)


def test_its_files_are_those_of_the_pages(learner, code):
    pdf = learner.raw("GET", f"/certificates/{code}/file")
    credential = learner.raw("GET", f"/certificates/{code}/credential")

    assert pdf.mimetype == "application/pdf"
    assert pypdf.PdfReader(io.BytesIO(pdf.data)).attachments["credential.json"][0] == credential.data
    assert verifies(json.loads(credential.data))
    pdf.close()


def test_the_records_are_listed_counted_and_narrowed(coordinator, code):
    found = coordinator.get("/institutions/valley/certificates")
    (line,) = found["items"]

    assert (found["total"], found["counts"]) == (1, {"valid": 1, "expired": 0, "revoked": 0, "erased": 0})
    assert (line["code"], line["member_name"], line["staff_code"], line["branch"]) == (
        code,
        "Somebody",
        "V005",
        "Main Street",
    )
    assert coordinator.get("/institutions/valley/certificates?kind=attendance")["items"] == []
    assert coordinator.get(f"/institutions/valley/certificates?since={TODAY.isoformat()}")["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [("kind=x", "kind"), ("state=x", "state"), ("module=x", "module"), ("branch=4711", "branch"), ("since=x", "since")],
)
def test_a_filter_that_cannot_be_is_named(coordinator, code, query, field):
    assert set(coordinator.get(f"/institutions/valley/certificates?{query}", status=422)["errors"]) == {field}


def test_the_selection_is_handed_out_as_pdf_and_as_zip(coordinator, code):
    pdf = coordinator.raw("GET", "/institutions/valley/certificates/pdf")
    archive = coordinator.raw("GET", "/institutions/valley/certificates/zip?tier=field")

    assert len(pypdf.PdfReader(io.BytesIO(pdf.data)).pages) == 1
    assert [name[-16:-4] for name in zipfile.ZipFile(io.BytesIO(archive.data)).namelist()] == [code]
    coordinator.get("/institutions/valley/certificates/zip?tier=board", status=404)


def test_revoking_and_correcting(coordinator, program, learner, code):
    path = f"/institutions/valley/certificates/{code}"
    assert set(coordinator.post(f"{path}/revocation", {"reason": " "}, status=422)["errors"]) == {"reason"}
    early = {"reason": "x", "on": (FINISHED_ON - timedelta(days=1)).isoformat()}
    assert set(coordinator.post(f"{path}/revocation", early, status=422)["errors"]) == {"on"}
    late = {"reason": "x", "on": (TODAY + timedelta(days=2)).isoformat()}
    assert set(coordinator.post(f"{path}/revocation", late, status=422)["errors"]) == {"on"}

    new = coordinator.post(f"{path}/reissue", {"name": "Right Name", "reason": "Misspelt"}, status=201)
    assert (new["member_name"], new["state"]) == ("Right Name", "valid")
    assert program(None).get(f"/verify/{code}")["state"] == "revoked"
    coordinator.post(f"{path}/reissue", {"name": "Right Name", "reason": "Misspelt"}, status=409)

    revoked = coordinator.post(f"/institutions/valley/certificates/{new['code']}/revocation", {"reason": "x"})
    assert (revoked["state"], revoked["revoked_on"] is None) == ("revoked", False)
    coordinator.post(f"/institutions/valley/certificates/{new['code']}/revocation", {"reason": "x"}, status=409)
    learner.get(f"/certificates/{code}/file", status=409)


def test_of_another_house_nothing_is_revoked(program, world, app, code):
    other = program(world.harbour.people["coordinator"])
    other.post(f"/institutions/harbour/certificates/{code}/revocation", {"reason": "x"}, status=404)
    other.post(f"/institutions/valley/certificates/{code}/revocation", {"reason": "x"}, status=404)
    assert ask(app, "select count(*) from certificate where revoked_at is null") == [1]
