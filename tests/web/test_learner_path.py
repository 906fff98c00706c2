"""The learner's path, page by page, without a script: read, play the case, take the quiz, hold the certificate."""

import json
import re
from uuid import uuid4

import pytest
from sqlalchemy import text

from lms.db.engine import database
from lms.http.holdings import holdings_of
from quizzes.documents import read_form
from tests.answering import fields_for

CERTIFICATE = re.compile(r"/certificates/([A-Z2-9]{12})")


@pytest.fixture
def learner(world, sign_in):
    return sign_in(world.valley.people["field"])


def location(response):
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def begin(learner):
    learner.get("/modules/complaints/quiz")
    return location(learner.send("/modules/complaints/quiz")).removeprefix("/attempts/")


def ask(app, question, **values):
    with app.app_context():
        found = database.session.execute(text(question), values).scalars().all()
        database.session.rollback()
    return found


def form_of(app, attempt_id):
    """The frozen form with the items it names; no page ever says as much."""
    kept = ask(app, "select form from attempt where id = :id", id=attempt_id)[0]
    bank = holdings_of(app).catalogue.get("complaints").bank
    entries = read_form(json.loads(kept) if isinstance(kept, str) else kept).items
    return [(bank.find(entry.item_id), entry) for entry in entries]


def answer_all(app, learner, attempt_id, *, right):
    for position, (item, entry) in enumerate(form_of(app, attempt_id), start=1):
        href = f"/attempts/{attempt_id}/questions/{position}"
        learner.get(href)
        location(learner.send(href, answer_id=str(uuid4()), go="next", **fields_for(item, entry, right=right)))


def test_my_training_says_what_is_due_and_why(learner):
    page = learner.get("/training").get_data(as_text=True)

    assert "Mechanisms for complaint resolution" in page
    assert "Valley Microfinance (invented)" in page


def test_reading_comes_back_to_where_she_was(learner):
    learner.get("/modules/complaints")
    second = location(learner.send("/modules/complaints/sections/promise"))
    learner.get(second)
    third = location(learner.send(second))

    assert location(learner.get("/modules/complaints/resume")) == third
    assert learner.get(third).status_code == 200


def test_a_section_shows_her_own_lens_first(learner):
    page = learner.get("/modules/complaints/sections/silence").get_data(as_text=True)

    own, others = page.index('class="lens"'), page.index("<details")
    assert own < others


def test_a_calculator_works_without_a_script(learner):
    asked = "/modules/complaints/sections/registers-speak?track=full&calculator=complaints-per-thousand"
    page = learner.get(f"{asked}&complaints=18&clients=6000").get_data(as_text=True)
    wrong = learner.get(f"{asked}&complaints=18&clients=none").get_data(as_text=True)

    assert "3.0" in page
    assert 'aria-invalid="true"' in wrong


def test_the_case_counts_a_double_press_once_and_can_be_replayed(learner):
    page = learner.get("/modules/complaints/case").get_data(as_text=True)
    choice = re.search(r'name="choice" value="([a-z0-9-]+)"', page)[1]
    for _press in range(2):
        location(learner.send("/modules/complaints/case", choice=choice, step="0"))
    after = learner.get("/modules/complaints/case").get_data(as_text=True)
    location(learner.send("/modules/complaints/case", replay="yes"))

    assert re.search(r'name="step" value="1"', after)
    assert re.search(r'name="step" value="0"', learner.get("/modules/complaints/case").get_data(as_text=True))


def test_a_whole_quiz_answered_right_gives_a_certificate(app, learner):
    attempt_id = begin(learner)
    answer_all(app, learner, attempt_id, right=True)
    result = learner.get(location(learner.send(f"/attempts/{attempt_id}/hand-in"))).get_data(as_text=True)
    code = CERTIFICATE.search(result)[1]

    assert learner.get(f"/certificates/{code}").status_code == 200
    assert "Mechanisms for complaint resolution" in learner.get("/training").get_data(as_text=True)
    assert ask(app, "select percent from completion where source_id = :id", id=attempt_id) == [100]


def test_a_quiz_answered_wrong_gives_none_and_says_how_far(app, learner):
    attempt_id = begin(learner)
    answer_all(app, learner, attempt_id, right=False)
    result = learner.get(location(learner.send(f"/attempts/{attempt_id}/hand-in"))).get_data(as_text=True)

    assert not CERTIFICATE.search(result)
    assert "You need 10 points to pass" in result
    assert ask(app, "select id from completion") == []


def test_pressing_twice_hands_in_once(app, learner):
    attempt_id = begin(learner)
    answer_all(app, learner, attempt_id, right=True)
    for _press in range(2):
        location(learner.send(f"/attempts/{attempt_id}/hand-in"))

    assert len(ask(app, "select id from score")) == 1
    assert len(ask(app, "select id from certificate")) == 1


def test_beginning_twice_is_one_attempt(learner):
    assert begin(learner) == begin(learner)


def test_the_same_answer_sent_twice_is_kept_once(app, learner):
    attempt_id = begin(learner)
    item, entry = form_of(app, attempt_id)[0]
    for _press in range(2):
        answer = fields_for(item, entry, right=True)
        learner.send(f"/attempts/{attempt_id}/questions/1", answer_id="3b241101-e2bb-4255-8caf-4136c566a962", **answer)

    assert len(ask(app, "select id from answer")) == 1


def test_the_newest_answer_counts(app, learner):
    attempt_id = begin(learner)
    answer_all(app, learner, attempt_id, right=False)
    answer_all(app, learner, attempt_id, right=True)
    learner.send(f"/attempts/{attempt_id}/hand-in")

    assert ask(app, "select percent from completion") == [100]


def test_after_handing_in_nothing_changes(app, learner):
    attempt_id = begin(learner)
    learner.send(f"/attempts/{attempt_id}/hand-in")
    item, entry = form_of(app, attempt_id)[0]
    late = learner.send(
        f"/attempts/{attempt_id}/questions/1", answer_id=str(uuid4()), **fields_for(item, entry, right=True)
    )

    assert late.status_code == 409
    assert ask(app, "select id from answer") == []


def test_opening_and_leaving_pages_never_hands_in(app, learner):
    attempt_id = begin(learner)
    for page in ("", "/questions/1", "/hand-in", "/result"):
        learner.get(f"/attempts/{attempt_id}{page}")

    assert ask(app, "select submitted_at from attempt") == [None]


def test_a_sign_in_that_has_run_out_loses_no_answer(app, learner, sign_in, world):
    attempt_id = begin(learner)
    item, entry = form_of(app, attempt_id)[0]
    fields = fields_for(item, entry, right=True)
    stranger = sign_in(None)
    late = stranger.post(f"/attempts/{attempt_id}/questions/1", data={"answer_id": str(uuid4()), **fields})
    sealed = re.search(r'name="pending" value="([^"]+)"', late.get_data(as_text=True))[1]
    asked = stranger.send("/sign-in/again", pending=sealed)

    assert late.status_code == 401
    assert sealed in asked.get_data(as_text=True)
    assert ask(app, "select id from answer") == []


def test_another_member_finds_no_attempt_and_no_certificate(app, learner, sign_in, world):
    attempt_id = begin(learner)
    answer_all(app, learner, attempt_id, right=True)
    learner.send(f"/attempts/{attempt_id}/hand-in")
    code = ask(app, "select code from certificate")[0]
    other = sign_in(world.harbour.people["field"])

    assert other.get(f"/attempts/{attempt_id}/result").status_code == 404
    assert other.get(f"/certificates/{code}").status_code == 404
    assert sign_in(world.harbour.people["coordinator"]).get(f"/certificates/{code}").status_code == 404
    assert sign_in(world.valley.people["coordinator"]).get(f"/certificates/{code}").status_code == 200


def test_no_page_before_handing_in_tells_a_key(app, learner):
    attempt_id = begin(learner)
    for position, (item, _entry) in enumerate(form_of(app, attempt_id), start=1):
        page = learner.get(f"/attempts/{attempt_id}/questions/{position}").get_data(as_text=True)
        for option in getattr(item.body, "options", getattr(item.body, "left", ())):
            assert not option.feedback or option.feedback not in page
        assert "feedback" not in page
        assert "data-key" not in page
    seed = ask(app, "select seed from attempt")[0]
    assert seed not in page


def test_a_question_that_cannot_be_read_keeps_what_was_typed(app, learner):
    attempt_id = begin(learner)
    # A form has at least four kinds, so one of these three is always in it.
    unreadable = {
        "numeric": lambda item: {"number": "about ten"},
        "ordering": lambda item: {f"order-{step.id}": "1" for step in item.body.steps},
        "matching": lambda item: {f"pair-{left.id}": item.body.right[0].id for left in item.body.left},
    }
    asked = enumerate((item for item, _entry in form_of(app, attempt_id)), start=1)
    place, item = next((place, item) for place, item in asked if item.kind in unreadable)
    fields = unreadable[item.kind](item)
    answer = learner.send(f"/attempts/{attempt_id}/questions/{place}", answer_id=str(uuid4()), **fields)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="about ten"' in page or " selected" in page
    assert ask(app, "select id from answer") == []


def test_a_calculator_shows_its_table_and_where_its_formula_comes_from(learner):
    section = "/modules/transparency/sections/flat-declining?track=full"
    before = learner.get(section).get_data(as_text=True)
    asked = f"{section}&calculator=flat-and-declining&amount=1200&rate=24&months=6"
    after = learner.get(asked).get_data(as_text=True)

    assert "internal rate of return" in before
    assert "Month by month" not in before
    assert "Month by month" in after
    assert "224.00" in after  # 1,200 / 6, and 2 % of 1,200 each month
