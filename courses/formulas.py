"""The arithmetic of the calculators: exact, and without a word for the reader."""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from courses.errors import CalculatorError
from courses.rates import MONTHS_A_YEAR, annuity, monthly_rate, yearly_rate

Value = Fraction | tuple[Fraction, ...]
Values = Mapping[str, Value]
Results = Mapping[str, Fraction]
Rows = tuple[tuple[Fraction, ...], ...]


def complaints_per_thousand(values: Values) -> Results:
    """Return the complaints for each thousand active clients."""
    return {"rate": _number(values, "complaints") * 1000 / _number(values, "clients")}


def days_to_answer(values: Values) -> Results:
    """Return how many answers there were, the middle and the longest wait, and the percentage within the limit.

    The median of an even number of answers is the mean of the two in the middle.
    """
    days = sorted(_numbers(values, "days"))
    if not days:
        raise CalculatorError("days", "holds no number; enter the days of each answered complaint, such as 3, 5, 41")
    count = len(days)
    within = sum(1 for day in days if day <= _number(values, "limit"))
    return {
        "count": Fraction(count),
        "median": (days[(count - 1) // 2] + days[count // 2]) / 2,
        "longest": days[-1],
        "within": Fraction(100 * within, count),
    }


def debt_service(values: Values) -> Results:
    """Return the net cash flow, the percentage of it that instalments take, and what is left under the limit."""
    expenses = _number(values, "business-expenses") + _number(values, "household-expenses")
    net = _number(values, "income") - expenses
    if net <= 0:
        raise CalculatorError(
            "income", "is not above the expenses: nothing is left to pay from; check the three numbers"
        )
    instalments = _number(values, "other-instalments") + _number(values, "new-instalment")
    room = net * _number(values, "limit") / 100 - instalments
    return {"net-cash-flow": net, "share": instalments * 100 / net, "room": room}


def flat_and_declining(values: Values) -> Results:
    """Return what one nominal rate costs flat and on the declining balance, and what the flat loan really costs."""
    amount, months, rate = _number(values, "amount"), _months(values), _number(values, "rate") / 100
    flat = _flat_instalment(amount, rate, months)
    declining = annuity(amount, rate / MONTHS_A_YEAR, months)
    monthly = monthly_rate([amount, *[-flat] * months])
    if monthly is None:
        raise CalculatorError("rate", "is too high to compute with; enter the percent a year, such as 24")
    return {
        "flat-instalment": flat,
        "declining-instalment": declining,
        "flat-interest": flat * months - amount,
        "declining-interest": declining * months - amount,
        "flat-monthly": monthly * 100,
        "flat-yearly": yearly_rate(monthly) * 100,
    }


def flat_and_declining_rows(values: Values) -> Rows:
    """Return a row a month: the month, then interest and balance of the flat loan, then of the declining one."""
    amount, months, rate = _number(values, "amount"), _months(values), _number(values, "rate") / 100
    flat_interest = amount * rate / MONTHS_A_YEAR
    declining = annuity(amount, rate / MONTHS_A_YEAR, months)
    balance = amount
    rows = []
    for month in range(1, months + 1):
        interest = balance * rate / MONTHS_A_YEAR
        balance -= declining - interest
        rows.append((Fraction(month), flat_interest, amount - amount * month / months, interest, balance))
    return tuple(rows)


def effective_price(values: Values) -> Results:
    """Return what a loan costs with its fees and compulsory savings, in money and as a rate.

    Fees count alike whether they are held back from the loan or paid in cash on that day. Savings are held back on
    the first day and given back, without interest, with the last instalment.
    """
    amount, months = _number(values, "amount"), _months(values)
    fees, savings = _number(values, "fees"), _number(values, "savings")
    received = amount - fees - savings
    if received <= 0:
        raise CalculatorError("fees", "and savings take the whole loan; check them against the amount")
    flows = [received, *[-_number(values, "instalment")] * months]
    flows[-1] += savings
    monthly = monthly_rate(flows)
    if monthly is None:
        what = f"times {months} months does not pay back the loan, or exceeds it beyond reason; check the instalment"
        raise CalculatorError("instalment", what)
    return {
        "received": received,
        "cost": -sum(flows, Fraction(0)),
        "monthly": monthly * 100,
        "yearly": yearly_rate(monthly) * 100,
    }


def _flat_instalment(amount: Fraction, rate: Fraction, months: int) -> Fraction:
    return (amount + amount * rate * months / MONTHS_A_YEAR) / months


def _number(values: Values, name: str) -> Fraction:
    return cast(Fraction, values[name])


def _numbers(values: Values, name: str) -> tuple[Fraction, ...]:
    return cast(tuple[Fraction, ...], values[name])


def _months(values: Values) -> int:
    return int(_number(values, "months"))
