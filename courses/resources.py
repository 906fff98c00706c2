"""Where the shipped content lies, and the reading of its files."""

from pathlib import Path
from typing import TypeAlias

from courses.errors import ContentError, Fault

# Name, time of change and size of every file.
State: TypeAlias = tuple[tuple[str, int, int], ...]
STRUCTURE = "module.toml"
DRAFT = "draft"
WORKSHOP = "workshop.toml"
CASE = "case.toml"


def content_folder() -> Path:
    """Return the folder of the content that ships with the program."""
    return Path(__file__).parent / "content"


def module_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders below that are modules, by name: those that hold a module.toml and no file named draft."""
    found = (inner.parent for inner in folder.glob(f"*/{STRUCTURE}"))
    return tuple(sorted(path for path in found if not (path / DRAFT).exists()))


def working_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders below that are modules or begin to be one, by name, drafts included."""
    return tuple(sorted(inner.parent for inner in folder.glob(f"*/{STRUCTURE}")))


def workshop_folder() -> Path:
    """Return the folder of the workshop that ships with the program."""
    return content_folder() / "workshop"


def case_folders(workshop: Path) -> tuple[Path, ...]:
    """Return the folders of the workshop's cases, by name: those below `cases` that hold a case.toml."""
    return tuple(sorted(inner.parent for inner in workshop.glob(f"cases/*/{CASE}")))


def state_of(folder: Path) -> State:
    """Return the state of a folder: another one when a file in it was written since."""
    files = [(path.name, path.stat()) for path in folder.iterdir() if path.is_file()]
    return tuple(sorted((name, found.st_mtime_ns, found.st_size) for name, found in files))


def languages(folder: Path) -> tuple[str, ...]:
    """Return the languages a module folder has words in, English first."""
    return languages_by(folder, "words")


def languages_by(folder: Path, stem: str) -> tuple[str, ...]:
    """Return the languages in which a folder has `<stem>.<language>.toml`, English first."""
    found = {path.name.split(".")[1] for path in folder.glob(f"{stem}.*.toml")}
    return tuple(sorted(found, key=lambda language: (language != "en", language)))


def read_text(path: Path) -> str:
    """Return the text of a file; raises ContentError when it is missing or is not UTF-8."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError((Fault(shown, 0, "is missing; write it, or take it from another language"),)) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ContentError((Fault(shown, line, "is not UTF-8; save the file as UTF-8"),)) from None
