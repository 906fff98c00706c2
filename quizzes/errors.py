"""What this library raises."""


class QuizError(Exception):
    """Anything the quiz library refuses; its text names the place and the cure."""


class ItemError(QuizError):
    """An item whose structure, key or words do not fit together."""


class BlueprintError(QuizError):
    """A blueprint that the bank cannot satisfy."""


class ResponseError(QuizError):
    """A response that does not fit its item: an unknown option, a number that is none."""
