"""An institution with one of each thing that counts as evidence, written by the workflows that write the real one."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from lms.boards.endorsements import Resolution, SignedFile, record, withdraw
from lms.evidence.requirements import drop_requirement
from lms.evidence.waivers import NewWaiver, withdraw_waiver
from lms.facilitation.registers import Line
from lms.facilitation.sessions import cancel_session
from lms.workflows.grant_waiver import grant_waiver
from lms.workflows.hold_board_meeting import NewMeeting, close_board_meeting, open_board_meeting, seat
from lms.workflows.keep_register import Keeper, keep_register
from lms.workflows.merge_members import merge_members
from lms.workflows.plan_session import Planned, plan_session, replan_session
from tests.lms.boards_and_sessions import commitment, director, principle
from tests.worlds import House

DAY = date(2026, 3, 2)
FILE = SignedFile("scan.pdf", "application/pdf", b"%PDF-1.7 signed")
HELD = "11111111-0000-4000-8000-000000000001"
CANCELLED = "11111111-0000-4000-8000-000000000002"
MEETING = "22222222-0000-4000-8000-000000000001"
OPEN_MEETING = "22222222-0000-4000-8000-000000000002"
WAIVER = "33333333-0000-4000-8000-000000000001"
STANDING_WAIVER = "33333333-0000-4000-8000-000000000002"


def fill_house(session: Session, house: House, *, now: datetime) -> None:
    """Add waivers of which one ended, sessions, a register, board meetings, resolutions, a rule that ended.

    Two people who are one stood in the register and in the roll; each pair was merged.
    """
    drop_requirement(session, institution_id=house.id, tier="board", module_id="complaints", from_on=DAY, now=now)
    waive(session, house, "field", WAIVER, now=now)
    withdraw_waiver(session, institution_id=house.id, waiver_id=WAIVER, reason="By mistake.", today=DAY, now=now)
    waive(session, house, "middle_management", STANDING_WAIVER, now=now)
    hold(session, house, now=now)
    meet(session, house, now=now)
    for number in ("1", "2"):
        record(
            session,
            institution_id=house.id,
            endorsement_id=number,
            resolution=Resolution(number, DAY, None),
            file=FILE,
            account_id=None,
            today=DAY,
            now=now,
        )
    withdraw(session, institution_id=house.id, endorsement_id="2", today=DAY, now=now)
    session.flush()


def waive(session: Session, house: House, who: str, key: str, *, now: datetime) -> None:
    """Grant somebody a waiver."""
    module = principle()
    new = NewWaiver(
        id=key,
        member_id=house.people[who].member_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        reason="Passed the network's course.",
        approver_name="Joseph Okello",
        valid_until=DAY + timedelta(days=365),
    )
    account_id = house.people["coordinator"].account_id
    grant_waiver(session, institution_id=house.id, new=new, module=module, account_id=account_id, today=DAY, now=now)


def hold(session: Session, house: House, *, now: datetime) -> None:
    """Hold a session whose register was corrected, cancel another, and merge two who stood in the register."""
    at = {"institution_id": house.id, "now": now}
    for key in (HELD, CANCELLED):
        plan_session(session, session_id=key, asked=planned(now, "Complaints"), account_id=None, **at)
        replan_session(session, session_id=key, asked=planned(now, "Complaints, again"), **at)
    cancel_session(session, session_id=CANCELLED, **at)
    keeper = Keeper(house.id, None, "ticked", "Complaint resolution", "secret")
    field, support, middle = (house.people[tier].member_id for tier in ("field", "support", "middle_management"))
    for minutes in (90, 72):
        lines = [Line(field, minutes, 85), Line(support, 60, None), Line(middle, 10, None)]
        keep_register(session, keeper=keeper, session_id=HELD, lines=lines, now=now)
    merge_members(session, kept_id=field, gone_id=support, **at)


def planned(now: datetime, title: str) -> Planned:
    """Return a session that was held an hour ago."""
    return Planned(
        module=principle(),
        title=title,
        mode="in_person",
        starts_at=now - timedelta(hours=1),
        zone="Africa/Nairobi",
        minutes=90,
        minimum_minutes=72,
        place="Main Street",
        facilitator_name="Farida Facilitator",
    )


def meet(session: Session, house: House, *, now: datetime) -> None:
    """Hold a board meeting, merge two who stood in its roll, and open another meeting."""
    at = {"institution_id": house.id, "now": now}
    amina = director(session, house, "D-1", "Amina Board", from_on=date(2025, 1, 1), now=now)
    board = house.people["board"].member_id
    for key in (MEETING, OPEN_MEETING):
        new = NewMeeting(key, DAY, "Head office", (commitment(), principle()))
        open_board_meeting(session, account_id=None, new=new, today=DAY, **at)
        for member_id in (amina, board):
            seat(session, meeting_id=key, member_id=member_id, is_present=True, has_attested=key == MEETING, **at)
    close_board_meeting(session, meeting_id=MEETING, **at)
    merge_members(session, kept_id=board, gone_id=amina, **at)
