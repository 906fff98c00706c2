"""What changed since somebody completed a module: who is asked, what she does, and what stays as it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from lms.db.engine import database
from lms.http.holdings import holdings_of
from lms.reports.changes import list_open_changes
from tests.answering import fields_for
from tests.editions import CHANGED_ON, FINISHED_ON, TODAY, complaints, editorial, finish, serve, substantive
from tests.web.test_learner_path import form_of

NEXT_YEAR = TODAY + timedelta(days=300)


@pytest.fixture
def learner(app, world, sign_in):
    """A loan officer who completed the module as it was first."""
    finish(app, world.valley, world.valley.people["field"], of=complaints(app).edition, valid_until=NEXT_YEAR)
    return sign_in(world.valley.people["field"])


def asked(app, world):
    """Who has a task about a change, by house and tier."""
    found = set()
    with app.app_context():
        for house in (world.valley, world.harbour):
            for who, person in house.people.items():
                catalogue = holdings_of(app).catalogue
                if list_open_changes(database.session(), catalogue, member_id=person.member_id, today=TODAY):
                    found.add(f"{house.slug} {who}")
        database.session.rollback()
    return found


def rows(app, question="select source, edition, completed_on, valid_until from completion order by id"):
    with app.app_context():
        found = [tuple(str(one) for one in row) for row in database.session.execute(text(question))]
        database.session.rollback()
    return found


def text_of(response):
    assert response.status_code == 200
    return response.get_data(as_text=True)


def main_of(response):
    """What stands between the frame, whose tokens change with the clock."""
    return text_of(response).partition("<main")[2].partition("</main>")[0]


def press(learner, edition=None, path="/modules/complaints/changes"):
    page = text_of(learner.get(path))
    shown = edition or page.partition('name="edition" value="')[2].partition('"')[0]
    response = learner.send(path, edition=shown)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def answer(app, learner, attempt_id, *, right):
    for position, (item, entry) in enumerate(form_of(app, attempt_id), start=1):
        href = f"/attempts/{attempt_id}/questions/{position}"
        learner.get(href)
        learner.send(href, answer_id=str(uuid4()), go="next", **fields_for(item, entry, right=right))
    learner.send(f"/attempts/{attempt_id}/hand-in")
    return text_of(learner.get(f"/attempts/{attempt_id}/result"))


def two_items(app):
    return tuple(item.id for item in complaints(app).bank.items[:2])


def test_an_editorial_change_asks_nobody_and_loses_no_progress(app, world, learner):
    learner.get("/modules/complaints")
    learner.send("/modules/complaints/sections/promise")
    before = main_of(learner.get("/training"))

    serve(app, editorial())

    assert asked(app, world) == set()
    assert main_of(learner.get("/training")) == before != ""
    assert "See what changed" not in text_of(learner.get("/modules/complaints"))
    assert "Nothing waits for you here" in text_of(learner.get("/modules/complaints/changes"))


def test_a_substantive_change_asks_exactly_those_who_completed_an_older_edition(app, world):
    old = complaints(app).edition
    valley, harbour = world.valley, world.harbour
    new = serve(app, substantive())
    finish(app, valley, valley.people["field"], of=old, valid_until=NEXT_YEAR)
    finish(app, harbour, harbour.people["board"], of=old)
    finish(app, valley, valley.people["board"], of=old, valid_until=TODAY)
    finish(app, valley, valley.people["support"], of=new.edition, on=CHANGED_ON + timedelta(days=1))
    finish(app, valley, valley.people["middle_management"], of=old)
    finish(app, valley, valley.people["middle_management"], of=new.edition, on=TODAY)

    assert asked(app, world) == {"valley field", "harbour board"}


def test_a_change_she_had_before_her_when_she_finished_asks_nothing(app, world):
    finish(app, world.valley, world.valley.people["field"], of="an-older-one", on=CHANGED_ON)
    serve(app, substantive())

    assert asked(app, world) == set()


def test_an_attempt_begun_before_the_change_is_asked_whenever_it_was_handed_in(app, world, sign_in):
    browser = sign_in(world.valley.people["field"])
    browser.get("/modules/complaints/quiz")
    attempt_id = browser.send("/modules/complaints/quiz").headers["Location"].removeprefix("/attempts/")
    with app.app_context():
        database.session.execute(text("update attempt set started_at = '2020-01-01 09:00:00+00:00'"))
        database.session.commit()
    new = serve(app, substantive())
    assert "Your certificate" in answer(app, browser, attempt_id, right=True)

    assert asked(app, world) == {"valley field"}
    assert rows(app)[0][1] != new.edition


def test_reading_what_changed_renews_the_completion_as_long_as_before_and_asks_no_more(app, world, learner):
    old = complaints(app).edition
    new = serve(app, substantive(), editorial())
    training = text_of(learner.get("/training"))
    page = text_of(learner.get("/modules/complaints/changes"))

    assert "See what changed" in training
    assert old in training
    assert "calendar days" in page
    assert "Two spellings." in page
    assert press(learner) == "/modules/complaints"
    assert rows(app) == [
        ("quiz", old, str(FINISHED_ON), str(NEXT_YEAR)),
        ("change", new.edition, str(TODAY), str(NEXT_YEAR)),
    ]
    after = text_of(learner.get("/training"))
    assert "See what changed" not in after
    assert new.edition in after
    assert "/certificates/" in after
    assert len(rows(app, "select id from certificate")) == 1

    serve(app, editorial(on=TODAY), summary="Once more other words.")
    assert asked(app, world) == set()


def test_pressing_twice_is_one_completion(app, learner):
    new = serve(app, substantive())
    for _press in range(2):
        press(learner, edition=new.edition)

    assert len(rows(app)) == 2


def test_who_read_an_edition_that_is_gone_reads_again(app, world, learner):
    serve(app, substantive())
    target = press(learner, edition="000000000000")

    assert target == "/modules/complaints/changes"
    assert "has changed once more" in text_of(learner.get(target))
    assert asked(app, world) == {"valley field"}


def test_the_two_questions_of_a_change_are_an_attempt_of_their_own(app, world, learner):
    items = two_items(app)
    new = serve(app, substantive(*items))
    attempt_id = press(learner).removeprefix("/attempts/")
    assert press(learner) == f"/attempts/{attempt_id}"
    assert [entry.item_id for _, entry in form_of(app, attempt_id)] == list(items)

    wrong = answer(app, learner, attempt_id, right=False)
    assert "Not yet passed" in wrong
    assert "/modules/complaints/changes" in wrong
    assert len(rows(app)) == 1

    again = press(learner).removeprefix("/attempts/")
    assert again != attempt_id
    right = answer(app, learner, again, right=True)
    assert "Passed" in right
    assert "/certificates/" not in right
    assert rows(app)[1:] == [("change", new.edition, str(TODAY), str(NEXT_YEAR))]
    assert asked(app, world) == set()


def test_one_of_the_two_right_is_not_enough(app, learner):
    serve(app, substantive(*two_items(app)))
    attempt_id = press(learner).removeprefix("/attempts/")
    (item, entry), _ = form_of(app, attempt_id)
    learner.get(f"/attempts/{attempt_id}/questions/1")
    learner.send(f"/attempts/{attempt_id}/questions/1", answer_id=str(uuid4()), **fields_for(item, entry, right=True))
    learner.send(f"/attempts/{attempt_id}/hand-in")

    assert len(rows(app)) == 1


def test_questions_cannot_be_passed_by_saying_that_one_has_read(app, world, learner):
    serve(app, substantive(*two_items(app)))
    assert press(learner).startswith("/attempts/")

    assert asked(app, world) == {"valley field"}


def test_the_quiz_itself_stays_apart_from_the_questions_of_a_change(app, learner):
    serve(app, substantive(*two_items(app)))
    learner.get("/modules/complaints/quiz")
    quiz = learner.send("/modules/complaints/quiz").headers["Location"]

    assert press(learner) != quiz
    assert learner.send("/modules/complaints/quiz").headers["Location"] == quiz
    assert "9 of" not in text_of(learner.get("/modules/complaints/quiz"))


def test_her_coordinator_sees_the_edition_and_that_a_task_waits(app, world, sign_in, learner):
    old = complaints(app).edition
    person = world.valley.people["field"]
    coordinator = sign_in(world.valley.people["coordinator"])
    before = main_of(coordinator.get("/institutions/valley/coverage"))
    new = serve(app, substantive())
    href = f"/institutions/valley/members/{person.member_id}"

    page = text_of(coordinator.get(href))
    assert old in page
    assert "a short task waits for her" in page
    press(learner)
    page = text_of(coordinator.get(href))
    assert new.edition in page
    assert "a short task waits for her" not in page
    assert main_of(coordinator.get("/institutions/valley/coverage")) == before != ""


def test_another_institution_sees_none_of_it(app, world, sign_in, learner):
    serve(app, substantive())
    other = sign_in(world.harbour.people["field"])
    href = f"/institutions/valley/members/{world.valley.people['field'].member_id}"

    assert "Nothing waits for you here" in text_of(other.get("/modules/complaints/changes"))
    assert other.send("/modules/complaints/changes", edition="x").status_code == 303
    assert len(rows(app)) == 1
    assert sign_in(world.harbour.people["coordinator"]).get(href).status_code == 404
