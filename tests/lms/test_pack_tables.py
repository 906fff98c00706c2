"""The tables of a pack are written a row at a time; each cell stands as it would by itself."""

from hypothesis import given
from hypothesis import strategies as st

from lms.ledger.packs.tables import csv

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-20, 20),
    st.text(alphabet="ab=+-@\t\r\n\",';\0é\u2028", max_size=4),
)


def expected(value: str | int | bool | None) -> str:
    """Return a cell as docs/evidence-pack.md says it is written."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, int):
        return str(value)
    text = f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if set(text) & set('",\r\n') else text


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=3))
def test_each_cell_stands_as_it_would_by_itself(rows: list[list[str | int | bool | None]]) -> None:
    lines = [",".join(map(expected, row)) for row in rows]

    assert csv(("a", "b"), rows) == "".join(["\ufeffa,b\r\n", *(f"{line}\r\n" for line in lines)]).encode()
