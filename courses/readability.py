"""How hard English is to read: the school grade of Flesch and Kincaid."""

import re
from collections.abc import Iterable
from fractions import Fraction

_SENTENCE_ENDS = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_LETTERS = re.compile(r"[^a-z]+")
# Endings that are written and not spoken: "asked" but not "granted", "likes" but not "charges".
_SILENT = re.compile(r"[^aeiouytd]ed$|[^aeiouyl]e$|[aeiou]le$|[^aeiouylcgsxzh]es$|[aeiou]les$")
# Two vowels that are two syllables: client, period, being, idea.
_PARTED = re.compile(r"(?<![tcsg])i(?:a|o|u|en[tc])|[ey]ing$|[dr]ea$")


def grade(texts: Iterable[str]) -> Fraction | None:
    """Return the years of school in the United States that English runs of words ask for; None without a word.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975). A run ends its
    last sentence, with or without a full stop. Syllables are counted by rules, about one word in twenty wrongly, so the
    grade means something for a paragraph and nothing for a sentence.
    """
    sentences = words = syllables = 0
    for text in texts:
        for sentence in _SENTENCE_ENDS.split(text):
            found = [word for word in re.split(r"[\s/—–-]+", sentence) if any(char.isalnum() for char in word)]
            sentences += bool(found)
            words += len(found)
            syllables += sum(map(syllables_in, found))
    if not words:
        return None
    return Fraction("0.39") * words / sentences + Fraction("11.8") * syllables / words - Fraction("15.59")


def syllables_in(word: str) -> int:
    """Return how many syllables an English word has, by its vowels; a number counts as one."""
    letters = _LETTERS.sub("", word.lower().removesuffix("'s").removesuffix("’s"))
    spoken = len(_VOWELS.findall(letters)) + len(_PARTED.findall(letters)) - bool(_SILENT.search(letters))
    return max(1, spoken)
