"""The six exercises on each case: what they cite is there, what they count is right, what is missing is named."""

import re
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from courses.blocks import List
from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_keys import CaseAnswers, ExerciseAnswers, Sort, WorkshopKey
from courses.case_loader import load_cases
from courses.case_words import texts_in
from courses.errors import ContentError
from courses.model import Mode
from courses.resources import workshop_folder
from courses.workshop_checks import review
from courses.workshop_loader import load_workshop

FOLDER = workshop_folder()
WORKSHOP = load_workshop(FOLDER)
CASES = {case.id: case for case in load_cases(FOLDER)}
KEY = load_workshop_key(FOLDER, workshop=WORKSHOP)
SHARED, QUELLMAR = "exercises.en.md", "cases/quellmar/exercises.en.md"
QUELLMAR_KEY = "cases/quellmar/key/exercises.en.md"


def told(case_id: str) -> str:
    return " ".join(texts_in(WORKSHOP.for_case(case_id).exercises))


def answers(case_id: str) -> str:
    return " ".join(texts_in(tuple(KEY.answers(one.exercise, case_id=case_id) for one in KEY.exercises)))


def rows(exhibit_id: str) -> list[dict[str, str]]:
    exhibit = next(one for one in CASES["quellmar"].exhibits if one.id == exhibit_id)
    return [dict(zip((one.id for one in exhibit.columns), row.cells, strict=True)) for row in exhibit.rows]


def test_each_case_has_all_six_exercises_in_its_own_words():
    assert {one.case_id for one in WORKSHOP.written_for} == set(CASES)
    for one in WORKSHOP.written_for:
        assert [held.id for held in one.exercises] == [held.id for held in WORKSHOP.exercises]
        assert all(step.text for held in one.exercises for step in (*held.room, *held.webinar))
    assert "Sandrel" in told("sandrel")
    assert "Sandrel" not in told("quellmar") + answers("quellmar")
    assert "Quellmar" not in told("sandrel") + answers("sandrel")


@pytest.mark.parametrize("case_id", list(CASES))
def test_an_exercise_takes_the_same_minutes_on_every_case(case_id):
    for mode in Mode:
        plain = [one.minutes(mode) for one in WORKSHOP.exercises]
        assert [one.minutes(mode) for one in WORKSHOP.for_case(case_id).exercises] == plain


def test_a_workshop_of_a_case_keeps_its_edition_and_an_unknown_case_changes_nothing():
    assert WORKSHOP.for_case("quellmar").edition == WORKSHOP.edition
    assert WORKSHOP.for_case("nowhere") == WORKSHOP


def test_answers_of_a_case_come_first_and_make_one_list_with_those_for_all():
    found = KEY.answers("triage", case_id="quellmar")

    assert [type(one) for one in found] == [List]
    words = list(texts_in(found))
    assert words[0].startswith("All twenty-six")
    assert words[-1].startswith("The dearer mistake")
    bare = WorkshopKey("en", (ExerciseAnswers("triage", ()),), (), (CaseAnswers("quellmar", ()),))
    assert bare.answers("triage", case_id="quellmar") == ()


def test_the_calls_on_the_list_are_those_that_the_telephone_company_counted():
    calls = Counter(row["collected"] for row in rows("operator-list"))
    answered = {row["day"]: int(row["answered"]) for row in rows("hotline-log")}

    assert calls == {day: answered[day] for day in calls}
    assert sum(calls.values()) == 26


def test_the_calls_are_sorted_as_the_answers_count_them():
    key = load_case_key(FOLDER / "cases" / "quellmar", case=CASES["quellmar"])
    given = {int(row["call"]): row["sort"] for row in rows("operator-list")}
    sorts, said = Counter(one.sort for one in key.voices), answers("quellmar")

    assert [one.number for one in key.voices if given[one.number] not in ("", one.sort)] == [2, 3, 6, 9]
    assert [row.number for row in CASES["quellmar"].to_sort] == list(range(11, 27))
    assert (sorts[Sort.COMPLAINT], sorts[Sort.SERIOUS], sorts[Sort.QUESTION]) == (10, 7, 9)
    assert "10 complaints, 7 serious, 9 questions" in said
    assert "17 of 26" in said
    counted = [f"{matter} {count}" for matter, count in Counter(one.matter for one in key.voices).items()]
    assert sorted(counted) == sorted(re.search(r"By type of call: ([^.]+)\.", said)[1].split(", "))


def test_the_sums_in_the_answers_are_those_of_the_exhibits():
    said, branches, log = answers("quellmar"), rows("branch-list"), rows("hotline-log")
    entries = {row["branch"]: int(row["entries"]) for row in branches}
    members = {row["branch"]: int(row["members"]) for row in branches}
    good = ("Cove", "Ridgeway")
    others = [name for name in entries if name not in good]

    def rate(*names: str) -> Fraction:
        return Fraction(1000 * sum(entries[one] for one in names), sum(members[one] for one in names))

    assert f"Ridgeway {float(rate('Ridgeway')):.1f}, Cove {float(rate('Cove')):.1f}" in said
    assert f"the other nine together {float(rate(*others)):.1f}" in said
    assert f"69 entries for 4,400 members, {float(rate(*good)):.1f} per 1,000" in said
    assert f"some {round(rate(*good) * sum(members.values()) / 1000)} entries and not {sum(entries.values())}" in said
    market = [row for row in log if row["weekday"] == "Thursday"]
    lost = [sum(int(row["calls"]) - int(row["answered"]) for row in some) for some in (market, log)]
    asked = [sum(int(row["calls"]) for row in some) for some in (market, log)]
    shares = [round(100 * some / whole) for some, whole in (asked, lost)]
    assert f"{asked[0]} of the {asked[1]} calls came on the four Thursdays ({shares[0]} %)" in said
    assert f"{lost[0]} of the {lost[1]} calls that nobody answered ({shares[1]} %)" in said
    assert f"that is {240 + 3_150 + 2_700:,} of the 14,000 TLK" in said
    assert f"so {240 + 2_700:,} a year" in said


class Copy:
    """A copy of the workshop, to be broken in one place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(workshop_folder(), folder)

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def faults(self) -> list[str]:
        return [str(fault) for fault in review(self.folder).faults]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "workshop")


# File, what stands there, what is put there, the place, the fault.
MISTAKES = [
    (QUELLMAR, "Exhibits E1 and E7", "Exhibits E1 and E77", QUELLMAR, "E77 in 'Exhibits E1 and E77"),
    (QUELLMAR, "calls 11 to 26", "calls 11 to 36", QUELLMAR, "the voice 36 in"),
    (QUELLMAR, "at Quellmar, and who could", "at Sandrel, and who could", QUELLMAR, "speaks of another case"),
    (QUELLMAR_KEY, "Gull Point 900 members", "Gull Point (F99) 900 members", QUELLMAR, "F99 in"),
    (SHARED, "answer hard questions", "answer hard questions on F40", SHARED, "F40 in"),
    (SHARED, "why a client keeps quiet", "why a client of Sandrel keeps quiet", SHARED, "'Sandrel' in"),
    ("key/exercises.en.md", "a tested line", "a tested line (E2)", SHARED, "E2 in"),
    (QUELLMAR, "## Nobody complained", "## Nobody rang", QUELLMAR, "is called 'Nobody complained' for all cases"),
    (QUELLMAR, "### Materials {#materials}\n\nExhibits E1", "### Cards {#cards}\n\n- E1", QUELLMAR, "{#materials}"),
    (QUELLMAR, "{#pitch}", "{#pitched}", QUELLMAR, "the heading {#pitched} has no entry in workshop.toml"),
    (QUELLMAR, "2. Fours sort sixteen cards.", "- Fours sort sixteen cards.", QUELLMAR, "times in workshop.toml"),
    (QUELLMAR_KEY, "{#triage}", "{#triages}", QUELLMAR_KEY, "{#triages} has no entry in workshop.toml"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "fault"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_named_at_its_place(copy, file, old, new, place, fault):
    copy.replace(file, old, new)

    assert [one for one in copy.faults() if one.startswith(f"workshop/{place}") and fault in one]


def test_a_case_without_words_for_its_exercises_is_refused_and_each_gap_is_named(copy):
    (copy.folder / QUELLMAR).unlink()

    with pytest.raises(ContentError) as refused:
        load_workshop(copy.folder)

    gaps = [str(fault) for fault in refused.value.faults]
    assert len(gaps) > 10
    assert all("cases/quellmar/exercises.en.md" in one and "write it" in one for one in gaps)


def test_an_answer_in_what_trainees_read_of_the_case_is_found(copy):
    copy.replace("cases/quellmar/case.en.md", "Thursday is market day everywhere.", "Call 18 is no client at all.")

    assert [one for one in copy.faults() if "'Call 18 is no client at all.'" in one and "sentence of the key" in one]
