"""A proposal as a Word document that could be sent: the package around its body. No document library is needed."""

from xml.sax.saxutils import escape

from webinar_kits.archive import pack
from webinar_kits.core_properties import APP, APP_XML, CORE, core_xml
from webinar_kits.proposals.content import make_content
from webinar_kits.proposals.elements import Content
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.word_body import Body
from webinar_kits.proposals.word_comments import Comments
from webinar_kits.proposals.word_contents import entries_of
from webinar_kits.proposals.word_look import (
    ABOVE,
    BELOW,
    NAMESPACE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RTL_LANGUAGES,
    SIDE,
    numbering_xml,
    styles_xml,
)
from webinar_kits.proposals.word_pages import heading_pages
from webinar_kits.proposals.word_styles import Manners
from webinar_kits.proposals.word_text import writable
from webinar_kits.proposals.word_theme import font_table_xml, theme_xml
from webinar_kits.runs import is_rtl
from webinar_kits.wording import language_tag

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_COMMENTS_EX = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def write_docx(paper: ProposalPaper) -> bytes:
    """Return the proposal as DOCX; the same paper gives the same bytes. A half-written one is a document too."""
    content = make_content(paper)
    is_mirrored = language_of(paper) in RTL_LANGUAGES
    comments = Comments(paper.comments)
    body, text = _write_body(content, comments, is_mirrored=is_mirrored)
    # A comment whose passage was not found goes to the whole part; one whose part is gone, to the title.
    while (moved := comments.unplaced()) is not None:
        comments = Comments(moved)
        body, text = _write_body(content, comments, is_mirrored=is_mirrored)
    language, entries = language_tag(paper.language), len(entries_of(content))
    styles = styles_xml(language=language, is_right_to_left=is_mirrored, entries=entries)
    numbering = numbering_xml(body.numbered_lists)
    text = body.with_pages(heading_pages(text, Manners(styles, numbering)))
    members = {
        "[Content_Types].xml": _content_types(has_comments=not comments.is_empty),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _document(text),
        "word/_rels/document.xml.rels": _relations(body.links, has_comments=not comments.is_empty),
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table_xml(),
        "word/theme/theme1.xml": theme_xml(),
        "word/header1.xml": _header(content.running),
        "word/footer1.xml": _footer(content.cover.notice),
    }
    if not comments.is_empty:
        members["word/comments.xml"] = comments.xml()
        members["word/commentsExtended.xml"] = comments.threads_xml()
    return pack({APP: APP_XML, CORE: _core(paper), **{name: part.encode() for name, part in members.items()}})


def language_of(paper: ProposalPaper) -> str:
    """Return the language without its region."""
    return paper.language.split("-")[0].lower()


def _write_body(content: Content, comments: Comments, *, is_mirrored: bool) -> tuple[Body, str]:
    body = Body(content, comments, is_mirrored=is_mirrored)
    return body, body.write()


def _document(body: str) -> str:
    return (
        f'{_XML}<w:document {NAMESPACE} xmlns:r="{_OFFICE}/relationships"><w:body>{body}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rHeader"/><w:footerReference w:type="default" r:id="rFooter"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{ABOVE}" w:right="{SIDE}" '
        f'w:bottom="{BELOW}" w:left="{SIDE}" w:header="680" w:footer="624" w:gutter="0"/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>"
    )


def _header(text: str) -> str:
    return (
        f'{_XML}<w:hdr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Header"/><w:bidi w:val="{int(is_rtl(text))}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{writable(text)}</w:t></w:r></w:p></w:hdr>'
    )


def _footer(notice: str) -> str:
    left = "Training case: the institution is invented" if notice else ""
    return (
        f'{_XML}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:bidi w:val="0"/></w:pPr>{_said(left)}'
        f"<w:r><w:tab/></w:r>{_said('Page ')}{_field('PAGE')}{_said(' of ')}{_field('NUMPAGES')}</w:p></w:ftr>"
    )


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _settings() -> str:
    return (
        f'{_XML}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _core(paper: ProposalPaper) -> bytes:
    return core_xml(
        title=paper.title,
        author=", ".join(paper.authors),
        language=language_tag(paper.language),
        subject=f"Upgrade proposal for {paper.case.title}",
        dated_on=paper.dated_on,
    )


def _content_types(*, has_comments: bool) -> str:
    kinds = {
        "/word/document.xml": f"{_KIND}.document.main+xml",
        "/word/styles.xml": f"{_KIND}.styles+xml",
        "/word/numbering.xml": f"{_KIND}.numbering+xml",
        "/word/settings.xml": f"{_KIND}.settings+xml",
        "/word/fontTable.xml": f"{_KIND}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/word/header1.xml": f"{_KIND}.header+xml",
        "/word/footer1.xml": f"{_KIND}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    if has_comments:
        kinds["/word/comments.xml"] = f"{_KIND}.comments+xml"
        kinds["/word/commentsExtended.xml"] = f"{_KIND}.commentsExtended+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rDocument" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rCore" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rApp" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    )


def _relations(links: dict[str, str], *, has_comments: bool) -> str:
    held = {"styles": "rStyles", "numbering": "rNumbering", "settings": "rSettings"}
    inside = [(f"{_OFFICE}/relationships/{name}", number, f"{name}.xml") for name, number in held.items()]
    inside += [
        (f"{_OFFICE}/relationships/fontTable", "rFonts", "fontTable.xml"),
        (f"{_OFFICE}/relationships/theme", "rTheme", "theme/theme1.xml"),
        (f"{_OFFICE}/relationships/header", "rHeader", "header1.xml"),
        (f"{_OFFICE}/relationships/footer", "rFooter", "footer1.xml"),
    ]
    if has_comments:
        inside.append((f"{_OFFICE}/relationships/comments", "rComments", "comments.xml"))
        inside.append((_COMMENTS_EX, "rThreads", "commentsExtended.xml"))
    written = "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{target}"/>' for kind, one, target in inside)
    written += "".join(
        f'<Relationship Id="{one}" Type="{_OFFICE}/relationships/hyperlink" '
        f'Target="{escape(address, {chr(34): "&quot;"})}" TargetMode="External"/>'
        for address, one in links.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
