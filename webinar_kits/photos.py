"""A photo as evidence: that it is one, how large it is, whether it tells where it was taken. Knows Pillow."""

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from webinar_kits.errors import KitError

JPEG_MAGIC = b"\xff\xd8\xff"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
LEAST_SIDE = 600
MOST_PIXELS = 60_000_000
GPS_DIRECTORY = 0x8825
LATITUDE, LONGITUDE = 2, 4
ORIENTATION = 0x0112
# What tells the picture how to be drawn stays; comments, Exif, XMP, IPTC and second pictures go.
KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
BROKEN = "The photo cannot be opened: it is damaged or was not sent whole. Take it again, or send the file anew."
TOO_LARGE = "The photo has far too many dots: make it smaller, 4000 dots wide is plenty."
OTHER_FILE = "There is another file inside this photo, so it is not kept. Take a plain photo of the signed page."


@dataclass(frozen=True, slots=True)
class Photo:
    """What there is to know of a photo before it is kept."""

    media_type: str
    width: int
    height: int
    has_place: bool


def check_photo(data: bytes) -> Photo:
    """Return what a JPEG or PNG is; raise KitError with the cure when it cannot be evidence."""
    form = "JPEG" if data.startswith(JPEG_MAGIC) else "PNG"
    _check_there_is_no_other_file(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                width, height = picture.size
                _check_size(width, height)
                exif = picture.getexif()
                places = exif.get_ifd(GPS_DIRECTORY)
                picture.draft("RGB", (width // 8, height // 8))
                picture.load()
    except Image.DecompressionBombError as error:
        raise KitError("file", TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError) as error:
        raise KitError("file", BROKEN) from error
    has_place = LATITUDE in places and LONGITUDE in places
    is_in_words = b"GPSLatitude" in data[: 1 << 18]
    return Photo(f"image/{form.lower()}", width, height, has_place=has_place or is_in_words)


def without_place(data: bytes) -> bytes:
    """Return the same picture, dot for dot, without the notes that travel with it: place, time, camera, comments.

    Which way up it is shown stays.
    """
    return _plain_jpeg(data) if data.startswith(JPEG_MAGIC) else _plain_png(data)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise KitError("file", f"The photo has {width} by {height} dots: make it smaller, 4000 dots wide is plenty.")
    if min(width, height) < LEAST_SIDE:
        raise KitError(
            "file",
            f"The photo has {width} by {height} dots, too few to read a page from. Send the original.",
        )


def _check_there_is_no_other_file(data: bytes) -> None:
    start, lowered = data[:1024], data.lower()
    if b"%PDF-" in start or b"PK\x05\x06" in data[-65_600:]:
        raise KitError("file", OTHER_FILE)
    if any(mark in lowered for mark in (b"<html", b"<script", b"<?php", b"<!doctype")):
        raise KitError("file", OTHER_FILE)


def _plain_jpeg(data: bytes) -> bytes:
    turned = _orientation(data)
    parts = [data[:2], *([_orientation_segment(turned)] if turned > 1 else [])]
    at = 2
    while at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or length < 2:
            raise KitError("file", BROKEN)
        if marker == START_OF_SCAN:
            return b"".join([*parts, data[at : _end_of_picture(data, at)]])
        segment = data[at : at + 2 + length]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _draws(marker, segment[4:]):
            parts.append(segment)
        at += 2 + length
    raise KitError("file", BROKEN)


def _draws(marker: int, body: bytes) -> bool:
    """Return whether an application segment says how to draw: JFIF, a colour profile, Adobe's colour transform."""
    return marker == 0xE0 or (marker == 0xE2 and body.startswith(b"ICC_PROFILE")) or marker == 0xEE


def _end_of_picture(data: bytes, at: int) -> int:
    """Return where the picture ends: after the first end marker that no scan data holds."""
    while True:
        at = data.find(b"\xff", at + 1)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == END_OF_IMAGE:
            return at + 2


def _orientation(data: bytes) -> int:
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        found = picture.getexif().get(ORIENTATION, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _orientation_segment(turned: int) -> bytes:
    directory = b"\x00\x01" + b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\x00\x00" + bytes(4)
    body = b"Exif\x00\x00" + b"MM\x00\x2a\x00\x00\x00\x08" + directory
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _plain_png(data: bytes) -> bytes:
    return PNG_MAGIC + b"".join(chunk for kind, chunk in _chunks(data) if kind in KEPT_CHUNKS)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise KitError("file", BROKEN)
        yield kind, chunk
        if kind == b"IEND":
            return
        at += 12 + length
    raise KitError("file", BROKEN)
