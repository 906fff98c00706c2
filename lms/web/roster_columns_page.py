"""The page on which somebody says what the columns of a list are."""

from collections.abc import Sequence

from flask import url_for

from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.viewer import InstitutionPlace
from lms.institutions.roster_dates import Order
from lms.institutions.roster_rows import find_asides, find_rows
from lms.institutions.roster_values import DateQuestion, TierWord
from lms.institutions.roster_words import Field
from lms.web.contexts.coverage import Choices
from lms.web.contexts.roster import ColumnLine, ColumnsPage, TierLine
from lms.web.contexts.shell import FormState
from lms.web.figures import tier_choices
from lms.web.frame import make_shell
from lms.web.roster_words import field_hint, field_words
from lms.workflows.import_roster import Opened
from webinar_kits.sheet_rows import Book, column_letters, text_of

SAMPLES = 3
FIRST_ASIDES = 5
HEADER_ROWS = 25
MOST_WORDS_SHOWN = 200
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
    "latin-1": "Latin-1",
    "gb18030": "GB 18030",
}


def columns_page(place: InstitutionPlace, opened: Opened, *, errors: FormState) -> ColumnsPage:
    """Return the page of the columns of a list."""
    import_id = opened.kept.id
    words = opened.parsed.tier_words
    open_words = [word for word in words if not word.is_sure][:MOST_WORDS_SHOWN]
    return ColumnsPage(
        shell=make_shell(_("Columns")),
        institution=place.name,
        file_name=opened.kept.file_name,
        how_read=_how_read(opened.book),
        notes=_notes(opened),
        sheets=tuple((sheet.name, sheet.name) for sheet in opened.book.sheets if sheet.rows),
        sheet=opened.sheet.name,
        header_row=str(opened.layout.header_row),
        header_rows=_header_rows(opened),
        columns=tuple(_line(opened, field, errors) for field in Field),
        places=_places(opened),
        ignored=opened.layout.ignored,
        tiers=tuple(_tier(number, word) for number, word in enumerate(open_words)),
        sure_tiers=tuple(_tier(0, word) for word in words if word.is_sure),
        tier_choices=tier_choices(),
        orders=((Order.DAY_FIRST.value, _("day first")), (Order.MONTH_FIRST.value, _("month first"))),
        href=url_for("roster.save_columns", institution=place.slug, import_id=import_id),
        sheet_href=url_for("roster.choose_sheet", institution=place.slug, import_id=import_id),
        drop_href=url_for("roster.drop", institution=place.slug, import_id=import_id),
        errors=errors,
    )


def _notes(opened: Opened) -> tuple[str, ...]:
    """Return what was taken otherwise than it stands in the file."""
    notes, parsed = list(opened.sheet.notes), opened.parsed
    if parsed.turned:
        notes.append(
            _("Names stand surname first, with a comma: they are turned round, as in “%(name)s”.", name=parsed.turned)
        )
    if parsed.titled:
        notes.append(_("Mr., Mrs. and the like are left out of names, as in “%(name)s”.", name=parsed.titled))
    asides = find_asides(opened.sheet, opened.layout)
    if asides:
        rows = ", ".join(str(row.number) for row in asides[:FIRST_ASIDES])
        notes.append(
            ngettext(
                "Row %(rows)s is a page number, a signature or the heads once more: passed over.",
                "%(num)s rows are page numbers, signatures or the heads once more: passed over (%(rows)s).",
                len(asides),
                rows=rows if len(asides) <= FIRST_ASIDES else f"{rows}, …",
            )
        )
    return tuple(notes)


def _line(opened: Opened, field: Field, errors: FormState) -> ColumnLine:
    chosen = opened.layout.columns.get(field)
    question = next((one for one in opened.parsed.date_questions if one.field is field), None)
    order = opened.answers.orders.get(field)
    return ColumnLine(
        key=field.value,
        label=field_words(field.value),
        hint=field_hint(field),
        chosen="" if chosen is None else str(chosen),
        samples=() if chosen is None else _samples(opened, chosen),
        error=errors.errors.get(field.value, ""),
        question="" if question is None else _question(question),
        order="" if order is None else order.value,
    )


def _question(question: DateQuestion) -> str:
    samples = ", ".join(question.samples)
    if question.against:
        rows = _("rows %(one)s and %(other)s", one=question.against[0], other=question.against[1])
        return _(
            "These dates contradict each other (%(rows)s: %(samples)s). Which comes first?", rows=rows, samples=samples
        )
    return _("These dates can be read in two ways (%(samples)s). Which comes first?", samples=samples)


def _tier(number: int, word: TierWord) -> TierLine:
    return TierLine(str(number), word.word, word.count, word.tier.value if word.tier else "", word.is_sure)


def _samples(opened: Opened, place: int) -> tuple[str, ...]:
    """Return the first different texts of a column."""
    found: dict[str, None] = {}
    for row in find_rows(opened.sheet, opened.layout):
        if place < len(row.cells) and row.cells[place]:
            found[text_of(row.cells[place])[:40]] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _places(opened: Opened) -> Choices:
    width = max((len(row.cells) for row in opened.sheet.rows), default=0)
    titles: Sequence[str] = opened.layout.titles
    return tuple(
        (str(place), f"{column_letters(place)}: {titles[place]}" if place < len(titles) else column_letters(place))
        for place in range(width)
    )


def _header_rows(opened: Opened) -> Choices:
    rows = [
        (str(row.number), f"{row.number}: {' · '.join(text_of(cell) for cell in row.cells if cell)[:60]}")
        for row in opened.sheet.rows[:HEADER_ROWS]
    ]
    return (("0", _("no row: the list begins at once")), *rows)


def _how_read(book: Book) -> str:
    if book.kind != "csv":
        return ""
    separators = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
    named = separators.get(book.separator, book.separator)
    encoding = ENCODINGS.get(book.encoding, book.encoding)
    return _("Read as %(encoding)s, its columns separated by %(separator)s.", encoding=encoding, separator=named)
