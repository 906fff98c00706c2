"""The letters that let somebody in: the same values in every language, and nothing runs in the wrong direction."""

import re
from dataclasses import fields

import pytest

from lms.reminders.access_letters import WORDS, Words, compose_reset, compose_workshop_invitation
from lms.reminders.letters import END, ISOLATE
from lms.reminders.words import WORDS as LETTERS

SLOT = re.compile(r"\{([a-z]+)\}")
PASSWORD, SEAT = "https://train.example/links/abc", "https://train.example/workshops/join?code=K2"


def invitation(language, password_link=PASSWORD):
    return compose_workshop_invitation(
        to_address="a@x.example",
        name="Amina Diallo",
        workshop="Fair collections",
        join_link=SEAT,
        password_link=password_link,
        days=14,
        language=language,
    )


def reset(language):
    return compose_reset(to_address="a@x.example", name="Amina Diallo", link=PASSWORD, hours=2, language=language)


def test_they_speak_every_language_that_reminders_speak():
    assert WORDS.keys() == LETTERS.keys()


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_says_the_same_values_and_nothing_stays_english(language):
    for one in fields(Words):
        ours, english = getattr(WORDS[language], one.name), getattr(WORDS["en"], one.name)
        assert SLOT.findall(ours) == SLOT.findall(english)
        assert language == "en" or ours != english


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_letters_say_who_where_how_long_and_have_each_link_on_a_line_of_its_own(language):
    to_workshop, to_password = invitation(language), reset(language)

    assert to_workshop.language == to_password.language == language
    assert {PASSWORD, SEAT} <= set(to_workshop.body.splitlines())
    assert PASSWORD in to_password.body.splitlines()
    for said in ("Amina Diallo", "Fair collections", "14"):
        assert said in to_workshop.body
    assert "Fair collections" in to_workshop.subject
    assert not SLOT.search(to_workshop.subject + to_workshop.body + to_password.subject + to_password.body)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_who_has_a_password_is_asked_for_none(language):
    mail = invitation(language, password_link="")

    assert WORDS[language].seat in mail.body
    assert WORDS[language].choose not in mail.body
    assert "14" not in mail.body


def test_in_arabic_names_and_figures_are_isolated_and_an_unknown_language_gets_english():
    assert f"{ISOLATE}Fair collections{END}" in invitation("ar").body
    assert f"{ISOLATE}2{END}" in reset("ar").body
    assert reset("sw").language == "en"
