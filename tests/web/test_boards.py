"""The pages of the board: one meeting on one tablet from the roll-call to the closing, then the signed resolution."""

import io
import re
from uuid import uuid4

import pytest
from PIL import Image
from pypdf import PdfWriter
from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from lms.db.engine import database, transaction
from tests.lms.boards_and_sessions import director

BOARD = "/institutions/valley/board"
DAY = "2026-03-02"


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def amina(app, world, now):
    with app.app_context(), transaction() as write:
        return director(write, world.valley, "D-1", "Amina Board", from_on=now.date().replace(year=2025), now=now)


def text_of(response, status=200):
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def rows(app, query):
    with app.app_context():
        found = [tuple(row) for row in database.session.execute(text(query))]
        database.session.rollback()
    return found


def open_meeting(client, *modules):
    client.get(f"{BOARD}/meetings/new")
    sent = client.send(
        f"{BOARD}/meetings", meeting_id=str(uuid4()), held_on=DAY, place="Head office", module=list(modules)
    )
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return sent.headers["Location"]


@pytest.fixture
def meeting(coordinator, amina):
    return open_meeting(coordinator, "introduction", "complaints")


def test_a_meeting_goes_from_the_roll_call_to_the_closing(app, world, coordinator, amina, meeting):
    page = text_of(coordinator.get(meeting))
    assert "Amina Board" in page
    assert "0 of 2 here" in page
    coordinator.send(f"{meeting}/roll", member=str(amina), is_present="yes")
    assert "1 of 2 here" in text_of(coordinator.get(meeting))

    first = coordinator.get(f"{meeting}/read").headers["Location"]
    page = text_of(coordinator.get(first))
    assert "For the board" in page or "board" in page
    page = text_of(coordinator.get(f"{meeting}/read/introduction/discussion"))
    assert "Discuss it in this room" in page
    assert "Which of the seven was it?" in page

    assert "Board of Valley" in text_of(coordinator.get(f"{meeting}/attest"))
    page = text_of(coordinator.get(f"{meeting}/attest/{amina}"))
    assert "will apply them in my own work" in page
    assert "discussed it with the board" in page
    back = coordinator.send(f"{meeting}/attest/{amina}", has_attested="yes")
    assert back.headers["Location"] == f"{meeting}/attest"

    page = text_of(coordinator.get(f"{meeting}/close"))
    assert "1 director is complete" in page
    assert "Absent: stays incomplete" in page
    for _press in range(2):
        assert coordinator.send(f"{meeting}/close").headers["Location"] == meeting

    page = text_of(coordinator.get(meeting))
    assert "1 of 2 directors complete" in page
    assert rows(app, "select member_id, source from completion") == [(amina, "board"), (amina, "board")]


def test_pressing_the_button_of_a_name_goes_on_to_the_next_name(world, coordinator, amina, meeting):
    other = world.valley.people["board"].member_id
    coordinator.send(f"{meeting}/roll", member="all", is_present="yes")

    went = coordinator.send(f"{meeting}/attest/{amina}", has_attested="yes").headers["Location"]

    assert went == f"{meeting}/attest/{other}"
    assert "2 of 2" not in text_of(coordinator.get(f"{meeting}/attest"))
    undone = coordinator.send(f"{meeting}/attest/{amina}", has_attested="no").headers["Location"]
    assert undone == f"{meeting}/attest"
    assert "0 of 2 attested" in text_of(coordinator.get(undone))


def test_every_page_of_the_reading_leads_to_the_next_and_the_last_to_attesting(coordinator, meeting):
    here, seen = coordinator.get(f"{meeting}/read").headers["Location"], []
    while "/read/" in here:
        seen.append(here)
        page = text_of(coordinator.get(here))
        here = re.search(r'<a class="btn" href="([^"]+)">', page)[1]

    assert here == f"{meeting}/attest"
    assert len(seen) == len(set(seen)) == 18
    assert seen[-1].endswith("/complaints/discussion")


def test_nobody_outside_the_roll_is_in_it_and_the_page_says_how_to_add_her(world, coordinator, meeting):
    page = text_of(coordinator.get(meeting))

    assert "Field of Valley" not in page
    assert "nobody else can be added here" in page
    staff = world.valley.people["field"].member_id
    assert coordinator.send(f"{meeting}/roll", member=str(staff), is_present="yes").status_code == 409


def test_a_meeting_that_is_still_to_come_is_refused_with_what_was_typed(coordinator, amina):
    coordinator.get(f"{BOARD}/meetings/new")

    said = text_of(
        coordinator.send(f"{BOARD}/meetings", held_on="2099-01-01", place="Roof", module=["pricing"]), status=422
    )

    assert "give today or a day before" in said
    assert 'value="Roof"' in said
    assert re.search(r'value="pricing" checked', said)


def test_the_roll_for_signatures_has_every_director(coordinator, meeting):
    page = text_of(coordinator.get(f"{meeting}/sheet"))

    assert "Amina Board" in page
    assert "Board of Valley" in page
    assert "Signature" in page


@pytest.mark.parametrize("who", ["field", "board", "facilitator", "officer"])
def test_who_is_not_the_secretary_finds_no_board(world, sign_in, meeting, who):
    person = world.officer if who == "officer" else world.valley.people[who]
    client = sign_in(person)

    for path in (BOARD, f"{BOARD}/meetings/new", meeting, f"{meeting}/attest", f"{BOARD}/endorsements/new"):
        assert client.get(path).status_code == 404
    assert client.send(f"{meeting}/close").status_code == 404


def test_another_institutions_coordinator_finds_nothing_under_either_address(world, sign_in, meeting):
    stranger = sign_in(world.harbour.people["coordinator"])

    assert stranger.get(meeting).status_code == 404
    assert stranger.get(meeting.replace("valley", "harbour")).status_code == 404
    assert (
        stranger.send(meeting.replace("valley", "harbour") + "/roll", member="all", is_present="yes").status_code == 404
    )


def pdf(pages=1):
    held, writer = io.BytesIO(), PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(held)
    return held.getvalue()


def photo_with_place():
    picture, exif, held = Image.new("RGB", (800, 1000), "white"), Image.Exif(), io.BytesIO()
    places = exif.get_ifd(0x8825)
    places[1], places[2], places[3], places[4] = "S", (1.0, 17.0, 31.0), "E", (36.0, 49.0, 2.0)
    picture.save(held, "JPEG", exif=exif)
    return held.getvalue()


def record(client, content, name="resolution.pdf", **more):
    client.get(f"{BOARD}/endorsements/new")
    fields = {"number": "2026/14", "resolved_on": DAY, "endorsement_id": str(uuid4()), "csrf_token": client.token}
    # Written out here: the test client would leave a large body in a file that it does not close.
    sent = FileStorage(io.BytesIO(content), filename=name)
    boundary, body = encode_multipart({**fields, **more, "file": sent})
    return client.post(f"{BOARD}/endorsements", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def file_path(app):
    key = rows(app, "select id from endorsement order by recorded_at desc")[0][0]
    return f"{BOARD}/endorsements/{key}"


def test_a_resolution_is_recorded_shown_and_comes_back_byte_for_byte(app, world, sign_in, coordinator):
    content = pdf(2)
    assert record(coordinator, content).status_code == 303

    assert "2026/14" in text_of(coordinator.get(BOARD))
    sent = coordinator.get(f"{file_path(app)}/file")
    assert sent.data == content
    assert sent.headers["Content-Disposition"].startswith('attachment; filename="valley-resolution-2026-03-02-')
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    learner = sign_in(world.valley.people["field"])
    assert "has endorsed the principles: resolution 2026/14" in text_of(learner.get("/modules/introduction"))
    assert "has endorsed" not in text_of(learner.get("/modules/complaints"))
    assert learner.get(f"{file_path(app)}/file").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (pdf(40), "all.pdf", "this file has 40. Send only the signed pages"),
        (b"We resolve.\n", "resolution.pdf", "a text file"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(300), "page.heic", "Most Compatible"),
        (b"%PDF-1.7" + bytes(11_000_000), "large.pdf", "10 MB is the most"),
    ],
    ids=["forty-pages", "text", "heic", "eleven-megabytes"],
)
def test_a_file_that_is_not_taken_says_why_and_nothing_is_written(app, coordinator, content, name, words):
    said = text_of(record(coordinator, content, name), status=422)

    assert words in said
    assert 'value="2026/14"' in said
    assert rows(app, "select count(*) from endorsement") == [(0,)]
    assert rows(app, "select count(*) from stored_file") == [(0,)]


def test_a_photo_that_tells_its_place_is_kept_only_after_a_choice(app, coordinator):
    content = photo_with_place()
    said = text_of(record(coordinator, content, "page.jpg"), status=422)
    assert "tells where it was taken" in said
    assert "Store it without the place" in said

    record(coordinator, content, "page.jpg", place="remove")
    stored = coordinator.get(f"{file_path(app)}/file").data
    assert b"Exif" not in stored
    assert stored != content

    coordinator.send(f"{file_path(app)}/withdraw")
    record(coordinator, content, "page.jpg", place="keep")
    assert coordinator.get(f"{file_path(app)}/file").data == content


def test_a_resolution_is_withdrawn_and_replaced_and_both_stay_on_the_page(app, coordinator):
    record(coordinator, pdf(1))
    first = rows(app, "select id from endorsement")[0][0]
    record(coordinator, pdf(2), replaces=first)

    page = text_of(coordinator.get(BOARD))

    assert page.count("2026/14") == 2
    assert page.count("withdrawn on") == 1
    coordinator.send(f"{file_path(app)}/withdraw")
    assert "No resolution stands today" in text_of(coordinator.get(BOARD))


def test_the_list_of_commitments_tells_who_and_on_which_edition(app, world, coordinator, sign_in):
    learner = sign_in(world.valley.people["field"])
    edition = re.search(r'name="edition" value="([^"]+)"', text_of(learner.get("/modules/introduction/commitment")))[1]
    learner.send("/modules/introduction/commitment", edition=edition)

    page = text_of(coordinator.get("/institutions/valley/commitments"))
    assert "1 of 5" in page
    assert edition in page
    given = text_of(coordinator.get("/institutions/valley/commitments.csv?for=machines&state=given"))
    assert given.splitlines()[1].startswith("Field of Valley,V005,Field,Main Street,")
    assert len(given.splitlines()) == 2
    assert len(text_of(coordinator.get("/institutions/valley/commitments.csv?state=missing")).splitlines()) == 5
    assert learner.get("/institutions/valley/commitments").status_code == 404
