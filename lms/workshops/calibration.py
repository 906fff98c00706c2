"""How far somebody's scores of the example are from the reference. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """The points given for a criterion and those of the reference."""

    criterion: str
    own: int
    reference: int

    @property
    def apart(self) -> int:
        """By how many points she is more generous than the reference; below zero she is stricter."""
        return self.own - self.reference


@dataclass(frozen=True, slots=True)
class Comparison:
    """All criteria that both scored, in the order of the rubric."""

    gaps: tuple[Gap, ...]

    @property
    def same(self) -> int:
        """On how many criteria both agree."""
        return sum(gap.apart == 0 for gap in self.gaps)

    @property
    def distance(self) -> int:
        """The points between them, taken together whichever way they lean."""
        return sum(abs(gap.apart) for gap in self.gaps)

    @property
    def lean(self) -> int:
        """By how many points she is more generous in all; below zero she is stricter."""
        return sum(gap.apart for gap in self.gaps)

    @property
    def widest(self) -> Gap | None:
        """The first of the widest gaps; None where there is none."""
        found = max(self.gaps, key=lambda gap: abs(gap.apart), default=None)
        return found if found is not None and found.apart else None


def compare(levels: Mapping[str, int], reference: Mapping[str, int]) -> Comparison:
    """Return how two scores of the same work differ."""
    return Comparison(tuple(Gap(name, levels[name], points) for name, points in reference.items() if name in levels))
