"""A proposal as tagged, archivable PDF: the same content as the Word document, as data for the template."""

import re
from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase

from webinar_kits import theme
from webinar_kits.boxes import BOX
from webinar_kits.paper_data import Data, blocks_data, runs_data
from webinar_kits.pdf_writer import Template, pdf
from webinar_kits.proposals.content import make_content
from webinar_kits.proposals.elements import Content, Element, Gantt, Grid, Head, Numbering, Pairs, Words
from webinar_kits.proposals.letters import printable
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.remarks import remark_elements
from webinar_kits.proposals.word_look import RTL_LANGUAGES
from webinar_kits.runs import is_rtl, lines, typographic
from webinar_kits.wording import language_tag

MISSING_LETTERS = f"Some letters of this text cannot be printed and are shown as {BOX}. The Word document has them all."
# So many letters of a recommendation stay on one page with its heading and its facts.
_SHORT = 500
_LONG, _PIECE = re.compile(r"\S{36,}"), 12


def write_pdf(paper: ProposalPaper) -> bytes:
    """Return the proposal as PDF/UA-1 and PDF/A-3a; the same paper gives the same bytes. Remarks are an annex of it."""
    return pdf(Template.PROPOSAL, proposal_data(paper))


def proposal_data(paper: ProposalPaper) -> dict[str, Data]:
    """Return what the template needs; letters that no font has are boxes in it."""
    data = _data(paper)
    boxed = _printable(data)
    cover = boxed["cover"] if isinstance(boxed, dict) else None
    if not isinstance(boxed, dict) or not isinstance(cover, dict):
        raise TypeError("the data of a paper are a mapping")
    if boxed != data and _count(boxed) > _count(data):
        cover["missing"] = MISSING_LETTERS
    return boxed


def _printable(data: Data) -> Data:
    if isinstance(data, str):
        return _LONG.sub(_breakable, printable(data))
    if isinstance(data, dict):
        return {name: _printable(value) for name, value in data.items()}
    return data if isinstance(data, int | float) else [_printable(value) for value in data]


def _breakable(found: re.Match[str]) -> str:
    """Return a word of no end with places where a line may end, that it does not run off the page."""
    word = found[0]
    return "\u200b".join(word[place : place + _PIECE] for place in range(0, len(word), _PIECE))


def _count(data: Data) -> int:
    """Return how many boxes stand in the data."""
    if isinstance(data, str):
        return data.count(BOX)
    if isinstance(data, int | float):
        return 0
    return sum(map(_count, data.values() if isinstance(data, dict) else data))


def _data(paper: ProposalPaper) -> dict[str, Data]:
    content = make_content(paper)
    last = sum(head.numbering is Numbering.ANNEX for head in content.headings)
    content = replace(content, elements=content.elements + remark_elements(paper, annex=ascii_uppercase[last]))
    cover = content.cover
    return {
        "title": paper.title,
        "author": ", ".join(paper.authors),
        "edition": paper.workshop.edition,
        "dated_on": paper.dated_on.isoformat(),
        "language": language_tag(paper.language).split("-")[0],
        "mirrored": paper.language.split("-")[0].lower() in RTL_LANGUAGES,
        "colour": theme.COLOURS["complaints"].lower(),
        "wash": theme.tint(theme.COLOURS["complaints"], percent=9).lower(),
        "glyph": "",
        "series": cover.eyebrow,
        "running": content.running,
        "footer": "Training case: the institution is invented" if cover.notice else "",
        "cover": {
            "title": typographic(cover.title),
            "institution": cover.institution,
            "notice": cover.notice,
            "lines": list(cover.lines),
            "missing": "",
        },
        "elements": list(_elements(content)),
    }


def _elements(content: Content) -> Iterator[Data]:
    seen: set[str] = set()
    tables = 0
    for place, element in enumerate(content.elements):
        tables += isinstance(element, Grid | Gantt)
        first = isinstance(element, Head) and element.level == 1 and element.numbering.value not in seen
        if isinstance(element, Head):
            seen.add(element.numbering.value)
        after = content.elements[place + 1] if place + 1 < len(content.elements) else None
        yield _element(element, number=tables, is_first=first, is_kept=isinstance(after, Pairs))


def _element(element: Element, *, number: int, is_first: bool, is_kept: bool) -> Data:
    match element:
        case Head():
            return {
                "kind": "head",
                "level": element.level,
                "label": element.label,
                "text": typographic(element.text),
                "opens": is_first,
                "rtl": is_rtl(element.text),
            }
        case Words():
            return {
                "kind": "words",
                "blocks": blocks_data(element.blocks),
                "soft": element.is_soft,
                "kept": is_kept and sum(map(len, lines(element.blocks))) < _SHORT,
                "leads": is_kept,
            }
        case Grid():
            return {
                "kind": "grid",
                "caption": f"Table {number}. {element.caption}",
                "header": list(element.header),
                "rows": [[runs_data(cell.runs) for cell in row] for row in element.rows],
                "shares": list(element.shares),
                "numbers": list(element.numbers),
                "totals": element.totals,
                "kept": element.is_short,
            }
        case Pairs():
            rows: list[Data] = [{"name": name, "runs": runs_data(cell.runs)} for name, cell in element.rows]
            return {"kind": "pairs", "rows": rows}
        case Gantt():
            return {
                "kind": "plan",
                "caption": f"Table {number}. {element.caption}",
                "unit": element.unit,
                "groups": [{"text": text, "count": count} for text, count in element.groups],
                "columns": list(element.columns),
                "bars": [
                    {"name": bar.name, "when": bar.when, "inside": bar.inside, "first": bar.first, "count": bar.columns}
                    for bar in element.bars
                ],
            }
