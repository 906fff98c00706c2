"""Two people in one text: what either typed is in the result."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.merging import merge_fields, merge_text
from tests.counted import lines_run

# Lines of Python: some 190,000 to 730,000 today; comparing all with all would be 100 million and more.
MOST_LINES = 2_000_000
BASE = "The box is opened when the manager has time. Nobody counts the slips."


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE + " Never.", BASE, BASE + " Never."),
        (BASE, "Today: " + BASE, "Today: " + BASE),
        (BASE.replace("box", "red box"), BASE + " Never.", BASE.replace("box", "red box") + " Never."),
        (BASE.replace(" Nobody counts the slips.", ""), BASE.replace("box", "red box"),
         "The red box is opened when the manager has time."),
        ("", BASE.replace("box", "red box"), BASE.replace("box", "red box")),
    ],
)  # fmt: skip
def test_what_only_one_changed_is_taken(first, second, merged):
    assert merge_text(BASE, first, second).text == merged


def test_a_place_both_changed_keeps_both_and_is_told():
    found = merge_text(BASE, BASE.replace("manager", "cashier"), BASE.replace("manager", "director"))

    (clash,) = found.clashes
    assert found.text[clash.start : clash.end] == "cashier director"


def test_the_same_change_by_both_is_one():
    changed = BASE.replace("manager", "cashier")

    assert merge_text(BASE, changed, changed) == merge_text(BASE, changed, BASE)


WORD = st.sampled_from(["the", "box", "slip", "manager", "hotline", "is", "opened", "nobody", "7", "18", ".", ","])
TEXT = st.lists(WORD, max_size=14).map(" ".join)


def edited(base):
    """Base with words put in, taken out, or put in their place; new words are marked so that they can be found."""
    words = base.split(" ") if base else []

    @st.composite
    def draw(pick, mark):
        out = []
        for place, word in enumerate(words):
            act = pick(st.sampled_from(["keep", "keep", "keep", "drop", "swap", "add"]))
            out += {"keep": [word], "drop": [], "swap": [f"{mark}{place}"], "add": [f"{mark}{place}", word]}[act]
        return " ".join(out + [f"{mark}end"] * pick(st.integers(0, 2)))

    return draw


@given(st.data(), TEXT)
def test_no_word_that_either_typed_is_lost(data, base):
    first = data.draw(edited(base)("first"))
    second = data.draw(edited(base)("second"))

    merged = Counter(merge_text(base, first, second).text.split())

    for text, mark in ((first, "first"), (second, "second")):
        typed = Counter(word for word in text.split() if word.startswith(mark))
        assert typed <= merged


@given(TEXT, TEXT)
def test_with_nobody_else_the_result_is_what_was_typed(base, typed):
    assert merge_text(base, typed, base).text == typed
    assert merge_text(base, base, typed).text == typed


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_three_texts_can_be_put_together(base, first, second):
    found = merge_text(base, first, second)

    assert all(0 <= clash.start <= clash.end <= len(found.text) for clash in found.clashes)


def test_fields_that_different_people_change_do_not_meet():
    base = {"title": "A hotline", "cost": "100", "facts": [1, 2]}
    found = merge_fields(
        json.dumps(base), json.dumps({**base, "cost": "250"}), json.dumps({**base, "facts": [2, 9], "owner": "Head"})
    )

    assert json.loads(found.text) == {"title": "A hotline", "cost": "250", "facts": [2, 9], "owner": "Head"}
    assert found.clashes == ()


def test_lists_keep_what_either_added_and_lose_what_either_took_out():
    found = merge_fields('{"facts": [1, 2, 3]}', '{"facts": [1, 3, 7]}', '{"facts": [1, 2, 9]}')

    assert json.loads(found.text) == {"facts": [1, 7, 9]}


def test_one_field_changed_by_both_keeps_both_and_is_told():
    found = merge_fields('{"owner": ""}', '{"owner": "Head"}', '{"owner": "Audit"}')

    assert json.loads(found.text) == {"owner": "Head Audit"}
    assert found.clashes


def test_what_is_no_object_is_merged_as_text():
    assert merge_fields("a b", "a b c", "x a b").text == "x a b c"


@pytest.mark.parametrize(("glue", "many"), [(" ", 450), ("\n", 5000)])
def test_long_texts_that_both_changed_at_both_ends_are_put_together_at_once(glue, many):
    base = glue.join(f"Client {number} waited for an answer." for number in range(many))
    first, second = f"First. {base} Mine.", f"Second. {base} Yours."
    found = merge_text(base, first, second)

    assert lines_run(lambda: merge_text(base, first, second)) < MOST_LINES
    assert all(word in found.text for word in ("First.", "Mine.", "Second.", "Yours."))
    assert found.text.count("Client 300 waited") == 1


def test_a_long_text_is_put_together_by_lines_where_words_would_take_too_long():
    base = "\n".join(f"Client {number} waited for an answer." for number in range(3000))
    first = "A " + base.replace("Client 2990 waited", "Client 2990 left")
    second = base.replace("Client 7 waited", "Client 7 came back") + " Z"

    assert merge_text(base, first, second).text == first.replace("Client 7 waited", "Client 7 came back") + " Z"


def test_the_worst_text_there_can_be_is_kept_twice_and_told():
    texts = "a b " * 20_000, "x " + "b a " * 20_000, "b b a " * 20_000 + "y"
    found = merge_text(*texts)

    assert lines_run(lambda: merge_text(*texts)) < MOST_LINES
    assert (found.text[:2], found.text[-1], len(found.clashes)) == ("x ", "y", 1)


def test_fields_too_deep_to_be_read_are_merged_as_text():
    assert merge_fields("[" * 60_000, "{}", '{"text": "a"}').clashes
