"""Rules of the activities: three or more, each for the room and for the webinar, with answers for the facilitator."""

from collections.abc import Iterable

from courses.blocks import Block, List, Quote
from courses.errors import Fault
from courses.lines import Lines
from courses.model import Activity, Module

ACTIVITIES = 3


def activity_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with the activities."""
    file = f"activities.{module.language}.md"
    if len(module.activities) < ACTIVITIES:
        what = f"{len(module.activities)} activities; have {ACTIVITIES} or more"
        yield lines.at("deck.toml", "activities").fault(what)
    for activity in module.activities:
        if activity.minimum > activity.minutes:
            what = f"activity {activity.id!r} has a minimum above its minutes; lower the minimum"
            yield lines.at("deck.toml", "activities", activity.id, "minimum").fault(what)
        for part, what in _parts(activity):
            yield lines.at(file, activity.id, part).fault(f"activity {activity.id!r}: {what}")


def _parts(activity: Activity) -> Iterable[tuple[str, str]]:
    for part in ("aim", "materials", "room", "webinar", "expected", "wrong", "debrief"):
        if not getattr(activity, part):
            yield part, f"{part!r} is missing; write `### Heading {{#{part}}}` with its words"
    for part, blocks in (("room", activity.room), ("webinar", activity.webinar)):
        if blocks and not _has_steps(blocks):
            yield part, f"{part!r} has no numbered steps; write what to do as a numbered list"
    if activity.webinar and not any(isinstance(block, Quote) for block in activity.webinar):
        yield "webinar", "'webinar' has no text for the breakout chat; write it as a quote"
    if activity.cards and not any(isinstance(block, List) for block in activity.cards):
        yield "cards", "'cards' is not a list; write one item per card"


def _has_steps(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, List) and block.is_numbered for block in blocks)
