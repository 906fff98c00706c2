"""Inviting people to a workshop by letter."""

from itertools import count

import pytest
from sqlalchemy import text

from lms.accounts import service as accounts
from lms.errors import Conflict, Invalid
from lms.workflows.invite_trainees import Invited, Sender, invite_trainees, read_invited
from lms.workshops import seats
from tests.workshops import open_hall
from tests.worlds import make_world


@pytest.fixture
def hall(session, now):
    return open_hall(session, make_world(session, now=now), now=now)


def sender(asked_by):
    numbers = count(1)
    return Sender(asked_by, "https://here.example", "en", "Africa/Nairobi", lambda: f"secret-{next(numbers)}")


def letters(session):
    return dict(session.execute(text("select to_address, body from outbox_message order by id")).all())


@pytest.mark.parametrize(
    "line",
    ["Amina Diallo, amina@new.example", "Amina Diallo <amina@new.example>", "Amina Diallo;amina@new.example",
     "Amina Diallo\tamina@new.example"],
)  # fmt: skip
def test_a_list_is_read_as_people_write_it(line):
    assert read_invited(f"\n{line}\n\n", field="people") == (Invited("Amina Diallo", "amina@new.example"),)


def test_a_line_that_is_nobody_is_named():
    with pytest.raises(Invalid) as refused:
        read_invited("Amina Diallo, amina@new.example\nBinta", field="people")

    assert "Line 2, “Binta”" in refused.value.fields["people"]


@pytest.mark.parametrize("many", ["", "\n \n", "Amina, amina@new.example\n" * 41])
def test_nobody_and_too_many_are_refused(many):
    with pytest.raises(Invalid, match="1 to 40 lines"):
        read_invited(many, field="people")


def test_who_has_no_login_gets_a_link_to_a_password_and_who_has_one_the_code_alone(session, hall, now):
    known = "board@valley.example"
    people = (Invited("New Person", "new@new.example"), Invited("Whoever", known))
    held = accounts.find_account(session, email=known)
    accounts.set_password(session, account_id=held.id, password="river stone paper lamp")

    invite_trainees(session, workshop_id=hall.id, people=people, sender=sender(hall.trainer.account_id), now=now)

    written = letters(session)
    assert f"https://here.example/workshops/join?code={hall.code}" in written["new@new.example"]
    assert "https://here.example/links/secret-1" in written["new@new.example"]
    assert f"join?code={hall.code}" in written[known]
    assert "/links/" not in written[known]
    made = accounts.find_account(session, email="new@new.example")
    assert made is not None
    assert made.name == "New Person"


def test_a_closed_workshop_invites_nobody(session, hall, now):
    seats.close(session, workshop_id=hall.id, now=now)

    with pytest.raises(Conflict, match="closed"):
        invite_trainees(
            session,
            workshop_id=hall.id,
            people=(Invited("A", "a@new.example"),),
            sender=sender(hall.trainer.account_id),
            now=now,
        )
    assert letters(session) == {}
