"""Word documents: real headings, repeated headers, and no answer in what participants get."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from courses.blocks import Notes
from courses.model import Mode, Module
from tests.webinar_kits import office
from tests.webinar_kits.samples import CANARY, EXPECTED_CANARY, NOTE_CANARY, WRONG_CANARY, MakeRequest, Prepare, listed
from webinar_kits import docx_writer
from webinar_kits.archive import unpack
from webinar_kits.core_properties import edition_day
from webinar_kits.docx_xml import Body
from webinar_kits.runs import Run

MakeDocument = Callable[..., bytes]


@pytest.fixture
def make_guide(make_request: MakeRequest, prepare: Prepare) -> MakeDocument:
    def make(module: Module, **changes: object) -> bytes:
        request = make_request(**changes)
        own, _, view = prepare(request, module)
        return docx_writer.guide(request, own, outline=view)

    return make


@pytest.fixture
def make_workbook(make_request: MakeRequest, prepare: Prepare) -> MakeDocument:
    def make(module: Module, **changes: object) -> bytes:
        request = make_request(**changes)
        own, _, view = prepare(request, module)
        return docx_writer.workbook(request, own, outline=view)

    return make


def _body(document: bytes) -> str:
    return unpack(document)["word/document.xml"].decode()


def _headings(document: bytes, level: int) -> list[str]:
    paragraphs = re.findall(r"<w:p>.*?</w:p>", _body(document), re.DOTALL)
    return [office.words(text).strip() for text in paragraphs if f'w:val="Heading{level}"' in text]


@pytest.mark.parametrize("mode", list(Mode))
def test_both_documents_satisfy_a_strict_validator(
    complaints: Module,
    make_guide: MakeDocument,
    make_workbook: MakeDocument,
    mode: Mode,
    tmp_path: Path,
    assert_valid_docx: Callable[[Path], None],
) -> None:
    for name, make in (("guide", make_guide), ("workbook", make_workbook)):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(make(complaints, mode=mode))
        assert_valid_docx(file)


def test_the_guide_has_all_its_parts(small_module: Module, make_guide: MakeDocument) -> None:
    assert _headings(make_guide(small_module), 1) == [
        "This session at a glance",
        "What people can do afterwards",
        "Who does what",
        "Before, during and after",
        "Running order",
        "Slide by slide",
        "Activities",
        "If time runs short",
        "Difficult moments",
    ]


def test_the_guide_numbers_the_slides_as_the_deck_does(
    small_module: Module, make_guide: MakeDocument, make_request: MakeRequest, prepare: Prepare
) -> None:
    _, _, view = prepare(make_request(minutes=120), small_module)
    headings = _headings(make_guide(small_module, minutes=120), 2)
    assert all(f"{row.slide_number}. {row.title}" in headings for row in view.rows if row.slide)


def test_the_guide_holds_notes_answers_and_usual_mistakes(small_module: Module, make_guide: MakeDocument) -> None:
    text = office.words(_body(make_guide(small_module)))
    for canary in (NOTE_CANARY, EXPECTED_CANARY, WRONG_CANARY):
        assert canary in text


def test_the_guide_of_each_mode_has_that_modes_people_lists_and_steps(
    small_module: Module, make_guide: MakeDocument
) -> None:
    room, webinar = (
        office.words(_body(make_guide(small_module, mode=mode))) for mode in (Mode.IN_PERSON, Mode.WEBINAR)
    )
    assert "Sit in fours." in room
    assert "Sign-in sheet" in room
    assert "Producer" not in room
    assert "Open the rooms." in webinar
    assert "Producer" in webinar
    assert "Sit in fours." not in webinar
    assert "Sign-in sheet" not in webinar


def test_the_workbook_holds_nothing_of_the_facilitators(small_module: Module, make_workbook: MakeDocument) -> None:
    document = make_workbook(small_module)
    assert "Log at Amanah Microfinance" in office.words(_body(document))
    assert not any(CANARY in text for text in office.all_text(document))


def test_every_table_repeats_its_header_row(small_module: Module, make_guide: MakeDocument) -> None:
    body = _body(make_guide(small_module))
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>") > 3


def test_every_numbered_list_begins_at_one(small_module: Module, make_guide: MakeDocument) -> None:
    members = unpack(make_guide(small_module))
    used = set(re.findall(r'<w:numId w:val="(\d+)"/>', members["word/document.xml"].decode())) - {"1"}
    numbering = members["word/numbering.xml"].decode()
    assert used
    for number in used:
        assert re.search(rf'<w:num w:numId="{number}">.*?<w:startOverride w:val="1"/>', numbering)


def test_lines_to_write_on_stand_in_the_workbook(small_module: Module, make_workbook: MakeDocument) -> None:
    assert _body(make_workbook(small_module)).count('w:val="WritingLine"') == 3


def test_the_pages_are_numbered_and_named(small_module: Module, make_guide: MakeDocument) -> None:
    footer = "".join(office.parts(make_guide(small_module), pattern=r"word/footer\d*\.xml").values())
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "Hearing complaints · Amanah Microfinance" in office.words(footer)


def test_a_link_is_printed_with_its_address(small_module: Module, make_workbook: MakeDocument) -> None:
    assert "the page (https://example.org)" in office.words(_body(make_workbook(small_module)))


def test_a_document_is_dated_on_the_day_of_its_edition(small_module: Module, make_guide: MakeDocument) -> None:
    core = unpack(make_guide(small_module))["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {f"{edition_day(small_module)}T"}


def test_questions_stay_with_the_lines_to_answer_them_and_short_tables_stay_whole() -> None:
    body = Body()
    body.blocks((*listed("What do you say?"), Notes(2), *listed("Nothing to write here.")))
    body.table([(Run("What"),)], [[(Run("one"),)], [(Run("two"),)]])
    question, first, last, after, head, one, two, _ = re.findall(r"<w:p>.*?</w:p>", body.xml())
    assert all("<w:keepNext/>" in kept for kept in (question, first, head, one))
    assert not any("<w:keepNext/>" in loose for loose in (last, after, two))
