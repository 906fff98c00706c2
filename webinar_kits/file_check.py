"""A signed resolution as a file: a PDF of a few pages or a photo, and nothing else inside. Knows pypdf."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from webinar_kits.errors import KitError
from webinar_kits.jobs import LARGEST_SIGNED_FILE
from webinar_kits.photos import JPEG_MAGIC, PNG_MAGIC, check_photo

MOST_PAGES = 10
MOST_OBJECTS = 50_000
TAIL_BYTES = 1024
PDF_MAGIC = b"%PDF-"
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
# Keys and values in a PDF that make it do something, or carry something, a signed page never needs.
ACTIVE = {
    "/JavaScript": "a program (JavaScript)",
    "/JS": "a program (JavaScript)",
    "/Launch": "an order to start another program",
    "/ImportData": "an order to fetch data",
    "/SubmitForm": "a form that sends data away",
    "/EmbeddedFile": "another file",
    "/EmbeddedFiles": "another file",
    "/FileAttachment": "another file",
    "/RichMedia": "sound or film",
    "/Movie": "sound or film",
    "/Screen": "sound or film",
    "/XFA": "a form that fills itself in",
}
BROKEN_PDF = "The PDF cannot be opened: it is damaged or was not sent whole. Save it anew, or send a photo of the page."
KINDS = "Send a PDF, or a photo as JPEG or PNG."


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a file was found to be. A photo has no pages, a PDF no width and height."""

    media_type: str
    pages: int
    width: int
    height: int
    has_place: bool


def check_file(data: bytes, *, name: str) -> CheckedFile:
    """Return what a resolution's file is; raise KitError with the reason and the cure when it is not taken."""
    if not data:
        raise KitError("file", f"{name or 'The file'} is empty. Choose the file of the signed resolution.")
    if len(data) > LARGEST_SIGNED_FILE:
        size = f"{len(data) / 1_000_000:.1f}"
        raise KitError("file", f"The file has {size} MB; 10 MB is the most. Scan it in grey, or take a smaller photo.")
    if data.startswith((JPEG_MAGIC, PNG_MAGIC)):
        photo = check_photo(data)
        return CheckedFile(photo.media_type, 0, photo.width, photo.height, has_place=photo.has_place)
    if data.startswith(PDF_MAGIC):
        return CheckedFile("application/pdf", _check_pdf(data), 0, 0, has_place=False)
    raise KitError("file", _what_it_is(data, name))


def _what_it_is(data: bytes, name: str) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return (
            "This photo is in the HEIC format of newer phones, which not everybody can open. On an iPhone choose "
            "Settings, Camera, Formats, Most Compatible and take it again; or send it as JPEG."
        )
    if PDF_MAGIC in data[:TAIL_BYTES]:
        return f"There is something before the PDF in this file, so it is not kept. Save the PDF anew. {KINDS}"
    if data.startswith(b"PK"):
        return f"This is a Word, Excel or ZIP file, not the signed page. Scan or photograph the page. {KINDS}"
    called = f"{name} is" if name else "This file is"
    text = "a text file" if _is_text(data[:4096]) else "neither a PDF nor a photo"
    return f"{called} {text}, whatever its name says. {KINDS}"


def _is_text(start: bytes) -> bool:
    try:
        return start.decode("utf-8").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False


def _check_pdf(data: bytes) -> int:
    """Return how many pages a PDF has."""
    end = data.rfind(b"%%EOF")
    if zipfile.is_zipfile(io.BytesIO(data)) or (end >= 0 and len(data) - end > TAIL_BYTES):
        raise KitError("file", "There is another file behind this PDF, so it is not kept. Print it to a new PDF.")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise KitError(
                "file", "The PDF is locked with a password. Print it to a new PDF without one, so that it can be read."
            )
        pages = len(reader.pages)
        _check_pages(pages)
        _check_it_only_shows(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError) as error:
        raise KitError("file", BROKEN_PDF) from error
    except (RecursionError, AssertionError, OSError, zlib.error) as error:
        raise KitError("file", BROKEN_PDF) from error
    return pages


def _check_pages(pages: int) -> None:
    if pages == 0:
        raise KitError("file", "The PDF has no page. Choose the file of the signed resolution.")
    if pages > MOST_PAGES:
        raise KitError(
            "file", f"A resolution is 1–{MOST_PAGES} pages; this file has {pages}. Send only the signed pages."
        )


def _check_it_only_shows(reader: PdfReader) -> None:
    for found in _words(reader):
        if found in ACTIVE:
            raise KitError(
                "file", f"There is {ACTIVE[found]} inside this PDF, so it is not kept. Print it to a new PDF."
            )


def _words(reader: PdfReader) -> Iterator[str]:
    """Give every key and every name of the file, each object once."""
    waiting: list[object] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in seen:
                continue
            seen.add(place)
            if len(seen) > MOST_OBJECTS:
                raise KitError("file", "The PDF is made of too many parts. Print it to a new PDF.")
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield from one
            waiting.extend(one.raw_get(key) for key in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
        elif isinstance(one, str):
            yield one
