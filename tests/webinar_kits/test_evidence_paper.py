"""The summary of an evidence pack: two to four pages that say what the view says, the same every time."""

import io
import json

import pypdfium2
import pytest
from pypdf import PdfReader

from lms.ledger.kinds import Kind
from lms.ledger.packs.layout import About, Known, Names
from lms.ledger.packs.shown import Private, open_all
from lms.ledger.packs.summary import sentence, summary_shape, workbook_shape
from lms.ledger.packs.view import View, view_of
from lms.ledger.replay.figures import Figures
from lms.ledger.replay.fold import replay
from tests.packs import SIGNER, Log, full_log
from webinar_kits.errors import KitError
from webinar_kits.evidence_paper import evidence_paper
from webinar_kits.jobs import read_tables
from webinar_kits.pdf_writer import Template, pdf

LONG = "Instituição de Crédito Solidário e Desenvolvimento Comunitário do Planalto Central, Sociedade Anónima"


def view(log: Log, names: Names = Names.FULL) -> View:
    state = replay(log.lines)
    origin = f"{SIGNER.verifier.name}/{state.log}"
    known = Known(state.size, "0" * 64, "2026-03-02T06:00:00Z")
    about = About(state.name, state.log, origin, state.is_invented, "2026-03-01", known, names)
    return view_of(state, about, Private(names, open_all(log.openings.values())))


def shape_of(log: Log) -> dict:
    shape = summary_shape(view(log), key=str(SIGNER.verifier), fingerprint=SIGNER.verifier.fingerprint)
    return json.loads(json.dumps(shape))


def new_house(name: str) -> Log:
    log = Log()
    log.add(Kind.INSTITUTION, {"name": name, "zone": "UTC", "language": "en", "is_invented": False})
    return log


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize("log", [full_log(), new_house("New House"), new_house(LONG)], ids=["full", "empty", "long"])
def test_it_has_two_to_four_tagged_pages_and_is_the_same_every_time(log):
    paper = evidence_paper(shape_of(log))
    content = pdf(Template.EVIDENCE, paper)

    assert content == pdf(Template.EVIDENCE, paper)
    reader = PdfReader(io.BytesIO(content))
    assert 2 <= len(reader.pages) <= 4
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "certified by the Smart Campaign any more" in text_of(content)


def test_it_says_what_the_entries_say():
    text = text_of(pdf(Template.EVIDENCE, evidence_paper(shape_of(full_log()))))

    for words in (
        "On 1 March 2026, 1 of 4 people of whom training is asked had completed all of it.",
        "Resolution 12/2026 of 10 February 2026",
        "Certificates of competence issued: 1",
        "2 expired: a module was completed once, and counts no longer",
        "Complaints, for field staff 90 1 of 1",
        SIGNER.verifier.fingerprint[:8],
    ):
        assert words in text
    assert "12 2026" not in text
    assert "%" not in text


def test_an_institution_without_people_is_told_in_words():
    text = text_of(pdf(Template.EVIDENCE, evidence_paper(shape_of(new_house("New House")))))

    assert "On 1 March 2026 nobody held a place in the institution." in text
    assert "No resolution that endorses the principles is on record." in text
    assert "0 of 0" not in text


def test_the_sentence_counts_people_never_a_bare_share():
    assert sentence(Figures(3, 0, 0, ()), "2026-03-01").endswith("no training was asked of any of its 3 people.")
    assert "1 of 1 person" in sentence(Figures(3, 1, 1, ()), "2026-03-01")


@pytest.mark.parametrize("names", list(Names))
def test_the_workbook_is_what_the_sheets_job_takes(names):
    coverage, people = read_tables(json.loads(json.dumps(workbook_shape(view(full_log(), names)))))

    assert coverage.totals[:4] == ("Everybody", 4, 1, 4)
    assert len(people.rows) == 4
    is_named = any("Grace Achieng" in str(value) for row in people.rows for value in row)
    assert is_named is (names is Names.FULL)


def test_a_request_that_is_none_is_refused():
    with pytest.raises(KitError):
        evidence_paper({"institution": "Valley"})
