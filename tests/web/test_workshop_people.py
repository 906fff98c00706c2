"""The people of a workshop on its pages: who is not here yet, who was taken out; and whose workshop a page is of."""

import re
from datetime import timedelta

import pytest

from lms.db.engine import database, transaction
from lms.errors import Invalid
from lms.reports.workshop_people import list_not_here_yet
from lms.web import workshop_invitations, workshop_people_pages, workshop_training
from lms.web.forms.workshops import read_workshop
from lms.workshops import seats, teams
from tests.workshops import open_hall

NADIA = "nadia@new.example"


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


@pytest.fixture
def at(monkeypatch, now):
    """Move the clock of the trainer's pages."""

    def move(moment):
        monkeypatch.setattr(workshop_people_pages, "today_at", lambda _zone: moment.date())
        for module in (workshop_invitations, workshop_training):
            monkeypatch.setattr(module, "now", lambda: moment)

    move(now)
    return move


def page_of(browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    return " ".join(response.get_data(as_text=True).split())


def waiting(app, hall):
    with app.app_context():
        return list_not_here_yet(database.session(), workshop_id=hall.id)


def test_who_was_invited_stands_under_not_here_yet_until_she_is_written_to_or_taken_off(app, hall, at, now, sign_in):
    trainer, people = sign_in(hall.trainer), f"/workshops/{hall.id}/people"
    amina = hall.trainees["amina"].email
    trainer.send(f"{people}/invite", people=f"Nadia Noor, {NADIA}\nAmina, {amina}")
    page = page_of(trainer, people)
    assert "1 letter is on its way" in page
    assert f"Here already, so no letter went out: {amina}" in page
    assert page.index("<h2>Not here yet") < page.rindex(NADIA)
    assert "Written to today. The next letter can go out tomorrow." in page
    assert "Send again" not in page

    trainer.send(f"{people}/invite", people=f"Nadia Noor, {NADIA}")
    assert f"no second letter went out: {NADIA}" in page_of(trainer, people)
    [one] = waiting(app, hall)
    trainer.send(f"{people}/invited/{one.id}/again")
    assert "written to today already" in page_of(trainer, people)

    at(now + timedelta(days=1))
    assert "Send again" in page_of(trainer, people)
    trainer.send(f"{people}/invited/{one.id}/again")
    page = page_of(trainer, people)
    assert f"Another letter to {NADIA} is on its way" in page
    assert "2 letters, the last on" in page

    trainer.send(f"{people}/invited/{one.id}/off")
    page = page_of(trainer, people)
    assert f"{NADIA} is off the list" in page
    assert "<h2>Not here yet" not in page
    assert waiting(app, hall) == ()


def test_a_trainee_sees_no_address_of_who_was_invited_and_changes_nothing(app, hall, at, sign_in):
    people = f"/workshops/{hall.id}/people"
    sign_in(hall.trainer).send(f"{people}/invite", people=f"Nadia Noor, {NADIA}")
    [one] = waiting(app, hall)
    amina = sign_in(hall.trainees["amina"])
    for path in ("", "/case", "/tools", "/exercises", "/proposal", "/rubric", "/reviews"):
        assert "nadia" not in page_of(amina, f"/workshops/{hall.id}{path}").casefold()
    seat = hall.seat_ids["binta"]
    for path in (f"invited/{one.id}/again", f"invited/{one.id}/off", "remove", "back"):
        assert amina.send(f"{people}/{path}", seat_id=str(seat)).status_code == 404
    assert len(waiting(app, hall)) == 1


def test_one_press_takes_somebody_out_and_the_next_takes_her_back(app, hall, at, now, sign_in):
    with app.app_context(), transaction() as write:
        river = teams.make_team(write, workshop_id=hall.id, name="River", now=now)
        teams.move(write, workshop_id=hall.id, seat_id=hall.seat_ids["amina"], team_id=river, now=now)
    trainer, people = sign_in(hall.trainer), f"/workshops/{hall.id}/people"
    answer = trainer.send(f"{people}/remove", seat_id=str(hall.seat_ids["amina"]))
    page = page_of(trainer, answer.headers["Location"])

    assert "is out. What she wrote stays in the proposal of River; taken back, she writes on there." in page
    assert page.index("Take her back") < page.index("2 trainees")
    assert ">Taken out</h2>" in page_of(trainer, people)
    assert sign_in(hall.trainees["amina"]).get(f"/workshops/{hall.id}").status_code == 404

    trainer.send(f"{people}/back", seat_id=str(hall.seat_ids["amina"]))
    page = page_of(trainer, people)
    assert "She is back, where she was." in page
    assert "3 trainees" in page
    assert ">Taken out</h2>" not in page
    assert "River" in page_of(sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}")


def test_who_writes_alone_and_is_taken_out_is_told_that_her_proposal_is_kept(hall, at, sign_in):
    trainer, people = sign_in(hall.trainer), f"/workshops/{hall.id}/people"
    answer = trainer.send(f"{people}/remove", seat_id=str(hall.seat_ids["chen"]))

    assert "Her proposal is kept as it is" in page_of(trainer, answer.headers["Location"])


def test_who_left_by_herself_is_not_taken_back(app, hall, at, now, sign_in):
    with app.app_context(), transaction() as write:
        seats.leave(write, workshop_id=hall.id, seat_id=hall.seat_ids["amina"], now=now)
    trainer, people = sign_in(hall.trainer), f"/workshops/{hall.id}/people"
    trainer.send(f"{people}/back", seat_id=str(hall.seat_ids["amina"]))

    page = page_of(trainer, f"{people}?out={hall.seat_ids['amina']}")
    assert "She left by herself" in page
    assert "Take her back" not in page


def test_every_page_of_a_workshop_but_its_first_says_whose_it_is(app, hall, sign_in):
    trainer, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    line = f'<p class="within"><a href="{one}"><bdi>Upgrade workshop</bdi></a></p>'
    ways = re.findall(rf'href="({one}[^"]*)"', page_of(trainer, f"{one}/people").split("</nav>")[1])
    assert f"{one}/board" in ways
    for way in set(ways) - {one}:
        page = page_of(trainer, way)
        assert page.count(line) == 1, way
        assert page.index(line) < page.index("<h1"), way
        assert "· Upgrade workshop · CPP Training</title>" in page, way
    assert 'class="within"' not in page_of(trainer, one)
    assert page_of(sign_in(hall.trainees["amina"]), f"{one}/proposal").count(line) == 1


def test_what_is_wrong_is_named_in_the_order_of_the_page(app):
    form = {"title": "", "mode": "tent", "starts_on": "", "zone": "Mars/Base", "due_on": "2026-02-30"}
    with app.test_request_context(), pytest.raises(Invalid) as refused:
        read_workshop(form)

    assert list(refused.value.fields) == ["title", "mode", "starts_on", "zone", "due_on"]


def test_the_form_names_its_fields_in_the_order_of_its_page(sign_in, world):
    page = page_of(sign_in(world.valley.people["coordinator"]), "/workshops/new")
    shown = re.findall(r'name="(title|place|case|mode|starts_on|lengths|begins|zone|language|due_on|due_time)"', page)

    assert list(dict.fromkeys(shown)) == [
        "title", "place", "case", "mode", "starts_on", "lengths", "begins", "zone", "language", "due_on", "due_time",
    ]  # fmt: skip
