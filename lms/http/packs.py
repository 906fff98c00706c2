"""Evidence packs in the store: made once, at once or aside, and dropped when somebody in them is erased."""

import threading
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import uuid4

import webinar_kits
from lms import ledger
from lms.db.engine import session, transaction
from lms.errors import LmsError
from lms.evidence.packs import note_made
from lms.http.aside import run_aside
from lms.http.holdings import press, settings
from lms.http.pack_maker import Recipe, Tools, make_pack
from lms.http.press import PressError
from lms.http.store import find_kept, fingerprint, kept
from lms.ledger.keys import list_verifiers, open_signer
from lms.ledger.packs.layout import Names
from lms.reports.evidence_pack import PackView, count_erased

# So many entries are read and written within a second or two: the page waits for them.
MOST_AT_ONCE = 5_000
_BUSY: dict[str, str] = {}
_LOCK = threading.Lock()
PREFIX = "pack"
TROUBLE = "The pack could not be made just now. Try again in a minute."


def pack_file(pack: PackView) -> Path:
    """Return the ZIP of a pack, made now if it is not in the store; its hash is kept."""
    recipe = _recipe(pack)
    name = _name(recipe, erased=count_erased(session(), institution_id=recipe.institution_id))
    found = find_kept(name)
    if found is None:
        part = settings().instance_dir / "store" / "passing" / f"{uuid4().hex}.zip"
        part.parent.mkdir(parents=True, exist_ok=True)
        make_pack(recipe, tools=_tools(), path=part)
        found = kept(name, make=lambda path: _move(part, path))
        part.unlink(missing_ok=True)
    _note(pack, found)
    return found


def begin_pack(pack: PackView) -> str:
    """Let a pack be made if it is not there: a small one now, a large one aside.

    Return empty when it is there, a sentence when it could not be made, and `working` while it is being made.
    """
    recipe = _recipe(pack)
    name = _name(recipe, erased=count_erased(session(), institution_id=recipe.institution_id))
    if find_kept(name) is not None or recipe.size <= MOST_AT_ONCE:
        return _made(pack)
    with _LOCK:
        if name not in _BUSY:
            _BUSY[name] = "working"
            run_aside(lambda: _finish(name, pack))
        elif _BUSY[name] != "working":
            return _BUSY.pop(name)
    return "working"


def drop_packs(instance_dir: Path, *, institution_id: int) -> int:
    """Delete the made packs of an institution from the store: somebody in them was erased. Return how many.

    They are made anew when they are asked for. Needs no application around it.
    """
    found = list((instance_dir / "store" / PREFIX[:2]).glob(f"{PREFIX}-{institution_id}-*.zip"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def file_name(pack: PackView, slug: str) -> str:
    """Return the name under which a pack is downloaded."""
    return f"evidence-{slug}-{pack.as_of}-known-{pack.ledger_size}-{pack.names}.zip"


def _finish(name: str, pack: PackView) -> None:
    said = TROUBLE
    try:
        said = _made(pack)
    finally:
        with _LOCK:
            if said:
                _BUSY[name] = said
            else:
                _BUSY.pop(name, None)


def _made(pack: PackView) -> str:
    try:
        pack_file(pack)
    except (LmsError, PressError) as error:
        return str(error)
    return ""


def _note(pack: PackView, path: Path) -> None:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if digest != pack.sha256:
        with transaction() as write:
            note_made(
                write,
                institution_id=pack.institution_id,
                pack_id=pack.id,
                sha256=digest,
                size=path.stat().st_size,
            )


def _recipe(pack: PackView) -> Recipe:
    return Recipe(pack.institution_id, pack.as_of, pack.ledger_size, Names(pack.names))


def _tools() -> Tools:
    return Tools(list_verifiers(settings()), open_signer(settings()), press())


def _name(recipe: Recipe, *, erased: int) -> str:
    """Return the name in the store; who is erased changes what a pack shows, and nothing else does."""
    shape = {
        "pack": [recipe.institution_id, recipe.as_of.isoformat(), recipe.size, recipe.names.value],
        "erased": erased,
        "keys": [str(key) for key in list_verifiers(settings())],
        "maker": _maker(),
    }
    return f"{PREFIX}-{recipe.institution_id}-{fingerprint(shape)}.zip"


def _move(part: Path, path: Path) -> None:
    part.replace(path)


@lru_cache(maxsize=1)
def _maker() -> str:
    """Return the hash of the program that makes packs: a new version of it makes them anew."""
    digest = sha256()
    folders = [Path(place).parent for place in (str(webinar_kits.__file__), str(ledger.__file__))]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SOURCES):
        digest.update(path.read_bytes())
    return digest.hexdigest()


SOURCES = frozenset({".py", ".typ", ".js", ".css", ".html", ".txt"})
