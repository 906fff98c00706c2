"""How hard English is to read."""

from fractions import Fraction

import pytest

from courses.readability import grade, syllables_in


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("asked", 1),
        ("granted", 2),
        ("charge", 1),
        ("charges", 2),
        ("table", 2),
        ("rules", 1),
        ("handle", 2),
        ("client", 2),
        ("period", 3),
        ("being", 2),
        ("idea", 3),
        ("question", 2),
        ("institution", 4),
        ("complaint's", 2),
        ("3,000", 1),
        ("word12", 1),
    ],
)
def test_syllables_are_those_that_are_spoken(word, syllables):
    assert syllables_in(word) == syllables


def test_the_grade_is_that_of_flesch_and_kincaid():
    # 7 words in 2 sentences, 8 syllables.
    found = grade(["She asked a client. He said no."])

    assert found == Fraction("0.39") * 7 / 2 + Fraction("11.8") * 8 / 7 - Fraction("15.59")


def test_a_run_ends_its_sentence_and_a_dot_in_a_number_does_not():
    assert grade(["One two", "three four."]) == grade(["One two. Three four."])
    assert grade(["It costs 2.5 now."]) == grade(["It costs two now."])


def test_long_words_in_long_sentences_are_harder():
    easy = grade(["Hear her. Write it down. Give her a number."])
    hard = grade(
        ["Institutional responsibilities necessitate documentation of dissatisfaction expressed by clientele."]
    )

    assert easy < 3
    assert hard > 15


def test_without_a_word_there_is_no_grade():
    assert grade(["", "— …"]) is None
