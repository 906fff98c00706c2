"""ZIP files written in one way only, and read back only when every byte is as it would have been written.

So a flipped bit, a member that stands twice, a path that leads elsewhere or a file hidden between two others cannot
hide; and nothing is unpacked beyond what a pack may hold.
"""

import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_SIZE, CENTRAL_SIZE, END_SIZE = 30, 46, 22
VERSION, UNIX, UTF8, STORED, DEFLATED = 20, 3 << 8, 0x800, 0, 8
# 1980-01-01, midnight: the first moment a ZIP can say.
TIME, DATE = 0, 0x21
REGULAR_FILE = 0o100644 << 16
LEVEL = 6
MOST_MEMBERS, MOST_BYTES = 20_000, 1 << 30
# Entries and codes are mostly hashes, which hardly pack: a file that promises far more than it carries is no pack.
ALWAYS_ROOM, MOST_PACKED = 1 << 26, 50
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class ArchiveError(ValueError):
    """An archive that is not as it was written; `member` names the file, empty for the archive itself."""

    def __init__(self, member: str, text: str) -> None:
        super().__init__(text)
        self.member = member
        self.text = text


@dataclass(frozen=True, slots=True)
class Member:
    """A member and where its data stand."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def start(self) -> int:
        """Where its data begin."""
        return self.offset + LOCAL_SIZE + len(self.name)

    def local(self) -> bytes:
        """Return its header before the data."""
        head = struct.pack(
            "<HHHHHIIIHH", VERSION, UTF8, self.method, TIME, DATE, self.crc, self.packed, self.size, len(self.name), 0
        )
        return LOCAL + head + self.name.encode()

    def central(self) -> bytes:
        """Return its line in the directory."""
        head = struct.pack(
            "<HHHHHHIIIHHHHHII",
            *(UNIX | VERSION, VERSION, UTF8, self.method, TIME, DATE, self.crc, self.packed, self.size),
            *(len(self.name), 0, 0, 0, 0, REGULAR_FILE, self.offset),
        )
        return CENTRAL + head + self.name.encode()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a member; `packed_sha256` is of the bytes as they stand in the archive."""

    path: str
    bytes: int
    sha256: str
    packed_sha256: str


class ArchiveWriter:
    """Writes members one after another to a file that can be sought in; the same members give the same bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._members: list[Member] = []

    def add(self, name: str, parts: Iterable[bytes], *, is_packed: bool = False) -> Written:
        """Write a member given in parts; one that is packed already is kept as it is."""
        if not NAME.fullmatch(name) or any(name.lower() == other.name.lower() for other in self._members):
            raise ValueError(f"a member cannot be called {name!r} here")
        offset = self._out.tell()
        blank = Member(name, STORED if is_packed else DEFLATED, 0, 0, 0, offset)
        self._out.write(blank.local())
        digest, packed_digest, crc, size, packed = sha256(), sha256(), 0, 0, 0
        press = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        for part in parts:
            digest.update(part)
            crc, size = zlib.crc32(part, crc), size + len(part)
            written = part if is_packed else press.compress(part)
            packed_digest.update(written)
            packed += self._out.write(written)
        if not is_packed:
            written = press.flush()
            packed_digest.update(written)
            packed += self._out.write(written)
        member = Member(name, blank.method, crc, packed, size, offset)
        end = self._out.tell()
        self._out.seek(offset)
        self._out.write(member.local())
        self._out.seek(end)
        self._members.append(member)
        return Written(name, size, digest.hexdigest(), packed_digest.hexdigest())

    def close(self) -> None:
        """Write the directory."""
        start = self._out.tell()
        directory = b"".join(member.central() for member in self._members)
        self._out.write(directory + _end(len(self._members), len(directory), start))


class Archive:
    """An archive that was written by `ArchiveWriter`, in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.members = {member.name: member for member in _members(content)}

    def read(self, name: str) -> bytes:
        """Return the data of a member, checked against what the directory says of them."""
        member = self.members[name]
        packed = memoryview(self._content)[member.start : member.start + member.packed]
        data = bytes(packed) if member.method == STORED else _inflate(packed, member)
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise ArchiveError(name, "its content is not what was packed: a byte of it was changed")
        return data

    def packed_sha256(self, name: str) -> str:
        """Return the hash of a member as it is packed: of the many ways to pack one text, one was written."""
        member = self.members[name]
        return sha256(memoryview(self._content)[member.start : member.start + member.packed]).hexdigest()


def _end(count: int, length: int, start: int) -> bytes:
    return END + struct.pack("<HHHHIIH", 0, 0, count, count, length, start, 0)


def _members(content: bytes) -> list[Member]:
    """Return the members in order; `ArchiveError` unless they and the directory fill the file byte by byte."""
    if content[: len(LOCAL)] != LOCAL:
        raise ArchiveError("", "this is not a pack: it does not begin as a ZIP file does")
    if len(content) < END_SIZE or content[-END_SIZE:][: len(END)] != END:
        raise ArchiveError("", "the end of the ZIP file is missing or was added to: it was not copied whole")
    count, length, start = struct.unpack("<HIIH", content[-END_SIZE + 10 :])[:3]
    if count > MOST_MEMBERS:
        raise ArchiveError("", f"it has {count} files; a pack has {MOST_MEMBERS} at most")
    if content[-END_SIZE:] != _end(count, length, start) or start + length != len(content) - END_SIZE:
        raise ArchiveError("", "the directory of the ZIP file is not where its end says")
    found, place, total = [], start, 0
    names: set[str] = set()
    for _ in range(count):
        member = _central(content, place)
        total += member.size
        _check(member, names, total)
        if total > ALWAYS_ROOM + MOST_PACKED * len(content):
            raise ArchiveError(member.name, f"unpacked it would be far more than packs are ({total} bytes by then)")
        names.add(member.name.lower())
        found.append(member)
        place += CENTRAL_SIZE + len(member.name)
    if place != start + length:
        raise ArchiveError("", "the directory of the ZIP file holds more than its files")
    _check_places(content, found, start)
    return found


def _central(content: bytes, place: int) -> Member:
    try:
        fields = struct.unpack_from("<4sHHHHHHIIIHHHHHII", content, place)
        raw = content[place + CENTRAL_SIZE : place + CENTRAL_SIZE + fields[10]]
        member = Member(raw.decode(), fields[4], fields[7], fields[8], fields[9], fields[16])
    except (struct.error, UnicodeDecodeError):
        raise ArchiveError("", "the directory of the ZIP file cannot be read") from None
    if not NAME.fullmatch(member.name):
        raise ArchiveError(member.name, "a file of a pack is never called that: its path could lead elsewhere")
    if content[place : place + CENTRAL_SIZE + len(member.name)] != member.central():
        raise ArchiveError(member.name, "its line in the ZIP directory is not as packs are written")
    return member


def _check(member: Member, names: set[str], total: int) -> None:
    if member.name.lower() in names:
        raise ArchiveError(member.name, "it stands in the ZIP file twice")
    if member.method not in (STORED, DEFLATED):
        raise ArchiveError(member.name, "it is packed in a way packs are not")
    if total > MOST_BYTES:
        raise ArchiveError(member.name, f"unpacked it is larger than a pack may be ({MOST_BYTES} bytes)")


def _check_places(content: bytes, members: list[Member], end: int) -> None:
    place = 0
    for member in members:
        if member.offset != place:
            raise ArchiveError(member.name, "something stands before it in the ZIP file that is not in its directory")
        place = member.start + member.packed
        if place > end or content[member.offset : member.start] != member.local():
            raise ArchiveError(member.name, "its header in the ZIP file is not that of the directory")
    if place != end:
        raise ArchiveError("", "something stands before the directory of the ZIP file that is not in it")


def _inflate(packed: memoryview, member: Member) -> bytes:
    """Unpack no more than was promised."""
    unpack = zlib.decompressobj(-15)
    try:
        data = unpack.decompress(packed, member.size + 1)
    except zlib.error:
        raise ArchiveError(member.name, "it cannot be unpacked: a byte of it was changed") from None
    if not unpack.eof or unpack.unused_data or len(data) > member.size:
        raise ArchiveError(member.name, "it does not end where it should: a byte of it was changed")
    return data
