"""Cutting words to the room there is: whole sentences where one fits, else whole words and an ellipsis."""

import re
from dataclasses import dataclass

from webinar_kits.measure import line_widths
from webinar_kits.runs import typographic

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]?\s+(?=[\"'“‘(]?[^\W\d_a-z]|\d)")
_LINE_MARK = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+")
_VOICE = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`")


@dataclass(frozen=True, slots=True)
class Cut:
    """What is shown, and whether something of the whole is left for the notes."""

    shown: str
    whole: str

    @property
    def is_cut(self) -> bool:
        """Whether the notes have more."""
        return self.shown != self.whole


def cut(text: str, *, width: float, size: float, lines: int, is_serif: bool = False, is_bold: bool = False) -> Cut:
    """Return as many whole sentences as fit so many lines; of a first sentence too long, the words that fit."""
    whole = typographic(" ".join(text.split()))
    room = _Room(width, size, lines, is_serif, is_bold)
    if room.holds(whole):
        return Cut(whole, whole)
    sentences = _SENTENCE.split(whole)
    for count in range(len(sentences) - 1, 0, -1):
        shown = whole[: _end_of(whole, sentences, count)].rstrip()
        if room.holds(shown):
            return Cut(shown, whole)
    return Cut(_shortened(sentences[0], room), whole)


def plain_sentences(markdown: str) -> tuple[str, ...]:
    """Return the sentences of a section without its marks; headings and tables are left out."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", markdown):
        told = [line for line in paragraph.splitlines() if not line.lstrip().startswith(("#", "|"))]
        plain = " ".join(_LINE_MARK.sub("", line).strip() for line in told)
        found += [one.strip() for one in _SENTENCE.split(_VOICE.sub("", plain)) if one.strip()]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Room:
    width: float
    size: float
    lines: int
    is_serif: bool
    is_bold: bool

    def holds(self, text: str) -> bool:
        wide = line_widths(text, width=self.width, size=self.size, is_serif=self.is_serif, is_bold=self.is_bold)
        return len(wide) <= self.lines


def _end_of(whole: str, sentences: list[str], count: int) -> int:
    at = 0
    for sentence in sentences[:count]:
        at = whole.index(sentence, at) + len(sentence)
    return at


def _shortened(text: str, room: _Room) -> str:
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if room.holds(_with_ellipsis(words[:middle])):
            low = middle
        else:
            high = middle - 1
    if low:
        return _with_ellipsis(words[:low])
    letters = words[0] if words else ""
    while letters and not room.holds(letters + "…"):
        letters = letters[:-1]
    return letters + "…"


def _with_ellipsis(words: list[str]) -> str:
    return " ".join(words).rstrip(" ,;:.–-") + " …"
