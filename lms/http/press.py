"""The client of the document process: decks, documents and sheets are made outside the web server.

The libraries that make them cost more memory and start-up time than the whole server, so they live in one child
process, started when it is first needed and ended when it has been idle for a while. One job runs at a time.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

IDLE_SECONDS = 45
JOB_SECONDS = 60


class PressError(Exception):
    """A job that was refused; `field` names what to change, empty when the fault is ours."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


class Press:
    """One child process and the lock before it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._last_use = 0
        self._jobs = 0

    def warm(self) -> None:
        """Start the process if it is not running, without waiting for it: somebody is about to ask."""
        if self._lock.acquire(blocking=False):
            try:
                self._running()
            finally:
                self._lock.release()

    def run(self, job: str, fields: Mapping[str, object], *, output: Path) -> None:
        """Run a job that writes `output`; raise `PressError` when it is refused or the process dies twice."""
        output.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._jobs += 1
            line = json.dumps({"id": self._jobs, "job": job, "output": str(output), **fields})
            answer = self._ask(line) or self._ask(line)
        if answer is None:
            raise PressError("", "The document could not be made just now. Try again in a minute.")
        if not answer.get("ok"):
            raise PressError(str(answer.get("field", "")), str(answer.get("error", "")))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, line: str) -> dict[str, object] | None:
        child = self._running()
        watch = threading.Timer(JOB_SECONDS, child.kill)
        watch.start()
        try:
            _pipe(child.stdin).write(line + "\n")
            _pipe(child.stdin).flush()
            text = _pipe(child.stdout).readline()
        except (BrokenPipeError, OSError):
            text = ""
        finally:
            watch.cancel()
        if not text:
            self._end()
            return None
        answer: dict[str, object] = json.loads(text)
        self._schedule_end()
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is not None:
            self._end()
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "webinar_kits.press"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                cwd=Path(__file__).parents[2],
            )
            self._schedule_end()
        return self._child

    def _schedule_end(self) -> None:
        self._last_use += 1
        timer = threading.Timer(IDLE_SECONDS, self._end_if_idle, (self._last_use,))
        timer.daemon = True
        timer.start()

    def _end_if_idle(self, use: int) -> None:
        with self._lock:
            if use == self._last_use:
                self._end()

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            _pipe(pipe).close()
        self._child = None


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise RuntimeError("the document process was started without pipes")
    return pipe
