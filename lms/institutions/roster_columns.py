"""Which column of a list is what: where its heads stand, and what each says; pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from lms.institutions.roster_row_words import REMARK_WORDS, SUM_WORDS
from lms.institutions.roster_words import COLUMN_WORDS, GIVEN_NAME_WORDS, Field, fold
from webinar_kits.sheet_rows import Cell, Mark, ReadSheet, SheetRow, column_letters, text_of

SEARCHED_ROWS = 25
LIKE_ENOUGH = 90
SHORTEST_LIKENESS = 5
FIELD_OF_WORD: Mapping[str, Field] = {
    word: field for field, words in COLUMN_WORDS.items() for word in words
} | dict.fromkeys(GIVEN_NAME_WORDS, Field.NAME)
LONG_WORDS = tuple(word for word in FIELD_OF_WORD if len(word) >= SHORTEST_LIKENESS)
# Heads that alone make a row one of heads: a list without them names nobody.
TELLING = frozenset({Field.STAFF_CODE, Field.NAME, Field.EMAIL})
HAS_FIGURE = re.compile(r"\d")
FIGURES = re.compile(r"[\d\s.,]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: the number of the row of heads, 0 where there is none, and the place of each field.

    `is_for_programs`: the heads are the names that a program uses, so every text is as it stands.
    """

    header_row: int
    columns: Mapping[Field, int]
    titles: tuple[str, ...]
    is_for_programs: bool = False

    @property
    def ignored(self) -> tuple[str, ...]:
        """The heads of columns that nobody reads."""
        read = set(self.columns.values())
        return tuple(title for place, title in enumerate(self.titles) if title and place not in read)

    def title(self, field: Field) -> str:
        """Return how the file calls a column."""
        place = self.columns[field]
        title = self.titles[place] if place < len(self.titles) else ""
        return title or column_letters(place)


def guess_layout(sheet: ReadSheet) -> Layout:
    """Return where the heads seem to stand and what they say.

    Where none are known, the first row is taken for them, unless it holds figures: then it is somebody.
    """
    best, found = None, dict[Field, int]()
    for row in sheet.rows[:SEARCHED_ROWS]:
        columns = read_heads(_titles(row))
        if TELLING & columns.keys() and len(columns) > max(1, len(found)):
            best, found = row, columns
    if best is None:
        best = next((row for row in sheet.rows if len(row.cells) > 1), None)
        best = None if best is not None and HAS_FIGURE.search(" ".join(_titles(best))) else best
        found = {} if best is None else read_heads(_titles(best))
    return make_layout(sheet, header_row=0 if best is None else best.number, columns=found)


def layout_at(sheet: ReadSheet, header_row: int) -> Layout:
    """Return what the heads in that row say."""
    row = next((row for row in sheet.rows if row.number == header_row), None)
    columns = {} if row is None else read_heads(_titles(row))
    return make_layout(sheet, header_row=header_row, columns=columns)


def make_layout(sheet: ReadSheet, *, header_row: int, columns: Mapping[Field, int]) -> Layout:
    """Return the layout with these heads and columns."""
    row = next((row for row in sheet.rows if row.number == header_row), None)
    titles = () if row is None else _titles(row)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    kept = {field: place for field, place in columns.items() if 0 <= place < width}
    names = {title for title in titles if title}
    is_for_programs = bool(names) and Field.STAFF_CODE.value in names and names <= {field.value for field in Field}
    return Layout(header_row if titles else 0, kept, titles, is_for_programs)


def read_heads(titles: Sequence[str]) -> dict[Field, int]:
    """Return the place of each field; of two columns that say the same the first is read.

    A column of given names makes the one beside it, which merely says "name", the surname. A second column of names
    whose head is in other letters holds the name in another script.
    """
    columns: dict[Field, int] = {}
    names: list[int] = []
    for place, title in enumerate(titles):
        field = _field_of(title)
        if field is Field.NAME:
            names.append(place)
        elif field is not None:
            columns.setdefault(field, place)
    given = [place for place in names if _word(titles[place]) in GIVEN_NAME_WORDS]
    whole = [place for place in names if place not in given]
    if given and whole and Field.SURNAME not in columns:
        columns |= {Field.NAME: given[0], Field.SURNAME: whole[0]}
    elif names:
        columns[Field.NAME] = given[0] if given and Field.SURNAME in columns else names[0]
    if len(given) > 1 and columns.get(Field.NAME) == given[0]:
        columns.setdefault(Field.MIDDLE_NAME, given[1])
    other = [place for place in whole if names and _script(titles[place]) != _script(titles[columns[Field.NAME]])]
    if other and columns.get(Field.SURNAME) != other[0]:
        columns.setdefault(Field.NAME_OTHER, other[0])
    if Field.NAME not in columns and Field.NAME_OTHER in columns:
        # The head of the first names is in letters that nobody here reads: these are the names there are.
        columns[Field.NAME] = columns.pop(Field.NAME_OTHER)
    remarks = next((place for place, title in enumerate(titles) if columns and _word(title) in REMARK_WORDS), None)
    if remarks is not None:
        columns.setdefault(Field.STATUS, remarks)
    return dict(sorted(columns.items(), key=lambda pair: pair[1]))


def is_sum(row: SheetRow) -> bool:
    """Return whether a row is a line of sums: a word for a total, and nothing but figures beside it."""
    cells = [cell for cell in row.cells if cell]
    if not cells:
        return False
    word = " ".join(part for part in fold(text_of(cells[0])).split() if not part.isdecimal())
    return word in SUM_WORDS and all(_is_figure(cell) for cell in cells[1:])


def _is_figure(cell: Cell) -> bool:
    if not isinstance(cell, str) and cell.mark is Mark.FORMULA:
        return True
    return FIGURES.fullmatch(text_of(cell)) is not None


def _field_of(title: str) -> Field | None:
    word = _word(title)
    if not word:
        return None
    found = FIELD_OF_WORD.get(word) or FIELD_OF_WORD.get(fold(title))
    if found is not None or len(word) < SHORTEST_LIKENESS:
        return found
    like = process.extractOne(word, LONG_WORDS, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return None if like is None else FIELD_OF_WORD[like[0]]


def _word(title: str) -> str:
    """Return the word of a head, without what stands in brackets behind it."""
    return fold(title.partition("(")[0]) or fold(title)


def _script(title: str) -> str:
    """Return in whose letters a head is written, by its first letter."""
    letter = next((one for one in title if one.isalpha()), "a")
    return unicodedata.name(letter, "").partition(" ")[0]


def _titles(row: SheetRow) -> tuple[str, ...]:
    return tuple(" ".join(text_of(cell).split()) for cell in row.cells)
