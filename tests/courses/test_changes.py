"""The changelog: which changes ask those who finished before, and what a change may name."""

from dataclasses import replace
from datetime import date

import pytest

from courses.editions import changed_since, edition, items_asked
from courses.loader import load_module
from courses.model import Change
from courses.resources import content_folder

FIRST = Change(date(2026, 1, 1), is_substantive=True, text="First edition.")
MEANING = Change(date(2026, 3, 1), is_substantive=True, text="Days are calendar days.", items=("item-0", "item-1"))
SPELLING = Change(date(2026, 4, 1), is_substantive=False, text="Two spellings.")
LATER = Change(date(2026, 5, 1), is_substantive=True, text="A new rule.", items=("item-1", "item-2"))
CHANGE = '[[changes]]\non = 2026-12-01\nkind = "{kind}"\ntext = "Days."\nitems = {items}\n\n[[changes]]'


@pytest.fixture
def module(small):
    return replace(load_module(small.folder), changes=(LATER, SPELLING, MEANING, FIRST))


def test_substantive_changes_after_that_day_ask_who_has_another_edition(module):
    assert changed_since(module, edition="an-older-one", day=date(2026, 2, 1)) == (LATER, MEANING)
    assert changed_since(module, edition="an-older-one", day=date(2026, 3, 1)) == (LATER,)
    assert changed_since(module, edition="an-older-one", day=date(2026, 5, 1)) == ()


def test_who_has_the_edition_that_is_served_is_never_asked(module):
    assert changed_since(module, edition=module.edition, day=date(2020, 1, 1)) == ()


def test_the_first_edition_is_no_change(module):
    assert changed_since(replace(module, changes=(FIRST,)), edition="x", day=date(2020, 1, 1)) == ()


def test_an_item_that_two_changes_name_is_asked_once():
    assert items_asked((LATER, SPELLING, MEANING)) == ("item-1", "item-2", "item-0")


def test_a_change_may_name_two_items_of_the_bank(small):
    first, second = (item.id for item in load_module(small.folder).bank.items[:2])
    small.replace("words.en.toml", "[[changes]]", CHANGE.format(kind="substantive", items=f'["{first}", "{second}"]'))

    assert load_module(small.folder).changes[0].items == (first, second)


@pytest.mark.parametrize(
    ("kind", "items", "fault"),
    [
        ("substantive", '["{0}"]', "1 items test this change; name exactly 2, or none"),
        ("substantive", '["{0}", "{1}", "{2}"]', "3 items test this change; name exactly 2, or none"),
        ("editorial", '["{0}", "{1}"]', "an editorial change asks nobody"),
        ("substantive", '["{0}", "no-such-item"]', "item 'no-such-item' is not in [[items]] of quiz.toml"),
        ("substantive", '["{0}", "{0}"]', "twice"),
    ],
)
def test_items_that_cannot_test_a_change_are_refused_with_their_line(small, kind, items, fault):
    ids = [item.id for item in load_module(small.folder).bank.items[:3]]
    small.replace("words.en.toml", "[[changes]]", CHANGE.format(kind=kind, items=items.format(*ids)))

    (said,) = small.refusals()
    assert f"words.en.toml:{small.line('words.en.toml', 'items =')}" in said
    assert fault in said


def test_the_sentence_of_a_commitment_is_optional_and_part_of_the_edition(small):
    without = load_module(small.folder)
    small.replace("words.en.toml", "summary =", 'attestation = "I have read it  and will apply it."\nsummary =')
    module = load_module(small.folder)

    assert (without.attestation, module.attestation) == ("", "I have read it and will apply it.")
    assert module.edition != without.edition
    assert edition(replace(module, attestation="")) == without.edition


def test_the_introduction_alone_asks_for_a_commitment():
    words = {path.parent.name: path.read_text() for path in content_folder().glob("*/words.en.toml")}

    assert [name for name, text in words.items() if "\nattestation = " in text] == ["introduction"]
