"""Word documents with real styles, headings and page numbers. The one place that knows python-docx."""

import functools
import io
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.section import _Footer, _Header
from docx.shared import Twips

from courses.model import Module
from webinar_kits import theme
from webinar_kits.archive import repack
from webinar_kits.docx_styles import NAMESPACE, footer_xml, header_xml, numbering_xml, styles_xml
from webinar_kits.docx_xml import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Body
from webinar_kits.filling import institution_name
from webinar_kits.guide import Writing, write_guide, write_workbook
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.wording import language_tag

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  (the format knows no zone)
_MARGIN_ABOVE = 960
_DROPPED = ("/stylesWithEffects", "/customXml", "/thumbnail")
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def guide(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the facilitator's guide as DOCX."""
    return _document(request, module, outline, writing=write_guide, title=f"Facilitator guide: {module.title}")


def workbook(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the participant's workbook as DOCX, without answers."""
    return _document(request, module, outline, writing=write_workbook, title=module.workbook.title)


def _document(request: KitRequest, module: Module, outline: Outline, *, writing: Writing, title: str) -> bytes:
    language = language_tag(request.language)
    document = Document(io.BytesIO(_template(theme.look(module.id).colour, language)))
    body = Body()
    writing(body, request, module, outline)
    section = document.sections[0]
    _set_paragraph(section.header, header_xml(title))
    _set_paragraph(section.footer, footer_xml(f"{module.title} · {institution_name(request.brand)}"))
    end = document.element.body.sectPr
    for block in list(parse_xml(f"<w:body {NAMESPACE}>{body.xml()}</w:body>")):
        end.addprevious(block)
    document.part.numbering_part._element = parse_xml(numbering_xml(body.numbered_lists))
    _set_properties(document, request, module, title)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue(), lambda name, member: _APP if name == "docProps/app.xml" else member)


@functools.lru_cache(maxsize=16)
def _template(colour: str, language: str) -> bytes:
    document = Document()
    part = document.part
    part._styles_part._element = parse_xml(styles_xml(colour, language=language))
    for relations in (part.rels, part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_DROPPED)]:
            relations.pop(key)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin = section.bottom_margin = Twips(_MARGIN_ABOVE)
    section.header_distance = section.footer_distance = Twips(_MARGIN_ABOVE // 2)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_paragraph(place: _Header | _Footer, paragraph: str) -> None:
    element = place._element
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(paragraph))


def _set_properties(document: WordDocument, request: KitRequest, module: Module, title: str) -> None:
    properties = document.core_properties
    properties.title = title
    properties.subject = module.title
    properties.author = properties.last_modified_by = request.brand.institution or "CPP Training"
    properties.comments = ""
    properties.keywords = f"edition {module.edition}"
    properties.language = language_tag(request.language)
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
