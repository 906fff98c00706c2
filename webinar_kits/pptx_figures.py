"""The figures of a chart, read from the table of its slide."""

from dataclasses import dataclass

from courses.blocks import Table
from webinar_kits.errors import KitError
from webinar_kits.runs import runs, words


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
        number_format='0" %"' if is_share else "#,##0" if is_whole else "0.0",
        description="; ".join(
            f"{row[0]}: " + ", ".join(f"{name} {cell}" for name, cell in zip(head[1:], row[1:], strict=True))
            for row in rows
        ),
    )


def _number(cell: str) -> float:
    try:
        return float(cell.replace("%", "").replace(",", "").replace(" ", "").strip())
    except ValueError as error:
        raise KitError("chart", f"a chart needs numbers, found {cell!r}; write a number in that cell") from error
