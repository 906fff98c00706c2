"""The plan of a proposal as a table of Word: a shaded bar for each piece of work, its days in words beside it."""

from collections.abc import Sequence

from webinar_kits.proposals.elements import Bar, Gantt
from webinar_kits.proposals.word_look import COLOUR, SOFT, TEXT_WIDTH
from webinar_kits.proposals.word_text import writable
from webinar_kits.runs import is_rtl, typographic

_NAMES = 2900
_ROOM_FOR_WORDS = 900
_LEAST_FOR_DAYS = 230
_MIDDLE = '<w:vAlign w:val="center"/>'
_GROUP_LINE = '<w:tcBorders><w:left w:val="single" w:sz="4" w:space="0" w:color="BDB6A8"/></w:tcBorders>'


def plan_xml(plan: Gantt, *, is_mirrored: bool) -> str:
    """Return the table; its two header rows are repeated on every page."""
    width = (TEXT_WIDTH - _NAMES) // len(plan.columns)
    names = TEXT_WIDTH - width * len(plan.columns)
    columns = [names, *[width] * len(plan.columns)]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
    kept = len(plan.bars) <= 12
    rows = "".join(
        _bar(bar, plan, columns, is_kept=kept and place < len(plan.bars))
        for place, bar in enumerate(plan.bars, start=1)
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/>'
        f'{"<w:bidiVisual/>" if is_mirrored else ""}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{_attribute(plan.caption)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_heads(plan, columns)}{rows}</w:tbl>"
    )


def _heads(plan: Gantt, columns: Sequence[int]) -> str:
    width = columns[1]
    groups = _cell(columns[0], _paragraph("Recommendation", "TableHead", indent=True))
    for text, count in plan.groups:
        shown = text if count * width >= 600 else text[:3] if count * width >= 330 else ""
        groups += _cell(width * count, _paragraph(shown, "BarHead"), span=count, more=_GROUP_LINE)
    has_room = width >= _LEAST_FOR_DAYS
    days = _cell(columns[0], _paragraph(plan.unit, "TableText", indent=True, is_kept=True))
    for place, text in enumerate(plan.columns):
        # Where two digits have no room, every other week is named.
        shown = text if has_room or place % 2 == 0 else ""
        days += _cell(width, _paragraph(shown, "BarHead"))
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    return f"<w:tr>{head}{groups}</w:tr><w:tr>{head}{days}</w:tr>"


def _bar(bar: Bar, plan: Gantt, columns: Sequence[int], *, is_kept: bool) -> str:
    width, total = columns[1], len(plan.columns)
    named = _paragraph(bar.name, "TableText", indent=True, is_kept=is_kept, soft=bar.when)
    cells = _cell(columns[0], named)
    if bar.first:
        cells += _cell(width * bar.first, _paragraph("", "BarText", is_kept=is_kept), span=bar.first)
    fits = width * bar.columns >= _ROOM_FOR_WORDS
    inside = _paragraph(bar.inside if fits else "", "BarText", is_kept=is_kept, centred=True, fill=COLOUR)
    cells += _cell(width * bar.columns, inside, span=bar.columns, more=_MIDDLE)
    after = total - bar.first - bar.columns
    if after:
        said = "" if fits or after * width < _ROOM_FOR_WORDS else bar.inside
        beside = _paragraph(said, "BarHead", is_kept=is_kept, start=True)
        cells += _cell(width * after, beside, span=after, more=_MIDDLE)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, inner: str, *, span: int = 1, more: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{more}</w:tcPr>{inner}</w:tc>'


def _paragraph(
    text: str,
    style: str,
    *,
    indent: bool = False,
    is_kept: bool = False,
    centred: bool = False,
    start: bool = False,
    soft: str = "",
    fill: str = "",
) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if is_kept else "")
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    properties += f'<w:bidi w:val="{int(is_rtl(text))}"/>'
    properties += '<w:ind w:left="85" w:right="85"/>' if indent or start else ""
    properties += '<w:jc w:val="center"/>' if centred else ('<w:jc w:val="start"/>' if start else "")
    run = f'<w:r><w:t xml:space="preserve">{writable(typographic(text))}</w:t></w:r>' if text else ""
    if soft:
        run += (
            f'<w:r><w:br/></w:r><w:r><w:rPr><w:color w:val="{SOFT}"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
            f'<w:t xml:space="preserve">{writable(soft)}</w:t></w:r>'
        )
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _attribute(text: str) -> str:
    return writable(text).replace('"', "&quot;")
