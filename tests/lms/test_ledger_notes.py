"""Signed notes and checkpoints against the vectors of golang.org/x/mod/sumdb/note and of C2SP."""

import base64
import re
import stat
import struct
import threading
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from lms.config import ConfigError, Settings, read_settings
from lms.ledger.keys import list_verifiers, open_signer, read_signer
from lms.ledger.notes import (
    NoteError,
    TreeHead,
    open_note,
    read_head,
    read_time,
    read_verifier,
    sign_note,
    sign_time,
    write_head,
)

VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
OTHER = "EnochRoot+13291719"
NOTE = f"{TEXT}\n{SIGNATURE}"


def test_the_note_of_the_go_tests_is_written_byte_for_byte() -> None:
    signer = read_signer(SIGNER)

    assert str(signer.verifier) == VERIFIER
    assert sign_note(TEXT, signer) == NOTE


def test_the_note_of_the_go_tests_opens() -> None:
    assert open_note(NOTE, [read_verifier(VERIFIER)]) == TEXT


def test_a_note_with_another_character_does_not_open() -> None:
    with pytest.raises(NoteError, match="the signature of PeterNeumann does not fit"):
        open_note(NOTE.replace("answer", "Answer"), [read_verifier(VERIFIER)])


def test_signatures_of_others_are_passed_over_but_do_not_suffice() -> None:
    other = SIGNATURE.replace("PeterNeumann", "EnochRoot")

    assert open_note(NOTE + other, [read_verifier(VERIFIER)]) == TEXT
    with pytest.raises(NoteError, match=r"known here, but by EnochRoot\+c74f20a3"):
        open_note(f"{TEXT}\n{other}", [read_verifier(VERIFIER)])


@pytest.mark.parametrize(
    "broken",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}{SIGNATURE}",
        NOTE.rstrip("\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("— PeterNeumann", "— Peter+Neumann"),
        NOTE.replace("JnAM=", "JnAN="),
        NOTE.replace("x08go/", "x08go/ "),
        NOTE.replace("answer", "ans\twer"),
        f"{TEXT}\n" + SIGNATURE * 101,
    ],
)
def test_what_is_not_a_note_is_refused(broken: str) -> None:
    with pytest.raises(NoteError):
        open_note(broken, [read_verifier(VERIFIER)])


def test_every_piece_of_a_verifier_key_is_refused() -> None:
    pieces = {VERIFIER[i:j] for i in range(len(VERIFIER)) for j in range(i, len(VERIFIER) + 1)} - {VERIFIER}
    for piece in pieces:
        with pytest.raises(NoteError):
            read_verifier(piece)


def test_a_checkpoint_is_written_as_the_specification_shows_it() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    head = read_head(text)

    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert write_head(head) == text
    assert write_head(TreeHead("here", 0, bytes(32))).split("\n")[1] == "0"
    assert read_head(text + "an extension\n") == head


@pytest.mark.parametrize(
    "broken",
    [
        "origin\n1\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "origin\n1\nCsUY\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(broken: str) -> None:
    with pytest.raises(NoteError):
        read_head(broken)


MOMENT = datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)


def test_a_time_is_signed_as_the_specification_says() -> None:
    """c2sp.org/tlog-cosignature: what is signed, and how the line is made up."""
    signer = read_signer(SIGNER)
    second = int(MOMENT.timestamp())

    timed = sign_time(NOTE, signer, at=MOMENT)

    (line,) = timed.removeprefix(NOTE).splitlines()
    dash, name, encoded = line.split(" ")
    data = base64.b64decode(encoded)
    assert (dash, name, len(data)) == ("—", "PeterNeumann", 4 + 8 + 64)
    assert data[:4] == sha256(b"PeterNeumann\n\x04" + signer.verifier.public).digest()[:4]
    assert struct.unpack(">Q", data[4:12]) == (second,)
    assert signer.verifier.verifies(f"cosignature/v1\ntime {second}\n{TEXT}".encode(), data[12:])
    assert open_note(timed, [signer.verifier]) == TEXT
    assert read_time(timed, [signer.verifier]) == MOMENT


def test_a_stranger_reads_the_time_as_the_document_says() -> None:
    text = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
    (code,) = (part for part in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL) if "cosignature/v1" in part)
    signer = read_signer(SIGNER)
    checked: list[bool] = []

    def verify(_: bytes, signature: bytes, message: bytes) -> None:
        checked.append(signer.verifier.verifies(message, signature))

    found = {"note": sign_time(NOTE, signer, at=MOMENT), "public_key": signer.verifier.public, "verify": verify}
    exec(code, found)

    assert (found["seconds"], checked) == (int(MOMENT.timestamp()), [True])


def test_a_time_by_another_or_by_nobody_is_none() -> None:
    signer, other = read_signer(SIGNER), read_verifier(VERIFIER.replace("PeterNeumann+c74f20a3", OTHER))

    assert read_time(NOTE, [signer.verifier]) is None
    assert read_time(sign_time(NOTE, signer, at=MOMENT), [other]) is None


def test_a_time_that_does_not_fit_is_refused() -> None:
    signer = read_signer(SIGNER)
    timed = sign_time(NOTE, signer, at=MOMENT)
    line = timed.splitlines()[-1]
    data = base64.b64decode(line.split(" ")[2])

    def with_line(changed: bytes) -> str:
        return timed.replace(line, f"— PeterNeumann {base64.b64encode(changed).decode()}")

    for changed, words in (
        (data[:11] + b"\x00" + data[12:], "does not fit the text with its time"),
        (data[:4] + bytes([255] * 8) + data[12:], "the time that PeterNeumann signed is none"),
        (data[:-1], "the time that PeterNeumann signed is none"),
    ):
        with pytest.raises(NoteError, match=words):
            read_time(with_line(changed), [signer.verifier])
    with pytest.raises(NoteError, match="signed it twice"):
        read_time(sign_time(timed, signer, at=MOMENT), [signer.verifier])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an instance that is reached at an address of its own."""
    return read_settings({"INSTANCE_DIR": str(tmp_path / "instance"), "BASE_URL": "https://training.example:8443/"})


def test_the_key_is_made_once_and_only_its_owner_can_read_it(settings: Settings) -> None:
    first = open_signer(settings).verifier
    path = settings.instance_dir / "keys" / "ledger.key"

    assert open_signer(settings).verifier == first
    assert first.name == "training.example"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["ledger.key"]


def test_several_that_ask_at_once_get_one_key(settings: Settings) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(str(open_signer(settings).verifier))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_the_name_of_a_key_stays_when_the_address_changes(settings: Settings) -> None:
    first = open_signer(settings).verifier
    moved = read_settings({"INSTANCE_DIR": str(settings.instance_dir), "BASE_URL": "https://elsewhere.example"})

    assert open_signer(moved).verifier == first


def test_the_key_may_stand_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "safe" / "key"
    settings = read_settings({"INSTANCE_DIR": str(tmp_path / "instance"), "LEDGER_KEY_FILE": str(path)})

    open_signer(settings)

    assert path.is_file()


def test_a_private_key_is_never_shown(settings: Settings) -> None:
    signer = open_signer(settings)
    secret = re.split(r"\+", (settings.instance_dir / "keys" / "ledger.key").read_text(), maxsplit=4)[4].strip()

    assert secret not in repr(signer)


def test_a_broken_key_is_named_with_its_file(settings: Settings) -> None:
    path = settings.instance_dir / "keys" / "ledger.key"
    open_signer(settings)
    path.write_text(path.read_text().replace("training.example", "training.elsewhere"))

    with pytest.raises(ConfigError, match=r"ledger\.key holds no key: its id is .*Put back the one of your backup"):
        open_signer(settings)


def test_retired_keys_go_on_verifying(settings: Settings) -> None:
    current = open_signer(settings).verifier
    retired = settings.instance_dir / "keys" / "retired-keys"
    retired.write_text(f"{VERIFIER}\n")

    assert list_verifiers(settings) == (current, read_verifier(VERIFIER))

    retired.write_text("something else\n")
    with pytest.raises(ConfigError, match="one verifier key a line"):
        list_verifiers(settings)
