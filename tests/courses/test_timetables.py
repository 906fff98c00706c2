"""Plan and money: the sums are equal, whatever is typed, and what cannot be reckoned is told and left out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from courses.case_loader import load_case
from courses.proposals import Proposal, Recommendation
from courses.resources import workshop_folder
from courses.timetables import make_budget, make_timetable, shown_money
from tests.courses.drafts import IDS, proposals, whole_proposal

SANDREL = load_case(workshop_folder() / "cases" / "sandrel")
QUELLMAR = load_case(workshop_folder() / "cases" / "quellmar")


def _work(place: int, starts: str, ends: str, owner: str = "Clerk") -> Recommendation:
    return Recommendation(
        IDS[place],
        title=f"Work {place}",
        owner=owner,
        starts_on=date.fromisoformat(starts),
        ends_on=date.fromisoformat(ends),
    )


def _costly(*costs: tuple[str, str]) -> Proposal:
    return Proposal(
        "sandrel",
        recommendations=tuple(
            Recommendation(IDS[place], title=f"Work {place}", cost=Decimal(cost), cost_text=cost, payer=payer)
            for place, (cost, payer) in enumerate(costs)
        ),
    )


def test_bars_stand_by_start_with_the_weeks_begun():
    plan = make_timetable(
        Proposal(
            "sandrel", recommendations=(_work(1, "2026-09-15", "2026-09-15"), _work(0, "2026-09-01", "2026-09-14"))
        )
    )

    assert [(row.recommendation.title, row.days, row.weeks, row.first_week) for row in plan.rows] == [
        ("Work 0", 14, 2, 1),
        ("Work 1", 1, 1, 3),
    ]
    assert (plan.starts_on, plan.ends_on, plan.weeks) == (date(2026, 9, 1), date(2026, 9, 15), 3)


def test_an_end_before_its_start_is_told_and_left_out():
    plan = make_timetable(Proposal("sandrel", recommendations=(_work(0, "2026-09-14", "2026-09-01"),)))

    assert (plan.rows, plan.starts_on, plan.weeks) == ((), None, 0)
    assert [(note.part, note.field) for note in plan.notes] == [(f"recommendation:{IDS[0]}", "ends_on")]
    assert plan.notes[0].text == (
        "“Work 0” ends on 1 September 2026, before its start on 14 September 2026, and is not in the plan. "
        "Change one of the days."
    )


def test_one_owner_twice_on_a_day_is_an_overlap():
    plan = make_timetable(
        Proposal(
            "sandrel",
            recommendations=(
                _work(0, "2026-09-01", "2026-09-30", "Head of  operations"),
                _work(1, "2026-09-30", "2026-10-15", "head of operations"),
                _work(2, "2026-10-16", "2026-10-20", "Head of operations"),
                _work(3, "2026-09-01", "2026-09-30", ""),
            ),
        )
    )

    assert [(one.first.title, one.second.title, one.starts_on, one.ends_on) for one in plan.overlaps] == [
        ("Work 0", "Work 1", date(2026, 9, 30), date(2026, 9, 30))
    ]


@given(proposals())
def test_each_recommendation_is_a_bar_or_a_note(proposal):
    plan = make_timetable(proposal)

    bars = [row.recommendation.id for row in plan.rows]
    noted = [note.part.partition(":")[2] for note in plan.notes]
    assert sorted(bars + noted) == sorted(one.id for one in proposal.recommendations)
    for row in plan.rows:
        assert row.starts_on <= row.ends_on
        assert row.weeks * 7 - 7 < row.days <= row.weeks * 7
        assert row.first_week + row.weeks - 1 <= plan.weeks + 1
        assert plan.starts_on <= row.starts_on
        assert row.ends_on <= plan.ends_on


@given(proposals())
def test_overlaps_equal_a_look_at_every_pair_and_day(proposal):
    plan = make_timetable(proposal)

    def days(row):
        return {row.starts_on + timedelta(days=day) for day in range(row.days)}

    def owner(row):
        return " ".join(row.recommendation.owner.lower().split())

    pairs = {
        frozenset({one.recommendation.id, other.recommendation.id}): days(one) & days(other)
        for place, one in enumerate(plan.rows)
        for other in plan.rows[place + 1 :]
        if owner(one) and owner(one) == owner(other) and days(one) & days(other)
    }
    told = {frozenset({one.first.id, one.second.id}): (one.starts_on, one.ends_on) for one in plan.overlaps}
    assert told == {pair: (min(shared), max(shared)) for pair, shared in pairs.items()}
    assert len(plan.overlaps) == len(told)


@given(proposals())
def test_the_sums_are_equal(proposal):
    budget = make_budget(proposal, SANDREL)

    assert budget.total == sum((line.cost for line in budget.lines), Decimal(0))
    assert budget.total == sum((payer.total for payer in budget.payers), Decimal(0))
    assert len({payer.payer.lower() for payer in budget.payers}) == len(budget.payers)
    left_out = [note for note in budget.notes if note.field == "cost"]
    assert len(budget.lines) + len(left_out) == len(proposal.recommendations)


def test_payers_are_one_however_they_are_typed():
    budget = make_budget(_costly(("100.10", "The  lender"), ("200.20", "the lender"), ("1", "")), SANDREL)

    assert [(one.payer, one.total) for one in budget.payers] == [
        ("The lender", Decimal("300.30")),
        ("nobody named", Decimal(1)),
    ]
    assert [note.field for note in budget.notes] == ["payer"]


def test_a_cost_in_words_is_told_and_not_summed():
    proposal = Proposal(
        "sandrel", recommendations=(Recommendation(IDS[0], title="A line", cost_text="about ten thousand"),)
    )

    budget = make_budget(proposal, SANDREL)

    assert (budget.total, budget.lines) == (Decimal(0), ())
    assert budget.notes[0].text == (
        "“A line” costs “about ten thousand”, which is no number and not in the sum. Write one, like 10000."
    )


@pytest.mark.parametrize(
    ("cost", "first", "second"),
    [
        (
            "40000",
            "Half of 40,000 CVM is 20,000 CVM; the lender pays up to 30,000 CVM (F79), "
            "so 20,000 CVM remain to be found.",
            "What remains, 20,000 CVM, is within the 24,000 CVM that the case has for it (F76).",
        ),
        (
            "80000",
            "Half of 80,000 CVM is 40,000 CVM; the lender pays up to 30,000 CVM (F79), "
            "so 50,000 CVM remain to be found.",
            "What remains, 50,000 CVM, is 26,000 CVM more than the 24,000 CVM that the case has for it (F76).",
        ),
    ],
)
def test_the_sum_is_held_against_the_lender_and_the_budget_line(cost, first, second):
    budget = make_budget(_costly((cost, "Sandrel")), SANDREL)

    assert [one.text for one in budget.comparisons] == [first, second]
    assert [one.facts for one in budget.comparisons] == [(79,), (76,)]


def test_a_lender_is_not_asked_for_more_than_half():
    budget = make_budget(_costly(("10000", "the lender"), ("2000", "Sandrel")), SANDREL)

    assert budget.comparisons[1].text == ("The plan asks the lender for 10,000 CVM; he pays 6,000 CVM at most (F79).")
    assert budget.comparisons[1].is_over


def test_a_case_without_a_lender_has_its_budget_line_only():
    budget = make_budget(_costly(("15000", "Quellmar")), QUELLMAR)

    assert [one.text for one in budget.comparisons] == [
        "The sum, 15,000 TLK, is 1,000 TLK more than the 14,000 TLK that the case has for it (F54)."
    ]


def test_money_shows_cents_only_where_there_are_any():
    assert shown_money(Decimal("1234567.00"), "CVM") == "1,234,567 CVM"
    assert shown_money(Decimal("0.5"), "CVM") == "0.50 CVM"


def test_a_whole_proposal_has_no_notes():
    whole = whole_proposal({})

    assert make_timetable(whole).notes == ()
    assert make_budget(whole, SANDREL).notes == ()
    assert make_budget(replace(whole, recommendations=()), SANDREL).total == 0
