"""Parts of a proposal: read without loss, told what to put right, written the same way each time."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.proposals import Finding, Recommendation, Risk, is_keepable, read_part, split_key, write_part
from courses.typed_costs import read_cost

KEY = "6f1c2b9e-3a77-4a0e-9a51-1d2f3b4c5d6e"
LINES = st.text(max_size=40)


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("section:context", ("section", "context")),
        (f"finding:{KEY}", ("finding", KEY)),
        ("section:", None),
        ("finding:7", None),
        (f"review:{KEY}", None),
        (f"finding:{KEY} ", None),
        ("section:../x", None),
    ],
)
def test_a_key_names_a_kind_and_an_id_or_nothing(key, named):
    assert split_key(key) == named


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10000", "10000"),
        ("10,000", "10000"),
        ("10.000", "10000"),
        ("10 000,50", "10000.50"),
        ("1,250,000.5", "1250000.5"),
        ("10’000", "10000"),
        ("٧٥٠٠", "7500"),
        ("0", "0"),
        ("1,00,000", "100000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    assert read_cost(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["about ten thousand", "10k", "-5", "9" * 20, "1.2.3", "", "٪"])
def test_what_is_no_amount_is_none(typed):
    assert read_cost(typed) is None


def test_a_cost_in_words_stays_and_is_told_at_its_field():
    read = read_part(f"recommendation:{KEY}", json.dumps({"title": "A hotline", "cost": "about ten thousand"}))

    assert isinstance(read.part, Recommendation)
    assert read.part.cost is None
    assert read.part.cost_text == "about ten thousand"
    assert [fault.field for fault in read.faults] == ["cost"]
    assert "about ten thousand" in read.faults[0].text


def test_an_end_before_its_start_is_told_and_both_stay():
    read = read_part(f"recommendation:{KEY}", '{"starts_on": "2027-03-01", "ends_on": "2027-02-01"}')

    assert isinstance(read.part, Recommendation)
    assert (read.part.starts_on, read.part.ends_on) == (date(2027, 3, 1), date(2027, 2, 1))
    assert [fault.field for fault in read.faults] == ["ends_on"]


def test_a_day_that_does_not_exist_stays_as_typed():
    read = read_part(f"recommendation:{KEY}", '{"starts_on": "2027-02-30"}')

    assert isinstance(read.part, Recommendation)
    assert (read.part.starts_on, read.part.starts_text) == (None, "2027-02-30")
    assert read.faults[0].field == "starts_on"


def test_facts_are_cited_as_numbers_however_they_are_written():
    read = read_part(f"finding:{KEY}", '{"facts": "F7, 12; #3 7"}')

    assert isinstance(read.part, Finding)
    assert read.part.facts == (7, 12, 3)
    assert read.faults == ()


def test_text_that_is_no_object_becomes_the_text():
    assert read_part(f"finding:{KEY}", "nobody knows the box").part == Finding(KEY, text="nobody knows the box")
    assert read_part(f"risk:{KEY}", "[1, 2]").part == Risk(KEY, text="[1, 2]")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | LINES, lambda inner: st.lists(inner) | st.dictionaries(LINES, inner)
    )
)
def test_nothing_a_device_sends_can_break_reading(value):
    for kind in ("finding", "recommendation", "risk"):
        read_part(f"{kind}:{KEY}", json.dumps(value))


RECOMMENDATIONS = st.builds(
    lambda **texts: json.dumps(texts),
    title=LINES, text=LINES, owner=LINES, cost=LINES, payer=LINES, starts_on=LINES, ends_on=LINES,
    measure=LINES, target=LINES, tool=LINES, findings=st.lists(st.uuids().map(str), max_size=4, unique=True),
)  # fmt: skip


@given(RECOMMENDATIONS)
def test_writing_what_was_read_loses_no_field(content):
    part = read_part(f"recommendation:{KEY}", content).part

    assert json.loads(write_part(part)) == json.loads(content)
    assert read_part(f"recommendation:{KEY}", write_part(part)).part == part


def test_a_year_that_is_half_typed_is_no_day():
    read = read_part(f"recommendation:{KEY}", '{"starts_on": "0202-03-01", "ends_on": "2027-03-01"}')

    assert (read.part.starts_on, read.part.starts_text) == (None, "0202-03-01")
    assert [fault.field for fault in read.faults] == ["starts_on"]


@pytest.mark.parametrize(
    ("content", "is_kept"),
    [
        ('{"text": "Nobody \\\\u0000 counts 🙂", "facts": [7, "seven"]}', True),
        ('{"text": "\\ud83d\\ude42"}', True),
        ("no object", True),
        ("", True),
        ('{"text": "a\\u0000b"}', False),
        ('{"text": "\\ud800"}', False),
        ('{"\\ud800": []}', False),
        ('{"facts": [["\\u0000"]]}', False),
        ("a\0b", False),
        ("\ud800", False),
        ("[" * 30_000, False),
        ("[" * 9 + "]" * 9, False),
    ],
)
def test_what_a_database_or_a_document_cannot_hold_is_not_kept(content, is_kept):
    assert is_keepable(f"finding:{KEY}", content) is is_kept


def test_what_is_too_deep_to_be_read_counts_as_text():
    deep = "[" * 30_000

    assert read_part(f"finding:{KEY}", deep).part.text == deep
