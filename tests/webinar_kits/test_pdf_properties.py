"""What a PDF says of itself: its own day, our name, and the same in its properties as in its metadata."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from pypdf import PdfReader

from lms.ledger.packs.layout import Names
from tests.packs import full_log
from tests.webinar_kits.test_certificates import ARABIC, ATTENDANCE
from tests.webinar_kits.test_evidence_paper import shape_of
from tests.webinar_kits.test_pdf_writer import CERTIFICATE
from webinar_kits.certificate_paper import certificates_paper
from webinar_kits.evidence_paper import evidence_paper
from webinar_kits.paper_data import Data
from webinar_kits.pdf_properties import with_our_name
from webinar_kits.pdf_writer import Template, pdf

LATER = replace(ATTENDANCE, issued_on=date(2027, 2, 28))
KNOWN_ON = date(2026, 3, 2)
# What a name or a title could hold to pass for what a program writes.
POSING = (
    "A /Creator(Typst 9.9.9) <xmp:CreatorTool>Typst 9.9.9</xmp:CreatorTool> /Type/Metadata/Subtype/XML>> Typst 9.9.9"
)


def papers() -> Iterator[tuple[str, Template, dict[str, Data], date]]:
    yield "certificate", Template.CERTIFICATE, certificates_paper([CERTIFICATE]), CERTIFICATE.issued_on
    yield "issued later", Template.CERTIFICATE, certificates_paper([LATER]), LATER.issued_on
    yield "in Arabic", Template.CERTIFICATE, certificates_paper([ARABIC]), ARABIC.issued_on
    yield "many", Template.CERTIFICATE, certificates_paper([CERTIFICATE, LATER, CERTIFICATE]), LATER.issued_on
    for names in Names:
        shape = {**shape_of(full_log()), "names": names.value}
        yield f"summary, {names.value}", Template.EVIDENCE, evidence_paper(shape), KNOWN_ON


@pytest.mark.parametrize(("template", "paper", "day"), [pytest.param(*rest, id=what) for what, *rest in papers()])
def test_a_paper_is_of_its_own_day_and_says_so_everywhere(
    template: Template, paper: dict[str, Data], day: date
) -> None:
    content = pdf(template, paper)

    told, metadata = PdfReader(io.BytesIO(content)).metadata, PdfReader(io.BytesIO(content)).xmp_metadata
    assert told is not None
    assert metadata is not None
    noon = datetime.combine(day, time(12))
    assert told.creation_date == told.modification_date == noon.replace(tzinfo=UTC)
    assert metadata.xmp_create_date == metadata.xmp_modify_date == noon
    assert told.creator == metadata.xmp_creator_tool == "CPP Training"
    assert told.producer is None
    assert [told.author] == metadata.dc_creator == [paper["author"]]
    assert not [word for word in (b"Typst", b"D:1980", b">1980-") if word in content]


def test_what_people_wrote_is_left_as_it_is() -> None:
    posing = replace(CERTIFICATE, institution=POSING, module_title=POSING, credential=f'{{"proof": "{POSING}"}}')

    reader = PdfReader(io.BytesIO(pdf(Template.CERTIFICATE, certificates_paper([posing]))))

    assert reader.metadata is not None
    assert reader.xmp_metadata is not None
    assert reader.metadata.creator == reader.xmp_metadata.xmp_creator_tool == "CPP Training"
    assert reader.metadata.author == POSING
    assert reader.metadata.title == f"Certificate of competence: {POSING}"
    assert reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}
    assert [data for many in reader.attachments.values() for data in many] == [posing.credential.encode()]


@pytest.mark.parametrize("program", ["Typst 0.15.1", "Typst 0.15.10", "Typst 1.0.0"])
def test_our_name_takes_as_much_room_as_the_other(program: str) -> None:
    written = f"<</Creator({program})>> <</Type/Metadata/Subtype/XML>> <xmp:CreatorTool>{program}</xmp:CreatorTool>"

    made = with_our_name(written.encode()).decode()

    assert len(made) == len(written)
    assert "Typst" not in made
    assert made.count("CPP Trainin") == 2


def test_what_says_nothing_of_a_program_stays_as_it_is() -> None:
    for content in (b"", b"%PDF-1.7", b"<</Creator(Somebody)>> <</Type/Metadata/Subtype/XML>> <x/>"):
        assert with_our_name(content) == content
