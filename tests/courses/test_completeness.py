"""How much of a proposal is there: words, parts and limbs, told so that people know what to do next."""

from dataclasses import replace

import pytest
from hypothesis import given

from courses.completeness import assess
from courses.proposals import Proposal
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from tests.courses.drafts import proposals, whole_proposal

WORKSHOP = load_workshop(workshop_folder())
FULL = {section.id: " ".join(["word"] * section.words.least) for section in WORKSHOP.sections}


def test_a_whole_proposal_is_complete():
    state = assess(whole_proposal(FULL), WORKSHOP)

    assert [one.note for one in (*state.sections, *state.parts, *state.limbs) if one.note] == []
    assert (state.done, state.percent) == (18, 100)
    assert state.sentence == "18 of 18 parts are done, 4 of 4 limbs are covered."


def test_an_empty_one_says_what_it_wants():
    state = assess(Proposal("sandrel"), WORKSHOP)

    assert state.sentence == "0 of 18 parts are done, 0 of 4 limbs are covered."
    assert state.sections[0].note == "“Summary for the board” is empty. It wants 150 to 300 words."
    assert state.limbs[3].note == "(d) Used to improve: no finding speaks of it. Write what the case shows."
    assert state.parts[12].note == (
        "Part 13, Timeline: “Plan, pilot and money” has 0 of at least 300 words; "
        "no recommendation has a start and an end."
    )


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (1, "“Summary for the board” has 1 word; it wants 150 to 300. 149 are missing."),
        (149, "“Summary for the board” has 149 words; it wants 150 to 300. 1 is missing."),
        (150, ""),
        (300, ""),
        (301, "“Summary for the board” has 301 words; it wants 150 to 300. 1 is too many."),
    ],
)
def test_the_words_of_a_section_are_held_against_its_range(words, note):
    state = assess(Proposal("sandrel", sections={"summary": " ".join(["word"] * words)}), WORKSHOP)

    assert state.sections[0].note == note


def test_too_many_words_are_told_and_the_part_is_done_all_the_same():
    long = {**FULL, "summary": " ".join(["word"] * 900)}

    state = assess(whole_proposal(long), WORKSHOP)

    assert state.sections[0].note
    assert state.done == 18


def test_marks_of_tables_and_lists_are_no_words():
    text = "| a | b |\n|---|---|\n| one | two |\n\n- three\n\n1. four"

    assert assess(Proposal("sandrel", sections={"summary": text}), WORKSHOP).sections[0].words == 7


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("tool", "", "activities"),
        ("owner", "", "staffing"),
        ("starts_on", None, "timeline"),
        ("cost", None, "budget"),
        ("target", "", "monitoring"),
    ],
)
def test_a_part_wants_what_is_its_own_besides_words(field, value, part):
    whole = whole_proposal(FULL)
    without = tuple(replace(one, **{field: value}) for one in whole.recommendations)

    state = assess(replace(whole, recommendations=without), WORKSHOP)

    assert [one.part.id for one in state.parts if not one.is_done] == [part]


def test_a_limb_needs_a_finding_and_an_answer():
    whole = whole_proposal(FULL)

    state = assess(replace(whole, recommendations=whole.recommendations[:3]), WORKSHOP)

    assert [one.is_covered for one in state.limbs] == [True, True, True, False]
    assert state.limbs[3].note == "(d) Used to improve: 1 finding without an answer. Add a recommendation."


@given(proposals())
def test_nothing_counts_twice_and_nothing_is_left_out(proposal):
    state = assess(proposal, WORKSHOP)

    assert [one.part.number for one in state.parts] == list(range(1, 19))
    assert state.done == sum(not one.note for one in state.parts)
    assert state.done == 0
    for limb in state.limbs:
        assert limb.findings == sum(1 for one in proposal.findings if one.limb == limb.limb.id)
        assert limb.is_covered == bool(limb.findings and limb.recommendations)
