"""What changed between two editions."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

import pytest

import courses.blocks
from courses.diffs import compare
from courses.editions import edition
from courses.loader import load_module
from courses.model import Change, Module
from courses.resources import content_folder


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("words.en.toml", "Can act on it", "Can act on them", "objective act: changed text"),
        ("words.en.toml", "Something that shows.", "Something.", "glossary term sign: changed definition"),
        ("module.toml", "pass_percent = 80", "pass_percent = 81", "module: changed pass mark"),
        ("lesson.en.md", "word0 word1", "word0 word2", "section section-1: changed text"),
        ("lesson.en.md", "- Ask one client.", "- Ask two.", "lens section-1/board: changed text"),
        ("case.toml", "client = 1", "client = 2", "case choice node-1/right-1: changed effect on the client"),
        ("case.en.md", "## Node 1", "## Node one", "case node node-1: changed title"),
        ("deck.toml", "minutes = 5", "minutes = 6", "slide welcome: changed minutes"),
        ("deck.en.md", "Say it.", "Sing it.", "slide welcome: changed Say"),
        ("activities.en.md", "- Something for wrong", "- Nothing", "activity sorting: changed wrong"),
        ("handout.en.md", "```notes 4", "```notes 5", "workbook: changed text"),
        ("jobaid.en.md", "Listen at", "Listen well at", "job aid: changed text"),
        ("quiz.toml", 'key = "alpha"', 'key = "beta"', "item item-0: THE KEY CHANGED"),
        ("quiz.toml", "length = 10", "length = 11", "blueprint of the quiz: changed length"),
        ("quiz.en.toml", "Question 0", "Question zero", "item item-0: changed stem"),
    ],
)
def test_one_change_is_told_in_one_line(small, file, old, new, said):
    before = load_module(small.folder)
    small.replace(file, old, new)

    found = compare(before, load_module(small.folder))

    assert [str(part) for part in found.parts] == [said]
    assert not found.is_same_edition


def test_an_added_part_was_removed_the_other_way_round(small):
    before = load_module(small.folder)
    small.replace(
        "words.en.toml", "[calculators", '[glossary.word]\nterm = "word"\ndefinition = "A word."\n[calculators'
    )
    after = load_module(small.folder)

    assert [str(part) for part in compare(before, after).parts] == ["glossary term word: added"]
    assert [str(part) for part in compare(after, before).parts] == ["glossary term word: removed"]


def test_another_order_is_named_where_it_means_something(small):
    module = load_module(small.folder)
    turned = _with_edition(replace(module, sources=(), sections=tuple(reversed(module.sections))))
    same = _with_edition(replace(module, bank=replace(module.bank, items=tuple(reversed(module.bank.items)))))

    said = [str(part) for part in compare(module, turned).parts]

    assert said == ["sections: in another order", "source S57: removed"]
    assert compare(module, same).parts == ()
    assert compare(module, same).is_same_edition


def test_the_key_of_an_ordering_item_is_its_order(small):
    before = load_module(small.folder)
    small.replace("quiz.toml", 'steps = ["alpha", "beta", "gamma"]', 'steps = ["beta", "alpha", "gamma"]')

    (part,) = compare(before, load_module(small.folder)).parts

    assert part.is_key_change
    assert str(part) == "item item-3: THE KEY CHANGED"


def test_the_newest_entry_speaks_only_where_the_old_changelog_does_not_have_it(small):
    module = load_module(small.folder)
    editorial = Change(date(2026, 12, 1), is_substantive=False, text="A comma.")
    later = replace(module, changes=(editorial, *module.changes))

    assert not compare(module, module).is_told
    assert compare(module, later).is_told
    assert compare(module, later).newest == editorial
    assert compare(module, replace(module, changes=())).newest is None


def test_whatever_changes_the_edition_is_told_and_nothing_else_is():
    module = _with_edition(_little_of(load_module(content_folder() / "complaints")))
    wrong, tried = [], 0
    for path, other in _mutations(module, "module"):
        changed = _with_edition(other)
        tried += 1
        found = compare(module, changed)
        if bool(found.parts) == found.is_same_edition:
            wrong.append(path)

    assert wrong == []
    assert tried > 200


def _little_of(module: Module) -> Module:
    """Return a module with an entry or two of everything, and a question of every kind."""
    kinds = {item.kind: item for item in module.bank.items}
    return replace(
        module,
        sections=module.sections[:2],
        slides=module.slides[:2],
        activities=module.activities[:2],
        glossary=module.glossary[:2],
        sources=module.sources[:2],
        bank=replace(module.bank, items=tuple(kinds.values())),
    )


def _with_edition(module: Module) -> Module:
    return replace(module, edition=edition(module))


def _mutations(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield the value with one thing in it changed, for every field; of lists, in their first and last entry."""
    if is_dataclass(value) and type(value).__module__ != courses.blocks.__name__:
        for field in fields(value):
            for inner_path, inner in _mutations(getattr(value, field.name), f"{path}.{field.name}"):
                if field.name != "edition":
                    yield inner_path, replace(value, **{field.name: inner})
    elif isinstance(value, tuple) and value:
        yield f"{path} shorter", value[:-1]
        for place in {0, len(value) - 1}:
            for inner_path, inner in _mutations(value[place], f"{path}[{place}]"):
                yield inner_path, (*value[:place], inner, *value[place + 1 :])
    elif isinstance(value, Mapping) and value:
        key = next(iter(value))
        for inner_path, inner in _mutations(value[key], f"{path}[{key}]"):
            yield inner_path, MappingProxyType({**value, key: inner})
    else:
        yield from ((path, other) for other in _other(value))


def _other(value: object) -> list[object]:
    match value:
        case Enum():
            return [next(one for one in type(value) if one is not value)]
        case bool():
            return [not value]
        case str():
            return [value + "x"]
        case int() | Fraction():
            return [value + 1]
        case frozenset():
            return [value | {"x"}]
    return []
