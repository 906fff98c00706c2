"""Exhibits as tables: sorted, filtered, counted and laid out for a chart."""

from fractions import Fraction

import pytest

from courses.case_loader import load_case
from courses.case_tables import UnknownColumn, chart_data, choices, counts, filtered_rows, read_rows, sorted_rows
from courses.cases import Case, Column, ColumnKind, Exhibit
from courses.resources import workshop_folder


@pytest.fixture(scope="module")
def sandrel() -> Case:
    return load_case(workshop_folder() / "cases" / "sandrel")


def _exhibit(case: Case, exhibit_id: str) -> Exhibit:
    return next(one for one in case.exhibits if one.id == exhibit_id)


def test_numbers_sort_as_numbers_and_a_row_keeps_its_number(sandrel):
    rows = sorted_rows(_exhibit(sandrel, "branch-list"), by="clients", descending=True)

    assert [(row.number, row.cells[0]) for row in rows[:3]] == [(1, "Old Harbour"), (2, "Station Road"), (3, "Lindale")]
    assert rows[-1].cells[0] == "Juniper"


@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_date_stands_last_in_either_order(sandrel, descending):
    rows = sorted_rows(_exhibit(sandrel, "register"), by="answered", descending=descending)

    assert [row.number for row in rows[-2:]] == [7, 8]
    assert rows[0].number == (9 if descending else 1)


def test_rows_of_equal_value_stay_as_they_were(sandrel):
    rows = sorted_rows(_exhibit(sandrel, "voices"), by="source")

    assert [row.number for row in rows if row.cells[2] == "call"] == sorted(
        row.number for row in rows if row.cells[2] == "call"
    )


def test_rows_are_filtered_by_several_columns_and_by_what_is_empty(sandrel):
    voices = _exhibit(sandrel, "voices")

    assert [row.number for row in filtered_rows(voices, {"branch": "Ferrin", "sort": ""})] == [36, 48]
    assert len(filtered_rows(voices, {"sort": ""})) == 30
    assert filtered_rows(voices, {"branch": "Nowhere"}) == ()
    assert filtered_rows(voices, {}) == voices.rows


def test_choices_and_counts_of_a_column(sandrel):
    voices = _exhibit(sandrel, "voices")

    assert choices(voices, "source") == ("interview", "call", "box")
    assert choices(voices, "sort") == ("complaint", "question", "serious")
    assert dict(counts(voices, "source")) == {"interview": 28, "call": 20, "box": 12}
    assert counts(voices, "sort")[0] == ("", 30)


def test_a_chart_has_a_category_and_a_number_for_each_row(sandrel):
    data = chart_data(_exhibit(sandrel, "exit-survey"))

    assert data.categories[0] == "Bad treatment by staff"
    assert [(one.label, sum(one.values)) for one in data.series] == [("Percent", 100)]
    assert chart_data(_exhibit(sandrel, "register")) is None


def test_a_cell_without_a_number_leaves_a_gap_in_the_chart(sandrel):
    data = chart_data(_exhibit(sandrel, "budget"))

    assert [one.label for one in data.series] == ["Actual 2025", "Plan 2026"]
    assert all(isinstance(value, Fraction) for one in data.series for value in one.values)


def test_an_unknown_column_is_refused_with_those_there_are(sandrel):
    with pytest.raises(UnknownColumn, match="exhibit E3 has no column 'colour'; it has: reason, women, men, all"):
        sorted_rows(_exhibit(sandrel, "exit-survey"), by="colour")


def test_a_raw_exhibit_keeps_what_is_no_date():
    columns = (Column("day", "Day", ColumnKind.DATE), Column("words", "Words", ColumnKind.TEXT))
    text = 'day,words\nNov,"rude, and loud"\n,\n'

    rows, faults = read_rows(text, columns=columns, is_raw=True)
    _, strict = read_rows(text, columns=columns, is_raw=False)

    assert [row.cells for row in rows] == [("Nov", "rude, and loud"), ("", "")]
    assert faults == []
    assert strict == [(2, "day: 'Nov' is no date; mend the cell, or leave it empty")]
