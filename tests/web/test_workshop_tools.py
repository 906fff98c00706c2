"""The tools library on its page and in the editor."""

from datetime import UTC, datetime
from html import unescape
from uuid import UUID

import pytest

from courses.case_loader import load_cases
from courses.proposals import Recommendation, write_part
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.db.engine import transaction
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_proposal_warnings import warnings_of
from tests.web.test_workshops import text_of
from tests.workshops import open_hall

FIX = UUID(int=3)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


def test_tools_are_searched_narrowed_and_shown_with_what_nobody_knows(hall, sign_in, world):
    browser, tools = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/tools"
    page = text_of(browser, tools)
    assert "65 of 65" in page
    assert all(f'id="T{number}"' in page for number in range(1, 66))

    leaflet = text_of(browser, f"{tools}?find=leaflet&principle=7&reader=clients")
    assert "1 of 65" in leaflet
    assert "Languages: not known" in leaflet
    assert "Year: not known" in leaflet
    assert '<option value="7" selected>' in leaflet
    assert "perhaps Español" in text_of(browser, f"{tools}?find=T35")
    assert "No tool fits" in text_of(browser, f"{tools}?find=zebra")
    assert "65 of 65" in text_of(browser, f"{tools}?kind=moon&principle=9")
    assert "65 of 65" in text_of(sign_in(hall.trainer), tools)
    assert sign_in(world.harbour.people["board"]).get(tools).status_code == 404


def test_a_recommendation_is_offered_the_tools_those_for_complaints_first(hall, sign_in):
    page = unescape(
        text_of(sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal/parts/recommendation:{FIX}")
    )

    assert f'href="/workshops/{hall.id}/tools?principle=7"' in page
    complaints = page.index('<option value="How to design a complaint mechanism">')
    assert complaints < page.index('<option value="Getting Started Questionnaire">')
    assert page.index('<option value="Getting Started Questionnaire">') < page.index('<option value="None needed">')


@pytest.mark.parametrize("case", load_cases(workshop_folder()), ids=lambda case: case.id)
def test_naming_a_tool_is_never_warned_whether_the_library_has_it_or_not(case):
    workshop = load_workshop(workshop_folder())
    for tool in (*(one.title for one in workshop.tools), "A checklist of our own", "None needed"):
        part = Recommendation(str(FIX), title="Open a line", text="Open it.", tool=tool)
        written = WrittenPart(f"recommendation:{FIX}", write_part(part), 1, 1, NOW, 1)
        found = warnings_of([written], case=case, workshop=workshop).get(written.key, ())
        assert [one for one in found if one.field == "tool"] == [], tool
