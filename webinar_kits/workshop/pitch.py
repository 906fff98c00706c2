"""The pitch: ten slides with notes from a proposal, for the ten minutes before the board of the sample institution.

Of an unfinished draft only what there is: a slide with nothing to show is left out, and what is missing stands on a
hidden slide before the first.
"""

from collections.abc import Callable
from dataclasses import replace

from courses.proposals import Proposal
from webinar_kits.pptx_pages import About, Page
from webinar_kits.pptx_writer import pages_deck
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.wording import language_tag
from webinar_kits.workshop import pitch_case, pitch_close, pitch_fix, pitch_plan
from webinar_kits.workshop.pitch_draft import draft_page
from webinar_kits.workshop.pitch_talk import Part, Talk

SLIDES = 10
_TOLD: tuple[Callable[[Talk], Part], ...] = (
    pitch_case.problem,
    pitch_case.channels,
    pitch_case.limbs,
    pitch_case.findings,
    pitch_fix.fix,
    pitch_plan.timeline,
    pitch_plan.money,
    pitch_plan.numbers,
    pitch_close.risks,
    pitch_close.decision,
)


def write_pitch(paper: ProposalPaper) -> bytes:
    """Return the deck as PPTX: ten slides of a whole proposal; of a draft those that have something to show."""
    parts = pitch_parts(paper)
    return pages_deck(pitch_pages(paper), _about(paper, is_draft=any(one.page is None for one in parts)))


def pitch_pages(paper: ProposalPaper) -> tuple[Page, ...]:
    """Return the slides in the order in which they are told, a minute for each, after what a draft lacks."""
    parts = pitch_parts(paper)
    draft = draft_page(parts, language=language_tag(paper.language))
    shown = (one.page for one in parts if one.page is not None)
    return (*((draft,) if draft else ()), *shown)


def pitch_parts(paper: ProposalPaper) -> tuple[Part, ...]:
    """Return the ten things that a pitch tells, each with its slide or without."""
    talk, found = Talk(paper, language_tag(paper.language)), list[Part]()
    for make in _TOLD:
        found.append(make(replace(talk, minute=sum(one.page is not None for one in found))))
    return tuple(found)


def _about(paper: ProposalPaper, *, is_draft: bool) -> About:
    return About(
        title=f"Pitch: {paper.title}",
        subject=f"Upgrade proposal for {paper.case.title}",
        author=", ".join(paper.authors) or "CPP Training",
        language=language_tag(paper.language),
        keywords=f"case {paper.case.id}, edition {paper.case.edition}",
        footer=f"{'Draft · ' if is_draft else ''}{paper.case.title} · {_short_title(paper.proposal)}",
        series="Workshop",
        dated_on=paper.dated_on,
    )


def _short_title(proposal: Proposal) -> str:
    return " ".join(proposal.title.split()) or "upgrade proposal"
