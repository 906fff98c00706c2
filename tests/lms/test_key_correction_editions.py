"""Correcting a key of a question that several editions have: not all of them alike."""

import copy
import tomllib
from datetime import timedelta
from types import SimpleNamespace

import pytest

from courses.resources import content_folder
from lms.attempts import service as attempts
from lms.errors import Invalid
from lms.workflows.correct_key import correct_key, preview_correction
from lms.workflows.key_banks import open_banks
from lms.workflows.key_races import Overtaken
from quizzes.corrections import key_of
from tests import corrected
from tests.corrected import asked, desk

MODULE = corrected.complaints()
FOLDER = content_folder() / "complaints"
DOCUMENTS = tuple(tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
OTHER = "0123456789ab"


@pytest.fixture
def here(session, small_world, now):
    return SimpleNamespace(session=session, now=now, quiz=corrected.open_quiz(session, MODULE, DOCUMENTS, now=now))


def keep_other_edition(here, documents=DOCUMENTS):
    attempts.keep_bank(
        here.session,
        module_id=MODULE.id,
        edition=OTHER,
        language="en",
        structure=documents[0],
        words=documents[1],
        now=here.now - timedelta(days=9),
    )


def without_option(item_id, option_id):
    """Return the documents of an edition that does not have an option of a question."""
    structure, words = copy.deepcopy(DOCUMENTS)
    (entry,) = (one for one in structure["items"] if one["id"] == item_id)
    entry["options"].remove(option_id)
    for part in ("options", "feedback"):
        del words["items"][item_id][part][option_id]
    return structure, words


def correct(here, number, **changed):
    wanted = asked(here.quiz, **changed)
    token = preview_correction(here.session, wanted, now=here.now).plan.token
    return apply(here, number, wanted, token)


def apply(here, number, wanted, token):
    made = correct_key(
        here.session, wanted, desk(), correction_id=f"{number:036}", token=token, reason="A slip.", now=here.now
    )
    here.session.flush()
    return made


def key_in(here, edition):
    banks = open_banks(here.session, module_id=MODULE.id, edition=edition)
    return key_of(banks.get_item(here.quiz.asked.id))


def test_an_edition_with_the_same_key_that_has_not_the_option_stays_as_it_was(here):
    keep_other_edition(here, without_option(str(here.quiz.asked.id), here.quiz.other_key()["choice"]))

    made = correct(here, 1)

    assert made.editions == (MODULE.edition,)
    assert key_in(here, MODULE.edition) == here.quiz.other_key()
    assert key_in(here, OTHER) == key_of(here.quiz.asked)


def test_an_edition_in_which_every_option_would_be_right_stays_as_it_was(here):
    key = str(here.quiz.asked.body.key)
    *most, last = sorted((str(one.id) for one in here.quiz.asked.body.options), key=lambda one: one != key)
    keep_other_edition(here, without_option(str(here.quiz.asked.id), last))

    assert correct(here, 1, key={"any": most}).editions == (MODULE.edition,)
    assert key_in(here, OTHER) == {"choice": key}


def test_who_wanted_it_everywhere_is_not_told_that_nothing_is_left_where_it_was_done_in_one_edition(here):
    keep_other_edition(here)
    everywhere = asked(here.quiz)
    seen = preview_correction(here.session, everywhere, now=here.now).plan.token
    correct(here, 1, is_everywhere=False)

    with pytest.raises(Overtaken, match=f"in these editions another one does: {OTHER}") as told:
        apply(here, 2, everywhere, seen)

    assert told.value.is_done
    assert "nothing is left" not in str(told.value)


def test_a_key_that_holds_is_not_said_to_come_from_a_correction_of_another_edition(here):
    keep_other_edition(here)
    correct(here, 1, edition=OTHER, is_everywhere=False)

    with pytest.raises(Invalid) as told:
        preview_correction(here.session, asked(here.quiz, key=key_of(here.quiz.asked)), now=here.now)

    assert told.value.fields["key"] == "This is the key that holds already. Choose another one."
