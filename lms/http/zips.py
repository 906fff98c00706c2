"""ZIP files that are sent while they are made: the first member is on its way before the last is known."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from webinar_kits.archive import EPOCH


class _Pipe(io.RawIOBase):
    """Takes what the archive writes until it is asked for; it cannot go back, and need not."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._held += part
        return len(part)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        held = bytes(self._held)
        self._held.clear()
        return held


def stream_zip(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield an archive of the members in their order, all with one date; what is in it is stored as it is."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
            yield pipe.take()
    yield pipe.take()
