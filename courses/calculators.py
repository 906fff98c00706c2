"""The calculators a module can place in its lesson: what they ask, what they give, and how they compute.

Labels are plain English, to be translated where they are shown. A unit `{currency}` is the institution's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from courses import formulas
from courses.errors import CalculatorError
from courses.formulas import Results, Rows, Value, Values
from quizzes.errors import ResponseError
from quizzes.numbers import read_number

_LONGEST_LIST = 1000
# Between the entries of a list: a semicolon, a line end, spaces, or a comma before a space.
_BETWEEN = re.compile(r"[;\s]+|,\s*")


@dataclass(frozen=True, slots=True)
class Input:
    """Something to enter. `default` is what the field holds at first; a list takes whole numbers."""

    id: str
    label: str
    unit: str
    default: Value
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(10**12)
    is_whole: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it takes several numbers."""
        return isinstance(self.default, tuple)


@dataclass(frozen=True, slots=True)
class Result:
    """A number that comes out, and with how many decimals to show it."""

    id: str
    label: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A table that comes out beside the results: a label per column, and rows of exact numbers."""

    columns: tuple[Result, ...]
    rows: Callable[[Values], Rows]


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator. `formula` says in words what it does, `source` where that comes from."""

    id: str
    inputs: tuple[Input, ...]
    results: tuple[Result, ...]
    formula: str
    source: str
    rule: Callable[[Values], Results]
    tabulation: Tabulation | None = None

    def compute(self, values: Values) -> Mapping[str, Fraction]:
        """Return every result by id, exact; raises CalculatorError for the first input it cannot work with."""
        self._check(values)
        return self.rule(values)

    def tabulate(self, values: Values) -> Rows:
        """Return the rows of the table, exact; none when the calculator has no table."""
        self._check(values)
        return self.tabulation.rows(values) if self.tabulation else ()

    def defaults(self) -> dict[str, Value]:
        """Return the values the fields hold at first."""
        return {one.id: one.default for one in self.inputs}

    def read(self, typed: Mapping[str, str]) -> dict[str, Value]:
        """Return what a person typed as exact values; raises CalculatorError for the first entry that is no number."""
        return {one.id: _read(one, typed.get(one.id, "")) for one in self.inputs}

    def _check(self, values: Values) -> None:
        for one in self.inputs:
            if one.id not in values:
                raise CalculatorError(one.id, "is missing; enter a number")
            value = values[one.id]
            if isinstance(value, tuple) != one.is_list:
                raise CalculatorError(one.id, "must be several numbers" if one.is_list else "must be one number")
            for number in value if isinstance(value, tuple) else (value,):
                _check_number(one, number)
        for unknown in values.keys() - {one.id for one in self.inputs}:
            raise CalculatorError(unknown, "is not asked for; leave it out")


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return the value with so many decimals, halves away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def _check_number(one: Input, number: Fraction) -> None:
    if number < one.minimum:
        raise CalculatorError(one.id, f"is too small; enter {one.minimum} or more")
    if number > one.maximum:
        raise CalculatorError(one.id, f"is too large; enter {one.maximum} or less")
    if (one.is_whole or one.is_list) and number.denominator != 1:
        raise CalculatorError(one.id, "must be whole; leave the decimals out")


def _read(one: Input, typed: str) -> Value:
    entries = [entry for entry in _BETWEEN.split(typed) if entry] if one.is_list else [typed]
    if len(entries) > _LONGEST_LIST:
        raise CalculatorError(one.id, f"holds {len(entries)} numbers; enter at most {_LONGEST_LIST}")
    try:
        numbers = tuple(read_number(entry) for entry in entries)
    except ResponseError as error:
        raise CalculatorError(one.id, str(error)) from None
    return numbers if one.is_list else numbers[0]


_AMOUNT = Input("amount", "Loan amount", "{currency}", Fraction(1000), minimum=Fraction(1))
_MONTHS = Input("months", "Months", "months", Fraction(12), Fraction(1), Fraction(120), is_whole=True)

_COMPLAINTS_PER_THOUSAND = Calculator(
    id="complaints-per-thousand",
    inputs=(
        Input("complaints", "Complaints in the period", "complaints", Fraction(18), is_whole=True),
        Input("clients", "Active clients", "clients", Fraction(6000), minimum=Fraction(1), is_whole=True),
    ),
    results=(Result("rate", "Complaints per 1,000 clients", "per 1,000 clients", 1),),
    formula="Complaints in the period, times 1,000, divided by active clients.",
    source="A plain rate, so that branches of different size can be compared.",
    rule=formulas.complaints_per_thousand,
)

_DAYS_TO_ANSWER = Calculator(
    id="days-to-answer",
    inputs=(
        Input(
            "days",
            "Days from complaint to answer, one number per complaint",
            "days",
            (Fraction(2), Fraction(4), Fraction(41)),
        ),
        Input("limit", "Days we promise", "days", Fraction(30), minimum=Fraction(1), is_whole=True),
    ),
    results=(
        Result("count", "Complaints answered", "complaints", 0),
        Result("median", "Median: half were answered in so many days or fewer", "days", 1),
        Result("longest", "Longest wait", "days", 0),
        Result("within", "Answered within the promise", "%", 0),
    ),
    formula="Put the days in order: the median stands in the middle, or half-way between the two in the middle. "
    "The share is the answers within the promise, times 100, divided by all answers.",
    source="Standard definition of the median.",
    rule=formulas.days_to_answer,
)

_DEBT_SERVICE = Calculator(
    id="debt-service",
    inputs=(
        Input("income", "Income a month, all sources", "{currency}", Fraction(500)),
        Input("business-expenses", "Expenses of the business a month", "{currency}", Fraction(180)),
        Input("household-expenses", "Expenses of the household a month", "{currency}", Fraction(120)),
        Input("other-instalments", "Instalments she already pays a month, to anybody", "{currency}", Fraction(30)),
        Input("new-instalment", "Instalment of the new loan a month", "{currency}", Fraction(50)),
        Input("limit", "Highest share our policy allows", "%", Fraction(50), maximum=Fraction(100)),
    ),
    results=(
        Result("net-cash-flow", "Net cash flow before instalments", "{currency}", 2),
        Result("share", "Share of it that instalments take", "%", 1),
        Result("room", "Left under the limit; below zero: too much", "{currency}", 2),
    ),
    formula="Net cash flow is income less the expenses of business and household. The share is all instalments, "
    "old and new, times 100, divided by the net cash flow. What is left is the limit's share of the net cash flow "
    "less all instalments.",
    source="Usual ratio of loan analysis: debt service to cash flow before debt service. The limit is local.",
    rule=formulas.debt_service,
)

_FLAT_AND_DECLINING = Calculator(
    id="flat-and-declining",
    inputs=(
        _AMOUNT,
        Input("rate", "Nominal interest a year", "%", Fraction(24), maximum=Fraction(1000)),
        _MONTHS,
    ),
    results=(
        Result("flat-instalment", "Instalment a month, flat", "{currency}", 2),
        Result("declining-instalment", "Instalment a month, declining balance", "{currency}", 2),
        Result("flat-interest", "Interest in all, flat", "{currency}", 2),
        Result("declining-interest", "Interest in all, declining balance", "{currency}", 2),
        Result("flat-monthly", "What the flat loan really costs a month", "%", 2),
        Result("flat-yearly", "What the flat loan really costs a year, compounded", "%", 1),
    ),
    formula="Flat: interest on the first amount for all months, added and divided into equal instalments. Declining "
    "balance: equal instalments with interest on what is still owed. The real cost is the rate at which the "
    "instalments are worth today what she receives; the yearly rate is that of twelve months, compounded.",
    source="Standard definition of the internal rate of return; the equal instalment is the standard annuity formula.",
    rule=formulas.flat_and_declining,
    tabulation=Tabulation(
        columns=(
            Result("month", "Month", "", 0),
            Result("flat-interest", "Interest, flat", "{currency}", 2),
            Result("flat-balance", "Still owed, flat", "{currency}", 2),
            Result("declining-interest", "Interest, declining balance", "{currency}", 2),
            Result("declining-balance", "Still owed, declining balance", "{currency}", 2),
        ),
        rows=formulas.flat_and_declining_rows,
    ),
)

_EFFECTIVE_PRICE = Calculator(
    id="effective-price",
    inputs=(
        _AMOUNT,
        Input("instalment", "Instalment a month", "{currency}", Fraction(95), minimum=Fraction(1, 100)),
        _MONTHS,
        Input("fees", "Fees held back or paid on the first day", "{currency}", Fraction(30)),
        Input("savings", "Compulsory savings held back, given back at the end", "{currency}", Fraction(100)),
    ),
    results=(
        Result("received", "What she can use", "{currency}", 2),
        Result("cost", "What it costs in all", "{currency}", 2),
        Result("monthly", "Effective rate a month", "%", 2),
        Result("yearly", "Effective rate a year, compounded", "%", 1),
    ),
    formula="What she can use is the loan less fees and savings. The cost is all instalments, less the savings given "
    "back, less what she could use. The effective rate is the one at which all payments are worth today what she could "
    "use; the yearly rate is that of twelve months, compounded.",
    source="Standard definition of the internal rate of return, on monthly payments.",
    rule=formulas.effective_price,
)

CALCULATORS: Mapping[str, Calculator] = {
    one.id: one
    for one in (_COMPLAINTS_PER_THOUSAND, _DAYS_TO_ANSWER, _DEBT_SERVICE, _FLAT_AND_DECLINING, _EFFECTIVE_PRICE)
}
