"""Several people at once, and people who stand in the roster twice: shown first, written in one go."""

import re
from datetime import date

import pytest
from sqlalchemy import text

from courses.model import Tier
from lms.db.engine import database, transaction
from lms.http import moment
from lms.institutions import service, tenures

HOME = "/institutions/valley/members"
TOGETHER = f"{HOME}/together"
DOUBLES = "/institutions/valley/duplicates"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def ticked(world):
    return [world.valley.people[tier].member_id for tier in ("field", "support")]


@pytest.fixture
def twin(app, world, now):
    """The loan officer of the valley once more, without an address."""
    with app.app_context(), transaction() as write:
        made = service.add_member(
            write, institution_id=world.valley.id, staff_code="OLD", name="Valley of Field", now=now
        )
        tenures.start_tenure(
            write, institution_id=world.valley.id, member_id=made.id, tier=Tier.FIELD,
            branch_id=world.valley.branch_id, starts_on=date(2024, 1, 1), now=now,
        )  # fmt: skip
    return made.id


def ask(app, question, **values):
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(question), values)]
        database.session.rollback()
    return found


def places(app, member_id):
    question = "select tier, branch_id, starts_on, ends_on from tenure where member_id = :id order by starts_on"
    return [(row[0], row[1], str(row[2]), str(row[3] or "")) for row in ask(app, question, id=member_id)]


def test_several_people_are_moved_after_a_look(app, world, coordinator, ticked):
    wish = {"member": ticked, "what": "move", "branch_id": str(world.valley.other_branch_id), "on": "2026-03-01"}
    asked = coordinator.get(TOGETHER, query_string={"member": ticked, "what": "move"}).get_data(as_text=True)
    shown = coordinator.get(TOGETHER, query_string=wish).get_data(as_text=True)
    before = places(app, ticked[0])
    response = coordinator.send(TOGETHER, **wish)

    assert "2 people are ticked." in asked
    assert "Record this for 2 people" in shown
    assert "Market Square" in shown
    assert len(before) == 1
    assert "Recorded for 2 people." in coordinator.get(response.headers["Location"]).get_data(as_text=True)
    for member_id in ticked:
        assert places(app, member_id)[1][1:] == (world.valley.other_branch_id, "2026-03-01", "")


def test_several_people_leave_on_a_day_and_the_ledger_is_told_once_for_each(app, coordinator, ticked):
    size = ask(app, "select count(*) from ledger_entry")[0][0]
    coordinator.get(TOGETHER)
    coordinator.send(TOGETHER, member=ticked, what="leave", on="2026-03-01")

    assert [places(app, member_id)[0][3] for member_id in ticked] == ["2026-03-01"] * 2
    assert ask(app, "select count(*) from ledger_entry")[0][0] == size + 2


def test_one_with_whom_it_cannot_be_done_holds_up_all(app, coordinator, ticked, world, now):
    with app.app_context(), transaction() as write:
        tenures.leave(write, institution_id=world.valley.id, member_id=ticked[1], on=date(2026, 1, 1), now=now)
    wish = {"member": ticked, "what": "leave", "on": "2026-03-01"}

    shown = coordinator.get(TOGETHER, query_string=wish).get_data(as_text=True)
    response = coordinator.send(TOGETHER, **wish)

    assert "With these it cannot be done" in shown
    assert "Record this" not in shown
    without = re.findall(r'name="member" value="(\d+)"', shown.partition("Go on without them")[0])
    going_on = coordinator.get(TOGETHER, query_string=wish | {"member": without}).get_data(as_text=True)
    assert "Record this for 1 person" in going_on
    assert response.status_code == 422
    assert places(app, ticked[0])[0][3] == ""


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"what": "move", "on": "2026-03-01"}, "Choose another tier, another branch, or both."),
        ({"what": "leave", "on": "soon"}, "Give a day as year-month-day"),
        ({"what": "move", "on": "2026-03-01", "branch_id": "9999"}, "There is no such branch"),
    ],
)
def test_a_wish_that_is_none_is_said_at_its_field(coordinator, ticked, wish, sentence):
    response = coordinator.get(TOGETHER, query_string={"member": ticked, **wish})

    assert response.status_code == 422
    assert sentence in response.get_data(as_text=True)


def test_people_of_another_institution_are_left_alone(app, world, coordinator):
    stranger = world.harbour.people["field"].member_id
    coordinator.get(TOGETHER)

    coordinator.send(TOGETHER, member=[stranger], what="leave", on="2026-03-01")

    assert places(app, stranger)[0][3] == ""
    assert "Nobody is ticked" in coordinator.get(TOGETHER).get_data(as_text=True)


def test_the_list_offers_to_tick_people(coordinator, ticked):
    page = coordinator.get(HOME).get_data(as_text=True)

    assert f'name="member" value="{ticked[0]}" form="together"' in page


def test_two_who_may_be_one_are_shown_side_by_side_and_merged(app, world, coordinator, twin):
    kept = world.valley.people["field"].member_id
    pairs = coordinator.get(DOUBLES).get_data(as_text=True)
    shown = coordinator.get(f"{DOUBLES}/{kept}/{twin}").get_data(as_text=True)
    response = coordinator.send(f"{DOUBLES}/{kept}/{twin}")
    page = coordinator.get(response.headers["Location"]).get_data(as_text=True)
    old = coordinator.get(f"{HOME}/{twin}")

    assert "the same names in another order" in pairs
    assert "Same person: keep Field of Valley" in shown
    assert "The two are one now." in page
    assert old.headers["Location"].endswith(f"/members/{kept}")
    assert [place[2:] for place in places(app, kept)] == [("2024-01-01", "2025-01-01"), ("2025-01-01", "")]
    assert "Valley of Field" not in coordinator.get(HOME).get_data(as_text=True)


def test_two_people_are_noted_and_not_shown_again(world, coordinator, twin):
    kept = world.valley.people["field"].member_id
    coordinator.get(DOUBLES)
    response = coordinator.send(f"{DOUBLES}/{kept}/{twin}/apart")

    page = coordinator.get(response.headers["Location"]).get_data(as_text=True)
    assert "Noted: these are two people." in page
    assert "Valley of Field" not in page


def test_a_merged_pair_is_not_merged_again(world, coordinator, twin):
    kept = world.valley.people["field"].member_id
    coordinator.get(DOUBLES)
    coordinator.send(f"{DOUBLES}/{kept}/{twin}")

    assert coordinator.send(f"{DOUBLES}/{kept}/{twin}").status_code == 409
    assert coordinator.get(f"{DOUBLES}/{kept}/{twin}").status_code == 404
