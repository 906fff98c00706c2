"""What an attempt is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """The quiz of a module, or the two questions that test what changed in it since it was completed."""

    QUIZ = "quiz"
    CHANGE = "change"


class Policy(StrEnum):
    """What a corrected key does to who answered before: never take away a pass, or mark everybody anew."""

    KEEP = "keep"
    REGRADE = "regrade"
