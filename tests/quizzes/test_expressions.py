from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.errors import ItemError
from quizzes.expressions import evaluate, parse, round_half_up

VALUES = {"a": Fraction(7), "b_2": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-a - -b_2", "-6.5"),
        ("a / 3", "7/3"),
        ("0.1 + 0.2", "0.3"),
        (" 10 / 4 / 5 ", "0.5"),
    ],
)
def test_arithmetic_is_exact(text, result):
    assert evaluate(text, VALUES) == Fraction(result)


def test_an_expression_says_which_names_it_needs():
    assert parse("a * (b_2 + 1) / a").names == {"a", "b_2"}


@pytest.mark.parametrize(
    "text",
    [
        "a ** 9",
        "a // 2",
        "a % 2",
        "f(1)",
        "a.real",
        "a[0]",
        "'a'",
        "True",
        "1e9",
        "0x1f",
        "1_000",
        "1j",
        "+a",
        "a if a else 1",
        "a < 2",
        "lambda: 1",
        "[a]",
        "a := 1",
        "a b",
        "",
        "a +",
        "a\x00",
        "__import__('os')",
    ],
)
def test_anything_else_is_refused_by_name(text):
    with pytest.raises(ItemError) as refusal:
        parse(text)

    assert f"“{text}”" in str(refusal.value)


def test_an_overlong_expression_is_refused():
    with pytest.raises(ItemError, match="more than 200 characters"):
        parse("1 + " * 60 + "1")


def test_division_by_zero_names_the_expression_and_the_values():
    with pytest.raises(ItemError, match="“1 / \\(a - 7\\)” divides by zero at a = 7; change"):
        evaluate("1 / (a - 7)", VALUES)


def test_a_name_without_a_value_is_named():
    with pytest.raises(ItemError, match="“a \\+ c” needs a value for c; add the parameter"):
        evaluate("a + c", VALUES)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("2.5", 0, "3"), ("3.5", 0, "4"), ("-2.5", 0, "-3"), ("2.45", 1, "2.5"), ("2.4499", 1, "2.4"), ("7/3", 2, "2.33")],
)
def test_a_half_goes_up(value, decimals, rounded):
    assert round_half_up(Fraction(value), decimals=decimals) == Fraction(rounded)


@given(st.fractions(), st.integers(min_value=0, max_value=6))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value, decimals):
    assert abs(round_half_up(value, decimals=decimals) - value) <= Fraction(1, 2 * 10**decimals)
