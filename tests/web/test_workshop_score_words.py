"""Levels in words: what was reached, and what to aim at next."""

from fractions import Fraction

import pytest

from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.web.workshop_score_words import level_text, next_level, points_to_aim_at

ACCESS = next(one for one in load_workshop(workshop_folder()).rubric.criteria if one.id == "access")
GOOD = "At least two channels fit those who do not read, live far away or are afraid of their officer; they are told in"


@pytest.mark.parametrize(("reached", "aim"), [("1", 3), ("3/2", 3), ("2", 3), ("5/2", 3), ("3", 4), ("7/2", 4)])
def test_nobody_is_told_to_aim_at_a_level_that_says_what_is_lacking(reached, aim):
    assert points_to_aim_at(Fraction(reached)) == aim
    assert next_level(ACCESS, Fraction(reached)).startswith(GOOD if aim == 3 else "The design starts from what clients")


def test_at_the_best_there_is_nothing_to_aim_at():
    assert next_level(ACCESS, Fraction(4)) == next_level(ACCESS, None) == ""


def test_the_best_level_is_told_with_the_one_it_builds_on(app):
    with app.test_request_context():
        told = level_text(ACCESS, Fraction(4))

    assert told.startswith(GOOD)
    assert "Besides, the design starts from what clients said" in told
    assert "As before" not in told
