"""Which slides fit into the time, and how many minutes each takes; the same for the items of a workshop's agenda.

Slides of the priority `must`, and the roles that carry the session (tests, discussion, evaluation), always stay. Then
`should` and `could` follow in order until one does not fit any more: what a shorter session kept, a longer one keeps.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from courses.model import Layout, Mode, Priority, Role, Slide, Tier
from webinar_kits.errors import KitError
from webinar_kits.model import LONGEST_MINUTES, SHORTEST_MINUTES, Plan, Step

BREAK_MINUTES = 10
BREAK_FROM_MINUTES = 100
BREAK_TITLE = "Break"

_KEPT_ROLES = frozenset({Role.PRETEST, Role.DISCUSSION, Role.POSTTEST, Role.EVALUATION})
_TALKING_LAYOUTS = frozenset({Layout.ACTIVITY, Layout.QUESTION})
_MODE_WORDS = {Mode.IN_PERSON: "in person", Mode.WEBINAR: "for webinars"}


class Timed(Protocol):
    """What takes time: its minutes as written, how short it may become, whether it may be left out."""

    @property
    def minutes(self) -> int:
        """As written."""

    @property
    def minimum(self) -> int:
        """The shortest."""

    @property
    def priority(self) -> Priority:
        """Must, should or could."""


_Part = TypeVar("_Part", bound=Timed)


def chosen(pool: Sequence[_Part], *, minutes: int, stays: Callable[[_Part], bool]) -> tuple[_Part, ...]:
    """Return what fits by its minimum, in order: what stays, then should and could until one does not fit any more.

    What stays is returned whether it fits or not.
    """
    places = [place for place, part in enumerate(pool) if stays(part)]
    needed = sum(pool[place].minimum for place in places)
    waiting = [
        place
        for priority in (Priority.SHOULD, Priority.COULD)
        for place, part in enumerate(pool)
        if part.priority is priority and place not in places
    ]
    for place in waiting:
        if needed + pool[place].minimum > minutes:
            break
        needed += pool[place].minimum
        places.append(place)
    return tuple(pool[place] for place in sorted(places))


def stretched(
    kept: Sequence[_Part], *, minutes: int, ceilings: Sequence[Callable[[_Part], int]], unit: int = 1
) -> tuple[int, ...]:
    """Return a length for each, from its minimum up to one ceiling after the other, until the minutes are filled.

    They grow by so many minutes at a time, and by single ones where that does not come out even. The sum is smaller
    than `minutes` when the last ceiling is reached before.
    """
    lengths = [part.minimum for part in kept]
    for step in dict.fromkeys((unit, 1)):
        for ceiling in ceilings:
            room = [max(0, ceiling(part) - length) // step for part, length in zip(kept, lengths, strict=True)]
            more = shares(min((minutes - sum(lengths)) // step, sum(room)), room)
            lengths = [length + extra * step for length, extra in zip(lengths, more, strict=True)]
    return tuple(lengths)


def plan(slides: Sequence[Slide], *, mode: Mode, tier: Tier, minutes: int) -> Plan:
    """Return the running order of that many minutes, exactly.

    From 100 minutes on there is a break near the middle, unless it would cost a slide. Raises KitError when the time is
    shorter than the slides that must stay need, or longer than the deck can be stretched.
    """
    pool = tuple(slide for slide in slides if mode in slide.modes and (not slide.tiers or tier in slide.tiers))
    if not pool:
        raise KitError("mode", f"this module has no slides {_MODE_WORDS[mode]}; choose the other mode")
    kept = _kept(pool, mode=mode, minutes=minutes)
    pause = _pause(kept, minutes)
    lengths = _lengths(kept, mode=mode, minutes=minutes - pause, pause=pause)
    return Plan(
        minutes=minutes,
        steps=_steps(kept, lengths, pause=pause),
        cut=tuple(slide for slide in pool if slide not in kept),
    )


def shortest_minutes(slides: Sequence[Slide], *, mode: Mode, tier: Tier) -> int:
    """Return the length of the shortest session that this deck allows."""
    pool = (slide for slide in slides if mode in slide.modes and (not slide.tiers or tier in slide.tiers))
    return max(SHORTEST_MINUTES, sum(slide.minimum for slide in pool if must_stay(slide)))


def must_stay(slide: Slide) -> bool:
    """Tell whether no shortening may drop the slide."""
    return slide.priority is Priority.MUST or slide.role in _KEPT_ROLES


def _kept(pool: Sequence[Slide], *, mode: Mode, minutes: int) -> tuple[Slide, ...]:
    needed = sum(slide.minimum for slide in pool if must_stay(slide))
    shortest = max(SHORTEST_MINUTES, needed)
    if minutes < shortest:
        raise KitError(
            "minutes",
            f"{minutes} minutes is too short: the shortest session of this module {_MODE_WORDS[mode]} "
            f"is {shortest} minutes",
        )
    return chosen(pool, minutes=minutes, stays=must_stay)


def _pause(kept: Sequence[Slide], minutes: int) -> int:
    if minutes < BREAK_FROM_MINUTES or len(kept) < 2:
        return 0
    return BREAK_MINUTES if sum(slide.minimum for slide in kept) + BREAK_MINUTES <= minutes else 0


def _lengths(kept: Sequence[Slide], *, mode: Mode, minutes: int, pause: int) -> tuple[int, ...]:
    ceilings = (as_written, _talk_doubled, _content_half_more, _talk_without_end)
    lengths = stretched(kept, minutes=minutes, ceilings=ceilings)
    reached = sum(lengths)
    if reached < minutes or minutes + pause > LONGEST_MINUTES:
        longest = min(LONGEST_MINUTES, reached + pause)
        raise KitError(
            "minutes",
            f"{minutes + pause} minutes is too long: the longest session of this module {_MODE_WORDS[mode]} "
            f"is {longest} minutes",
        )
    return lengths


def as_written(part: Timed) -> int:
    """Return the minutes it has where nobody hurries."""
    return part.minutes


def _talk_doubled(slide: Slide) -> int:
    return slide.minutes * 2 if _is_talk(slide) else slide.minutes


def _content_half_more(slide: Slide) -> int:
    return _talk_doubled(slide) if _is_talk(slide) else slide.minutes + slide.minutes // 2


def _talk_without_end(slide: Slide) -> int:
    return slide.minutes * LONGEST_MINUTES if _is_talk(slide) else slide.minutes


def _is_talk(slide: Slide) -> bool:
    return slide.role is Role.DISCUSSION or slide.layout in _TALKING_LAYOUTS


def shares(total: int, room: Sequence[int]) -> list[int]:
    """Share whole minutes in proportion to the room there is, by largest remainder; nobody gets more than fits."""
    size = sum(room)
    if not size:
        return [0] * len(room)
    exact = [Fraction(total * space, size) for space in room]
    given = [int(share) for share in exact]
    by_remainder = sorted((given[place] - exact[place], place) for place in range(len(room)))
    for _, place in by_remainder[: total - sum(given)]:
        given[place] += 1
    return given


def _steps(kept: Sequence[Slide], lengths: Sequence[int], *, pause: int) -> tuple[Step, ...]:
    cut_at = _middle(lengths) if pause else 0
    rows: list[tuple[Slide | None, int]] = []
    for place, (slide, length) in enumerate(zip(kept, lengths, strict=True)):
        if pause and place == cut_at:
            rows.append((None, pause))
        rows.append((slide, length))
    steps: list[Step] = []
    begins = 0
    for number, (row_slide, length) in enumerate(rows, start=1):
        title = row_slide.title if row_slide else BREAK_TITLE
        steps.append(Step(number=number, slide=row_slide, title=title, begins=begins, minutes=length))
        begins += length
    return tuple(steps)


def _middle(lengths: Sequence[int]) -> int:
    """Return the place before which half of the time has passed, as nearly as whole steps allow."""
    half = Fraction(sum(lengths), 2)
    return min(range(1, len(lengths)), key=lambda place: (abs(sum(lengths[:place]) - half), place))
