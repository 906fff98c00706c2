"""Documents of a proposal: real ones, whole ones, of whatever was written, and of nobody who reviewed it."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import page
import pytest

from courses.proposals import Proposal
from courses.resources import workshop_folder
from courses.timetables import make_budget
from tests.webinar_kits import office
from tests.webinar_kits import sample_proposals as samples
from tests.webinar_kits.test_pdf_writer import STREAM_LENGTH, read, stream_lengths_are_right
from webinar_kits import theme
from webinar_kits.archive import unpack
from webinar_kits.core_properties import APP, CORE
from webinar_kits.errors import KitError
from webinar_kits.pdf_writer import page_count
from webinar_kits.press import Press
from webinar_kits.proposals.citing import places_words, tool_words, unbroken
from webinar_kits.proposals.content import NOT_WRITTEN, make_content
from webinar_kits.proposals.elements import Gantt, Grid, Head, Numbering
from webinar_kits.proposals.letters import BOX, SIGNS, printable
from webinar_kits.proposals.paper import PaperComment, ProposalPaper
from webinar_kits.proposals.print import MISSING_LETTERS, write_pdf
from webinar_kits.proposals.requests import Format, read_format, read_paper, write_paper
from webinar_kits.proposals.typed import read_typed
from webinar_kits.proposals.word import write_docx
from webinar_kits.proposals.workbook import write_xlsx
from webinar_kits.runs import lines, words

PAPERS = {
    "whole": samples.paper(samples.whole()),
    "half": samples.paper(samples.half()),
    "empty": samples.paper(Proposal("sandrel"), authors=()),
    "unkind": samples.paper(samples.unkind()),
    "noted": samples.paper(samples.whole(), comments=samples.remarks()),
    "arabic": samples.paper(
        replace(samples.whole(), title=samples.ARABIC, sections=dict.fromkeys(samples.SECTIONS, samples.ARABIC)),
        language="ar",
    ),
}
WRITERS = {"docx": write_docx, "pdf": write_pdf, "xlsx": write_xlsx}


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> ProposalPaper:
    return PAPERS[request.param]


def _document(content: bytes) -> str:
    return unpack(content)["word/document.xml"].decode()


def _words(content: bytes) -> str:
    return office.words(_document(content))


def test_every_document_satisfies_a_strict_validator(
    paper: ProposalPaper,
    tmp_path: Path,
    assert_valid_docx: Callable[[Path], None],
    assert_valid_xlsx: Callable[[Path], None],
) -> None:
    (tmp_path / "p.docx").write_bytes(write_docx(paper))
    assert_valid_docx(tmp_path / "p.docx")
    (tmp_path / "p.xlsx").write_bytes(write_xlsx(paper))
    assert_valid_xlsx(tmp_path / "p.xlsx")
    content = write_pdf(paper)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        failures = page.validate_pdf_bytes(content, profile=profile).failures
        assert not [failure.message for failure in failures if failure.rule_id != STREAM_LENGTH]
    assert stream_lengths_are_right(content)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_paper_gives_the_same_bytes(ending: str) -> None:
    assert WRITERS[ending](PAPERS["noted"]) == WRITERS[ending](PAPERS["noted"])


def test_headings_are_real_and_numbered_by_the_numbering_of_the_document() -> None:
    content = write_docx(PAPERS["whole"])
    document, members = _document(content), unpack(content)
    for style, least in (("Heading1", 10), ("Heading2", 10), ("RecommendationHeading", 7), ("AnnexHeading", 3)):
        assert document.count(f'<w:pStyle w:val="{style}"/>') >= least
        assert re.search(rf'w:styleId="{style}".*?<w:numPr>', members["word/styles.xml"].decode())
    numbering = members["word/numbering.xml"].decode()
    assert all(f'w:lvlText w:val="{text}"' in numbering for text in ("%1", "%1.%2", "%1.%2.%3", "R%1", "Annex %1"))


def test_the_contents_stand_there_before_anything_updates_them_and_nothing_nags() -> None:
    content = write_docx(PAPERS["whole"])
    document = _document(content)
    contents = document[document.index("<w:sdt>") : document.index("</w:sdt>")]
    heads = [head for head in make_content(PAPERS["whole"]).headings if head.level <= 2]
    assert contents.count("<w:hyperlink w:anchor") == len(heads)
    for head in heads:
        assert f"{head.label}{head.text.replace(chr(39), '’')}" in office.words(contents)
    anchors = set(re.findall(r'w:anchor="(\w+)"', contents))
    assert anchors <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', document))
    assert "updateFields" not in unpack(content)["word/settings.xml"].decode()


def test_pages_are_counted_and_header_rows_repeated() -> None:
    content = write_docx(PAPERS["whole"])
    footer = unpack(content)["word/footer1.xml"].decode()
    assert "Page " in footer
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    tables = _document(content).split("<w:tbl>")[1:]
    assert all("<w:tblHeader/>" in table for table in tables if "PairsTable" not in table)
    assert all("<w:tblCaption" in table for table in tables)


def test_everything_that_was_typed_is_in_the_word_document_and_in_the_pdf() -> None:
    proposal = samples.whole()
    wanted = [text for part in proposal.sections.values() for text in lines(read_typed(part))]
    wanted += [finding.text for finding in proposal.findings]
    wanted += [text for one in proposal.recommendations for text in (one.title, one.owner, one.measure, one.target)]
    wanted += [text for risk in proposal.risks for text in (risk.text, risk.answer)]
    pieces = [re.sub(r"^\s*(?:\d+\.|-) ", "", piece) for text in wanted for piece in text.split(" | ")]
    shown = _letters(_words(write_docx(PAPERS["whole"])))
    assert not [piece for piece in pieces if _letters(piece) not in shown]
    # A page may end in the middle of a sentence, so of the printed one each word is looked for by itself.
    printed = {_letters(word) for word in read(write_pdf(PAPERS["whole"])).split()}
    assert not [word for piece in pieces for word in piece.split() if _letters(word) not in printed]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def test_the_institution_is_marked_as_invented_on_the_cover_and_on_every_page() -> None:
    content = write_docx(PAPERS["whole"])
    assert "An invented institution of a training case" in _words(content)
    assert "the institution is invented" in unpack(content)["word/footer1.xml"].decode()
    pdf = read(write_pdf(PAPERS["whole"]))
    assert pdf.count("Training case: the institution is invented") == page_count(write_pdf(PAPERS["whole"])) - 1


def test_a_half_written_proposal_says_what_is_not_written_and_keeps_what_was_typed() -> None:
    shown = _words(write_docx(PAPERS["half"]))
    assert NOT_WRITTEN in shown
    assert "Still to be written: sections 2, 3, 4, 5, 6, 7, 8, 9, 10" in shown
    assert "Draft of an upgrade proposal" in shown
    assert "“about ten thousand”, not in the sum" in shown
    assert "from in spring" in shown
    assert "F999 (not in the case)" in shown
    assert "Kept though its section is gone." in shown


def test_an_empty_proposal_is_a_short_document_without_an_empty_page() -> None:
    content = write_pdf(PAPERS["empty"])
    assert page_count(content) <= 5
    assert read(content).count(NOT_WRITTEN) == len(samples.workshop().sections)
    assert len(_words(write_docx(PAPERS["empty"]))) < 5000


def test_no_word_of_an_unkind_text_is_lost() -> None:
    shown = _words(write_docx(PAPERS["unkind"]))
    for text in (
        "=HYPERLINK(1)",
        "**open",
        "&lt;b&gt;",
        "{{x}}",
        "javascript:alert(1)",
        "code",
        "four",
        samples.ARABIC,
    ):
        assert text in shown or text in "".join(shown.split("\n"))
    assert "javascript:" not in unpack(write_docx(PAPERS["unkind"]))["word/_rels/document.xml.rels"].decode()


def test_arabic_runs_from_right_to_left_in_a_document_of_either_direction() -> None:
    document = _document(write_docx(PAPERS["unkind"]))
    paragraph = next(
        one for one in document.split("<w:p>") if samples.ARABIC[:-1] in one and "Mixed" not in one and "cmd" not in one
    )
    assert '<w:bidi w:val="1"/>' in paragraph
    assert "<w:rtl/>" in paragraph
    styles = unpack(write_docx(PAPERS["arabic"]))["word/styles.xml"].decode()
    assert "<w:bidi/>" in styles
    assert "<w:bidiVisual/>" in _document(write_docx(PAPERS["arabic"]))


def test_letters_that_no_font_has_become_boxes_in_the_pdf_which_says_so() -> None:
    assert printable("F7, Amina, الشكوى") == "F7, Amina, الشكوى"
    assert printable("a\U0001f600b\x0bc\ufffe") == f"a{BOX}bc"
    assert MISSING_LETTERS in read(write_pdf(PAPERS["unkind"]))
    assert MISSING_LETTERS not in read(write_pdf(PAPERS["whole"]))


def test_recommendations_findings_and_tables_of_ours_follow_the_sections_they_belong_to() -> None:
    elements = make_content(PAPERS["whole"]).elements
    titles = [one.text for one in elements if isinstance(one, Head) and one.level == 2]
    assert [one for one in titles if one in ("Findings", "Recommendations", "Timetable", "Budget and who pays")] == [
        "Findings", "Recommendations", "Timetable", "Budget and who pays",
    ]  # fmt: skip
    assert [one.number for one in elements if isinstance(one, Head) and one.numbering is Numbering.ANNEX] == list("ABC")
    (plan,) = [one for one in elements if isinstance(one, Gantt)]
    assert sum(count for _, count in plan.groups) == len(plan.columns)
    assert all(bar.first >= 0 and bar.first + bar.columns <= len(plan.columns) for bar in plan.bars)
    captions = [one.caption for one in elements if isinstance(one, Grid)]
    assert captions[-3:] == ["From gap to measure", "Facts of the case", "Exhibits of the case"]


@pytest.mark.parametrize(("ends", "unit"), [("2026-10-01", "week"), ("2027-12-31", "month"), ("2031-05-05", "quarter")])
def test_a_longer_plan_is_drawn_in_larger_steps(ends: str, unit: str) -> None:
    first = samples.whole().recommendations[0]
    proposal = replace(samples.whole(), recommendations=(replace(first, ends_on=date.fromisoformat(ends)),))
    (plan,) = [one for one in make_content(samples.paper(proposal)).elements if isinstance(one, Gantt)]
    assert f"by {unit}" in plan.caption
    assert plan.bars[0].first == 0
    assert plan.bars[0].columns == len(plan.columns)


def test_years_are_summed_where_there_are_several() -> None:
    first, second, *_ = samples.whole().recommendations
    later = replace(second, starts_on=date(2027, 1, 4), starts_text="2027-01-04")
    for recommendations, shown in (((first, second), 0), ((first, later), 1)):
        proposal = replace(samples.whole(), recommendations=recommendations)
        captions = [one.caption for one in make_content(samples.paper(proposal)).elements if isinstance(one, Grid)]
        assert captions.count("Budget by year in which the work begins") == shown


def test_remarks_are_real_comments_at_their_passages_and_their_writers_letters() -> None:
    content = write_docx(PAPERS["noted"])
    members = unpack(content)
    comments = members["word/comments.xml"].decode()
    assert set(re.findall(r'w:author="([^"]*)"', comments)) == {"Reviewer A", "Reviewer B", "Trainer", "Author"}
    held = {int(number) for number in re.findall(r'<w:comment w:id="(\d+)"', comments)}
    assert len(held) == len(samples.remarks()) + 2
    document = members["word/document.xml"].decode()
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert {int(number) for number in re.findall(rf'<w:{mark} w:id="(\d+)"', document)} == held
    assert _between(document, 0) == "Whoever is unhappy at Sandrel does not complain."
    assert _between(document, 3) == "never handles it"
    assert _between(document, 4) == "the loan officer stands beside it"
    assert _between(document, 6) == "Context and the client’s voice"
    assert _between(document, 7) == "Heard at the first telling"
    threads = members["word/commentsExtended.xml"].decode()
    assert threads.count("paraIdParent") == 2
    assert threads.count('w15:done="1"') == 1


def _between(document: str, number: int) -> str:
    begins = document.index(f'<w:commentRangeStart w:id="{number}"/>')
    return office.words(document[begins : document.index(f'<w:commentRangeEnd w:id="{number}"/>')]).strip()


def test_without_remarks_there_is_no_part_for_them() -> None:
    assert not [name for name in unpack(write_docx(PAPERS["whole"])) if "comments" in name]


def test_the_properties_hold_title_authors_and_the_noon_of_the_day_on_the_cover_and_nothing_else() -> None:
    for name, authors in (("whole", "Amina Al-Khatib, Joseph Mwangi"), ("empty", "")):
        # A director sees it in the properties; at midnight it would be the day before in the Americas.
        noon = f"{PAPERS[name].dated_on}T12:00:00Z"
        for content in (write_docx(PAPERS[name]), write_xlsx(PAPERS[name])):
            core = unpack(content)[CORE].decode()
            assert PAPERS[name].title in core
            assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>(.*?)</", core) == ([authors] * 2 if authors else [])
            assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == [noon, noon]
            assert unpack(content)[APP].decode().endswith('extended-properties"/>')
        printed = write_pdf(PAPERS[name])
        assert authors.encode() in printed
        assert f"CreationDate(D:{PAPERS[name].dated_on:%Y%m%d}120000".encode() in printed


def test_the_workbook_has_dates_numbers_and_formulas_that_come_to_what_is_shown() -> None:
    content = write_xlsx(PAPERS["whole"])
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    typed = openpyxl.load_workbook(io.BytesIO(content))
    assert shown.sheetnames == ["Plan", "Gantt", "Budget", "Trace", "What is done"]
    plan = shown["Plan"]
    assert isinstance(plan["E5"].value, datetime)
    assert plan["H6"].value == 14800
    assert plan.freeze_panes == "C5"
    total = make_budget(samples.whole(), samples.sandrel()).total
    sums = {row[0].value: (row[4].value, typed["Budget"][row[4].coordinate].value) for row in shown["Budget"].rows}
    assert Decimal(str(sums["Total"][0])) == total
    assert sums["Total"][1].startswith("=SUM(")
    assert sums["the lender"] == (22150.5, sums["the lender"][1])
    assert sums["the lender"][1].startswith("=SUMPRODUCT(")
    assert sums[2026][0] == float(total)


def test_numbers_and_their_heads_stand_off_from_the_next_column_alike() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PAPERS["whole"])))
    right = [cell for page in book for row in page for cell in row if cell.alignment.horizontal == "right"]

    assert {type(cell.value) for cell in right} >= {str, int}
    assert {(cell.alignment.indent, cell.number_format[-len(theme.NUMBER_SPACE) :]) for cell in right} == {
        (0, theme.NUMBER_SPACE)
    }


def test_the_formulas_reckon_what_they_show() -> None:
    """Work the formulas out by hand: each names the cells it sums and the cell it compares them with."""
    content = write_xlsx(PAPERS["whole"])
    typed, shown = (openpyxl.load_workbook(io.BytesIO(content), data_only=flag)["Budget"] for flag in (False, True))
    reckoned = 0
    for row in typed.iter_rows():
        for cell in row:
            found = re.fullmatch(r"=SUMPRODUCT\(--\((\w+:\w+)=(\w+)\),(\w+:\w+)\)", str(cell.value))
            plain = re.fullmatch(r"=SUM\((E\d+:E\d+)\)", str(cell.value))
            if found:
                keys, wanted, amounts = (shown[part] for part in found.groups())
                pairs = zip(keys, amounts, strict=True)
                is_same = sum(float(cost.value or 0) for (key,), (cost,) in pairs if key.value == wanted.value)
            elif plain:
                is_same = sum(float(cost.value or 0) for (cost,) in shown[plain[1]])
            else:
                continue
            reckoned += 1
            assert shown[cell.coordinate].value == pytest.approx(is_same)
    assert reckoned == 6


def test_nothing_that_was_typed_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PAPERS["unkind"])))
    formulas = [cell.value for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(re.fullmatch(r"=[A-Z0-9$:,()=\-+/]+", str(formula)) for formula in formulas)
    assert book["Plan"]["B5"].value == "=1+1"
    assert book["Plan"]["B5"].data_type == "s"


def test_a_paper_travels_as_json_unchanged(paper: ProposalPaper) -> None:
    data = json.loads(json.dumps(write_paper(paper, wanted=Format.PDF)))
    assert read_format(data) is Format.PDF
    assert read_paper(data, case=paper.case, workshop=paper.workshop) == replace(
        paper, proposal=replace(paper.proposal, language=paper.language)
    )


def test_a_request_that_is_none_names_what_is_wrong() -> None:
    with pytest.raises(KitError, match="choose docx, pdf, xlsx, pptx"):
        read_format({"format": "odt"})
    with pytest.raises(KitError, match="this is no proposal"):
        read_paper({"format": "pdf"}, case=samples.sandrel(), workshop=samples.workshop())


@pytest.mark.parametrize("wanted", list(Format))
def test_the_document_process_makes_every_format(wanted: Format, tmp_path: Path) -> None:
    request = {**write_paper(PAPERS["whole"], wanted=wanted), "folder": str(workshop_folder())}
    job = {"id": 1, "job": "proposal", "request": request, "output": str(tmp_path / "made")}
    answer = json.loads(Press().answer(json.dumps(job)))
    assert answer["ok"], answer
    begins = b"%PDF" if wanted is Format.PDF else b"PK"
    assert (tmp_path / "made").read_bytes().startswith(begins)


def test_a_remark_on_a_part_that_is_gone_stands_at_the_title() -> None:
    lost = PaperComment("section:gone", "", "Reviewer C", "Where is it?", samples.DATED)
    assert _between(_document(write_docx(samples.paper(samples.whole(), comments=(lost,)))), 0) == (
        "Heard at the first telling"
    )


def test_the_remarks_are_an_annex_of_the_pdf_with_their_passages_and_letters() -> None:
    printed = " ".join(read(write_pdf(PAPERS["noted"])).split())
    assert "Annex D Remarks" in printed
    begins = printed.rindex("Remarks of those who read the proposal")
    for told in (
        "“Whoever is unhappy at Sandrel does not complain.”",
        "Reviewer A: The strongest sentence of the page.",
        "Author: Moved up, thank you.",
        "Reviewer B: And who does? resolved",
        "A part taken out since",
    ):
        assert told in printed[begins:]
    assert "Remarks" not in read(write_pdf(PAPERS["whole"]))
    assert b"Reviewer" not in write_pdf(PAPERS["noted"])


def test_what_a_gap_with_two_fixes_repeats_is_said_once_on_paper_and_twice_in_the_workbook() -> None:
    proposal = samples.whole()
    second = replace(proposal.recommendations[1], findings=proposal.recommendations[0].findings)
    paper = samples.paper(replace(proposal, recommendations=(proposal.recommendations[0], second)))
    matrix = next(one for one in make_content(paper).elements if isinstance(one, Grid) and one.header[0] == "Gap")
    first, again, *_ = ([words(cell.runs) for cell in row] for row in matrix.rows)
    assert first[0].startswith("Finding 1. The policy of 2019")
    assert (again[0], again[1], again[3]) == ("Finding 1. as above", "as above", "as above")
    trace = openpyxl.load_workbook(io.BytesIO(write_xlsx(paper)))["Trace"]
    assert [trace[f"A{row}"].value for row in (5, 6)] == [first[0], first[0]]


def test_places_are_named_once_for_each_kind() -> None:
    assert places_words(("section 1", "section 3", "Finding 2", "R4", "R5")) == "sections 1, 3; finding 2; R4, R5"
    assert unbroken("2 Nov 2026 – 15 Jan 2027") == "2\u00a0Nov\u00a02026\u00a0– 15\u00a0Jan\u00a02027"


def test_a_tool_of_the_library_has_its_title_and_another_is_read_as_words() -> None:
    tool = samples.workshop().tools[0]
    assert tool_words(tool.id, samples.workshop()) == tool.title
    assert tool_words("register-form", samples.workshop()) == "Register form"
    assert tool_words("Our own form", samples.workshop()) == "Our own form"


def test_a_quotation_that_runs_from_right_to_left_has_its_line_at_that_side() -> None:
    quoted = replace(samples.whole(), sections={"summary": f"> {samples.ARABIC}"})
    document = _document(write_docx(samples.paper(quoted)))
    (quote,) = [one for one in document.split("<w:p>") if '<w:pStyle w:val="Quote"/>' in one]
    assert '<w:left w:val="nil"/><w:right ' in quote


def test_signs_of_targets_and_lists_are_printed_and_other_forms_of_letters_plainly() -> None:
    told = f"{SIGNS} **{SIGNS}** *{SIGNS}*"
    content = write_pdf(samples.paper(replace(samples.half(), title=f"At {SIGNS}", sections={"summary": told})))
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        assert not [
            one for one in page.validate_pdf_bytes(content, profile=profile).failures if one.rule_id != STREAM_LENGTH
        ]
    assert printable(SIGNS) == SIGNS
    assert printable("① ＋ 90 \u0e01") == f"1 + 90 {BOX}"


def test_a_timetable_names_what_has_no_place_in_it() -> None:
    told = _words(write_docx(PAPERS["half"]))
    assert "No recommendation has a start and an end that a timetable can show yet." in told
    assert "Not in the timetable, as a day is still to be set: R1." in told
    assert "Not in the timetable, as the end is before the start: R2." in told


def test_a_sentence_about_who_does_two_things_at_once_runs_the_way_of_its_language() -> None:
    busy = tuple(replace(one, owner="مدير العمليات") for one in samples.whole().recommendations)
    told = _words(write_docx(samples.paper(replace(samples.whole(), recommendations=busy))))
    assert re.search(r"At the same time, \d+ \w+ \d{4} to \d+ \w+ \d{4}, مدير العمليات has “", told)


def test_a_workbook_shows_cents_only_where_a_cost_has_some() -> None:
    whole = samples.whole()
    rounded = tuple(
        replace(one, cost=Decimal(one.cost).to_integral_value()) for one in whole.recommendations if one.cost
    )
    for recommendations, ending in ((whole.recommendations, "0.00"), (rounded, "#,##0")):
        content = write_xlsx(samples.paper(replace(whole, recommendations=recommendations)))
        book = openpyxl.load_workbook(io.BytesIO(content))
        formats = [book["Plan"]["H5"].number_format, book["Budget"]["E5"].number_format]
        assert all(one.split("_")[0].strip().endswith(ending) for one in formats), formats


def test_above_the_weeks_of_a_printed_gantt_each_page_says_of_which_month() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PAPERS["whole"])))
    assert (book["Gantt"].print_title_rows, book["Plan"].print_title_rows) == ("$3:$4", "$4:$4")
