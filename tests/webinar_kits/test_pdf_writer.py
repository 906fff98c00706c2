"""Printed papers: accessible, archivable, legible, and without the key where participants look."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import page
import pypdfium2  # type: ignore[import-untyped]
import pytest

from courses.model import Mode, Module, Tier
from quizzes.model import SingleBody
from tests.packs import full_log
from tests.webinar_kits import sample_proposals, workshop_samples
from tests.webinar_kits.samples import CANARY, MakeRequest, Prepare
from tests.webinar_kits.test_evidence_paper import shape_of
from webinar_kits import papers
from webinar_kits.certificate import Certificate, CertificateKind
from webinar_kits.certificate_paper import certificates_paper
from webinar_kits.evidence_paper import evidence_paper
from webinar_kits.paper_test import TEST_LENGTH, paper_test
from webinar_kits.papers import Paper
from webinar_kits.pdf_writer import Template, fitted_pdf, page_count, pdf
from webinar_kits.proposals.print import proposal_data
from webinar_kits.workshop.handouts import case_paper

CERTIFICATE = Certificate(
    kind=CertificateKind.COMPETENCE,
    name="Amina Al-Khatib",
    module_id="complaints",
    module_title="Mechanisms for complaint resolution",
    principle=7,
    institution="Amanah Microfinance",
    tier=Tier.FIELD,
    earned_on=date(2026, 11, 24),
    issued_on=date(2026, 11, 24),
    last_day=date(2028, 11, 23),
    code="K7F39QXM2ABC",
    edition="0123456789ab",
    verify_url="https://training.example.org/verify/K7F39QXM2ABC",
    credential='{"proof": []}',
)


# The validator takes a carriage return that is the last byte of compressed data for the end of a line.
STREAM_LENGTH = "PDFA3A-STREAM-LENGTH-001"
STREAM = re.compile(rb"<<(?:[^<>]|<<[^<>]*>>)*?/Length (\d+)(?:[^<>]|<<[^<>]*>>)*?>>\s*stream\r?\n")


def stream_lengths_are_right(content: bytes) -> bool:
    """Check what that rule is meant to check: after so many bytes the stream ends."""
    found = list(STREAM.finditer(content))
    return bool(found) and all(
        content[place.end() + int(place[1]) :].lstrip(b"\r\n").startswith(b"endstream") for place in found
    )


def read(content: bytes) -> str:
    """Return the words of a PDF as a reader gets them."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document).replace("\r\n", " ")
    finally:
        document.close()


@pytest.fixture(params=list(Mode))
def all_papers(
    request: pytest.FixtureRequest, complaints: Module, make_request: MakeRequest, prepare: Prepare
) -> Iterator[tuple[Template, Paper]]:
    asked = make_request(mode=request.param, minutes=120)
    own, _, view = prepare(asked, complaints)
    drawn = paper_test(own, tier=asked.tier, seed="seed")
    return iter(
        (
            (Template.CARDS, papers.cards(asked, own, outline=view)),
            (Template.TEST, papers.test(asked, own, outline=view, drawn=drawn)),
            (Template.KEY, papers.key(asked, own, drawn=drawn)),
            (Template.ATTENDANCE, papers.attendance(asked, own, outline=view)),
            (Template.EVALUATION, papers.evaluation(asked, own)),
            (Template.CHECKLIST, papers.checklist(asked, own)),
            (Template.JOB_AID, papers.job_aid(asked, own)),
            (Template.CERTIFICATE, certificates_paper([CERTIFICATE])),
            (Template.EVIDENCE, evidence_paper(shape_of(full_log()))),
            (Template.PROPOSAL, proposal_data(sample_proposals.paper(sample_proposals.whole()))),
            (Template.CASE_FILE, case_paper(workshop_samples.kit_content(mode=request.param))),
        )
    )


def test_every_paper_is_accessible_and_archivable(all_papers: Iterator[tuple[Template, Paper]]) -> None:
    seen = []
    for template, paper in all_papers:
        content = pdf(template, paper)
        seen.append(template)
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            failures = page.validate_pdf_bytes(content, profile=profile).failures
            assert not [failure.message for failure in failures if failure.rule_id != STREAM_LENGTH], template
        assert stream_lengths_are_right(content), template
    assert set(seen) == set(Template)


def test_the_same_data_give_the_same_bytes(all_papers: Iterator[tuple[Template, Paper]]) -> None:
    for template, paper in all_papers:
        assert pdf(template, paper) == pdf(template, dict(reversed(paper.items())))


def test_the_test_asks_the_same_six_items_before_and_after_and_shows_no_key(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request()
    own, _, view = prepare(request, small_module)
    drawn = paper_test(own, tier=request.tier, seed="seed")
    content = pdf(Template.TEST, papers.test(request, own, outline=view, drawn=drawn))
    text = read(content)
    assert len(drawn.questions) == TEST_LENGTH
    for question in drawn.questions:
        assert text.count(question.stem) == 2
    assert CANARY not in text
    assert "Before the session" in text
    assert "After the session" in text


def test_a_form_of_the_test_takes_one_page(complaints: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    request = make_request()
    own, _, view = prepare(request, complaints)
    for seed in ("a", "b", "c"):
        drawn = paper_test(own, tier=request.tier, seed=seed)
        paper = papers.test(request, own, outline=view, drawn=drawn)
        assert page_count(fitted_pdf(Template.TEST, paper, pages=2, sizes=(10.5, 10, 9.5, 9))) == 2


def test_the_key_marks_the_right_letter_of_every_item(small_module: Module) -> None:
    drawn = paper_test(small_module, tier=Tier.FIELD, seed="seed")
    for question, item in zip(drawn.questions, drawn.key, strict=True):
        right = {line.letter for line in item.lines if line.is_right}
        texts = {option.text for option in question.options if option.letter in right}
        assert right
        assert all(text == "Wrong" or text.startswith("Answer 0 ") for text in texts)
        assert item.short == " ".join(sorted(right))
        assert all(line.feedback for line in item.lines)


def test_the_key_says_or_between_letters_each_of_which_is_right_by_itself(small_module: Module) -> None:
    items = tuple(
        replace(item, body=replace(item.body, also=frozenset({item.body.options[-1].id})))
        if isinstance(item.body, SingleBody) and item.body.key != item.body.options[-1].id
        else item
        for item in small_module.bank.items
    )
    drawn = paper_test(replace(small_module, bank=replace(small_module.bank, items=items)), tier=Tier.FIELD, seed="s")

    two = [item for item in drawn.key if " or " in item.short]

    assert two
    for item in two:
        assert item.short.split(" or ") == [line.letter for line in item.lines if line.is_right]


def test_items_of_other_kinds_are_printed_with_a_line_to_write_on(small_module: Module) -> None:
    few = paper_test(_with_items(small_module, "count", "claim"), tier=Tier.FIELD, seed="seed")
    (number,) = [question for question in few.questions if question.lines]
    assert number.lines == ("Answer (complaints)",)
    assert [item.answer for item in few.key if not item.lines] == ["42 complaints"]


def test_another_seed_draws_another_test(complaints: Module) -> None:
    tests = {paper_test(complaints, tier=Tier.FIELD, seed=str(seed)).questions for seed in range(5)}
    assert len(tests) == 5


def test_every_card_is_printed(small_module: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    request = make_request()
    own, _, view = prepare(request, small_module)
    text = read(pdf(Template.CARDS, papers.cards(request, own, outline=view)))
    assert all(f"Card {number}." in text for number in (1, 2, 3))
    assert CANARY not in text


def test_pages_that_groups_work_on_come_with_the_cards(
    complaints: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request(minutes=120)
    own, _, view = prepare(request, complaints)
    assert any(practice.activity.id == "register-audit" for practice in view.practices)
    assert "house rules for the complaint register" in read(
        pdf(Template.CARDS, papers.cards(request, own, outline=view))
    )


def test_the_attendance_sheet_has_thirty_rows_and_the_session(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request()
    own, _, view = prepare(request, small_module)
    text = read(pdf(Template.ATTENDANCE, papers.attendance(request, own, outline=view)))
    assert "Tuesday 24 November 2026, 10:00–11:00 (Asia/Amman)" in text
    assert re.search(r"\b30\b", text)
    assert "Signature" in text


def test_the_webinars_sheet_asks_for_minutes_not_for_signatures(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request(mode=Mode.WEBINAR)
    own, _, view = prepare(request, small_module)
    paper = papers.attendance(request, own, outline=view)
    assert paper["proof"] == "Joined and left (local time)"


def test_the_job_aid_fits_one_page_in_the_largest_type_that_does(
    complaints: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request()
    own, _, _ = prepare(request, complaints)
    content = fitted_pdf(Template.JOB_AID, papers.job_aid(request, own), pages=1, sizes=(40, 13, 12, 11, 10, 9))
    assert page_count(content) == 1
    assert page_count(pdf(Template.JOB_AID, {**papers.job_aid(request, own), "size": 40})) > 1


def test_words_that_look_like_code_stay_words(small_module: Module, make_request: MakeRequest) -> None:
    attack = '#panic("run") $x$ *bold* <label> @ref {institution}'
    text = read(pdf(Template.CHECKLIST, {**papers.checklist(make_request(), small_module), "heading": attack}))
    assert '#panic("run")' in text
    assert "*bold*" in text


def _with_items(module: Module, *ids: str) -> Module:
    items = tuple(item for item in module.bank.items if item.id in ids)
    return replace(module, bank=replace(module.bank, items=items))
