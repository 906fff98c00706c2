"""The contents of a Word document: a field with its entries, so that they stand there before anything updates it."""

from collections.abc import Mapping

from webinar_kits.proposals.elements import Content, Head, Numbering
from webinar_kits.proposals.word_text import runs_xml, writable
from webinar_kits.runs import Run, typographic

_DEEPEST = 2
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o &quot;1-2&quot; '
    '\\t &quot;Annex heading,1&quot; \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_ANNEX_TABS = (
    '<w:tabs><w:tab w:val="clear" w:pos="567"/><w:tab w:val="left" w:pos="1191"/></w:tabs>'
    '<w:ind w:left="1191" w:hanging="1191"/>'
)


def entries_of(content: Content) -> tuple[Head, ...]:
    """Return the headings that the contents list."""
    return tuple(head for head in content.headings if head.level <= _DEEPEST)


def anchor_of(place: int) -> str:
    """Return the bookmark of a heading by its place among all headings."""
    return f"_Toc{100000000 + place}"


def contents_xml(content: Content, pages: Mapping[str, int]) -> str:
    """Return the contents; `pages` are those of the bookmarks, as far as they are known."""
    listed = [(anchor_of(place), head) for place, head in enumerate(content.headings) if head.level <= _DEEPEST]
    entries = "".join(
        _entry(head, anchor, pages.get(anchor), before="" if place else _FIELD)
        for place, (anchor, head) in enumerate(listed)
    )
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        '</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>'
        f"<w:r><w:t>Contents</w:t></w:r></w:p>{entries}"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )


def _entry(head: Head, anchor: str, page: int | None, *, before: str) -> str:
    tabs = _ANNEX_TABS if head.numbering is Numbering.ANNEX else ""
    shown = "" if page is None else f"<w:r><w:tab/></w:r>{_page_of(anchor, page)}"
    said = runs_xml((Run(typographic(head.text)),), link=str)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{head.level}"/>{tabs}</w:pPr>{before}'
        f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t xml:space="preserve">{writable(head.label)}</w:t>'
        f"</w:r><w:r><w:tab/></w:r>{said}{shown}</w:hyperlink></w:p>"
    )


def _page_of(anchor: str, page: int) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF {anchor} \\h '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
