from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.errors import QuizError
from quizzes.model import Kind
from quizzes.presentation import present
from quizzes.public import PublicItem, PublicOption


@given(seed=st.text(), kind=st.sampled_from(list(Kind)))
def test_the_same_seed_shows_the_same_item(items, form_item, seed, kind):
    item = items[kind]

    assert present(item, form_item(item), seed=seed) == present(item, form_item(item), seed=seed)


@given(seed=st.text(), kind=st.sampled_from(list(Kind)))
def test_nothing_shown_tells_the_key(items, form_item, seed, kind):
    item = items[kind]
    shown = str(asdict(present(item, form_item(item), seed=seed)))

    assert not {"key", "feedback", "answer"} & {field.name for field in fields(PublicItem)}
    assert not {"feedback"} & {field.name for field in fields(PublicOption)}
    for secret in (
        "feedback",
        "Most complaints",
        "Her words keep",
        "Silence may be",
        "Hearing comes",
        "The desk keeps",
    ):
        assert secret not in shown
    for secret in ("1000 /", "Divide complaints", "per-hundred"):
        assert secret not in shown


@given(seed=st.text())
def test_steps_are_never_shown_in_the_right_order(items, form_item, seed):
    item = items[Kind.ORDERING]
    shown = present(item, form_item(item), seed=seed).options

    assert [option.id for option in shown] != [step.id for step in item.body.steps]
    assert sorted(option.id for option in shown) == sorted(step.id for step in item.body.steps)


def test_two_steps_are_always_turned_round(items, form_item):
    item = items[Kind.ORDERING]
    short = replace(item, body=replace(item.body, steps=item.body.steps[:2]))

    assert {present(short, form_item(short), seed=str(n)).options[0].id for n in range(20)} == {"write"}


def test_both_sides_of_a_matching_item_are_shuffled_apart(items, form_item):
    item = items[Kind.MATCHING]
    shown = [present(item, form_item(item), seed=str(n)) for n in range(200)]
    pairs = {(tuple(o.id for o in each.left), tuple(o.id for o in each.right)) for each in shown}

    assert len(pairs) == 2 * 6


def test_items_of_one_form_are_shuffled_apart(items, make_item, form_item):
    one, other = make_item("one"), make_item("other")
    orders = [
        tuple(tuple(o.id for o in present(item, form_item(item), seed=str(n)).options) for item in (one, other))
        for n in range(30)
    ]

    assert any(first != second for first, second in orders)


def test_parameters_stand_in_the_stem(items, form_item):
    item = items[Kind.NUMERIC]
    drawn = replace(form_item(item), parameters={"clients": "4500", "complaints": "35"})
    shown = present(item, drawn, seed="s")

    assert shown.stem == "4,500 clients made 35 complaints. How many is that per 1,000 clients?"
    assert shown.unit == "per 1,000 clients"


def test_a_case_brings_its_scenario(items, form_item):
    item = items[Kind.SINGLE]

    assert present(item, form_item(item), seed="s").scenario.startswith("A stall holder says")


def test_a_body_of_another_kind_is_refused(items, form_item):
    item = replace(items[Kind.SINGLE], body=items[Kind.ORDERING].body)

    with pytest.raises(QuizError, match="a OrderingBody stands where a SingleBody belongs; correct the item's kind"):
        present(item, form_item(item), seed="s")
