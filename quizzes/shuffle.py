"""Chance that can be repeated: everything drawn follows from a seed, the same on every version of Python."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from math import factorial
from typing import TypeVar

T = TypeVar("T")

# So many bits beyond the size of the range leave a bias no one can measure when a number is taken modulo that range.
_SPARE_BITS = 128


def whole_below(limit: int, *, seed: str) -> int:
    """Return a whole number from 0 up to `limit` - 1, each as likely as any other over seeds. `limit` is 1 or more."""
    stream = b""
    for block in count():
        if len(stream) * 8 >= limit.bit_length() + _SPARE_BITS:
            break
        stream += sha256(f"{block}:{seed}".encode()).digest()
    return int.from_bytes(stream, "big") % limit


def shuffled(values: Sequence[T], *, seed: str) -> tuple[T, ...]:
    """Return the values in an order that follows from the seed; every order is equally likely, the given one too."""
    return _arrangement(values, number=whole_below(factorial(len(values)), seed=seed))


def disordered(values: Sequence[T], *, seed: str) -> tuple[T, ...]:
    """Return the values in any order but the given one, each of the others equally likely.

    For values whose given order is the key. One value alone, or none, has no other order and stays as it is.
    """
    others = factorial(len(values)) - 1
    if not others:
        return tuple(values)
    return _arrangement(values, number=1 + whole_below(others, seed=seed))


def _arrangement(values: Sequence[T], *, number: int) -> tuple[T, ...]:
    """Return one of the n! orders by its number; number 0 is the given order."""
    left = list(values)
    order = []
    while left:
        place, number = divmod(number, factorial(len(left) - 1))
        order.append(left.pop(place))
    return tuple(order)
