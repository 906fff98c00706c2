"""Waivers: a reason and another's approval, a completion for as long as they count, and the ledger's entries."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence.models import Certificate, Completion
from lms.evidence.rules import Standing
from lms.evidence.service import find_held
from lms.evidence.waivers import NewWaiver, withdraw_waiver
from lms.institutions import tenures
from lms.ledger import service as ledger
from lms.reports.changes import list_open_changes
from lms.reports.learner import list_standings
from lms.reports.waivers import WaiversQuery, WaiverState, list_waivers
from lms.workflows.grant_waiver import grant_waiver

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def module():
    return load_catalogue((content_folder(),)).get("complaints")


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def house(world):
    return world.valley


def new(house, module, **changed):
    made = NewWaiver(
        id=str(uuid.uuid4()),
        member_id=house.people["field"].member_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        reason="Passed the network's course in May.",
        approver_name="Joseph Okello",
        valid_until=DAY + timedelta(days=365),
    )
    return replace(made, **changed)


def grant(session, house, module, now, *, today=DAY, account=None, **changed):
    return grant_waiver(
        session,
        institution_id=house.id,
        new=new(house, module, **changed),
        module=module,
        account_id=account or house.people["coordinator"].account_id,
        today=today,
        now=now,
    )


def standing(session, house, day):
    member = house.people["field"].member_id
    found = list_standings(session, member_id=member, institution_id=house.id, tier="field", today=day)
    return found["complaints"]


def entries(session, house):
    return [one.read() for one in ledger.list_entries(session, institution_id=house.id)]


def test_a_waiver_counts_as_complete_until_its_end_and_gives_no_certificate(session, house, module, now):
    grant(session, house, module, now)

    found = standing(session, house, DAY)
    assert (found.standing, found.waived_by) == (Standing.COMPLETE, "Joseph Okello")
    assert found.certificate_code == ""
    assert standing(session, house, DAY + timedelta(days=365)).standing is Standing.EXPIRED
    assert standing(session, house, DAY + timedelta(days=365)).waived_by == ""
    assert session.execute(select(Certificate.id)).all() == []


def test_the_ledger_has_the_waiver_before_its_completion_with_reason_and_approver_apart(session, house, module, now):
    made = grant(session, house, module, now)

    waiver, completion = (
        [one for one in entries(session, house) if one.kind.value == kind][-1] for kind in ("waiver", "completion")
    )
    assert waiver.body == {
        "id": made.id,
        "person": completion.body["person"],
        "module": "complaints",
        "granted_on": "2026-03-02",
        "valid_until": "2027-03-02",
    }
    assert (completion.body["source"], completion.body["source_id"]) == ("waiver", made.id)
    assert waiver.seq < completion.seq
    opening = ledger.list_openings(session, institution_id=house.id)[waiver.private]
    assert "Joseph Okello" in opening.payload
    assert "network's course" in opening.payload


def test_withdrawn_it_counts_no_longer_from_that_day_and_the_days_before_stay(session, house, module, now):
    made = grant(session, house, module, now)
    later = DAY + timedelta(days=20)

    withdraw_waiver(
        session, institution_id=house.id, waiver_id=made.id, reason="Granted by mistake", today=later, now=now
    )

    assert standing(session, house, later - timedelta(days=1)).standing in (Standing.COMPLETE, Standing.RENEW)
    assert standing(session, house, later).standing is Standing.EXPIRED
    withdrawn, ended = entries(session, house)[-2:]
    assert (withdrawn.kind.value, withdrawn.body) == ("waiver_withdrawn", {"id": made.id, "on": "2026-03-22"})
    assert (ended.kind.value, ended.body["on"], ended.body["why"]) == (
        "completion_ended",
        "2026-03-22",
        "waiver withdrawn",
    )


def test_withdrawn_on_its_own_day_it_never_counted(session, house, module, now):
    made = grant(session, house, module, now)

    withdraw_waiver(session, institution_id=house.id, waiver_id=made.id, reason="Wrong person", today=DAY, now=now)

    (row,) = session.execute(select(Completion.completed_on, Completion.valid_until)).all()
    assert row.completed_on == row.valid_until == DAY
    assert standing(session, house, DAY).standing is not Standing.COMPLETE


def test_a_second_press_is_one_waiver(session, house, module, now):
    key = str(uuid.uuid4())
    first = grant(session, house, module, now, id=key)

    assert grant(session, house, module, now, id=key) == first
    assert len(session.execute(select(Completion.id)).all()) == 1


def test_there_is_one_waiver_for_a_module_at_a_time(session, house, module, now):
    made = grant(session, house, module, now)
    with pytest.raises(Conflict, match="Withdraw it first"):
        grant(session, house, module, now)

    withdraw_waiver(session, institution_id=house.id, waiver_id=made.id, reason="Over", today=DAY, now=now)
    grant(session, house, module, now)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"approver_name": ""}, "approver"),
        ({"approver_name": "Field of Valley"}, "approver"),
        ({"approver_name": "valley  of FIELD"}, "approver"),
        ({"valid_until": DAY}, "until"),
    ],
)
def test_what_cannot_be_is_named(session, house, module, now, changed, field):
    with pytest.raises(Invalid) as caught:
        grant(session, house, module, now, **changed)

    assert list(caught.value.fields) == [field]


def test_nobody_records_her_own_waiver(session, house, module, now):
    with pytest.raises(Invalid, match="Nobody waives herself"):
        grant(session, house, module, now, account=house.people["field"].account_id)


def test_who_has_left_cannot_be_waived(session, house, module, now):
    member = house.people["field"].member_id
    tenures.leave(session, institution_id=house.id, member_id=member, on=DAY, now=now)

    with pytest.raises(Conflict, match="no place here today"):
        grant(session, house, module, now)


def test_another_institutions_people_and_waivers_are_not_found(session, world, module, now):
    made = grant(session, world.valley, module, now)

    with pytest.raises(NotFound):
        grant(session, world.valley, module, now, member_id=world.harbour.people["field"].member_id)
    with pytest.raises(NotFound):
        withdraw_waiver(
            session, institution_id=world.harbour.id, waiver_id=made.id, reason="Not mine", today=DAY, now=now
        )


def test_what_is_withdrawn_or_has_run_out_cannot_be_withdrawn(session, house, module, now):
    made = grant(session, house, module, now)
    late = {"institution_id": house.id, "waiver_id": made.id, "reason": "Why", "now": now}

    with pytest.raises(Conflict, match="run out"):
        withdraw_waiver(session, **late, today=DAY + timedelta(days=400))
    withdraw_waiver(session, **late, today=DAY)
    with pytest.raises(Conflict, match="withdrawn already"):
        withdraw_waiver(session, **late, today=DAY)


def test_who_need_not_complete_a_module_is_not_asked_what_changed_in_it(session, house, module, now):
    grant(session, house, module, now, edition="an older one")
    member = house.people["field"].member_id

    assert find_held(session, member_id=member, module_id="complaints", today=DAY) is None
    catalogue = load_catalogue((content_folder(),))
    assert list_open_changes(session, catalogue, member_id=member, today=DAY) == {}


def test_the_list_is_filtered_by_name_module_and_state(session, house, module, now):
    made = grant(session, house, module, now)
    grant(session, house, module, now, member_id=house.people["board"].member_id, valid_until=None)
    withdraw_waiver(session, institution_id=house.id, waiver_id=made.id, reason="Over", today=DAY, now=now)

    def names(**asked):
        query = WaiversQuery(house.id, DAY, **asked)
        return [row.member_name for row in list_waivers(session, query, limit=10, offset=0).rows]

    assert sorted(names()) == ["Board of Valley", "Field of Valley"]
    assert names(state=WaiverState.COUNTS) == ["Board of Valley"]
    assert names(state=WaiverState.WITHDRAWN) == ["Field of Valley"]
    assert names(state=WaiverState.RUN_OUT) == []
    assert names(text="field") == ["Field of Valley"]
    assert names(module_id="pricing") == []
