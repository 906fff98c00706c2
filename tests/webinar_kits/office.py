"""Reading office files as a stranger would: unzipped, part by part."""

import re
from collections.abc import Iterator

from webinar_kits.archive import unpack

_TEXT = re.compile(r"<(?:a|w):t(?: [^>]*)?>([^<]*)</(?:a|w):t>")


def parts(content: bytes, *, pattern: str) -> dict[str, str]:
    """Return the XML parts whose name matches, in natural order."""
    found = {name: data.decode("utf-8") for name, data in unpack(content).items() if re.fullmatch(pattern, name)}
    return dict(sorted(found.items(), key=lambda part: [int(digits) for digits in re.findall(r"\d+", part[0])]))


def slides(content: bytes) -> list[str]:
    return list(parts(content, pattern=r"ppt/slides/slide\d+\.xml").values())


def notes(content: bytes) -> list[str]:
    return list(parts(content, pattern=r"ppt/notesSlides/notesSlide\d+\.xml").values())


def words(xml: str) -> str:
    """Return the words of a part, paragraphs on lines."""
    return "\n".join("".join(_TEXT.findall(paragraph)) for paragraph in re.split(r"</(?:a|w):p>", xml))


def all_text(content: bytes) -> Iterator[str]:
    """Yield every member as text, archives in archives included; whatever is no text is read as Latin-1."""
    for member in unpack(content).values():
        if member.startswith(b"PK"):
            yield from all_text(member)
        else:
            yield member.decode("utf-8", errors="ignore")
            yield words(member.decode("utf-8", errors="ignore"))
