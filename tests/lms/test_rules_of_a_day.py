"""Requirements have a history and branches: every reader finds the rule of the day; the ledger says the same."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.errors import Invalid
from lms.evidence.requirements import Rule, drop_requirement, find_requirement, set_requirement
from lms.institutions import service as institutions
from lms.institutions.service import Profile
from lms.ledger import service as ledger
from lms.reports.cells import Rule as Terms
from lms.reports.cells import Status, list_rules, rule_for
from lms.reports.learner import find_track, list_standings
from lms.reports.requirements import Proposal, foresee, list_requirements, list_rule_history

DAY = date(2026, 3, 2)
FIRST = date(2025, 1, 1)


@pytest.fixture
def house(small_world):
    return small_world.valley


def rule(**changed):
    usual = {"tier": "support", "module_id": "pricing", "pass_percent": 80, "valid_months": 12}
    return Rule(**(usual | {"due_on": None, "due_days": 60} | changed))


def put(session, house, now, *, from_on=DAY, **changed):
    return set_requirement(session, institution_id=house.id, rule=rule(**changed), from_on=from_on, now=now)


def asked(session, house, on, *, branch_id=None):
    found = find_requirement(
        session, institution_id=house.id, tier="support", module_id="pricing", on=on, branch_id=branch_id
    )
    return found and found.pass_percent


def told(session, house):
    entries = [one.read() for one in ledger.list_entries(session, institution_id=house.id)]
    return [(one.kind.value, dict(one.body)) for one in entries if one.kind.value.startswith("requirement")]


def test_a_rule_holds_from_its_day_and_the_one_before_until_then(session, house, now):
    put(session, house, now, from_on=FIRST, pass_percent=70)
    put(session, house, now, from_on=DAY, pass_percent=90)

    days = (FIRST - timedelta(days=1), FIRST, DAY - timedelta(days=1), DAY, date(2099, 1, 1))
    assert [asked(session, house, day) for day in days] == [None, 70, 70, 90, 90]
    history = list_rule_history(session, institution_id=house.id, curriculum=(), tier="support", module_id="pricing")
    assert [(row.pass_percent, row.starts_on, row.ends_on) for row in history] == [(90, DAY, None), (70, FIRST, DAY)]


def test_rules_are_listed_from_board_to_field_then_by_the_curriculum_then_all_branches_first(session, house, now):
    curriculum = ("pricing", "complaints")
    for tier in ("field", "board", "middle_management"):
        for module_id in ("gone-since", "complaints", "pricing"):
            put(session, house, now, tier=tier, module_id=module_id)
            put(session, house, now, tier=tier, module_id=module_id, branch_id=house.other_branch_id)

    rows = list_requirements(session, institution_id=house.id, on=DAY, curriculum=curriculum)
    history = list_rule_history(session, institution_id=house.id, curriculum=curriculum)

    wanted = [
        (tier, module_id, branch_id)
        for tier in ("board", "middle_management", "field")
        for module_id in ("pricing", "complaints", "gone-since")
        for branch_id in (None, house.other_branch_id)
    ]
    assert [(row.tier, row.module_id, row.branch_id) for row in rows] == wanted
    of_the_day = [row for row in history if row.starts_on == DAY]
    assert [(row.tier, row.module_id, row.branch_id) for row in of_the_day] == wanted


def test_what_is_said_of_the_same_day_again_is_replaced_in_place(session, house, now):
    put(session, house, now, pass_percent=70)
    put(session, house, now, pass_percent=90)

    rows = list_rule_history(session, institution_id=house.id, curriculum=(), tier="support", module_id="pricing")
    assert [(row.pass_percent, row.starts_on) for row in rows] == [(90, DAY)]


def test_a_rule_from_an_earlier_day_replaces_what_was_set_for_later(session, house, now):
    put(session, house, now, from_on=DAY, pass_percent=90)
    put(session, house, now, from_on=FIRST, pass_percent=70)

    assert asked(session, house, DAY) == 70


def test_the_same_said_twice_changes_nothing_and_is_one_entry(session, house, now):
    assert put(session, house, now)
    size = len(told(session, house))

    assert not put(session, house, now, from_on=DAY + timedelta(days=30))

    assert len(told(session, house)) == size


def test_dropped_from_a_day_it_held_until_then_and_the_ledger_has_both(session, house, now):
    put(session, house, now, from_on=FIRST, renewal_days=30)
    here = {"institution_id": house.id, "tier": "support", "module_id": "pricing", "now": now}
    assert drop_requirement(session, **here, from_on=DAY)
    assert not drop_requirement(session, **here, from_on=DAY)

    assert asked(session, house, DAY - timedelta(days=1)) == 80
    assert asked(session, house, DAY) is None
    first, second = told(session, house)[-2:]
    assert first == (
        "requirement",
        {
            "tier": "support",
            "branch": None,
            "module": "pricing",
            "track": "",
            "pass_percent": 80,
            "valid_months": 12,
            "renewal_days": 30,
            "due_on": None,
            "due_days": 60,
            "from_on": "2025-01-01",
        },
    )
    assert second == (
        "requirement_dropped",
        {"tier": "support", "branch": None, "module": "pricing", "from_on": "2026-03-02"},
    )


def test_the_rule_of_a_branch_goes_before_that_of_the_tier_until_it_is_dropped(session, house, now):
    put(session, house, now, from_on=FIRST, pass_percent=70)
    put(session, house, now, from_on=FIRST, pass_percent=95, branch_id=house.branch_id)

    assert asked(session, house, DAY, branch_id=house.branch_id) == 95
    assert asked(session, house, DAY, branch_id=house.other_branch_id) == 70
    rules = list_rules(session, institution_id=house.id, on=DAY)
    here = rule_for(rules, "support", house.branch_id, "pricing")
    there = rule_for(rules, "support", house.other_branch_id, "pricing")
    assert here is not None
    assert there is not None
    assert (here.pass_percent, there.pass_percent) == (95, 70)
    assert rule_for(rules, "support", None, "astrology") is None

    drop_requirement(
        session,
        institution_id=house.id,
        tier="support",
        module_id="pricing",
        branch_id=house.branch_id,
        from_on=DAY,
        now=now,
    )
    assert asked(session, house, DAY, branch_id=house.branch_id) == 70


def test_a_branch_of_another_institution_is_refused(session, small_world, now):
    world = small_world

    with pytest.raises(Invalid) as caught:
        put(session, world.valley, now, branch_id=world.harbour.branch_id)

    assert "branch" in caught.value.fields


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"renewal_days": -1}, "renewal_days"),
        ({"renewal_days": 4000}, "renewal_days"),
        ({"from_on": date(1999, 1, 1)}, "from_on"),
    ],
)
def test_terms_that_cannot_be_are_named(session, house, now, changed, field):
    with pytest.raises(Invalid) as caught:
        put(session, house, now, **changed)

    assert list(caught.value.fields) == [field]


def test_the_learner_sees_the_rule_of_her_branch_and_of_the_day(session, house, now):
    member = house.people["support"].member_id
    put(session, house, now, from_on=FIRST, track="full")
    put(
        session,
        house,
        now,
        from_on=DAY,
        due_days=None,
        due_on=date(2026, 12, 31),
        branch_id=house.branch_id,
        track="field",
    )

    def seen(day):
        found = list_standings(session, member_id=member, institution_id=house.id, tier="support", today=day)
        return found["pricing"].due, found["pricing"].track

    assert seen(DAY - timedelta(days=1)) == (FIRST + timedelta(days=60), "full")
    assert seen(DAY) == (date(2026, 12, 31), "field")
    here = {"institution_id": house.id, "tier": "support", "module_id": "pricing", "on": DAY}
    assert find_track(session, **here, branch_id=house.branch_id) == "field"
    assert find_track(session, **here, branch_id=house.other_branch_id) == "full"


def test_what_a_proposal_would_mean_is_counted_and_those_it_makes_late_are_named(session, house, now):
    wanted = Proposal(("support", "field"), ("pricing",), None, Terms(80, None, 30, 60), DAY)

    effect = foresee(session, institution_id=house.id, proposal=wanted, today=DAY)

    assert (effect.members, effect.late_at_once) == (2, 2)
    assert effect.states[Status.LATE] == 2
    assert effect.late_names == ("Field of Valley", "Support of Valley")
    assert "pricing" not in {
        row.module_id for row in list_requirements(session, institution_id=house.id, on=DAY, curriculum=())
    }


def test_who_was_late_already_is_not_late_by_the_proposal(session, house, now):
    put(session, house, now, from_on=FIRST, due_days=30)
    wanted = Proposal(("support",), ("pricing",), None, Terms(80, None, 10, 60), DAY)

    effect = foresee(session, institution_id=house.id, proposal=wanted, today=DAY)

    assert effect.states[Status.LATE] == 1
    assert effect.late_at_once == 0


def test_a_branch_with_its_own_rule_is_not_touched_by_one_for_all(session, house, now):
    put(session, house, now, from_on=FIRST, branch_id=house.branch_id)
    wanted = Proposal(("support",), ("pricing",), None, Terms(80, None, 0, 60), DAY)

    effect = foresee(session, institution_id=house.id, proposal=wanted, today=DAY)

    assert (effect.members, effect.keeps_own) == (0, 1)


offsets = st.integers(0, 40)
changes = st.lists(
    st.tuples(st.booleans(), offsets, st.integers(1, 100), st.sampled_from((False, False, True))), max_size=8
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=changes)
def test_on_every_day_holds_what_was_last_said_of_it(session, now, said):
    with session.begin_nested() as saved:
        house = institutions.create_institution(session, slug="one", profile=Profile(name="One"), now=now)
        branch = institutions.add_branch(session, institution_id=house.id, name="A", now=now).id
        expected = {(day, own): None for day in range(42) for own in (None, branch)}
        for is_drop, offset, percent, is_branch in said:
            own, from_on = branch if is_branch else None, FIRST + timedelta(days=offset)
            here = {"institution_id": house.id, "from_on": from_on, "now": now}
            if is_drop:
                drop_requirement(session, **here, tier="support", module_id="pricing", branch_id=own)
            else:
                set_requirement(session, **here, rule=rule(pass_percent=percent, branch_id=own))
            expected |= {(day, own): None if is_drop else percent for day in range(offset, 42)}
        for (day, own), percent in expected.items():
            want = percent if percent is not None or own is None else expected[day, None]
            assert asked(session, house, FIRST + timedelta(days=day), branch_id=own) == want
        saved.rollback()
