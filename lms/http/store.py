"""Documents made once and kept under the hash of everything that shaped them."""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Response, send_file

from lms.http.holdings import settings

_MAKING = threading.Lock()


def fingerprint(shape: Mapping[str, object]) -> str:
    """Return the hash of what shapes a document; equal mappings have equal hashes."""
    text = json.dumps(shape, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def kept(name: str, *, make: Callable[[Path], None]) -> Path:
    """Return the file of that name in the store, made now if it is not there."""
    path = settings().instance_dir / "store" / name[:2] / name
    if not path.is_file():
        with _MAKING:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                make(path)
                _trim(settings().instance_dir / "store", limit=settings().store_megabytes * 1024 * 1024)
    os.utime(path)
    return path


def find_kept(name: str) -> Path | None:
    """Return the file of that name in the store, or None when it is not there (any more)."""
    path = settings().instance_dir / "store" / name[:2] / name
    return path if path.is_file() else None


def send(path: Path, *, name: str, media_type: str) -> Response:
    """Return a file of the store as a download."""
    response = send_file(path, mimetype=media_type, as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _trim(folder: Path, *, limit: int) -> None:
    """Drop the files nobody asked for the longest until the store is within its limit; the newest always stays."""
    files = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_mtime)
    total = sum(path.stat().st_size for path in files)
    for path in files[:-1]:
        if total <= limit:
            return
        total -= path.stat().st_size
        path.unlink(missing_ok=True)
