"""The workshop of the demo: two invented trainees, each half-way through a proposal on the invented case."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from courses.model import Mode
from courses.proposals import Finding, Recommendation, write_part
from lms.accounts import service as accounts
from lms.errors import NotFound
from lms.workshops import seats
from lms.workshops.parts import Edit, save_part
from lms.workshops.seats import NewWorkshop

TITLE = "From a sample institution to an upgrade proposal"
CASE = "sandrel"
TRAINER = "facilitator@demo.example"
# Who writes what: an address of the cast, the key of a section, its text.
DRAFTS = (
    (
        "learner@demo.example",
        "section:context",
        "Sandrel lends to 42,000 clients from 18 branches (F7). One in eight leaves each year, and of those who were "
        "asked, 31% left because staff had treated them badly (E3). Hardly anybody complained: the register of all "
        "branches holds nine entries for 2025 (E1).\n\nThe client in E4 never told anybody. The box hangs beside the "
        "desk of the officer she would complain about.",
    ),
    (
        "director@demo.example",
        "section:context",
        "Silence is not contentment. The annual report calls the few complaints a sign of content clients; the exit "
        "survey says otherwise (E3). What the board lacks is a way to hear it before clients are gone.",
    ),
)


def load_demo_workshop(session: Session, *, network_id: int, now: datetime) -> str:
    """Open the workshop a week before `now` and return its id."""
    began = now - timedelta(days=7)
    new = NewWorkshop(
        title=TITLE,
        case_id=CASE,
        language="en",
        mode=Mode.WEBINAR,
        zone="Africa/Nairobi",
        starts_on=began.date(),
        due_at=now + timedelta(days=14),
        network_id=network_id,
    )
    made = seats.open_workshop(session, new=new, account_id=_account(session, TRAINER), now=began)
    for address, key, text in DRAFTS:
        account_id = _account(session, address)
        seats.join(session, code=made.code, account_id=account_id, now=began)
        _write(session, made.id, account_id, {key: text, **_findings()}, now=now - timedelta(days=1))
    return made.id


def _findings() -> dict[str, str]:
    finding = Finding(
        id=str(uuid4()),
        text="Clients have no way to complain that does not lead past the officer they complain about.",
        limb="a",
        indicators=("two-channels",),
        exhibits=("E13",),
    )
    answer = Recommendation(
        id=str(uuid4()),
        title="A phone line that a person answers",
        text="One person at head office answers the line in Morani and Calven and writes each call down.",
        findings=(finding.id,),
        owner="Head of operations",
        cost_text="about two thousand a year",
    )
    return {f"finding:{finding.id}": write_part(finding), f"recommendation:{answer.id}": write_part(answer)}


def _write(session: Session, workshop_id: str, account_id: int, parts: dict[str, str], *, now: datetime) -> None:
    place = seats.get_place(session, workshop_id=workshop_id, account_id=account_id)
    for key, content in parts.items():
        edit = Edit(id=str(uuid4()), key=key, base_version=0, typed=content)
        save_part(session, proposal_id=place.proposal_id, edit=edit, seat_id=place.seat_id, now=now)


def _account(session: Session, address: str) -> int:
    found = accounts.find_account(session, email=address)
    if found is None:
        raise NotFound(f"{address} is not in the cast of the demo.")
    return found.id
