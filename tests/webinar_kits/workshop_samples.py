"""The shipped workshop and its cases, and proposals for the decks of a workshop: whole, half-written, far too long."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from courses.blocks import Block
from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_keys import CaseKey, WorkshopKey
from courses.case_loader import load_case
from courses.cases import Case
from courses.loader import load_module
from courses.model import Mode
from courses.proposals import Finding, Proposal, Recommendation, Risk
from courses.resources import workshop_folder
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from tests.courses.drafts import IDS, whole_proposal
from webinar_kits.paper_test import KeyItem
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.workshop.answers import KitKeys
from webinar_kits.workshop.kit_content import Materials, TraineeContent, trainee_content
from webinar_kits.workshop.kit_request import KitPart, WorkshopKitRequest
from webinar_kits.workshop_jobs import read_materials

LONG = (
    "This is a very long sentence that goes on about the ways in which clients of all the branches are told nothing "
    "whatsoever by anybody at all, although posters hang there. "
)
SUMMARY = "Sandrel hears almost nothing from 42,000 clients. We ask the board to decide on 19 June on one named post."


@cache
def workshop() -> Workshop:
    return load_workshop(workshop_folder())


@cache
def case(case_id: str = "sandrel") -> Case:
    return load_case(workshop_folder() / "cases" / case_id)


@cache
def case_key(case_id: str = "sandrel") -> CaseKey:
    return load_case_key(workshop_folder() / "cases" / case_id, case=case(case_id))


@cache
def workshop_key() -> WorkshopKey:
    return load_workshop_key(workshop_folder(), workshop=workshop())


@cache
def from_modules() -> tuple[Materials, tuple[KeyItem, ...], tuple[Block, ...]]:
    return read_materials(
        workshop_folder().parent, workshop(), lambda folder, language: load_module(Path(folder), language=language)
    )


def kit_content(
    *, mode: Mode = Mode.IN_PERSON, part: KitPart = KitPart.WHOLE, case_id: str = "sandrel", **asked: Any
) -> TraineeContent:
    request = WorkshopKitRequest(case_id, mode, **{"dates": (date(2026, 5, 4),), "part": part, **asked})
    return trainee_content(request, workshop(), case=case(case_id), materials=from_modules()[0])


def kit_keys(case_id: str = "sandrel") -> KitKeys:
    _, test, voices = from_modules()
    return KitKeys(case_key(case_id), workshop_key(), test, voices)


def paper(proposal: Proposal) -> ProposalPaper:
    return ProposalPaper(case(), workshop(), proposal, ("Team Heron",), date(2026, 6, 19), "en")


def whole() -> Proposal:
    return whole_proposal({"summary": SUMMARY, "context": 'A client says: "Beside his desk! With a camera above it."'})


def half() -> Proposal:
    finding = Finding(IDS[0], "Clients know no way that avoids the officer.", "a", ("two-channels",), (39,), ("E13",))
    fix = Recommendation(
        IDS[6], title="A line that a person answers", findings=(IDS[0],), cost_text="about two thousand"
    )
    return Proposal("sandrel", findings=(finding,), recommendations=(fix,))


def unfinished() -> Proposal:
    """Return a proposal with something of everything, and of each thing one piece that is not there."""
    plain = whole()
    first, second, third, last = plain.recommendations
    return replace(
        plain,
        sections={"summary": "Sandrel hears almost nothing from 42,000 clients."},
        findings=plain.findings[:3],
        recommendations=(
            replace(first, target=""),
            replace(second, owner="", payer=""),
            replace(third, cost=None, cost_text="", measure=""),
            replace(last, starts_on=None),
        ),
        risks=(*plain.risks, Risk("open", "Nobody comes to the line.", "", "")),
    )


def overlong() -> Proposal:
    plain = whole()
    return Proposal(
        "sandrel",
        title="A title " + "very " * 40 + "long",
        sections={"summary": LONG * 3 + "We ask the board to decide " + "on all that stands here, " * 18 + "now."},
        findings=tuple(
            replace(one, text=f"{LONG}{place} {LONG * 6}", facts=tuple(range(1, 60)))
            for place, one in enumerate(plain.findings * 2)
        ),
        recommendations=tuple(
            replace(
                one, id=f"{place}", title=LONG * 2, owner=LONG, tool="Word" * 60, payer=LONG, measure=LONG,
                target=LONG * 2,
                starts_on=date(2026, 1, 1) + timedelta(days=40 * place),
                ends_on=date(2026, 6, 1) + timedelta(days=90 * place),
            )
            for place, one in enumerate(plain.recommendations * 4)
        ),
        risks=tuple(Risk(f"{place}", LONG * 3, LONG * 4, LONG) for place in range(7)),
    )  # fmt: skip
