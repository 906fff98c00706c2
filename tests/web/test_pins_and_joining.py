"""Signing in with staff code and PIN, and joining by a code with a coordinator's answer."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from lms.accounts import pins, service
from lms.db.engine import database, transaction
from lms.errors import Conflict, Invalid, TooMany
from lms.http.unknown_codes import UnknownCodes
from lms.institutions import joining
from lms.institutions import service as institutions
from lms.institutions.models import Member
from lms.permissions import Role
from lms.workflows.give_pins import Issuer, give_pins

PIN, OWN = "402917", "918273"


@pytest.fixture
def amina(app, world, now):
    """A member of the valley's field without address and login."""
    with app.app_context(), transaction() as write:
        return institutions.add_member(
            write, institution_id=world.valley.id, staff_code="V900", name="Amina (invented)", now=now
        )


@pytest.fixture
def card(app, world, amina, now):
    with app.app_context(), transaction() as write:
        issuer = Issuer(world.valley.id, "en", "Africa/Nairobi")
        return give_pins(write, issuer=issuer, drawn=[(amina.id, PIN)], now=now)[0]


def enter(browser, pin, code="V900", slug="valley"):
    return browser.send("/sign-in/pin", institution=slug, staff_code=code, pin=pin)


def choose(browser, page, pin, again=None):
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.get_data(as_text=True))[1]
    return browser.send("/sign-in/pin/own", sealed=sealed, pin=pin, again=again or pin)


@pytest.fixture
def browser(sign_in):
    made = sign_in(None)
    made.get("/sign-in/pin")
    return made


def test_a_card_leads_to_an_own_pin_and_that_one_signs_in(browser, card, sign_in):
    page = enter(browser, PIN)
    assert "Choose your own PIN" in page.get_data(as_text=True)
    assert choose(browser, page, OWN).status_code == 303

    other = sign_in(None)
    other.get("/sign-in/pin/valley")
    assert enter(other, PIN).status_code == 422
    assert enter(other, OWN).status_code == 303
    assert other.get("/training").status_code == 200


def test_digits_of_another_script_and_another_capital_are_the_same_pin_and_code(browser, card):
    assert "Choose your own PIN" in enter(browser, "٤٠٢ ٩١٧", code="v900").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["Т-001", "т-001"])
def test_a_staff_code_in_cyrillic_signs_in(app, world, amina, browser, card, typed, now):
    who = {"institution_id": world.valley.id, "member_id": amina.id, "name": "Amina", "email": "", "now": now}
    with app.app_context(), transaction() as write:
        institutions.change_member(write, **who, staff_code="Т-001")

    assert "Choose your own PIN" in enter(browser, PIN, code=typed).get_data(as_text=True)


@pytest.mark.parametrize("typed", ["E102", "e 102", "E–١٠٢", "E-１０２", "e‑۱۰۲"])
def test_a_staff_code_signs_in_without_its_hyphen_and_with_any_digits(app, world, amina, browser, card, typed, now):
    rename(app, world, amina.id, "E-102", now)

    assert "Choose your own PIN" in enter(browser, PIN, code=typed).get_data(as_text=True)


def test_of_two_codes_that_are_alike_only_the_exact_one_signs_in(app, world, amina, browser, card, now):
    rename(app, world, amina.id, "E-102", now)
    with app.app_context(), transaction() as write:
        institutions.add_member(write, institution_id=world.valley.id, staff_code="E1-02", name="Other", now=now)

    loose = enter(browser, PIN, code="E102")

    assert loose.status_code == 422
    assert "just as they stand" in loose.get_data(as_text=True)
    assert "Choose your own PIN" in enter(browser, PIN, code="E-102").get_data(as_text=True)


def rename(app, world, member_id, code, now):
    who = {"institution_id": world.valley.id, "member_id": member_id, "name": "Amina", "email": "", "now": now}
    with app.app_context(), transaction() as write:
        institutions.change_member(write, **who, staff_code=code)


def test_a_card_works_for_choosing_once_only(browser, card, sign_in):
    page = enter(browser, PIN)
    choose(browser, page, OWN)
    thief = sign_in(None)
    thief.get("/sign-in/pin")

    assert choose(thief, page, "735192").status_code == 409


@pytest.mark.parametrize("pin", ["12345", "111111", "123456", "987654", "121212", "abcdef", "1234567890123"])
def test_an_own_pin_that_is_guessed_first_is_refused_with_the_cure(browser, card, pin):
    page = choose(browser, enter(browser, PIN), pin)

    assert page.status_code == 422
    assert "PIN" in re.search(r'id="f-pin-wrong">([^<]+)', page.get_data(as_text=True))[1]


def test_five_wrong_pins_make_the_account_rest_and_a_new_card_ends_that(app, world, amina, browser, card, now):
    for _ in range(5):
        assert enter(browser, "000001").status_code == 422

    resting = enter(browser, PIN)
    assert resting.status_code == 429
    assert "Wait 15 minutes" in resting.get_data(as_text=True)
    with app.app_context(), transaction() as write:
        issuer = Issuer(world.valley.id, "en", "Africa/Nairobi")
        give_pins(write, issuer=issuer, drawn=[(amina.id, OWN)], now=now)
    assert enter(browser, OWN).status_code == 200


def test_each_rest_is_twice_as_long_as_the_one_before(app, world, amina, card, now):
    with app.app_context():
        held = institutions.get_member(database.session, institution_id=world.valley.id, member_id=amina.id)
        for rest in (timedelta(minutes=15), timedelta(minutes=30)):
            for _ in range(5):
                with transaction() as write:
                    pins.note_wrong_pin(write, account_id=held.account_id, now=now)
            with pytest.raises(TooMany):
                pins.check_pin(database.session, account_id=held.account_id, pin=PIN, now=now + rest * 0.99)
            assert pins.check_pin(database.session, account_id=held.account_id, pin=PIN, now=now + rest)


def test_an_unknown_code_and_a_wrong_pin_are_told_in_the_same_words(browser, card):
    wrong, unknown = enter(browser, "000001"), enter(browser, PIN, code="X1")

    assert wrong.get_data(as_text=True).count("do not belong together") == 1
    assert unknown.get_data(as_text=True).count("do not belong together") == 1


def test_a_code_that_nobody_has_rests_like_a_real_one_however_it_is_spelled(browser, card):
    answers = [enter(browser, PIN, code=code).status_code for code in ("Q-77", "q77", "Q 77", "Q77", "q-٧٧")]

    assert answers == [422] * 5
    resting = enter(browser, PIN, code="Q77")
    assert resting.status_code == 429
    assert "Wait 15 minutes" in resting.get_data(as_text=True)


@pytest.mark.parametrize(("seconds", "said"), [(1, "1 minute,"), (60, "1 minute,"), (61, "2 minutes,")])
def test_a_rest_is_said_in_minutes_rounded_up(now, seconds, said):
    with pytest.raises(TooMany, match=f"Wait {said}"):
        pins.check_rest(now + timedelta(seconds=seconds), now=now)


def test_unknown_codes_rest_as_long_as_real_ones_and_the_oldest_is_forgotten(now):
    codes = UnknownCodes(most=2)
    for _ in range(10):
        codes.note_wrong("valley q77", now=now)
    with pytest.raises(TooMany, match="Wait 30 minutes"):
        codes.check("valley q77", now=now)
    codes.check("valley q77", now=now + timedelta(minutes=30))
    codes.note_wrong("valley q78", now=now)
    codes.note_wrong("valley q79", now=now)

    codes.check("valley q77", now=now)


def test_nobody_with_an_address_gets_a_pin(app, world, now):
    person = world.valley.people["field"]
    with app.app_context(), pytest.raises(Conflict), transaction() as write:
        pins.set_pin(write, account_id=person.account_id, pin_hash="x", must_change=True, now=now)


def test_a_pin_is_kept_only_as_a_hash(app, card):
    with app.app_context():
        rows = database.session.execute(text("SELECT * FROM account_pin")).all()

    assert len(rows) == 1
    assert PIN not in str(rows)


def test_a_coordinator_prints_cards_for_who_has_no_address(app, world, sign_in, now):
    with app.app_context(), transaction() as write:
        write.execute(text("UPDATE member SET email = '', account_id = NULL WHERE staff_code LIKE '%5'"))
    browser = sign_in(world.valley.people["coordinator"])
    listed = browser.get("/institutions/valley/pins").get_data(as_text=True)
    member = re.search(r'name="member" value="(\d+)"', listed)[1]

    sheet = browser.send("/institutions/valley/pins", member=member)

    assert re.search(r"\d{3} \d{3}", sheet.get_data(as_text=True))
    assert sign_in(world.valley.people["facilitator"]).get("/institutions/valley/pins").status_code == 404
    assert (
        sign_in(world.harbour.people["coordinator"]).send("/institutions/harbour/pins", member=member).status_code
        == 404
    )


def test_cards_beyond_a_page_are_told_and_stand_on_the_next(app, world, sign_in, monkeypatch):
    monkeypatch.setattr("lms.web.pins.MOST_CARDS", 2)
    with app.app_context(), transaction() as write:
        write.execute(text("UPDATE member SET email = '', account_id = NULL WHERE email NOT LIKE 'coordinator%'"))
    browser = sign_in(world.valley.people["coordinator"])
    first = browser.get("/institutions/valley/pins").get_data(as_text=True)
    second = browser.get("/institutions/valley/pins?page=2").get_data(as_text=True)
    listed = [re.findall(r'name="member" value="(\d+)"', page) for page in (first, second)]

    assert "2 are shown here" in first
    assert "page=2" in first
    assert len(listed[0]) == 2
    assert listed[1]
    assert not set(listed[0]) & set(listed[1])


@pytest.fixture
def link(app, world, now):
    with app.app_context(), transaction() as write:
        return joining.open_link(
            write, institution_id=world.valley.id, label="March", tier="", branch_id=None, days=30, now=now
        )


WISH = {"name": "Bilal Haddad (invented)", "name_other": "بلال حداد", "tier": "field", "language": "ar"}


def ask(browser, link, **fields):
    browser.get(f"/join/{link.code}")
    return browser.send(f"/join/{link.code}", **{**WISH, **fields})


@pytest.fixture
def moment(monkeypatch, now):
    """The pages of joining happen at the tests' own moment."""
    for module in ("lms.web.joining", "lms.web.joining_pages", "lms.web.pins"):
        monkeypatch.setattr(f"{module}.now", lambda: now)


def test_who_asks_with_a_pin_is_let_in_and_signs_in(app, world, link, sign_in, moment):
    branch = str(world.valley.branch_id)
    page = ask(sign_in(None), link, branch_id=branch, staff_code="V950", pin=OWN, again=OWN)
    assert "You have asked to join" in page.get_data(as_text=True)

    coordinator = sign_in(world.valley.people["coordinator"])
    waiting = coordinator.get("/institutions/valley/joining").get_data(as_text=True)
    assert "Bilal Haddad" in waiting
    number = re.search(r'id="request-(\d+)"', waiting)[1]
    answer = coordinator.send(
        f"/institutions/valley/joining/{number}/admit",
        name="Bilal Haddad (invented)",
        staff_code="V950",
        email="",
        tier="field",
        branch_id=branch,
        starts_on="2026-03-01",
    )
    assert answer.status_code == 303
    told = coordinator.get("/institutions/valley/joining").get_data(as_text=True)
    assert "The staff code is V950: who signs in with a PIN needs it" in told
    with app.app_context():
        member = database.session.execute(select(Member).where(Member.staff_code == "V950")).scalar_one()
        assert (member.name_other, member.language) == (WISH["name_other"], WISH["language"])

    newcomer = sign_in(None)
    newcomer.get("/sign-in/pin/valley")
    assert enter(newcomer, OWN, code="V950").status_code == 303
    assert newcomer.get("/training").status_code == 200


def test_a_code_of_somebody_who_signs_in_already_is_not_given_away(app, world, link, sign_in, moment):
    with app.app_context():
        taken = database.session.execute(
            text("SELECT staff_code FROM member WHERE id = :id"), {"id": world.valley.people["field"].member_id}
        ).scalar_one()
    branch = str(world.valley.branch_id)
    ask(sign_in(None), link, branch_id=branch, staff_code=taken, pin=OWN, again=OWN)
    coordinator = sign_in(world.valley.people["coordinator"])
    waiting = coordinator.get("/institutions/valley/joining").get_data(as_text=True)
    assert "who signs in already" in waiting
    number = re.search(r'id="request-(\d+)"', waiting)[1]

    answer = coordinator.send(
        f"/institutions/valley/joining/{number}/admit",
        name="Bilal",
        staff_code=taken,
        email="",
        tier="field",
        branch_id=branch,
        starts_on="2026-03-01",
    )

    assert answer.status_code == 422
    assert "Ask who is right" in answer.get_data(as_text=True)


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays_but_no_pin(link, sign_in, moment):
    page = ask(sign_in(None), link, name="", pin=OWN, again="735192").get_data(as_text=True)

    assert 'id="f-name-wrong"' in page
    assert 'id="f-branch_id-wrong"' in page
    assert OWN not in page


def test_a_closed_or_run_out_link_lets_nobody_ask(app, world, link, sign_in, now, moment):
    with app.app_context(), transaction() as write:
        joining.close_link(write, institution_id=world.valley.id, link_id=link.id, now=now)

    assert sign_in(None).get(f"/join/{link.code}").status_code == 404
    assert not link.is_open(now + timedelta(days=30))


def test_a_refused_request_leaves_no_pin_and_cannot_be_answered_again(app, world, link, sign_in, moment):
    ask(sign_in(None), link, branch_id=str(world.valley.branch_id), pin=OWN, again=OWN)
    coordinator = sign_in(world.valley.people["coordinator"])
    waiting = coordinator.get("/institutions/valley/joining").get_data(as_text=True)
    number = re.search(r'id="request-(\d+)"', waiting)[1]

    assert coordinator.send(f"/institutions/valley/joining/{number}/refuse").status_code == 303
    assert coordinator.send(f"/institutions/valley/joining/{number}/refuse").status_code == 409
    with app.app_context():
        kept = database.session.execute(text("SELECT secret_hash, member_id FROM join_request")).one()
    assert kept == ("", None)


def test_a_coordinator_elsewhere_neither_sees_nor_answers_a_request(world, link, sign_in, moment):
    ask(sign_in(None), link, branch_id=str(world.valley.branch_id), pin=OWN, again=OWN)
    stranger = sign_in(world.harbour.people["coordinator"])

    assert "Bilal" not in stranger.get("/institutions/harbour/joining").get_data(as_text=True)
    assert stranger.get("/institutions/valley/joining").status_code == 404
    assert stranger.send("/institutions/harbour/joining/1/refuse").status_code == 404


def test_the_poster_carries_the_code_in_groups_and_as_a_drawing(world, link, sign_in, moment):
    page = sign_in(world.valley.people["coordinator"]).get(f"/institutions/valley/joining/links/{link.id}")

    assert f"{link.code[:4]} {link.code[4:]}" in page.get_data(as_text=True)
    assert '<svg class="qr"' in page.get_data(as_text=True)


def test_poster_and_list_name_the_last_day_on_the_clocks_of_the_institution(app, world, sign_in, now):
    late = now.replace(hour=22)
    with app.app_context(), transaction() as write:
        house = {"institution_id": world.valley.id, "tier": "", "branch_id": None, "days": 30}
        link = joining.open_link(write, **house, label="Late", now=late)
    coordinator = sign_in(world.valley.people["coordinator"])

    assert str(link.expires_at) == "2026-04-01 22:30:00+00:00"
    for path in ("joining", f"joining/links/{link.id}"):
        assert "2 April 2026" in coordinator.get(f"/institutions/valley/{path}").get_data(as_text=True)


def test_an_account_without_address_takes_one_later_and_its_pin_ends(app, amina, card, world, now):
    with app.app_context(), transaction() as write:
        account_id = institutions.get_member(write, institution_id=world.valley.id, member_id=amina.id).account_id
        service.give_address(write, account_id=account_id, email="Amina@valley.example")
        assert pins.check_pin(write, account_id=account_id, pin=PIN, now=now) is None
        with pytest.raises(Conflict):
            service.give_address(write, account_id=account_id, email="other@valley.example")


def test_links_last_between_a_day_and_a_year(app, world, now):
    with app.app_context(), pytest.raises(Invalid), transaction() as write:
        joining.open_link(write, institution_id=world.valley.id, label="", tier="", branch_id=None, days=0, now=now)


def test_nobody_with_a_pin_gets_a_role(app, world, amina, card, now):
    with app.app_context(), transaction() as write:
        account_id = institutions.get_member(write, institution_id=world.valley.id, member_id=amina.id).account_id
        with pytest.raises(Conflict):
            service.grant_role(
                write, account_id=account_id, role=Role.FACILITATOR, institution_id=world.valley.id, now=now
            )
