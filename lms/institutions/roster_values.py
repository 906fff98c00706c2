"""The cells of a list read as what they say of a person; every cell that cannot be is named with its cure. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courses.model import Tier
from lms.errors import Invalid
from lms.institutions.roster_columns import Layout, is_sum
from lms.institutions.roster_dates import Figures, NoDate, Order, Read, Verdict, find_order, read_date, resolve
from lms.institutions.roster_tiers import understand_tier
from lms.institutions.roster_words import LANGUAGE_WORDS, Field, fold
from lms.lines import read_address, read_line
from webinar_kits.sheet_rows import Book, Cell, Mark, ReadSheet, SheetRow, column_letters, text_of

# How lists say that there is nothing, where nothing may be.
NONE = frozenset(
    ("-", "–", "—", "/", "n/a", "na", "none", "nil", "null", "néant", "нет", "لا يوجد", "ninguno", "nenhum")
)
DATES = (Field.SINCE, Field.JOINED_ON, Field.LEFT_ON)
# Two columns that become one name: where one of them cannot be taken, neither is.
NAMES = frozenset({Field.NAME, Field.SURNAME})
MAY_BE_NONE = frozenset({*DATES, Field.EMAIL, Field.NAME_OTHER, Field.LANGUAGE})
LONGEST: Mapping[Field, int] = {
    Field.STAFF_CODE: 40,
    Field.NAME: 200,
    Field.SURNAME: 200,
    Field.NAME_OTHER: 200,
    Field.BRANCH: 200,
}
BEGINS_A_FORMULA = frozenset("=+-@")
LANGUAGE_OF_WORD = {word: language for language, words in LANGUAGE_WORDS.items() for word in words}
# An enumeration is slow to give a value where it is asked a hundred thousand times.
NAME_OF_FIELD = {field: field.value for field in Field}
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


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
    HISTORY = "history"


KIND_OF_FIELD = {field: FaultKind(field.value) for field in Field if field.value in {kind.value for kind in FaultKind}}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is left out: `cell` is like C17, empty where the whole row is meant; the sentence says the cure."""

    row: int
    kind: FaultKind
    sentence: str
    title: str = ""
    cell: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of a person; None where it says nothing, or in a cell that cannot be taken (`unread`)."""

    row: int
    staff_code: str | None = None
    name: str | None = None
    name_other: str | None = None
    email: str | None = None
    branch: str | None = None
    tier: Tier | None = None
    since: date | None = None
    joined_on: date | None = None
    left_on: date | None = None
    language: str | None = None
    unread: frozenset[Field] = frozenset()


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A column whose dates can be read in two ways, or contradict each other on the two rows `against`."""

    field: Field
    title: str
    samples: tuple[str, ...]
    against: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TierWord:
    """A word for a tier: `tier` is what it was understood as; `is_sure` when the word itself is known."""

    word: str
    count: int
    tier: Tier | None
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of a list: how its dates are read, and what its words for tiers mean (by folded word)."""

    orders: Mapping[Field, Order]
    tiers: Mapping[str, Tier]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A list read: entries and faults in order, what has to be asked, rows with a cell at fault, one name `turned`."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    date_questions: tuple[DateQuestion, ...]
    tier_words: tuple[TierWord, ...]
    broken: tuple[Entry, ...] = ()
    turned: str = ""


NOTHING_SAID = Said({}, {})


def find_rows(sheet: ReadSheet, layout: Layout) -> tuple[SheetRow, ...]:
    """Return the rows below the heads, without lines of sums."""
    return tuple(row for row in sheet.rows if row.number > layout.header_row and not is_sum(row))


def parse(book: Book, sheet: ReadSheet, layout: Layout, *, said: Said) -> Parsed:
    """Return what a sheet says; in a CSV file for programs, known by its heads, every text is as it stands."""
    rows = find_rows(sheet, layout)
    reader = _Reader(layout, is_csv=book.kind == "csv" and not layout.is_for_programs, said=said)
    verdicts = {field: _verdict(rows, place) for field, place in layout.columns.items() if field in DATES}
    reader.orders = {
        field: said.orders.get(field) if verdict.is_asked else verdict.order for field, verdict in verdicts.items()
    }
    entries = [entry for row in rows if (entry := reader.entry(row)) is not None]
    return Parsed(
        entries=tuple(entry for entry in entries if not entry.unread),
        broken=tuple(entry for entry in entries if entry.unread),
        faults=tuple(reader.faults),
        date_questions=_date_questions(rows, layout, verdicts),
        tier_words=_tier_words(rows, layout, said),
    )


def unescape(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from calculating it."""
    return text[1:] if text.startswith("'") and text.lstrip("'")[:1] in BEGINS_A_FORMULA else text


class _WrongError(Exception):
    """A cell that cannot be taken."""

    def __init__(self, kind: FaultKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


class _Reader:
    """Reads row after row and collects the faults."""

    def __init__(self, layout: Layout, *, is_csv: bool, said: Said) -> None:
        self.orders: Mapping[Field, Order | None] = {}
        self.faults: list[Fault] = []
        self._layout = layout
        self._is_csv = is_csv
        self._said = said

    def entry(self, row: SheetRow) -> Entry | None:
        """Return what a row says in the cells that can be taken; None when that is nothing at all."""
        unread: set[Field] = set()
        found: dict[Field, str | date | Tier] = {}
        for field, place in self._layout.columns.items():
            if place < len(row.cells) and row.cells[place] and not _says_none(field, row.cells[place]):
                try:
                    found[field] = self._value(field, row.cells[place])
                except _WrongError as wrong:
                    self.faults.append(self._fault(row, field, wrong))
                    unread.add(field)
        if not found:
            return None
        surname = found.pop(Field.SURNAME, None)
        if unread & NAMES:
            unread |= NAMES
            found.pop(Field.NAME, None)
        elif surname is not None:
            found[Field.NAME] = f"{found.get(Field.NAME, '')} {surname}".strip()
        said = {NAME_OF_FIELD[field]: value for field, value in found.items()}
        return Entry(row.number, **said, unread=frozenset(unread))  # type: ignore[arg-type]

    def _value(self, field: Field, cell: Cell) -> str | date | Tier:
        text = text_of(cell)
        mark = None if isinstance(cell, str) else cell.mark
        if mark is Mark.FORMULA or (self._is_csv and text.startswith("=")):
            raise _WrongError(FaultKind.FORMULA, "This cell holds a formula. Copy the column and paste it as values.")
        if mark is Mark.FAULT:
            raise _WrongError(FaultKind.BROKEN_CELL, f"This cell holds the error {text}. Mend it in the spreadsheet.")
        if self._is_csv:
            text = unescape(text)
        if field in DATES:
            return self._date(field, text)
        if field is Field.TIER:
            return self._tier(text)
        return _language(text) if field is Field.LANGUAGE else _line(field, text)

    def _date(self, field: Field, text: str) -> date:
        day = resolve(read_date(text), self.orders.get(field), text=text)
        if isinstance(day, NoDate):
            raise _WrongError(FaultKind.DATE, day.why)
        return day

    def _tier(self, text: str) -> Tier:
        word = fold(text)
        tier = self._said.tiers.get(word) or understand_tier(word)[0]
        if tier is None:
            raise _WrongError(
                FaultKind.TIER,
                f"“{text}” is no tier or job title we know. Say on the page of columns which tier it stands for.",
            )
        return tier

    def _fault(self, row: SheetRow, field: Field, wrong: _WrongError) -> Fault:
        place = self._layout.columns[field]
        value = text_of(row.cells[place])[:80]
        cell = f"{column_letters(place)}{row.number}"
        return Fault(row.number, wrong.kind, str(wrong), self._layout.title(field), cell, value)


def _says_none(field: Field, cell: Cell) -> bool:
    return field in MAY_BE_NONE and isinstance(cell, str) and cell.casefold() in NONE


def _language(text: str) -> str:
    language = LANGUAGE_OF_WORD.get(fold(text)) or (text if LANGUAGE_CODE.fullmatch(text) else None)
    if language is None:
        raise _WrongError(FaultKind.LANGUAGE, f"“{text}” is no language we know. Write en, fr, es, ru, ar or pt.")
    return language


def _line(field: Field, text: str) -> str:
    try:
        if field is Field.EMAIL:
            return read_address(text.removeprefix("mailto:").strip("<> "))
        return read_line(text, field=field.value, longest=LONGEST[field])
    except Invalid as error:
        raise _WrongError(KIND_OF_FIELD.get(field, FaultKind.NAME), str(error)) from None


def _readings(rows: Sequence[SheetRow], place: int) -> list[tuple[int, Read, str]]:
    texts = [(row.number, text_of(row.cells[place])) for row in rows if place < len(row.cells) and row.cells[place]]
    return [(number, read_date(text), text) for number, text in texts]


def _verdict(rows: Sequence[SheetRow], place: int) -> Verdict:
    return find_order((number, reading) for number, reading, _ in _readings(rows, place))


def _date_questions(
    rows: Sequence[SheetRow], layout: Layout, verdicts: Mapping[Field, Verdict]
) -> tuple[DateQuestion, ...]:
    asked = []
    for field, verdict in verdicts.items():
        if verdict.is_asked:
            found = _readings(rows, layout.columns[field])
            rows_shown = [text for number, _, text in found if number in verdict.against] or [
                text for _, reading, text in found if isinstance(reading, Figures) and reading.first != reading.second
            ]
            samples = tuple(dict.fromkeys(rows_shown))[:3]
            asked.append(DateQuestion(field, layout.title(field), samples, verdict.against))
    return tuple(asked)


def _tier_words(rows: Sequence[SheetRow], layout: Layout, said: Said) -> tuple[TierWord, ...]:
    """Return the words of the column of tiers, those not understood first."""
    place = layout.columns.get(Field.TIER)
    if place is None:
        return ()
    texts = [cell for row in rows if place < len(row.cells) and isinstance(cell := row.cells[place], str) and cell]
    first, counts = dict[str, str](), Counter(fold(text) for text in texts)
    for text in texts:
        first.setdefault(fold(text), text)
    words = []
    for word, count in counts.items():
        tier, is_sure = understand_tier(word)
        told = said.tiers.get(word)
        words.append(TierWord(first[word], count, told or tier, is_sure or told is not None))
    return tuple(sorted(words, key=lambda one: (one.tier is not None, one.is_sure, -one.count, one.word)))
