"""A learner's own commitment: asked after reading, kept once, shown to her and to her coordinator."""

import pytest
from sqlalchemy import text

from courses.catalogue import sections_for
from courses.model import Track
from lms.db.engine import database
from tests.editions import ask_for_commitment, complaints

SENTENCE = "I have read how complaints are solved and will apply it."
PAGE = "/modules/complaints/commitment"


@pytest.fixture
def learner(world, sign_in):
    return sign_in(world.valley.people["field"])


@pytest.fixture
def module(app):
    return ask_for_commitment(app, SENTENCE)


def text_of(response):
    assert response.status_code == 200
    return response.get_data(as_text=True)


def kept(app):
    question = "select member_name, tier, sentence, edition, language from attestation order by id"
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(question))]
        database.session.rollback()
    return found


def test_after_the_last_section_she_is_asked(learner, module):
    last = sections_for(module, Track.FIELD)[-1]
    learner.get("/modules/complaints")

    assert learner.send(f"/modules/complaints/sections/{last.id}").headers["Location"] == PAGE


def test_the_page_shows_the_sentence_with_her_name_institution_and_tier(learner, module):
    page = text_of(learner.get(PAGE))

    for words in (SENTENCE, "Field of Valley", "Valley Microfinance (invented)", "Field", "I commit myself"):
        assert words in page
    assert "Back to the module" in page
    assert "Not given yet" in text_of(learner.get("/modules/complaints"))


def test_a_double_press_is_one_record_and_it_is_shown_to_her(app, learner, module):
    learner.get(PAGE)
    for _press in range(2):
        assert learner.send(PAGE, edition=module.edition).headers["Location"] == PAGE

    assert kept(app) == [("Field of Valley", "field", SENTENCE, module.edition, "en")]
    page = text_of(learner.get(PAGE))
    assert "You committed yourself on" in page
    assert "I commit myself" not in page
    assert "You committed yourself on" in text_of(learner.get("/training"))
    assert "Given on" in text_of(learner.get("/modules/complaints"))
    last = sections_for(module, Track.FIELD)[-1]
    assert learner.send(f"/modules/complaints/sections/{last.id}").headers["Location"] == "/modules/complaints"


def test_nobody_signs_a_sentence_she_has_not_seen(app, learner, module):
    learner.get(PAGE)
    ask_for_commitment(app, "I have read it and promise much more.")
    target = learner.send(PAGE, edition=module.edition).headers["Location"]

    assert "promise much more" in text_of(learner.get(target))
    assert kept(app) == []


def test_another_edition_with_the_same_sentence_asks_nobody_again(app, learner, module):
    learner.get(PAGE)
    learner.send(PAGE, edition=module.edition)
    ask_for_commitment(app, "I have read it, in new words.")

    page = text_of(learner.get(PAGE))
    assert SENTENCE in page
    assert "I have read it, in new words." in page
    assert "I commit myself" in page
    ask_for_commitment(app, SENTENCE)
    assert "I commit myself" not in text_of(learner.get(PAGE))


def test_her_name_stays_as_it_was_when_she_gave_it(app, world, learner, module):
    learner.get(PAGE)
    learner.send(PAGE, edition=module.edition)
    with app.app_context():
        database.session.execute(text("update member set name = 'Another Name'"))
        database.session.commit()

    assert "Field of Valley" in text_of(learner.get(PAGE))


def test_her_coordinator_sees_it_and_nobody_of_another_institution(app, world, sign_in, learner, module):
    learner.get(PAGE)
    learner.send(PAGE, edition=module.edition)
    href = f"/institutions/valley/members/{world.valley.people['field'].member_id}"

    page = text_of(sign_in(world.valley.people["coordinator"]).get(href))
    assert SENTENCE in page
    assert module.edition in page
    assert sign_in(world.harbour.people["coordinator"]).get(href).status_code == 404
    assert "You committed yourself" not in text_of(sign_in(world.harbour.people["field"]).get(PAGE))


def test_a_module_that_asks_for_none_has_no_such_page(app, learner):
    assert complaints(app).attestation == ""
    assert learner.get(PAGE).status_code == 404
    assert "My commitment" not in text_of(learner.get("/modules/complaints"))


def test_who_holds_no_office_reads_it_and_cannot_press(app, world, learner, module):
    with app.app_context():
        database.session.execute(text("update tenure set ends_on = '2025-02-01'"))
        database.session.commit()

    assert "You hold no office today" in text_of(learner.get(PAGE))
    assert learner.send(PAGE, edition=module.edition).status_code == 403
    assert kept(app) == []


def test_a_commitment_completes_nothing(app, learner, module):
    learner.get(PAGE)
    learner.send(PAGE, edition=module.edition)
    with app.app_context():
        assert database.session.execute(text("select count(*) from completion")).scalar() == 0
        database.session.rollback()
