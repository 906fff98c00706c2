"""Theme, master and the eleven layouts of a deck, as XML: one layout per kind of slide."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from courses.model import Layout
from webinar_kits import theme
from webinar_kits.pptx_shapes import (
    ACCENT,
    HEIGHT,
    INK,
    NAMESPACES,
    SOFT,
    WASH,
    WHITE,
    Box,
    Voice,
    fill,
    glyph,
    panel,
    paragraph,
    text_box,
    transform,
)  # fmt: skip
from webinar_kits.runs import Run
from webinar_kits.theme import Look

LEFT, RIGHT = 68, 900
BAND = 20
TITLE_PANEL = 292
FOOTER_TOP = 490


@dataclass(frozen=True, slots=True)
class Spot:
    """A placeholder of a layout: what it takes, where, in which size, colour, family and at which edge."""

    kind: str
    index: int
    name: str
    box: Box
    size: float
    colour: str = INK
    is_serif: bool = False
    anchor: str = "t"


def _title(box: Box, *, size: float = theme.TITLE, colour: str = INK, anchor: str = "b") -> Spot:
    return Spot("title", 0, "Title", box, size, colour, is_serif=True, anchor=anchor)


def _body(box: Box, *, size: float = theme.TEXT, colour: str = INK, is_serif: bool = False) -> Spot:
    return Spot("body", 13, "Text", box, size, colour, is_serif)


_TOP = _title(Box(LEFT, 40, RIGHT - LEFT, 92))
CONTENT = Box(LEFT, 160, RIGHT - LEFT, 310)
PANEL = Box(672, 160, 228, 310)

SPOTS: dict[Layout, tuple[Spot, ...]] = {
    Layout.TITLE: (
        _title(Box(TITLE_PANEL + 56, 96, 552, 190), size=theme.DISPLAY),
        _body(Box(TITLE_PANEL + 56, 306, 552, 100), size=24, colour=SOFT),
        Spot("body", 14, "Session", Box(TITLE_PANEL + 56, 412, 552, 64), theme.SMALL, SOFT, anchor="b"),
    ),
    Layout.STATEMENT: (
        _title(Box(LEFT, 60, 800, 184), size=theme.DISPLAY),
        _body(Box(LEFT, 270, 760, 200), size=30, colour=SOFT),
    ),
    Layout.QUESTION: (
        _title(Box(LEFT, 60, 820, 200), size=theme.DISPLAY, colour=WHITE),
        _body(Box(LEFT, 288, 780, 180), size=30, colour=WHITE),
    ),
    Layout.CASE: (
        _title(Box(LEFT, 72, RIGHT - LEFT, 84), size=theme.TITLE, colour=ACCENT),
        _body(Box(LEFT, 180, 800, 290), size=34, is_serif=True),
    ),
    Layout.TWO_SIDES: (_TOP, Spot("tbl", 13, "Two sides", CONTENT, theme.TEXT)),
    Layout.TABLE: (_TOP, Spot("tbl", 13, "Table", CONTENT, theme.TEXT)),
    Layout.CHART: (_TOP, Spot("chart", 13, "Chart", CONTENT, theme.SMALL)),
    Layout.PROCESS: (_TOP, _body(CONTENT)),
    Layout.ACTIVITY: (_TOP, _body(Box(LEFT, 160, 570, 310), size=30)),
    Layout.POLL: (
        _TOP,
        _body(Box(LEFT, 160, RIGHT - LEFT, 262), size=34),
        Spot("body", 14, "How to answer", Box(LEFT, 432, RIGHT - LEFT, 34), 20, ACCENT, anchor="b"),
    ),
    Layout.RECAP: (_TOP, _body(CONTENT, size=34)),
}

_NAMES = {
    Layout.TITLE: "Title", Layout.STATEMENT: "Statement", Layout.TWO_SIDES: "Two sides", Layout.PROCESS: "Process",
    Layout.TABLE: "Table", Layout.CHART: "Chart", Layout.CASE: "Case", Layout.QUESTION: "Question",
    Layout.ACTIVITY: "Activity", Layout.POLL: "Poll", Layout.RECAP: "Recap",
}  # fmt: skip


def theme_xml(blob: bytes, look: Look) -> bytes:
    """Return a theme with our colours and families in place of those it had; its formats stay."""
    text = blob.decode("utf-8")
    inks = {
        "dk1": theme.INK, "lt1": theme.WHITE, "dk2": theme.INK_SOFT, "lt2": theme.WASH, "accent1": look.colour,
        "accent2": theme.INK_SOFT, "accent3": theme.tint(look.colour, percent=55), "accent4": "8C8577",
        "accent5": theme.tint(look.colour, percent=30), "accent6": "C9C2B4", "hlink": look.colour,
        "folHlink": look.colour,
    }  # fmt: skip
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in inks.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{family}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, family in (("major", theme.SERIF), ("minor", theme.SANS))
    )
    text = _between(text, "a:clrScheme", f'<a:clrScheme name="Module">{colours}</a:clrScheme>')
    return _between(text, "a:fontScheme", f'<a:fontScheme name="Module">{fonts}</a:fontScheme>').encode("utf-8")


def master_xml(look: Look, *, layout_ids: str, brand_colour: str) -> str:
    """Return the master: white paper, the band, the three footers; `layout_ids` is the list it must keep."""
    shapes = _band(brand_colour) + _place(2, _TOP, "Title") + _place(3, _body(CONTENT), "Text") + _footers(10, SOFT)
    sign = glyph(4, box=Box(LEFT, FOOTER_TOP + 1, 24, 24), glyph_id=look.glyph, colour=ACCENT, weight=1.6)
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{fill(WHITE)}<a:effectLst/></p:bgPr></p:bg>"
        f"{tree(shapes + sign)}</p:cSld>{_COLOUR_MAP}{layout_ids}<p:txStyles>"
        f"<p:titleStyle>{_level(1, theme.TITLE, '+mj-lt', INK, 0)}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(_level(n, theme.TEXT, '+mn-lt', INK, 10) for n in range(1, 10))}</p:bodyStyle>"
        f"<p:otherStyle>{''.join(_level(n, theme.SMALL, '+mn-lt', INK, 0) for n in range(1, 10))}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    )


def layout_xml(layout: Layout, look: Look, *, series: str, language: str) -> str:
    """Return the layout of one kind of slide; `series` stands in the panel of the title layout ("Principle 7")."""
    shapes = "".join(_place(number, spot, spot.name) for number, spot in enumerate(SPOTS[layout], start=2))
    ground, shows_master = "", "1"
    foot = WHITE if layout is Layout.QUESTION else SOFT
    if layout is Layout.TITLE:
        shows_master = "0"
        shapes = _cover(look, series, language) + shapes
    elif layout is Layout.QUESTION:
        ground, shows_master = f"<p:bg><p:bgPr>{fill(ACCENT)}<a:effectLst/></p:bgPr></p:bg>", "0"
        sign = glyph(8, box=Box(LEFT, FOOTER_TOP + 1, 24, 24), glyph_id=look.glyph, colour=WHITE, weight=1.6)
        shapes = sign + shapes + _footers(10, foot)
    else:
        ground = f"<p:bg><p:bgPr>{fill(WASH)}<a:effectLst/></p:bgPr></p:bg>" if layout is Layout.CASE else ""
        extra = panel(8, name="Panel", box=PANEL, colour=WASH) if layout is Layout.ACTIVITY else ""
        shapes = extra + shapes + _footers(10, foot)
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1" showMasterSp="{shows_master}">'
        f'<p:cSld name="{_NAMES[layout]}">{ground}{tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def tree(shapes: str) -> str:
    """Return the tree of shapes around them."""
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )


def footer_boxes() -> tuple[Box, Box]:
    """Return where the footer's words and the number of the slide stand."""
    return Box(LEFT + 34, FOOTER_TOP, 700, 26), Box(RIGHT - 80, FOOTER_TOP, 80, 26)


def _cover(look: Look, series: str, language: str) -> str:
    words = paragraph((Run(series),), Voice(size=theme.SMALL, colour=WHITE), language=language)
    return (
        panel(20, name="Panel", box=Box(0, 0, TITLE_PANEL, HEIGHT), colour=ACCENT)
        + glyph(21, box=Box(66, 150, 160, 160), glyph_id=look.glyph, colour=WHITE, weight=7)
        + text_box(22, name="Series", box=Box(66, 440, TITLE_PANEL - 80, 36), text=words, anchor="b")
    )


def _band(brand_colour: str) -> str:
    band = panel(5, name="Band", box=Box(0, 0, BAND, HEIGHT), colour=ACCENT)
    if not brand_colour:
        return band
    return band + panel(6, name="Institution", box=Box(BAND, 0, 5, HEIGHT), colour=brand_colour)


def _footers(first: int, colour: str) -> str:
    words, number = footer_boxes()
    foot = Spot("ftr", 11, "Footer", words, theme.SMALL, colour, anchor="ctr")
    count = Spot("sldNum", 12, "Slide number", number, theme.SMALL, colour, anchor="ctr")
    return _place(first, foot, "Footer") + _place(first + 1, count, "Slide number")


_FIELD = (
    '<a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    "<a:rPr/><a:t>‹#›</a:t></a:fld></a:p>"
)


def _place(number: int, spot: Spot, prompt: str) -> str:
    font = "+mj-lt" if spot.is_serif else "+mn-lt"
    align = "r" if spot.kind == "sldNum" else "l"
    levels = _level(1, spot.size, font, spot.colour, spot.size * 0.5 if spot.kind == "body" else 0, align=align)
    index = f' idx="{spot.index}"' if spot.index else ""
    quarter = ' sz="quarter"' if spot.kind in ("ftr", "sldNum") else ""
    text = _FIELD if spot.kind == "sldNum" else f"<a:p><a:r><a:rPr/><a:t>{escape(prompt)}</a:t></a:r></a:p>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{spot.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{spot.kind}"{quarter}{index}/></p:nvPr></p:nvSpPr><p:spPr>{transform(spot.box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" lIns="0" tIns="0" '
        f'rIns="0" bIns="0" anchor="{spot.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>{text}'
        "</p:txBody></p:sp>"
    )


def _level(level: int, size: float, font: str, colour: str, before: float, *, align: str = "l") -> str:
    return (
        f'<a:lvl{level}pPr marL="0" indent="0" algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        f'hangingPunct="1"><a:lnSpc><a:spcPct val="{95000 if font == "+mj-lt" else 102000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" kern="1200">{fill(colour)}<a:latin typeface="{font}"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
    )


_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def _between(text: str, tag: str, new: str) -> str:
    start, end = text.index(f"<{tag} "), text.index(f"</{tag}>") + len(tag) + 3
    return text[:start] + new + text[end:]


def layouts() -> Sequence[Layout]:
    """Return the kinds in the order in which a deck holds their layouts."""
    return tuple(Layout)
