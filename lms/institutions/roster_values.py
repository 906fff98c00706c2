"""The cells of a list read as what they say of a person; every cell that cannot be is named with its cure. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from courses.model import Tier
from lms.institutions.roster_cells import (
    DATES,
    PARTS_OF_NAMES,
    FaultKind,
    WrongCellError,
    read_language,
    read_text,
    says_none,
    unescape,
)
from lms.institutions.roster_columns import Layout
from lms.institutions.roster_dates import Figures, NoDate, Order, Read, Verdict, find_order, read_date, resolve
from lms.institutions.roster_row_words import GONE, STAYS
from lms.institutions.roster_rows import find_rows
from lms.institutions.roster_tiers import understand_tier
from lms.institutions.roster_words import Field, fold
from webinar_kits.sheet_rows import Book, Cell, Mark, ReadSheet, SheetRow, column_letters, text_of

# Columns that become one name: where one of them cannot be taken, none is.
NAMES = frozenset({Field.NAME, Field.SURNAME, *PARTS_OF_NAMES})
WHOSE = (Field.STAFF_CODE, Field.NAME, Field.SURNAME, Field.EMAIL)
PARTS_IN_ORDER = (Field.NAME, Field.MIDDLE_NAME, Field.SURNAME, Field.SECOND_SURNAME)
# An enumeration is slow to give a value where it is asked a hundred thousand times.
NAME_OF_FIELD = {field: field.value for field in Field}
STRUCK_OUT = "struck out"


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
    """What a row says of a person; None where it says nothing, or in a cell that cannot be taken (`unread`).

    `status` is the word for having left, where there is one.
    """

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
    status: str | None = None
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
    """A list read: entries and faults in order, what has to be asked, rows with a cell at fault.

    `turned` and `titled` are one name each: as it was turned round, and with the title that was left out.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    date_questions: tuple[DateQuestion, ...]
    tier_words: tuple[TierWord, ...]
    broken: tuple[Entry, ...] = ()
    turned: str = ""
    titled: str = ""


NOTHING_SAID = Said({}, {})


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
            if place < len(row.cells) and row.cells[place] and not says_none(field, row.cells[place]):
                try:
                    found[field] = self._value(field, row.cells[place])
                except WrongCellError as wrong:
                    self.faults.append(self._fault(row, field, wrong))
                    unread.add(field)
        status = found.pop(Field.STATUS, "")
        if not found:
            return None
        parts = [found.pop(field) for field in PARTS_IN_ORDER if field in found]
        if unread & NAMES:
            unread |= NAMES
        elif parts:
            found[Field.NAME] = " ".join(str(part) for part in parts)
        if status or self._is_struck(row):
            found[Field.STATUS] = status or STRUCK_OUT
        said = {NAME_OF_FIELD[field]: value for field, value in found.items()}
        return Entry(row.number, **said, unread=frozenset(unread))  # type: ignore[arg-type]

    def _is_struck(self, row: SheetRow) -> bool:
        places = (place for field in WHOSE if (place := self._layout.columns.get(field)) is not None)
        cells = (row.cells[place] for place in places if place < len(row.cells))
        return any(not isinstance(cell, str) and cell.mark is Mark.STRUCK for cell in cells)

    def _value(self, field: Field, cell: Cell) -> str | date | Tier:
        text = text_of(cell)
        mark = None if isinstance(cell, str) else cell.mark
        if mark is Mark.FORMULA or (self._is_csv and text.startswith("=")):
            raise WrongCellError(
                FaultKind.FORMULA, "This cell holds a formula. Copy the column and paste it as values."
            )
        if mark is Mark.FAULT:
            raise WrongCellError(
                FaultKind.BROKEN_CELL, f"This cell holds the error {text}. Mend it in the spreadsheet."
            )
        if self._is_csv:
            text = unescape(text)
        if field in DATES:
            return self._date(field, text)
        if field is Field.TIER:
            return self._tier(text)
        if field is Field.STATUS:
            return text if GONE.search(text) and not STAYS.search(text) else ""
        return read_language(text) if field is Field.LANGUAGE else read_text(field, text)

    def _date(self, field: Field, text: str) -> date:
        day = resolve(read_date(text), self.orders.get(field), text=text)
        if isinstance(day, NoDate):
            raise WrongCellError(FaultKind.DATE, day.why)
        return day

    def _tier(self, text: str) -> Tier:
        word = fold(text)
        tier = self._said.tiers.get(word) or understand_tier(word)[0]
        if tier is None:
            raise WrongCellError(
                FaultKind.TIER,
                f"“{text}” is no tier or job title we know. Say on the page of columns which tier it stands for.",
            )
        return tier

    def _fault(self, row: SheetRow, field: Field, wrong: WrongCellError) -> Fault:
        place = self._layout.columns[field]
        value = text_of(row.cells[place])[:80]
        cell = f"{column_letters(place)}{row.number}"
        return Fault(row.number, wrong.kind, str(wrong), self._layout.title(field), cell, value)


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
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
    texts = [text_of(cell) for cell in cells if isinstance(cell, str) or cell.mark is Mark.STRUCK]
    first, counts = dict[str, str](), Counter(fold(text) for text in texts)
    for text in texts:
        first.setdefault(fold(text), text)
    words = []
    for word, count in counts.items():
        tier, is_sure = understand_tier(word)
        told = said.tiers.get(word)
        words.append(TierWord(first[word], count, told or tier, is_sure or told is not None))
    return tuple(sorted(words, key=lambda one: (one.tier is not None, one.is_sure, -one.count, one.word)))
