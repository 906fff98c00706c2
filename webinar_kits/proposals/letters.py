"""Which letters the fonts of our PDFs have: a letter without a shape would make the whole document fail.

People write in more scripts than two fonts hold. What cannot be printed becomes an empty box, and is said on the cover.
A sign in another form, such as a number in a circle, is written in its plain one first.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans

from webinar_kits.boxes import BOX

# Signs of targets and lists that only the fonts within the writer of PDFs have; tests hold that it prints them.
SIGNS = "≥≤≠≈→←↑↓⇒⟶➔►▪■●○◦∙★☆✓✗✔✘☑☐⚠∑∞∆∂∅⌀"
_KEPT = frozenset("\n\t ")
_PASSED_OVER = ("Cf", "Mn", "Me", "Mc", "Cc", "Cs", "Cn", "Co")
_SEGMENTS, _GROUPS = 4, 12


def printable(text: str) -> str:
    """Return the text with a box for each letter that has no shape; signs that are never seen are left out."""
    known = _known()
    if all(ord(letter) in known or letter in _KEPT for letter in text):
        return text
    return "".join(_shown(letter, known) for letter in text)


def _shown(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known or letter in _KEPT:
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    if all(ord(one) in known for one in plain):
        return plain
    return "" if unicodedata.category(letter) in _PASSED_OVER else BOX


@cache
def _known() -> frozenset[int]:
    folders = (Path(package.ROOT) / "files" for package in (fontpkg_noto_sans, fontpkg_amiri))
    held = (code for folder in folders for font in folder.glob("*.ttf") for code in _codes(font.read_bytes()))
    return frozenset(held) | frozenset(map(ord, SIGNS))


def _codes(font: bytes) -> Iterator[int]:
    """Yield the letters of a font from its `cmap` table (OpenType specification, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for table in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * table)
        if tag != b"cmap":
            continue
        (count,) = struct.unpack_from(">H", font, start + 2)
        for place in range(count):
            _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
            yield from _subtable(font, start + offset)


def _subtable(font: bytes, start: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", font, start)
    if kind == _GROUPS:
        (groups,) = struct.unpack_from(">I", font, start + 12)
        for group in range(groups):
            first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
            yield from range(first, last + 1)
    elif kind == _SEGMENTS:
        (double,) = struct.unpack_from(">H", font, start + 6)
        lasts = struct.unpack_from(f">{double // 2}H", font, start + 14)
        firsts = struct.unpack_from(f">{double // 2}H", font, start + 16 + double)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
