"""What the styles and the numbering of a Word document ask of a paragraph, as far as its height depends on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree import ElementTree as ET

from webinar_kits import theme
from webinar_kits.proposals.word_look import WORD

_W = f"{{{WORD}}}"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is set; lengths in points. `line` is a share of the natural height, `exact` a height or none."""

    size: float = 10.5
    before: float = 0
    after: float = 6
    line: float = 1.15
    exact: float = 0
    left: float = 0
    right: float = 0
    is_bold: bool = False
    is_serif: bool = False
    keeps_next: bool = False
    keeps_lines: bool = False
    opens_page: bool = False


def parsed(xml: str) -> ET.Element:
    """Return the root of XML that we wrote ourselves."""
    return ET.fromstring(xml)  # noqa: S314


class Manners:
    """The manners of all styles of a document."""

    def __init__(self, styles: str, numbering: str) -> None:
        self._styles = {one.get(f"{_W}styleId", ""): one for one in parsed(styles).iter(f"{_W}style")}
        self._numbering = parsed(numbering)
        self._known: dict[str, Manner] = {}

    def of(self, properties: ET.Element | None) -> Manner:
        """Return the manner of a paragraph with those properties."""
        if properties is None:
            return self._of_style("Normal")
        named = properties.find(f"{_W}pStyle")
        style = self._of_style("Normal" if named is None else named.get(f"{_W}val", "Normal"))
        return self._changed(style, properties)

    def margin_of(self, table_style: str) -> float:
        """Return what a table leaves free at both sides of a cell."""
        held = self._styles.get(table_style)
        sides = [] if held is None else held.findall(f"{_W}tblPr/{_W}tblCellMar/*")
        return sum(int(side.get(f"{_W}w", "0")) for side in sides) / 20

    def _of_style(self, style_id: str) -> Manner:
        if style_id not in self._known:
            style = self._styles[style_id]
            base = style.find(f"{_W}basedOn")
            manner = Manner() if base is None else self._of_style(base.get(f"{_W}val", ""))
            paragraph, run = style.find(f"{_W}pPr"), style.find(f"{_W}rPr")
            manner = manner if paragraph is None else self._changed(manner, paragraph)
            self._known[style_id] = manner if run is None else _voiced(manner, run)
        return self._known[style_id]

    def _changed(self, manner: Manner, properties: ET.Element) -> Manner:
        for one in properties:
            match one.tag.removeprefix(_W):
                case "keepNext":
                    manner = replace(manner, keeps_next=True)
                case "keepLines":
                    manner = replace(manner, keeps_lines=True)
                case "pageBreakBefore":
                    manner = replace(manner, opens_page=True)
                case "spacing":
                    manner = _spaced(manner, one)
                case "ind":
                    manner = replace(
                        manner,
                        left=_points(one, "left", manner.left),
                        right=_points(one, "right", manner.right),
                    )
                case "numPr":
                    manner = replace(manner, left=self._left_of(one))
        return manner

    def _left_of(self, numbered: ET.Element) -> float:
        level, number = (numbered.find(f"{_W}{name}") for name in ("ilvl", "numId"))
        wanted = "0" if number is None else number.get(f"{_W}val", "0")
        return self._lefts.get((wanted, "0" if level is None else level.get(f"{_W}val", "0")), 0.0)

    @cached_property
    def _lefts(self) -> dict[tuple[str, str], float]:
        return dict(self._read_lefts())

    def _read_lefts(self) -> Iterator[tuple[tuple[str, str], float]]:
        lists = {one.get(f"{_W}abstractNumId"): one for one in self._numbering.iter(f"{_W}abstractNum")}
        for number in self._numbering.iter(f"{_W}num"):
            meant = number.find(f"{_W}abstractNumId")
            for level in () if meant is None else lists[meant.get(f"{_W}val")].iter(f"{_W}lvl"):
                indent = level.find(f"{_W}pPr/{_W}ind")
                left = 0.0 if indent is None else _points(indent, "left", 0)
                yield (number.get(f"{_W}numId", ""), level.get(f"{_W}ilvl", "0")), left


def _spaced(manner: Manner, spacing: ET.Element) -> Manner:
    line = spacing.get(f"{_W}line")
    if line is not None and spacing.get(f"{_W}lineRule") == "exact":
        manner = replace(manner, exact=int(line) / 20)
    elif line is not None:
        manner = replace(manner, line=int(line) / 240, exact=0)
    return replace(
        manner, before=_points(spacing, "before", manner.before), after=_points(spacing, "after", manner.after)
    )


def _voiced(manner: Manner, run: ET.Element) -> Manner:
    for one in run:
        match one.tag.removeprefix(_W):
            case "b":
                manner = replace(manner, is_bold=True)
            case "sz":
                manner = replace(manner, size=int(one.get(f"{_W}val", "21")) / 2)
            case "rFonts":
                manner = replace(manner, is_serif=one.get(f"{_W}ascii") == theme.SERIF)
    return manner


def _points(element: ET.Element, name: str, otherwise: float) -> float:
    value = element.get(f"{_W}{name}")
    return otherwise if value is None else int(value) / 20
