"""Who was invited to a workshop and is not here yet; taking somebody out and back."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.db.engine import WRITES
from lms.errors import Conflict, NotFound
from lms.reports.own_record import Part, read_own_record
from lms.reports.workshop_people import list_not_here_yet, list_people, list_taken_out
from lms.workflows.erase_person import Whom, erase_person
from lms.workflows.invite_trainees import Invited, Sender, invite_again, invite_trainees
from lms.workshops import invitations, seats, teams
from tests.workshops import open_hall
from tests.worlds import make_world

TOKENS = count(1)
NADIA = Invited("Nadia Noor", "nadia@new.example")


@pytest.fixture
def world(session, now):
    return make_world(session, now=now)


@pytest.fixture
def hall(session, world, now):
    return open_hall(session, world, now=now)


def sender_of(hall):
    return Sender(hall.trainer.account_id, "https://here.example", "en", "Africa/Nairobi", lambda: f"s-{next(TOKENS)}")


def invite(session, hall, *people, now):
    return invite_trainees(session, workshop_id=hall.id, people=people, sender=sender_of(hall), now=now)


def waiting(session, hall):
    return [one.email for one in list_not_here_yet(session, workshop_id=hall.id)]


def letters_to(session, address):
    query = text("select count(*) from outbox_message where to_address = :address")
    return session.execute(query, {"address": address}).scalar_one()


def test_who_was_invited_stands_on_the_list_until_she_sits_there(session, hall, world, now):
    person = world.harbour.people["board"]
    invite(session, hall, NADIA, Invited("Somebody", person.email), now=now)
    assert waiting(session, hall) == [NADIA.email, person.email]

    seats.join(session, code=hall.code, account_id=person.account_id, now=now + timedelta(hours=1))

    assert waiting(session, hall) == [NADIA.email]
    [nadia] = list_not_here_yet(session, workshop_id=hall.id)
    assert (nadia.name, nadia.language, nadia.letters, nadia.asked_by) == ("Nadia Noor", "en", 1, "Oluchi Officer")


def test_who_came_and_left_is_not_waited_for_until_she_is_invited_anew(session, hall, world, now):
    person = world.harbour.people["board"]
    invite(session, hall, Invited("Somebody", person.email), now=now)
    seats.join(session, code=hall.code, account_id=person.account_id, now=now)
    seat_id = seats.get_seat_id(session, workshop_id=hall.id, account_id=person.account_id)
    seats.leave(session, workshop_id=hall.id, seat_id=seat_id, now=now + timedelta(hours=1))
    assert waiting(session, hall) == []

    invite(session, hall, Invited("Somebody", person.email), now=now + timedelta(days=1))
    assert waiting(session, hall) == [person.email]


def test_nobody_is_written_to_twice_on_one_day_of_the_workshops_zone(session, hall, now):
    evening = now.replace(hour=20, minute=30)
    assert invite(session, hall, NADIA, now=evening).sent == (NADIA.email,)
    again = {"workshop_id": hall.id, "sender": sender_of(hall)}
    [one] = list_not_here_yet(session, workshop_id=hall.id)

    assert invite(session, hall, NADIA, now=evening + timedelta(minutes=20)).sent_before == (NADIA.email,)
    with pytest.raises(Conflict, match="written to today already"):
        invite_again(session, **again, invitation_id=one.id, now=evening + timedelta(minutes=25))
    assert letters_to(session, NADIA.email) == 1
    # Half past nine in the evening here is past midnight in Nairobi.
    assert invite_again(session, **again, invitation_id=one.id, now=evening + timedelta(hours=1)) == NADIA.email

    [one] = list_not_here_yet(session, workshop_id=hall.id)
    assert (one.letters, one.first_sent_at, one.sent_at) == (2, evening, evening + timedelta(hours=1))
    assert letters_to(session, NADIA.email) == 2


def test_who_is_here_gets_no_letter_and_stands_on_no_list(session, hall, now):
    address = hall.trainees["amina"].email

    assert invite(session, hall, Invited("Amina", address), now=now).here == (address,)
    assert (waiting(session, hall), letters_to(session, address)) == ([], 0)


def test_who_came_meanwhile_is_not_written_to_again(session, hall, world, now):
    person = world.harbour.people["board"]
    invite(session, hall, Invited("Somebody", person.email), now=now)
    [one] = list_not_here_yet(session, workshop_id=hall.id)
    seats.join(session, code=hall.code, account_id=person.account_id, now=now)

    with pytest.raises(Conflict, match="sits in the workshop by now"):
        invite_again(
            session,
            workshop_id=hall.id,
            invitation_id=one.id,
            sender=sender_of(hall),
            now=now + timedelta(days=1),
        )


def test_the_list_tells_nothing_of_accounts(session, hall, world, now):
    """A closed account, one with another name and none at all look the same."""
    closed = world.harbour.people["support"]
    accounts.close_account(session, account_id=closed.account_id, now=now)
    open_one = world.harbour.people["board"]
    outcome = invite(session, hall, NADIA, Invited("A", closed.email), Invited("B", open_one.email), now=now)

    assert outcome.sent == (NADIA.email, closed.email, open_one.email)
    found = list_not_here_yet(session, workshop_id=hall.id)
    assert [(one.name, one.letters) for one in found] == [("Nadia Noor", 1), ("A", 1), ("B", 1)]
    assert letters_to(session, closed.email) == 0


def test_no_other_workshop_reaches_the_list(session, hall, world, now):
    other = open_hall(session, world, now=now, trainer=world.harbour.people["coordinator"], trainees={})
    invite(session, hall, NADIA, now=now)
    [one] = list_not_here_yet(session, workshop_id=hall.id)
    there = {"workshop_id": other.id, "invitation_id": one.id}

    assert waiting(session, other) == []
    with pytest.raises(NotFound):
        invitations.take_off(session, **there)
    with pytest.raises(NotFound):
        invite_again(session, **there, sender=sender_of(other), now=now + timedelta(days=1))
    assert waiting(session, hall) == [NADIA.email]


def test_a_closed_workshop_writes_to_nobody_again(session, hall, now):
    invite(session, hall, NADIA, now=now)
    [one] = list_not_here_yet(session, workshop_id=hall.id)
    seats.close(session, workshop_id=hall.id, now=now)

    with pytest.raises(Conflict, match="closed"):
        invite_again(
            session, workshop_id=hall.id, invitation_id=one.id, sender=sender_of(hall), now=now + timedelta(days=1)
        )
    assert invitations.take_off(session, workshop_id=hall.id, invitation_id=one.id).email == NADIA.email


def test_the_list_goes_with_the_workshop(session, hall, now):
    invite(session, hall, NADIA, now=now)
    for table in ("proposal", "workshop_seat", "workshop"):
        column = "id" if table == "workshop" else "workshop_id"
        session.execute(text(f"delete from {table} where {column} = :id"), {"id": hall.id})

    assert session.execute(text("select count(*) from workshop_invitation")).scalar_one() == 0


def test_who_is_erased_is_on_no_list_under_any_of_her_addresses(session, hall, world, now):
    person = world.harbour.people["board"]
    session.execute(text("update member set email = 'branch@harbour.example' where id = :id"), {"id": person.member_id})
    people = (NADIA, Invited("Her Name", person.email), Invited("Her Name", "branch@harbour.example"))
    invite(session, hall, *people, now=now)

    erase_person(session, Whom(world.harbour.id, person.member_id, now.date()), now=now)

    assert waiting(session, hall) == [NADIA.email]
    assert "Her Name" not in str(session.execute(text("select * from workshop_invitation")).all())


def test_her_own_record_says_which_letters_invited_her_and_nobody_elses(session, hall, world, now):
    person = world.harbour.people["board"]
    invite(session, hall, NADIA, Invited("Her Name", person.email), now=now)

    def held(account_id):
        tables = read_own_record(session, account_id=account_id)
        return next(table.rows for table in tables if table.part is Part.INVITATIONS)

    assert [row[:3] for row in held(person.account_id)] == [("Upgrade workshop", person.email, "Her Name")]
    assert held(hall.trainer.account_id) == ()
    assert held(hall.trainees["amina"].account_id) == ()


def test_two_trainers_at_once_write_one_letter(engine, session, hall, now):
    session.commit()
    options = engine.execution_options(**{WRITES: True})
    told = []

    def write_too():
        with Session(options, autoflush=False) as own, own.begin():
            told.append(invite(own, hall, NADIA, now=now))

    second = threading.Thread(target=write_too)
    with Session(options, autoflush=False) as own, own.begin():
        told.append(invite(own, hall, NADIA, now=now))
        second.start()
        second.join(timeout=0.3)
    second.join()

    assert [(one.sent, one.sent_before) for one in told] == [((NADIA.email,), ()), ((), (NADIA.email,))]
    assert letters_to(session, NADIA.email) == 1


def test_who_is_taken_out_is_back_where_she_was_in_one_step(session, hall, now):
    team = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    amina = hall.seat_ids["amina"]
    teams.move(session, workshop_id=hall.id, seat_id=amina, team_id=team, now=now)
    before = list_people(session, workshop_id=hall.id)

    seats.take_out(session, workshop_id=hall.id, seat_id=amina, now=now)
    seats.take_out(session, workshop_id=hall.id, seat_id=amina, now=now + timedelta(minutes=1))
    out = list_taken_out(session, workshop_id=hall.id)
    assert [(one.seat_id, one.team_name, one.out_at) for one in out] == [(amina, "River", now)]
    assert amina not in [one.seat_id for one in list_people(session, workshop_id=hall.id)]

    seats.take_back(session, workshop_id=hall.id, seat_id=amina)
    seats.take_back(session, workshop_id=hall.id, seat_id=amina)
    assert list_people(session, workshop_id=hall.id) == before
    assert list_taken_out(session, workshop_id=hall.id) == ()


def test_who_left_by_herself_is_not_taken_back(session, hall, now):
    amina = hall.seat_ids["amina"]
    seats.leave(session, workshop_id=hall.id, seat_id=amina, now=now)
    seats.take_out(session, workshop_id=hall.id, seat_id=amina, now=now)

    assert list_taken_out(session, workshop_id=hall.id) == ()
    with pytest.raises(Conflict, match="by herself"):
        seats.take_back(session, workshop_id=hall.id, seat_id=amina)


def test_who_came_back_by_the_code_and_leaves_is_not_taken_back(session, hall, now):
    amina = hall.seat_ids["amina"]
    seats.take_out(session, workshop_id=hall.id, seat_id=amina, now=now)
    seats.join(session, code=hall.code, account_id=hall.trainees["amina"].account_id, now=now)
    seats.leave(session, workshop_id=hall.id, seat_id=amina, now=now)

    with pytest.raises(Conflict, match="by herself"):
        seats.take_back(session, workshop_id=hall.id, seat_id=amina)
