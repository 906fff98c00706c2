"""The order of names in lists for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.sorting import natural


@pytest.mark.parametrize(
    "names",
    [
        ("Branch 1", "Branch 2", "Branch 10", "Branch 100"),
        ("BR-001", "br-2", "BR-010"),
        ("2nd Street", "10th Street", "Avenue"),
        ("Branch", "Branch 1", "Branch 1 b"),
        ("Ägypten", "Élan", "Zug"),
        ("elan", "Élan", "Eland"),
        ("Главный", "Ёлочка", "Филиал 2", "Филиал 10"),
        ("فرع ٢", "فرع ١٠"),
        ("शाखा ६", "शाखा १०"),
    ],
)
def test_numbers_count_by_value_and_accents_and_capitals_do_not(names: tuple[str, ...]) -> None:
    assert tuple(sorted(names, key=natural)) == names


def test_names_that_differ_in_capitals_alone_keep_one_order() -> None:
    assert sorted(["north", "North", "NORTH"], key=natural) == sorted(["NORTH", "north", "North"], key=natural)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_two_names_can_be_compared(names: list[str]) -> None:
    listed = sorted(names, key=natural)
    names.reverse()

    assert listed == sorted(names, key=natural)
