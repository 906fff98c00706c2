from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from lms import mail
from lms.accounts import links, service
from lms.db.engine import WRITES
from lms.db.outbox import post
from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import service as institutions
from lms.mail import Envelope, Mail, MailError
from lms.permissions import Role
from lms.reminders.access_letters import compose_workshop_invitation
from lms.workflows.invite_person import Inviter, invite_member, invite_officer
from lms.workflows.reset_password import new_token, send_reset
from lms.workflows.send_mail import Drained, drain_outbox, has_waiting_mail

Transaction = Callable[[], AbstractContextManager[Session]]
LETTER = Mail("amina@example.org", "Hello", "A letter.\n")
BASE = "https://training.example.org"


class Postman:
    """Takes letters, and refuses those to addresses that are broken."""

    def __init__(self, *broken: str) -> None:
        self.broken = set(broken)
        self.taken: list[Envelope] = []

    def __call__(self, envelope: Envelope) -> None:
        if envelope.mail.to_address in self.broken:
            raise MailError("550 no such mailbox")
        self.taken.append(envelope)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def transaction(engine: Engine) -> Transaction:
    @contextmanager
    def begin() -> Iterator[Session]:
        with Session(engine.execution_options(**{WRITES: True}), autoflush=False) as opened, opened.begin():
            yield opened

    return begin


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


def write(transaction: Transaction, now: datetime, *addresses: str) -> None:
    with transaction() as session:
        for address in addresses:
            post(session, Mail(address, "Hello", "A letter.\n"), now=now)


def test_waiting_letters_go_out_oldest_first_and_once(transaction: Transaction, clock: Clock) -> None:
    write(transaction, clock.now, "a@example.org", "b@example.org")
    postman = Postman()

    assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=2, failed=0)
    assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=0, failed=0)

    assert [envelope.mail.to_address for envelope in postman.taken] == ["a@example.org", "b@example.org"]


def test_a_letter_of_a_transaction_that_failed_is_never_sent(transaction: Transaction, clock: Clock) -> None:
    def fail() -> None:
        with transaction() as session:
            post(session, LETTER, now=clock.now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert drain_outbox(transaction, Postman(), read_now=clock) == Drained(sent=0, failed=0)


def test_a_letter_that_fails_waits_longer_each_time_and_does_not_stop_the_others(
    transaction: Transaction, clock: Clock
) -> None:
    write(transaction, clock.now, "broken@example.org", "whole@example.org")
    postman = Postman("broken@example.org")
    assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=1, failed=1)

    for minutes in (1, 5, 30, 120, 120):
        clock.now += timedelta(minutes=minutes, seconds=-1)
        assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=0, failed=0)
        clock.now += timedelta(seconds=1)
        assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=0, failed=1)

    with transaction() as session:
        assert session.execute(text("SELECT last_error FROM outbox_message ORDER BY id")).first() == (
            "550 no such mailbox",
        )


def test_after_two_weeks_a_letter_is_given_up(transaction: Transaction, clock: Clock) -> None:
    write(transaction, clock.now, "broken@example.org")
    clock.now += timedelta(days=14)

    with transaction() as session:
        assert not has_waiting_mail(session, now=clock.now)
    assert drain_outbox(transaction, Postman(), read_now=clock) == Drained(sent=0, failed=0)


def test_a_letter_on_its_way_is_not_taken_by_a_second_sender(transaction: Transaction, clock: Clock) -> None:
    write(transaction, clock.now, "a@example.org")
    second = Postman()

    def deliver(envelope: Envelope) -> None:
        assert drain_outbox(transaction, second, read_now=clock) == Drained(sent=0, failed=0)

    assert drain_outbox(transaction, deliver, read_now=clock) == Drained(sent=1, failed=0)
    assert second.taken == []


def test_a_sender_that_dies_leaves_its_letter_to_the_next_under_the_same_number(
    transaction: Transaction, clock: Clock
) -> None:
    write(transaction, clock.now, "a@example.org")
    died: list[Envelope] = []

    def die(envelope: Envelope) -> None:
        died.append(envelope)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drain_outbox(transaction, die, read_now=clock)
    postman = Postman()
    assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=0, failed=0)

    clock.now += timedelta(minutes=10)

    assert drain_outbox(transaction, postman, read_now=clock) == Drained(sent=1, failed=0)
    headers = [
        mail.message_of(envelope, sender="T <t@example.org>")["Message-ID"] for envelope in (*died, *postman.taken)
    ]
    assert headers[0] == headers[1]


def test_a_letter_that_is_out_leaves_no_one_time_link_behind(transaction: Transaction, clock: Clock) -> None:
    write(transaction, clock.now, "a@example.org")
    drain_outbox(transaction, Postman(), read_now=clock)

    with transaction() as session:
        assert session.execute(text("SELECT body FROM outbox_message")).scalar_one() == ""


def test_a_letter_in_the_folder_is_a_whole_message(tmp_path: Path, now: datetime) -> None:
    deliver = mail.deliver_to_folder(tmp_path / "mail", sender="CPP Training <training@example.org>")
    envelope = Envelope(7, now, Mail("amina@example.org", "Grüße – مرحبا", "Chère Amina,\n\nمرحبا\n", "fr"))
    for _ in range(2):
        deliver(envelope)

    (path,) = (tmp_path / "mail").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name == "000007.eml"
    assert (message["To"], message["Subject"]) == ("amina@example.org", "Grüße – مرحبا")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Mon, 02 Mar 2026 09:30:00 +0000"
    assert message.get_content() == "Chère Amina,\n\nمرحبا\n"


def test_a_folder_that_cannot_be_written_is_a_failure_to_try_again(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "mail").write_text("a file stands in the way")

    with pytest.raises(MailError):
        mail.deliver_to_folder(tmp_path / "mail", sender="t@example.org")(Envelope(1, now, LETTER))


def test_a_server_that_is_not_there_is_a_failure_to_try_again(now: datetime) -> None:
    with pytest.raises(MailError, match="refused"):
        mail.deliver_to_server("smtp://127.0.0.1:1", sender="t@example.org")(Envelope(1, now, LETTER))


def test_a_name_with_a_line_break_begins_no_header(now: datetime) -> None:
    letter = compose_workshop_invitation(
        to_address="a@example.org",
        name="A",
        workshop="Complaints\r\nBcc: everyone@example.org",
        join_link=BASE,
        password_link="",
        days=7,
    )

    message = mail.message_of(Envelope(1, now, letter), sender="t@example.org")

    assert message["Bcc"] is None
    assert message["Subject"] == "Your workshop: Complaints Bcc: everyone@example.org"


def test_a_reset_for_an_unknown_address_writes_nothing_and_says_nothing(session: Session, now: datetime) -> None:
    send_reset(session, email="nobody@example.org", token=new_token(), base_url=BASE, now=now)

    assert session.execute(text("SELECT count(*) FROM outbox_message")).scalar() == 0


def test_a_reset_letter_carries_a_link_that_works(session: Session, now: datetime) -> None:
    account = service.create_account(session, email="amina@example.org", name="Amina Diallo", now=now)
    token = new_token()

    send_reset(session, email="AMINA@example.org", token=token, base_url=BASE, now=now)

    body = session.execute(text("SELECT body FROM outbox_message")).scalar_one()
    assert f"\n{BASE}/links/{token}\n" in body
    assert "for 2 hours" in body
    assert links.get_link(session, token=token, now=now).account_id == account.id


def test_a_closed_account_gets_no_reset_letter(session: Session, now: datetime) -> None:
    account = service.create_account(session, email="amina@example.org", name="Amina", now=now)
    service.close_account(session, account_id=account.id, now=now)

    send_reset(session, email="amina@example.org", token=new_token(), base_url=BASE, now=now)

    assert session.execute(text("SELECT count(*) FROM outbox_message")).scalar() == 0


@pytest.fixture
def north(session: Session, now: datetime) -> Inviter:
    found = institutions.create_institution(
        session, slug="north", profile=institutions.Profile("North Bank", zone="Africa/Bamako"), now=now
    )
    return Inviter(found.id, "North Bank", zone="Africa/Bamako")


def add(session: Session, north: Inviter, now: datetime, *, email: str, code: str = "7") -> int:
    return institutions.add_member(
        session, institution_id=north.institution_id, staff_code=code, name="Amina Diallo", email=email, now=now
    ).id


def test_an_invited_member_gets_an_account_and_a_letter(session: Session, north: Inviter, now: datetime) -> None:
    member_id, token = add(session, north, now, email="Amina@Example.org"), new_token()

    invite_member(session, inviter=north, member_id=member_id, token=token, base_url=BASE, now=now)

    account = service.find_account(session, email="amina@example.org")
    member = institutions.get_member(session, institution_id=north.institution_id, member_id=member_id)
    assert account is not None
    assert (account.zone, member.account_id) == ("Africa/Bamako", account.id)
    letter = session.execute(text("SELECT to_address, body FROM outbox_message")).one()
    assert letter.to_address == "amina@example.org"
    assert "at North Bank" in letter.body
    assert f"{BASE}/links/{token}" in letter.body


def test_who_is_invited_again_has_one_link_that_works(session: Session, north: Inviter, now: datetime) -> None:
    member_id = add(session, north, now, email="amina@example.org")
    for token in ("first", "second"):
        invite_member(session, inviter=north, member_id=member_id, token=token, base_url=BASE, now=now)

    assert links.get_link(session, token="second", now=now)
    with pytest.raises(NotFound):
        links.get_link(session, token="first", now=now)


def test_who_has_a_password_is_joined_to_the_place_without_a_letter(
    session: Session, north: Inviter, now: datetime
) -> None:
    account = service.create_account(session, email="amina@example.org", name="Amina", now=now)
    service.set_password(session, account_id=account.id, password="seven lamps in the granary")
    member_id = add(session, north, now, email="amina@example.org")

    invite_member(session, inviter=north, member_id=member_id, token="t", base_url=BASE, now=now)

    assert session.execute(text("SELECT count(*) FROM outbox_message")).scalar() == 0
    member = institutions.get_member(session, institution_id=north.institution_id, member_id=member_id)
    assert member.account_id == account.id


def test_a_member_without_an_address_cannot_be_invited(session: Session, north: Inviter, now: datetime) -> None:
    member_id = add(session, north, now, email="")

    with pytest.raises(Invalid, match="Add one, then send the invitation"):
        invite_member(session, inviter=north, member_id=member_id, token="t", base_url=BASE, now=now)


def test_an_account_that_stands_for_someone_else_here_is_not_joined_twice(
    session: Session, north: Inviter, now: datetime
) -> None:
    first = add(session, north, now, email="amina@example.org")
    invite_member(session, inviter=north, member_id=first, token="one", base_url=BASE, now=now)
    institutions.change_member(
        session, institution_id=north.institution_id, member_id=first, staff_code="7", name="Amina", email="", now=now
    )
    second = add(session, north, now, email="amina@example.org", code="8")

    with pytest.raises(Conflict, match="stands for someone else"):
        invite_member(session, inviter=north, member_id=second, token="two", base_url=BASE, now=now)


def test_a_member_of_another_institution_cannot_be_invited(session: Session, north: Inviter, now: datetime) -> None:
    other = institutions.create_institution(session, slug="south", profile=institutions.Profile("South"), now=now)
    member_id = add(session, north, now, email="amina@example.org")

    with pytest.raises(NotFound):
        invite_member(
            session, inviter=Inviter(other.id, "South"), member_id=member_id, token="t", base_url=BASE, now=now
        )


def test_an_invited_officer_holds_the_role_before_she_has_a_password(
    session: Session, north: Inviter, now: datetime
) -> None:
    invite_officer(
        session,
        inviter=north,
        email="officer@example.org",
        name="Officer",
        role=Role.COORDINATOR,
        token="t",
        base_url=BASE,
        now=now,
    )

    account = service.find_account(session, email="officer@example.org")
    assert account is not None
    assert service.list_roles(session, account_id=account.id) == (
        service.HeldRole(Role.COORDINATOR, north.institution_id, None),
    )
    assert links.get_link(session, token="t", now=now).account_id == account.id


def test_a_closed_account_is_not_invited(session: Session, north: Inviter, now: datetime) -> None:
    account = service.create_account(session, email="amina@example.org", name="Amina", now=now)
    service.close_account(session, account_id=account.id, now=now)
    member_id = add(session, north, now, email="amina@example.org")

    with pytest.raises(Conflict, match="is closed"):
        invite_member(session, inviter=north, member_id=member_id, token="t", base_url=BASE, now=now)
