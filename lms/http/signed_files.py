"""Files that people send as evidence: checked in the document process before anything of them is kept."""

import json
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from lms.boards.endorsements import SignedFile
from lms.errors import Invalid
from lms.http.holdings import press, settings
from lms.http.press import PressError
from webinar_kits.jobs import LARGEST_SIGNED_FILE, JobKind

# A request holds the file and a little around it; what is larger is refused before it is read.
LARGEST_UPLOAD = LARGEST_SIGNED_FILE + 2_000_000
KEEP, REMOVE = "keep", "remove"
HAS_PLACE = (
    "This photo tells where it was taken. Choose below whether it is kept as it is or stored without the place, then "
    "choose the file once more."
)


def check_signed_file(content: bytes, *, name: str, place: str) -> tuple[SignedFile, bool]:
    """Return a file ready to be kept, and whether the place was taken out of it; `Invalid` says why it is not taken.

    A photo that tells where it was taken is refused until `place` says `keep` or `remove`.
    """
    if len(content) > LARGEST_SIGNED_FILE:
        size = f"{len(content) / 1_000_000:.1f}"
        raise Invalid({"file": f"The file has {size} MB; 10 MB is the most. Scan it in grey, or take a smaller photo."})
    folder = settings().instance_dir / "store" / "passing"
    folder.mkdir(parents=True, exist_ok=True)
    sent, made = folder / f"{uuid4().hex}.sent", folder / f"{uuid4().hex}.made"
    try:
        sent.write_bytes(content)
        found = _run(JobKind.CHECK_FILE, sent, made, name)
        checked: Mapping[str, object] = json.loads(found)
        if checked["has_place"] and place not in (KEEP, REMOVE):
            raise Invalid({"file": HAS_PLACE})
        is_removed = bool(checked["has_place"]) and place == REMOVE
        kept = _run(JobKind.PLAIN_PHOTO, sent, made, name) if is_removed else content
    finally:
        sent.unlink(missing_ok=True)
        made.unlink(missing_ok=True)
    return SignedFile(name=name, media_type=str(checked["media_type"]), content=kept), is_removed


def _run(kind: JobKind, sent: Path, made: Path, name: str) -> bytes:
    try:
        press().run(kind, {"request": {"path": str(sent), "name": name}}, output=made)
    except PressError as error:
        raise Invalid({"file": error.text}) from error
    return made.read_bytes()
