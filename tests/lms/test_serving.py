"""What every answer is served with: headers, compression, static files for a year, copies of the curriculum."""

import gzip
import shutil

import pytest

from courses.resources import content_folder
from lms.http.curriculum import open_catalogue


@pytest.fixture
def engine_name():
    return "sqlite"


@pytest.fixture
def nobody(sign_in, world):
    return sign_in(None)


def test_pages_travel_compressed_to_browsers_that_take_it(nobody):
    plain = nobody.get("/sign-in").data
    packed = nobody.get("/sign-in", headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain)
    assert b"<h1>" in gzip.decompress(packed.data)


def test_static_files_are_kept_for_a_year_under_their_hash(nobody):
    page = nobody.get("/sign-in").get_data(as_text=True)
    href = page.split('rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
    style = nobody.get(href, headers={"Accept-Encoding": "gzip"})

    assert "?v=" in href
    assert "immutable" in style.headers["Cache-Control"]
    assert b"--ink" in gzip.decompress(style.data)


def test_no_page_is_kept_by_a_cache_and_no_script_of_others_may_run(nobody):
    headers = nobody.get("/sign-in").headers

    assert headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_an_unknown_page_and_a_wrong_method_say_what_to_do(nobody):
    missing, wrong = nobody.get("/no/such/page"), nobody.delete("/sign-in")

    assert missing.status_code == 404
    assert "There is no such page" in missing.get_data(as_text=True)
    assert wrong.status_code == 405
    assert "GET" in wrong.headers["Allow"]


def test_health_is_open_and_says_that_the_database_answers(nobody):
    response = nobody.get("/healthz")

    assert response.json["status"] == "ok"
    assert response.json["database"] is True


def test_the_copy_of_the_curriculum_equals_what_was_read(tmp_path):
    read = open_catalogue(own=(), copies=tmp_path)
    copied = open_catalogue(own=(), copies=tmp_path)

    assert copied == read
    assert len(list(tmp_path.glob("*.pickle"))) == 1


def test_a_change_in_a_file_is_read_at_the_next_start(tmp_path):
    own = tmp_path / "own"
    shutil.copytree(content_folder() / "complaints", own / "our-complaints")
    for name in ("module.toml",):
        path = own / "our-complaints" / name
        path.write_text(path.read_text().replace('id = "complaints"', 'id = "our-complaints"', 1))
    first = open_catalogue(own=(own,), copies=tmp_path / "copies")
    lesson = own / "our-complaints" / "lesson.en.md"
    lesson.write_text(lesson.read_text().replace("clients", "customers", 1))
    second = open_catalogue(own=(own,), copies=tmp_path / "copies")

    assert first.get("our-complaints").edition != second.get("our-complaints").edition


def test_a_broken_copy_is_read_anew(tmp_path):
    read = open_catalogue(own=(), copies=tmp_path)
    for path in tmp_path.glob("*.pickle"):
        path.write_bytes(b"\x80\x04not a copy")

    assert open_catalogue(own=(), copies=tmp_path) == read


def test_a_broken_module_of_an_institution_does_not_stop_the_others(tmp_path):
    own = tmp_path / "own"
    shutil.copytree(content_folder() / "complaints", own / "our-complaints")
    (own / "our-complaints" / "quiz.toml").write_text("[[items]]\nid = 3\n")
    found = open_catalogue(own=(own,), copies=tmp_path / "copies")

    assert found.get("complaints").id == "complaints"
    assert [refused.folder for refused in found.refused] == ["our-complaints"]
    assert found.refused[0].faults
