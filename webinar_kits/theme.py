"""The look: a colour and a glyph per module, the inks, the scale of 1.25; the same as on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

INK = "1B2430"
INK_SOFT = "4D5866"
WHITE = "FFFFFF"
LINE = "E3DFD6"
WASH = "F3F0E9"

SERIF = "Georgia"
SANS = "Arial"

# Sizes on a slide, in points: 18 is the smallest that the back row reads.
SMALL, TEXT, LARGE, TITLE, DISPLAY = 18, 22, 28, 35, 44

# How a number in a workbook stands off from the next column, as part of its format: two figures wide. LibreOffice draws
# the second of two numbers side by side without its indent.
NUMBER_SPACE = "_0_0"

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "introduction": "0F5F5C",
        "product-design": "7A4B12",
        "over-indebtedness": "A03A2C",
        "transparency": "0B6187",
        "pricing": "6A4C93",
        "fair-treatment": "1F6F4A",
        "privacy": "3B4A6B",
        "complaints": "8A2F63",
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """How one module looks: six hex digits without a hash, and the id of its glyph."""

    colour: str
    wash: str
    glyph: str


def look(module_id: str) -> Look:
    """Return the look of a module; one that the series does not know wears the introduction's."""
    known = module_id if module_id in COLOURS else "introduction"
    colour = COLOURS[known]
    return Look(colour=colour, wash=tint(colour, percent=9), glyph=known)


def tint(colour: str, *, percent: int) -> str:
    """Return the colour as it looks when so much of it lies on white paper."""
    parts = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * percent / 100):02X}" for part in parts)
