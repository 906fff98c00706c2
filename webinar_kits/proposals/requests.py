"""The paper of a proposal as JSON, for the document process, which reads the case from its files itself. Light."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from courses.cases import Case
from courses.proposals import (
    FINDING,
    RECOMMENDATION,
    RISK,
    Finding,
    Proposal,
    Recommendation,
    Risk,
    read_part,
    write_part,
)
from courses.workshop import Workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.proposals.paper import PaperComment, ProposalPaper


class Format(StrEnum):
    """What a proposal can be had as; the value is the ending of the file."""

    WORD = "docx"
    PDF = "pdf"
    WORKBOOK = "xlsx"
    DECK = "pptx"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DECK: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def write_paper(paper: ProposalPaper, *, wanted: Format) -> dict[str, Json]:
    """Return the paper as JSON; equal papers give equal JSON. The case is named, not carried."""
    proposal = paper.proposal
    parts: list[tuple[str, Finding | Recommendation | Risk]] = [
        *((FINDING, one) for one in proposal.findings),
        *((RECOMMENDATION, one) for one in proposal.recommendations),
        *((RISK, one) for one in proposal.risks),
    ]
    return {
        "format": wanted.value,
        "case": paper.case.id,
        "editions": [paper.case.edition, paper.workshop.edition],
        "language": paper.language,
        "title": proposal.title,
        "authors": list(paper.authors),
        "dated_on": paper.dated_on.isoformat(),
        "sections": dict(proposal.sections),
        "parts": [[f"{kind}:{part.id}", write_part(_in_words(part))] for kind, part in parts],
        "comments": [_comment(one) for one in paper.comments],
    }


def read_paper(data: Mapping[str, Json], *, case: Case, workshop: Workshop) -> ProposalPaper:
    """Return the paper of its JSON; raises KitError naming what is missing or wrong."""
    try:
        return _paper(data, case, workshop)
    except (KeyError, TypeError, ValueError) as error:
        raise KitError("request", f"this is no proposal: {error!r}") from error


def read_format(data: Mapping[str, Json]) -> Format:
    """Return what the request asks for; raises KitError with the choices."""
    value = data.get("format")
    for choice in Format:
        if choice == value:
            return choice
    raise KitError("format", f"wrong format: {value!r}; choose {', '.join(Format)}")


def _paper(data: Mapping[str, Json], case: Case, workshop: Workshop) -> ProposalPaper:
    sections = data["sections"]
    if not isinstance(sections, dict):
        raise TypeError("sections are an object of texts")
    held = [read_part(str(key), str(content)).part for key, content in _pairs(data["parts"])]
    proposal = Proposal(
        case_id=case.id,
        title=str(data["title"]),
        language=str(data["language"]),
        sections={name: str(text) for name, text in sections.items()},
        findings=tuple(one for one in held if isinstance(one, Finding)),
        recommendations=tuple(one for one in held if isinstance(one, Recommendation)),
        risks=tuple(one for one in held if isinstance(one, Risk)),
    )
    return ProposalPaper(
        case=case,
        workshop=workshop,
        proposal=proposal,
        authors=tuple(str(name) for name in _list(data["authors"])),
        dated_on=date.fromisoformat(str(data["dated_on"])),
        language=str(data["language"]),
        comments=tuple(_read_comment(one) for one in _list(data["comments"]) if isinstance(one, dict)),
    )


def _in_words(part: Finding | Recommendation | Risk) -> Finding | Recommendation | Risk:
    """Return the part with its cost and days as text too: text is what travels."""
    if not isinstance(part, Recommendation):
        return part
    return replace(
        part,
        cost_text=part.cost_text or ("" if part.cost is None else str(part.cost)),
        starts_text=part.starts_text or (part.starts_on.isoformat() if part.starts_on else ""),
        ends_text=part.ends_text or (part.ends_on.isoformat() if part.ends_on else ""),
    )


def _comment(comment: PaperComment) -> dict[str, Json]:
    return {
        "part": comment.part,
        "quote": comment.quote,
        "reviewer": comment.reviewer,
        "text": comment.text,
        "written_on": comment.written_on.isoformat(),
        "is_resolved": comment.is_resolved,
        "replies": [[who, text] for who, text in comment.replies],
    }


def _read_comment(data: Mapping[str, Json]) -> PaperComment:
    return PaperComment(
        part=str(data["part"]),
        quote=str(data["quote"]),
        reviewer=str(data["reviewer"]),
        text=str(data["text"]),
        written_on=date.fromisoformat(str(data["written_on"])),
        is_resolved=data["is_resolved"] is True,
        replies=tuple((str(who), str(text)) for who, text in _pairs(data["replies"])),
    )


def _pairs(value: Json) -> list[tuple[Json, Json]]:
    pairs = [_list(pair) for pair in _list(value)]
    return [(first, second) for first, second in pairs]


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value
