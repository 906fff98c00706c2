"""The modules that authors are writing: read from the working folder, again only when a file in it has changed."""

from pathlib import Path

from courses.drafts import Draft, read_draft
from courses.resources import State, languages, state_of, working_folders
from lms.errors import NotFound
from lms.http.holdings import settings

FIRST_LANGUAGE = "en"


def list_drafts() -> tuple[Draft, ...] | None:
    """Return the modules of the working folder by name, in each of their languages; None when there is no folder."""
    folder = settings().preview_dir
    if folder is None or not folder.is_dir():
        return None
    return tuple(_draft(path, one) for path in working_folders(folder) for one in _languages(path))


def get_draft(module_id: str, language: str = "") -> Draft:
    """Return a module of the working folder, in its first language where none is asked for."""
    folder = settings().preview_dir
    found = {path.name: path for path in working_folders(folder)} if folder is not None else {}
    path = found.get(module_id)
    if path is None or language not in ("", *_languages(path)):
        raise NotFound("The working folder has no such module, or not in that language.")
    return _draft(path, language or _languages(path)[0])


def _languages(path: Path) -> tuple[str, ...]:
    return languages(path) or (FIRST_LANGUAGE,)


def _draft(path: Path, language: str) -> Draft:
    """Return a module as its files are now; what was read last is kept as long as no file has changed."""
    state = state_of(path)
    kept = _KEPT.get((path, language))
    if kept is not None and kept[0] == state:
        return kept[1]
    draft = read_draft(path, language=language)
    _KEPT[path, language] = (state, draft)
    return draft


# One entry a module and language, whatever was written in between.
_KEPT: dict[tuple[Path, str], tuple[State, Draft]] = {}
