"""The trace matrix: the same as a slow and obvious reckoning, and every warning names a place and a cure."""

from dataclasses import replace

import pytest
from hypothesis import given

from courses.case_loader import load_case
from courses.proposals import Finding, Proposal, Recommendation, split_key
from courses.resources import workshop_folder
from courses.traces import trace
from courses.workshop_loader import load_workshop
from tests.courses.drafts import IDS, proposals, whole_proposal

SANDREL = load_case(workshop_folder() / "cases" / "sandrel")
QUELLMAR = load_case(workshop_folder() / "cases" / "quellmar")
WORKSHOP = load_workshop(workshop_folder())


def _exhibit(cited: str) -> str:
    for exhibit in SANDREL.exhibits:
        if cited in (exhibit.id, f"E{exhibit.number}", f"e{exhibit.number}", str(exhibit.number)):
            return exhibit.label
    return ""


def slow_rows(proposal: Proposal) -> list[tuple[str, list[str], str, list[str], str]]:
    """Reckon the matrix by looking at every pair."""
    rows = []
    for finding in proposal.findings:
        indicators = [one.id for name in finding.indicators for one in WORKSHOP.indicators if one.id == name]
        evidence = [fact.label for number in finding.facts for fact in SANDREL.facts if fact.number == number]
        evidence += [label for label in map(_exhibit, finding.exhibits) if label]
        fixes = [one for one in proposal.recommendations if finding.id in one.findings]
        rows += [(finding.id, indicators, fix.id, evidence, fix.measure) for fix in fixes]
        if not fixes:
            rows.append((finding.id, indicators, "", evidence, ""))
    for one in proposal.recommendations:
        if not [finding for finding in proposal.findings if finding.id in one.findings]:
            rows.append(("", [], one.id, [], one.measure))
    return rows


def slow_lacks(one: Recommendation, known: list[str]) -> set[str]:
    """Reckon the fields of a recommendation that are warned of."""
    there = {
        "findings": bool(one.findings) and all(answered in known for answered in one.findings),
        "owner": one.owner.strip() != "",
        "cost": one.cost is not None,
        "starts_on": one.starts_on is not None,
        "ends_on": one.ends_on is not None and (one.starts_on is None or one.starts_on <= one.ends_on),
        "measure": one.measure.strip() != "",
        "tool": one.tool.strip() != "",
    }
    return {field for field, is_there in there.items() if not is_there}


def slow_warnings(proposal: Proposal) -> set[tuple[str, str]]:
    """Reckon which part and field are warned of."""
    warned = set()
    known = [one.id for one in proposal.findings]
    for finding in proposal.findings:
        part = f"finding:{finding.id}"
        if not any(finding.id in one.findings for one in proposal.recommendations):
            warned.add((part, "text"))
        if finding.limb == "":
            warned.add((part, "limb"))
        if len(finding.indicators) == 0 or any(
            name not in [one.id for one in WORKSHOP.indicators] for name in finding.indicators
        ):
            warned.add((part, "indicators"))
        if (not finding.facts and not finding.exhibits) or any(not 1 <= one <= 82 for one in finding.facts):
            warned.add((part, "facts"))
        if any(_exhibit(one) == "" for one in finding.exhibits):
            warned.add((part, "exhibits"))
    for one in proposal.recommendations:
        warned |= {(f"recommendation:{one.id}", field) for field in slow_lacks(one, known)}
    limbs = {finding.limb for finding in proposal.findings}
    warned |= {("section:diagnosis", "limb") for limb in "abcd" if limb not in limbs}
    weak = {"3.1", "3.2", "1.2", "5.2", "5.3", "5.7", "6.1", "7.1", "7.2", "7.3", "7.4"}
    named = {
        indicator.standard
        for finding in proposal.findings
        for indicator in WORKSHOP.indicators
        if indicator.id in finding.indicators
    }
    if weak - named:
        warned.add(("section:diagnosis", "indicators"))
    return warned


@given(proposals())
def test_the_matrix_and_the_warnings_equal_the_slow_reckoning(proposal):
    told = trace(proposal, SANDREL, WORKSHOP)

    rows = [
        (
            row.gap.id if row.gap else "",
            [one.id for one in row.indicators],
            row.fix.id if row.fix else "",
            list(row.evidence),
            row.measure,
        )
        for row in told.rows
    ]
    assert rows == slow_rows(proposal)
    assert {(one.part, one.field) for one in told.warnings} == slow_warnings(proposal)


@given(proposals())
def test_every_warning_names_a_part_a_field_and_a_cure(proposal):
    for warning in trace(proposal, SANDREL, WORKSHOP).warnings:
        assert split_key(warning.part) is not None
        assert warning.field
        assert warning.text.endswith(".")
        assert len(warning.text.split(". ")) >= 2


def test_each_finding_and_each_recommendation_stands_in_the_matrix():
    proposal = Proposal(
        "sandrel",
        findings=(
            Finding(IDS[0], "Boxes stay shut", "a", ("two-channels",), (51,), ("E10",)),
            Finding(IDS[1], "Silence"),
        ),
        recommendations=(
            Recommendation(IDS[6], title="A line", findings=(IDS[0], IDS[0]), measure="Calls a week"),
            Recommendation(IDS[7], title="A band"),
        ),
    )

    rows = trace(proposal, SANDREL, WORKSHOP).rows

    assert [(row.gap and row.gap.text, row.fix and row.fix.title) for row in rows] == [
        ("Boxes stay shut", "A line"),
        ("Silence", None),
        (None, "A band"),
    ]
    assert (rows[0].evidence, rows[0].measure) == (("F51", "E10"), "Calls a week")


def test_what_hangs_in_the_air_is_told_in_words():
    finding = Finding(IDS[0], "Boxes stay shut for months because nobody has the second key", "a", (), (97,), ("E40",))

    texts = [one.text for one in trace(Proposal("sandrel", findings=(finding,)), SANDREL, WORKSHOP).warnings]

    assert "F97: the case has 82 facts. Look up the number and correct it." in texts
    assert "E40: the case has 15 exhibits. Look up the number and correct it." in texts
    assert (
        "The finding “Boxes stay shut for months because nobody has …” has no answer. "
        "Choose it in a recommendation, or write one that answers it."
    ) in texts
    assert "Limb (d), Used to improve, is in no finding. Write what the case shows of it." in texts
    assert any(text.startswith("E12 gives no point to 7.4, “What clients say is used to improve”") for text in texts)


def test_a_whole_proposal_is_warned_of_nothing_but_what_it_leaves_for_later():
    warnings = trace(whole_proposal({}), SANDREL, WORKSHOP).warnings

    assert {(one.part, one.field) for one in warnings} == {("section:diagnosis", "indicators")}
    assert not any(f" to {number}," in one.text for one in warnings for number in ("7.1", "7.2", "7.3", "7.4"))


@pytest.mark.parametrize(("cited", "label"), [("E3", "E3"), ("3", "E3"), ("exit-survey", "E3"), ("e3", "E3")])
def test_an_exhibit_is_cited_by_label_number_or_id(cited, label):
    proposal = Proposal("sandrel", findings=(Finding(IDS[0], "Silence", exhibits=(cited,)),))

    assert trace(proposal, SANDREL, WORKSHOP).rows[0].evidence == (label,)


def test_the_second_case_is_held_to_its_own_facts_and_scores():
    finding = Finding(IDS[0], "Nobody adds them up", "d", ("monthly-report",), (61,))

    texts = [one.text for one in trace(Proposal("quellmar", findings=(finding,)), QUELLMAR, WORKSHOP).warnings]

    assert "F61: the case has 60 facts. Look up the number and correct it." in texts
    assert not any("to 7.4," in text for text in texts)
    assert any("E10 gives 1 point to 7.2," in text for text in texts)


def test_an_end_before_its_start_is_told_at_the_end():
    whole = whole_proposal({})
    first = whole.recommendations[0]
    turned = replace(first, starts_on=first.ends_on, ends_on=first.starts_on)

    warnings = trace(replace(whole, recommendations=(turned, *whole.recommendations[1:])), SANDREL, WORKSHOP).warnings

    assert [one.text for one in warnings if one.field == "ends_on"] == [
        "The recommendation “Mend a” ends on 1 September 2026, before it starts on 14 September 2026. "
        "Change one of the days."
    ]
