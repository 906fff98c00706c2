import json
import logging
import sys
from collections.abc import Iterator

import pytest

from lms.logs import JsonLines, TextLines, configure_logs

TOKEN = "N3ver-Wr1tten_1n-Any-L0g-Line-0f-Th1s-Pr0gram"


@pytest.fixture(autouse=True)
def _root_logger_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.getLogger("lms.request").makeRecord(
        "lms.request", logging.INFO, "file", 1, message, (), None, extra=extra
    )
    made.created = 1_772_443_800.25
    return made


def test_a_line_is_json_with_everything_given() -> None:
    line = json.loads(JsonLines().format(record("request", method="GET", path="/x", status=200, ms=3.1, account=None)))

    assert line == {
        "at": "2026-03-02T09:30:00.250+00:00",
        "level": "info",
        "logger": "lms.request",
        "event": "request",
        "method": "GET",
        "path": "/x",
        "status": 200,
        "ms": 3.1,
        "account": None,
    }


def test_a_line_to_read_has_names_and_values() -> None:
    line = TextLines().format(record("request", path="/x", status=200))

    assert line == "2026-03-02T09:30:00.250+00:00 info    request path=/x status=200"


@pytest.mark.parametrize("lines", [JsonLines(), TextLines()])
def test_no_token_is_ever_written(lines: logging.Formatter) -> None:
    made = record(f"asked for /links/{TOKEN}", path=f"/links/{TOKEN}")
    try:
        raise ValueError(f"/links/{TOKEN}")
    except ValueError:
        made.exc_info = sys.exc_info()

    line = lines.format(made)

    assert TOKEN not in line
    assert "/links/…" in line
    assert "ValueError" in line
    assert line.count("\n") == 0 or isinstance(lines, TextLines)


def test_ids_of_attempts_stay_readable() -> None:
    line = JsonLines().format(record("request", path="/attempts/7d7ab6a2-6d0f-4f0e-9c1a-2f6f5c1d9a01"))

    assert "7d7ab6a2-6d0f-4f0e-9c1a-2f6f5c1d9a01" in line


def test_the_level_decides_what_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(level="warning", form="text")

    logging.getLogger("lms.request").info("quiet")
    logging.getLogger("lms.request").warning("loud")

    assert [line.split()[2] for line in capsys.readouterr().err.splitlines()] == ["loud"]
