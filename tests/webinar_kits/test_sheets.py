"""Spreadsheets: typed cells, exact totals, text that stays text."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from courses.model import Module
from tests.webinar_kits.samples import MakeRequest, Prepare
from webinar_kits.sheets import run_of_show, write_sheets
from webinar_kits.tables import Column, Kind, Sheet

TYPED = Sheet(
    name="Coverage [field]: 2026/06 of a very long institution name",
    columns=(
        Column("Name"),
        Column("People", Kind.INTEGER),
        Column("Mean", Kind.DECIMAL),
        Column("Share", Kind.PERCENT),
        Column("On", Kind.DATE),
    ),
    rows=(("=1+1", 9, 1.5, 0.8, date(2026, 6, 30)), ("Zoé", 0, None, 0, date(2026, 7, 1))),
    totals=("Total", 9, None, None, None),
)


def _read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_every_kind_of_cell_keeps_its_type() -> None:
    page = _read(write_sheets((TYPED,), title="Coverage", author="", dated_on=None)).worksheets[0]
    name, people, mean, share, on = page[2]
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert (people.value, mean.value, share.value) == (9, 1.5, 0.8)
    assert share.number_format == "0 %_0_0"
    assert isinstance(on.value, datetime)
    assert on.value.date() == date(2026, 6, 30)
    assert page["A3"].value == "Zoé"
    assert page["C3"].value is None
    assert page["B4"].value == 9


def test_a_name_that_spreadsheets_refuse_is_made_fit() -> None:
    (name,) = _read(write_sheets((TYPED,), title="", author="", dated_on=None)).sheetnames
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


def test_a_value_of_the_wrong_kind_names_sheet_and_column() -> None:
    sheet = Sheet("Who", (Column("Name"),), rows=((3,),))
    with pytest.raises(TypeError, match="sheet 'Who', column 'Name': 3 is not of kind text"):
        write_sheets((sheet,), title="", author="", dated_on=None)


def test_a_row_of_the_wrong_length_names_the_sheet() -> None:
    sheet = Sheet("Who", (Column("Name"), Column("Tier")), rows=(("Zoé",),))
    with pytest.raises(ValueError, match="sheet 'Who': a row has 1 values for 2 columns"):
        write_sheets((sheet,), title="", author="", dated_on=None)


def test_the_same_tables_give_the_same_bytes() -> None:
    first, second = (write_sheets((TYPED,), title="Coverage", author="A", dated_on=date(2026, 5, 4)) for _ in range(2))
    assert first == second


def test_the_run_of_show_sums_to_the_length_of_the_session(
    complaints: Module, make_request: MakeRequest, prepare: Prepare, tmp_path: Path
) -> None:
    request = make_request(minutes=120)
    own, _, view = prepare(request, complaints)
    page = _read(run_of_show(request, own, outline=view)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(place for place, row in enumerate(rows) if row[0] == "Begin")
    total = rows[-1]
    minutes = [row[2] for row in rows[head + 1 : -1]]
    assert total[0] == "Total"
    assert sum(minute for minute in minutes if isinstance(minute, int)) == total[2] == 120
    assert rows[head + 1][0] == "10:00"
    assert rows[-2][1] == "12:00"
    assert any("Asia/Amman" in str(row[0]) for row in rows[:head])


def test_the_run_of_show_satisfies_a_strict_validator(
    small_module: Module,
    make_request: MakeRequest,
    prepare: Prepare,
    tmp_path: Path,
    assert_valid_xlsx: Callable[[Path], None],
) -> None:
    request = make_request()
    own, _, view = prepare(request, small_module)
    file = tmp_path / "show.xlsx"
    file.write_bytes(run_of_show(request, own, outline=view))
    assert_valid_xlsx(file)
