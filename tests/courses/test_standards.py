"""The 30 standards of version 1.0."""

from collections import Counter

import pytest

from courses.errors import ContentError
from courses.loader import load_module
from courses.resources import content_folder
from courses.standards import COUNTS, NUMBERS, Certainty, load_standards, place_standard

SHIPPED = content_folder() / "standards" / "standards.toml"


def test_there_are_thirty_in_order():
    standards = load_standards(SHIPPED)

    assert tuple(standard.number for standard in standards) == NUMBERS
    assert len(standards) == 30
    assert Counter(standard.principle for standard in standards) == COUNTS


def test_each_says_how_sure_we_are_and_what_is_confirmed_has_a_source():
    standards = load_standards(SHIPPED)

    assert Counter(standard.status for standard in standards) == {
        Certainty.CONFIRMED: 16,
        Certainty.SUPPORTED: 11,
        Certainty.RECONSTRUCTED: 3,
    }
    sourced = [standard for standard in standards if standard.status is not Certainty.RECONSTRUCTED]
    assert all(standard.sources for standard in sourced)
    assert all(source.title and source.url.startswith("http") for standard in sourced for source in standard.sources)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '"confirmed"',
            '"sure"',
            "1.1: the status 'sure' is not known; use one of: confirmed, supported, reconstructed",
        ),
        ('"1.1"', '"1.9"', "'1.9' is not a standard of version 1.0; remove it"),
        ('sources = ["S48", "S56"]', 'sources = ["S1"]', "1.1: source 'S1' is not in [sources]; add it there"),
        ('title = "Products fit', 'name = "Products fit', "1.1: has no title; add it in our own words"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(tmp_path, old, new, fault):
    text = SHIPPED.read_text().replace(old, new, 1)
    (tmp_path / "standards.toml").write_text(text)

    with pytest.raises(ContentError) as caught:
        load_standards(tmp_path / "standards.toml")

    line = SHIPPED.read_text().splitlines().index('[standards."1.1"]') + 1
    assert f"standards.toml:{line}: {fault}" in [str(one) for one in caught.value.faults]


def test_a_missing_standard_is_named(tmp_path):
    text = SHIPPED.read_text()
    (tmp_path / "standards.toml").write_text(text[: text.index('\n[standards."7.4"]')])

    with pytest.raises(ContentError) as caught:
        load_standards(tmp_path / "standards.toml")

    assert [fault.what for fault in caught.value.faults] == ['standard 7.4 is missing; add [standards."7.4"]']


def test_a_standard_is_found_where_it_is_taught_practised_and_tested(small):
    small.replace("module.toml", 'id = "act"\nstandards = ["7.1"]', 'id = "act"\nstandards = ["7.2"]')
    module = load_module(small.folder)

    (first,), (second,) = place_standard("7.1", [module]), place_standard("7.2", [module])

    assert [objective.id for objective in first.objectives] == ["see", "hear", "tell"]
    assert (first.sections, first.is_in_case, first.items) == ((), False, 21)
    assert [activity.id for activity in first.activities] == ["sorting", "calling", "counting"]
    assert len(first.slides) == 19
    assert [section.id for section in second.sections] == [section.id for section in module.sections]
    assert (second.slides, second.is_in_case, second.items) == ((), True, 9)


def test_a_standard_that_no_module_serves_has_no_place(small):
    assert place_standard("7.4", [load_module(small.folder)]) == ()
