"""The standards on the page: how sure we are of each, and where it is taught, practised and tested."""

import pytest

from courses.standards import NUMBERS
from lms.http.holdings import holdings_of
from quizzes.model import SingleBody


@pytest.fixture
def learner(world, sign_in):
    return sign_in(world.valley.people["field"])


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_all_thirty_stand_under_their_principles_with_how_sure_we_are(learner):
    page = text_of(learner, "/standards")

    assert all(f'href="/standards/{number}"' in page for number in NUMBERS)
    assert page.count("Principle ") >= 7
    assert "no source that we have seen says it" in page


def test_every_standard_has_its_page(learner):
    for number in NUMBERS:
        assert f"<bdi>{number}</bdi>" in text_of(learner, f"/standards/{number}")


def test_a_standard_leads_to_where_it_is_taught_and_counts_what_tests_it(app, learner):
    page = text_of(learner, "/standards/7.1")

    assert 'href="/modules/complaints/sections/silence"' in page
    assert "slides of a session" in page
    assert "questions" in page
    assert "Supported" in page
    for item in holdings_of(app).catalogue.get("complaints").bank.items:
        assert item.stem not in page
        if isinstance(item.body, SingleBody):
            assert not [option.text for option in item.body.options if option.text in page]


def test_who_is_no_learner_reads_the_same_without_dead_ends(world, sign_in):
    page = text_of(sign_in(world.officer), "/standards/7.1")

    assert "Why clients stay silent" in page
    assert "/modules/" not in page


def test_a_number_that_is_none_is_not_found(learner):
    assert "it has 1.1 to 7.4" in text_of(learner, "/standards/7.9", 404)


def test_nobody_reads_them_signed_out(sign_in):
    assert sign_in(None).get("/standards", headers={"Accept": "text/html"}).status_code in (303, 401)


def test_the_module_page_leads_to_the_standards_of_each_objective(learner):
    assert 'href="/standards/7.1"' in text_of(learner, "/modules/complaints")
