from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.documents import read_response
from quizzes.errors import QuizError, ResponseError
from quizzes.grading import Score, mark, score
from quizzes.model import Form, FormItem, Kind, SingleResponse

RIGHT = {
    Kind.SINGLE: {"choice": "receiver"},
    Kind.MULTIPLE: {"choices": ["date", "words"]},
    Kind.TRUE_FALSE: {"value": False},
    Kind.ORDERING: {"order": ["listen", "write", "answer", "learn"]},
    Kind.MATCHING: {"pairs": {"desk": "logs", "board": "reads"}},
    Kind.NUMERIC: {"number": "7"},
}
# 35 complaints of 5,000 clients: 7.0 per thousand.
DRAWN = {"clients": "5000", "complaints": "35"}


def marked(items, kind, data):
    item = items[kind]
    return mark(item, FormItem(item.id, DRAWN), read_response(item, data))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_key_earns_everything_and_silence_nothing(items, kind):
    item = items[kind]

    assert marked(items, kind, RIGHT[kind]) == 1
    assert mark(item, FormItem(item.id, DRAWN), None) == 0


@pytest.mark.parametrize(
    ("kind", "data", "share"),
    [
        (Kind.SINGLE, {"choice": "manager"}, "0"),
        (Kind.MULTIPLE, {"choices": []}, "0"),
        (Kind.MULTIPLE, {"choices": ["words"]}, "1/2"),
        (Kind.MULTIPLE, {"choices": ["words", "opinion"]}, "0"),
        (Kind.MULTIPLE, {"choices": ["words", "date", "opinion"]}, "1/2"),
        (Kind.MULTIPLE, {"choices": ["opinion", "horoscope"]}, "0"),
        (Kind.TRUE_FALSE, {"value": True}, "0"),
        (Kind.ORDERING, {"order": ["write", "listen", "answer", "learn"]}, "2/3"),
        (Kind.ORDERING, {"order": ["learn", "answer", "write", "listen"]}, "0"),
        (Kind.MATCHING, {"pairs": {"desk": "logs"}}, "1/2"),
        (Kind.MATCHING, {"pairs": {"desk": "reads", "board": "logs"}}, "0"),
        (Kind.NUMERIC, {"number": "7,1"}, "1"),
        (Kind.NUMERIC, {"number": "6.9"}, "1"),
        (Kind.NUMERIC, {"number": "7.11"}, "0"),
        (Kind.NUMERIC, {"number": "0.7"}, "0"),
    ],
)
def test_partial_answers_earn_their_share(items, kind, data, share):
    assert marked(items, kind, data) == Fraction(share)


def test_every_order_but_the_key_earns_less_than_everything(items):
    key = RIGHT[Kind.ORDERING]["order"]
    shares = {order: marked(items, Kind.ORDERING, {"order": list(order)}) for order in permutations(key)}

    assert [list(order) for order, share in shares.items() if share == 1] == [key]
    assert all(0 <= share <= 1 for share in shares.values())


@given(chosen=st.sets(st.sampled_from(["words", "date", "opinion", "horoscope"])))
def test_only_the_key_earns_everything_of_a_multiple_item(items, chosen):
    share = marked(items, Kind.MULTIPLE, {"choices": sorted(chosen)})

    assert 0 <= share <= 1
    assert (share == 1) == (chosen == {"words", "date"})


@given(number=st.decimals(min_value=-100, max_value=100, places=2))
def test_only_numbers_within_the_tolerance_count(items, number):
    share = marked(items, Kind.NUMERIC, {"number": str(number)})

    assert share == (1 if abs(Fraction(number) - 7) <= Fraction(1, 10) else 0)


@given(
    pairs=st.dictionaries(st.sampled_from(["desk", "board"]), st.sampled_from(["logs", "reads", "sells"])).filter(
        lambda pairs: len(set(pairs.values())) == len(pairs)
    )
)
def test_only_the_key_earns_everything_of_a_matching_item(items, pairs):
    share = marked(items, Kind.MATCHING, {"pairs": pairs})

    assert 0 <= share <= 1
    assert (share == 1) == (pairs == RIGHT[Kind.MATCHING]["pairs"])


def test_an_answer_to_another_kind_is_refused(items):
    item = items[Kind.ORDERING]

    with pytest.raises(ResponseError, match="a SingleResponse answers another kind of question"):
        mark(item, FormItem(item.id, {}), SingleResponse("receiver"))


def test_a_score_adds_up_exactly(bank, items):
    form = Form(tuple(FormItem(item.id, DRAWN) for item in bank.items))
    responses = {item.id: read_response(item, RIGHT[item.kind]) for item in bank.items}
    responses[items[Kind.ORDERING].id] = read_response(
        items[Kind.ORDERING], {"order": ["write", "listen", "answer", "learn"]}
    )
    del responses[items[Kind.SINGLE].id]

    total = score(bank, form, responses)

    assert (total.points, total.possible) == (Fraction(14, 3), 6)
    assert total.percent == Fraction(700, 9)
    assert total.shares[items[Kind.SINGLE].id] == 0
    assert total.passes(77)
    assert not total.passes(78)


def test_the_pass_mark_is_met_exactly_or_not_at_all():
    assert Score(Fraction(4), 5, {}).passes(80)
    assert not Score(Fraction(4) - Fraction(1, 10**9), 5, {}).passes(80)


def test_an_empty_form_passes_nobody():
    assert Score(Fraction(0), 0, {}).percent == 0
    assert not Score(Fraction(0), 0, {}).passes(0)


def test_answers_the_form_does_not_ask_count_for_nothing(bank, items):
    asked, other = items[Kind.SINGLE], items[Kind.TRUE_FALSE]
    responses = {other.id: read_response(other, RIGHT[Kind.TRUE_FALSE])}

    assert score(bank, Form((FormItem(asked.id, {}),)), responses).points == 0


def test_a_form_with_an_item_the_bank_lacks_is_refused(bank):
    with pytest.raises(
        QuizError, match=r"items\.gone: .* does not hold it; mark with the edition the form was drawn from"
    ):
        score(bank, Form((FormItem("gone", {}),)), {})
