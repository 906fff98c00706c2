import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^]]*\])?==(\S+)([^\n\\]*)", re.M)


def pins(name: str) -> set[tuple[str, str]]:
    return {(found[0], found[1]) for found in PINNED.findall((ROOT / name).read_text())}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_from_a_wheel_the_tables_are_made(wheel: Path, tmp_path: Path) -> None:
    environ = {"PYTHONPATH": str(wheel), "INSTANCE_DIR": str(tmp_path / "instance"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-P", "-m", "lms.cli.main", "db", "upgrade"]

    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)

    assert "Migrations run: 0001" in done.stdout


def test_a_wheel_holds_everything_that_is_not_python(wheel: Path) -> None:
    wanted = {
        path.relative_to(ROOT)
        for package in ("courses", "webinar_kits", "lms", "migrations")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "cache" not in str(path.parent)
    }

    assert {str(path) for path in wanted if not (wheel / path).exists()} == set()
    assert (wheel / "wsgi.py").exists()
    assert not (wheel / "tests").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pinned_package_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    packages = [block for block in blocks if "==" in block.splitlines()[0]]

    assert len(packages) > 40
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []


def test_tests_run_on_the_versions_that_serve() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = {re.split(r"[\[<>=]", line)[0] for group in groups for line in group}

    assert asked - {name for name, _ in pins("requirements-dev.lock")} == set()
