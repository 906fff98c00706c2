"""The drawings of an exhibit: bars, and who reports to whom. Pure; a template writes them as SVG."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from courses.case_tables import ChartData, chart_data
from courses.cases import Exhibit
from lms.web.contexts.workshop_case import Bar, BarChart, BarGroup, OrgBox, OrgChart, OrgDrawing, OrgPost

BOX_WIDTH, BOX_HEIGHT, GAP_ACROSS, GAP_DOWN = 184, 58, 40, 14
LONGEST_LINE = 20
DEEPEST = 12


def chart_of(exhibit: Exhibit, *, write: Callable[[Fraction], str]) -> BarChart | None:
    """Return the chart an exhibit plans, drawn from its rows; None when it has none. `write` puts a number in words."""
    data = chart_data(exhibit)
    if data is None or not data.categories:
        return None
    return BarChart(
        title=exhibit.title,
        series=tuple(one.label for one in data.series),
        groups=tuple(BarGroup(category, _bars(data, place, write)) for place, category in enumerate(data.categories)),
    )


def counts_chart(title: str, counted: Sequence[tuple[str, int]], *, empty: str, hrefs: Mapping[str, str]) -> BarChart:
    """Return how often each cell of a column occurs as bars; `hrefs` lead to the rows behind each."""
    most = max((count for _cell, count in counted), default=1)
    groups = (
        BarGroup(cell or empty, (Bar("", str(count), _length(Fraction(count), Fraction(most)), hrefs.get(cell, "")),))
        for cell, count in counted
    )
    return BarChart(title, (), tuple(groups))


def org_chart(exhibit: Exhibit) -> OrgChart | None:
    """Return the posts of an exhibit as a tree, None when its columns are not those of one.

    Who reports to nobody, or to a post that is not there, stands at the top; each post stands once.
    """
    places = {column.id: place for place, column in enumerate(exhibit.columns)}
    if not {"post", "reports-to"} <= places.keys():
        return None
    cells = [{name: row.cells[place] for name, place in places.items()} for row in exhibit.rows]
    posts = {one["post"] for one in cells}
    below: dict[str, list[Mapping[str, str]]] = {}
    for one in cells:
        boss = one["reports-to"] if one["reports-to"] in posts and one["reports-to"] != one["post"] else ""
        below.setdefault(boss, []).append(one)
    tree = tuple(_post(one, below, DEEPEST) for one in below.get("", []))
    return OrgChart(tree, _drawing(tree))


def _bars(data: ChartData, place: int, write: Callable[[Fraction], str]) -> tuple[Bar, ...]:
    most = max((value for one in data.series for value in one.values if value is not None), default=Fraction(1))
    bars = []
    for one in data.series:
        value = one.values[place]
        length = -1 if value is None else _length(value, most)
        bars.append(Bar(one.label if len(data.series) > 1 else "", "" if value is None else write(value), length))
    return tuple(bars)


def _length(value: Fraction, most: Fraction) -> int:
    return int(value * 100 / most) if most else 0


def _post(one: Mapping[str, str], below: Mapping[str, list[Mapping[str, str]]], depth: int) -> OrgPost:
    inner = below.get(one["post"], []) if depth else []
    return OrgPost(
        post=one["post"],
        holder=one.get("holder", ""),
        staff=one.get("staff", ""),
        note=one.get("note", ""),
        below=tuple(_post(other, below, depth - 1) for other in inner),
    )


def _drawing(tree: Sequence[OrgPost]) -> OrgDrawing:
    """Lay the tree out from left to right: a post stands beside the first of those that report to it."""
    boxes: list[OrgBox] = []
    paths: list[str] = []
    lowest = 0

    def put(post: OrgPost, depth: int) -> int:
        nonlocal lowest
        x = depth * (BOX_WIDTH + GAP_ACROSS)
        middles = [put(inner, depth + 1) for inner in post.below]
        if middles:
            y = middles[0]
        else:
            y, lowest = lowest, lowest + BOX_HEIGHT + GAP_DOWN
        boxes.append(OrgBox(x, y, _lines(post.post), post.staff))
        start, bend, end = x + BOX_WIDTH, x + BOX_WIDTH + GAP_ACROSS // 2, x + BOX_WIDTH + GAP_ACROSS
        half = BOX_HEIGHT // 2
        paths.extend(f"M{start} {y + half}H{bend}V{middle + half}H{end}" for middle in middles)
        return y

    for post in tree:
        put(post, 0)
    width = max((box.x for box in boxes), default=0) + BOX_WIDTH
    return OrgDrawing(width, max(lowest - GAP_DOWN, 0), BOX_WIDTH, BOX_HEIGHT, tuple(boxes), tuple(paths))


def _lines(words: str) -> tuple[str, ...]:
    """Return the words in two lines at most; the nested list beside the drawing has all of them."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= LONGEST_LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines[:2])
