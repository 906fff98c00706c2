"""The workshop that ships: it keeps its rules, its numbers can be recomputed, and trainees cannot reach its key."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import pytest

from courses.blocks import Table, plain
from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_keys import Sort
from courses.case_loader import load_case, load_cases
from courses.case_words import texts_in
from courses.cases import Case, Exhibit, ExhibitKind
from courses.model import Mode
from courses.resources import case_folders, workshop_folder
from courses.workshop_checks import review
from courses.workshop_loader import load_workshop

FOLDER = workshop_folder()


@pytest.fixture(scope="module")
def sandrel() -> Case:
    return load_case(FOLDER / "cases" / "sandrel")


@pytest.fixture(scope="module")
def quellmar() -> Case:
    return load_case(FOLDER / "cases" / "quellmar")


def _exhibit(case: Case, exhibit_id: str) -> Exhibit:
    return next(one for one in case.exhibits if one.id == exhibit_id)


def _rows(case: Case, exhibit_id: str) -> list[dict[str, str]]:
    exhibit = _exhibit(case, exhibit_id)
    ids = [column.id for column in exhibit.columns]
    return [dict(zip(ids, row.cells, strict=True)) for row in exhibit.rows]


def _sum(case: Case, exhibit_id: str, column: str) -> Fraction:
    return sum((Fraction(row[column]) for row in _rows(case, exhibit_id)), Fraction(0))


def _value(case: Case, subject: str) -> Fraction:
    (amount,) = {value.amount for fact in case.facts for value in fact.values if value.subject == subject}
    assert amount is not None
    return amount


def _percent(part: Fraction | int, whole: Fraction | int) -> int:
    return int(Fraction(part) * 100 / Fraction(whole) + Fraction(1, 2))


def test_it_keeps_every_rule():
    report = review(FOLDER)

    assert [str(fault) for fault in report.faults] == []
    assert {(one.id, one.facts, one.exhibits, one.contradictions, one.voices) for one in report.cases} == {
        ("sandrel", 82, 15, 18, 60),
        ("quellmar", 60, 12, 9, 26),
    }


def test_the_full_case_stands_first():
    assert [case.id for case in load_cases(FOLDER)] == ["sandrel", "quellmar"]


def test_the_branch_list_adds_up_to_the_facts(sandrel):
    rows = _rows(sandrel, "branch-list")

    assert len(rows) == _value(sandrel, "branches") == 18
    assert _sum(sandrel, "branch-list", "clients") == _value(sandrel, "clients") == 42_000
    assert _sum(sandrel, "branch-list", "women") == _value(sandrel, "women-clients") == 26_460
    assert _sum(sandrel, "branch-list", "officers") == _value(sandrel, "loan-officers") == 190
    assert _sum(sandrel, "branch-list", "entries") == _value(sandrel, "register-entries") == 9
    assert _percent(26_460, 42_000) == _value(sandrel, "women-share")
    assert round(42_000 / 190) == _value(sandrel, "caseload")
    highland = [row for row in rows if row["region"] == "Highland"]
    assert (len(highland), sum(int(row["clients"]) for row in highland)) == (5, _value(sandrel, "clients-highland"))
    ferrin = next(row for row in rows if row["branch"] == "Ferrin")
    loads = {row["branch"]: Fraction(int(row["clients"]), int(row["officers"])) for row in rows}
    assert loads["Ferrin"] == max(loads.values()) == _value(sandrel, "caseload-ferrin")
    assert int(ferrin["officers"]) == _value(sandrel, "officers-ferrin")
    by_size = sorted(rows, key=lambda row: int(row["clients"]))
    assert (by_size[0]["branch"], by_size[-1]["branch"]) == ("Juniper", "Old Harbour")
    assert min(rows, key=lambda row: row["opened"])["branch"] == "Old Harbour"


def test_the_boxes_are_counted_as_the_facts_say(sandrel):
    boxes = [row for row in _rows(sandrel, "branch-list") if row["box"] == "yes"]

    assert len(boxes) == _value(sandrel, "boxes")
    assert 18 - len(boxes) == _value(sandrel, "branches-without-box")
    assert sum(row["box-opened"] >= "2026" for row in boxes) == _value(sandrel, "boxes-opened")
    assert sum(not row["box-opened"] for row in boxes) == _value(sandrel, "boxes-unknown")
    slips = Counter(row["branch"] for row in _rows(sandrel, "voices") if row["source"] == "box")
    assert set(slips) <= {row["branch"] for row in boxes}
    assert (slips.total(), len(slips)) == (_value(sandrel, "slips"), _value(sandrel, "boxes-with-slips"))
    assert len(boxes) - len(slips) == _value(sandrel, "empty-boxes")


def test_the_register_is_counted_as_the_facts_say(sandrel):
    rows = _rows(sandrel, "register")
    listed = {row["branch"]: int(row["entries"]) for row in _rows(sandrel, "branch-list")}

    assert Counter(row["branch"] for row in rows) == {branch: count for branch, count in listed.items() if count}
    assert sum(not row["answered"] for row in rows) == _value(sandrel, "entries-unanswered")
    assert sum(row["staff-concerned"] == row["handled-by"] for row in rows) == _value(sandrel, "self-handled")
    assert Fraction(round(9 * 10_000 / 42_000), 10) == _value(sandrel, "entries-per-thousand")
    assert sum(not count for count in listed.values()) == _value(sandrel, "silent-branches")


@pytest.mark.parametrize(("case_id", "asked"), [("sandrel", 200), ("quellmar", 150)])
def test_an_exit_survey_adds_up_to_a_hundred_percent(case_id, asked):
    case = load_case(FOLDER / "cases" / case_id)
    rows = _rows(case, "exit-survey")

    assert _sum(case, "exit-survey", "all") == _value(case, "exit-asked") == asked
    assert _sum(case, "exit-survey", "percent") == 100
    assert all(_percent(int(row["all"]), asked) == int(row["percent"]) for row in rows)
    treatment = next(row for row in rows if row["reason"] == "Bad treatment by staff")
    assert int(treatment["percent"]) == _value(case, "bad-treatment")


def test_women_and_men_of_the_exit_survey_add_up(sandrel):
    rows = _rows(sandrel, "exit-survey")

    assert all(int(row["women"]) + int(row["men"]) == int(row["all"]) for row in rows)
    assert int(rows[0]["women"]) == _value(sandrel, "bad-treatment-women")


def test_the_budget_adds_up(sandrel):
    rows = _rows(sandrel, "budget")

    for column, subject in (("actual-2025", "costs"), ("plan-2026", "budget")):
        totals = Counter()
        for row in rows:
            totals[row["level"]] += int(row[column])
        service = next(int(row[column]) for row in rows if row["line"] == "Client service")
        assert totals["line"] == totals["total"] == _value(sandrel, subject)
        assert totals["detail"] == service
    assert service == _value(sandrel, "client-service-budget")


@pytest.mark.parametrize("case_id", ["sandrel", "quellmar"])
def test_an_organisation_chart_adds_up_and_every_post_reports_to_one_on_it(case_id):
    case = load_case(FOLDER / "cases" / case_id)
    rows = _rows(case, "org-chart")
    posts = {row["post"] for row in rows}

    assert {row["reports-to"] for row in rows} - posts == {""}
    working = [row for row in rows if row["post"] not in ("Board", "Assembly of members")]
    assert sum(int(row["staff"]) for row in working) == _value(case, "staff")
    officers = next(int(row["staff"]) for row in rows if row["post"] == "Loan officers")
    assert officers == _value(case, "loan-officers")


def test_the_assessments_add_up(sandrel, quellmar):
    seventh = sum(int(row["score"]) for row in _rows(sandrel, "assessment") if row["principle"] == "7")

    assert _sum(sandrel, "assessment", "score") == _value(sandrel, "assessment-points") == 14
    assert len(_rows(sandrel, "assessment")) * 2 == _value(sandrel, "assessment-most")
    assert seventh == _value(sandrel, "principle-seven-points") == 1
    other = sum(int(row["score"]) for row in _rows(quellmar, "assessment") if row["principle"] == "7")
    assert other == _value(quellmar, "principle-seven-points")


def test_shares_of_the_full_case_are_those_of_its_counts(sandrel):
    def share(part: str, whole: str) -> int:
        return _percent(_value(sandrel, part), _value(sandrel, whole))

    products = ("group", "individual", "season")
    assert sum(_value(sandrel, f"{one}-clients") for one in products) == _value(sandrel, "clients")
    for part, whole, percent in (
        *((f"{one}-clients", "clients", f"{one}-share") for one in products),
        ("leavers", "clients-before", "drop-out"),
        ("knows-a-way", "survey-asked", "knows-a-way-share"),
        ("afraid", "survey-asked", "afraid-share"),
        ("trained", "loan-officers", "trained-share"),
        ("women-officers", "loan-officers", "women-officers-share"),
    ):
        assert share(part, whole) == _value(sandrel, percent), percent
    assert _value(sandrel, "portfolio") / _value(sandrel, "clients") == _value(sandrel, "average-loan")
    moved = _value(sandrel, "clients-before") + _value(sandrel, "joiners") - _value(sandrel, "leavers")
    assert moved == _value(sandrel, "clients")


def test_the_voices_are_counted_as_the_facts_say(sandrel):
    rows = _rows(sandrel, "voices")
    branches = {row["branch"] for row in _rows(sandrel, "branch-list")}

    assert Counter(row["source"] for row in rows) == {
        "interview": _value(sandrel, "voices-interview"),
        "call": _value(sandrel, "voices-call"),
        "box": _value(sandrel, "voices-box"),
    }
    assert {row["branch"] for row in rows} == branches
    assert [bool(row["sort"]) for row in rows] == [True] * 30 + [False] * 30
    assert len({row["words"] for row in rows}) == 60


def test_five_of_the_sorted_voices_are_sorted_wrongly_and_the_answers_count_them_right(sandrel):
    key = load_case_key(FOLDER / "cases" / "sandrel", case=sandrel)
    answers = _answers("sandrel")
    given = {int(row["voice"]): row["sort"] for row in _rows(sandrel, "voices")}

    wrong = [voice.number for voice in key.voices if given[voice.number] not in ("", voice.sort)]
    sorts = Counter(voice.sort for voice in key.voices)

    assert wrong == [4, 7, 14, 15, 26]
    assert (sorts[Sort.COMPLAINT], sorts[Sort.SERIOUS], sorts[Sort.QUESTION]) == (33, 16, 11)
    assert "33 complaints, 16 serious, 11 questions" in answers
    counted = ", ".join(f"{matter} {count}" for matter, count in _by_count(voice.matter for voice in key.voices))
    assert sorted(counted.split(", ")) == sorted(re.search(r"By type: ([^.]+)\.", answers)[1].split(", "))


def _answers(case_id):
    key = load_workshop_key(FOLDER, workshop=load_workshop(FOLDER))
    return " ".join(texts_in(tuple(key.answers(one.exercise, case_id=case_id) for one in key.exercises)))


def _by_count(values):
    return Counter(value.value for value in values).most_common()


def test_the_second_case_adds_up(quellmar):
    assert _sum(quellmar, "branch-list", "members") == _value(quellmar, "members") == 16_500
    assert _sum(quellmar, "branch-list", "women") == _value(quellmar, "women-members")
    assert _sum(quellmar, "branch-list", "officers") == _value(quellmar, "loan-officers")
    assert _sum(quellmar, "branch-list", "entries") == _value(quellmar, "entries") == 95
    assert _percent(8_910, 16_500) == _value(quellmar, "women-share")
    assert Fraction(round(95 * 10_000 / 16_500), 10) == _value(quellmar, "entries-per-thousand")
    assert _value(quellmar, "letters-to-all") == _value(quellmar, "letter-cost") * _value(quellmar, "borrowers")


def test_the_hotline_log_says_what_the_facts_say(quellmar):
    rows = _rows(quellmar, "hotline-log")
    market = [row for row in rows if row["weekday"] == "Thursday"]
    calls, answered = _sum(quellmar, "hotline-log", "calls"), _sum(quellmar, "hotline-log", "answered")

    assert (calls, answered) == (_value(quellmar, "hotline-calls"), _value(quellmar, "hotline-answered"))
    assert _percent(answered, calls) == _value(quellmar, "hotline-answered-share")
    assert sum(int(row["calls"]) for row in market) == _value(quellmar, "thursday-calls")
    assert sum(int(row["answered"]) for row in market) == _value(quellmar, "thursday-answered")
    assert len(market) == _value(quellmar, "thursdays")


def test_a_sentence_that_repeats_a_wrong_number_holds_that_number(sandrel, quellmar):
    for case in (sandrel, quellmar):
        key = load_case_key(FOLDER / "cases" / case.id, case=case)
        for one in key.contradictions:
            if one.claimed is not None:
                assert str(one.claimed) in one.draft.replace(",", ""), one.id


def test_every_contradiction_has_a_place_that_holds_and_nearly_all_one_that_does_not(sandrel):
    key = load_case_key(FOLDER / "cases" / "sandrel", case=sandrel)

    assert all(any(claim.holds for claim in one.claims) for one in key.contradictions)
    assert [one.id for one in key.contradictions if all(claim.holds for claim in one.claims)] == [
        "caseload-three-hundred"
    ]


def test_the_plan_of_the_example_adds_up():
    example = load_workshop(FOLDER).example
    (plan,) = (
        block for one in example.sections if one.id == "plan" for block in one.blocks if isinstance(block, Table)
    )
    (summary,) = (one for one in example.sections if one.id == "summary")

    costs = sum(int(plain(row[4])) for row in plan.rows)

    assert costs == 850
    assert f"{costs} marks" in " ".join(texts_in(summary.blocks))


def test_the_days_and_the_webinars_fill_their_time():
    workshop = load_workshop(FOLDER)

    assert [sitting.minutes for sitting in workshop.sittings_of(Mode.IN_PERSON)] == [510, 510]
    assert [sitting.minutes for sitting in workshop.sittings_of(Mode.WEBINAR)] == [120] * 4
    assert [exercise.minutes(Mode.IN_PERSON) for exercise in workshop.exercises] == [30, 40, 30, 35, 45, 90]
    assert all(exercise.chat for one in workshop.written_for for exercise in one.exercises)
    assert workshop.rubric.most == 20


def test_a_case_and_the_workshop_load_where_there_is_no_key(tmp_path):
    copy = tmp_path / "workshop"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("key"))

    assert load_cases(copy) == load_cases(FOLDER)
    assert load_workshop(copy) == load_workshop(FOLDER)


def test_what_loads_for_trainees_has_not_loaded_the_key():
    script = (
        "import sys, courses.case_loader, courses.workshop_loader, courses.case_tables\n"
        "print([name for name in sys.modules if 'case_key' in name])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_every_case_has_a_key_and_every_note_is_read_as_words():
    for folder in case_folders(FOLDER):
        case = load_case(folder)
        assert load_case_key(folder, case=case).case_id == case.id
        assert all(one.blocks for one in case.exhibits if one.kind is ExhibitKind.NOTE)


def test_facts_and_exhibits_are_found_by_the_number_that_a_proposal_cites(sandrel):
    assert (sandrel.find_fact(7).label, sandrel.find_fact(7).id) == ("F7", "branches")
    assert (sandrel.find_exhibit(3).label, sandrel.find_exhibit(3).id) == ("E3", "exit-survey")
    assert sandrel.find_fact(999) is None
    assert sandrel.find_exhibit(99) is None
    assert "offices" in sandrel.find_subject("branches").aliases
    assert sandrel.find_subject("nothing") is None
