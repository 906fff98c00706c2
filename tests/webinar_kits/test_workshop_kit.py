"""The kit of a workshop: what trainees get holds no answer, what trainers get holds all of them."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from icalendar import Calendar

from courses.loader import load_module
from courses.model import Mode
from courses.resources import workshop_folder
from quizzes.model import ItemId
from tests.webinar_kits import office
from tests.webinar_kits.workshop_samples import case, case_key, kit_content, kit_keys, workshop, workshop_key
from webinar_kits.archive import unpack
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.paper_test import chosen_test
from webinar_kits.workshop.forms import form_of
from webinar_kits.workshop.handouts import exhibit_csv
from webinar_kits.workshop.invites import calendar
from webinar_kits.workshop.kit import build_workshop_kit, trainee_pack
from webinar_kits.workshop.kit_request import KitPart, read_kit_request, write_kit_request
from webinar_kits.workshop.letters import workshop_messages
from webinar_kits.workshop.live import clock_after, polls, room_times
from webinar_kits.workshop.printed import late_voices

RUN = 6


@pytest.fixture(scope="module", params=list(Mode))
def kit(request: pytest.FixtureRequest) -> tuple[Mode, bytes]:
    mode = request.param
    return mode, build_workshop_kit(kit_content(mode=mode), kit_keys())


@cache
def small_case() -> bytes:
    content = kit_content(mode=Mode.WEBINAR, lengths=(120, 120, 120), case_id="quellmar")
    return build_workshop_kit(content, kit_keys("quellmar"))


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
    told = [repr(found.answers(one.exercise, case_id="sandrel")) for one in found.exercises]
    told += [one.reason for one in found.scores]
    told += [text for one in key.contradictions for text in (one.why, one.good)]
    told += [one.why for one in key.register_faults] + [one.reason for one in key.voices]
    told += [line.feedback for one in kit_keys().test for line in one.lines] + [repr(kit_keys().sorted_voices)]
    open_to_all = plain(repr((workshop(), case(), kit_content().materials)))
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
    assert build_workshop_kit(kit_content(mode=mode), kit_keys()) == whole


def test_a_room_and_a_webinar_differ(kit: tuple[Mode, bytes]) -> None:
    mode, whole = kit
    members = unpack(whole)
    guide = office.words(office.parts(members["facilitator/01-facilitator-guide.docx"], pattern=r"word/document\.xml")[
        "word/document.xml"
    ])  # fmt: skip
    only_online = {"facilitator/07-breakout-texts.txt", "facilitator/08-polls.csv", "trainees/10-shared-sheets.xlsx"}
    assert (only_online & set(members)) == (only_online if mode is Mode.WEBINAR else set())
    assert ("trainees/10-cards.pdf" in members) == (mode is Mode.IN_PERSON)
    assert ("Monday 25 May 2026" in guide) == (mode is Mode.WEBINAR)
    assert ("Tuesday 5 May 2026" in guide) == (mode is Mode.IN_PERSON)
    for exercise in workshop().exercises:
        assert exercise.title in guide


def test_office_files_satisfy_a_strict_validator(
    tmp_path: Path, assert_valid_pptx: Callable[[Path], None], assert_valid_docx: Callable[[Path], None]
) -> None:
    members = unpack(small_case())
    for name, data in members.items():
        if name.endswith((".pptx", ".docx")):
            file = tmp_path / Path(name).name
            file.write_bytes(data)
            (assert_valid_pptx if name.endswith("x") and "deck" in name else assert_valid_docx)(file)


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
    whole = replace(asked, dates=(), part=KitPart.TRAINEES, lengths=(450,), begins=("09:00",), key="k", institution="I")
    assert read_kit_request(write_kit_request(whole)) == whole
    wrong: tuple[dict[str, Json], ...] = (
        {"mode": "in a boat"}, {"mode": "webinar", "dates": ["soon"]}, {"mode": "webinar", "lengths": ["long"]},
    )  # fmt: skip
    for one in wrong:
        with pytest.raises(KitError):
            read_kit_request(one)


def test_the_kit_of_the_small_case_speaks_of_no_other_case() -> None:
    members = unpack(small_case())
    told = {name: words_of(name, data) for name, data in members.items()}
    strange = re.compile(r"\bsandrel\b|\b(lake women|calven|lindale|ferrin)\b")
    assert {name: strange.findall(text) for name, text in told.items() if strange.search(text)} == {}
    sheets, guide = told["trainees/03-exercise-sheets.docx"], told["facilitator/01-facilitator-guide.docx"]
    assert "exhibit e12 calls 11 to 26" in sheets
    assert "the operator s mother" in guide
    assert "the operator s mother" not in sheets
    assert "e12 operator list" in " ".join(plain(name) for name in members)


def test_a_shared_sheet_and_the_cards_hold_what_nobody_has_sorted_in_the_case() -> None:
    for case_id, numbers in (("sandrel", range(31, 61)), ("quellmar", range(11, 27))):
        content = kit_content(case_id=case_id)
        triage = next(one for one in content.exercises if one.id == "triage")
        _, rows = form_of(triage, content.case)
        assert [row[0] for row in rows] == [str(number) for number in numbers]
        assert len(late_voices(content.case)) == len(numbers)


def test_the_calendar_agrees_with_the_agenda_and_keeps_its_entries_when_the_days_move() -> None:
    asked = {"mode": Mode.WEBINAR, "zone": "Asia/Amman", "key": "of-this-workshop"}
    content = kit_content(**asked)
    moved = kit_content(**asked, dates=(date(2026, 9, 7), date(2026, 9, 10), date(2026, 9, 17)), lengths=(120,) * 3)
    first, second = (
        list(Calendar.from_ical(calendar(each)).walk("VEVENT")) for each in (content, moved)
    )  # fmt: skip
    assert [str(one["uid"]) for one in second] == [str(one["uid"]) for one in first][:3]
    for event, day in zip(first + second, content.days + moved.days, strict=True):
        begins, ends = event["dtstart"].dt, event["dtend"].dt
        assert (begins.date(), f"{begins:%H:%M}", f"{ends:%H:%M}") == (day.on, day.begins, day.ends)
        assert str(begins.tzinfo) == "Asia/Amman"
        assert day.sitting.title in str(event["summary"])


def test_every_file_follows_the_length_asked_for() -> None:
    content = kit_content(lengths=(400,), begins=("09:00",))
    members = unpack(build_workshop_kit(content, kit_keys()))
    manifest = json.loads(members["manifest.json"])
    assert [one["minutes"] for one in manifest["plan"]] == [400]
    gone = [one["title"] for one in manifest["less"] if not one["after"]]
    assert {"The client at the desk", "Tools market"} <= set(gone)
    guide = words_of("x.docx", members["facilitator/01-facilitator-guide.docx"])
    assert [title for title in gone if plain(title) not in guide] == []
    for name in ("facilitator/02-deck.pptx", "facilitator/03-run-of-show.xlsx", "trainees/01-agenda.docx"):
        assert plain("The client at the desk") not in words_of(name, members[name]), name
        assert plain("Writing the proposal") in words_of(name, members[name]), name
    assert "09:00–15:40" in members["00-start-here.txt"].decode()
    assert plain("The client at the desk") not in words_of("x.pdf", members["trainees/10-cards.pdf"])


def test_the_rooms_open_and_close_within_their_exercise() -> None:
    content = kit_content(mode=Mode.WEBINAR, lengths=(95, 110, 100, 115))
    lines = [line for day in content.days for line in day.lines if line.exercise and line.exercise.breakout]
    assert len(lines) > 2
    for line in lines:
        assert line.exercise is not None
        opens, minutes = room_times(line.begins, line.exercise)
        assert line.begins <= opens < clock_after(opens, minutes) <= line.ends


def test_polls_ask_for_each_principle_and_half_the_voices_when_there_is_little_time() -> None:
    whole, short = kit_content(mode=Mode.WEBINAR), kit_content(mode=Mode.WEBINAR, lengths=(105, 120, 120, 120))
    rows = [list(csv.reader(io.StringIO(polls(one)))) for one in (whole, short)]
    assert [len(one) for one in rows] == [1 + 14, 1 + 7]
    assert all(len(row) == 3 + 7 for one in rows for row in one)


def test_the_texts_to_send_name_each_sitting_its_day_and_what_is_to_be_done_before_it() -> None:
    sent = {one.name: one.text for one in workshop_messages(kit_content(mode=Mode.WEBINAR, institution="Lake Network"))}
    assert list(sent) == ["invitation", *(f"reminder-{one}" for one in range(1, 5)), "follow-up", "action-check"]
    assert "Monday 20 April 2026 (14 days before" in sent["invitation"]
    assert sent["invitation"].count("(UTC)") == 4
    assert "score the example with the rubric, alone" in sent["reminder-3"]
    assert sent["follow-up"].rstrip().endswith("Lake Network")
    undated = workshop_messages(kit_content(dates=()))
    assert "{" not in "".join(one.text for one in undated)
    assert "None" not in "".join(one.text for one in undated)


def test_the_tests_ask_the_questions_that_the_workshop_names_in_their_order() -> None:
    module = load_module(workshop_folder().parent / "complaints")
    named = (*workshop().early_items, *workshop().late_items)
    stems = [item.stem for one in named if (item := module.bank.find(ItemId(one)))]
    assert [one.stem for one in kit_content().materials.questions] == stems
    assert (len(workshop().early_items), len(stems)) == (8, 12)
    with pytest.raises(KitError, match="no question 'gone'"):
        chosen_test(module, ("gone",), seed="s")
