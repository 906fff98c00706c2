"""Lists of people read: heads in six languages, dates in every form, titles of jobs, and every fault by its cell."""

from datetime import date

import pytest

from courses.model import Tier
from lms.institutions.roster_cells import FaultKind, unescape
from lms.institutions.roster_columns import guess_layout, layout_at, read_heads
from lms.institutions.roster_dates import Figures, NoDate, Order, find_order, read_date
from lms.institutions.roster_tiers import understand_tier
from lms.institutions.roster_turned import turn_names
from lms.institutions.roster_values import NOTHING_SAID, Said, parse
from lms.institutions.roster_words import Field, fold
from webinar_kits.sheet_rows import Book, Mark, Marked, ReadSheet, SheetRow

HEADS = {
    "en": ("Staff ID", "Full name", "E-mail", "Branch", "Job title", "Since", "Joined on", "Last day", "Language"),
    "fr": ("Matricule", "Nom et prénom", "Courriel", "Agence", "Fonction", "Depuis le", "Date d'embauche",
           "Date de départ", "Langue"),
    "es": ("Código", "Nombre completo", "Correo electrónico", "Sucursal", "Cargo", "Desde", "Fecha de ingreso",
           "Fecha de salida", "Idioma"),
    "ru": ("Табельный номер", "ФИО", "Эл. почта", "Филиал", "Должность", "В должности с", "Дата приёма",
           "Дата увольнения", "Язык"),
    "ar": ("الرقم الوظيفي", "الاسم الكامل", "البريد الإلكتروني", "الفرع", "المسمى الوظيفي", "منذ", "تاريخ التعيين",
           "تاريخ المغادرة", "اللغة"),
    "pt": ("Matrícula", "Nome completo", "E-mail", "Agência", "Função", "No cargo desde", "Data de admissão",
           "Data de saída", "Língua"),
}  # fmt: skip
EXPECTED = (
    Field.STAFF_CODE, Field.NAME, Field.EMAIL, Field.BRANCH, Field.TIER, Field.SINCE, Field.JOINED_ON, Field.LEFT_ON,
    Field.LANGUAGE,
)  # fmt: skip


def sheet(*rows: tuple[object, ...]) -> ReadSheet:
    return ReadSheet("", tuple(SheetRow(number, row) for number, row in enumerate(rows, start=1)))


def parsed(*rows: tuple[object, ...], kind: str = "csv", said: Said = NOTHING_SAID):
    page = sheet(*rows)
    return parse(Book(kind, (page,)), page, guess_layout(page), said=said)


@pytest.mark.parametrize("language", HEADS)
def test_heads_are_understood_in_six_languages(language):
    assert tuple(guess_layout(sheet(HEADS[language])).columns) == EXPECTED


@pytest.mark.parametrize("title", ["E-MAIL", "e mail", "Émail", "E‑mail (work)", "Emial address"])
def test_a_head_is_understood_however_it_is_spelled(title):
    assert Field.EMAIL in guess_layout(sheet(("Code", title))).columns


def test_heads_may_stand_below_a_title_and_unknown_columns_are_named():
    layout = guess_layout(sheet(("Our people 2026",), ("", ""), ("Phone", "Code", "Name", "Salary"), ("1", "2", "3")))

    assert (layout.header_row, layout.columns) == (3, {Field.STAFF_CODE: 1, Field.NAME: 2})
    assert layout.ignored == ("Phone", "Salary")
    assert layout_at(sheet(("Name",), ("Code",)), 2).columns == {Field.STAFF_CODE: 0}


@pytest.mark.parametrize("heads", [("Nom", "Prénom"), ("Apellidos", "Nombre"), ("Surname", "First name")])
def test_names_in_two_columns_become_one(heads):
    found = parsed(("Code", *heads), ("1", "Diallo", "Amina"))

    assert [entry.name for entry in found.entries] == ["Amina Diallo"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-03", date(2024, 1, 3)),
        ("2024/1/3", date(2024, 1, 3)),
        ("20240103", date(2024, 1, 3)),
        ("45294", date(2024, 1, 3)),
        ("2024-01-03 00:00:00", date(2024, 1, 3)),
        ("3 Jan 2024", date(2024, 1, 3)),
        ("January 3rd, 2024", date(2024, 1, 3)),
        ("3-Jan-24", date(2024, 1, 3)),
        ("1er août 2023", date(2023, 8, 1)),
        ("3 de enero de 2024", date(2024, 1, 3)),
        ("3 января 2024 г.", date(2024, 1, 3)),
        ("٣ يناير ٢٠٢٤", date(2024, 1, 3)),
        ("3 كانون الثاني 2024", date(2024, 1, 3)),
        ("15 de março de 2022", date(2022, 3, 15)),
        ("31.12.99", date(1999, 12, 31)),
        ("٢٥/١٢/٢٠٢٣", date(2023, 12, 25)),
    ],
)
def test_a_date_is_read_in_any_common_form(text, day):
    read = read_date(text)

    assert (read.read(Order.DAY_FIRST) if isinstance(read, Figures) else read) == day


@pytest.mark.parametrize("text", ["soon", "31/02/2024", "2024-02-30", "1900-01-01", "5", "12/2024", "13/13/2024"])
def test_what_is_no_date_says_so_with_its_cure(text):
    read = read_date(text)

    assert isinstance(read, NoDate)
    assert text in read.why


def test_one_date_that_can_be_read_in_one_way_settles_its_column():
    assert find_order([(1, read_date("03/04/2024")), (2, read_date("13/04/2024"))]).order is Order.DAY_FIRST
    assert find_order([(1, read_date("03/04/2024")), (2, read_date("04/13/2024"))]).order is Order.MONTH_FIRST
    assert find_order([(1, read_date("03/03/2024")), (2, read_date("2024-01-02"))]).is_asked is False


def test_a_column_of_dates_that_can_all_be_read_in_two_ways_is_asked_about():
    rows = (("Code", "Since"), ("1", "03/04/2024"), ("2", "05/06/2024"))

    (question,) = parsed(*rows).date_questions
    told = parsed(*rows, said=Said({Field.SINCE: Order.MONTH_FIRST}, {}))

    assert (question.field, question.samples) == (Field.SINCE, ("03/04/2024", "05/06/2024"))
    assert [entry.since for entry in told.entries] == [date(2024, 3, 4), date(2024, 5, 6)]


def test_dates_that_contradict_each_other_are_asked_about_with_their_rows():
    (question,) = parsed(("Code", "Since"), ("1", "13/04/2024"), ("2", "04/13/2024")).date_questions

    assert question.against == (2, 3)


def test_real_dates_of_a_spreadsheet_need_no_question():
    found = parsed(("Code", "Since"), ("1", Marked(Mark.DATE, "2024-04-03")), kind="xlsx")

    assert (found.date_questions, found.entries[0].since) == ((), date(2024, 4, 3))


@pytest.mark.parametrize(
    ("word", "tier"),
    [
        ("Loan Officer", Tier.FIELD),
        ("chargée de crédit", Tier.FIELD),
        ("Кредитный специалист", Tier.FIELD),
        ("موظف قروض", Tier.FIELD),
        ("directeur d'agence", Tier.MIDDLE_MANAGEMENT),
        ("Jefe de agencia", Tier.MIDDLE_MANAGEMENT),
        ("مدير الفرع", Tier.MIDDLE_MANAGEMENT),
        ("member of the board", Tier.BOARD),
        ("عضو مجلس الإدارة", Tier.BOARD),
        ("Conselheira", Tier.BOARD),
        ("Генеральный директор", Tier.SENIOR_MANAGEMENT),
        ("Contabilista", Tier.SUPPORT),
        ("senior_management", Tier.SENIOR_MANAGEMENT),
    ],
)
def test_tiers_and_titles_of_jobs_are_understood(word, tier):
    assert understand_tier(fold(word)) == (tier, True)


def test_a_title_within_a_longer_one_is_a_guess_that_is_shown():
    found = parsed(("Code", "Job"), ("1", "Loan officer II, North"), ("2", "Astronaut"), ("3", "Teller"))

    assert [(one.word, one.tier, one.is_sure) for one in found.tier_words] == [
        ("Astronaut", None, False),
        ("Loan officer II, North", Tier.FIELD, False),
        ("Teller", Tier.FIELD, True),
    ]
    assert [(fault.cell, fault.kind) for fault in found.faults] == [("B3", FaultKind.TIER)]


def test_a_word_for_a_tier_is_explained_once_for_all_rows():
    rows = (("Code", "Job"), *((str(number), "Jefe de Zona Norte X") for number in range(3)))

    found = parsed(*rows, said=Said({}, {fold("Jefe de zona norte x"): Tier.SUPPORT}))

    assert {entry.tier for entry in found.entries} == {Tier.SUPPORT}


def test_every_fault_names_row_cell_and_cure():
    found = parsed(
        ("Code", "Name", "E-mail", "Since", "Language"),
        ("1", "=HYPERLINK(1)", "nobody", "31/02/2024", "Klingon"),
        ("2", "B", "-", "n/a", ""),
    )

    assert [(fault.row, fault.cell, fault.title, fault.kind) for fault in found.faults] == [
        (2, "B2", "Name", FaultKind.FORMULA),
        (2, "C2", "E-mail", FaultKind.EMAIL),
        (2, "D2", "Since", FaultKind.DATE),
        (2, "E2", "Language", FaultKind.LANGUAGE),
    ]
    assert all(fault.sentence.endswith(".") for fault in found.faults)
    assert [(entry.row, entry.email, entry.since) for entry in found.entries] == [(3, None, None)]


def test_a_formula_of_a_workbook_is_refused_and_a_text_that_looks_like_one_is_not():
    rows = (("Code", "Name"), (Marked(Mark.FORMULA, "=A1"), "A"), ("2", "=Amina"))

    found = parsed(*rows, kind="xlsx")

    assert [(fault.row, fault.kind) for fault in found.faults] == [(2, FaultKind.FORMULA)]
    assert found.entries[0].name == "=Amina"


@pytest.mark.parametrize(("text", "plain"), [("'=x", "=x"), ("''=x", "'=x"), ("'x", "'x"), ("x", "x"), ("'", "'")])
def test_the_apostrophe_before_a_would_be_formula_is_taken_away(text, plain):
    assert unescape(text) == plain


@pytest.mark.parametrize("head", ["Poste occupé", "Занимаемая должность", "Cargo actual", "Adresse mél"])
def test_longer_heads_of_real_lists_are_understood(head):
    assert len(guess_layout(sheet(("Code", head))).columns) == 2


@pytest.mark.parametrize(
    "row",
    [
        ("TOTAL", "5"),
        ("", "Итого:", "4"),
        ("المجموع", "٣"),
        ("Total général : 7",),
        ("Sum", Marked(Mark.FORMULA, "=B2")),
    ],
)
def test_a_line_of_sums_below_the_list_is_nobody(row):
    found = parsed(("Code", "Name", "Branch"), ("1", "Amina", "North"), row)

    assert (len(found.entries), found.faults) == (1, ())


def test_somebody_whose_name_begins_like_a_sum_is_somebody():
    found = parsed(("Name", "Code", "Branch"), ("Total", "7", "North"), ("Suma Rao", "8", "9"))

    assert [entry.name for entry in found.entries] == ["Total", "Suma Rao"]


def test_only_dates_that_can_be_read_in_two_ways_are_shown_as_such():
    found = parsed(("Code", "Joined on"), ("1", "45400"), ("2", "2025-03-01"), ("3", "01.02.2025"), ("4", "4/4/2025"))

    assert [question.samples for question in found.date_questions] == [("01.02.2025",)]


def test_a_first_row_with_figures_is_somebody_and_no_row_of_heads():
    assert guess_layout(sheet(("SV-1", "Ann", "North"), ("SV-2", "Ben", "North"))).header_row == 0
    assert guess_layout(sheet(("Kodi", "Jina", "Tawi"), ("SV-2", "Ben", "North"))).header_row == 1


def test_a_second_column_of_names_whose_head_is_in_other_letters_holds_the_other_name():
    heads = ("N°", "Matricule", "Nom", "Prénom", "الاسم", "Agence")
    assert read_heads(heads) == {
        Field.STAFF_CODE: 1,
        Field.SURNAME: 2,
        Field.NAME: 3,
        Field.NAME_OTHER: 4,
        Field.BRANCH: 5,
    }
    assert read_heads(("الاسم", "Name")) == {Field.NAME: 0, Field.NAME_OTHER: 1}
    assert read_heads(("Name", "Nom")) == {Field.NAME: 0}


def test_names_that_stand_surname_first_are_turned_when_most_have_a_comma():
    most = parsed(("Code", "Name"), ("1", "Muñoz Ibáñez, José"), ("2", "حداد، يوسف"), ("3", "Amina Diallo"))
    assert [entry.name for entry in turn_names(most).entries] == ["José Muñoz Ibáñez", "يوسف حداد", "Amina Diallo"]
    assert turn_names(most).turned == "José Muñoz Ibáñez"

    few = parsed(("Code", "Name"), ("1", "Ben Okoro, MBA"), ("2", "Amina Diallo"), ("3", "Grace Mwangi"))
    assert turn_names(few) == few
