"""`lms certificate`: revoke one, write those of an institution."""

import io
import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import Engine, text

from tests.lms.test_cli import Lms, caller
from tests.lms.test_credentials import verifies


@pytest.fixture
def lms(engine_url: str, tmp_path: Path) -> Lms:
    """Call `lms` on the demo."""
    call = caller({"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")})
    call("demo", "--quiet")
    return call


@pytest.fixture
def slug(lms: Lms, engine: Engine) -> str:
    """The institution with the most certificates."""
    question = (
        "select institution.slug from certificate join institution on institution.id = institution_id"
        " group by institution.slug order by count(*) desc limit 1"
    )
    with engine.connect() as connection:
        return str(connection.execute(text(question)).scalar())


def codes(engine: Engine, slug: str) -> list[str]:
    question = (
        "select code from certificate join institution on institution.id = institution_id where slug = :slug"
        " and revoked_at is null order by code"
    )
    with engine.connect() as connection:
        return list(connection.execute(text(question), {"slug": slug}).scalars())


def test_the_certificates_of_an_institution_are_written_as_a_zip_and_as_one_pdf(
    lms: Lms, engine: Engine, slug: str, tmp_path: Path
) -> None:
    archive, printed = tmp_path / "all.zip", tmp_path / "all.pdf"
    said = lms("certificate", "export", slug, "-o", str(archive)).output
    lms("certificate", "export", slug, "-o", str(printed))
    known = codes(engine, slug)

    with zipfile.ZipFile(archive) as opened:
        assert sorted(name[-16:-4] for name in opened.namelist()) == known
        first = opened.read(opened.namelist()[0])
    assert f"{len(known)} certificates" in said
    assert verifies(json.loads(pypdf.PdfReader(io.BytesIO(first)).attachments["credential.json"][0]))
    assert len(pypdf.PdfReader(printed).pages) == len(known)
    assert not list(tmp_path.glob(".*"))

    again = tmp_path / "again.zip"
    lms("certificate", "export", slug, "-o", str(again))
    assert again.read_bytes() == archive.read_bytes()


def test_one_is_revoked_and_left_out(lms: Lms, engine: Engine, slug: str, tmp_path: Path) -> None:
    first, *_ = known = codes(engine, slug)
    said = lms("certificate", "revoke", first.lower(), "--reason", "Wrong person").output
    output = tmp_path / "all.zip"
    lms("certificate", "export", slug, "-o", str(output))

    assert re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4} is revoked since \d+ [A-Z][a-z]+ \d{4}\.", said)
    with zipfile.ZipFile(output) as opened:
        assert len(opened.namelist()) == len(known) - 1
    assert "revoked already" in lms("certificate", "revoke", first, "--reason", "Again", code=2).output


REFUSED = (
    (("revoke", "ABCDEFGHJKLM", "--reason", "x"), "no certificate"),
    (("revoke", "ABCDEFGHJKLM"), "--reason"),
    (("export", "nowhere", "-o", "{folder}/x.zip"), "nowhere"),
    (("export", "{slug}", "-o", "{folder}/x.tar"), ".zip or .pdf"),
    (("export", "{slug}", "-o", "{folder}/none/x.zip"), "make it first"),
    (("export", "{slug}", "-o", "{folder}/x.zip", "--to", "1999-01-01"), "no certificate of that time"),
    (("export", "{slug}", "-o", "{folder}/x.zip", "--from", "yesterday"), "yesterday"),
)


def test_what_cannot_be_is_refused_with_its_cure_and_writes_nothing(lms: Lms, slug: str, tmp_path: Path) -> None:
    for arguments, words in REFUSED:
        filled = [part.format(slug=slug, folder=tmp_path) for part in arguments]
        assert words in lms("certificate", *filled, code=2).output
        assert not list(tmp_path.glob("x.*"))
