"""Bringing an instance's database to this version: its tables, and the ledgers of institutions that had none."""

from lms.cli.connection import open_database
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import transaction
from lms.db.upgrade import UpgradeError, upgrade
from lms.workflows.found_ledgers import found_ledgers


def bring_up_to_date(settings: Settings) -> tuple[tuple[str, ...], int]:
    """Run the migrations that are missing, then begin missing ledgers; return the numbers, and how many ledgers."""
    try:
        ran = upgrade(settings.database_url)
    except UpgradeError as error:
        raise Refusal(str(error)) from error
    with open_database(settings), transaction() as write:
        return ran, found_ledgers(write, now=read_clock())
