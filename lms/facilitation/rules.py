"""What a line of a register comes to, what its completions are called, and how a list of attendance is read; pure."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from lms.errors import Invalid

COMPLETIONS = UUID("b3d7f0c4-6a54-5f2e-8a1b-7d1a52c9e0f6")
USUAL_PASS_PERCENT = 80
MINIMUM_SHARE = 80
LONGEST_MINUTES = 600
MOST_LINES = 5000
LONGEST_CODE = 40
# The first cell of a line that names the columns, in any of the languages of the roster.
HEADS = frozenset(
    {"staff code", "staff_code", "code", "staff id", "matricule", "código", "codigo", "код", "الرمز", "رقم"}
)
SEPARATORS = ("\t", ";", ",")
Row = tuple[int, tuple[str, ...]]


class Outcome(StrEnum):
    """What a line comes to: `too_little` is below the minimum, `attended` without a passed test."""

    COMPLETE = "complete"
    ATTENDED = "attended"
    TOO_LITTLE = "too_little"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list as it was typed: its number, a staff code, minutes and percentage where they are given."""

    number: int
    staff_code: str
    minutes: int | None
    test_percent: int | None
    fault: str = ""


def usual_minimum(minutes: int) -> int:
    """Return the minutes somebody must at least be there, unless another number is chosen: 80 percent, rounded up."""
    return -(-minutes * MINIMUM_SHARE // 100)


def outcome(minutes: int, percent: int | None, *, minimum: int, pass_percent: int) -> Outcome:
    """Return what a line comes to by the pass mark that is asked of this member."""
    if minutes == 0:
        return Outcome.ABSENT
    if minutes < minimum:
        return Outcome.TOO_LITTLE
    return Outcome.COMPLETE if percent is not None and percent >= pass_percent else Outcome.ATTENDED


def completion_key(session_id: str, member_id: int, turn: int) -> str:
    """Return the one name of a member's completion by a session; after a correction took it back, the next turn's."""
    return str(uuid5(COMPLETIONS, f"{session_id}:{member_id}:{turn}"))


def split_text(text: str) -> tuple[Row, ...]:
    """Return the rows of a pasted list or of a CSV, each with its number; cut by tab, semicolon or comma."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_separator(text))
    try:
        return tuple((number, tuple(row)) for number, row in enumerate(reader, start=1))
    except csv.Error as error:
        raise Invalid({"list": f"The list cannot be read ({error}). Write one staff code a line."}) from error


def join_rows(rows: Sequence[Row]) -> str:
    """Return rows as a text that `split_text` reads again, each on the line of its number."""
    written = io.StringIO(newline="")
    writer, at = csv.writer(written, delimiter="\t", lineterminator="\n"), 1
    for number, cells in rows:
        written.write("\n" * (number - at))
        # A cell more than there is: so every line has a tab, and no comma in a cell is taken for what cuts them.
        writer.writerow([*(cell.replace("\n", " ").replace("\r", " ") for cell in cells), ""])
        at = number + 1
    return written.getvalue()


def read_list(rows: Sequence[Row], *, longest: int) -> tuple[ListLine, ...]:
    """Return the lines of a list: staff code, then minutes and percentage if they are there.

    A first row that names the columns and empty ones are passed over. What is wrong with a line stands in its `fault`.
    `longest` is the session's length.
    """
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in rows if any(map(str.strip, cells))]
    if filled and filled[0][1][0].casefold() in HEADS:
        filled = filled[1:]
    if len(filled) > MOST_LINES:
        sentence = f"The list has {len(filled)} lines; {MOST_LINES} are the most. Send it in parts."
        raise Invalid({"list": sentence})
    lines: list[ListLine] = []
    seen: dict[str, int] = {}
    for number, cells in filled:
        line = _line(number, cells, longest)
        if line.staff_code in seen and not line.fault:
            line = _faulty(number, line.staff_code, f"This code stands in line {seen[line.staff_code]} already.")
        seen.setdefault(line.staff_code, number)
        lines.append(line)
    return tuple(lines)


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((mark for mark in SEPARATORS if mark in first), ",")


def _line(number: int, cells: Sequence[str], longest: int) -> ListLine:
    code = cells[0]
    if not code or len(code) > LONGEST_CODE or not code.isprintable():
        return _faulty(number, code[:LONGEST_CODE], "Write a staff code at the beginning of the line.")
    if len([cell for cell in cells if cell]) > 3 or any(cells[3:]):
        return _faulty(number, code, "Write staff code, minutes and percentage, nothing more.")
    minutes, percent = (cells[place] if len(cells) > place else "" for place in (1, 2))
    if minutes and not _is_whole(minutes, longest):
        return _faulty(
            number, code, f"“{minutes[:20]}” are no minutes of this session. Give a whole number from 0 to {longest}."
        )
    percent = percent.removesuffix("%").strip()
    if percent and not _is_whole(percent, 100):
        return _faulty(
            number, code, f"“{percent[:20]}” is no percentage. Give a whole number from 0 to 100, or nothing."
        )
    return ListLine(number, code, int(minutes) if minutes else None, int(percent) if percent else None)


def _is_whole(text: str, most: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= most


def _faulty(number: int, code: str, fault: str) -> ListLine:
    return ListLine(number, code, None, None, fault)
