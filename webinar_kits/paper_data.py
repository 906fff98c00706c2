"""Blocks as plain data, the form in which the templates of printed papers take them."""

from collections.abc import Sequence

from courses.blocks import Block, Heading, List, Notes, Paragraph, Quote, Table
from webinar_kits.measure import column_shares
from webinar_kits.runs import Run, runs, words

Data = str | int | float | bool | Sequence["Data"] | dict[str, "Data"]


def blocks_data(blocks: Sequence[Block]) -> list[Data]:
    """Return the blocks as lists and mappings, ready for JSON."""
    return [_block(block) for block in blocks]


def runs_data(pieces: Sequence[Run]) -> list[Data]:
    """Return the runs as mappings of text and voice."""
    return [{"text": piece.text, "strong": piece.is_strong, "emphasis": piece.is_emphasis} for piece in pieces]


def _block(block: Block) -> Data:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "runs": runs_data(runs(block.children))}
        case Heading():
            return {"kind": "heading", "level": block.level, "runs": runs_data(runs(block.children))}
        case List():
            return _list(block)
        case Quote():
            return {"kind": "quote", "blocks": blocks_data(block.blocks)}
        case Table():
            return {
                "kind": "table",
                "shares": [round(share * 1000) for share in _shares(block)],
                "header": [runs_data(runs(cell)) for cell in block.header],
                "rows": [[runs_data(runs(cell)) for cell in row] for row in block.rows],
            }
        case Notes():
            return {"kind": "notes", "lines": block.lines}


def _list(block: List) -> Data:
    return {
        "kind": "list",
        "numbered": block.is_numbered,
        "items": [
            {"runs": runs_data(runs(item.children)), "sublist": [_list(item.sublist)] if item.sublist else []}
            for item in block.items
        ],
    }


def _shares(table: Table) -> tuple[float, ...]:
    return column_shares([[words(runs(cell)) for cell in row] for row in (table.header, *table.rows)])
