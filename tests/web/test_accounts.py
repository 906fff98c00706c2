"""Signing in and out, forgotten passwords, one-time links, one's own account."""

import re

import pytest
from sqlalchemy import text

from lms.accounts import links, service
from lms.accounts.rules import Purpose
from lms.app import create_app
from lms.clock import read_clock
from lms.db.engine import database, transaction
from lms.http.holdings import holdings_of
from lms.http.limits import limiter
from tests.browsers import FormClient
from tests.worlds import PASSWORD


@pytest.fixture
def field(app, world):
    person = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        service.set_password(write, account_id=person.account_id, password=PASSWORD)
    return person


@pytest.fixture
def nobody(sign_in):
    browser = sign_in(None)
    browser.get("/sign-in")
    return browser


def enter(browser, person, password=PASSWORD, **more):
    return browser.send("/sign-in", email=person.email, password=password, **more)


def give_link(app, person, purpose):
    token = links.new_token()
    with app.app_context(), transaction() as write:
        now = read_clock()
        links.issue_link(write, account_id=person.account_id, purpose=purpose, token=token, now=now)
    return token


def test_the_right_password_leads_to_what_was_asked_for(nobody, field):
    response = enter(nobody, field, next="/modules/complaints")

    assert (response.status_code, response.headers["Location"]) == (303, "/modules/complaints")
    assert nobody.get("/training").status_code == 200


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_never_leads_to_another_site(nobody, field, target):
    assert enter(nobody, field, next=target).headers["Location"] == "/"


def test_wrong_password_and_unknown_address_are_told_in_the_same_words(nobody, field, world):
    wrong = enter(nobody, field, password="not the password at all")
    unknown = nobody.send("/sign-in", email="nobody@nowhere.example", password="not the password at all")

    assert wrong.status_code == unknown.status_code == 422
    shown = [re.sub(r'value="[^"]*"', "", page.get_data(as_text=True)) for page in (wrong, unknown)]
    assert shown[0] == shown[1]


def test_signing_out_ends_it(nobody, field):
    enter(nobody, field)
    nobody.get("/training")
    nobody.send("/sign-out")

    assert nobody.get("/training").status_code == 303


def test_a_form_without_its_token_changes_nothing(nobody, field):
    response = nobody.post("/sign-in", data={"email": field.email, "password": PASSWORD})

    assert response.status_code == 400
    assert nobody.get("/training").status_code == 303


def test_signing_out_everywhere_ends_other_browsers_too(nobody, field, sign_in):
    other = sign_in(field)
    enter(nobody, field)
    nobody.get("/account")
    nobody.send("/account/sign-out-everywhere")

    assert other.get("/training").status_code == 303


def test_a_cookie_survives_a_restart_of_the_server(nobody, field, app, settings):
    enter(nobody, field)
    cookie = nobody.get_cookie("cpp_session")
    again = create_app(settings, TESTING=True, RATELIMIT_ENABLED=False)
    restarted = FormClient(again, again.response_class, use_cookies=True)
    restarted.set_cookie("cpp_session", cookie.value)

    assert restarted.get("/training").status_code == 200
    holdings_of(again).press.close()
    with again.app_context():
        database.engine.dispose()


def test_the_cookie_is_kept_from_scripts_and_other_sites(nobody, field):
    header = enter(nobody, field).headers["Set-Cookie"]

    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_a_forgotten_password_is_told_the_same_whoever_asks(app, nobody, field):
    nobody.get("/forgotten")
    pages = [nobody.send("/forgotten", email=email).get_data(as_text=True) for email in (field.email, "x@y.example")]
    with app.app_context():
        waiting = database.session.execute(text("select to_address from outbox_message")).scalars().all()
        database.session.rollback()

    assert pages[0] == pages[1]
    assert waiting == [field.email]


def test_a_link_sets_the_password_once(app, nobody, field):
    token = give_link(app, field, Purpose.RESET)
    nobody.get(f"/links/{token}")
    first = nobody.send(f"/links/{token}", password="other words entirely here")
    nobody.get("/account")
    second = nobody.send(f"/links/{token}", password="yet other words again")

    assert first.status_code == 303
    assert second.status_code == 404
    for answer in (second, nobody.get(f"/links/{token}")):
        page = answer.get_data(as_text=True)
        assert "This link works no more" in page
        assert 'href="/forgotten"' in page


def test_a_weak_password_is_refused_with_its_cure_and_the_link_stays(app, nobody, field):
    token = give_link(app, field, Purpose.INVITATION)
    nobody.get(f"/links/{token}")
    weak = nobody.send(f"/links/{token}", password="short")

    assert weak.status_code == 422
    assert "at least 10 characters" in weak.get_data(as_text=True)
    assert nobody.send(f"/links/{token}", password="other words entirely here").status_code == 303


def test_what_was_typed_goes_through_signing_in_again_and_is_sent_once(app, nobody, field):
    late = nobody.post("/account", data={"name": "A New Name", "zone": "Africa/Nairobi"})
    sealed = re.search(r'name="pending" value="([^"]+)"', late.get_data(as_text=True))[1]
    asked = nobody.send("/sign-in/again", pending=sealed).get_data(as_text=True)
    back = enter(nobody, field, pending=sealed).get_data(as_text=True)
    action = re.search(r'<form method="post" action="(/account)"', back)[1]
    nobody.send(action, name="A New Name", zone="Africa/Nairobi")

    assert late.status_code == 401
    assert '<form method="post" action="/sign-in">' in asked
    assert 'value="A New Name"' in back
    assert "A New Name" in nobody.get("/account").get_data(as_text=True)


def test_a_form_sealed_by_somebody_else_is_left_alone(nobody, field):
    assert enter(nobody, field, pending="eyJwYXRoIjoiLyJ9.abc.def").status_code == 303


def test_a_time_zone_that_does_not_exist_gets_a_sentence(sign_in, world):
    browser = sign_in(world.valley.people["field"])
    browser.get("/account")
    page = browser.send("/account", name="Field", zone="Mars/Olympus")

    assert page.status_code == 422
    assert "There is no such time zone" in page.get_data(as_text=True)


def test_too_many_tries_are_told_to_wait(settings, world):
    limited = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    limiter.reset()
    browser = FormClient(limited, limited.response_class, use_cookies=True)
    browser.get("/sign-in")
    answers = [browser.send("/sign-in", email="x@y.example", password="wrong words here") for _try in range(11)]

    assert [answer.status_code for answer in answers[:10]] == [422] * 10
    assert answers[10].status_code == 429
    limiter.enabled = False
    holdings_of(limited).press.close()
    with limited.app_context():
        database.engine.dispose()
