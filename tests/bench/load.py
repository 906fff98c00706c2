"""A plain load: so many connections, each asking one thing after the other; times from the client's side."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Ask = Callable[[http.client.HTTPConnection], int]


@dataclass(frozen=True)
class Figures:
    """Requests a second; median, 95th and 99th percentile in ms; bytes of a body; how many failed."""

    name: str
    rate: float
    median: float
    p95: float
    p99: float
    bytes: int
    failures: int

    def row(self) -> str:
        """Return a line of the table."""
        return (
            f"{self.name:34} {self.rate:8.0f}/s  median {self.median:7.1f}  p95 {self.p95:7.1f}  p99 {self.p99:7.1f} ms"
            f"  {self.bytes:7} B" + (f"  {self.failures} FAILED" if self.failures else "")
        )


def run(name: str, port: int, asks: list[Iterator[Ask]], *, seconds: float) -> Figures:
    """Ask on as many connections as there are iterators, until the time is over or an iterator ends."""
    taken: list[float] = []
    sizes: list[int] = []
    failures: list[str] = []
    stop = time.perf_counter() + seconds

    def work(own: Iterator[Ask]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for ask in own:
            before = time.perf_counter()
            if before > stop:
                break
            try:
                sizes.append(ask(connection))
            except (AssertionError, OSError, http.client.HTTPException) as error:
                failures.append(repr(error))
                connection.close()
            taken.append(time.perf_counter() - before)
        connection.close()

    begun = time.perf_counter()
    threads = [threading.Thread(target=work, args=(own,)) for own in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - begun
    taken.sort()
    if failures:
        print("   first failure:", failures[0])  # noqa: T201
    return Figures(
        name=name,
        rate=len(taken) / lasted,
        median=_at(taken, 0.5),
        p95=_at(taken, 0.95),
        p99=_at(taken, 0.99),
        bytes=max(sizes, default=0),
        failures=len(failures),
    )


def getting(path: str, headers: dict[str, str], *, status: int = 200) -> Ask:
    """Return what asks for a page and reads it whole."""

    def ask(connection: http.client.HTTPConnection) -> int:
        connection.request("GET", path, headers=headers)
        return _read(connection, status)

    return ask


def posting(path: str, body: str, headers: dict[str, str], *, status: int) -> Ask:
    """Return what sends a body and reads the answer."""

    def ask(connection: http.client.HTTPConnection) -> int:
        connection.request("POST", path, body=body, headers=headers)
        return _read(connection, status)

    return ask


def again(ask: Ask) -> Iterator[Ask]:
    """Return the same thing for ever."""
    while True:
        yield ask


def _read(connection: http.client.HTTPConnection, status: int) -> int:
    response = connection.getresponse()
    body = response.read()
    assert response.status == status, f"{response.status} in place of {status}: {body[:200]!r}"
    return len(body)


def _at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))] * 1000 if taken else 0.0
