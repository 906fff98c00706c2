"""The figures of a chart, read from the table of its slide, and the words around them."""

import re
from dataclasses import dataclass

from courses.blocks import Table
from webinar_kits.errors import KitError
from webinar_kits.runs import Run, runs, words

_FIGURE = re.compile(r"[–−-]?[\d.,\s]*\d\s?%?")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chart shows; the description holds all of it for who cannot see the chart."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    number_format: str
    description: str


def chart_figures(table: Table) -> Figures:
    """Return the first column as categories and each other column as a series.

    Raises KitError naming the cell that holds no number.
    """
    head = [words(runs(cell)) for cell in table.header]
    rows = [[words(runs(cell)) for cell in row] for row in table.rows]
    series = tuple((head[column], tuple(_number(row[column]) for row in rows)) for column in range(1, len(head)))
    is_share = any("%" in cell for row in rows for cell in row[1:])
    is_whole = all(value == int(value) for _, values in series for value in values)
    return Figures(
        categories=tuple(row[0] for row in rows),
        series=series,
        number_format='0" %"' if is_share else "#,##0" if is_whole else "General",
        description="; ".join(
            f"{row[0]}: " + ", ".join(f"{name} {cell}" for name, cell in zip(head[1:], row[1:], strict=True))
            for row in rows
        ),
    )


def caption(source: Table) -> tuple[Run, ...]:
    """Return the words above a chart, if it needs any: with several series, only what no axis says."""
    if len(source.header) == 2:
        return runs(source.header[1])
    return () if axis_title(source) else runs(source.header[0])


def axis_title(source: Table) -> str:
    """Return what the categories are, where they are bare figures that would not say it."""
    is_bare = all(is_figure(words(runs(row[0]))) for row in source.rows)
    return words(runs(source.header[0])) if is_bare else ""


def is_figure(text: str) -> bool:
    """Tell whether the text is a number, with or without a percent sign, and nothing else."""
    return bool(_FIGURE.fullmatch(text.strip()))


def _number(cell: str) -> float:
    try:
        return float(cell.replace("%", "").replace(",", "").replace(" ", "").strip())
    except ValueError as error:
        raise KitError("chart", f"a chart needs numbers, found {cell!r}; write a number in that cell") from error
