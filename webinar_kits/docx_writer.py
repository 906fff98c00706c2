"""Word documents with real styles, headings and page numbers. The one place that knows python-docx."""

import functools
import io
from dataclasses import dataclass
from datetime import date

from docx import Document
from docx.oxml import parse_xml
from docx.section import _Footer, _Header
from docx.shared import Twips

from courses.model import Module
from webinar_kits import theme
from webinar_kits.archive import repack
from webinar_kits.core_properties import APP, APP_XML, CORE, core_xml, edition_day
from webinar_kits.docx_styles import NAMESPACE, footer_xml, header_xml, numbering_xml, styles_xml
from webinar_kits.docx_xml import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Body
from webinar_kits.filling import institution_name
from webinar_kits.guide import Writing, write_guide, write_workbook
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.runs import legible
from webinar_kits.wording import language_tag

_MARGIN_ABOVE = 960
_DROPPED = ("/stylesWithEffects", "/customXml", "/thumbnail")


@dataclass(frozen=True, slots=True)
class DocumentAbout:
    """What a document says of itself; `language` is a tag such as en-GB, `look` the module whose colour it wears.

    `dated_on` is the day of the edition that it is made of.
    """

    title: str
    subject: str
    author: str
    language: str
    keywords: str
    footer: str
    look: str
    dated_on: date | None = None


def guide(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the facilitator's guide as DOCX."""
    return _document(request, module, outline, writing=write_guide, title=f"Facilitator guide: {module.title}")


def workbook(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the participant's workbook as DOCX, without answers."""
    return _document(request, module, outline, writing=write_workbook, title=module.workbook.title)


def _document(request: KitRequest, module: Module, outline: Outline, *, writing: Writing, title: str) -> bytes:
    body = Body()
    writing(body, request, module, outline)
    about = DocumentAbout(
        title=title,
        subject=module.title,
        author=request.brand.institution or "CPP Training",
        language=language_tag(request.language),
        keywords=f"edition {module.edition}",
        footer=f"{module.title} · {institution_name(request.brand)}",
        look=module.id,
        dated_on=edition_day(module),
    )
    return document(body, about)


def document(body: Body, about: DocumentAbout) -> bytes:
    """Return a document of that body; the same body gives the same bytes."""
    made = Document(io.BytesIO(_template(theme.look(about.look).colour, about.language)))
    section = made.sections[0]
    _set_paragraph(section.header, header_xml(legible(about.title)))
    _set_paragraph(section.footer, footer_xml(legible(about.footer)))
    end = made.element.body.sectPr
    for block in list(parse_xml(f"<w:body {NAMESPACE}>{legible(body.xml())}</w:body>")):
        end.addprevious(block)
    made.part.numbering_part._element = parse_xml(numbering_xml(body.numbered_lists))
    core = core_xml(
        title=about.title,
        author=about.author,
        language=about.language,
        subject=about.subject,
        keywords=about.keywords,
        dated_on=about.dated_on,
    )
    buffer = io.BytesIO()
    made.save(buffer)
    return repack(buffer.getvalue(), lambda name, part: core if name == CORE else APP_XML if name == APP else part)


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
