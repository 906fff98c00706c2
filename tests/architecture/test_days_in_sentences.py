"""A sentence writes a day in words (`courses.days`); only what programs read writes year-month-day."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAY = re.compile(r"(^|_)(day|on|at|since|until|today|moment|beginning|deadline|as_of)$")
ISO = re.compile(r"isoformat|%Y-%m")
SENTENCE = re.compile(r"(?s)(?!.*<).*([a-z]{2,} |[a-z] $| [a-z]{2,}|[a-z]\.$)")
# Where a day is a quotation: of a line in a file that somebody is to look up, of an entry, of a column.
QUOTED = {
    "courses/rules/objectives.py": "the changelog of a module's file",
    "courses/typed_days.py": "how a day is to be typed",
    "lms/cli/item.py": "a seed",
    "lms/cli/kit.py": "what was typed",
    "lms/cli/requirement.py": "columns of a list",
    "lms/ledger/check.py": "what a line of the ledger says",
    "lms/ledger/packs/history.py": "what the files of a pack say, and verify.html the same word by word",
    "lms/ledger/packs/summary.py": "texts of a pack, which a program may read",
    "lms/ledger/packs/verify.py": "what the files of a pack say",
    "lms/ledger/packs/words.py": "texts of a pack, which a program may read",
    "lms/ledger/replay/figures.py": "what an entry says",
    "lms/reports/ledger_told.py": "the name of a rule as its entry writes it",
    "lms/workshops/rescheduling.py": "a time of day, as it was typed",
}


def days_as_programs_write_them(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.JoinedStr):
            continue
        said = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if not SENTENCE.match(said):
            continue
        for part in node.values:
            if isinstance(part, ast.FormattedValue) and _is_bare(part):
                yield part.lineno, ast.unparse(part.value)


def _is_bare(part: ast.FormattedValue) -> bool:
    shown = ast.unparse(part.value)
    if part.format_spec is not None:
        return ISO.search(ast.unparse(part.format_spec)) is not None
    if isinstance(part.value, ast.BinOp):
        shown = ast.unparse(part.value.left)
    return ISO.search(shown) is not None or DAY.search(shown.rpartition(".")[2]) is not None


SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("lms", "courses", "webinar_kits")
    for path in (ROOT / package).rglob("*.py")
)


def test_no_sentence_writes_a_day_as_programs_do() -> None:
    found = [
        f"{path}:{line} {what}"
        for path in SOURCES
        if path not in QUOTED
        for line, what in days_as_programs_write_them((ROOT / path).read_text())
    ]
    assert found == [], "write it with courses.days.day_words or moment_words"


@pytest.mark.parametrize("path", QUOTED)
def test_what_is_let_off_has_such_a_day(path: str) -> None:
    assert list(days_as_programs_write_them((ROOT / path).read_text()))


@pytest.mark.parametrize(
    "sentence",
    [
        'f"No place covers {day}."',
        'f"It was issued on {found.issued_on.isoformat()}."',
        'f"The last day was {ends_on - DAY}."',
        'f"No checkpoint was signed by {known_at:%Y-%m-%d %H:%M} UTC."',
    ],
)
def test_a_day_written_bare_is_found(sentence: str) -> None:
    assert list(days_as_programs_write_them(sentence))


@pytest.mark.parametrize("sentence", ['f"No place covers {day_words(day)}."', 'f"{slug}-{day.isoformat()}.ics"'])
def test_words_and_names_of_files_are_let_be(sentence: str) -> None:
    assert not list(days_as_programs_write_them(sentence))
