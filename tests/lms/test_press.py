"""The document process seen from the server: it makes, refuses, dies and comes back."""

from datetime import date

import pytest

from courses.model import Mode, ModuleId, Tier
from courses.resources import content_folder
from lms.http.press import Press, PressError
from webinar_kits.certificate import Certificate, CertificateKind
from webinar_kits.certificate_jobs import write_certificate
from webinar_kits.jobs import write_request
from webinar_kits.model import KitRequest

CERTIFICATE = Certificate(
    kind=CertificateKind.COMPETENCE,
    name="Amina K. (invented)",
    module_id="complaints",
    module_title="Mechanisms for complaint resolution",
    principle=7,
    institution="Valley Microfinance (invented)",
    tier=Tier.FIELD,
    earned_on=date(2026, 3, 1),
    issued_on=date(2026, 3, 1),
    code="ABCDEFGHJKLM",
    edition="000000000000",
    verify_url="http://127.0.0.1/verify/ABCDEFGHJKLM",
)


@pytest.fixture(scope="module")
def press():
    made = Press()
    yield made
    made.close()


def test_a_certificate_is_made_and_left_whole(press, tmp_path):
    output = tmp_path / "made" / "certificate.pdf"
    press.run("certificate", {"request": write_certificate(CERTIFICATE)}, output=output)

    assert output.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in output.parent.iterdir()] == ["certificate.pdf"]


def test_what_cannot_be_made_names_its_field_and_leaves_nothing(press, tmp_path):
    asked = write_request(KitRequest(ModuleId("complaints"), Mode.WEBINAR, Tier.FIELD, minutes=7))
    fields = {"folder": str(content_folder() / "complaints"), "request": asked}
    with pytest.raises(PressError, match="30 minutes") as refused:
        press.run("kit", fields, output=tmp_path / "kit.zip")

    assert refused.value.field == "minutes"
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_was_killed_is_started_again(press, tmp_path):
    press.run("certificate", {"request": write_certificate(CERTIFICATE)}, output=tmp_path / "one.pdf")
    press._child.kill()
    press._child.wait()
    press.run("certificate", {"request": write_certificate(CERTIFICATE)}, output=tmp_path / "two.pdf")

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_warming_up_starts_it_without_waiting():
    press = Press()
    press.warm()
    try:
        assert press._child is not None
        assert press._child.poll() is None
    finally:
        press.close()
    assert press._child is None


def test_an_idle_process_ends(press, tmp_path):
    press.run("certificate", {"request": write_certificate(CERTIFICATE)}, output=tmp_path / "one.pdf")
    press._end_if_idle(press._last_use - 1)
    assert press._child is not None
    press._end_if_idle(press._last_use)
    assert press._child is None
