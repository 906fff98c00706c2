"""What a part of a proposal does with what it says: it tells how things are, or sets up how they shall be."""

from dataclasses import replace
from enum import StrEnum
from itertools import takewhile

from courses.claims_scene import Found, Scene
from courses.claims_words import words

_TODAY = words("today now currently present baseline still already")
_WAS = words(
    """
    was were had did heard left named asked got gave told said knew wrote held found received answered spent took
    complained drove went lasted reached gathered collected interviewed approved attended contained
    """
)
# "85 % of the officers were asked": so many words after what was found may tell that it was, up to one of these.
_REACH = 6
_OPENS = words("who which that whose when where after since")


class Stance(StrEnum):
    """A diagnosis tells what is; a plan sets something up, in the present tense too; a summary does both."""

    DIAGNOSIS = "diagnosis"
    BOTH = "both"
    PLAN = "plan"


def as_plan(found: Found, scene: Scene | None = None) -> Found:
    """Return what was found as a plan means it.

    "Internal audit checks ten complaints" and "a talk of two hours" deny nothing, though today none are checked and the
    talk takes 30 minutes: they are worth a note. A figure of the case itself ("the 12 branches"), one that is told of
    the past or of today ("in 2025 nine officers heard the talk"), and a name stay wrong.
    """
    is_said = found.said.startswith("“")
    is_designed = bool(found.known) and all(one.subject.is_designed for one in found.known)
    if found.is_reported or not (is_said or is_designed) or (scene is not None and _is_of_the_past(found, scene)):
        return found
    return replace(found, is_planned=True)


def _is_of_the_past(found: Found, scene: Scene) -> bool:
    """Tell whether a sentence tells how things were or are today, by a word near by or the year of the figure."""
    items = scene.items
    inside = [at for at, item in enumerate(items) if found.start <= item.start < found.end]
    if any(items[at].low in _WAS for at in inside):
        return True
    if found.said.startswith("“"):
        return False
    periods = {int(one.value.period) for one in found.known if one.value.period}
    days = {item.quantity.day[0] for item in items if item.quantity is not None and item.quantity.day}
    after = max(inside, default=-1) + 1
    follows = takewhile(lambda item: item.low not in _OPENS, items[after : after + _REACH])
    is_past = any(item.low in _WAS for item in (*items[:after], *follows))
    return is_past or bool(days & periods) or any(not _TODAY.isdisjoint((item.low, *item.dropped)) for item in items)
