"""What authors see of modules in work, and that nobody else does."""

import re

import pytest

from lms.accounts import service as accounts
from lms.config import read_settings
from lms.db.engine import transaction
from lms.errors import Invalid
from lms.http import preview
from lms.permissions import Role
from tests.courses.conftest import SmallModule
from tests.worlds import Person

PAGES = ("/preview", "/preview/small/lesson", "/preview/small/deck", "/preview/small/quiz")
HTML = {"Accept": "text/html"}


@pytest.fixture
def working(tmp_path):
    """The working folder, with one module in it."""
    return SmallModule(tmp_path / "work" / "small")


@pytest.fixture
def settings(engine_url, tmp_path, working):
    return read_settings(
        {
            "DATABASE_URL": engine_url,
            "INSTANCE_DIR": str(tmp_path / "instance"),
            "SECRET_KEY": "k" * 40,
            "PREVIEW_DIR": str(working.folder.parent),
        }
    )


@pytest.fixture
def author(app, world, sign_in, now):
    """Somebody who writes for the valley and is nothing else."""
    return sign_in(make_author(app, now, institution_id=world.valley.id))


def make_author(app, now, **place):
    with app.app_context(), transaction() as write:
        account = accounts.create_account(write, email="author@valley.example", name="Ada Author", now=now, zone="UTC")
        accounts.grant_role(write, account_id=account.id, role=Role.AUTHOR, now=now, **place)
    return Person(account.id, 0, "author@valley.example")


def text_of(browser, path, status=200):
    response = browser.get(path, headers=HTML)
    assert response.status_code == status, path
    return response.get_data(as_text=True)


def test_nobody_but_an_author_reaches_a_preview(world, sign_in):
    for person in (*world.valley.people.values(), *world.harbour.people.values(), world.officer):
        browser = sign_in(person)
        for path in (*PAGES, "/preview/complaints/quiz", "/preview/nothing/quiz"):
            page = text_of(browser, path, 403)
            assert "small" not in page, f"{person.email} {path}"
        assert "/preview" not in text_of(browser, "/standards")


def test_nobody_reaches_a_preview_signed_out(sign_in):
    for path in PAGES:
        assert sign_in(None).get(path, headers=HTML).status_code in (303, 401)


def test_an_author_is_led_to_the_preview_and_sees_nobodys_people(world, author):
    assert author.get("/").headers["Location"] == "/preview"
    for path in ("members", "coverage", "kits", "requirements"):
        assert author.get(f"/institutions/valley/{path}", headers=HTML).status_code == 404
    assert author.get("/modules/complaints", headers=HTML).status_code == 403


def test_an_author_of_a_network_sees_the_same_and_no_figures(app, world, sign_in, now):
    author = sign_in(make_author(app, now, network_id=world.network_id))

    assert "A small module" in text_of(author, "/preview")
    assert author.get("/networks/lakes/coverage", headers=HTML).status_code == 404


def test_an_author_is_one_in_one_place(app, world, now):
    person = make_author(app, now, institution_id=world.valley.id)
    for place in ({}, {"institution_id": world.valley.id, "network_id": world.network_id}):
        with app.app_context(), transaction() as write, pytest.raises(Invalid, match="one place"):
            accounts.grant_role(write, account_id=person.account_id, role=Role.AUTHOR, now=now, **place)


def test_the_index_says_ready_or_what_is_wrong_and_where(author, working):
    ready = text_of(author, "/preview")
    working.replace("words.en.toml", "Can see", "Sees")
    faulty = text_of(author, "/preview")
    (working.folder / "deck.toml").unlink()
    broken = text_of(author, "/preview")

    assert "Ready" in ready
    assert "30" in ready
    assert "small/words.en.toml:4: objective" in faulty
    assert "1 fault" in faulty
    assert "Cannot be read" in broken
    assert "/preview/small/lesson" not in broken
    assert "small/deck.toml: is missing" in text_of(author, "/preview/small/quiz")


def test_a_changed_file_is_read_at_the_next_request_and_an_unchanged_one_is_not(author, working, monkeypatch):
    read = []
    monkeypatch.setattr(preview, "read_draft", lambda *args, **named: read.append(args) or reader(*args, **named))
    assert "word0" in text_of(author, "/preview/small/lesson")
    assert "word0" in text_of(author, "/preview/small/lesson")
    assert len(read) == 1

    working.replace("lesson.en.md", "word0 ", "changed-word ")

    assert "changed-word" in text_of(author, "/preview/small/lesson")
    assert len(read) == 2


reader = preview.read_draft


def test_the_working_folder_is_shown_and_the_served_catalogue_never(author, working):
    draft = SmallModule(working.folder.parent / "complaints")
    draft.replace("module.toml", 'id = "small"', 'id = "complaints"')
    (draft.folder / "draft").touch()

    page = text_of(author, "/preview/complaints/lesson")

    assert "A small module" in page
    assert "Mechanisms for complaint resolution" not in page
    assert author.get("/preview/introduction/lesson", headers=HTML).status_code == 404


def test_a_lesson_shows_every_section_with_every_lens_and_its_minutes(author):
    page = text_of(author, "/preview/small/lesson")

    assert len(re.findall(r'id="section-section-\d"', page)) == 8
    assert page.count('<section class="lens">') == 35
    assert '<a class="term" href="#term-sign">' in page
    assert 'id="term-sign"' in page
    assert "<bdi>8 min</bdi>" in page


def test_a_deck_shows_the_slides_of_a_mode_with_notes_and_running_minutes(author):
    room, webinar = text_of(author, "/preview/small/deck"), text_of(author, "/preview/small/deck?mode=webinar")

    assert room.count("<article") == webinar.count("<article") == 18
    assert 'id="slide-tool"' in room
    assert 'id="slide-tool"' not in webinar
    assert 'id="slide-chat"' in webinar
    assert "<bdi>0–5</bdi>" in room
    assert "<bdi>85–90</bdi>" in room
    assert "Sit down." in room
    assert "Text to paste." in webinar
    assert "Something for expected" in room
    assert "our institution" in room
    assert "{institution}" not in room


def test_a_deck_can_be_seen_as_a_tier_sees_it(author, working):
    working.replace("deck.toml", "tiers = []", 'tiers = ["board"]')

    assert 'id="slide-welcome"' in text_of(author, "/preview/small/deck?tier=board")
    assert 'id="slide-welcome"' not in text_of(author, "/preview/small/deck?tier=field")
    assert 'id="slide-welcome"' in text_of(author, "/preview/small/deck?tier=nobody&mode=carrier")


def test_a_quiz_shows_every_question_with_its_key_and_its_feedback(author):
    page = text_of(author, "/preview/small/quiz")

    assert len(re.findall(r'<h2 id="item-', page)) == 30
    single = page[page.index('id="item-item-0"') : page.index('id="item-item-1"')]
    assert len(re.findall(r'<li class="is-chosen"><p>Words 0 0</p>', single)) == 1
    assert single.count("Right") == 1
    assert "So it is" in page
    assert "A → C" in page


def test_a_numeric_question_shows_how_it_is_drawn_and_marked(author, working):
    path = working.folder / "quiz.toml"
    path.write_text(
        path.read_text() + '\n[[items]]\nid = "count"\nkind = "numeric"\nobjectives = ["see"]\ntiers = []\n'
        'section = "section-1"\ncase = false\ndecimals = 1\ntolerance = "0.1"\nanswer = "clients / 2"\n'
        "[items.parameters.clients]\nfrom = 4000\nto = 9000\nstep = 500\n"
        '[[items.slips]]\nid = "double"\nanswer = "clients * 2"\n'
    )
    words = working.folder / "quiz.en.toml"
    words.write_text(
        words.read_text() + '\n[items.count]\nstem = "Half of {clients}?"\nunit = "clients"\n'
        'feedback = { right = "Half.", wrong = "Halve it.", double = "You doubled it." }\n'
    )

    page = text_of(author, "/preview/small/quiz")

    assert "clients / 2 clients" in page
    assert "from 4,000 to 9,000 by 500" in page
    assert "To who answers clients * 2" in page


def test_another_language_is_shown_when_asked_for(author, working):
    for path in list(working.folder.glob("*.en.*")):
        text = path.read_text().replace("A small module", "Un petit module")
        path.with_name(path.name.replace(".en.", ".fr.")).write_text(text)

    assert "/preview/small/lesson?language=fr" in text_of(author, "/preview")
    assert "Un petit module" in text_of(author, "/preview/small/lesson?language=fr")
    assert author.get("/preview/small/lesson?language=es", headers=HTML).status_code == 404


def test_without_a_working_folder_the_page_says_what_to_do(author, working):
    working.folder.parent.rename(working.folder.parent.with_name("elsewhere"))

    assert "set PREVIEW_DIR" in text_of(author, "/preview")
    assert author.get("/preview/small/quiz", headers=HTML).status_code == 404


def test_an_empty_working_folder_says_so(author, working):
    working.folder.rename(working.folder.parent.with_name("away"))

    assert "The working folder is empty" in text_of(author, "/preview")
