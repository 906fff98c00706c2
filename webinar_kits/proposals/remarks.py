"""The remarks on a proposal as an annex: for paper, which has no comments at the margin."""

from collections.abc import Mapping

from courses.proposals import FINDING, RECOMMENDATION, RISK, SECTION
from webinar_kits.proposals.citing import finding_names, recommendation_names
from webinar_kits.proposals.elements import Cell, Element, Grid, Head, Numbering
from webinar_kits.proposals.paper import PaperComment, ProposalPaper
from webinar_kits.runs import Run, typographic

_WHOLE, _TITLE, _GONE = "the whole part", "The title", "A part taken out since"


def remark_elements(paper: ProposalPaper, *, annex: str) -> tuple[Element, ...]:
    """Return the annex of the remarks, in the order of their parts; nothing without remarks.

    Whoever wrote them is what the paper shows her as, such as “Reviewer A”.
    """
    if not paper.comments:
        return ()
    names = _names(paper)
    order = {part: place for place, part in enumerate(names)}
    remarks = sorted(paper.comments, key=lambda one: order.get(one.part, len(order)))
    rows = tuple((Cell((Run(names.get(one.part, _GONE)),)), _passage(one), _said(one)) for one in remarks)
    grid = Grid("Remarks of those who read the proposal", ("Where", "Passage", "Remark"), rows, (20, 32, 48))
    return Head(1, "Remarks", annex, Numbering.ANNEX), grid


def _names(paper: ProposalPaper) -> Mapping[str, str]:
    """Return what each part is called, in the order of the document."""
    proposal = paper.proposal
    sections = enumerate(paper.workshop.sections, start=1)
    findings, recommendations = finding_names(proposal), recommendation_names(proposal)
    return (
        {"": _TITLE}
        | {f"{SECTION}:{section.id}": f"{number} {section.title}" for number, section in sections}
        | {f"{FINDING}:{one.id}": findings[one.id] for one in proposal.findings}
        | {f"{RECOMMENDATION}:{one.id}": recommendations[one.id] for one in proposal.recommendations}
        | {f"{RISK}:{one.id}": f"Risk {number}" for number, one in enumerate(proposal.risks, start=1)}
    )


def _passage(remark: PaperComment) -> Cell:
    quote = " ".join(remark.quote.split())
    return Cell((Run(f"“{typographic(quote)}”"),)) if quote else Cell((Run(_WHOLE, is_emphasis=True),))


def _said(remark: PaperComment) -> Cell:
    pieces: list[Run] = []
    for who, text in ((remark.reviewer, remark.text), *remark.replies):
        gap = "\n" if pieces else ""
        pieces += [Run(f"{gap}{who}: ", is_strong=True), Run(typographic(text.strip()))]
    if remark.is_resolved:
        pieces.append(Run("\nresolved", is_emphasis=True))
    return Cell(tuple(pieces))
