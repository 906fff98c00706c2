"""What the pages of a proposal are made from: warnings in one place, spells of writing, what changed in words. Pure."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.case_loader import load_cases
from courses.proposals import Finding, Recommendation, Risk, write_part
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_claims import DIAGNOSED, PLANNED
from lms.reports.workshop_proposal_history import EditLine, join_spells
from lms.reports.workshop_proposal_warnings import WHOLE, warnings_of
from lms.reports.workshop_proposal_words import Change, compare_words, count_changes, readable
from lms.web.workshop_editor_fields import typed_fields
from lms.web.workshop_editor_words import marked

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WORDS = st.lists(st.sampled_from(["a", "b", " ", "\n", "branches ", "18 ", "<b>"])).map("".join)


@pytest.fixture(scope="module")
def workshop():
    return load_workshop(workshop_folder(), language="en")


@pytest.fixture(scope="module")
def case():
    return next(one for one in load_cases(workshop_folder(), language="en") if one.id == "sandrel")


def part(key, content):
    return WrittenPart(key, content, 1, 1, NOW, 1)


def key_of(kind, number):
    return f"{kind}:{UUID(int=number)}"


def edit(version, minute, *, key="section:context", seat=1, is_out=False, size=100):
    return EditLine(key, version, seat, NOW + timedelta(minutes=minute), is_out, 0, size)


def test_a_statement_the_case_denies_is_told_with_its_passage(case, workshop):
    text = "Sandrel has 12 branches."
    found = warnings_of([part("section:context", text)], case=case, workshop=workshop)["section:context"]

    assert [(text[one.start : one.end], one.is_contradiction) for one in found] == [("12 branches", True)]
    assert "18 (F7)" in found[0].text


def test_the_text_of_a_finding_is_held_against_the_case_too(case, workshop):
    key = key_of("finding", 1)
    finding = write_part(Finding(str(UUID(int=1)), text="Sandrel has 12 branches.", limb="a", facts=(7,)))

    found = warnings_of([part(key, finding)], case=case, workshop=workshop)[key]

    assert [one.field for one in found if one.is_contradiction] == ["text"]


def found_in(key, text, case, workshop):
    kind, _, number = key.partition(":")
    parts = {
        "finding": Finding(number, text=text, limb="a"),
        "recommendation": Recommendation(number, title="Boxes", text=text),
        "risk": Risk(number, text=text),
    }
    content = text if kind == "section" else write_part(parts[kind])
    found = warnings_of([part(key, content)], case=case, workshop=workshop).get(key, ())
    return [one for one in found if one.is_contradiction or one.is_note]


PLANS = ["section:mechanism", "section:people", key_of("recommendation", 1), key_of("risk", 1)]
DIAGNOSES = ["section:diagnosis", "section:context", key_of("finding", 1)]


@pytest.mark.parametrize("key", PLANS)
def test_a_plan_written_as_if_it_were_so_is_a_note(key, case, workshop):
    """Guidance and examples ask to write the mechanism in the present: no fact of today denies what it changes."""
    (opened,) = found_in(key, "The boxes are opened every Monday.", case, workshop)

    assert opened.is_note
    assert opened.text.startswith("“boxes are opened every Monday”: today the case says “In 3 branches")
    assert opened.text.endswith("(F51). As a plan it may stand.")


@pytest.mark.parametrize("key", DIAGNOSES)
def test_the_same_words_about_today_stay_a_contradiction(key, case, workshop):
    (opened,) = found_in(key, "The boxes are opened every Monday.", case, workshop)

    assert opened.is_contradiction


@pytest.mark.parametrize("key", [*PLANS, *DIAGNOSES, "section:summary"])
def test_who_does_what_today_is_held_against_the_case_where_it_is_told_as_it_is(key, case, workshop):
    found = found_in(key, "Internal audit checks complaints in every branch.", case, workshop)

    assert [one.is_contradiction for one in found] == ([True] if key in DIAGNOSES else [])


def test_a_number_that_the_case_denies_is_no_plan(case, workshop):
    text = "In the plan of Sandrel with its 12 branches nothing changes. Sandrel has 12 branches."
    found = warnings_of([part("section:mechanism", text)], case=case, workshop=workshop)["section:mechanism"]

    assert any(one.is_contradiction and text[one.start : one.end] == "12 branches" for one in found)


def test_every_section_but_the_summary_tells_what_is_or_what_shall_be(workshop):
    assert {f"section:{one.id}" for one in workshop.sections} == PLANNED | DIAGNOSED | {"section:summary"}


def test_what_is_wrong_with_a_field_is_said_once(case, workshop):
    key = key_of("recommendation", 1)
    typed = write_part(
        Recommendation(
            str(UUID(int=1)), title="A line", cost_text="about ten thousand", starts_text="2027-07-01",
            ends_text="2027-05-01",
        )
    )  # fmt: skip
    found = warnings_of([part(key, typed)], case=case, workshop=workshop)[key]
    fields = [one.field for one in found]

    assert sorted(fields) == sorted(set(fields))
    assert {"cost", "ends_on"} <= set(fields)
    assert any("about ten thousand" in one.text for one in found)


def test_each_cited_fact_that_does_not_exist_is_told(case, workshop):
    key = key_of("finding", 2)
    finding = write_part(Finding(str(UUID(int=2)), text="x", facts=(7, 900, 901)))

    found = warnings_of([part(key, finding)], case=case, workshop=workshop)[key]

    assert [one.text[:4] for one in found if one.field == "facts"] == ["F900", "F901"]


def test_a_label_in_a_text_that_the_case_does_not_have_is_told_at_its_place(case, workshop):
    text = "Nobody complains (F7, F999; E3, E99). The A-E99 and F9990x are no labels, the E15 is one."
    found = warnings_of([part("section:context", text)], case=case, workshop=workshop)["section:context"]

    assert [(text[one.start : one.end], one.text[:4]) for one in found] == [("F999", "F999"), ("E99", "E99:")]
    assert not any(one.is_contradiction or one.is_note for one in found)


def test_a_limb_without_a_finding_is_the_matter_of_no_part(case, workshop):
    found = warnings_of([part("section:context", "Words.")], case=case, workshop=workshop)

    assert sum(one.field == "limb" for one in found[WHOLE]) == 4
    assert "section:diagnosis" not in found


def test_an_empty_proposal_is_warned_of_nothing(case, workshop):
    assert warnings_of([], case=case, workshop=workshop) == {}


def test_edits_of_one_person_without_a_pause_are_one_spell():
    spells = join_spells([edit(1, 0), edit(2, 1), edit(3, 9), edit(4, 30)])

    assert [(one.before, one.version) for one in spells] == [(3, 4), (0, 3)]


def test_what_was_deleted_while_writing_stays_a_version_of_the_list():
    at_once = join_spells([edit(1, 0, size=900), edit(2, 1, size=890), edit(3, 2, size=23), edit(4, 3, size=60)])
    bit_by_bit = join_spells([edit(1, 0, size=900), edit(2, 1, size=820), edit(3, 2, size=740), edit(4, 3, size=700)])

    assert [(one.before, one.version) for one in at_once] == [(2, 4), (0, 2)]
    assert [(one.before, one.version) for one in bit_by_bit] == [(1, 4), (0, 1)]


def test_a_little_that_goes_and_long_writing_are_told_apart_by_the_clock_alone():
    spells = join_spells([edit(n, 2 * n, size=900 - 10 * n) for n in range(1, 11)])

    assert [(one.before, one.version) for one in spells] == [(8, 10), (0, 8)]


def test_somebody_else_or_taking_out_ends_a_spell():
    spells = join_spells([edit(1, 0), edit(2, 1, seat=2), edit(3, 2, seat=2, is_out=True), edit(4, 3)])

    assert [(one.version, one.seat_id, one.is_out) for one in spells] == [
        (4, 1, False),
        (3, 2, True),
        (2, 2, False),
        (1, 1, False),
    ]


def test_spells_in_two_parts_at_once_do_not_break_each_other():
    lines = [edit(version, version, key=key) for version in (1, 2, 3) for key in ("section:context", "section:plan")]

    assert {(one.key, one.before, one.version) for one in join_spells(lines)} == {
        ("section:context", 0, 3),
        ("section:plan", 0, 3),
    }


@given(WORDS, WORDS)
def test_what_was_kept_and_added_is_the_new_text_and_what_was_kept_and_removed_the_old(old, new):
    stretches = compare_words(old, new)

    assert "".join(one.text for one in stretches if one.change is not Change.REMOVED).split() == new.split()
    assert "".join(one.text for one in stretches if one.change is not Change.ADDED).split() == old.split()
    assert "".join(one.text for one in stretches if one.change is not Change.REMOVED) == new


def test_words_that_came_and_went_are_counted():
    assert count_changes("nobody complains here", "nobody has complained here") == (2, 1)


def test_a_finding_is_compared_as_labels_and_words():
    content = json.dumps({"text": "No line.", "findings": ["x"], "owner": "", "more": 3})

    told = readable(content, {"findings": "Answers", "text": "Text", "owner": "Owner"}, {"x": "finding 1"})

    assert told == "Answers: finding 1\nText: No line.\nmore: 3"
    assert readable("{no json", {}, {}) == "{no json"


def test_what_no_reader_understands_stands_in_the_form_as_it_was_typed():
    fields = typed_fields(json.dumps({"facts": [7, "twelve"], "cost": "about ten thousand", "starts_on": None}))

    assert fields == {"facts": "7, twelve", "cost": "about ten thousand", "starts_on": ""}
    assert typed_fields("no json") == {"text": "no json"}


def test_underlining_changes_nothing_of_a_text_and_escapes_it(case, workshop):
    text = "Sandrel has 12 branches. A <b> stays."
    found = warnings_of([part("section:context", text)], case=case, workshop=workshop)["section:context"]

    shown = marked(text, found, field="content")

    assert shown == 'Sandrel has <mark data-kind="wrong">12 branches</mark>. A &lt;b&gt; stays.'
    assert marked(text[:14], found, field="content") == "Sandrel has 12"
