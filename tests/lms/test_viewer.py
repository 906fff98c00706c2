"""Who is asking: her office is that of the day it is on the clocks of her institution, not of the day in Greenwich."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from courses.model import Tier
from lms.institutions import tenures
from lms.institutions.models import Institution
from lms.reports.viewer import find_viewer

FIRST = date(2026, 3, 1)


@pytest.fixture
def office(session, small_world):
    """Returns the tier and the branch of the one who is asked for, at a moment, where the clocks of a zone hold."""
    house, person = small_world.valley, small_world.valley.people["field"]

    def read(zone, *moment):
        session.execute(update(Institution).where(Institution.id == house.id).values(zone=zone))
        found = find_viewer(session, account_id=person.account_id, now=datetime(*moment, tzinfo=UTC))
        return found.member.tier, found.member.branch_name, found.member.branch_id

    return read


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Asia/Manila", (2026, 2, 28, 15, 59), (2026, 2, 28, 16, 0)),
        ("Asia/Kathmandu", (2026, 2, 28, 18, 14), (2026, 2, 28, 18, 15)),
        ("Pacific/Kiritimati", (2026, 2, 28, 9, 59), (2026, 2, 28, 10, 0)),
        ("UTC", (2026, 2, 28, 23, 59), (2026, 3, 1, 0, 0)),
        ("America/Lima", (2026, 3, 1, 4, 59), (2026, 3, 1, 5, 0)),
        ("Pacific/Pago_Pago", (2026, 3, 1, 10, 59), (2026, 3, 1, 11, 0)),
    ],
)
def test_an_office_changes_and_ends_at_midnight_on_the_clocks_of_the_institution(
    session, small_world, now, office, zone, before, after
):
    house, person = small_world.valley, small_world.valley.people["field"]
    here = {"institution_id": house.id, "member_id": person.member_id}
    field = ("field", "Main Street", house.branch_id)
    tenures.move(session, **here, tier=Tier.MIDDLE_MANAGEMENT, branch_id=house.other_branch_id, on=FIRST, now=now)
    session.flush()

    assert office(zone, *before) == field
    assert office(zone, *after) == ("middle_management", "Market Square", house.other_branch_id)

    tenures.end_all(session, **here, on=FIRST, now=now)
    session.flush()
    assert office(zone, *before) == field
    assert office(zone, *after) == ("", "", None)
