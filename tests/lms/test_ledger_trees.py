"""The Merkle tree against the vectors of RFC 6962's own implementation, and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.ledger.merkle import (
    EMPTY_ROOT,
    Tree,
    extend,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)

# The leaves and roots of certificate-transparency's merkletree tests.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of(()) == Tree([]).root(0) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert Tree(HASHES).root(size).hex() == ROOTS[size - 1]
    assert root_of(extend(0, (), HASHES[:size])).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(
    ("leaf", "size", "path"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (3, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            2,
            5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_paths_are_those_of_certificate_transparency(leaf: int, size: int, path: list[str]) -> None:
    assert [step.hex() for step in Tree(HASHES).inclusion_proof(leaf - 1, size)] == path


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_proofs_of_consistency_are_those_of_certificate_transparency(old: int, new: int, proof: list[str]) -> None:
    assert [step.hex() for step in Tree(HASHES).consistency_proof(old, new)] == proof


LISTS = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(lambda found: [leaf_hash(one) for one in found])


@given(LISTS, st.data())
def test_adding_in_any_pieces_gives_one_root(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    first = extend(0, (), leaves[:cut])

    assert root_of(extend(cut, first, leaves[cut:])) == Tree(leaves).root(len(leaves))


@given(LISTS, st.data())
def test_a_leaf_is_proved_in_its_place_and_in_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(leaves)
    root, proof = tree.root(size), tree.inclusion_proof(index, size)

    assert is_included(leaves[index], index=index, size=size, proof=proof, root=root)
    assert not is_included(leaf_hash(b"another leaf"), index=index, size=size, proof=proof, root=root)
    assert not is_included(leaves[index], index=index, size=size, proof=(*proof, root), root=root)
    assert not is_included(leaves[index], index=size, size=size, proof=proof, root=root)
    other = data.draw(st.integers(0, size - 1))
    if leaves[other] != leaves[index]:
        assert not is_included(leaves[index], index=other, size=size, proof=proof, root=root)


@given(LISTS, st.data())
def test_a_tree_is_proved_to_go_on_from_its_beginning_and_from_nothing_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    new = data.draw(st.integers(1, len(leaves)))
    old = data.draw(st.integers(0, new))
    tree = Tree(leaves)
    proof, old_root, new_root = tree.consistency_proof(old, new), tree.root(old), tree.root(new)
    other = leaf_hash(b"another root")

    assert is_consistent(old, new, old_root=old_root, new_root=new_root, proof=proof)
    assert not is_consistent(old, new, old_root=other, new_root=new_root, proof=proof)
    assert not is_consistent(old, new, old_root=old_root, new_root=new_root, proof=(*proof, other))
    if old:
        assert not is_consistent(old, new, old_root=old_root, new_root=other, proof=proof)
    for place in range(len(proof)):
        bad = (*proof[:place], other, *proof[place + 1 :])
        assert not is_consistent(old, new, old_root=old_root, new_root=new_root, proof=bad)


def test_a_tree_refuses_what_it_cannot_show() -> None:
    tree = Tree(HASHES)
    with pytest.raises(ValueError, match="there are 8"):
        tree.root(9)
    with pytest.raises(ValueError, match="no leaf 8"):
        tree.inclusion_proof(8, 8)
    with pytest.raises(ValueError, match="no trees of 5 and then 3"):
        tree.consistency_proof(5, 3)
    with pytest.raises(ValueError, match="has 2 full subtrees, not 1"):
        extend(3, (HASHES[0],), [])
