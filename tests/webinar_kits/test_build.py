"""The kit as a whole: complete, reproducible, and safe to hand out."""

import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from courses.model import Mode, Module, Tier
from quizzes.model import Item, MultipleBody, NumericBody, SingleBody, TrueFalseBody
from tests.webinar_kits import office
from tests.webinar_kits.samples import CANARY, MakeRequest
from tests.webinar_kits.test_pdf_writer import read
from webinar_kits.archive import unpack
from webinar_kits.build import PARTICIPANT, build_kit, kit_files
from webinar_kits.errors import KitError
from webinar_kits.jobs import write_request
from webinar_kits.model import Brand, KitFile
from webinar_kits.runs import lines, typographic

COMMON = {
    "00-start-here.txt",
    "01-deck.pptx",
    "02-facilitator-guide.docx",
    "03-run-of-show.xlsx",
    "04-participant-workbook.docx",
    "05-activity-cards.pdf",
    "06-pre-post-test.pdf",
    "07-test-key.pdf",
    "08-attendance-sheet.pdf",
    "09-evaluation-form.pdf",
    "10-checklist.pdf",
    "11-job-aid.pdf",
    "messages/1-invitation.txt",
    "messages/2-reminder.txt",
    "messages/3-follow-up.txt",
    "messages/4-action-check.txt",
    "messages/5-short-texts.txt",
    "session.ics",
    "manifest.json",
}


def _texts(file: KitFile) -> list[str]:
    if file.path.endswith(".pdf"):
        return [read(file.content)]
    if file.content.startswith(b"PK"):
        return list(office.all_text(file.content))
    return [file.content.decode("utf-8")]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_each_mode_has_its_files(small_module: Module, make_request: MakeRequest) -> None:
    room, webinar = (set(unpack(build_kit(make_request(mode=mode), small_module))) for mode in Mode)
    assert room == COMMON | {"hand-raise.txt"}
    assert webinar == COMMON | {"polls.csv", "breakout-texts.txt"}


def test_without_a_start_there_is_no_calendar(small_module: Module, make_request: MakeRequest) -> None:
    assert "session.ics" not in unpack(build_kit(make_request(starts_at=None), small_module))


def test_the_manifest_names_every_file_with_its_hash(small_module: Module, make_request: MakeRequest) -> None:
    request = make_request()
    members = unpack(build_kit(request, small_module))
    manifest = json.loads(members["manifest.json"])
    listed = {file["path"]: file for file in manifest["files"]}
    assert set(listed) == set(members) - {"manifest.json"}
    for path, file in listed.items():
        assert file["sha256"] == sha256(members[path]).hexdigest()
        assert file["bytes"] == len(members[path])
        assert file["audience"] in ("participant", "facilitator")
    assert manifest["request"] == write_request(request)
    assert manifest["module"]["edition"] == small_module.edition
    assert sum(step["minutes"] for step in manifest["plan"]["slides"]) == request.minutes


def test_the_start_page_lists_every_file(small_module: Module, make_request: MakeRequest) -> None:
    members = unpack(build_kit(make_request(), small_module))
    start = members["00-start-here.txt"].decode()
    assert all(path in start for path in members if path not in ("00-start-here.txt", "manifest.json"))


@pytest.mark.parametrize("mode", list(Mode))
def test_no_participant_file_holds_a_canary(small_module: Module, make_request: MakeRequest, mode: Mode) -> None:
    files = kit_files(make_request(mode=mode, minutes=120), small_module)
    handed_out = [
        file for file in files if file.audience == PARTICIPANT or not file.content.startswith((b"PK", b"%PDF"))
    ]
    assert len(handed_out) >= 8
    for file in handed_out:
        assert not any(CANARY in text for text in _texts(file)), file.path
    (guide,) = [file for file in files if file.path.startswith("02-")]
    assert any(CANARY in text for text in _texts(guide))


@pytest.mark.parametrize("mode", list(Mode))
def test_no_participant_file_of_the_shipped_module_holds_feedback_or_expected_answers(
    complaints: Module, make_request: MakeRequest, mode: Mode
) -> None:
    secrets = _secrets(complaints)
    assert len(secrets) > 100
    files = kit_files(make_request(mode=mode, minutes=180), complaints)
    for file in files:
        if file.audience == PARTICIPANT:
            text = _flat(" ".join(_texts(file)))
            assert not [secret for secret in secrets if secret in text], file.path
    key = _flat(" ".join(text for file in files if file.path.startswith("07-") for text in _texts(file)))
    assert any(secret in key for secret in secrets)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("brand", [Brand(), Brand("Amanah Microfinance", "0800 555 123", "JOD", "#225588")])
def test_no_placeholder_survives(complaints: Module, make_request: MakeRequest, mode: Mode, brand: Brand) -> None:
    for file in kit_files(make_request(mode=mode, brand=brand, minutes=150), complaints):
        for text in _texts(file):
            assert not re.search(r"\{[a-z]+\}", text), file.path
            assert "YOUR INSTITUTION" not in text.upper()


def test_the_same_request_gives_the_same_bytes_in_any_process(complaints_folder: Path) -> None:
    script = (
        "import sys; from datetime import UTC, datetime; from hashlib import sha256; from pathlib import Path;"
        "from courses.loader import load_module; from courses.model import Mode, ModuleId, Tier;"
        "from webinar_kits.build import build_kit; from webinar_kits.model import Brand, KitRequest;"
        "request = KitRequest(ModuleId('complaints'), Mode.WEBINAR, Tier.FIELD, 120, brand=Brand('A', 'B', 'C'),"
        " starts_at=datetime(2026, 11, 24, 7, tzinfo=UTC), zone='Asia/Amman');"
        "print(sha256(build_kit(request, load_module(Path(sys.argv[1])))).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script, str(complaints_folder)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(hashes) == 1


def test_another_institution_or_length_gives_another_kit(small_module: Module, make_request: MakeRequest) -> None:
    kits = {
        sha256(build_kit(request, small_module)).hexdigest()
        for request in (make_request(), make_request(brand=Brand("Another")), make_request(minutes=61))
    }
    assert len(kits) == 3


@pytest.mark.parametrize("tier", list(Tier))
def test_every_tier_gets_a_kit_of_any_length(complaints: Module, make_request: MakeRequest, tier: Tier) -> None:
    for minutes in (30, 180):
        assert build_kit(make_request(tier=tier, minutes=minutes), complaints)


def test_an_impossible_request_is_refused_before_anything_is_made(
    small_module: Module, make_request: MakeRequest
) -> None:
    with pytest.raises(KitError, match="29 minutes is too short"):
        build_kit(make_request(minutes=29), small_module)


def _secrets(module: Module) -> set[str]:
    """Return sentences that are the facilitator's alone, as they would be printed, long enough to be no accident."""
    found = {typographic(text) for item in module.bank.items for text in _feedback(item)}
    for activity in module.activities:
        for line in (*lines(activity.expected), *lines(activity.wrong)):
            found |= {piece.strip() for piece in line.split(" | ")}
    open_words = _flat(" ".join(_open_words(module)))
    return {_flat(secret) for secret in found if len(secret) > 40 and _flat(secret) not in open_words}


def _open_words(module: Module) -> list[str]:
    documents = (module.workbook.blocks, module.job_aid.blocks)
    shown = [activity_part for each in module.activities for activity_part in (each.cards, each.materials)]
    return [line for blocks in (*documents, *shown) for line in lines(blocks)]


def _feedback(item: Item) -> list[str]:
    match item.body:
        case SingleBody() | MultipleBody() as body:
            return [option.feedback for option in body.options]
        case TrueFalseBody() as body:
            return [body.feedback_true, body.feedback_false]
        case NumericBody() as body:
            return [body.feedback_right, body.feedback_wrong]
    return []
