"""What the demo's proposals say, held against the case like any other."""

import pytest

from courses.case_loader import load_case
from courses.cases import Case
from courses.claims import check_claims
from courses.completeness import assess
from courses.proposals import (
    FINDING,
    RECOMMENDATION,
    RISK,
    SECTION,
    Finding,
    Proposal,
    Recommendation,
    Risk,
    read_part,
    split_key,
)
from courses.resources import workshop_folder
from courses.timetables import make_budget, make_timetable
from courses.traces import trace
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from lms.workflows.demo_reviews import CRITERIA, PROPOSALS
from lms.workflows.demo_workshop import DRAFTS
from lms.workflows.demo_writing import WrittenProposal, read_written

ALL = (*PROPOSALS, *DRAFTS)


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return load_workshop(workshop_folder())


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(workshop_folder() / "cases" / "sandrel")


def proposal_of(written: WrittenProposal) -> Proposal:
    kinds: dict[str, list[Finding | Recommendation | Risk]] = {FINDING: [], RECOMMENDATION: [], RISK: []}
    sections = {}
    for key, content in written.parts:
        named = split_key(key)
        assert named is not None, key
        if named[0] == SECTION:
            sections[named[1]] = content
        else:
            kinds[named[0]].append(read_part(key, content).part)
    return Proposal(
        "sandrel",
        sections=sections,
        findings=tuple(one for one in kinds[FINDING] if isinstance(one, Finding)),
        recommendations=tuple(one for one in kinds[RECOMMENDATION] if isinstance(one, Recommendation)),
        risks=tuple(one for one in kinds[RISK] if isinstance(one, Risk)),
    )


def denied(proposal: Proposal, case: Case) -> list[str]:
    """Return what the case denies, text by text as the editor holds them against it."""
    texts = [
        *proposal.sections.values(),
        *(one.text for one in proposal.findings),
        *(text for one in proposal.recommendations for text in (one.title, one.text, one.measure, one.target)),
        *(text for one in proposal.risks for text in (one.text, one.answer)),
    ]
    return [claim.sentence for text in texts for claim in check_claims(text, case)]


def test_the_whole_proposal_lacks_nothing_and_says_nothing_that_the_case_denies(workshop: Workshop, case: Case) -> None:
    whole = proposal_of(read_written("whole"))

    state = assess(whole, workshop)
    assert [one.note for one in state.sections if one.note] == []
    assert (state.done, [one.note for one in state.limbs if one.note]) == (18, [])
    assert [one.text for one in trace(whole, case, workshop).warnings] == []
    assert denied(whole, case) == []


def test_its_money_and_days_agree_with_what_its_text_says(case: Case) -> None:
    whole = proposal_of(read_written("whole"))

    budget, plan = make_budget(whole, case), make_timetable(whole)
    assert f"{budget.total:,.0f}" == "14,800"
    assert {one.payer: one.total for one in budget.payers} == {"Sandrel": 7400, "the lender": 7400}
    assert "All of it costs 14,800 CVM" in whole.sections["summary"]
    in_table = [
        line.split("|")[2].strip()
        for line in whole.sections["plan"].splitlines()
        if line.endswith(("line |", "lender |"))
    ]
    assert sum(int(amount.replace(",", "")) for amount in in_table) == budget.total
    assert ([one.text for one in budget.notes], plan.notes, plan.overlaps) == ([], (), ())


def test_the_middling_ones_are_middling_in_different_ways(workshop: Workshop, case: Case) -> None:
    gaps, half = (proposal_of(read_written(name)) for name in ("gaps", "half"))

    told = [assess(one, workshop) for one in (gaps, half)]
    assert [state.done for state in told] == [10, 4]
    assert [[one.limb.id for one in state.limbs if one.note] for state in told] == [["b"], ["c", "d"]]
    assert len(denied(gaps, case)) == 2
    assert denied(half, case) == []


def test_the_one_that_is_being_written_shows_what_a_warning_looks_like(case: Case) -> None:
    begun = proposal_of(read_written("begun"))

    assert len(denied(begun, case)) == 1
    assert [one.cost for one in begun.recommendations] == [None, 0]


@pytest.mark.parametrize("name", ALL)
def test_it_cites_what_there_is(name: str, workshop: Workshop, case: Case) -> None:
    proposal = proposal_of(read_written(name))

    tools = {tool.title for tool in workshop.tools}
    assert {one.tool for one in proposal.recommendations} - {""} <= tools
    assert {number for one in proposal.findings for number in one.facts} <= {fact.number for fact in case.facts}
    assert {label for one in proposal.findings for label in one.exhibits} <= {f"E{one.number}" for one in case.exhibits}
    assert {name for one in proposal.findings for name in one.indicators} <= {one.id for one in workshop.indicators}


@pytest.mark.parametrize("name", PROPOSALS)
def test_each_reviewer_gives_a_level_and_a_reason_for_every_criterion(name: str) -> None:
    written = read_written(name)

    for review in written.reviews:
        assert set(review.levels) == set(review.reasons) == set(CRITERIA)
        assert all(level is not None and 1 <= level <= 4 for level in review.levels.values())
    assert written.trainers is not None
    assert set(written.trainers.levels) == set(written.trainers.reasons) < set(CRITERIA)
