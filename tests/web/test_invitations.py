"""Inviting many at once: who is offered, who is invited, and who hinders nobody else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Account
from lms.db.engine import database, transaction
from lms.db.outbox import OutboxMessage
from lms.http import moment
from lms.institutions import service
from lms.workflows.add_member import NewMember, add_member

PAGE = "/institutions/valley/invitations"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def people(app, world, now):
    """Two with an address and no login, one without an address."""
    with app.app_context(), transaction() as write:
        made = {}
        for code, email, language in (
            ("N1", "nadia@valley.example", "fr"),
            ("N2", "omar@valley.example", ""),
            ("N3", "", ""),
        ):
            new = NewMember(
                staff_code=code,
                name=f"Person {code}",
                email=email,
                tier="field",
                branch_id=world.valley.branch_id,
                starts_on=now.date(),
                language=language,
            )
            made[code] = add_member(write, institution_id=world.valley.id, new=new, now=now).id
    return made


def offered(client):
    page = client.get(PAGE).get_data(as_text=True)
    return {int(number): "checked" in rest for number, rest in re.findall(r'name="member" value="(\d+)"([^>]*)>', page)}


def test_who_has_an_address_and_no_login_is_invited_at_once_and_offered_again_without_a_tick(
    app, world, people, sign_in
):
    coordinator = sign_in(world.valley.people["coordinator"])
    before = offered(coordinator)
    assert before[people["N1"]]
    assert before[people["N2"]]
    assert people["N3"] not in before

    answer = coordinator.send(PAGE, member=[str(people["N1"]), str(people["N2"])])

    assert answer.status_code == 303
    assert "2 invitations are on their way." in coordinator.get(PAGE).get_data(as_text=True)
    after = offered(coordinator)
    assert not after[people["N1"]]
    assert not after[people["N2"]]
    with app.app_context():
        query = select(Account.email, Account.language).where(
            Account.email.in_(("nadia@valley.example", "omar@valley.example"))
        )
        assert {row.email: row.language for row in database.session.execute(query)} == {
            "nadia@valley.example": "fr",
            "omar@valley.example": "en",
        }
        letters = database.session.execute(select(OutboxMessage.to_address, OutboxMessage.language))
        assert {row.to_address: row.language for row in letters}["nadia@valley.example"] == "fr"


def test_pressed_twice_on_one_day_one_letter_goes_and_the_page_says_so(app, world, people, sign_in, now, monkeypatch):
    coordinator = sign_in(world.valley.people["coordinator"])
    coordinator.send(PAGE, member=str(people["N1"]))
    coordinator.get(PAGE)
    coordinator.send(PAGE, member=str(people["N1"]))

    page = coordinator.get(PAGE).get_data(as_text=True)
    assert "Person N1: An invitation went to her today already." in page
    assert "invited today; another letter can go tomorrow" in page
    monkeypatch.setattr(moment, "read_clock", lambda: now + timedelta(days=1))
    assert "invited on 2 March 2026; a new letter ends that link" in coordinator.get(PAGE).get_data(as_text=True)
    monkeypatch.setattr(moment, "read_clock", lambda: now + timedelta(days=15))
    later = sign_in(world.valley.people["coordinator"])
    assert "invited on 2 March 2026; that link has run out" in later.get(PAGE).get_data(as_text=True)
    assert offered(later)[people["N1"]], "ticked anew"
    with app.app_context():
        query = select(func.count()).select_from(OutboxMessage)
        assert database.session.execute(query).scalar_one() == 1


def test_one_whose_account_is_closed_hinders_nobody_else(app, world, people, sign_in, now):
    coordinator = sign_in(world.valley.people["coordinator"])
    coordinator.send(PAGE, member=str(people["N1"]))
    with app.app_context(), transaction() as write:
        account = write.execute(select(Account).where(Account.email == "nadia@valley.example")).scalar_one()
        account.is_active = False
    coordinator.send(PAGE, member=[str(people["N1"]), str(people["N2"])])

    page = coordinator.get(PAGE).get_data(as_text=True)

    assert "The account of nadia@valley.example is closed." in page
    assert "1 invitation is on its way." in page
    with app.app_context():
        query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.to_address == "omar@valley.example")
        assert database.session.execute(query).scalar_one() == 1


def test_nobody_is_invited_from_another_institution(app, world, people, sign_in):
    stranger = sign_in(world.harbour.people["coordinator"])

    assert stranger.send("/institutions/harbour/invitations", member=str(people["N1"])).status_code == 404
    assert stranger.get(PAGE).status_code == 404
    with app.app_context():
        assert (
            service.get_member(database.session, institution_id=world.valley.id, member_id=people["N1"]).account_id
            is None
        )


def test_a_branch_where_nobody_waits_says_so_of_itself_and_one_that_is_not_there_hides_nobody(world, people, sign_in):
    coordinator, valley = sign_in(world.valley.people["coordinator"]), world.valley

    unknown, empty = (
        coordinator.get(f"{PAGE}?branch={branch}").get_data(as_text=True) for branch in (999999, valley.other_branch_id)
    )

    assert "nadia@valley.example" in unknown
    assert "Everybody of this branch who has an e-mail address can sign in." in empty
