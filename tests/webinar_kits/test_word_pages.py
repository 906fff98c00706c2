"""The pages of headings as they are reckoned: lines, keeping together, rows in one piece, repeated header rows."""

import re
from dataclasses import replace

import pytest

from tests.webinar_kits import office
from tests.webinar_kits import sample_proposals as samples
from webinar_kits.archive import unpack
from webinar_kits.proposals.content import make_content
from webinar_kits.proposals.letter_widths import word_width
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.word import write_docx
from webinar_kits.proposals.word_contents import anchor_of, entries_of
from webinar_kits.proposals.word_look import numbering_xml, styles_xml
from webinar_kits.proposals.word_pages import heading_pages
from webinar_kits.proposals.word_styles import Manners

MANNERS = Manners(styles_xml(language="en-GB", is_right_to_left=False), numbering_xml(1))
# Of the text of a page there are 50 lines: each is 13.9 points high, and the page 703.
LINES = 50
LINE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>'


def heading(name: str, *, style: str = "Normal", more: str = "", text: str = "one") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}<w:spacing w:before="0" w:after="0"/></w:pPr>'
        f'<w:bookmarkStart w:id="0" w:name="{name}"/><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def row(text: str, *, is_head: bool = False) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    said = "<w:br/>".join(f"<w:t>{line}</w:t>" for line in text.split("\n"))
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r>{said}</w:r></w:p>'
    return f'<w:tr>{head}<w:tc><w:tcPr><w:tcW w:w="9072" w:type="dxa"/></w:tcPr>{paragraph}</w:tc></w:tr>'


def pages(*parts: str) -> dict[str, int]:
    return heading_pages("".join(parts), MANNERS)


def test_a_page_is_full_when_no_line_fits_it() -> None:
    assert pages(LINE * (LINES - 1), heading("a"), heading("b")) == {"a": 1, "b": 2}


def test_a_heading_goes_over_with_the_words_it_leads() -> None:
    keeps = "<w:keepNext/>"
    assert pages(LINE * (LINES - 1), heading("a", more=keeps), heading("b")) == {"a": 2, "b": 2}
    assert pages(LINE * (LINES - 2), heading("a", more=keeps), heading("b")) == {"a": 1, "b": 1}


def test_a_heading_that_leads_to_a_new_page_is_not_carried_there() -> None:
    found = pages(LINE, heading("a", more="<w:keepNext/>"), heading("b", more="<w:pageBreakBefore/>"))
    assert found == {"a": 1, "b": 2}


def test_no_line_of_a_paragraph_stands_alone() -> None:
    long = heading("a", text="word " * 75)
    four = len(re.findall("word", long)) * word_width("word", is_bold=False) // 1000
    assert four > 100
    after_one, after_two = (pages(LINE * (LINES - left), long) for left in (1, 2))
    assert after_one == {"a": 2}
    assert after_two == {"a": 1}


def test_a_row_is_not_torn_and_the_header_comes_again() -> None:
    style = '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/></w:tblPr>'
    plain = f"{style}{row('head', is_head=True)}{row('a')}{row(chr(10).join('abcdef'))}</w:tbl>"
    # 45 lines, the header, a row of one line and one of six, which goes over with a second header.
    after = pages(LINE * 45, plain, LINE * 44, heading("b"))
    without = pages(LINE * 45, plain.replace("<w:trPr><w:tblHeader/></w:trPr>", ""), LINE * 44, heading("b"))
    assert after == {"b": 3}
    assert without == {"b": 2}


def test_a_style_hands_on_what_it_is_based_on() -> None:
    first, second = (MANNERS._of_style(name) for name in ("Heading1", "AnnexHeading"))
    assert first.size == second.size == 17
    assert first.keeps_next
    assert second.keeps_next
    assert (first.left, second.left) == (34, 93.55)


@pytest.mark.parametrize(
    ("word", "is_bold", "width"), [("Wi", False, 1166), ("Wi", True, 1222), ("é", False, 556), ("e\u0301", False, 556)]
)
def test_words_are_as_wide_as_in_arial(word: str, is_bold: bool, width: int) -> None:
    assert word_width(word, is_bold=is_bold) == width


@pytest.mark.parametrize(
    "proposal", [samples.whole(), samples.half(), samples.unkind()], ids=["whole", "half", "unkind"]
)
def test_each_entry_of_the_contents_has_its_page_from_the_start(proposal: object) -> None:
    paper = samples.paper(proposal)  # type: ignore[arg-type]
    document, shown = _contents(paper)
    entries = entries_of(make_content(paper))
    assert len(shown) == len(entries)
    assert [page for _, page in shown] == sorted(page for _, page in shown)
    assert shown[0][1] == 3
    marked = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', document))
    assert {anchor for anchor, _ in shown} <= marked
    assert anchor_of(0) in marked


def test_the_pages_are_those_of_an_office_program() -> None:
    """The same document has these pages in LibreOffice 7.4 with Liberation fonts, looked at on its own contents."""
    thrice = {name: "\n\n".join([text] * 3) for name, text in samples.SECTIONS.items()}
    proposal = replace(samples.whole(), findings=(), recommendations=(), risks=(), sections=thrice)
    _, shown = _contents(samples.paper(proposal))
    assert [page for _, page in shown] == [
        3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11, 11, 11,
    ]  # fmt: skip


def _contents(paper: ProposalPaper) -> tuple[str, list[tuple[str, int]]]:
    document = unpack(write_docx(paper))["word/document.xml"].decode()
    contents = document[document.index("<w:sdt>") : document.index("</w:sdt>")]
    found = re.findall(r' PAGEREF (\w+) .*?separate"/></w:r><w:r><w:t>(\d+)</w:t>', contents)
    assert "Contents" in office.words(contents)
    return document, [(anchor, int(page)) for anchor, page in found]
