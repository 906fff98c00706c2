"""Corrected keys, kind by kind: what fits, what is refused, and what marking then gives."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.loader import load_module
from courses.resources import content_folder
from quizzes.corrections import WITHDRAWN, correct, is_corrected, key_of, key_text, widens
from quizzes.documents import read_response
from quizzes.errors import ItemError
from quizzes.feedback import review
from quizzes.fingerprint import fingerprint
from quizzes.grading import mark
from quizzes.model import FormItem, Item, Kind, NumericBody
from quizzes.parameters import parameters_of
from quizzes.presentation import present
from tests.answering import response_for

BANK = load_module(content_folder() / "over-indebtedness").bank
BY_KIND = {item.kind: item for item in BANK.items}
KINDS = sorted(BY_KIND)


def asked(item: Item) -> FormItem:
    return FormItem(item.id, {one.name: str(one.start) for one in parameters_of(item.body)})


def other_key(item: Item) -> dict[str, object]:
    """Return a key that fits and is another one."""
    if isinstance(item.body, NumericBody):
        return {"answer": f"{item.body.answer} + 1000", "tolerance": "0"}
    if item.kind is Kind.MULTIPLE:
        return {"choices": [str(item.body.options[0].id)]}
    return response_for(item, asked(item), right=False)


def test_every_kind_of_question_is_in_the_bank_that_is_tried():
    assert set(BY_KIND) == set(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_there_is_given_back_changes_nothing(kind):
    item = BY_KIND[kind]

    assert correct(BANK, item.id, key_of(item)) == BANK


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_of_the_other_key_is_worth_the_point_and_shown_as_it_was(kind):
    item, form_item = BY_KIND[kind], asked(BY_KIND[kind])
    fixed = correct(BANK, item.id, other_key(item)).find(item.id)
    right = {"number": str(float(1000 + _answer(item)))} if kind is Kind.NUMERIC else other_key(item)

    assert key_of(fixed) == {**key_of(fixed), **other_key(item)}
    assert mark(fixed, form_item, read_response(fixed, right)) == 1
    assert mark(item, form_item, read_response(item, right)) < 1
    assert present(fixed, form_item, seed="s") == present(item, form_item, seed="s")
    assert review(fixed, form_item, read_response(fixed, right), seed="s").share == "1"


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_question_is_worth_its_point_whatever_was_answered_and_tells_no_answer(kind):
    item, form_item = BY_KIND[kind], asked(BY_KIND[kind])
    fixed = correct(BANK, item.id, WITHDRAWN).find(item.id)
    wrong = read_response(item, response_for(item, form_item, right=False))

    told = review(fixed, form_item, wrong, seed="s")

    assert mark(fixed, form_item, None) == mark(fixed, form_item, wrong) == Fraction(1)
    assert told.answer == ""
    assert not any(line.is_right or line.feedback for line in told.lines)
    assert correct(replace(BANK, items=(fixed,)), item.id, key_of(item)).items == (item,)


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        (Kind.SINGLE, {"choice": "nobody"}, "no option"),
        (Kind.SINGLE, {}, "nothing"),
        (Kind.SINGLE, {"any": []}, "none is right"),
        (Kind.SINGLE, {"any": ["nobody"]}, "no option"),
        (Kind.SINGLE, {"any": "nobody"}, "no list"),
        (Kind.SINGLE, {"any": [], "choice": "nobody"}, "nothing else"),
        (Kind.SINGLE, {"any": [str(one.id) for one in BY_KIND[Kind.SINGLE].body.options]}, "every option is right"),
        (Kind.MULTIPLE, {"any": ["nobody"]}, "nothing else"),
        (Kind.MULTIPLE, {"choices": []}, "none is right"),
        (Kind.TRUE_FALSE, {"value": "perhaps"}, "neither true nor false"),
        (Kind.ORDERING, {"order": []}, "put every step"),
        (Kind.MATCHING, {"pairs": {}}, "join every entry"),
        (Kind.NUMERIC, {"answer": "1 /"}, "answer"),
        (Kind.NUMERIC, {"answer": "no_such_name"}, "no parameter"),
        (Kind.NUMERIC, {"answer": "1", "tolerance": "wide"}, "how far off"),
        (Kind.NUMERIC, {"answer": "1", "tolerance": "-1"}, "how far off"),
        (Kind.NUMERIC, {}, "is missing"),
    ],
)
def test_a_key_that_does_not_fit_is_refused_with_its_cure(kind, key, said):
    with pytest.raises(ItemError, match=said):
        correct(BANK, BY_KIND[kind].id, key)


def test_a_question_the_bank_has_not_is_named():
    with pytest.raises(ItemError, match="no question made-up"):
        correct(BANK, "made-up", WITHDRAWN)


def test_a_correction_of_a_number_s_order_or_a_withdrawal_is_no_part_of_an_edition():
    ordering = BY_KIND[Kind.ORDERING]

    assert fingerprint(correct(BANK, ordering.id, WITHDRAWN)) == fingerprint(BANK)
    assert fingerprint(correct(BANK, ordering.id, other_key(ordering))) == fingerprint(BANK)


@given(st.permutations(BY_KIND[Kind.ORDERING].body.steps))
def test_any_order_can_be_the_right_one(steps):
    item = BY_KIND[Kind.ORDERING]
    key = {"order": [str(step.id) for step in steps]}

    fixed = correct(BANK, item.id, key).find(item.id)

    assert key_of(fixed) == key
    assert mark(fixed, asked(item), read_response(item, key)) == 1


@given(st.sets(st.sampled_from([str(one.id) for one in BY_KIND[Kind.SINGLE].body.options]), min_size=2, max_size=3))
def test_where_several_options_are_right_each_alone_is_worth_the_point_and_all_stand_as_right(right):
    item, form_item = BY_KIND[Kind.SINGLE], asked(BY_KIND[Kind.SINGLE])
    fixed = correct(BANK, item.id, {"any": sorted(right, reverse=True)}).find(item.id)

    assert key_of(fixed) == {"any": sorted(right)}
    assert correct(BANK, item.id, key_of(fixed)).find(item.id) == fixed
    for option in item.body.options:
        given = read_response(fixed, {"choice": str(option.id)})
        assert mark(fixed, form_item, given) == int(option.id in right)
    told = review(fixed, form_item, None, seed="s")
    assert {line.text for line in told.lines if line.is_right} == {
        one.text for one in item.body.options if one.id in right
    }
    assert present(fixed, form_item, seed="s") == present(item, form_item, seed="s")
    assert correct(replace(BANK, items=(fixed,)), item.id, key_of(item)).items == (item,)


@pytest.mark.parametrize(
    ("before", "after", "does"),
    [
        ({"choice": "a"}, {"any": ["a", "b"]}, True),
        ({"any": ["a", "b"]}, {"any": ["a", "b", "c"]}, True),
        ({"choice": "a"}, {"any": ["b", "c"]}, False),
        ({"any": ["a", "b"]}, {"choice": "a"}, False),
        ({"choice": "a"}, {"choice": "b"}, False),
        ({"choice": "a"}, WITHDRAWN, False),
        (WITHDRAWN, {"choice": "a"}, False),
        (WITHDRAWN, {"any": ["a", "b"]}, False),
        ({"value": True}, {"value": False}, False),
    ],
)
def test_a_key_is_wider_where_all_that_was_right_is_right_still_and_more_besides(before, after, does):
    assert widens(before, after) is does


def test_several_of_which_one_is_named_are_one():
    item = BY_KIND[Kind.SINGLE]

    assert correct(BANK, item.id, {"any": [str(item.body.key)]}) == BANK


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_explained_for_the_key_before_is_left_out(kind):
    item, form_item = BY_KIND[kind], asked(BY_KIND[kind])
    fixed = correct(BANK, item.id, other_key(item)).find(item.id)
    wrong = read_response(item, response_for(item, form_item, right=False))

    told = review(fixed, form_item, wrong, seed="s", is_explained=not is_corrected(fixed, item))

    assert is_corrected(fixed, item)
    assert not is_corrected(item, item)
    assert not told.feedback
    assert not told.details
    assert not any(line.feedback for line in told.lines)
    assert told.answer
    before = review(item, form_item, wrong, seed="s")
    assert before.feedback or any(line.feedback for line in before.lines)


def test_equal_keys_are_equal_texts():
    assert key_text({"b": 1, "a": [2]}) == key_text({"a": [2], "b": 1}) == '{"a":[2],"b":1}'


def _answer(item: Item) -> Fraction:
    told = response_for(item, asked(item), right=True)
    return Fraction(str(told["number"]))
