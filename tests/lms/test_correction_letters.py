"""Letters about corrected keys, in every language: who, what, and what it means, with nothing left to fill in."""

import pytest

from lms.reminders.correction_letters import CORRECTED, UNDONE, WIDENED, WORDS, Told, write_correction_letter
from lms.reminders.words import WORDS as REMINDER_WORDS
from lms.workflows.key_plan import News

LINK, RECORD = "https://training.example/training", "https://training.example/account/record"
OPEN = (News.LOST, News.ENDED)


def letter(language, *, news=News.PASSED, why=CORRECTED, name="Amina", has_left=False, link=LINK):
    told = Told("amina@valley.example", name, "Valley Microfinance", why, news.value, has_left, link)
    return write_correction_letter(told, (language,), lambda code: f"Complaints {code}")


def test_there_are_words_in_every_language_of_letters():
    assert set(WORDS) == set(REMINDER_WORDS)


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("why", [CORRECTED, WIDENED, UNDONE])
@pytest.mark.parametrize("has_left", [False, True])
def test_every_letter_is_whole(language, why, has_left):
    bodies = {news: letter(language, news=news, why=why, has_left=has_left) for news in News}

    for mail in bodies.values():
        assert mail.language == language
        assert f"Complaints {language}" in mail.subject
        assert "Amina" in mail.body
        assert f"Complaints {language}" in mail.body
        assert LINK in mail.body
        assert "{" not in mail.body + mail.subject
    assert len({mail.body for mail in bodies.values()}) == len(News)


def test_the_first_language_there_are_words_in_is_taken_and_english_where_there_are_none():
    told = Told("a@valley.example", "A", "V", CORRECTED, News.STANDS.value, False, LINK)

    assert write_correction_letter(told, ("sw", "fr"), str).language == "fr"
    assert write_correction_letter(told, ("sw", ""), str).language == "en"


def test_a_name_cannot_begin_a_header_and_stands_in_its_own_direction():
    assert "\n" not in letter("en", name="A").subject
    assert "\u2068أمينة\u2069" in letter("en", name="أمينة").body


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("news", list(News))
def test_only_who_is_still_there_reads_that_she_can_take_the_quiz_again(language, news):
    words = WORDS[language]
    here, gone = letter(language, news=news), letter(language, news=news, has_left=True, link=RECORD)

    assert (words.again in here.body) == (news in OPEN)
    assert words.again not in gone.body
    assert words.link not in gone.body
    assert f"{words.record}\n{RECORD}\n" in gone.body
    left = words.left.format(
        institution="\u2068Valley Microfinance\u2069" if language == "ar" else "Valley Microfinance"
    )
    assert left not in here.body
    assert (left in gone.body) == (news in OPEN)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_who_left_and_has_no_account_reads_whom_to_ask(language):
    body = letter(language, news=News.LOST, has_left=True, link="").body

    assert "http" not in body
    assert body.count("Valley Microfinance") == 3
