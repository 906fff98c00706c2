"""Which tier a job title stands for; pure."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from courses.model import Tier
from lms.institutions.roster_words import TIER_WORDS

TIER_OF_WORD = {word: tier for tier, words in TIER_WORDS.items() for word in words}
LIKE_ENOUGH = 88


@lru_cache(maxsize=4_000)
def understand_tier(word: str) -> tuple[Tier | None, bool]:
    """Return the tier a folded word stands for and whether that is sure; a title within a longer one is a guess."""
    if word in TIER_OF_WORD:
        return TIER_OF_WORD[word], True
    within = [known for known in TIER_OF_WORD if f" {known} " in f" {word} "]
    if within:
        return TIER_OF_WORD[max(within, key=lambda known: (known.count(" "), len(known)))], False
    like = process.extractOne(word, TIER_OF_WORD.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return (None, False) if like is None else (TIER_OF_WORD[like[0]], False)
