"""Lists of words, written as people write them."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text, set apart by spaces."""
    return frozenset(text.split())
