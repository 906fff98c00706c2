"""What changes the edition of a module, and what does not."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.editions import edition
from courses.loader import load_module

SAME = [
    ("words.en.toml", 'text = "First edition."', 'text = "First edition, 2026."'),
    ("words.en.toml", 'title = "A small module"\nsummary = ', 'title = "A  small\\tmodule"\n\n# a remark\nsummary = '),
    ("lesson.en.md", "word0 word1", "word0\nword1"),
    ("lesson.en.md", "- Ask one client.\n- Write", "* Ask  one client.\n* Write"),
    ("module.toml", "pass_percent = 80", "pass_percent   =   80  # of 100"),
    ("deck.toml", 'tiers = []\nobjectives = ["see"]', 'objectives = [\n  "see",\n]'),
    ("quiz.en.toml", 'stem = "Question 0"', 'stem = "Question   0"'),
    ("case.en.md", "A scene.", "A scene.\n\n"),
]
OTHER = [
    ("words.en.toml", "Can act on it", "Can act on them"),
    ("words.en.toml", "Something that shows.", "Something that may show."),
    ("module.toml", "pass_percent = 80", "pass_percent = 81"),
    ("module.toml", 'tracks = ["field"]', 'tracks = ["board"]'),
    ("lesson.en.md", "word0 word1", "word0 word2"),
    ("lesson.en.md", "**act**", "*act*"),
    ("lesson.en.md", "- Ask one client.", "- Ask two clients."),
    ("case.toml", "client = 1", "client = 2"),
    ("case.en.md", "Then this.", "Then that."),
    ("deck.toml", "minutes = 5", "minutes = 6"),
    ("deck.en.md", "Say it.", "Sing it."),
    ("activities.en.md", "- Something for expected", "- Nothing for expected"),
    ("handout.en.md", "```notes 4", "```notes 5"),
    ("jobaid.en.md", "Listen at", "Listen well at"),
    ("quiz.toml", 'key = "alpha"', 'key = "beta"'),
    ("quiz.en.toml", "Question 0", "Question zero"),
    ("quiz.toml", "length = 10", "length = 11"),
]


@pytest.mark.parametrize(("file", "old", "new"), SAME)
def test_layout_and_changelog_do_not_change_the_edition(small, file, old, new):
    before = load_module(small.folder).edition

    small.replace(file, old, new)

    assert load_module(small.folder).edition == before


@pytest.mark.parametrize(("file", "old", "new"), OTHER)
def test_what_can_change_meaning_changes_the_edition(small, file, old, new):
    before = load_module(small.folder).edition

    small.replace(file, old, new)

    assert load_module(small.folder).edition != before


def test_an_edition_is_twelve_hexadecimal_digits(small):
    found = load_module(small.folder).edition

    assert len(found) == 12
    assert set(found) <= set("0123456789abcdef")


def test_an_edition_is_the_same_in_another_process_with_another_hash_seed(small):
    program = (
        "import sys; from pathlib import Path; from courses.loader import load_module; "
        "print(load_module(Path(sys.argv[1])).edition)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program, str(small.folder)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert found == {load_module(small.folder).edition}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(title=st.text(max_size=20), percent=st.integers(1, 100))
def test_equal_modules_have_equal_editions_and_others_have_not(small, title, percent):
    module = load_module(small.folder)

    changed = replace(module, title=title, pass_percent=percent, edition="", changes=())

    is_same = (title, percent) == (module.title, module.pass_percent)
    assert (edition(changed) == module.edition) is is_same
    assert edition(changed) == edition(replace(changed, edition="other", changes=module.changes))
