"""The order in which names are listed for people: Branch 1, Branch 2, Branch 10."""

import re
import unicodedata

PARTS = re.compile(r"(\d+)")
# Classes of marks that do not make another letter: accents, and the vowel signs of Arabic and Hebrew.
MARKS = (range(10, 37), range(200, 256))
# Numbers stand before letters.
NUMBER, LETTERS = 0, 1
Place = tuple[tuple[tuple[int, int, str], ...], str]


def natural(name: str) -> Place:
    """Return by what a name is sorted: its numbers by value, capitals and accents no matter.

    It is one order for every database and every language; two names that differ only in these stand as they are typed.
    """
    parts = PARTS.split(_plain(name))
    order = ((NUMBER, int(part), "") if part.isdecimal() else (LETTERS, 0, part) for part in parts if part)
    return tuple(order), name


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = (letter for letter in letters if not any(unicodedata.combining(letter) in marks for marks in MARKS))
    return " ".join("".join(kept).split())
