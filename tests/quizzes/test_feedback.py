import pytest

from quizzes.documents import read_response
from quizzes.feedback import review
from quizzes.model import FormItem, Kind
from quizzes.presentation import present

# 35 complaints of 5,000 clients: 7.0 per thousand, 0.7 per hundred.
DRAWN = {"clients": "5000", "complaints": "35"}


@pytest.fixture
def reviewed(items):
    def make(kind, data=None):
        item = items[kind]
        response = None if data is None else read_response(item, data)
        return review(item, FormItem(item.id, DRAWN), response, seed="seed")

    return make


def lines_of(seen):
    return {line.text: (line.is_chosen, line.is_right, line.feedback) for line in seen.lines}


def test_a_single_item_tells_what_she_chose_and_what_was_right(reviewed):
    seen = reviewed(Kind.SINGLE, {"choice": "manager"})

    assert (seen.share, seen.is_answered) == ("0", True)
    assert (seen.given, seen.answer) == ("The manager, when he is back", "The person who heard it")
    assert (seen.section, seen.stem) == ("silence", "Who writes it down?")
    assert seen.scenario.startswith("A stall holder")
    assert lines_of(seen) == {
        "Nobody, it was said in passing": (False, False, ""),
        "The person who heard it": (False, True, "Who hears it logs it, so nothing is lost on the way."),
        "The manager, when he is back": (True, False, "By then the words have changed."),
        "The collector it is about": (False, False, ""),
    }


def test_a_multiple_item_tells_what_was_missed(reviewed):
    seen = reviewed(Kind.MULTIPLE, {"choices": ["words"]})

    assert (seen.share, seen.given, seen.answer) == ("1/2", "Her own words", "Her own words; The date")
    assert lines_of(seen)["The date"] == (False, True, "The date starts the clock.")
    assert lines_of(seen)["Her star sign"] == (False, False, "")


def test_a_statement_tells_what_to_say_to_that_answer(reviewed):
    seen = reviewed(Kind.TRUE_FALSE, {"value": True})

    assert (seen.given, seen.answer) == ("true", "false")
    assert lines_of(seen) == {
        "true": (True, False, "Silence may be fear."),
        "false": (False, True, "Silence has many reasons."),
    }


def test_an_order_is_told_step_by_step(reviewed):
    seen = reviewed(Kind.ORDERING, {"order": ["write", "listen", "answer", "learn"]})

    assert seen.share == "2/3"
    assert seen.answer == "1. Listen; 2. Write it down; 3. Answer her; 4. Learn from it"
    assert seen.given == "1. Write it down; 2. Listen; 3. Answer her; 4. Learn from it"
    assert [(line.text, line.is_right) for line in seen.lines] == [
        ("Write it down", False),
        ("Listen", False),
        ("Answer her", True),
        ("Learn from it", True),
    ]
    assert seen.feedback == "Hearing comes first and learning last."


def test_the_right_order_is_confirmed(reviewed):
    assert reviewed(Kind.ORDERING, {"order": ["listen", "write", "answer", "learn"]}).feedback == "That is the way."


def test_pairs_are_told_by_left_entry(reviewed):
    seen = reviewed(Kind.MATCHING, {"pairs": {"desk": "sells"}})

    assert seen.share == "0"
    assert (seen.given, seen.answer) == (
        "Complaints desk – Sells loans",
        "Complaints desk – Logs each complaint; Board – Reads the report",
    )
    assert lines_of(seen) == {
        "Complaints desk – Sells loans": (True, False, "The desk keeps the log."),
        "Board": (False, False, "The board reads the trends."),
    }


def test_a_slip_is_recognised_and_named(reviewed):
    seen = reviewed(Kind.NUMERIC, {"number": "0,7"})

    assert (seen.given, seen.answer, seen.share) == ("0,7", "7.0 per 1,000 clients", "0")
    assert (seen.feedback, seen.details) == ("That is per 100 clients.", {"slip": "per-hundred"})


def test_a_right_number_is_confirmed_with_its_values(reviewed):
    seen = reviewed(Kind.NUMERIC, {"number": "7"})

    assert (seen.feedback, seen.details) == ("35 × 1,000 ÷ 5,000.", {})


def test_a_wrong_number_without_a_slip_gets_the_way(reviewed):
    seen = reviewed(Kind.NUMERIC, {"number": "99"})

    assert (seen.feedback, seen.details) == ("Divide complaints by clients, then take a thousand.", {})


@pytest.mark.parametrize("kind", list(Kind))
def test_an_open_item_says_so_and_still_teaches(reviewed, kind):
    seen = reviewed(kind)

    assert (seen.is_answered, seen.given, seen.share) == (False, "", "0")
    assert seen.answer
    assert not any(line.is_chosen for line in seen.lines)
    assert seen.feedback or any(line.feedback for line in seen.lines)


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.ORDERING])
def test_lines_stand_in_the_order_that_was_shown(items, kind):
    item = items[kind]
    drawn = FormItem(item.id, {})

    for seed in map(str, range(20)):
        shown = [option.text for option in present(item, drawn, seed=seed).options]
        assert [line.text for line in review(item, drawn, None, seed=seed).lines] == shown
