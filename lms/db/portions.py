"""Long lists of ids in portions that a query can name one by one."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

One = TypeVar("One")
# Below what any engine takes as parameters of one statement, and quick to write out.
MOST_AT_ONCE = 500


def portions(ids: Sequence[One]) -> Iterator[Sequence[One]]:
    """Yield the ids in their order, at most 500 at a time; of none, nothing."""
    return (ids[start : start + MOST_AT_ONCE] for start in range(0, len(ids), MOST_AT_ONCE))
