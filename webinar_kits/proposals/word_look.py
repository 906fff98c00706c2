"""Styles and numbering of a proposal in Word: real ones, so that its navigation, contents and lists work."""

from webinar_kits import theme

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{WORD}"'
# A4 with margins of 25 mm at the sides, in twentieths of a point.
PAGE_WIDTH, PAGE_HEIGHT, SIDE, ABOVE, BELOW = 11906, 16838, 1417, 1474, 1304
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
COLOUR = theme.COLOURS["complaints"]
SOFT, INK, RULE = theme.INK_SOFT, theme.INK, "BDB6A8"
WASH = theme.tint(COLOUR, percent=9)
# Numbering definitions; numbered lists of the text get copies from `FIRST_LIST` on, each beginning at one.
BULLETS, CHAPTERS, RECOMMENDATIONS, ANNEXES, FIRST_LIST = 1, 2, 3, 4, 5
_EXACT = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "sd"})
_INDENT = 340
# More entries than these do not fit a page in their usual distance.
_ENTRIES = 36
_HANG = (680, 680, 794)


def styles_xml(*, language: str, is_right_to_left: bool, entries: int = 0) -> str:
    """Return the styles; the direction of a right-to-left language is in the style that all others are based on.

    Contents of many `entries` are set closer, so that they stay on one page.
    """
    bidi = "<w:bidi/>" if is_right_to_left else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault>'
        f'<w:rPr>{_fonts(theme.SANS)}<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault>'
        '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{bidi}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        + _front_styles(is_close=entries > _ENTRIES)
        + _heading_styles()
        + _text_styles()
        + _voices()
        + _table_styles()
        + "</w:styles>"
    )


def _front_styles(*, is_close: bool) -> str:
    serif = _fonts(theme.SERIF)
    page = f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    above, below, line = (70, 0, 245) if is_close else (120, 30, 276)
    first = f'<w:tabs><w:tab w:val="left" w:pos="567"/>{page}{_spacing(above, below, line)}'
    second = f'<w:tabs><w:tab w:val="left" w:pos="1191"/>{page}{_spacing(0, below, line)}'
    return (
        _style("Eyebrow", "Eyebrow", _spacing(2800, 160), "<w:b/><w:bCs/>" + _look(21, COLOUR))
        + _style("Title", "Title", "<w:suppressAutoHyphens/>" + _spacing(0, 280, 240), serif + _look(60, INK))
        + _style("Subtitle", "Subtitle", _spacing(0, 120), _look(30, SOFT))
        + _style(
            "Notice", "Notice", _border("left", COLOUR, 18, 8) + _spacing(120, 480) + '<w:ind w:left="170"/>',
            _look(20, SOFT),
        )
        + _style("CoverLine", "Cover line", _spacing(0, 80), _look(21, INK))
        + _style(
            "TOCHeading", "TOC Heading", "<w:keepNext/><w:pageBreakBefore/>" + _spacing(0, 240), serif + _look(36, INK)
        )
        + _style("TOC1", "toc 1", first + '<w:ind w:left="567" w:hanging="567"/>', "<w:b/><w:bCs/>")
        + _style("TOC2", "toc 2", second + '<w:ind w:left="1191" w:hanging="624"/>', _look(20, INK))
    )  # fmt: skip


def _heading_styles() -> str:
    serif, bold = _fonts(theme.SERIF), "<w:b/><w:bCs/>"
    return (
        _heading("Heading1", "heading 1", 0, (CHAPTERS, 0), _spacing(480, 140, 250), serif + _look(34, COLOUR))
        + _heading("Heading2", "heading 2", 1, (CHAPTERS, 1), _spacing(320, 100, 250), serif + _look(26, INK))
        + _heading("Heading3", "heading 3", 2, (CHAPTERS, 2), _spacing(240, 60, 250), bold + _look(21, COLOUR))
        + _heading(
            "RecommendationHeading", "Recommendation heading", 2, (RECOMMENDATIONS, 0), _spacing(320, 80, 250),
            bold + _look(23, COLOUR), based_on="Heading3",
        )
        + _heading(
            "AnnexHeading", "Annex heading", 0, (ANNEXES, 0), _spacing(480, 140, 250), serif + _look(34, COLOUR),
            based_on="Heading1",
        )
    )  # fmt: skip


def _text_styles() -> str:
    bold, centred = "<w:b/><w:bCs/>", '<w:jc w:val="center"/>'
    return (
        _style("ListBullet", "List Bullet", _numbered(BULLETS) + _spacing(0, 60), "")
        + _style("ListNumber", "List Number", _spacing(0, 60), "")
        + _style("Quote", "Quote", _border("left", RULE, 18, 8) + _spacing(60, 140) + '<w:ind w:left="340"/>', "")
        + _style("Caption", "caption", "<w:keepNext/>" + _spacing(200, 80), bold + _look(19, SOFT))
        + _style("Passing", "Said in passing", "", "<w:i/><w:iCs/>" + _look(21, SOFT))
        + _style("TableText", "Table text", _spacing(40, 40, 252), _look(18, INK))
        + _style("TableHead", "Table head", "<w:keepNext/>" + _spacing(40, 40, 252), bold + _look(18, COLOUR))
        + _style("TableName", "Table name", "<w:keepNext/>" + _spacing(40, 40, 252), bold + _look(18, SOFT))
        + _style("AfterTable", "After table", _EXACT, "")
        + _style("BarText", "Bar text", _spacing(20, 20, 240), bold + _look(16, theme.WHITE))
        + _style("BarHead", "Bar head", "<w:keepNext/>" + _spacing(20, 20, 240) + centred, _look(14, SOFT))
        + _style("Header", "header", _spacing(0, 0), _look(17, SOFT))
        + _style(
            "Footer", "footer",
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>' + _spacing(0, 0), _look(17, SOFT),
        )
        + _style("CommentText", "annotation text", _spacing(0, 60, 240), '<w:sz w:val="20"/><w:szCs w:val="20"/>')
    )  # fmt: skip


def _voices() -> str:
    return (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:color w:val="0B6187"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr>'
        '<w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>'
    )


def _table_styles() -> str:
    rules = (
        f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{COLOUR}"/>'
        f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{RULE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    )
    first = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/></w:tcPr></w:tblStylePr>'
    )
    last = (
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{COLOUR}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
    )
    return (
        _table("ReportTable", "Report table", rules, first + last, (85, 85))
        + _table("PairsTable", "Pairs table", rules, "", (85, 85))
        + _table("PlanTable", "Plan table", rules, first, (0, 0))
    )


def numbering_xml(numbered_lists: int) -> str:
    """Return the numbering: chapters in three levels, recommendations, annexes, bullets, lists that begin at one."""
    bullets = "".join(_level(level, "bullet", "–", _INDENT * (level + 1), _INDENT) for level in range(3))
    chapters = "".join(
        _level(level, "decimal", ".".join(f"%{one + 1}" for one in range(level + 1)), _HANG[level], _HANG[level],
               style=f"Heading{level + 1}")
        for level in range(3)
    )  # fmt: skip
    recommendation = _level(0, "decimal", "R%1", 567, 567, style="RecommendationHeading")
    annex = _level(0, "upperLetter", "Annex %1", 1871, 1871, style="AnnexHeading")
    kinds = ("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3.")
    lists = "".join(
        _level(level, kind, text, _INDENT * (level + 1), _INDENT) for level, (kind, text) in enumerate(kinds)
    )
    copies = "".join(
        f'<w:num w:numId="{FIRST_LIST + place}"><w:abstractNumId w:val="5"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for place in range(numbered_lists)
    )
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for place, kind, levels in (
            (BULLETS, "hybridMultilevel", bullets),
            (CHAPTERS, "multilevel", chapters),
            (RECOMMENDATIONS, "singleLevel", recommendation),
            (ANNEXES, "singleLevel", annex),
            (FIRST_LIST, "hybridMultilevel", lists),
        )
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (BULLETS, CHAPTERS, RECOMMENDATIONS, ANNEXES)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {NAMESPACE}>'
        f"{definitions}{used}{copies}</w:numbering>"
    )


def _style(style_id: str, name: str, paragraph: str, run: str) -> str:
    after = '<w:next w:val="Normal"/>' if style_id in ("Title", "Subtitle", "Caption", "TOCHeading") else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{after}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(
    style_id: str, name: str, level: int, number: tuple[int, int], spacing: str, run: str, *, based_on: str = "Normal"
) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>{numbered}<w:suppressAutoHyphens/>'
        f'{spacing}<w:outlineLvl w:val="{level}"/></w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _table(style_id: str, name: str, rules: str, conditional: str, margins: tuple[int, int]) -> str:
    return (
        f'<w:style w:type="table" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar><w:left w:w="{margins[0]}" w:type="dxa"/>'
        f'<w:right w:w="{margins[1]}" w:type="dxa"/></w:tblCellMar></w:tblPr>{conditional}</w:style>'
    )


def _fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def _look(half_points: int, colour: str) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _border(side: str, colour: str, size: int, space: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def _numbered(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _level(level: int, kind: str, text: str, left: int, hanging: int, *, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )
