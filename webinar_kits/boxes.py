"""Letters for which no font of ours has a shape: a box in their place, where the whole paper would fail otherwise."""

import re
from collections.abc import Iterator, Mapping

from webinar_kits.paper_data import Data

BOX = "\u25a1"
# What travels inside a paper unchanged.
KEPT = frozenset({"credential"})
# Of a letter without a shape, and of one that no archived PDF may hold.
_MISSING = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
# Scripts stand in blocks of this size; of the large ones of East Asia there is all or nothing.
_BLOCK, _SCRIPTS, _EAST, _OWN = 0x80, range(0x0900, 0x2000), range(0x2E80, 0xE000), 0x10000
# What drawings are written in, Latin, Greek, Cyrillic, Arabic, and the dashes and quotation marks between them.
_USUAL = (range(0x09, 0x0250), range(0x0370, 0x0530), range(0x0600, 0x0700), range(0x2010, 0x2040))


def letters_missing(trouble: str) -> frozenset[int]:
    """Return the codes that a writer of PDFs could not show, by what it said; none when it said something else.

    Where it is of a script, all the script: of a name half in boxes nothing can be read.
    """
    said = "".join(_MISSING.findall(trouble))
    text = _CODE.sub(lambda found: chr(int(found[1], 16)), said)
    return frozenset(code for letter in text for code in _alike(ord(letter)))


def unusual_letters(data: Data) -> frozenset[int]:
    """Return the codes of all letters of a paper that some font may not have: where they are too many to try them."""
    found = {ord(letter) for text in _texts(data) for letter in text}
    return frozenset(code for code in found if not any(code in usual for usual in _USUAL))


def boxed(data: Data, missing: frozenset[int]) -> Data:
    """Return the data of a paper with a box for each of these letters."""
    if isinstance(data, str):
        return "".join(BOX if ord(letter) in missing else letter for letter in data)
    if isinstance(data, Mapping):
        return {name: part if name in KEPT else boxed(part, missing) for name, part in data.items()}
    if isinstance(data, (list, tuple)):
        return [boxed(part, missing) for part in data]
    return data


def with_a_name(one: Data) -> Data:
    """Return a certificate with the name that can be printed, where one of two cannot."""
    if not isinstance(one, dict):
        return one
    name, other = str(one["name"]), str(one["name-other"])
    if BOX in name and other and BOX not in other:
        name, other = other, ""
    return {**one, "name": name, "name-other": "" if BOX in other else other}


def _texts(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (Mapping, list, tuple)):
        for part in data.values() if isinstance(data, Mapping) else data:
            yield from _texts(part)


def _alike(code: int) -> range:
    if code in _EAST:
        return _EAST
    if code in _SCRIPTS or code >= _OWN:
        start = code - code % _BLOCK
        return range(start, start + _BLOCK)
    return range(code, code + 1)
