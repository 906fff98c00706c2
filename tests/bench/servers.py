"""The servers under load: ours and the bare one, each with the same gunicorn settings, and what memory they take."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 30


@contextmanager
def serving(
    *command: str, port: int, environ: dict[str, str], path: str
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start a server and give it back with the seconds until it first answered; stop it at the end."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=_as_installed({**os.environ, **environ, "PYTHONPATH": str(ROOT)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield child, _first_answer(child, port, path, begun)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait()


def _as_installed(environ: dict[str, str]) -> dict[str, str]:
    """Return the environment of a server that keeps what Python compiled, as it does if nobody forbids it."""
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ours() -> tuple[str, ...]:
    """Return the command of our server, as `make serve` runs it."""
    return (sys.executable, "-m", "lms.cli.main", "serve")


def bare(port: int, folder: Path, *, workers: int = 1) -> tuple[str, ...]:
    """Return the command of the bare server with the same kind of workers."""
    application = f"tests.bench.bare:create_bare_app({str(folder)!r})"
    return (
        sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", "--worker-class=gthread",
        f"--workers={workers}", "--threads=8", "--log-level=warning", "--no-control-socket",
    )  # fmt: skip


def memory_of(process: int) -> dict[str, float]:
    """Return the memory in MiB of a process and all its children by name: their proportional shares (PSS)."""
    found: dict[str, float] = {}
    for pid in (process, *_children(process)):
        name = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        kind = "document process" if "webinar_kits.press" in name else "server"
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        share = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        found[kind] = found.get(kind, 0.0) + share / 1024
    return found


def processor_seconds(process: int) -> float:
    """Return the processor time that a process and all its children have taken until now."""
    ticks = 0
    for pid in (process, *_children(process)):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(process: int) -> list[int]:
    own = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    threads = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    pids = {int(pid) for pid in own} | {int(pid) for row in threads for pid in row}
    return [pid for child in pids for pid in (child, *_children(child))]


def _first_answer(child: subprocess.Popen[bytes], port: int, path: str, begun: float) -> float:
    while time.perf_counter() - begun < WAIT_SECONDS:
        if child.poll() is not None:
            raise RuntimeError(f"the server ended with {child.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT_SECONDS):
                return time.perf_counter() - begun
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server did not answer")


def cookie_of(port: int, path: str) -> str:
    """Return the cookie that an address sets."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT_SECONDS) as response:
        return str(response.headers["Set-Cookie"]).partition(";")[0]
