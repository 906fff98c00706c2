"""Certificates on paper: accessible, archivable, right in every language, and never more than they are."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import page
import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from courses.model import Tier
from tests.webinar_kits.test_pdf_writer import CERTIFICATE, STREAM_LENGTH, read
from webinar_kits import pdf_writer
from webinar_kits.certificate import Certificate, CertificateKind, grouped
from webinar_kits.certificate_jobs import read_certificate, read_certificates, write_certificate, write_certificates
from webinar_kits.certificate_paper import certificates_paper
from webinar_kits.certificate_words import LANGUAGES, words_of, written_day
from webinar_kits.errors import KitError
from webinar_kits.papers import Paper
from webinar_kits.pdf_writer import Template, page_count

ATTENDANCE = replace(
    CERTIFICATE, kind=CertificateKind.ATTENDANCE, last_day=None, minutes=85, session_minutes=90, credential=""
)
ARABIC = replace(
    CERTIFICATE,
    language="ar",
    name="أمينة الخطيب",
    name_other="Amina Al-Khatib",
    module_title="آليات حل الشكاوى",
    institution="مؤسسة الأمانة للتمويل الأصغر",
)
LONG = replace(
    CERTIFICATE,
    name="Maria Aparecida dos Santos Albuquerque de Vasconcelos e Oliveira Rodrigues Monteiro da Conceição Figueiredo",
    name_other="ماريا أباريسيدا دوس سانتوس ألبوكيركي دي فاسكونسيلوس إي أوليفيرا رودريغيس مونتيرو دا كونسيساو فيغيريدو",
    institution="Coopérative d’épargne et de crédit mutuel des agricultrices et artisanes de la région des Grands Lacs",
    module_title="Desenho e entrega apropriados de produtos para clientes de baixa renda em áreas rurais e costeiras",
    language="pt",
)
SAMPLES = {
    **{language: replace(CERTIFICATE, language=language) for language in LANGUAGES},
    **{f"{language} attended": replace(ATTENDANCE, language=language) for language in LANGUAGES},
    "arabic": ARABIC,
    "cyrillic": replace(CERTIFICATE, language="ru", name="Айгүл Жумабекова", name_other="Aigul Jumabekova"),
    "long": LONG,
    "one word": replace(CERTIFICATE, name="W" * 200, institution="M" * 200, module_title="Q" * 200),
}
# Claims no certificate may make, in each of the languages.
CLAIMS = re.compile(r"smart certif|is certified|est certifiée|está certificada|сертифицирован[оа]\b|معتمدة", re.I)


def drawn(content: bytes) -> list[str]:
    """Return the lines of a page as the eye finds them: signs by their place from the left, whatever their order."""
    document = pypdfium2.PdfDocument(content)
    try:
        words = document[0].get_textpage()
        signs = [
            (words.get_charbox(place, loose=True), words.get_text_range(place, 1))
            for place in range(words.count_chars())
        ]
    finally:
        document.close()
    rows: dict[int, list[tuple[float, str]]] = {}
    for (left, bottom, _right, _top), sign in signs:
        if sign.strip():
            rows.setdefault(round(bottom), []).append((left, sign))
    return ["".join(sign for _, sign in sorted(row)) for row in rows.values()]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_certificate_is_one_accessible_archivable_landscape_page(name: str) -> None:
    content = pdf_writer.certificate(SAMPLES[name])

    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        failures = page.validate_pdf_bytes(content, profile=profile).failures
        assert not [failure.message for failure in failures if failure.rule_id != STREAM_LENGTH], profile
    document = pypdfium2.PdfDocument(content)
    width, height = document[0].get_size()
    document.close()
    assert page_count(content) == 1
    assert width > height


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_a_certificate_runs_off_its_page(name: str) -> None:
    document = pypdfium2.PdfDocument(pdf_writer.certificate(SAMPLES[name]))
    try:
        sheet = document[0]
        width, height = sheet.get_size()
        words = sheet.get_textpage()
        boxes = [words.get_charbox(place, loose=False) for place in range(words.count_chars())]
    finally:
        document.close()
    assert boxes
    assert all(left >= 0 and bottom >= 0 and right <= width and top <= height for left, bottom, right, top in boxes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_competence_and_attendance_say_different_things_and_neither_too_much(language: str) -> None:
    words = words_of(language)
    passed, attended = (
        read(pdf_writer.certificate(replace(one, language=language))) for one in (CERTIFICATE, ATTENDANCE)
    )

    if language != "ar":  # pypdfium2 gives Arabic in the order it is drawn
        assert words.title[CertificateKind.COMPETENCE] in passed
        assert words.title[CertificateKind.ATTENDANCE] in attended
        assert words.no_end not in attended
    assert "85" in attended
    assert "85" not in passed
    for said in (passed, attended, *words.limits.values(), *words.criteria.values()):
        assert not CLAIMS.search(said)


def test_the_claims_that_are_looked_for_would_be_found() -> None:
    assert CLAIMS.search("This institution is certified.")
    assert CLAIMS.search("Smart Certified")
    assert CLAIMS.search("Учреждение сертифицировано")


def test_it_says_who_learned_what_until_when_and_how_to_check_it() -> None:
    text = read(pdf_writer.certificate(CERTIFICATE))

    for words in (
        "Certificate of competence",
        "Amina Al-Khatib",
        "who passed the test of the training module",
        "Mechanisms for complaint resolution",
        "Amanah Microfinance",
        "Field staff",
        "24 November 2026",
        "23 November 2028",
        "0123456789ab",
        "K7F3-9QXM-2ABC",
        "https://training.example.org/verify/K7F39QXM2ABC",
        "A learning certificate. It is not a certification of the institution.",
    ):
        assert words in text


def test_attendance_states_minutes_of_how_many_and_no_end() -> None:
    text = read(pdf_writer.certificate(ATTENDANCE))

    assert "who attended 85 of 90 minutes of the training session on" in text
    assert "Attendance only: it does not say that a test was passed." in text
    assert "Valid until" not in text


def test_a_name_in_a_second_script_stands_beside_the_first() -> None:
    text = "".join(pypdf.PdfReader(io.BytesIO(pdf_writer.certificate(ARABIC))).pages[0].extract_text().split())

    assert "AminaAl-Khatib" in text
    assert set("أمينةالخطيب") <= set(text)


@pytest.mark.parametrize(
    ("name", "other", "printed"),
    [
        ("សុខ សុភា", "Sok Sophea", ["Sok Sophea"]),
        ("Sok Sophea", "សុខ សុភា", ["Sok Sophea"]),
        ("အောင်ဆန်း", "", ["\u25a1" * 9]),
        ("Айгүл", "Aigul", ["Айгүл", "Aigul"]),
    ],
)
def test_a_name_that_no_font_has_makes_way_for_the_other_one(name: str, other: str, printed: list[str]) -> None:
    content = pdf_writer.certificate(replace(CERTIFICATE, name=name, name_other=other))
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()

    assert [one for one in (name, other, "\u25a1" * 9) if one and one in text] == printed
    assert page_count(content) == 1


def test_a_name_in_more_scripts_than_anybody_writes_is_printed_after_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    write = pdf_writer._compiled

    def count(template: Template, paper: Paper) -> bytes:
        tried.append(template)
        return write(template, paper)

    monkeypatch.setattr(pdf_writer, "_compiled", count)
    name = "Amina " + "".join(chr(0x10005 + 0x80 * number) for number in range(100))

    content = pdf_writer.certificate(replace(CERTIFICATE, name=name))

    assert "Amina" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert len(tried) <= pdf_writer.MOST_TRIES + 1


@pytest.mark.parametrize("letter", ["\ue000", "\0", "\ufffe"])
def test_a_sign_that_no_archived_paper_may_hold_is_a_box(letter: str) -> None:
    content = pdf_writer.certificate(replace(CERTIFICATE, name=f"Amina {letter}"))

    assert "Amina \u25a1" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_in_arabic_numbers_and_codes_are_isolated() -> None:
    paper = certificates_paper([replace(ATTENDANCE, language="ar")])
    (one,) = paper["certificates"]  # type: ignore[misc]
    assert one["direction"] == "rtl"  # type: ignore[index,call-overload]
    numbers = [piece for piece in one["earned"] if piece["number"]]  # type: ignore[index,call-overload]
    assert [piece["text"] for piece in numbers] == ["85", "90"]
    codes = [fact["value"] for fact in one["facts"] if fact["code"]]  # type: ignore[index,call-overload]
    assert codes == ["0123456789ab", "K7F3-9QXM-2ABC"]
    lines = drawn(pdf_writer.certificate(replace(ATTENDANCE, language="ar")))
    for words in ("K7F3-9QXM-2ABC", "0123456789ab", "https://training.example.org/verify/K7F39QXM2ABC", "2026"):
        assert any(words in line for line in lines)
    # Set in another face, numbers have a line of their own: from the left the total, then the minutes.
    assert "9085" in lines


def test_the_credential_travels_inside_the_pdf_unchanged() -> None:
    credential = json.dumps({"name": "شهادة", "proof": []}, ensure_ascii=False)
    reader = pypdf.PdfReader(io.BytesIO(pdf_writer.certificate(replace(CERTIFICATE, credential=credential))))

    assert [content.decode() for content in reader.attachments["credential.json"]] == [credential]
    assert reader.trailer["/Root"]["/AF"]


def test_many_certificates_are_one_pdf_in_the_order_given_without_credentials() -> None:
    many = [replace(CERTIFICATE, name=f"Person {number}", credential="{}") for number in range(12)]
    many[3] = replace(ARABIC, credential="{}")
    content = pdf_writer.certificates(many)
    document = pypdfium2.PdfDocument(content)
    pages = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()

    assert len(pages) == 12
    assert [number for number, text in enumerate(pages) if f"Person {number}" in text] == [0, 1, 2, *range(4, 12)]
    assert "Amina Al-Khatib" in pages[3]
    assert "credential.json" not in pypdf.PdfReader(io.BytesIO(content)).attachments
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        failures = page.validate_pdf_bytes(content, profile=profile).failures
        assert not [failure.message for failure in failures if failure.rule_id != STREAM_LENGTH]


def test_the_same_certificate_is_the_same_bytes() -> None:
    assert pdf_writer.certificate(ARABIC) == pdf_writer.certificate(replace(ARABIC))


def test_words_that_look_like_code_stay_words() -> None:
    attack = '#panic("run") $x$ *bold* <label>'
    assert '#panic("run")' in read(pdf_writer.certificate(replace(CERTIFICATE, name=attack)))


@pytest.mark.parametrize("one", [CERTIFICATE, ATTENDANCE, ARABIC])
def test_a_certificate_comes_back_from_its_json(one: Certificate) -> None:
    assert read_certificate(json.loads(json.dumps(write_certificate(one)))) == one
    assert read_certificates(json.loads(json.dumps(write_certificates([one, one])))) == (one, one)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "certification"), ("tier", "staff"), ("earned_on", "soon"), ("name", None), ("minutes", "90")],
)
def test_a_field_that_is_wrong_is_named(field: str, value: object) -> None:
    with pytest.raises(KitError) as caught:
        read_certificate({**write_certificate(CERTIFICATE), field: value})  # type: ignore[dict-item]
    assert caught.value.field == field


def test_no_certificate_or_too_many_are_refused() -> None:
    for many in ([], [write_certificate(CERTIFICATE)] * 1001):
        with pytest.raises(KitError, match="1 to 1000"):
            read_certificates({"certificates": many})


def test_codes_are_printed_in_groups_of_four() -> None:
    assert grouped("K7F39QXM2ABC") == "K7F3-9QXM-2ABC"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_the_words(language: str) -> None:
    words = words_of(language)

    assert set(words.tiers) == set(Tier)
    assert len(set(words.months)) == 12
    assert "{minutes}" in words.earned[CertificateKind.ATTENDANCE]
    assert "{total}" in words.earned[CertificateKind.ATTENDANCE]
    assert "{mark}" in words.criteria_marked
    assert "2026" in written_day(date(2026, 3, 9), language)
    assert all(words.criteria[kind].count("{module}") == 1 for kind in CertificateKind)
