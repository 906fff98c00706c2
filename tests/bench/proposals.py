"""How long the checks of a proposal of 6,000 words take, and a pasted fragment of 5 MB."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from courses.case_loader import load_case
from courses.cases import Case
from courses.claims import check_claims
from courses.completeness import assess
from courses.pasted import clean_paste
from courses.proposals import Finding, Proposal, Recommendation
from courses.resources import workshop_folder
from courses.timetables import make_budget, make_timetable
from courses.traces import trace
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from tests.bench.timing import best
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.word import write_docx

WORDS = 6000
FRAGMENT = 5_000_000
SENTENCES = Path(__file__).parent.parent / "courses" / "claims" / "right.toml"
# What people write between two numbers: most words of a proposal are about no number at all.
BETWEEN = (
    "Then we asked who would hear a complaint, and nobody was quite sure; the groups meet under a tree, the officer "
    "writes what he likes, and the branch manager reads it when the week is over, if he reads it."
)
PAGE = (
    "<p class=MsoNormal style='margin-bottom:0cm;line-height:normal'><span lang=EN-GB style='font-size:11.0pt;"
    'font-family:"Calibri",sans-serif\'>Clients come on market day and go again without having seen anybody who would '
    "listen to them, and <b>nobody</b> writes it down.<o:p></o:p></span></p>\n"
)


def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    case, workshop = load_case(workshop_folder() / "cases" / "sandrel"), load_workshop(workshop_folder())
    proposal = long_proposal(workshop)
    words = sum(len(text.split()) for text in texts_of(proposal))
    say(f"\nproposal of {words} words, {len(proposal.recommendations)} recommendations (best of 7)")
    say(f"{'checker and matrix':34} {best(lambda: check(proposal, case, workshop)):8.1f} ms")
    say(f"{'completeness, plan and budget':34} {best(lambda: reckon(proposal, case, workshop)):8.1f} ms")
    say(f"{'Word document':34} {best(lambda: document(proposal, case, workshop)):8.1f} ms")
    page = PAGE * (FRAGMENT // len(PAGE))
    say(f"{'5 MB from a word processor':34} {best(lambda: clean_paste(page), rounds=2):8.1f} ms")


def check(proposal: Proposal, case: Case, workshop: Workshop) -> int:
    """Check all texts against the case and follow all gaps; return what was found."""
    found = sum(len(check_claims(text, case)) for text in texts_of(proposal))
    return found + len(trace(proposal, case, workshop).warnings)


def reckon(proposal: Proposal, case: Case, workshop: Workshop) -> int:
    """Reckon completeness, plan and budget."""
    plan, budget = make_timetable(proposal), make_budget(proposal, case)
    return assess(proposal, workshop).done + plan.weeks + len(budget.lines)


def texts_of(proposal: Proposal) -> Iterator[str]:
    """Yield all that is written in words."""
    yield from proposal.sections.values()
    yield from (finding.text for finding in proposal.findings)
    yield from (recommendation.text for recommendation in proposal.recommendations)


def long_proposal(workshop: Workshop) -> Proposal:
    """Return a proposal of 6,000 words with thirty findings and as many answers."""
    sentences = [one for one in tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["sandrel"] if "|" not in one]
    paragraphs = [f"{one} {BETWEEN}" for one in sentences]
    sections = {}
    for place, section in enumerate(workshop.sections):
        text = ""
        while len(text.split()) < WORDS // len(workshop.sections):
            text += paragraphs[(place * 13 + len(text)) % len(paragraphs)] + "\n\n"
        sections[section.id] = text
    starts = date(2026, 9, 1)
    return Proposal(
        "sandrel",
        sections=sections,
        findings=tuple(
            Finding(str(UUID(int=n)), sentences[n], "abcd"[n % 4], (workshop.indicators[n % 20].id,), (n + 1,), ("E1",))
            for n in range(30)
        ),
        recommendations=tuple(
            Recommendation(
                str(UUID(int=100 + n)), title="Mend it", text=sentences[n + 30], findings=(str(UUID(int=n)),),
                owner=f"Owner {n % 5}", cost=Decimal(100 + n), cost_text=str(100 + n), payer="Sandrel",
                starts_on=starts + timedelta(days=n), ends_on=starts + timedelta(days=n + 20), measure="Entries",
                target="20", tool="register-form",
            )
            for n in range(30)
        ),
    )  # fmt: skip


def document(proposal: Proposal, case: Case, workshop: Workshop) -> int:
    """Write the Word document of a proposal and return its size."""
    paper = ProposalPaper(case, workshop, proposal, ("A. Author",), date(2026, 9, 1), "en")
    return len(write_docx(paper))


if __name__ == "__main__":
    report(print)
