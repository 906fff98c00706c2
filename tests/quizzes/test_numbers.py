from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.errors import ResponseError
from quizzes.numbers import read_decimal, read_number, readable


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (" 12,50 ", "12.5"),
        ("0,125", "0.125"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("7.", "7"),
        ("1200", "1200"),
        ("1 200", "1200"),
        ("1\u00a0200,5", "1200.5"),
        ("1\u202f200\u202f300", "1200300"),
        ("1'200.50", "1200.5"),
        ("1,200", "1200"),
        ("1,200.5", "1200.5"),
        ("1,200,300", "1200300"),
        ("12,34,567", "1234567"),
        ("1.200,5", "1200.5"),
        ("1.200.300", "1200300"),
        ("1.200", "1.2"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("- 3", "-3"),
        ("+4", "4"),
        ("١٢٫٥", "12.5"),
        ("١٬٢٠٠", "1200"),
        ("۱۲۳", "123"),
        ("१२", "12"),
        ("\u200f-5\u200e", "-5"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert read_number(typed) == Fraction(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "twelve",
        "1/2",
        "1e9",
        "1,2,3",
        "1 20",
        "12 5",
        "--3",
        "+-3",
        "3-",
        "1.2.3",
        "0x10",
        "nan",
        "½",
        "٫",
        "9" * 41,
    ],
)
def test_what_is_no_number_is_refused_with_a_cure(typed):
    with pytest.raises(ResponseError, match=r"write digits only, like 1200 or 12\.5"):
        read_number(typed)


@given(st.text())
def test_no_text_breaks_the_reading(typed):
    try:
        number = read_number(typed)
    except ResponseError:
        return

    assert read_number(readable(number)) == number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("4500", None, "4,500"),
        ("9/2", None, "4.5"),
        ("1/8", None, "0.125"),
        ("1/3", None, "1/3"),
        ("-1234.5", None, "-1,234.5"),
        ("0", None, "0"),
        ("8.5", 2, "8.50"),
        ("-0.5", 1, "-0.5"),
        ("1200", 0, "1,200"),
    ],
)
def test_a_number_is_shown_with_commas_and_a_point(value, decimals, text):
    assert readable(Fraction(value), decimals=decimals) == text


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_what_is_shown_is_read_back_equal(value):
    assert read_number(readable(Fraction(value))) == Fraction(value)


@pytest.mark.parametrize("text", ["", "1,5", "1e3", "1/2", ".5", "five"])
def test_an_author_writes_plain_decimals_only(text):
    assert read_decimal(text) is None
    assert read_decimal("-0.50") == Fraction(-1, 2)
