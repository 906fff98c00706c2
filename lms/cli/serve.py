"""`lms serve`: from nothing to a running server.

This process stays small: what needs the whole application (migrations, the demo) runs in a process of its own, and only
when there is something to do. Then the server takes this one's place.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.config import Settings
from lms.db.peek import glance, newest_migration
from lms.workflows.demo_cast import NETWORK_SLUG, sign_in_lines

WSGI_APPLICATION = "wsgi:app"
WAITING_CONNECTIONS = 512
REQUEST_SECONDS = 120
# With an arena per thread, memory that one thread has let go is of no use to another.
FEW_ARENAS = ("MALLOC_ARENA_MAX", "2")
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (workers only touch a file there to show that they live)


@click.command()
@click.option("--demo", is_flag=True, help="Load the demo when the database is new.")
def serve(*, demo: bool) -> None:
    """Start the server; make folder, key and tables first where they are missing."""
    settings = prepared_settings()
    listener = _listen(settings.host, settings.port)
    before = glance(settings.database_url)
    if demo and not before.migration:
        _run("demo", "--quiet")
    elif before.migration != newest_migration() or before.unfounded:
        _run("db", "upgrade")
    click.echo(f"CPP Training: {settings.base_url}  (stop with Ctrl-C)")
    if glance(settings.database_url).network == NETWORK_SLUG:
        click.echo("\n".join(sign_in_lines()))
    sys.stdout.flush()
    os.environ.setdefault(*FEW_ARENAS)
    arguments = server_arguments(settings, handle=listener.detach())
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606  (no shell is wanted)


def server_arguments(settings: Settings, *, handle: int) -> list[str]:
    """Return how gunicorn is called on a socket that is open already: several threads in a few processes.

    Nothing is loaded before the processes are forked: each sends mail from a thread of its own, and threads do not
    survive a fork.
    """
    return [
        WSGI_APPLICATION,
        f"--bind=fd://{handle}",
        "--worker-class=gthread",
        f"--workers={settings.workers}",
        f"--threads={settings.threads}",
        f"--timeout={REQUEST_SECONDS}",
        "--no-control-socket",
        "--log-level=warning",
        *([f"--worker-tmp-dir={MEMORY_FOLDER}"] if MEMORY_FOLDER.is_dir() else []),
    ]


def _listen(host: str, port: int) -> socket.socket:
    """Open the socket before anything else: who comes early waits, and a port that is taken is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS)
    except OSError as error:
        raise Refusal(
            f"Port {port} of {host} cannot be used ({error.strerror}). Set HOST or PORT to another."
        ) from error
    listener.set_inheritable(True)
    return listener


def _run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", "lms.cli.main", *command], check=False)  # noqa: S603  (our own)
    if done.returncode != 0:
        raise SystemExit(done.returncode)
