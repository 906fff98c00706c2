"""Many rows at once are the same rows on both engines, however many there are."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.db.bulk import WORTH_COPYING, insert_many
from lms.institutions import service
from lms.institutions.models import Member, Tenure


@pytest.mark.parametrize("number", [1, WORTH_COPYING + 1])
def test_many_rows_come_back_as_they_went_in(session, now, number):
    house = service.create_institution(session, slug="valley", profile=service.Profile(name="Valley"), now=now)
    branch = service.add_branch(session, institution_id=house.id, name="North", now=now)
    people = [
        {"institution_id": house.id, "staff_code": f"S{one:03}", "person_key": f"key-{one}", "created_at": now,
         "name": "Zoé \\ 'O\t", "name_other": "", "email": "", "language": "fr"}
        for one in range(number)
    ]  # fmt: skip
    insert_many(session, Member, people)
    ids = session.execute(select(Member.id).order_by(Member.staff_code)).scalars().all()
    places = [
        {"member_id": one, "institution_id": house.id, "tier": "field", "branch_id": branch.id,
         "starts_on": date(2025, 1, 31), "ends_on": None if place else date(2026, 2, 28)}
        for place, one in enumerate(ids)
    ]  # fmt: skip
    insert_many(session, Tenure, places)
    session.expire_all()

    members = session.execute(select(Member).order_by(Member.staff_code)).scalars().all()
    tenures = session.execute(select(Tenure).order_by(Tenure.member_id)).scalars().all()
    assert [{name: getattr(one, name) for name in people[0]} for one in members] == people
    assert [{name: getattr(one, name) for name in places[0]} for one in tenures] == places
