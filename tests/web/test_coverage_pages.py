"""The coverage pages: what they show, that every way to take it away says the same, and that they stay quick."""

import csv
import io
import re
from datetime import date, timedelta
from html.parser import HTMLParser

import openpyxl
import pytest
from sqlalchemy import event, insert

from lms.db.engine import database, transaction
from lms.evidence import service as evidence
from lms.evidence.models import Completion
from lms.institutions import service as institutions
from lms.institutions.models import Member, Tenure

COVERAGE = "/institutions/valley/coverage"
MARK = "\ufeff"


class Cells(HTMLParser):
    """The words of each cell of the one table of a page; a time element counts as its machine-readable day."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self._in_cell = False
        self._day = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append([])
            self._in_cell = True
        if tag == "time":
            self._day = dict(attrs)["datetime"]

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data):
        words = " ".join(data.replace("\xa0", " ").split())
        if self._in_cell and words:
            self.rows[-1][-1].append(self._day or words)
            self._day = ""


@pytest.fixture
def today(app):
    return date.today()  # noqa: DTZ011


@pytest.fixture
def coordinator(world, sign_in):
    return sign_in(world.valley.people["coordinator"])


@pytest.fixture
def people(app, world, now):
    """One complete, one whose completion ended, one with a name that looks like a formula."""
    field, board = (world.valley.people[tier].member_id for tier in ("field", "board"))
    with app.app_context(), transaction() as write:
        add_completion(write, world, field, date(2026, 3, 1), months=None)
        add_completion(write, world, board, date(2025, 1, 10), months=12)
        institutions.change_member(
            write,
            institution_id=world.valley.id,
            member_id=world.valley.people["support"].member_id,
            staff_code="-7",
            name="=SUM(A1)",
            email="",
        )


def add_completion(write, world, member_id, on, *, months):
    evidence.add_completion(
        write,
        institution_id=world.valley.id,
        member_id=member_id,
        module_id="complaints",
        edition="e",
        language="en",
        source="quiz",
        source_id=f"{member_id}-{on}",
        percent=91,
        completed_at=NOON,
        completed_on=on,
        valid_months=months,
    )


def table_of(response):
    return Cells(response.get_data(as_text=True)).rows


def lines_of(response):
    return list(csv.reader(io.StringIO(response.get_data(as_text=True).removeprefix(MARK))))


def sheet_of(response):
    """The rows of a workbook from its head on, a day as it is written, nothing as nothing."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
    rows = [[written(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if all(row))
    return rows[head:]


def written(value):
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)
