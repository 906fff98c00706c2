"""What every file of a kit says of itself, under File > Properties: title, author, language, the day of its edition."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from courses.model import Mode, Module
from tests.webinar_kits.samples import MakeRequest
from tests.webinar_kits.workshop_samples import kit_content, kit_keys, workshop
from webinar_kits.archive import unpack
from webinar_kits.build import build_kit
from webinar_kits.core_properties import APP, CORE, edition_day
from webinar_kits.model import Brand
from webinar_kits.workshop.kit import build_workshop_kit

PROGRAMS = re.compile(r"python|microsoft|xlsxwriter|openpyxl", re.IGNORECASE)
HOUSE = "Amanah Microfinance"


def office_files(kit: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in kit.items() if name.endswith((".docx", ".xlsx", ".pptx"))}


def assert_said(kit: dict[str, bytes], *, author: str, day: date) -> None:
    found = office_files(kit)
    assert {name.rpartition(".")[2] for name in found} == {"docx", "xlsx", "pptx"}
    for name, content in found.items():
        members = unpack(content)
        core = members[CORE].decode()
        assert f"<dc:creator>{author}</dc:creator>" in core, name
        assert f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>" in core, name
        assert "<dc:language>en-GB</dc:language>" in core, name
        assert "<dc:title></dc:title>" not in core, name
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{day}T12:00:00Z"}, name
        assert core.count(f">{day}T12:00:00Z<") == 2, f"{name}: created and modified"
        assert not PROGRAMS.search(core + members[APP].decode().replace("openxmlformats", "")), name
    for name in (name for name in kit if name.endswith(".pdf")):
        told = PdfReader(io.BytesIO(kit[name]))
        assert told.metadata is not None
        assert told.metadata.creation_date is not None
        assert told.metadata.creation_date.date() == day, name
        assert told.metadata.author == author, name


@pytest.mark.parametrize("mode", list(Mode))
def test_all_files_of_a_kit_are_of_the_day_of_their_edition(
    small_module: Module, make_request: MakeRequest, mode: Mode
) -> None:
    day = edition_day(small_module)
    assert day is not None
    kit = unpack(build_kit(make_request(mode=mode, brand=Brand(HOUSE)), small_module))
    assert_said(kit, author=HOUSE, day=day)


@pytest.mark.parametrize("mode", list(Mode))
def test_all_files_of_a_workshop_are_of_the_day_of_its_edition_whenever_it_is_held(mode: Mode) -> None:
    content = kit_content(mode=mode, dates=(date(2027, 5, 4),), institution=HOUSE)
    assert_said(unpack(build_workshop_kit(content, kit_keys())), author=HOUSE, day=workshop().revised_on)
