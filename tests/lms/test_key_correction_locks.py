"""Handing in and correcting a key wait for each other, where an engine lets two write at once."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms.attempts.corrections import hold_banks, wait_for_corrections
from lms.attempts.service import keep_bank

pytestmark = pytest.mark.postgres
AT = {"module_id": "complaints", "edition": "one"}


@pytest.fixture
def engine_name():
    """SQLite has one writer at a time anyway."""
    return "postgres"


def test_who_hands_in_waits_for_a_correction_and_not_for_another_who_hands_in(engine, now):
    with Session(engine) as write:
        keep_bank(write, **AT, language="en", structure={}, words={}, now=now)
        write.commit()

    with Session(engine) as first, Session(engine) as second:
        wait_for_corrections(first, **AT)
        wait_for_corrections(second, **AT)
        second.rollback()
        second.execute(text("SET lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            hold_banks(second, module_id="complaints")
        first.rollback()
        second.rollback()
        hold_banks(first, module_id="complaints")
        second.execute(text("SET lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            wait_for_corrections(second, **AT)
