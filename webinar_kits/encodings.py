"""In which encoding a text file was written, and what separates its columns."""

import csv
import io
import re
from collections import Counter
from itertools import islice, pairwise

from charset_normalizer import from_bytes

SINGLE_BYTE = ("cp1252", "cp1251", "cp1256", "latin-1")
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_BYTES = 65_536
SAMPLE_ROWS = 60
WORD = re.compile(r"[^\W\d_]+")
# The letters that make up half of any Arabic text; a text without them was only read as Arabic.
COMMON_ARABIC = frozenset("اليمنوة")
PRINTERS_SIGNS = frozenset("“”„‘’‚«»–—…€№°·•\xa0")
HIGH_BYTES = b"\x00\x04\x06"
CLOSE = 0.1
CHINESE = "gb18030"
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
# First bytes of the 3,755 commonest signs, and of punctuation: Cyrillic and Arabic pairs begin above them as often.
COMMON_CHINESE = frozenset((*range(0xB0, 0xD8), 0xA1, 0xA3))
COMMON_SHARE = 0.9


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; what no encoding fits is read as Latin-1, which fits all."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = CHINESE if _is_chinese(data) else _single_byte(data)
        return data.decode(name), name


def find_separator(text: str) -> str:
    """Return what cuts most of the first rows into the same number of columns, two or more; else a comma."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    found = {separator: _evenness(text, separator) for separator in SEPARATORS}
    best = max(found, key=lambda separator: found[separator])
    return best if found[best] > (0, 0) else ","


def _wide(data: bytes) -> str:
    """Return the name of UTF-16 without a mark: every other byte says Latin, Cyrillic or Arabic."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    even, odd = (sum(byte in HIGH_BYTES for byte in half) / len(half) for half in (sample[::2], sample[1::2]))
    if odd > 0.9 and even < 0.3:
        return "utf-16-le"
    return "utf-16-be" if even > 0.9 and odd < 0.3 else ""


def _is_chinese(data: bytes) -> bool:
    """Return whether the bytes beyond ASCII stand in pairs, nearly all of them pairs of common Chinese signs."""
    runs = BEYOND_ASCII.findall(data[:SAMPLE_BYTES])
    pairs = [run[place] for run in runs for place in range(0, len(run), 2)]
    if not pairs or any(len(run) % 2 for run in runs[:-1]):
        return False
    try:
        data.decode(CHINESE)
    except UnicodeDecodeError:
        return False
    return sum(byte in COMMON_CHINESE for byte in pairs) >= COMMON_SHARE * len(pairs)


def _single_byte(data: bytes) -> str:
    """Return the code page in which the words look like words, in doubt the one charset-normalizer finds likelier."""
    sample = _telling(data)
    scores = {name: score for name in SINGLE_BYTE if (score := _likeness(sample, name, whole=data)) is not None}
    best = max(scores.values())
    close = [name for name in scores if best - scores[name] < CLOSE and name != "latin-1"]
    if len(close) > 1:
        found = from_bytes(sample, cp_isolation=close, explain=False).best()
        if found is not None and found.encoding in close:
            return found.encoding
    return close[0] if close else "latin-1"


def _telling(data: bytes) -> bytes:
    """Return the lines that tell something: those with a byte beyond ASCII."""
    lines = [line for line in data.splitlines() if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE_BYTES]


def _likeness(sample: bytes, name: str, *, whole: bytes) -> float | None:
    """Return how much of the letters beyond ASCII stands in words as people write them, 0 to 1."""
    try:
        whole.decode(name)
        text = sample.decode(name)
    except UnicodeDecodeError:
        return None
    # A letter alone tells nothing, and the signs of printers stand in texts of every language.
    words = [word for word in WORD.findall(text) if not word.isascii() and len(word) > 1]
    letters = sum(_foreign(word) for word in words)
    signs = sum(1 for letter in text if not letter.isascii() and not letter.isalpha() and letter not in PRINTERS_SIGNS)
    beyond = letters + signs
    if not beyond:
        return 0.0
    good = sum(_foreign(word) for word in words if _is_natural(word))
    if name == "cp1256" and letters:
        common = sum(1 for word in words for letter in word if letter in COMMON_ARABIC)
        good = good if common * 4 >= letters else 0
    return good / beyond


def _foreign(word: str) -> int:
    return sum(1 for letter in word if not letter.isascii())


def _is_natural(word: str) -> bool:
    """Return whether a word is of one script, its capitals at its start, and not made of accents alone."""
    scripts = {_script(letter) for letter in word}
    if len(scripts) > 1:
        return False
    if any(one.islower() and other.isupper() for one, other in pairwise(word)):
        return False
    return scripts != {"latin"} or re.search(r"[^\x00-\x7f]{3}", word) is None


def _script(letter: str) -> str:
    if "\u0400" <= letter <= "\u04ff":
        return "cyrillic"
    return "arabic" if "\u0600" <= letter <= "\u06ff" else "latin"


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """Return which share of the rows has the commonest number of columns, and that number; nothing for one column."""
    reader = csv.reader(io.StringIO(text[: SAMPLE_BYTES * 4], newline=""), delimiter=separator)
    try:
        counts = Counter(len(row) for row in islice(reader, SAMPLE_ROWS) if any(row))
    except csv.Error:
        return 0.0, 0
    wide = {width: number for width, number in counts.items() if width > 1}
    if not wide:
        return 0.0, 0
    width = max(wide, key=lambda one: (wide[one], one))
    return round(wide[width] / sum(counts.values()), 1), width
