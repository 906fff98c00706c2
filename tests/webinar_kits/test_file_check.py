"""A signed resolution as a file: what is taken, what is not, and what each refusal tells to do."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from webinar_kits.errors import KitError
from webinar_kits.file_check import check_file
from webinar_kits.photos import check_photo, without_place

GPS, LATITUDE, LONGITUDE = 0x8825, 2, 4
SOMEWHERE = ((1.0, 17.0, 31.0), (36.0, 49.0, 2.0))


def pdf(pages: int = 2, *, writer: PdfWriter | None = None) -> bytes:
    made = writer or PdfWriter()
    for _page in range(pages):
        made.add_blank_page(width=595, height=842)
    held = io.BytesIO()
    made.write(held)
    return held.getvalue()


def photo(form: str = "JPEG", *, size: tuple[int, int] = (900, 1200), gps: bool = False, turned: int = 1) -> bytes:
    picture = Image.new("RGB", size, (250, 248, 240))
    for place in range(0, min(size), 7):
        picture.putpixel((place, place), (10, 20, 30))
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    if turned != 1:
        exif[0x0112] = turned
    if gps:
        places = exif.get_ifd(GPS)
        places[1], places[LATITUDE], places[3], places[LONGITUDE] = "S", SOMEWHERE[0], "E", SOMEWHERE[1]
    held = io.BytesIO()
    picture.save(held, form, exif=exif, quality=92)
    return held.getvalue()


def refusal(data: bytes, name: str = "resolution.pdf") -> str:
    with pytest.raises(KitError) as caught:
        check_file(data, name=name)
    assert caught.value.field == "file"
    return caught.value.text


def test_a_pdf_of_a_few_pages_is_taken():
    found = check_file(pdf(10), name="resolution.pdf")

    assert (found.media_type, found.pages, found.has_place) == ("application/pdf", 10, False)


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_photo_is_taken(form, media_type):
    found = check_file(photo(form), name="page.jpg")

    assert (found.media_type, found.width, found.height, found.has_place) == (media_type, 900, 1200, False)


def test_a_photo_with_far_too_many_dots_is_told_so_and_not_called_damaged():
    header = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 15_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header) - 4) + header + struct.pack(">I", zlib.crc32(header))
    data = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))

    assert "4000 dots wide is plenty" in refusal(data)


def test_forty_pages_are_not_a_resolution():
    assert refusal(pdf(40)) == "A resolution is 1–10 pages; this file has 40. Send only the signed pages."


def test_a_locked_pdf_says_how_to_unlock_it():
    writer = PdfWriter()
    writer.encrypt("secret", algorithm="RC4-128")

    assert "without one" in refusal(pdf(1, writer=writer))


def with_javascript() -> bytes:
    writer = PdfWriter()
    code = TextStringObject("app.alert('hello')")
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): code})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return pdf(1, writer=writer)


def with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_attachment("pay.xlsx", b"inside")
    return pdf(1, writer=writer)


def with_launch() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return pdf(1, writer=writer)


@pytest.mark.parametrize(
    ("make", "word"), [(with_javascript, "JavaScript"), (with_attachment, "another file"), (with_launch, "program")]
)
def test_a_pdf_that_does_more_than_show_is_refused(make, word):
    said = refusal(make())

    assert word in said
    assert "Print it to a new PDF" in said


def test_a_damaged_pdf_is_not_taken():
    assert "cannot be opened" in refusal(pdf()[:200])
    assert "cannot be opened" in refusal(b"%PDF-1.7\n" + b"nothing\n" * 20)


def test_a_photo_format_of_newer_phones_comes_with_its_cure():
    said = refusal(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 400, "page.heic")

    assert "HEIC" in said
    assert "Most Compatible" in said


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.html", "<p>")
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pdf() + archive(),
        photo() + archive(),
        photo() + b"<html><script>alert(1)</script></html>",
        photo()[:20] + b"%PDF-1.7" + photo()[20:],
        b"GIF89a=1;\n" + pdf(),
        pdf() + b"\x00" * 5000,
    ],
    ids=["pdf-zip", "photo-zip", "photo-page", "photo-pdf", "before-pdf", "behind-pdf"],
)
def test_a_file_that_is_two_files_is_refused(data):
    said = refusal(data)

    assert any(word in said for word in ("another file", "before the PDF"))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"We have resolved to endorse the principles.\n", "a text file"),
        (archive(), "ZIP"),
        (b"MZ\x90\x00" + b"\x00" * 100, "neither a PDF nor a photo"),
    ],
    ids=["empty", "text", "zip", "program"],
)
def test_what_only_calls_itself_pdf_is_named_for_what_it_is(data, word):
    assert word in refusal(data, "resolution.pdf")


def test_eleven_megabytes_are_too_many():
    assert "11.0 MB" in refusal(b"%PDF-" + b"0" * 10_999_995)


def test_a_photo_too_small_to_read_is_refused():
    assert "too few to read" in refusal(photo(size=(320, 240)), "page.jpg")


def test_a_photo_cut_short_is_refused():
    assert "cannot be opened" in refusal(photo("PNG")[:800], "page.png")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_place_is_seen_and_taken_out_without_touching_a_dot(form):
    data = photo(form, gps=True)
    assert check_photo(data).has_place

    plain = without_place(data)

    assert not check_photo(plain).has_place
    assert b"telephone" not in plain
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(plain)) as after:
        assert before.tobytes() == after.tobytes()


def test_which_way_up_a_photo_is_shown_stays():
    plain = without_place(photo(gps=True, turned=6))

    with Image.open(io.BytesIO(plain)) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}
