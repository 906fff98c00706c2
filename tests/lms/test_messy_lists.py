"""Lists as personnel departments send them: what is meant is read, and what cannot be is told at its row."""

import csv
import io
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from courses.model import Tier
from lms.institutions.roster_branches import nearly_called
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_columns import guess_layout
from lms.institutions.roster_dates import Figures, NoDate, Order, read_date
from lms.institutions.roster_people import Person, Roster
from lms.institutions.roster_places import Change, Dates
from lms.institutions.roster_plan import make_plan
from lms.institutions.roster_shapes import shaped
from lms.institutions.roster_steps import Wishes
from lms.institutions.roster_titles import without_titles
from lms.institutions.roster_turned import leave_titles, turn_names
from lms.institutions.roster_values import NOTHING_SAID, parse
from lms.institutions.roster_words import Field, fold
from lms.institutions.rules import Stretch
from webinar_kits.sheet_reader import read_spreadsheet

TODAY = date(2026, 11, 22)
NORTH = (1, "North")
GONE = Person(2, "S2", "Ben Okoro", history=(Stretch(Tier.FIELD, *NORTH, date(2025, 1, 1), date(2025, 6, 1)),))
ANN = Person(1, "S1", "Ann Lee", history=(Stretch(Tier.FIELD, *NORTH, date(2025, 1, 1)),))
ROSTER = Roster((ANN, GONE), dict((NORTH,)))
EMPTY = Roster((), {})


def file_of(*rows, separator=",", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def book_of(*sheets):
    """Return a workbook and its bytes when it is closed."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data, *, name="staff.csv", sheet=0):
    """Return the sheet, where its columns stand, and what its rows say."""
    book = shaped(read_spreadsheet(data, name=name))
    page = book.sheets[sheet]
    layout = guess_layout(page)
    parsed = leave_titles(parse(book, page, layout, said=NOTHING_SAID))
    return page, layout, parsed if Field.SURNAME in layout.columns else turn_names(parsed)


def plan(data, *, roster=EMPTY, branches=None, same=None, **more):
    _, layout, parsed = read(data, **more)
    wanted = {fold(entry.branch or "") for entry in parsed.entries} if branches is None else branches
    dates = Dates(on=TODAY, today=TODAY, has_left_on=Field.LEFT_ON in layout.columns)
    return make_plan(parsed, roster, Wishes(dates, frozenset(wanted), same or {}))


def people(found):
    return [(step.after.staff_code, step.after.name, step.after.tip.branch_name) for step in found.steps]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            ("P/No", "Employee Names", "Designation", "Station", "Date of 1st Appointment", "Official Email"),
            (Field.STAFF_CODE, Field.NAME, Field.TIER, Field.BRANCH, Field.JOINED_ON, Field.EMAIL),
        ),
        (
            ("Emp Code", "Emp Name", "Designation", "Branch Name", "DOJ", "Status", "DOL", "E mail ID"),
            (Field.STAFF_CODE, Field.NAME, Field.TIER, Field.BRANCH, Field.JOINED_ON, Field.STATUS, Field.LEFT_ON,
             Field.EMAIL),
        ),
        (
            ("Código", "Apellido paterno", "Apellido materno", "Nombres", "Cargo", "Agencia", "F. Ingreso"),
            (Field.STAFF_CODE, Field.SURNAME, Field.SECOND_SURNAME, Field.NAME, Field.TIER, Field.BRANCH,
             Field.JOINED_ON),
        ),
        (
            ("Matricule", "Nom", "Prénom(s)", "Fonction", "Agence", "Date de prise de service", "Observations"),
            (Field.STAFF_CODE, Field.SURNAME, Field.NAME, Field.TIER, Field.BRANCH, Field.JOINED_ON, Field.STATUS),
        ),
        (
            ("Таб. №", "Фамилия", "Имя", "Отчество", "Должность", "Филиал"),
            (Field.STAFF_CODE, Field.SURNAME, Field.NAME, Field.MIDDLE_NAME, Field.TIER, Field.BRANCH),
        ),
        (("كود", "اسم الموظف", "المسمى الوظيفي", "الفرع"), (Field.STAFF_CODE, Field.NAME, Field.TIER, Field.BRANCH)),
        (("P/No", "Surname", "Other Names"), (Field.STAFF_CODE, Field.SURNAME, Field.NAME)),
        (("ឈ្មោះ", "Name in Latin", "Position"), (Field.NAME, Field.TIER)),
    ],
)  # fmt: skip
def test_heads_of_real_personnel_lists_are_understood(heads, expected):
    _, layout, _ = read(file_of(heads, ["x"] * len(heads)))

    assert tuple(sorted(layout.columns, key=layout.columns.__getitem__)) == expected


@pytest.mark.parametrize(
    ("heads", "row", "name"),
    [
        (("Apellido paterno", "Apellido materno", "Nombres"), ("Quispe", "Huamán", "Ana"), "Ana Quispe Huamán"),
        (("Фамилия", "Имя", "Отчество"), ("Асанова", "Айгуль", "Бектуровна"), "Айгуль Бектуровна Асанова"),
        (("First Name", "Middle Name", "Last Name"), ("Asha", "", "Rao"), "Asha Rao"),
    ],
)
def test_names_in_three_columns_become_one(heads, row, name):
    (entry,) = read(file_of(("Code", *heads), ("1", *row)))[2].entries

    assert entry.name == name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Mr. Peter Otieno", "Peter Otieno"),
        ("MWANGI, JANE (Mrs.)", "MWANGI, JANE"),
        ("Mme Fatou Ndiaye", "Fatou Ndiaye"),
        ("Г-н Иванов", "Иванов"),
        ("أ/ محمد أحمد", "محمد أحمد"),
        ("Kamau, Dr", "Dr. Kamau"),
        ("Dr. Lucy Achieng", "Dr. Lucy Achieng"),
        ("M. Karthik", "M. Karthik"),
        ("Sri Mulyani", "Sri Mulyani"),
        ("Mr", "Mr"),
        ("John, Jr.", "John, Jr."),
    ],
)
def test_titles_of_courtesy_are_left_out_of_names(name, bare):
    assert without_titles(name) == bare


def test_a_surname_first_is_turned_with_its_title_before_it():
    entries = read(file_of(("Code", "Name"), ("1", "Mr. OTIENO, PETER"), ("2", "Dr. Achieng, Lucy")))[2].entries

    assert [entry.name for entry in entries] == ["PETER OTIENO", "Dr. Lucy Achieng"]


@pytest.mark.parametrize("name", ["ANN LEE", "Mrs. Ann Lee", "Ann Lee (Ms)"])
def test_capitals_and_titles_rename_nobody(name):
    assert plan(file_of(("Code", "Name"), ("S1", name)), roster=ROSTER).writes == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/03/2562", date(2019, 3, 15)),
        ("15-Mar-2563", date(2020, 3, 15)),
        ("29/02/2563", date(2020, 2, 29)),
        ("Monday, 3 February 2020", date(2020, 2, 3)),
        ("lundi 3 février 2020", date(2020, 2, 3)),
    ],
)
def test_days_of_another_calendar_or_with_their_weekday_are_read(text, day):
    found = read_date(text)

    assert (found.read(Order.DAY_FIRST) if isinstance(found, Figures) else found) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12/09/1442", "Hijri"),
        ("1399-02-31", "no day"),
        ("Sept-21", "lacks the day or the year"),
        ("2020", "says no day"),
        ("12/2024", "says no day"),
        ("29/02/2564", "no day"),
    ],
)
def test_what_is_no_whole_day_says_why(text, why):
    found = read_date(text)

    assert isinstance(found, NoDate)
    assert why in found.why


def test_as_above_is_spelled_out():
    data = file_of(
        ("Code", "Name", "Branch", "Tier"),
        ("1", "A B", "North", "field"),
        ("2", "C D", '"', "as above"),
        ("3", "E F", "-do-", "idem"),
        ("4", "G H", "South", "〃"),
    )

    assert people(plan(data)) == [("1", "A B", "North"), ("2", "C D", "North"), ("3", "E F", "North"),
                                  ("4", "G H", "South")]  # fmt: skip


def test_page_numbers_signatures_and_heads_once_more_are_passed_over():
    heads = ("Code", "Name", "Branch", "Tier")
    data = file_of(
        heads, ("1", "A B", "North", "field"), ("Page 1 of 2", "", "", ""), heads, ("2", "C D", "North", "field"),
        ("Sub-total", "", "", "2"), ("Prepared by:", "HR", "", ""), ("Approuvé par la DG", "", "", ""),
    )  # fmt: skip

    found = plan(data)

    assert ([step.after.staff_code for step in found.steps], found.faults) == (["1", "2"], ())


def test_branches_between_the_rows_become_a_column():
    book = book_of(("All", [("Code", "Name", "Job title"), ("NAIROBI BRANCH",), ("1", "A B", "Teller"),
                            ("KISUMU BRANCH",), ("2", "C D", "Teller"), ("Sub-total", None, 2)]))  # fmt: skip

    found = plan(saved(book), name="a.xlsx")

    assert people(found) == [("1", "A B", "NAIROBI BRANCH"), ("2", "C D", "KISUMU BRANCH")]
    assert [step.row for step in found.steps] == [3, 5]


def test_a_sheet_for_each_branch_gives_its_name_and_the_others_are_told():
    heads = ("Code", "Name", "Tier")
    book = book_of(("Nairobi", [heads, ("1", "A B", "field")]), ("Kisumu", [heads, ("2", "C D", "field")]))

    page, _, _ = read(saved(book), name="a.xlsx")

    assert people(plan(saved(book), name="a.xlsx")) == [("1", "A B", "Nairobi")]
    assert people(plan(saved(book), name="a.xlsx", sheet=1)) == [("2", "C D", "Kisumu")]
    assert any("“Kisumu”. One sheet is read at a time" in note for note in page.notes)


@pytest.mark.parametrize("word", ["resigned 3 March", "Terminated", "a démissionné", "Cesado", "уволен", "مستقيل"])
def test_who_is_said_to_have_left_waits_for_her_last_day(word):
    data = file_of(("Code", "Name", "Branch", "Tier", "Status"), ("S1", "Ann Lee", "North", "field", word),
                   ("S2", "Ben Okoro", "North", "field", word), ("N1", "New One", "North", "field", word))  # fmt: skip

    found = plan(data, roster=ROSTER)

    assert [(fault.row, fault.kind) for fault in found.faults] == [(2, FaultKind.GONE), (4, FaultKind.GONE)]
    assert word in found.faults[0].sentence
    assert [(step.row, step.changes, step.is_gone) for step in found.steps] == [(3, (), False)]


@pytest.mark.parametrize("word", ["Active", "On maternity leave", "en congé", "В отпуске", "Confirmed"])
def test_who_is_away_for_a_while_is_here(word):
    data = file_of(("Code", "Name", "Branch", "Tier", "Remarks"), ("N1", "New One", "North", "field", word))

    assert [step.changes for step in plan(data).steps] == [(Change.NEW,)]


def test_a_last_day_beside_the_word_is_taken():
    data = file_of(("Code", "Name", "Status", "Last day"), ("S1", "Ann Lee", "Resigned", "2026-03-03"))

    assert [step.changes for step in plan(data, roster=ROSTER).writes] == [(Change.LEFT,)]


def test_rows_struck_out_wait_for_a_word_and_hidden_ones_are_told():
    book = book_of(("S", [("Code", "Name", "Branch", "Tier"), ("1", "A B", "North", "field"),
                          ("2", "C D", "North", "field")]))  # fmt: skip
    page = book["S"]
    page.row_dimensions[2].hidden = True
    for cell in page[3]:
        cell.font = Font(strike=True)

    found = plan(saved(book), name="a.xlsx")

    assert [(fault.row, fault.kind) for fault in found.faults] == [(3, FaultKind.GONE)]
    assert "struck out" in found.faults[0].sentence
    assert "1 row is hidden" in read(saved(book), name="a.xlsx")[0].notes[0]


@pytest.mark.parametrize("code", ["7.0", "7,0", "7.00"])
def test_codes_that_became_numbers_with_a_fraction_are_whole_again(code):
    data = file_of(("Code", "Name", "Branch", "Tier"), (code, "A B", "North", "field"), separator=";")

    assert people(plan(data)) == [("7", "A B", "North")]


def test_a_code_with_a_point_that_is_somebodys_stays():
    roster = Roster((Person(1, "7.0", "A B", history=ANN.history),), dict((NORTH,)))

    assert plan(file_of(("Code", "Name"), ("7.0", "A B")), roster=roster).writes == ()


def test_a_code_in_other_digits_is_the_same_code():
    roster = Roster((Person(1, "0012", "A B", history=ANN.history),), dict((NORTH,)))

    assert [step.before for step in plan(file_of(("Code", "Name"), ("٠٠١٢", "A B")), roster=roster).steps] == list(
        roster.people
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Peter Otieno <P.Otieno@x.example>", "p.otieno@x.example"),
        ("mailto:ann@x.example", "ann@x.example"),
        ("\u202aann@x.example\u202c", "ann@x.example"),
        (" ANN@X.EXAMPLE\u00a0;", "ann@x.example"),
    ],
)
def test_addresses_are_taken_out_of_what_stands_around_them(text, address):
    (entry,) = read(file_of(("Code", "Name", "E-mail"), ("1", "A B", text)))[2].entries

    assert entry.email == address


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("E-mail", "a@x.example; b@x.example", "two addresses"),
        ("E-mail", "pеter@x.example", "cyrillic small letter ie"),
        ("Code", "2.54722E+11", "has shortened this number"),
        ("Branch", "######", "too narrow"),
    ],
)
def test_what_a_spreadsheet_spoiled_is_told_with_its_cure(field, text, told):
    heads = ("Code", "Name", "E-mail", "Branch")
    row = [text if head == field else "A1" if head == "Code" else "" for head in heads]

    (fault,) = read(file_of(heads, row))[2].faults

    assert (fault.row, told in fault.sentence) == (2, True)


def test_what_cannot_be_seen_makes_no_other_branch():
    data = file_of(("Code", "\u200bName", "Branch", "Tier"), ("1", "A\u00a0B\u200b", "Mombasa\u00a0", "field"),
                   ("2", "C D", "MOMBASA\u200b", "field"))  # fmt: skip

    found = plan(data)

    assert {name for _, _, name in people(found)} == {"Mombasa"}
    assert found.steps[0].after.name == "A B"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Mombasa Branch", "Mombasa"), ("Main Stret", "Main Street"), ("Oldtown", "Old Town"), ("HQ", "Head office"),
        ("Siège", "Head Office"), ("Agence de Thiès", "Thiès"), ("فرع المنصورة", "المنصورة"), ("Branch 01", "Branch 1"),
        ("Lake Side", "Lakeside"),
    ],
)  # fmt: skip
def test_a_name_that_is_nearly_another_is_asked_about(name, other):
    assert nearly_called(name, ["Riverside", other]) == other


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("North", "South"), ("Branch 1", "Branch 11"), ("Branch A", "Branch B"), ("North West", "North East"),
        ("Kisii", "Kisumu"), ("San Juan", "San Jose"), ("Riverside East", "Riverside"), ("Branch", "Office"),
        ("Agencia Lima", "Agencia Ica"),
    ],
)  # fmt: skip
def test_nothing_is_asked_of_names_that_are_clearly_different(name, other):
    assert nearly_called(name, [other]) == ""


def test_a_name_said_to_be_another_branch_is_that_one_in_all_rows():
    data = file_of(("Code", "Name", "Branch", "Tier"), ("1", "A B", "North Branch", "field"),
                   ("2", "C D", "NORTH BRANCH", "field"))  # fmt: skip

    asked = plan(data, roster=ROSTER, branches=())
    told = plan(data, roster=ROSTER, branches=(), same={"north branch": "North"})

    assert [(one.name, one.similar, one.is_settled) for one in asked.new_branches] == [("North Branch", "North", False)]
    assert "Is it “North”?" in asked.faults[0].sentence
    assert [(one.taken_as, one.is_settled) for one in told.new_branches] == [("North", True)]
    assert [step.after.tip.branch_id for step in told.steps] == [1, 1]


def test_common_chinese_is_read_and_russian_and_arabic_stay_what_they_were():
    lists = {"gb18030": "编号,姓名,部门\n001,王小明,昆明分行\n", "cp1251": "Код,Имя,Филиал\n1,Иванов Пётр,Ош\n",
             "cp1256": "الرمز,الاسم,الفرع\n1,محمد أحمد علي,المنصورة\n"}  # fmt: skip

    for encoding, text in lists.items():
        book = read_spreadsheet(text.encode(encoding), name="a.csv")
        assert (book.encoding, book.sheets[0].rows[1].cells[1]) == (encoding, text.splitlines()[1].split(",")[1])
