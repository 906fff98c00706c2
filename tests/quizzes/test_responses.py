from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.documents import read_response, write_response
from quizzes.errors import ResponseError
from quizzes.model import (
    Kind,
    MatchingResponse,
    MultipleResponse,
    NumericResponse,
    OrderingResponse,
    SingleResponse,
    TrueFalseResponse,
)

STEPS = ["listen", "write", "answer", "learn"]
OPTIONS = ["words", "date", "opinion", "horoscope"]
DATA = {
    Kind.SINGLE: st.sampled_from(["nobody", "receiver", "manager", "collector"]).map(lambda each: {"choice": each}),
    Kind.MULTIPLE: st.sets(st.sampled_from(OPTIONS)).map(lambda chosen: {"choices": sorted(chosen)}),
    Kind.TRUE_FALSE: st.booleans().map(lambda value: {"value": value}),
    Kind.ORDERING: st.permutations(STEPS).map(lambda order: {"order": order}),
    Kind.MATCHING: st.permutations(["logs", "reads", "sells"]).flatmap(
        lambda right: st.sampled_from([{}, {"desk": right[0]}, {"board": right[0], "desk": right[1]}]).map(
            lambda pairs: {"pairs": pairs}
        )
    ),
    Kind.NUMERIC: st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(
        lambda number: {"number": str(number)}
    ),
}


@given(data=st.data(), kind=st.sampled_from(list(Kind)))
def test_what_is_written_is_read_back_equal(items, data, kind):
    sent = data.draw(DATA[kind])
    response = read_response(items[kind], sent)

    assert write_response(response) == sent
    assert read_response(items[kind], write_response(response)) == response


@pytest.mark.parametrize(
    ("kind", "data", "response"),
    [
        (Kind.SINGLE, {"choice": "nobody"}, SingleResponse("nobody")),
        (Kind.MULTIPLE, {"choices": []}, MultipleResponse(frozenset())),
        (Kind.TRUE_FALSE, {"value": "false"}, TrueFalseResponse(value=False)),
        (Kind.ORDERING, {"order": STEPS}, OrderingResponse(tuple(STEPS))),
        (Kind.MATCHING, {"pairs": {"desk": "sells"}}, MatchingResponse({"desk": "sells"})),
        (Kind.NUMERIC, {"number": " ٧٫٥ "}, NumericResponse(Fraction(15, 2), "٧٫٥")),
        (
            Kind.NUMERIC,
            {"number": "1,200.5 per 1,000 clients"},
            NumericResponse(Fraction(2401, 2), "1,200.5 per 1,000 clients"),
        ),
        (Kind.NUMERIC, {"number": 7.5}, NumericResponse(Fraction(15, 2), "7.5")),
    ],
)
def test_a_response_is_read(items, kind, data, response):
    assert read_response(items[kind], data) == response


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        (Kind.SINGLE, {}, "should hold “choice” and nothing else, and holds nothing; send choice"),
        (Kind.SINGLE, {"choice": "nobody", "sure": True}, "and holds choice, sure; send choice"),
        (
            Kind.SINGLE,
            {"choice": "gone"},
            "choice: 'gone' is no option of this question; choose one of nobody, receiver",
        ),
        (Kind.SINGLE, {"choice": ["nobody"]}, "is no option of this question"),
        (Kind.MULTIPLE, {"choices": "words"}, "choices: 'words' is no list; send a list of option ids"),
        (Kind.MULTIPLE, {"choices": ["words", "words"]}, "choices: an option stands twice; send each once"),
        (Kind.MULTIPLE, {"choices": ["gone"]}, "choices: 'gone' is no option of this question"),
        (Kind.TRUE_FALSE, {"value": 1}, "value: 1 is neither true nor false; send one of them"),
        (Kind.TRUE_FALSE, {"value": "yes"}, "value: 'yes' is neither true nor false"),
        (Kind.TRUE_FALSE, {"value": []}, "is neither true nor false"),
        (Kind.ORDERING, {"order": STEPS[:2]}, "order: answer, learn has no place; put every step in order"),
        (Kind.ORDERING, {"order": [*STEPS, "learn"]}, "order: an option stands twice"),
        (Kind.ORDERING, {"order": [*STEPS, "gone"]}, "order: 'gone' is no option"),
        (Kind.MATCHING, {"pairs": ["desk"]}, "pairs: ['desk'] is no table; send right ids by left ids"),
        (Kind.MATCHING, {"pairs": {"gone": "logs"}}, "pairs, left: 'gone' is no option"),
        (Kind.MATCHING, {"pairs": {"desk": "board"}}, "pairs, right: 'board' is no option"),
        (Kind.MATCHING, {"pairs": {"desk": None}}, "pairs, right: None is no option"),
        (
            Kind.MATCHING,
            {"pairs": {"desk": "logs", "board": "logs"}},
            "a right entry is used twice; use each once at most",
        ),
        (Kind.NUMERIC, {"number": ""}, "number: '' is no number; write digits, like 1200 or 12.5"),
        (Kind.NUMERIC, {"number": True}, "number: True is no number"),
        (Kind.NUMERIC, {"number": float("inf")}, "number: inf is no number"),
        (
            Kind.NUMERIC,
            {"number": "seven"},
            "“seven” is not a number we can read; write digits only, like 1200 or 12.5",
        ),
        (Kind.NUMERIC, {"number": "per 1,000 clients"}, "is not a number we can read"),
    ],
)
def test_a_response_that_does_not_fit_is_refused_with_its_item(items, kind, data, fault):
    with pytest.raises(ResponseError) as refusal:
        read_response(items[kind], data)

    assert str(refusal.value).startswith(f"items.{items[kind].id}: ")
    assert fault in str(refusal.value)
