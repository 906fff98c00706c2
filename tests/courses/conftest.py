"""A small module that keeps every rule, written to a folder, so that each test can break one thing in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from courses.checks import check
from courses.errors import ContentError
from courses.loader import load_with_lines

TIERS = ("board", "senior_management", "middle_management", "support", "field")
# id, beat, layout, role, priority, body
SLIDES = (
    ("welcome", "opening", "title", "content", "must", "Welcome to {institution}."),
    ("before", "opening", "statement", "pretest", "must", "Five questions.\n\nAlone."),
    ("last-time", "recap", "recap", "content", "could", "- One\n- Two"),
    ("sides", "practice", "two_sides", "content", "should", "| Bank | Client |\n|---|---|\n| Rate | Fear |"),
    ("steps", "practice", "process", "content", "should", "1. Hear\n2. Write\n3. Answer"),
    ("grid", "practice", "table", "content", "should", "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |"),
    ("numbers", "practice", "chart", "content", "should", "| Branch | 2025 |\n|---|---|\n| North | 3 |\n| South | 9 |"),
    ("promise", "practice", "statement", "content", "must", "We answer."),
    ("stall", "client", "case", "content", "should", "Dalia whispers."),
    ("what-now", "client", "question", "discussion", "must", "What do you do?"),
    ("signs", "feedback", "statement", "content", "should", "Silence is a sign."),
    ("vote", "feedback", "poll", "content", "could", "- Yes\n- No"),
    ("zero", "feedback", "statement", "content", "could", "Zero is no prize."),
    ("sort", "tools", "activity", "content", "must", "1. Read\n2. Sort"),
    ("tool", "tools", "statement", "content", "could", "One page for the desk."),
    ("chat", "tools", "statement", "content", "could", "Write one word in the chat."),
    ("after", "close", "statement", "posttest", "must", "Five questions again."),
    ("judge", "close", "statement", "evaluation", "must", "Tell us."),
    ("bye", "close", "statement", "content", "could", "Call {hotline}."),
)
# What one can do in a room alone, and what on a screen alone.
ONE_MODE = {"tool": "in_person", "chat": "webinar"}
OBJECTIVES = ("see", "act", "hear", "tell")
ACTIVITIES = ("sorting", "calling", "counting")
# By section number: its tracks, and what it teaches where that is not the usual.
TRACKS = {1: '"field"', 2: '"field"', 3: '"board"'}
USUAL = '["see", "act"]'
TAUGHT = {6: '["hear", "tell"]'}
PARTS = ("aim", "materials", "cards", "expected", "wrong", "debrief")


def _filler(words: int) -> str:
    return " ".join(f"word{number}{'.' if number % 10 == 9 else ''}" for number in range(words))


def _module() -> str:
    text = 'id = "small"\nprinciple = 7\nstandards = ["7.1", "7.2"]\npass_percent = 80\n'
    for name in OBJECTIVES[:2]:
        text += f'\n[[objectives]]\nid = "{name}"\nstandards = ["7.1"]\n'
    for number in range(1, 9):
        kind = "story" if number == 8 else "core"
        text += (
            f'\n[[sections]]\nid = "section-{number}"\nkind = "{kind}"\nobjectives = {TAUGHT.get(number, USUAL)}\n'
            f'standards = ["7.2"]\ntracks = [{TRACKS.get(number, "")}]\nsources = ["S57"]\n'
        )
    text += '\n[[calculators]]\nid = "days-to-answer"\nsection = "section-2"\n'
    text += '\n[[sources]]\nid = "S57"\nurl = "https://example.org/a"\n'
    return text + "".join(f'\n[[objectives]]\nid = "{name}"\nstandards = ["7.1"]\n' for name in OBJECTIVES[2:])


WORDS = """title = "A small module"
summary = "You can see and act."
[objectives]
see = "Can see a sign"
act = "Can act on it"
hear = "Can hear it"
tell = "Can tell of it"
[sources]
S57 = "A page about signs"
[glossary.sign]
term = "sign"
definition = "Something that shows."
[calculators.days-to-answer]
title = "Days"
intro = "Why."
reading = "How."
[[changes]]
on = 2026-11-22
kind = "substantive"
text = "First edition."
"""


def _lesson() -> str:
    text = "# A small module\n"
    for number in range(1, 9):
        links = "a [sign](term:sign) in [one](section:section-1), see [page](source:S57) and **act** *now*"
        text += f"\n## Section {number} {{#section-{number}}}\n\n{_filler(130)} {links}.\n"
        if number < 8:
            for tier in TIERS:
                text += f"\n### In your week {{#{tier}}}\n\n- Ask one client.\n- Write one line.\n"
    return text


def _case() -> tuple[str, str]:
    structure, words = 'start = "node-1"\n', "# Five for the form\n\nAll of it is invented.\n"
    for number in range(1, 5):
        following = f"node-{number + 1}" if number < 4 else "good-end"
        structure += f'\n[[nodes]]\nid = "node-{number}"\n'
        words += f"\n## Node {number} {{#node-{number}}}\n\nA scene.\n"
        for name, target in (("right", following), ("wrong", "poor-end" if number % 2 else "mixed-end")):
            structure += f'[[nodes.choices]]\nid = "{name}-{number}"\nnext = "{target}"\nclient = 1\ninstitution = -1\n'
            words += f"\n### Do {name} {{#{name}-{number}}}\n\nThen this.\n"
    for outcome in ("good", "mixed", "poor"):
        structure += f'\n[[endings]]\nid = "{outcome}-end"\noutcome = "{outcome}"\nsection = "section-1"\n'
        words += f"\n## The {outcome} end {{#{outcome}-end}}\n\nIt teaches.\n"
    return structure, words


def _deck() -> tuple[str, str]:
    structure, words = "", "# A small session\n"
    for name, beat, layout, role, priority, body in SLIDES:
        modes = f'"{ONE_MODE[name]}"' if name in ONE_MODE else '"in_person", "webinar"'
        structure += (
            f'[[slides]]\nid = "{name}"\nbeat = "{beat}"\nlayout = "{layout}"\nrole = "{role}"\nminutes = 5\n'
            f'minimum = 2\npriority = "{priority}"\nmodes = [{modes}]\ntiers = []\n'
            'objectives = ["see"]\n'
        )
        structure += 'activity = "sorting"\n' if layout == "activity" else ""
        structure += '[slides.chart]\nkind = "bar"\ncategories = ["North", "South"]\n' if layout == "chart" else ""
        words += f"\n## Slide {name} {{#{name}}}\n\n{body}\n\n### Say {{#say}}\n\nSay it.\n"
    for name in ACTIVITIES:
        structure += (
            f'\n[[activities]]\nid = "{name}"\nkind = "card_sort"\nobjectives = ["act", "hear", "tell"]\n'
            "minutes = 15\nminimum = 10\ngroup = 4\n"
        )
    return structure, words


def _activities() -> str:
    text = "# Activities\n"
    for name in ACTIVITIES:
        text += f"\n## {name} {{#{name}}}\n"
        text += "\n### Room {#room}\n\n1. Sit down.\n\n### Webinar {#webinar}\n\n1. Split.\n\n> Text to paste.\n"
        for part in PARTS:
            text += f"\n### {part} {{#{part}}}\n\n- Something for {part}\n"
    return text


def _bank() -> tuple[str, str]:
    structure = "[blueprint]\nlength = 10\ncase_share = 2\nkinds = 3\nper_objective = 1\nper_tier = 1\n"
    words = ""
    for number in range(30):
        kind = ("single", "multiple", "true_false", "ordering", "matching", "single")[number % 6]
        name = f"item-{number}"
        structure += (
            f'\n[[items]]\nid = "{name}"\nkind = "{kind}"\nobjectives = ["{OBJECTIVES[number // 3 % 4]}"]\n'
            f'tiers = ["{TIERS[number % 5]}"]\nsection = "section-1"\ncase = {"true" if number % 2 else "false"}\n'
        )
        ids = ("alpha", "beta", "gamma")
        key = ids[number // 3 % 3]
        told = "".join(f'{one} = "Words {number} {ids.index(one)}"\n' for one in ids)
        structure += {
            "single": f'options = ["alpha", "beta", "gamma"]\nkey = "{key}"\n',
            "multiple": f'options = ["alpha", "beta", "gamma"]\nkey = ["{key}"]\n',
            "true_false": "key = true\n",
            "ordering": 'steps = ["alpha", "beta", "gamma"]\n',
            "matching": 'left = ["alpha", "beta"]\nright = ["gamma", "delta"]\n'
            'key = { alpha = "gamma", beta = "delta" }\n',
        }[kind]
        words += f'\n[items.{name}]\nstem = "Question {number}"\n'
        words += {
            "single": f"[items.{name}.options]\n{told}[items.{name}.feedback]\n{told}",
            "multiple": f"[items.{name}.options]\n{told}[items.{name}.feedback]\n{told}",
            "true_false": 'feedback = { true = "So it is", false = "Look again" }\n',
            "ordering": f'feedback = {{ right = "Yes", wrong = "Look" }}\n[items.{name}.steps]\n{told}',
            "matching": f'[items.{name}.left]\nalpha = "A"\nbeta = "B"\n'
            f'[items.{name}.right]\ngamma = "C"\ndelta = "D"\n'
            f'[items.{name}.feedback]\nalpha = "So"\nbeta = "So"\n',
        }[kind]
    return structure, words


def module_files() -> dict[str, str]:
    """Return every file of the module by name."""
    case, case_words = _case()
    deck, deck_words = _deck()
    quiz, quiz_words = _bank()
    return {
        "module.toml": _module(),
        "words.en.toml": WORDS,
        "lesson.en.md": _lesson(),
        "case.toml": case,
        "case.en.md": case_words,
        "deck.toml": deck,
        "deck.en.md": deck_words,
        "activities.en.md": _activities(),
        "handout.en.md": "# Workbook\n\n## Notes {#notes}\n\n```notes 4\n```\n\n"
        "## Plan {#plan}\n\n| What | When |\n|---|---|\n| | |\n",
        "jobaid.en.md": "# On the desk\n\n## First {#first}\n\n- Listen at {institution}.\n",
        "quiz.toml": quiz,
        "quiz.en.toml": quiz_words,
    }


class SmallModule:
    """The module in its folder, to be edited and then read or checked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for name, text in module_files().items():
            (folder / name).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace the first occurrence; fails when there is none."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, file: str, needle: str, *, occurrence: int = 1) -> int:
        """Return the 1-based line of the n-th line that holds the needle."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if needle in line][occurrence - 1]

    def refusals(self) -> list[str]:
        """Return the faults with which loading refuses the module."""
        with pytest.raises(ContentError) as caught:
            load_with_lines(self.folder)
        return [str(fault) for fault in caught.value.faults]

    def broken_rules(self) -> list[str]:
        """Return the faults that the check finds in a module that loads."""
        loaded = load_with_lines(self.folder)
        return [str(fault) for fault in check(loaded.module, loaded.lines)]


@pytest.fixture
def small(tmp_path: Path) -> SmallModule:
    """Return a fresh module that keeps every rule."""
    return SmallModule(tmp_path / "small")


@pytest.fixture
def write_module(tmp_path: Path) -> Callable[[str], SmallModule]:
    """Return a way to write the module below a content folder, under another id."""

    def write(path: str) -> SmallModule:
        written = SmallModule(tmp_path / path)
        written.replace("module.toml", 'id = "small"', f'id = "{written.folder.name}"')
        return written

    return write
