"""What the demo has beside quizzes: a board meeting, a session with its register and one to come, a waiver."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from courses.model import Mode, Module
from lms.accounts import service as accounts
from lms.errors import NotFound
from lms.evidence.waivers import NewWaiver
from lms.facilitation.registers import Line
from lms.facilitation.rules import usual_minimum
from lms.institutions import service as institutions
from lms.institutions.offices import find_offices_by_code, list_directors
from lms.institutions.service import KnownInstitution
from lms.workflows.demo_cast import CAST, FIRST_SLUG
from lms.workflows.grant_waiver import grant_waiver
from lms.workflows.hold_board_meeting import NewMeeting, close_board_meeting, open_board_meeting, seat
from lms.workflows.keep_register import Keeper, keep_register
from lms.workflows.plan_session import Planned, plan_session

BOARD_READS = ("introduction", "complaints")
ABSENT = "Zainab Al-Khatib"
TAUGHT = "complaints"
MINUTES = 90
# Staff code -> minutes in the room, percentage of the paper test.
REGISTER = {
    "S-022": (90, 90),
    "S-023": (90, 100),
    "S-024": (85, 80),
    "S-028": (90, 70),
    "S-029": (75, None),
    "S-030": (40, None),
}
WAIVED = "S-014"
COORDINATOR = next(person.email for person in CAST if "coordinator" in person.roles)


def load_demo_evidence(session: Session, *, modules: tuple[Module, ...], now: datetime) -> None:
    """Add it to the first institution of the demo, whose people and coordinator are there already."""
    house = institutions.get_institution(session, slug=FIRST_SLUG)
    account = accounts.find_account(session, email=COORDINATOR)
    if account is None:
        raise NotFound(f"{COORDINATOR} is not in the cast of the demo: mend it.")
    account_id = account.id
    by_id = {str(module.id): module for module in modules}
    read = tuple(by_id[name] for name in BOARD_READS if name in by_id)
    _meet(session, house, read, account_id, now=now - timedelta(days=21))
    if TAUGHT in by_id:
        held, planned = now - timedelta(days=35), now + timedelta(days=9)
        key = _plan(session, house, by_id[TAUGHT], account_id, starts_at=held, now=held - timedelta(days=10))
        _register(session, house, by_id[TAUGHT], key, account_id, now=held + timedelta(hours=3))
        _plan(session, house, by_id[TAUGHT], account_id, starts_at=planned, now=now - timedelta(days=2))
        _waive(session, house, by_id[TAUGHT], account_id, now=now - timedelta(days=60))


def _meet(
    session: Session, house: KnownInstitution, read: tuple[Module, ...], account_id: int, *, now: datetime
) -> None:
    """Hold a meeting of the board; one director is absent, the others attest."""
    day = now.date()
    new = NewMeeting(_key(house, "meeting", now), day, "Board room", read)
    open_board_meeting(session, institution_id=house.id, account_id=account_id, new=new, today=day, now=now)
    for director in list_directors(session, institution_id=house.id, on=day):
        here = director.name != ABSENT
        seat(
            session,
            institution_id=house.id,
            meeting_id=new.id,
            member_id=director.member_id,
            is_present=here,
            has_attested=here,
            now=now,
        )
    close_board_meeting(session, institution_id=house.id, meeting_id=new.id, now=now + timedelta(hours=2))


def _plan(
    session: Session, house: KnownInstitution, module: Module, account_id: int, *, starts_at: datetime, now: datetime
) -> str:
    key = _key(house, "session", starts_at)
    asked = Planned(
        module=module,
        title="",
        mode=Mode.IN_PERSON,
        starts_at=starts_at,
        zone=house.profile.zone,
        minutes=MINUTES,
        minimum_minutes=usual_minimum(MINUTES),
        place="Training room, Market Street",
        facilitator_name="Luis Quispe",
    )
    plan_session(session, institution_id=house.id, session_id=key, asked=asked, account_id=account_id, now=now)
    return key


def _register(
    session: Session, house: KnownInstitution, module: Module, key: str, account_id: int, *, now: datetime
) -> None:
    offices = find_offices_by_code(session, institution_id=house.id, staff_codes=REGISTER, on=now.date())
    lines = [Line(offices[code].member_id, *noted) for code, noted in REGISTER.items() if code in offices]
    seed = _key(house, "seed", now)
    keeper = Keeper(house.id, account_id, "ticked", module.title, seed)
    keep_register(session, keeper=keeper, session_id=key, lines=lines, now=now)


def _waive(session: Session, house: KnownInstitution, module: Module, account_id: int, *, now: datetime) -> None:
    member = institutions.find_member(session, institution_id=house.id, staff_code=WAIVED)
    if member is None:
        raise NotFound(f"{WAIVED} is not in the demo: mend it.")
    new = NewWaiver(
        id=_key(house, "waiver", now),
        member_id=member.id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        reason="She taught this module for the network last year.",
        approver_name="Fatou Ndiaye",
        valid_until=now.date() + timedelta(days=365),
    )
    grant_waiver(
        session, institution_id=house.id, new=new, module=module, account_id=account_id, today=now.date(), now=now
    )


def _key(house: KnownInstitution, what: str, moment: datetime) -> str:
    """Return an id that is the same whenever the demo is loaded at the same moment."""
    return str(uuid5(NAMESPACE_URL, f"demo/{house.slug}/{what}/{moment.isoformat()}"))
