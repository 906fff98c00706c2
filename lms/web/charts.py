"""A chart of shares over time, drawn as lines in a box: where each stands, for a template to write as SVG. Pure.

Each line has a dash of its own and a label at its end, so that nobody needs to tell colours apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lms.web.contexts.coverage import Chart, ChartLine

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 44, 560, 14, 280
LEVELS = (0, 25, 50, 75, 100)
LABEL_HEIGHT = 17
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Series:
    """A line to draw: a percentage for each day, None where there is none; `said`: the known ones as they are read."""

    key: str
    label: str
    percents: tuple[int | None, ...]
    said: tuple[str, ...] = ()


def draw(
    days: Sequence[date], series: Sequence[Series], *, title: str, description: str, name: Callable[[date], str]
) -> Chart:
    """Return the chart of these series; a series without a single percentage has no line. `name` writes a day."""
    drawn = [one for one in series if any(percent is not None for percent in one.percents)]
    across = _across(days)
    heights = _apart([_height(_last(one)) for one in drawn])
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        title=title,
        description=description,
        lines=tuple(
            ChartLine(one.key, one.label, _runs(one, across), _dots(one, across), height)
            for one, height in zip(drawn, heights, strict=True)
        ),
        levels=tuple((percent, _height(percent)) for percent in LEVELS),
        marks=_marks(days, across, name),
    )


def _across(days: Sequence[date]) -> list[int]:
    """Return where each day stands, by the calendar: steps that are shorter are drawn shorter."""
    whole = max(1, (days[-1] - days[0]).days)
    return [LEFT + (RIGHT - LEFT) * (day - days[0]).days // whole for day in days]


def _height(percent: int) -> int:
    return BOTTOM - (BOTTOM - TOP) * percent // 100


def _last(one: Series) -> int:
    return next(percent for percent in reversed(one.percents) if percent is not None)


def _dots(one: Series, across: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((x, _height(percent)) for x, percent in zip(across, one.percents, strict=True) if percent is not None)


def _runs(one: Series, across: Sequence[int]) -> tuple[str, ...]:
    """Return the unbroken parts: where nothing was asked of anybody the line stops."""
    runs: list[list[str]] = [[]]
    for x, percent in zip(across, one.percents, strict=True):
        if percent is None:
            runs.append([])
        else:
            runs[-1].append(f"{x},{_height(percent)}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _apart(heights: Sequence[int]) -> list[int]:
    """Return heights for labels that want to stand at these, none over another and none outside."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = list(heights)
    lowest = TOP
    for place in order:
        found[place] = lowest = max(found[place], lowest)
        lowest += LABEL_HEIGHT
    highest = BOTTOM
    for place in reversed(order):
        found[place] = highest = min(found[place], highest)
        highest -= LABEL_HEIGHT
    return found


def _marks(days: Sequence[date], across: Sequence[int], name: Callable[[date], str]) -> tuple[tuple[str, int], ...]:
    step = -(-len(days) // MOST_MARKS)
    chosen = [*range(len(days) - 1, -1, -step)][::-1]
    return tuple((name(days[place]), across[place]) for place in chosen)
