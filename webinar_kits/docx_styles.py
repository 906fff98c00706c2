"""Styles, numbering, header and footer of our Word documents, as XML."""

from xml.sax.saxutils import escape, quoteattr

from webinar_kits import theme
from webinar_kits.docx_xml import BULLETS, FIRST_NUMBERED, TEXT_WIDTH, WORD

NAMESPACE = f'xmlns:w="{WORD}"'
_SOFT, _INK, _LINE = theme.INK_SOFT, theme.INK, "BDB6A8"


def styles_xml(colour: str, *, language: str) -> str:
    """Return the styles: a serif for titles, a sans for what is done, the module's colour on the headings."""
    return (
        f'<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(theme.SANS)}<w:color w:val="{_INK}"/>'
        f'<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        + _style("Title", "Title", _spacing(0, 60, 240), _fonts(theme.SERIF) + _look(40, _INK))
        + _style("Subtitle", "Subtitle", _spacing(0, 160), _look(24, _SOFT))
        + _style("Heading1", "heading 1", _heading(0, 260, 80), _fonts(theme.SERIF) + _look(32, colour))
        + _style("Heading2", "heading 2", _heading(1, 240, 60), _fonts(theme.SERIF) + _look(26, _INK))
        + _style("Heading3", "heading 3", _heading(2, 180, 50), "<w:b/>" + _look(20, colour))
        + _style("ListParagraph", "List Paragraph", _spacing(0, 60), "")
        + _style("Label", "Label", "<w:keepNext/>" + _spacing(120, 30), "<w:b/>" + _look(19, _SOFT))
        + _style(
            "OnSlide",
            "On the slide",
            "<w:keepNext/>" + _rule("left", colour, 18, 8) + _spacing(0, 80) + _indent(170),
            _look(20, _SOFT),
        )
        + _style("Quote", "Quote", _rule("left", _LINE, 18, 8) + _spacing(60, 140) + _indent(227), "")
        + _style("TableText", "Table text", _spacing(30, 30, 252), _look(19, _INK))
        + _style("TableHead", "Table head", "<w:keepNext/>" + _spacing(30, 30, 252), "<w:b/>" + _look(19, colour))
        + _style("AfterTable", "After table", _spacing(0, 0, 200), '<w:sz w:val="12"/>')
        + _style("WritingLine", "Writing line", _writing_rules() + _exact(360), "")
        + _style("Header", "header", _spacing(0, 0), _look(17, _SOFT))
        + _style("Footer", "footer", _tab() + _spacing(0, 0), _look(17, _SOFT))
        + _table_style(colour)
        + "</w:styles>"
    )


def numbering_xml(numbered_lists: int) -> str:
    """Return the numbering: bullets, and as many lists that begin at one."""
    bullets = "".join(_numbering_level(level, "bullet", "–") for level in range(2))
    numbers = _numbering_level(0, "decimal", "%1.") + _numbering_level(1, "lowerLetter", "%2.")
    copies = "".join(
        f'<w:num w:numId="{FIRST_NUMBERED + place}"><w:abstractNumId w:val="2"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for place in range(numbered_lists)
    )
    return (
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{bullets}</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{numbers}</w:abstractNum><w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>'
        f"{copies}</w:numbering>"
    )


def header_xml(text: str) -> str:
    """Return the paragraph of the header."""
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def footer_xml(text: str) -> str:
    """Return the paragraph of the footer: words at the left, page of pages at the right."""
    return (
        f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r>'
        f'<w:r><w:tab/></w:r>{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p>'
    )


def _style(style_id: str, name: str, paragraph: str, run: str) -> str:
    after = '<w:next w:val="Normal"/>' if style_id.startswith(("Heading", "Title", "Subtitle")) else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val={quoteattr(name)}/>'
        f'<w:basedOn w:val="Normal"/>{after}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _table_style(colour: str) -> str:
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{line}"/>'
        for side, size, line in (("top", 12, colour), ("bottom", 4, _LINE), ("insideH", 4, _LINE))
    )
    return (
        '<w:style w:type="table" w:styleId="KitTable"><w:name w:val="Kit table"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{inner}</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def _fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def _look(half_points: int, colour: str) -> str:
    return f'<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _exact(line: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'


def _heading(level: int, before: int, after: int) -> str:
    return f'<w:keepNext/><w:keepLines/>{_spacing(before, after, 250)}<w:outlineLvl w:val="{level}"/>'


def _rule(side: str, colour: str, size: int, space: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def _writing_rules() -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"'
    return f"<w:pBdr><w:bottom {line}/><w:between {line}/></w:pBdr>"


def _indent(left: int) -> str:
    return f'<w:ind w:left="{left}"/>'


def _tab() -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def _numbering_level(level: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
