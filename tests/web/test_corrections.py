"""Corrected keys on pages, by API and by command: for who may, seen before it is done, done once, undone."""

import json
import re
import tomllib

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from lms.accounts import service as accounts
from lms.cli.main import cli
from lms.db.engine import database, transaction
from lms.http import moment
from lms.http.holdings import holdings_of
from lms.permissions import Role
from tests import corrected
from tests.corrected import take
from tests.worlds import Person

MODULE = corrected.complaints()
FOLDER = corrected.content_folder() / "complaints"
DOCUMENTS = tuple(tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
R, W = True, False
PATH = "/key-corrections"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    monkeypatch.setattr(moment, "read_clock", lambda: now)


@pytest.fixture
def quiz(app, world, now):
    with app.app_context(), transaction() as write:
        made = corrected.open_quiz(write, MODULE, DOCUMENTS, now=now)
        take(write, made, world.valley, "field", (W, R, R, R, W), now=now)
        take(write, made, world.harbour, "field", (R, R, R, R, W), now=now)
    return made


@pytest.fixture
def author(app, world, sign_in, now):
    with app.app_context(), transaction() as write:
        new = accounts.create_account(write, email="author@lakes.example", name="Ama Author", now=now)
        accounts.grant_role(write, account_id=new.id, role=Role.AUTHOR, network_id=world.network_id, now=now)
    return sign_in(Person(new.id, 0, "author@lakes.example"))


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def hidden(response):
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.get_data(as_text=True))
    return {name: value.replace("&#34;", '"') for name, value in pairs if name != "csrf_token"}


def form_path(quiz):
    return f"{PATH}/questions/complaints/{quiz.asked.id}"


def asked_on_page(author, quiz, **changed):
    fields = {**quiz.other_key(), "policy": "keep", "everywhere": "yes", "reason": "The law changed."}
    return author.send(form_path(quiz), **{**fields, **changed})


def test_an_author_sees_what_it_would_do_does_it_and_undoes_it(author, quiz, world, sign_in):
    assert "No key was corrected yet" in words(author.get(PATH))
    chosen = author.get(f"{PATH}/choose?module=complaints")
    assert form_path(quiz) in chosen.get_data(as_text=True)
    assert quiz.asked.stem in words(author.get(form_path(quiz)))

    seen = asked_on_page(author, quiz)

    assert "Completions gained 1 Completions lost 0 Passes kept all the same 1" in words(seen)
    assert "No key was corrected yet" in words(author.get(PATH))

    made = author.send(PATH, **hidden(seen))
    assert made.status_code == 303
    page = author.get(PATH)
    assert "The law changed." in words(page)
    assert "2 institutions" in words(page)
    assert "Field of Valley" not in words(page)

    house = words(sign_in(world.valley.people["coordinator"]).get("/institutions/valley/key-corrections"))
    assert "Gained a completion: Field of Valley" in house
    assert "Harbour" not in house

    undo = re.search(PATH + r"/[0-9a-f-]+/undo", page.get_data(as_text=True))[0]
    asked = author.get(undo)
    assert "Completions lost 1" in words(asked)
    empty = author.send(undo, **hidden(asked), reason=" ")
    assert empty.status_code == 422
    assert "The reason is empty" in words(empty)
    assert author.send(undo, **hidden(asked), reason="It was right.").status_code == 303
    assert "Undone on" in words(author.get(PATH))


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(author, quiz):
    refused = asked_on_page(author, quiz, choice="", reason="")

    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert 'href="#f-key"' in page
    assert 'href="#f-reason"' in page
    same = asked_on_page(author, quiz, choice=str(quiz.asked.body.key))
    assert same.status_code == 422
    assert "holds already" in words(same)
    assert "The law changed." in words(same)


def test_when_somebody_hands_in_meanwhile_the_new_numbers_are_shown_in_place_of_doing_it(app, author, quiz, world, now):
    seen = asked_on_page(author, quiz)
    with app.app_context(), transaction() as write:
        take(write, quiz, world.valley, "board", (W, R, R, R, W), tier="board", now=now)

    refused = author.send(PATH, **hidden(seen))

    assert refused.status_code == 409
    assert "preview once more" in words(refused)
    assert "Completions gained 2" in words(refused)
    assert author.send(PATH, **hidden(refused)).status_code == 303


def test_who_changes_something_after_the_preview_finds_all_she_filled_in(author, quiz):
    seen = asked_on_page(author, quiz, policy="regrade", everywhere="", reason="The law changed in March.")

    form = author.send(form_path(quiz), **hidden(seen), change="yes").get_data(as_text=True)

    assert re.search(rf'value="{quiz.other_key()["choice"]}"[^>]* checked', form)
    assert re.search(r'value="regrade" checked', form)
    assert re.search(r'name="everywhere" value="yes"(?! checked)', form)
    assert "The law changed in March." in form


def test_pressed_twice_it_is_done_once_and_says_that_it_is_done(author, quiz):
    form = hidden(asked_on_page(author, quiz))

    answers = [author.send(PATH, **form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert words(author.get(PATH)).count("The law changed.") == 1


def test_what_is_taken_away_is_said_before_the_press_and_on_her_page_afterwards(author, quiz, world, sign_in):
    assert "takes" not in words(asked_on_page(author, quiz))
    seen = asked_on_page(author, quiz, policy="regrade")
    assert "It takes 1 completion away and revokes 1 certificate" in words(seen)

    author.send(PATH, **hidden(seen))

    house = sign_in(world.harbour.people["coordinator"])
    her = words(house.get(f"/institutions/harbour/members/{world.harbour.people['field'].member_id}"))
    assert "taken back: it counts on no day" in her


def test_undoing_the_first_of_two_shows_the_key_that_holds(author, quiz):
    author.send(PATH, **hidden(asked_on_page(author, quiz)))
    first = re.search(PATH + r"/[0-9a-f-]+/undo", author.get(PATH).get_data(as_text=True))[0]
    author.send(PATH, **hidden(asked_on_page(author, quiz, withdraw="yes")))

    seen = words(author.get(first))

    assert seen.count("withdrawn: everybody gets the point") == 2


@pytest.mark.parametrize("who", ["field", "coordinator", "facilitator"])
def test_nobody_else_sees_or_corrects_a_key(world, quiz, sign_in, who):
    client = sign_in(world.valley.people[who])

    for path in (PATH, f"{PATH}/choose?module=complaints", form_path(quiz)):
        answer = client.get(path)
        assert answer.status_code == 403
        assert str(quiz.asked.body.options[0].text) not in answer.get_data(as_text=True)
    assert client.send(form_path(quiz), **quiz.other_key()).status_code == 403
    assert client.get("/institutions/harbour/key-corrections").status_code == 404


def test_the_learner_reads_the_corrected_key_afterwards_and_never_before(app, author, quiz, world, sign_in):
    learner = sign_in(world.valley.people["field"])
    with app.app_context():
        attempt = database.session.execute(
            text("SELECT id FROM attempt WHERE member_id = :m"), {"m": world.valley.people["field"].member_id}
        ).scalar_one()
    before = words(learner.get(f"/attempts/{attempt}/result"))
    assert "Not yet passed" in before

    author.send(PATH, **hidden(asked_on_page(author, quiz)))

    after = words(learner.get(f"/attempts/{attempt}/result"))
    told = learner.get(f"/api/v1/attempts/{attempt}/result").get_json()
    assert told["corrected"] == [str(quiz.asked.id)]
    assert "Passed" in after
    assert "was corrected" in after
    learner.send("/modules/complaints/quiz")
    with app.app_context():
        fresh = database.session.execute(text("SELECT id FROM attempt WHERE submitted_at IS NULL")).scalar_one()
    for number in range(1, 4):
        page = words(learner.get(f"/attempts/{fresh}/questions/{number}"))
        assert "corrected" not in page


def test_a_command_shows_it_does_it_and_lists_it(app, quiz, settings, monkeypatch):
    for name, value in {"INSTANCE_DIR": str(settings.instance_dir), "DATABASE_URL": settings.database_url}.items():
        monkeypatch.setenv(name, value)
    held = holdings_of(app).catalogue
    monkeypatch.setattr("lms.cli.item.load_catalogue", lambda *_, **__: held)
    run = CliRunner()
    key = json.dumps(quiz.other_key())
    base = ["item", "correct-key", "complaints", str(quiz.asked.id), "--key", key]

    def lms(*arguments, code=0):
        database_free(app)
        result = run.invoke(cli, list(arguments))
        assert result.exit_code == code, result.output
        return result.output

    assert str(quiz.asked.id) in lms("item", "list", "complaints")
    shown = lms(*base)
    token = re.search(r"--apply ([0-9a-f]+)", shown)[1]
    assert "completions gained: 1" in shown
    assert "No key was corrected yet." in lms("item", "corrections")
    assert "preview once more" in lms(*base, "--reason", "Wrong.", "--apply", "0" * 16, code=2)
    done = lms(*base, "--reason", "The law changed.", "--apply", token)
    correction = re.search(r"Correction ([0-9a-f-]{36})", done)[1]
    again = lms("item", "undo", correction)
    lms("item", "undo", correction, "--reason", "No.", "--apply", re.search(r"--apply ([0-9a-f]+)", again)[1])
    assert json.loads(lms("item", "corrections", "--json"))[0]["undone_at"] is not None
    assert "give the right answer as JSON" in lms("item", "correct-key", "complaints", "x", "--key", "b", code=2)


def database_free(app):
    with app.app_context():
        database.session.remove()
