"""What a list would change: every kind of change, every doubt, and that what was exported changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.model import Tier
from lms.http.tables import Field as Head
from lms.http.tables import Table, csv_lines
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_columns import guess_layout
from lms.institutions.roster_people import Person, Roster
from lms.institutions.roster_places import Change, Dates
from lms.institutions.roster_plan import make_plan
from lms.institutions.roster_steps import Plan, Wishes
from lms.institutions.roster_turned import turn_names
from lms.institutions.roster_values import NOTHING_SAID, parse
from lms.institutions.roster_words import ROSTER_FIELDS, Field
from lms.institutions.rules import Stretch
from lms.lines import read_line
from webinar_kits.sheet_reader import read_spreadsheet
from webinar_kits.sheet_rows import Book, ReadSheet, SheetRow

TODAY = date(2026, 3, 2)
START = date(2025, 1, 1)
NORTH, SOUTH = (1, "North"), (2, "South")


def place(tier=Tier.FIELD, branch=NORTH, starts_on=START, ends_on=None, number=1):
    return Stretch(tier, *branch, starts_on, ends_on, number)


AMINA = Person(1, "S1", "Amina Diallo", "أمينة ديالو", "amina@x.org", "fr", (place(),))
BEN = Person(2, "S2", "Ben Okoro", history=(place(number=2),))
GONE = Person(3, "S3", "Grace Mwangi", history=(place(ends_on=date(2026, 2, 1), number=3),))
ROSTER = Roster((AMINA, BEN, GONE), dict((NORTH, SOUTH)))


def plan(*rows, roster=ROSTER, branches=(), on=TODAY, are_back=False) -> Plan:
    sheet = ReadSheet("", tuple(SheetRow(number, row) for number, row in enumerate(rows, start=1)))
    layout = guess_layout(sheet)
    parsed = parse(Book("xlsx", (sheet,)), sheet, layout, said=NOTHING_SAID)
    dates = Dates(on=on, today=TODAY, has_left_on=Field.LEFT_ON in layout.columns, are_back=are_back)
    return make_plan(parsed, roster, Wishes(dates, frozenset(branches)))


def only(found: Plan):
    assert found.faults == ()
    (step,) = found.steps
    return step


def history(step):
    return [(one.tier.value, one.branch_name, str(one.starts_on), str(one.ends_on or "")) for one in step.after.history]


def test_a_missing_column_and_an_empty_cell_change_nothing():
    found = plan(("Code", "Name", "E-mail", "Tier"), ("S1", "Amina Diallo", "", ""), ("S2", "", "", "field"))

    assert found.writes == ()
    assert found.counts()[Change.UNCHANGED] == 2


def test_who_is_not_in_the_list_is_kept_and_named():
    found = plan(("Code", "Name"), ("S1", "Amina Diallo"))

    assert [person.name for person in found.absent] == ["Ben Okoro"]
    assert found.writes == ()


def test_a_field_that_differs_is_shown_before_and_after():
    step = only(plan(("Code", "Name", "E-mail"), ("S1", "Amina Diallo-Ba", "a@x.org")))

    assert step.changes == (Change.CHANGED,)
    assert [(one.field, one.old, one.new) for one in step.differences] == [
        ("name", "Amina Diallo", "Amina Diallo-Ba"),
        ("email", "amina@x.org", "a@x.org"),
    ]


def test_a_promotion_on_a_date_is_a_new_place_and_no_overwriting():
    step = only(plan(("Code", "Tier", "Since"), ("S1", "branch manager", "2026-02-01")))

    assert step.changes == (Change.TIER,)
    assert history(step) == [
        ("field", "North", "2025-01-01", "2026-02-01"),
        ("middle_management", "North", "2026-02-01", ""),
    ]


@pytest.mark.parametrize("since", ["", "2025-01-01"])
def test_a_change_without_a_day_of_its_own_holds_from_the_day_for_all(since):
    step = only(plan(("Code", "Branch", "Since"), ("S1", "south", since), on=date(2026, 3, 1)))

    assert step.changes == (Change.MOVED,)
    assert history(step)[1] == ("field", "South", "2026-03-01", "")


def test_the_same_list_a_second_time_changes_nothing():
    heads, row = ("Code", "Tier", "Branch", "Since", "Last day"), ("S1", "board", "South", "2026-02-01", "2026-12-31")
    step = only(plan(heads, row))
    after = Roster((step.after, BEN, GONE), ROSTER.branches)

    assert step.changes == (Change.TIER, Change.MOVED, Change.LEFT)
    assert plan(heads, row, roster=after).writes == ()


def test_a_place_before_the_present_one_is_refused_with_the_cure():
    (fault,) = plan(("Code", "Tier", "Since"), ("S1", "board", "2024-02-01")).faults

    assert fault.kind is FaultKind.HISTORY
    assert "does not rewrite" in fault.sentence


def test_another_day_for_the_same_place_is_remarked_on_and_left_alone():
    step = only(plan(("Code", "Tier", "Since"), ("S1", "field", "2024-02-01")))

    assert step.changes == ()
    assert "the roster is kept" in step.remarks[0]


def test_a_last_day_ends_the_place_on_the_day_after():
    step = only(plan(("Code", "Last day"), ("S1", "2026-03-31")))

    assert step.changes == (Change.LEFT,)
    assert history(step) == [("field", "North", "2025-01-01", "2026-04-01")]


def test_who_left_is_back_when_her_empty_last_day_or_a_later_day_or_somebody_says_so():
    by_cell = only(plan(("Code", "Name", "Last day"), ("S3", "Grace Mwangi", "")))
    by_day = only(plan(("Code", "Since"), ("S3", "2026-02-15")))
    by_word = only(plan(("Code", "Name"), ("S3", "Grace Mwangi"), are_back=True))
    by_nobody = only(plan(("Code", "Name"), ("S3", "Grace Mwangi")))

    assert [step.changes for step in (by_cell, by_day, by_word)] == [(Change.RETURNED,)] * 3
    assert history(by_day)[-1] == ("field", "North", "2026-02-15", "")
    assert (by_nobody.changes, by_nobody.is_gone) == ((), True)


def test_somebody_new_begins_in_her_place_on_her_day():
    heads = ("Code", "Name", "Branch", "Tier", "Joined on")
    step = only(plan(heads, ("N1", "New Person", "North", "Teller", "2026-01-05")))

    assert step.changes == (Change.NEW,)
    assert history(step) == [("field", "North", "2026-01-05", "")]


def test_somebody_new_without_a_place_is_told_what_is_missing():
    (fault,) = plan(("Code", "Name"), ("N1", "New Person")).faults

    assert fault.sentence == "This person is new and needs a branch and a tier. Fill in the empty cells."


def test_a_new_branch_is_made_only_when_it_was_ticked():
    rows = (("Code", "Name", "Branch", "Tier"), ("N1", "A", "Nort", "field"), ("N2", "B", "East", "field"))

    asked, told = plan(*rows), plan(*rows, branches=("east",))

    assert [(one.name, one.similar, one.is_wanted) for one in asked.new_branches] == [
        ("East", "", False),
        ("Nort", "North", False),
    ]
    assert [fault.kind for fault in asked.faults] == [FaultKind.BRANCH] * 2
    assert [(step.after.name, step.after.history[0].branch_id) for step in told.steps] == [("B", 0)]


def test_people_are_recognised_by_address_then_by_name_and_branch():
    by_email = plan(("E-mail", "Name"), ("AMINA@x.org", "Amina D."))
    by_name = plan(("Name", "Branch"), ("ben okoro", "North"))

    assert (only(by_email).after.id, by_email.by_name) == (1, 0)
    assert (only(by_name).before, by_name.by_name) == (BEN, 1)


def test_a_name_in_another_branch_is_a_doubt_and_no_new_person():
    (fault,) = plan(("Name", "Branch", "Tier"), ("Ben Okoro", "South", "field")).faults

    assert fault.kind is FaultKind.WHO
    assert "There is a Ben Okoro in North" in fault.sentence


def test_new_people_of_a_list_without_codes_get_one():
    heads = ("Name", "Branch", "Tier")
    found = plan(heads, ("Zoé", "North", "field"), ("Yves", "North", "field"))

    assert [step.after.staff_code for step in found.steps] == ["P0001", "P0002"]


def test_a_code_that_lost_its_zeros_is_known_by_the_name():
    roster = Roster((replace(AMINA, staff_code="00123"),), dict((NORTH,)))
    step = only(plan(("Code", "Name"), ("123", "amina diallo"), roster=roster))

    assert (step.before is not None, step.changes) == (True, (Change.CHANGED,))
    assert "zeros were lost" in step.remarks[0]


def test_a_code_of_a_double_means_the_one_who_stayed():
    roster = replace(ROSTER, former_codes={"OLD": 1})
    found = plan(("Code", "Name"), ("OLD", "Diallo Amina"), ("S1", "Amina Diallo"), roster=roster)

    assert [(step.row, step.before) for step in found.steps] == [(3, AMINA)]
    assert [(one.row, one.first_row) for one in found.repeats] == [(2, 3)]


def test_a_code_that_now_names_somebody_else_is_remarked_on():
    step = only(plan(("Code", "Name"), ("S1", "Peter Kamau")))

    assert "was the code given anew?" in step.remarks[0]


def test_a_row_said_twice_is_taken_once_and_contradictions_are_refused():
    heads = ("Code", "Name")
    same = plan(heads, ("S1", "Amina D"), ("S1", "Amina D"))
    other = plan(heads, ("S1", "Amina D"), ("S1", "Amina B"))

    assert [(one.row, one.first_row) for one in same.repeats] == [(3, 2)]
    assert len(same.steps) == 1
    assert [(fault.row, fault.kind) for fault in other.faults] == [(2, FaultKind.TWICE), (3, FaultKind.TWICE)]
    assert other.steps == ()


def test_an_address_of_somebody_else_is_refused_and_two_may_swap_theirs():
    ben = replace(BEN, email="ben@x.org")
    roster = Roster((AMINA, ben), ROSTER.branches)
    heads = ("Code", "E-mail")

    taken = plan(heads, ("S2", "amina@x.org"), roster=roster)
    swapped = plan(heads, ("S1", "ben@x.org"), ("S2", "amina@x.org"), roster=roster)

    assert [(fault.row, fault.kind) for fault in taken.faults] == [(2, FaultKind.EMAIL)]
    assert "belongs to Amina Diallo" in taken.faults[0].sentence
    assert (len(swapped.writes), swapped.faults) == (2, ())


def test_the_fingerprint_is_that_of_what_would_be_written():
    heads, row = ("Code", "Name"), ("S1", "Amina B")

    assert plan(heads, row).fingerprint == plan(heads, row, ("S2", "Ben Okoro")).fingerprint
    assert plan(heads, row).fingerprint != plan(heads, ("S1", "Amina C")).fingerprint
    moved = Roster((replace(AMINA, name="Amina X"), BEN, GONE), ROSTER.branches)
    assert plan(heads, row).fingerprint != plan(heads, row, roster=moved).fingerprint


LETTERS = st.characters(min_codepoint=32, max_codepoint=0x6FF, categories=("L", "N", "P", "S", "Zs"))


def tidy(text: str) -> str:
    try:
        return read_line(text, field="name", longest=60)
    except Exception:
        return "x"


NAMES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=20).map(tidy),
    st.sampled_from(["=1+1", "'=x", "''-x", "+254 7", "@here", "-", "-x", 'a"b', "a;b,c", "'", "n/a"]),
)


@st.composite
def histories(draw):
    day, found = date(2024, 1, 1), []
    for number in range(draw(st.integers(0, 3))):
        day += timedelta(days=draw(st.integers(0, 300)))
        length = draw(st.one_of(st.none(), st.integers(1, 900)))
        ends_on = None if length is None else day + timedelta(days=length)
        found.append(
            Stretch(draw(st.sampled_from(Tier)), *draw(st.sampled_from((NORTH, SOUTH))), day, ends_on, number + 1)
        )
        if ends_on is None:
            break
        day = ends_on
    return tuple(found)


@st.composite
def rosters(draw):
    codes = draw(st.lists(NAMES, max_size=6, unique_by=lambda code: code.casefold()))
    emails = draw(st.permutations(["", "", "a@x.org", "b@x.org", "c.d@x.org", ""]))
    people = tuple(
        Person(number, code, draw(NAMES), draw(st.one_of(st.just(""), NAMES)), emails[number - 1],
               draw(st.sampled_from(["", "en", "ar", "sw"])), draw(histories()))
        for number, code in enumerate(codes, start=1)
    )  # fmt: skip
    return Roster(people, dict((NORTH, SOUTH)))


def export(roster: Roster) -> Table:
    rows = []
    for person in roster.people:
        tip = person.tip
        last = tip.ends_on - timedelta(days=1) if tip and tip.ends_on else None
        rows.append(
            (person.staff_code, person.name, person.name_other, person.email, tip.branch_name if tip else "",
             tip.tier.value if tip else "", tip.starts_on if tip else None,
             person.history[0].starts_on if tip else None, last, person.language)
        )  # fmt: skip
    titles = ("Staff code", "Name", "Name in another script", "E-mail", "Branch", "Tier", "Since", "Joined on",
              "Last day", "Language")  # fmt: skip
    keys = [field.value for field in ROSTER_FIELDS]
    return Table("Roster", tuple(Head(key, title) for key, title in zip(keys, titles, strict=True)), rows)


@given(roster=rosters(), for_machines=st.booleans())
@settings(max_examples=150)
def test_what_was_exported_changes_nothing(roster, for_machines):
    data = "".join(csv_lines(export(roster), for_machines=for_machines)).encode()
    book = read_spreadsheet(data, name="roster.csv")
    sheet = book.sheets[0]
    layout = guess_layout(sheet)
    parsed = parse(book, sheet, layout, said=NOTHING_SAID)
    found = make_plan(parsed, roster, Wishes(Dates(on=TODAY, today=TODAY, has_left_on=True)))

    assert [(step.changes, step.differences) for step in found.writes] == []
    assert found.faults == ()
    assert len(found.steps) == len(roster.people)


def told(found: Plan):
    return [(fault.row, fault.kind.value) for fault in found.faults]


def test_a_row_with_a_bad_cell_is_looked_at_for_everything_else_that_is_wrong_with_it():
    heads = ("Code", "Name", "E-mail", "Branch", "Tier", "Since", "Last day")
    found = plan(
        heads,
        ("N1", "Ann Lee", "no address", "East", "", "2026-02-01", "2026-01-01"),
        ("S1", "Amina Diallo", "", "", "board", "2024-01-01", "soon"),
        ("N2", "Bo Chi", "amina@x.org", "West", "astronaut", "never", ""),
    )

    assert told(found) == [
        (2, "branch"), (2, "who"), (2, "history"), (2, "email"),
        (3, "history"), (3, "date"),
        (4, "branch"), (4, "email"), (4, "tier"), (4, "date"),
    ]  # fmt: skip
    assert [(branch.name, branch.count) for branch in found.new_branches] == [("East", 1), ("West", 1)]
    assert found.steps == ()


def test_every_new_branch_is_offered_although_all_its_rows_have_a_bad_cell():
    found = plan(("Code", "Name", "Branch", "Tier"), *((f"N{n}", f"P {n}", "East", "astronaut") for n in range(3)))

    assert [(branch.name, branch.count) for branch in found.new_branches] == [("East", 3)]


def test_what_hangs_on_a_cell_that_cannot_be_read_is_not_held_against_a_row():
    found = plan(
        ("Code", "Name", "Branch", "Tier", "Since", "Last day"),
        ("S1", "Amina Diallo", "", "board", "never", "2024-06-01"),
        ("S3", "Grace Mwangi", "", "", "", "soon"),
        (" " + "x" * 41, "Ben Okoro", "North", "", "", ""),
    )

    assert told(found) == [(2, "date"), (3, "date"), (4, "staff_code")]
    assert [person.name for person in found.absent] == ["Ben Okoro"]


def test_a_row_that_cannot_be_taken_is_not_absent_and_takes_no_code():
    found = plan(("Name", "E-mail", "Branch", "Tier"), ("A", "", "East", "field"), ("B", "b@x.org", "South", "field"))

    assert only_new(found) == [("B", "P0001")]
    assert [person.name for person in plan(("Code", "E-mail"), ("S1", "none@")).absent] == ["Ben Okoro"]


def only_new(found: Plan):
    return [(step.after.name, step.after.staff_code) for step in found.steps]


def test_a_bad_row_that_contradicts_a_good_one_is_told_with_it():
    heads = ("Code", "Name", "E-mail", "Branch")
    agreeing = plan(heads, ("S1", "Amina Diallo", "", "South"), ("S1", "Amina Diallo", "no", "South"))
    differing = plan(heads, ("S1", "Amina Diallo", "", "South"), ("S1", "Amina Diallo", "no", "East"))

    assert (told(agreeing), [step.row for step in agreeing.steps]) == ([(3, "email")], [2])
    assert told(differing) == [(2, "twice"), (3, "twice"), (3, "branch"), (3, "email")]


def test_people_without_a_name_are_told_so_and_not_that_they_are_one_person():
    found = plan(("Code", "Name", "Branch", "Tier"), ("", "", "North", "field"), ("", "", "North", "board"))

    assert told(found) == [(2, "who"), (3, "who")]


def test_new_branches_are_offered_as_people_count():
    names = ("Branch 10", "Branch 2", "branch 1", "Branch 100")
    found = plan(("Code", "Name", "Branch"), *((f"N{n}", f"P {n}", name) for n, name in enumerate(names)))

    assert [branch.name for branch in found.new_branches] == ["branch 1", "Branch 2", "Branch 10", "Branch 100"]


def test_a_list_that_writes_surnames_first_renames_nobody_who_stands_so_in_the_roster():
    roster = Roster((replace(AMINA, name="Diallo, Amina"), BEN), dict((NORTH, SOUTH)))
    rows = (("Code", "Name"), ("S1", "Diallo, Amina"), ("S2", "Okoro, Ben"))
    sheet = ReadSheet("", tuple(SheetRow(number, row) for number, row in enumerate(rows, start=1)))
    list_read = turn_names(parse(Book("xlsx", (sheet,)), sheet, guess_layout(sheet), said=NOTHING_SAID))

    found = make_plan(list_read, roster, Wishes(Dates(on=TODAY, today=TODAY), frozenset()))

    assert [step.differences for step in found.steps] == [(), ()]


def test_rows_of_one_person_say_in_what_they_differ():
    found = plan(("Code", "Name", "Tier"), ("S1", "Amina Diallo", "field"), ("S1", "Amina Ba", "field"))

    assert {fault.sentence for fault in found.faults} == {
        "This person stands in row 3 too, and the rows differ (name). Keep the one that is right.",
        "This person stands in row 2 too, and the rows differ (name). Keep the one that is right.",
    }


def test_a_new_branch_that_is_spelled_almost_like_another_new_one_is_asked_about():
    rows = ((f"N{number}", f"Name {number}", "field", "Sousse") for number in range(2))

    found = plan(("Code", "Name", "Tier", "Branch"), *rows, ("N9", "Name 9", "field", "Souse"))

    assert {one.name: one.similar for one in found.new_branches} == {"Souse": "Sousse", "Sousse": ""}
