"""The notes below a slide of a workshop's deck: headings, what to say, what did not fit on the slide."""

from collections.abc import Iterable

from webinar_kits.pptx_pages import NoteLine
from webinar_kits.workshop.cutting import Cut


def spoken(minutes: str, *parts: tuple[str, Iterable[str]]) -> tuple[NoteLine, ...]:
    """Return notes of headed parts; a part without a line is left out."""
    found: list[NoteLine] = [(minutes, True)]
    for head, lines in parts:
        told = [line for line in lines if line]
        if told:
            found += [("", False), (head, True), *((line, False) for line in told)]
    return tuple(found)


def left_out(*cuts: Cut) -> tuple[str, ...]:
    """Return the whole of what the slide shows in part."""
    return tuple(dict.fromkeys(one.whole for one in cuts if one.is_cut))
