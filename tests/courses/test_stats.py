"""A module in numbers."""

import json
from dataclasses import fields, replace

from courses.loader import load_module
from courses.model import Mode, Tier, Track
from courses.stats import ModuleStats, as_document, count
from quizzes.model import Kind


def test_a_module_is_counted_part_by_part(small):
    stats = count(load_module(small.folder))

    assert (stats.objectives, stats.sections, stats.stories, stats.lenses) == (4, 8, 1, 35)
    assert (stats.decisions, stats.endings, stats.activities) == (4, 3, 3)
    assert (stats.glossary, stats.sources, stats.calculators) == (1, 1, 1)
    assert (stats.items.total, stats.items.on_cases, stats.items.for_everyone) == (30, 15, 0)
    assert stats.items.by_kind[Kind.SINGLE] == 10
    assert stats.items.by_kind[Kind.NUMERIC] == 0
    assert stats.items.by_objective == {"see": 9, "act": 9, "hear": 6, "tell": 6}
    assert stats.items.by_tier == dict.fromkeys(Tier, 6)
    assert stats.minutes[Tier.FIELD] == {Track.FULL: 8, Track.BOARD: 1, Track.FIELD: 2}


def test_slides_are_counted_by_mode_and_by_tier_where_it_is_shown_fewer(small):
    small.replace("deck.toml", "tiers = []", 'tiers = ["board"]')

    room = count(load_module(small.folder)).slides[Mode.IN_PERSON]

    assert (room.slides, room.minutes) == (18, 90)
    assert room.by_tier == {tier: 17 for tier in Tier if tier is not Tier.BOARD}


def test_words_are_those_that_are_read_and_a_shared_scenario_counts_once(small):
    before = count(load_module(small.folder)).words["quiz"]
    for item in ("item-1", "item-3"):
        small.replace("quiz.toml", f'id = "{item}"', f'id = "{item}"\nscenario = "stall"')
    small.replace("quiz.toml", "[[items]]", '[[scenarios]]\nid = "stall"\n\n[[items]]')
    path = small.folder / "quiz.en.toml"
    path.write_text('[scenarios.stall]\ntext = "Five words about a stall."\n' + path.read_text())

    assert count(load_module(small.folder)).words["quiz"] == before + 5


def test_the_document_holds_every_number_and_is_json(small):
    stats = count(load_module(small.folder))
    document = as_document(stats)

    assert set(document) == {field.name for field in fields(ModuleStats)}
    assert document["words"]["all"] == sum(stats.words.values())
    assert json.loads(json.dumps(document)) == document


def test_a_language_without_a_rule_has_no_grade(small):
    module = load_module(small.folder)

    assert count(module).grade is not None
    assert count(replace(module, language="fr")).grade is None
