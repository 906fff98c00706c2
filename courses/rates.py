"""The rate hidden in a row of payments: the internal rate of return, exact to twelve decimals."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

_BITS = 40
_HIGHEST = 1024
MONTHS_A_YEAR = 12


def monthly_rate(flows: Sequence[Fraction]) -> Fraction | None:
    """Return the rate a month at which the flows, one a month and the first today, are worth nothing today.

    Flows are the borrower's: what she receives is above zero, what she pays below. Found by bisection on exact whole
    numbers, to 2^-40. Zero when she pays back exactly what she received; None when she pays back less, or when the rate
    would be above 1024 times a month.

    Source: the standard definition of the internal rate of return, the root of the net present value.
    """
    scale = lcm(*(flow.denominator for flow in flows))
    whole = [int(flow * scale) for flow in flows]
    if sum(whole) >= 0 or not any(whole):
        return Fraction(0) if sum(whole) == 0 else None
    low, high = 0, _HIGHEST << _BITS
    if _future_sign(whole, high) < 0:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _future_sign(whole, middle) < 0:
            low = middle
        else:
            high = middle
    return Fraction(high, 1 << _BITS)


def _future_sign(flows: Sequence[int], rate: int) -> int:
    """Return the sign of the flows' value at the end, at rate / 2^40 a month; whole numbers only, so it is exact."""
    growth = (1 << _BITS) + rate
    value = 0
    for month, flow in enumerate(flows):
        value = value * growth + (flow << (_BITS * month))
    return (value > 0) - (value < 0)


def yearly_rate(monthly: Fraction) -> Fraction:
    """Return what a rate a month makes in twelve months, each month's on top of the last."""
    return (1 + monthly) ** MONTHS_A_YEAR - 1


def annuity(amount: Fraction, monthly: Fraction, months: int) -> Fraction:
    """Return the equal instalment that repays the amount with interest on the declining balance."""
    if monthly == 0:
        return amount / months
    growth = (1 + monthly) ** months
    return amount * monthly * growth / (growth - 1)
