"""Lines of text that people type: names, codes, addresses."""

import re
import unicodedata

from lms.errors import Invalid

LONGEST_ADDRESS = 254
ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def read_line(text: str, *, field: str, longest: int, called: str = "") -> str:
    """Return a line with its spaces tidied and its letters composed; raise `Invalid` when it is empty or too long.

    `called` is what a person calls the field, where that is not its name.
    """
    name = called or field.replace("_", " ")
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line:
        raise Invalid({field: f"The {name} is empty. Write at least one character."})
    if len(line) > longest:
        raise Invalid({field: f"The {name} has {len(line)} characters. Shorten it to {longest}."})
    if not line.isprintable():
        raise Invalid({field: f"The {name} holds a character that cannot be printed. Type it again by hand."})
    return line


def normal_address(text: str) -> str:
    """Return an e-mail address as it is kept and compared: without spaces around it, case-folded."""
    return text.strip().casefold()


def read_address(text: str, *, field: str = "email") -> str:
    """Return the address in its kept form; raise `Invalid` when mail could not be sent there."""
    address = normal_address(text)
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or ".." in address:
        raise Invalid({field: "This is not an e-mail address. Write it like name@example.org."})
    return address
