"""A cell of a list read as a text about a person, or refused with its cure; pure."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from lms.errors import Invalid
from lms.institutions.roster_words import LANGUAGE_WORDS, Field, fold
from lms.lines import read_address, read_line
from webinar_kits.sheet_rows import Cell, Mark, text_of

# How lists say that there is nothing, where nothing may be.
NONE = frozenset(
    ("-", "–", "—", "/", "n/a", "na", "none", "nil", "null", "néant", "нет", "لا يوجد", "ninguno", "nenhum")
)
DATES = (Field.SINCE, Field.JOINED_ON, Field.LEFT_ON)
MAY_BE_NONE = frozenset({*DATES, Field.EMAIL, Field.NAME_OTHER, Field.LANGUAGE, Field.STATUS})
PARTS_OF_NAMES = frozenset({Field.MIDDLE_NAME, Field.SECOND_SURNAME})
LONGEST: Mapping[Field, int] = {
    Field.STAFF_CODE: 40,
    Field.NAME: 200,
    Field.SURNAME: 200,
    Field.MIDDLE_NAME: 200,
    Field.SECOND_SURNAME: 200,
    Field.NAME_OTHER: 200,
    Field.BRANCH: 200,
}
BEGINS_A_FORMULA = frozenset("=+-@")
LANGUAGE_OF_WORD = {word: language for language, words in LANGUAGE_WORDS.items() for word in words}
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
IN_ANGLES = re.compile(r"<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+?)\s*>")
SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
# Signs that spreadsheets show where a column is too narrow.
TOO_NARROW = re.compile(r"#{3,}")


class FaultKind(StrEnum):
    """What a cell or a row cannot be taken for; faults of one kind are shown together."""

    FORMULA = "formula"
    BROKEN_CELL = "broken_cell"
    STAFF_CODE = "staff_code"
    NAME = "name"
    EMAIL = "email"
    TIER = "tier"
    BRANCH = "branch"
    DATE = "date"
    LANGUAGE = "language"
    TWICE = "twice"
    WHO = "who"
    GONE = "gone"
    HISTORY = "history"


KIND_OF_FIELD = {field: FaultKind(field.value) for field in Field if field.value in {kind.value for kind in FaultKind}}


class WrongCellError(Exception):
    """A cell that cannot be taken; the text says the cure."""

    def __init__(self, kind: FaultKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


def unescape(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from calculating it."""
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in BEGINS_A_FORMULA else text


def says_none(field: Field, cell: Cell) -> bool:
    """Return whether a cell says that there is nothing."""
    is_text = isinstance(cell, str) or cell.mark is Mark.STRUCK
    return field in MAY_BE_NONE and is_text and text_of(cell).casefold() in NONE


def read_language(text: str) -> str:
    """Return the code of a language."""
    language = LANGUAGE_OF_WORD.get(fold(text)) or (text if LANGUAGE_CODE.fullmatch(text) else None)
    if language is None:
        raise WrongCellError(FaultKind.LANGUAGE, f"“{text}” is no language we know. Write en, fr, es, ru, ar or pt.")
    return language


def read_text(field: Field, text: str) -> str:
    """Return a code, a name, an address or a branch."""
    if TOO_NARROW.fullmatch(text):
        raise WrongCellError(
            FaultKind.BROKEN_CELL, "The column was too narrow when it was saved. Widen it, and save the list again."
        )
    if field is Field.STAFF_CODE and SHORTENED.fullmatch(text):
        raise WrongCellError(
            FaultKind.STAFF_CODE,
            f"The spreadsheet has shortened this number to {text}. Format the column as text, write it again and save.",
        )
    try:
        return _address(text) if field is Field.EMAIL else read_line(text, field=field.value, longest=LONGEST[field])
    except Invalid as error:
        raise WrongCellError(KIND_OF_FIELD.get(field, FaultKind.NAME), str(error)) from None


def _address(text: str) -> str:
    found = IN_ANGLES.search(text)
    address = (found[1] if found else text.strip("<>;, ")).removeprefix("mailto:").strip("<>;, ")
    if address.count("@") > 1:
        raise Invalid({"email": "There are two addresses in this cell. Keep one of them."})
    foreign = next((letter for letter in address if letter.isalpha() and not letter.isascii()), "")
    if foreign and "@" in address:
        name = unicodedata.name(foreign, "").lower()
        raise Invalid({"email": f"“{foreign}” in it is the {name}, which no address holds. Type the address again."})
    return read_address(address)
