"""What machine the tests run on is no business of theirs: neither what its environment says, nor how busy it is."""

import os

import pytest

from lms.config import setting_names

BEGINNINGS = ("FLASK_", "GUNICORN_", "PG")
ENDINGS = ("_PROXY",)
SHAPE = ("COLUMNS", "LINES")


def forget() -> None:
    """Take everything out of the environment of this run that would change what the application does."""
    told = {*setting_names(), *SHAPE}
    for name in tuple(os.environ):
        if name in told or name.upper().startswith(BEGINNINGS) or name.upper().endswith(ENDINGS):
            del os.environ[name]


def be_patient(patch: pytest.MonkeyPatch) -> None:
    """Give what waits for another more time than a server would: who is slow is not wrong."""
    patch.setattr("lms.db.engine.BUSY_MILLISECONDS", 300_000)
    patch.setattr("lms.db.peek.ANSWER_SECONDS", 60)
    patch.setattr("lms.http.press.JOB_SECONDS", 600)
