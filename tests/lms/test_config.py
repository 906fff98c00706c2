import re
from pathlib import Path

import pytest

from lms.cli.main import COMMANDS
from lms.config import DEFAULTS, WHOLE_NUMBERS, ConfigError, read_settings, setting_names
from lms.workflows.demo_cast import CAST, PASSWORD

ROOT = Path(__file__).parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text()
README = (ROOT / "README.md").read_text()


def test_every_setting_is_in_the_manual_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`([^`]+)`)? *\|", OPERATING, re.M)

    assert dict(rows) == dict(DEFAULTS)
    assert len(rows) == len(DEFAULTS)


def test_every_setting_is_read_and_has_a_default() -> None:
    assert set(setting_names()) == set(DEFAULTS)


def test_the_manual_names_no_setting_that_is_none() -> None:
    shown = set(re.findall(r"\b([A-Z]+_[A-Z_]+)=", OPERATING))

    assert shown <= set(DEFAULTS)


def test_without_an_environment_the_instance_is_a_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    settings = read_settings({})

    assert settings.instance_dir == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/cpp-training.sqlite3"
    assert settings.mail_dir == tmp_path / "instance" / "mail"
    assert settings.secret_key == ""
    assert not settings.secure_cookies


def test_the_address_follows_the_port_and_cookies_follow_the_address() -> None:
    assert read_settings({"PORT": "8123"}).base_url == "http://127.0.0.1:8123"
    secure = read_settings({"BASE_URL": "https://training.example.org/"})
    assert (secure.base_url, secure.secure_cookies) == ("https://training.example.org", True)


@pytest.mark.parametrize("address", ["postgres://u@h/n", "postgresql://u@h/n", "postgresql+psycopg://u@h/n"])
def test_every_way_to_write_a_postgresql_address_means_the_same(address: str) -> None:
    assert read_settings({"DATABASE_URL": address}).database_url == "postgresql+psycopg://u@h/n"


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("PORT", "0", "from 1 to 65535"),
        ("PORT", "٨٠٠٠", "from 1 to 65535"),
        ("WORKERS", "many", "from 1 to 64"),
        ("SECURE_COOKIES", "true", "give one of yes, no"),
        ("LOG_LEVEL", "loud", "give one of debug"),
        ("BASE_URL", "training.example.org", "begin it with http://"),
        ("SMTP_URL", "mail.example.org", "begin it with smtp://"),
        ("DATABASE_URL", "mysql://x", "begin it with postgresql://"),
        ("SECRET_KEY", "short", "at least 32"),
        ("SIGN_IN_LIMIT", "often", "write it like 10 per 5 minutes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cure(name: str, value: str, cure: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} .*{cure}"):
        read_settings({name: value})


def test_all_wrong_settings_are_named_at_once() -> None:
    wrong = {name: "x" for name, _, _ in WHOLE_NUMBERS}

    with pytest.raises(ConfigError) as refused:
        read_settings(wrong)

    assert len(str(refused.value).splitlines()) == len(WHOLE_NUMBERS)


def test_the_readme_names_every_sign_in_of_the_demo() -> None:
    rows = dict(re.findall(r"^\| (\S+@demo\.example) \| (.+) \|$", README, re.M))

    assert rows == {person.email: person.what for person in CAST}
    assert PASSWORD in README


@pytest.mark.parametrize("text", [README, OPERATING], ids=["README", "operating"])
def test_every_link_of_the_manual_leads_somewhere(text: str) -> None:
    folder = ROOT if text is README else ROOT / "docs"
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]

    assert [link for link in links if not (folder / link).exists()] == []


def test_every_command_of_the_manual_exists() -> None:
    commands = set(re.findall(r"\blms ([a-z]+)", OPERATING + README)) - {"commands"}
    targets = set(re.findall(r"^make ([a-z]+)", OPERATING + README, re.M))
    makefile = (ROOT / "Makefile").read_text()

    assert commands <= set(COMMANDS)
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.M))
