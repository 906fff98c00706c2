"""Log lines: one JSON object each, or plain text to read along; by the standard library alone.

A path may carry the token of a one-time link: whatever is as long as one is never written.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime

# What a record always has; anything else was given with `extra` and belongs to the line.
OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
SECRET = re.compile(r"[A-Za-z0-9_-]{40,}")


def configure_logs(*, level: str, form: str) -> None:
    """Send all log lines to standard error in the form `json` or `text`, once; called again, it replaces."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, who, what, and everything given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": _time_of(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": hide_secrets(record.getMessage()),
        }
        line.update(_extras(record))
        if record.exc_info:
            line["error"] = hide_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """A record as a line to read: time, level, what, and `name=value` for everything given with it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error's lines follow it."""
        given = "".join(f" {name}={value}" for name, value in _extras(record).items())
        line = f"{_time_of(record)} {record.levelname.lower():7} {hide_secrets(record.getMessage())}{given}"
        return f"{line}\n{hide_secrets(self.formatException(record.exc_info))}" if record.exc_info else line


def hide_secrets(text: str) -> str:
    """Return the text with everything that could be a token taken out."""
    return SECRET.sub("…", text)


def _extras(record: logging.LogRecord) -> dict[str, object]:
    given = {name: value for name, value in vars(record).items() if name not in OWN}
    return {name: hide_secrets(value) if isinstance(value, str) else value for name, value in given.items()}


def _time_of(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
