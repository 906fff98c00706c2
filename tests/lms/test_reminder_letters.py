"""Letters and short texts: in six languages, whole, and in Arabic with every value where it belongs."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from lms.mail import Envelope, message_of
from lms.reminders.facts import BranchFigures, Item, LatePerson, Letter, NoticeKind, Person
from lms.reminders.letters import END, ISOLATE, LONGEST_TEXT, House, write_group_text, write_letter, write_short_text
from lms.reminders.stops import Stop, read_token, write_token
from lms.reminders.words import WORDS, Words, words_for

TODAY = date(2026, 3, 2)
SOON, LATE = Item("complaints", date(2026, 3, 9)), Item("pricing", date(2026, 2, 20))
TITLES = {"complaints": "Mechanisms for complaint resolution", "pricing": "Responsible pricing"}
HOUSE = House(
    "North Valley",
    "en",
    "https://train.example/training",
    "https://train.example/institutions/valley/reminders/texts",
    lambda module_id, _: TITLES[module_id],
)
LINK = "https://train.example/reminders/stop/abc"
SLOT = re.compile(r"\{([a-z]+)\}")
PLACEHOLDERS = re.compile(r"[{}]")


def letter(language="en", **changed):
    made = Letter(NoticeKind.REMINDER, "amina@x.example", "Amina Diallo", language, 1, (LATE, SOON))
    return replace(made, **changed)


def digest(language):
    return letter(
        language,
        kind=NoticeKind.DIGEST,
        late=(LatePerson("Joseph Okello", 1, LATE),),
        branches=(BranchFigures(1, "Main Street", 12, 9, 1),),
        unreached=2,
    )


def person(language="en", *items, name="Amina Diallo"):
    return Person(1, name, "N1", language, "", "field", 1, items or (LATE, SOON))


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_every_sentence_with_the_same_values(language):
    for field in fields(Words):
        ours, english = getattr(WORDS[language], field.name), getattr(WORDS["en"], field.name)
        assert ours
        if field.name == "months":
            assert len(ours) == 12
            continue
        assert sorted(SLOT.findall(ours)) == sorted(SLOT.findall(english)), field.name
        if language != "en":
            assert ours != english or field.name in ("day", "figures", "person"), field.name


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("kind", ["reminder", "digest"])
def test_a_letter_says_what_is_due_when_where_to_go_and_how_to_stop(language, kind):
    mail = write_letter(
        letter(language) if kind == "reminder" else digest(language), HOUSE, today=TODAY, stop_link=LINK
    )

    assert mail.language == language
    assert mail.unsubscribe == LINK
    assert HOUSE.training_link in mail.body.splitlines()
    assert LINK in mail.body.splitlines()
    assert "2026" in mail.body
    assert "Responsible pricing" in mail.body
    assert not PLACEHOLDERS.search(mail.subject + mail.body)
    assert "\n" not in mail.subject


def test_english_says_it_in_plain_words():
    body = write_letter(letter(), HOUSE, today=TODAY, stop_link=LINK).body

    assert "- Responsible pricing: late, it was due by 20 February 2026" in body
    assert "- Mechanisms for complaint resolution: by 9 March 2026" in body


def test_what_runs_out_is_renewed_and_what_ran_out_is_done_again():
    again = (replace(LATE, is_again=True), replace(SOON, is_again=True))

    body = write_letter(letter(items=again), HOUSE, today=TODAY, stop_link=LINK).body

    assert "it counted until 20 February 2026, please do it again" in body
    assert "renew it by 9 March 2026" in body


def test_a_language_without_words_falls_to_the_institutions_and_then_to_english():
    assert words_for("sw", "fr")[0] == "fr"
    assert words_for("sw", "xx")[0] == "en"


def test_in_arabic_every_value_is_isolated_and_addresses_stand_on_lines_of_their_own():
    mail = write_letter(digest("ar"), HOUSE, today=TODAY, stop_link=LINK)

    assert mail.body.count(ISOLATE) == mail.body.count(END) > 0
    for line in mail.body.splitlines():
        bare = re.sub(f"{ISOLATE}[^{ISOLATE}{END}]*{END}", "", line)
        if not line.startswith("https://") and line != HOUSE.name:
            assert not re.search(r"[A-Za-z0-9]", bare), line
    assert f"{ISOLATE}Amina Diallo{END}" in mail.body


def test_an_arabic_name_in_an_english_letter_is_isolated_and_a_latin_one_is_left_alone():
    body = write_letter(letter(name="أمينة ديالو"), HOUSE, today=TODAY, stop_link=LINK).body

    assert f"Hello {ISOLATE}أمينة ديالو{END}," in body
    assert body.count(ISOLATE) == 1


def test_a_name_cannot_begin_a_line_or_a_header_of_its_own():
    mail = write_letter(
        letter(name="Amina\nBcc: all@x.example"), replace(HOUSE, name="North\r\nValley"), today=TODAY, stop_link=LINK
    )

    assert "Hello Amina Bcc: all@x.example," in mail.body
    assert mail.subject == "Your training at North Valley: late"


def test_the_message_carries_the_button_of_the_mail_program():
    mail = write_letter(letter(), HOUSE, today=TODAY, stop_link=LINK)

    message = message_of(Envelope(1, datetime(2026, 3, 2, tzinfo=UTC), mail), sender="cpp@train.example")

    assert message["List-Unsubscribe"] == f"<{LINK}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_short_text_fits_and_ends_with_the_link(language):
    many = tuple(Item("complaints", date(2026, 3, day)) for day in range(1, 28))

    for text in (
        write_short_text(person(language), HOUSE, today=TODAY),
        write_short_text(person(language, *many, name="A" * 200), HOUSE, today=TODAY),
        write_group_text("Main Street", [person(language, *many)], HOUSE, today=TODAY),
    ):
        assert len(text.text) <= LONGEST_TEXT
        assert text.text.endswith(HOUSE.training_link)
    assert write_short_text(person(language), HOUSE, today=TODAY).language == language


def test_a_group_text_names_nobody_and_each_module_once():
    text = write_group_text("Main Street", [person(), person()], HOUSE, today=TODAY).text

    assert "Amina" not in text
    assert text.count("Responsible pricing") == 1


def test_a_stop_link_says_whose_letters_stop_and_nobody_else_can_make_one():
    stop = Stop(7, "amina@x.example")
    token = write_token(stop, secret="s" * 32)

    assert read_token(token, secret="s" * 32) == stop
    assert read_token(token, secret="t" * 32) is None
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        assert read_token(changed, secret="s" * 32) in (None, stop)


@pytest.mark.parametrize("token", ["", "a", "é", "%%%", "A" * 2000, "AAAAAAAAAAAAAAAAAAAAAAAA"])
def test_what_is_no_token_is_none(token):
    assert read_token(token, secret="s" * 32) is None


def test_what_one_person_is_late_with_since_one_day_stands_in_one_line():
    second = Item("complaints", LATE.deadline)
    late = tuple(LatePerson("Joseph Okello", branch, item) for branch in (1, 2) for item in (LATE, second))

    body = write_letter(replace(digest("en"), late=(*late, late[-1])), HOUSE, today=TODAY, stop_link=LINK).body

    both = "- Joseph Okello: Responsible pricing; Mechanisms for complaint resolution, by 20 February 2026"
    assert body.splitlines().count(both) == 2
    assert body.splitlines().count("- Joseph Okello: Mechanisms for complaint resolution, by 20 February 2026") == 1
