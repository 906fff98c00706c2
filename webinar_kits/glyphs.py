"""The line glyphs of the modules, in a box of 24 by 24, as SVG for paper and as curves for slides."""

import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

GLYPHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "introduction": ("M12 3v18M5 6h11l3 3-3 3H5z",),
        "product-design": (
            "M4.5 3.5h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z",
            "M10.5 17.5v3h10v-10h-3",
            "M13.5 13.5l4 4M17.5 14v3.5H14",
        ),
        "over-indebtedness": (
            "M12 4v16M8 20h8M4.5 8h15",
            "M4 8l-2 5a2.6 2.6 0 0 0 5 0zM19 8l-2 7a2.6 2.6 0 0 0 5 0z",
        ),
        "transparency": (
            "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
            "M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
        ),
        "pricing": (
            "M12.5 3.5H20a.5.5 0 0 1 .5.5v7.5L12 20.5 3.5 12z",
            "M15 7.7a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0z",
            "M9 13.2l3.8-1.4M9.8 11l2.2 3.6",
        ),
        "fair-treatment": (
            "M4.5 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
            "M13.5 7a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
            "M2.5 19c0-3.5 2.2-5.5 5-5.5s4.5 1.5 4.5 4c0-2.5 1.7-4 4.5-4s5 2 5 5.5",
        ),
        "privacy": (
            "M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-12"
            "a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5z",
            "M8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5",
        ),
        "complaints": ("M4 5h16v10H11l-4.5 4v-4H4z", "M9.5 10l2 2 3.5-3.7"),
    }
)

Point = tuple[float, float]
# A move or a line has one point, a curve has three, a close none.
Stroke = tuple[str, tuple[Point, ...]]

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def svg(glyph: str, *, colour: str) -> str:
    """Return the glyph as an SVG image in that colour (six hex digits)."""
    paths = "".join(f'<path d="{path}"/>' for path in GLYPHS[glyph])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="#{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{paths}</svg>'
    )


def strokes(glyph: str) -> tuple[Stroke, ...]:
    """Return the glyph as moves, lines, cubic curves and closes, in the 24 by 24 box."""
    return tuple(stroke for path in GLYPHS[glyph] for stroke in _read(path))


def _read(path: str) -> Iterator[Stroke]:
    start = pen = handle = (0.0, 0.0)
    for command, numbers in _commands(path):
        kind = command.upper()
        origin = pen if command.islower() else (0.0, 0.0)
        if kind == "Z":
            pen = start
            yield "close", ()
            continue
        if kind == "A":
            end = (origin[0] + numbers[5], origin[1] + numbers[6])
            yield from _arc(pen, end, radius=numbers[0], is_large=numbers[3] > 0, is_clockwise=numbers[4] > 0)
            pen = handle = end
            continue
        points = _points(kind, numbers, origin, pen)
        if kind == "S":
            points = ((2 * pen[0] - handle[0], 2 * pen[1] - handle[1]), *points)
        yield {"M": "move", "C": "curve", "S": "curve"}.get(kind, "line"), points
        pen, handle = points[-1], points[-2] if len(points) > 1 else points[-1]
        start = pen if kind == "M" else start


def _commands(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    tokens = _TOKEN.findall(path)
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
        count = _TAKES[command.upper()]
        yield command, tuple(float(token) for token in tokens[place : place + count])
        place += count
        if command in "Mm":
            command = "L" if command == "M" else "l"


def _points(kind: str, numbers: tuple[float, ...], origin: Point, pen: Point) -> tuple[Point, ...]:
    if kind == "H":
        return ((origin[0] + numbers[0], pen[1]),)
    if kind == "V":
        return ((pen[0], origin[1] + numbers[0]),)
    return tuple((origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _arc(begin: Point, end: Point, *, radius: float, is_large: bool, is_clockwise: bool) -> Iterator[Stroke]:
    """Turn a circular arc into cubic curves of at most a quarter turn; all our arcs are circular and unrotated."""
    half = math.dist(begin, end) / 2
    radius = max(radius, half)
    reach = math.sqrt(radius**2 - half**2) * (1 if is_large != is_clockwise else -1)
    unit_x, unit_y = (end[0] - begin[0]) / (2 * half), (end[1] - begin[1]) / (2 * half)
    centre = ((begin[0] + end[0]) / 2 - unit_y * reach, (begin[1] + end[1]) / 2 + unit_x * reach)
    angle = math.atan2(begin[1] - centre[1], begin[0] - centre[0])
    sweep = math.atan2(end[1] - centre[1], end[0] - centre[0]) - angle
    if is_clockwise and sweep <= 0:
        sweep += 2 * math.pi
    if not is_clockwise and sweep >= 0:
        sweep -= 2 * math.pi
    parts = math.ceil(abs(sweep) / (math.pi / 2) - 1e-9)
    step = sweep / parts
    pull = 4 / 3 * math.tan(step / 4) * radius
    for part in range(parts):
        first, last = angle + part * step, angle + (part + 1) * step
        here, there = _on(centre, radius, first), _on(centre, radius, last)
        yield (
            "curve",
            (
                (here[0] - pull * math.sin(first), here[1] + pull * math.cos(first)),
                (there[0] + pull * math.sin(last), there[1] - pull * math.cos(last)),
                there,
            ),
        )


def _on(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
