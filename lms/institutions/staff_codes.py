"""Staff codes as people type them from a card: hyphens, spaces, capitals and the digits of a script are no matter."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
# The digits of the keyboards in use here: Latin, Arabic, Persian and full-width ones.
ZEROS = (0x30, 0x660, 0x6F0, 0xFF10)


def plain_code(text: str) -> str:
    """Return a staff code as it is compared: no spaces and hyphens, no capitals, every digit a Latin one."""
    kept = (sign for sign in text if sign not in DASHES and not sign.isspace())
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in kept).casefold()


def latin_digits(text: str) -> str:
    """Return a code with every digit a Latin one, and nothing else changed."""
    return text if text.isascii() else "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def spellings(text: str) -> frozenset[str]:
    """Return how a code may stand in a database once hyphens and spaces are gone and `lower` did what it can.

    What `lower` does with letters beyond English is the database's, so capitals are among them.
    """
    plain = plain_code(text)
    typed = "".join(sign for sign in text if sign not in DASHES and not sign.isspace())
    digits = ({ord("0") + number: chr(zero + number) for number in range(10)} for zero in ZEROS)
    written = [plain.translate(one) for one in digits]
    return frozenset({typed, typed.lower(), *written, *(one.upper() for one in written)})
