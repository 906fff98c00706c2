"""Two trainers who change the days of a workshop at the same moment: nobody's change is lost, calendars count both."""

import pytest
from icalendar import Calendar
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms.db.engine import WRITES
from lms.errors import Conflict, Invalid
from lms.workshops import rescheduling, seats
from lms.workshops.models import Workshop
from lms.workshops.rescheduling import change_schedule
from lms.workshops.schedule import get_plan, own_request
from tests.webinar_kits.workshop_samples import workshop
from tests.workshops import open_hall
from tests.worlds import make_world
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.invites import HeldSittings, calendar


@pytest.fixture
def hall(session, now):
    made = open_hall(session, make_world(session, now=now), now=now)
    session.commit()
    return made


def change(session, hall, *, now, seen=None, **typed):
    return change_schedule(session, workshop_id=hall.id, content=workshop(), typed=typed, now=now, seen=seen)


def sequences(session, hall):
    request = own_request(get_plan(session, workshop_id=hall.id), workshop())
    file = calendar(HeldSittings(request, request.title, timed_days(request, workshop())))
    return [int(event["sequence"]) for event in Calendar.from_ical(file).walk("VEVENT")]


def before(now):
    """Return a moment at which nothing of the workshop has begun."""
    return now.replace(year=now.year - 1)


def test_who_looked_before_another_changed_it_changes_what_the_other_left(engine, session, hall, now):
    options = engine.execution_options(**{WRITES: True})
    with Session(options, autoflush=False, expire_on_commit=False) as late:
        assert get_plan(late, workshop_id=hall.id).schedule == {}
        late.commit()
        first = change(session, hall, now=before(now), begins="09:00")
        session.commit()
        second = change(late, hall, now=before(now), lengths="450, 480")
        late.commit()

    assert (first.changed.times, second.changed.times) == (1, 2)
    assert (second.begins, second.lengths) == (("09:00",), (450, 480))
    session.expire_all()
    assert sequences(session, hall) == [2, 2]


def test_the_row_is_held_from_before_it_is_read(engine, session, hall, now, monkeypatch):
    asked, refused = rescheduling.changed_request, []

    def meanwhile(*given, **named):
        with engine.connect() as other:
            if engine.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout = 0")
                other.exec_driver_sql("ROLLBACK")
                hold = text("BEGIN IMMEDIATE")
            else:
                hold = select(Workshop.id).where(Workshop.id == hall.id).with_for_update(nowait=True)
            with pytest.raises(OperationalError) as told:
                other.execute(hold)
        refused.append(told.value)
        return asked(*given, **named)

    monkeypatch.setattr(rescheduling, "changed_request", meanwhile)
    change(session, hall, now=before(now), begins="09:00")
    assert len(refused) == 1


def test_who_decided_on_what_stands_no_more_is_told_and_changes_nothing(session, hall, now):
    change(session, hall, now=before(now), seen=0, begins="09:00")
    with pytest.raises(Conflict, match="since you looked"):
        change(session, hall, now=before(now), seen=0, lengths="450, 480")
    again = change(session, hall, now=before(now), seen=0, begins="09:00")
    assert again.changed.times == 1, "who pressed twice is not told of herself"
    assert change(session, hall, now=before(now), seen=1, lengths="450, 480").changed.times == 2


def test_what_is_refused_or_closed_changes_nothing(session, hall, now):
    with pytest.raises(Invalid):
        change(session, hall, now=before(now), lengths="5")
    assert sequences(session, hall) == [0, 0]
    seats.close(session, workshop_id=hall.id, now=now)
    with pytest.raises(Conflict, match="closed"):
        change(session, hall, now=before(now), begins="09:00")
