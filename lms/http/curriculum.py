"""The curriculum at start-up: read from its files once, then from a copy of what was read.

Reading eight modules takes about a second, the copy a twentieth of it. The copy is kept under the hash of every file of
content and program that could change it. It lies in the instance folder, which only the server's own user may write to,
and is never needed: without it the files are read.
"""

import copyreg
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import courses
import quizzes
from courses.catalogue import Catalogue
from courses.loader import load_catalogue
from courses.resources import content_folder

T = TypeVar("T")
KEPT_COPIES = 2


def view_of(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a read-only view of a mapping: what a copy is made into when it is read."""
    return MappingProxyType(mapping)


def _reduce(
    view: MappingProxyType[Any, Any],
) -> tuple[Callable[..., MappingProxyType[Any, Any]], tuple[dict[Any, Any]]]:
    return view_of, (dict(view),)


# A read-only view of a mapping cannot be copied by itself.
copyreg.pickle(MappingProxyType, _reduce)


def open_catalogue(*, own: Sequence[Path], copies: Path) -> Catalogue:
    """Return the shipped modules and an institution's own; `copies` is the folder that copies are kept in."""
    files = (path for folder in (content_folder(), *own) for path in folder.glob("*/*"))
    return kept_or_read(
        "catalogue",
        files=files,
        read=lambda: load_catalogue((content_folder(),), own=own),
        kind=Catalogue,
        copies=copies,
    )


def kept_or_read(name: str, *, files: Iterable[Path], read: Callable[[], T], kind: type[T], copies: Path) -> T:
    """Return what `read` returns, from a copy of it if there is one; `files` are all that could change it."""
    path = copies / f"{name}-{_key(files)}.pickle"
    try:
        kept = pickle.loads(path.read_bytes())  # noqa: S301  (our own file, in a folder of our own)
    except (OSError, pickle.UnpicklingError, AttributeError, EOFError):
        kept = None
    if isinstance(kept, kind):
        return kept
    found = read()
    _keep(path, found, name)
    return found


def _key(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    programs = (Path(str(package.__file__)).parent for package in (courses, quizzes))
    known = [path for program in programs for path in program.rglob("*.py")]
    known += [path for path in files if path.is_file()]
    for path in sorted(known):
        digest.update(f"{path.parent.name}/{path.name}".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _keep(path: Path, found: object, name: str) -> None:
    """Keep a copy if the folder can be written to, and drop the oldest ones."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))
        part.chmod(0o600)
        part.replace(path)
        copies = sorted(path.parent.glob(f"{name}-*.pickle"), key=lambda copy: copy.stat().st_mtime)
        for old in copies[:-KEPT_COPIES]:
            old.unlink(missing_ok=True)
    except OSError:
        part.unlink(missing_ok=True)
