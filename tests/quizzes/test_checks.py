from dataclasses import replace

import pytest

from quizzes.checks import bank_faults
from quizzes.model import Kind, Option, SingleBody

OBJECTIVES = ("log", "hear")
TIERS = ("field", "board")


@pytest.fixture
def good_items(make_item):
    """36 items that meet every rule; the single ones have their key at each place in turn and never longest."""
    made = []
    for number in range(36):
        kind = list(Kind)[number % 3 + 1] if number % 2 else Kind.SINGLE
        kind = Kind.NUMERIC if number % 11 == 5 else kind
        item = make_item(
            f"item-{number}",
            kind=kind,
            objectives=(OBJECTIVES[number % 2],),
            tiers=(TIERS[number % 2],),
            case=number % 3 == 0,
        )
        made.append(single(item, place=number // 2 % 4) if kind is Kind.SINGLE else item)
    return made


def single(item, *, place, key_text="right"):
    options = [Option(f"o{n}", "a wrong option", "f") for n in range(4)]
    options[place] = replace(options[place], text=key_text)
    return replace(item, body=SingleBody(tuple(options), options[place].id))


@pytest.fixture
def faults(make_bank):
    def check(items):
        return bank_faults(make_bank(items), objectives=OBJECTIVES, tiers=TIERS)

    return check


def test_a_good_bank_has_no_faults(good_items, faults):
    assert faults(good_items) == ()


def test_a_small_bank_says_what_it_lacks(good_items, faults):
    few = [replace(item, case=False) for item in good_items[:4]]

    assert faults(few) == (
        "items: 4 where 30 are needed; write 26 more",
        "items: 3 kinds where 5 are needed; use other kinds too",
        "items: 0 of 4 on cases where a third is needed; put more into a situation",
        "objectives.log: 2 items where 4 are needed; write 2 more",
        "objectives.hear: 2 items where 4 are needed; write 2 more",
        "tiers.field: 2 items where 6 are needed; write 4 more",
        "tiers.board: 2 items where 6 are needed; write 4 more",
    )


def test_names_the_module_does_not_have_are_faults(good_items, faults):
    good_items[7] = replace(good_items[7], objectives=("gone",), tiers=("cook",))

    assert faults(good_items) == (
        "items.item-7.objectives: names gone, which the module does not have; use one of log, hear",
        "items.item-7.tiers: names cook, which the module does not have; use one of field, board",
    )


@pytest.mark.parametrize(
    "text",
    [
        "All of the above",
        "None of these.",
        "Both of them",
        "Toutes les réponses ci-dessus",
        "Todas las anteriores",
        "Nenhuma das anteriores",
        "Все вышеперечисленное",
        "جميع ما سبق",
    ],
)
def test_options_that_point_at_the_others_are_faults(good_items, faults, text):
    good_items[0] = single(good_items[0], place=0, key_text=text)

    assert [line for line in faults(good_items) if line.startswith("items.item-0.o0: ")] == [
        f"items.item-0.o0: “{text}” points at the other options; say what it means, they are shuffled"
    ]


def test_keys_that_are_longest_too_often_are_a_fault_with_its_n(good_items, faults):
    singles = [n for n, item in enumerate(good_items) if item.kind is Kind.SINGLE]
    for number in singles[:8]:
        good_items[number] = single(good_items[number], place=number // 2 % 4, key_text="much the longest of them all")

    assert len(singles) == 17
    assert faults(good_items) == (
        "items: the right option is the longest in 8 of n = 17 single items; even the lengths out",
    )


def test_keys_that_stand_in_one_place_are_a_fault_with_its_n(good_items, faults):
    singles = [n for n, item in enumerate(good_items) if item.kind is Kind.SINGLE]
    for number in singles:
        good_items[number] = single(good_items[number], place=2)

    assert faults(good_items) == ("items: the right option stands at place 3 in 17 of n = 17 single items; move some",)


def test_looks_are_not_judged_below_ten_single_items(good_items, faults):
    singles = [item for item in good_items if item.kind is Kind.SINGLE]
    others = [item for item in good_items if item.kind is not Kind.SINGLE]

    def judged(count):
        alike = [single(item, place=0, key_text="much the longest of them all") for item in singles[:count]]
        return [line for line in faults([*others, *alike]) if "n = " in line]

    assert judged(9) == []
    assert len(judged(10)) == 2
