"""How somebody who cannot sign in gets in: a link in her own letter, whom to ask where others read along."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from lms.accounts import links
from lms.db.engine import database, transaction
from lms.errors import NotFound
from lms.http.holdings import holdings_of
from lms.http.inviting import invite_members
from lms.http.letters import send_reminders
from lms.reminders import service
from lms.reminders.facts import (
    BranchFigures,
    Day,
    Item,
    LatePerson,
    Letter,
    NoticeKind,
    Person,
    Plan,
    Reader,
    WayIn,
)
from lms.reminders.letters import LONGEST_TEXT, House, write_letter, write_short_text
from lms.reminders.rules import decide
from lms.reminders.ways_in import WORDS, Words, ask_sentence, write_ask, write_by_herself, write_link
from lms.workflows import invite_together

SOON = timedelta(days=24)
LINK = re.compile(r"/links/(\S+)")
TODAY = date(2026, 3, 2)
HOUSE = House(
    "North Valley",
    "en",
    "https://train.example/training",
    "https://train.example/texts",
    lambda module_id, _: module_id,
    pin_link="https://train.example/sign-in/pin/valley",
)
ITEMS = (Item("complaints", date(2026, 3, 9)),)


def person(way_in, language="en"):
    return Person(1, "Amina Diallo", "N1", language, "", "field", 1, ITEMS, way_in)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_every_sentence_of_its_own_with_the_same_values(language):
    for field in fields(Words):
        ours, english = getattr(WORDS[language], field.name), getattr(WORDS["en"], field.name)
        assert re.findall(r"\{\w+\}", ours) == re.findall(r"\{\w+\}", english)
        assert language == "en" or ours != english
    said = write_link("https://x.example/links/abc", days=14, language=language)
    assert "https://x.example/links/abc" in said.splitlines()
    assert "14" in said
    for sentence in (
        said,
        write_by_herself("https://x.example/f", language=language),
        write_ask("", language=language),
    ):
        assert "{" not in sentence


@pytest.mark.parametrize("way_in", [WayIn.LINK, WayIn.NEEDS_PIN, WayIn.CLOSED])
@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_short_text_says_whom_to_ask_and_holds_no_link_through_other_hands(way_in, language):
    ask = ask_sentence(way_in, "Wanjiru Kamau", language=language)

    said = write_short_text(person(way_in, language), HOUSE, today=TODAY, ask=ask)

    assert "Wanjiru Kamau" in said.text
    assert "https://" not in said.text
    assert len(said.text) <= LONGEST_TEXT


def test_who_has_a_pin_is_led_to_where_codes_sign_in_and_who_has_a_password_to_her_training():
    assert ask_sentence(WayIn.PIN, "W", language="en") == ask_sentence(WayIn.OPEN, "W", language="en") == ""
    assert HOUSE.pin_link in write_short_text(person(WayIn.PIN), HOUSE, today=TODAY).text
    assert HOUSE.training_link in write_short_text(person(WayIn.OPEN), HOUSE, today=TODAY).text


def test_a_letter_that_names_others_never_brings_a_link():
    late = (LatePerson("Joseph Okello", 1, ITEMS[0]),)
    figures = (BranchFigures(1, "Main Street", 3, 1, 1),)
    for kind in NoticeKind:
        letter = Letter(kind, "a@x.example", "Amina", "en", 1, ITEMS, late, figures, way_in=WayIn.LINK)
        assert letter.brings_link == (kind is NoticeKind.REMINDER)


def test_the_way_in_stands_before_the_way_to_the_training():
    letter = Letter(NoticeKind.REMINDER, "a@x.example", "Amina", "en", 1, ITEMS, way_in=WayIn.LINK)

    body = write_letter(letter, HOUSE, today=TODAY, stop_link="https://x.example/stop", way_in="THE WAY IN").body

    assert body.index("THE WAY IN") < body.index(HOUSE.training_link) < body.index("https://x.example/stop")


def test_who_was_invited_today_is_reminded_tomorrow_and_a_managers_letter_knows_how_she_signs_in():
    amina = replace(person(WayIn.LINK), address="a@x.example")
    manager = Reader("m@x.example", "Manager", "en", 1, 2, WayIn.LINK)
    plan = Plan(is_on=True, digest_weekday=0)
    day = Day(TODAY, plan, (amina,), (manager,), (BranchFigures(1, "Main Street", 1, 0, 0),), (), frozenset())

    assert {one.address: one.way_in for one in decide(day)} == {"a@x.example": WayIn.LINK, "m@x.example": WayIn.LINK}
    assert [one.address for one in decide(replace(day, invited=frozenset({"a@x.example"})))] == ["m@x.example"]


@pytest.fixture
def valley(app, world, now):
    with app.app_context(), transaction() as write:
        service.set_plan(write, institution_id=world.valley.id, plan=Plan(is_on=True, digest_weekday=6, hour=8))
    return world.valley


def send(app, now):
    held = holdings_of(app)
    with app.app_context():
        done = send_reminders(settings=held.settings, catalogue=held.catalogue, now=now, is_waiting=False)
        database.session.rollback()
    return {one.slug: (one.letters, one.invitations) for one in done}


def bodies(app):
    with app.app_context():
        rows = database.session.execute(text("select to_address, body from outbox_message order by id")).all()
        database.session.rollback()
    return [(row.to_address, row.body) for row in rows]


def change(app, statement, **values):
    with app.app_context(), transaction() as write:
        write.execute(text(statement), values)


def opens(app, body, now):
    """Return whose password the link in a letter sets; None where it works no more."""
    with app.app_context():
        try:
            return links.get_link(database.session, token=LINK.search(body)[1], now=now).email
        except NotFound:
            return None
        finally:
            database.session.rollback()


def invite(app, valley, member_id, now):
    settings = holdings_of(app).settings

    class Here:
        id, name, zone, language = valley.id, "Valley", "Africa/Nairobi", "en"

    with app.app_context():
        (told,) = invite_members(Here(), [member_id], settings=settings, now=now)
        database.session.rollback()
    return told.outcome


def test_a_reminder_brings_a_link_that_works_and_never_to_who_has_a_password(app, valley, now):
    change(app, "update account set password_hash = 'set' where email = 'board@valley.example'")

    assert send(app, now + SOON) == {"valley": (2, 1)}

    letters = dict(bodies(app))
    assert "/links/" not in letters["board@valley.example"]
    assert opens(app, letters["field@valley.example"], now + SOON) == "field@valley.example"
    assert "for 14 days" in letters["field@valley.example"]


def test_a_reminder_makes_the_account_of_who_has_none_in_her_language(app, valley, now):
    field = valley.people["field"].member_id
    change(
        app,
        "update member set account_id = null, email = 'new@valley.example', language = 'pt' where id = :id",
        id=field,
    )

    send(app, now + SOON)

    letters = dict(bodies(app))
    assert opens(app, letters["new@valley.example"], now + SOON) == "new@valley.example"
    assert "Escolha aqui uma palavra-passe" in letters["new@valley.example"]


def test_invitation_and_reminder_are_one_letter_a_day_whichever_comes_first(app, valley, now):
    field = valley.people["field"].member_id
    morning, evening, tomorrow = now + SOON, now + SOON + timedelta(hours=2), now + SOON + timedelta(days=1)
    assert invite(app, valley, field, morning) is invite_together.Outcome.SENT

    assert send(app, evening) == {"valley": (1, 1)}
    assert [address for address, _ in bodies(app)] == ["field@valley.example", "board@valley.example"]
    assert send(app, tomorrow) == {"valley": (1, 1)}
    assert [address for address, _ in bodies(app)][2:] == ["field@valley.example"]
    assert invite(app, valley, field, tomorrow + timedelta(hours=2)) is invite_together.Outcome.TODAY
    first, second = (body for address, body in bodies(app) if address == "field@valley.example")
    assert opens(app, first, tomorrow) is None, "only the newest link works"
    assert opens(app, second, tomorrow) == "field@valley.example"


def test_a_corrected_address_gets_the_link_and_the_letter_that_went_astray_opens_nothing_here(app, valley, now):
    field = valley.people["field"]
    send(app, now + SOON)
    change(app, "update member set email = 'right@valley.example' where id = :id", id=field.member_id)
    later = now + SOON + timedelta(days=8)

    send(app, later)

    right = dict(bodies(app))["right@valley.example"]
    assert opens(app, right, later) == "right@valley.example"
    with app.app_context():
        query = text("select a.email from member m join account a on a.id = m.account_id where m.id = :id")
        assert database.session.execute(query, {"id": field.member_id}).scalar_one() == "right@valley.example"


def test_who_has_a_closed_account_is_told_whom_to_ask(app, valley, now):
    change(app, "update account set is_active = :no where email = 'field@valley.example'", no=False)

    send(app, now + SOON)

    letter = dict(bodies(app))["field@valley.example"]
    assert "/links/" not in letter
    assert "Ask Coordinator of Valley to let you in." in letter


def test_a_managers_letter_about_others_says_where_she_asks_for_a_link_herself(app, valley, now):
    send(app, now + SOON)

    send(app, now.replace(month=4, day=15))

    letter = dict(bodies(app))["middle.management@valley.example"]
    assert "Field of Valley" in letter
    assert "/links/" not in letter
    assert "/forgotten" in letter
