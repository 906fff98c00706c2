from fractions import Fraction

import pytest

from quizzes.errors import QuizError
from quizzes.model import FormItem, Kind, Parameter
from quizzes.parameters import draw_parameters, fill, grid, grid_size, parameters_of, placeholders, values_of

HALVES = Parameter("x", Fraction(1), Fraction(11, 5), Fraction(1, 2))


def test_the_grid_goes_up_to_the_end_and_not_beyond():
    assert [point["x"] for point in grid([HALVES])] == [1, Fraction(3, 2), 2]
    assert grid_size([HALVES, HALVES]) == 9
    assert list(grid([])) == [{}]


def test_values_are_drawn_on_the_grid_and_each_is_drawn(items):
    body = items[Kind.NUMERIC].body
    drawn = [draw_parameters(body, seed=str(seed)) for seed in range(300)]

    assert {each["clients"] for each in drawn} == {"4000", "4500", "5000", "5500", "6000"}
    assert {each["complaints"] for each in drawn} == {"30", "35", "40", "45"}
    assert draw_parameters(body, seed="7") == draw_parameters(body, seed="7")


def test_only_numeric_items_have_parameters(items):
    assert [kind for kind, item in items.items() if parameters_of(item.body)] == [Kind.NUMERIC]


def test_a_form_of_another_item_is_refused(items):
    with pytest.raises(QuizError, match=r"items\.rate: the form item is of who-logs-it; pass the item that was drawn"):
        values_of(items[Kind.NUMERIC], FormItem(items[Kind.SINGLE].id, {}))


@pytest.mark.parametrize("clients", [{}, {"clients": "many"}, {"clients": "1/0"}])
def test_a_form_without_a_number_for_a_parameter_is_refused(items, clients):
    item = items[Kind.NUMERIC]

    with pytest.raises(QuizError, match="the form holds no number for clients; use the bank"):
        values_of(item, FormItem(item.id, {"complaints": "30", **clients}))


def test_values_stand_readable_in_words_and_other_braces_stay():
    assert fill("{n} of {m}", {"n": Fraction(4500)}) == "4,500 of {m}"
    assert placeholders("{n} of {m} and { }") == {"n", "m", " "}
