"""The letter that invites: the same values in every language, and nothing runs in the wrong direction."""

import re
from dataclasses import fields

import pytest

from lms.reminders.invitation_letters import WORDS, Words, compose_invitation
from lms.reminders.letters import END, ISOLATE
from lms.reminders.words import WORDS as LETTERS

SLOT = re.compile(r"\{([a-z]+)\}")
LINK = "https://train.example/links/abc"


def letter(language, institution="North Valley"):
    return compose_invitation(
        to_address="a@x.example",
        name="Amina Diallo",
        institution_name=institution,
        link=LINK,
        days=14,
        language=language,
    )


def test_the_invitation_speaks_every_language_that_reminders_speak():
    assert WORDS.keys() == LETTERS.keys()


@pytest.mark.parametrize("language", sorted(WORDS))
def test_an_invitation_says_who_where_how_long_and_has_the_link_on_a_line_of_its_own(language):
    mail = letter(language)

    assert mail.language == language
    assert LINK in mail.body.splitlines()
    for said in ("Amina Diallo", "North Valley", "14"):
        assert said in mail.body
    assert not SLOT.search(mail.subject + mail.body)
    for one in fields(Words):
        ours, english = getattr(WORDS[language], one.name), getattr(WORDS["en"], one.name)
        assert SLOT.findall(ours) == SLOT.findall(english)
        assert language == "en" or ours != english


def test_an_officer_of_no_institution_and_an_unknown_language_get_plain_english():
    mail = letter("sw", institution="")

    assert mail.language == "en"
    assert "Principles.\n" in mail.body


def test_in_arabic_names_and_figures_are_isolated():
    assert f"{ISOLATE}Amina Diallo{END}" in letter("ar").body
    assert f"{ISOLATE}14{END}" in letter("ar").body
