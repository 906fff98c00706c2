"""Counts work instead of measuring time: a busy machine runs the same lines as a quiet one."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python a call runs, libraries included.

    What a compiled function does inside one line is not seen here; `make bench` prints how the time of texts grows.
    """
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[str], object], piece: str, *, small: int = 1000, times: int = 8) -> float:
    """Return by how much the lines run grow when a text of `small` characters of a piece gets so many times longer.

    A work that goes over its text once gives about `times`, one that compares all with all gives its square.
    """
    few = lines_run(lambda: work(piece * (small // len(piece))))
    many = lines_run(lambda: work(piece * (small * times // len(piece))))
    return many / few
