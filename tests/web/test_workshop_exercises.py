"""The exercises of a workshop speak of the case it is held on: on their pages, in the answers, in what they link to."""

import pytest

from courses.model import Mode
from lms.db.engine import transaction
from lms.http import access
from lms.web import workshops
from tests.workshops import open_hall

EXERCISES = ("silence", "angry-client", "register-audit", "triage", "data-to-action", "pitch")


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (workshops, access):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def coast(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now, mode=Mode.WEBINAR, case_id="quellmar")


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return response.get_data(as_text=True)


def test_a_workshop_on_the_weak_mechanism_never_speaks_of_the_other_institution(sign_in, coast):
    trainee, trainer = sign_in(coast.trainees["amina"]), sign_in(coast.trainer)
    for exercise in EXERCISES:
        page = text_of(trainee, f"/workshops/{coast.id}/exercises/{exercise}")
        answers = text_of(trainer, f"/workshops/{coast.id}/exercises/{exercise}/answers")
        text_of(trainee, f"/workshops/{coast.id}/exercises/{exercise}/answers", status=404)
        assert "Sandrel" not in page + answers


def test_the_numbers_of_its_exercises_lead_to_its_own_facts_and_papers(sign_in, coast):
    trainee, trainer = sign_in(coast.trainees["amina"]), sign_in(coast.trainer)
    page = text_of(trainee, f"/workshops/{coast.id}/exercises/triage")
    answers = text_of(trainer, f"/workshops/{coast.id}/exercises/silence/answers")

    assert f'href="/workshops/{coast.id}/case/exhibits/operator-list"' in page
    assert "#F58" in answers
    assert "The operator&#39;s list" in text_of(trainee, f"/workshops/{coast.id}/case/exhibits/operator-list")
    assert "26" in text_of(trainer, f"/workshops/{coast.id}/key")
