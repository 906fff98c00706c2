"""What a deck, a document or a workbook says of itself. Never what wrote the file, or when.

`author` is written as author and as last editor, `language` is a tag such as en-GB. The file says that it was made on
`dated_on`, at noon, which is that day in nearly every zone; without a day it has no date. The clock's would be another
one each time, and 1980 is no day of anybody's.
"""

from datetime import date
from xml.sax.saxutils import escape

from courses.model import Module
from webinar_kits.runs import legible

# What the properties of a file hold.
_LONGEST = 255
CORE, APP = "docProps/core.xml", "docProps/app.xml"
# A program's name would stand here.
APP_XML = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def edition_day(module: Module) -> date | None:
    """Return the day of a module's edition: of the newest entry of its changelog; None where there is none."""
    return max((change.on for change in module.changes), default=None)


def core_xml(
    *,
    title: str,
    author: str,
    language: str = "",
    subject: str = "",
    keywords: str = "",
    dated_on: date | None = None,
) -> bytes:
    """Return docProps/core.xml; the same words give the same bytes. What is not known is left out."""
    moment = f"{dated_on.isoformat()}T12:00:00Z" if dated_on else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' if moment else ""
        for name in ("created", "modified")
    )
    said = (
        ("dc:title", title),
        ("dc:subject", subject),
        ("dc:creator", author),
        ("cp:keywords", keywords),
        ("cp:lastModifiedBy", author),
        ("cp:revision", "1"),
        ("dc:language", language),
    )
    told = "".join(f"<{name}>{_told(words)}</{name}>" for name, words in said if words)
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{told}{dates}</cp:coreProperties>"
    )
    return text.encode()


def _told(text: str) -> str:
    return escape(legible(text)[:_LONGEST])
