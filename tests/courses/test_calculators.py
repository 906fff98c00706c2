"""Worked examples by hand, and what the calculators say to what they cannot compute."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.calculators import CALCULATORS, rounded
from courses.errors import CalculatorError
from courses.rates import monthly_rate, yearly_rate


def compute(name: str, **values: object):
    calculator = CALCULATORS[name]
    given_values = calculator.defaults() | {key.replace("_", "-"): value for key, value in values.items()}
    return calculator.compute(given_values)


def shown(name: str, **values: object) -> dict[str, str]:
    decimals = {result.id: result.decimals for result in CALCULATORS[name].results}
    return {key: str(rounded(value, decimals[key])) for key, value in compute(name, **values).items()}


def test_complaints_per_thousand():
    # 3 * 1000 / 6000 = 0.5; 9 * 1000 / 2250 = 4
    assert compute("complaints-per-thousand", complaints=Fraction(3), clients=Fraction(6000)) == {
        "rate": Fraction(1, 2)
    }
    assert compute("complaints-per-thousand", complaints=Fraction(9), clients=Fraction(2250)) == {"rate": 4}


def test_days_to_answer_with_an_odd_number_of_answers():
    # In order 2, 4, 41: the middle is 4, the longest 41; 2 of 3 within 30 days = 66 2/3 %.
    assert compute("days-to-answer", days=(Fraction(41), Fraction(2), Fraction(4)), limit=Fraction(30)) == {
        "count": 3,
        "median": 4,
        "longest": 41,
        "within": Fraction(200, 3),
    }


def test_the_median_of_an_even_number_is_half_way_between_the_two_in_the_middle():
    # In order 1, 2, 5, 9: (2 + 5) / 2 = 3.5; 5 is within 5 days, so 3 of 4 = 75 %.
    days = (Fraction(9), Fraction(5), Fraction(1), Fraction(2))

    result = compute("days-to-answer", days=days, limit=Fraction(5))

    assert (result["median"], result["within"]) == (Fraction(7, 2), 75)


def test_debt_service():
    # 500 - 180 - 120 = 200; 30 + 50 = 80; 80 / 200 = 40 %; half of 200 less 80 leaves 20.
    assert compute("debt-service") == {"net-cash-flow": 200, "share": 40, "room": 20}


def test_debt_above_the_limit_leaves_less_than_nothing():
    # 80 of 200 against a limit of 30 %: 60 - 80 = -20.
    assert compute("debt-service", limit=Fraction(30))["room"] == -20


def test_flat_interest_on_two_months():
    # 1000 at 24 % a year for 2 months: flat interest 1000 * 0.24 * 2 / 12 = 40, instalment 1040 / 2 = 520.
    # Declining at 2 % a month: a = 1000 * 0.02 * 1.02^2 / (1.02^2 - 1) = 20.808 / 0.0404 = 515.0495...
    # Real cost of the flat loan: 1000 x^2 = 520 x + 520 with x = 1 + i, so
    # x = (520 + sqrt(520^2 + 4 * 1000 * 520)) / 2000 = (520 + 1533.1014...) / 2000 = 1.0265507...,
    # and x^12 = 1.36951: 36.951 %.
    assert shown("flat-and-declining", months=Fraction(2)) == {
        "flat-instalment": "520.00",
        "declining-instalment": "515.05",
        "flat-interest": "40.00",
        "declining-interest": "30.10",
        "flat-monthly": "2.66",
        "flat-yearly": "37.0",
    }


def test_without_interest_both_ways_cost_nothing():
    result = compute("flat-and-declining", rate=Fraction(0))

    assert result["flat-instalment"] == result["declining-instalment"] == Fraction(1000, 12)
    assert result["flat-yearly"] == result["flat-interest"] == result["declining-interest"] == 0


def test_the_table_of_instalments_ends_at_nothing_owed():
    # First month, 1000 at 2 %: 20 of interest both ways. Declining: 1000 - (515.0495 - 20) = 504.9505 still owed.
    calculator = CALCULATORS["flat-and-declining"]
    rows = calculator.tabulate(calculator.defaults() | {"months": Fraction(2)})

    assert [[str(rounded(cell, 2)) for cell in row] for row in rows] == [
        ["1.00", "20.00", "500.00", "20.00", "504.95"],
        ["2.00", "20.00", "0.00", "10.10", "0.00"],
    ]
    assert len(rows[0]) == len(calculator.tabulation.columns)
    assert rows[-1][2] == rows[-1][4] == 0


def test_effective_price_of_one_month_with_fee_and_savings():
    # 1000 less 50 of fees less 100 of savings: she uses 850. After a month she pays 1020 and gets 100 back: 920.
    # 920 / 850 - 1 = 8.2353 % a month; 1.082353^12 - 1 = 158.46 % a year; cost 1020 - 100 - 850 = 70.
    result = shown(
        "effective-price",
        instalment=Fraction(1020),
        months=Fraction(1),
        fees=Fraction(50),
        savings=Fraction(100),
    )

    assert result == {"received": "850.00", "cost": "70.00", "monthly": "8.24", "yearly": "158.5"}


def test_without_fees_and_savings_the_effective_rate_is_the_declining_one():
    # The annuity of 1000 over 12 months at 2 % a month must give back 2 % a month.
    instalment = compute("flat-and-declining", rate=Fraction(24))["declining-instalment"]

    result = compute("effective-price", instalment=instalment, fees=Fraction(0), savings=Fraction(0))

    assert abs(result["monthly"] - 2) < Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("complaints-per-thousand", {"clients": Fraction(0)}, "clients: is too small; enter 1 or more"),
        (
            "complaints-per-thousand",
            {"complaints": Fraction(1, 2)},
            "complaints: must be whole; leave the decimals out",
        ),
        ("complaints-per-thousand", {"clients": (Fraction(1),)}, "clients: must be one number"),
        ("complaints-per-thousand", {"branches": Fraction(1)}, "branches: is not asked for; leave it out"),
        (
            "days-to-answer",
            {"days": ()},
            "days: holds no number; enter the days of each answered complaint, such as 3, 5, 41",
        ),
        ("days-to-answer", {"days": (Fraction(-1),)}, "days: is too small; enter 0 or more"),
        (
            "debt-service",
            {"income": Fraction(300)},
            "income: is not above the expenses: nothing is left to pay from; check the three numbers",
        ),
        ("flat-and-declining", {"months": Fraction(121)}, "months: is too large; enter 120 or less"),
        (
            "effective-price",
            {"fees": Fraction(900)},
            "fees: and savings take the whole loan; check them against the amount",
        ),
        (
            "effective-price",
            {"instalment": Fraction(1)},
            "instalment: times 12 months does not pay back the loan, or exceeds it beyond reason; check the instalment",
        ),
    ],
)
def test_what_cannot_be_computed_names_the_input_and_the_cure(name, values, text):
    with pytest.raises(CalculatorError) as caught:
        compute(name, **values)

    assert str(caught.value) == text
    assert caught.value.input_id == text.partition(":")[0]


def test_a_missing_input_is_named():
    with pytest.raises(CalculatorError, match="clients: is missing; enter a number"):
        CALCULATORS["complaints-per-thousand"].compute({"complaints": Fraction(1)})


def test_typed_numbers_are_read_as_people_write_them():
    read = CALCULATORS["days-to-answer"].read({"days": "2, 4; 41\n٧", "limit": " 30 "})

    assert read == {"days": (Fraction(2), Fraction(4), Fraction(41), Fraction(7)), "limit": Fraction(30)}


def test_a_typed_word_is_refused_at_its_input():
    with pytest.raises(CalculatorError) as caught:
        CALCULATORS["days-to-answer"].read({"days": "2, soon", "limit": "30"})

    assert caught.value.input_id == "days"
    assert "soon" in str(caught.value)


@pytest.mark.parametrize("calculator", CALCULATORS.values(), ids=list(CALCULATORS))
def test_every_calculator_computes_its_defaults_and_says_where_it_comes_from(calculator):
    results = calculator.compute(calculator.defaults())

    assert list(results) == [result.id for result in calculator.results]
    assert calculator.formula.endswith(".")
    assert calculator.source.endswith(".")
    assert all(one.label for one in (*calculator.inputs, *calculator.results))


@given(st.integers(1, 2000), st.integers(1, 24))
def test_the_rate_found_discounts_the_payments_to_what_was_received(instalment, months):
    received = Fraction(instalment * months) * Fraction(9, 10)

    rate = monthly_rate([received, *[Fraction(-instalment)] * months])

    worth = sum(Fraction(instalment) / (1 + rate) ** month for month in range(1, months + 1))
    assert abs(worth - received) < Fraction(1, 1000)


def test_a_rate_is_none_when_less_comes_back_and_zero_when_as_much():
    assert monthly_rate([Fraction(100), Fraction(-90)]) is None
    assert monthly_rate([Fraction(100), Fraction(-50), Fraction(-50)]) == 0
    assert yearly_rate(Fraction(0)) == 0


def test_halves_are_rounded_away_from_zero():
    assert rounded(Fraction(1, 8), 2) == Decimal("0.13")
    assert rounded(Fraction(-5, 2), 0) == Decimal("-3")
    assert str(rounded(Fraction(2), 2)) == "2.00"
