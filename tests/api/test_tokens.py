"""Keys: made with address and password, shown once, kept as a hash, taken back at once."""

import hashlib
from datetime import timedelta

import pytest

from lms.accounts import service, tokens
from lms.app import create_app
from lms.db.engine import database, transaction
from lms.errors import Conflict, NotFound
from lms.http.holdings import holdings_of
from tests.api.conftest import Program, ask
from tests.worlds import PASSWORD

LABEL = "Payroll bridge"


@pytest.fixture
def person(app, world):
    found = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        service.set_password(write, account_id=found.account_id, password=PASSWORD)
    return found


def test_a_key_is_made_used_listed_and_taken_back(app, person, program):
    nobody = program(None)
    made = nobody.post("/tokens", {"email": person.email.upper(), "password": PASSWORD, "label": LABEL}, 201)
    mine = Program(nobody.client, made["token"])
    assert mine.get("/me")["email"] == person.email

    listed = mine.get("/tokens")["tokens"]

    assert [(one["id"], one["label"]) for one in listed] == [(made["id"], LABEL)]
    assert made["token"] not in str(listed)
    mine.ask("DELETE", f"/tokens/{made['id']}", 204)
    mine.get("/me", 401)


def test_only_the_hash_of_a_key_is_kept(app, person, program):
    made = program(None).post("/tokens", {"email": person.email, "password": PASSWORD, "label": LABEL}, 201)

    assert ask(app, "select token_hash from account_token") == [hashlib.sha256(made["token"].encode()).hexdigest()]
    assert len(made["token"]) == 43


@pytest.mark.parametrize("change", [{"password": "wrong"}, {"email": "nobody@valley.example"}])
def test_a_wrong_password_and_an_unknown_address_look_the_same(person, program, change):
    body = {"email": person.email, "password": PASSWORD, "label": LABEL, **change}

    said = program(None).post("/tokens", body, 422)

    assert set(said["errors"]) == {"password"}


def test_anothers_key_is_not_found(app, world, program, learner, coordinator):
    theirs = learner.get("/tokens")["tokens"][0]["id"]

    coordinator.ask("DELETE", f"/tokens/{theirs}", 404)
    coordinator.ask("DELETE", "/tokens/99999999999999999999", 404)
    learner.get("/me")


def test_a_key_runs_out_after_ninety_days(session, now):
    account = service.create_account(session, email="a@b.example", name="A", now=now)
    made = tokens.issue_token(session, account_id=account.id, label=" Pay  roll ", token="t" * 43, now=now)

    assert (made.label, made.expires_at - made.created_at) == ("Pay roll", timedelta(days=90))
    assert tokens.list_tokens(session, account_id=account.id, now=now + timedelta(days=89)) == (made,)
    assert tokens.list_tokens(session, account_id=account.id, now=now + timedelta(days=90)) == ()
    with pytest.raises(NotFound):
        tokens.revoke_token(session, account_id=account.id, token_id=made.id, now=now + timedelta(days=90))


def test_an_account_has_no_more_than_twenty_keys(session, now):
    account = service.create_account(session, email="a@b.example", name="A", now=now)
    for number in range(20):
        tokens.issue_token(session, account_id=account.id, label="x", token=f"{number}" * 43, now=now)

    with pytest.raises(Conflict, match="Take one back"):
        tokens.issue_token(session, account_id=account.id, label="x", token="last", now=now)


def test_who_guesses_is_slowed_down_and_a_colleague_on_the_same_line_is_not(settings):
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    nobody = Program(app.test_client(), "")
    guess = {"email": "amina@valley.example", "password": "guess", "label": LABEL}
    for _ in range(10):
        nobody.post("/tokens", guess, 422)

    nobody.post("/tokens", guess, 429)
    nobody.post("/tokens", {**guess, "email": "other@valley.example"}, 422)
    holdings_of(app).press.close()
    with app.app_context():
        database.engine.dispose()
