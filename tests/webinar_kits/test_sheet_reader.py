"""Spreadsheets as people send them: every encoding and separator, every trap refused with words."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from webinar_kits import sheet_files
from webinar_kits.errors import KitError
from webinar_kits.jobs import JobKind
from webinar_kits.press import Press
from webinar_kits.sheet_reader import read_spreadsheet
from webinar_kits.sheet_rows import Book, Mark, Marked, SheetRow, column_letters, read_book, write_book

LISTS = {
    "fr": "Matricule;Nom;Agence\n0012;Amélie Benoît;Forêt\n0013;Zoé Müller;Hôtel de ville\n",
    "ru": "Код;ФИО;Филиал\n1;Иванов Пётр;Москва\n2;ПЕТРОВА АННА;Тверь\n",
    "ar": "الرمز;الاسم;الفرع\n1;أمينة ديالو;الرياض\n2;محمد علي;جدة\n",
    "pt": "Código;Nome;Agência\n1;João Conceição;São Tomé\n",
}


def workbook(*rows: list[object], **sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Staff"
    for row in rows:
        page.append(row)
    for name, lines in sheets.items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(line)
    return book


def packed(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cells(book: Book, sheet: int = 0) -> list[list[object]]:
    return [list(row.cells) for row in book.sheets[sheet].rows]


def refusal(data: bytes, name: str = "list.xlsx") -> str:
    with pytest.raises(KitError) as caught:
        read_spreadsheet(data, name=name)
    assert caught.value.field == "file"
    return caught.value.text


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(
            (language, encoding)
            for language in LISTS
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
        ),
        ("fr", "cp1252"),
        ("fr", "latin-1"),
        ("pt", "cp1252"),
        ("ru", "cp1251"),
        ("ar", "cp1256"),
    ],
)
def test_an_encoding_is_found_out(language, encoding):
    text = LISTS[language]

    found = read_spreadsheet(text.encode(encoding), name="list.csv")

    assert cells(found) == [line.split(";") for line in text.splitlines()]


def test_curly_quotes_and_the_euro_are_windows_text():
    found = read_spreadsheet("Name,Note\nZoé,“10 €”\n".encode("cp1252"), name="a.csv")

    assert (found.encoding, cells(found)[1]) == ("cp1252", ["Zoé", "“10 €”"])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_separator_is_found_out_though_the_others_stand_in_the_cells(separator):
    rows = [["Code", "Name", "Branch"], ["1", 'Diallo, Amina; "A|"', "North"], ["2", "Petrov\nIvan", "a,b;c"]]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = "\r\n".join(separator.join(row) for row in quoted)

    found = read_spreadsheet(text.encode(), name="a.csv")

    assert (found.separator, cells(found)) == (separator, rows)


def test_line_ends_of_every_system_may_be_mixed_and_empty_lines_are_dropped():
    found = read_spreadsheet(b"Code,Name\r1,A\r\n\r\n,,\n2,B\n", name="a.csv")

    assert [(row.number, list(row.cells)) for row in found.sheets[0].rows] == [
        (1, ["Code", "Name"]),
        (2, ["1", "A"]),
        (5, ["2", "B"]),
    ]


def test_the_line_that_names_the_separator_is_no_row():
    found = read_spreadsheet(b"sep=;\nCode;Name\n1;A\n", name="a.csv")

    assert (found.separator, cells(found)[0]) == (";", ["Code", "Name"])


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row():
    text = 'Code,Name\n1,"Amina\n' + "x" * 140_000

    assert "never closed" in refusal(text.encode(), "a.csv")


def test_codes_keep_their_digits_and_dates_say_that_they_were_dates():
    book = workbook(["Code", "Name", "Joined"], ["00123", "A", date(2024, 1, 3)], [123.0, "B", None], [7, "C", None])
    book.active["A4"].number_format = "00000"

    assert cells(read_spreadsheet(packed(book), name="a.xlsx")) == [
        ["Code", "Name", "Joined"],
        ["00123", "A", Marked(Mark.DATE, "2024-01-03")],
        ["123", "B"],
        ["00007", "C"],
    ]


def test_a_formula_is_never_calculated_but_marked():
    book = workbook(["Code", "Name"], ["=1+1", '=HYPERLINK("http://x","y")'])
    book.active["A3"], book.active["B3"] = "#N/A", "B"
    book.active["A3"].data_type = "e"

    rows = cells(read_spreadsheet(packed(book), name="a.xlsx"))

    assert rows[1] == [Marked(Mark.FORMULA, "=1+1"), Marked(Mark.FORMULA, '=HYPERLINK("http://x","y")')]
    assert rows[2][0] == Marked(Mark.FAULT, "#N/A")


def test_a_cell_merged_downwards_says_the_same_in_each_row_and_a_merged_title_stays():
    book = workbook(["Our people"], [], ["Branch", "Name"], ["North", "A"], [None, "B"], ["South", "C"])
    book.active.merge_cells("A4:A5")
    book.active.merge_cells("A1:B1")

    found = read_spreadsheet(packed(book), name="a.xlsx").sheets[0]

    assert found.rows == (
        SheetRow(1, ("Our people",)),
        SheetRow(3, ("Branch", "Name")),
        SheetRow(4, ("North", "A")),
        SheetRow(5, ("North", "B")),
        SheetRow(6, ("South", "C")),
    )
    assert found.notes == ("1 merged cell was read as the same value in each of the rows.",)


def test_every_visible_sheet_is_read_by_name():
    book = workbook(["Code"], Leavers=[["Code"], ["9"]], Lists=[["x"]])
    book["Lists"].sheet_state = "hidden"

    assert [sheet.name for sheet in read_spreadsheet(packed(book), name="a.xlsx").sheets] == ["Staff", "Leavers"]


def test_a_book_survives_its_json():
    book = Book("csv", read_spreadsheet(b"Code,Name\n1,=A1\n", name="a.csv").sheets, "utf-8", ",")

    assert read_book(json.loads(json.dumps(write_book(book)))) == book


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\n\n", "This file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF."),
        (b"\x89PNG\r\n", "This is a picture."),
        (sheet_files.OLD_OFFICE + b"\0" * 600, "save it as XLSX"),
        (sheet_files.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"<html><table><tr><td>Code</td></tr></table></html>", "web page"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged"),
        (bytes(range(256)) * 50, "no text file"),
    ],
)
def test_what_is_no_list_is_refused_with_its_cure(data, sentence):
    assert sentence in refusal(data)


def test_another_archive_is_no_workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    assert "no spreadsheet" in refusal(buffer.getvalue())


def test_macros_are_refused():
    assert "macros" in refusal(with_member(packed(workbook(["Code"])), "xl/vbaProject.bin", b"x"))


def test_declared_entities_are_refused_though_they_stand_between_two_pieces():
    padding = b" " * (sheet_files.CHUNK - 5)
    evil = b"<?xml version='1.0'?>" + padding + b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"

    assert "declarations" in refusal(with_member(packed(workbook(["Code"])), "xl/extra.xml", evil))


def test_a_bomb_is_refused_by_its_ratio_its_size_and_the_number_of_its_members():
    small = packed(workbook(["Code"]))
    many = io.BytesIO(small)
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(sheet_files.MOST_MEMBERS):
            archive.writestr(f"xl/media/{number}", b"")

    assert "unpack" in refusal(with_member(small, "xl/media/a", b"\0" * (sheet_files.RATIO_COUNTS_FROM + 1)))
    assert "unpack" in refusal(many.getvalue())


def test_a_member_that_is_longer_than_it_says_is_refused():
    data = bytearray(with_member(packed(workbook(["Code"])), "xl/media/a", b"x" * 1000))
    place = data.rindex(b"PK\x01\x02")
    while b"xl/media/a" not in data[place : place + 80]:
        place = data.rindex(b"PK\x01\x02", 0, place)
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    assert "damaged" in refusal(bytes(data))


def test_too_many_rows_columns_and_letters_are_named_by_their_place():
    rows = "\n".join(["Code,Name"] + ["1,A"] * 50_000)
    book = workbook(["Code"], [None] * 200 + ["x"])
    long = workbook(["Code", "Name"], ["1", "x" * 2001])

    assert refusal(rows.encode(), "a.csv").startswith("Row 50001: there are more than 50,000 rows.")
    assert "Sheet “Staff”, row 2 has more than 200 columns" in refusal(packed(book))
    assert "Sheet “Staff”, row 2, cell B2 holds 2,001 characters" in refusal(packed(long))


def test_a_column_is_called_by_its_letters():
    assert [column_letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_document_process_reads_a_list_and_writes_its_rows(tmp_path):
    came, rows = tmp_path / "a.csv", tmp_path / "rows.json"
    came.write_bytes("Код;ФИО\n1;Иванов Пётр\n".encode("cp1251"))
    job = {"job": JobKind.READ_SHEET, "request": {"path": str(came), "name": "a.csv"}, "output": str(rows)}

    answer = json.loads(Press().answer(json.dumps(job)))

    assert answer["ok"] is True
    assert cells(read_book(json.loads(rows.read_text("utf-8")))) == [["Код", "ФИО"], ["1", "Иванов Пётр"]]


def test_the_document_process_says_why_it_cannot(tmp_path):
    came = tmp_path / "a.xls"
    came.write_bytes(sheet_files.OLD_OFFICE)
    job = {"job": "read_sheet", "request": {"path": str(came), "name": "a.xls"}, "output": str(tmp_path / "rows")}

    answer = json.loads(Press().answer(json.dumps(job)))

    assert (answer["ok"], answer["field"]) == (False, "file")
    assert "save it as XLSX" in answer["error"]
