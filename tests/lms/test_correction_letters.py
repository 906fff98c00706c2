"""Letters about corrected keys, in every language: who, what, and what it means, with nothing left to fill in."""

import pytest

from lms.reminders.correction_letters import WORDS, Told, write_correction_letter
from lms.reminders.words import WORDS as REMINDER_WORDS
from lms.workflows.key_plan import News

LINK = "https://training.example/training"


def letter(language, *, news=News.PASSED, is_undo=False, name="Amina"):
    told = Told("amina@valley.example", name, "Valley Microfinance", news.value, is_undo, LINK)
    return write_correction_letter(told, (language,), lambda code: f"Complaints {code}")


def test_there_are_words_in_every_language_of_letters():
    assert set(WORDS) == set(REMINDER_WORDS)


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("is_undo", [False, True])
def test_every_letter_is_whole(language, is_undo):
    bodies = {news: letter(language, news=news, is_undo=is_undo) for news in News}

    for mail in bodies.values():
        assert mail.language == language
        assert f"Complaints {language}" in mail.subject
        assert "Amina" in mail.body
        assert f"Complaints {language}" in mail.body
        assert LINK in mail.body
        assert "{" not in mail.body + mail.subject
    assert len({mail.body for mail in bodies.values()}) == len(News)


def test_the_first_language_there_are_words_in_is_taken_and_english_where_there_are_none():
    told = Told("a@valley.example", "A", "V", News.STANDS.value, False, LINK)

    assert write_correction_letter(told, ("sw", "fr"), str).language == "fr"
    assert write_correction_letter(told, ("sw", ""), str).language == "en"


def test_a_name_cannot_begin_a_header_and_stands_in_its_own_direction():
    assert "\n" not in letter("en", name="A").subject
    assert "\u2068أمينة\u2069" in letter("en", name="أمينة").body
