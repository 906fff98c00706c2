"""A requirement that names a track: what is read, what is counted and what is asked."""

import json

import pytest
from sqlalchemy import text

from courses.catalogue import reading_minutes, sections_for
from courses.model import Tier, Track
from lms.db.engine import database
from tests.editions import complaints

SET = "/institutions/valley/requirements/set"
TERMS = {"tier": "field", "module": "complaints", "pass_percent": "80", "valid_months": "12", "track": "board"}


@pytest.fixture
def coordinator(world, sign_in):
    browser = sign_in(world.valley.people["coordinator"])
    browser.get("/institutions/valley/requirements")
    return browser


@pytest.fixture
def learner(coordinator, world, sign_in):
    """A loan officer who is to read the board track."""
    assert coordinator.send(SET, **TERMS).status_code == 303
    return sign_in(world.valley.people["field"])


def text_of(response):
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_form_says_what_it_means_before_it_is_saved_and_the_grid_after(app, coordinator):
    minutes = reading_minutes(complaints(app), tier=Tier.FIELD, track=Track.BOARD)
    own = reading_minutes(complaints(app), tier=Tier.FIELD, track=Track.FIELD)
    grid = text_of(coordinator.get("/institutions/valley/requirements"))
    form = text_of(coordinator.get(SET, query_string=TERMS))
    coordinator.send(SET, **TERMS)

    assert f"reads the field track, {own} min" in grid
    assert f"Field: reads the board track, {minutes} min" in form
    assert '<input type="hidden" name="track" value="board">' in form
    assert f"reads the board track, {minutes} min" in text_of(coordinator.get("/institutions/valley/requirements"))
    again = text_of(coordinator.get(SET, query_string={"tier": "field", "module": "complaints"}))
    assert '<option value="board" selected>' in again


def test_a_track_that_is_none_is_refused(coordinator):
    response = coordinator.send(SET, **{**TERMS, "track": "moon"})

    assert response.status_code == 422
    assert "Choose one of the tracks" in response.get_data(as_text=True)


def test_her_pages_count_the_track_she_is_to_read(app, learner):
    module = complaints(app)
    board = sections_for(module, Track.BOARD)
    page = text_of(learner.get("/modules/complaints"))
    training = text_of(learner.get("/training"))

    assert f"0 of {len(board)}" in page
    assert f"{len(board)} sections are not read yet." in page
    assert f"{len(board)} sections are not read yet." in text_of(learner.get("/modules/complaints?track=full"))
    assert f"{len(board)} sections" in training
    assert f"{reading_minutes(module, tier=Tier.FIELD, track=Track.BOARD)} min" in training


def test_reading_on_follows_that_track_and_its_links_need_no_name(app, learner):
    board = sections_for(complaints(app), Track.BOARD)
    here = learner.get("/modules/complaints/resume").headers["Location"]
    walked = []
    while "/sections/" in here:
        walked.append(here)
        learner.get(here)
        here = learner.send(here).headers["Location"]

    assert walked == [f"/modules/complaints/sections/{section.id}" for section in board]
    assert "?track=field" in text_of(learner.get("/modules/complaints"))
    other = text_of(learner.get("/modules/complaints?track=field"))
    assert "/sections/silence?track=field" in other


def test_why_she_is_not_complete_speaks_of_that_track(app, learner):
    for section in sections_for(complaints(app), Track.BOARD):
        learner.get(f"/modules/complaints/sections/{section.id}")
        learner.send(f"/modules/complaints/sections/{section.id}")

    page = text_of(learner.get("/training"))
    assert "The quiz is not passed yet" in page
    assert "not read yet" not in page


def test_the_quiz_is_drawn_from_what_that_track_teaches(app, learner):
    module = complaints(app)
    taught = {section.id for section in sections_for(module, Track.BOARD)}
    learner.get("/modules/complaints/quiz")
    learner.send("/modules/complaints/quiz")
    with app.app_context():
        form = database.session.execute(text("select form from attempt")).scalar()
        database.session.rollback()
    entries = json.loads(form) if isinstance(form, str) else form

    assert {module.bank.find(entry["item"]).section for entry in entries} <= taught


def test_other_tiers_and_other_institutions_keep_their_own(app, learner, world, sign_in):
    module = complaints(app)
    field, board = sections_for(module, Track.FIELD), sections_for(module, Track.BOARD)
    harbour = text_of(sign_in(world.harbour.people["field"]).get("/modules/complaints"))
    directors = text_of(sign_in(world.valley.people["board"]).get("/modules/complaints"))

    assert f"0 of {len(field)}" in harbour
    assert f"0 of {len(board)}" in directors
