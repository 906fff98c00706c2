"""The pitch: ten slides with notes from a proposal, for the ten minutes before the board of the sample institution."""

from courses.proposals import Proposal
from webinar_kits.pptx_pages import About, Page
from webinar_kits.pptx_writer import pages_deck
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.wording import language_tag
from webinar_kits.workshop import pitch_case, pitch_close, pitch_fix, pitch_plan
from webinar_kits.workshop.pitch_talk import Talk

SLIDES = 10


def write_pitch(paper: ProposalPaper) -> bytes:
    """Return the deck as PPTX: always ten slides; what is not written yet is said on its slide, never left blank."""
    return pages_deck(pitch_pages(paper), _about(paper))


def pitch_pages(paper: ProposalPaper) -> tuple[Page, ...]:
    """Return the ten slides in the order in which they are told, a minute for each."""
    talk = Talk(paper, language_tag(paper.language))
    return (
        pitch_case.problem(talk),
        pitch_case.channels(talk),
        pitch_case.limbs(talk),
        pitch_case.findings(talk),
        pitch_fix.fix(talk),
        pitch_plan.timeline(talk),
        pitch_plan.money(talk),
        pitch_plan.numbers(talk),
        pitch_close.risks(talk),
        pitch_close.decision(talk),
    )


def _about(paper: ProposalPaper) -> About:
    return About(
        title=f"Pitch: {paper.title}",
        subject=f"Upgrade proposal for {paper.case.title}",
        author=", ".join(paper.authors) or "CPP Training",
        language=language_tag(paper.language),
        keywords=f"case {paper.case.id}, edition {paper.case.edition}",
        footer=f"{paper.case.title} · {_short_title(paper.proposal)}",
        series="Workshop",
    )


def _short_title(proposal: Proposal) -> str:
    return " ".join(proposal.title.split()) or "upgrade proposal"
