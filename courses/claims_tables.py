"""Judges tables that restate the case: a row that names a subject of the case, with one number beside it."""

import re
from collections.abc import Iterator

from courses.cases import ValueKind
from courses.claims_index import CaseIndex
from courses.claims_items import Item, counted, read_items
from courses.claims_quantities import Measure
from courses.claims_scene import KINDS, Found, fits
from courses.claims_sentences import Cell, DraftTable, Sentence, read_tokens

_OWN = re.compile(
    r"\b(cost|costs|budget|payer|pays|who|owner|start|end|target|month|plan|planned|sum|after|goal|by|proposed|new|"
    r"20(2[7-9]|[3-9]\d))\b",
    re.IGNORECASE,
)

# A column of points or hours counts nothing of what its rows name.
_UNITS = re.compile(
    r"\b(points?|scores?|marks?|weights?|ranks?|minutes?|hours?|days?|weeks?|months?|price)\b", re.IGNORECASE
)


def find_in_table(index: CaseIndex, table: DraftTable) -> Iterator[Found]:
    """Yield the cells that differ; columns of plans, targets and costs are the draft's own and are left alone."""
    columns = [
        place
        for place, cell in enumerate(table.header)
        if place and not _OWN.search(cell.text)
    ]  # fmt: skip
    if not table.header or _OWN.search(table.header[0].text):
        return
    for row in table.rows:
        for place in columns[:1]:
            if 0 < place < len(row):
                yield from _judge(index, row[0], row[place], table.header[place])


def _judge(index: CaseIndex, name: Cell, cell: Cell, header: Cell) -> Iterator[Found]:
    label, items = _items(index, name), _items(index, cell)
    if not items or any(not one.quantity and not one.key.startswith(("f", "e")) for one in items if not one.is_barrier):
        return
    if _UNITS.search(header.text):
        return
    counts = _counted_by(index, header)
    quantities = [one for one in items if one.quantity]
    if len(quantities) != 1:
        return
    item = quantities[0]
    quantity = counted(item)
    keys = tuple(one.key for one in label)
    if keys[:2] == ("number", "of"):
        keys = keys[2:]
    kind = KINDS.get(quantity.measure)
    if quantity.measure is Measure.COUNT and ("%" in header.text or "per cent" in header.text.lower()):
        kind = ValueKind.PERCENT
    years = {one.quantity.day[0] for one in _items(index, header) if one.quantity and one.quantity.day}
    for alias in index.by_first.get(keys[0] if keys else "", ()):
        known = tuple(one for one in alias.known if one.value.kind is kind)
        if (
            alias.keys != keys
            or not known
            or (counts and not counts & known[0].nouns)
            or any(fits(quantity, item.hedge, one) for one in known)
        ):
            continue
        if years and known[0].value.period not in {str(year) for year in years}:
            continue
        yield Found(item.start, item.end, known)
        return


def _counted_by(index: CaseIndex, header: Cell) -> frozenset[str]:
    """Return the things of the case that a column counts by its header: calls of a Thursday are no Thursdays."""
    return frozenset(one.key for one in _items(index, header)) & index.units


def _items(index: CaseIndex, cell: Cell) -> tuple[Item, ...]:
    tokens = tuple(read_tokens(cell.text))
    items = read_items(Sentence(tokens, frozenset(), starts_paragraph=True), index.money)
    return tuple(_moved(item, cell.start) for item in items)


def _moved(item: Item, by: int) -> Item:
    return Item(
        item.key, item.low, item.start + by, item.end + by, item.quantity, item.hedge, item.dropped, item.is_barrier,
        item.is_quoted, item.is_name,
    )  # fmt: skip
