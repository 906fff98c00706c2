"""The kit of a workshop: what trainees get holds no answer, what trainers get holds all of them."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from courses.model import Mode
from courses.workshop import AgendaKind
from tests.webinar_kits import office
from tests.webinar_kits.workshop_samples import case, case_key, kit_content, workshop, workshop_key
from webinar_kits.archive import unpack
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.agenda import savings, timed_days
from webinar_kits.workshop.handouts import exhibit_csv
from webinar_kits.workshop.kit import build_workshop_kit, trainee_pack
from webinar_kits.workshop.kit_request import KitPart, read_kit_request, write_kit_request

RUN = 6


@pytest.fixture(scope="module", params=list(Mode))
def kit(request: pytest.FixtureRequest) -> tuple[Mode, bytes]:
    mode = request.param
    return mode, build_workshop_kit(kit_content(mode=mode), case_key=case_key(), workshop_key=workshop_key())


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def words_of(name: str, content: bytes) -> str:
    """Return all words of a file, whatever it is."""
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        return plain(" ".join(page.get_textpage().get_text_range() for page in document))
    if content.startswith(b"PK"):
        return plain(" ".join(office.all_text(content)))
    return plain(content.decode("utf-8-sig"))


def secrets() -> set[str]:
    """Runs of words that stand in a key, and in nothing that trainees may read."""
    found, key = workshop_key(), case_key()
    told = [repr(one.answers) for one in found.exercises] + [one.reason for one in found.scores]
    told += [text for one in key.contradictions for text in (one.why, one.good)]
    told += [one.why for one in key.register_faults] + [one.reason for one in key.voices]
    open_to_all = plain(repr((workshop(), case())))
    runs = set()
    for sentence in told:
        for piece in re.findall(r"[\w' ]{30,}", sentence):
            words = plain(piece).split()
            runs |= {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
    return {run for run in runs if run not in open_to_all}


def test_what_trainees_get_holds_no_answer_and_what_trainers_get_holds_them(kit: tuple[Mode, bytes]) -> None:
    hidden = secrets()
    assert len(hidden) > 300
    members = unpack(kit[1])
    handed_out = {name: words_of(name, data) for name, data in members.items() if not name.startswith("facilitator/")}
    assert len(handed_out) > 10
    for name, text in handed_out.items():
        assert [run for run in hidden if run in text] == [], name
    alone = " ".join(words_of(name, data) for name, data in members.items() if name.startswith("facilitator/"))
    assert sum(run in alone for run in hidden) > 0.9 * len(hidden)
    deck = words_of("deck", members["facilitator/02-deck.pptx"])
    assert [run for run in hidden if run in deck] == []


def test_the_pack_of_trainees_is_their_folder_and_nothing_else(kit: tuple[Mode, bytes]) -> None:
    mode, whole = kit
    pack = unpack(trainee_pack(kit_content(mode=mode, part=KitPart.TRAINEES)))
    own = {name: data for name, data in unpack(whole).items() if name.startswith("trainees/")}
    assert {name: data for name, data in pack.items() if "/" in name} == own
    assert set(pack) - set(own) == {"00-start-here.txt", "manifest.json"}
    assert b"facilitator" not in pack["manifest.json"]


def test_the_manifest_names_every_file_with_its_hash_and_the_bytes_are_the_same_again(kit: tuple[Mode, bytes]) -> None:
    mode, whole = kit
    members = unpack(whole)
    listed = {one["path"]: one["sha256"] for one in json.loads(members.pop("manifest.json"))["files"]}
    assert listed == {name: sha256(data).hexdigest() for name, data in members.items()}
    again = build_workshop_kit(kit_content(mode=mode), case_key=case_key(), workshop_key=workshop_key())
    assert again == whole


def test_a_room_and_a_webinar_differ(kit: tuple[Mode, bytes]) -> None:
    mode, whole = kit
    members = unpack(whole)
    guide = office.words(office.parts(members["facilitator/01-facilitator-guide.docx"], pattern=r"word/document\.xml")[
        "word/document.xml"
    ])  # fmt: skip
    has_texts = "facilitator/05-breakout-texts.txt" in members
    assert has_texts == (mode is Mode.WEBINAR)
    assert ("Monday 25 May 2026" in guide) == (mode is Mode.WEBINAR)
    assert ("Tuesday 5 May 2026" in guide) == (mode is Mode.IN_PERSON)
    for exercise in workshop().exercises:
        assert exercise.title in guide


def test_office_files_satisfy_a_strict_validator(
    tmp_path: Path, assert_valid_pptx: Callable[[Path], None], assert_valid_docx: Callable[[Path], None]
) -> None:
    content = kit_content(mode=Mode.WEBINAR)
    members = unpack(build_workshop_kit(content, case_key=case_key(), workshop_key=workshop_key()))
    for name, data in members.items():
        if name.endswith((".pptx", ".docx")):
            file = tmp_path / Path(name).name
            file.write_bytes(data)
            (assert_valid_pptx if name.endswith("x") and "deck" in name else assert_valid_docx)(file)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_times_fill_each_sitting_and_only_what_is_told_gives_way(mode: Mode) -> None:
    days = timed_days(kit_content(mode=mode))
    for day in days:
        assert (day.lines[0].begins, day.lines[-1].ends) == (day.sitting.starts, day.sitting.ends)
    won = savings(days)
    assert won
    assert all(
        one.item.kind in (AgendaKind.PLENARY, AgendaKind.TEAM) and 15 <= one.left < one.item.minutes for one in won
    )
    assert [one.won for one in won] == sorted((one.won for one in won), reverse=True)


def test_the_register_comes_as_it_was_found() -> None:
    register = next(one for one in case().exhibits if one.id == "register")
    rows = list(csv.reader(io.StringIO(exhibit_csv(register).decode("utf-8-sig"))))
    assert rows[0][0] == "Entry"
    assert [tuple(row) for row in rows[1:]] == [row.cells for row in register.rows]


def test_every_fact_and_every_exhibit_stands_in_the_case_file(kit: tuple[Mode, bytes]) -> None:
    text = words_of("x.pdf", unpack(kit[1])["trainees/02-case-file.pdf"])
    assert [fact.label for fact in case().facts if plain(fact.text)[:40] not in text] == []
    assert [one.label for one in case().exhibits if plain(one.title) not in text] == []


def test_the_tools_are_handed_out_with_what_nobody_knows(kit: tuple[Mode, bytes]) -> None:
    text = words_of("x.docx", unpack(kit[1])["trainees/06-tools-library.docx"])
    assert [tool.label for tool in workshop().tools if plain(tool.title) not in text] == []
    assert "perhaps es" in text
    assert "not known" in text


def test_a_request_goes_through_json_and_says_what_is_wrong() -> None:
    asked = kit_content().request
    assert read_kit_request(write_kit_request(asked)) == asked
    undated = replace(asked, starts_on=None, part=KitPart.TRAINEES)
    assert read_kit_request(write_kit_request(undated)) == undated
    wrong: tuple[dict[str, Json], ...] = ({"mode": "in a boat"}, {"mode": "webinar", "starts_on": "soon"})
    for one in wrong:
        with pytest.raises(KitError):
            read_kit_request(one)
