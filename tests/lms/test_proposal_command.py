"""`lms proposal export`: documents without the web."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from lms.cli.main import cli
from lms.workshops.parts import Edit, save_part
from tests.webinar_kits import office
from tests.workshops import Hall, open_hall
from tests.worlds import make_world

SAID = "Nine entries in a year."


@pytest.fixture
def hall(session: Session, now) -> Hall:
    made = open_hall(session, make_world(session, now=now), now=now)
    edit = Edit("edit-1", "section:summary", 0, SAID)
    save_part(session, proposal_id=made.proposal_ids["amina"], edit=edit, seat_id=made.seat_ids["amina"], now=now)
    session.commit()
    return made


@pytest.fixture
def lms(engine_url: str, tmp_path: Path):
    environ = {"DATABASE_URL": engine_url, "INSTANCE_DIR": str(tmp_path / "instance")}

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, ("proposal", "export", *arguments), env=environ, prog_name="lms")
        assert result.exit_code == code, result.output
        return result

    return call


def test_all_proposals_of_a_workshop_are_exported_each_to_its_file_and_one_by_itself(
    lms, hall: Hall, tmp_path: Path
) -> None:
    lms("--workshop", hall.id, "-o", str(tmp_path))
    files = {one: tmp_path / f"{one}.docx" for one in hall.proposal_ids.values()}
    assert all(path.is_file() for path in files.values())
    named = files[hall.proposal_ids["amina"]].read_bytes()
    assert SAID in "\n".join(office.all_text(named))

    lms(hall.proposal_ids["amina"], "--without-names", "-o", str(tmp_path / "one.docx"))
    bare = "\n".join(office.all_text((tmp_path / "one.docx").read_bytes()))
    assert SAID in bare
    assert "Prepared by" in "\n".join(office.all_text(named))
    assert "Prepared by" not in bare
    assert "dc:creator" not in bare


def test_what_cannot_be_exported_is_refused_in_a_sentence(lms, hall: Hall, tmp_path: Path) -> None:
    assert "and not both" in lms("-o", str(tmp_path / "x.docx"), code=2).output
    assert "no workshop" in lms("--workshop", "nowhere", "-o", str(tmp_path), code=2).output
    assert "There is no proposal" in lms("nothing", "-o", str(tmp_path / "x.docx"), code=2).output
    assert "does not exist" in lms(hall.proposal_ids["amina"], "-o", str(tmp_path / "no" / "x.docx"), code=2).output
