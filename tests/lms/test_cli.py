import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from courses.resources import content_folder
from lms.cli import serve as serving
from lms.cli.mail import look_once, sign_once, way_out
from lms.cli.main import COMMANDS, cli
from lms.clock import read_clock
from lms.config import Settings, read_settings
from lms.db.engine import session, transaction
from lms.db.outbox import post
from lms.ledger.log import find_checkpoint, find_log, list_checkpoints
from lms.mail import Envelope, Mail, MailError
from tests.worlds import World

Lms = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "the instance"


@pytest.fixture
def lms(engine_url: str, folder: Path) -> Lms:
    """Call `lms` on this test's database."""
    return caller({"DATABASE_URL": engine_url, "INSTANCE_DIR": str(folder)})


@pytest.fixture
def bare(tmp_path: Path, folder: Path) -> Lms:
    """Call `lms` on an instance of which nothing is there yet."""
    return caller({"DATABASE_URL": "", "INSTANCE_DIR": str(folder)})


def caller(environ: dict[str, str]) -> Lms:
    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner(env=environ).invoke(cli, arguments)
        assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        return result

    return call


def column(session: Session, question: str) -> list[object]:
    """Look into the database and let go of it: a command comes next, and wants to write."""
    found = list(session.execute(text(question)).scalars())
    session.rollback()
    return found


def test_every_command_has_a_help_that_says_what_it_is_for(bare: Lms) -> None:
    for name in COMMANDS:
        assert bare(name, "--help").output.startswith("Usage: ")


def test_an_unknown_command_is_bad_usage(bare: Lms) -> None:
    assert "No such command" in bare("fly", code=2).stderr


def test_settings_that_cannot_be_used_are_named_each_with_its_cure() -> None:
    result = caller({"PORT": "http", "LOG_FORMAT": "xml"})("db", "upgrade", code=2)

    assert "PORT is 'http': give a whole number from 1 to 65535." in result.stderr
    assert "LOG_FORMAT is 'xml': give one of json, text." in result.stderr


def test_upgrading_an_empty_instance_makes_folder_key_and_tables(bare: Lms, folder: Path) -> None:
    assert "Migrations run: 0001" in bare("db", "upgrade").output
    assert "up to date" in bare("db", "upgrade").output

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert len((folder / "secret-key").read_text().strip()) >= 32


def test_the_secret_key_is_made_once(bare: Lms, folder: Path) -> None:
    bare("db", "upgrade")
    key = (folder / "secret-key").read_text()
    bare("db", "upgrade")

    assert (folder / "secret-key").read_text() == key


def test_an_empty_key_file_is_not_used(bare: Lms, folder: Path) -> None:
    folder.mkdir()
    (folder / "secret-key").touch()

    assert "is empty: delete it" in bare("db", "upgrade", code=2).stderr


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    call = caller({"INSTANCE_DIR": str(tmp_path / "file" / "instance"), "DATABASE_URL": ""})

    assert "set INSTANCE_DIR" in call("db", "upgrade", code=2).stderr


def test_a_command_on_old_tables_says_what_to_run(bare: Lms) -> None:
    assert "Run `lms db upgrade` first" in bare("institution", "list", code=2).stderr


def test_a_first_account_gets_a_role_and_a_link_that_is_printed(lms: Lms, session: Session) -> None:
    lms("institution", "create", "north", "--name", "North Bank", "--zone", "Africa/Bamako")

    result = lms(
        *("account", "create", "--email", "Amina@Example.org", "--name", "Amina"),
        *("--role", "coordinator", "--institution", "north"),
    )

    assert re.fullmatch(r"http://127\.0\.0\.1:8000/links/[\w-]{43}\n", result.stdout)
    assert column(session, "SELECT role FROM account_grant") == ["coordinator"]
    assert column(session, "SELECT count(*) FROM outbox_message") == [0]


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("--email", "amina"), "Write it like name@example.org"),
        (("--email", "a@example.org", "--role", "coordinator"), "give either --institution SLUG or --network SLUG"),
        (("--email", "a@example.org", "--institution", "north"), "--role is missing"),
        (("--email", "a@example.org", "--role", "coordinator", "--institution", "south"), "no institution “south”"),
        (("--email", "a@example.org", "--role", "coordinator", "--network", "lakes"), "Name the institution"),
        (("--email", "a@example.org", "--role", "member", "--institution", "north"), "'member' is not one of"),
    ],
)
def test_an_account_that_cannot_be_made_leaves_nothing_behind(
    lms: Lms, session: Session, arguments: tuple[str, ...], cure: str
) -> None:
    lms("institution", "network", "lakes", "--name", "Lakes")

    result = lms("account", "create", "--name", "Amina", *arguments, code=2)

    assert cure in result.stderr
    assert column(session, "SELECT count(*) FROM account") == [0]


def test_an_account_made_twice_is_refused_and_can_be_granted_a_role(lms: Lms, session: Session) -> None:
    lms("institution", "network", "lakes", "--name", "Lakes")
    lms("account", "create", "--email", "a@example.org", "--name", "Amina")
    assert "Grant it a role" in lms("account", "create", "--email", "A@example.org", "--name", "A", code=2).stderr

    lms("account", "grant", "--email", "a@example.org", "--role", "network_officer", "--network", "lakes")

    assert column(session, "SELECT role FROM account_grant") == ["network_officer"]
    assert "/links/" in lms("account", "link", "--email", "a@example.org").stdout
    assert "no account for b@example.org" in lms("account", "link", "--email", "b@example.org", code=2).stderr


def test_institutions_are_listed_for_people_and_for_programs(lms: Lms) -> None:
    lms("institution", "create", "north", "--name", "Nördbank")

    assert lms("institution", "list").stdout == "north  Nördbank\n"
    assert json.loads(lms("institution", "list", "--json").stdout) == [
        {
            "slug": "north",
            "name": "Nördbank",
            "language": "en",
            "zone": "UTC",
            "currency": "USD",
            "is_invented": False,
        }
    ]


def test_waiting_mail_is_written_to_the_folder(lms: Lms, engine: Engine, folder: Path) -> None:
    with Session(engine) as session, session.begin():
        post(session, Mail("a@example.org", "Hello", "Hello.\n"), now=read_clock())

    assert lms("mail", "send").output == "1 sent, 0 failed and to be tried again.\n"
    assert lms("mail", "send").output == "0 sent, 0 failed and to be tried again.\n"
    assert [path.suffix for path in (folder / "mail").iterdir()] == [".eml"]


def test_mail_that_fails_ends_with_1(engine_url: str, engine: Engine, folder: Path) -> None:
    with Session(engine) as session, session.begin():
        post(session, Mail("a@example.org", "Hello", "Hello.\n"), now=read_clock())
    call = caller({"DATABASE_URL": engine_url, "INSTANCE_DIR": str(folder), "SMTP_URL": "smtp://127.0.0.1:1"})

    assert call("mail", "send", code=1).output == "0 sent, 1 failed and to be tried again.\n"


def test_a_running_server_sends_what_waits_and_survives_what_goes_wrong(app: Flask, settings: Settings) -> None:
    def explode(envelope: Envelope) -> None:
        raise ZeroDivisionError

    with app.app_context(), transaction() as session:
        post(session, Mail("a@example.org", "Hello", "Hello.\n"), now=read_clock())
    look_once(app, explode)
    with app.app_context(), transaction() as session:
        session.execute(text("UPDATE outbox_message SET next_try_at = created_at"))

    look_once(app, way_out(settings))

    assert len(list(settings.mail_dir.glob("*.eml"))) == 1


def test_letters_go_to_the_mail_server_that_is_set(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE_DIR": str(tmp_path), "SMTP_URL": "smtp://127.0.0.1:1"})

    with pytest.raises(MailError):
        way_out(settings)(Envelope(1, read_clock(), Mail("a@example.org", "Hello", "Hello.\n")))


def test_content_without_faults_is_silent(bare: Lms) -> None:
    result = bare("content", "check", str(content_folder() / "complaints"))

    assert result.stdout == ""
    assert "1 modules checked, 0 faults." in result.stderr


def test_a_fault_in_content_is_told_with_file_and_line(bare: Lms, tmp_path: Path) -> None:
    copy = tmp_path / "complaints"
    copy.mkdir()
    for path in (content_folder() / "complaints").iterdir():
        (copy / path.name).write_text(path.read_text())
    lesson = copy / "lesson.en.md"
    lesson.write_text(lesson.read_text() + "\n<b>raw</b>\n")

    result = bare("content", "check", str(copy), code=1)

    last_line = len(lesson.read_text().splitlines())
    assert f"complaints/lesson.en.md:{last_line}: " in result.stdout
    assert Path(result.stdout.partition(":")[0]).resolve() == lesson


def test_a_folder_without_modules_is_bad_usage(bare: Lms, tmp_path: Path) -> None:
    assert "holds no module" in bare("content", "check", str(tmp_path), code=2).stderr


KIT = ("kit", "build", "complaints", "--mode", "webinar", "--tier", "board", "--minutes", "60")


def test_a_kit_is_built_into_one_file(bare: Lms, tmp_path: Path) -> None:
    output = tmp_path / "kit.zip"

    result = bare(
        *KIT,
        "--date",
        "2026-11-24",
        "--time",
        "09:30",
        "--zone",
        "Africa/Nairobi",
        "--hotline",
        "0800 1",
        "-o",
        str(output),
    )

    assert f"{output}: {output.stat().st_size} bytes, sha256 " in result.stdout
    with zipfile.ZipFile(output) as archive:
        assert archive.testzip() is None
        assert any(name.endswith(".ics") for name in archive.namelist())


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("--minutes", "20"), "--minutes: "),
        (("--lang", "xx"), "--lang: "),
        (("--date", "2026-11-24"), "belong together"),
        (("--date", "2026-02-30", "--time", "09:30"), "there is no 2026-02-30"),
        (("--zone", "Mars"), "not a time zone"),
        (("--mode", "carrier"), "'carrier' is not one of"),
    ],
)
def test_a_kit_that_cannot_be_built_names_the_option_and_writes_nothing(
    bare: Lms, tmp_path: Path, arguments: tuple[str, ...], cure: str
) -> None:
    assert cure in bare(*KIT, *arguments, "-o", str(tmp_path / "kit.zip"), code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_module_is_answered_with_the_known_ones(bare: Lms, tmp_path: Path) -> None:
    result = bare("kit", "build", "ethics", *KIT[3:], "-o", str(tmp_path / "kit.zip"), code=2)

    assert re.search(r"no module “ethics”; the modules are: .*complaints", result.stderr)


def test_a_kit_into_a_folder_that_is_not_there_is_refused(bare: Lms, tmp_path: Path) -> None:
    assert "make it first" in bare(*KIT, "-o", str(tmp_path / "none" / "kit.zip"), code=2).stderr


def test_a_backup_is_a_whole_database_and_overwrites_nothing(bare: Lms, folder: Path, tmp_path: Path) -> None:
    bare("institution", "create", "north", "--name", "North", code=2)
    bare("db", "upgrade")
    bare("institution", "create", "north", "--name", "North")
    copy = tmp_path / "copy.sqlite3"

    bare("db", "backup", str(copy))

    assert (
        "north  North"
        in caller({"DATABASE_URL": f"sqlite:///{copy}", "INSTANCE_DIR": str(folder)})("institution", "list").stdout
    )
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "nothing is overwritten" in bare("db", "backup", str(copy), code=2).stderr
    assert "could not be written" in bare("db", "backup", str(tmp_path / "none" / "copy"), code=2).stderr


def test_a_backup_of_nothing_is_refused(bare: Lms, tmp_path: Path) -> None:
    assert "There is no database at" in bare("db", "backup", str(tmp_path / "copy"), code=2).stderr


def test_a_port_that_is_taken_is_said_before_anything_is_made(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        call = caller({"INSTANCE_DIR": str(folder), "DATABASE_URL": "", "PORT": str(taken.getsockname()[1])})
        result = call("serve", code=2)

    assert "Set HOST or PORT to another" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_the_server_is_called_with_the_workers_and_threads_that_are_set(tmp_path: Path) -> None:
    settings = read_settings({"INSTANCE_DIR": str(tmp_path), "WORKERS": "3", "THREADS": "5"})

    arguments = serving.server_arguments(settings, handle=7)

    assert {"wsgi:app", "--bind=fd://7", "--workers=3", "--threads=5", "--worker-class=gthread"} < set(arguments)
    assert "--preload" not in arguments


def test_serve_with_demo_brings_a_new_instance_up_and_prints_its_sign_ins(tmp_path: Path) -> None:
    port = find_quiet_port()
    environ = {**os.environ, "INSTANCE_DIR": str(tmp_path / "instance"), "DATABASE_URL": "", "PORT": str(port)}
    command = [sys.executable, "-m", "lms.cli.main", "serve", "--demo"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        page = first_page(port)
        server.send_signal(signal.SIGTERM)
        printed, _ = server.communicate(timeout=600)
    finally:
        server.kill()
        server.wait()

    assert "<form" in page
    assert f"CPP Training: http://127.0.0.1:{port}" in printed
    assert "learner@demo.example" in printed
    assert "demo-training-2026" in printed


def find_quiet_port() -> int:
    """Return a free port that stays free: who asks a system for any port gets one from 32768 on."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("there is no free port")


def first_page(port: int) -> str:
    """Wait for the server as a browser does: the socket is open long before the application is loaded."""
    for _ in range(6000):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=60) as answer:
                return str(answer.read(), "utf-8")
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def test_a_running_server_signs_what_has_grown_and_survives_what_goes_wrong(
    app: Flask, settings: Settings, world: World
) -> None:
    sign_once(app, replace(settings, ledger_key_file=Path("/dev/null/keys/ledger.key")))
    with app.app_context():
        assert find_checkpoint(session(), institution_id=world.valley.id) is None

    sign_once(app, settings)
    sign_once(app, settings)

    with app.app_context():
        for house in (world.valley, world.harbour):
            (made,) = list_checkpoints(session(), institution_id=house.id)
            assert made.size == find_log(session(), institution_id=house.id).size  # type: ignore[union-attr]


def test_the_server_that_is_served_sends_mail(tmp_path: Path) -> None:
    script = "import threading, wsgi; print([one.name for one in threading.enumerate() if one.daemon])"
    environ = {**os.environ, "INSTANCE_DIR": str(tmp_path), "SECRET_KEY": "k" * 40}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )

    assert "mail" in done.stdout
