"""Corrected keys on pages, by API and by command: for who may, seen before it is done, done once, undone."""

import json
import re
import threading
import tomllib
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from lms.accounts import service as accounts
from lms.attempts import service as attempts
from lms.cli.main import cli
from lms.db.engine import database, transaction
from lms.http import moment
from lms.http.holdings import holdings_of
from lms.permissions import Role
from lms.workflows.correct_key import correct_key, preview_correction
from lms.workflows.key_races import Overtaken
from tests import corrected
from tests.corrected import take
from tests.worlds import Person

MODULE = corrected.complaints()
FOLDER = corrected.content_folder() / "complaints"
DOCUMENTS = tuple(tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
R, W = True, False
PATH = "/key-corrections"
CORRECTION = "44444444-0000-4000-8000-000000000001"
EDITION = "0123456789ab"


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
    return made_author(app, world, sign_in, now, "Ama")


@pytest.fixture
def other_author(app, world, sign_in, now):
    return made_author(app, world, sign_in, now, "Oto")


def made_author(app, world, sign_in, now, name):
    email = f"{name.lower()}@lakes.example"
    with app.app_context(), transaction() as write:
        new = accounts.create_account(write, email=email, name=f"{name} Author", now=now)
        accounts.grant_role(write, account_id=new.id, role=Role.AUTHOR, network_id=world.network_id, now=now)
    return sign_in(Person(new.id, 0, email))


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


def test_a_form_that_says_no_more_why_comes_back_with_all_that_was_filled_in(author, quiz):
    seen = asked_on_page(author, quiz, policy="regrade")

    refused = author.send(PATH, **{**hidden(seen), "reason": " "})

    assert refused.status_code == 422
    assert "The reason is empty" in words(refused)
    assert re.search(r'value="regrade" checked', refused.get_data(as_text=True))


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
    told = author.get(f"/api/v1{first}ing").get_json()
    assert told["key_before"] == told["key"] == {"withdrawn": True}


def test_who_makes_the_same_correction_a_moment_later_reads_who_was_faster_and_keeps_what_she_filled_in(
    author, other_author, quiz
):
    seen = [asked_on_page(author, quiz), asked_on_page(other_author, quiz, policy="regrade", reason="I heard it too.")]
    assert author.send(PATH, **hidden(seen[0])).status_code == 303

    late = other_author.send(PATH, **hidden(seen[1]))

    assert late.status_code == 409
    page = words(late)
    assert f"Ama Author corrected the question “{quiz.asked.id}” on " in page
    assert "“The law changed.” The key you chose holds by now." in page
    assert "It was made another way than you chose: Never take away a pass" in page
    assert "I heard it too." in page
    assert re.search(PATH + r"/[0-9a-f-]+/undo", late.get_data(as_text=True))
    form = other_author.send(form_path(quiz), **hidden(late), change="yes").get_data(as_text=True)
    assert "I heard it too." in form
    assert re.search(r'value="regrade" checked', form)
    assert "corrected the question" in words(asked_on_page(other_author, quiz))
    assert words(author.get(PATH)).count("by Ama Author") == 1


def overtaken(author, other_author, quiz):
    """Return the page of who came second with another way for who answered before, and where theirs is undone."""
    seen = asked_on_page(other_author, quiz, policy="regrade", everywhere="", reason="I heard it too.")
    author.send(PATH, **hidden(asked_on_page(author, quiz)))
    late = other_author.send(PATH, **hidden(seen))
    return late, re.search(PATH + r"/[0-9a-f-]+/undo", late.get_data(as_text=True))[0]


def test_who_undoes_theirs_finds_her_own_correction_filled_in_and_makes_it(author, other_author, quiz):
    late, undo = overtaken(author, other_author, quiz)

    looked = other_author.send(undo, **hidden(late), look="yes")
    refused = other_author.send(undo, **hidden(looked), reason=" ")
    done = [other_author.send(undo, **hidden(refused), reason="Everybody is to be marked.") for _ in range(2)]

    assert "the form of your own correction, as you had filled it in" in words(looked)
    assert (looked.status_code, refused.status_code) == (200, 422)
    assert "The reason is empty" in words(refused)
    for answer in done:
        form = answer.get_data(as_text=True)
        assert "it is not made yet" in words(answer)
        assert "I heard it too." in form
        assert re.search(r'value="regrade" checked', form)
        assert re.search(r'name="everywhere" value="yes"(?! checked)', form)
        assert re.search(rf'value="{quiz.other_key()["choice"]}" checked', form)
    again = asked_on_page(other_author, quiz, policy="regrade", everywhere="", reason="I heard it too.")
    assert other_author.send(PATH, **hidden(again)).status_code == 303
    assert words(other_author.get(PATH)).count("by Oto Author") == 2


def test_her_own_correction_is_kept_when_a_third_one_undid_theirs_meanwhile(author, other_author, quiz):
    late, undo = overtaken(author, other_author, quiz)
    looked = other_author.send(undo, **hidden(late), look="yes")
    author.send(undo, **hidden(author.get(undo)), reason="A slip.")

    for answer in (
        other_author.send(undo, **hidden(looked), reason="Everybody is to be marked."),
        other_author.send(undo, **hidden(late), look="yes"),
    ):
        assert answer.status_code == 409
        assert "It is undone. What you had filled in for your own correction is kept." in words(answer)
        form = other_author.send(form_path(quiz), **hidden(answer), change="yes").get_data(as_text=True)
        assert "I heard it too." in form
        assert re.search(r'value="regrade" checked', form)


def test_who_wanted_it_in_every_edition_reads_in_which_another_key_holds_still(app, author, other_author, quiz, now):
    kept = {"module_id": MODULE.id, "language": "en", "now": now - timedelta(days=1)}
    with app.app_context(), transaction() as write:
        attempts.keep_bank(write, edition=EDITION, structure=DOCUMENTS[0], words=DOCUMENTS[1], **kept)
    seen = asked_on_page(other_author, quiz)
    author.send(PATH, **hidden(asked_on_page(author, quiz, everywhere="")))

    late = words(other_author.send(PATH, **hidden(seen)))

    assert f"In these editions another one does: {EDITION}. Look at it there." in late
    assert "nothing is left to do" not in late


def test_who_corrects_it_otherwise_a_moment_later_sees_who_did_what_and_what_hers_would_do_now(
    author, other_author, quiz
):
    seen = asked_on_page(other_author, quiz, withdraw="yes", reason="Nothing is right.")
    author.send(PATH, **hidden(asked_on_page(author, quiz)))

    late = other_author.send(PATH, **hidden(seen))

    assert late.status_code == 409
    assert "This changed since you looked Ama Author corrected the question" in words(late)
    assert "Nothing is right." in words(late)
    assert other_author.send(PATH, **hidden(late)).status_code == 303


def test_who_undoes_what_was_undone_a_moment_before_reads_by_whom(author, other_author, quiz):
    author.send(PATH, **hidden(asked_on_page(author, quiz)))
    undo = re.search(PATH + r"/[0-9a-f-]+/undo", author.get(PATH).get_data(as_text=True))[0]
    seen = hidden(other_author.get(undo))
    first = {**hidden(author.get(undo)), "reason": "It was right."}
    assert [author.send(undo, **first).status_code for _ in range(2)] == [303, 303]

    late = other_author.send(undo, **seen, reason="A mistake.")

    assert late.status_code == 409
    assert "Ama Author undid a correction of the question" in words(late)
    assert "“It was right.” It is undone: nothing is left to do." in words(late)
    assert "What you had filled in Why A mistake." in words(late)
    assert other_author.get(undo).status_code == 409


def test_of_two_at_the_very_same_moment_one_does_it_and_the_other_is_told(app, quiz, now):
    wanted, ready, told = corrected.asked(quiz), threading.Barrier(2), []
    with app.app_context():
        token = preview_correction(database.session, wanted, now=now).plan.token

    def make(number):
        with app.app_context():
            ready.wait()
            try:
                with transaction() as write:
                    correct_key(
                        write,
                        wanted,
                        corrected.desk(),
                        correction_id=f"{number:036}",
                        token=token,
                        reason="The law changed.",
                        now=now,
                    )
                told.append("")
            except Overtaken as error:
                told.append(str(error))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    done, overtaken = sorted(told)
    assert done == ""
    assert overtaken.startswith("Somebody who has the server corrected the question")
    assert overtaken.endswith("The key you chose holds by now: nothing is left to do.")
    with app.app_context():
        assert database.session.execute(text("SELECT count(*) FROM key_correction")).scalar_one() == 1


def test_an_author_ticks_two_that_are_right_and_the_learner_reads_that_either_counts(app, author, quiz, world, sign_in):
    form = author.get(form_path(quiz)).get_data(as_text=True)
    assert "checked" not in form.split("</fieldset>")[0]
    both = [str(quiz.asked.body.key), quiz.other_key()["choice"]]

    seen = asked_on_page(author, quiz, choice=both)

    assert words(seen).count("any one of: ") == 1
    again = author.send(form_path(quiz), **hidden(seen), change="yes").get_data(as_text=True)
    assert again.split("</fieldset>")[0].count(" checked") == 2
    refused = asked_on_page(author, quiz, choice=both, reason="").get_data(as_text=True)
    assert refused.split("</fieldset>")[0].count(" checked") == 2
    author.send(PATH, **hidden(seen))
    assert words(author.get(f"{PATH}/choose?module=complaints")).count("any one of: ") == 1
    learner = sign_in(world.valley.people["field"])
    page = words(learner.get(f"/attempts/{attempt_of(app, world)}/result"))
    assert "More than one answer is right here: any one of them counts." in page
    options = {str(one.id): one for one in quiz.asked.body.options}
    assert f"{options[both[1]].text} Your answer, and right" in page
    assert f"{options[both[0]].text} Right" in page
    assert not any(one.feedback in page for one in options.values())


def attempt_of(app, world):
    with app.app_context():
        return database.session.execute(
            text("SELECT id FROM attempt WHERE member_id = :m"), {"m": world.valley.people["field"].member_id}
        ).scalar_one()


def test_programs_are_told_who_was_faster(author, other_author, quiz):
    asked = {"module": "complaints", "item": str(quiz.asked.id), "key": quiz.other_key()}
    token = ask(other_author, "/previews", asked).get_json()["token"]
    author.send(PATH, **hidden(asked_on_page(author, quiz)))

    late = ask(other_author, "", {**asked, "id": CORRECTION, "token": token, "reason": "I heard it too."})

    assert late.status_code == 409
    told = late.get_json()["detail"]
    assert told.startswith(f"Ama Author corrected the question {quiz.asked.id} on ")
    assert told.endswith("“The law changed.” The key you chose holds by now: nothing is left to do.")
    (row,) = author.get(f"/api/v1{PATH}").get_json()["items"]
    assert (row["corrected_by"], row["undone_by"]) == ("Ama Author", "")
    again = ask(other_author, "/previews", asked)
    assert again.status_code == 422
    assert "Ama Author" in again.get_json()["errors"]["key"]


def ask(client, path, body):
    if not client.token:
        client.get("/account")
    return client.post(f"/api/v1{PATH}{path}", json=body, headers={"X-CSRFToken": client.token})


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
    attempt = attempt_of(app, world)
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
    assert "Somebody who has the server corrected the question" in lms(*base, "--apply", token, "--reason", "x", code=2)
    again = lms("item", "undo", correction)
    lms("item", "undo", correction, "--reason", "No.", "--apply", re.search(r"--apply ([0-9a-f]+)", again)[1])
    assert "Somebody who has the server undid the correction" in lms("item", "undo", correction, code=2)
    assert json.loads(lms("item", "corrections", "--json"))[0]["undone_at"] is not None
    assert "give the right answer as JSON" in lms("item", "correct-key", "complaints", "x", "--key", "b", code=2)


def database_free(app):
    with app.app_context():
        database.session.remove()
