"""The Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1, SHA-256; pure.

A tree is given by the hashes of its leaves. The frontier of a tree is the hashes of its full subtrees, largest first,
one for each bit of its size: with it, leaves are added and the root is computed without the leaves before.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

Frontier = tuple[bytes, ...]

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees joined."""
    return sha256(b"\x01" + left + right).digest()


def extend(size: int, frontier: Frontier, leaves: Iterable[bytes]) -> Frontier:
    """Return the frontier after the leaves are added to a tree of that size."""
    if len(frontier) != size.bit_count():
        raise ValueError(f"a tree of {size} leaves has {size.bit_count()} full subtrees, not {len(frontier)}")
    stack = list(frontier)
    for leaf in leaves:
        node, carried = leaf, size
        while carried & 1:
            node = node_hash(stack.pop(), node)
            carried >>= 1
        stack.append(node)
        size += 1
    return tuple(stack)


def root_of(frontier: Frontier) -> bytes:
    """Return the root of the tree with that frontier."""
    if not frontier:
        return EMPTY_ROOT
    node = frontier[-1]
    for left in reversed(frontier[:-1]):
        node = node_hash(left, node)
    return node


class Tree:
    """A tree with all its full subtrees at hand: any root or proof of any of its sizes costs O(log² n)."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            self._levels.append([node_hash(*below[i : i + 2]) for i in range(0, len(below) - 1, 2)])

    def __len__(self) -> int:
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` leaves."""
        self._expect(0 <= size <= len(self), f"no tree of {size} leaves: there are {len(self)}")
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return the path that proves the leaf at `index` in the tree of the first `size` leaves, from the leaf up."""
        self._expect(0 <= index < size <= len(self), f"no leaf {index} in a tree of {size} leaves")
        proof: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._subtree(middle, end))
                end = middle
            else:
                proof.append(self._subtree(start, middle))
                start = middle
        return tuple(reversed(proof))

    def consistency_proof(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the tree of `new` leaves begins with that of `old`; empty for 0 and for the same."""
        self._expect(0 <= old <= new <= len(self), f"no trees of {old} and then {new} leaves: there are {len(self)}")
        if old in (0, new):
            return ()
        proof: list[bytes] = []
        start, end, is_known = 0, new, True
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                proof.append(self._subtree(middle, end))
                end = middle
            else:
                proof.append(self._subtree(start, middle))
                start, is_known = middle, False
        if not is_known:
            proof.append(self._subtree(start, end))
        return tuple(reversed(proof))

    def _subtree(self, start: int, end: int) -> bytes:
        """Return the root over leaves from `start` up to, not including, `end`; `start` is a multiple of the width."""
        size = end - start
        level = size.bit_length() - 1
        if size == 1 << level:
            return self._levels[level][start >> level]
        middle = start + _split(size)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))

    @staticmethod
    def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001  (a statement, not an option)
        if not holds:
            raise ValueError(otherwise)


def is_included(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof shows the leaf at `index` in the tree of `size` with that root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(old: int, new: int, *, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether the proof shows that the new tree begins with the old one (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new or old == 0:
        return not proof and (old_root == new_root if old == new else old_root == EMPTY_ROOT)
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _split(size: int) -> int:
    """Return the largest power of two smaller than a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)
