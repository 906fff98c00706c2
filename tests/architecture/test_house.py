"""The six rules of the house (docs/architecture.md), read from `house.toml` and checked on the source text."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = tomllib.loads((Path(__file__).parent / "house.toml").read_text())
PACKAGES: list[str] = HOUSE["packages"]["order"]
FLOORS: list[list[str]] = HOUSE["lms"]["floors"]
LONGEST_FILE = 300


@dataclass(frozen=True)
class Import:
    """One import: who imports what, on which line, and whether it hides in a function."""

    importer: str
    target: str
    line: int
    is_hidden: bool
    is_relative: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


def _modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(_modules())


def _imports_of(name: str, path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text())
    hidden = {
        id(node)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, alias.name, node.lineno, id(node) in hidden, is_relative=False)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                target = whole if whole in MODULES else str(node.module)
                yield Import(name, target, node.lineno, id(node) in hidden, node.level > 0)


IMPORTS = [found for name, path in MODULES.items() for found in _imports_of(name, path)]


def _is_in(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


def _floor(module: str) -> tuple[int, str] | None:
    for level, rooms in enumerate(FLOORS):
        for room in rooms:
            if _is_in(module, room):
                return level, room
    return None


def test_every_module_of_the_application_stands_on_a_floor() -> None:
    homeless = [name for name in MODULES if _is_in(name, "lms") and name != "lms" and _floor(name) is None]
    assert homeless == []


@pytest.mark.parametrize("package", ["quizzes", "courses", "webinar_kits"])
def test_every_module_of_a_library_has_its_place_in_the_order(package: str) -> None:
    own = {name.split(".")[1] for name in MODULES if name.startswith(package + ".")}
    assert own - set(HOUSE[package]["order"]) == set()


def test_packages_import_only_to_the_left() -> None:
    rank = {name: place for place, name in enumerate(PACKAGES)}
    wrong = [
        str(found)
        for found in IMPORTS
        if (target := found.target.split(".")[0]) in rank and rank[target] > rank[found.importer.split(".")[0]]
    ]
    assert wrong == []


@pytest.mark.parametrize("package", ["quizzes", "courses", "webinar_kits"])
def test_modules_of_a_library_import_only_what_stands_before_them(package: str) -> None:
    rank = {name: place for place, name in enumerate(HOUSE[package]["order"])}
    wrong = []
    for found in IMPORTS:
        importer, target = found.importer.split("."), found.target.split(".")
        if importer[0] != package or target[0] != package or len(importer) < 2 or len(target) < 2:
            continue
        if importer[1] != target[1] and rank[target[1]] >= rank[importer[1]]:
            wrong.append(str(found))
    assert wrong == []


def test_imports_inside_the_application_go_strictly_down() -> None:
    wrong = []
    for found in IMPORTS:
        here, there = _floor(found.importer), _floor(found.target)
        if here is None or there is None or here[1] == there[1]:
            continue
        if there[0] >= here[0]:
            wrong.append(str(found))
    assert wrong == []


def test_no_import_hides_in_a_function_and_none_is_relative() -> None:
    assert [str(found) for found in IMPORTS if found.is_hidden or found.is_relative] == []


def test_package_files_of_the_application_are_empty() -> None:
    full = [
        name
        for name, path in MODULES.items()
        if path.name == "__init__.py" and _is_in(name, "lms") and path.read_text()
    ]
    assert full == []


@pytest.mark.parametrize("package", sorted(HOUSE["known"]))
def test_a_third_party_package_is_known_only_where_it_belongs(package: str) -> None:
    places = HOUSE["known"][package]
    wrong = [
        str(found)
        for found in IMPORTS
        if _is_in(found.target, package) and not any(_is_in(found.importer, place) for place in places)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", sorted(HOUSE["keys"]))
def test_the_facilitators_key_is_known_only_to_what_serves_trainers(module: str) -> None:
    assert module in MODULES
    places = HOUSE["keys"][module]
    wrong = [
        str(found)
        for found in IMPORTS
        if _is_in(found.target, module) and not any(_is_in(found.importer, place) for place in places)
    ]
    assert wrong == []


def test_delivery_and_workflows_see_no_models() -> None:
    blind = ("lms.workflows", "lms.http", "lms.api", "lms.web", "lms.cli")
    wrong = [
        str(found)
        for found in IMPORTS
        if found.target.startswith("lms.")
        and ".models" in found.target
        and any(_is_in(found.importer, b) for b in blind)
    ]
    assert wrong == []


def test_reports_see_no_service() -> None:
    wrong = [str(found) for found in IMPORTS if _is_in(found.importer, "lms.reports") and ".service" in found.target]
    assert wrong == []


def test_the_libraries_have_no_clock_no_chance_and_no_environment() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.importer.split(".")[0] in HOUSE["pure"]["packages"]
        and any(_is_in(found.target, never) for never in HOUSE["pure"]["never"])
    ]
    assert wrong == []


def test_foreign_keys_leave_a_feature_only_towards_accounts_or_institutions() -> None:
    script = (
        "from lms.tables import METADATA\n"
        "from lms.db.base import Base\n"
        "home = {m.local_table.name: m.class_.__module__.split('.')[1] for m in Base.registry.mappers}\n"
        "for table in METADATA.tables.values():\n"
        "    for key in table.foreign_keys:\n"
        "        here, there = home[table.name], home[key.column.table.name]\n"
        "        if here != there and there not in ('accounts', 'institutions'):\n"
        "            print(table.name, '->', key.column.table.name)\n"
    )
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == ""


def test_the_web_server_loads_nothing_heavy() -> None:
    never = HOUSE["light"]["never_loaded"]
    script = f"import sys, lms.app\nprint([name for name in {never!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_who_checks_a_pack_loads_neither_database_nor_server() -> None:
    never = ["sqlalchemy", "flask", "lms.db.engine"]
    script = f"import sys, lms.cli.main, lms.cli.evidence_verify\nprint([n for n in {never!r} if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_files_stay_short_enough_to_hold_in_mind() -> None:
    long = {name: n for name, path in MODULES.items() if (n := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_test_measures_time() -> None:
    clocks = re.compile(r"\b(process_time|perf_counter|monotonic|timeit)\b")
    asked = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if not path.is_relative_to(ROOT / "tests" / "bench") and path != Path(__file__)
        if clocks.search(path.read_text(encoding="utf-8"))
    ]
    assert asked == []
