"""Who is written to: never twice a day, always within the plan, never who stopped."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.model import Tier
from lms.reminders.facts import (
    BranchFigures,
    Day,
    Earlier,
    Item,
    NoticeKind,
    Person,
    Plan,
    Reader,
)
from lms.reminders.rules import decide, step, unreached

MONDAY = date(2026, 3, 2)
PLAN = Plan(is_on=True, days_before=7, every_days=7, escalate_days=14, digest_weekday=0, hour=8)
FIGURES = (BranchFigures(1, "Main Street", 3, 1, 1), BranchFigures(2, "Market Square", 2, 2, 0))


def person(member_id=1, *items, address="amina@x.example", branch_id=1):
    return Person(member_id, f"Member {member_id}", f"S{member_id}", "en", address, "field", branch_id, tuple(items))


def manager(branch_id=1, member_id=90):
    return Reader(f"manager{branch_id}@x.example", "Manager", "en", branch_id, member_id)


def day(today, *people, plan=PLAN, readers=(), earlier=(), stopped=()):
    return Day(today, plan, people, tuple(readers), FIGURES, tuple(earlier), frozenset(stopped))


def noted(letters, today):
    return tuple(Earlier(one.kind, one.address, today, frozenset(one.subjects), one.member_id) for one in letters)


def live(people, *, days, plan=PLAN, readers=(), start=MONDAY, missed=frozenset()):
    """Go through days, keeping what was sent; on missed ones the server stood still."""
    earlier, sent = (), []
    for number in range(days):
        today = start + timedelta(days=number)
        if number not in missed:
            letters = decide(day(today, *people, plan=plan, readers=readers, earlier=earlier))
            sent += [(today, letter) for letter in letters]
            earlier += noted(letters, today)
    return sent


def test_one_letter_comes_before_the_due_day_one_when_it_is_late_and_then_every_so_many_days():
    due = MONDAY + timedelta(days=10)

    sent = live([person(1, Item("complaints", due))], days=40)

    assert [(today - due).days for today, _ in sent] == [-7, 1, 8, 15, 22, 29]


def test_after_standing_still_one_letter_catches_up():
    due = MONDAY + timedelta(days=10)

    sent = live([person(1, Item("complaints", due))], days=40, missed=frozenset(range(2, 27)))

    assert [(today - due).days for today, _ in sent] == [17, 22, 29]


def test_what_falls_together_is_one_letter_with_all_that_is_open():
    items = (Item("complaints", MONDAY + timedelta(days=7)), Item("pricing", MONDAY + timedelta(days=3)))

    (letter,) = decide(day(MONDAY, person(1, *items)))

    assert [item.module_id for item in letter.items] == ["pricing", "complaints"]


def test_what_is_far_off_is_not_told_of():
    assert decide(day(MONDAY, person(1, Item("complaints", MONDAY + timedelta(days=8))))) == ()


def test_nobody_is_written_to_while_the_plan_is_off():
    assert decide(day(MONDAY, person(1, Item("complaints", MONDAY)), plan=replace(PLAN, is_on=False))) == ()


def test_who_stopped_gets_nothing_and_is_on_the_list_of_the_short_texts():
    found = day(MONDAY, person(1, Item("complaints", MONDAY)), stopped=["amina@x.example"])

    assert decide(found) == ()
    assert [one.member_id for one in unreached(found)] == [1]


def test_the_manager_hears_once_of_who_is_late_for_long_and_not_of_herself():
    tuesday = MONDAY + timedelta(days=1)
    late = person(1, Item("complaints", tuesday - timedelta(days=14)))
    other = person(2, Item("complaints", tuesday - timedelta(days=13)), address="")
    own = replace(person(90, Item("pricing", tuesday - timedelta(days=20))), address="")
    elsewhere = person(4, Item("complaints", tuesday - timedelta(days=30)), address="", branch_id=2)

    first = decide(day(tuesday, late, other, own, elsewhere, readers=[manager()]))
    letter = next(one for one in first if one.kind is NoticeKind.ESCALATION)
    again = decide(day(tuesday + timedelta(days=1), late, own, readers=[manager()], earlier=noted(first, tuesday)))

    assert [one.name for one in letter.late] == ["Member 1"]
    assert not [one for one in again if one.kind is NoticeKind.ESCALATION]


def test_managers_hear_nothing_of_the_board_and_of_those_they_work_for():
    item = Item("complaints", MONDAY - timedelta(days=30))
    people = [replace(person(number, item, address=""), tier=tier) for number, tier in enumerate(Tier, start=1)]
    readers = (manager(), Reader("coordinator@x.example", "Coordinator", "en"))

    letters = {letter.address: letter for letter in decide(day(MONDAY, *people, readers=readers))}

    assert [one.name for one in letters["manager1@x.example"].late] == ["Member 3", "Member 4", "Member 5"]
    assert len(letters["coordinator@x.example"].late) == 5


def test_the_week_goes_to_managers_of_their_branch_and_to_coordinators_of_all():
    late = person(1, Item("complaints", MONDAY - timedelta(days=3)))

    letters = decide(day(MONDAY, late, readers=[manager(), Reader("coordinator@x.example", "Coordinator", "en")]))

    by_kind = {letter.kind: letter for letter in letters}
    assert [one.branch for one in by_kind[NoticeKind.DIGEST].branches] == ["Main Street"]
    assert len(by_kind[NoticeKind.OVERVIEW].branches) == 2
    assert [one.name for one in by_kind[NoticeKind.DIGEST].late] == ["Member 1"]


def test_the_week_comes_a_day_later_when_its_day_was_missed():
    sent = live([], days=20, readers=[manager()], missed=frozenset({7}))

    assert [(today - MONDAY).days for today, _ in sent] == [0, 8, 14]


def test_a_managers_own_items_stand_in_the_letter_about_her_branch():
    boss = replace(person(90, Item("pricing", MONDAY)), address="manager1@x.example")

    (letter,) = decide(day(MONDAY, boss, readers=[manager()]))

    assert letter.kind is NoticeKind.DIGEST
    assert [item.module_id for item in letter.items] == ["pricing"]
    assert "pricing@2026-03-02" in letter.subjects


def test_two_people_of_one_mailbox_get_their_letters_on_different_days():
    two = (person(1, Item("complaints", MONDAY)), person(2, Item("complaints", MONDAY)))

    sent = live(two, days=2)

    assert [(letter.member_id, today - MONDAY) for today, letter in sent] == [
        (1, timedelta(0)),
        (2, timedelta(days=1)),
    ]


plans = st.builds(
    Plan,
    is_on=st.just(True),
    days_before=st.integers(0, 20),
    every_days=st.integers(0, 10),
    escalate_days=st.integers(0, 20),
    digest_weekday=st.integers(0, 6),
    hour=st.just(8),
)
items = st.builds(
    Item,
    module_id=st.sampled_from(("complaints", "pricing", "privacy")),
    deadline=st.integers(-40, 60).map(lambda days: MONDAY + timedelta(days=days)),
    is_again=st.booleans(),
)


@st.composite
def crowds(draw):
    addresses = ("", "one@x.example", "two@x.example", "three@x.example", "manager1@x.example", "stopped@x.example")
    return tuple(
        person(
            number,
            *draw(st.lists(items, max_size=3, unique_by=lambda item: item.module_id)),
            address=draw(st.sampled_from(addresses)),
            branch_id=draw(st.sampled_from((1, 2))),
        )
        for number in range(1, draw(st.integers(1, 5)) + 1)
    )


@settings(max_examples=150)
@given(plan=plans, people=crowds(), awake=st.lists(st.booleans(), min_size=30, max_size=30))
def test_over_any_days_the_plan_is_kept(plan, people, awake):
    readers = (manager(1, 91), manager(2, 92), Reader("coordinator@x.example", "Coordinator", "en"))
    earlier, told, escalated = (), {}, set()
    for number, is_awake in enumerate(awake):
        today = MONDAY + timedelta(days=number)
        if not is_awake:
            continue
        found = day(today, *people, plan=plan, readers=readers, earlier=earlier, stopped=["stopped@x.example"])
        letters = decide(found)

        addresses = [letter.address for letter in letters]
        assert len(addresses) == len(set(addresses))
        assert not {"", "stopped@x.example"} & set(addresses)
        for letter in letters:
            steps = [step(plan, item.deadline, today) for item in letter.items]
            assert all(reached >= 0 for reached in steps)
            if letter.items:
                before = [told.get((letter.member_id, item.key), -1) for item in letter.items]
                assert any(now > then for now, then in zip(steps, before, strict=True))
                told |= {(letter.member_id, item.key): at for item, at in zip(letter.items, steps, strict=True)}
            if letter.kind is NoticeKind.ESCALATION:
                assert plan.escalate_days > 0
                for one in letter.late:
                    key = (letter.address, one.name, one.item.key)
                    assert today >= one.item.deadline + timedelta(days=plan.escalate_days)
                    assert key not in escalated
                    escalated.add(key)
        assert decide(replace(found, earlier=(*earlier, *noted(letters, today)))) == ()
        earlier += noted(letters, today)


def test_what_is_due_on_one_day_stands_in_the_order_of_the_curriculum():
    due = MONDAY + timedelta(days=3)
    items = [Item(module_id, due) for module_id in ("introduction", "transparency", "complaints")]

    (letter,) = decide(day(MONDAY, person(1, *items)))

    assert letter.items == tuple(items)
