"""The chart of coverage over time: where its lines, its labels and its days stand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.web.charts import BOTTOM, LABEL_HEIGHT, LEFT, RIGHT, TOP, Series, draw

FIRST = date(2026, 1, 1)


def days(count):
    return tuple(FIRST + timedelta(days=30 * number) for number in range(count))


def drawn(*series, count=None):
    return draw(days(count or len(series[0].percents)), series, title="t", description="d", name=str)


def test_nothing_stands_at_the_bottom_and_all_at_the_top():
    (line,) = drawn(Series("all", "All", (0, 50, 100))).lines

    assert line.dots == ((LEFT, BOTTOM), ((LEFT + RIGHT) // 2, (TOP + BOTTOM) // 2), (RIGHT, TOP))
    assert line.runs == (" ".join(f"{x},{y}" for x, y in line.dots),)


def test_a_line_stops_where_there_is_nothing_to_say_and_goes_on_after_it():
    (line,) = drawn(Series("all", "All", (10, 20, None, 30, 40, None, 50))).lines

    assert [len(run.split()) for run in line.runs] == [2, 2]
    assert len(line.dots) == 5


def test_a_series_without_a_figure_has_no_line():
    assert [line.key for line in drawn(Series("a", "A", (None, None)), Series("b", "B", (1, 2))).lines] == ["b"]


def test_a_shorter_step_is_drawn_shorter():
    chart = draw(
        (FIRST, FIRST + timedelta(days=30), FIRST + timedelta(days=40)),
        [Series("a", "A", (1, 1, 1))],
        title="t",
        description="d",
        name=str,
    )
    first, second, third = (x for x, _ in chart.lines[0].dots)

    assert second - first == pytest.approx(3 * (third - second), abs=3)


@given(ends=st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_labels_stand_within_the_chart_and_never_over_one_another(ends):
    chart = drawn(*(Series(str(place), str(place), (0, end)) for place, end in enumerate(ends)))

    heights = sorted(line.label_y for line in chart.lines)
    assert all(later - one >= LABEL_HEIGHT for one, later in pairwise(heights))
    assert heights[0] >= TOP
    assert heights[-1] <= BOTTOM


@given(count=st.integers(1, 60))
def test_the_last_day_is_always_named_and_never_more_than_six(count):
    marks = drawn(Series("a", "A", (1,) * count), count=count).marks

    assert 1 <= len(marks) <= 6
    assert marks[-1][1] == (RIGHT if count > 1 else LEFT)
