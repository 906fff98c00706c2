"""Numbers of facts and labels of exhibits as people list them: “F7, 12 and 39–43”, “E3 et E5”."""

import re
from collections.abc import Iterator

# Words that join two citations and say nothing themselves.
_JOINING = frozenset({"and", "&", "+", "et", "y", "und", "fact", "facts", "exhibit", "exhibits", "paper", "papers"})
_DASH = re.compile(r"(?<=\d)\s*[-‐‑–—]\s*(?=[FfEe#]?\d)")
_RANGE = re.compile(r"([FfEe#]?)(\d{1,4})-[FfEe#]?(\d{1,4})")
# More from one range is no citation any more.
LONGEST_RANGE = 20


def cited_words(text: str) -> list[str]:
    """Return what a list cites, word by word and as it was typed; a range stays one word."""
    return [word for word in re.split(r"[,;\s]+", _DASH.sub("-", text)) if word and word.casefold() not in _JOINING]


def each_cited(word: str) -> Iterator[str]:
    """Yield what a word cites: itself, or each of a short range."""
    found = _RANGE.fullmatch(word)
    if found is None or not 0 < int(found[3]) - int(found[2]) < LONGEST_RANGE:
        yield word
        return
    for number in range(int(found[2]), int(found[3]) + 1):
        yield f"{found[1]}{number}"


def cited_number(word: str) -> int | None:
    """Return the number of a fact, written 7, F7 or #7; None where the word is none."""
    bare = word.strip().removeprefix("F").removeprefix("f").removeprefix("#")
    return int(bare) if bare.isdecimal() and len(bare) < 6 else None
