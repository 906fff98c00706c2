"""What trainees type into a plan: days and costs as people write them, lists of citations, owners, years."""

from datetime import date
from uuid import UUID

import pytest

from courses.case_loader import load_case
from courses.citations import cited_words, each_cited
from courses.plan_sense import doubts
from courses.proposals import Finding, Proposal, Recommendation, read_part
from courses.resources import workshop_folder
from courses.typed_costs import fault_of_cost
from courses.typed_days import fault_of_day, read_typed_day
from courses.workshop_loader import load_workshop

SANDREL = load_case(workshop_folder() / "cases" / "sandrel")
TOOLS = load_workshop(workshop_folder()).tools
ID = str(UUID(int=1))
FIRST_OF_MARCH = date(2027, 3, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-01", "2027/3/1", "1 March 2027", " Monday, 1st of March 2027 ", "March 1, 2027", "1 Mar. 2027",
        "1.3.2027", "1er mars 2027", "1 de março de 2027", "1 de marzo de 2027", "٢٠٢٧-٠٣-٠١",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed):
    assert (read_typed_day(typed), fault_of_day(typed)) == (FIRST_OF_MARCH, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "03/04/2027",
            "“03/04/2027” can be two days. Write 2027-04-03 for 3 April 2027 or 2027-03-04 for 4 March 2027.",
        ),
        ("2027-02-30", "There is no day “2027-02-30”: February 2027 has 28 days."),
        ("March 2027", "“March 2027” is a whole month. Write the day too, like 1 March 2027."),
        ("1 March", "“1 March” names no year in four digits. Write it like 1 March 2027, or 2027-03-01."),
        (
            "1 March 27",
            "“1 March 27” names no year in four digits. Write it like 1 March 2027, or 2027-03-01.",
        ),
        ("next year", "“next year” is no day that a plan can use. Write it like 1 March 2027, or 2027-03-01."),
        (
            "0202-03-01",
            "The year of “0202-03-01” is not one from 2000 to 2099. Write it like 1 March 2027, or 2027-03-01.",
        ),
        ("2027-13-01", "There is no day “2027-13-01”. Write it like 1 March 2027, or 2027-03-01."),
        ("", ""),
    ],
)
def test_what_is_no_day_is_told_with_the_cure(typed, told):
    assert (read_typed_day(typed), fault_of_day(typed)) == (None, told)


def test_a_day_with_the_month_behind_twelve_is_not_in_doubt():
    assert read_typed_day("15/02/2027") == read_typed_day("02/15/2027") == date(2027, 2, 15)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-500", "“-500” is below zero. Write what it costs, 0 if nothing."),
        ("12k", "“12k” is not an amount. Write the number in full, like 12000; put the rest in the text."),
        (
            "4 000 CVM",
            "“4 000 CVM” is not an amount alone. Write only the number, like 4000; put the rest in the text.",
        ),
        ("2 days", "“2 days” is not an amount. Write one number, like 10000; put the rest in the text."),
        (
            "3,000 to 4,000",
            "“3,000 to 4,000” is not an amount. Write one number, like 10000; put the rest in the text.",
        ),
        ("1'200", ""),
    ],
)
def test_what_is_no_amount_is_told_with_the_cure(typed, told):
    assert fault_of_cost(typed) == told


def test_long_nonsense_is_repeated_in_its_beginning_only():
    assert len(fault_of_cost("9" * 5000)) < 200
    assert len(fault_of_day("9" * 5000)) < 200


def test_citations_are_read_as_a_sentence_lists_them():
    assert cited_words("F7, 12 and #3; F39 – F41") == ["F7", "12", "#3", "F39-F41"]
    assert list(each_cited("F39-F41")) == ["F39", "F40", "F41"]
    assert list(each_cited("7-900")) == ["7-900"]

    read = read_part(f"finding:{ID}", '{"facts": "39, F43 and 50-52", "exhibits": "E3 & E5"}')

    assert isinstance(read.part, Finding)
    assert (read.part.facts, read.part.exhibits, read.faults) == ((39, 43, 50, 51, 52), ("E3", "E5"), ())


def test_what_is_no_number_of_a_fact_is_named():
    read = read_part(f"finding:{ID}", '{"facts": [7, "seven"]}')

    assert [fault.text for fault in read.faults] == ["“seven” is no number of a fact. Cite facts like 7, 12 or 39-43."]


def _doubts(**given):
    return [
        (note.field, note.text)
        for note in doubts(
            Proposal("sandrel", recommendations=(Recommendation(ID, title="Open a line", **given),)), SANDREL, TOOLS
        )
    ]


@pytest.mark.parametrize("owner", ["somebody", "All staff", "the team", "Sandrel", "TBD", "?"])
def test_an_owner_who_is_nobody_is_asked_for(owner):
    assert _doubts(owner=owner) == [
        ("owner", f"“{owner}” is nobody whom one could ask on Monday. Name one post, like head of operations.")
    ]


def test_the_number_of_a_tool_is_not_its_name():
    title = TOOLS[0].title

    assert _doubts(tool=" t1 ") == [("tool", f"“T1” is a number that no director knows. Write the title, “{title}”.")]
    assert _doubts(tool=title) == _doubts(tool="T999") == []


@pytest.mark.parametrize("owner", ["Director and head of operations", "Director / branch manager"])
def test_two_owners_are_one_too_many(owner):
    assert _doubts(owner=owner) == [("owner", f"“{owner}” reads like two owners. Name the one who answers for it.")]


@pytest.mark.parametrize("owner", ["", "Director", "Head of human resources and training", "Board", "مدير العمليات"])
def test_one_owner_is_left_alone(owner):
    assert _doubts(owner=owner) == []


def test_a_start_before_the_case_and_a_plan_without_end_are_asked_about():
    found = _doubts(starts_on=date(2020, 1, 1), ends_on=date(2099, 1, 1))

    assert found == [
        (
            "starts_on",
            "“Open a line” starts on 1 January 2020, before the day on which the case stands, 31 March 2026. "
            "Is the year right?",
        ),
        ("ends_on", "“Open a line” takes more than 78 years. Is the year right? Or is it more than one step?"),
    ]
    assert _doubts(starts_on=date(2026, 6, 22), ends_on=date(2027, 6, 30)) == []
