"""Titles before and after names: those of courtesy are left out, those of a profession stand before the name; pure."""

import re
from functools import lru_cache

from lms.institutions.roster_row_words import COURTESY, COURTESY_LETTERS, PROFESSION, PROFESSION_LETTERS
from lms.institutions.roster_words import fold

FIRST = re.compile(r"\s*([^\s./,،()]+)(\.?\s*/\s*|\.\s*|\s+)(?=\S)")
IN_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]+?)\.?\s*[)\]]\s*$")
AFTER_A_COMMA = re.compile(r"\s*[,،]\s*([^\s,،()]+?)\.?\s*$")


@lru_cache(maxsize=20_000)
def without_titles(name: str) -> str:
    """Return a name without Mr. and the like, wherever they stand; a name that is nothing but titles stays."""
    titles, bare = split_titles(name)
    return " ".join((*titles, bare)) if bare else name


def split_titles(name: str) -> tuple[list[str], str]:
    """Return the titles of profession that a name carries, and the name itself."""
    rest, kept = name.strip(), list[str]()
    for pattern in (IN_BRACKETS, AFTER_A_COMMA):
        found = pattern.search(rest)
        if found is not None and (kind := _kind(found[1], signed=True)) is not None and found.start():
            rest = rest[: found.start()]
            kept += [found[1] + "."] if kind else []
    while (found := FIRST.match(rest)) is not None:
        kind = _kind(found[1], signed=not found[2].isspace())
        if kind is None:
            break
        kept += [rest[: found.end()].strip()] if kind else []
        rest = rest[found.end() :]
    return kept, rest.strip()


def _kind(word: str, *, signed: bool) -> bool | None:
    """Return whether a word is a title of a profession, or of courtesy (False); None when it is none.

    A single letter is one only with a stop or a stroke behind it.
    """
    folded = fold(word)
    if len(word) == 1:
        if not signed:
            return None
        lower = word.casefold()
        return True if lower in PROFESSION_LETTERS else (False if lower in COURTESY_LETTERS else None)
    return True if folded in PROFESSION else (False if folded in COURTESY else None)
