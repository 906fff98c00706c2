"""Who reviews what: nobody her own, each proposal often enough, each reader about as much. Pure, by a seed.

Loads are as even as they can be: no reader has two more than another to whom one of hers could be passed on, straight
or through others. That is the condition under which the sum of squared loads is least (Harvey, Ladner, Lovász and
Tamir, "Semi-matchings for bipartite graphs and load balancing", 2006).
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

Pair = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reviews; `own` are the proposals that she writes or wrote in."""

    seat_id: int
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """What was given out before: `counted` pairs of a reader and a proposal stay and count.

    `spent` are pairs that cannot be given again and count nothing: set aside, or of somebody who left.
    """

    counted: frozenset[Pair] = frozenset()
    spent: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Allocation:
    """The pairs that are new, and by how many reviews each proposal falls short: nobody else may read it."""

    pairs: tuple[Pair, ...]
    short: dict[str, int] = field(default_factory=dict)


def allocate(
    proposals: Collection[str], readers: Sequence[Reader], *, each: int, seed: int, before: Standing | None = None
) -> Allocation:
    """Return who reviews what, besides what was given out before.

    Each proposal gets `each` reviews, or as many as there are others to write them. Who would be left with nothing to
    read gets a proposal more, one of those with the fewest reviews: whoever writes learns most from reading.
    """
    hall = _Hall(sorted(proposals), readers, before or Standing(), Random(seed))  # noqa: S311  (a draw, not a secret)
    hall.fill(each)
    hall.even_out()
    hall.give_the_idle_one()
    counts = hall.counts()
    short = {proposal: each - counts[proposal] for proposal in hall.proposals if counts[proposal] < each}
    return Allocation(tuple(sorted(hall.new)), short)


class _Hall:
    """The pairs as they are being made."""

    def __init__(self, proposals: list[str], readers: Sequence[Reader], before: Standing, chance: Random) -> None:
        chance.shuffle(proposals)
        ordered = sorted(readers, key=lambda reader: reader.seat_id)
        chance.shuffle(ordered)
        self.proposals = proposals
        self.seats = [reader.seat_id for reader in ordered]
        self.new: set[Pair] = set()
        self._counted = before.counted
        gone = before.counted | before.spent
        self._may: dict[str, list[int]] = {
            proposal: [
                reader.seat_id
                for reader in ordered
                if proposal not in reader.own and (reader.seat_id, proposal) not in gone
            ]
            for proposal in proposals
        }
        self.loads = dict.fromkeys(self.seats, 0)
        for seat_id, _proposal in before.counted:
            if seat_id in self.loads:
                self.loads[seat_id] += 1

    def fill(self, each: int) -> None:
        """Give every proposal its readers, those with the least to read first."""
        counts = self.counts()
        for proposal in self.proposals:
            free = sorted(self._may[proposal], key=self.loads.__getitem__)
            for seat_id in free[: max(0, each - counts[proposal])]:
                self._give(seat_id, proposal)

    def even_out(self) -> None:
        """Pass reviews on, along chains where need be, while somebody has two more than somebody at the end of one."""
        moved = True
        while moved:
            heavy = sorted(self.seats, key=lambda seat_id: -self.loads[seat_id])
            moved = any(self._relieve(seat_id) for seat_id in heavy)

    def give_the_idle_one(self) -> None:
        """Give a proposal to each who has none and may read one."""
        counts = self.counts()
        for seat_id in self.seats:
            open_to_her = [proposal for proposal in self.proposals if seat_id in self._may[proposal]]
            if self.loads[seat_id] == 0 and open_to_her:
                fewest = min(open_to_her, key=counts.__getitem__)
                self._give(seat_id, fewest)
                counts[fewest] += 1

    def counts(self) -> dict[str, int]:
        """Return how many reviews each proposal has."""
        counts = dict.fromkeys(self.proposals, 0)
        for _seat_id, proposal in (*self._counted, *self.new):
            if proposal in counts:
                counts[proposal] += 1
        return counts

    def _give(self, seat_id: int, proposal: str) -> None:
        self.new.add((seat_id, proposal))
        self.loads[seat_id] += 1

    def _relieve(self, start: int) -> bool:
        """Pass one review of this reader on to the end of the shortest chain, if that evens the loads."""
        came_by: dict[int, tuple[int, str]] = {}
        seen, waiting = {start}, deque([start])
        while waiting:
            giver = waiting.popleft()
            for taker, proposal in self._ways_from(giver):
                if taker in seen:
                    continue
                seen.add(taker)
                came_by[taker] = (giver, proposal)
                if self.loads[taker] <= self.loads[start] - 2:
                    self._pass_on(start, taker, came_by)
                    return True
                waiting.append(taker)
        return False

    def _ways_from(self, giver: int) -> Iterable[Pair]:
        for proposal in self.proposals:
            if (giver, proposal) in self.new:
                for taker in self._may[proposal]:
                    if (taker, proposal) not in self.new:
                        yield taker, proposal

    def _pass_on(self, start: int, end: int, came_by: dict[int, tuple[int, str]]) -> None:
        taker = end
        while taker != start:
            giver, proposal = came_by[taker]
            self.new.remove((giver, proposal))
            self.new.add((taker, proposal))
            taker = giver
        self.loads[start] -= 1
        self.loads[end] += 1
