"""Comments of a Word document at the passages they speak of. Their authors are what they are shown as, never names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from webinar_kits.proposals.paper import PaperComment
from webinar_kits.proposals.word_look import NAMESPACE
from webinar_kits.proposals.word_text import Mark, writable
from webinar_kits.runs import Run, typographic, words

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_SKIPPED = frozenset("*_`#\\>|")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_FIRST_PARAGRAPH = 0x10000001


@dataclass(frozen=True, slots=True)
class _Entry:
    """A comment or a reply to one: `answers` is the number of the comment it answers, or its own."""

    number: int
    answers: int
    author: str
    text: str
    comment: PaperComment


class Comments:
    """The comments of a document under construction; each is placed once."""

    def __init__(self, comments: Sequence[PaperComment]) -> None:
        self._entries: dict[int, list[_Entry]] = {}
        self._waiting: dict[str, list[int]] = {}
        self._given = tuple(comments)
        number = 0
        for place, comment in enumerate(comments):
            first = number
            told = ((comment.reviewer, comment.text), *comment.replies)
            self._entries[place] = [
                _Entry(first + step, first, author, text, comment) for step, (author, text) in enumerate(told)
            ]
            number += len(told)
            self._waiting.setdefault(comment.part, []).append(place)

    @property
    def is_empty(self) -> bool:
        """Whether there is none."""
        return not self._entries

    def unplaced(self) -> tuple[PaperComment, ...] | None:
        """Return all comments with those that found no passage made ones on the whole part; None when all did."""
        lost = {place for places in self._waiting.values() for place in places}
        if not lost:
            return None
        return tuple(
            replace(comment, quote="", part=comment.part if comment.quote else "") if place in lost else comment
            for place, comment in enumerate(self._given)
        )

    def on_whole(self, part: str) -> tuple[str, str]:
        """Return what opens and what closes the comments on a whole part, at its first place."""
        found = [place for place in self._waiting.get(part, []) if not _wanted(self._given[place])]
        return self._place(part, found)

    def on_passages(self, part: str, pieces: Sequence[Run]) -> tuple[Mark, ...]:
        """Return the marks of the comments whose passage stands in these words."""
        if not part or part not in self._waiting:
            return ()
        shown, places = _normal(words(tuple(pieces)))
        marks: list[Mark] = []
        for place in list(self._waiting[part]):
            quote = _wanted(self._given[place])
            begins = shown.find(quote) if quote else -1
            if begins < 0:
                continue
            opens, closes = self._place(part, [place])
            marks.append(Mark(places[begins], opens))
            marks.append(Mark(places[begins + len(quote) - 1] + 1, closes))
        return tuple(marks)

    def _place(self, part: str, found: Sequence[int]) -> tuple[str, str]:
        entries = [entry for place in found for entry in self._entries[place]]
        for place in found:
            self._waiting[part].remove(place)
        opens = "".join(f'<w:commentRangeStart w:id="{entry.number}"/>' for entry in entries)
        closes = "".join(
            f'<w:commentRangeEnd w:id="{entry.number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{entry.number}"/></w:r>'
            for entry in entries
        )
        return opens, closes

    def xml(self) -> str:
        """Return the part that holds the comments."""
        listed = "".join(_comment(entry) for entries in self._entries.values() for entry in entries)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments {NAMESPACE} xmlns:w14="{_W14}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
            f"{listed}</w:comments>"
        )

    def threads_xml(self) -> str:
        """Return the part that says what answers what and what is resolved."""
        listed = "".join(_thread(entry) for entries in self._entries.values() for entry in entries)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w15:commentsEx xmlns:w15="{_W15}">'
            f"{listed}</w15:commentsEx>"
        )


def _comment(entry: _Entry) -> str:
    initials = "".join(word[0] for word in entry.author.split())[:3]
    lines = entry.text.splitlines() or [""]
    paragraphs = "".join(
        f"<w:p{f' w14:paraId={_quoted(entry.number)}' if place == len(lines) else ''}><w:pPr>"
        f'<w:pStyle w:val="CommentText"/></w:pPr><w:r><w:t xml:space="preserve">{writable(line)}</w:t></w:r></w:p>'
        for place, line in enumerate(lines, start=1)
    )
    author = writable(entry.author).replace('"', "&quot;")
    return (
        f'<w:comment w:id="{entry.number}" w:author="{author}" w:initials="{writable(initials)}" '
        f'w:date="{entry.comment.written_on.isoformat()}T12:00:00Z">{paragraphs}</w:comment>'
    )


def _thread(entry: _Entry) -> str:
    parent = f" w15:paraIdParent={_quoted(entry.answers)}" if entry.answers != entry.number else ""
    return f'<w15:commentEx w15:paraId={_quoted(entry.number)}{parent} w15:done="{int(entry.comment.is_resolved)}"/>'


def _quoted(number: int) -> str:
    return f'"{_FIRST_PARAGRAPH + number:08X}"'


def _wanted(comment: PaperComment) -> str:
    """Return the first line of the passage as it is looked for: a passage over several paragraphs begins in one."""
    for line in comment.quote.splitlines():
        normal, _ = _normal(typographic(re.sub(r"^\s*(?:[-*+•]|\d+[.)])\s+", "", line)))
        if normal.strip():
            return normal.strip()
    return ""


def _normal(text: str) -> tuple[str, list[int]]:
    """Return the text without marks of markup, its spaces single, and where each letter of it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text.translate(_STRAIGHT)):
        if letter in _SKIPPED or (letter.isspace() and letters and letters[-1] == " "):
            continue
        letters.append(" " if letter.isspace() else letter)
        places.append(place)
    return "".join(letters), places
