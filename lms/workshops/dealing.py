"""Teams dealt at random: from a seed, so that what was dealt can be dealt again."""

from collections.abc import Sequence
from random import Random


def deal(people: Sequence[int], *, size: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """Return the people in teams of `size`, as even as can be: two teams differ by one person at most.

    Nobody stays over: with seven people and a size of two there are three teams, one of them of three.
    """
    if not people:
        return ()
    mixed = sorted(people)
    Random(seed).shuffle(mixed)  # noqa: S311  (who works with whom is no secret)
    teams = max(1, len(mixed) // size)
    return tuple(tuple(mixed[place::teams]) for place in range(teams))
