"""Proposals for their documents: a whole one as a good team writes it, a half-written one, and an unkind one."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from courses.case_loader import load_case
from courses.cases import Case
from courses.proposals import Finding, Proposal, Recommendation, Risk
from courses.resources import workshop_folder
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from webinar_kits.proposals.paper import PaperComment, ProposalPaper

DATED = date(2026, 6, 12)
AUTHORS = ("Amina Al-Khatib", "Joseph Mwangi")
ARABIC = "الشكوى تصل إلى الفرع ثم إلى المكتب الرئيسي خلال 24 ساعة، والرد خلال 30 يوما."
_IDS = [str(UUID(int=number)) for number in range(1, 60)]

_WHOLE = tomllib.loads((Path(__file__).parent / "whole_proposal.toml").read_text(encoding="utf-8"))
SECTIONS: dict[str, str] = _WHOLE["sections"]


@lru_cache(maxsize=1)
def sandrel() -> Case:
    return load_case(workshop_folder() / "cases" / "sandrel")


@lru_cache(maxsize=1)
def workshop() -> Workshop:
    return load_workshop(workshop_folder())


def paper(
    proposal: Proposal,
    *,
    authors: tuple[str, ...] = AUTHORS,
    comments: tuple[PaperComment, ...] = (),
    language: str = "en",
) -> ProposalPaper:
    return ProposalPaper(
        case=sandrel(),
        workshop=workshop(),
        proposal=proposal,
        authors=authors,
        dated_on=DATED,
        language=language,
        comments=comments,
    )


def whole() -> Proposal:
    """Return a proposal in which every part is there."""
    findings = tuple(
        Finding(_IDS[place], one["text"], one["limb"], (one["indicator"],), tuple(one["facts"]), tuple(one["exhibits"]))
        for place, one in enumerate(_WHOLE["findings"])
    )
    return Proposal(
        "sandrel",
        title="Heard at the first telling",
        sections=SECTIONS,
        findings=findings,
        recommendations=tuple(_recommendation(place) for place in range(len(_WHOLE["recommendations"]))),
        risks=tuple(Risk(_IDS[40 + place], **risk) for place, risk in enumerate(_WHOLE["risks"])),
    )


def _recommendation(place: int) -> Recommendation:
    one = _WHOLE["recommendations"][place]
    text = (
        f"{one['title']}. We begin in the three branches of the pilot and bring what we learn to the others. "
        "The owner reports each month what was done, what it cost and what stands in the way.\n\n"
        "What we do not do: a new form for every branch."
    )
    return Recommendation(
        _IDS[20 + place],
        title=one["title"],
        text=text,
        findings=tuple(_IDS[answered] for answered in one["answers"]),
        cost=Decimal(one["cost"]),
        cost_text=one["cost"],
        starts_on=date.fromisoformat(one["starts_on"]),
        starts_text=one["starts_on"],
        ends_on=date.fromisoformat(one["ends_on"]),
        ends_text=one["ends_on"],
        **{name: one[name] for name in ("owner", "payer", "measure", "target", "tool")},
    )


def half() -> Proposal:
    """Return a proposal in which much is missing, and some of what is there is wrong."""
    return Proposal(
        "sandrel",
        sections={"summary": "We have begun.", "diagnosis": "", "gone-section": "Kept though its section is gone."},
        findings=(
            Finding(_IDS[0], "Nobody knows how to complain", facts=(7, 999), exhibits=("E99",)),
            Finding(_IDS[1]),
        ),
        recommendations=(
            Recommendation(_IDS[20], title="Tell clients", cost_text="about ten thousand", starts_text="in spring"),
            Recommendation(
                _IDS[21],
                starts_on=date(2026, 9, 1),
                starts_text="2026-09-01",
                ends_on=date(2026, 8, 1),
                ends_text="2026-08-01",
                cost=Decimal(10),
                cost_text="10",
            ),
        ),
        risks=(Risk(_IDS[40]),),
    )


def unkind() -> Proposal:
    """Return a proposal with what breaks documents: markup, formulas, control letters, other scripts, long words."""
    nasty = "<b>&amp; ]]> \x0b\x1f \ufffe {{x}} =HYPERLINK(1) \U0001f600 **open"
    text = "\n\n".join(
        (
            nasty,
            ARABIC,
            f"Mixed: {ARABIC} and F7, 30 days.",
            "हिन्दी में शिकायत पुस्तिका और ไทย",
            '[a link](https://example.org/a?b=1&c="2") and [no link](javascript:alert(1))',
            "| a | b |\n|---|---|\n| 1 |\n| =1+1 | x | y |",
            "1. one\n   - two\n     - three\n       - four",
            "```\ncode\n```",
            "# A title\n\n#### Deep\n\nunder it",
            "W" * 300,
        )
    )
    return Proposal(
        "sandrel",
        title=f"=cmd|'/c calc'!A1 {nasty} {ARABIC}",
        sections=dict.fromkeys(SECTIONS, text),
        findings=(Finding(_IDS[0], text, "a", ("policy-approved", "no-such"), (7,), ("E3",)),),
        recommendations=(
            Recommendation(
                _IDS[20],
                title="=1+1",
                text=text,
                findings=(_IDS[0], "nobody"),
                owner="@SUM(A1)",
                cost=Decimal("999999999999.99"),
                cost_text="999999999999.99",
                payer="*",
                starts_on=date(2026, 1, 1),
                starts_text="2026-01-01",
                ends_on=date(2035, 1, 1),
                ends_text="2035-01-01",
                measure="+1",
                target="-1",
                tool="register-form",
            ),
        ),
        risks=(Risk(_IDS[40], text, text, "=A1"),),
    )


def remarks() -> tuple[PaperComment, ...]:
    """Return remarks on a section, a finding and a recommendation, one whose words are gone, one whose part is gone."""
    return (
        PaperComment(
            "section:summary",
            "Whoever is unhappy at Sandrel does not complain.",
            "Reviewer A",
            "The strongest sentence of the page.\nCould it come first?",
            DATED,
            replies=(("Author", "Moved up, thank you."), ("Reviewer A", "Better.")),
        ),
        PaperComment("section:mechanism", "never handles it", "Reviewer B", "And who does?", DATED, is_resolved=True),
        PaperComment(f"finding:{_IDS[1]}", "the loan officer stands beside it", "Trainer", "Seen where?", DATED),
        PaperComment(f"recommendation:{_IDS[21]}", "Calls answered", "Reviewer A", "By whom is it counted?", DATED),
        PaperComment("section:context", "words that were changed since", "Reviewer B", "Is this still so?", DATED),
        PaperComment("finding:gone", "", "Reviewer B", "This finding was better than the next.", DATED),
        PaperComment("section:plan", "", "Reviewer A", "Twelve weeks are short.", DATED),
    )
