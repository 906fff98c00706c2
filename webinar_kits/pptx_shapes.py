"""Shapes of a slide as DrawingML text. Lengths are points on a slide of 960 by 540."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from webinar_kits.glyphs import strokes
from webinar_kits.runs import Run, is_rtl, words

WIDTH, HEIGHT = 960, 540
EMU = 12700

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
# The names of the theme's colours, by what they are for.
INK, SOFT, WHITE, WASH, ACCENT = "tx1", "tx2", "bg1", "bg2", "accent1"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Voice:
    """How a paragraph speaks; zero and empty mean what the layout says. `mark`: dash, number, letter or nothing."""

    size: float = 0
    colour: str = ""
    is_bold: bool = False
    is_serif: bool = False
    mark: str = ""
    before: float = 0
    align: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its paragraphs, the rule below it, the room above, below and beside its words, its ground."""

    paragraph: str
    rule: str
    rule_width: float
    pad: float
    indent: float = 0
    ground: str = ""
    after: float = 20


def transform(box: Box, tag: str = "a:xfrm") -> str:
    """Return the place as a transform."""
    x, y, width, height = (round(value * EMU) for value in (box.x, box.y, box.width, box.height))
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}>'


def fill(colour: str) -> str:
    """Return a solid fill of a theme colour, or of six hex digits."""
    kind = "srgbClr" if len(colour) == 6 else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{colour}"/></a:solidFill>'


def paragraph(pieces: Sequence[Run], voice: Voice, *, language: str) -> str:
    """Return one paragraph of native text; a line end in a run breaks the line."""
    inner = "".join(_run(piece, voice, language) for piece in pieces if piece.text)
    is_turned = is_rtl(words(tuple(pieces)))
    return f"<a:p>{_paragraph_properties(voice, is_turned=is_turned)}{inner}</a:p>"


def placeholder(number: int, *, name: str, kind: str, index: int, text: str, box: Box | None = None) -> str:
    """Return a shape that takes its look from the layout's placeholder of that kind and index."""
    place = f'type="{kind}" ' if kind else ""
    where = f' idx="{index}"' if index else ""
    spot = transform(box) if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {place}{where}/></p:nvPr></p:nvSpPr><p:spPr>{spot}</p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def text_box(number: int, *, name: str, box: Box, text: str, anchor: str = "t") -> str:
    """Return a free text box without margins."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def panel(number: int, *, name: str, box: Box, colour: str) -> str:
    """Return a filled rectangle that carries no meaning."""
    return (
        f"<p:sp><p:nvSpPr>{_decoration(number, name)}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr>{_NO_TEXT}</p:sp>"
    )


def glyph(number: int, *, box: Box, glyph_id: str, colour: str, weight: float) -> str:
    """Return the module's sign as native lines."""
    tags = {"move": "moveTo", "line": "lnTo", "curve": "cubicBezTo"}
    path = "".join(
        f"<a:{tags[kind]}>"
        + "".join(f'<a:pt x="{round(x * 1000)}" y="{round(y * 1000)}"/>' for x, y in points)
        + f"</a:{tags[kind]}>"
        if points
        else "<a:close/>"
        for kind, points in strokes(glyph_id)
    )
    return (
        f"<p:sp><p:nvSpPr>{_decoration(number, 'Glyph')}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/>'
        '<a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="24000" h="24000" fill="none">'
        f"{path}</a:path></a:pathLst>"
        f'</a:custGeom><a:noFill/><a:ln w="{round(weight * EMU)}" cap="rnd">{fill(colour)}<a:round/></a:ln></p:spPr>'
        f"{_NO_TEXT}</p:sp>"
    )


def table(
    number: int,
    *,
    name: str,
    description: str,
    box: Box,
    columns: Sequence[float],
    heights: Sequence[float],
    rows: Sequence[Sequence[Cell]],
) -> str:
    """Return a native table with its first row as header, in the layout's table placeholder."""
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in columns)
    body = "".join(
        f'<a:tr h="{round(height * EMU)}">{"".join(_cell(cell) for cell in row)}</a:tr>'
        for row, height in zip(rows, heights, strict=True)
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quoteattr(name)} '
        f'descr={quoteattr(description)}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr><p:ph type="tbl" idx="13"/></p:nvPr></p:nvGraphicFramePr>{transform(box, "p:xfrm")}'
        f'<a:graphic><a:graphicData uri="{_TABLE_URI}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{body}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell(cell: Cell) -> str:
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    rule = f'<a:lnB w="{round(cell.rule_width * EMU)}">{fill(cell.rule)}</a:lnB>' if cell.rule else ""
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{cell.paragraph}</a:txBody>"
        f'<a:tcPr marL="{round(cell.indent * EMU)}" marR="{round(cell.after * EMU)}" marT="{round(cell.pad * EMU)}" '
        f'marB="{round(cell.pad * EMU)}" anchor="t">'
        f"{none}{rule}{fill(cell.ground) if cell.ground else '<a:noFill/>'}</a:tcPr></a:tc>"
    )


def _decoration(number: int, name: str) -> str:
    return (
        f'<p:cNvPr id="{number}" name={quoteattr(name)} descr=""><a:extLst>'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        "</p:cNvPr>"
    )


_NO_TEXT = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody>"


def _run(piece: Run, voice: Voice, language: str) -> str:
    size = f' sz="{round(voice.size * 100)}"' if voice.size else ""
    bold = ' b="1"' if voice.is_bold or piece.is_strong else ""
    italic = ' i="1"' if piece.is_emphasis else ""
    colour = fill(voice.colour) if voice.colour else ""
    font = '<a:latin typeface="+mj-lt"/>' if voice.is_serif else ""
    properties = f'<a:rPr lang="{language}"{size}{bold}{italic} dirty="0">{colour}{font}</a:rPr>'
    lines = (f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" for line in piece.text.split("\n"))
    return f"<a:br>{properties}</a:br>".join(lines)


_MARKS = {
    "dash": '<a:buFont typeface="Arial"/><a:buChar char="–"/>',
    "number": '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>',
    "letter": '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="alphaUcPeriod"/>',
}


def _paragraph_properties(voice: Voice, *, is_turned: bool) -> str:
    indent = round((voice.size or 22) * 1.5 * EMU)
    hanging = f' marL="{indent}" indent="-{indent}"' if voice.mark else ""
    side = voice.align or ("r" if is_turned else "")
    align = (f' algn="{side}"' if side else "") + (' rtl="1"' if is_turned else "")
    before = f'<a:spcBef><a:spcPts val="{round(voice.before * 100)}"/></a:spcBef>' if voice.before else ""
    mark = f'<a:buClr><a:schemeClr val="accent1"/></a:buClr>{_MARKS[voice.mark]}' if voice.mark else ""
    return f"<a:pPr{hanging}{align}>{before}{mark}</a:pPr>"
