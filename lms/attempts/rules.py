"""What an attempt is for."""

from enum import StrEnum


class Purpose(StrEnum):
    """The quiz of a module, or the two questions that test what changed in it since it was completed."""

    QUIZ = "quiz"
    CHANGE = "change"
