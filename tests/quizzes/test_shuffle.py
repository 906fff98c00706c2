from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.shuffle import disordered, shuffled, whole_below


@given(st.lists(st.integers()), st.text())
def test_a_shuffle_is_a_permutation_and_repeats_with_its_seed(values, seed):
    order = shuffled(values, seed=seed)

    assert Counter(order) == Counter(values)
    assert shuffled(values, seed=seed) == order


def test_a_shuffle_is_the_same_on_every_version_of_python():
    assert shuffled("abcdef", seed="seed") == ("f", "e", "c", "b", "a", "d")
    assert whole_below(1000, seed="seed") == int.from_bytes(sha256(b"0:seed").digest(), "big") % 1000


def test_seeds_give_different_orders():
    orders = {shuffled(range(8), seed=str(seed)) for seed in range(200)}

    assert len(orders) > 190


def test_every_order_is_equally_likely():
    counts = Counter(shuffled("abc", seed=str(seed)) for seed in range(3000))

    assert len(counts) == 6
    assert all(400 < count < 600 for count in counts.values())


@given(st.lists(st.integers(), min_size=2, unique=True), st.text())
def test_disorder_is_a_permutation_that_is_never_the_given_order(values, seed):
    order = disordered(values, seed=seed)

    assert sorted(order) == sorted(values)
    assert order != tuple(values)


def test_every_disorder_is_equally_likely():
    counts = Counter(disordered("abc", seed=str(seed)) for seed in range(2500))

    assert len(counts) == 5
    assert all(400 < count < 600 for count in counts.values())


@pytest.mark.parametrize("values", [(), ("alone",)])
def test_what_has_one_order_only_stays_as_it_is(values):
    assert disordered(values, seed="s") == values
    assert shuffled(values, seed="s") == values


@given(st.integers(min_value=1, max_value=10**120), st.text())
def test_a_number_stays_below_its_limit(limit, seed):
    assert 0 <= whole_below(limit, seed=seed) < limit
