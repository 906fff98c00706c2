"""The form of a register: ticks, minutes and percentages, and what stood there when the page was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from lms.errors import Invalid
from lms.facilitation.registers import Line
from lms.http.i18n import gettext as _

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as it was sent."""

    member_id: int
    is_ticked: bool
    minutes: str
    percent: str
    was: str


def written(minutes: int | None, percent: int | None) -> str:
    """Return what stands of somebody, as a page carries it along: empty for no line."""
    return "" if minutes is None else f"{minutes}/{'' if percent is None else percent}"


def read_typed(form: MultiDict[str, str]) -> tuple[Typed, ...]:
    """Return the rows of a register that were shown, as they were sent."""
    shown = [text for text in form.getlist("shown") if text.isascii() and text.isdecimal() and len(text) < 10]
    return tuple(
        Typed(
            member_id=int(key),
            is_ticked=bool(form.get(f"present-{key}")),
            minutes=form.get(f"minutes-{key}", "").strip(),
            percent=form.get(f"percent-{key}", "").strip().removesuffix("%").strip(),
            was=form.get(f"was-{key}", ""),
        )
        for key in shown[:MOST_ROWS]
    )


def read_lines(typed: tuple[Typed, ...], *, length: int) -> tuple[Line, ...]:
    """Return the lines that somebody changed on the page; raise `Invalid` with a sentence for each that cannot be.

    Who is not ticked was not there. A row that was left as it stood is not sent on: somebody else may have changed it.
    """
    faults: dict[str, str] = {}
    lines = [_line(one, length, faults) for one in typed]
    if faults:
        raise Invalid(faults)
    return tuple(
        line
        for one, line in zip(typed, lines, strict=True)
        if written(line.minutes, line.test_percent) != one.was and not (one.was == "" and line.minutes == 0)
    )


def _line(one: Typed, length: int, faults: dict[str, str]) -> Line:
    if not one.is_ticked:
        return Line(one.member_id, 0, None)
    minutes = _whole(one.minutes, length) if one.minutes else length
    percent = _whole(one.percent, 100) if one.percent else None
    if minutes is None or minutes == 0:
        faults[f"minutes-{one.member_id}"] = _(
            "Give minutes from 1 to %(length)s, or take the tick away if she was not there.", length=length
        )
    if one.percent and percent is None:
        faults[f"percent-{one.member_id}"] = _("Give a percentage from 0 to 100, or leave it empty.")
    return Line(one.member_id, minutes or 0, percent)


def _whole(text: str, most: int) -> int | None:
    is_one = text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= most
    return int(text) if is_one else None


def fault_of(faults: Mapping[str, str], member_id: int) -> str:
    """Return the sentence about a row, or nothing."""
    return faults.get(f"minutes-{member_id}") or faults.get(f"percent-{member_id}", "")
