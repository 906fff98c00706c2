"""Archives whose bytes depend on their members alone: fixed dates, a fixed order."""

import io
import zipfile
from collections.abc import Callable, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
# What office programs look for first in a package.
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_STORED = (".pdf", ".pptx", ".docx", ".xlsx", ".png", ".jpeg")


def pack(members: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """Return an archive of the members, sorted by name. What is compressed already is stored as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members, key=_rank):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name], compresslevel=level)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the members of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repack(content: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return an office package with fixed dates and order, each member passed through `change`."""
    members = unpack(content)
    if change:
        members = {name: change(name, member) for name, member in members.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(members, key=_rank):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, members[name], compresslevel=6)
    return buffer.getvalue()


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
