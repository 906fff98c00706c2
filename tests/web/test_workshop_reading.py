from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask

from courses.case_loader import load_case
from courses.proposals import Proposal, Recommendation
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.reports.workshop_reading import lay_out
from lms.web.blocks_html import Targets
from lms.web.workshop_reading import reading_view


@pytest.fixture
def engine_name() -> str:
    """Nothing here asks the database."""
    return "sqlite"


def lines_of(app: Flask, recommendation: Recommendation) -> dict[str, str]:
    """Return what stands beside a recommendation in reading, and its tool."""
    proposal = Proposal("sandrel", recommendations=(recommendation,))
    reading = lay_out(
        proposal,
        "p",
        handed_in_at=None,
        case=load_case(workshop_folder() / "cases" / "sandrel"),
        workshop=load_workshop(workshop_folder()),
    )
    with app.test_request_context():
        part = reading_view(reading, targets=Targets()).groups[1].parts[0]
    passages = {one.label: str(one.html) for one in part.passages}
    return {label: " ".join(words) for label, words in part.lines} | passages


def test_money_and_days_are_read_as_people_write_them_and_what_is_none_as_typed(app: Flask) -> None:
    read = lines_of(
        app,
        Recommendation(
            str(UUID(int=1)),
            title="A free line",
            cost=Decimal(9600),
            cost_text="9600",
            starts_on=date(2026, 12, 10),
            starts_text="2026-12-10",
            ends_text="before the rains",
        ),
    )
    assert (read["Cost"], read["From"], read["To"]) == ("9,600 CVM", "10 December 2026", "before the rains")

    typed = lines_of(app, Recommendation(str(UUID(int=1)), title="A free line", cost_text="about ten thousand"))
    assert typed["Cost"] == "about ten thousand"
    assert "From" not in typed


def test_a_tool_of_the_library_is_read_by_its_title_and_another_as_typed(app: Flask) -> None:
    known = Recommendation(str(UUID(int=1)), title="A free line", tool="fondesurco-complaints-manual")
    assert lines_of(app, known)["Tool"] == "<p>Complaints-handling manual (Fondesurco)</p>"

    own = Recommendation(str(UUID(int=1)), title="A free line", tool="our own form")
    assert lines_of(app, own)["Tool"] == "<p>our own form</p>"
