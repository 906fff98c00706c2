from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts import links, rules, service
from lms.accounts.common_passwords import COMMON
from lms.accounts.passwords import NOBODY, is_aged
from lms.accounts.rules import Purpose
from lms.errors import Conflict, Invalid, NotFound
from lms.lines import read_address
from lms.permissions import Role

GOOD = "seven lamps in the granary"


@pytest.fixture
def amina(session: Session, now: datetime) -> service.KnownAccount:
    return service.create_account(session, email=" Amina.Diallo@Example.ORG ", name="Amina  Diallo", now=now)


def test_an_address_is_kept_without_capitals_and_found_however_it_is_typed(
    session: Session, amina: service.KnownAccount
) -> None:
    assert (amina.email, amina.name) == ("amina.diallo@example.org", "Amina Diallo")
    assert service.find_account(session, email="AMINA.diallo@example.org ") == amina


def test_one_address_has_one_account(session: Session, amina: service.KnownAccount, now: datetime) -> None:
    with pytest.raises(Conflict, match=r"amina.diallo@example.org already"):
        service.create_account(session, email="amina.diallo@EXAMPLE.org", name="Another", now=now)


def test_the_table_itself_refuses_capitals(session: Session) -> None:
    with pytest.raises(IntegrityError):
        session.execute(
            text(
                "INSERT INTO account (email, name, password_hash, language, zone, session_epoch, is_active, created_at)"
                " VALUES ('Big@example.org', 'Big', '', 'en', 'UTC', 0, TRUE, '2026-01-01 00:00:00')"
            )
        )


@pytest.mark.parametrize(
    "address",
    ["", "amina", "amina@", "@example.org", "a b@example.org", "a@example", "a..b@example.org", "a@b.c\nd@e.fg"],
)
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(Invalid, match=r"Write it like name@example.org") as refused:
        read_address(address)

    assert set(refused.value.fields) == {"email"}


def test_an_account_without_a_password_cannot_sign_in(session: Session, amina: service.KnownAccount) -> None:
    assert service.verify_password(session, email=amina.email, password="") is None
    assert not amina.has_password


def test_the_right_password_signs_in_and_a_wrong_one_does_not(session: Session, amina: service.KnownAccount) -> None:
    service.set_password(session, account_id=amina.id, password=GOOD)

    verified = service.verify_password(session, email="AMINA.DIALLO@example.org", password=GOOD)

    assert verified == service.Verified(account_id=amina.id, epoch=1, is_hash_aged=False)
    assert service.verify_password(session, email=amina.email, password=GOOD + "x") is None


def test_an_unknown_address_costs_one_check_of_a_hash_like_a_known_one(
    session: Session, amina: service.KnownAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.set_password(session, account_id=amina.id, password=GOOD)
    checked: list[str] = []
    check = PasswordHasher.verify

    def watch(hasher: PasswordHasher, kept: str, password: str) -> bool:
        checked.append(kept)
        return check(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", watch)

    assert service.verify_password(session, email="nobody@example.org", password=GOOD) is None
    assert service.verify_password(session, email=amina.email, password="wrong wrong wrong") is None

    assert checked[0] == NOBODY
    assert [kept.split("$")[3] for kept in checked] == ["m=19456,t=2,p=1"] * 2


def test_the_same_letters_in_another_unicode_form_are_the_same_password(
    session: Session, amina: service.KnownAccount
) -> None:
    service.set_password(session, account_id=amina.id, password="una contrase\u00f1a larga")

    assert service.verify_password(session, email=amina.email, password="una contrasen\u0303a larga") is not None


def test_a_hash_made_at_another_cost_asks_to_be_renewed_and_renewing_signs_nobody_out(
    session: Session, amina: service.KnownAccount
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    session.execute(text("UPDATE account SET password_hash = :old"), {"old": old})
    session.expire_all()
    verified = service.verify_password(session, email=amina.email, password=GOOD)
    assert verified is not None
    assert verified.is_hash_aged

    service.renew_hash(session, account_id=amina.id, password=GOOD)

    again = service.verify_password(session, email=amina.email, password=GOOD)
    assert again == service.Verified(account_id=amina.id, epoch=verified.epoch, is_hash_aged=False)
    assert not is_aged(NOBODY)


@pytest.mark.parametrize(
    ("password", "cure"),
    [
        ("too short", "at least 10 characters"),
        ("x" * 201, "at most 200"),
        ("amina.diallo@example.org", "Choose words that others cannot know"),
        ("Amina Diallo", "Choose words that others cannot know"),
        ("amina.diallo", "Choose words that others cannot know"),
        ("Password123", "first ones tried"),
        ("1234567890", "first ones tried"),
        ("aaaaabbbbbaaaaa", "first ones tried"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_cure(password: str, cure: str) -> None:
    with pytest.raises(Invalid, match=cure) as refused:
        rules.read_password(password, email="amina.diallo@example.org", name="Amina Diallo")

    assert set(refused.value.fields) == {"password"}


def test_every_common_password_is_long_enough_to_be_worth_listing() -> None:
    assert {word for word in COMMON if len(word) < rules.SHORTEST_PASSWORD} == set()
    assert {word for word in COMMON if word != word.casefold()} == set()


def test_changing_the_password_needs_the_present_one_and_signs_out_elsewhere(
    session: Session, amina: service.KnownAccount
) -> None:
    service.set_password(session, account_id=amina.id, password=GOOD)
    with pytest.raises(Invalid) as refused:
        service.change_password(session, account_id=amina.id, current="not it at all", password="other lamps burn")
    assert set(refused.value.fields) == {"current"}

    changed = service.change_password(session, account_id=amina.id, current=GOOD, password="other lamps burn")

    assert changed.epoch == 2
    assert service.verify_password(session, email=amina.email, password=GOOD) is None


def test_a_link_works_once(session: Session, amina: service.KnownAccount, now: datetime) -> None:
    links.issue_link(session, account_id=amina.id, purpose=Purpose.INVITATION, token="t" * 43, now=now)
    assert links.get_link(session, token="t" * 43, now=now).email == amina.email

    links.accept_link(session, token="t" * 43, password=GOOD, now=now)

    assert service.verify_password(session, email=amina.email, password=GOOD) is not None
    with pytest.raises(NotFound, match="Ask for a new one"):
        links.accept_link(session, token="t" * 43, password="other lamps burn", now=now)


@pytest.mark.parametrize(
    ("purpose", "lifetime"), [(Purpose.INVITATION, timedelta(days=14)), (Purpose.RESET, timedelta(hours=2))]
)
def test_a_link_works_until_its_time_is_over(
    session: Session, amina: service.KnownAccount, now: datetime, purpose: Purpose, lifetime: timedelta
) -> None:
    expires_at = links.issue_link(session, account_id=amina.id, purpose=purpose, token="t" * 43, now=now)

    assert expires_at == now + lifetime
    assert links.get_link(session, token="t" * 43, now=expires_at - timedelta(seconds=1)).purpose is purpose
    with pytest.raises(NotFound):
        links.get_link(session, token="t" * 43, now=expires_at)


def test_a_newer_link_ends_the_older_ones_of_its_purpose_only(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    links.issue_link(session, account_id=amina.id, purpose=Purpose.INVITATION, token="first", now=now)
    links.issue_link(session, account_id=amina.id, purpose=Purpose.RESET, token="reset", now=now)
    links.issue_link(session, account_id=amina.id, purpose=Purpose.INVITATION, token="second", now=now)

    assert links.get_link(session, token="second", now=now).purpose is Purpose.INVITATION
    assert links.get_link(session, token="reset", now=now).purpose is Purpose.RESET
    with pytest.raises(NotFound):
        links.get_link(session, token="first", now=now)


def test_a_refused_password_leaves_the_link_as_it_was(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    links.issue_link(session, account_id=amina.id, purpose=Purpose.RESET, token="reset", now=now)
    with pytest.raises(Invalid):
        links.accept_link(session, token="reset", password="short", now=now)

    assert links.accept_link(session, token="reset", password=GOOD, now=now).has_password


def test_accepting_one_link_ends_all_others_of_the_account(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    links.issue_link(session, account_id=amina.id, purpose=Purpose.INVITATION, token="invitation", now=now)
    links.issue_link(session, account_id=amina.id, purpose=Purpose.RESET, token="reset", now=now)

    links.accept_link(session, token="invitation", password=GOOD, now=now)

    with pytest.raises(NotFound):
        links.get_link(session, token="reset", now=now)


def test_of_two_who_press_the_same_link_at_once_one_gets_in(engine: Engine, now: datetime) -> None:
    with Session(engine) as first, first.begin():
        account = service.create_account(first, email="amina@example.org", name="Amina", now=now)
        links.issue_link(first, account_id=account.id, purpose=Purpose.RESET, token="reset", now=now)
    with Session(engine) as late:
        assert links.get_link(late, token="reset", now=now).account_id == account.id
        late.rollback()
        with Session(engine) as quick, quick.begin():
            links.accept_link(quick, token="reset", password=GOOD, now=now)

        with pytest.raises(NotFound):
            links.accept_link(late, token="reset", password="other lamps burn", now=now)


def test_the_token_itself_is_nowhere_in_the_database(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    links.issue_link(session, account_id=amina.id, purpose=Purpose.RESET, token="the-secret-token", now=now)

    row = session.execute(text("SELECT * FROM account_link")).one()

    assert "the-secret-token" not in str(row)
    assert rules.hash_token("the-secret-token") in str(row)


def test_signing_out_everywhere_raises_the_epoch(session: Session, amina: service.KnownAccount) -> None:
    service.sign_out_everywhere(session, account_id=amina.id)

    assert service.get_account(session, account_id=amina.id).epoch == amina.epoch + 1


def test_a_closed_account_cannot_sign_in_or_use_a_link_until_it_is_reopened(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    service.set_password(session, account_id=amina.id, password=GOOD)
    links.issue_link(session, account_id=amina.id, purpose=Purpose.RESET, token="reset", now=now)

    service.close_account(session, account_id=amina.id, now=now)

    assert service.verify_password(session, email=amina.email, password=GOOD) is None
    with pytest.raises(NotFound):
        links.get_link(session, token="reset", now=now)
    service.reopen_account(session, account_id=amina.id)
    assert service.verify_password(session, email=amina.email, password=GOOD) is not None


def test_a_role_given_twice_is_held_once_and_can_be_taken_away(
    session: Session, amina: service.KnownAccount, now: datetime
) -> None:
    session.execute(
        text("INSERT INTO network (id, slug, name, created_at) VALUES (7, 'n', 'N', '2026-01-01 00:00:00')")
    )
    for _ in range(2):
        service.grant_role(session, account_id=amina.id, role=Role.NETWORK_OFFICER, network_id=7, now=now)
    assert service.list_roles(session, account_id=amina.id) == (service.HeldRole(Role.NETWORK_OFFICER, None, 7),)

    service.revoke_role(session, account_id=amina.id, role=Role.NETWORK_OFFICER, network_id=7)

    assert service.list_roles(session, account_id=amina.id) == ()


@pytest.mark.parametrize(
    ("role", "place", "cure"),
    [
        (Role.MEMBER, {"institution_id": 1}, "Add the person there"),
        (Role.COORDINATOR, {"network_id": 1}, "Name the institution"),
        (Role.COORDINATOR, {}, "Name the institution"),
        (Role.NETWORK_OFFICER, {"institution_id": 1}, "Name the network"),
        (Role.NETWORK_OFFICER, {"institution_id": 1, "network_id": 1}, "Name the network"),
    ],
)
def test_a_role_is_given_only_where_it_can_be_held(
    session: Session, now: datetime, role: Role, place: dict[str, int], cure: str
) -> None:
    with pytest.raises(Invalid, match=cure):
        service.grant_role(session, account_id=1, role=role, now=now, **place)


def test_changing_the_name_leaves_language_and_zone(session: Session, amina: service.KnownAccount) -> None:
    service.change_account(session, account_id=amina.id, zone="Africa/Bamako", language="fr")

    changed = service.change_account(session, account_id=amina.id, name="Amina Keita")

    assert (changed.name, changed.language, changed.zone) == ("Amina Keita", "fr", "Africa/Bamako")


def test_what_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        service.get_account(session, account_id=404)
