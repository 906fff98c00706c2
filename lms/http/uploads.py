"""Spreadsheets that come in: read by the document process, and gone from the disk as soon as they are."""

import json
from pathlib import Path
from uuid import uuid4

from lms.errors import Invalid
from lms.http.press import Press, PressError
from webinar_kits.jobs import JobKind
from webinar_kits.sheet_rows import Book, read_book

# What a server had begun to read when it was stopped must not stay: nobody would come back for it.
PASSING = "passing"


def read_upload(press: Press, data: bytes, *, name: str, instance_dir: Path) -> Book:
    """Return the rows of a CSV or XLSX file; `Invalid` at `file` says what to do about one that cannot be read."""
    folder = instance_dir / "store" / PASSING
    folder.mkdir(parents=True, exist_ok=True)
    came, rows = (folder / f"{uuid4().hex}.{ending}" for ending in ("upload", "json"))
    try:
        came.write_bytes(data)
        press.run(JobKind.READ_SHEET, {"request": {"path": str(came), "name": name}}, output=rows)
        return read_book(json.loads(rows.read_text(encoding="utf-8")))
    except PressError as error:
        raise Invalid({"file": error.text}) from error
    finally:
        came.unlink(missing_ok=True)
        rows.unlink(missing_ok=True)
