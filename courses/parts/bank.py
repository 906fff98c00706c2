"""The bank of questions, read by the quiz library from our two files."""

import re
from collections.abc import Mapping

from courses.findings import Findings
from courses.lines import Lines, Place
from courses.model import Tier
from quizzes.documents import read_bank
from quizzes.errors import ItemError
from quizzes.model import Bank

STRUCTURE = "quiz.toml"
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_PLACE = "quiz"


def build_bank(
    structure: Mapping[str, object], words: Mapping[str, object], *, file: str, findings: Findings
) -> Bank | None:
    """Return the bank, or None after noting every fault of its two files at its line."""
    try:
        bank = read_bank(structure, _one_spaced(words), place=_PLACE)
    except ItemError as error:
        for line in str(error).splitlines():
            text = line.removeprefix(f"{_PLACE}: ")
            findings.faults.append(bank_place(text, file=file, lines=findings.lines).fault(text))
        return None
    findings.declare("tier", tuple(Tier))
    findings.declare("item", [item.id for item in bank.items])
    for item in bank.items:
        path = ("items", item.id)
        findings.use("objective", item.objectives, file=STRUCTURE, path=(*path, "objectives"))
        findings.use("tier", item.tiers, file=STRUCTURE, path=(*path, "tiers"))
        findings.use("section", filter(None, [item.section]), file=STRUCTURE, path=(*path, "section"))
    return bank


def bank_place(text: str, *, file: str, lines: Lines) -> Place:
    """Return where a line of the quiz library ("items.x.stem: what; cure") stands.

    In the structure or in the words, whichever knows the path better.
    """
    path = tuple(text.partition(":")[0].split("."))
    structure_depth, words_depth = _depth(path, lines.known(STRUCTURE)), _depth(path, lines.known(file))
    is_in_words = words_depth > structure_depth or (words_depth == structure_depth and "the words" in text)
    return lines.at(file if is_in_words else STRUCTURE, *path)


def _depth(path: tuple[str, ...], known: Mapping[tuple[str, ...], int]) -> int:
    return next((length for length in range(len(path), 0, -1) if path[:length] in known), 0)


def _one_spaced(value: Mapping[str, object]) -> Mapping[str, object]:
    """Return the words with every run of white space as one space, so that the file's line ends mean nothing."""
    return {key: _spaced(inner) for key, inner in value.items()}


def _spaced(value: object) -> object:
    if isinstance(value, str):
        return _SPACES.sub(" ", value).strip()
    return _one_spaced(value) if isinstance(value, dict) else value
