"""What a deck says of itself: title, subject, author, the day it is for. Never what wrote the file, or when."""

from xml.sax.saxutils import escape

from webinar_kits.pptx_pages import About
from webinar_kits.runs import legible

# What the properties of a file hold.
_LONGEST = 255


def core_xml(about: About) -> bytes:
    """Return docProps/core.xml; without a day it has no date, so that the same deck has the same bytes."""
    author = _told(about.author)
    moment = f"{about.dated_on.isoformat()}T00:00:00Z" if about.dated_on else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' if moment else ""
        for name in ("created", "modified")
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_told(about.title)}</dc:title><dc:subject>{_told(about.subject)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:keywords>{_told(about.keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"<dc:language>{_told(about.language)}</dc:language>{dates}</cp:coreProperties>"
    )
    return text.encode()


def _told(text: str) -> str:
    return escape(legible(text)[:_LONGEST])
